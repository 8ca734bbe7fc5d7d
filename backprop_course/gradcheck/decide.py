"""What a check does, step by step, until a gradient passes, fails, or cannot be judged.

1. Two probes of all entries together.  They agree almost always, and nothing else is needed.
2. Otherwise two probes of every array alone.  Where one disagrees: is this point a kink, is it
   rounding, or is the gradient wrong?
3. On a kink, move all arrays a millionth aside, compute the gradient anew, and start again.
4. Before any verdict, ask whether the complex step may be believed; if not, use real differences.
"""

from dataclasses import replace

import numpy as np

from .confirm import confirm
from .locate import outside_of_kink
from .objective import NotComplexSafe
from .probes import ComplexStep, RealDifferences
from .rounding import SMALL_GAP, explained
from .wording import PASSING, Outcome, reports

PROBES, REAL_PROBES, NUDGES = 2, 3, 3
MISS_CHANCE = 1e-3  # how often an error as small as ``detectable`` may slip through


def decide(objective, rng, seed):
    """A report on every array of the objective; the arrays are put back in any case."""
    try:
        probe, outcomes = _examine(objective, rng)
        if not all(found.status in PASSING for found in outcomes):
            outcomes = _at_the_point(probe, outcomes)
        nudges, probe, outcomes = _beside_kinks(objective, rng, probe, outcomes)
        return reports(probe, outcomes, seed, nudges)
    finally:
        objective.restore()


def _at_the_point(probe, outcomes):
    """What has to be asked at the very point: does f repeat itself, what is claimed on a kink?"""
    repeats, numbers = probe.objective.repeats()
    if not repeats:
        return [Outcome("random", found.probed, numbers=numbers) for found in outcomes]
    judged = []
    for k, found in enumerate(outcomes):
        outside = outside_of_kink(probe, k) if found.status == "kink" else None
        judged.append(Outcome("outside", found.probed, kink=outside) if outside else found)
    return judged


def _beside_kinks(objective, rng, probe, outcomes):
    """How often all arrays were moved off a kink, and what was found there in the end."""
    may_move = objective.recompute is not None and objective.is_finite
    settled = {k: found for k, found in enumerate(outcomes) if found.status == "outside"}
    for nudges in range(NUDGES + 1):
        if not may_move or not _any(outcomes, "kink") or nudges == NUDGES:
            break
        objective.leave_kink(rng)
        probe, outcomes = _examine(objective, rng)
    return nudges, probe, [settled.get(k, found) for k, found in enumerate(outcomes)]


def _examine(objective, rng):
    """The probe that could be trusted, and what it found."""
    try:
        probe = ComplexStep(objective, rng)
        outcomes = _probe_all(probe) or [_probe_one(probe, part) for part in objective.slices]
        outcomes = outcomes if _any(outcomes, "kink") else _confirmed(probe, outcomes)
        if outcomes:
            return probe, outcomes
    except NotComplexSafe:
        pass
    probe = RealDifferences(objective, rng)
    return probe, [_with_real_numbers(probe, part) for part in objective.slices]


def _probe_all(probe):
    """All arrays in the same two probes; None where each must be asked alone."""
    few = probe.objective.has_few_digits
    if not probe.objective.is_finite or any(few) != all(few):
        return None
    answers = []
    while len(answers) < PROBES:
        answers.append(probe.ask(slice(None), opposite=len(answers) > 0))
        if not answers[-1].agrees:
            return None
    worst = max(answers, key=lambda probed: probed.gap)
    arrays = len(probe.objective.slices)
    found = _agreement("agrees", probe, worst, slice(None), PROBES)
    return [replace(found, together=arrays - 1)] * arrays


def _probe_one(probe, part):
    """Two probes of one array; at the first that disagrees, why."""
    finite = np.isfinite(probe.objective.g[part]).all()
    for number in range(PROBES):
        probed = probe.ask(part, opposite=number > 0)
        if not finite:
            return Outcome("wrong", probed)
        if not probed.agrees:
            return (
                Outcome("kink", probed)
                if probe.has_kink(probed)
                else _wrong_or_rounding(probe, probed, part)
            )
    return _agreement("agrees", probe, probed, part, PROBES)


def _wrong_or_rounding(probe, probed, part):
    noise = explained(probe, probed, part)
    if not probed.gap <= noise:
        probe.noise = noise
        return Outcome("wrong", probed)
    is_zero = max(abs(probed.analytic), abs(probed.numeric)) <= 5 * noise
    if noise <= 0.1 * probed.total or is_zero:
        return _agreement("rounding", probe, replace(probed, tolerance=noise), part, PROBES)
    return Outcome("below round-off", probed)


def _confirmed(probe, outcomes):
    """The outcomes if real numbers confirm the complex slope; else what they are worth, or None."""
    right = not _any(outcomes, "wrong")
    agree = all(f.status == "agrees" for f in outcomes) and not any(probe.objective.has_few_digits)
    for _ in range(1 if right else PROBES):  # a second direction, where something is at stake
        u = probe.ascent_direction()
        claimed = float(probe.g @ u)  # of a gradient that agrees the slope, in every direction
        slope = claimed if agree else probe.objective.slope(u)
        claims_zero = right and all(f.status == "rounding" or not f.probed.total for f in outcomes)
        answer = confirm(probe.objective, u, slope, claimed, claims_zero=claims_zero)
        if answer != "confirmed":
            break
    if answer == "contradicted":
        return None
    if answer == "nonsmooth":
        return _kinks_along(probe, u, outcomes)
    if answer == "below round-off":
        return [replace(found, status="below round-off") for found in outcomes]
    return outcomes


def _kinks_along(probe, u, outcomes):
    """The outcomes, with the kinks at this very point that the probes happened to miss."""
    marked = []
    for part, found in zip(probe.objective.slices, outcomes, strict=True):
        only = np.zeros_like(u)
        only[part] = u[part]
        probed = replace(found.probed, u=only, numeric=probe.objective.slope(only))
        marked.append(replace(found, status="kink") if probe.has_kink(probed) else found)
    return marked


def _with_real_numbers(probe, part):
    """Three probes of one array by differences of real numbers, each with an error bar."""
    finite, worst = np.isfinite(probe.objective.g[part]).all(), None
    for _ in range(REAL_PROBES):
        probed = probe.ask(part)
        if not np.isfinite(probed.numeric):
            return Outcome("not finite", probed)
        if not finite:
            return Outcome("wrong", probed)
        if probe.has_kink(probed):
            return Outcome("kink", probed)
        if not probed.agrees:
            return Outcome("wrong", probed)
        worst = max(probed, worst or probed, key=lambda probed: probed.tolerance)
    zero = worst.total <= 1e-13 * abs(probe.middle)  # as far as float64 can tell
    if worst.tolerance > 1e-2 * worst.total and not zero:
        return Outcome("below round-off", worst)
    return _agreement("agrees", probe, worst, part, REAL_PROBES)


def _agreement(status, probe, probed, part, probes):
    """An error r in one of n entries slips through with chance 4 tolerance n / (r total)."""
    relative = probed.tolerance / probed.total if probed.total else 0.0
    if probe.objective.recompute is None:
        relative = max(relative, SMALL_GAP)
    entries = probe.g[part].size
    return Outcome(status, probed, 4 * relative * entries / MISS_CHANCE ** (1 / probes))


def _any(outcomes, status):
    return any(found.status == status for found in outcomes)
