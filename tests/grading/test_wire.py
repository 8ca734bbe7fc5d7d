"""What passes between parent and child arrives as it was sent, and nothing else is believed."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_course.grading.inside import wire

VALUES = [
    None,
    True,
    -7,
    2**62,
    0.1,
    float("inf"),
    "x = 'a'\n",
    [1, (2.0, "b")],
    {"a": 1, 2: [None]},
    np.float32(0.1),
    np.int64(-3),
    np.bool_(True),
    np.arange(6).reshape(2, 3),
    np.arange(6.0).reshape(2, 3).T,
    np.array([True, False]),
    np.array([1 + 2j]),
    np.zeros((0, 3)),
    np.float32([1.5, 2.5]),
]


def there_and_back(value):
    writer = wire.Writer([])
    frame = wire.pack({"value": writer.value(value)}, writer.parts)
    header, body = wire.unpack_lengths(frame[: wire.LENGTHS.size])
    message = wire.unpack_header(frame[wire.LENGTHS.size :][:header])
    raw = frame[wire.LENGTHS.size + header :]
    assert len(raw) == body
    return wire.Reader(raw, lambda k: k).value(message["value"])


def same(a, b):
    if isinstance(a, np.ndarray | np.generic):
        return type(a) is type(b) and a.dtype == b.dtype and np.array_equal(a, b)
    return type(a) is type(b) and a == b


@pytest.mark.parametrize("value", VALUES, ids=lambda value: f"{type(value).__name__}")
def test_a_value_arrives_as_it_was_sent(value):
    assert same(there_and_back(value), value)


def test_nan_arrives():
    assert np.isnan(there_and_back(float("nan")))


class Liar(np.ndarray):
    """An array that says that it equals anything."""


STRANGE = [(object(), "object"), (np.zeros(1).view(Liar), "Liar"), (10**100, "int")]
STRANGE += [({1, 2}, "set"), (np.array(["a"]), "array_of_str32")]


@pytest.mark.parametrize("value, name", STRANGE, ids=lambda value: str(value)[:20])
def test_of_any_other_value_only_the_type_arrives(value, name):
    arrived = there_and_back(value)
    assert isinstance(arrived, wire.Opaque) and type(arrived).__name__ == name


FORGED = [
    [],
    ["x", 1],
    ["i", True],
    ["i", 1.5],
    ["f", "zero"],
    ["f", 1.0],
    ["s", 3],
    ["a", "object", [1]],
    ["a", "float64", [2]],
    ["a", "float64", [-1]],
    ["a", "float64", [True]],
    ["a", "float64", [0, 10**12]],
    ["a", "float64", [10**5, 10**5]],
    ["a", "float64", [1] * 40],
    ["g", "float64", [1]],
    ["d", [[["l", []], ["i", 1]]]],
    ["d", [[["i", 1]]]],
    ["d", [[["i", k], ["n", None]] for k in range(1001)]],
    ["i", 2**63],
    [["f"], "0x1p0"],
    ["a", ["float64"], [1]],
    ["c", "0"],
    ["t", "ab"],
]


@pytest.mark.parametrize("coded", FORGED, ids=lambda coded: json.dumps(coded)[:40])
def test_a_forged_value_is_refused(coded):
    with pytest.raises(wire.WireError):
        wire.Reader(b"\0" * 8, lambda k: k).value(coded)


def test_a_nest_is_refused():
    coded = ["n", None]
    for _ in range(100):
        coded = ["l", [coded]]
    with pytest.raises(wire.WireError, match="not a value"):
        wire.Reader(b"", None).value(coded)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_refused(raw):
    try:
        message = wire.unpack_header(raw)
    except wire.WireError:
        return
    assert isinstance(message, dict)


def test_lengths_beyond_the_limit_are_refused():
    with pytest.raises(wire.WireError, match="too large"):
        wire.unpack_lengths(b"\xff" * 8)


def test_a_result_that_is_too_large_is_an_error_of_the_function():
    peer = wire.Peer(None, None, lambda *request: ({"value": "x" * 2_000_000}, []))
    frame = peer.served({"do": "call"}, b"")
    assert b"the result is too large" in frame and len(frame) < 1000
