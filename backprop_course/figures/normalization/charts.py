"""Charts of normalization: mistakes in the gradient, running statistics, a digit in many batches.

Numbers in, a matplotlib Figure out.
"""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import headline, open_axes, title
from ..drawing.palette import BACKWARD, BACKWARD_TINT, FORWARD, INK, REFERENCE, WAITING


def draw_mistakes(gradients, nudged):
    """Gradients as bars, one panel each, against what nudging says (diamonds).

    gradients: {name: (n,)}.  nudged: (n,).
    """
    figure = Figure(figsize=(8.6, 3.2), layout="constrained")
    headline(figure, "How wrong is the gradient if one thing is forgotten?")
    panels = figure.subplots(1, len(gradients), sharey=True)
    entries = np.arange(1, len(nudged) + 1)
    for axes, (name, gradient) in zip(panels, gradients.items(), strict=True):
        axes.bar(entries, gradient, 0.62, color=BACKWARD_TINT, edgecolor=BACKWARD, linewidth=1.5)
        axes.plot(entries, nudged, "D", color=REFERENCE, markerfacecolor="none", markersize=7)
        axes.axhline(0, color=INK, linewidth=0.8)
        axes.set_title(f"{name}\n{_wrong(gradient, nudged)}", size=11)
        axes.set(xlabel="example", xticks=entries)
        open_axes(axes)
    panels[0].set_ylabel("gradient of x")
    _key(panels[0], nudged)
    return figure


def _wrong(gradient, nudged):
    error = np.linalg.norm(gradient - nudged) / np.linalg.norm(nudged)
    return "agrees" if error < 1e-6 else f"off by {100 * error:.0f} %"


def _key(axes, nudged):
    """What bar and diamond mean, beside the first, which is the highest."""
    axes.annotate(
        "diamonds:\nby nudging",
        (1, nudged[0]),
        xytext=(16, -4),
        color=REFERENCE,
        textcoords="offset points",
        va="center",
    )


def draw_running(batch_means, running, truth):
    """The means of batches as points, the running mean as a line, the true mean dashed."""
    figure = Figure(figsize=(6.8, 3.3), layout="constrained")
    axes = figure.add_subplot(xlabel="batch", ylabel="mean of one feature")
    title(axes, "How fast does the running mean forget where it started?")
    steps = np.arange(1, len(batch_means) + 1)
    axes.axhline(truth, color=REFERENCE, linestyle="--", linewidth=1.2)
    axes.plot(steps, batch_means, "o", color=FORWARD, markerfacecolor="none", markersize=4.5)
    axes.plot([0, *steps], [0, *running], color=FORWARD, linewidth=2.6)
    axes.set_xlim(-1, 1.22 * len(steps))
    axes.set_xticks(range(0, len(steps) + 1, 10))
    _beside(axes, "true mean", (1.02 * len(steps), truth), (0, -9), REFERENCE)
    _beside(axes, "running mean", (6, running[5]), (8, -6), FORWARD)
    _beside(axes, "circles: means of\nsingle batches", (1.02 * len(steps), truth), (0, 24), FORWARD)
    open_axes(axes)
    return figure


def _beside(axes, words, point, shift, colour):
    axes.annotate(words, point, xytext=shift, textcoords="offset points", va="center", color=colour)


def draw_in_batches(image, label, answers, in_use):
    """One image, and the probability of its true label in many batches of several sizes.

    image: (8, 8).  answers: {batch size: probabilities}.  in_use: the one of evaluation mode.
    """
    figure = Figure(figsize=(7.4, 3.5), layout="constrained")
    headline(figure, f"Is this a {label}? It depends on who else is in the batch")
    figure.get_layout_engine().set(w_pad=0.1)
    left, right = figure.subplots(1, 2, width_ratios=(1, 3.4))
    left.imshow(image, cmap="gray_r", vmin=0, vmax=1, interpolation="nearest")
    left.set(xticks=[], yticks=[], xlabel="the same image\nevery time")
    left.spines[:].set_color(WAITING)
    for i, chances in enumerate(answers.values()):
        across = i + np.linspace(-0.3, 0.3, len(chances))
        right.plot(across, chances, "o", color=FORWARD, markerfacecolor="none", markersize=4.5)
    right.axhline(in_use, color=REFERENCE, linestyle="--", linewidth=1.8)
    _beside(
        right, f"evaluation\nmode: {in_use:.2f}", (len(answers) - 0.5, in_use), (6, -14), REFERENCE
    )
    right.set_xticks(range(len(answers)), [f"batches\nof {n}" for n in answers])
    right.set(xlim=(-0.5, len(answers) + 0.22), ylim=(-0.04, 1.04))
    right.set_ylabel(f"probability of “{label}”, training mode")
    open_axes(right)
    return figure
