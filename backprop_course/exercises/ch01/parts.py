"""The steps of a neuron done wrong: each part is put into every exercise that has the step.

Of the activation: see `activation_parts`.

SUMS    z from (x, w, b)
LOSSES  the loss from (z, a, y)
OUTER   the slope of the loss in a, from (z, a, y)
INNER   the slopes of z in w and in b, from (x, w, b)
"""

import numpy as np

from ...checking import WrongPart

RISES = "If a lies above y and grows still more, does the loss rise or fall?"
MOVES = "How much does z move when w moves by 0.01, and does that depend on x?"

SUMS = (
    WrongPart(
        "bias-missing",
        lambda x, w, b: w * x,
        "the bias is left out of z",
        "At x = 0, what should z be?",
    ),
    WrongPart(
        "bias-multiplied",
        lambda x, w, b: w * (x + b),
        "the bias is added before the multiplication by w",
        "If w doubles, which part of z should stay as it is?",
    ),
    WrongPart(
        "bias-times-input",
        lambda x, w, b: x * (w + b),
        "the bias is added before the multiplication by x",
        "At x = 0, what should z be?",
    ),
    WrongPart(
        "bias-subtracted",
        lambda x, w, b: w * x - b,
        "the bias is subtracted in z",
        "If b grows, should z grow or fall?",
    ),
    WrongPart(
        "weight-added",
        lambda x, w, b: w + x + b,
        "the weight is added to the input",
        "If x doubles and b is 0, what should happen to z?",
    ),
)

LOSSES = (
    WrongPart(
        "not-squared",
        lambda z, a, y: a - y,
        "the difference is not squared",
        "Can a loss be negative, and would a lower one then be better?",
    ),
    WrongPart(
        "not-squared-reversed",
        lambda z, a, y: y - a,
        "the difference is not squared, so that its order shows",
        "Can a loss be negative, and would a lower one then be better?",
    ),
    WrongPart(
        "absolute",
        lambda z, a, y: abs(a - y),
        "the loss takes the size of the difference, not its square",
        "What should happen to the loss when the difference doubles?",
    ),
    WrongPart(
        "half-loss",
        lambda z, a, y: (a - y) ** 2 / 2,
        "the loss stands with a factor 1/2, which is another convention than ours",
        "How does the task write the loss?",
    ),
    WrongPart(
        "loss-of-z",
        lambda z, a, y: (z - y) ** 2,
        "the loss compares z with y",
        "Which of the two numbers, z or a, is the neuron's answer?",
    ),
    WrongPart(
        "loss-of-sum",
        lambda z, a, y: (a + y) ** 2,
        "a and y are added in the loss",
        "Which a should give a loss of 0?",
    ),
    WrongPart(
        "squares-apart",
        lambda z, a, y: a**2 - y**2,
        "a and y are squared one by one, and then subtracted",
        "Can a loss be negative, and would a lower one then be better?",
    ),
    WrongPart(
        "slope-for-loss",
        lambda z, a, y: 2 * (a - y),
        "the slope of the loss stands where the loss belongs",
        "Can a loss be negative?",
    ),
    WrongPart(
        "value-for-loss",
        lambda z, a, y: a,
        "the value a stands where the loss belongs",
        "Which a should give a loss of 0?",
    ),
    WrongPart(
        "cross-entropy",
        lambda z, a, y: -y * np.log(a) - (1 - y) * np.log(1 - a),
        "this is the cross-entropy, not the squared error",
        "Does the loss of this task have a logarithm?",
    ),
    WrongPart(
        "cross-entropy-of-ones",
        lambda z, a, y: -y * np.log(a),
        "this is one term of the cross-entropy, not the squared error",
        "Does the loss of this task have a logarithm?",
    ),
    WrongPart(
        "label-ignored",
        lambda z, a, y: a**2,
        "the loss does not look at y",
        "Which a should give a loss of 0?",
    ),
)

