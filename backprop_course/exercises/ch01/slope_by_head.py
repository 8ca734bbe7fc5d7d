"""Predict: the slope of the loss in w, for numbers that need no calculator."""

import numpy as np

from ...checking import Exercise, wrong_number
from ...ops import sigmoid
from .activation_parts import MIDDLE
from .neurons import slope_at
from .parts import INNER, OUTER, SUMS
from .slopes_multiplied import gradients_with

x, w, b, y = -3.0, 0.7, 2.1, 0.1  # chosen so that no two of the numbers below are equal
a = 0.5  # the sigmoid of z = 0
PARTS = {"linear": SUMS, "outer": OUTER, "middle": MIDDLE, "inner": INNER}
SIGN_OF_X = "the sign of x is lost in z"


def composed_numbers(known):
    """What the wrong parts of a neuron make of these numbers, beyond the ``known`` Mistakes."""
    found, taken = [], [dL_dw_reference(), *(one.function() for one in known)]
    for step, parts in PARTS.items():
        for one in parts:
            with np.errstate(all="ignore"):
                value = float(gradients_with(**{step: one.function})(x, w, b, y)[0])
            if np.isfinite(value) and value and not np.isclose(value, taken, rtol=1e-2).any():
                taken.append(value)
                found.append(wrong_number(f"predict.{one.id}", value, one.cause, one.question))
    return found


def dL_dw_reference():
    return 2 * (a - y) * 0.25 * x


def through(z, inner):
    """The product of the three slopes when z is another number."""
    return float(2 * (sigmoid(z) - y) * slope_at(z) * inner)


KNOWN = (
    wrong_number(
        "predict.sign",
        -2 * (a - y) * 0.25 * x,
        "the size is correct and the sign is lost: that of x, or that of the difference",
        "When w grows, z falls here. What does the loss do, and which sign is that?",
    ),
    wrong_number(
        "predict.missing-sigmoid-slope",
        2 * (a - y) * x,
        "the slope of the sigmoid is left out",
        "Between z and a stands a curve. How steep is it at this z?",
    ),
    wrong_number(
        "predict.missing-input",
        2 * (a - y) * 0.25,
        "the chain ends at z: this is the slope with respect to b",
        "How much does z move when w moves by 0.01, for this x?",
    ),
    wrong_number(
        "predict.missing-two",
        (a - y) * 0.25 * x,
        "the 2 of the square is missing, as if the loss stood with a factor 1/2",
        "What is the slope of t^2 at t = 5?",
    ),
    wrong_number(
        "predict.weight-for-input",
        2 * (a - y) * 0.25 * w,
        "w was taken where x belongs",
        "In z = w x + b, what stays fixed while w moves?",
    ),
    wrong_number(
        "predict.bias-for-input",
        2 * (a - y) * 0.25 * b,
        "b was taken where x belongs",
        "In z = w x + b, what is w multiplied by?",
    ),
    wrong_number(
        "predict.slope-at-a",
        2 * (a - y) * float(slope_at(a)) * x,
        "the slope of the sigmoid was taken at a, not at z",
        "Which number goes into the sigmoid, and which comes out?",
    ),
    wrong_number(
        "predict.value-for-slope",
        2 * (a - y) * a * x,
        "the value a stands where its slope belongs, or two factors are missing",
        "How many local slopes are there, and how steep is the sigmoid at this z?",
    ),
    wrong_number(
        "predict.tanh-slope",
        2 * (a - y) * 0.75 * x,
        "the slope of the sigmoid is that of tanh, or has a plus where a minus belongs",
        "Where is the sigmoid steepest, and how steep is it there?",
    ),
    wrong_number(
        "predict.slope-squared",
        2 * (a - y) * 0.25**2 * x,
        "the slope of the sigmoid is multiplied in twice",
        "How many curves stand between z and a?",
    ),
    wrong_number(
        "predict.label-missing",
        2 * a * 0.25 * x,
        "y is left out of the difference",
        "At which a would the loss be 0?",
    ),
    wrong_number(
        "predict.labels-added",
        2 * (a + y) * 0.25 * x,
        "a and y are added where their difference belongs",
        "At which a would the loss be 0?",
    ),
    wrong_number(
        "predict.loss-for-slope",
        (a - y) ** 2 * 0.25 * x,
        "the loss itself stands in the chain, where its slope in a belongs",
        "What is the slope of t^2 at t = 5?",
    ),
    wrong_number(
        "predict.loss",
        (a - y) ** 2,
        "this is the loss, not its slope",
        "By how much would the loss change if w grew by 0.01?",
    ),
    wrong_number(
        "predict.outer-only",
        2 * (a - y),
        "this is the slope of the loss in a: the chain goes on from there",
        "Which steps lie between a and w?",
    ),
    wrong_number(
        "predict.added",
        2 * (a - y) + 0.25 + x,
        "the local slopes are added along the chain",
        "If a step doubles a change and the next one triples it, what do the two do together?",
    ),
    wrong_number(
        "predict.z-for-value",
        2 * (0.0 - y) * 0.25 * x,
        "z stands where the value a belongs in the difference",
        "Which of the two numbers, z or a, does the loss compare with y?",
    ),
    *(
        wrong_number(f"predict.{id}", through(z, inner), cause, question)
        for id, z, inner, cause, question in (
            ("bias-missing", w * x, x, "the bias is left out of z", "What is z here?"),
            ("bias-alone", b, x, "the product w x is left out of z", "What is z here?"),
            ("bias-subtracted", w * x - b, x, "the bias is subtracted in z", "What is z here?"),
            ("input-without-sign", b - w * x, -x, SIGN_OF_X, "Is w x above 0 or below it?"),
            ("input-without-sign-in-z", b - w * x, x, SIGN_OF_X, "Is w x above 0 or below?"),
        )
    ),
    wrong_number(
        "predict.product-for-input",
        2 * (a - y) * 0.25 * x * w,
        "the product w x stands where its slope in w belongs",
        "What is the slope of 3 t in t?",
    ),
    wrong_number(
        "predict.slopes-above-added",
        2 * (a - y) + 0.25,
        "two local slopes are added, and the third is left out",
        "If a step doubles a change and the next one triples it, what do the two do together?",
    ),
)

dL_dw = Exercise(
    name="dL_dw",
    points=1,
    minutes=5,
    grade="warm-up",
    kind="predict",
    hints=(
        "If w grows a little, does z grow or fall? Look at the sign of x first.",
        "There are three local slopes on the way from w to L. z is a number at which the second "
        "one needs no calculator.",
    ),
    reference=dL_dw_reference,
    accepted=(lambda: -3 / 5, lambda: np.float64(-0.6), lambda: np.array(-0.6)),
    mistakes=(*KNOWN, *composed_numbers(KNOWN)),
    tolerance=1e-6,
    praise="Would a small step up in w raise or lower the loss?",
)
