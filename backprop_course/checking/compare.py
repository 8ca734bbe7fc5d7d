"""Comparing what came with what was expected: structure first, then distance."""

import inspect
import math
import re
from types import CoroutineType, GeneratorType

import numpy as np

from .verdict import Finding

LONG = 40  # characters: a text that is longer is not quoted
SINGLE = 1e-5  # float32 carries about seven digits
IN_FULL, BY_HAND = 1e-6, 5e-3  # how far a number found on paper may be from the exact one
SEVERAL = (list, tuple, dict)  # what holds several values
SMALLEST = 1e-8  # numbers are not compared beside a smaller one: that would compare round-off


def flatten(name, value):
    """Pairs (name, number or array) for a value that may be a list, tuple or dict of such."""
    if not isinstance(value, SEVERAL):
        return [(name, value)]
    if isinstance(value, list | tuple):
        parts = [(f"{name}[{k}]", part) for k, part in enumerate(value)]
    else:
        keys = sorted(value, key=repr)  # whatever came first
        parts = [(f"{name}[{key!r}]", value[key]) for key in keys]
    return [leaf for part_name, part in parts for leaf in flatten(part_name, part)]


def leaves(value):
    """The same without names."""
    if not isinstance(value, SEVERAL):
        return [value]
    several = value if isinstance(value, list | tuple) else map(value.get, sorted(value, key=repr))
    return [leaf for part in several for leaf in leaves(part)]


def distance(value, expected):
    """The largest difference between leaves, each relative to the largest expected entry there.

    Infinite when shapes, names or the places of non-finite entries differ.
    """
    if not isinstance(value, SEVERAL) and not isinstance(expected, SEVERAL):
        return leaf_distance(value, expected)
    pairs = paired(value, expected)
    return np.inf if pairs is None else max((leaf_distance(a, b) for a, b in pairs), default=0.0)


def paired(value, expected):
    """The leaves of two values side by side; None where one has a part that the other lacks."""
    if not isinstance(value, SEVERAL) and not isinstance(expected, SEVERAL):
        return [(value, expected)]
    parts = parts_of(value, expected)
    found = [paired(a, b) for a, b in parts] if parts is not None else [None]
    return None if None in found else [pair for some in found for pair in some]


def parts_of(value, expected):
    if isinstance(value, list | tuple) and isinstance(expected, list | tuple):
        return zip(value, expected, strict=True) if len(value) == len(expected) else None
    if isinstance(value, dict) and isinstance(expected, dict) and value.keys() == expected.keys():
        return [(value[key], expected[key]) for key in expected]
    return None


def leaf_distance(value, expected):
    if value is None or expected is None:
        return 0.0 if value is expected else np.inf
    if isinstance(value, float) and isinstance(expected, float):
        return number_distance(value, expected)
    value, expected = as_floats(value), as_floats(expected)
    if value is None or expected is None or value.shape != expected.shape:
        return np.inf
    with np.errstate(invalid="ignore"):  # inf - inf
        gap = float(np.abs(value - expected).max(initial=0.0))
    if not math.isfinite(gap):
        return finite_distance(value, expected)
    return gap / scale_of(float(np.abs(expected).max(initial=0.0)))


def finite_distance(value, expected):
    """The same where inf or nan occurs: it must stand in the same places."""
    finite = np.isfinite(expected)
    if not np.array_equal(value[~finite], expected[~finite], equal_nan=True):
        return np.inf
    if not np.isfinite(value[finite]).all():
        return np.inf
    gap = np.max(np.abs(value[finite] - expected[finite]), initial=0.0)
    return float(gap / scale_of(np.max(np.abs(expected[finite]), initial=0.0)))


def scale_of(largest):
    """What a difference is measured by: the largest entry, 1 where all are 0."""
    return max(largest, SMALLEST) if largest else 1.0


def number_distance(value, expected):
    """The same for two plain floats."""
    if value == expected or (value != value and expected != expected):
        return 0.0
    if not (math.isfinite(value) and math.isfinite(expected)):
        return np.inf
    return float(abs(value - expected) / scale_of(abs(expected)))


def same_again(value, before, usual):
    """Whether two calls gave the same: equal numbers, and for all else the same type."""
    pairs = paired(value, before)
    return pairs is not None and all(same_leaf(a, b, usual) for a, b in pairs)


def same_leaf(leaf, before, usual):
    numeric = as_floats(leaf) is not None and as_floats(before) is not None
    return close(leaf, before, usual) if numeric else type(leaf) is type(before)


def as_floats(value):
    """The value as a float64 array, or None when it does not hold real numbers."""
    if plain_array(value):
        return value
    if type(value) in (float, np.float64):
        return np.array(value)
    if not isinstance(value, bool | int | float | np.generic | np.ndarray):
        return None
    try:
        array = np.array(value, subok=False)
        return array.astype(np.float64) if array.dtype.kind in "biuf" else None
    except (TypeError, ValueError, OverflowError):
        return None


