"""The race: one panel with contours for each optimizer, and below them all losses in one chart.

Runs in, SVG text out: while a slider moves, a chart of this size would come too late.
"""

import numpy as np

from ..drawing import svg


def describe_race(runs, surface, upto=None):
    """One sentence: the loss of each optimizer at step ``upto``, the smallest first."""
    steps = steps_in_words(runs)
    upto = steps if upto is None else min(upto, steps)
    order = sorted(runs, key=lambda run: np.inf if _lost(run, upto) else run.losses[upto])
    found = ", ".join(f"{run.name} {loss_in_words(run, upto)}" for run in order)
    return f"{capitalized(surface.name)}: the loss after {upto} of {steps} steps is {found}."


def steps_in_words(runs):
    return max(run.steps for run in runs)


def capitalized(name):
    return name[0].upper() + name[1:]


def _lost(run, upto):
    return run.diverged and upto >= len(run.path)


def loss_in_words(run, upto):
    return "diverged" if _lost(run, upto) else svg.written(float(run.losses[upto]), 2)
