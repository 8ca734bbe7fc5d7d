"""The helper that looks for labels that touch finds planted ones, turned ones too."""

import pytest
from legible import touching

from backprop_course.figures.drawing import svg

TURNED = {  # place of the second of two words, angle of both: whether they touch
    "far": ((140, 90), 0, False),
    "on it": ((60, 46), 0, True),
    "along a slope, on the next line": ((60, 80), 45, False),
    "along a slope, on it": ((66, 56), 45, True),
    "beyond the rim": ((195, 40), 0, True),
    "beyond the rim when turned": ((120, 130), 90, True),
    "inside when not turned": ((120, 130), 0, False),
}


@pytest.mark.parametrize("case", TURNED.values(), ids=TURNED)
def test_labels_that_touch_are_found(case):
    place, angle, touch = case
    parts = [svg.text(60, 50, "upper", size=14, turned=angle)]
    parts.append(svg.text(*place, "lower words", size=14, turned=angle))
    drawing = svg.document(200, 150, parts, title="t", description="d")
    assert bool(touching(drawing)) == touch
