"""Charts of lesson 04: what a wrong answer costs, a broadcast by mistake, a logarithm that breaks.

Numbers in, a matplotlib Figure out.
"""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import headline, open_axes, title
from ..drawing.heat_map import CELL, heat_map
from ..drawing.palette import BACKWARD, FORWARD, INK, REFERENCE

NEAR = {"textcoords": "offset points"}


def draw_loss_shapes(answers, cross_entropy, squared_error):
    """Two losses over the answer when the label is 1, and beside them their slopes.

    answers: (n,), from 0 to 1.  cross_entropy, squared_error: (loss, slope), each (n,).
    """
    figure = Figure(figsize=(9.0, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    for axes, i, colour in ((left, 0, FORWARD), (right, 1, BACKWARD)):
        axes.plot(answers, cross_entropy[i], color=colour)
        axes.plot(answers, squared_error[i], "--", color=colour)
        axes.set(xlabel="answer a (the label is 1)", xlim=(0, 1))
        open_axes(axes)
    left.set(ylabel="loss L", ylim=(0, 5))
    right.set(ylabel="slope ∂L/∂a", ylim=(-15, 1))
    title(left, "What does a wrong answer cost?")
    title(right, "How steep is the loss there?")
    for axes, words, place in (
        (left, "cross-entropy", (0.19, 2.0)),
        (left, "squared error", (0.03, 0.2)),
        (right, "cross-entropy", (0.2, -6.0)),
        (right, "squared error", (0.03, -1.1)),
    ):
        axes.text(*place, words, color=FORWARD if axes is left else BACKWARD)
    return figure


def draw_broadcast(column, row, errors):
    """A column minus a row is a table; the errors that were meant stand framed on its diagonal.

    Shapes: column (n, 1), row (n,), errors (n, n).
    """
    n = len(row)
    gap, top, bottom, left = 1.0, 0.95, 0.62, 0.55
    width, height = left + CELL * (1 + n + n) + 2 * gap + 0.4, CELL * n + top + bottom
    figure = Figure(figsize=(width, height))
    headline(figure, f"How do {n} errors become {n * n}?")
    limit = max(np.abs(column).max(), np.abs(row).max(), np.abs(errors).max())
    middle = bottom + CELL * n / 2
    maps = ((column, "prediction"), (np.atleast_2d(row), "target"), (errors, "difference"))
    for i, (values, name) in enumerate(maps):
        rows, columns = values.shape
        base = middle - CELL * rows / 2
        box = (left / width, base / height, CELL * columns / width, CELL * rows / height)
        shape = f"({n},)" if i == 1 else f"({rows}, {columns})"
        meant = [(k, k) for k in range(n)] if i == 2 else []
        axes, style = figure.add_axes(box), {"below": shape, "lines": REFERENCE, "bold": meant}
        heat_map(axes, values, name, limit=limit, **style)
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
        axes.set(xlabel="logit z (the label is 0)", ylabel="loss L", xlim=(low, high))
        open_axes(axes)
    left, right = figure.axes
    title(left, "Where does −ln(1 − σ(z)) break?")
    title(right, "Its last steps before infinity")
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
    """The answer to one example while it is trained, label 1; the first curve is dashed.

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
        ylabel="answer a (the label is 1)",
        ylim=(0, 1.12),
    )
    title(axes, "How long does a confidently wrong answer stay?")
    open_axes(axes)
    return figure


def draw_clouds(x, labels, w, b):
    """Two classes in the plane, and the straight border on which w · x + b is 0.

    Shapes: x (n, 2), labels (n,), w (2,).
    """
    figure = Figure(figsize=(5.6, 4.6), layout="constrained")
    axes = figure.add_subplot()
    low, high = x.min(axis=0) - 0.2, x.max(axis=0) + 0.2
    ends = np.array([low[0], high[0]])
    for label, marker, colour in ((0, "o", REFERENCE), (1, "^", INK)):
        chosen = x[labels == label]
        style = {"markersize": 6, "label": f"class {label}"}
        axes.plot(*chosen.T, marker, color=colour, **style)
    axes.plot(ends, -(w[0] * ends + b) / w[1], color=INK, linewidth=1.4, label="z = 0")
    axes.set(xlabel="first input", ylabel="second input", xlim=ends, ylim=(low[1], high[1]))
    axes.legend(frameon=False, loc="upper left")
    title(axes, "Where is the border between two clouds?")
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
    )
    title(axes, "The mean is printed. Whose gradient was used?")
    open_axes(axes)
    return figure
