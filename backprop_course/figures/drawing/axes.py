"""The axes of a chart as pieces of SVG: where numbers stand, and lines with marked places."""

from dataclasses import dataclass

import numpy as np

from . import svg

SIZE = 13  # of all words at an axis
GRID = "#EDEDED"


@dataclass(frozen=True)
class Scale:
    """Where numbers stand: low at pixel ``start``, high at pixel ``end``."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def at(self, values):
        """The pixel of a number, or of each number of an array."""
        low, high, values = (
            np.log10(x) if self.log else np.asarray(x, dtype=float)
            for x in (self.low, self.high, values)
        )
        return self.start + (values - low) / (high - low) * (self.end - self.start)


def below(scale, y, words):
    """The axis under a chart.  words: {number: what stands under its place}."""
    yield svg.line([(scale.start, y), (scale.end, y)], width=1)
    for number, label in words.items():
        x = float(scale.at(number))
        yield svg.line([(x, y), (x, y + 4)], width=1)
        yield svg.text(x, y + 18, label, size=SIZE)


def beside(scale, x, words, reach):
    """The axis at the left of a chart, with light lines across it as far as pixel ``reach``.

    words: {number: what stands beside its place, if anything}.
    """
    places = {float(scale.at(number)): label for number, label in words.items()}
    for y in places:
        yield svg.line([(x, y), (reach, y)], width=1, colour=GRID)
    yield svg.line([(x, scale.start), (x, scale.end)], width=1)
    for y, label in places.items():
        yield svg.line([(x - 4, y), (x, y)], width=1)
        if label:
            yield svg.text(x - 8, y + 5, label, size=SIZE, anchor="end")


def name(x, y, words):
    """What an axis counts: above the end of one at the left, in words that need not be turned."""
    return svg.text(x, y, words, size=SIZE, anchor="start")
