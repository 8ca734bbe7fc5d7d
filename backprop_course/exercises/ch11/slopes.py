"""Implement: the same tape forward, with a slope beside each value."""

import numpy as np

from ...checking import Exercise, Mistake, composed
from .backward import gradients
from .forward import run
from .tapes import ADD, FROM_A_LEAF, MUL, TANH_RULES, tanh_rule


def slopes_with(
    add=lambda a, b, da, db: da + db,
    mul=lambda a, b, da, db: da * b + a * db,
    tanh=tanh_rule,
    seed=lambda leaves, leaf: np.eye(len(leaves))[leaf],
    out=lambda slopes: slopes,
):
    """The slopes with some parts replaced."""

    def answer(tape, leaves, leaf):
        values, slopes = run(tape, leaves), list(seed(leaves, leaf))
        for formula, *places in tape:
            inputs, changes = values[places], [slopes[place] for place in places]
            if formula == ADD:
                slopes.append(add(*inputs, *changes))
            elif formula == MUL:
                slopes.append(mul(*inputs, *changes))
            else:
                slopes.append(tanh(changes[0], values[len(slopes)], inputs[0])[0])
        return out(np.array(slopes))

    return answer


forward_mode = slopes_with()


def nudged(tape, leaves, leaf):
    """A tiny imaginary nudge: no difference is taken, so no digit is lost."""
    nudge = 1e-30j * np.eye(len(leaves))[leaf]
    return run(tape, leaves + nudge).imag / 1e-30


def plain(tape, leaves, leaf):
    values = run(tape, leaves)
    slopes = np.zeros(len(values))
    slopes[leaf] = 1.0
    node = len(leaves)
    for formula, *places in tape:
        a, da = values[places[0]], slopes[places[0]]
        b, db = values[places[-1]], slopes[places[-1]]
        if formula == ADD:
            slopes[node] = da + db
        elif formula == MUL:
            slopes[node] = da * b + a * db
        else:
            slopes[node] = da * (1 - values[node] ** 2)
        node = node + 1
    return slopes


tape_slopes = Exercise(
    name="tape_slopes",
    points=2,
    minutes=12,
    grade="stretch",
    kind="implement",
    hints=(
        "By how much does each leaf rise when the chosen one rises by 1?",
        "If a rises by da and b by db, both tiny, by how much do a + b and a b rise?",
    ),
    reference=lambda tape, leaves, leaf: forward_mode(tape, leaves, leaf),
    accepted=(plain, nudged),
    mistakes=(
        *composed("tape-slopes", slopes_with, tanh=TANH_RULES),
        Mistake(
            "tape-slopes.all-leaves",
            slopes_with(seed=lambda leaves, leaf: np.ones(len(leaves))),
            "every leaf is given the slope 1",
            "How fast does a leaf move when another one is moved?",
        ),
        Mistake(
            "tape-slopes.last-leaf",
            slopes_with(seed=lambda leaves, leaf: np.eye(len(leaves))[-1]),
            "the slopes are those in the last leaf, whichever is asked for",
            "Which leaf is moved?",
        ),
        Mistake(
            "tape-slopes.first-leaf",
            slopes_with(seed=lambda leaves, leaf: np.eye(len(leaves))[0]),
            "the slopes are those in the first leaf, whichever is asked for",
            "What is the third argument for?",
        ),
        Mistake(
            "tape-slopes.starts-from-value",
            slopes_with(seed=lambda leaves, leaf: np.eye(len(leaves))[leaf] * leaves),
            "the chosen leaf starts with its value, not with its slope",
            "By how much does a leaf rise when it rises by 1 itself?",
        ),
        Mistake(
            "tape-slopes.product-of-slopes",
            slopes_with(mul=lambda a, b, da, db: da * db),
            "the slope of a product is taken as the product of the slopes",
            "x times 5 is a product. How steep is it, and what do you compute?",
        ),
        Mistake(
            "tape-slopes.one-term",
            slopes_with(mul=lambda a, b, da, db: da * b),
            "the slope of a product holds only the change of the first factor",
            "What does x times x become when x rises a little: in how many places does it move?",
        ),
        Mistake(
            "tape-slopes.own-factor",
            slopes_with(mul=lambda a, b, da, db: da * a + b * db),
            "in the slope of a product each change stands with its own factor",
            "x times 5 is a product. How steep is it, and what do you compute?",
        ),
        Mistake(
            "tape-slopes.mul-minus",
            slopes_with(mul=lambda a, b, da, db: da * b - a * db),
            "the two terms of a product's slope are subtracted, as in a quotient",
            "If both factors rise, do their effects on a product cancel?",
        ),
        Mistake(
            "tape-slopes.product-of-sums",
            slopes_with(add=lambda a, b, da, db: da * b + a * db),
            "a sum is given the slope of a product",
            "By how much does a sum rise when both terms rise by 1?",
        ),
        Mistake(
            "tape-slopes.gradients",
            lambda tape, leaves, leaf: gradients(tape, leaves),
            "these are the gradients: how the result depends on each node",
            "Which of the two stays fixed in your array: what is moved, or what is watched?",
        ),
        Mistake(
            "tape-slopes.result-alone",
            slopes_with(out=lambda slopes: slopes[-1]),
            "only the slope of the result is returned",
            "How many entries should the array have?",
        ),
    ),
    probes=FROM_A_LEAF,
    plain=plain,
    outputs=("slopes",),
    praise="For a thousand leaves and one result: how many runs does this way need, and how many "
    "the walk back?",
)
