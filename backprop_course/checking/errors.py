"""Errors that an answer raised, in plain words: what met what, and in which line."""

import ast
import inspect
import linecache
import re
import traceback
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .limits import OutOfTime
from .shape_errors import SHAPE, nodes_of, not_aligned, product_shapes, unequal_shapes, value_of
from .verdict import Finding

LIBRARIES = (Path(np.__file__).parent, Path(ast.__file__).parent, Path(__file__).parents[1])
LONG_LINE = 200  # characters: a line that is longer is told by its beginning
MOST = 12  # keys that are told one by one


@dataclass(frozen=True)
class Place:
    """Where the learner's own text raised an error: the frame, its line, its function."""

    frame: object
    line: str
    function: str


def failure(error, name):
    """The Finding for an error that the answer called ``name`` raised."""
    place = place_of(error)
    plain = in_plain_words(error, place)
    where = told(place, name)
    if plain:
        tag, words, question = plain
        return Finding(f"raised.{tag}", f"{words}{where}.", question=question, fatal=True)
    kind = type(error).__name__
    said = message_of(error)[:200].rstrip(".")
    observed = f"Your function raised {kind}{': ' + said if said else ''}{where}."
    question = next(
        (q for kinds, q in QUESTION_FOR_ERROR if isinstance(error, kinds)), ASK_TO_PRINT
    )
    return Finding(f"raised.{kind}", observed, question=question, fatal=True)


def message_of(error):
    """The text of an error on one line; "" for an error of the learner's that fails to tell it."""
    try:
        return " ".join(str(error).split())
    except BaseException:  # it runs code of the learner's own
        return ""


ASK_TO_PRINT = "Which value in that line is not what you expect? Print it, or its shape."
QUESTION_FOR_ERROR = (
    (UnboundLocalError, "Which line gives that name a value, and does it run before this one?"),
    (NameError, "Where is that name made: in a line above, among the arguments, by an import?"),
    (AttributeError, "What kind of object is it, and under which name does it keep what you want?"),
    (IndexError, "How many entries are there, and what is the first index?"),
    (KeyError, "Which keys does it have, and which one is meant?"),
    (RecursionError, "When does your function stop calling itself?"),
    (
        OverflowError | ZeroDivisionError,
        "Which number becomes too large, or 0, and for which input?",
    ),
)


# ---------------------------------------------------------------- where


def place_of(error):
    """The innermost Place in text of the learner's own; None when no text is known.

    An error that comes from another process brings its Place along, without a frame.
    """
    found = getattr(error, "place", None)
    found = found if isinstance(found, Place) else None
    for frame, number in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        line = linecache.getline(name, number, frame.f_globals).strip()
        if line and not any(folder in Path(name).parents for folder in LIBRARIES):
            found = Place(frame, line, frame.f_code.co_name)
    return found


def told(place, name):
    """The line of an error as the end of a sentence; a helper's line bears the helper's name."""
    if place is None:
        return ""
    inside = place.function not in (name, "<lambda>")
    line = place.line if len(place.line) < LONG_LINE else f"{place.line[:LONG_LINE]}..."
    return f", in the line `{line}`" + (f" of {place.function}" if inside else "")


def raiser(error):
    """The name of the function in which an error was raised."""
    place, frames = getattr(error, "place", None), traceback.extract_tb(error.__traceback__)
    if isinstance(place, Place):
        return place.function
    return frames[-1].name if frames else ""


# ---------------------------------------------------------------- in plain words


def in_plain_words(error, place):
    """(tag, what happened, a question) for an error that is often met; None for others."""
    if isinstance(error, OutOfTime):
        return out_of_time()
    if isinstance(error, MemoryError):
        return out_of_memory()
    if isinstance(error, SystemExit):
        return "SystemExit", "Your function asks Python to stop", "Is there an exit() in it?"
    if isinstance(error, KeyError):
        return missing_key(error, place)
    said, line = message_of(error), place.line if place else ""
    for pattern, explain in PLAIN_WORDS:
        if found := re.search(pattern, said):
            return explain(found, line, place)
    return None


def out_of_time():
    words = "Your function was still running after the time that a check gives it, and was stopped"
    return "out-of-time", words, "Which loop does not end? What has to change in it, and does it?"


def out_of_memory():
    words = "Your function asked for more memory than this task can need, and was stopped"
    return "out-of-memory", words, "Which array or list grows, and when does that stop?"


def missing_key(error, place):
    """A key that the dict in the line does not have; None where the dict is not known."""
    for node in nodes_of(place, ast.Subscript):
        held = value_of(node.value, place) if isinstance(node.ctx, ast.Load) else None
        if isinstance(held, dict) and 0 < len(held) <= MOST and error.args[0] not in held:
            name, keys = node.value.id, ", ".join(map(repr, held))
            words = f"{name} was asked for the key {error.args[0]!r}, and has {keys} alone"
            return "key", words, "What do the keys count, and which one is meant in that line?"
    return None


def truth_of_array(found, line, place):
    """One yes or no asked of a whole array: by max or min, by if, by and."""
    calls = {getattr(node.func, "id", "") for node in nodes_of(place, ast.Call)}
    if calls & {"max", "min"}:
        (name,) = sorted(calls & {"max", "min"})[:1]
        words = (
            f"Python's own {name} compares its arguments as wholes, and an array has many entries"
        )
        return "truth-of-array", words, "Which function of NumPy compares entry by entry?"
    words = "The line asks one yes or no of a whole array"
    question = "Which expression treats every entry on its own, without an if?"
    return "truth-of-array", words, question


