"""Assign a run with bugs to a learner, and say what was wrong with it."""

import hashlib

import numpy as np

from .bugs import BUGS, BY_NAME, KINDS
from .training_run import healthy

COUNT = 3  # bugs in one run, each of another kind, one of them in the backward pass


def assign(learner):
    """The run of this learner, a name or a number: the same one at every call."""
    run, rng = healthy(f"the run of {_called(learner)}"), np.random.default_rng(_seed(learner))
    for bug, place in drawn_bugs(rng):
        bug.plant(run, place, rng)
    return run


def with_bug(name, place=None):
    """A run with one known bug, at the first place that it may have: to study, not to guess."""
    bug, run = BY_NAME[name], healthy(name)
    bug.plant(run, bug.places[0] if place is None else place, np.random.default_rng(0))
    return run


def solution(learner, *named):
    """The truth about this learner's run, beside the bugs that were ``named``.

    named: names of bugs, or pairs of a name and the number of a layer.
    """
    named = [(one, None) if isinstance(one, str) else tuple(one) for one in named]
    unknown = [name for name, *_ in named if name not in BY_NAME]
    if unknown:
        raise ValueError(f"named: expected some of {', '.join(BY_NAME)}, got {', '.join(unknown)}")
    return Solution(_called(learner), drawn_bugs(np.random.default_rng(_seed(learner))), named)


class Solution:
    """What was planted, as text; ``found`` counts the bugs that were named, at their place."""

    def __init__(self, learner, planted, named):
        self.learner, self.planted, self.named = learner, planted, named
        self.found = sum(self._is_named(bug, place) for bug, place in planted)

    def _is_named(self, bug, place):
        """A place that was not said is not held against the learner."""
        return any(name == bug.name and said in (None, place) for name, said in self.named)

    def __repr__(self):
        lines = [f"The run of {self.learner}: {self.found} of {len(self.planted)} named"]
        for bug, place in self.planted:
            where = f"layer {place}" if place != "" else bug.kind
            lines += [f"{'✓' if self._is_named(bug, place) else '✗'} {bug.name} ({where})"]
            lines += [f"    {bug.truth}"]
            hidden = f"; not on {bug.blind}" if bug.blind else ""
            lines += [f"    shows on {bug.shows}{hidden}"]
        names = {bug.name for bug, _ in self.planted}
        lines += [f"✗ {name}: not in this run" for name, _ in self.named if name not in names]
        return "\n".join(lines)


def drawn_bugs(rng):
    """[(bug, place)]: all are drawn before any is planted, since planting may draw numbers too."""
    others = rng.permutation([kind for kind in KINDS if kind != "backward"])[: COUNT - 1]
    drawn = []
    for kind in ("backward", *sorted(others)):
        bug = _one_of([bug for bug in BUGS if bug.kind == kind], rng)
        drawn.append((bug, _one_of(bug.places, rng)))
    return drawn


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
