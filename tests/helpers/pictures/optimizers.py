"""Pictures of optimizers, as the tests draw them."""

import itertools

import numpy as np

from backprop_course.figures.optimizers import (
    schedules_picture,
)
from backprop_course.figures.optimizers.descent import trace_cliff, trace_descent
from backprop_course.figures.optimizers.descent_picture import draw_descent
from backprop_course.figures.optimizers.lr_sweep_picture import draw_lr_sweep
from backprop_course.figures.optimizers.race_picture import draw_race
from backprop_course.labs import optimizer_runs
from backprop_course.labs.surfaces import SURFACES
from backprop_course.optim import cosine


def first_steps():
    t = np.arange(1, 21)
    m, size = 1 - 0.9**t, np.sqrt(1 - 0.999**t)
    return schedules_picture.draw_first_steps(
        {"average gradient m": m, "average size √v": size},
        {"uncorrected": m / size, "corrected": np.ones(20)},
    )


def all_schedules():
    rates = [cosine(1.0, t, total=100) for t in range(101)]
    return schedules_picture.draw_schedules({"cosine": (rates, 40, "above")})


RAVINE = SURFACES["ravine"]


def race_of(surface, steps=80, start=None, rates=None, beta=0.9):
    rates = surface.rates | (rates or {})
    return [
        optimizer_runs.run_optimizer(name, surface, lr, steps, start=start, beta=beta)
        for name, lr in rates.items()
    ]


WILD = dict.fromkeys(optimizer_runs.OPTIMIZERS, 10.0)
TAME = dict.fromkeys(optimizer_runs.OPTIMIZERS, 1e-4)


def sweep(surface, steps):
    found = optimizer_runs.sweep_lr(optimizer_runs.OPTIMIZERS, surface, optimizer_runs.LRS, steps)
    return {name: optimizer_runs.stays_below(losses, steps) for name, losses in found.items()}


STARTS = [(-2.0, -1.0), (2.0, 1.5), (0.3, -1.0), (0.0, 0.0)]


def races(surface):
    """Whole and in the middle; and where the sliders end."""
    for upto in (0, 1, 13, 79, None):
        yield draw_race(race_of(surface), surface, upto)
    for start, rates in itertools.product(STARTS, (WILD, TAME)):
        found = race_of(surface, start=start, rates=rates, beta=0.99)
        for upto in (1, None):
            yield draw_race(found, surface, upto)


def sweeps(surface):
    for steps in (10, 80, 320):
        curves = sweep(surface, steps)
        for columns in ({"after": curves}, {"training loss": curves, "test loss": curves}):
            yield draw_lr_sweep(optimizer_runs.LRS, columns, title="Which?")


def descents(starts, rates, steps):
    return [
        draw_descent(trace_descent(lr, many, w), trace_cliff(many, w))
        for w, lr, many in itertools.product(starts, rates, steps)
    ]


PICTURES = {
    "race": lambda: draw_race(race_of(RAVINE), RAVINE),
    "race, step 9": lambda: draw_race(race_of(RAVINE), RAVINE, 9),
    "sweep": lambda: draw_lr_sweep(
        optimizer_runs.LRS, {"after": sweep(RAVINE, 80)}, title="Which?"
    ),
    "descent": lambda: descents((2.0,), (0.25,), (30,))[0],
    "first steps": first_steps,
    "schedules": all_schedules,
}
EXTREMES = {
    **{f"race, {name}": lambda on=surface: races(on) for name, surface in SURFACES.items()},
    **{f"sweep, {name}": lambda on=surface: sweeps(on) for name, surface in SURFACES.items()},
    "descents": lambda: descents((-2.0, 2.0, 6.0), (0.01, 0.25, 0.5, 0.7), (1, 30)),
}
