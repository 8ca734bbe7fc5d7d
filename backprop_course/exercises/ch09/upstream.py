"""Implement: probe a backward function, by way of one number with the upstream gradient wanted."""

import numpy as np

from ...checking import Exercise, Mistake
from .along import reference_probe
from .probes import BACKWARDS


def upstream_with(number=lambda grad_y, y: np.sum(grad_y * y), arriving=lambda grad_y: grad_y):
    """The probe with another number, or with another gradient sent backward."""

    def probe_backward(f, f_vjp, x, grad_y, u):
        return reference_probe(
            lambda x: number(grad_y, f(x)), lambda x: f_vjp(arriving(grad_y), x)[0], x, u
        )

    return probe_backward


reference = upstream_with()


def spelled_out(f, f_vjp, x, grad_y, u):
    measured = np.sum(grad_y * f(x + 1e-30j * u).imag) / 1e-30
    (grad_x,) = f_vjp(grad_y, x)
    return abs(measured - np.sum(grad_x * u)) / np.abs(grad_x * u).sum()


def plain(f, f_vjp, x, grad_y, u):
    h = 1e-20
    y = f(x + 1j * h * u)
    slope = np.sum(grad_y * y).imag / h
    grad_x = f_vjp(grad_y, x)[0]
    terms = grad_x * u
    claimed = np.sum(terms)
    size = np.sum(np.abs(terms))
    return abs(slope - claimed) / size


probe_backward = Exercise(
    name="probe_backward",
    points=2,
    minutes=4,
    grade="core",
    kind="implement",
    hints=(
        "`probe` wants a function that returns one number, and a function that returns its "
        "gradient. Which number L was defined above, and which function gives its gradient in x?",
        "What does f_vjp return: an array, or a tuple with one?",
    ),
    reference=lambda f, f_vjp, x, grad_y, u: reference(f, f_vjp, x, grad_y, u),
    accepted=(spelled_out,),
    mistakes=(
        Mistake(
            "upstream.ones",
            upstream_with(lambda grad_y, y: np.sum(y), np.ones_like),
            "grad_y is not used at all: an upstream gradient of ones is taken",
            "Which wrong backward functions agree with a correct one when all entries are 1?",
        ),
        Mistake(
            "upstream.plain-sum",
            upstream_with(number=lambda grad_y, y: np.sum(y)),
            "the number is the plain sum of the outputs, whose upstream gradient is not grad_y",
            "What is the slope of your number in y_i?",
        ),
        Mistake(
            "upstream.backward-of-ones",
            upstream_with(arriving=np.ones_like),
            "the backward function is given ones, and the number has the slopes grad_y",
            "What is the slope of your number in y_i?",
        ),
        Mistake(
            "upstream.mean",
            upstream_with(number=lambda grad_y, y: np.mean(grad_y * y)),
            "the number is a mean, so that its slopes are grad_y over the number of outputs",
            "What is the slope of your number in y_i?",
        ),
        Mistake(
            "upstream.square",
            upstream_with(number=lambda grad_y, y: np.sum(grad_y * y**2)),
            "the outputs are squared, so that their slopes depend on them",
            "What is the slope of your number in y_i?",
        ),
    ),
    probes=BACKWARDS,
    outputs=("error",),
    plain=plain,
    praise="What would you send in as grad_y: which numbers can hide nothing?",
)
