"""The checker, on a linear layer: what it accepts, what it says, and what it survives."""

import _thread
import signal
import sys
import threading
import warnings

import numpy as np
import pytest

from backprop_course import ops
from backprop_course.checking import (
    BugHunt,
    Exercise,
    Mistake,
    Probe,
    Suspect,
    check,
    headline,
    judge,
    parse_headline,
    report,
    wrong_number,
)
from backprop_course.checking.calls import unchanged
from backprop_course.checking.compare import distance
from backprop_course.checking.factors import family
from backprop_course.checking.verdict import OUTCOMES, text

RNG = np.random.default_rng(3)


def probe(n, fan_in, fan_out):
    shapes = ((n, fan_out), (n, fan_in), (fan_in, fan_out), (fan_out,))
    inputs = tuple(RNG.normal(size=shape) for shape in shapes)
    return Probe(inputs, {"n": n, "fan_out": fan_out})


def mean_over_batch(grad_y, x, W, b):
    grad_x, grad_W, grad_b = ops.linear_vjp(grad_y, x, W, b)
    return grad_x, grad_W, grad_b / len(x)


def unsummed_bias(grad_y, x, W, b):
    return *ops.linear_vjp(grad_y, x, W, b)[:2], grad_y


def upstream_dropped(grad_y, x, W, b):
    return ops.linear_vjp(np.ones_like(grad_y), x, W, b)


def overwriting(grad_y, x, W, b):
    grads = ops.linear_vjp(grad_y, x, W, b)
    grad_y *= 2
    return grads


LINEAR = Exercise(
    name="linear_vjp",
    points=4,
    minutes=5,
    grade="core",
    kind="implement",
    hints=("Which entries does b reach?", "How does a change of one entry of x travel?"),
    reference=lambda grad_y, x, W, b: ops.linear_vjp(grad_y, x, W, b),
    mistakes=(
        Mistake("linear.mean", mean_over_batch, "the mean over the batch", "Sum or mean?"),
        Mistake("linear.unsummed", unsummed_bias, "not summed over the batch", "Which rows?"),
        Mistake("linear.upstream", upstream_dropped, "the upstream is dropped", "Of what?"),
        Mistake("linear.overwrites", overwriting, "grad_y is overwritten", "Who needs it?"),
    ),
    probes=(probe(5, 3, 2), probe(4, 2, 7), probe(3, 3, 5)),
    outputs=("grad_x", "grad_W", "grad_b"),
    output_points=(1, 2, 1),
    objective=lambda grad_y, x, W, b: float(np.sum(grad_y * (x @ W + b))),
    slope_of={"grad_x": "x", "grad_W": "W", "grad_b": "b"},
)
ONE_ARRAY = Exercise(
    name="double",
    points=2,
    minutes=1,
    grade="warm-up",
    kind="implement",
    hints=("How much is twice?",),
    reference=lambda x: 2.0 * x,
    mistakes=(Mistake("double.square", lambda x: x * x, "the square", "Twice 3?"),),
    probes=(Probe((np.array([1.5, -2.0, 3.0]),)), Probe((np.array([[-0.5, 4.0]]),))),
)
NUMBER = Exercise(
    name="third",
    points=1,
    minutes=1,
    grade="warm-up",
    kind="predict",
    hints=("Of what?",),
    reference=lambda: 1 / 3,
    mistakes=(wrong_number("third.inverted", 3.0, "the inverse", "More or less than 1?"),),
)
HUNT = BugHunt(
    name="hunt",
    name_points=1,
    input_points=1,
    minutes=5,
    grade="core",
    hints=("Where do the two agree?",),
    right=lambda x: 2 * x,
    suspects=(
        Suspect("squared", lambda x: x * x, "squares", ""),
        Suspect("kept", lambda x: x, "keeps", "Is it the same?"),
    ),
    bug="squared",
    exposing=(np.array([1.0, 3.0]),),
    blind=(np.array([2.0, 0.0]),),
)


def linear(change=lambda grads: grads):
    """An answer: the right gradients, changed."""
    return lambda grad_y, x, W, b: change(ops.linear_vjp(grad_y, x, W, b))


@pytest.fixture
def silent(capfd):
    """After the test nothing may have been written to stderr, by whatever way."""
    yield capfd
    assert capfd.readouterr().err == ""


