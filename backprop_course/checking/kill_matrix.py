"""Test the test: a learner's check must kill planted errors and pass what is correct."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from . import calls, diagnose
from .exercise import Mistake, parameter_names
from .limits import OutOfTime
from .observe import listed
from .structure import kind
from .verdict import Finding, verdict_for

TURNED = "True and False stand in each other's place"
SHOWN = 3  # planted errors that a message names
DONE = WeakKeyDictionary()  # what the usual weak checks of an exercise pass, kept for later checks


@dataclass(frozen=True)
class Planted:
    """A function with one planted error; ``description`` says which.

    It goes on after "one that", or begins with "where".
    """

    name: str
    function: Callable
    description: str


@dataclass(frozen=True, kw_only=True, eq=False)
class KillMatrix:
    """The learner's function takes a candidate and returns whether it passes: True or False.

    It must pass every function in ``correct`` and none in ``planted``. What it kills earns its
    share of the points; a check that refuses what is correct earns none.
    """

    name: str
    points: int
    minutes: int
    grade: str
    hints: tuple[str, ...]
    correct: tuple[Callable, ...]
    planted: tuple[Planted, ...]
    reference: Callable
    accepted: tuple[Callable, ...]
    mistakes: tuple[Mistake, ...]
    uses: tuple[str, ...] = ()
    praise: str = ""
    seconds: float = 10.0
    kind: str = field(default="test the test", init=False)

    @property
    def parameters(self):
        """The name of the one argument."""
        return parameter_names(self.reference)


def refuses_everything(id):
    """The Mistake of a check that passes nothing: from its verdicts alone, nobody can tell why."""
    return Mistake(
        id,
        lambda candidate: False,
        "it returns False for every candidate: it compares with a wrong number, or leaves no room "
        "for round-off, or nothing that it computes decides",
        "Which two numbers does it compare, and how near are they for a correct candidate?",
    )


def judge_check(exercise, answer):
    """The Verdict on a learner's check."""
    finding = calls.not_a_function(exercise, answer)
    if finding:
        return verdict_for(exercise, finding, 0)
    made = run(exercise, answer)
    if isinstance(made[-1].error, AssertionError):
        return verdict_for(exercise, ASSERTS, 0)
    if made[-1].error is not None and made[-1].value is None:
        return diagnose.judge_failure(exercise, made)
    odd = [one.value for one in made if not is_yes_or_no(one.value)]
    if odd:
        return verdict_for(exercise, no_yes_or_no(odd[0], made[0].printed), 0)
    passed = tuple(bool(one.value) for one in made)
    if says_another(exercise, answer, passed[0]):
        return verdict_for(exercise, diagnose.REMEMBERS, 0)
    note = diagnose.note_on(exercise, made, errors_told(made))
    return verdict_for(exercise, finding_on(exercise, passed), earned(exercise, passed), note)


ASSERTS = Finding(
    "structure.type",
    "Your check raises AssertionError, expected is that it returns True or False.",
    question="What does an assert do when it holds, and what does your check return then?",
)


def candidates(exercise):
    """Everything that a check is tried on, the correct ones first."""
    return (*exercise.correct, *(one.function for one in exercise.planted))


def run(exercise, answer):
    """One Call per candidate, up to the first that raised; on a planted one that is a no."""
    made = []
    with calls.protected(exercise.seconds) as stream:
        for candidate in candidates(exercise):
            one = one_call(stream, answer, candidate)
            on_planted = len(made) >= len(exercise.correct)
            made.append(replace(one, value=False) if on_planted and kills(one.error) else one)
            if one.error is not None and made[-1] is one:
                break
    return made


def says_another(exercise, answer, before):
    """Whether a check, asked once more, says something else of the first candidate."""
    with calls.protected(exercise.seconds) as stream:
        again = one_call(stream, answer, exercise.correct[0])
    return not is_yes_or_no(again.value) or bool(again.value) != before


def one_call(stream, answer, candidate):
    try:
        return calls.call_within(stream, answer, (candidate,))
    except OutOfTime as late:  # the alarm rang between two calls
        return calls.Call(error=late)


def kills(error):
    """Whether an error on a planted candidate counts as a no, as in a test that ends with one."""
    others = AssertionError | NotImplementedError | MemoryError
    return isinstance(error, Exception) and not isinstance(error, others)


def errors_told(made):
    """A note on planted errors that are killed by an error of the check."""
    count = sum(one.error is not None for one in made)
    return [f"on {count} of them your check ends in an error, which counts as a no."] * (count > 0)


def is_yes_or_no(value):
    """True or False, NumPy's too."""
    return type(value).__name__ in ("bool", "bool_")


def no_yes_or_no(value, printed):
    observed = f"Your check returns {kind(value)}, expected is True or False."
    question = "Which comparison gives one yes or no?"
    if value is None and printed:
        question = "What is the difference between print and return for the line that calls it?"
    elif value is None:
        question = "What does it return where a comparison fails: does every path end in a return?"
    return Finding("structure.type", observed, question=question)


def earned(exercise, passed):
    """The share of the points for what was killed; none when something correct was refused."""
    count = len(exercise.correct)
    killed = passed[count:].count(False)
    return exercise.points * killed // len(exercise.planted) if all(passed[:count]) else 0


def finding_on(exercise, passed):
    """What the check killed, what it let live, and the usual reason for just that."""
    count, total = len(exercise.correct), len(exercise.planted)
    refused = passed[:count].count(False)
    alive = [one for one, fine in zip(exercise.planted, passed[count:], strict=True) if fine]
    observed = f"Your check kills {total - len(alive)} of {total} planted errors"
    observed += f" and passes {count - refused} of {count} correct functions."
    if not refused and not alive:
        return Finding("right", observed, question=exercise.praise)
    if alive and not refused:
        observed += f" Still alive: {survivors(alive)}."
    if refused == count and len(alive) == total:
        return Finding(
            "kill.turned-round", observed, TURNED, "What should it return when all agrees?"
        )
    usual = next((one for one, does in weak_checks(exercise) if does == passed), None)
    if usual:
        return Finding(usual.id, observed, usual.cause, usual.question)
    if refused:
        question = "Which two numbers does it compare, and how far apart may round-off bring them?"
        if refused == count:
            question = (
                "Work out on paper what a correct one returns there. Does your check want that?"
            )
        return Finding("kill.refuses-correct", observed, question=question)
    question = "On which input would that error change a number that your check looks at?"
    return Finding("kill.alive", observed, question=question)


def survivors(alive):
    """The planted errors that a check lets live, in words: all of a few, else some and a count."""
    named = [told(one.description) for one in alive[:SHOWN]]
    more = len(alive) - SHOWN
    return listed(named + [f"{more} more"] * (more > 0))


def told(description):
    """A planted error in words, after "one that" or "one where"."""
    return f"one {description}" if description.startswith("where ") else f"one that {description}"


def weak_checks(exercise):
    """(Mistake, what it passes) for every usual weak check; run once."""
    if exercise not in DONE:
        DONE[exercise] = [(one, passed_by(exercise, one.function)) for one in exercise.mistakes]
    return DONE[exercise]


def passed_by(exercise, check):
    """True or False for every candidate: whether a check passes it."""
    return tuple(bool(one.value) for one in run(exercise, check))
