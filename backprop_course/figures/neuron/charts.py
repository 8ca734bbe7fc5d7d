"""Charts of lesson 01: a tangent, a training, one neuron's view of images, two losses' slopes.

Numbers in, a matplotlib Figure out.
"""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..drawing.charts import headline, open_axes, title
from ..drawing.palette import BACKWARD, FORWARD, INK, REFERENCE, UPDATE, WAITING
from ..drawing.svg import written

PIXELS = "offset points"
ROWS = 7  # points that share one x stand in so many rows, so that fewer of them cover each other


def draw_tangent(w, loss, at, slope, step):
    """The loss over w, the slope at one point, and one step against it.

    w, loss: the curve.  at: (w, loss) of the point.  slope: a number.  step: (w, loss) after it.
    """
    figure, axes = _one_chart("Which way is downhill, and how steep?")
    axes.plot(w, loss, color=FORWARD)
    reach = np.array([w[0], w[-1]])
    axes.plot(reach, at[1] + slope * (reach - at[0]), color=BACKWARD, linestyle="--")
    across = written(step[0] - at[0])
    fallen = written(step[1] - at[1])
    for head, tail in (((step[0], at[1]), at), (step, (step[0], at[1]))):
        arrow = {"arrowstyle": "->", "color": UPDATE, "shrinkA": 0, "shrinkB": 0, "lw": 1.6}
        axes.annotate("", head, tail, arrowprops=arrow)
    axes.plot(*at, "o", color=FORWARD)
    axes.plot(*step, "D", color=UPDATE)
    side, behind = ("left", "right") if step[0] > at[0] else ("right", "left")
    ahead = 1 if side == "left" else -1  # to the right or to the left, as the step goes
    start, middle = (w[0], at[1] + slope * (w[0] - at[0])), (step[0], (at[1] + step[1]) / 2)
    for words, place, (right, up), look in (
        (f"slope {written(slope)}", start, (14, 6), {"color": BACKWARD}),
        ("now", at, (-8 * ahead, -14), {"ha": behind}),
        (f"Δw = {across}", at, (4 * ahead, 6), {"color": UPDATE, "ha": side}),
        (f"ΔL = {fallen}", middle, (7 * ahead, -4), {"color": UPDATE, "ha": side}),
        ("after the step", step, (-6 * ahead, -18), {"ha": behind}),
    ):
        axes.annotate(words, place, (right, up), textcoords=PIXELS, **look)
    axes.margins(x=0.02)
    axes.set(xlabel="weight w", ylabel="loss L")
    return figure


def draw_training(losses):
    """The loss before the first step and after each one."""
    figure, axes = _one_chart("What do many small steps reach?")
    axes.plot(losses, color=UPDATE)
    for k, place in ((0, (8, 0)), (len(losses) - 1, (-2, 10))):
        axes.plot(k, losses[k], "o", color=UPDATE)
        axes.annotate(
            f"{losses[k]:.3f}", (k, losses[k]), place, textcoords=PIXELS, va="center",
            ha="right" if k else "left",
        )  # fmt: skip
    axes.set(xlabel="steps taken", ylabel="loss L", ylim=(0, 1.1 * max(losses)))
    return figure


def draw_middles(images, captions, middle):
    """Images in a row, each with its caption, and a frame around the pixels in the middle.

    images: (n, height, width), 0 to 1.  middle: (rows, columns), two slices.
    """
    figure = Figure(figsize=(1.5 * len(images), 2.1), layout="constrained")
    headline(figure, "How much ink is in the middle?")
    rows, columns = middle
    size = (columns.stop - columns.start, rows.stop - rows.start)
    panels = figure.subplots(1, len(images), squeeze=False).flat
    for axes, image, caption in zip(panels, images, captions, strict=True):
        axes.imshow(image, cmap="gray_r", vmin=0, vmax=1, interpolation="nearest")
        corner = (columns.start - 0.5, rows.start - 0.5)
        axes.add_patch(Rectangle(corner, *size, fill=False, edgecolor=FORWARD, linewidth=2.5))
        axes.set(xticks=[], yticks=[])
        axes.set_xlabel(caption, fontsize=11)
        axes.spines[:].set_color(WAITING)
    return figure


def draw_logistic_fit(x, labels, curve_x, before, after, *, border, xlabel, names):
    """Examples with label 0 or 1, and the neuron's answer before and after training.

    x, labels: (n,).  curve_x, before, after: one curve each.  border: where the trained neuron's
    answer is 0.5.  names: what label 0 and label 1 mean.
    """
    figure, axes = _one_chart("Does the neuron tell the two groups apart?")
    axes.axvline(border, color=INK, linestyle=":", linewidth=1.2)
    axes.plot(curve_x, before, color=REFERENCE, linestyle="--")
    axes.plot(curve_x, after, color=UPDATE, linewidth=2)
    rows = 0.04 + 0.02 * (np.arange(len(x)) % ROWS)  # away from the curve: below 0, above 1
    empty = {"markerfacecolor": "white", "markeredgewidth": 0.8, "markersize": 4}
    axes.plot(x[labels == 0], -rows[labels == 0], "o", color=FORWARD, **empty)
    axes.plot(x[labels == 1], 1 + rows[labels == 1], "s", color=FORWARD, markersize=3)
    left, right = curve_x[0], curve_x[-1]
    words = (
        (f"border {border:.2f}", (border, 0.12), (6, 0), {"color": INK}),
        ("before training", (right, before[-1]), (0, -11), {"color": REFERENCE, "ha": "right"}),
        ("after training", (right, after[-1]), (0, -14), {"color": UPDATE, "ha": "right"}),
        (names[0], (right, -0.09), (0, 0), {"color": FORWARD, "ha": "right"}),
        (names[1], (left, 1.09), (0, 0), {"color": FORWARD}),
    )
    for text, at, shift, look in words:
        axes.annotate(text, at, shift, textcoords=PIXELS, va="center", **look)
    axes.set(xlabel=xlabel, ylabel="answer a: probability of label 1", yticks=[0, 0.5, 1])
    return figure


def draw_slopes_of_losses(z, squared_error, cross_entropy):
    """∂L/∂z over z for two losses when the label is 1: which one still pulls when z is far off?"""
    figure, axes = _one_chart("Which loss still pulls when the answer is far off?")
    axes.axhline(0.0, color=REFERENCE, linewidth=0.8)
    axes.plot(z, squared_error, color=BACKWARD, linestyle="--")
    axes.plot(z, cross_entropy, color=BACKWARD)
    axes.annotate("squared error", (z[0], squared_error[0]), (4, -16), textcoords=PIXELS)
    axes.annotate("cross-entropy", (z[0], cross_entropy[0]), (4, 8), textcoords=PIXELS)
    axes.set(xlabel="z, the sum before the sigmoid (the label is 1)", ylabel="slope ∂L/∂z")
    return figure


def _one_chart(words):
    """A figure with one pair of axes, without the frame lines that labels could run into."""
    figure = Figure(figsize=(6.8, 3.7), layout="constrained")
    axes = figure.add_subplot()
    title(axes, words)
    open_axes(axes)
    return figure, axes
