"""A nudge on its way through a chain: each quantity on a number line, before and after.

`trace_nudge` runs a chain of steps twice, the second time with one quantity moved by a little;
`draw_nudge` draws one column for each nudge. All lines of a column have the same scale, so the
lengths compare: where an arrow is three times as long as the one above it, the ratio is 3.
"""

import math
from dataclasses import dataclass

from ... import chain_rule
from ..drawing import svg


@dataclass(frozen=True)
class NudgeTrace:
    """Every quantity of a chain before and after a nudge of one of them.

    ``ratios[i]`` is the change of quantity i over that of the one before it, ``slopes[i]`` the
    local slope that it should settle on; both are None up to the quantity that was nudged.
    """

    names: tuple
    formulas: tuple
    old: tuple
    changes: tuple
    ratios: tuple
    slopes: tuple
    target: int
    ratio: float  # change of the last quantity over the nudge
    product: float  # of the slopes, by the chain rule

    @property
    def nudge(self):
        return self.changes[self.target]


def trace_nudge(steps, x, delta, *, name="x", target=None):
    """Run the chain at x, then again with the quantity called ``target``, or x, moved by delta."""
    links = chain_rule.trace(steps, x, name=name)
    names = tuple(link.name for link in links)
    i = names.index(name if target is None else target)
    nudged = [link.value for link in links[:i]] + [links[i].value + delta]
    for step in steps[i:]:
        nudged.append(float(step.forward(nudged[-1])))
    changes = tuple(new - link.value for new, link in zip(nudged, links, strict=True))
    after = range(i + 1, len(links))
    return NudgeTrace(
        names,
        ("", *(_formula(step, before) for step, before in zip(steps, names, strict=False))),
        tuple(link.value for link in links),
        changes,
        tuple(
            _ratio(changes[k], changes[k - 1]) if k in after else None for k in range(len(links))
        ),
        tuple(link.slope if k in after else None for k, link in enumerate(links)),
        i,
        _ratio(changes[-1], changes[i]),
        links[i].grad,
    )


def _ratio(change, before):
    """The ratio of two changes; nan where there was no change before, so that it says nothing."""
    return change / before if before else math.nan


def written_ratio(ratio):
    """A ratio or a slope as it is written, a dash where there is none."""
    return "—" if math.isnan(ratio) else svg.written(ratio, 4)


def _formula(step, before):
    return f"{step.f.__name__}({', '.join([before, *map(svg.written, step.others)])})"


def describe_nudge(*traces):
    """The picture in words: what was nudged, what arrived, and what the slopes say."""
    first = traces[0]
    moved, last = first.names[first.target], first.names[-1]
    nudges = "; ".join(
        f"nudging {moved} by {svg.written(trace.nudge)} moves {last} by "
        f"{svg.written(trace.changes[-1])}, a ratio of {written_ratio(trace.ratio)}"
        for trace in traces
    )
    product = written_ratio(first.product)
    return f"{nudges[0].upper()}{nudges[1:]}. The slopes on the way multiply to {product}."
