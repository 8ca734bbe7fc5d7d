"""The explorer of one neuron."""

from ..figures import neuron
from .explorer import Explorer, button, checkbox, player, slider

WORKED_EXAMPLE = {"x": 0.5, "w": 2.0, "b": -1.0, "y": 1.0}


def explore_neuron(x=0.5, w=2.0, b=-1.0, y=1.0):
    """One neuron with its inputs on sliders, the passes step by step, and both conventions."""
    start = {"x": x, "w": w, "b": b, "y": y}
    controls = {name: slider(name, value, -10.0, 10.0, 0.1) for name, value in start.items()}
    controls["step"] = slider("step", neuron.LAST_STEP, 0, neuron.LAST_STEP, 1)
    controls["half"] = checkbox("half convention: L = ½(a − y)²")
    reset = button("reset to the worked example")
    extras = [player(controls["step"], 900), reset]
    opening = neuron.describe_neuron(neuron.trace_neuron(**start))
    explorer = Explorer(controls, _draw_neuron, description=opening, extras=extras)
    reset.on_click(lambda _: explorer.set(**WORKED_EXAMPLE, step=neuron.LAST_STEP, half=False))
    return explorer


def _draw_neuron(x, w, b, y, step, half):
    trace = neuron.trace_neuron(x, w, b, y, half=half)
    sentence = neuron.explain_step(trace, step)
    if step == neuron.LAST_STEP:
        sentence = neuron.describe_neuron(trace)
    return neuron.draw_neuron(trace, step=step), sentence