def noisy(grad_y, x, W, b):
    warnings.warn("a warning", stacklevel=1)
    print("word " * 1000)
    print("to stderr", file=sys.stderr)
    np.zeros(1) / np.zeros(1)
    return ops.linear_vjp(grad_y, x, W, b)


class Lying(np.ndarray):
    def __eq__(self, other):
        return True

    def __abs__(self):
        return np.zeros(self.shape)


CALLS = []


def counting(grad_y, x, W, b):
    CALLS.append(1)
    return tuple(grad + len(CALLS) for grad in ops.linear_vjp(grad_y, x, W, b))


def raising(error):
    def answer(grad_y, x, W, b):
        raise error

    return answer


def scaled(k, factor):
    """The right gradients with output k multiplied by factor(n, fan_out)."""

    def answer(grad_y, x, W, b):
        grads = list(ops.linear_vjp(grad_y, x, W, b))
        grads[k] = grads[k] * factor(*grad_y.shape)
        return tuple(grads)

    return answer


def other_length(grads):
    return grads[:2]


def endless(grads):
    grads = list(grads)
    grads.append(grads)
    return grads


# answer, outcome, points, tag, words that the verdict must hold
NEARLY = ("partly right", 2, "few-digits")
SAID = [
    (linear(), "right", 4, "right", "all 3 test inputs"),
    (noisy, "right", 4, "right", "what your function prints is hidden"),
    (linear(lambda g: tuple(a.astype(np.float32) for a in g)), "right", 4, "right", "float32"),
    (linear(lambda g: tuple(a.astype(np.float16) for a in g)), "wrong", 0, "structure.dtype", "16"),
    (3.0, "wrong", 0, "structure.not-a-function", "type float"),
    (lambda x, W: x, "wrong", 0, "structure.arguments", "(grad_y, x, W, b)"),
    (raising(NotImplementedError()), "not attempted", 0, "not-attempted", "NotImplementedError"),
    (raising(ValueError("no luck")), "wrong", 0, "raised.ValueError", "`raise error`"),
    (raising(SystemExit(3)), "wrong", 0, "raised.SystemExit", "stop"),
    (raising(RecursionError()), "wrong", 0, "raised.RecursionError", "RecursionError"),
    (raising(GeneratorExit()), "wrong", 0, "raised.GeneratorExit", "GeneratorExit"),
    (raising(KeyboardInterrupt()), "not attempted", 0, "interrupted", "You stopped"),
    (linear(lambda g: None), "wrong", 0, "returned-none", "return is missing"),
    (linear(lambda g: g[0]), "wrong", 0, "structure.tuple", "a tuple of 3: (grad_x, grad_W"),
    (linear(list), "right", 4, "right", "a list where a tuple is meant"),
    (linear(endless), "wrong", 0, "structure.type", "a list that contains itself"),
    (linear(other_length), "wrong", 0, "structure.count", "a tuple of 2"),
    (linear(lambda g: (g[0].tolist(), *g[1:])), "right", 4, "right", "lists where an array"),
    (linear(lambda g: (g[0].view(Lying), *g[1:])), "partly right", 3, "structure.type", "Lying"),
    (linear(lambda g: (np.matrix(g[0]), *g[1:])), "partly right", 3, "structure.type", "matrix"),
    (linear(lambda g: (g[0].astype(object), *g[1:])), "right", 4, "right", "another kind"),
    (linear(lambda g: (g[0] + 0j, *g[1:])), "partly right", 3, "structure.type", "complex"),
    (linear(lambda g: ("text", *g[1:])), "partly right", 3, "structure.type", "the text 'text'"),
    (
        linear(lambda g: (np.float64(1), *g[1:])),
        "partly right",
        3,
        "structure.shape",
        "is one number",
    ),
    (linear(lambda g: (g[0].T, *g[1:])), "partly right", 3, "structure.transposed", "transposed"),
    (
        linear(lambda g: (*g[:2], g[2] * np.nan)),
        "partly right",
        3,
        "not-finite",
        "every test input",
    ),
    (unsummed_bias, "partly right", 3, "linear.unsummed", "grad_b has shape (5, 2)"),
    (overwriting, "wrong", 0, "linear.overwrites", "changes its input grad_y"),
    (counting, "wrong", 0, "remembers", "Called again"),
    (mean_over_batch, "partly right", 3, "linear.mean", "grad_x and grad_W are correct"),
    (scaled(1, lambda n, m: n), "partly right", 2, "factor.n", "n times the correct value"),
    (scaled(1, lambda n, m: -1 / n), "partly right", 2, "factor.-1/n", "-1/n times"),
    (scaled(0, lambda n, m: 2 / (n * m)), "partly right", 3, "factor.2/(n fan_out)", "times"),
    (scaled(1, lambda n, m: -1), "partly right", 2, "factor.-1", "the sign is flipped"),
    (scaled(1, lambda n, m: 0), "partly right", 2, "zeros", "every number in it is 0"),
    (scaled(1, lambda n, m: 3.5), "partly right", 2, "one-ratio", "3.5 times"),
    (scaled(1, lambda n, m: 1.0004), "partly right", 2, "one-ratio", "1.0004 times"),
    (linear(lambda g: (g[0], g[1] + 1e-5 * g[1] ** 2, g[2])), *NEARLY, "about 3 digits"),
    (linear(lambda g: (g[0], np.abs(g[1]), g[2])), "partly right", 2, "signs", "some signs"),
    (linear(lambda g: (g[0], g[1] ** 3, g[2])), "partly right", 2, "unexplained", "central diff"),
]


