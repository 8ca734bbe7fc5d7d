"""Descent on a parabola, one step after the other, and the learning rate at which it tips over.

trace_*: numbers in, numbers out, with the package's own SGD; draw_*: a matplotlib Figure out.
"""

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from ..module import Parameter
from ..optim import SGD
from . import svg
from .contenders import powers_of_ten
from .palette import BACKWARD, FORWARD, INK, REFERENCE, UPDATE

CURVATURE, TARGET = 4.0, 2.0  # the loss 2 (w - 2)^2 has curvature 4 and its minimum at 2
LRS = np.round(np.arange(0.01, 0.7001, 0.01), 2)
LEFT, RIGHT, HIGHEST = -2.0, 6.0, 32.0  # what is drawn of the parabola
FLOOR, CEILING = 1e-12, 1e9


@dataclass(frozen=True)
class Descent:
    """The positions w, the losses and the slopes of a descent, from before the first step on."""

    lr: float
    w: tuple[float, ...]
    loss: tuple[float, ...]
    slope: tuple[float, ...]

    @property
    def fate(self):
        """What the learning rate does, by the factor 1 - lr curvature of every step."""
        if self.lr < 1 / CURVATURE:
            return "creeps"
        if self.lr == 1 / CURVATURE:
            return "arrives at once"
        if self.lr == 2 / CURVATURE:
            return "lands on the other side, as high as before"
        return "zig-zags" if self.lr < 2 / CURVATURE else "blows up"


def loss_at(w):
    """2 (w - 2)^2, the loss of a weight w for y = 2x + 1 on x = -2, -1, 0, 1, 2 with b = 1."""
    return CURVATURE / 2 * (w - TARGET) ** 2


def slope_at(w):
    """Its slope, 4 (w - 2)."""
    return CURVATURE * (w - TARGET)


def trace_descent(lr, steps, w0=5.0):
    """``steps`` steps of gradient descent from w0."""
    w = Parameter(np.array(w0))
    optimizer = SGD([w], lr)
    path = [float(w.value)]
    for _ in range(steps):
        w.grad[...] = slope_at(w.value)
        optimizer.step()
        path.append(float(w.value))
    losses, slopes = zip(*[(loss_at(w), slope_at(w)) for w in path], strict=True)
    return Descent(lr, tuple(path), losses, slopes)


def trace_cliff(steps, w0=5.0):
    """The loss after ``steps`` steps for each of LRS."""
    w = Parameter(w0 / LRS)  # in units of its learning rate, so that one step of 1 serves all
    optimizer = SGD([w], 1.0)
    for _ in range(steps):
        w.grad[...] = slope_at(LRS * w.value)
        optimizer.step()
    return loss_at(LRS * w.value)


def draw_descent(descent, cliff, *, reveal=True):
    """The descent on its parabola, and beside it the loss it ends with for any learning rate.

    ``reveal`` draws the tangent at the start.
    """
    figure = Figure(figsize=(7.8, 3.2))
    figure.text(0.02, 0.93, "Creep, zig-zag or blow up?", fontsize=13, weight="bold")
    _parabola(figure.add_axes((0.075, 0.155, 0.4, 0.64)), descent, reveal)
    _cliff(figure.add_axes((0.585, 0.155, 0.4, 0.64)), descent, cliff)
    return figure


def describe_descent(descent):
    """What the learning rate does, in one sentence."""
    steps = len(descent.w) - 1
    after = f"after {steps} steps" if steps > 1 else "after 1 step"
    end, loss = svg.written(descent.w[-1]), svg.written(descent.loss[-1])
    return (
        f"Learning rate {descent.lr:g} {descent.fate}: each step multiplies the distance to the "
        f"minimum by {svg.written(1 - descent.lr * CURVATURE)}; {after} w = {end} and the "
        f"loss is {loss}."
    )


def _parabola(axes, descent, reveal):
    w = np.linspace(LEFT, RIGHT, 81)
    axes.plot(w, loss_at(w), color=FORWARD, linewidth=1.3)
    near = [abs(w) < 1e6 for w in descent.w]
    path = np.array([descent.w, descent.loss])[:, near]
    axes.plot(*path, color=UPDATE, linewidth=1.2, marker="o", markersize=4)
    axes.plot(*path[:, 0], "o", color="white", markeredgecolor=INK, markersize=8, zorder=4,
              clip_on=False)  # fmt: skip
    if reveal:
        _tangent(axes, descent)
    axes.set(xlim=(LEFT, RIGHT), ylim=(-1.5, HIGHEST), xlabel="w", ylabel="loss")
    axes.set_title(f"lr {descent.lr:g} {descent.fate}", fontsize=10.5, loc="left")
    axes.spines[["top", "right"]].set_visible(False)


def _tangent(axes, descent):
    w, loss, slope = descent.w[0], descent.loss[0], descent.slope[0]
    reach = 2.2 / np.hypot(1, slope / 6)
    ends = np.array([w - reach, w + reach])
    axes.plot(ends, loss + slope * (ends - w), color=BACKWARD, linewidth=2.2, linestyle="--")
    axes.text(0.5, 0.97, f"slope {svg.written(slope)}", transform=axes.transAxes, va="top",
              ha="center", color=BACKWARD, bbox={"facecolor": "white", "edgecolor": "none"},
              zorder=6)  # fmt: skip


def _cliff(axes, descent, cliff):
    """Loss after the steps against the learning rate, with the three regions named."""
    drawn = np.clip(cliff, FLOOR, CEILING)
    for edge, words in ((1 / CURVATURE, "1/λ"), (2 / CURVATURE, "2/λ")):
        axes.axvline(edge, color=REFERENCE, linewidth=1, linestyle=":")
        axes.text(edge, 1.02, words, transform=axes.get_xaxis_transform(), ha="center", fontsize=10,
                  color=REFERENCE)  # fmt: skip
    for middle, words in ((0.125, "creep"), (0.375, "zig-zag"), (0.6, "blow-up")):
        axes.text(middle, 0.03, words, transform=axes.get_xaxis_transform(), ha="center",
                  color=REFERENCE, fontsize=9)  # fmt: skip
    axes.semilogy(LRS, drawn, color=INK, linewidth=1.3)
    height = min(max(descent.loss[-1], FLOOR), CEILING)
    axes.plot(descent.lr, height, "o", color=UPDATE, markeredgecolor=INK, markersize=7,
              clip_on=False)  # fmt: skip
    axes.set(xlim=(0, 0.7), ylim=(FLOOR / 1e3, CEILING * 10), xlabel="learning rate")
    axes.set_ylabel(f"loss after step {len(descent.w) - 1} (log)", labelpad=1)
    powers_of_ten(axes.yaxis, most=5)
    axes.spines[["top", "right"]].set_visible(False)
