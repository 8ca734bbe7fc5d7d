"""Bug hunts: name the planted bug, and exhibit an input on which it shows."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from . import calls, diagnose
from .compare import as_floats, distance, is_finite, kind, worst_entry
from .exercise import Mistake
from .observe import described, number, placed
from .verdict import Finding, decide

VISIBLE = 1e-3  # a relative difference that nobody can take for round-off
TRUE_NAME = "The name is right. "


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
    largest: float = 100.0  # inputs beyond this are refused
    uses: tuple[str, ...] = ()
    praise: str = ""
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
        question = "At which inputs does the wrong line give the right number by accident?"
        return (*named, self.mistake("blind-input", self.bug, self.blind, question))

    def mistake(self, label, name, given, question):
        return Mistake(f"{self.name}.{label}", answering(name, given), label, question)

    def judge(self, answer):
        """The Verdict on the function ``answer``, which takes no arguments."""
        finding = calls.not_a_function(self, answer)
        if finding:
            return decide(self, finding, 0)
        one = calls.call(answer, ())
        if one.error is not None:
            return diagnose.judge_failure(self, one)
        finding, points = self.weigh(one.value)
        return decide(self, finding, points, diagnose.note_on(self, [one]))

    def weigh(self, value):
        """(Finding, points) for what the learner's function returned."""
        if not isinstance(value, tuple) or len(value) != 2:
            return self.refuse(f"You return {kind(value)}, expected is the tuple (name, input).")
        name, given = value
        if not isinstance(name, str) or self.suspect(name) is None:
            names = ", ".join(repr(one.name) for one in self.suspects)
            return self.refuse(f"The first entry is none of the names in the list: {names}.")
        problem = self.input_problem(given)
        if problem:
            points = self.name_points * (name == self.bug)
            question = "Which numbers can the function above be called with?"
            return Finding("hunt.input", problem, question=question), points
        return self.compare(name, tuple(given))

    def refuse(self, observed):
        question = "What does the last line of the docstring show?"
        return Finding("hunt.answer", observed, question=question), 0

    def input_problem(self, given):
        """A sentence when the input is not one that both functions take; else an empty string."""
        names = calls.parameter_names(self.right)
        if not isinstance(given, tuple | list) or len(given) != len(names):
            return f"The input is {kind(given)}, expected is ({', '.join(names)})."
        for name, value, example in zip(names, given, self.exposing, strict=True):
            numbers = as_floats(value)
            if numbers is None or numbers.ndim != np.ndim(example):
                return f"In your input, {name} is {kind(value)}, expected is {kind_like(example)}."
            if not (np.abs(numbers) <= self.largest).all():
                return f"In your input, {name} goes beyond {self.largest:g}, or is not finite."
        return self.run_problem(given)

    def run_problem(self, given):
        ran = [calls.call(function, given) for function in (self.right, self.planted)]
        errors = [" ".join(str(one.error).split())[:200] for one in ran if one.error is not None]
        if errors:
            return f"On your input the functions fail: {errors[0]}."
        finite = all(is_finite(one.value) for one in ran)
        return "" if finite else "On your input the functions return inf or nan."

    def compare(self, name, given):
        """(Finding, points) for a listed name and a usable input."""
        right, planted = (calls.call(f, given).value for f in (self.right, self.planted))
        exposed, named = distance(planted, right) > VISIBLE, name == self.bug
        points = self.name_points * named + self.input_points * exposed
        observed = self.shown(given, planted, right, exposed)
        if not named:
            return self.wrong_name(self.suspect(name), given, planted, observed), points
        if not exposed:
            blind = self.mistakes[-1]
            cause = "an input at which the bug does not show"
            return Finding(blind.id, TRUE_NAME + observed, cause, blind.question), points
        return Finding("right", TRUE_NAME + observed, question=self.praise), points

    def shown(self, given, planted, right, exposed):
        where = described(calls.parameter_names(self.right), given)
        if exposed:
            came, wanted = self.quoted(planted, right)
            return (
                f"Your input exposes the bug: for {where} the planted function returns "
                f"{came}, a right one {wanted}."
            )
        same = "agree in every number" if self.outputs else f"both return {values(right)}"
        return f"For {where} the planted function and a right one {same}."

    def quoted(self, ours, theirs):
        """Two results in words: as a whole, or by the one entry that differs most."""
        if not self.outputs:
            return values(ours), values(theirs)
        leaves = zip(self.outputs, ours, theirs, strict=True)
        leaf = max(leaves, key=lambda leaf: distance(leaf[1], leaf[2]))
        label, index, one, other = worst_entry(*leaf)
        return f"{placed(label, index)} = {number(one)}", number(other)

    def wrong_name(self, suspect, given, planted, observed):
        """The Finding for a wrong name: what that bug would have done on the learner's input."""
        would = calls.call(suspect.function, given).value
        told = distance(planted, would) > VISIBLE
        evidence = ""
        if told:
            wanted, came = self.quoted(would, planted)
            evidence = f" With the bug you name it would return {wanted}"
            evidence += f", and it returns {came}." if self.outputs else "."
        cause = f"the bug is not {suspect.name!r}"
        return Finding(f"{self.name}.{suspect.name}", observed + evidence, cause, suspect.question)


def answering(name, given):
    """A learner's function that returns this answer."""
    return lambda: (name, given)


def kind_like(example):
    axes = np.ndim(example)
    return f"an array with {axes} {'axis' if axes == 1 else 'axes'}" if axes else "one number"


def values(result):
    """A result in words: numbers in full, arrays by their largest entry."""
    parts = result if isinstance(result, tuple) else (result,)
    return f"({', '.join(map(value_word, parts))})" if len(parts) > 1 else value_word(parts[0])


def value_word(part):
    array = np.asarray(part)
    if array.size == 1:
        return number(array.ravel()[0])
    flat = array.ravel()
    return f"an array {array.shape} with {number(flat[np.abs(flat).argmax()])} as its largest entry"
