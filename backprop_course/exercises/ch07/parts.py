"""The steps of a two-layer network done wrong: each is put into every exercise that has the step.

LAYERS       y from (x, W, b)
ACTIVATIONS  a from z
OUTPUTS      the second layer, with something after it
MASKS        grad_z from (grad_a, z)
GRAD_X, GRAD_W, GRAD_B   one gradient of a layer from (grad_y, x, W)
AT_LOGITS    the gradient at the logits from (logits, labels)
BATCHES      (x, labels) of which a part is used
"""

import numpy as np

from ...checking import WrongPart
from ...ops import linear, log_softmax, relu, sigmoid, softmax
from .softmaxes import (
    error_of_squares,
    loss_gradient,
    one_hot,
    softmax_twice,
    with_probabilities,
    without_mean,
)

# ---------------------------------------------------------------- forward

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

# ---------------------------------------------------------------- back through ReLU

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

# ---------------------------------------------------------------- back through a layer

PATHS = "One bias is added in every row. Through how many rows does it reach the loss?"
SUMMED = "A loss that is a mean has its 1/n inside grad_y already. What is left to average?"
ROWS = "In how many rows is one and the same weight used?"
FROM_ABOVE = "If nothing above depends on y, grad_y is 0. What must this gradient be then?"
RESHAPED = "What does reshape do to [[1, 2, 3], [4, 5, 6]], and what does .T do?"
LOOP_END = "Which is the last example that your loop visits?"
KEPT = "Does each round add to the sum, or does it begin a new one?"

GRAD_X = (
    WrongPart(
        "input-past-weights",
        lambda grad_y, x, W: grad_y.copy(),
        "the gradient goes past the weights",
        "If all weights are 0, does x reach the loss at all? What should grad_x be then?",
    ),
    WrongPart(
        "input-reshaped",
        lambda grad_y, x, W: grad_y @ W.reshape(W.shape[::-1]),
        "W is reshaped where it should be transposed: the shape is correct, the places are not",
        RESHAPED,
    ),
    WrongPart(
        "input-without-upstream",
        lambda grad_y, x, W: np.ones_like(grad_y) @ W.T,
        "the gradient of the input forgets what comes from above",
        FROM_ABOVE,
    ),
    WrongPart(
        "input-averaged",
        lambda grad_y, x, W: grad_y @ W.T / len(x),
        "the gradient of the input is divided by the batch size",
        SUMMED,
    ),
    WrongPart(
        "input-sign",
        lambda grad_y, x, W: -grad_y @ W.T,
        "the sign of the gradient of the input is flipped",
        "If a weight is positive and x grows, does y grow or fall?",
    ),
    WrongPart(
        "input-summed",
        lambda grad_y, x, W: (grad_y @ W.T).sum(axis=0),
        "the gradient of the input is summed over the batch",
        "Is x shared by the rows, as a weight is?",
    ),
    WrongPart(
        "input-turned",
        lambda grad_y, x, W: W @ grad_y.T,
        "the gradient of the input is transposed: its rows are no longer the examples",
        "What shape does x have?",
    ),
)

