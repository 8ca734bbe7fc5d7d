"""Pictures at the ends of their sliders and with the longest numbers: no two labels touch."""

import pytest
from legible import touching
from pictures import tables

EXTREMES = tables("EXTREMES")  # 1,700 drawings; test_pictures asks the same of one of each kind


@pytest.mark.slow
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("draw_all", EXTREMES.values(), ids=EXTREMES)
def test_no_label_touches_another_or_the_rim(draw_all):
    for number, drawing in enumerate(draw_all()):
        assert touching(drawing) == [], number
