"""Is a gradient right?  Move the input, see how the output moves, compare.

Every check calls the forward function only, so it cannot repeat a mistake of the backward one.
Read the first two files; what the others add to them is one thing each:

    numerical      central differences, entry by entry: slow, plain, the one the lessons build
    directional    the idea of the check: one slope that every entry has its say in
    report         the verdict on one gradient
    checks         the public calls: a function and its gradient, a formula and its VJP, a module
    objective      many arrays as one long vector
    probes         the question asked of a part of it; also with differences of real numbers
    rounding       is a gap a mistake, or what rounding left?
    confirm        may the complex step be believed: does f follow it into complex numbers?
    locate         a part that disagrees is halved until the wrong rows and entries stand alone
    naming         the usual mistakes, recognised by what they do to a gradient
    decide         what a check does, step by step, until it passes, fails or cannot tell
    wording        from what was found out to the report that says it
"""

from .checks import check_gradient, check_module, check_vjp
from .directional import TOLERANCE
from .numerical import numerical_gradient
from .report import GradReport

__all__ = [
    "TOLERANCE",
    "GradReport",
    "check_gradient",
    "check_module",
    "check_vjp",
    "numerical_gradient",
]
