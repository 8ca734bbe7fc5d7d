"""Implement: the backward pass of a residual module, past its branch and through it."""

from ...checking import Exercise, Mistake
from .probes import BRANCHES


def both(grad_y, branch):
    return grad_y + branch.backward(grad_y)


def residual_with(combine):
    """The backward pass with another use of what passes the branch and what comes through."""

    def residual_backward(grad_y, branch):
        return combine(grad_y, branch.backward(grad_y))

    return residual_backward


def in_place(grad_y, branch):
    grad_y += branch.backward(grad_y)
    return grad_y


def plain(grad_y, branch):
    through = branch.backward(grad_y)
    return grad_y + through


residual_backward = Exercise(
    name="residual_backward",
    points=1,
    minutes=3,
    grade="core",
    kind="implement",
    hints=(
        "By how many paths does x reach y? What do paths do?",
        "Which slope does the path past the branch have? Which method gives the gradient that "
        "comes through the branch?",
    ),
    reference=lambda grad_y, branch: both(grad_y, branch),
    accepted=(residual_with(lambda past, through: sum([through, past])),),
    mistakes=(
        Mistake(
            "two-ways.branch-alone",
            residual_with(lambda past, through: through),
            "only the path through the branch is counted",
            "If the branch were 0 everywhere, would the loss still depend on x?",
        ),
        Mistake(
            "two-ways.past-alone",
            residual_with(lambda past, through: past.copy()),
            "only the path past the branch is counted",
            "Does the output of the branch change when x does?",
        ),
        Mistake(
            "two-ways.multiplied",
            residual_with(lambda past, through: past * through),
            "the two are multiplied, as along one path",
            "What do the gradients of two paths do?",
        ),
        Mistake(
            "two-ways.averaged",
            residual_with(lambda past, through: (past + through) / 2),
            "the two are averaged",
            "What do the gradients of two paths do?",
        ),
        Mistake(
            "two-ways.subtracted",
            residual_with(lambda past, through: past - through),
            "one is subtracted from the other",
            "With which sign does the output of the branch stand in y?",
        ),
        Mistake(
            "two-ways.through-twice",
            lambda grad_y, branch: grad_y + branch.backward(both(grad_y, branch)),
            "the sum goes through the branch once more",
            "Which gradient is the one at the output of the branch?",
        ),
        Mistake(
            "two-ways.in-place",
            in_place,
            "the array of the caller is changed, as by grad_y += ...",
            "Who else may still need grad_y?",
        ),
    ),
    probes=BRANCHES,
    outputs=("grad_x",),
    plain=plain,
    praise="What is the smallest gradient that a deep stack of such modules can let through?",
)
