"""The capstone: name the bug that a seed plants in a training, expose it, and cure it."""

from functools import cache

import numpy as np

from ...checking import Exercise, Mistake, Probe
from ..planted_run import RATE, SUSPECTS, bug_of, gradients, planted_run, runs_to_try, two_steps

RUNS = runs_to_try()


def one_seed_each():
    """The first seed that plants each of the suspects: no bug is left out of the probes."""
    return [next(seed for seed in range(-3, 1000) if bug_of(seed) == bug) for bug in SUSPECTS]


def agrees(one, other):
    return all(np.abs(a - b).max() < 1e-9 for a, b in zip(one, other, strict=True))


@cache
def first_exposing(bug):
    shows = [not agrees(two_steps(*given, bug), two_steps(*given)) for given in RUNS]
    return shows.index(True)


def debugged_with(
    name=lambda number: number,
    place=lambda k: k,
    cure=lambda bug: two_steps(*RUNS[-1]),
):
    """The three findings with one of them replaced."""

    def debug(seed):
        bug = bug_of(seed)
        return name(SUSPECTS.index(bug)), place(first_exposing(bug)), cure(bug)

    return debug


def by_trying(seed):
    """Without a look at the draw: run all suspects on all inputs."""
    ran = [planted_run(seed)(*one) for one in RUNS]
    fits = [all(map(agrees, ran, (two_steps(*one, bug) for one in RUNS))) for bug in SUSPECTS]
    shows = [not agrees(ours, two_steps(*one)) for ours, one in zip(ran, RUNS, strict=True)]
    return fits.index(True), shows.index(True), two_steps(*RUNS[-1])


def one_step(x, y, W1, W2):
    grad_W1, grad_W2 = gradients(x, y, W1, W2)
    return W1 - RATE * grad_W1, W2 - RATE * grad_W2


debugged = Exercise(
    name="debugged",
    points=5,
    minutes=30,
    grade="stretch",
    kind="implement",
    hints=(
        "What can you compare the planted run with, on each of the four inputs?",
        "An input exposes the bug if W1 or W2 differs from yours. To name the bug, write each "
        "suspect as a small change of your own two steps, and see which of them agrees with the "
        "run on all four inputs.",
    ),
    reference=lambda seed: debugged_with()(seed),
    accepted=(by_trying,),
    mistakes=(
        Mistake(
            "debugged.names-from-1",
            debugged_with(name=lambda number: number + 1),
            "the suspects are counted from 1",
            "Which number does the first row of the table have?",
        ),
        Mistake(
            "debugged.inputs-from-1",
            debugged_with(place=lambda k: k + 1),
            "the inputs are counted from 1",
            "Which number does the first input have?",
        ),
        Mistake(
            "debugged.last-input",
            debugged_with(place=lambda k: len(RUNS) - 1),
            "the last input is taken for every bug, though an earlier one exposes some",
            "Is there an earlier input on which this bug shows?",
        ),
        Mistake(
            "debugged.one-suspect",
            debugged_with(name=lambda number: 0),
            "the first suspect is named for every seed",
            "On which of the four inputs does the suspect that you name agree with the run?",
        ),
        Mistake(
            "debugged.input-itself",
            debugged_with(place=lambda k: RUNS[k]),
            "the input itself is returned, and its number is asked for",
            "Which number does that input have in runs_to_try?",
        ),
        Mistake(
            "debugged.not-cured",
            debugged_with(cure=lambda bug: two_steps(*RUNS[-1], bug)),
            "the weights are still those of the planted run",
            "What should a correct run return on that input?",
        ),
        Mistake(
            "debugged.cure-elsewhere",
            debugged_with(cure=lambda bug: two_steps(*RUNS[first_exposing(bug)])),
            "the cure is computed on the input that exposes the bug, not on the last one",
            "On which of the four inputs does the docstring want it?",
        ),
        Mistake(
            "debugged.one-step",
            debugged_with(cure=lambda bug: one_step(*RUNS[-1])),
            "the cure takes one step, and the run takes two",
            "How many times do the weights move in a run?",
        ),
        Mistake(
            "debugged.never-moved",
            debugged_with(cure=lambda bug: RUNS[-1][2:]),
            "the cure returns the first weights, and no step was taken",
            "How far have W1 and W2 moved in yours?",
        ),
    ),
    probes=tuple(Probe((seed,), {}, smooth=False) for seed in one_seed_each()),
    outputs=("bug", "input", "cure"),
    output_points=(2, 1, 2),
    uses=("exercises.planted_run.planted_run", "exercises.planted_run.runs_to_try"),
    praise="Which suspects show on the same first input, and what tells them apart?",
)
