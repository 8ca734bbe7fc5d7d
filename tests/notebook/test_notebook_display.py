"""What a notebook shows has a stable plain text, and a picture wherever one can be made."""

import base64
import inspect
import io
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from controls import outputs_of
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbval.plugin import IPyNbFile
from PIL import Image

from backprop_course import images, notebook, ops
from backprop_course.code_html import code_html
from backprop_course.figures.drawing import palette, svg
from backprop_course.notebook import WIDGET, Picture, ProgressBar, Source, show_source
from backprop_course.widgets import explore_neuron

DRAWING = svg.document(80, 40, [svg.text(40, 25, "*w* = 2")], title="t", description="d")
SENTENCE = "The weight is 2."


def chart():
    figure = Figure(figsize=(4, 3))
    figure.add_subplot().plot([1, 2, 4])
    return figure


def header(image):
    """Width and height from the PNG's header."""
    return int.from_bytes(image[16:20], "big"), int.from_bytes(image[20:24], "big")


def img(html):
    """The attributes of the one image in a piece of HTML, and its data."""
    (found,) = ElementTree.fromstring(html.replace('height:auto">', 'height:auto"/>')).iter("img")
    kind, data = found.get("src").removeprefix("data:").split(";base64,")
    return found.attrib | {"kind": kind}, base64.b64decode(data)


def test_a_drawing_is_html_that_holds_its_svg_and_its_description():
    data = Picture(DRAWING, SENTENCE)._repr_mimebundle_()
    assert set(data) == {"text/html", "text/plain"} and data["text/plain"] == SENTENCE
    attributes, image = img(data["text/html"])
    assert (attributes["kind"], attributes["alt"]) == ("image/svg+xml", SENTENCE)
    assert image.decode() == DRAWING and attributes["width"] == "80"


def test_a_chart_is_html_that_holds_a_png_of_double_density():
    data = Picture(chart(), "a < b & c")._repr_mimebundle_()
    attributes, image = img(data["text/html"])
    assert (attributes["kind"], attributes["alt"]) == ("image/png", "a < b & c")
    assert header(image)[0] == 2 * int(attributes["width"]) == 768
    assert image.startswith(b"\x89PNG") and b"Software" not in image


def test_a_chart_is_drawn_once_and_as_matplotlib_saves_it():
    drawn, saved, buffer = chart(), chart(), io.BytesIO()
    times = []
    drawn.add_artist(Counted(times))
    image = img(Picture(drawn, SENTENCE)._repr_mimebundle_()["text/html"])[1]
    saved.savefig(buffer, format="png", dpi=192, metadata={"Software": None})
    assert len(times) == 1 and image == buffer.getvalue()


class Counted(Artist):
    """An artist without ink that notes each time it is drawn."""

    def __init__(self, times):
        super().__init__()
        self.times = times

    def draw(self, renderer):
        self.times.append(renderer)


@pytest.mark.parametrize(("size", "least"), [(18, "40px"), (9, "80px"), (6, "80px")])
def test_a_picture_stays_as_wide_as_its_smallest_letter_asks(size, least):
    drawing = svg.document(80, 40, [svg.text(40, 25, "w", size=size)], title="t", description="d")
    assert f"min-width:{least}" in images.image_html(drawing, SENTENCE)


def test_a_picture_under_controls_is_no_higher_than_leaves_them_in_view():
    high = svg.document(880, 880, [svg.text(40, 25, "w", size=20)], title="t", description="d")
    assert "max-width:min(100%,440px)" in images.live_html(high)
    small = svg.document(880, 880, [svg.text(40, 25, "w", size=12)], title="t", description="d")
    assert "max-width:min(100%,660px)" in images.live_html(small)  # 9 px


@pytest.mark.parametrize("make", [lambda: DRAWING, chart])
def test_the_same_picture_has_the_same_bytes(make):
    first, again = (Picture(make(), SENTENCE)._repr_mimebundle_() for _ in range(2))
    assert first == again


