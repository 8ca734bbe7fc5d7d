"""Is a gradient right?  Move the input, see how the output moves, compare.

Every check calls the forward function only, so it cannot repeat a mistake of the backward one.

    numerical      central differences, entry by entry: slow, plain, the one the lessons build
    check          the public calls: check_gradient, check_vjp, check_module
    verdict        what a check does, step by step, until it passes, fails or cannot tell
    probe          one question about all entries at once: a slope along a random direction
    confirm          may the answer of the complex step be believed?
    locate         a probe that disagrees is halved until the wrong rows and entries stand alone
    patterns       the usual mistakes, recognised by what they do to a gradient
    objective      the number under test, as a function of one long vector
    report         the verdict on one gradient
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
