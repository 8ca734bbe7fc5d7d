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


def name_ends(axes, labels, x, heights, *, gap):
    """Write each label beside the end of its line, in its colour.

    labels: {optimizer: words}.  x, heights: as shares of the axes, 0 to 1.
    """
    places = spread(heights, gap, 0.03, 0.97)
    for (name, words), place in zip(labels.items(), places, strict=True):
        axes.text(
            x,
            place,
            words,
            transform=axes.transAxes,
            color=LOOKS[name][1],
            va="center",
            weight="bold",
            fontsize=10,
        )


def share_of(axes, value):
    """Where a value stands on the y axis, as a share of its height."""
    return float(axes.transAxes.inverted().transform(axes.transData.transform((0, value)))[1])


def powers_of_ten(axis, most=7):
    """At most that many ticks of a log axis, in plain text, which is drawn faster than formulas."""
    low, high = np.log10(axis.get_view_interval())
    first, last = int(np.ceil(low - 1e-9)), int(np.floor(high + 1e-9))
    every = -(-(last - first + 1) // most)
    axis.set_major_locator(FixedLocator([10.0**k for k in range(first, last + 1, every)]))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: decade(value)))


def decade(value):
    """1, 10, or such as 10⁻⁴."""
    exponent = round(float(np.log10(value)))
    return {0: "1", 1: "10"}.get(exponent, svg.power_of_ten(exponent))
