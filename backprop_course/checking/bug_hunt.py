"""What a bug hunt is: data about a planted function, its suspects and inputs that tell."""

from collections.abc import Callable
from dataclasses import dataclass, field

from .exercise import Mistake


@dataclass(frozen=True)
class Suspect:
    """A bug that the planted function might have: its name, a function that has it, a question.

    ``description`` is what the notebook's list says; ``question`` is asked after a wrong name.
    """

    name: str
    function: Callable
    description: str
    question: str


@dataclass(frozen=True, kw_only=True, eq=False)
class BugHunt:
    """The learner's function returns (name of the bug, an input that exposes it).

    ``right`` and the suspects' functions take the same arguments. ``exposing`` is an input on
    which the planted function (the suspect called ``bug``) differs from ``right``, ``blind`` one
    on which it does not. Where the functions return several arrays, ``outputs`` names them, and a
    message quotes the one entry that differs most.
    """

    name: str
    name_points: int
    input_points: int
    minutes: int
    grade: str
    hints: tuple[str, ...]
    right: Callable
    suspects: tuple[Suspect, ...]
    bug: str
    exposing: tuple
    blind: tuple
    more_exposing: tuple[tuple, ...] = ()
    outputs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    praise: str = ""
    seconds: float = 10.0
    kind: str = field(default="bug hunt", init=False)
    parameters: tuple[str, ...] = field(default=(), init=False)  # of the learner's function

    @property
    def points(self):
        """All points: for the name, and for the input."""
        return self.name_points + self.input_points

    @property
    def planted(self):
        """The function with the bug."""
        return self.suspect(self.bug).function

    def suspect_named(self, name):
        """Whether this is the name of a suspect."""
        return isinstance(name, str) and self.suspect(name) is not None

    def suspect(self, name):
        """The suspect of that name, or None."""
        return next((one for one in self.suspects if one.name == name), None)

    def reference(self):
        """A right answer."""
        return self.bug, self.exposing

    @property
    def accepted(self):
        """Other right answers, as functions."""
        return tuple(answering(self.bug, given) for given in self.more_exposing)

    @property
    def mistakes(self):
        """The usual wrong answers: each wrong name, and an input on which nothing shows."""
        wrong = [one for one in self.suspects if one.name != self.bug]
        named = [self.mistake(s.name, s.name, self.exposing, s.question) for s in wrong]
        question = "At which inputs does the wrong line give the correct number by accident?"
        return (*named, self.mistake("blind-input", self.bug, self.blind, question))

    def mistake(self, label, name, given, question):
        return Mistake(f"{self.name}.{label}", answering(name, given), label, question)


def answering(name, given):
    """A learner's function that returns this answer."""
    return lambda: (name, given)
