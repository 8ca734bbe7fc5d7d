"""More inputs to test with, unknown before a submission: the notebook's own, moved a little.

Whoever wrote down the answers to the notebook's inputs gets these wrong.
"""

import functools
import hashlib
import hmac
import math
from dataclasses import replace

import numpy as np

from ..checking import Probe

LARGEST_MOVE = 0.2  # relative: small enough that signs, sizes and hard cases stay what they are


def seed(secret, *facts):
    """A number that nobody without the secret (bytes) can foretell; the same at every grading."""
    message = b"\0".join(hashlib.sha256(fact).digest() for fact in facts)
    return int.from_bytes(hmac.digest(secret, message, "sha256"), "big")


@functools.cache
def without_clock(exercise):
    """The exercise without its own limit on time: the sandbox has one, and ends the process."""
    return replace(exercise, seconds=math.inf)


def with_hidden_probes(exercise, number):
    """The exercise with one hidden probe more for each probe that can be moved."""
    probes = getattr(exercise, "probes", ())
    rng = np.random.default_rng(number)
    inputs = [(probe, moved(probe.inputs, rng)) for probe in probes]
    hidden = [Probe(new, p.sizes, False) for p, new in inputs if repr(new) != repr(p.inputs)]
    return replace(exercise, probes=(*probes, *hidden)) if hidden else exercise


def moved(value, rng):
    """The value with every real number in it moved; zeros, and whole-number types, stay.

    Arrays of nothing but 0 and 1 stay too: they are labels or masks.
    """
    if isinstance(value, list | tuple):
        return type(value)(moved(part, rng) for part in value)
    if isinstance(value, dict):
        return {key: moved(part, rng) for key, part in value.items()}
    if not isinstance(value, float | np.ndarray) or np.asarray(value).dtype.kind != "f":
        return value
    if np.isin(value, (0, 1)).all():
        return value
    factors = 1 + LARGEST_MOVE * rng.uniform(-1, 1, size=np.shape(value))
    return (
        float(value * factors)
        if isinstance(value, float)
        else (value * factors).astype(value.dtype)
    )
