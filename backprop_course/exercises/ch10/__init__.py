"""Exercises for lesson 10: update rules that are not in the lesson, and what they do.

In the order of the notebook:

    conventions  same_steps: which rate another momentum needs
    spike        spike: one large gradient, and Adam
    lion         lion_step: a rule from a paper
    matrix       momentum_matrix: momentum on a parabola
    hunt         find_the_average: a bug that gradients of size 1 hide
    fitting      fit_momentum: momentum in a loop
    early        a loop that ends too early, here and in later lessons
    kill         adam_check: a check that hunts errors in steps of Adam

And the gaps of the lesson itself:

    probes       parameters, gradients and what is remembered, to test with
    momentum     momentum_step: along a running sum of gradients
    adam         adam_step: two running averages, both corrected
    on_paper     A, B, C: for pencil and paper
"""

from .adam import adam_step
from .conventions import same_steps
from .fitting import fit_momentum
from .hunt import find_the_average
from .kill import adam_check
from .lion import lion_step
from .matrix import momentum_matrix
from .momentum import momentum_step
from .on_paper import A, B, C
from .spike import spike

GAPS = (momentum_step, adam_step, A, B, C)
EXERCISES = (
    same_steps,
    spike,
    lion_step,
    momentum_matrix,
    find_the_average,
    fit_momentum,
    adam_check,
)