@pytest.mark.parametrize(
    "answer, outcome, points, tag, words", SAID, ids=[case[3] for case in SAID]
)
@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_what_is_said(answer, outcome, points, tag, words, silent):
    verdict = judge(LINEAR, answer)
    said = " ".join(text(verdict).split())
    assert (verdict.outcome, verdict.points, verdict.tag) == (outcome, points, tag), said
    assert words in said, said
    earned = check(LINEAR, answer)
    assert type(earned) is float and earned == points
    shown = silent.readouterr()
    assert shown.err == "" and "word word" not in shown.out
    back = parse_headline(shown.out)
    assert (back.name, back.outcome, back.points, back.maximum) == (
        "linear_vjp",
        outcome,
        points,
        4,
    )


IN_PLACE = {  # what an argument holds before and after a call: does the checker see the change?
    "an array": (np.ones(2), np.zeros(2), True),
    "an array's shape": (np.ones(2), np.ones((2, 1)), True),
    "nan that stays": (np.array([np.nan]), np.array([np.nan]), False),
    "a number in a list": ([1.0, 2.0], [1.0, 3.0], True),
    "nan in a list": ([float("nan")], [float("nan")], False),
    "a number for a row": ([(0, 1), (1, 2)], [(0, 1), 1.0], True),
    "a number for an array": ([np.ones(2)], [1.0], True),
    "a list for a number": ([1.0], [[1.0]], True),
    "a key of a dict": ({"W": 1.0}, {"b": 1.0}, True),
    "a list for a dict": ([{"W": 1.0}], [["W"]], True),
    "nothing": ([(0, 1), np.ones(2), {"W": 1}], [(0, 1), np.ones(2), {"W": 1}], False),
}


@pytest.mark.parametrize("before, after, seen", IN_PLACE.values(), ids=IN_PLACE)
def test_a_change_in_place_is_seen(before, after, seen):
    assert unchanged(before, after) is not seen


def test_two_mistakes_in_two_outputs_are_both_named():
    answer = linear(lambda g: (g[0], g[1] * 2, g[2] * -1))
    verdict = judge(LINEAR, answer)
    assert verdict.tag == "factor.2 + factor.-1" and verdict.points == 1


def test_a_mistake_times_a_factor_is_two_mistakes():
    verdict = judge(ONE_ARRAY, lambda x: -2 * x * x)
    assert verdict.tag == "double.square x -2" and "two mistakes" in verdict.cause


def test_inputs_are_fresh_copies():
    before = [array.copy() for array in LINEAR.probes[0].inputs]
    judge(LINEAR, overwriting)
    assert all(map(np.array_equal, before, LINEAR.probes[0].inputs))


def test_a_reused_buffer_is_no_excuse_for_a_wrong_verdict():
    buffer = np.zeros(3)

    def answer(x):
        return np.multiply(x, 2.0, out=buffer) if x.ndim == 1 else 2.0 * x

    assert judge(ONE_ARRAY, answer).outcome == "right"


@pytest.mark.parametrize("dtype", [np.float32, np.int64, np.bool_])
def test_other_dtypes_do_not_break_the_check(dtype, silent):
    assert judge(ONE_ARRAY, lambda x: x.astype(dtype)).outcome == "wrong"


