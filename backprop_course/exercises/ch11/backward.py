"""Implement: one walk back over a tape."""

import numpy as np

from ...checking import Exercise, Mistake, WrongPart, composed
from .forward import run
from .tapes import (
    ADD,
    ADD_RULES,
    MUL,
    MUL_RULES,
    ON_TAPES,
    TANH,
    TANH_RULES,
    add_rule,
    mul_rule,
    tanh_rule,
)


def plus(old, share):
    return old + share


def replaces(old, share):
    return share


def from_the_end(rows):
    return range(rows - 1, -1, -1)


def walk_with(
    add=add_rule,
    mul=mul_rule,
    tanh=tanh_rule,
    start=lambda values: 1.0,
    join=plus,
    sets=None,
    rows=from_the_end,
    out=lambda grads, leaves: grads,
):
    """The walk with some parts replaced; ``sets``: a formula whose shares replace older ones."""
    rules = add, mul, tanh

    def answer(tape, leaves):
        values = run(tape, leaves)
        grads = np.zeros(len(values))
        grads[-1] = start(values)
        for row in rows(len(tape)):
            node, (formula, *places) = len(leaves) + row, tape[row]
            shares = rules[formula](grads[node], values[node], *values[places])
            for place, share in zip(places, shares, strict=True):
                own = replaces if formula == sets else join
                grads[place] = own(grads[place], share)
        return out(grads, leaves)

    return answer


gradients = walk_with()

JOINS = (
    WrongPart(
        "overwrites",
        replaces,
        "at a join the last share overwrites those before it",
        "A node can go into several rows. What becomes of the share that is there already?",
    ),
    WrongPart(
        "keeps-first",
        lambda old, share: old if old else share,
        "at a join only the first share is kept",
        "A node can go into several rows. What becomes of the share that comes second?",
    ),
    WrongPart(
        "multiplies",
        lambda old, share: old * share if old else share,
        "at a join the shares are multiplied",
        "Along a path slopes multiply. And where two paths meet?",
    ),
)
ROWS = (
    WrongPart(
        "tape-order",
        range,
        "the rows are walked from the first to the last, or only the last one is visited",
        "When a row is visited, has the gradient of its result been completed?",
    ),
    WrongPart(
        "first-row-missing",
        lambda rows: range(rows - 1, 0, -1),
        "the first row of the tape is not visited",
        "Which row does your loop visit last?",
    ),
)


def indexed(tape, leaves):
    """An index with repeats: NumPy adds to a place that stands twice in it only once."""
    values = run(tape, leaves)
    grads = np.zeros(len(values))
    grads[-1] = 1.0
    for row in from_the_end(len(tape)):
        node, (formula, *places) = len(leaves) + row, tape[row]
        rule = (add_rule, mul_rule, tanh_rule)[formula]
        grads[places] += np.array(rule(grads[node], values[node], *values[places]))
    return grads


def plain(tape, leaves):
    values = run(tape, leaves)
    grads = np.zeros(len(values))
    grads[-1] = 1.0
    node = len(values)
    for formula, *places in reversed(tape):
        node = node - 1
        grad = grads[node]
        if formula == ADD:
            grads[places[0]] += grad
            grads[places[1]] += grad
        elif formula == MUL:
            a, b = values[places[0]], values[places[1]]
            grads[places[0]] += grad * b
            grads[places[1]] += grad * a
        else:
            grads[places[0]] += grad * (1 - values[node] ** 2)
    return grads


def scattered(tape, leaves):
    values = run(tape, leaves)
    grads = np.zeros(len(values))
    grads[-1] = 1.0
    for row in from_the_end(len(tape)):
        node, (formula, *places) = len(leaves) + row, tape[row]
        rule = (add_rule, mul_rule, tanh_rule)[formula]
        np.add.at(grads, places, rule(grads[node], values[node], *values[places]))
    return grads


tape_gradients = Exercise(
    name="tape_gradients",
    points=3,
    minutes=12,
    grade="core",
    kind="implement",
    hints=(
        "At which node does the walk start, and with which gradient?",
        "Which node did a row make? Its gradient must be complete when the row is visited: in "
        "which order do you take the rows?",
        "In one row both places can be the same node. How many shares does it get?",
    ),
    reference=lambda tape, leaves: gradients(tape, leaves),
    accepted=(plain, scattered),
    mistakes=(
        *composed(
            "tape-gradients",
            walk_with,
            add=ADD_RULES,
            mul=MUL_RULES,
            tanh=TANH_RULES,
            join=JOINS,
            rows=ROWS,
        ),
        Mistake(
            "tape-gradients.starts-from-value",
            walk_with(start=lambda values: values[-1]),
            "the walk starts with the value of the result, not with its gradient",
            "By how much does the result rise when it rises by 1 itself?",
        ),
        *(
            Mistake(
                f"tape-gradients.{name}-overwrites",
                walk_with(sets=formula),
                f"the shares of {words} overwrite what arrived at a node before",
                "Which line of yours adds to an entry, and which one replaces it?",
            )
            for formula, name, words in zip(
                (ADD, MUL, TANH),
                ("add", "mul", "tanh"),
                ("a sum", "a product", "tanh"),
                strict=True,
            )
        ),
        Mistake(
            "tape-gradients.repeated-place",
            indexed,
            "where both places of a row are the same node, one of its two shares is lost",
            "What does grads[[3, 3]] += 1 make of grads[3]?",
        ),
        Mistake(
            "tape-gradients.leaves-alone",
            walk_with(out=lambda grads, leaves: grads[: len(leaves)]),
            "the gradients of the nodes that a formula made are left out",
            "How many entries should the array have?",
        ),
        Mistake(
            "tape-gradients.last-first",
            walk_with(out=lambda grads, leaves: grads[::-1]),
            "the gradients stand in the order of the walk",
            "Which node does the first entry belong to?",
        ),
    ),
    probes=ON_TAPES,
    plain=plain,
    outputs=("grads",),
    praise="How many times is each row visited, however many paths lead through it?",
)
