"""Charts of training: learning curves, decision regions, images.

Numbers in, a matplotlib Figure out; nothing is computed but positions.
"""

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..drawing.charts import headline, open_axes
from ..drawing.palette import FORWARD, INK, REFERENCE, WAITING

LINES = ((FORWARD, "-"), (REFERENCE, "--"))  # the curve in question, and what it is compared with
# Classes differ by marker first; no ground is blue or brick, because those have a meaning.
GROUNDS = ("#F6F0DA", "#DFD8EB", "#C3C9D1")
MARKERS = (("o", "#F1DE98"), ("s", "#7B5EA7"), ("^", "#46505E"))


def draw_learning_curves(loss, accuracy=None, *, title, xlabel="epoch"):
    """The loss on a log scale and, in a second panel, the accuracy; at most two curves in each.

    loss, accuracy: {name: one value per epoch}.
    """
    panels = {"loss (log scale)": loss} | (
        {"accuracy (share correct)": accuracy} if accuracy else {}
    )
    figure = Figure(figsize=(7.6, 3.5), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.12)
    headline(figure, title)
    for axes, (ylabel, curves) in zip(
        np.atleast_1d(figure.subplots(1, len(panels))), panels.items(), strict=True
    ):
        axes.set(xlabel=xlabel, ylabel=ylabel, yscale="log" if "log" in ylabel else "linear")
        _labelled_lines(axes, curves)
        open_axes(axes)
    return figure


def _labelled_lines(axes, curves):
    """Each curve with its name at its end: the higher one's above it, the lower one's below."""
    highest = max(curves, key=lambda name: curves[name][-1])
    for (name, values), (colour, style) in zip(curves.items(), LINES, strict=True):
        epochs = np.arange(1, len(values) + 1)
        axes.plot(epochs, values, color=colour, linestyle=style, label=name)
        above, near = name == highest, values[-(1 + len(values) // 10) :]  # clear of a zigzag
        axes.annotate(
            name,
            (epochs[-1], max(near) if above else min(near)),
            xytext=(0, 5 if above else -5),
            ha="right",
            textcoords="offset points",
            va="bottom" if above else "top",
            color=colour,
        )
    axes.margins(x=0.02, y=0.14)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))


def plane_points(limit, steps):
    """The points of a square grid from -limit to limit, row by row from below.

    Shapes: (steps^2, 2).
    """
    ticks = np.linspace(-limit, limit, steps)
    return np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)


def draw_decision_regions(x, labels, regions, *, limit, title):
    """Points in the plane, and the class a net gives to every place; one panel per entry.

    x: (n, 2).  labels: (n,) 0 to 2.  regions: {name: predicted classes at ``plane_points``}.
    """
    columns = min(len(regions), 2)
    rows = -(-len(regions) // columns)
    figure = Figure(figsize=(7.6, 3.75 * rows + 0.5), layout="constrained")
    headline(figure, title)
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    for axes, (name, classes) in zip(panels.flat, regions.items(), strict=False):
        _regions(axes, np.asarray(classes), limit)
        for label, (marker, fill) in enumerate(MARKERS[: labels.max() + 1]):
            axes.plot(
                *x[labels == label].T,
                marker,
                color=INK,
                markerfacecolor=fill,
                markersize=4.5,
                markeredgewidth=0.8,
            )
        axes.set(title=name, aspect="equal")
    for axes in panels[:, 0]:
        axes.set_ylabel("second input")
    for axes in panels[-1]:
        axes.set_xlabel("first input")
    return figure


def _regions(axes, classes, limit):
    steps = round(len(classes) ** 0.5)
    classes = classes.reshape(steps, steps)
    axes.imshow(
        classes,
        extent=(-limit, limit, -limit, limit),
        origin="lower",
        vmin=0,
        vmax=2,
        cmap=ListedColormap(GROUNDS),
        interpolation="nearest",
    )
    ticks = np.linspace(-limit, limit, steps)
    for label in np.unique(classes)[1:]:  # a border between the classes below it and the others
        axes.contour(ticks, ticks, classes >= label, levels=[0.5], colors=INK, linewidths=1)


def draw_images(images, captions, *, title, columns=6):
    """Images in rows with a caption above each; ink is black on white.

    images: (n, height, width), 0 to 1.  captions: n short texts.
    """
    rows = -(-len(images) // columns)
    figure = Figure(figsize=(1.3 * columns, 1.42 * rows + 0.4), layout="constrained")
    headline(figure, title)
    panels = figure.subplots(rows, columns, squeeze=False).flat
    for axes, image, caption in zip(panels, images, captions, strict=False):
        axes.imshow(image, cmap="gray_r", vmin=0, vmax=1, interpolation="nearest")
        axes.set_title(caption, fontsize=11)
    for axes in figure.axes:
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_color(WAITING)
    for axes in figure.axes[len(images) :]:
        axes.remove()
    return figure
