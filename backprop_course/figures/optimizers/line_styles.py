"""How each optimizer looks in every picture, and names at the ends of lines that never touch.

Blue and brick keep their meaning, forward and backward, so no optimizer wears them.
"""

import numpy as np
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from ..drawing import svg
from ..drawing.palette import INK, UPDATE

LOOKS = {  # name: colour of its line, colour of its text, marker
    "SGD": (INK, INK, "o"),
    "momentum": ("#7B5EA7", "#6A4E96", "s"),
    "RMSProp": ("#A87800", "#8A6100", "^"),
    "Adam": (UPDATE, "#00735A", "D"),
}


def spread(heights, gap, low, high):
    """The heights, moved apart until neighbours are ``gap`` apart, inside low to high."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed = [max(low, min(heights[i], high)) for i in order]
    for k in range(1, len(placed)):
        placed[k] = max(placed[k], placed[k - 1] + gap)
    ceiling = high
    for k in reversed(range(len(placed))):
        placed[k] = min(placed[k], ceiling)
        ceiling = placed[k] - gap
    return [place for _, place in sorted(zip(order, placed, strict=True))]


def name_ends(labels, x, heights, *, gap, low, high):
    """Write each label beside the end of its line, in its colour; low and high are pixels, too.

    labels: {optimizer: words}.  heights: of the ends, in pixels.
    """
    places = spread(heights, gap, low, high)
    for (name, words), y in zip(labels.items(), places, strict=True):
        yield svg.text(x, y + 5, words, size=13, colour=LOOKS[name][1], anchor="start", bold=True)


def powers_of_ten(axis, most=7):
    """At most that many ticks of a log axis, in plain text, which is drawn faster than formulas."""
    axis.set_major_locator(FixedLocator(decades(*axis.get_view_interval(), most)))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: decade(value)))


def decades(low, high, most=7):
    """At most that many powers of ten from low to high, each as far from the next."""
    first, last = int(np.ceil(np.log10(low) - 1e-9)), int(np.floor(np.log10(high) + 1e-9))
    every = -(-(last - first + 1) // most)
    return [10.0**k for k in range(first, last + 1, every)]


def decade(value):
    """1, 10, or such as 10⁻⁴."""
    exponent = round(float(np.log10(value)))
    return {0: "1", 1: "10"}.get(exponent, svg.power_of_ten(exponent))
