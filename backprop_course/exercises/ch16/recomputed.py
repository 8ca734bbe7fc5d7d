"""Implement: the backward pass of a piece that has saved its first input alone."""

from ...checking import Exercise, Mistake
from .probes import PIECES


def run_again(x, steps):
    """The input of every step, then the output of the last."""
    values = [x]
    for forward, _ in steps:
        values.append(forward(values[-1]))
    return values


def backward_with(used=lambda values: values[:-1], order=reversed, start=lambda grad_y: grad_y):
    """The backward pass with other inputs, or in another order."""

    def backward(grad_y, x, steps):
        pairs = list(zip(steps, used(run_again(x, steps)), strict=True))
        grad = start(grad_y)
        for (_, back), value in order(pairs):
            grad = back(grad, value)
        return grad

    return backward


def recursive(grad_y, x, steps):
    if not steps:
        return grad_y
    (forward, backward), *rest = steps
    return backward(recursive(grad_y, forward(x), rest), x)


backward_again = Exercise(
    name="backward_again",
    points=2,
    minutes=7,
    grade="core",
    kind="implement",
    hints=(
        "Which inputs does the backward pass need, and how can they be had from x?",
        "Two loops, one in each direction. Which of them fills a list, and which one empties it?",
    ),
    reference=lambda grad_y, x, steps: backward_with()(grad_y, x, steps),
    accepted=(recursive,),
    mistakes=(
        Mistake(
            "again.outputs",
            backward_with(used=lambda values: values[1:]),
            "each backward function gets the output of its step, where it needs the input",
            "At which point is the slope of a formula taken?",
        ),
        Mistake(
            "again.first-input",
            backward_with(used=lambda values: values[:1] * (len(values) - 1)),
            "every backward function gets the first input",
            "Which number came into the second step in the forward pass?",
        ),
        Mistake(
            "again.forward-order",
            backward_with(order=list),
            "the backward functions are called from the first to the last",
            "At which end does the gradient arrive?",
        ),
        Mistake(
            "again.last-step-alone",
            lambda grad_y, x, steps: steps[-1][1](grad_y, run_again(x, steps)[-2]),
            "only the last step goes backward",
            "Where should the gradient end up?",
        ),
        Mistake(
            "again.first-step-missing",
            lambda grad_y, x, steps: backward_with()(grad_y, steps[0][0](x), steps[1:]),
            "the backward pass ends before the first step",
            "Of which value is it the gradient, if you stop there?",
        ),
        Mistake(
            "again.inputs-reversed",
            lambda grad_y, x, steps: backward_with(used=lambda values: values[-2::-1])(
                grad_y, x, steps
            ),
            "steps and inputs run in opposite directions",
            "Which input belongs to the last step?",
        ),
        Mistake(
            "again.upstream-ignored",
            backward_with(start=lambda grad_y: grad_y * 0 + 1),
            "the gradient that arrives is not used",
            "What should happen to your result when grad_y doubles?",
        ),
        Mistake(
            "again.forward-alone",
            lambda grad_y, x, steps: run_again(x, steps)[-1],
            "this is the output of the piece",
            "Which of the two functions of a step takes a gradient?",
        ),
    ),
    probes=PIECES,
    outputs=("grad_x",),
    praise="How many arrays does your list hold at its longest?",
)
