"""Marks on curves stand on their points, are told apart, and are as large as asked."""

import itertools
import re

import numpy as np
import pytest

from backprop_course.figures.drawing.axes import Scale
from backprop_course.figures.drawing.marks import CORNERS, marks

POINTS = [(10.0, 20.0), (31.5, 4.0)]


def outlines(path):
    """The corners of each mark in a path, from its moves."""
    for start, way in re.findall(r"M(\S+?)l(.*?)z", path):
        moves = np.array([pair.split(",") for pair in [start, *way.split()]], float)
        yield moves.cumsum(axis=0)


@pytest.mark.parametrize("shape", CORNERS)
def test_each_mark_surrounds_its_point_and_has_its_corners(shape):
    found = [*outlines(marks(POINTS, shape, 3, fill="black"))]
    assert len(found) == len(POINTS)
    for (x, y), corners in zip(POINTS, found, strict=True):
        assert np.allclose(corners, np.array([x, y]) + 3 * CORNERS[shape], atol=0.1)
        left, top = corners.min(axis=0)
        right, bottom = corners.max(axis=0)
        assert 2 < x - left < 5 and 2 < right - x < 5 and 2 < y - top < 5 and 2 < bottom - y < 5


def test_the_shapes_have_different_corners():
    for one, other in itertools.combinations(CORNERS.values(), 2):
        assert one.shape != other.shape or not np.allclose(one, other, atol=0.1)


def test_no_points_no_marks():
    assert not [*outlines(marks([], "o", 3, fill="black"))]


def test_a_scale_puts_numbers_between_its_ends():
    assert Scale(0, 80, 70, 630).at(20) == pytest.approx(210)
    up = Scale(1e-6, 1e2, 300, 100, log=True)
    assert up.at([1e-6, 1e-2, 1e2]).tolist() == pytest.approx([300, 200, 100])
