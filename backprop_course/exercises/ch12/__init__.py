"""Exercises for lesson 12: other norms, another deviation, and a norm that disappears.

In the order of the notebook:

    turning       same_turn: what large weights before a norm cost
    rms           rms_norm_backward: a norm that subtracts no mean
    unbiased      unbiased_backward: a deviation that divides by n - 1
    hunt          find_the_count: a bug that square arrays hide
    folding       fold_norm: a norm in use, folded into the layer before it
    groups        group_norm_backward: some features share a mean
    kill          norm_check: a check that hunts errors in layer norm

And the gaps of the lesson itself:

    probes        arrays to test with
    all_paths     backward_by_paths: straight, through the deviation, through the mean
    simplified    backward_simplified: what is left when terms cancel
    layer         layer_norm_backward: two axes in one layer
    on_paper      A, B, C: for pencil and paper
"""

from .all_paths import backward_by_paths
from .folding import fold_norm
from .groups import group_norm_backward
from .hunt import find_the_count
from .kill import norm_check
from .layer import layer_norm_backward
from .on_paper import A, B, C
from .rms import rms_norm_backward
from .simplified import backward_simplified
from .turning import same_turn
from .unbiased import unbiased_backward

GAPS = (backward_by_paths, backward_simplified, layer_norm_backward, A, B, C)
EXERCISES = (
    same_turn,
    rms_norm_backward,
    unbiased_backward,
    find_the_count,
    fold_norm,
    group_norm_backward,
    norm_check,
)
