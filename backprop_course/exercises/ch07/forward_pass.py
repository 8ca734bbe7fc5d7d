"""Implement: the forward pass through two layers."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, WrongPart, composed
from ...ops import linear, relu
from .parts import ACTIVATIONS, LAYERS, LOOP_END, OUTPUTS
from .probes import NETWORKS, sizes_of

STEPS = {"first": "the first layer", "second": "the second layer", "both": "both layers"}


def forward_reference(x, W1, b1, W2, b2):
    z1 = linear(x, W1, b1)
    a1 = relu(z1)
    return z1, a1, linear(a1, W2, b2)


def forward_with(first=linear, activation=relu, second=linear, both=None):
    """A forward pass with some of its steps replaced; ``both`` stands for both layers."""
    first, second = both or first, both or second

    def forward(x, W1, b1, W2, b2):
        z1 = first(x, W1, b1)
        a1 = activation(z1)
        return z1, a1, second(a1, W2, b2)

    return forward


def in_each_layer(wrong):
    """The wrong parts of a layer in the first, in the second and in both, as {step: parts}."""
    return {
        step: tuple(
            WrongPart(f"{step}-{one.id}", one.function, f"{one.cause} in {where}", one.question)
            for one in wrong
        )
        for step, where in STEPS.items()
    }


def skipping_relu(x, W1, b1, W2, b2):
    z1 = linear(x, W1, b1)
    return z1, relu(z1), linear(z1, W2, b2)


def bias_after_relu(x, W1, b1, W2, b2):
    z1 = x @ W1
    a1 = relu(z1) + b1
    return z1, a1, linear(a1, W2, b2)


def overwriting_z1(x, W1, b1, W2, b2):
    _, a1, logits = forward_reference(x, W1, b1, W2, b2)
    return a1, a1, logits


def last_row_missing(x, W, b):
    y = linear(x, W, b)
    y[-1] = 0.0
    return y


def maximum_over_axis(x, W1, b1, W2, b2):
    z1 = linear(x, W1, b1)
    a1 = np.max(z1, 0)
    return z1, a1, a1 @ W2 + b2


def first_row_alone(x, W1, b1, W2, b2):
    return forward_reference(x[:1], W1, b1, W2, b2)


def neuron_by_neuron(x, W, b):
    """A layer without matrices: one weighted sum for each example and neuron."""
    rows = [
        [sum(row * weights) + shift for weights, shift in zip(W.T, b, strict=True)] for row in x
    ]
    return np.array(rows)


def steps_of(x, W1, b1, W2, b2):
    """Every value on the way, by the names of the lesson."""
    return dict(zip(("z1", "a1", "logits"), forward_reference(x, W1, b1, W2, b2), strict=True))


def plain(x, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    logits = a1 @ W2 + b2
    return z1, a1, logits


mlp_forward = Exercise(
    name="mlp_forward",
    points=3,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "Which of the three arrays can you compute first, and what shape will it have?",
        "The second layer is the first one again, with other names. What stands between the two, "
        "and what stands after the second?",
    ),
    reference=forward_reference,
    accepted=(
        plain,
        forward_with(neuron_by_neuron, lambda z: np.where(z > 0, z, 0.0), neuron_by_neuron),
        forward_with(
            lambda x, W, b: np.einsum("ij,jk->ik", x, W) + b,
            lambda z: (z + np.abs(z)) / 2,
            lambda x, W, b: np.hstack([x, np.ones((len(x), 1))]) @ np.vstack([W, b]),
        ),
    ),
    mistakes=(
        *composed("net", forward_with, **in_each_layer(LAYERS)),
        *composed("net", forward_with, activation=ACTIVATIONS, second=OUTPUTS),
        Mistake(
            "net.skips-relu",
            skipping_relu,
            "the second layer reads z1, past ReLU",
            "Which of your arrays should the second layer read?",
        ),
        Mistake(
            "net.bias-after-relu",
            bias_after_relu,
            "the bias of the first layer is added after ReLU, not before it",
            "Which numbers decide whether a unit is on: those with the bias, or those without it?",
        ),
        Mistake(
            "net.z1-overwritten",
            overwriting_z1,
            "ReLU has overwritten z1: its negative entries are lost",
            "Do z1 and a1 share one array, as after a1 = z1?",
        ),
        Mistake(
            "net.maximum-over-axis",
            maximum_over_axis,
            "the maximum is taken over an axis, where every entry should be compared with 0",
            "What does the second argument of np.max mean?",
        ),
        Mistake(
            "net.last-row-missing",
            forward_with(first=last_row_missing),
            "the last example is never computed in the first layer",
            LOOP_END,
        ),
        Mistake(
            "net.first-row-alone",
            first_row_alone,
            "only the first example goes through the network",
            "How many rows should each array have?",
        ),
    ),
    probes=tuple(Probe(net, sizes_of(net)) for net, _ in NETWORKS),
    plain=plain,
    outputs=("z1", "a1", "logits"),
    output_points=(1, 1, 1),
    steps=steps_of,
    praise="Which of the three arrays will the backward pass need again?",
)
