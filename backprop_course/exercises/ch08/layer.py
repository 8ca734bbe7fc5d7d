"""Implement: what the backward method of a linear layer computes, gradients collected before."""

import numpy as np

from ...checking import Exercise, WrongPart, composed
from ..ch07.parts import GRAD_B, GRAD_W, GRAD_X
from ..ch07.through_linear import linear_backward, linear_reference, linear_with
from .probes import USED


def layer_with(layer=linear_reference, collect=np.add):
    """The backward method with its three products, or its use of the old gradients, replaced."""

    def layer_backward(grad_y, x, W, grad_W, grad_b):
        grad_x, new_W, new_b = layer(grad_y, x, W)
        return grad_x, collect(grad_W, new_W), collect(grad_b, new_b)

    return layer_backward


reference = layer_with()


def in_place(grad_y, x, W, grad_W, grad_b):
    grad_x, new_W, new_b = linear_reference(grad_y, x, W)
    grad_W += new_W
    grad_b += new_b
    return grad_x, grad_W, grad_b


def weights_overwritten(grad_y, x, W, grad_W, grad_b):
    grad_x, new_W, _ = linear_reference(grad_y, x, W)
    return grad_x, new_W, reference(grad_y, x, W, grad_W, grad_b)[2]


SEVERAL = "If two uses of a parameter send 3 and 4, what should its gradient be?"
OWN = (
    WrongPart(
        "overwritten",
        layer_with(collect=lambda old, new: new),
        "the gradients collected before are overwritten",
        SEVERAL,
    ),
    WrongPart(
        "weights-overwritten",
        weights_overwritten,
        "the gradient of W collected before is overwritten",
        SEVERAL,
    ),
    WrongPart(
        "kept",
        layer_with(collect=lambda old, new: old.copy()),
        "the gradients of W and b stay as they were",
        "What does this use of the layer send to its parameters?",
    ),
    WrongPart(
        "averaged",
        layer_with(collect=lambda old, new: (old + new) / 2),
        "old and new gradients are averaged",
        SEVERAL,
    ),
    WrongPart("subtracted", layer_with(collect=np.subtract), "the new is subtracted", SEVERAL),
    WrongPart(
        "in-place",
        in_place,
        "the arrays of the caller are changed, as by grad_W += ...",
        "What does the docstring say about the arrays that come in?",
    ),
)
PRODUCTS = tuple(
    WrongPart(one.id, linear_with(**{name: one.function}), one.cause, one.question)
    for name, parts in (("grad_x", GRAD_X), ("grad_W", GRAD_W), ("grad_b", GRAD_B))
    for one in parts
)
REFUSED = ("weights-transposed", "bias-other-axis")  # NumPy does not add them to the old ones


def plain(grad_y, x, W, grad_W, grad_b):
    grad_x = grad_y @ W.T
    grad_W = grad_W + x.T @ grad_y
    grad_b = grad_b + grad_y.sum(axis=0)
    return grad_x, grad_W, grad_b


layer_backward = Exercise(
    name="layer_backward",
    points=3,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "Three products, as in notebook 07. Which of the three is returned as it is, and which "
        "two join what was there before?",
        "What shape does each of the three have?",
    ),
    reference=lambda grad_y, x, W, grad_W, grad_b: reference(grad_y, x, W, grad_W, grad_b),
    accepted=tuple(layer_with(answer) for answer in linear_backward.accepted[:2]),
    mistakes=(
        *composed("layer", lambda whole: whole, whole=OWN),
        *composed("layer", layer_with, layer=PRODUCTS, without=REFUSED),
    ),
    probes=USED,
    plain=plain,
    outputs=("grad_x", "grad_W", "grad_b"),
    output_points=(1, 1, 1),
    praise="Where does a training loop have to set the gradients back to 0?",
)
