"""The capstone: name the bug that a seed plants, expose it, and cure it."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from ..planted_layer import (
    SUSPECTS,
    bug_of,
    inputs_to_try,
    planted_layer,
    relu_layer_backward,
)

INPUTS = inputs_to_try()


def one_seed_each():
    """The first seed that plants each of the suspects: no bug is left out of the probes."""
    return [next(seed for seed in range(-3, 1000) if bug_of(seed) == bug) for bug in SUSPECTS]


def agrees(one, other):
    return all(np.allclose(*pair) for pair in zip(one, other, strict=True))


def first_exposing(bug):
    return next(
        k
        for k, given in enumerate(INPUTS)
        if not agrees(relu_layer_backward(*given, bug), relu_layer_backward(*given))
    )


def debugged_with(name=lambda k: k, place=lambda k: k, cure=relu_layer_backward):
    """The three findings with one of them replaced."""

    def debug(seed):
        bug = bug_of(seed)
        k = first_exposing(bug)
        return name(SUSPECTS.index(bug)), place(k), *cure(*INPUTS[k])

    return debug


def by_trying(seed):
    """Without a look at the draw: run all suspects on all inputs."""
    layer = planted_layer(seed)
    name = next(
        i
        for i, bug in enumerate(SUSPECTS)
        if all(agrees(layer(*given), relu_layer_backward(*given, bug)) for given in INPUTS)
    )
    shows = [not agrees(layer(*given), relu_layer_backward(*given)) for given in INPUTS]
    k = shows.index(True)
    return name, k, *relu_layer_backward(*INPUTS[k])


def not_cured(seed):
    name, k, *_ = debugged_with()(seed)
    return name, k, *planted_layer(seed)(*INPUTS[k])


def last_input(seed):
    """Every bug shows on the last input, but it is not the first for every bug."""
    name, *_ = debugged_with()(seed)
    return name, 3, *relu_layer_backward(*INPUTS[3])


debugged = Exercise(
    name="debugged",
    points=4,
    minutes=20,
    grade="core",
    kind="implement",
    hints=(
        "What can you compare the planted layer with, on each of the four inputs?",
        "An input exposes the bug if one of the three gradients differs from yours. To name the "
        "bug, write each suspect as a function, and see which one agrees on all four inputs.",
    ),
    reference=lambda seed: debugged_with()(seed),
    accepted=(by_trying,),
    mistakes=(
        Mistake(
            "debugged.names-from-1",
            debugged_with(name=lambda k: k + 1),
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
            "debugged.not-cured",
            not_cured,
            "bug and input are found, but the gradients are still those of the planted layer",
            "What should a correct layer return on that input?",
        ),
        Mistake(
            "debugged.last-input",
            last_input,
            "the last input is taken for every bug, though a simpler one exposes some",
            "Is there an earlier input on which this bug shows?",
        ),
        Mistake(
            "debugged.one-suspect",
            debugged_with(name=lambda k: 0),
            "the first suspect is named for every seed",
            "On which of the four inputs does the suspect that you name agree with the layer?",
        ),
    ),
    probes=tuple(Probe((seed,), {}, smooth=False) for seed in one_seed_each()),
    outputs=("suspect", "input", "grad_x", "grad_W", "grad_b"),
    uses=("exercises.planted_layer.planted_layer", "exercises.planted_layer.inputs_to_try"),
    praise="Which two suspects show on the same first input, and what tells them apart?",
)
