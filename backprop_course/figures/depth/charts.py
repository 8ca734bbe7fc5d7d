"""Charts of deep nets: their losses, two ways to clip, the gradient through time and its wall.

Numbers in, a matplotlib Figure out.
"""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import open_axes, title
from ..drawing.palette import BACKWARD, INK, REFERENCE

TOP = 3.5  # of the panels of losses
DASHES = ("-", (0, (8, 2)), (0, (4, 2)), (0, (2, 2)), (0, (1, 2)))


def draw_outcomes(curves, *, chance, window=20):
    """Losses of training in one chart, each the mean of the last ``window`` steps.

    curves: {name: losses}.  chance: the loss of a guess, a dashed line; nets that end there share
    one label, and so do those whose losses are not finite, above the chart.
    """
    figure = Figure(figsize=(8.6, 4.2), layout="constrained")
    axes = figure.add_subplot()
    title(axes, "Which of these 30-layer nets learn?")
    axes.axhline(chance, color=REFERENCE, linestyle="--", linewidth=1)
    finite = {name: smoothed(line, window) for name, line in curves.items() if _is_finite(line)}
    learn = {name: line for name, line in finite.items() if line[-1] < chance - 0.1}
    for line in finite.values():
        axes.plot(np.arange(window, window + len(line)), line, color=INK, linewidth=1.5)
    end = max(map(len, curves.values()))
    beside = {"xytext": (6, 0), "textcoords": "offset points", "va": "center"}
    for name, line in learn.items():
        axes.annotate(name, (end, line[-1]), **beside)
    if stuck := [name for name in finite if name not in learn]:
        axes.annotate("\n".join([*stuck, "(a guess)"]), (end, chance), **beside | {"va": "bottom"})
    if lost := [name for name in curves if name not in finite]:
        words = f"above the chart from the first step on: {', '.join(lost)}"
        axes.text(0.02, 0.97, words, va="top", transform=axes.transAxes)
    axes.set(xlim=(0, 1.42 * end), ylim=(0, TOP), xlabel="step", ylabel="loss")
    axes.set_xticks(range(0, end + 1, 100))
    open_axes(axes)
    return figure


def smoothed(line, window):
    """The means of ``window`` neighbours, one for each place that has them."""
    return np.convolve(line, np.full(window, 1 / window), mode="valid")


def _is_finite(line):
    return bool(np.isfinite(line[-1]))


def draw_clipping(grad, by_norm, by_value, angle):
    """A gradient with two entries, and what two ways of clipping leave of it."""
    figure = Figure(figsize=(7.6, 2.9), layout="constrained")
    axes = figure.add_subplot()
    title(axes, f"Clipping by value turned the gradient by {angle:.0f}°")
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


def draw_through_time(sizes, name="gain"):
    """The size of the gradient at each step of time, one line for each gain.

    sizes: {gain: sizes from the first step to the last}.  name: what is varied, if not the gain.
    """
    figure = Figure(figsize=(7.6, 3.8), layout="constrained")
    axes = figure.add_subplot()
    title(axes, "How far back in time does the gradient reach?")
    for (gain, line), dash in zip(sizes.items(), DASHES, strict=False):
        back = np.arange(len(line))[::-1]
        axes.plot(back, line, color=BACKWARD, linestyle=dash, linewidth=2)
        axes.annotate(
            f"{name} {gain:g}",
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


def draw_cliff(w, b, losses, paths, histories):
    """On the left the loss over two parameters and two descents; on the right their losses.

    w, b: (points,).  losses: (points, points), a row for each b.  paths: {name: (steps, 2)}, the
    first of which leaves the map.  histories: {name: losses by step}.
    """
    figure = Figure(figsize=(9.2, 3.9), layout="constrained")
    ground, steps = figure.subplots(1, 2, width_ratios=(1.05, 1))
    levels = [0, 0.003, 0.01, 0.02, 0.03, 0.04, 0.06, 0.15, 1]
    shades = np.linspace(1.0, 0.55, len(levels) - 1)
    ground.contourf(w, b, losses, levels=levels, colors=[(shade,) * 3 for shade in shades])
    for (_, path), (style, width) in zip(paths.items(), ((":", 2.5), ("-", 2)), strict=True):
        ground.plot(*path.T, style, color=BACKWARD, linewidth=width)
    start = next(iter(paths.values()))[0]
    ground.plot(*start, "o", color=BACKWARD, markersize=6)
    ground.annotate("start", start, xytext=(8, -4), textcoords="offset points", color=BACKWARD)
    far = next(iter(paths.values()))[-1]
    words = f"one step, to\nw = {far[0]:.1f}, b = {far[1]:.1f}"
    ground.text(0.62, 0.98, words, ha="right", va="top", transform=ground.transAxes, color=BACKWARD)
    ground.set(xlim=(w[0], w[-1]), ylim=(b[0], b[-1]), xlabel="w", ylabel="b")
    title(ground, "Darker is a larger loss")
    places = ((max, 6, "bottom"), (min, -6, "top"))
    for (name, line), style, place in zip(histories.items(), (":", "-"), places, strict=True):
        steps.plot(range(len(line)), line, style, color=INK, linewidth=2)
        extreme, offset, side = place
        last = (len(line) - 1, extreme(line[-10:]))
        beside = {"xytext": (0, offset), "textcoords": "offset points", "ha": "right", "va": side}
        steps.annotate(name, last, **beside)
    steps.set(yscale="log", ylim=(1e-5, 1), xlabel="step", ylabel="loss (log scale)")
    title(steps, "What does one step do?")
    open_axes(ground, steps)
    return figure


def _arrow(axes, to, colour, width):
    axes.annotate(
        "",
        to,
        (0, 0),
        arrowprops={"arrowstyle": "-|>", "color": colour, "lw": width, "shrinkA": 0, "shrinkB": 0},
    )
