"""Implement: a step that takes all gradients before it moves anything."""

from ...checking import Exercise, Mistake
from .probes import WEIGHTS


def moved(grad_w1, grad_w2, sign=-1.0):
    """Both weights after a step, from formulas for their gradients."""

    def step(x, w1, w2, grad_y, lr):
        grads = grad_w1(x, w1, w2, grad_y, lr), grad_w2(x, w1, w2, grad_y, lr)
        return w1 + sign * lr * grads[0], w2 + sign * lr * grads[1]

    return step


def of_w1(x, w1, w2, grad_y, lr):
    return grad_y * x * w2


def of_w2(x, w1, w2, grad_y, lr):
    return grad_y * x * w1


def late_w1(x, w1, w2, grad_y, lr):
    """The gradient of w1 after w2 has moved."""
    return grad_y * x * (w2 - lr * grad_y * x * w1)


def late_w2(x, w1, w2, grad_y, lr):
    return grad_y * x * (w1 - lr * grad_y * x * w2)


def backward_by_hand(x, w1, w2, grad_y, lr):
    hidden = w1 * x
    grad_hidden, grad_w2 = grad_y * w2, grad_y * hidden
    return w1 - lr * grad_hidden * x, w2 - lr * grad_w2


def plain(x, w1, w2, grad_y, lr):
    grad_w1 = grad_y * x * w2
    grad_w2 = grad_y * x * w1
    w1 = w1 - lr * grad_w1
    w2 = w2 - lr * grad_w2
    return w1, w2


both_updated = Exercise(
    name="both_updated",
    points=1,
    minutes=4,
    grade="core",
    kind="implement",
    hints=(
        "y = x w1 w2. What is its slope in w1, and what is it in w2?",
        "Each of the two gradients contains the other weight. Which value of it made y?",
    ),
    reference=lambda x, w1, w2, grad_y, lr: moved(of_w1, of_w2)(x, w1, w2, grad_y, lr),
    accepted=(backward_by_hand,),
    mistakes=(
        Mistake(
            "both.w2-too-early",
            moved(late_w1, of_w2),
            "w2 has moved before the gradient of w1 was taken",
            "With which w2 was the prediction made?",
        ),
        Mistake(
            "both.w1-too-early",
            moved(of_w1, late_w2),
            "w1 has moved before the gradient of w2 was taken",
            "With which w1 was the prediction made?",
        ),
        Mistake(
            "both.exchanged",
            moved(of_w2, of_w1),
            "each weight got the gradient of the other",
            "If w1 grows by a little, what is that multiplied by until it reaches y?",
        ),
        Mistake(
            "both.uphill",
            moved(of_w1, of_w2, sign=1.0),
            "the step goes up",
            "Should the loss rise or fall?",
        ),
        Mistake(
            "both.upstream-ignored",
            moved(lambda x, w1, w2, g, lr: x * w2, lambda x, w1, w2, g, lr: x * w1),
            "the gradient that arrives at y is not used",
            "What should happen to the step when grad_y doubles?",
        ),
        Mistake(
            "both.x-left-out",
            moved(lambda x, w1, w2, g, lr: g * w2, lambda x, w1, w2, g, lr: g * w1),
            "x is missing in the slopes",
            "If x is 0, does a change of w1 change y?",
        ),
        Mistake(
            "both.no-rate",
            lambda x, w1, w2, g, lr: (w1 - g * x * w2, w2 - g * x * w1),
            "the learning rate is not used",
            "How far should a step go when lr is 0?",
        ),
    ),
    probes=WEIGHTS,
    plain=plain,
    outputs=("w1", "w2"),
    praise="Which of the two orders does the bug updated-too-early use?",
)
