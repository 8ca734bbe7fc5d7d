"""Can a picture be read?  Labels that touch each other or the rim, in SVG text and in charts."""

import functools
import itertools
import re
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import numpy as np
from matplotlib import ft2font
from matplotlib.backends.backend_agg import FigureCanvasAgg

SVG = "{http://www.w3.org/2000/svg}"
TURNED = r"rotate\((\S+) (\S+) (\S+)\)"
FOLDER = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
FONTS = {
    (bold, italic): ft2font.FT2Font(str(FOLDER / f"DejaVuSans{name}.ttf"))
    for (bold, italic), name in {
        (False, False): "", (True, False): "-Bold",
        (False, True): "-Oblique", (True, True): "-BoldOblique",
    }.items()
}  # fmt: skip


def touching(drawing):
    """Labels of a drawing that touch each other or the rim; an empty list where none does."""
    return (collisions if isinstance(drawing, str) else overlaps)(drawing)


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
    texts = elements(drawing, "text")
    boxes = [hull(text) for text in texts]
    found = [b for b in boxes if b[1] < 2 or b[2] < 2 or b[3] > width - 2 or b[4] > height - 2]
    pairs = itertools.combinations(zip(boxes, map(corners_of, texts), strict=True), 2)
    return found + [
        (a, b) for (a, its), (b, other) in pairs if touch(a, b) and not apart(its, other)
    ]


def hull(text):
    """The box around a label, turned as it is turned."""
    corners = corners_of(text)
    return ("".join(text.itertext()), *corners.min(axis=0), *corners.max(axis=0))


def corners_of(text):
    """The four corners of a label, turned as it is turned."""
    _, left, top, right, bottom = text_box(text)
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    if text.get("transform"):
        angle, *middle = map(float, re.fullmatch(TURNED, text.get("transform")).groups())
        turn = np.exp(1j * np.radians(angle))
        turned = (corners - middle) @ [1, 1j] * turn
        corners = np.stack([turned.real, turned.imag], axis=-1) + middle
    return corners


def touch(one, other):
    """Whether two boxes overlap; sideways a pixel is forgiven."""
    _, left, top, right, bottom = one
    _, left2, top2, right2, bottom2 = other
    return left < right2 - 1 and left2 < right - 1 and top < bottom2 and top2 < bottom


def rect_box(rect):
    """("node", left, top, right, bottom) of a box."""
    left, top, width, height = (float(rect.get(key)) for key in ("x", "y", "width", "height"))
    return ("node", left, top, left + width, top + height)


def inside(one, other):
    return one[1] >= other[1] and one[2] >= other[2] and one[3] <= other[3] and one[4] <= other[4]


def text_box(text):
    """(words, left, top, right, bottom) of a label before it is turned, from the font's metrics."""
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
    texts = [text for text in visible_texts(figure) if text.get_text().strip()]
    boxes = [(text, text.get_window_extent()) for text in texts]
    width, height = figure.canvas.get_width_height()
    outside = [t for t, b in boxes if b.x0 < 0 or b.y0 < 0 or b.x1 > width or b.y1 > height]
    near = [
        (one, other)
        for (one, box), (other, its) in itertools.combinations(boxes, 2)
        if box.padded(-1).overlaps(its.padded(-1))
    ]
    touching = [pair for pair in near if not apart(*map(corners, pair))]
    return [text.get_text() for text in outside] + [[t.get_text() for t in p] for p in touching]


def text_boxes(figure):
    """(words, box in pixels) of every visible text of a chart."""
    return [(text.get_text(), text.get_window_extent()) for text in visible_texts(figure)]


def visible_texts(figure):
    """The texts of a chart that is laid out now, without the labels of ticks out of sight."""
    FigureCanvasAgg(figure)
    figure.draw_without_rendering()
    ticks = {id(label) for axes in figure.axes for label in out_of_sight(axes)}
    texts = figure.findobj(matplotlib.text.Text)
    return [t for t in texts if t.get_visible() and t.get_text() and id(t) not in ticks]


def corners(text):
    """The four corners of a text, a pixel inside of them, turned as it is turned."""
    box, angle = text.get_window_extent(), np.radians(text.get_rotation())
    text.set_rotation(0)
    flat = text.get_window_extent()
    text.set_rotation(np.degrees(angle))
    half = (flat.width / 2 - 1, flat.height / 2 - 1)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    centre = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    return np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half @ turn + centre


def apart(one, other):
    """Whether a line parts two rectangles: along one of their sides their shadows do not meet."""
    for rectangle in (one, other):
        for side in (rectangle[1] - rectangle[0], rectangle[3] - rectangle[0]):
            first, second = one @ side, other @ side
            if first.max() <= second.min() or second.max() <= first.min():
                return True
    return False


def out_of_sight(axes):
    """Labels of ticks that lie beyond the limits of their axis, which matplotlib does not draw."""
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
            if not low <= tick.get_loc() <= high:
                yield from (tick.label1, tick.label2)


def pixels(figure):
    """A chart as it is painted, at half its size."""
    figure.set_dpi(50)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return bytes(canvas.buffer_rgba())
