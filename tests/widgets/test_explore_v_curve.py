"""The V-curve explorer works from plain Python: every control changes the picture."""

import pytest
from controls import fields

from backprop_course.widgets import explore_v_curve


def test_the_slider_for_the_power_has_a_number_field():
    explorer = explore_v_curve()
    (field,) = fields(explorer).values()
    field.value = -12.0
    assert explorer.controls["power"].value == -12.0


@pytest.mark.parametrize("power, h", [(-18.0, "10⁻¹⁸"), (0.0, "h = 1 "), (-4.75, "1.8·10⁻⁵")])
def test_the_slider_reaches_its_ends(power, h):
    explorer = explore_v_curve()
    explorer.controls["power"].value = power
    assert h in explorer.sentence.value


def test_it_says_that_a_right_gradient_fails_in_float32():
    explorer = explore_v_curve()
    explorer.set(dtype="float32", forward=False, complex=False)
    assert "h = 10⁻⁵ in float32. Central:" in explorer.sentence.value
    assert "fails" in explorer.sentence.value


def test_with_a_bug_no_step_passes():
    explorer = explore_v_curve()
    for label, factor in explorer.controls["factor"].options[1:]:
        for power in (-18.0, -5.0):
            explorer.set(factor=factor, power=power)
            assert "passes" not in explorer.sentence.value, label
            assert "no h cures that" in explorer.sentence.value


def test_without_a_curve_it_asks_for_one():
    explorer = explore_v_curve()
    explorer.set(forward=False, central=False, complex=False)
    assert "Tick a box" in explorer.sentence.value