SHAPE = Exercise(
    name="shape_of_W",
    points=1,
    minutes=1,
    grade="warm-up",
    kind="predict",
    hints=("How many columns?",),
    reference=lambda: (640, 30),
    mistakes=(wrong_number("shape.transposed", (30, 640), "it is transposed", "Which is fan_in?"),),
    outputs=("rows", "columns"),
)


@pytest.mark.parametrize(
    "value, tag, words",
    [
        ((640, 30), "right", "That is it."),
        (np.zeros((640, 30)).shape, "right", "That is it."),
        ((30, 640), "shape.transposed", "You return (30, 640); that is not it."),
        ((641, 30), "unexplained", "(641, 30)"),
        ([640, 30], "right", "That is it."),
        ((640,), "structure.count", "a tuple of 1"),
    ],
)
def test_a_predicted_shape(value, tag, words):
    verdict = judge(SHAPE, lambda: value)
    assert verdict.tag == tag and words in verdict.observed


@pytest.fixture
def listening():
    """An interrupt is heard, also in a process that was started in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_hanging_answer_can_be_stopped(capfd, listening):
    def hangs(grad_y, x, W, b):
        while True:
            pass

    threading.Timer(0.5, _thread.interrupt_main).start()
    assert check(LINEAR, hangs) == 0.0
    shown = capfd.readouterr()
    assert shown.err == "" and "You stopped your function" in shown.out


NUMBERS = [
    (lambda: 1 / 3, "right", "right"),
    (lambda: np.float64(1 / 3), "right", "right"),
    (lambda: np.array(1 / 3), "right", "right"),
    (lambda: 3, "wrong", "third.inverted"),
    (lambda: -1 / 3, "wrong", "factor.-1"),
    (lambda: 0.33, "wrong", "few-digits"),
    (lambda: 2 / 3, "wrong", "unexplained"),
    (lambda: True, "wrong", "structure.type"),
    (lambda: "1/3", "wrong", "structure.type"),
    (lambda: [1 / 3], "wrong", "structure.type"),
    (lambda: np.array([1 / 3]), "wrong", "structure.shape"),
    (lambda: float("nan"), "wrong", "not-finite"),
    (lambda: 1j, "wrong", "structure.type"),
    (lambda: 10**400, "wrong", "structure.type"),
    (lambda: (k for k in "ab"), "wrong", "structure.type"),
    (lambda: print, "wrong", "structure.type"),
    (lambda x: 1 / 3, "wrong", "structure.arguments"),
]


@pytest.mark.parametrize("answer, outcome, tag", NUMBERS)
def test_predicted_numbers(answer, outcome, tag, silent):
    verdict = judge(NUMBER, answer)
    assert (verdict.outcome, verdict.tag) == (outcome, tag)
    assert tag in ("right", "factor.-1") or "0.333" not in text(verdict), (
        "the verdict gives the number away"
    )


HUNTED = [
    (lambda: ("squared", (np.array([1.0, 3.0]),)), 2, "right"),
    (lambda: ("squared", (np.array([2.0, 0.0]),)), 1, "hunt.blind-input"),
    (lambda: ("kept", (np.array([1.0, 3.0]),)), 1, "hunt.kept"),
    (lambda: ("kept", (np.array([2.0]),)), 0, "hunt.kept"),
    (lambda: ("other", (np.array([2.0]),)), 0, "hunt.answer"),
    (lambda: "squared", 0, "hunt.answer"),
    (lambda: ("squared", np.array([1.0, 3.0])), 1, "hunt.input"),
    (lambda: ("squared", ([1.0, 3.0],)), 2, "right"),
    (lambda: ("squared", (np.array([np.nan]),)), 1, "hunt.input"),
    (lambda: ("squared", (np.array([1e9]),)), 2, "right"),
    (lambda: 1 / 0, 0, "raised.ZeroDivisionError"),
    (lambda: None, 0, "hunt.answer"),
]


@pytest.mark.parametrize("answer, points, tag", HUNTED)
def test_bug_hunt(answer, points, tag, silent):
    verdict = judge(HUNT, answer)
    assert (verdict.points, verdict.tag) == (points, tag), text(verdict)


TWO_ARRAYS = BugHunt(
    name="two_arrays",
    name_points=1,
    input_points=1,
    minutes=5,
    grade="core",
    hints=("Where do the two agree?",),
    right=lambda x: (x, 2 * x),
    suspects=(
        Suspect("squared", lambda x: (x, x * x), "squares", ""),
        Suspect("kept", lambda x: (x, x), "keeps", "Is it the same?"),
    ),
    bug="squared",
    exposing=(np.array([1.0, 3.0]),),
    blind=(np.array([2.0, 0.0]),),
    outputs=("same", "twice"),
)


@pytest.mark.parametrize(
    "answer, words",
    [
        (("squared", (np.array([2.0, 5.0]),)), "returns twice[1] = 25, a correct one 10."),
        (("squared", (np.array([2.0, 0.0]),)), "a correct one agree in every number."),
        (("kept", (np.array([2.0, 5.0]),)), "would return twice[1] = 5, and it returns 25."),
        (("squared", (np.array([[2.0]]),)), "expected is an array with 1 axis."),
    ],
)
def test_a_hunt_over_several_arrays_quotes_one_entry(answer, words):
    assert words in judge(TWO_ARRAYS, lambda: answer).observed


def test_an_unwritten_helper_is_named():
    def helper():
        raise NotImplementedError

    verdict = judge(NUMBER, lambda: helper())
    assert verdict.outcome == "not attempted" and "from helper" in verdict.observed


class Hostile:
    """Breaks whoever looks at it."""

    def __getattribute__(self, name):
        raise SystemExit(name)


def test_a_hostile_answer_cannot_break_the_check(silent):
    for answer in (Hostile(), lambda: Hostile(), lambda: [Hostile()], lambda: (Hostile(),)):
        assert check(NUMBER, answer) == 0.0
        assert check(HUNT, answer) == 0.0


def test_streams_filters_and_error_state_are_as_before():
    before = sys.stdout, sys.stderr, list(warnings.filters), np.geterr()

    def answer(grad_y, x, W, b):
        np.seterr(all="raise")
        warnings.simplefilter("error")
        sys.stdout = sys.stderr = None
        raise KeyError

    judge(LINEAR, answer)
    assert before == (sys.stdout, sys.stderr, list(warnings.filters), np.geterr())


def test_every_headline_can_be_read_back():
    for outcome in OUTCOMES:
        for points, maximum in ((0.0, 1), (1.0, 2), (2.0, 2)):
            verdict = judge(NUMBER, lambda: 0.2)
            verdict = type(verdict)("name", outcome, points, maximum, "tag", "observed")
            back = parse_headline(headline(verdict) + "\n  more\n")
            assert (back.outcome, back.points, back.maximum) == (outcome, points, maximum)
    assert headline(judge(NUMBER, lambda: 1 / 3)) == "third: right, 1 of 1 point"
    assert parse_headline("third      right  1 of 1") is None


def test_report_lists_all_verdicts_and_the_sum(capsys):
    report((LINEAR, mean_over_batch), (NUMBER, lambda: 1 / 3))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines] == [
        ["linear_vjp", "partly", "right", "3", "of", "4"],
        ["third", "right", "1", "of", "1"],
        ["together", "4", "of", "5"],
    ]
    assert not any(map(parse_headline, lines))


DISTANCES = [
    (1.0, 1.0, 0.0),
    (1.5, 1.0, 0.5),
    (np.array([1.0, 1e-9]), np.array([1.0, 0.0]), 1e-9),
    ([1.0, np.array([2.0])], [1.0, np.array([4.0])], 0.5),
    ({"a": 1.0}, {"b": 1.0}, np.inf),
    (np.nan, np.nan, 0.0),
    (np.inf, -np.inf, np.inf),
    (np.zeros((2, 3)), np.zeros((3, 2)), np.inf),
    (np.zeros(0), np.zeros(0), 0.0),
    (None, None, 0.0),
    (None, 1.0, np.inf),
]


@pytest.mark.parametrize("value, expected, gap", DISTANCES)
def test_distance(value, expected, gap):
    assert distance(value, expected) == pytest.approx(gap)


def test_a_dict_may_be_filled_in_any_order():
    assert distance({"a": 1.0, "b": 2.0}, {"b": 2.0, "a": 1.0}) == 0.0
    assert distance({"a": 2.0, "b": 1.0}, {"b": 2.0, "a": 1.0}) == 1.0


def test_the_family_of_factors():
    factors = family({"n": 5, "C": 3})
    assert factors["-1"] == -1 and factors["1/2"] == 0.5 and factors["2 n"] == 10
    assert factors["C/n"] == pytest.approx(0.6) and factors["-2/(n C)"] == pytest.approx(-2 / 15)
    assert "1" not in factors
