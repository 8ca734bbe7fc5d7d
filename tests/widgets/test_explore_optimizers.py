"""The explorers of lesson 10 work from plain Python: every control changes the picture."""

import math

import numpy as np
import pytest

from backprop_course.labs import optimizer_runs
from backprop_course.labs.surfaces import SURFACES
from backprop_course.widgets import explore_descent, explore_lr_sweep, explore_race

EXPLORERS = {"descent": explore_descent, "sweep": explore_lr_sweep, "race": explore_race}
each = pytest.mark.parametrize


@pytest.mark.filterwarnings("error")
@each("name", EXPLORERS)
def test_the_ends_of_the_sliders_are_drawn_without_a_warning(name):
    explorer = EXPLORERS[name]()
    sliders = {key: c for key, c in explorer.controls.items() if hasattr(c, "max")}
    explorer.set(**{key: control.max for key, control in sliders.items()})
    explorer.set(**{key: control.min for key, control in sliders.items()})


@each("name", SURFACES)
def test_a_surface_brings_its_start_and_its_learning_rates(name):
    explorer = explore_race("plateau" if name != "plateau" else "ravine")
    explorer.controls["surface"].value = name
    surface = SURFACES[name]
    values = explorer.values()
    assert (values["x"], values["y"]) == surface.start
    for optimizer, lr in surface.rates.items():
        assert values[optimizer] == pytest.approx(math.log10(lr), abs=0.0051)
    assert explorer.sentence.value.count(f"<b>What you see.</b> {name[0].upper()}") == 1


def test_a_short_sweep_is_the_beginning_of_a_long_one():
    short, long = (
        optimizer_runs.sweep_lr(
            optimizer_runs.OPTIMIZERS, SURFACES["Rosenbrock"], optimizer_runs.LRS, steps
        )
        for steps in (20, 60)
    )
    for name, losses in short.items():
        assert np.array_equal(losses, long[name][:21])


def test_the_race_opens_with_whole_paths_and_can_open_elsewhere():
    assert "after 80 of 80 steps" in explore_race().description
    assert explore_race("saddle").description.startswith("Saddle")
    assert explore_lr_sweep("saddle").controls["surface"].value == "saddle"


def test_the_descent_does_not_tell_the_slope_before_it_is_asked():
    explorer = explore_descent(w=3.5)
    assert not explorer.controls["reveal"].value
    assert "slope" not in explorer.drawing.value
    explorer.controls["reveal"].value = True
    assert ">slope 6<" in explorer.drawing.value
