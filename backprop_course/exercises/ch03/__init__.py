"""Lesson 03: two ways to measure a slope, and how far off they are; gaps and exercises.

In the order of the lesson:

    probes        the functions and places to test with
    central       central_difference: nudge both ways
    errors        relative_error: the gap over the larger of two numbers
    imaginary     complex_step: nudge in the imaginary direction
    on_paper      A, B, C: for pencil and paper

Its exercise notebook asks for more than the lesson's lines:

    two_branches  two_branches: a V that is known by one point of each branch, predicted
    noisy         best_step: the best step for noisy values
    many_slopes   complex_gradient: complex steps for a function of an array
    hunt          find_the_nudge: nudges whose length follows the size of the entry
    kill          slope_verdict: a check that its own nudges do not mislead
    four_points   four_points: two central differences whose errors cancel
    orders        measured_order: the power of h in an error; then a picture of the V's
"""

from .central import central_difference
from .errors import relative_error
from .four_points import four_points
from .hunt import find_the_nudge
from .imaginary import complex_step
from .kill import slope_verdict
from .many_slopes import complex_gradient
from .noisy import best_step
from .on_paper import A, B, C
from .orders import measured_order
from .two_branches import two_branches

GAPS = (central_difference, relative_error, complex_step, A, B, C)
EXERCISES = (
    two_branches,
    best_step,
    complex_gradient,
    find_the_nudge,
    slope_verdict,
    four_points,
    measured_order,
)
