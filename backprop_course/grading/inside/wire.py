"""Values as bytes, and calls in both directions: all that passes between parent and child.

A frame is two lengths, a JSON header, and the raw numbers of the arrays. Nothing in it can make
the reader run code: a function travels as a number, by which its owner may be asked to call it.
"""

import functools
import json
import math
import struct

import numpy as np

LENGTHS = struct.Struct(">II")
MAX_HEADER, MAX_BODY = 1_000_000, 16_000_000  # bytes
MAX_DEPTH, MAX_AXES, MAX_CALLS = 50, 32, 8
MAX_ENTRIES = 1000  # of a dict: more of them could all be chosen to share one hash
NUMBERS = "float64 float32 float16 int64 int32 int16 int8 uint64 uint32 uint16 uint8 bool"
DTYPES = {name: np.dtype(name) for name in (*NUMBERS.split(), "complex128", "complex64")}
LARGEST = 2**63


class WireError(ValueError):
    """The bytes are not what the protocol allows."""


class Opaque:
    """Stands for a value that is no number, array, text or container: only its type is known."""


def opaque(name):
    """A stand-in whose type has this name."""
    word = "".join(letter for letter in str(name)[:40] if letter.isalnum() or letter == "_")
    return opaque_type(word or "object")()


@functools.lru_cache(100)
def opaque_type(name):
    """One type for each name, so that the same answer is known again."""
    return type(name, (Opaque,), {})


class Writer:
    """Turns values into a header's nested lists and a list of bytes; ``lent`` keeps functions."""

    def __init__(self, lent):
        self.lent, self.parts = lent, []

    def value(self, value, depth=0):
        kind = type(value)
        if depth > MAX_DEPTH:
            raise WireError("nested too deeply")
        if value is None or kind in (bool, str):
            return [{bool: "b", str: "s"}.get(kind, "n"), value]
        if kind is int and -LARGEST < value < LARGEST:
            return ["i", value]
        if kind is float:
            return ["f", value.hex()]
        if kind in (list, tuple):
            return [kind.__name__[0], [self.value(part, depth + 1) for part in value]]
        if kind is dict:
            return ["d", [[self.value(part, depth + 1) for part in pair] for pair in value.items()]]
        if isinstance(value, np.ndarray | np.generic):
            return self.array(value)
        if type(getattr(value, "number_of_owner", None)) is int:
            return ["r", value.number_of_owner]
        return ["c", self.lend(value)] if callable(value) else ["o", kind.__name__]

    def array(self, value):
        name = value.dtype.name
        if isinstance(value, np.ndarray) and type(value) is not np.ndarray:
            return ["o", type(value).__name__]
        if name not in DTYPES:
            return ["o", f"array_of_{name}"]
        raw = np.ascontiguousarray(value, dtype=DTYPES[name]).tobytes()
        self.parts.append(raw)
        return ["a" if type(value) is np.ndarray else "g", name, list(value.shape)]

    def lend(self, function):
        self.lent.append(function)
        return len(self.lent) - 1


