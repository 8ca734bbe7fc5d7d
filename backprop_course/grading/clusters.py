"""Groups of wrong answers that nobody has named: those that return the same on the known inputs."""

import hashlib

import numpy as np

from ..checking.calls import call
from ..checking.compare import as_floats, flatten

UNEXPLAINED = "unexplained"
DIGITS = 5


def cluster(exercise, answer, verdict):
    """A short name for what the answer returns; "" where the mistake has a name already."""
    if verdict.tag != UNEXPLAINED:
        return ""
    shown = [probe for probe in exercise.probes if probe.public]
    words = [rounded(call(answer, probe.inputs).value) for probe in shown]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:8]


def rounded(value):
    """A value as a text of few digits: two ways of rounding give the same."""
    leaves = [(name, as_floats(leaf)) for name, leaf in flatten("", value)]
    return " ".join(name + ("?" if leaf is None else digits(leaf)) for name, leaf in leaves)


def digits(array):
    numbers = [f"{number:.{DIGITS}g}" for number in (np.ravel(array) + 0.0)]
    return f"{np.shape(array)} {numbers}"
