"""The explorers of the optimizers: the race on a surface, and the sweep over learning rates."""

import math
from functools import cache, lru_cache

from ..figures.optimizers import lr_sweep, lr_sweep_picture, race, race_picture
from ..labs import optimizer_runs
from ..labs.surfaces import SURFACES
from .controls import choice, player, slider
from .explorer import Explorer

STEPS = 80
MOST = 320  # steps of the sweep


def explore_race(surface="ravine"):
    """Four optimizers on one of four surfaces; start, learning rates, beta and step on sliders."""
    names = [surface, *(name for name in SURFACES if name != surface)]
    controls = {
        "surface": choice("surface", names),
        "step": slider("step", STEPS, 0, STEPS, 1),
        "beta": slider("β", 0.9, 0.0, 0.99, 0.01),
        "x": slider("x", 0.0, -2.0, 2.0, 0.01),
        "y": slider("y", 0.0, -1.0, 1.5, 0.01),
    }
    for name in optimizer_runs.OPTIMIZERS:
        controls[name] = slider(f"log lr {name}", 0.0, -4.0, 1.0, 0.01)
    _set_out(controls, surface)

    def follow(change):  # before the picture is redrawn: it was there first
        explorer.paused = True
        _set_out(controls, change["new"])
        explorer.paused = False

    controls["surface"].observe(follow, "value")
    _, opening = _draw_race(**{name: control.value for name, control in controls.items()})
    extras = [player(controls["step"], 250)]
    explorer = Explorer(controls, _draw_race, description=opening, extras=extras)
    return explorer


def explore_lr_sweep(surface="ravine", steps=80):
    """How the four optimizers do at every learning rate, on one of four surfaces."""
    names = [surface, *(name for name in SURFACES if name != surface)]
    controls = {
        "surface": choice("surface", names),
        "steps": slider("steps", steps, 10, MOST, 10),
    }
    _, opening = _draw_sweep(surface, steps)
    return Explorer(controls, _draw_sweep, description=opening)


def _set_out(controls, name):
    """The start and the learning rates that go with a surface."""
    surface = SURFACES[name]
    controls["x"].value, controls["y"].value = surface.start
    for optimizer, lr in surface.rates.items():
        controls[optimizer].value = round(math.log10(lr), 2)


@lru_cache(maxsize=256)  # a control changes one of the runs, or none
def _run(name, ground, power, start, beta):
    return optimizer_runs.run_optimizer(name, ground, 10**power, STEPS, start=start, beta=beta)


def _draw_race(surface, step, beta, x, y, **exponents):
    ground = SURFACES[surface]
    found = [_run(name, ground, power, (x, y), beta) for name, power in exponents.items()]
    return race_picture.draw_race(found, ground, step), race.describe_race(found, ground, step)


@cache
def _sweep(surface):
    """All that the slider can show: a shorter sweep is the beginning of the longest."""
    return optimizer_runs.sweep_lr(
        optimizer_runs.OPTIMIZERS, SURFACES[surface], optimizer_runs.LRS, MOST
    )


@cache
def _limits(surface):
    """Of the longest sweep: the axis stands still, and the curves sink from step to step."""
    return lr_sweep_picture.limits_of({surface: _after(surface, MOST)})


def _after(surface, steps):
    found = _sweep(surface)
    return {name: optimizer_runs.stays_below(losses, steps) for name, losses in found.items()}


def _draw_sweep(surface, steps):
    curves = _after(surface, steps)
    title = f"{surface}: the last quarter of {steps} steps"
    drawing = lr_sweep_picture.draw_lr_sweep(
        optimizer_runs.LRS, {title: curves}, title="Which one is best?", limits=_limits(surface)
    )
    return drawing, lr_sweep.describe_lr_sweep(optimizer_runs.LRS, curves)
