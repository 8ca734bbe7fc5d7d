"""From what was found out about a gradient to the report that says it."""

from dataclasses import dataclass

import numpy as np

from .locate import first_kink, mistakes
from .probes import ComplexStep, Probed
from .report import GradReport

VERDICTS = {"agrees": "passes", "rounding": "passes", "wrong": "fails", "outside": "fails"}
PASSING = ("agrees", "rounding")


@dataclass(frozen=True)
class Outcome:
    """What is known about one gradient.

    status: "agrees", "rounding" (as far as it lets anything be seen), "wrong", "outside" (of the
    slopes on the two sides of a kink); "kink", "below round-off", "not finite" or "random" where
    nothing can be decided.
    """

    status: str
    probed: Probed
    detectable: float = 0.0
    together: int = 0  # other arrays that were asked in the same probes
    kink: tuple = ()  # index, left slope, right slope, the slope that is claimed
    numbers: tuple = ()  # what f gave for the same input


def reports(probe, outcomes, seed, nudges):
    """A GradReport on every array."""
    away = f"{nudges} nudge{'s' if nudges > 1 else ''} of 1e-6 away"
    note = f"on a kink: looked beside it, {away}" if nudges else ""
    fields = [_described(probe, k, found) for k, found in enumerate(outcomes)]
    return [_report(probe.objective, k, seed, note, one) for k, one in enumerate(fields)]


def _described(probe, k, found):
    """What the report says about array number k."""
    describe = {"wrong": _failure, "kink": _on_a_kink, "outside": _outside}
    return {
        "verdict": VERDICTS.get(found.status, "undecided"),
        "method": probe.method,
        "detectable": found.detectable,
        "together": found.together,
        **describe.get(found.status, _slopes)(probe, k, found),
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
        entries=objective.arrays[k].size,
        **fields,
    )


def _slopes(probe, k, found):
    """Nothing to point at: both slopes, per unit of length."""
    probed = found.probed
    notes = {
        "rounding": "" if found.status != "rounding" else _digits_seen(probed),
        "below round-off": "the gradient is near what round-off hides; rescale f",
        "not finite": "f is not finite here, so it has no slope to compare with",
        "random": _two_numbers(found.numbers),
    }
    return {
        "index": (),
        "analytic": probed.analytic / probed.length,
        "numeric": probed.numeric / probed.length,
        "error": probed.gap / probed.total if probed.total else 0.0,
        "note": notes.get(found.status, ""),
    }


def _digits_seen(probed):
    """How far a gradient was seen to agree before rounding hides the rest."""
    seen = probed.tolerance / probed.total if probed.total else np.inf
    if seen > 0.1:
        return "0 as far as rounding lets it be seen"
    digits = int(-np.log10(seen))
    return f"agrees to {digits} digit{'s' if digits > 1 else ''}, rounding hides the rest"


def _two_numbers(numbers):
    """Why a function that does not repeat itself has no slope."""
    values = " and ".join(f"{number:.6g}" for number in numbers)
    return (
        f"f gives different numbers for the same input, {values}: a random mask, or statistics "
        "that move? Keep the generator inside the module, or fix the mask"
    )


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
    index, left, right = first_kink(probe, k)
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


def _outside(probe, k, found):
    """The entry on a kink whose gradient is no slope there, and none between."""
    index, left, right, claimed = found.kink
    nearest = min((left, right), key=lambda slope: abs(slope - claimed))
    where = "" if index else "where all entries rise alike "
    return {
        "index": index,
        "analytic": claimed,
        "numeric": nearest,
        "error": abs(claimed - nearest) / (max(abs(claimed), abs(nearest)) or 1.0),
        "note": f"on a kink: {where}the slope is {left:.3g} on the left and {right:.3g} on the "
        "right, and the gradient is far from both",
    }
