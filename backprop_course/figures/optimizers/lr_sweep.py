"""The fair comparison: how well each optimizer does at every learning rate, not at one.

Numbers in, SVG text out.
"""

import numpy as np

from ..drawing import svg


def describe_lr_sweep(lrs, curves):
    """One sentence: the best learning rate of each optimizer and its loss there, best first."""
    found = {name: best(lrs, losses) for name, losses in curves.items()}
    order = sorted(found, key=lambda name: found[name][1])
    words = [f"{name} {svg.written(found[name][1], 2)} at {found[name][0]:.2g}" for name in order]
    return f"The best loss over all learning rates is {', '.join(words)}."


def best(lrs, losses):
    """The learning rate with the smallest loss, and that loss."""
    losses = with_infinity(losses)
    return float(lrs[losses.argmin()]), float(losses.min())


def with_infinity(losses):
    return np.where(np.isfinite(losses), losses, np.inf)