class Reader:
    """Turns a header's nested lists and the bytes behind it into values, believing nothing.

    borrow(k) makes a function of number k of the other end; returned(k) finds what this end lent as
    number k, and has come home.
    """

    def __init__(self, body, borrow, returned=lambda k: opaque("function")):
        self.body, self.place, self.borrow, self.returned = body, 0, borrow, returned

    def value(self, coded, depth=0):
        if depth > MAX_DEPTH or not isinstance(coded, list) or not coded:
            raise WireError("not a value")
        kind, *rest = coded
        if not isinstance(kind, str):
            raise WireError("not a value")
        if kind in ("a", "g"):
            return self.array(kind, *expect(rest, 2))
        (content,) = expect(rest, 1)
        if kind in PLAIN and type(content) is PLAIN[kind] and in_range(content):
            return content
        if kind == "f" and isinstance(content, str):
            return read_float(content)
        if kind in ("l", "t") and isinstance(content, list):
            parts = [self.value(part, depth + 1) for part in content]
            return parts if kind == "l" else tuple(parts)
        if kind == "d" and isinstance(content, list) and len(content) <= MAX_ENTRIES:
            return dict(self.pair(pair, depth + 1) for pair in content)
        if kind == "c" and type(content) is int:
            return self.borrow(content)
        if kind == "r" and type(content) is int:
            return self.returned(content)
        if kind == "o":
            return opaque(content)
        raise WireError("not a value")

    def pair(self, coded, depth):
        key, value = (self.value(part, depth) for part in expect(coded, 2))
        if not isinstance(key, str | int | float | bool):
            raise WireError("not a key")
        return key, value

    def array(self, kind, name, shape):
        if not isinstance(name, str) or name not in DTYPES:
            raise WireError("not an array")
        if not isinstance(shape, list) or len(shape) > MAX_AXES:
            raise WireError("not a shape")
        if not all(type(size) is int and 0 <= size <= MAX_BODY for size in shape):
            raise WireError("not a shape")
        if math.prod(max(size, 1) for size in shape) > MAX_BODY:
            raise WireError("too large")
        dtype, count = DTYPES[name], math.prod(shape)
        raw = self.body[self.place : self.place + count * dtype.itemsize]
        if len(raw) != count * dtype.itemsize or (kind == "g" and shape):
            raise WireError("an array is not complete")
        self.place += len(raw)
        if name == "bool":  # any other byte would be a truth value that NumPy does not know
            array = np.frombuffer(raw, np.uint8).reshape(shape) != 0
        else:
            array = np.frombuffer(raw, dtype).reshape(shape).copy()
        return array if kind == "a" else dtype.type(array[()])


PLAIN = {"n": type(None), "b": bool, "i": int, "s": str}


def in_range(content):
    """Whether this is no whole number, or one that `Writer` would write."""
    return type(content) is not int or -LARGEST < content < LARGEST


def read_float(text):
    try:
        return float.fromhex(text)
    except (ValueError, OverflowError) as problem:
        raise WireError("not a number") from problem


def expect(parts, count):
    """The parts, if there are so many."""
    if not isinstance(parts, list) or len(parts) != count:
        raise WireError("not a value")
    return parts


def pack(message, parts=()):
    """A frame. Raises WireError when it is too large."""
    header, body = json.dumps(message, allow_nan=False).encode(), b"".join(parts)
    if len(header) > MAX_HEADER or len(body) > MAX_BODY:
        raise WireError("too large")
    return LENGTHS.pack(len(header), len(body)) + header + body


def unpack_lengths(raw):
    """The lengths of header and body. Raises WireError when they are beyond the limits."""
    header, body = LENGTHS.unpack(raw)
    if header > MAX_HEADER or body > MAX_BODY:
        raise WireError("too large")
    return header, body


def unpack_header(raw):
    """The message in a header. Raises WireError."""
    try:
        message = json.loads(raw)
    except (ValueError, RecursionError) as problem:
        raise WireError("not JSON") from problem
    if not isinstance(message, dict):
        raise WireError("not a message")
    return message


class Peer:
    """One end of the wire: asks the other end, and serves it while it waits for the answer.

    send(bytes) and receive(count) -> bytes are given; ``serve(message, peer, body)`` answers a
    request with (message, parts).
    """

    def __init__(self, send, receive, serve):
        self.send, self.receive, self.serve = send, receive, serve
        self.lent, self.depth = [], 0

    def ask(self, message, parts=()):
        """(message, body) of the answer; requests that come first are served."""
        self.depth += 1
        if self.depth > MAX_CALLS:
            raise WireError("calls are nested too deeply")
        try:
            self.send(pack(message, parts))
            while True:
                answer, body = self.read()
                if answer.get("is") == "answer":
                    return answer, body
                self.send(self.served(answer, body))
        finally:
            self.depth -= 1

    def read(self):
        """The next frame: (message, body)."""
        header, body = unpack_lengths(self.receive(LENGTHS.size))
        return unpack_header(self.receive(header)), self.receive(body)

    def served(self, message, body):
        """The frame that answers a request."""
        answer, parts = self.serve(message, self, body)
        try:
            return pack({"is": "answer", **answer}, parts)
        except WireError as problem:
            error = {"kinds": ["ValueError"], "text": f"the result is {problem}"}
            return pack({"is": "answer", "error": error})

    def writer(self):
        return Writer(self.lent)

    def reader(self, body, borrow, **returned):
        return Reader(body, borrow, **returned)
