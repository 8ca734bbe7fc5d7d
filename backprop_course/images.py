"""Drawings as HTML: an image that a saved notebook keeps, or one that follows a slider."""

import base64
import io
import math
import re
from html import escape

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

SCALE = 2  # pixels stored per pixel shown, for sharp text on dense screens
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


def live_html(drawing):
    """SVG text as it is, no higher than leaves the controls above it in view."""
    return _framed(drawing.replace("max-width:100%", _limits(drawing, HIGHEST), 1))


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