def test_a_built_notebook_holds_png_and_no_html():
    pictures = pytest.importorskip("backprop_course.workshop.authoring.pictures")
    shown = [Picture(DRAWING, SENTENCE), Picture(chart(), SENTENCE), Source(ops.relu)]
    outputs = [new_output("display_data", data=thing._repr_mimebundle_()) for thing in shown]
    notebook = new_notebook(cells=[new_code_cell(outputs=outputs), new_markdown_cell("x")])
    pictures.store(notebook)
    assert [set(output.data) for output in outputs] == [
        {"image/png", "text/plain"},
        {"image/png", "text/plain"},
        {"text/markdown", "text/plain"},
    ]
    for output, width in zip(outputs, (80, 384), strict=False):
        assert output.metadata == {"image/png": {"width": width, "alt": SENTENCE}}
        assert header(base64.b64decode(output.data["image/png"]))[0] == 2 * width


def test_the_palette_of_a_drawing_spares_every_colour():
    pictures = pytest.importorskip("backprop_course.workshop.authoring.pictures")
    explorer = explore_neuron()
    drawing, _ = explorer.draw(**explorer.values())
    image = Image.open(io.BytesIO(pictures.with_palette(pictures.render(drawing))))
    assert image.mode == "P"
    seen = {colour for _, colour in image.convert("RGB").getcolors()}
    for colour in (*palette.TEXT_COLOURS, palette.PAPER, palette.BACKWARD_TINT, palette.NOTE):
        wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
        assert min(max(map(abs, map(int.__sub__, wanted, other))) for other in seen) <= 2, colour


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
        "widgets.explore_v_curve()._ipython_display_()\n"
        "notebook.Picture(Figure(), 'empty')._repr_mimebundle_()\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
        "assert matplotlib.rcParams.copy() == before\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_source_is_plain_text_fenced_markdown_and_html():
    data = Source(ops.relu, ops.relu_vjp)._repr_mimebundle_()
    assert data["text/plain"].startswith("def relu(x):")
    assert "\n\n\ndef relu_vjp(" in data["text/plain"]
    assert data["text/markdown"] == f"```python\n{data['text/plain']}\n```"
    assert set(data) == {"text/plain", "text/markdown", "text/html"}


HARD = '''
class Hard:
    """Two lines: a < b,

    and a blank one between."""

    text = f"{1 + 1} & \\\\n"  # a & b

'''


CODES = [HARD.strip("\n"), inspect.getsource(notebook), "x", "    indented"]


@pytest.mark.parametrize("code", CODES)
def test_html_holds_the_code_line_by_line(code):
    block = ElementTree.fromstring(code_html(code).replace("<br>", ""))
    assert ["".join(line.itertext()) for line in block] == code.split("\n")


def test_the_rest_of_a_broken_line_stands_further_in():
    assert "padding-left:8ch;text-indent:-8ch" in code_html("    return x")
    assert 'color:var(--jp-mirror-editor-keyword-color,#2E7D32)">return</span>' in code_html(
        "return x"
    )


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


def test_a_progress_bar_follows_training_with_unchanging_text(capsys, monkeypatch):
    bar = ProgressBar(20, "digits")
    still, live = before = outputs_of(bar, monkeypatch)
    bar(History([0.5, 0.25]))
    assert (bar.bar.value, bar.note.value) == (2, "2 of 20, loss 0.2500")
    bar(20, "done")
    assert (bar.bar.value, bar.note.value) == (20, "20 of 20, done")
    assert outputs_of(bar, monkeypatch) == before
    assert still["text/plain"] == "progress bar: digits, 20 steps" and set(live) == {WIDGET}
    assert capsys.readouterr() == ("", ""), "a bar never prints"


def test_a_bar_shows_itself_and_is_passed_on(capsys):
    bar = ProgressBar(3)
    assert bar.show() is bar
    assert "progress bar: training, 3 steps" in capsys.readouterr().out


def test_a_bar_needs_a_step():
    with pytest.raises(ValueError, match="at least 1"):
        ProgressBar(0)
