"""The explorers of depth: every control changes the picture, and their sentence."""

from controls import live

from backprop_course.figures.depth.ridge_picture import draw_depth_ridge
from backprop_course.labs import deep_nets
from backprop_course.widgets import explore_signal, explore_strips


def test_the_signal_opens_where_it_vanishes():
    trace = deep_nets.trace_signal(deep_nets.Recipe("yours", "tanh", 0.5), depth=20)
    assert explore_signal().drawing.value == live(draw_depth_ridge(trace))
    assert "10⁻⁶" in repr(explore_signal())


def test_training_changes_the_losses():
    explorer = explore_strips(layers=5, width=16)
    before = explorer.drawing.value
    explorer.set(rows="yours alone", trained=True)
    assert "after 50 steps of training" in explorer.drawing.value != before
