"""The two layers and the ReLU between them, done wrong."""

import numpy as np

from ....checking import WrongPart
from ....ops import linear, log_softmax, relu, sigmoid, softmax

ZERO_INPUT = "If an input is all zeros, what should the layer give?"
LARGEST = "How large can an entry of a1 become?"

LAYERS = (
    WrongPart(
        "bias-by-input",
        lambda x, W, b: x @ W + len(W) * b,
        "the bias is added once for each input",
        ZERO_INPUT,
    ),
    WrongPart(
        "last-input-only",
        lambda x, W, b: x[:, -1:] * W[-1] + b,
        "only the last input counts: the sum is made anew for each input",
        "Does each round add to the sum, or does it begin a new one?",
    ),
    WrongPart("bias-missing", lambda x, W, b: x @ W, "the bias is left out", ZERO_INPUT),
    WrongPart("bias-subtracted", lambda x, W, b: x @ W - b, "the bias is subtracted", ZERO_INPUT),
    WrongPart("bias-twice", lambda x, W, b: x @ W + 2 * b, "the bias is added twice", ZERO_INPUT),
)

ACTIVATIONS = (
    WrongPart(
        "no-relu",
        lambda z: z,
        "ReLU is left out, so that two layers are no more than one",
        "Can an entry of a1 be negative?",
    ),
    WrongPart(
        "absolute-value",
        np.abs,
        "the activation folds negative values up",
        "What should become of z = -3, and of z = 3?",
    ),
    WrongPart(
        "mask-for-values",
        lambda z: 1.0 * (z > 0),
        "a1 says which units are on; what they hold is lost",
        "What should become of z = 3?",
    ),
    WrongPart("tanh", np.tanh, "the activation is tanh", LARGEST),
    WrongPart("sigmoid-activation", sigmoid, "the activation is the sigmoid", LARGEST),
    WrongPart(
        "leaky",
        lambda z: np.where(z > 0, z, 0.01 * z),
        "the activation is leaky ReLU",
        "What should become of z = -3?",
    ),
    WrongPart(
        "leaky-values",
        lambda z: np.where(z > 0, z, 0.1 * z),
        "the activation lets a tenth of negative values through, as leaky ReLU does",
        "What should become of z = -3?",
    ),
    WrongPart(
        "minimum",
        lambda z: np.minimum(z, 0.0),
        "the activation keeps negative values and drops positive ones",
        "What should become of z = -3, and of z = 3?",
    ),
    WrongPart(
        "at-least-one",
        lambda z: np.maximum(z, 1.0),
        "the activation cuts off at 1, not at 0",
        "What should become of z = 0.5?",
    ),
    WrongPart(
        "clipped",
        lambda z: np.clip(z, 0.0, 1.0),
        "the activation cuts off above 1, too",
        "What should become of z = 3?",
    ),
    WrongPart(
        "squared-relu",
        lambda z: z * relu(z),
        "positive values are multiplied by themselves",
        "What should become of z = 3?",
    ),
    WrongPart(
        "softplus",
        lambda z: np.log1p(np.exp(z)),
        "the activation is a smooth version of ReLU",
        "What should become of z = -3?",
    ),
)


def then(change):
    """The second layer with something after it."""
    return lambda x, W, b: change(linear(x, W, b))


OUTPUTS = (
    WrongPart(
        "relu-on-logits",
        then(relu),
        "ReLU is applied to the logits too",
        "May a score be negative, and what is lost when it is cut off?",
    ),
    WrongPart(
        "softmax-on-logits",
        then(softmax),
        "the logits are already turned into probabilities",
        "Where does softmax belong: to the network here, or to the loss?",
    ),
    WrongPart(
        "shifted-logits",
        then(lambda logits: logits - logits.max(axis=1, keepdims=True)),
        "the largest score of each row is subtracted: a step of the softmax, not of the network",
        "Where does softmax belong: to the network here, or to the loss?",
    ),
    WrongPart(
        "log-softmax-on-logits",
        then(log_softmax),
        "the logits are already turned into logarithms of probabilities",
        "Where does softmax belong: to the network here, or to the loss?",
    ),
    WrongPart(
        "sigmoid-on-logits",
        then(sigmoid),
        "a sigmoid is applied to the logits",
        "May a score be larger than 1?",
    ),
    WrongPart(
        "prediction-for-logits",
        then(lambda logits: logits.argmax(axis=1)),
        "the number of the largest score is returned, not the scores",
        "What shape should logits have?",
    ),
)
