"""Saying what was observed: which outputs, on how many inputs, and one example to try."""

import re
from functools import cache, partial

import numpy as np

from ..gradcheck import numerical_gradient
from .compare import leaves, worst_entry

UNSPELLED = re.compile(r"\b(nan|inf)\b")  # numbers that Python alone has no name for
SHOWN = 24  # an input with more entries than this is told by its shape


def observed_values(attempt, reveal=False):
    """What is wrong; with ``reveal`` also what was expected at the worst entry.

    The expected number of a predict exercise is the answer, so it is never shown.
    """
    k = attempt.wrong[0]
    if attempt.exercise.kind == "predict":
        return f"You return {shown(attempt.values[0])}; {not_it(attempt)}."
    return f"{counted_outputs(attempt)} {example(attempt, k, reveal)}".rstrip()


def not_it(attempt):
    """Which of several predicted numbers are not correct."""
    if len(attempt.wrong) == len(attempt.names):
        return "that is not it"
    return f"not correct: {listed([attempt.names[k] for k in attempt.wrong])}"


def counted_outputs(attempt):
    """Which outputs are correct, and on how many test inputs the others are not."""
    right = [name for k, name in enumerate(attempt.names) if k not in attempt.wrong]
    praise = f"{listed(right)} {'are' if len(right) > 1 else 'is'} correct. " if right else ""
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
    """One public input as code, the worst entry there, and where allowed what was expected."""
    p = shown_probe(attempt, k)
    if p is None:
        return "" if is_everywhere(attempt) else "It happens on inputs that are not shown."
    ours, theirs = attempt.output_pairs(k)[p]
    label, index, came, wanted, size = worst_entry(attempt.names[k], ours, theirs)
    inputs = attempt.exercise.probes[p].inputs
    lines = pasteable(attempt.exercise.parameters, inputs)
    digits = 6 if six_digits(came, size) != six_digits(wanted, size) else 15
    said = f"your {placed(label, index)} is {six_digits(came, size, digits)}"
    if reveal:
        said += expectation(attempt, k, p, index, wanted, size, digits)
    if len(inputs) == 1 and is_plain(inputs[0]):
        return f"With {lines.strip()} {said}."
    return f"With\n{lines}\n{said}."


def is_everywhere(attempt):
    """Whether some output is wrong on all test inputs: then nothing is special about one."""
    return any(not any(on_probes) for on_probes in attempt.agrees)


def shown_probe(attempt, k):
    """The number of the smallest public probe on which output k is wrong, or None."""
    probes = attempt.exercise.probes
    wrong = [p for p, fine in enumerate(attempt.agrees[k]) if not fine and probes[p].public]
    return min(wrong, key=partial(entries, attempt.exercise), default=None)


@cache
def entries(exercise, p):
    """How many numbers a probe consists of."""
    return size_of(exercise.probes[p].inputs)


def size_of(value):
    """How many numbers a value holds, lists of arrays included."""
    return sum(map(np.size, leaves(value)))


def is_plain(value):
    """Whether a value is one number, or another thing that is told in one word."""
    several = isinstance(value, list | tuple | dict)
    return not several and is_code(value) and np.ndim(value) == 0


def is_code(value):
    """Whether a value can be written as code: numbers, texts, arrays, and lists of these."""
    written = {str, bool, int, float, type(None)}  # not the classes made of these, such as a node
    arrays = np.generic | np.ndarray
    return all(type(leaf) in written or isinstance(leaf, arrays) for leaf in leaves(value))


def placed(label, index):
    """An entry of an array: its name and index."""
    return f"{label}[{', '.join(map(str, index))}]" if index else label


def expectation(attempt, k, p, index, wanted, size, digits):
    """What was expected; for a gradient a central difference of the loss says it."""
    exercise = attempt.exercise
    parameter = exercise.slope_of.get(attempt.names[k])
    if parameter is None or not exercise.probes[p].smooth or digits > 6:
        return f", expected is {six_digits(wanted, size, digits)}"
    inputs, position = exercise.probes[p].inputs, exercise.parameters.index(parameter)
    slope = float(central_difference(exercise.objective, inputs, position, index))
    return f", a central difference of the loss says {six_digits(slope, size)}"


def central_difference(objective, inputs, position, index=()):
    """The slope of the loss in one of its inputs, or in one entry of it, by nudging that."""
    whole = np.array(inputs[position], dtype=np.float64)

    def loss(part):
        value = whole.copy()
        value[index] = part
        return objective(*inputs[:position], value, *inputs[position + 1 :])

    return numerical_gradient(loss, whole[index])


# ---------------------------------------------------------------- inputs as code


def pasteable(names, inputs):
    """Inputs as lines of code, each whole, to be pasted into a cell."""
    pairs = list(zip(names, inputs, strict=True))
    plain = [(name, value) for name, value in pairs if is_plain(value)]
    lines = [", ".join(n for n, _ in plain) + " = " + ", ".join(code(v) for _, v in plain)]
    lines = lines[: bool(plain)]
    lines += [line_of(name, value) for name, value in pairs if not is_plain(value)]
    return "\n".join(f"    {line}" for line in lines)


def line_of(name, value):
    if callable(value):
        text = (value.__doc__ or "").strip()  # a probe's function may hold its own text
        return f"{name} = {text}" if text.startswith("lambda ") else f"# {name} is a function"
    if not is_code(value):
        return f"# {name}: {in_words(value)}"
    if size_of(value) > SHOWN:
        held = f"of shape {value.shape}" if isinstance(value, np.ndarray) else f"of {len(value)}"
        return f"# {name} {held}"
    return f"{name} = {code(value)}"


def in_words(value):
    """An object, or a list of objects, as it says of itself; a place in memory says nothing."""
    words = str(value)
    if "\n" in words and isinstance(value, list):
        return f"[{', '.join(type(one).__name__ for one in value)}]"
    words = words.split("\n")[0]
    if " at 0x" not in words:
        return words
    return f"{len(value)} objects" if isinstance(value, list) else "an object"


def code(value):
    """A number, text or array, or a list of these, as an expression of Python."""
    if isinstance(value, list | tuple):
        inside = ", ".join(map(code, value)) + "," * (isinstance(value, tuple) and len(value) == 1)
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {code(part)}' for key, part in value.items())}}}"
    if isinstance(value, np.ndarray):
        numbers = UNSPELLED.sub(r"np.\1", str(without_minus_zero(value).tolist()))
        return f"np.array({numbers})"
    value = value.item() if isinstance(value, np.generic) else value
    return repr(without_minus_zero(value))


def without_minus_zero(value):
    """A float, or an array of floats, with 0 in place of -0; others as they are."""
    is_float = np.asarray(value).dtype.kind == "f"
    return value + 0.0 if is_float else value


# ---------------------------------------------------------------- words


def shown(value):
    """A predicted value in words: a number, a tuple of numbers, or an array."""
    if isinstance(value, list | tuple):
        return f"({', '.join(map(shown, value))})"
    array = without_minus_zero(np.asarray(value))
    return six_digits(array) if array.ndim == 0 else np.array2string(array, separator=", ")


def six_digits(value, size=0.0, digits=6):
    """A number with so many digits at most; as 0 where it is round-off beside ``size``."""
    value = float(value)
    value = 0.0 if abs(value) < 1e-9 * size else value + 0.0  # + 0.0 turns -0.0 into 0.0
    return f"{value:.{digits}g}"


def listed(names):
    """Names in a sentence: a, b and c."""
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last
