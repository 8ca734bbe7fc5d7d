"""Implement: one step of a classifier without a hidden layer."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, composed
from ...ops import linear
from ..ch01.one_step import stay
from ..ch07.one_step import downhill
from ..ch07.parts import AT_LOGITS, BATCHES, GRAD_B, GRAD_W
from ..ch07.probes import SCORES
from ..ch07.softmaxes import logits_reference
from ..ch07.through_linear import linear_with

RNG = np.random.default_rng(54)
DOWN = "After one small step, should the loss be lower or higher?"


def step_with(at_logits=logits_reference, grad_W=None, grad_b=None, moves=(downhill, downhill)):
    """One step of W and b, with some of its parts replaced."""

    def step(x, labels, W, b, lr):
        grad_logits = at_logits(linear(x, W, b), labels)
        _, for_W, for_b = linear_with(grad_W=grad_W, grad_b=grad_b)(grad_logits, x, W)
        return moves[0](W, for_W, lr), moves[1](b, for_b, lr)

    return step


def plain(x, labels, W, b, lr):
    n = len(x)
    logits = x @ W + b
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    y = np.eye(len(b))[labels]
    grad_logits = (p - y) / n
    grad_W = x.T @ grad_logits
    grad_b = grad_logits.sum(axis=0)
    W_new = W - lr * grad_W
    b_new = b - lr * grad_b
    return W_new, b_new


def one_example_at_a_time(x, labels, W, b, lr):
    grad_W, grad_b = np.zeros_like(W), np.zeros_like(b)
    for row, label in zip(x, labels, strict=True):
        e = np.exp(row @ W + b)
        error = e / e.sum()
        error[label] -= 1.0
        grad_W += np.outer(row, error)
        grad_b += error
    return W - lr * grad_W / len(x), b - lr * grad_b / len(x)


def of_some(chosen):
    """The step that some of the rows ask for, divided by the number of all."""

    def step(x, labels, W, b, lr):
        if not len(chosen(x)):
            return W.copy(), b.copy()
        share = lr * len(chosen(x)) / len(x)
        return step_with()(chosen(x), chosen(labels), W, b, share)

    return step


MOVES = (
    ("uphill", step_with(moves=(lambda v, g, lr: v + lr * g,) * 2), "the step goes uphill", DOWN),
    (
        "no-rate",
        step_with(moves=(lambda v, g, lr: v - g,) * 2),
        "the learning rate is not used",
        "Double lr. Does your step double?",
    ),
    (
        "gradients",
        step_with(moves=(lambda v, g, lr: g,) * 2),
        "these are the gradients: no step is taken",
        "At which W does the next step begin?",
    ),
    (
        "step-only",
        step_with(moves=(lambda v, g, lr: -lr * g,) * 2),
        "this is the step, not the place one arrives at",
        "At which W does the next step begin?",
    ),
    (
        "bias-kept",
        step_with(moves=(downhill, stay)),
        "the bias stays where it was",
        "Which arrays does training change?",
    ),
    (
        "weights-kept",
        step_with(moves=(stay, downhill)),
        "the weights stay where they were",
        "Which arrays does training change?",
    ),
    (
        "nothing-moved",
        step_with(moves=(stay, stay)),
        "nothing has moved: the old values come back",
        "Which names hold the new values?",
    ),
    *((one.id, of_some(one.function), one.cause, one.question) for one in BATCHES[:2]),
)
# What NumPy refuses here, or stretches to the shape of the bias, and what others do as well.
REFUSED = (
    "sign",
    "decimals-cut-off",
    "bias-one-number",
    "bias-zero",
    "weights-transposed",
    "weights-not-summed",
    "bias-other-axis",
    "bias-not-summed",
    "bias-as-column",
    "bias-kept-axis",
)

softmax_step = Exercise(
    name="softmax_step",
    points=3,
    minutes=10,
    grade="core",
    kind="implement",
    hints=(
        "Forward first: scores, probabilities. What is the gradient at the scores?",
        "Each weight meets one input in each row. By which product of two arrays do all of them "
        "get their sums at once?",
        "Which shape do W and b have, and which shape do your two gradients have?",
    ),
    reference=step_with(),
    accepted=(
        plain,
        one_example_at_a_time,
        step_with(grad_W=lambda grad_y, x, W: np.einsum("ij,ik->jk", x, grad_y)),
    ),
    mistakes=(
        *(Mistake(f"classifier.{id}", *rest) for id, *rest in MOVES),
        *composed(
            "classifier",
            step_with,
            at_logits=AT_LOGITS,
            grad_W=GRAD_W,
            grad_b=GRAD_B,
            without=REFUSED,
        ),
    ),
    probes=tuple(
        Probe(
            (
                RNG.normal(size=(len(labels), fan_in)).round(2),
                labels,
                RNG.normal(size=(fan_in, logits.shape[1])).round(2),
                RNG.normal(size=logits.shape[1]).round(2),
                lr,
            ),
            {**probe.sizes, "fan_in": fan_in},
        )
        for probe, fan_in, lr in zip(SCORES[:4], (1, 6, 7, 9), (0.5, 2.0, 0.3, 1.0), strict=True)
        for logits, labels in [probe.inputs]
    ),
    plain=plain,
    outputs=("W", "b"),
    output_points=(2, 1),
    uses=("ops.softmax",),
    praise="Which line would change if a hidden layer stood between x and the scores?",
)
