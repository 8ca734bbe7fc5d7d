"""A gap of the lesson: the gradients of the mean cross-entropy over many examples."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from ...losses import binary_cross_entropy
from ...ops import sigmoid
from .logistic import logistic_gradients, logistic_with

RNG = np.random.default_rng(1)
KEPT = "Does each round add to the sum, or does it begin a new one?"


def over_examples(gradients, together=np.mean):
    """Both gradients of many examples, from those of one; ``together`` combines the examples."""

    def mean_gradients(x, labels, w, b):
        pairs = [gradients(one, w, b, label) for one, label in zip(x, labels, strict=True)]
        dL_dw, dL_db = zip(*pairs, strict=True)
        return together(dL_dw), together(dL_db)

    return mean_gradients


def of_the_loss(x, labels, w, b):
    """From the package's loss, which gives the gradient of z with its 1/n."""
    _, grad_z = binary_cross_entropy(w * x + b, labels)
    return np.sum(grad_z * x), np.sum(grad_z)


def means_multiplied(x, labels, w, b):
    error = np.mean(sigmoid(w * x + b) - labels)
    return error * np.mean(x), error


def mean_input(x, labels, w, b):
    error = sigmoid(w * np.mean(x) + b) - np.mean(labels)
    return error * np.mean(x), error


def mean_input_in_z(x, labels, w, b):
    error = sigmoid(w * np.mean(x) + b) - labels
    return np.mean(error * x), np.mean(error)


def plain(x, labels, w, b):
    z = w * x + b
    a = sigmoid(z)
    error = a - labels
    dL_dw = np.mean(error * x)
    dL_db = np.mean(error)
    return dL_dw, dL_db


def probe(x, labels, w, b):
    return Probe((np.array(x), np.array(labels), w, b), {"n": len(x)})


mean_gradients = Exercise(
    name="mean_gradients",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "With arrays in place of numbers, the forward pass stays the same two lines. What is then "
        "the error of every example at once?",
        "For one example, what does the gradient of w have that the one of b does not have? Form "
        "that product for each example first, and take the mean last.",
    ),
    reference=over_examples(logistic_with()),
    accepted=(
        plain,
        of_the_loss,
        over_examples(logistic_with(), lambda each: sum(each) / len(each)),
    ),
    mistakes=(
        Mistake(
            "mean-gradients.sum",
            over_examples(logistic_with(), np.sum),
            "the examples are summed, where the loss takes their mean",
            "If every example stood in the data twice, should the gradient double?",
        ),
        Mistake(
            "mean-gradients.first-example",
            over_examples(logistic_with(), lambda each: each[0]),
            "only the first example is used",
            "Which of your lines runs over all examples?",
        ),
        Mistake(
            "mean-gradients.last-example",
            over_examples(logistic_with(), lambda each: each[-1]),
            "only the last example is used: each round overwrites the one before",
            KEPT,
        ),
        Mistake(
            "mean-gradients.last-example-divided",
            over_examples(logistic_with(), lambda each: each[-1] / len(each)),
            "only the last example counts: each round overwrites the one before",
            KEPT,
        ),
        Mistake(
            "mean-gradients.last-example-missing",
            over_examples(logistic_with(), lambda each: sum(each[:-1]) / len(each)),
            "the last example is left out, though the sum is divided by all",
            "Which is the last example that your loop visits?",
        ),
        Mistake(
            "mean-gradients.first-example-missing",
            over_examples(logistic_with(), lambda each: sum(each[1:]) / len(each)),
            "the first example is left out, though the sum is divided by all",
            "Which is the first example that your loop visits?",
        ),
        Mistake(
            "mean-gradients.median",
            over_examples(logistic_with(), np.median),
            "the median is taken, where the loss takes the mean",
            "Does the slope of a mean look at every example, or at the one in the middle?",
        ),
        Mistake(
            "mean-gradients.not-averaged",
            over_examples(logistic_with(), np.array),
            "each example has gradients of its own: their mean is not taken",
            "How many numbers is the slope of one loss in one parameter?",
        ),
        Mistake(
            "mean-gradients.means-multiplied",
            means_multiplied,
            "the mean of the errors is multiplied by the mean of the inputs",
            "Two examples have the errors 1 and -1 and the inputs 0 and 2. What is the mean of "
            "their products, and what is the product of their means?",
        ),
        Mistake(
            "mean-gradients.mean-input-in-z",
            mean_input_in_z,
            "the neuron is run once, at the mean of the inputs",
            "Which a has the first example, and which a do you compare its label with?",
        ),
        Mistake(
            "mean-gradients.mean-input",
            mean_input,
            "inputs and labels are averaged first, as if there were one example in the middle",
            "Can the neuron learn which images are zeros from the average image alone?",
        ),
        *(
            Mistake(
                one.id.replace("logistic.", "mean-gradients."),
                over_examples(one.function),
                one.cause,
                one.question,
            )
            for one in logistic_gradients.mistakes
        ),
    ),
    probes=(
        probe([0.0, 1.0, 2.0], [0, 1, 0], 1.0, -1.0),
        probe(RNG.normal(size=5), [1, 0, 0, 1, 1], -0.7, 0.4),
        probe(RNG.normal(size=7), [0, 1, 1, 0, 0, 0, 1], 1.6, 0.9),
        probe(2 * RNG.normal(size=4), [1, 1, 0, 1], 0.5, -2.1),
    ),
    plain=plain,
    outputs=("dL_dw", "dL_db"),
    output_points=(1, 1),
    uses=("ops.sigmoid",),
    praise="For which data would both gradients be 0 at w = 0 and b = 0?",
)
