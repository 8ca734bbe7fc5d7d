"""Test the test: a check for a loss with two pieces, and for its gradient."""

import numpy as np

from ...checking import KillMatrix, Mistake, Planted


def within(error, delta):
    return np.abs(error) <= delta


def huber_with(
    small=within,
    square=lambda e: e**2 / 2,
    line=lambda e, delta: delta * (np.abs(e) - delta / 2),
    inner=lambda e: e,
    outer=lambda e, delta: delta * np.sign(e),
    over=np.size,
):
    """Loss and gradient with some of their parts replaced."""

    def huber(prediction, target, delta):
        error = np.subtract(prediction, target)
        near, n = small(error, delta), over(error)
        loss = np.sum(np.where(near, square(error), line(error, delta))) / n
        return float(loss), np.where(near, inner(error), outer(error, delta)) / n

    return huber


correct = huber_with()


def in_units_of_delta(prediction, target, delta):
    """Correct as well, by another way, so that the last digits differ."""
    error = np.subtract(prediction, target) / delta
    cut = np.clip(error, -1.0, 1.0)
    return float(delta**2 * np.mean(cut * error - cut * cut / 2)), delta * cut / error.size


PLANTED = (
    Planted(
        "squares", huber_with(small=lambda e, delta: np.full(e.shape, True)), "squares all errors"
    ),
    Planted("no-half", huber_with(square=np.square), "leaves out the half of the square"),
    Planted("jump", huber_with(line=lambda e, delta: delta * np.abs(e)), "has a jump at delta"),
    Planted(
        "one-sided",
        huber_with(small=lambda e, delta: e <= delta),
        "squares every error below 0, however large",
    ),
    Planted(
        "no-sign",
        huber_with(outer=lambda e, delta: np.full(e.shape, delta)),
        "loses the sign of the slope where an error is large",
    ),
    Planted(
        "slope-one",
        huber_with(outer=lambda e, delta: np.sign(e)),
        "has slopes of 1 and -1 where an error is large, whatever delta is",
    ),
    Planted("uphill", huber_with(inner=lambda e: -e), "turns the slope of small errors round"),
    Planted("sum", huber_with(over=lambda e: 1), "returns loss and gradient of the sum"),
    Planted("over-rows", huber_with(over=len), "divides both by the number of rows"),
)

PREDICTION = np.array([[3.0, 0.5], [-2.0, 1.2], [0.3, -0.8]])
TARGET = np.array([[0.0, 0.1], [1.5, 1.0], [0.0, 2.0]])
DELTA = 0.7


def agrees(prediction, target, delta, parts=slice(None)):
    """A check against the formula: of loss and gradient, or of one of them."""

    def check(candidate):
        ours, theirs = correct(prediction, target, delta), candidate(prediction, target, delta)
        pairs = zip(ours[parts], theirs[parts], strict=True)
        return all(bool(np.allclose(*pair)) for pair in pairs)

    return check


def nudged(candidate, prediction=PREDICTION, target=TARGET, delta=DELTA, h=1e-5):
    """Whether the gradient belongs to the loss that is returned, whatever loss that is."""
    given = candidate(prediction, target, delta)[1]
    for place in np.ndindex(prediction.shape):
        up, down = prediction.copy(), prediction.copy()
        up[place], down[place] = up[place] + h, down[place] - h
        ends = candidate(up, target, delta)[0], candidate(down, target, delta)[0]
        if abs(given[place] - (ends[0] - ends[1]) / (2 * h)) > 1e-6:
            return False
    return True


def nudges_and_a_value(candidate):
    """The gradient by nudges, and the loss by hand."""
    by_hand = (0.7 * (3 + 3.5 + 2.8 - 3 * 0.35) + (0.4**2 + 0.2**2 + 0.3**2) / 2) / 6
    return abs(candidate(PREDICTION, TARGET, DELTA)[0] - by_hand) < 1e-9 and nudged(candidate)


