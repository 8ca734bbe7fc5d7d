"""Implement: the backward pass of looking up rows of a table."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from ..ch07.parts import LOOP_END

RNG = np.random.default_rng(64)


def lookup_with(used=lambda count: slice(None), shift=0, share=lambda times: 1.0):
    """Each row of grad_y added to its row of the table, with some parts replaced."""

    def backward(grad_y, ids, rows):
        grad_E = np.zeros((rows, grad_y.shape[1]))
        kept = used(len(ids))
        np.add.at(grad_E, ids[kept] + shift, grad_y[kept])
        return grad_E * share(np.bincount(ids, minlength=rows)[:, None])

    return backward


reference = lookup_with()


def plain(grad_y, ids, rows):
    grad_E = np.zeros((rows, grad_y.shape[1]))
    for k, id in enumerate(ids):
        grad_E[id] = grad_E[id] + grad_y[k]
    return grad_E


def by_one_hot(grad_y, ids, rows):
    return np.eye(rows)[ids].T @ grad_y


def row_by_row(grad_y, ids, rows):
    return np.array([grad_y[ids == row].sum(axis=0) for row in range(rows)])


def last_wins(grad_y, ids, rows):
    grad_E = np.zeros((rows, grad_y.shape[1]))
    grad_E[ids] += grad_y
    return grad_E


def first_wins(grad_y, ids, rows):
    return last_wins(grad_y[::-1], ids[::-1], rows)


COPIED = "A row that is looked up twice reaches the loss on two ways. What do their gradients do?"
NEVER = "A row that nobody looks up does not reach the loss. What is its gradient?"

SLIPS = (
    (
        "last-wins",
        last_wins,
        "of a row that is looked up several times only the last use counts. Both grad[ids] = ... "
        "and grad[ids] += ... write such a row once",
        "What does a[[1, 1]] += 5 add to a[1]: 5 or 10?",
    ),
    (
        "first-wins",
        first_wins,
        "of a row that is looked up several times only the first use counts",
        COPIED,
    ),
    (
        "first-look-up-missing",
        lookup_with(used=lambda count: slice(1, None)),
        "the first look-up is left out",
        "Which entry of ids does your loop take first?",
    ),
    (
        "averaged",
        lookup_with(share=lambda times: 1 / np.maximum(times, 1)),
        "the uses of a row are averaged, where their gradients add",
        COPIED,
    ),
    (
        "times-uses",
        lookup_with(share=lambda times: times),
        "what a row collects is multiplied by the number of its uses besides",
        "If the loss moves by 3 with one use and by 4 with the other, by what does it move?",
    ),
    (
        "divided-by-n",
        lambda grad_y, ids, rows: reference(grad_y, ids, rows) / len(ids),
        "it is divided by the number of look-ups",
        "A loss that is a mean has its 1/n inside grad_y already. What is left to average?",
    ),
    (
        "counts",
        lambda grad_y, ids, rows: reference(np.ones_like(grad_y), ids, rows),
        "the uses are counted: the gradient that arrives is not used",
        "What should happen to your result when grad_y doubles?",
    ),
    (
        "passed-on",
        lambda grad_y, ids, rows: grad_y.copy(),
        "this is grad_y as it came, one row for each look-up",
        "What shape does E have?",
    ),
    (
        "used-rows-alone",
        lambda grad_y, ids, rows: reference(grad_y, ids, rows)[np.unique(ids)],
        "rows that nobody looked up are left out",
        NEVER,
    ),
    (
        "rows-after-last",
        lambda grad_y, ids, rows: reference(grad_y, ids, max(ids) + 1),
        "the table ends with the last row that is looked up",
        NEVER,
    ),
    (
        "everything-everywhere",
        lambda grad_y, ids, rows: np.tile(grad_y.sum(axis=0), (rows, 1)),
        "every row of the table gets the sum over all look-ups",
        NEVER,
    ),
    (
        "everything-where-used",
        lambda grad_y, ids, rows: np.isin(np.arange(rows), ids)[:, None] * grad_y.sum(axis=0),
        "each row that is used gets the sum over all look-ups, those of other rows too",
        "Which rows of y does one row of the table reach?",
    ),
    (
        "sign",
        lambda grad_y, ids, rows: -reference(grad_y, ids, rows),
        "all signs are flipped",
        "If an entry of E grows, does its copy in y grow or fall?",
    ),
    (
        "from-1",
        lookup_with(shift=-1),
        "each row of grad_y lands one row too high: ids count from 0",
        "Which row of the table does the id 0 look up?",
    ),
    (
        "last-left-out",
        lookup_with(used=lambda count: slice(0, count - 1)),
        "the last look-up is left out",
        LOOP_END,
    ),
    (
        "return-in-loop",
        lookup_with(used=lambda count: slice(0, 1)),
        "only the first look-up is used",
        "How far is the line with return indented?",
    ),
)


def probe(grad_y, ids, rows):
    """The ids repeat, stand out of order and leave rows out."""
    return Probe((grad_y, np.array(ids), rows), {"n": len(ids), "rows": rows})


lookup_backward = Exercise(
    name="lookup_backward",
    points=2,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "In the example of the docstring, on how many ways does row 2 of E reach the loss? And row "
        "1?",
        "Begin with zeros of the shape of E, and go through the look-ups one at a time. What does "
        "each of them add, and where?",
    ),
    reference=lambda grad_y, ids, rows: reference(grad_y, ids, rows),
    accepted=(plain, by_one_hot, row_by_row),
    mistakes=tuple(Mistake(f"lookup.{id}", *rest) for id, *rest in SLIPS),
    probes=(
        probe(np.array([[1.0, -2.0], [5.0, 6.0], [10.0, 20.0]]), [2, 0, 2], 4),
        probe(RNG.normal(size=(5, 3)).round(1), [1, 1, 0, 1, 0], 3),
        probe(RNG.normal(size=(2, 4)).round(1), [4, 2], 5),
        probe(RNG.normal(size=(7, 2)).round(1), [3, 5, 3, 0, 1, 3, 5], 6),
        probe(np.array([[4.0, -1.0, 2.0]]), [1], 2),
    ),
    plain=plain,
    outputs=("grad_E",),
    praise="How would you write the look-up itself as a matrix product?",
)
