"""Implement: the way forward through two layers."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from ...ops import linear, relu, sigmoid, softmax
from .probes import NETWORKS, sizes_of


def forward_reference(x, W1, b1, W2, b2):
    z1 = linear(x, W1, b1)
    a1 = relu(z1)
    return z1, a1, linear(a1, W2, b2)


def forward_with(first=linear, activation=relu, second=linear):
    """A forward pass with some of its three steps replaced."""

    def forward(x, W1, b1, W2, b2):
        z1 = first(x, W1, b1)
        a1 = activation(z1)
        return z1, a1, second(a1, W2, b2)

    return forward


def without_bias(x, W, b):
    return x @ W


def skipping_relu(x, W1, b1, W2, b2):
    z1 = linear(x, W1, b1)
    return z1, relu(z1), linear(z1, W2, b2)


def overwriting_z1(x, W1, b1, W2, b2):
    _, a1, logits = forward_reference(x, W1, b1, W2, b2)
    return a1, a1, logits


def neuron_by_neuron(x, W, b):
    """A layer without matrices: one weighted sum for each example and neuron."""
    rows = [
        [sum(row * weights) + shift for weights, shift in zip(W.T, b, strict=True)] for row in x
    ]
    return np.array(rows)


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
        forward_with(neuron_by_neuron, lambda z: np.where(z > 0, z, 0.0), neuron_by_neuron),
        forward_with(
            lambda x, W, b: np.einsum("ij,jk->ik", x, W) + b,
            lambda z: (z + np.abs(z)) / 2,
            lambda x, W, b: np.hstack([x, np.ones((len(x), 1))]) @ np.vstack([W, b]),
        ),
    ),
    mistakes=(
        Mistake(
            "net.first-bias-missing",
            forward_with(first=without_bias),
            "the bias of the first layer is left out",
            "If an input is all zeros, what should z1 be?",
        ),
        Mistake(
            "net.second-bias-missing",
            forward_with(second=without_bias),
            "the bias of the second layer is left out",
            "If all hidden units are off, what should the logits be?",
        ),
        Mistake(
            "net.both-biases-missing",
            forward_with(without_bias, relu, without_bias),
            "both biases are left out",
            "If an input is all zeros, what should z1 be?",
        ),
        Mistake(
            "net.no-relu",
            forward_with(activation=lambda z: z),
            "ReLU is left out, so that two layers are no more than one",
            "Can an entry of a1 be negative?",
        ),
        Mistake(
            "net.skips-relu",
            skipping_relu,
            "the second layer reads z1, past ReLU",
            "Which of your arrays should the second layer read?",
        ),
        Mistake(
            "net.z1-overwritten",
            overwriting_z1,
            "ReLU has overwritten z1: its negative entries are lost",
            "Do z1 and a1 share one array, as after a1 = z1?",
        ),
        Mistake(
            "net.relu-on-logits",
            forward_with(second=lambda x, W, b: relu(linear(x, W, b))),
            "ReLU is applied to the logits too",
            "May a score be negative, and what is lost when it is cut off?",
        ),
        Mistake(
            "net.softmax-on-logits",
            forward_with(second=lambda x, W, b: softmax(linear(x, W, b))),
            "the logits are already turned into probabilities",
            "Where does softmax belong: to the network here, or to the loss?",
        ),
        Mistake(
            "net.absolute-value",
            forward_with(activation=np.abs),
            "the activation folds negative values up",
            "What should become of z = -3, and of z = 3?",
        ),
        Mistake(
            "net.mask-for-values",
            forward_with(activation=lambda z: 1.0 * (z > 0)),
            "a1 says which units are on; what they hold is lost",
            "What should become of z = 3?",
        ),
        Mistake(
            "net.tanh",
            forward_with(activation=np.tanh),
            "the activation is tanh",
            "How large can an entry of a1 become?",
        ),
        Mistake(
            "net.sigmoid",
            forward_with(activation=sigmoid),
            "the activation is the sigmoid",
            "How large can an entry of a1 become?",
        ),
    ),
    probes=tuple(Probe(net, sizes_of(net)) for net, _ in NETWORKS),
    outputs=("z1", "a1", "logits"),
    output_points=(1, 1, 1),
    praise="Which of the three arrays will the way back need again?",
)