def exclusive_or(found, line, place):
    words = "The sign ^ means exclusive or in Python, not a power"
    return "caret", words, "How does Python write a power?"


def no_such_axis(found, line, place):
    words = f"An array with {counted(int(found['axes']), 'axis', 'axes')} was asked for axis "
    words += found["axis"]
    if re.search(r"np\.(a?max|a?min)\([^()]*,\s*-?[\d.]+\)", f"{line} {function_text(place)}"):
        question = (
            "np.max takes an axis as its second argument. Which function compares with a number?"
        )
        return "axis", words, question
    return (
        "axis",
        words,
        "Axes are counted from 0. How many has this array, and which one is meant?",
    )


def function_text(place):
    """The text of the function in which an error was raised; "" when it is not known."""
    try:
        return inspect.getsource(place.frame.f_code) if place else ""
    except (OSError, TypeError):
        return ""


def index_beyond(found, line, place):
    words = f"Index {found['index']} was asked for along an axis of length {found['size']}"
    question = (
        f"The indices there go from 0 to {int(found['size']) - 1}. What do the numbers that you "
    )
    question += "use count, and along which axis?"
    if found["size"] == "0":
        question = "That axis has no entries. What should happen then?"
    return "index", words, question


def whole_numbers_only(found, line, place):
    words = "Decimals cannot be put into an array that holds whole numbers"
    return "integer-array", words, "Which line made that array, and of which dtype is it?"


def not_called(found, line, place):
    words = f"Something that is not a function ({found[1]}) is called like one"
    held = place.frame.f_locals.values() if place and place.frame else ()
    if any(type(one).__name__ == found[1] and hasattr(one, "forward") for one in held):
        return "not-callable", words, "Which method of a module do you want here?"
    question = (
        "Where do parentheses stand that should be brackets, or where is an operator missing?"
    )
    return "not-callable", words, question


def function_itself(found, line, place):
    words = "The line computes with a function itself, where the value is meant that it returns"
    return "function-itself", words, "Which name in it is a function, and what does it take?"


def with_none(found, line, place):
    words = "The line computes with None, which is what a function without a return gives"
    return (
        "none-in-line",
        words,
        "Which function made it, and does it return something on every path?",
    )


def ragged(found, line, place):
    if (told := tuple_in_line(place)) is not None:
        return told
    words = "Values of several shapes cannot become one array"
    return "ragged", words, "Which values does the line put together, and what shapes have they?"


def tuple_in_line(place):
    """The words for a tuple that a line computes with; None where no name in it holds one."""
    for node in nodes_of(place, ast.Name):
        if isinstance(value := value_of(node, place), tuple):
            words = f"{node.id} is a tuple of {len(value)}, and a tuple cannot be computed with"
            question = "Which function returned it, and how are its values given a name each?"
            return "tuple", words, question
    return None


def list_not_array(found, line, place):
    if (told := tuple_in_line(place)) is not None:
        return told
    if "tuple" in found.string:
        words = "The line computes with a whole tuple, as a function with several results gives"
        return "tuple", words, "How are the values of a tuple given a name each?"
    words = "A list stands where an array is needed: lists cannot be computed with entry by entry"
    return "list", words, "Which function of NumPy makes an array out of a list?"


def one_number_only(found, line, place):
    words = "A function that takes one number was given a whole array"
    return "one-number-only", words, "Does math stand where np should, or is an index missing?"


def other_count(found, line, place):
    words = f"The names on the left and the values on the right differ in number: {found[0]}"
    return "unpacking", words, "How many values does the right side return, and in which order?"


def counted(count, one, many):
    return f"{count} {one if count == 1 else many}"


PLAIN_WORDS = (
    (
        r"matmul: .*mismatch in its core dimension|matmul: .*does not have enough dim",
        product_shapes,
    ),
    (rf"shapes ({SHAPE}) and ({SHAPE}) not aligned", not_aligned),
    (rf"could not be broadcast together with shapes(?: {SHAPE})+", unequal_shapes),
    (rf"could not broadcast input array from shape {SHAPE} into shape {SHAPE}", unequal_shapes),
    (rf"non-broadcastable output operand with shape {SHAPE}.* shape {SHAPE}", unequal_shapes),
    (
        rf"indexing arrays could not be broadcast together with shapes {SHAPE} {SHAPE}",
        unequal_shapes,
    ),
    (r"truth value of an array", truth_of_array),
    (r"bitwise_xor|unsupported operand type\(s\) for \^", exclusive_or),
    (r"axis (?P<axis>-?\d+) is out of bounds for array of dimension (?P<axes>\d+)", no_such_axis),
    (r"index (?P<index>-?\d+) is out of bounds for axis \d+ with size (?P<size>\d+)", index_beyond),
    (r"Cannot cast ufunc .* to dtype\('u?int", whole_numbers_only),
    (r"'([\w.]+)' object is not callable", not_called),
    (r"unsupported operand type.*'NoneType'|'NoneType' object is not", with_none),
    (
        r"(?:unsupported|bad) operand type.*'(?:function|builtin_function_or_method|method"
        r"|numpy\.ufunc)'",
        function_itself,
    ),
    (
        r"unsupported operand type.*'(?:list|tuple)'|can't multiply sequence"
        r"|'(?:list|tuple)' object has no|bad operand type for unary -: '(?:list|tuple)'",
        list_not_array,
    ),
    (r"only (?:length-1|0-dimensional|size-1) arrays can be converted", one_number_only),
    (r"inhomogeneous shape", ragged),
    (r"(?:too many|not enough) values to unpack \(.*?\)", other_count),
)
