"""Derive: the backward pass of subtracting from each row its mean."""

import numpy as np

from ...checking import Exercise, Mistake, Probe

RNG = np.random.default_rng(63)


def row_mean(a):
    return a.mean(axis=1, keepdims=True)


def backward_with(past=lambda grad_y: grad_y, through=row_mean):
    """What goes past the mean, minus what comes through it, with one of the two replaced."""
    return lambda grad_y, x: past(grad_y) - through(grad_y)


reference = backward_with()


def plain(grad_y, x):
    total = grad_y.sum(axis=1, keepdims=True)
    mean = total / x.shape[1]
    return grad_y - mean


def entry_by_entry(grad_y, x):
    grad_x = np.zeros(x.shape)
    for i, row in enumerate(grad_y):
        for j in range(len(row)):
            grad_x[i, j] = row[j] - sum(row) / len(row)
    return grad_x


def by_matrix(grad_y, x):
    """By the Jacobian of one row, which is its own transpose."""
    features = x.shape[1]
    return grad_y @ (np.eye(features) - 1 / features)


WAYS = "Raise one entry of x by 0.01. Which entries of its row of y move, and in which direction?"
SAME = "If the same number is added to a whole row of x, what does y do? So what must a row sum to?"
ROWS = "Does an entry of x change the mean of another row?"

SLIPS = (
    (
        "mean-missing",
        lambda grad_y, x: grad_y.copy(),
        "the way through the mean is left out, as if the mean were a fixed number",
        WAYS,
    ),
    (
        "own-way-alone",
        lambda grad_y, x: grad_y * (1 - 1 / x.shape[1]),
        "only the way from an entry to its own output is taken: the mean also moves the others",
        WAYS,
    ),
    (
        "own-way-twice",
        lambda grad_y, x: reference(grad_y, x) - grad_y / x.shape[1],
        "each entry's own share in the mean is subtracted twice",
        "The mean runs over all entries of a row. Is the entry itself among them?",
    ),
    (
        "mean-alone",
        backward_with(past=lambda grad_y: 0 * grad_y),
        "only the way through the mean is taken: the one past it is missing",
        WAYS,
    ),
    (
        "sum",
        backward_with(through=lambda grad_y: grad_y.sum(axis=1, keepdims=True)),
        "the sum of the row is subtracted: the division inside of the mean is forgotten",
        "By how much does the mean of a row move when one of its entries moves by 0.01?",
    ),
    (
        "plus",
        backward_with(through=lambda grad_y: -row_mean(grad_y)),
        "what comes through the mean is added: the minus before the mean is forgotten",
        SAME,
    ),
    (
        "sign",
        lambda grad_y, x: row_mean(grad_y) - grad_y,
        "all signs are flipped",
        "If an entry of x grows, does its own entry of y grow or fall?",
    ),
    (
        "other-axis",
        backward_with(through=lambda grad_y: grad_y.mean(axis=0)),
        "the mean runs over the examples, where it should run along each row",
        ROWS,
    ),
    (
        "whole-array",
        backward_with(through=np.mean),
        "there is one mean for the whole array, where each row has its own",
        ROWS,
    ),
    (
        "divided-by-n",
        lambda grad_y, x: grad_y - grad_y.sum(axis=1, keepdims=True) / len(x),
        "it is divided by the number of rows, where the length of a row belongs",
        "How many numbers does one of the means have below it?",
    ),
    (
        "averaged-too",
        lambda grad_y, x: reference(grad_y, x) / len(x),
        "it is divided by the number of examples besides",
        "Is there a mean over the examples in this step?",
    ),
    (
        "input-mean",
        lambda grad_y, x: grad_y - row_mean(x),
        "the mean of x is subtracted, where the mean of what arrives belongs",
        "What should your result be when nothing arrives, so that grad_y is 0?",
    ),
    (
        "forward",
        lambda grad_y, x: x - row_mean(x),
        "this is the forward pass",
        "Where does grad_y come into your function?",
    ),
    (
        "times-output",
        lambda grad_y, x: grad_y * (x - row_mean(x)),
        "the gradient is multiplied by the outputs, where slopes belong",
        "If a row of x is shifted, do the slopes of this step change?",
    ),
    (
        "slopes-added",
        lambda grad_y, x: np.zeros_like(x),
        "the slopes of each row are added up, and they cancel: what arrives is not used",
        "Does the loss care about each entry of y in the same way?",
    ),
)

centered_backward = Exercise(
    name="centered_backward",
    points=2,
    minutes=7,
    grade="core",
    kind="derive",
    hints=(
        "Write it as two steps: the means m, one for each row, and then x minus m. On how many "
        "ways does x reach y?",
        "m is copied along its row, with a minus. What arrives at m? And what does a mean send "
        "back to each of its numbers?",
    ),
    reference=lambda grad_y, x: reference(grad_y, x),
    accepted=(plain, entry_by_entry, by_matrix),
    mistakes=tuple(Mistake(f"centered.{id}", *rest) for id, *rest in SLIPS),
    probes=(
        Probe(
            (
                np.array([[6.0, 0.0, -3.0], [1.0, 2.0, 6.0]]),
                np.array([[1.0, -2.0, 4.0], [0.5, 3.0, -1.0]]),
            ),
            {"n": 2, "features": 3},
        ),
        *(
            Probe(
                (RNG.normal(size=sizes).round(2), RNG.normal(2, 3, size=sizes).round(2)),
                {"n": sizes[0], "features": sizes[1]},
            )
            for sizes in ((5, 4), (3, 6))
        ),
        Probe((np.array([[5.0, -1.0]]), np.array([[1.0, 4.0]])), {"n": 1, "features": 2}),
    ),
    plain=plain,
    outputs=("grad_x",),
    objective=lambda grad_y, x: float(np.sum(grad_y * (x - row_mean(x)))),
    slope_of={"grad_x": "x"},
    praise="What comes back if you send your grad_x through your function once more, and why?",
)
