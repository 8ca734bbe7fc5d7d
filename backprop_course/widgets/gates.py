"""The explorer of the four gates."""

from ..figures.chain_rule import gates
from ..figures.chain_rule.gates_picture import draw_gate
from .controls import choice, slider
from .explorer import Explorer


def explore_gates(kind="×", first=3.0, second=2.0, third=0.5):
    """One gate, with all that comes to it on sliders: inputs, and the gradient that arrives.

    At a copy that is one input and a gradient from each of two uses.
    """
    names = _names(kind)
    controls = {
        "gate": choice("gate", list(gates.RULES)),
        "first": slider(names[0], first, -4.0, 4.0, 0.1),
        "second": slider(names[1], second, -4.0, 4.0, 0.1),
        "third": slider(names[2], third, -1.0, 1.0, 0.1),
    }
    controls["gate"].value = kind
    _, opening = _draw(kind, first, second, third)
    explorer = Explorer(controls, _draw, description=opening)

    def name_the_sliders(change):
        for control, name in zip([*controls.values()][1:], _names(change.new), strict=True):
            control.description = name

    controls["gate"].observe(name_the_sliders, "value")
    return explorer


def _names(kind):
    """What the three numbers that come to a gate from outside are called."""
    return ("a", "use 1", "use 2") if kind == "copy" else ("a", "b", "∂L/∂y")


def _draw(gate, first, second, third):
    if gate == "copy":
        trace = gates.trace_gate(gate, [first], [second, third])
    else:
        trace = gates.trace_gate(gate, [first, second], [third])
    return draw_gate(trace), gates.describe_gate(trace)
