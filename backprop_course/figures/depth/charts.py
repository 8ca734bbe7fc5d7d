"""Charts of deep nets: their losses, two ways to clip, the gradient through time and its wall.

Numbers in, a matplotlib Figure out.
"""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import open_axes
from ..drawing.palette import BACKWARD, FORWARD, INK, REFERENCE

TOP = 3.5  # of the panels of losses
DASHES = ("-", (0, (8, 2)), (0, (4, 2)), (0, (2, 2)), (0, (1, 2)))


def draw_outcomes(curves, *, chance, columns=4):
    """One small panel per net, on the same axes; the title says what became of it.

    curves: {name: (losses, verdict)}.  chance: the loss of a guess, a dashed line.
    """
    columns = min(columns, len(curves))
    rows = -(-len(curves) // columns)
    figure = Figure(figsize=(2.4 * columns, 2.05 * rows + 0.5), layout="constrained")
    figure.suptitle("Which of these 30-layer nets learn?")
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flat
    for axes, (name, (losses, verdict)) in zip(panels, curves.items(), strict=False):
        axes.axhline(chance, color=REFERENCE, linestyle="--", linewidth=1)
        axes.plot(np.arange(1, len(losses) + 1), losses, color=INK, linewidth=1.3)
        axes.set_title(f"{name}\n{verdict}", fontsize=10)
        axes.set_ylim(0, TOP)
        if not np.isfinite(losses[-1]):
            axes.text(
                0.5,
                0.35,
                "above the panel\nfrom the first step",
                ha="center",
                transform=axes.transAxes,
                fontsize=10,
                color=REFERENCE,
            )
        open_axes(axes)
    figure.supxlabel("step", fontsize=10)
    figure.supylabel("loss (nats)", fontsize=10)
    return figure


def draw_clipping(grad, by_norm, by_value, angle):
    """A gradient with two entries, and what two ways of clipping leave of it."""
    figure = Figure(figsize=(7.6, 2.9), layout="constrained")
    axes = figure.add_subplot(title=f"Clipping by value turned the gradient by {angle:.0f}°")
    box = np.array([[-1, -1, 1, 1, -1], [-1, 1, 1, -1, -1]])
    turn = np.linspace(0, 2 * np.pi, 200)
    axes.plot(*box, color=REFERENCE, linestyle="--", linewidth=1)
    axes.plot(np.cos(turn), np.sin(turn), color=REFERENCE, linestyle=":", linewidth=1)
    _arrow(axes, grad, REFERENCE, 1.5)
    _arrow(axes, by_norm, BACKWARD, 2.5)
    _arrow(axes, by_value, INK, 2.5)
    for point, words, offset, colour in (
        (grad, "gradient", (4, 6), REFERENCE),
        (by_norm, "by norm: shorter, same way", (14, -16), BACKWARD),
        (by_value, "by value: another way", (6, 6), INK),
    ):
        axes.annotate(
            words, point, xytext=offset, textcoords="offset points", color=colour, va="center"
        )
    axes.set(aspect="equal", xlim=(-1.2, grad[0] + 1.4), ylim=(-1.2, 1.8))
    axes.set(xlabel="slope for the first weight", ylabel="for the second")
    open_axes(axes)
    return figure


def draw_through_time(sizes):
    """The size of the gradient at each step of time, one line for each gain.

    sizes: {gain: sizes from the first step to the last}.
    """
    figure = Figure(figsize=(7.6, 3.8), layout="constrained")
    axes = figure.add_subplot(title="How far back in time does the gradient reach?")
    for (gain, line), dash in zip(sizes.items(), DASHES, strict=False):
        back = np.arange(len(line))[::-1]
        axes.plot(back, line, color=BACKWARD, linestyle=dash, linewidth=2)
        axes.annotate(
            f"gain {gain:g}",
            (back[0], line[0]),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            color=BACKWARD,
        )
    axes.set(yscale="log", xlim=(0, 1.15 * len(line)), xlabel="steps back from the loss")
    axes.set(ylabel="gradient, last step = 1 (log scale)", xticks=range(0, len(line) + 1, 10))
    open_axes(axes)
    return figure


def draw_cliff(b, losses, path, histories):
    """On the left the loss over one bias, with a wall, and a descent over it; on the right losses.

    path: (biases, losses) of the descent with clipping.  histories: {name: losses by step}.
    """
    figure = Figure(figsize=(9.0, 3.7), layout="constrained")
    wall, steps = figure.subplots(1, 2, width_ratios=(1.2, 1))
    wall.plot(b, losses, color=FORWARD, linewidth=2)
    wall.plot(*path, "o", color=BACKWARD, markersize=4)
    wall.annotate(
        "start",
        (path[0][0], path[1][0]),
        xytext=(-8, 0),
        ha="right",
        va="center",
        textcoords="offset points",
        color=BACKWARD,
    )
    wall.annotate(
        "steps, clipped",
        (path[0][-1], path[1][-1]),
        xytext=(0, 14),
        ha="center",
        textcoords="offset points",
        color=BACKWARD,
    )
    wall.set(xlabel="bias b", ylabel="loss", title="What does one step from a wall do?")
    for i, ((name, line), dash) in enumerate(zip(histories.items(), DASHES, strict=False)):
        steps.plot(range(len(line)), line, color=INK, linestyle=dash, linewidth=2)
        steps.annotate(
            name,
            (len(line) - 1, line[-1]),
            xytext=(0, 16 if i else 7),
            ha="right",
            textcoords="offset points",
            color=INK,
        )
    steps.set(yscale="log", xlabel="step", ylabel="loss (log scale)", title="Only one comes down")
    open_axes(wall)
    open_axes(steps)
    return figure


def _arrow(axes, to, colour, width):
    axes.annotate(
        "",
        to,
        (0, 0),
        arrowprops={"arrowstyle": "-|>", "color": colour, "lw": width, "shrinkA": 0, "shrinkB": 0},
    )
