"""The gradients of U, V and r done wrong: each is put into the step of ``factors``.

ERRORS                 what arrives at y, from (y, target)
FOR_U, FOR_V, FOR_R    one gradient, from (error, U, V); that of r from the error alone
"""

import numpy as np

from ...checking import WrongPart, part
from ..ch07.parts import GRAD_W, GRAD_X

HALF = "Differentiate 1/2 times a square, for a sum of them. Which factor is left?"
COPIES = "r is copied along each row of the picture. What do the gradients of copies do?"
PLACES = "What does reshape do to [[1, 2, 3], [4, 5, 6]], and what does .T do?"
MEETS = "With which numbers is one entry of this matrix multiplied on its way to the picture?"


def along_rows(error):
    return error.sum(axis=1, keepdims=True)


ERRORS = (
    WrongPart("extra-two", lambda y, t: 2 * (y - t), "there is a factor 2 at the error", HALF),
    WrongPart(
        "mean-square",
        lambda y, t: 2 * (y - t) / y.size,
        "this belongs to the mean of the squares, not to half their sum",
        "Which loss does the task name?",
    ),
    WrongPart(
        "mean",
        lambda y, t: (y - t) / y.size,
        "it is divided by the number of pixels, where the loss is a sum",
        HALF,
    ),
    WrongPart(
        "mean-of-rows",
        lambda y, t: (y - t) / len(y),
        "it is divided by the number of rows, where the loss is a sum",
        HALF,
    ),
    WrongPart(
        "half",
        lambda y, t: (y - t) / 2,
        "the 1/2 of the loss stands at the error, without the 2 of the square",
        HALF,
    ),
    WrongPart(
        "error-squared",
        lambda y, t: (y - t) ** 2 / 2,
        "the loss of each pixel goes backward, where its slope should",
        "If a pixel is too dark by 1 or too light by 1, should the step be the same?",
    ),
    WrongPart(
        "no-target",
        lambda y, t: y,
        "y itself goes backward: the target is not used",
        "At which y should the step be 0?",
    ),
)
FOR_U = (
    WrongPart(
        "U-reshaped",
        part(GRAD_X, "input-reshaped"),
        "V is reshaped where it should be transposed: the shape is correct, the places are not",
        PLACES,
    ),
    WrongPart(
        "U-without-error",
        part(GRAD_X, "input-without-upstream"),
        "the gradient of U forgets the error",
        "When the picture fits, what should become of U?",
    ),
    WrongPart(
        "U-own-value",
        lambda error, U, V: U * along_rows(error),
        "the gradient of U multiplies by U itself, where V belongs",
        MEETS,
    ),
)
FOR_V = (
    WrongPart(
        "V-reshaped",
        part(GRAD_W, "weights-reshaped"),
        "U is reshaped where it should be transposed: the shape is correct, the places are not",
        PLACES,
    ),
    WrongPart(
        "V-without-error",
        part(GRAD_W, "weights-without-upstream"),
        "the gradient of V forgets the error",
        "When the picture fits, what should become of V?",
    ),
    WrongPart(
        "V-own-value",
        part(GRAD_W, "weights-times-upstream"),
        "the gradient of V multiplies by V itself, where U belongs",
        MEETS,
    ),
    WrongPart(
        "V-averaged",
        part(GRAD_W, "weights-averaged"),
        "the gradient of V is a mean over the rows of the picture, where they should add up",
        "In how many rows of the picture is one entry of V used?",
    ),
)
FOR_R = (
    WrongPart(
        "r-not-summed",
        lambda error: error,
        "the gradient of r is not summed along the rows, and r becomes as wide as the picture",
        COPIES,
    ),
    WrongPart(
        "r-other-axis",
        lambda error: error.sum(axis=0),
        "the gradient of r is summed along the other axis",
        COPIES,
    ),
    WrongPart(
        "r-averaged",
        lambda error: error.mean(axis=1, keepdims=True),
        "the gradient of r is a mean along the rows",
        COPIES,
    ),
    WrongPart(
        "r-axis-lost",
        lambda error: error.sum(axis=1),
        "the sum takes its axis away, so that r becomes a square",
        "What shape is (3, 1) minus (3,)?",
    ),
    WrongPart(
        "r-one-number",
        np.sum,
        "the gradient of r is summed over everything, as if all rows shared one number",
        COPIES,
    ),
    WrongPart(
        "r-mean-of-all",
        np.mean,
        "the gradient of r is a mean over everything, as if all rows shared one number",
        COPIES,
    ),
    WrongPart(
        "r-first-copy",
        lambda error: error[:, :1],
        "the gradient of r looks at the first column of the picture alone",
        COPIES,
    ),
)
