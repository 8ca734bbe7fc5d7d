"""The explorer of one neuron."""

from ..figures.neuron import circuit, circuit_picture
from .controls import button, checkbox, player, slider
from .explorer import Explorer

WORKED_EXAMPLE = {"x": 0.5, "w": 2.0, "b": -1.0, "y": 1.0}


def explore_neuron(x=0.5, w=2.0, b=-1.0, y=1.0):
    """One neuron with its inputs on sliders, the passes step by step, and both conventions."""
    start = {"x": x, "w": w, "b": b, "y": y}
    controls = {name: slider(name, value, -10.0, 10.0, 0.1) for name, value in start.items()}
    controls["step"] = slider("step", circuit_picture.LAST_STEP, 0, circuit_picture.LAST_STEP, 1)
    controls["half"] = checkbox("half convention: L = ½(a − y)²")
    reset = button("reset to the worked example")
    extras = [player(controls["step"], 900), reset]
    opening = circuit.describe_neuron(circuit.trace_neuron(**start))
    explorer = Explorer(controls, _draw_neuron, description=opening, extras=extras)
    reset.on_click(
        lambda _: explorer.set(**WORKED_EXAMPLE, step=circuit_picture.LAST_STEP, half=False)
    )
    return explorer


def _draw_neuron(x, w, b, y, step, half):
    trace = circuit.trace_neuron(x, w, b, y, half=half)
    sentence = circuit.explain_step(trace, step)
    if step == circuit_picture.LAST_STEP:
        sentence = circuit.describe_neuron(trace)
    return circuit_picture.draw_neuron(trace, step=step), sentence
