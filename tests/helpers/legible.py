"""Can a picture be read?  Labels that touch each other or the rim, in SVG text and in charts."""

import functools
import io
import itertools
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
from matplotlib import ft2font
from matplotlib.backends.backend_agg import FigureCanvasAgg

SVG = "{http://www.w3.org/2000/svg}"
FOLDER = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
FONTS = {
    (bold, italic): ft2font.FT2Font(str(FOLDER / f"DejaVuSans{name}.ttf"))
    for (bold, italic), name in {
        (False, False): "", (True, False): "-Bold",
        (False, True): "-Oblique", (True, True): "-BoldOblique",
    }.items()
}  # fmt: skip


# ---------------------------------------------------------------- SVG text


def elements(drawing, tag):
    return list(parsed(drawing).iter(SVG + tag))


@functools.lru_cache(maxsize=1)
def parsed(drawing):
    return ElementTree.fromstring(drawing)


def labels(drawing):
    return ["".join(text.itertext()) for text in elements(drawing, "text")]


def collisions(drawing):
    width, height = (float(elements(drawing, "rect")[0].get(key)) for key in ("width", "height"))
    boxes = [text_box(text) for text in elements(drawing, "text")]
    found = [b for b in boxes if b[1] < 2 or b[2] < 2 or b[3] > width - 2 or b[4] > height - 2]
    return found + [pair for pair in itertools.combinations(boxes, 2) if touch(*pair)]


def touch(one, other):
    _, left, top, right, bottom = one
    _, left2, top2, right2, bottom2 = other
    return left < right2 and left2 < right and top < bottom2 and top2 < bottom


def text_box(text):
    """(words, left, top, right, bottom) of a label, from the font's own metrics."""
    size, x, y = (float(text.get(key)) for key in ("font-size", "x", "y"))
    bold = text.get("font-weight") == "bold"
    runs = [(text.text or "", False)]
    for span in text:
        runs += [(span.text or "", span.get("font-style") == "italic"), (span.tail or "", False)]
    width = sum(run_width(words, size, bold, italic) for words, italic in runs)
    start = {"start": 0.0, "middle": width / 2, "end": width}[text.get("text-anchor")]
    return (
        "".join(text.itertext()),
        x - start,
        y - 0.76 * size,
        x - start + width,
        y + 0.24 * size,
    )


def run_width(words, size, bold, italic):
    return sum(advance(letter, size, bold, italic) for letter in words)


@functools.cache
def advance(letter, size, bold, italic):
    font = FONTS[bold, italic]
    font.set_size(size, 72)
    return font.load_char(ord(letter)).linearHoriAdvance / 65536


# ---------------------------------------------------------------- charts


def overlaps(figure):
    """Texts that leave the chart, and pairs that touch; a pixel is forgiven."""
    boxes = [(words, box) for words, box in text_boxes(figure) if words.strip()]
    width, height = figure.canvas.get_width_height()
    outside = [words for words, b in boxes if b.x0 < 0 or b.y0 < 0 or b.x1 > width or b.y1 > height]
    pairs = itertools.combinations(boxes, 2)
    return outside + [(a[0], b[0]) for a, b in pairs if a[1].padded(-1).overlaps(b[1].padded(-1))]


def text_boxes(figure):
    """(words, box in pixels) of every visible text of a drawn figure."""
    canvas = FigureCanvasAgg(figure)
    for artist in figure.findobj():  # else a drawing leaves out what moves
        artist.set_animated(False)
    figure.draw_without_rendering()
    texts = [t for t in figure.findobj(matplotlib.text.Text) if t.get_visible() and t.get_text()]
    boxes = [(t.get_text(), t.get_window_extent(canvas.get_renderer())) for t in texts]
    ticks = {id(label) for axes in figure.axes for label in out_of_sight(axes)}
    return [box for t, box in zip(texts, boxes, strict=True) if id(t) not in ticks]


def out_of_sight(axes):
    """Labels of ticks that lie beyond the limits of their axis, which matplotlib does not draw."""
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
            if not low <= tick.get_loc() <= high:
                yield from (tick.label1, tick.label2)


def png_bytes(figure):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()
