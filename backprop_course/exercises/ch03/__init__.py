"""The gaps of lesson 03: two ways to measure a slope, and how far off it is.

In the order of the lesson:

    probes        the functions and places to test with
    central       central_difference: nudge both ways
    errors        relative_error: the gap over the larger of two numbers
    imaginary     complex_step: nudge in the imaginary direction
    on_paper      A, B, C: for pencil and paper
"""

from .central import central_difference
from .errors import relative_error
from .imaginary import complex_step
from .on_paper import A, B, C

GAPS = (central_difference, relative_error, complex_step, A, B, C)
EXERCISES = ()
