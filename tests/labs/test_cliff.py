"""The unit with a wall: its gradient is that of nudges, and clipping keeps it in the valley."""

import numpy as np
import pytest

from backprop_course.gradcheck import numerical_gradient
from backprop_course.labs import cliff

PLACES = [(4.65, -2.1), (2.0, 0.5), (-1.0, 1.0)]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_the_gradient_is_that_of_nudges(place):
    _, grad = cliff.loss_and_gradient(*place)
    nudged = numerical_gradient(lambda at: float(cliff.loss_and_gradient(*at)[0]), np.array(place))
    assert np.allclose(grad, nudged, rtol=1e-5)


def test_a_map_of_losses_holds_the_losses_of_its_places():
    w, b = np.meshgrid([1.0, 4.65], [-2.1, 0.0, 3.0])
    losses, grads = cliff.loss_and_gradient(w, b)
    assert losses.shape == (3, 2) and grads.shape == (2, 3, 2)
    assert losses[0, 1] == cliff.loss_and_gradient(4.65, -2.1)[0]


def test_clipping_bounds_every_step_and_keeps_its_direction():
    path = cliff.descend((4.65, -2.1), lr=0.05, steps=60, max_norm=0.1)
    steps = np.diff(path, axis=0)
    assert np.linalg.norm(steps, axis=1).max() <= 0.05 * 0.1 * (1 + 1e-9)
    for place, step in zip(path[::20], steps[::20], strict=False):
        _, grad = cliff.loss_and_gradient(*place)
        assert -step @ grad == pytest.approx(np.linalg.norm(step) * np.linalg.norm(grad))


def test_not_clipped_it_is_thrown_to_where_nothing_moves():
    path = cliff.descend((4.65, -2.1), lr=0.05, steps=60)
    loss, grad = cliff.loss_and_gradient(*path[-1])
    assert loss == pytest.approx(0.09, abs=0.001) and np.linalg.norm(grad) < 1e-3
