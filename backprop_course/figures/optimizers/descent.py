"""Descent on a parabola, one step after the other, and the learning rate at which it tips over.

trace_*: numbers in, numbers out, with the package's own SGD; draw_*: SVG text out.
"""

from dataclasses import dataclass

import numpy as np

from ...module import Parameter
from ...optim import SGD
from ..drawing import svg

CURVATURE, TARGET = 4.0, 2.0  # the loss 2 (w - 2)^2 has curvature 4 and its minimum at 2
LRS = np.round(np.arange(0.01, 0.7001, 0.01), 2)


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
