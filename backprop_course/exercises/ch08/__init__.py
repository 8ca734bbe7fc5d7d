"""Exercises for lesson 08: modules that are not in the lesson, and a check that asks them twice.

In the order of the notebook:

    shared_relu  shared_relu: one object behind two layers
    scale        scale_backward: one factor and one shift for each feature
    hunt         find_the_step: what goes wrong from the second step on
    kill         layer_check: test the test
    gate         gate_backward: a product of two branches

And the gaps of the lesson itself:

    probes       layers, rows of layers and branches to test with
    layer        layer_backward: what the backward method of a linear layer computes
    row          pass_through: forward and backward through any number of modules
    two_ways     residual_backward: past a branch and through it
    on_paper     A, B, C: for pencil and paper
"""

from .gate import gate_backward
from .hunt import find_the_step
from .kill import layer_check
from .layer import layer_backward
from .on_paper import A, B, C
from .row import pass_through
from .scale import scale_backward
from .shared_relu import shared_relu
from .two_ways import residual_backward

GAPS = (layer_backward, pass_through, residual_backward, A, B, C)
EXERCISES = (shared_relu, scale_backward, find_the_step, layer_check, gate_backward)
