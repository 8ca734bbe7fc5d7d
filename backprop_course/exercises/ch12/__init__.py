"""The gaps of lesson 12: the gradient of a normalization, twice, and that of layer norm.

In the order of the lesson:

    probes        arrays to test with
    all_paths     backward_by_paths: straight, through the deviation, through the mean
    simplified    backward_simplified: what is left when terms cancel
    layer         layer_norm_backward: two axes in one layer
    on_paper      A, B, C: for pencil and paper
"""

from .all_paths import backward_by_paths
from .layer import layer_norm_backward
from .on_paper import A, B, C
from .simplified import backward_simplified

GAPS = (backward_by_paths, backward_simplified, layer_norm_backward, A, B, C)
EXERCISES = ()