def plain_array(value):
    """Whether this is an array of float64, of no special kind: what answers mostly hold."""
    return type(value) is np.ndarray and value.dtype == np.float64


def numbers(value):
    """All numbers of a value in one row; None when something else is among them."""
    if plain_array(value):
        return value.ravel()
    arrays = [as_floats(leaf) for leaf in leaves(value) if leaf is not None]
    if any(array is None for array in arrays):
        return None
    return np.concatenate([array.ravel() for array in arrays]) if arrays else np.zeros(0)


def is_finite(value):
    """Whether every number in a value is finite."""
    row = numbers(value)
    return row is not None and bool(np.isfinite(row).all())


def tolerance(value, usual):
    """The tolerance for a value: wider where float32 came."""
    if plain_array(value):
        return usual
    return max(usual, SINGLE) if any(map(is_single, leaves(value))) else usual


def is_single(leaf):
    return isinstance(leaf, np.ndarray | np.generic) and leaf.dtype == np.float32


def close(value, expected, usual):
    """Whether two values agree within the tolerance."""
    return distance(value, expected) <= tolerance(value, usual)


def written(value, exact, usual):
    """Whether all numbers of a value are the exact ones, in full or rounded to some digits."""
    pairs = paired(value, exact)
    return pairs is not None and all(written_number(a, b, min(usual, IN_FULL)) for a, b in pairs)


def written_number(number, exact, in_full):
    if np.ndim(number):
        return close(number, exact, in_full)
    number, exact = float(number), float(exact)
    gap = number_distance(number, exact)
    rounded = (float(f"{exact:.{digits}g}") for digits in range(2, 8))
    return gap <= in_full or (gap <= BY_HAND and number in rounded)


def tuple_problem(names, value):
    """A Finding when a tuple was wanted and something else came, or one of another length."""
    wanted = f"a tuple of {len(names)}: ({', '.join(names)}{',' if len(names) == 1 else ''})"
    if not isinstance(value, tuple):
        question = QUESTION_FOR_UNRUN.get(unrun(value), WHAT_STANDS_AFTER)
        return fatal(
            "structure.tuple", f"You return {kind(value)}, expected is {wanted}.", question
        )
    if len(value) != len(names):
        observed = f"You return a tuple of {len(value)}, expected is {wanted}."
        return fatal("structure.count", observed, "How many values stand after return?")
    return None


WHAT_STANDS_AFTER = "Which values stand after return, and what between them?"


def fatal(tag, observed, question=WHAT_STANDS_AFTER):
    return Finding(tag, observed, question=question, fatal=True)


def structure_problem(name, value, expected):
    """The first Finding about container, type, dtype or shape of a value; None when all fits."""
    if isinstance(expected, list | tuple | dict):
        return container_problem(name, value, expected)
    if isinstance(value, float) and isinstance(expected, float):
        return None
    if plain_array(value) and plain_array(expected) and value.shape == expected.shape:
        return None
    if expected is None:
        return None if value is None else problem("type", name, value, "None")
    wanted = wanted_kind(expected)
    if as_floats(value) is None or isinstance(value, bool) or is_odd(value):
        return problem("type", name, value, wanted)
    if isinstance(value, np.ndarray | np.generic) and value.dtype == np.float16:
        return problem("dtype", name, value, "float64")
    if np.shape(value) != np.shape(expected):
        return shape_problem(name, value, expected)
    return None


def is_odd(value):
    """Whether this is a subclass of the array: matrix and masked array compute differently."""
    return isinstance(value, np.ndarray) and type(value) is not np.ndarray


def container_problem(name, value, expected):
    wanted = type(expected)
    if not isinstance(value, wanted):
        return problem("type", name, value, f"a {wanted.__name__} of {len(expected)}")
    if len(value) != len(expected):
        observed = f"{name} is {kind(value)}, expected is a {wanted.__name__} of {len(expected)}."
        return Finding("structure.type", observed, question=HOW_MANY)
    if wanted is dict and value.keys() != expected.keys():
        found, keys = (", ".join(map(repr, one)) for one in (value, expected))
        observed = f"{name} has the keys {found}, expected are {keys}."
        return Finding(
            "structure.type", observed, question="What do the keys count, and from which number on?"
        )
    keys = expected if wanted is dict else range(len(expected))
    found = (structure_problem(f"{name}[{key!r}]", value[key], expected[key]) for key in keys)
    return next(filter(None, found), None)


def problem(tag, name, value, wanted):
    observed = f"{name} is {kind(value)}, expected is {wanted}."
    question = QUESTION_FOR_TYPE.get(type(value), "") or QUESTION_FOR_UNRUN.get(unrun(value), "")
    if isinstance(value, str) and wanted == ONE_NUMBER and re.search("[a-z]{2}", value):
        question = QUESTION_FOR_WORD
    if isinstance(value, complex | np.generic | np.ndarray) and np.iscomplexobj(value):
        question = QUESTION_FOR_COMPLEX
    if isinstance(value, list | tuple) and any(isinstance(one, np.ndarray) for one in value):
        question = WHICH_ONE
    if isinstance(value, list | tuple) and wanted == ONE_NUMBER:
        question = QUESTION_FOR_ONE_NUMBER
    return Finding(f"structure.{tag}", observed, question=question)


