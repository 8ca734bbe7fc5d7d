"""The warm-up of lesson 00: what a check says, and how a diagnosis reads."""

from ..checking import Exercise, Mistake, Probe

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
    mistakes=(
        Mistake(
            "slope.half",
            lambda x: x,
            "a factor is missing: x is only half as steep as x^2 is here",
            "From 3 to 3.001, x^2 grows from 9 to about 9.006. Which slope is that?",
        ),
        Mistake(
            "slope.value",
            lambda x: x**2,
            "this is the value of x^2, not its slope",
            "At x = 0 the curve is flat. And at x = 1, is value or slope the larger one?",
        ),
        Mistake(
            "slope.constant",
            lambda x: 2.0,
            "this is one slope for every x, as for a straight line",
            "Is x^2 as steep at 0.4 as at 3?",
        ),
        Mistake(
            "slope.sign",
            lambda x: -2 * x,
            "the sign is turned",
            "To the right of 0, does x^2 rise or fall?",
        ),
    ),
)

EXERCISES = (slope_of_square,)
