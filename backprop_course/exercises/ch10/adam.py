"""Implement: a step of Adam."""

import numpy as np

from ...checking import Exercise, Mistake
from .probes import ADAM


def step_with(
    betas=(0.9, 0.999),
    square=np.square,
    root=np.sqrt,
    counted=lambda t: t,
    corrects=(True, True),
    along=lambda m, g: m,
    eps=1e-8,
    sign=-1.0,
):
    """The step with some of its parts replaced."""

    def answer(w, m, v, g, t, lr):
        m = betas[0] * m + (1 - betas[0]) * g
        v = betas[1] * v + (1 - betas[1]) * square(g)
        m_hat, v_hat = (
            average / (1 - beta ** counted(t)) if corrected else average
            for average, beta, corrected in zip((m, v), betas, corrects, strict=True)
        )
        return w + sign * lr * along(m_hat, g) / (root(v_hat) + eps), m, v

    return answer


def keeps_the_corrected(w, m, v, g, t, lr):
    w, m, v = step_with()(w, m, v, g, t, lr)
    return w, m / (1 - 0.9**t), v / (1 - 0.999**t)


def as_in_the_paper(w, m, v, g, t, lr):
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
    return w - lr * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + 1e-8), m, v


def plain(w, m, v, g, t, lr):
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    m_hat = m / (1 - 0.9**t)
    v_hat = v / (1 - 0.999**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + 1e-8)
    return w, m, v


adam_step = Exercise(
    name="adam_step",
    points=3,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "In which order do the formulas stand: averages, corrections, step?",
        "Which numbers must come back for the next step: the averages, or the corrected ones?",
        "What is t in the very first step, and what does that make of the two denominators?",
    ),
    reference=lambda w, m, v, g, t, lr: step_with()(w, m, v, g, t, lr),
    accepted=(as_in_the_paper, step_with()),
    mistakes=(
        Mistake(
            "adam-step.no-correction",
            step_with(corrects=(False, False)),
            "neither average is corrected",
            "In the first step both averages have seen a single gradient. How long is your step?",
        ),
        Mistake(
            "adam-step.only-m",
            step_with(corrects=(True, False)),
            "only the average gradient is corrected",
            "How long is your first step, in learning rates?",
        ),
        Mistake(
            "adam-step.only-v",
            step_with(corrects=(False, True)),
            "only the average of the squares is corrected",
            "How long is your first step, in learning rates?",
        ),
        Mistake(
            "adam-step.counts-from-2",
            step_with(counted=lambda t: t + 1),
            "the corrections are those of the next step",
            "Which t does the first step have?",
        ),
        Mistake(
            "adam-step.keeps-corrected",
            keeps_the_corrected,
            "the corrected averages are returned, so the next step corrects them again",
            "What should the next step start from?",
        ),
        Mistake(
            "adam-step.no-root",
            step_with(root=lambda v: v),
            "the step is divided by the average square, without its root",
            "If every gradient is ten times as large, how should your step change?",
        ),
        Mistake(
            "adam-step.no-square",
            step_with(square=np.abs),
            "the second average is that of the sizes of the gradients, not of their squares",
            "What does v average?",
        ),
        Mistake(
            "adam-step.betas-exchanged",
            step_with(betas=(0.999, 0.9)),
            "the two shares beta stand in each other's place",
            "Which of the two averages remembers longer?",
        ),
        Mistake(
            "adam-step.gradient-alone",
            step_with(along=lambda m, g: g),
            "the step goes along the gradient itself, as in RMSProp",
            "What is the first average for?",
        ),
        Mistake(
            "adam-step.no-eps",
            step_with(eps=0.0),
            "where every gradient so far was 0, it is 0 divided by 0",
            "Which small number keeps the denominator away from 0?",
        ),
        Mistake(
            "adam-step.eps-inside",
            step_with(root=lambda v: np.sqrt(v + 1e-8), eps=0.0),
            "the small number is added inside the root, not after it",
            "Which of the two is 1e-8 added to: v, or its root?",
        ),
        Mistake(
            "adam-step.sign",
            step_with(sign=1.0),
            "the step goes up",
            "If the gradient is positive, where should w go?",
        ),
    ),
    probes=ADAM,
    plain=plain,
    outputs=("w", "m", "v"),
    praise="How does your step change if all gradients so far had been a thousand times as large?",
)
