"""The gradient of a weight matrix as a sum over the batch: one multiplication table per example."""

import numpy as np

from . import svg, tables

CELL = (56, 32)
MARGIN, GAP = 20, 30  # beside the tables, and between them for the sign
HEAD, FOOT = 58, 42


def draw_outer_products(inputs, grads, total, *, name="grad_W"):
    """For each example its input (down) times its gradient (across), and the sum of all tables.

    inputs: (n, fan_in).  grads: (n, fan_out).  total: (fan_in, fan_out).
    """
    limit = max(1e-12, *(np.abs(np.outer(*pair)).max() for pair in zip(inputs, grads, strict=True)))
    limit = max(limit, np.abs(total).max())
    n, (rows, columns) = len(inputs), np.shape(total)
    reach = CELL[0] * (columns + 1) + tables.APART  # of a table with its column
    width, height = 2 * MARGIN + n * (reach + GAP) + CELL[0] * columns, HEAD + FOOT
    height += CELL[1] * (rows + 1)
    y = height - FOOT - CELL[1] * rows / 2
    parts = [svg.text(MARGIN, 28, f"What does each example add to {svg.typed(name)}?", size=17,
                      anchor="start", bold=True)]  # fmt: skip
    style = {"limit": limit, "words": _short, "font": 13}
    for i in range(n):
        right = MARGIN + i * (reach + GAP) + reach
        x = right - CELL[0] * columns / 2
        parts += tables.outer_product(x, y, inputs[i], grads[i], CELL, **style)
        parts.append(svg.text(right + GAP / 2, y + 6, "+" if i < n - 1 else "=", size=18))
        parts.append(svg.text(x, height - 16, f"example {i}", size=14))
    x = width - MARGIN - CELL[0] * columns / 2
    parts += tables.signed_cells(x, y, total, CELL, **style)
    parts.append(svg.text(x, height - 16, f"sum: {svg.typed(name)}", size=14, bold=True))
    return svg.document(
        round(width), round(height), parts, title=f"What does each example add to {name}?",
        description=f"{n} multiplication tables, one per example, and their sum, {name}.",
    )  # fmt: skip


def _short(value):
    """Three digits after the point; a true 0 is written as such."""
    return f"{value:.3f}".replace("-", "−") if value else "0"
