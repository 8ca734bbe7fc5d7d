"""Implement: the backward pass of a product of two branches."""

from ...checking import Exercise, Mistake
from .probes import GATES


def gate_with(
    to_left=lambda g, a, b: g * b,
    to_right=lambda g, a, b: g * a,
    combine=lambda one, other: one + other,
):
    """The backward pass with some of its parts replaced."""

    def gate_backward(grad_y, back_left, back_right, a, b):
        through_left = back_left(to_left(grad_y, a, b))
        return combine(through_left, back_right(to_right(grad_y, a, b)))

    return gate_backward


reference = gate_with()


def right_first(grad_y, back_left, back_right, a, b):
    grads = []
    for branch, other in ((back_right, a), (back_left, b)):
        grads.append(branch(other * grad_y))
    return sum(grads)


def plain(grad_y, back_left, back_right, a, b):
    grad_a = grad_y * b
    grad_b = grad_y * a
    return back_left(grad_a) + back_right(grad_b)


gate_backward = Exercise(
    name="gate_backward",
    points=2,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "By how many paths does x reach y? Which gradient arrives at the output of each branch?",
        "What is the slope of a product in one of its two factors?",
    ),
    reference=lambda grad_y, back_left, back_right, a, b: reference(
        grad_y, back_left, back_right, a, b
    ),
    accepted=(right_first,),
    mistakes=(
        Mistake(
            "gate-module.own-output",
            gate_with(lambda g, a, b: g * a, lambda g, a, b: g * b),
            "each branch is sent its own output, where it should be sent that of the other",
            "How much does y change when a grows a little?",
        ),
        Mistake(
            "gate-module.as-a-sum",
            gate_with(lambda g, a, b: g, lambda g, a, b: g),
            "the branches are treated as the two sides of a sum",
            "How much does y change when a grows a little?",
        ),
        Mistake(
            "gate-module.left-alone",
            gate_with(combine=lambda one, other: one),
            "only the path through the left branch is counted",
            "By how many paths does x reach y?",
        ),
        Mistake(
            "gate-module.right-alone",
            gate_with(combine=lambda one, other: other),
            "only the path through the right branch is counted",
            "By how many paths does x reach y?",
        ),
        Mistake(
            "gate-module.multiplied",
            gate_with(combine=lambda one, other: one * other),
            "what comes through the two branches is multiplied",
            "What do the gradients of two paths do?",
        ),
        Mistake(
            "gate-module.outside",
            lambda grad_y, back_left, back_right, a, b: (
                b * back_left(grad_y) + a * back_right(grad_y)
            ),
            "the factors are applied behind the branches, to the gradient of x",
            "Of which value is a the slope: of y in b, or of b in x?",
        ),
        Mistake(
            "gate-module.no-upstream",
            gate_with(lambda g, a, b: b, lambda g, a, b: a),
            "grad_y is not used at all",
            "What arrives at y, and how does it meet the slopes of the product?",
        ),
        Mistake(
            "gate-module.in-a-row",
            lambda grad_y, back_left, back_right, a, b: back_right(back_left(grad_y * b) * a),
            "the gradient is sent through one branch after the other, as in a row",
            "Does the output of one branch enter the other?",
        ),
        Mistake(
            "gate-module.averaged",
            gate_with(combine=lambda one, other: (one + other) / 2),
            "the two paths are averaged",
            "What do the gradients of two paths do?",
        ),
        Mistake(
            "gate-module.subtracted",
            gate_with(combine=lambda one, other: one - other),
            "one path is subtracted from the other",
            "With which sign does each factor stand in y?",
        ),
    ),
    probes=GATES,
    plain=plain,
    outputs=("grad_x",),
    praise="What reaches a branch whose partner is 0, and what does that do to its learning?",
)
