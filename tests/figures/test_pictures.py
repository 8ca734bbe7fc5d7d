"""What every picture promises: its labels can be read, and the same numbers give the same bytes.

A new picture is one new line in `tests/helpers/pictures`.
"""

import ast
from importlib import import_module
from pathlib import Path

import pytest
from legible import collisions, elements, overlaps, png_bytes

ROOT = Path(__file__).parents[2]
TABLES = sorted((ROOT / "tests" / "helpers" / "pictures").glob("*.py"))
TOPICS = {path.stem: import_module(f"pictures.{path.stem}") for path in TABLES}
PICTURES = {
    f"{topic}: {name}": draw
    for topic, module in TOPICS.items()
    for name, draw in module.PICTURES.items()
}
EXTREMES = {  # pictures at the ends of their sliders, and with the longest numbers
    f"{topic}: {name}": draw_all
    for topic, module in TOPICS.items()
    for name, draw_all in getattr(module, "EXTREMES", {}).items()
}
every_picture = pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)


def touching(drawing):
    return (collisions if isinstance(drawing, str) else overlaps)(drawing)


@every_picture
def test_no_label_touches_another_or_the_rim(draw):
    assert touching(draw()) == []


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("draw_all", EXTREMES.values(), ids=EXTREMES)
def test_not_at_the_extremes_either(draw_all):
    for number, drawing in enumerate(draw_all()):
        assert touching(drawing) == [], number


@every_picture
def test_the_same_numbers_give_the_same_bytes(draw):
    first, again = draw(), draw()
    if not isinstance(first, str):
        first, again = png_bytes(first), png_bytes(again)
    assert first == again


@every_picture
def test_it_has_a_title(draw):
    assert any(titles(draw()))


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
    called = set().union(*map(names, TABLES))
    files = (ROOT / "backprop_course" / "figures").glob("*/*.py")
    drawn = {f.name for file in files for f in functions(file) if f.name.startswith("draw_")}
    assert drawn - called - PARTS == set()


PARTS = {"draw_wires", "draw_matrices", "draw_loss_table"}  # of the network's picture


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def names(path):
    """Every name and attribute in a file."""
    nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    return {getattr(node, "attr", None) or getattr(node, "id", None) for node in nodes}
