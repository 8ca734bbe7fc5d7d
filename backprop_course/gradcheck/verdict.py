"""What a check does, step by step, until a gradient passes, fails, or cannot be judged.

1. Two probes of all entries together.  They agree almost always, and nothing else is needed.
2. Otherwise two probes of every array alone.  Where one disagrees: is this point a kink, is it
   rounding, or is the gradient wrong?
3. On a kink, move all arrays a millionth aside, compute the gradient anew, and start again.
4. Before any verdict, ask whether the complex step may be believed; if not, use real differences.
"""

from dataclasses import dataclass, replace

import numpy as np

from .locate import kinks, mistakes
from .objective import NotComplexSafe
from .probe import ComplexStep, Look, RealDifferences
from .report import GradReport
from .trust import rounding, trust

PROBES, REAL_PROBES, NUDGES = 2, 3, 3
LUCK = 1e-3  # how often an error as small as ``detectable`` may slip through


@dataclass(frozen=True)
class Finding:
    """What is known about one gradient: agrees, rounding, wrong, kink, hidden or not finite."""

    status: str
    look: Look
    detectable: float = 0.0


def judge(objective, rng, seed):
    """A report on every array of the objective; the arrays are put back in any case."""
    try:
        for nudges in range(NUDGES + 1):
            probe, findings = _examine(objective, rng)
            if objective.recompute is None or not _any(findings, "kink") or nudges == NUDGES:
                break
            objective.leave_kink(rng)
        away = f"{nudges} nudge{'s' if nudges > 1 else ''} of 1e-6 away"
        note = f"on a kink: looked beside it, {away}" if nudges else ""
        found = [_described(probe, k, finding) for k, finding in enumerate(findings)]
        return [_report(objective, k, seed, note, fields) for k, fields in enumerate(found)]
    finally:
        objective.restore()


def _examine(objective, rng):
    """The probe that could be trusted, and what it found."""
    try:
        probe = ComplexStep(objective, rng)
        findings = _together(probe) or [_alone(probe, part) for part in objective.slices]
        findings = findings if _any(findings, "kink") else _believed(probe, findings)
        if findings:
            return probe, findings
    except NotComplexSafe:
        pass
    probe = RealDifferences(objective, rng)
    return probe, [_with_real_numbers(probe, part) for part in objective.slices]


def _together(probe):
    """All arrays in the same two probes; None where each must be asked alone."""
    few = probe.objective.has_few_digits
    if not probe.objective.is_finite or any(few) != all(few):
        return None
    looks = []
    while len(looks) < PROBES:
        looks.append(probe.look(slice(None), opposite=len(looks) > 0))
        if not looks[-1].agrees:
            return None
    worst = max(looks, key=lambda look: look.gap)
    return [_agreement("agrees", worst, probe.g.size, PROBES)] * len(probe.objective.slices)


def _alone(probe, part):
    """Two probes of one array; at the first that disagrees, why."""
    finite = np.isfinite(probe.objective.g[part]).all()
    for number in range(PROBES):
        look = probe.look(part, opposite=number > 0)
        if not finite:
            return Finding("wrong", look)
        if not look.agrees:
            return (
                Finding("kink", look)
                if probe.has_kink(look)
                else _wrong_or_rounding(probe, look, part)
            )
    return _agreement("agrees", look, probe.g[part].size, PROBES)


def _wrong_or_rounding(probe, look, part):
    noise = 20 * rounding(probe, look)
    if not look.gap <= noise:
        return Finding("wrong", look)
    if noise <= 1e-4 * look.mass or max(abs(look.analytic), abs(look.numeric)) <= 5 * noise:
        return _agreement("rounding", replace(look, tolerance=noise), probe.g[part].size, PROBES)
    return Finding("hidden", look)


def _believed(probe, findings):
    """The findings if real numbers confirm the complex slope; else what they are worth, or None."""
    right = not _any(findings, "wrong")
    for _ in range(1 if right else PROBES):  # a second direction, where something is at stake
        u = probe.uphill()
        # of a right gradient the slope is g . u, in every direction
        slope = float(probe.g @ u) if right else probe.objective.slope(u)
        flat = right and all(f.status == "rounding" or not f.look.mass for f in findings)
        answer = trust(probe.objective, u, slope, flat=flat)
        if answer != "safe":
            break
    if answer == "unsafe":
        return None
    if answer == "bent":
        return _kinks_along(probe, u, findings)
    if answer == "hidden":
        return [replace(found, status="hidden") for found in findings]
    return findings


def _kinks_along(probe, u, findings):
    """The findings, with the kinks at this very point that the probes happened to miss."""
    marked = []
    for part, found in zip(probe.objective.slices, findings, strict=True):
        only = np.zeros_like(u)
        only[part] = u[part]
        look = replace(found.look, u=only, numeric=probe.objective.slope(only))
        marked.append(replace(found, status="kink") if probe.has_kink(look) else found)
    return marked


def _with_real_numbers(probe, part):
    """Three probes of one array by differences of real numbers, each with an error bar."""
    finite, worst = np.isfinite(probe.objective.g[part]).all(), None
    for _ in range(REAL_PROBES):
        look = probe.look(part)
        if not np.isfinite(look.numeric):
            return Finding("not finite", look)
        if not finite:
            return Finding("wrong", look)
        if probe.has_kink(look):
            return Finding("kink", look)
        if not look.agrees:
            return Finding("wrong", look)
        worst = max(look, worst or look, key=lambda look: look.tolerance)
    zero = worst.mass <= 1e-13 * abs(probe.middle)  # as far as float64 can tell
    if worst.tolerance > 1e-2 * worst.mass and not zero:
        return Finding("hidden", worst)
    return _agreement("agrees", worst, probe.g[part].size, REAL_PROBES)


def _agreement(status, look, entries, probes):
    """An error r in one of n entries slips through a probe with chance 4 tolerance n / (r mass)."""
    relative = look.tolerance / look.mass if look.mass else 0.0
    return Finding(status, look, 4 * relative * entries / LUCK ** (1 / probes))


def _any(findings, status):
    return any(found.status == status for found in findings)


# ---------------------------------------------------------------- from findings to reports


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
    look = found.look
    notes = {
        "rounding": "as far as the rounding of f lets it be seen",
        "hidden": "the gradient is near what round-off hides; rescale f",
        "not finite": "f is not finite here, so it has no slope to compare with",
    }
    return {
        "index": (),
        "analytic": look.analytic / look.length,
        "numeric": look.numeric / look.length,
        "error": look.gap / look.mass if look.mass else 0.0,
        "note": notes.get(found.status, ""),
    }


def _failure(probe, k, found):
    """The worst entry, the wrong rows, and the mistake it looks like."""
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
