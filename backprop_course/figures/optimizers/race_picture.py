"""The picture of ``race``: see there for its numbers and its sentence."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path

from ..drawing import axes, svg
from ..drawing.marks import marks
from ..drawing.palette import BACKWARD, INK, PAPER, REFERENCE, WAITING
from .line_styles import LOOKS, decade, decades, name_ends
from .race import capitalized, describe_race, loss_in_words, steps_in_words

WIDTH, HEIGHT = 806, 412
LEFT, RIGHT, TOP = 70, 798, 86
GAP = 10  # between two panels
ALONE = 374  # width of an only panel, which has the chart of losses beside it
LOWEST = 1e-12  # a smaller loss is drawn here
DOTS = 8  # on each path
ARROW = 0.17  # length, as a share of the panel's width
ROOM = {
    True: 76,
    False: 168,
}  # for what stands at the ends of the losses: of one run, or of several
WORDS = {"start": 35, "minimum": 62}  # their width


def draw_race(runs, surface, upto=None):
    """One to four runs on one surface, from the start to step ``upto``; the whole way if None.

    Before the last step, arrows show the way against the gradient and the step taken instead.
    """
    steps = steps_in_words(runs)
    upto = steps if upto is None else min(upto, steps)
    title = f"Which way down? {capitalized(surface.name)}: loss {surface.formula}"
    panels = _panels(surface, len(runs))
    parts = [
        svg.text(LEFT, 35, title, size=17, anchor="start", bold=True),
        _subtitle(steps, upto),
        *(part for pair in zip(panels, runs, strict=True) for part in _run(*pair, upto, steps)),
        *_name_places(panels[0], runs[0].path[0]),
        *_losses(runs, steps, upto, panels[0].bottom),
    ]
    return svg.document(
        WIDTH, HEIGHT, parts, title=title, description=describe_race(runs, surface, upto)
    )


def _subtitle(steps, upto):
    words = f"same start, same {steps} steps, a mark every {_every(steps)}"
    if upto < steps:
        words = f"step {upto} of {steps}; thin brick arrow: against the gradient, thick arrow: "
        words += "the step taken (directions only)"
    return svg.text(LEFT, 59, words, size=13, anchor="start", colour=REFERENCE)


def _every(steps):
    return max(steps // DOTS, 1)


# ---------------------------------------------------------------- panels


@dataclass(frozen=True)
class Panel:
    """The part of a surface that is drawn, with its left edge at pixel x."""

    surface: object
    x: float
    width: float

    @property
    def scale(self):
        """Pixels per unit, the same along both axes."""
        left, right, *_ = self.surface.limits
        return self.width / (right - left)

    @property
    def bottom(self):
        """The pixel of its lower edge."""
        *_, low, high = self.surface.limits
        return TOP + self.scale * (high - low)

    def inside(self, points):
        """Pixels of points, counted from the upper left corner."""
        left, _, _, top = self.surface.limits
        return self.scale * (np.asarray(points) - (left, top)) * (1, -1)

    def on_page(self, point):
        """The pixel of a point."""
        return np.array([self.x, TOP]) + self.inside(point)


def _panels(surface, count):
    width = ALONE if count == 1 else (RIGHT - LEFT + GAP) / max(count, 3) - GAP
    return [Panel(surface, LEFT + i * (width + GAP), width) for i in range(count)]


def _run(panel, run, upto, steps):
    """Name and learning rate, and below them contours, the way so far, and where it goes on."""
    colour, right = LOOKS[run.name][1], panel.x + panel.width
    yield svg.text(panel.x, TOP - 5, run.name, size=15, colour=colour, anchor="start", bold=True)
    lr = f"lr {svg.written(run.lr, 2)}"
    yield svg.text(right, TOP - 5, lr, size=13, colour=REFERENCE, anchor="end")
    parts = [_contours(panel.surface, panel.scale), *_way(panel, run, upto, _every(steps))]
    if upto < len(run.path) - 1:
        parts += _arrows(panel, run, upto)
    size = panel.width, panel.bottom - TOP
    yield svg.window(panel.x, TOP, *size, parts)
    middle = panel.x + panel.width / 2, (TOP + panel.bottom) / 2
    yield svg.box(*middle, *size, fill="none", colour=WAITING, radius=0, stroke=1)


def _way(panel, run, upto, every):
    colour, _, mark = LOOKS[run.name]
    path = panel.inside(run.path[: upto + 1])
    yield svg.line(path, colour=colour, width=1.9)
    yield marks(path[every::every], mark, 3, fill=colour)
    yield marks(path[:1], "o", 4.7, fill=PAPER, edge=INK, stroke=1.3)
    minima = panel.inside(panel.surface.minima)
    yield marks(minima, "*", 7.4, fill=PAPER, edge=INK, stroke=1.3)


def _arrows(panel, run, upto):
    """The next step, thick, and the way against the gradient, thin; both of one length."""
    step, here = run.path[upto + 1] - run.path[upto], panel.inside(run.path[upto])
    ways = ((step, LOOKS[run.name][0], 4, 15), (-run.grads[upto], BACKWARD, 1.6, 10))
    for (across, up), colour, width, head in ways:
        reach = np.hypot(across, up)
        if reach > 0:
            end = here + ARROW * panel.width * np.array([across, -up]) / reach
            yield svg.arrow([here, end], colour=colour, width=width, head=head)


@lru_cache
def _contours(surface, scale):
    """Lines of equal loss, without the points that lie on the way between their neighbours."""
    left, right, bottom, top = surface.limits
    grid = np.meshgrid(np.linspace(left, right, 101), np.linspace(bottom, top, 65))
    losses = surface.loss(np.stack(grid, axis=-1))
    low, high = losses.min(), losses.max()
    levels = low + (high - low) * np.array([*np.geomspace(3e-3, 0.5, 6), 0.85, 0.98])
    pixels = scale * (grid[0] - left), scale * (top - grid[1])
    found = Figure().add_subplot().contour(*pixels, losses, levels=levels).allsegs
    lines = [Path(line).cleaned(simplify=True) for level in found for line in level]
    return "".join(
        svg.line(line.vertices[line.codes != 0], colour="#C9C9C9", width=1) for line in lines
    )


def _name_places(panel, start):
    """Words for the two marks in the first panel, on sides away from each other."""
    minima = np.array(panel.surface.minima)
    far = np.hypot(*(start - minima).T)
    minimum, nearest = minima[far.argmax()], minima[far.argmin()]
    side = 1 if start[1] >= nearest[1] else -1  # the start's name above its mark, or below
    x, y = panel.on_page(minimum)
    below = (side > 0 or far.max() > 1) and y + 26 < panel.bottom
    yield from _on_white(x, y + 18 if below else y - 18, "minimum")
    x, y = panel.on_page(start)
    rightward = start[0] >= nearest[0] if far.min() < 1 else x < panel.x + panel.width / 2
    toward = 1 if rightward else -1
    if TOP < y - side * 24 < panel.bottom:
        yield from _on_white(x + toward * WORDS["start"] / 2, y - side * 16, "start")
    else:
        y = min(max(y, TOP + 10), panel.bottom - 10)
        yield from _on_white(x + toward * (9 + WORDS["start"] / 2), y, "start")


def _on_white(x, y, words):
    """Words around (x, y) that no contour runs through."""
    yield svg.box(x, y, WORDS[words], 14, radius=0, stroke=0)
    yield svg.text(x, y + 4.5, words, size=12)


# ---------------------------------------------------------------- losses


def powers(runs):
    """The powers of ten between which all losses of the runs lie, at least two apart.

    The lower one is a multiple of three, so that it seldom moves with a slider.
    """
    losses = np.concatenate([_drawn(run) for run in runs])
    high = math.ceil(math.log10(losses.max()))
    return min(3 * math.floor(math.log10(losses.min()) / 3), high - 2), high


def _drawn(run):
    """The losses as far as they are drawn: neither too small nor, where it diverges, too large."""
    return np.clip(run.losses, LOWEST, 1e3 * max(LOWEST, run.losses[0]))


def _losses(runs, steps, upto, floor):
    """Their chart: below the panels, or beside an only one."""
    alone = len(runs) == 1
    left, top, bottom = (
        (LEFT + ALONE + 86, TOP, floor) if alone else (LEFT, floor + 24, HEIGHT - 46)
    )
    low, high = (10.0**power for power in powers(runs))
    across = axes.Scale(0, steps, left, RIGHT - ROOM[alone])
    up = axes.Scale(low, high, bottom, top, log=True)
    yield axes.name(left, top - 8, "loss (log scale)")
    yield from axes.beside(up, left, {x: decade(x) for x in decades(low, high)}, RIGHT)
    yield from axes.below(across, bottom, {k: str(k) for k in range(0, steps + 1, _every(steps))})
    yield svg.text((across.start + across.end) / 2, bottom + 37, "step", size=13)
    for run in runs:
        yield from _curve(run, across, up, upto, _every(steps))
    yield from _ends(runs, across, up, upto)


def _curve(run, across, up, upto, every):
    colour, _, mark = LOOKS[run.name]
    losses = _drawn(run)[: upto + 1]
    points = np.stack([across.at(np.arange(len(losses))), up.at(losses)], axis=-1)
    yield svg.line(points, colour=colour, width=2.2)
    yield marks(points[::every], mark, 3, fill=colour)


def _ends(runs, across, up, upto):
    labels = {
        run.name: (f"{run.name} " if len(runs) > 1 else "") + loss_in_words(run, upto)
        for run in runs
    }
    last = [up.at(np.clip(run.losses[: upto + 1][-1], up.low, up.high)) for run in runs]
    x = across.at(upto) + 9
    return name_ends(labels, x, last, gap=18, low=up.end + 5, high=up.start - 5)