def entry_by_entry(candidate):
    loss, grad = candidate(PREDICTION, TARGET, 2.9)
    total = 0.0
    for place, guess in np.ndenumerate(PREDICTION):
        e = guess - TARGET[place]
        far = abs(e) > 2.9
        total += 2.9 * (abs(e) - 1.45) if far else e * e / 2
        if abs(grad[place] * 6 - (2.9 * np.sign(e) if far else e)) > 1e-9:
            return False
    return abs(loss - total / 6) < 1e-9


def exactly_equal(candidate):
    ours, theirs = correct(PREDICTION, TARGET, DELTA), candidate(PREDICTION, TARGET, DELTA)
    return ours[0] == theirs[0] and bool(np.all(ours[1] == theirs[1]))


WEAK = (
    (
        "anything",
        lambda candidate: True,
        "it returns True for every candidate: nothing that it looks at tells them apart",
        "When should it return False?",
    ),
    (
        "nothing",
        lambda candidate: False,
        "it returns False for every candidate, the correct ones among them",
        "When should it return True?",
    ),
    (
        "nudges-alone",
        nudged,
        "nudges alone say that the gradient belongs to the printed loss, not that this is the loss "
        "of the task",
        "The candidate returns the sum, and its gradient. What do nudges say?",
    ),
    (
        "loss-alone",
        agrees(PREDICTION, TARGET, DELTA, parts=slice(1)),
        "it looks at the loss alone",
        "Which of the planted errors leave the loss as it is?",
    ),
    (
        "gradient-alone",
        agrees(PREDICTION, TARGET, DELTA, parts=slice(1, 2)),
        "it looks at the gradient alone",
        "Which of the planted errors leave the gradient as it is?",
    ),
    (
        "small-errors",
        agrees(PREDICTION, TARGET, 10.0),
        "all errors are small, so that the straight piece is never met",
        "How large is your delta, beside the largest error?",
    ),
    (
        "large-errors",
        agrees(10 * PREDICTION, TARGET - 0.1, 0.01),
        "all errors are large, so that the square is never met",
        "How large is your delta, beside the smallest error?",
    ),
    (
        "positive-errors",
        agrees(TARGET + np.abs(PREDICTION - TARGET), TARGET, DELTA),
        "no error is below 0",
        "Which of the planted errors treat an error and its negative differently?",
    ),
    (
        "delta-one",
        agrees(PREDICTION, TARGET, 1.0),
        "delta is 1, and a factor of 1 can be missing",
        "Which of the planted errors forgets a factor?",
    ),
    (
        "one-column",
        agrees(PREDICTION[:, :1], TARGET[:, 1:], DELTA),
        "there is one column, so that rows and entries are equally many",
        "What may be divided by a wrong count here, and nobody sees it?",
    ),
    (
        "one-entry",
        agrees(np.array([[-3.0]]), np.array([[0.0]]), DELTA),
        "it tries one entry alone",
        "How many kinds of errors does the loss treat differently?",
    ),
    (
        "exact",
        exactly_equal,
        "it asks for equality to the last digit, and another order of the same operations is "
        "rounded otherwise",
        "How far apart may two correct answers be?",
    ),
)

huber_check = KillMatrix(
    name="huber_check",
    points=3,
    minutes=12,
    grade="core",
    hints=(
        "How many kinds of errors does this loss treat differently, if signs count? Does your "
        "input have all of them?",
        "A nudge compares the gradient with the loss that the candidate prints. Which number do "
        "you need from elsewhere, so that the loss is that of the task?",
    ),
    correct=(correct, in_units_of_delta),
    planted=PLANTED,
    reference=lambda candidate: agrees(PREDICTION, TARGET, DELTA)(candidate),
    accepted=(nudges_and_a_value, entry_by_entry),
    mistakes=tuple(Mistake(f"huber-check.{id}", *rest) for id, *rest in WEAK),
    praise="Which of the planted errors would you have noticed in a training?",
)
