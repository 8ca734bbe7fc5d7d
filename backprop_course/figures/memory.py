"""What the layers of a net save, step by step, on the way forward and on the way back."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from .palette import BACKWARD, FORWARD, INK, REFERENCE

LOOKS = {  # pass: colour, hatch
    "forward": (FORWARD, ""),
    "again": (REFERENCE, "////"),
    "back": (BACKWARD, r"\\\\"),
}


def trace_memory(net, x, grad_y):
    """[(pass, bytes)]: what ``net`` has saved after each step of its layers.

    A layer's input counts from the layer's forward step until its step back, where we let go of
    it; one array that several layers keep counts once.  The pass is "forward", "back", or "again"
    for a forward step that is taken on the way back.
    """
    modules = list(_inside(net))
    layers = [module for module in modules if not hasattr(module, "layers")]
    steps, name = [], {"forward": "forward", "backward": "back"}

    def note(method):
        arrays = {id(m.x): m.x for m in modules if getattr(m, "x", None) is not None}
        steps.append((name[method], sum(array.nbytes for array in arrays.values())))

    for module in modules:
        module.x = None  # what an earlier pass has left
    for layer in layers:
        layer.forward, layer.backward = _forward(layer, note), _backward(layer, note)
    net.forward(x)
    name["forward"] = "again"
    net.backward(grad_y)
    for layer in layers:
        del layer.forward, layer.backward  # its class has them still
    return steps


def _inside(module):
    yield module
    for part in getattr(module, "layers", ()):
        yield from _inside(part)


def _forward(layer, note):
    real = layer.forward

    def forward(x):
        y = real(x)
        note("forward")
        return y

    return forward


def _backward(layer, note):
    real = layer.backward

    def backward(grad_y, *, input_grad=True):
        grad_x = real(grad_y, input_grad=input_grad)
        note("backward")
        layer.x = None
        return grad_x

    return backward


def peak(steps):
    """The most that was saved at any time, in bytes."""
    return max(size for _, size in steps)


def describe_memory(traces):
    """Each trace in a sentence.  traces: {name: steps of ``trace_memory``}."""
    return " ".join(
        f"{name}: {len(steps)} steps, {sum(kind == 'again' for kind, _ in steps)} of them forward "
        f"again, and at most {peak(steps) / 1000:g} kB are saved."
        for name, steps in traces.items()
    )


def draw_memory(traces):
    """A panel for each trace: bars that grow on the way forward and shrink on the way back."""
    figure = Figure(figsize=(9.2, 3.9), layout="constrained")
    figure.suptitle("How much is saved, and for how long?")
    top = max(peak(steps) for steps in traces.values()) / 1000
    for axes, (name, steps) in zip(
        figure.subplots(1, len(traces), sharey=True), traces.items(), strict=True
    ):
        sizes = np.array([size for _, size in steps]) / 1000
        for kind, (colour, hatch) in LOOKS.items():
            if chosen := [i for i, (step, _) in enumerate(steps) if step == kind]:
                axes.bar(np.add(chosen, 1), sizes[chosen], width=1.0, color="white",
                         edgecolor=colour, hatch=hatch, linewidth=1, label=kind)  # fmt: skip
        axes.axhline(sizes.max(), color=INK, linestyle="--", linewidth=1)
        axes.text(0.5, sizes.max() + 0.015 * top, f"at most {sizes.max():g} kB", va="bottom")
        axes.set(title=name, xlabel="step", ylim=(0, 1.3 * top))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False, loc="upper left", ncols=3)
    figure.axes[0].set_ylabel("saved inputs (kB)")
    return figure
