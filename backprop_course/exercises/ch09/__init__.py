"""The gaps of lesson 09: how far two gradients differ, entry by entry and along one direction.

In the order of the lesson:

    probes      gradients, functions and directions to test with
    entries     relative_errors: entry by entry, with a floor
    along       direction, probe: one slope in which every entry has its say
    upstream    probe_backward: the same for a backward function
    on_paper    A, B, C: for pencil and paper
"""

from .along import direction, probe
from .entries import relative_errors
from .on_paper import A, B, C
from .upstream import probe_backward

GAPS = (relative_errors, direction, probe, probe_backward, A, B, C)
EXERCISES = ()
