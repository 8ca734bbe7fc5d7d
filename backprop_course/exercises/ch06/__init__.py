"""The gaps of lesson 06: backward functions of the parts of a layer.

In the order of the lesson:

    probes         the arrays to test with
    activations    tanh_backward: entry by entry
    products       matmul_backward: both factors of a matrix product
    copies         unbroadcast: the sums that undo NumPy's copies
    on_paper       A, B, C: for pencil and paper
"""

from .activations import tanh_backward
from .copies import unbroadcast
from .on_paper import A, B, C
from .products import matmul_backward

GAPS = (tanh_backward, matmul_backward, unbroadcast, A, B, C)
EXERCISES = ()
