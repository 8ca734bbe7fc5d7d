"""What every picture promises: its labels can be read, and the same numbers draw the same.

A new picture is one new line in `tests/helpers/pictures`.
"""

import ast
import functools
from pathlib import Path

import numpy as np
import pictures
import pytest
from legible import elements, pixels, touching

ROOT = Path(__file__).parents[2]
PICTURES = pictures.tables("PICTURES")
every_picture = pytest.mark.parametrize("name", PICTURES)


@functools.cache
def drawn(name):
    """Drawn once for all tests, which change nothing in it."""
    return PICTURES[name]()


@every_picture
def test_no_label_touches_another_or_the_rim(name):
    assert touching(drawn(name)) == []


@every_picture
def test_a_legend_covers_no_point(name):
    drawing = drawn(name)
    axes_with_legend = [a for a in getattr(drawing, "axes", []) if a.get_legend()]
    for axes in axes_with_legend:
        drawing.draw_without_rendering()
        for line in axes.lines:
            box = axes.get_legend().get_window_extent().padded(line.get_markersize())
            points = axes.transData.transform(np.column_stack(line.get_data()))
            assert not any(box.contains(*point) for point in points), line.get_label()


@pytest.mark.slow
@every_picture
def test_the_same_numbers_draw_the_same(name):
    first, again = PICTURES[name](), PICTURES[name]()  # a chart that was laid out may differ
    if not isinstance(first, str):
        first, again = pixels(first), pixels(again)
    assert first == again


@every_picture
def test_it_has_a_title(name):
    assert any(titles(drawn(name)))


def titles(drawing):
    """Of the whole, of a part, or a question where a title would stand."""
    if isinstance(drawing, str):
        yield from (title.text for title in elements(drawing, "title"))
        return
    yield drawing.get_suptitle()
    for axes in drawing.axes:
        yield from (axes.get_title(loc=side) for side in ("left", "center"))
        yield from (text.get_text() for text in axes.texts if "?" in text.get_text())


def test_no_picture_is_left_out():
    tables = Path(pictures.__file__).parent.glob("*.py")
    called = set().union(*map(names, tables))
    files = (ROOT / "backprop_course" / "figures").glob("*/*.py")
    public = {f.name for file in files for f in functions(file) if f.name.startswith("draw_")}
    assert public - called - PARTS == set()


PARTS = {"draw_wires", "draw_matrices", "draw_loss_table"}  # of the network's picture


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def names(path):
    """Every name and attribute in a file."""
    nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    return {getattr(node, "attr", None) or getattr(node, "id", None) for node in nodes}
