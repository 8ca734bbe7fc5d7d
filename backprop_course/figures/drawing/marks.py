"""Marks on a curve as SVG: those of one curve are one path."""

import numpy as np

from . import palette


def _rays(count, turned, radii=(1.0,)):
    """Corners on rays from the middle, the first ``turned`` clockwise from the top."""
    angles = 2 * np.pi * (np.arange(count) + turned) / count
    return np.resize(radii, count)[:, None] * np.stack([np.sin(angles), -np.cos(angles)], axis=-1)


CORNERS = {  # shape: around a middle at 0, where the mark is about 2 wide
    "o": _rays(20, 0),
    "s": np.sqrt(2) * _rays(4, 0.5),
    "^": np.array([(0.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]),
    "v": np.array([(0.0, 1.0), (-1.0, -1.0), (1.0, -1.0)]),
    "D": np.sqrt(2) * _rays(4, 0),
    "*": _rays(10, 0, (1.0, 0.382)),  # as far out and in as the star with straight sides
}


def marks(points, shape, radius, *, fill, edge=palette.PAPER, stroke=0.7):
    """The same mark at every point.  shape: o, s, ^, v, D or *, as matplotlib calls them."""
    outline = "l" + " ".join(_pair(corner) for corner in radius * np.diff(CORNERS[shape], axis=0))
    first = radius * CORNERS[shape][0]
    path = "".join(f"M{_pair(np.add(point, first))}{outline}z" for point in points)
    return f'<path d="{path}" fill="{fill}" stroke="{edge}" stroke-width="{stroke}"/>'


def _pair(point):
    return f"{point[0]:.2f},{point[1]:.2f}"
