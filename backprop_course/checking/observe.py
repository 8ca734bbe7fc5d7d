"""Saying what was observed: which outputs, on how many inputs, and one example."""

import numpy as np

from ..gradcheck import numerical_gradient
from .compare import worst_entry
from .verdict import NBSP


def observed_values(attempt, reveal=False):
    """Sentences on the wrong outputs; with ``reveal`` also what was expected at the worst entry.

    The expected number of a predict exercise is the answer, so it is never shown.
    """
    k = attempt.wrong[0]
    if attempt.exercise.kind == "predict":
        return f"You return {shown(attempt.values[0])}; that is not it."
    return f"{counted(attempt)} {example(attempt, k, reveal)}"


def counted(attempt):
    """Which outputs are right, and on how many test inputs the others are not."""
    right = [name for k, name in enumerate(attempt.names) if k not in attempt.wrong]
    praise = f"{listed(right)} {'are' if len(right) > 1 else 'is'} right. " if right else ""
    groups = {}
    for k in attempt.wrong:
        groups.setdefault(attempt.agrees[k].count(False), []).append(attempt.names[k])
    said = [differing(names, count, len(attempt.calls)) for count, names in groups.items()]
    return f"{praise}{'; '.join(said)}."


def differing(names, count, total):
    """Which outputs differ from the expected ones, and how often."""
    often = f"all {total}" if count == total else f"{count} of {total}"
    return f"{listed(names)} {'differ' if len(names) > 1 else 'differs'} on {often} test inputs"


def example(attempt, k, reveal):
    """One public input, the worst entry there, and where allowed what was expected."""
    probes = attempt.exercise.probes
    wrong = [p for p, fine in enumerate(attempt.agrees[k]) if not fine and probes[p].public]
    if not wrong:
        return "It happens on inputs that are not shown."
    ours, theirs = attempt.output_pairs(k)[wrong[0]]
    label, index, came, wanted = worst_entry(attempt.names[k], ours, theirs)
    inputs = described(attempt.exercise.parameters, probes[wrong[0]].inputs)
    said = f"For {inputs} your {placed(label, index)} is {six_digits(came)}"
    return f"{said}{expectation(attempt, k, wrong[0], index, wanted) if reveal else ''}."


def placed(label, index):
    """An entry of an array: its name and index."""
    return f"{label}[{', '.join(map(str, index))}]" if index else label


def expectation(attempt, k, p, index, wanted):
    """What was expected; for a gradient a central difference of the loss says it."""
    exercise = attempt.exercise
    parameter = exercise.slope_of.get(attempt.names[k])
    if exercise.objective is None or parameter is None:
        return f", expected is {six_digits(wanted)}"
    position = exercise.parameters.index(parameter)
    slope = central_difference(exercise.objective, exercise.probes[p].inputs, position)
    return f", a central difference of the loss says {six_digits(slope[index])}"


def central_difference(objective, inputs, position):
    """The slope of the loss in one of its inputs, by nudging that input."""

    def loss(value):
        return objective(*inputs[:position], value, *inputs[position + 1 :])

    return numerical_gradient(loss, np.array(inputs[position], dtype=np.float64))


def described(names, inputs):
    """The inputs as a sentence part: numbers and small arrays in full, others by their shape."""
    return ", ".join(map(described_one, names, inputs))


def described_one(name, value):
    if isinstance(value, bool | int | float | str | np.generic):
        return f"{name} = {value if isinstance(value, str) else six_digits(value)}".replace(
            " ", NBSP
        )
    if isinstance(value, np.ndarray) and value.size <= 6:
        return f"{name} = {np.array2string(value, separator=', ').replace(chr(10), '')}"
    if isinstance(value, np.ndarray):
        return f"{name} of shape {value.shape}"
    if isinstance(value, list | tuple | dict):
        return f"{name} (a {type(value).__name__} of {len(value)})"
    return name


def shown(value):
    """A predicted value in words: a number, a tuple of numbers, or an array."""
    if isinstance(value, list | tuple):
        return f"({', '.join(map(shown, value))})"
    array = np.asarray(value)
    return six_digits(array) if array.ndim == 0 else np.array2string(array, separator=", ")


def six_digits(value):
    """A number with six digits at most; a whole number without a point."""
    return f"{float(value) + 0.0:.6g}"  # + 0.0 turns -0.0 into 0.0


def listed(names):
    """Names in a sentence: a, b and c."""
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last