WHICH_ONE = "Which one of them does the docstring ask for?"
HOW_MANY = "Which line adds an entry, how often does it run, and where does return stand?"
ONE_NUMBER = "one number"
QUESTION_FOR_ONE_NUMBER = "Where do brackets, or an array, come in, when one number is enough?"
QUESTION_FOR_WORD = "Which number does the task give to that name?"
QUESTION_FOR_COMPLEX = "Is a root taken of a number below 0, or is an imaginary part still there?"
QUESTION_FOR_TYPE = {
    list: "Which NumPy function makes an array out of a list?",
    tuple: "Is there a comma too many, or one pair of parentheses too many?",
    str: "Are there quotation marks around a number?",
    type(None): "Does every path through your function end in a return?",
}
QUESTION_FOR_UNRUN = {
    "a generator": "What does yield do in a function, and what does return?",
    "a coroutine": "Which word stands before def, and is it needed?",
    "a function": "What is missing behind the name of a function that should be called?",
}


def unrun(value):
    """In words, what has not been run yet: a generator, a coroutine, a function; "" for others."""
    if isinstance(value, GeneratorType | CoroutineType):
        return f"a {type(value).__name__}"
    kinds = np.ufunc | type(np.sum)  # what NumPy's functions are
    return "a function" if inspect.isroutine(value) or isinstance(value, kinds) else ""


def shape_problem(name, value, expected):
    came, wanted = np.shape(value), np.shape(expected)
    came_words = f"has shape {came}" if came else "is one number"
    wanted_words = f"shape {wanted}" if wanted else "one number, not an array"
    if not came:
        wanted_words = f"an array of shape {wanted}"
    observed = f"{name} {came_words}, expected is {wanted_words}."
    if len(came) == 2 and came == wanted[::-1] and distance(np.transpose(value), expected) < 1e-6:
        cause = f"{name} is transposed"
        question = "Which index belongs to the rows of this array?"
        return Finding("structure.transposed", observed, cause, question)
    axes = "Which axis is too many, or missing, and what should happen along it?"
    if len(came) == len(wanted):
        axes = "Where do the two lengths that differ come from?"
    return Finding(
        "structure.shape", observed, question=axes if wanted else QUESTION_FOR_ONE_NUMBER
    )


def kind(value):
    """A value in words: its type, and for arrays the shape and what they hold."""
    if is_odd(value):
        return f"a {type(value).__name__}, a special kind of array"
    if isinstance(value, np.ndarray | np.generic):
        holds = {"O": "objects", "c": "complex numbers", "U": "text"}.get(value.dtype.kind)
        shape = f"an array of shape {value.shape}" if value.shape else "a NumPy number"
        return f"{shape} that holds {holds}" if holds else f"{shape} of {value.dtype}"
    if isinstance(value, list | tuple | dict):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, int) and not isinstance(value, bool) and as_floats(value) is None:
        return "a whole number too large for a float"
    if isinstance(value, str):
        return f"the text {value!r}" if len(value) < LONG else "a text"
    if words := unrun(value):
        return words
    name = type(value).__name__
    return "None" if value is None else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def wanted_kind(expected):
    shape = np.shape(expected)
    return f"an array of numbers with shape {shape}" if shape else ONE_NUMBER


def worst_entry(name, value, expected):
    """(label, index, what came, what was expected, size of the whole) at the largest difference."""
    leaves = zip(flatten(name, value), flatten(name, expected), strict=True)
    label, a, b = max(
        ((label, ours, theirs) for (label, ours), (_, theirs) in leaves if theirs is not None),
        key=lambda leaf: np.nan_to_num(leaf_distance(leaf[1], leaf[2]), posinf=1e300),
    )
    a, b = as_floats(a), as_floats(b)
    gap = np.where(np.isfinite(a), np.abs(a - b), np.inf)
    index = tuple(int(k) for k in np.unravel_index(gap.argmax(), gap.shape))
    size = float(np.max(np.abs(b[np.isfinite(b)]), initial=0.0))
    return label, index, float(a[index]), float(b[index]), size


def multiply(value, factor):
    """The value with every number in it multiplied."""
    if isinstance(value, list | tuple):
        return type(value)(multiply(part, factor) for part in value)
    if isinstance(value, dict):
        return {key: multiply(part, factor) for key, part in value.items()}
    return None if value is None else np.asarray(value, dtype=np.float64) * factor


def alike(value, other, usual):
    """Whether two values have the same structure and the same numbers."""
    return structure_problem("", value, other) is None and close(value, other, usual)
