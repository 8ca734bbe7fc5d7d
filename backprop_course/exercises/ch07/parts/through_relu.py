"""The backward pass of ReLU done wrong: grad_z from (grad_a, z)."""

import numpy as np

from ....checking import WrongPart
from ....ops import relu, sigmoid

OFF = "How much does a move when an entry of z goes from -2 to -1.9?"
KINK = "Which slope at the kink does the lesson settle on?"
REACHED = "Which units reached the loss: those that were on, or those that were off?"
STEEP = "How steep is ReLU at z = 2, and how steep at z = 20?"
SCALED = "If the loss rises three times as fast with a, what happens to its slope in z?"
NEGATIVE = "What does a negative gradient say about the loss, and is it of less use?"

MASKS = (
    WrongPart(
        "mask-alone",
        lambda grad_a, z: 1.0 * (z > 0),
        "these are the slopes of ReLU alone: the gradient from above is missing",
        SCALED,
    ),
    WrongPart(
        "passthrough",
        lambda grad_a, z: grad_a.copy(),
        "the gradient passes ReLU untouched: there is no mask, or one that is always true, such "
        "as a >= 0",
        OFF,
    ),
    WrongPart(
        "mask-from-gradient",
        lambda grad_a, z: relu(grad_a),
        "the mask is taken from the gradient, not from what went into ReLU",
        "May a negative gradient pass where z was positive?",
    ),
    WrongPart(
        "two-masks",
        lambda grad_a, z: relu(grad_a) * (z > 0),
        "there are two masks: besides ReLU's own, negative gradients are cut off too",
        NEGATIVE,
    ),
    WrongPart(
        "values-as-mask",
        lambda grad_a, z: grad_a * relu(z),
        "the gradient is multiplied by the values of ReLU, where its slopes belong",
        STEEP,
    ),
    WrongPart(
        "input-as-mask",
        lambda grad_a, z: grad_a * z,
        "the gradient is multiplied by z itself, where the slopes of ReLU belong",
        STEEP,
    ),
    WrongPart(
        "input-returned",
        lambda grad_a, z: z.copy(),
        "this is z as it came",
        "Where does grad_a come into your function?",
    ),
    WrongPart(
        "ones-where-on",
        lambda grad_a, z: np.where(z > 0, 1.0, grad_a),
        "units that are on get a 1, and those that are off keep the gradient",
        SCALED,
    ),
    WrongPart(
        "values",
        lambda grad_a, z: relu(z),
        "this is ReLU itself, the forward pass",
        "Where does grad_a come into your function?",
    ),
    WrongPart(
        "relu-of-product",
        lambda grad_a, z: relu(grad_a * z),
        "ReLU is applied to the product of gradient and input",
        STEEP,
    ),
    WrongPart(
        "roles-exchanged",
        lambda grad_a, z: z * (grad_a > 0),
        "the two arguments stand in each other's place: the gradient decides, and z passes",
        "Which of the two arrays decides, and which one is handed on?",
    ),
    WrongPart(
        "entries-picked",
        lambda grad_a, z: grad_a[z > 0],
        "the mask picks entries out, so that the others are gone, not 0",
        "What shape should grad_z have?",
    ),
    WrongPart(
        "flipped-when-off",
        lambda grad_a, z: np.where(z > 0, grad_a, -grad_a),
        "units that are off, or exactly at 0, get the gradient with its sign flipped",
        OFF,
    ),
    WrongPart(
        "above-one",
        lambda grad_a, z: grad_a * (z > 1),
        "the mask begins at 1, not at 0",
        "Where does ReLU begin to rise?",
    ),
    WrongPart(
        "any-unit",
        lambda grad_a, z: grad_a * bool((z > 0).any()),
        "one yes or no decides for the whole array",
        "May one unit be on while another one is off?",
    ),
    WrongPart(
        "not-zero",
        lambda grad_a, z: grad_a * (z != 0),
        "only entries of z that are exactly 0 are stopped, whatever the sign of the others",
        OFF,
    ),
    WrongPart(
        "all-of-a-row",
        lambda grad_a, z: grad_a * (z > 0).all(axis=-1, keepdims=True),
        "one yes or no decides for a whole row: whether all of its units are on",
        "May one unit be on while another one is off?",
    ),
    WrongPart(
        "any-of-a-row",
        lambda grad_a, z: grad_a * (z > 0).any(axis=-1, keepdims=True),
        "one yes or no decides for a whole row: whether any of its units is on",
        "May one unit be on while another one is off?",
    ),
    WrongPart(
        "passes-at-zero",
        lambda grad_a, z: grad_a * (z >= 0),
        "it is correct but for entries of z that are exactly 0",
        KINK,
    ),
    WrongPart(
        "half-at-zero",
        lambda grad_a, z: grad_a * np.heaviside(z, 0.5),
        "it is correct but for entries of z that are exactly 0, where the slope is taken as 1/2",
        KINK,
    ),
    WrongPart(
        "inverted",
        lambda grad_a, z: grad_a * (z <= 0),
        "the mask is the wrong way round",
        REACHED,
    ),
    WrongPart(
        "inverted-below-zero",
        lambda grad_a, z: grad_a * (z < 0),
        "the mask is the wrong way round: it lets through what was below 0",
        REACHED,
    ),
    WrongPart(
        "leaky-slope",
        lambda grad_a, z: np.where(z > 0, grad_a, 0.01 * grad_a),
        "this is the slope of leaky ReLU",
        "How much does plain ReLU move when z goes from -2 to -1.9?",
    ),
    WrongPart(
        "leaky-tenth",
        lambda grad_a, z: np.where(z > 0, grad_a, 0.1 * grad_a),
        "units that are off pass on a tenth of the gradient, as with leaky ReLU",
        "How much does plain ReLU move when z goes from -2 to -1.9?",
    ),
    WrongPart(
        "flipped-below-zero",
        lambda grad_a, z: grad_a * np.sign(z),
        "units that were off get the gradient with its sign flipped",
        OFF,
    ),
    WrongPart(
        "sigmoid-slope",
        lambda grad_a, z: grad_a * sigmoid(z) * (1 - sigmoid(z)),
        "this is the slope of the sigmoid, not of ReLU",
        STEEP,
    ),
    WrongPart(
        "sigmoid-form",
        lambda grad_a, z: grad_a * relu(z) * (1 - relu(z)),
        "the short form of the sigmoid's slope was taken for ReLU",
        STEEP,
    ),
    WrongPart(
        "tanh-slope",
        lambda grad_a, z: grad_a * (1 - np.tanh(z) ** 2),
        "this is the slope of tanh, not of ReLU",
        STEEP,
    ),
    WrongPart(
        "tanh-form",
        lambda grad_a, z: grad_a * (1 - relu(z) ** 2),
        "the short form of tanh's slope was taken for ReLU",
        STEEP,
    ),
)
