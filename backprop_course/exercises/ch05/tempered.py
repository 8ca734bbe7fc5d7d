"""Derive: cross-entropy of scores that are divided by a temperature first."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, composed
from ...losses import softmax_cross_entropy
from ...ops import softmax
from ..ch07.parts import AT_LOGITS
from ..ch07.probes import SCORES
from ..ch07.softmaxes import logits_reference, one_hot


def tempered_with(at_logits=logits_reference):
    """The gradient in z of the loss of z / T, with another gradient at z / T."""
    return lambda z, labels, T: at_logits(z / T, labels) / T


def row_by_row(z, labels, T):
    rows = []
    for row, label in zip(z, labels, strict=True):
        e = np.exp(row / T - max(row / T))
        rows.append([(e[k] / sum(e) - (k == label)) / T for k in range(len(row))])
    return np.array(rows) / len(z)


def plain(z, labels, T):
    n = len(z)
    s = z / T
    e = np.exp(s - s.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    y = np.eye(z.shape[1])[labels]
    return (p - y) / T / n


def tempered_loss(z, labels, T):
    return softmax_cross_entropy(z / T, labels)[0]


COOL = "Which steps lie between z and the loss, and which of them has T in it?"

tempered_gradient = Exercise(
    name="tempered_gradient",
    points=2,
    minutes=8,
    grade="core",
    kind="derive",
    hints=(
        "Give z / T a name of its own. What is the gradient with respect to that?",
        "One step is left between that name and z. What is its slope?",
    ),
    reference=tempered_with(),
    accepted=(
        plain,
        row_by_row,
        tempered_with(lambda s, labels: plain(s, labels, 1.0)),
        lambda z, labels, T: (
            (np.exp(z / T) / np.exp(z / T).sum(1)[:, None] - one_hot(labels, z.shape[1]))
            / (T * len(z))
        ),
    ),
    mistakes=(
        Mistake(
            "tempered.slope-missing",
            lambda z, labels, T: logits_reference(z / T, labels),
            "the chain ends at z / T: the slope of the division is missing",
            COOL,
        ),
        Mistake(
            "tempered.plain-softmax",
            lambda z, labels, T: logits_reference(z, labels) / T,
            "the probabilities are those of z, where those of z / T belong",
            "For a very large T, which probabilities should come out?",
        ),
        Mistake(
            "tempered.no-temperature",
            lambda z, labels, T: logits_reference(z, labels),
            "the temperature is not used",
            "Change T. Does your answer change?",
        ),
        Mistake(
            "tempered.slope-multiplied",
            lambda z, labels, T: logits_reference(z / T, labels) * T,
            "the slope of the division is taken the wrong way up",
            "If T is large, how much does z / T move when z moves by 1?",
        ),
        Mistake(
            "tempered.scores-multiplied",
            lambda z, labels, T: logits_reference(z * T, labels) * T,
            "the scores are multiplied by T, where they should be divided",
            "For a very large T, which probabilities should come out?",
        ),
        Mistake(
            "tempered.probabilities-alone",
            lambda z, labels, T: (softmax(z / T) / T - one_hot(labels, z.shape[1])) / len(z),
            "only the probabilities are divided by T, not the 1 that is subtracted from them",
            "Which two terms come back to z / T together?",
        ),
        Mistake(
            "tempered.squared",
            lambda z, labels, T: logits_reference(z / T, labels) / T**2,
            "the temperature is divided out twice",
            COOL,
        ),
        *composed(
            "tempered", tempered_with, at_logits=AT_LOGITS, without=("log-softmax-on-logits",)
        ),
    ),
    probes=tuple(
        Probe((*probe.inputs, T), probe.sizes)
        for probe, T in zip(SCORES[:4], (2.0, 0.5, 4.0, 1.6), strict=True)
    ),
    plain=plain,
    outputs=("grad_z",),
    objective=tempered_loss,
    slope_of={"grad_z": "z"},
    praise="What does a very large T do to the gradient, and what to the probabilities?",
)
