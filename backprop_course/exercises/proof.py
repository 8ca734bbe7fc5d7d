"""What the exercises promise, counted: mistakes rejected and named, correct answers accepted.

proof_of(5)   a Proof of chapter 05, gaps and exercises together
"""

import gc
import inspect
import itertools
import statistics
import time
import zlib
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from backprop_course import exercises

from ..checking import Exercise, judge
from ..checking.calls import call
from ..checking.compare import distance
from ..checking.verdict import NOT_ATTEMPTED, RIGHT

APART = 1e-4  # how far two entries of a catalogue differ at least, relative to their size


CORRECT, MISTAKE = "a correct answer", "a usual mistake"
LATER, FIRST = "an unexplained answer", "the first of these"
KINDS = (CORRECT, MISTAKE, LATER, FIRST)


class Time(NamedTuple):
    """How long the check of one answer took."""

    milliseconds: float
    exercise: str
    kind: str


@dataclass
class Proof:
    """Counts for one chapter, and how long each check took."""

    number: int
    exercises: int = 0
    mistakes: int = 0
    rejected: int = 0
    named: int = 0
    correct: int = 0
    accepted: int = 0
    collisions: int = 0
    random: int = 0
    diagnosed: int = 0
    times: list = field(default_factory=list)

    @property
    def holds(self):
        """Whether nothing is promised that is not kept."""
        kept = self.rejected == self.named == self.mistakes and self.accepted == self.correct
        return kept and not self.collisions and not self.diagnosed

    @property
    def median(self):
        return statistics.median(one.milliseconds for one in self.times)


def proof_of(number, random=20):
    """The Proof of a chapter, with so many random answers for each exercise."""
    proof = Proof(number)
    for exercise in (*exercises.gaps(number), *exercises.load(number)):
        proof.exercises += 1
        count_correct(proof, exercise)
        count_mistakes(proof, exercise)
        if isinstance(exercise, Exercise):
            proof.collisions += len(collisions(exercise))
            time_unexplained(proof, exercise)
            count_random(proof, exercise, random)
    return proof


def count_correct(proof, exercise):
    for answer in (exercise.reference, *exercise.accepted):
        proof.correct += 1
        verdict = timed(proof, exercise, answer, CORRECT)
        proof.accepted += verdict.points == exercise.points


def count_mistakes(proof, exercise):
    for mistake in exercise.mistakes:
        judge(exercise, mistake.function)  # the first check of an exercise runs its catalogue
        verdict = timed(proof, exercise, mistake.function, MISTAKE)
        proof.mistakes += 1
        proof.rejected += verdict.outcome not in (RIGHT, NOT_ATTEMPTED)
        proof.named += verdict.tag == mistake.id


def count_random(proof, exercise, count):
    named = {mistake.id for mistake in exercise.mistakes}
    for seed in range(count):
        tag = judge(exercise, random_answer(exercise, seed)).tag
        proof.random += 1
        proof.diagnosed += tag.split(" x ")[0] in named or "factor" in tag or tag == "right"


def time_unexplained(proof, exercise):
    """The first wrong answer without a name makes and runs what later ones look up."""
    for kind in (FIRST, LATER, LATER):
        timed(proof, exercise, unexplained(exercise), kind)


def timed(proof, exercise, answer, kind):
    """The Verdict; how long it took is noted, without other programs or a collection of garbage."""
    gc.disable()
    begin = time.process_time()
    verdict = judge(exercise, answer)
    took = 1e3 * (time.process_time() - begin)
    gc.enable()
    proof.times.append(Time(took, f"{exercise.name} of {proof.number:02d}", kind))
    return verdict


def time_rows(proofs):
    """For each kind of answer: how many were checked, the median, the longest, and of what."""
    for kind in KINDS:
        times = sorted(one for proof in proofs for one in proof.times if one.kind == kind)
        if times:
            middle, longest = times[len(times) // 2], times[-1]
            yield kind, len(times), middle.milliseconds, longest.milliseconds, longest.exercise


# ---------------------------------------------------------------- two entries that look alike


def collisions(exercise):
    """Pairs of names, of mistakes or "right", that cannot be told apart on the probes."""
    functions = {"right": exercise.reference}
    functions |= {mistake.id: mistake.function for mistake in exercise.mistakes}
    done = {name: results(exercise, function) for name, function in functions.items()}
    least = max(APART, 4 * exercise.tolerance)
    pairs = itertools.combinations(done, 2)
    return [(one, other) for one, other in pairs if look_the_same(done[one], done[other], least)]


def results(exercise, function):
    """The Call of a function on each probe."""
    return [call(function, probe.inputs, exercise.parameters) for probe in exercise.probes]


def look_the_same(first, second, least):
    """Whether two rows of Calls are nowhere as far apart as ``least``."""
    return all(gap(one, other) < least for one, other in zip(first, second, strict=True))


def gap(one, other):
    """How far apart two Calls are; infinite where they change other inputs."""
    if one.changed != other.changed:
        return np.inf
    return min(distance(one.value, other.value), distance(other.value, one.value))


# ---------------------------------------------------------------- answers without a name


def random_answer(exercise, seed):
    """A function that returns random numbers in the right form, the same for the same inputs."""

    def answer(*inputs):
        rng = np.random.default_rng([seed, zlib.crc32(repr(inputs).encode())])
        return changed(exercise.reference(*inputs), lambda leaf: rng.normal(size=np.shape(leaf)))

    answer.__signature__ = inspect.signature(exercise.reference)
    return answer


def unexplained(exercise):
    """An answer that nothing explains, as quick as the reference: cosines of what is correct."""
    return lambda *inputs: changed(exercise.reference(*inputs), lambda leaf: np.cos(leaf)[()])


def changed(value, change):
    """The value with ``change`` applied to each number or array in it."""
    if isinstance(value, list | tuple):
        return type(value)(changed(part, change) for part in value)
    if isinstance(value, dict):
        return {key: changed(part, change) for key, part in value.items()}
    return None if value is None else change(value)
