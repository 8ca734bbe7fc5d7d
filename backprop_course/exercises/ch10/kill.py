"""Test the test: a check for steps of Adam."""

import numpy as np

from ...checking import KillMatrix, Mistake, Planted, refuses_everything
from .adam import as_in_the_paper, keeps_the_corrected, step_with

correct = step_with()


def in_reverse(w, m, v, g, t, lr):
    new_w, new_m, new_v = correct(w, m, v, g, t, lr)
    return w + np.flip(new_w - w), new_m, new_v


PLANTED = (
    Planted("no-correction", step_with(corrects=(False, False)), "corrects no average"),
    Planted("only-m", step_with(corrects=(True, False)), "corrects m alone"),
    Planted("t-plus-1", step_with(counted=lambda t: t + 1), "corrects as in the next step"),
    Planted("t-stays", step_with(counted=lambda t: 1), "corrects every step as the first one"),
    Planted("stored", keeps_the_corrected, "returns the corrected averages"),
    Planted("no-root", step_with(root=lambda v: v), "leaves out the root"),
    Planted("no-square", step_with(square=np.abs), "averages sizes in place of squares"),
    Planted("betas", step_with(betas=(0.999, 0.9)), "exchanges the two shares"),
    Planted("gradient", step_with(along=lambda m, g: g), "steps along the gradient itself"),
    Planted("up", step_with(sign=1.0), "steps uphill"),
    Planted("turned", in_reverse, "gives each parameter the step of another"),
)

W, M, V, G = np.array([[1.0, -2.0], [0.3, 0.7], [0.5, 2.0], [4.0, -0.25]])


def agrees(*given, parts=slice(None)):
    """A check of one step against the formulas: of w, m and v, or of some of them."""

    def check(candidate):
        ours, theirs = correct(*given)[parts], candidate(*given)[parts]
        return all(np.allclose(a, b) for a, b in zip(theirs, ours, strict=True))

    return check


def sums_agree(candidate):
    """A check that compares the sum of each of the three arrays."""
    pairs = zip(candidate(W, M, V, G, 5, 0.1), correct(W, M, V, G, 5, 0.1), strict=True)
    return all(bool(np.isclose(np.sum(a), np.sum(b))) for a, b in pairs)


def two_steps(candidate):
    ours = theirs = np.zeros(2), np.zeros(2), np.zeros(2)
    for t, g in ((1, G), (2, -3 * G[::-1])):
        ours, theirs = correct(*ours, g, t, 0.1), candidate(*theirs, g, t, 0.1)
        if not all(np.allclose(a, b) for a, b in zip(theirs, ours, strict=True)):
            return False
    return True


def one_rate_long(candidate):
    """The test of the lesson: every first step is one learning rate long."""
    w, *_ = candidate(np.zeros(2), np.zeros(2), np.zeros(2), G, 1, 0.1)
    return bool(np.allclose(np.abs(w), 0.1))


def bit_by_bit(candidate):
    pairs = zip(candidate(W, M, V, G, 5, 0.1), correct(W, M, V, G, 5, 0.1), strict=True)
    return all(bool(np.all(a == b)) for a, b in pairs)


def any_scale(candidate):
    """Gradients of ten times the size must lead to the same places, over two steps."""
    ends = []
    for scale in (1.0, 10.0):
        state = np.zeros(2), np.zeros(2), np.zeros(2)
        for t, g in ((1, G), (2, -3 * G[::-1])):
            state = candidate(*state, scale * g, t, 0.1)
        ends.append(state[0])
    return bool(np.allclose(*ends))


adam_check = KillMatrix(
    name="adam_check",
    points=3,
    minutes=12,
    grade="core",
    hints=(
        "Which of the errors cannot show in the first step? And which one cannot show in w?",
        "Take the numbers of a step in the middle of a training, with both averages away from 0. "
        "How close must two correct answers be?",
    ),
    correct=(correct, as_in_the_paper),
    planted=PLANTED,
    reference=agrees(W, M, V, G, 5, 0.1),
    accepted=(two_steps, agrees(W, M, V, G, 2, 0.5)),
    mistakes=(
        Mistake(
            "adam-check.anything",
            lambda candidate: True,
            "it returns True for every candidate: nothing that it looks at tells them apart",
            "When should it return False?",
        ),
        refuses_everything("adam-check.nothing"),
        Mistake(
            "adam-check.one-rate-long",
            one_rate_long,
            "it looks at the length of the first step alone, as in the lesson",
            "In the first step, what is the corrected average, and in which direction is the step?",
        ),
        Mistake(
            "adam-check.first-step",
            agrees(np.zeros(2), np.zeros(2), np.zeros(2), G, 1, 0.1),
            "it tries the first step alone",
            "Which of the planted errors begin with the second step?",
        ),
        Mistake(
            "adam-check.w-alone",
            agrees(W, M, V, G, 5, 0.1, parts=slice(1)),
            "it looks at w alone, and not at what is kept for the next step",
            "Which of the planted errors spoils only the next step?",
        ),
        Mistake(
            "adam-check.averages-alone",
            agrees(W, M, V, G, 5, 0.1, parts=slice(1, 3)),
            "it looks at the averages alone, and not at where w goes",
            "In which of the three results do the corrections show?",
        ),
        Mistake(
            "adam-check.sums",
            sums_agree,
            "it compares sums alone, and a sum does not see which entry is which",
            "Which wrong answers hold the correct numbers in other places?",
        ),
        Mistake(
            "adam-check.late",
            agrees(W, M, V, G, 100_000, 0.1),
            "t is so large that nothing is left to correct",
            "What is 0.999 to the power of your t?",
        ),
        Mistake(
            "adam-check.ones",
            agrees(W, np.ones(2), np.ones(2), np.ones(2), 5, 0.1),
            "all gradients and averages are 1, and 1 is its own square and root",
            "Which operations leave a 1 as it is?",
        ),
        Mistake(
            "adam-check.exact",
            bit_by_bit,
            "it asks for equality to the last digit, and another order of the same operations is "
            "rounded otherwise",
            "How far apart may two correct answers be?",
        ),
        Mistake(
            "adam-check.scale",
            any_scale,
            "it asks only that the size of all gradients makes no difference",
            "Which errors make no difference between small and large gradients either?",
        ),
    ),
    praise="Which single number, of w, m and v, is changed by most of the errors?",
)
