"""The gaps of lesson 02: slopes along a chain, over two paths, and through a graph.

In the order of the lesson:

    chain       three_slopes: each step's own slope, at its own input
    paths       two_paths: the slope along each path
    graph       graph_backward: backward through a graph in which a quantity is used twice
    on_paper    A, B, C: for pencil and paper
"""

from .chain import three_slopes
from .graph import graph_backward
from .on_paper import A, B, C
from .paths import two_paths

GAPS = (three_slopes, two_paths, graph_backward, A, B, C)
EXERCISES = ()
