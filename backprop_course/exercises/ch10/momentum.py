"""Implement: a step of momentum."""

from ...checking import Exercise, Mistake
from .probes import MOMENTUM


def plus(u, g, beta):
    return beta * u + g


def step_with(velocity=plus, along=lambda new, old, g: new, sign=-1.0):
    """The step with some of its parts replaced."""

    def answer(w, u, g, lr, beta):
        new = velocity(u, g, beta)
        return w + sign * lr * along(new, u, g), new

    return answer


def other_convention(w, u, g, lr, beta):
    u = beta * u + lr * g
    return w - u, u


def nesterov(w, u, g, lr, beta):
    u = beta * u + g
    return w - lr * (g + beta * u), u


def plain(w, u, g, lr, beta):
    u = beta * u + g
    w = w - lr * u
    return w, u


momentum_step = Exercise(
    name="momentum_step",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "Which of the two numbers has to be new before the other one can be computed?",
        "How much of the old velocity is kept, and how much of the gradient comes in?",
        "Make new arrays: an operation in place, such as *=, would change those of the caller.",
    ),
    reference=lambda w, u, g, lr, beta: step_with()(w, u, g, lr, beta),
    accepted=(
        lambda w, u, g, lr, beta: (w - lr * beta * u - lr * g, u * beta + g),
        step_with(),
    ),
    mistakes=(
        Mistake(
            "momentum-step.other-convention",
            other_convention,
            "the velocity already holds the learning rate, as in another convention",
            "If the learning rate drops, should the steps that are remembered drop too?",
        ),
        Mistake(
            "momentum-step.average",
            step_with(velocity=lambda u, g, beta: beta * u + (1 - beta) * g),
            "the velocity is a running average here, where it should be a running sum",
            "With u = 0, how long is the first step? Is it that of SGD?",
        ),
        Mistake(
            "momentum-step.old-velocity",
            step_with(along=lambda new, old, g: old),
            "the step goes along the old velocity",
            "With u = 0, does the first step move at all?",
        ),
        Mistake(
            "momentum-step.gradient-alone",
            step_with(along=lambda new, old, g: g),
            "the velocity is computed, and the step goes along the gradient alone",
            "What is the velocity for?",
        ),
        Mistake(
            "momentum-step.nesterov",
            nesterov,
            "the step looks ahead along the velocity, as in Nesterov's momentum",
            "Along what does the step of the task go?",
        ),
        Mistake(
            "momentum-step.sign",
            step_with(sign=1.0),
            "the step goes up",
            "With u = 0, in which direction does SGD go?",
        ),
        Mistake(
            "momentum-step.keeps-all",
            step_with(velocity=lambda u, g, beta: u + g),
            "nothing is forgotten: the old velocity is kept whole",
            "What does the share beta say?",
        ),
        Mistake(
            "momentum-step.all-shrinks",
            step_with(velocity=lambda u, g, beta: beta * (u + g)),
            "the new gradient is shrunk along with the old velocity",
            "With u = 0, how long is the first step? Is it that of SGD?",
        ),
        Mistake(
            "momentum-step.forgets-all",
            step_with(velocity=lambda u, g, beta: g),
            "the velocity is the gradient: nothing is remembered",
            "What is left of the old velocity in yours?",
        ),
    ),
    probes=MOMENTUM,
    plain=plain,
    outputs=("w", "u"),
    praise="Which value of beta turns this into SGD?",
)
