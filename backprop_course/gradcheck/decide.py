"""What a check does, step by step, until a gradient passes, fails, or cannot be judged.

1. Two probes of all entries together.  They agree almost always, and nothing else is needed.
2. Otherwise two probes of every array alone.  Where one disagrees: is this point a kink, is it
   rounding, or is the gradient wrong?
3. On a kink, move all arrays a millionth aside, compute the gradient anew, and start again.
4. Before any verdict, ask whether the complex step may be believed; if not, use real differences.
"""

from dataclasses import dataclass, replace

import numpy as np

from .confirm import confirm
from .locate import kinks, mistakes
from .objective import NotComplexSafe
from .probes import ComplexStep, Probed, RealDifferences
from .report import GradReport
from .rounding import SMALL_GAP, explained

PROBES, REAL_PROBES, NUDGES = 2, 3, 3
MISS_CHANCE = 1e-3  # how often an error as small as ``detectable`` may slip through


@dataclass(frozen=True)
class Outcome:
    """What is known about one gradient: agrees, rounding, wrong, kink, hidden or not finite."""

    status: str
    probed: Probed
    detectable: float = 0.0


def decide(objective, rng, seed):
    """A report on every array of the objective; the arrays are put back in any case."""
    try:
        for nudges in range(NUDGES + 1):
            probe, outcomes = _examine(objective, rng)
            if objective.recompute is None or not _any(outcomes, "kink") or nudges == NUDGES:
                break
            objective.leave_kink(rng)
        away = f"{nudges} nudge{'s' if nudges > 1 else ''} of 1e-6 away"
        note = f"on a kink: looked beside it, {away}" if nudges else ""
        found = [_described(probe, k, finding) for k, finding in enumerate(outcomes)]
        return [_report(objective, k, seed, note, fields) for k, fields in enumerate(found)]
    finally:
        objective.restore()


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
    return [_agreement("agrees", probe, worst, slice(None), PROBES)] * len(probe.objective.slices)


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
    for _ in range(1 if right else PROBES):  # a second direction, where something is at stake
        u = probe.ascent_direction()
        claimed = float(probe.g @ u)  # of a correct gradient the slope, in every direction
        slope = claimed if right else probe.objective.slope(u)
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


# ---------------------------------------------------------------- from outcomes to reports


def _described(probe, k, found):
    """What the report says about array number k."""
    describe = {"wrong": _failure, "kink": _on_a_kink}.get(found.status, _slopes)
    verdicts = {"agrees": "passes", "rounding": "passes", "wrong": "fails"}
    return {
        "verdict": verdicts.get(found.status, "undecided"),
        "method": probe.method,
        "detectable": found.detectable,
        **describe(probe, k, found),
    }


def _report(objective, k, seed, note, fields):
    """The report, with what all reports of one check share."""
    few = (
        "the gradient came in float32: compared to 3e-5 only" if objective.has_few_digits[k] else ""
    )
    by = f"by {fields['method']}" if fields["method"] != ComplexStep.method else ""
    notes = [text for text in (fields.pop("note", ""), note, by, few) if text]
    return GradReport(
        objective.names[k],
        seed=seed,
        note="; ".join(notes),
        evaluations=objective.evaluations,
        zeros=objective.zeros[k],
        **fields,
    )


def _slopes(probe, k, found):
    """Nothing to point at: both slopes, per unit of length."""
    probed = found.probed
    notes = {
        "rounding": "as far as the rounding of f lets it be seen",
        "below round-off": "the gradient is near what round-off hides; rescale f",
        "not finite": "f is not finite here, so it has no slope to compare with",
    }
    return {
        "index": (),
        "analytic": probed.analytic / probed.length,
        "numeric": probed.numeric / probed.length,
        "error": probed.gap / probed.total if probed.total else 0.0,
        "note": notes.get(found.status, ""),
    }


def _failure(probe, k, found):
    """The worst entry, the wrong rows, and the mistake it answers like."""
    mistake = mistakes(probe, k)
    gap, scale = abs(mistake.analytic - mistake.numeric), mistake.largest
    return {
        "index": mistake.index,
        "analytic": mistake.analytic,
        "numeric": mistake.numeric,
        "error": gap / scale if scale else 0.0,
        "pattern": mistake.pattern,
        "rows": mistake.rows,
    }


def _on_a_kink(probe, k, found):
    """The entry that sits on the kink, and the slopes on its two sides."""
    index, left, right = kinks(probe, k)
    advice = (
        "give the gradient as a function" if not probe.objective.recompute else "choose another x"
    )
    note = f"on a kink: {advice}"
    if index is None:
        return _slopes(probe, k, found) | {"note": note}
    analytic = float(probe.objective.split(probe.objective.g)[k][index])
    sides = f"the slope is {left:.3g} on the left and {right:.3g} on the right"
    return {
        "index": index,
        "analytic": analytic,
        "numeric": 0.5 * (left + right),
        "error": min(abs(analytic - left), abs(analytic - right)) / max(abs(left), abs(right)),
        "note": f"{note}; {sides}, so there is no derivative",
    }
