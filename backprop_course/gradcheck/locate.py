"""Where is it wrong?  A part that disagrees is halved until single rows and entries are left.

One wrong row of 1,000 is found by 10 probes; looking at every row would take 1,000.
"""

from dataclasses import dataclass

import numpy as np

from .naming import Evidence, recognise

SMALL = 256  # an array of at most so many entries is looked at entry by entry
KINKS_SHOWN = 16  # of the entries that sit on kinks, so many are asked one by one
ROWS_SHOWN = 2  # of a larger one, the entries of so many wrong rows
PROBES_AT_MOST = 2000  # to find the wrong rows of one array


@dataclass(frozen=True)
class WrongEntries:
    """The worst entry of a wrong gradient, the wrong rows, and what the mistake looks like."""

    index: tuple
    analytic: float
    numeric: float
    largest: float  # entry of either gradient, as far as it was looked at
    rows: tuple
    pattern: str


def mistakes(probe, k):
    """What is wrong with the gradient of array number k."""
    objective, grid = probe.objective, _grid(probe.objective, k)
    analytic = objective.g
    places, rows = _wrong_places(probe, grid)
    numeric, slack = np.array([probe.axis_slope(i) for i in places]).reshape(-1, 2).T
    with np.errstate(invalid="ignore"):
        gap = np.abs(analytic[places] - numeric)
    wrong = ~(gap <= slack)
    worst = int(np.argmax(np.where(np.isnan(gap), np.inf, gap)))
    if not rows:
        rows = np.unique(np.searchsorted(grid[:, 0], places[wrong], side="right") - 1).tolist()
    evidence = Evidence(probe, k, grid, rows, places, numeric, wrong)
    part, shape = objective.slices[k], objective.arrays[k].shape
    found = places[worst]
    return WrongEntries(
        index=tuple(int(i) for i in np.unravel_index(found - part.start, shape)),
        analytic=float(analytic[found]),
        numeric=float(numeric[worst]),
        largest=float(max(np.max(np.abs(analytic[part])), np.max(np.abs(numeric)))),
        rows=tuple(int(row) for row in rows),
        pattern=recognise(evidence),
    )


def first_kink(probe, k):
    """Index, left and right slope of an entry that sits on a kink; no index if none alone does."""
    for entry in _kinks(probe, k, at_most=1):
        return _index(probe, k, entry), *probe.one_sided_slopes(entry)
    return None, 0.0, 0.0


def outside_of_kink(probe, k):
    """Index, left, right and claimed slope where the claim is far from both; else None.

    Entries on kinks are asked one by one, as far as KINKS_SHOWN, and then all entries together:
    along that direction f may be smooth although no single entry is, as where a maximum is tied.
    """
    part = probe.objective.slices[k]
    for entry in _kinks(probe, k, KINKS_SHOWN):
        left, right = probe.one_sided_slopes(entry)
        claimed = float(probe.objective.g[entry])
        if _is_outside(claimed, left, right, probe.noise):
            return _index(probe, k, entry), left, right, claimed
    left, right = probe.slopes_of_rise(part)
    claimed, rounding = float(probe.g[part].sum()), 1e-5 * float(np.abs(probe.g[part]).sum())
    is_smooth = abs(left - right) <= 1e-6 * abs(right)
    outside = is_smooth and _is_outside(claimed, left, right, rounding)
    return ((), left, right, claimed) if outside else None


def _is_outside(claimed, left, right, rounding):
    """Whether no choice of slopes at the kinks could give what is claimed.

    Where several kinks meet, as at the units of a layer at its start, the claim need not lie
    between the two slopes: some units switch on to the left and others to the right.
    """
    room = (abs(left) + abs(right)) / 2 + rounding
    below, above = min(left, 0.0) + min(right, 0.0), max(left, 0.0) + max(right, 0.0)
    return not below - room <= claimed <= above + room


def _kinks(probe, k, at_most):
    """Places in the long vector of entries that sit on a kink."""

    def bent(part):
        return probe.has_kink(probe.ask(part))

    rows = halve(list(_grid(probe.objective, k)), bent, at_most)
    found = [halve([np.array([i]) for i in row], bent, at_most) for row in rows]
    return [int(entry[0]) for row in found for entry in row][:at_most]


def _index(probe, k, entry):
    objective = probe.objective
    index = np.unravel_index(entry - objective.slices[k].start, objective.arrays[k].shape)
    return tuple(int(i) for i in index)


def halve(groups, asks, at_most=None):
    """The groups of entries for which ``asks`` says yes, found by asking about halves."""
    found, waiting = [], [groups]
    while waiting and (at_most is None or len(found) < at_most):
        some = waiting.pop()
        if asks(np.concatenate(some)):
            half = len(some) // 2
            found += some if half == 0 else []
            waiting += [some[half:], some[:half]] if half else []
    return found


def _wrong_places(probe, grid):
    """The entries to look at one by one; and the wrong rows, where these were looked for."""
    not_finite = np.flatnonzero(~np.isfinite(probe.objective.g[grid]).ravel())
    if not_finite.size:
        return grid.ravel()[not_finite[:1]], []
    if grid.size <= SMALL:
        return grid.ravel(), []
    rows = halve(list(grid), _disagrees(probe))
    numbers = [int((row[0] - grid[0, 0]) // grid.shape[1]) for row in rows]
    if not rows:  # too little for any row alone
        return grid.ravel()[np.argsort(-np.abs(probe.g[grid.ravel()]))[:ROWS_SHOWN]], []
    entries = [_entries(probe, row) for row in rows[:ROWS_SHOWN]]
    return np.concatenate(entries), numbers


def _entries(probe, row):
    """The entries of a row: all of a short one, the wrong ones of a long one."""
    if row.size <= SMALL:
        return row
    found = halve([np.array([i]) for i in row], _disagrees(probe), at_most=SMALL)
    return np.concatenate(found) if found else row[:1]


def _disagrees(probe):
    """A question for ``halve``; after too many questions it says no, to come to an end."""
    last = probe.objective.evaluations + PROBES_AT_MOST

    def asks(part):
        return probe.objective.evaluations < last and not probe.ask_closely(part).agrees

    return asks


def _grid(objective, k):
    """The places of array number k in the long vector, one row of them for each of its rows."""
    part, shape = objective.slices[k], objective.arrays[k].shape
    places = np.arange(part.start, part.stop)
    return places.reshape(shape[0], -1) if len(shape) >= 2 else places.reshape(-1, 1)
