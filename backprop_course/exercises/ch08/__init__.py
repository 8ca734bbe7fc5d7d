"""The gaps of lesson 08: a layer that adds to its gradients, layers in a row, and a branch.

In the order of the lesson:

    probes      layers, rows of layers and branches to test with
    layer       layer_backward: what the backward method of a linear layer computes
    row         pass_through: forward and backward through any number of modules
    two_ways    residual_backward: past a branch and through it
    on_paper    A, B, C: for pencil and paper
"""

from .layer import layer_backward
from .on_paper import A, B, C
from .row import pass_through
from .two_ways import residual_backward

GAPS = (layer_backward, pass_through, residual_backward, A, B, C)
EXERCISES = ()