GRAD_W = (
    WrongPart(
        "weights-transposed",
        lambda grad_y, x, W: grad_y.T @ x,
        "the weight gradient is transposed",
        "Which index stands first in W, the input's or the output's?",
    ),
    WrongPart(
        "weights-averaged",
        lambda grad_y, x, W: x.T @ grad_y / len(x),
        "the weight gradient is a mean over the batch, where the rows should add up",
        SUMMED,
    ),
    WrongPart(
        "weights-without-upstream",
        lambda grad_y, x, W: x.T @ np.ones_like(grad_y),
        "the weight gradient forgets what comes from above",
        FROM_ABOVE,
    ),
    WrongPart(
        "weights-first-example",
        lambda grad_y, x, W: np.outer(x[0], grad_y[0]),
        "the weight gradient looks at the first example only",
        ROWS,
    ),
    WrongPart(
        "weights-last-example",
        lambda grad_y, x, W: np.outer(x[-1], grad_y[-1]),
        "the weight gradient looks at the last example only",
        KEPT,
    ),
    WrongPart(
        "weights-not-summed",
        lambda grad_y, x, W: x[:, :, None] * grad_y[:, None, :],
        "each example has a weight gradient of its own: they are not summed over the batch",
        "One weight is used in every row. What do its gradients do?",
    ),
    WrongPart(
        "weights-reshaped",
        lambda grad_y, x, W: x.reshape(x.shape[::-1]) @ grad_y,
        "x is reshaped where it should be transposed: the shape is correct, the places are not",
        RESHAPED,
    ),
    WrongPart(
        "weights-times-upstream",
        lambda grad_y, x, W: W * grad_y.sum(axis=0),
        "W stands where x belongs in the weight gradient",
        "How much does y move when a weight moves by 0.01, and on what does that depend?",
    ),
    WrongPart(
        "weights-sign",
        lambda grad_y, x, W: -x.T @ grad_y,
        "the sign of the weight gradient is flipped",
        "If x is positive and a weight grows, does y grow or fall?",
    ),
    WrongPart(
        "weights-size-of-upstream",
        lambda grad_y, x, W: x.T @ np.abs(grad_y),
        "the signs of the gradient from above are lost in the weight gradient",
        "What does a negative entry of grad_y say?",
    ),
)

GRAD_B = (
    WrongPart(
        "bias-not-summed",
        lambda grad_y, x, W: grad_y.copy(),
        "the bias gradient is not summed over the batch",
        PATHS,
    ),
    WrongPart(
        "bias-averaged",
        lambda grad_y, x, W: grad_y.mean(axis=0),
        "the bias gradient is a mean over the batch, where the rows should add up",
        "A loss that is a mean has its 1/n inside grad_y already. What do paths do: add, or share?",
    ),
    WrongPart(
        "bias-other-axis",
        lambda grad_y, x, W: grad_y.sum(axis=1),
        "the bias gradient is summed along the other axis",
        "How many biases are there: one for each example, or one for each output?",
    ),
    WrongPart(
        "bias-one-number",
        lambda grad_y, x, W: grad_y.sum(),
        "the bias gradient is summed over everything",
        "How many biases does the layer have?",
    ),
    WrongPart(
        "bias-kept-axis",
        lambda grad_y, x, W: grad_y.sum(axis=0, keepdims=True),
        "the sum keeps the axis that it summed over",
        "What shape does b itself have?",
    ),
    WrongPart(
        "bias-as-column",
        lambda grad_y, x, W: grad_y.sum(axis=0).reshape(-1, 1),
        "the bias gradient is a column",
        "What shape does b itself have?",
    ),
    WrongPart(
        "bias-first-row",
        lambda grad_y, x, W: grad_y[0],
        "the bias gradient looks at the first example only",
        PATHS,
    ),
    WrongPart(
        "bias-last-row",
        lambda grad_y, x, W: grad_y[-1],
        "the bias gradient looks at the last example only",
        KEPT,
    ),
    WrongPart(
        "bias-largest",
        lambda grad_y, x, W: grad_y.max(axis=0),
        "the bias gradient takes the largest entry of each column, not their sum",
        PATHS,
    ),
    WrongPart(
        "bias-without-upstream",
        lambda grad_y, x, W: np.full(W.shape[1], float(len(x))),
        "the bias gradient adds up the slopes, which are 1, and forgets what comes from above",
        FROM_ABOVE,
    ),
    WrongPart(
        "bias-slope-alone",
        lambda grad_y, x, W: np.ones(W.shape[1]),
        "the bias gradient is the slope of one row, which is 1, and forgets what comes from above",
        FROM_ABOVE,
    ),
    WrongPart(
        "bias-zero",
        lambda grad_y, x, W: np.zeros(W.shape[1]),
        "the bias gradient is 0, as if the bias were a constant",
        "How much does y move when a bias moves by 0.01?",
    ),
    WrongPart(
        "bias-sign",
        lambda grad_y, x, W: -grad_y.sum(axis=0),
        "the sign of the bias gradient is flipped",
        "If a bias grows, does y grow or fall?",
    ),
)

