"""Implement: run a tape forward."""

import numpy as np

from ...checking import Exercise, Mistake
from .tapes import ADD, MUL, ON_TAPES, TANH


def plus(a, b):
    return a + b


def times(a, b):
    return a * b


def values_with(
    formulas=(plus, times, np.tanh), read=lambda values, place: values[place], out=None
):
    """A run of the tape with some of its parts replaced."""

    def answer(tape, leaves):
        values = list(leaves)
        for formula, *places in tape:
            values.append(formulas[formula](*(read(values, place) for place in places)))
        values = np.array(values)
        return out(values, leaves) if out else values

    return answer


run = values_with()


def plain(tape, leaves):
    values = list(leaves)
    for row in tape:
        if row[0] == ADD:
            values.append(values[row[1]] + values[row[2]])
        elif row[0] == MUL:
            values.append(values[row[1]] * values[row[2]])
        elif row[0] == TANH:
            values.append(np.tanh(values[row[1]]))
    return np.array(values)


def filled(tape, leaves):
    values = np.zeros(len(leaves) + len(tape))
    values[: len(leaves)] = leaves
    for k, (formula, *places) in enumerate(tape, start=len(leaves)):
        inputs = values[places]
        values[k] = (inputs.sum, inputs.prod, lambda x=inputs: np.tanh(x[0]))[formula]()
    return values


run_tape = Exercise(
    name="run_tape",
    points=2,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "When a row is run, which values are known already, and where do they stand?",
        "Start with a list of the leaves and let it grow by one entry for each row.",
    ),
    reference=lambda tape, leaves: run(tape, leaves),
    accepted=(plain, filled),
    mistakes=(
        Mistake(
            "run-tape.places-as-values",
            values_with(read=lambda values, place: float(place)),
            "the places themselves are computed with, not the values that stand there",
            "What does a 0 in a row stand for: the number 0, or something that it counts?",
        ),
        Mistake(
            "run-tape.counts-from-1",
            values_with(read=lambda values, place: values[place - 1]),
            "every value is read one place too early",
            "Which number does the first leaf have?",
        ),
        Mistake(
            "run-tape.exchanged",
            values_with(formulas=(times, plus, np.tanh)),
            "sum and product stand in each other's place",
            "Which formula does a row have that begins with 0?",
        ),
        Mistake(
            "run-tape.no-tanh",
            values_with(formulas=(plus, times, lambda x: x)),
            "a row of tanh hands its input on",
            "What should a row do that begins with 2?",
        ),
        Mistake(
            "run-tape.sigmoid",
            values_with(formulas=(plus, times, lambda x: 1 / (1 + np.exp(-x)))),
            "the sigmoid stands where tanh belongs",
            "What is tanh of 0?",
        ),
        Mistake(
            "run-tape.always-sum",
            values_with(formulas=(plus, plus, np.tanh)),
            "a product adds its inputs",
            "Which formula does a row have that begins with 1?",
        ),
        Mistake(
            "run-tape.first-input",
            values_with(formulas=(lambda a, b: a + a, lambda a, b: a * a, np.tanh)),
            "the first input is used twice, and the second one never",
            "How many places does a row of a sum hold, and which ones do you read?",
        ),
        Mistake(
            "run-tape.rows-alone",
            values_with(out=lambda values, leaves: values[len(leaves) :]),
            "the values of the leaves are missing",
            "How many nodes are there, leaves included?",
        ),
        Mistake(
            "run-tape.result-alone",
            values_with(out=lambda values, leaves: values[-1]),
            "only the last value is returned, where all of them are asked for",
            "Which values will the walk back need?",
        ),
        Mistake(
            "run-tape.last-row-missing",
            lambda tape, leaves: run(tape[:-1], leaves),
            "the last row is not run",
            "How many rows does the tape have, and how many rounds does your loop take?",
        ),
    ),
    probes=ON_TAPES,
    plain=plain,
    outputs=("values",),
    praise="Would your function work if a row read a node that stands below it?",
)
