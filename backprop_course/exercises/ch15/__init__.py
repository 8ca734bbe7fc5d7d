"""The gaps of lesson 15: a filter, its gradients, and the largest entry of each window.

In the order of the lesson:

    probes      images, filters and gradients to test with
    sliding     slide: every window times a filter
    filter      filter_backward: to the image, to the filter and to the bias
    pooling     pool_backward: to the largest of each four pixels
    on_paper    A, B, C: for pencil and paper
"""

from .filter import filter_backward
from .on_paper import A, B, C
from .pooling import pool_backward
from .sliding import slide

GAPS = (slide, filter_backward, pool_backward, A, B, C)
EXERCISES = ()
