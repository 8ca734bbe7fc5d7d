"""What a notebook shows has a stable plain text, and a picture wherever one can be made."""

import base64
import io
import subprocess
import sys

import pytest
from matplotlib.figure import Figure
from nbval.plugin import IPyNbFile
from PIL import Image

from backprop_course import notebook, ops
from backprop_course.figures.drawing import palette, svg
from backprop_course.notebook import WIDGET, Picture, ProgressBar, Source, show_source
from backprop_course.widgets import explore_neuron
from backprop_course.workshop.authoring import images

DRAWING = svg.document(80, 40, [svg.text(40, 25, "*w* = 2")], title="t", description="d")
SENTENCE = "The weight is 2."


def chart():
    figure = Figure(figsize=(4, 3))
    figure.add_subplot().plot([1, 2, 4])
    return figure


def header(image):
    """Width and height from the PNG's header."""
    return int.from_bytes(image[16:20], "big"), int.from_bytes(image[20:24], "big")


@pytest.mark.parametrize(("drawing", "width"), [(DRAWING, 80), (chart(), 384)])
def test_a_picture_is_a_png_with_its_description(drawing, width):
    if isinstance(drawing, str):
        pytest.importorskip("resvg_py")
    data, metadata = Picture(drawing, SENTENCE)._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain"}
    assert data["text/plain"] == SENTENCE
    assert metadata == {"image/png": {"width": width, "alt": SENTENCE}}
    image = base64.b64decode(data["image/png"])
    assert image.startswith(b"\x89PNG")
    assert b"Software" not in image
    assert header(image)[0] == 2 * width


def test_the_palette_of_a_drawing_spares_every_colour():
    pytest.importorskip("resvg_py")
    image = Image.open(io.BytesIO(images.with_palette(notebook.png(explore_neuron().opening))))
    assert image.mode == "P"
    seen = {colour for _, colour in image.convert("RGB").getcolors()}
    for colour in (*palette.TEXT_COLOURS, palette.PAPER, palette.BACKWARD_TINT, palette.NOTE):
        wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
        assert min(max(map(abs, map(int.__sub__, wanted, other))) for other in seen) <= 2, colour


@pytest.mark.parametrize("make", [lambda: DRAWING, chart])
def test_the_same_picture_has_the_same_bytes(make):
    first, again = (Picture(make(), SENTENCE)._repr_mimebundle_()[0] for _ in range(2))
    assert first.get("image/png") == again.get("image/png")


def test_without_resvg_the_svg_is_shown_and_the_compared_text_is_the_same(monkeypatch):
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    data, metadata = Picture(DRAWING, SENTENCE)._repr_mimebundle_()
    assert set(data) == {WIDGET, "text/plain"}
    assert data["text/plain"] == SENTENCE
    assert metadata == {}


def test_nbval_compares_neither_pixels_nor_widget_ids():
    source = IPyNbFile.__init__.__code__.co_consts
    assert any(WIDGET in c for c in source if isinstance(c, tuple))
    assert any("image/png" in c for c in source if isinstance(c, tuple))


def test_a_picture_needs_a_drawing_and_words():
    with pytest.raises(TypeError, match="Figure or SVG"):
        Picture("no drawing", SENTENCE)
    with pytest.raises(ValueError, match="description"):
        Picture(DRAWING, " ")


def test_no_picture_opens_pyplot_or_changes_a_setting():
    program = (
        "import sys, matplotlib; before = matplotlib.rcParams.copy()\n"
        "from matplotlib.figure import Figure\n"
        "from backprop_course import notebook, widgets\n"
        "widgets.explore_neuron()._repr_mimebundle_()\n"
        "notebook.Picture(Figure(), 'empty')._repr_mimebundle_()\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
        "assert matplotlib.rcParams.copy() == before\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_source_is_plain_text_and_fenced_markdown():
    data = Source(ops.relu, ops.relu_vjp)._repr_mimebundle_()
    assert data["text/plain"].startswith("def relu(x):")
    assert "\n\n\ndef relu_vjp(" in data["text/plain"]
    assert data["text/markdown"] == f"```python\n{data['text/plain']}\n```"


def test_a_fence_outgrows_the_backticks_inside():
    source = Source(ops.relu)
    source.text = "'''```'''"
    assert source._repr_mimebundle_()["text/markdown"].startswith("````python\n")


def test_show_source_displays_and_returns_nothing(capsys):
    assert show_source(ops.relu) is None
    assert "def relu(x):" in capsys.readouterr().out
    with pytest.raises(ValueError, match="at least one"):
        show_source()


class History:
    def __init__(self, losses):
        self.loss = losses


def test_a_progress_bar_follows_training_with_unchanging_text(capsys):
    bar = ProgressBar(20, "digits")
    before = bar._repr_mimebundle_()
    bar(History([0.5, 0.25]))
    assert (bar.bar.value, bar.note.value) == (2, "2 of 20, loss 0.2500")
    bar(20, "done")
    assert (bar.bar.value, bar.note.value) == (20, "20 of 20, done")
    assert bar._repr_mimebundle_() == before
    assert set(before) == {"text/plain", WIDGET}
    assert before["text/plain"] == "progress bar: digits, 20 steps"
    assert capsys.readouterr() == ("", ""), "a bar never prints"


def test_a_bar_shows_itself_and_is_passed_on(capsys):
    bar = ProgressBar(3)
    assert bar.show() is bar
    assert "progress bar: training, 3 steps" in capsys.readouterr().out


def test_a_bar_needs_a_step():
    with pytest.raises(ValueError, match="at least 1"):
        ProgressBar(0)
