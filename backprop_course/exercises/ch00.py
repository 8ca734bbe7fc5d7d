"""The warm-up of lesson 00: what a check says, and how a diagnosis reads."""

from ..checking import Exercise, Probe, WrongPart, composed

SLOPES = (
    WrongPart(
        "half",
        lambda x: x,
        "a factor is missing: at x = 3 this gives 3, half of the slope",
        "From 3 to 3.001, x^2 grows from 9 to about 9.006. Which slope is that?",
    ),
    WrongPart(
        "value",
        lambda x: x**2,
        "this is the value of x^2, not its slope",
        "At x = 0 the curve is flat. And at x = 1, is value or slope the larger one?",
    ),
    WrongPart(
        "constant",
        lambda x: 2.0,
        "this is one slope for every x, as for a straight line",
        "Is x^2 as steep at 0.4 as at 3?",
    ),
    WrongPart(
        "sign",
        lambda x: -2 * x,
        "the sign is flipped",
        "To the right of 0, does x^2 rise or fall?",
    ),
)

slope_of_square = Exercise(
    name="slope_of_square",
    points=1,
    minutes=2,
    grade="warm-up",
    kind="implement",
    hints=(
        "Draw x^2 near x = 3. Is it steeper than near x = 1?",
        "Nudge: how much does x^2 grow when x goes from 3 to 3.001?",
    ),
    reference=lambda x: 2 * x,
    accepted=(lambda x: x + x,),
    probes=(Probe((3.0,)), Probe((-1.25,)), Probe((0.4,)), Probe((0.0,))),
    mistakes=composed("slope", lambda slope: slope, slope=SLOPES),
)

value_and_slope = Exercise(
    name="value_and_slope",
    points=2,
    minutes=2,
    grade="warm-up",
    kind="implement",
    hints=(
        "Which of the two numbers is correct already?",
        "Nudge: how much does x^2 grow when x goes from 3 to 3.001?",
    ),
    reference=lambda x: (x**2, 2 * x),
    accepted=(lambda x: (x * x, x + x),),
    probes=slope_of_square.probes,
    outputs=("value", "slope"),
    output_points=(1, 1),
    mistakes=composed("both", lambda slope: lambda x: (x**2, slope(x)), slope=SLOPES),
)

EXERCISES = (slope_of_square, value_and_slope)
