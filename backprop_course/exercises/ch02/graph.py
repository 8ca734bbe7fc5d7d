"""Implement: backward through y = (a + b) sin b, in which b is used twice."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, WrongPart, composed
from ...ops import add_vjp, mul_vjp, sin_vjp


def backward_with(
    gate=lambda s, v: (v, s),
    sine=lambda b, v: np.cos(b),
    plus=lambda grad_s, a, b: (grad_s, grad_s),
    copy=lambda through_s, through_v: through_s + through_v,
):
    """Both gradients with the rule of one node replaced."""

    def graph_backward(a, b):
        s, v = a + b, np.sin(b)
        grad_s, grad_v = gate(s, v)
        grad_a, through_s = plus(grad_s, a, b)
        return grad_a, copy(through_s, grad_v * sine(b, v))

    return graph_backward


def with_the_package(a, b):
    s, v = a + b, np.sin(b)
    grad_s, grad_v = mul_vjp(1.0, s, v)
    grad_a, through_s = add_vjp(grad_s, a, b)
    return grad_a, through_s + sin_vjp(grad_v, b)[0]


USES = "Into how many nodes does b go, and what does each of them send back?"
GATES = (
    WrongPart(
        "own-value",
        lambda s, v: (s, v),
        "at the product each factor got its own value",
        "If s is nudged and v is held, how much does s v change?",
    ),
    WrongPart(
        "product-for-slope",
        lambda s, v: (s * v, s * v),
        "the value of the product stands where its slopes belong",
        "If s is nudged and v is held, how much does s v change?",
    ),
    WrongPart(
        "gate-missing",
        lambda s, v: (1.0, 1.0),
        "the product passes everything on unchanged",
        "If s is nudged and v is held, how much does s v change?",
    ),
)
SINES = (
    WrongPart(
        "sine-missing",
        lambda b, v: 1.0,
        "the slope of sin is left out",
        "How much does v move when b moves by 0.01?",
    ),
    WrongPart(
        "sine-sign",
        lambda b, v: -np.cos(b),
        "the slope of sin has the wrong sign",
        "At 0, does sin rise or fall?",
    ),
    WrongPart(
        "sine-at-output",
        lambda b, v: np.cos(v),
        "the slope of sin is taken at its output",
        "Which number goes into sin, and which comes out?",
    ),
    WrongPart(
        "sine-value",
        lambda b, v: v,
        "sin stands where its slope belongs",
        "How steep is sin at 0, and what is its value there?",
    ),
)
SUMS = (
    WrongPart(
        "sum-shared",
        lambda g, a, b: (g / 2, g / 2),
        "at the sum the gradient was divided between the two inputs",
        "If a grows by 0.01 and b is held, how much does a + b grow?",
    ),
    WrongPart(
        "sum-swaps",
        lambda g, a, b: (g * b, g * a),
        "the sum was treated as a product",
        "If a grows by 0.01 and b is held, how much does a + b grow?",
    ),
)
COPIES = (
    WrongPart("last-path-kept", lambda s, v: v, "b keeps what came through sin alone", USES),
    WrongPart("first-path-kept", lambda s, v: s, "b keeps what came through the sum alone", USES),
    WrongPart(
        "paths-multiplied",
        lambda s, v: s * v,
        "what came back to b over the two paths is multiplied",
        "If two changes reach y over two paths, how large is the whole change?",
    ),
    WrongPart(
        "paths-averaged",
        lambda s, v: (s + v) / 2,
        "what came back to b over the two paths is averaged",
        "If two changes reach y over two paths, how large is the whole change?",
    ),
)


def plain(a, b):
    s = a + b
    v = np.sin(b)
    grad_s = v
    grad_v = s
    grad_a = grad_s
    grad_b = grad_s + grad_v * np.cos(b)
    return grad_a, grad_b


graph_backward = Exercise(
    name="graph_backward",
    points=2,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "Which node comes first in the backward pass, and which two values does it need?",
        "b goes into two nodes. What does each of them send back, and what does a copy do?",
    ),
    reference=backward_with(),
    accepted=(plain, with_the_package),
    mistakes=(
        *composed("graph", backward_with, gate=GATES, sine=SINES, plus=SUMS, copy=COPIES),
        Mistake(
            "graph.a-constant",
            lambda a, b: (1.0, backward_with()(a, b)[1]),
            "this is the slope of the sum alone: what arrives at it is not used",
            "When v is almost 0, can a change of a still move y?",
        ),
    ),
    probes=tuple(Probe(pair) for pair in ((1.0, 2.0), (-0.7, 0.9), (2.4, -1.3), (0.3, 4.0))),
    plain=plain,
    outputs=("grad_a", "grad_b"),
    output_points=(1, 1),
    uses=("ops.add", "ops.mul", "ops.sin", "ops.add_vjp", "ops.mul_vjp", "ops.sin_vjp"),
    praise="In which order did you visit the nodes, and could it have been another?",
)
