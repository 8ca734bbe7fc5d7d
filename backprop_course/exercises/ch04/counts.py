"""Derive: the loss of a model that counts, and its gradient."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from ...ops import sigmoid

RNG = np.random.default_rng(414)


def counts_with(slope=lambda z, y, t: t * np.exp(z) - y, over=lambda z, t: len(z)):
    """The gradient with one of its parts replaced."""
    return lambda z, y, t: slope(z, y, t) / over(z, t)


reference = counts_with()


def plain(z, y, t):
    n = len(z)
    rate = t * np.exp(z)
    return (rate - y) / n


def by_the_chain(z, y, t):
    """From the loss to the rate, and from there to z."""
    rate = t * np.exp(z)
    grad_rate = (1 - y / rate) / len(z)
    return grad_rate * rate


def one_by_one(z, y, t):
    return np.array([(t[i] * np.exp(z[i]) - y[i]) / len(z) for i in range(len(z))])


def counting_loss(z, y, t):
    """Without ln y!, which does not depend on z."""
    return float(np.mean(t * np.exp(z) - y * (np.log(t) + z)))


STEPS = "Which steps lie between z and the loss, and what is the slope of each?"
PRODUCT = "The logarithm of a product is a sum. Which of its terms depend on z, and how?"
TWICE_AS_LONG = "If t doubles, which of the two, the expected count or the seen one, doubles?"

COUNTS = (
    ("no-time", counts_with(lambda z, y, t: np.exp(z) - y), "t is not used", TWICE_AS_LONG),
    (
        "time-on-both",
        counts_with(lambda z, y, t: t * (np.exp(z) - y)),
        "the seen count is multiplied by t as well",
        TWICE_AS_LONG,
    ),
    (
        "time-divides",
        counts_with(lambda z, y, t: np.exp(z) - y / t),
        "the whole difference is divided by t: these are counts in one hour",
        "Which count does the probability of the task speak of: in one hour, or in t hours?",
    ),
    (
        "time-in-exponent",
        counts_with(lambda z, y, t: np.exp(t * z) - y),
        "t stands in the exponent",
        TWICE_AS_LONG,
    ),
    (
        "time-upside-down",
        counts_with(lambda z, y, t: np.exp(z) / t - y),
        "the rate is divided by t, where it should be multiplied",
        TWICE_AS_LONG,
    ),
    (
        "in-the-rate",
        counts_with(lambda z, y, t: 1 - y / (t * np.exp(z))),
        "this is the slope in the expected count, not in z",
        STEPS,
    ),
    (
        "slope-of-exp-twice",
        counts_with(lambda z, y, t: (t * np.exp(z) - y) * t * np.exp(z)),
        "the slope of the exponential comes in twice",
        STEPS,
    ),
    (
        "squared-error",
        counts_with(lambda z, y, t: 2 * (t * np.exp(z) - y) * t * np.exp(z)),
        "this is the gradient of a squared error of the counts",
        "Is anything squared in this loss?",
    ),
    (
        "two",
        counts_with(lambda z, y, t: 2 * (t * np.exp(z) - y)),
        "there is a 2, which belongs to a squared error",
        "Is anything squared in this loss?",
    ),
    (
        "no-exponential",
        counts_with(lambda z, y, t: t * z - y),
        "z is taken for the rate itself, where it is its logarithm",
        "Can a rate be negative, and can a z?",
    ),
    (
        "sigmoid",
        counts_with(lambda z, y, t: t * sigmoid(z) - y),
        "z goes through a sigmoid, where it should go through an exponential",
        "How large can an expected count be in one hour?",
    ),
    (
        "no-normaliser",
        counts_with(lambda z, y, t: -y + 0 * z),
        "the factor with the exponential of the expected count is forgotten in the probability",
        PRODUCT,
    ),
    (
        "no-count",
        counts_with(lambda z, y, t: t * np.exp(z)),
        "the seen count does not come in",
        PRODUCT,
    ),
    (
        "y-times-rate",
        counts_with(lambda z, y, t: t * np.exp(z) - y * t * np.exp(z)),
        "the logarithm of the expected count is not taken before its slope",
        PRODUCT,
    ),
    (
        "y-times-z",
        counts_with(lambda z, y, t: t * np.exp(z) - y * z),
        "a term of the loss stands where its slope belongs",
        "How fast does 3 z grow when z grows?",
    ),
    (
        "loss",
        counts_with(lambda z, y, t: t * np.exp(z) - y * (np.log(t) + z)),
        "these are the terms of the loss, not their slopes",
        "How fast does 3 z grow when z grows?",
    ),
    (
        "sign",
        counts_with(lambda z, y, t: y - t * np.exp(z)),
        "the difference is the wrong way round",
        "If the model expects more than was seen and z grows, does the loss rise or fall?",
    ),
    (
        "sum",
        counts_with(over=lambda z, t: 1),
        "the mean over the examples is missing",
        "By how much does the mean of n losses move when one of them moves by 0.01?",
    ),
    (
        "over-hours",
        counts_with(over=lambda z, t: t.sum()),
        "it is divided by all hours together, where the mean is over the examples",
        "What does the mean of the task divide by?",
    ),
)


def probe(z, y, t):
    z, y, t = np.array(z), np.array(y, dtype=float), np.array(t)
    return Probe((z, y, t), {"n": len(z)})


def random_probe(n):
    z = RNG.normal(size=n).round(1)
    return probe(z, RNG.poisson(2.0, size=n), RNG.uniform(0.5, 4.0, size=n).round(1))


count_gradient = Exercise(
    name="count_gradient",
    points=2,
    minutes=8,
    grade="core",
    kind="derive",
    hints=(
        "Take one example. What is the logarithm of that probability, as a sum of three terms?",
        "Which of the three terms does z reach, and how? The logarithm undoes an exponential in "
        "one of them.",
    ),
    reference=lambda z, y, t: reference(z, y, t),
    accepted=(plain, by_the_chain, one_by_one),
    mistakes=tuple(Mistake(f"counts.{id}", *rest) for id, *rest in COUNTS),
    probes=(
        probe([0.0, 1.0, -1.0], [3, 0, 1], [2.0, 1.0, 4.0]),
        random_probe(5),
        probe([0.7], [4], [1.5]),
        random_probe(8),
    ),
    plain=plain,
    outputs=("grad_z",),
    objective=counting_loss,
    slope_of={"grad_z": "z"},
    praise="Squared error, cross-entropy, and now this: what do the three gradients share?",
)
