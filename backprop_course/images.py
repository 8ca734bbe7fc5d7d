"""Drawings as HTML: an image that a saved notebook keeps, or one that follows a slider."""

import base64
import io
import math
import re
from html import escape

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image  # matplotlib brings it

SCALE = 2  # pixels stored per pixel shown, for sharp text on dense screens
LIVE_SCALE = 1.5  # the same for a chart that follows a slider: it has to be there at once
LIVE_QUALITY = 85  # of 100, as JPEG, which takes a fifth of the time of PNG
LEAST_LETTER = 9  # pixels: a picture is not shown smaller than its smallest letter allows
HIGHEST = 440  # pixels: of a picture below controls, so that both are seen at once


def image_html(drawing, description):
    """SVG text or a Figure as an HTML image with the description as its alternative text."""
    if isinstance(drawing, Figure):
        kind, image = "image/png", _png(drawing)
    else:
        kind, image = "image/svg+xml", drawing.encode()
    return _framed(_img(kind, image, drawing, description, _limits(drawing, math.inf)))


def _png(figure):
    buffer = io.BytesIO()
    figure.set_dpi(SCALE * 96)
    # not savefig, which draws twice: the first time without ink, to find the layout.
    # Without the Software key the bytes do not change with each matplotlib release.
    FigureCanvasAgg(figure).print_png(buffer, metadata={"Software": None})
    return buffer.getvalue()


class LiveImage:
    """Makes the images of one explorer, each in little time.

    SVG text it takes as it is.  Of a Figure with a label it keeps all that is not animated for the
    next one with that label, and paints only the rest anew.
    """

    def __init__(self):
        self.label = self.ground = self.limits = None

    def html(self, drawing, words):
        """The drawing, with the words as its alternative text."""
        if not isinstance(drawing, Figure):
            return _framed(drawing.replace("max-width:100%", _limits(drawing, HIGHEST), 1))
        image, buffer = self.pixels(drawing), io.BytesIO()
        image.save(buffer, format="jpeg", quality=LIVE_QUALITY, subsampling=0)
        return _framed(_img("image/jpeg", buffer.getvalue(), drawing, words, self.limits))

    def pixels(self, figure):
        """The Figure as a PIL image."""
        figure.set_dpi(LIVE_SCALE * 96)
        canvas = figure.canvas
        if not isinstance(canvas, FigureCanvasAgg):
            canvas = FigureCanvasAgg(figure)
        renderer = canvas.get_renderer()
        with matplotlib.rc_context({"text.hinting": "none"}):  # half of the time goes into letters
            if not figure.get_label() or figure.get_label() != self.label:
                canvas.draw()
                self.label, self.ground = figure.get_label(), canvas.copy_from_bbox(figure.bbox)
                self.limits = _limits(figure, HIGHEST) + _shape(figure)
            renderer.restore_region(self.ground)
            for artist in _animated(figure):
                artist.draw(renderer)
        size = canvas.get_width_height(physical=True)
        return Image.frombuffer("RGBX", size, canvas.buffer_rgba(), "raw", "RGBX", 0, 1)


def _animated(figure):
    for axes in figure.axes:
        movers = [artist for artist in axes.get_children() if artist.get_animated()]
        yield from sorted(movers, key=lambda artist: artist.zorder)


def _framed(picture):
    """In a window too narrow for its letters, a picture moves sideways in a frame of its own."""
    return f'<div style="overflow-x:auto;contain:inline-size">{picture}</div>'


def _img(kind, image, drawing, words, limits):
    source = f"data:{kind};base64,{base64.b64encode(image).decode('ascii')}"
    return (
        f'<img src="{source}" width="{_width(drawing):.0f}" alt="{escape(words)}" '
        f'style="{limits};height:auto">'
    )


def _limits(drawing, height):
    """How wide and how narrow it may be shown, where no more than such a height is wanted."""
    full, least = _width(drawing), LEAST_LETTER / _smallest_letter(drawing)
    most = min(1, max(least, height / _height(drawing)))
    return f"max-width:min(100%,{most * full:.0f}px);min-width:{min(1, least) * full:.0f}px"


def _shape(drawing):
    """The page keeps the place of a picture free before it is decoded."""
    return f";aspect-ratio:{_width(drawing):.0f}/{_height(drawing):.0f}"


def _width(drawing):
    """In pixels, as it is shown where there is room."""
    is_chart = isinstance(drawing, Figure)
    return 96 * drawing.get_figwidth() if is_chart else _number_after(' width="', drawing)


def _height(drawing):
    is_chart = isinstance(drawing, Figure)
    return 96 * drawing.get_figheight() if is_chart else _number_after(' height="', drawing)


def _number_after(words, svg):
    return float(re.search(rf"{words}([\d.]+)", svg)[1])


def _smallest_letter(drawing):
    """In pixels, of a drawing that is shown as wide as it is."""
    if isinstance(drawing, Figure):
        texts = drawing.findobj(Text)
        return min((text.get_fontsize() * 96 / 72 for text in texts if text.get_text()), default=9)
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', drawing)]
    return min(sizes, default=9) * _width(drawing) / _number_after('viewBox="0 0 ', drawing)