# ---------------------------------------------------------------- at the logits

SURE = "When the network is confidently wrong, should the gradient be small? Is yours?"
OTHERS = "Raise the score of a wrong class. Does the loss change?"
LARGE = "Which number can be subtracted from a whole row so that no quotient changes?"
ONE_OF = "The loss is a mean. Where does its 1/n go when you differentiate?"
NUMBERED = "What does a label say: how much, or which?"
ENTRIES = "How many entries should change, and which pair of indices names each of them?"


def shifted_exp(logits):
    return np.exp(logits - logits.max(axis=1, keepdims=True))


def unstable_softmax(logits):
    e = np.exp(logits)
    return e / e.sum(axis=1, keepdims=True)


def shifted_by(number_of):
    """A softmax that first subtracts ``number_of(logits)`` from all scores."""
    return lambda logits: unstable_softmax(logits - number_of(logits))


def whole_array_softmax(logits):
    e = np.exp(logits - logits.max())
    return e / e.sum()


def whole_columns(logits, labels):
    p = softmax(logits)
    p[:, labels] -= 1.0
    return p / len(logits)


def hard_prediction(p, y, logits):
    return one_hot(p.argmax(axis=1), p.shape[1]) - y


AT_LOGITS = (
    WrongPart(
        "no-mean",
        without_mean,
        "the mean is missing: this belongs to the sum over the batch",
        ONE_OF,
    ),
    WrongPart(
        "mean-over-classes",
        lambda logits, labels: without_mean(logits, labels) / logits.shape[1],
        "it is divided by the number of classes, where the number of examples belongs",
        "How many terms does the loss add up before it divides?",
    ),
    WrongPart(
        "mean-over-entries",
        lambda logits, labels: without_mean(logits, labels) / logits.size,
        "it is divided by the number of entries: classes times examples",
        "How many terms does one example give to the loss?",
    ),
    WrongPart(
        "mean-twice",
        lambda logits, labels: without_mean(logits, labels) / len(logits) ** 2,
        "the batch size is divided out twice",
        "How many times does 1/n stand in the loss?",
    ),
    WrongPart(
        "mean-of-probabilities",
        lambda logits, labels: softmax(logits) / len(logits) - one_hot(labels, logits.shape[1]),
        "only the probabilities are divided by n, not the 1 that is subtracted from them",
        "To which terms does the 1/n of the loss belong?",
    ),
    WrongPart(
        "sign",
        loss_gradient(lambda p, y, logits: y - p),
        "the difference at the logits is the wrong way round",
        "Raise the score of the true class. Does the loss rise or fall?",
    ),
    WrongPart(
        "labels-added",
        loss_gradient(lambda p, y, logits: p + y),
        "1 is added at the true class, where it should be subtracted",
        "Raise the score of the true class. Does the loss rise or fall?",
    ),
    WrongPart(
        "one-hot-missing",
        loss_gradient(lambda p, y, logits: p),
        "the labels are not used: nothing is subtracted from the probabilities",
        "Add up one row of the gradient. If all scores rise together, does the loss change?",
    ),
    WrongPart(
        "one-hot-alone",
        loss_gradient(lambda p, y, logits: -y),
        "only the score of the true class is seen: the sum under the softmax is forgotten",
        OTHERS,
    ),
    WrongPart(
        "label-numbers",
        lambda logits, labels: (softmax(logits) - labels[:, None]) / len(logits),
        "the number of the class is subtracted, where a 1 at its place is meant",
        NUMBERED,
    ),
    WrongPart(
        "label-beside",
        lambda logits, labels: loss_gradient(lambda p, y, logits: p - y)(logits, labels - 1),
        "1 is subtracted one class too far to the left: labels count from 0",
        "Which entry of a row belongs to label 0?",
    ),
    WrongPart(
        "label-after",
        lambda logits, labels: loss_gradient(lambda p, y, logits: p - y)(
            logits, (labels + 1) % logits.shape[1]
        ),
        "1 is subtracted one class too far to the right: labels count from 0",
        "Which entry of a row belongs to label 0?",
    ),
    WrongPart(
        "own-prediction-subtracted",
        loss_gradient(lambda p, y, logits: p - one_hot(logits.argmax(axis=1), p.shape[1])),
        "1 is subtracted at the most probable class, where it belongs to the true one",
        "Change the labels. Does your answer change?",
    ),
    WrongPart(
        "difference-squared",
        loss_gradient(lambda p, y, logits: (p - y) ** 2),
        "the difference is squared, as in a loss",
        "Can all entries of a row be positive?",
    ),
    WrongPart(
        "powers-of-two",
        with_probabilities(lambda logits: softmax(np.log(2.0) * logits)),
        "powers of 2 stand where powers of e belong",
        "What is the slope of 2^t in t?",
    ),
    WrongPart(
        "softmax-missing",
        loss_gradient(lambda p, y, logits: logits - y),
        "scores stand where probabilities belong: the softmax is missing",
        "What should a row of the gradient add up to?",
    ),
    WrongPart(
        "exponential-missing",
        loss_gradient(lambda p, y, logits: logits / logits.sum(axis=1, keepdims=True) - y),
        "scores are divided by their sum without exp",
        "Can a probability be negative?",
    ),
    WrongPart(
        "log-probabilities",
        loss_gradient(lambda p, y, logits: log_softmax(logits) - y),
        "logarithms of the probabilities stand where the probabilities belong",
        "What should the gradient be when the true class has the probability 1?",
    ),
    WrongPart(
        "slope-in-p",
        loss_gradient(lambda p, y, logits: -y / p),
        "this is the slope in the probabilities: the softmax is left out of the chain",
        OTHERS,
    ),
    WrongPart(
        "true-entry-is-minus-one",
        loss_gradient(lambda p, y, logits: np.where(y == 1, -1.0, p)),
        "at the true class the probability is left out, and only the 1 is subtracted",
        "Add up one row of the gradient. If all scores rise together, does the loss change?",
    ),
    WrongPart(
        "diagonal",
        loss_gradient(lambda p, y, logits: -y * (1 - p)),
        "each probability is differentiated in its own score only",
        "Raise one score. Do the other probabilities of the row stay as they were?",
    ),
    WrongPart(
        "softmax-twice",
        softmax_twice,
        "the slopes of the softmax are multiplied in once more; they are in the difference already",
        SURE,
    ),
    WrongPart(
        "squared-error",
        error_of_squares,
        "this belongs to the squared error of the probabilities, not to the cross-entropy",
        "Does the loss of this task have a square or a logarithm?",
    ),
    WrongPart(
        "extra-two",
        loss_gradient(lambda p, y, logits: 2 * (p - y)),
        "there is a 2, which belongs to a squared error",
        "Is anything squared in this loss?",
    ),
    WrongPart(
        "sigmoid-factor",
        loss_gradient(lambda p, y, logits: (p - y) * p * (1 - p)),
        "a factor p (1 - p) is multiplied in, as for a sigmoid under a squared error",
        SURE,
    ),
    WrongPart(
        "probability-factor",
        loss_gradient(lambda p, y, logits: p * (p - y)),
        "the probabilities are multiplied in once more",
        SURE,
    ),
    WrongPart(
        "sigmoid-for-softmax",
        with_probabilities(sigmoid),
        "each score goes through a sigmoid of its own",
        "Do your probabilities of one example add up to 1?",
    ),
    WrongPart(
        "other-axis",
        with_probabilities(lambda logits: softmax(logits.T).T),
        "the softmax runs over the examples, where it should run over the classes",
        "Which of your sums are 1: those of the rows, or those of the columns?",
    ),
    WrongPart(
        "whole-array",
        with_probabilities(whole_array_softmax),
        "the softmax divides by the sum over the whole array",
        "Do the probabilities of each single example add up to 1?",
    ),
    WrongPart(
        "sums-of-columns",
        with_probabilities(lambda logits: shifted_exp(logits) / shifted_exp(logits).sum(axis=0)),
        "exp is divided by the sum over the examples, where the classes should be summed",
        "Which of your sums are 1: those of the rows, or those of the columns?",
    ),
    WrongPart(
        "sum-of-everything",
        with_probabilities(lambda logits: shifted_exp(logits) / shifted_exp(logits).sum()),
        "exp is divided by the sum over the whole array",
        "Do the probabilities of each single example add up to 1?",
    ),
    WrongPart(
        "whole-columns",
        whole_columns,
        "p[:, labels] picks whole columns, so that 1 is subtracted in every row",
        ENTRIES,
    ),
    WrongPart(
        "minus-one-everywhere",
        loss_gradient(lambda p, y, logits: p - 1),
        "1 is subtracted from every probability",
        "In a row, for which classes is the label correct?",
    ),
    WrongPart(
        "decimals-cut-off",
        loss_gradient(lambda p, y, logits: np.trunc(p - y)),
        "decimals are cut off on the way: an array of integers",
        "Which line makes an array, and of which dtype is it?",
    ),
    WrongPart(
        "hard-prediction",
        loss_gradient(hard_prediction),
        "the most probable class is taken as if it were certain",
        "Does a network that is correct with 51 % have nothing left to learn?",
    ),
)

