"""Derive: the backward pass of a layer that keeps its weights as (outputs, inputs)."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, WrongPart, composed
from ..ch07.parts import GRAD_W, GRAD_X
from ..ch07.probes import layer_probe

RNG = np.random.default_rng(62)


def backward_with(grad_x=None, grad_W=None):
    """Both gradients, with those given replaced by parts that see W as (inputs, outputs)."""

    def backward(grad_y, x, W):
        for_x = grad_x(grad_y, x, W.T) if grad_x else grad_y @ W
        for_W = np.swapaxes(grad_W(grad_y, x, W.T), -1, -2) if grad_W else grad_y.T @ x
        return for_x, for_W

    return backward


reference = backward_with()


def plain(grad_y, x, W):
    grad_x = grad_y @ W
    grad_W = grad_y.T @ x
    return grad_x, grad_W


def one_example_at_a_time(grad_y, x, W):
    grad_W = np.zeros(W.shape)
    for one, arrives in zip(x, grad_y, strict=True):
        grad_W += np.outer(arrives, one)
    return np.stack([W.T @ arrives for arrives in grad_y]), grad_W


def by_lesson(grad_y, x, W):
    """The lesson's two products for W.T, and the second turned back."""
    stored = W.T
    return grad_y @ stored.T, (x.T @ grad_y).T


RESHAPED = (
    WrongPart(
        "weights-upstream-reshaped",
        lambda grad_y, x, W: (grad_y.reshape(grad_y.shape[::-1]) @ x).T,
        "grad_y is reshaped where it should be transposed: the shape is correct, the places are "
        "not",
        "What does reshape do to [[1, 2, 3], [4, 5, 6]], and what does .T do?",
    ),
)

transposed_backward = Exercise(
    name="transposed_backward",
    points=2,
    minutes=7,
    grade="core",
    kind="derive",
    hints=(
        "Write the shapes of grad_y, x and W side by side. Which sides have to meet and vanish for "
        "a grad_x of the shape of x?",
        "W_ij now leads from input j to output i. Which two numbers of one example does its "
        "gradient multiply, and which index is summed over?",
    ),
    reference=lambda grad_y, x, W: reference(grad_y, x, W),
    accepted=(plain, one_example_at_a_time, by_lesson),
    mistakes=(
        *composed(
            "transposed",
            backward_with,
            grad_x=GRAD_X,
            grad_W=(*GRAD_W, *RESHAPED),
            without=("input-reshaped", "weights-reshaped"),  # nobody who reads W as it is does this
        ),
        Mistake(
            "transposed.input-reshaped",
            lambda grad_y, x, W: (grad_y @ W.T.reshape(W.shape), grad_y.T @ x),
            "W is transposed and then reshaped until the product is allowed: the shape is "
            "correct, the places are not",
            "Which index of W belongs to the outputs here, and with what must it meet?",
        ),
        Mistake(
            "transposed.forward",
            lambda grad_y, x, W: (x @ W.T, grad_y.T @ x),
            "grad_x is the forward pass, which does not use what arrives",
            "What shape does x have, and what should come back when nothing arrives?",
        ),
        Mistake(
            "transposed.exchanged",
            lambda grad_y, x, W: reference(grad_y, x, W)[::-1],
            "both gradients are correct, and they stand in each other's place",
            "In which order does the first line of the task name them?",
        ),
        Mistake(
            "transposed.upstream-ignored",
            lambda grad_y, x, W: reference(np.ones_like(grad_y), x, W),
            "these are the slopes of the product alone: the gradient that arrives is not used",
            "What should happen to your result when grad_y doubles?",
        ),
    ),
    probes=tuple(
        Probe((grad_y, x, W.T), probe.sizes)
        for probe in (
            layer_probe(*sizes, rng=RNG) for sizes in ((2, 3, 1), (5, 3, 4), (1, 4, 6), (3, 5, 5))
        )
        for grad_y, x, W in [probe.inputs]
    ),
    plain=plain,
    outputs=("grad_x", "grad_W"),
    output_points=(1, 1),
    objective=lambda grad_y, x, W: float(np.sum(grad_y * (x @ W.T))),
    slope_of={"grad_x": "x", "grad_W": "W"},
    praise="Which of the three products, one forward and two backward, needs a transpose here?",
)
