"""Drawing with text: each function returns a piece of SVG, and `document` joins the pieces.

Points are pairs (x, y) in pixels, y downwards. Coordinates are rounded to a tenth, so the same
numbers always give the same bytes. A label is written as plain text with three marks:
`*w*` is italic, `~2~` is brick, `W_1` or `W_{12}` is a subscript.
"""

import hashlib
import math
import re
from dataclasses import dataclass
from html import escape

from . import palette

FONTS = "'DejaVu Sans', Verdana, 'Bitstream Vera Sans', sans-serif"
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SUBSCRIPT = re.compile(r"_(?:\{([^}]*)\}|(\w))")


def document(width, height, parts, *, title, description, scale=1):
    """A whole picture with a white ground, named for screen readers; ``scale`` shows it smaller."""
    body = "\n".join(parts)
    # ids are shared by all pictures on a page: the prefix keeps two of them apart
    content = f"{width} {height} {title} {description} {body}"
    prefix = "s" + hashlib.sha256(content.encode()).hexdigest()[:12]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_number(scale * width)}"'
        f' height="{_number(scale * height)}"'
        f' viewBox="0 0 {width} {height}" role="img" font-family="{FONTS}"'
        f' aria-labelledby="{prefix}-title {prefix}-desc" style="max-width:100%;height:auto">\n'
        f'<title id="{prefix}-title">{escape(title)}</title>\n'
        f'<desc id="{prefix}-desc">{escape(description)}</desc>\n'
        f'<rect width="{width}" height="{height}" fill="{palette.PAPER}"/>\n{body}\n</svg>\n'
    )


def text(
    x, y, label, *, size=16, colour=palette.INK, anchor="middle", bold=False, turned=0, halo=None
):
    """A label whose baseline passes through (x, y); anchor is start, middle or end.

    turned: clockwise around (x, y), in degrees.  halo: the colour of the ground, around each
    letter, where lines would run through the label.
    """
    style = ' font-weight="bold"' if bold else ""
    if turned:
        style += f' transform="rotate({_number(turned)} {_number(x)} {_number(y)})"'
    if halo:
        style += f' stroke="{halo}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" font-size="{size}" text-anchor="{anchor}"'
        f' fill="{colour}"{style}>{"".join(_spans(label, size))}</text>'
    )


