"""The picture of ``memory``: see there for its numbers and its sentence."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..drawing.charts import headline, open_axes
from ..drawing.palette import BACKWARD, FORWARD, INK, REFERENCE
from .memory import peak

LOOKS = {  # pass: colour, hatch
    "forward": (FORWARD, ""),
    "again": (REFERENCE, "////"),
    "back": (BACKWARD, r"\\\\"),
}


def draw_memory(traces):
    """A panel for each trace: bars that grow on the way forward and shrink on the way back."""
    figure = Figure(figsize=(9.2, 3.9), layout="constrained")
    headline(figure, "How much is saved, and for how long?")
    top = max(peak(steps) for steps in traces.values()) / 1000
    for axes, (name, steps) in zip(
        figure.subplots(1, len(traces), sharey=True), traces.items(), strict=True
    ):
        sizes = np.array([size for _, size in steps]) / 1000
        for kind, (colour, hatch) in LOOKS.items():
            if chosen := [i for i, (step, _) in enumerate(steps) if step == kind]:
                axes.bar(
                    np.add(chosen, 1),
                    sizes[chosen],
                    width=1.0,
                    color="white",
                    edgecolor=colour,
                    hatch=hatch,
                    linewidth=1,
                    label=kind,
                )
        axes.axhline(sizes.max(), color=INK, linestyle="--", linewidth=1)
        axes.text(0.5, sizes.max() + 0.015 * top, f"at most {sizes.max():g} kB", va="bottom")
        axes.set(title=name, xlabel="step", ylim=(0, 1.3 * top))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        open_axes(axes)
        axes.legend(frameon=False, loc="upper left", ncols=3)
    figure.axes[0].set_ylabel("saved inputs (kB)")
    return figure
