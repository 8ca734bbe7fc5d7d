"""Exercises for lesson 09: what a check misses, how it is fooled, and a check put to the test.

In the order of the notebook:

    missed      missed_three_times: a small sample, drawn anew in every run
    fooling     fooling_direction: along which a wrong gradient looks correct
    two_arrays  probe_two: a matrix and a bias in one slope
    hunt        find_the_upstream: a bug that an upstream gradient of ones hides
    kill        backward_check: test the test

And the gaps of the lesson itself:

    probes      gradients, functions and directions to test with
    entries     relative_errors: entry by entry, with a floor
    along       direction, probe: one slope in which every entry has its say
    upstream    probe_backward: the same for a backward function
    on_paper    A, B, C: for pencil and paper
"""

from .along import direction, probe
from .entries import relative_errors
from .fooling import fooling_direction
from .hunt import find_the_upstream
from .kill import backward_check
from .missed import missed_three_times
from .on_paper import A, B, C
from .two_arrays import probe_two
from .upstream import probe_backward

GAPS = (relative_errors, direction, probe, probe_backward, A, B, C)
EXERCISES = (missed_three_times, fooling_direction, probe_two, find_the_upstream, backward_check)