OVERFLOWS = (  # correct for small scores; they show on extreme ones alone
    WrongPart(
        "overflow",
        with_probabilities(unstable_softmax),
        "the formula is correct, but exp of a large score is inf, and of a very low one 0",
        LARGE,
    ),
    WrongPart(
        "one-maximum",
        with_probabilities(shifted_by(np.max)),
        "the largest score of the whole array is subtracted; rows far below it then have only "
        "zeros",
        "Is the largest score of another example of any use to this row?",
    ),
    WrongPart(
        "smallest-subtracted",
        with_probabilities(shifted_by(lambda logits: logits.min(axis=1, keepdims=True))),
        "the smallest score of the row is subtracted, so that exp of the largest can overflow",
        LARGE,
    ),
    WrongPart(
        "column-maximum",
        with_probabilities(shifted_by(lambda logits: logits.max(axis=0))),
        "the largest score of each column is subtracted, not that of the row",
        LARGE,
    ),
    WrongPart(
        "mean-subtracted",
        with_probabilities(shifted_by(lambda logits: logits.mean(axis=1, keepdims=True))),
        "the mean score of the row is subtracted, so that exp of the largest can overflow",
        LARGE,
    ),
    WrongPart(
        "clipped",
        with_probabilities(lambda logits: unstable_softmax(np.clip(logits, -500.0, 500.0))),
        "scores beyond a bound are cut off, so that different scores become equal",
        LARGE,
    ),
)

# ---------------------------------------------------------------- over the examples

BATCHES = (
    WrongPart(
        "last-example-missing",
        lambda rows: rows[:-1],
        "the last example is left out, though the sum is divided by all",
        LOOP_END,
    ),
    WrongPart(
        "first-example-missing",
        lambda rows: rows[1:],
        "the first example is left out, though the sum is divided by all",
        "Which is the first example that your loop visits?",
    ),
    WrongPart(
        "last-example-only",
        lambda rows: rows[-1:],
        "only the last example counts: each round overwrites the one before",
        KEPT,
    ),
    WrongPart(
        "first-example-only",
        lambda rows: rows[:1],
        "only the first example counts, as with a return inside the loop",
        "How far is the line with return indented?",
    ),
)
