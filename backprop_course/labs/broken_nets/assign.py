"""Admit a learner's patient, and reveal what was wrong with it."""

import hashlib

import numpy as np

from .bugs import BUGS, BY_NAME, KINDS
from .patient import healthy

COUNT = 3  # bugs in one patient, each of another kind, one of them in the backward pass


def admit(learner):
    """The patient of this learner, a name or a number: the same one at every call."""
    patient = healthy(f"the patient of {_called(learner)}")
    for bug, place, rng in _chart(learner):
        bug.plant(patient, place, rng)
    return patient


def with_bug(name, place=None):
    """A patient with one known bug, at the first place that it may have: to study, not to guess."""
    bug, patient = BY_NAME[name], healthy(name)
    bug.plant(patient, bug.places[0] if place is None else place, np.random.default_rng(0))
    return patient


def revealed(learner, *named):
    """The truth about this learner's patient, beside the bugs that were ``named``."""
    unknown = [name for name in named if name not in BY_NAME]
    if unknown:
        raise ValueError(f"named: expected some of {', '.join(BY_NAME)}, got {', '.join(unknown)}")
    return Truth(_called(learner), [(bug, place) for bug, place, _ in _chart(learner)], named)


class Truth:
    """What was planted, as text; ``found`` counts the bugs that were named."""

    def __init__(self, learner, planted, named):
        self.learner, self.planted, self.named = learner, planted, named
        self.found = sum(bug.name in named for bug, _ in planted)

    def __repr__(self):
        lines = [f"The patient of {self.learner}: {self.found} of {len(self.planted)} named"]
        for bug, place in self.planted:
            where = f"layer {place}" if place != "" else bug.kind
            lines += [f"{'✓' if bug.name in self.named else '✗'} {bug.name} ({where})"]
            lines += [f"    {bug.truth}"]
            hidden = f"; not on {bug.blind}" if bug.blind else ""
            lines += [f"    shows on {bug.shows}{hidden}"]
        names = {bug.name for bug, _ in self.planted}
        lines += [f"✗ {name}: not in this patient" for name in self.named if name not in names]
        return "\n".join(lines)


def _chart(learner):
    """(bug, place, generator) of every bug that this learner's patient has."""
    rng = np.random.default_rng(_seed(learner))
    others = rng.permutation([kind for kind in KINDS if kind != "backward"])[: COUNT - 1]
    for kind in ("backward", *sorted(others)):
        bug = _one_of([bug for bug in BUGS if bug.kind == kind], rng)
        yield bug, _one_of(bug.places, rng), rng


def _one_of(choices, rng):
    return choices[int(rng.integers(len(choices)))]


def _seed(learner):
    """A number from a name, the same on every machine; hash() differs from run to run."""
    digest = hashlib.sha256(_called(learner).casefold().encode()).digest()
    return int.from_bytes(digest[:4], "big")


def _called(learner):
    words = " ".join(str(learner).split())
    if not words:
        raise ValueError("learner: expected a name or a number, got nothing")
    return words