OUTER = (
    WrongPart(
        "missing-two",
        lambda z, a, y: a - y,
        "the 2 of the square is missing",
        "The loss stands without a factor 1/2. What then cancels the 2?",
    ),
    WrongPart(
        "difference-reversed",
        lambda z, a, y: 2 * (y - a),
        "the difference between a and y is the wrong way round",
        RISES,
    ),
    WrongPart(
        "difference-of-sum",
        lambda z, a, y: 2 * (a + y),
        "a and y are added where their difference belongs",
        "At which a should the slope of the loss be 0?",
    ),
    WrongPart(
        "label-missing",
        lambda z, a, y: 2 * a,
        "the slope of the loss does not look at y",
        "At which a should the slope of the loss be 0?",
    ),
    WrongPart(
        "loss-for-slope",
        lambda z, a, y: (a - y) ** 2,
        "the loss itself stands where its slope belongs",
        RISES,
    ),
    WrongPart(
        "size-of-difference",
        lambda z, a, y: 2 * abs(a - y),
        "the sign of the difference is lost",
        "Should w move the same way whether a lies above y or below it?",
    ),
    WrongPart(
        "difference-of-z",
        lambda z, a, y: 2 * (z - y),
        "z is compared with y in the slope of the loss",
        "Which of the two numbers, z or a, does the loss compare with y?",
    ),
    WrongPart(
        "outer-missing",
        lambda z, a, y: 1.0,
        "the slope of the loss in a is left out",
        "If a is exactly y, should w still move?",
    ),
    WrongPart(
        "label-is-one",
        lambda z, a, y: 2 * (a - 1),
        "1 stands where y belongs in the slope of the loss",
        "Change y. Does your slope change?",
    ),
    WrongPart(
        "slope-of-cross-entropy",
        lambda z, a, y: (a - y) / (a * (1 - a)),
        "this is the slope of another loss, the cross-entropy",
        "Does the loss of this task have a logarithm?",
    ),
)

INNER = (
    WrongPart(
        "missing-input",
        lambda x, w, b: (1.0, 1.0),
        "the chain for w ends at z: its last slope is left out",
        MOVES,
    ),
    WrongPart(
        "input-on-bias",
        lambda x, w, b: (x, x),
        "the bias gradient was given the input as a factor, like the weight's",
        "How much does z move when b moves by 0.01, and does that depend on x?",
    ),
    WrongPart(
        "weight-for-input",
        lambda x, w, b: (w, 1.0),
        "w was taken where x belongs: this is the slope in x",
        "Which of w and x is being nudged, and which stays fixed?",
    ),
    WrongPart(
        "product-for-input",
        lambda x, w, b: (w * x, 1.0),
        "the product w x stands where its slope in w belongs",
        "What is the slope of 3 t in t?",
    ),
    WrongPart(
        "input-squared",
        lambda x, w, b: (x * x, 1.0),
        "x is multiplied in twice",
        MOVES,
    ),
    WrongPart(
        "input-and-bias",
        lambda x, w, b: (x + b, 1.0),
        "the bias is added to the slope of z in w",
        "Does b change how much z moves when w moves?",
    ),
    WrongPart(
        "bias-for-input",
        lambda x, w, b: (b, 1.0),
        "b was taken where x belongs",
        MOVES,
    ),
    WrongPart(
        "bias-on-bias",
        lambda x, w, b: (x, b),
        "the bias gradient has b itself as a factor",
        "How much does z move when b moves by 0.01, and does that depend on b?",
    ),
    WrongPart(
        "bias-gradient-zero",
        lambda x, w, b: (x, 0.0),
        "the slope of z in b is taken as 0, as if b were a constant",
        "How much does z move when b moves by 0.01?",
    ),
    WrongPart(
        "all-three-factors",
        lambda x, w, b: (x, w * x),
        "the bias gradient was given factors that belong to the weight",
        "How much does z move when b moves by 0.01, and does that depend on w or x?",
    ),
    WrongPart(
        "slopes-of-both",
        lambda x, w, b: (x + 1, 1.0),
        "the slope of z in b, which is 1, is added to the one in w",
        "Which of w and b is being nudged, and which stays fixed?",
    ),
)
