"""The gaps of lesson 10: two update rules, and three steps on paper.

In the order of the lesson:

    probes      parameters, gradients and what is remembered, to test with
    momentum    momentum_step: along a running sum of gradients
    adam        adam_step: two running averages, both corrected
    on_paper    A, B, C: for pencil and paper
"""

from .adam import adam_step
from .momentum import momentum_step
from .on_paper import A, B, C

GAPS = (momentum_step, adam_step, A, B, C)
EXERCISES = ()
