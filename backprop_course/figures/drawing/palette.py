"""The colours of the course: one colour, one meaning, in every picture.

No colour ever speaks alone: a value stands above its wire and a gradient below, arrows point the
way the number travels, and the number itself is written beside the colour.
"""

FORWARD = "#0072B2"  # a value on its way forward
BACKWARD = "#C1440E"  # a gradient on its way back
REFERENCE = "#6E6E6E"  # what we compare with: a numerical gradient, a baseline; grey text
UPDATE = "#009E73"  # after the update; for lines and marks, too light for small text
INK = "#222222"  # wires, gates, axes and plain text

PAPER = "#FFFFFF"  # every picture brings its own white, so that dark themes do not swallow the ink
WAITING = "#8A8A8A"  # a wire that nothing has travelled along yet

# Fills: text of the matching strong colour stands beside them, never on them.
BACKWARD_TINT = "#F6D9CC"
REFERENCE_TINT = "#E6E6E6"

# Shades that may carry ink text, whose number stands on them: a value's size, a gradient's sign.
SIZE, BELOW, ABOVE = "#8CC4E2", "#B2ABD2", "#FDB863"  # purple below 0, orange above
SIGNS = "PuOr_r"  # matplotlib's map for the same two directions

# A note that may carry small ink text.
NOTE = "#FBF7EE"
NOTE_EDGE = "#CFC3A6"

TEXT_COLOURS = (FORWARD, BACKWARD, REFERENCE, INK)
LINE_COLOURS = (*TEXT_COLOURS, UPDATE, WAITING)


def size_shade(value, limit):
    """White at 0, the stronger the larger |value|, up to the limit."""
    return _mixed(SIZE, abs(value) / limit)


def sign_shade(value, limit):
    """White at 0, orange above and purple below; full at plus and minus the limit."""
    return _mixed(ABOVE if value > 0 else BELOW, abs(value) / limit)


def contrast(colour, background=PAPER):
    """Contrast ratio of two colours, 1 to 21.  Source: WCAG 2.2, W3C, 2023."""
    lighter, darker = sorted((_luminance(colour), _luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _mixed(colour, share):
    """A share of the colour, at most all of it, on paper."""
    share = min(share, 1.0)
    pairs = zip(_channels(PAPER), _channels(colour), strict=True)
    return "#" + "".join(f"{round((1 - share) * p + share * c):02X}" for p, c in pairs)


def _channels(colour):
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _luminance(colour):
    channels = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
