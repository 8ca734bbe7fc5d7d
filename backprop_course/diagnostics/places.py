"""Where it began: the first nan or inf, the first value that two computations disagree on."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ..arguments import array, same_shape


@dataclass(frozen=True)
class NonFinite:
    """The first value that is not finite: its place, and how many entries beside it are not."""

    name: str
    index: tuple
    value: float
    count: int
    size: int

    def __str__(self):
        place = _place(self.name, self.index)
        return f"{place} is {self.value}; {self.count} of {self.size} entries are not finite"


def first_non_finite(values):
    """A NonFinite for the first array, in order, that holds nan or inf; None if there is none."""
    for name, value in values.items():
        value = array(name, value)
        bad = np.argwhere(~np.isfinite(value))
        if len(bad):
            index = tuple(int(i) for i in bad[0])
            return NonFinite(name, index, value[index].item(), len(bad), value.size)
    return None


@dataclass(frozen=True)
class Divergence:
    """Where two computations begin to disagree, and the entry where they do so most.

    ``error`` is the gap there over the largest entry.  ``upstream`` names what this was computed
    from.  If that was right, the step from there to here is wrong; if not, it was not compared.
    """

    name: str
    index: tuple
    ours: float
    theirs: float
    error: float
    upstream: tuple
    upstream_was_right: bool

    def __str__(self):
        upstream = ", ".join(self.upstream)
        blame = f"its upstream {upstream} was right" if upstream else "nothing comes before it"
        if not self.upstream_was_right:
            blame = f"its upstream {upstream} was not compared"
        return (
            f"{_place(self.name, self.index)}: {self.ours:.6g} against {self.theirs:.6g}, "
            f"relative error {self.error:.1e}; {blame}"
        )


def first_divergence(ours, theirs, *, upstream=None, tolerance=1e-7):
    """A Divergence for the first array that differs though nothing it came from does, or None.

    ours, theirs: dicts name -> array; names in one of them only are left out.
    upstream: name -> names it was computed from, such as ``upstream_of(net)``; without it, each
    array of ``ours`` counts as computed from the one before.
    """
    shared = [name for name in ours if name in theirs]
    if not shared:
        raise ValueError(f"no name in common: ours {list(ours)}, theirs {list(theirs)}")
    if upstream is None:
        upstream = {name: (before,) for before, name in pairwise(ours)}
    gaps = {name: _gap(name, ours[name], theirs[name]) for name in shared}
    differ = [name for name in shared if gaps[name][0] > tolerance]
    if not differ:
        return None
    name = _without_upstream_among(differ, upstream)
    error, index, here, there = gaps[name]
    sources = tuple(upstream.get(name, ()))
    return Divergence(name, index, here, there, error, sources, set(sources) <= set(shared))


def _without_upstream_among(names, upstream):
    """The first of ``names`` that was computed from none of the others."""
    for name in names:
        if not set(upstream.get(name, ())) & set(names):
            return name
    raise ValueError(f"upstream: each of {names} is computed from another, so none is the first")


def _gap(name, ours, theirs):
    """(gap over the largest entry, index, ours, theirs) where two arrays differ most."""
    ours, theirs = array(name, ours), array(name, theirs)
    same_shape(f"ours[{name!r}]", ours, "theirs", theirs)
    if not ours.size:
        return 0.0, (), 0.0, 0.0
    gap = _differences(ours, theirs)
    index = tuple(int(i) for i in np.unravel_index(gap.argmax(), gap.shape))
    scale = max(np.max(np.abs(x[np.isfinite(x)]), initial=0.0) for x in (ours, theirs))
    error = float(gap[index] / scale) if gap[index] and scale else float(gap[index])
    return error, index, ours[index].item(), theirs[index].item()


def _differences(ours, theirs):
    """|ours - theirs|: 0 where both are the same inf or nan, inf where one of them alone is."""
    same = (ours == theirs) | (np.isnan(ours) & np.isnan(theirs))
    with np.errstate(invalid="ignore", over="ignore"):
        gap = np.abs(ours - theirs)
    return np.where(same, 0.0, np.where(np.isnan(gap), np.inf, gap))


def _place(name, index):
    return f"{name}{list(index)}" if index else name
