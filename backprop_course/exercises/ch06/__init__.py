"""Lesson 06: backward functions of the parts of a layer, as gaps and as exercises.

In the order of the lesson:

    probes         the arrays to test with
    activations    tanh_backward: entry by entry
    products       matmul_backward: both factors of a matrix product
    copies         unbroadcast: the sums that undo NumPy's copies
    on_paper       A, B, C: for pencil and paper

Its exercise notebook asks for more than the lesson's lines:

    shared_bias    shared_bias: a bias that is copied, and then goes two ways, predicted
    transposed     transposed_backward: weights that are kept as (outputs, inputs)
    centered       centered_backward: the mean of each row is subtracted
    lookup         lookup_backward: rows that are looked up, some of them twice
    kill           row_scale_check: a check that must kill planted errors
    hunt           find_the_mask: a ReLU that listens to the wrong array
    factor_parts   the steps of the next one done wrong
    factors        factor_step: a step that fits two thin matrices, which then draw a picture
"""

from .activations import tanh_backward
from .centered import centered_backward
from .copies import unbroadcast
from .factors import factor_step
from .hunt import find_the_mask
from .kill import row_scale_check
from .lookup import lookup_backward
from .on_paper import A, B, C
from .products import matmul_backward
from .shared_bias import shared_bias
from .transposed import transposed_backward

GAPS = (tanh_backward, matmul_backward, unbroadcast, A, B, C)
EXERCISES = (
    shared_bias,
    transposed_backward,
    centered_backward,
    lookup_backward,
    row_scale_check,
    find_the_mask,
    factor_step,
)
