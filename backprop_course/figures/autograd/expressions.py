"""Five expressions as graphs of tensors, and two orders in which to walk back over them."""

import numpy as np

from ...autograd import Tensor, exp, inputs_first, mse, sigmoid, sin, square
from .walk import trace_walk


def _shared_in_the_middle():
    x = Tensor(0.5)
    h = sin(x)
    e = exp(h)
    return h + e, {"x": x, "h": h, "e": e}


def _chain():
    x = Tensor(1.5)
    u = square(x)
    v = sin(u)
    return square(v), {"x": x, "u": u, "v": v}


def _two_gates():
    a, b = Tensor(1.0), Tensor(2.0)
    s, v = a + b, sin(b)
    return s * v, {"a": a, "b": b, "s": s, "v": v}


def _shortcut():
    x = Tensor(1.5)
    u = square(x)
    v = sin(u)
    m = x * v
    return x + m, {"x": x, "u": u, "v": v, "m": m}


def _one_neuron():
    w, b = Tensor(2.0), Tensor(-1.0)
    p = w * 0.5
    z = p + b
    a = sigmoid(z)
    return mse(a, np.array(1.0)), {"w": w, "b": b, "p": p, "z": z, "a": a}


EXPRESSIONS = {  # label: function to (result, {name: tensor})
    "h + exp h": _shared_in_the_middle,
    "(sin x²)²": _chain,
    "(a + b) · sin b": _two_gates,
    "x + x · sin x²": _shortcut,
    "one neuron": _one_neuron,
}


def as_met(y):
    """Depth first, each tensor when it is first met: a wrong order for going back."""
    order, stack = [], [y]
    while stack:
        tensor = stack.pop()
        if tensor not in order:
            order.append(tensor)
            stack += [x for x in reversed(tensor.inputs) if isinstance(x, Tensor)]
    return order


ORDERS = {  # label: function of the result to the tensors in the order of the visits
    "reversed": lambda y: inputs_first(y)[::-1],
    "as met": as_met,
}


def trace_expression(label, order="reversed"):
    """The walk back over one of the expressions, in one of the orders."""
    y, names = EXPRESSIONS[label]()
    return trace_walk(ORDERS[order](y), names | {"L" if label == "one neuron" else "y": y})
