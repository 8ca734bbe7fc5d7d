"""The activation of a neuron done wrong, and its slope: put into every exercise that has the step.

ACTIVATIONS  a from z
MIDDLE       the slope of the activation, from (z, a)
"""

import numpy as np

from ...checking import WrongPart
from ...ops import sigmoid
from .neurons import slope_at

FLAT = "For a large z the curve is nearly flat. Is your number nearly 0 there?"
UNITED = "Which terms does your division take, and which ones should it take?"

ACTIVATIONS = (
    WrongPart(
        "exponent-sign",
        lambda z: sigmoid(-z),
        "the sigmoid falls where it should rise: a sign in its exponent",
        "Should a large z give an a near 1 or near 0?",
    ),
    WrongPart(
        "exponential",
        lambda z: np.exp(z),
        "a is an exponential: the 1 in the denominator of the sigmoid is missing",
        "Between which two numbers should a lie?",
    ),
    WrongPart(
        "falling-exponential",
        lambda z: np.exp(-z),
        "a is the exponential from the sigmoid's denominator alone",
        "Between which two numbers should a lie?",
    ),
    WrongPart(
        "sigmoid-twice",
        lambda z: sigmoid(sigmoid(z)),
        "the sigmoid is applied twice",
        "At z = 0, what should a be?",
    ),
    WrongPart("tanh", np.tanh, "the activation is tanh", "Between which two numbers should a lie?"),
    WrongPart(
        "relu",
        lambda z: max(z, 0.0),
        "the activation is ReLU",
        "Between which two numbers should a lie?",
    ),
    WrongPart(
        "no-activation",
        lambda z: z,
        "the sigmoid is left out: a is z itself",
        "Between which two numbers should a lie?",
    ),
    WrongPart(
        "step",
        lambda z: float(z > 0),
        "a is rounded to 0 or 1",
        "How does a change when z moves by 0.01?",
    ),
    WrongPart(
        "quotient-lost",
        lambda z: 1 + np.exp(-z),
        "a is the sigmoid's denominator: the 1 / is missing, or divides the first term alone",
        UNITED,
    ),
    WrongPart(
        "exponents-differ",
        lambda z: np.exp(z) / (1 + np.exp(-z)),
        "the exponents above and below the line of the sigmoid have different signs",
        "Between which two numbers should a lie?",
    ),
    WrongPart(
        "denominator-minus",
        lambda z: 1 / (1 - np.exp(-z)),
        "a minus stands in the denominator of the sigmoid",
        "Which denominator is never 0, whatever z is?",
    ),
    WrongPart(
        "other-base",
        lambda z: 1 / (1 + 2.0**-z),
        "the power in the sigmoid has the base 2, not e",
        "Which function of NumPy is the power of e?",
    ),
)

MIDDLE = (
    WrongPart(
        "missing-sigmoid-slope",
        lambda z, a: 1.0,
        "the slope of the sigmoid is left out",
        "Between z and a stands a curve. How steep is it where the neuron stands?",
    ),
    WrongPart(
        "slope-at-a",
        lambda z, a: slope_at(a),
        "the slope of the sigmoid is taken at a: the sigmoid is applied twice",
        "Which number goes into the sigmoid, and which comes out?",
    ),
    WrongPart(
        "output-form-at-z",
        lambda z, a: z * (1 - z),
        "the short form of the sigmoid's slope, which wants the value a, was given z",
        "At z = 0 the curve is steepest. What does your line give there?",
    ),
    WrongPart(
        "tanh-slope",
        lambda z, a: 1 - a**2,
        "this is the slope of tanh, not of the sigmoid",
        "Which curve runs between 0 and 1, and which between -1 and 1?",
    ),
    WrongPart(
        "plus-for-minus",
        lambda z, a: a * (1 + a),
        "a plus stands where a minus belongs in the slope of the sigmoid",
        FLAT,
    ),
    WrongPart(
        "minus-turned",
        lambda z, a: a * (a - 1),
        "the minus in the slope of the sigmoid is the wrong way round",
        "Does the sigmoid rise or fall?",
    ),
    WrongPart(
        "value-for-slope",
        lambda z, a: a,
        "the value a stands where the slope of the sigmoid belongs",
        FLAT,
    ),
    WrongPart(
        "one-factor-of-slope",
        lambda z, a: 1 - a,
        "one factor of the sigmoid's slope is missing, or a square in its denominator",
        "For a large negative z the curve is nearly flat. Is your number nearly 0 there?",
    ),
    WrongPart(
        "value-squared",
        lambda z, a: a**2,
        "the value a is squared where the slope of the sigmoid belongs",
        FLAT,
    ),
    WrongPart(
        "slope-twice",
        lambda z, a: slope_at(z) ** 2,
        "the slope of the sigmoid is multiplied in twice",
        "How many curves stand between z and a?",
    ),
    WrongPart(
        "slope-exponent",
        lambda z, a: np.exp(z) / (1 + np.exp(-z)) ** 2,
        "in the slope of the sigmoid an exponent has the wrong sign",
        FLAT,
    ),
    WrongPart(
        "rest-squared",
        lambda z, a: (1 - a) ** 2,
        "both factors of the sigmoid's slope are the same one",
        "For a large negative z the curve is nearly flat. Is your number nearly 0 there?",
    ),
    WrongPart(
        "square-inside",
        lambda z, a: np.exp(-z) / (1 + np.exp(-z) ** 2),
        "the square in the slope of the sigmoid takes the exponential alone, not the whole "
        "denominator",
        UNITED,
    ),
    WrongPart(
        "ungrouped",
        lambda z, a: np.exp(-z) / 1 + np.exp(-z) ** 2,
        "the parentheses around the denominator are missing in the slope of the sigmoid",
        UNITED,
    ),
)
