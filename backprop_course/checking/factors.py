"""Wrong by a constant factor: which simple factor fits on every probe?"""

import re
from functools import cache
from itertools import product
from math import prod

import numpy as np

from .compare import close, multiply, numbers
from .observe import listed

WORD = re.compile(r"\w+")
SIGN, TIMES = "the sign is flipped", "a constant factor: it is {} times the correct value"
TWICE, HALF = "it is twice the correct value", "it is half the correct value"
QUESTIONS = {
    "1": "Where does a minus come in, or which difference stands the other way round?",
    "2": "Which 2 is too many, or what is counted twice?",
    "1/2": "Which 2 is missing, or what is halved, or averaged over two?",
    "size": "Where is a mean taken instead of a sum, or a sum instead of a mean, and over what?",
}


def family(sizes):
    """The factors worth a name, {name: number}: -1, 2, 1/2, the sizes, and products of these."""
    return family_of(tuple(sizes.items()))


@cache
def family_of(sizes):
    symbols = [(name, float(size)) for name, size in sizes]
    factors = {}
    for sign, two, *powers in product((1, -1), (0, 1, -1), *[(0, 1, -1)] * len(symbols)):
        parts = [("2", 2.0, two), *((s, v, p) for (s, v), p in zip(symbols, powers, strict=True))]
        factors[spelled(sign, parts)] = sign * prod(value**power for _, value, power in parts)
    del factors["1"]
    return factors


def spelled(sign, parts):
    """A factor in words: -n/2, 2 n, 1/(n classes)."""
    above = " ".join(name for name, _, power in parts if power > 0) or "1"
    below = [name for name, _, power in parts if power < 0]
    under = f"({' '.join(below)})" if len(below) > 1 else "".join(below)
    return ("-" if sign < 0 else "") + above + ("/" + under if below else "")


def constant_factor(values, bases, probes, tolerance):
    """The name of the factor c with value = c base on every probe; None when there is none.

    Fitted on the probes together: with sizes that differ, n cannot be mistaken for a plain 2.
    """
    ratio, first = ratio_of(values, bases)
    if ratio is None:
        return None
    names = family(probes[first].sizes)
    fits = [label for label, c in names.items() if abs(c - ratio) < 1e-4 * abs(ratio)]
    families = [family(probe.sizes) for probe in probes] if fits else []
    for label in fits:
        scaled = [multiply(base, f[label]) for base, f in zip(bases, families, strict=True)]
        if all(close(a, b, tolerance) for a, b in zip(values, scaled, strict=True)):
            return label
    return None


def ratio_of(values, bases):
    """(value / base, number of the probe) on the first probe whose base is not zero."""
    for k, (value, base) in enumerate(zip(values, bases, strict=True)):
        ours, theirs = numbers(value), numbers(base)
        if ours is None or theirs is None or ours.shape != theirs.shape:
            return None, k
        size = float(theirs @ theirs)
        if np.isfinite(size) and size > 0:
            ratio = float(ours @ theirs) / size
            return (ratio, k) if ratio else (None, k)
    return None, 0


def question_about(label):
    """The question that belongs to a factor."""
    return QUESTIONS.get(label.lstrip("-"), QUESTIONS["size"])


def factor_cause(label, sizes):
    """The cause of a factor alone; ``sizes`` are those of the example that the message shows."""
    cause = {"-1": SIGN, "2": TWICE, "1/2": HALF}.get(label, TIMES.format(label))
    return cause + sizes_said(label, sizes)


def factor_words(label, sizes):
    """The words for a factor beside another mistake."""
    words = SIGN if label == "-1" else f"a factor {label} comes in besides"
    return words + sizes_said(label, sizes)


def sizes_said(label, sizes):
    """What the names in a factor are in the example: (n = 3 there)."""
    used = [f"{name} = {sizes[name]}" for name in sizes if name in WORD.findall(label)]
    return f" ({listed(used)} there)" if used else ""
