"""The gaps of lesson 13: sizes through depth, first weights, clipping, and time.

In the order of the lesson:

    probes             sizes, gradients and states to test with
    through_depth      factor_per_layer: thirty factors in one number
    first_weights      he_weights: for a layer in front of a ReLU
    clipping           clip_by_norm: all gradients together
    through_time       back_through_time: the gradient of weights used at every step
    on_paper           A, B, C: for pencil and paper
"""

from .clipping import clip_by_norm
from .first_weights import he_weights
from .on_paper import A, B, C
from .through_depth import factor_per_layer
from .through_time import back_through_time

GAPS = (factor_per_layer, he_weights, clip_by_norm, back_through_time, A, B, C)
EXERCISES = ()
