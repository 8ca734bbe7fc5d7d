"""Walks over a surface with the package's own optimizers: one, or one per learning rate."""

from dataclasses import dataclass

import numpy as np

from ..module import Parameter
from ..optim import SGD, Adam, RMSProp

FAR = 1e3  # a walk that leaves this square has diverged: it is stopped before numbers overflow
DECAY = 0.9  # of RMSProp; a run of 80 steps is short for the package's 0.99
LRS = 10.0 ** np.linspace(-4, 1, 51)  # ten to a decade

OPTIMIZERS = {  # name: (parameters, learning rate, beta) -> optimizer
    "SGD": lambda parameters, lr, beta: SGD(parameters, lr),
    "momentum": lambda parameters, lr, beta: SGD(parameters, lr, momentum=beta),
    "RMSProp": lambda parameters, lr, beta: RMSProp(parameters, lr, decay=DECAY),
    "Adam": lambda parameters, lr, beta: Adam(parameters, lr, betas=(beta, 0.999)),
}


@dataclass(frozen=True)
class Run:
    """What one optimizer did on one surface; where it diverged, path ends before ``steps``.

    Shapes: path (steps + 1, 2), grads alike, losses (steps + 1,).
    """

    name: str
    lr: float
    path: np.ndarray
    grads: np.ndarray
    losses: np.ndarray
    steps: int

    @property
    def diverged(self):
        """Whether it left the square of ``FAR``."""
        return len(self.path) <= self.steps


def run_optimizer(name, surface, lr, steps, *, start=None, beta=0.9, schedule=None):
    """Walk ``steps`` steps from ``start``.  schedule: step number -> learning rate."""
    position = Parameter(np.array(surface.start if start is None else start, dtype=float))
    optimizer = OPTIMIZERS[name]([position], lr, beta)
    path = [position.value.copy()]
    for t in range(steps):
        optimizer.lr = schedule(t) if schedule else lr
        position.grad[...] = surface.grad(position.value)
        optimizer.step()
        if not np.abs(position.value).max() < FAR:
            break
        path.append(position.value.copy())
    path = np.array(path)
    return Run(name, lr, path, surface.grad(path), surface.loss(path), steps)


def sweep_lr(names, surface, lrs, steps, *, beta=0.9):
    """The median loss of nine starts after each step, for every learning rate; inf is diverged.

    Shapes: {name: (steps + 1, len(lrs))}.
    """
    lrs = np.asarray(lrs, dtype=float)[:, None]
    return {name: _median_losses(name, surface, lrs, steps, beta) for name in names}


def _median_losses(name, surface, lrs, steps, beta):
    # All runs in one array: with the position measured in units of its own learning rate,
    # position / lr, every run takes steps of lr = 1.
    scaled = Parameter(nine_starts(surface)[:, None] / lrs)  # (9, len(lrs), 2)
    optimizer = OPTIMIZERS[name]([scaled], 1.0, beta)
    losses = [np.median(surface.loss(lrs * scaled.value), axis=0)]
    for _ in range(steps):
        scaled.grad[...] = surface.grad(lrs * scaled.value)
        optimizer.step()
        lost = ~(np.abs(lrs * scaled.value).max(axis=-1) < FAR)
        scaled.value[lost] = np.nan
        loss = surface.loss(lrs * scaled.value)
        losses.append(np.median(np.where(lost, np.inf, loss), axis=0))
    return np.array(losses)


def nine_starts(surface):
    """The start and eight places around it, so that no run wins by luck.  Shapes: (9, 2)."""
    shifts = np.array([-0.13, 0.0, 0.13])
    around = np.stack(np.meshgrid(shifts, shifts), axis=-1).reshape(-1, 2)
    return np.array(surface.start) + around


def stays_below(losses, steps):
    """The largest loss of the last quarter of ``steps`` steps: passing by the minimum is no merit.

    losses: (at least steps + 1, ...), one row per step.
    """
    return losses[steps - steps // 4 : steps + 1].max(axis=0)
