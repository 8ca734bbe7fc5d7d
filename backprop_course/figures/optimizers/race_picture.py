"""The picture of ``race``: see there for its numbers and its sentence."""

import math
from functools import lru_cache

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.transforms import Affine2D

from ..drawing import svg
from ..drawing.charts import open_axes
from ..drawing.moving import clear, moving
from ..drawing.palette import BACKWARD, INK, REFERENCE, WAITING
from .line_styles import LOOKS, name_ends, powers_of_ten, share_of
from .race import capitalized, loss_in_words, steps_in_words

WIDTH, HEIGHT = 8.4, 4.3  # inches
LEFT, RIGHT, GAP, TOP = 0.72, 8.34, 0.1, 3.42
NAME = 0.25  # how far the name of a mark reaches from its middle
LOWEST = 1e-12  # a smaller loss is drawn here
DOTS = 8  # on each path
ROOM = 1.32  # length of the step axis over the steps: place for the names
ALONE = 3.9  # width of an only panel, which has the chart of losses beside it
ARROW = 0.17  # length, as a share of the panel's width
ON_WHITE = {"fontsize": 9, "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 0.6}}


def draw_race(runs, surface, upto=None):
    """One to four runs on one surface, from the start to step ``upto``; the whole way if None.

    Before the last step, arrows show the way against the gradient and the step taken instead.
    """
    names, steps = [run.name for run in runs], steps_in_words(runs)
    upto = steps if upto is None else min(upto, steps)
    return RaceTrack(surface, names, steps, powers(runs)).show(runs, upto)


class RaceTrack:
    """The chart of a race before its runs, which ``show`` draws on it in place of those before.

    powers: the powers of ten between which all losses lie.
    """

    def __init__(self, surface, names, steps, powers):
        self.surface, self.steps = surface, steps
        label = f"{surface.name} {names} {powers}"
        self.figure = Figure(figsize=(WIDTH, HEIGHT), label=label)
        self.stage = self.figure.add_axes(
            (0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT), autoscale_on=False
        )
        self.stage.set_axis_off()
        title = f"Which way down? {capitalized(surface.name)}: loss {surface.formula}"
        self.stage.text(LEFT, HEIGHT - 0.3, title, fontsize=13, weight="bold", va="center")
        left, right, bottom, top = surface.limits
        self.scale = _width(names) / (right - left)
        self.floor = TOP - self.scale * (top - bottom)
        self.panels = [self._panel(i, name) for i, name in enumerate(names)]
        axes = self.figure.add_axes(_place_of_losses(names, TOP - self.floor))
        self.losses = _loss_axes(axes, steps, powers)

    def _panel(self, i, name):
        """Frame, contours and name; returns (transform from its plane, frame)."""
        left, right, bottom, top = self.surface.limits
        corner = LEFT + i * (self.scale * (right - left) + GAP), self.floor
        place = Affine2D().translate(-left, -bottom).scale(self.scale).translate(*corner)
        place += self.stage.transData
        size, look = (right - left, top - bottom), {"fill": False, "edgecolor": WAITING}
        frame = self.stage.add_patch(Rectangle((left, bottom), *size, transform=place, **look))
        lines = LineCollection(
            _contours(self.surface),
            colors="#C9C9C9",
            linewidths=0.7,
            transform=place,
            antialiaseds=False,
        )
        self.stage.add_collection(lines, autolim=False).set_clip_path(frame)
        colour = LOOKS[name][1]
        words = {"color": colour, "weight": "bold", "fontsize": 11, "transform": place}
        self.stage.text(left, _above(self.surface), name, **words)
        return place, frame

    def show(self, runs, upto):
        """The figure with these runs, from the start to step ``upto``."""
        for axes in self.figure.axes:
            clear(axes)
        with moving(self.stage), moving(self.losses):
            _subtitle(self.stage, self.steps, upto)
            for run, panel in zip(runs, self.panels, strict=True):
                _run(self.stage, *panel, run, self.surface, upto, self.steps)
            _name_places(self.stage, self.surface, runs[0], self.scale, self.floor)
            _losses(self.losses, runs, self.steps, upto)
        return self.figure


def _width(names):
    """Inches of a panel."""
    return ALONE if len(names) == 1 else (RIGHT - LEFT + GAP) / max(len(names), 3) - GAP


def _place_of_losses(names, height):
    """Left, bottom, width and height of their axes, as shares: below the panels, or beside one."""
    if len(names) == 1:
        left = LEFT + ALONE + 0.85
        return left / WIDTH, (TOP - height) / HEIGHT, (RIGHT - left) / WIDTH, height / HEIGHT
    return LEFT / WIDTH, 0.5 / HEIGHT, (RIGHT - LEFT) / WIDTH, (TOP - height - 0.72) / HEIGHT


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


def _subtitle(stage, steps, upto):
    words = f"same start, same {steps} steps, a mark every {_every(steps)}"
    if upto < steps:
        words = f"step {upto} of {steps}; thin brick arrow: against the gradient, thick arrow: "
        words += "the step taken (directions only)"
    stage.text(LEFT, HEIGHT - 0.57, words, fontsize=10, color=REFERENCE, va="center")


def _every(steps):
    return max(steps // DOTS, 1)


def _above(surface):
    """Where the words over a panel stand."""
    *_, bottom, top = surface.limits
    return top + 0.03 * (top - bottom)


def _run(stage, place, frame, run, surface, upto, steps):
    words = {"ha": "right", "color": REFERENCE, "fontsize": 10, "transform": place}
    stage.text(surface.limits[1], _above(surface), f"lr {svg.written(run.lr, 2)}", **words)
    for artist in _inside(stage, place, run, surface, upto, steps):
        artist.set_clip_path(frame)  # only now: adding to the axes would widen it again


def _inside(stage, place, run, surface, upto, steps):
    """The way so far, the marks of its ends, and on the way the arrows."""
    left, right, *_ = surface.limits
    for line in _lines(run, surface, upto, _every(steps)):
        line.set_transform(place)
        yield stage.add_artist(line)  # add_line would look for new limits, which takes time
    if upto < len(run.path) - 1:
        yield from _arrows(stage, run, upto, ARROW * (right - left), place)


def _lines(run, surface, upto, every):
    colour, _, marker = LOOKS[run.name]
    path = run.path[: upto + 1]
    yield Line2D(*path.T, color=colour, linewidth=1.4, label=run.name)
    white = {"color": "white", "linestyle": ""}
    yield Line2D(
        *path[every::every].T,
        **white | {"color": colour},
        marker=marker,
        markersize=4.5,
        markeredgecolor="white",
        markeredgewidth=0.5,
    )
    for places, marker, size in ((run.path[:1], "o", 7), (surface.minima, "*", 11)):
        yield Line2D(
            *np.transpose(places), **white, marker=marker, markersize=size, markeredgecolor=INK
        )


@lru_cache
def _contours(surface):
    """Lines of equal loss; they cost more time than the rest of a panel, so they are kept."""
    left, right, bottom, top = surface.limits
    grid = np.meshgrid(np.linspace(left, right, 101), np.linspace(bottom, top, 65))
    losses = surface.loss(np.stack(grid, axis=-1))
    low, high = losses.min(), losses.max()
    levels = low + (high - low) * np.array([*np.geomspace(3e-3, 0.5, 6), 0.85, 0.98])
    kept = Figure().add_subplot().contour(*grid, losses, levels=levels).allsegs
    return [line for level in kept for line in level]


def _arrows(stage, run, upto, length, place):
    """The way against the gradient, thin, and the next step, thick; both of one length."""
    step = run.path[upto + 1] - run.path[upto]
    for way, colour, width in ((-run.grads[upto], BACKWARD, 1.2), (step, LOOKS[run.name][0], 3)):
        reach = np.hypot(*way)
        if reach > 0:
            ends = np.array([run.path[upto], run.path[upto] + length * way / reach])
            ends = (place - stage.transData).transform(ends)  # heads are sized in points, not here
            yield stage.add_patch(
                FancyArrowPatch(
                    *ends,
                    arrowstyle="-|>",
                    mutation_scale=6 + 3 * width,
                    color=colour,
                    linewidth=width,
                    shrinkA=0,
                    shrinkB=0,
                    zorder=4 - width / 3,
                )
            )


def _name_places(stage, surface, run, scale, floor):
    """Words for the two marks in the first panel, on sides away from each other."""
    left, right, bottom, top = surface.limits

    def inches(x, y):
        return LEFT + scale * (x - left), floor + scale * (y - bottom)

    start = run.path[0]
    minimum = max(surface.minima, key=lambda place: np.hypot(*(start - place)))
    nearest = min(surface.minima, key=lambda place: np.hypot(*(start - place)))
    near = np.hypot(*(start - nearest)) < 1
    side = 1 if start[1] >= nearest[1] else -1  # the start's name above its mark, or below
    x, y = inches(*minimum)
    below = (side > 0 or np.hypot(*(start - minimum)) > 1) and y - NAME - 0.02 > floor
    stage.text(
        x,
        y - 0.13 if below else y + 0.13,
        "minimum",
        ha="center",
        va="top" if below else "bottom",
        **ON_WHITE,
    )
    x, y = inches(*start)
    rightward = start[0] >= nearest[0] if near else start[0] < (left + right) / 2
    words = {"ha": "left" if rightward else "right"} | ON_WHITE
    aside = 0.1 if rightward else -0.1
    if inches(0, bottom)[1] < y + side * NAME < inches(0, top)[1]:
        stage.text(x, y + side * 0.11, "start", va="bottom" if side > 0 else "top", **words)
    else:
        y = min(max(y, inches(0, bottom)[1] + 0.1), inches(0, top)[1] - 0.1)
        stage.text(x + aside, y, "start", va="center", **words)


def _loss_axes(axes, steps, powers):
    axes.set(xlim=(0, ROOM * steps), xlabel="step", ylabel="loss (log scale)", yscale="log")
    axes.set_xticks(range(0, steps + 1, _every(steps)))
    axes.set_ylim(*(10.0**power for power in powers))
    powers_of_ten(axes.yaxis)
    axes.grid(axis="y", color="#EDEDED")
    open_axes(axes)
    return axes


def _losses(axes, runs, steps, upto):
    for run in runs:
        colour, _, marker = LOOKS[run.name]
        losses = _drawn(run)[: upto + 1]
        line = Line2D(
            range(len(losses)),
            losses,
            color=colour,
            linewidth=1.7,
            marker=marker,
            markersize=4.5,
            markevery=_every(steps),
            markeredgecolor="white",
            markeredgewidth=0.5,
            label=run.name,
            clip_on=False,
        )
        axes.add_artist(line)
    _ends(axes, runs, steps, upto)


def _ends(axes, runs, steps, upto):
    low, high = axes.get_ylim()
    labels, heights = {}, []
    for run in runs:
        name = f"{run.name}  " if len(runs) > 1 else ""
        labels[run.name] = name + loss_in_words(run, upto)
        heights.append(share_of(axes, min(max(run.losses[: upto + 1][-1], low), high)))
    name_ends(axes, labels, (upto + 0.015 * steps) / (ROOM * steps), heights, gap=0.12)
