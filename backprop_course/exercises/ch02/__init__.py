"""Lesson 02: slopes along a chain, over two paths, and through a graph; gaps and exercises.

In the order of the lesson:

    chain       three_slopes: each step's own slope, at its own input
    paths       two_paths: the slope along each path
    graph       graph_backward: backward through a graph in which a quantity is used twice
    on_paper    A, B, C: for pencil and paper

Its exercise notebook asks for more than the lesson's lines:

    by_two_ways   total_slope: two paths with known slopes, predicted
    back_along    back_along: a chain of any length
    bell          bell_gradients: a bell curve
    gates         gates_backward: a sum, a maximum and a product
    hunt          find_the_place: a slope that is taken at the wrong place
    valley        valley_gradient: two ways for one input; then a walk along a valley
    kill          slope_check: a check that must kill planted errors
"""

from .back_along import back_along
from .bell import bell_gradients
from .by_two_ways import total_slope
from .chain import three_slopes
from .gates import gates_backward
from .graph import graph_backward
from .hunt import find_the_place
from .kill import slope_check
from .on_paper import A, B, C
from .paths import two_paths
from .valley import valley_gradient

GAPS = (three_slopes, two_paths, graph_backward, A, B, C)
EXERCISES = (
    total_slope,
    back_along,
    bell_gradients,
    gates_backward,
    find_the_place,
    valley_gradient,
    slope_check,
)
