"""Exercises for lesson 13: other units, branches, and a state that is kept.

In the order of the notebook:

    how_deep           layers_left: how many layers a gradient survives
    leaky_weights      leaky_weights: He's rule for a leaky ReLU
    through_branches   sizes_back: the gradient's size along a residual net
    hunt               find_the_limit: a bug in clipping that a limit of 1 hides
    kept_state         kept_gradients: back through time where a share of the state is kept
    late_lesson        learn_the_weight: one weight trained through time, clipped
    kill               clip_check: a check that hunts errors in clipping

And the gaps of the lesson itself:

    probes             sizes, gradients and states to test with
    through_depth      factor_per_layer: thirty factors in one number
    first_weights      he_weights: for a layer in front of a ReLU
    clipping           clip_by_norm: all gradients together
    through_time       back_through_time: the gradient of weights used at every step
    on_paper           A, B, C: for pencil and paper
"""

from .clipping import clip_by_norm
from .first_weights import he_weights
from .how_deep import layers_left
from .hunt import find_the_limit
from .kept_state import kept_gradients
from .kill import clip_check
from .late_lesson import learn_the_weight
from .leaky_weights import leaky_weights
from .on_paper import A, B, C
from .through_branches import sizes_back
from .through_depth import factor_per_layer
from .through_time import back_through_time

GAPS = (factor_per_layer, he_weights, clip_by_norm, back_through_time, A, B, C)
EXERCISES = (
    layers_left,
    leaky_weights,
    sizes_back,
    find_the_limit,
    kept_gradients,
    learn_the_weight,
    clip_check,
)
