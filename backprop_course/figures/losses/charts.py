"""Charts of lesson 04: what a wrong answer costs, a broadcast by mistake, a logarithm that breaks.

Numbers in, a matplotlib Figure out.
"""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import open_axes
from ..drawing.heat_map import CELL, heat_map
from ..drawing.palette import BACKWARD, FORWARD, INK, REFERENCE

NEAR = {"textcoords": "offset points"}


def draw_loss_shapes(answers, cross_entropy, squared_error):
    """Two losses over the answer when the truth is 1, and beside them their slopes.

    answers: (n,), from 0 to 1.  cross_entropy, squared_error: (loss, slope), each (n,).
    """
    figure = Figure(figsize=(9.0, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    for axes, i, colour in ((left, 0, FORWARD), (right, 1, BACKWARD)):
        axes.plot(answers, cross_entropy[i], color=colour)
        axes.plot(answers, squared_error[i], "--", color=colour)
        axes.set(xlabel="answer a (the truth is 1)", xlim=(0, 1))
        open_axes(axes)
    left.set(ylabel="loss L", ylim=(0, 5), title="What does a wrong answer cost?")
    right.set(ylabel="slope ∂L/∂a", ylim=(-15, 1), title="How hard does it pull?")
    for axes, words, place in (
        (left, "cross-entropy", (0.19, 2.0)),
        (left, "squared error", (0.03, 0.2)),
        (right, "cross-entropy", (0.2, -6.0)),
        (right, "squared error", (0.03, -1.1)),
    ):
        axes.text(*place, words, color=FORWARD if axes is left else BACKWARD)
    return figure


def draw_broadcast(column, row, gaps):
    """A column minus a row is a table; the gaps that were meant stand framed on its diagonal.

    Shapes: column (n, 1), row (n,), gaps (n, n).
    """
    n = len(row)
    gap, top, bottom, left = 1.0, 1.15, 0.62, 0.55
    width, height = left + CELL * (1 + n + n) + 2 * gap + 0.4, CELL * n + top + bottom
    figure = Figure(figsize=(width, height))
    figure.suptitle(f"How do {n} gaps become {n * n}?", size=13, y=1 - 0.16 / height)
    limit = max(np.abs(column).max(), np.abs(row).max(), np.abs(gaps).max())
    middle = bottom + CELL * n / 2
    maps = ((column, "prediction"), (np.atleast_2d(row), "target"), (gaps, "difference"))
    for i, (values, title) in enumerate(maps):
        rows, columns = values.shape
        base = middle - CELL * rows / 2
        box = (left / width, base / height, CELL * columns / width, CELL * rows / height)
        shape = f"({n},)" if i == 1 else f"({rows}, {columns})"
        meant = [(k, k) for k in range(n)] if i == 2 else []
        axes, style = figure.add_axes(box), {"below": shape, "lines": REFERENCE, "bold": meant}
        heat_map(axes, values, title, limit=limit, **style)
        for k, _ in meant:
            _frame(axes, k)
        left += CELL * columns + gap
        if i < 2:
            figure.text(
                (left - gap / 2) / width,
                middle / height,
                "−="[i],
                size=18,
                ha="center",
                va="center",
            )
    return figure


def _frame(axes, i):
    """A square inside of entry (i, i)."""
    near, far = i - 0.42, i + 0.42
    axes.plot([near, far, far, near, near], [near, near, far, far, near], color=INK)


def draw_log_of_zero(z, naive, stable):
    """A loss computed through the probability, and through log-sum-exp; and its last finite steps.

    z, naive, stable: (n,); naive becomes inf somewhere.
    """
    figure = Figure(figsize=(9.0, 3.6), layout="constrained")
    finite = np.isfinite(naive)
    last = z[finite][-1]
    for axes, (low, high) in zip(figure.subplots(1, 2), ((z[0], z[-1]), (33, 40)), strict=True):
        seen = (z >= low) & (z <= high)
        axes.plot(z[seen], stable[seen], color=FORWARD)
        axes.plot(z[seen & finite], naive[seen & finite], "--", color=REFERENCE)
        axes.plot(last, naive[finite][-1], "X", color=REFERENCE, markersize=9)
        axes.set(xlabel="logit z (the truth is 0)", ylabel="loss L", xlim=(low, high))
        open_axes(axes)
    left, right = figure.axes
    left.set_title("Where does −ln(1 − σ(z)) break?")
    right.set_title("Its last steps before infinity")
    left.annotate("log-sum-exp", (z[-1], stable[-1]), xytext=(-100, -12), color=FORWARD, **NEAR)
    right.annotate("log-sum-exp", (39, 39), xytext=(-74, 6), color=FORWARD, **NEAR)
    right.annotate("through the\nprobability", (33.2, 36.0), color=REFERENCE)
    left.annotate(
        f"inf beyond z = {last:.1f}",
        (last, naive[finite][-1]),
        xytext=(-150, 8),
        color=REFERENCE,
        **NEAR,
    )
    return figure


def draw_answers(answers):
    """The answer to one example while it is trained, truth 1; the first curve is dashed.

    answers: two entries {loss: one answer per step}.
    """
    figure = Figure(figsize=(7.2, 3.5), layout="constrained")
    axes = figure.add_subplot()
    for (name, values), style, colour in zip(
        answers.items(), ("--", "-"), (REFERENCE, FORWARD), strict=True
    ):
        half = int(np.argmax(np.asarray(values) > 0.5))
        words, slow = f"{name}: half way at step {half}", style == "--"
        axes.plot(np.arange(len(values)), values, style, color=colour)
        axes.plot(half, values[half], "o", color=colour)
        at = (half, values[half]) if slow else (len(values) - 1, values[-1])
        axes.annotate(
            words,
            at,
            xytext=(10, -14) if slow else (0, 5),
            ha="left" if slow else "right",
            color=colour,
            **NEAR,
        )
    axes.set(
        xlabel="step",
        ylabel="answer a (the truth is 1)",
        ylim=(0, 1.12),
        title="How long does a sure and wrong answer stay?",
    )
    open_axes(axes)
    return figure


def draw_two_reductions(right, wrong):
    """The printed mean while training with its own gradient, and with that of the sum."""
    figure = Figure(figsize=(7.2, 3.4), layout="constrained")
    axes = figure.add_subplot()
    steps, early = np.arange(len(right)), len(right) // 8
    axes.plot(steps, right, color=FORWARD)
    axes.plot(steps, wrong, "--", color=REFERENCE)
    axes.annotate(
        "gradient of the mean", (early, right[early]), xytext=(10, 8), color=FORWARD, **NEAR
    )
    axes.annotate(
        "gradient of the sum", (early, wrong[early]), xytext=(-20, -20), color=REFERENCE, **NEAR
    )
    axes.margins(y=0.16)
    axes.set(
        xlabel="step",
        ylabel="printed loss: the mean",
        title="The mean is printed. Whose gradient was used?",
    )
    open_axes(axes)
    return figure
