"""Container, type and shape of what came, beside what was expected; and any value in words."""

import inspect
import re
from types import CoroutineType, GeneratorType

import numpy as np

from .compare import as_floats, close, distance, plain_array
from .verdict import Finding

LONG = 40  # characters: a text that is longer is not quoted


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


def alike(value, other, usual):
    """Whether two values have the same structure and the same numbers."""
    return structure_problem("", value, other) is None and close(value, other, usual)
