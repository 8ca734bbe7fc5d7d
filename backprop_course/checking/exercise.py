"""What an exercise is: data about one function that the learner writes."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache


@dataclass(frozen=True)
class Mistake:
    """A usual mistake as a function that makes it, with its likely cause and a question.

    ``cause`` completes "Likely cause: ..."; ``question`` leads on and never holds the formula.
    """

    id: str
    function: Callable
    cause: str
    question: str


def wrong_number(id, number, cause, question):
    """The Mistake of a predict exercise: a wrong number."""
    return Mistake(id, lambda: number, cause, question)


@dataclass(frozen=True)
class Probe:
    """One input on which answer and reference are compared.

    sizes: what a wrong factor could be made of, such as {"n": 5, "classes": 3}.
    public: whether a message may show this input and the value expected there.
    smooth: whether the loss is smooth there, so that a central difference can tell its slope.
    """

    inputs: tuple = ()
    sizes: dict = field(default_factory=dict)
    public: bool = True
    smooth: bool = True


@dataclass(frozen=True, kw_only=True, eq=False)
class Exercise:
    """A function to write: kinds "predict", "implement" and "derive".

    ``reference`` returns one value, or a tuple with one value per name in ``outputs``; a value is
    a number, an array, or a list or dict of these. Without ``output_points`` it is all or nothing.
    For gradients, ``objective(*inputs)`` is the loss and ``slope_of`` says which output is its
    slope in which parameter: then messages can quote a central difference.
    """

    name: str
    points: int
    minutes: int
    grade: str  # "warm-up", "core" or "stretch"
    kind: str
    hints: tuple[str, ...]
    reference: Callable
    mistakes: tuple[Mistake, ...]
    accepted: tuple[Callable, ...] = ()
    probes: tuple[Probe, ...] = (Probe(),)
    outputs: tuple[str, ...] = ()
    output_points: tuple[int, ...] = ()
    objective: Callable | None = None
    slope_of: dict = field(default_factory=dict)
    uses: tuple[str, ...] = ()  # package names, beside NumPy, that an answer may use
    tolerance: float = 1e-7
    seconds: float = 10.0  # after which an answer is stopped, where the platform allows it
    steps: Callable | None = None  # see checking.steps
    plain: Callable | None = None  # an answer as one would write it, see checking.near_misses
    praise: str = ""  # said after a right answer; a question is best

    @property
    def parameters(self):
        """The names of the function's arguments, as in the reference."""
        return parameter_names(self.reference)


@cache
def parameter_names(function):
    """The names of a function's arguments."""
    return tuple(inspect.signature(function).parameters)