def line(points, *, colour=palette.INK, width=2, dash=None):
    """A line through the points."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<polyline points="{_points(points)}" fill="none" stroke="{colour}"'
        f' stroke-width="{_number(width)}" stroke-linejoin="round"{dashes}/>'
    )


def arrow(points, *, colour=palette.INK, width=2, head=13):
    """A line through the points with an arrowhead at the last one."""
    (x, y), (x0, y0) = points[-1], points[-2]
    reach = math.hypot(x - x0, y - y0)
    along = ((x - x0) / reach, (y - y0) / reach)
    base = (x - head * along[0], y - head * along[1])
    side = (0.42 * head * along[1], -0.42 * head * along[0])
    corners = [(x, y), (base[0] + side[0], base[1] + side[1])]
    corners.append((base[0] - side[0], base[1] - side[1]))
    shaft = line([*points[:-1], base], colour=colour, width=width)
    return shaft + f'<polygon points="{_points(corners)}" fill="{colour}"/>'


def shortened(points, gap):
    """The points with the last one drawn back by `gap`, to the rim of what stands there."""
    (x0, y0), (x, y) = points[-2:]
    share = gap / math.hypot(x - x0, y - y0)
    return [*points[:-1], (x - share * (x - x0), y - share * (y - y0))]


def backward_marks(x, y):
    """Two marks at (x, y) that point back along a level wire: the way a gradient travels."""
    for tip in (x - 10, x):
        marks = [(tip + 8, y - 8), (tip, y), (tip + 8, y + 8)]
        yield line(marks, colour=palette.BACKWARD, width=3)


def directions(left, right, *, y=26, size=16, forth="values", back="gradients"):
    """The two ways of travel, as headings at both ends; without ``back`` the way forward alone."""
    style = {"size": size, "bold": True}
    yield text(left, y, f"Forward: {forth} →", colour=palette.FORWARD, anchor="start", **style)
    if back:
        yield text(right, y, f"← Backward: {back}", colour=palette.BACKWARD, anchor="end", **style)


def band(points, width, *, colour=palette.BACKWARD, tint=palette.BACKWARD_TINT, dash=None):
    """A ribbon along the points, `width` wide in all: a tinted strip with a fine edge.

    A ribbon too narrow for two edges is a line of the edge's colour; width 0 draws nothing.
    """
    if _number(width) == "0":
        return ""
    edge = line(points, colour=colour, width=width, dash=dash)
    inside = line(points, colour=tint, width=width - 2) if width > 3 else ""
    return f'<g class="band">{edge}{inside}</g>'


@dataclass(frozen=True)
class BandScale:
    """How wide a band is: ``per_one`` pixels for a gradient of size 1, at most ``limit``."""

    per_one: float
    limit: float

    def width(self, gradient):
        return min(self.per_one * abs(float(gradient)), self.limit)


def band_key(x, y, width, *, limit="", size=14):
    """How wide the band of a gradient of size 1 is, from (x, y) to the right."""
    yield band([(x, y), (x + 40, y)], width)
    words = "this band is a gradient of size 1; the others are in proportion"
    yield text(x + 54, y + 5, words + limit, size=size, colour=palette.REFERENCE, anchor="start")


def box(x, y, width, height, *, fill=palette.PAPER, colour=palette.INK, radius=7, stroke=2):
    """A box with round corners and its centre at (x, y)."""
    return (
        f'<rect x="{_number(x - width / 2)}" y="{_number(y - height / 2)}"'
        f' width="{_number(width)}" height="{_number(height)}" rx="{_number(radius)}"'
        f' fill="{fill}" stroke="{colour}" stroke-width="{_number(stroke)}"/>'
    )


def window(x, y, width, height, parts):
    """Parts that count their pixels from the corner (x, y); what leaves the window is not seen."""
    size = f'width="{_number(width)}" height="{_number(height)}"'
    return f'<svg x="{_number(x)}" y="{_number(y)}" {size}>{"".join(parts)}</svg>'


def disc(x, y, radius, *, fill=palette.PAPER, colour=palette.INK, stroke=2):
    """A circle around (x, y)."""
    return (
        f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"'
        f' fill="{fill}" stroke="{colour}" stroke-width="{_number(stroke)}"/>'
    )


def written(value, digits=3):
    """A number as a label: 3 significant digits, 3.35·10⁻⁴ below 0.001, with a true minus sign."""
    if value == 0 or not math.isfinite(value):
        plain = f"{value + 0.0:g}".replace("-0", "0")
    elif 1e-3 <= abs(float(f"{value:.{digits}g}")) < 1e5:
        plain = f"{float(f'{value:.{digits}g}'):.10g}"
    else:
        mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
        plain = f"{float(mantissa):g}·{power_of_ten(int(exponent))}".removeprefix("1·")
    return plain.replace("-", "−").replace("inf", "∞")


def signed(value, digits=3):
    """`written`, with a plus before what is above 0."""
    return ("+" if value > 0 else "") + written(value, digits)


def power_of_ten(exponent):
    """Such as 10⁻³; a number that is not whole is rounded."""
    return "10" + str(round(exponent)).translate(SUPERSCRIPTS)


def factor(value):
    """A number inside a product or a sum: a negative one stands in brackets."""
    return f"({written(value)})" if value < 0 else written(value)


def level(label):
    """A label in which an underscore lowers nothing."""
    return label.replace("_", "_\u200b")


def typed(code):
    """Code as a label: an underscore lowers nothing, and a star is not a mark for italics."""
    return level(code).replace("*", "∗")


def _spans(label, size):
    """The label as tspans: between tildes it is brick, between stars italic."""
    for i, part in enumerate(label.split("~")):
        colour = f' fill="{palette.BACKWARD}"' if i % 2 else ""
        for j, piece in enumerate(part.split("*")):
            style = colour + (' font-style="italic"' if j % 2 else "")
            position = 0
            for match in SUBSCRIPT.finditer(piece):
                yield _span(piece[position : match.start()], style)
                yield _lowered(match[1] or match[2], style, size)
                position = match.end()
            yield _span(piece[position:], style)


def _span(words, style):
    if not words or not style:
        return escape(words)
    return f"<tspan{style}>{escape(words)}</tspan>"


def _lowered(words, style, size):
    # an empty span cannot raise the line again, so a zero-width space carries the way back up
    drop, small = _number(0.22 * size), _number(0.7 * size)
    down = f'<tspan{style} dy="{drop}" font-size="{small}">{escape(words)}</tspan>'
    return down + f'<tspan dy="-{drop}">&#8203;</tspan>'


def _points(points):
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value):
    """A coordinate to a tenth, without trailing zeros or a minus before zero."""
    rounded = round(float(value), 1) + 0.0
    return f"{rounded:.1f}".removesuffix(".0")
