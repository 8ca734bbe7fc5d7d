"""Predict: the slope over two paths whose local slopes are known."""

import numpy as np

from ...checking import Exercise, wrong_number

total_slope = Exercise(
    name="total_slope",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "How far does y move by the first path alone, when x moves by 0.01? And by the second?",
        "Which of the two operations belongs to steps in a row, and which to ways side by side?",
    ),
    reference=lambda: 0.5,
    accepted=(lambda: 1 / 2, lambda: np.float64(-2 * 3 * 0.25 + 0.4 * 5)),
    mistakes=(
        wrong_number(
            "total.first-path",
            -1.5,
            "this is the first path alone",
            "Which other way leads from x to y?",
        ),
        wrong_number(
            "total.second-path",
            2.0,
            "this is the second path alone",
            "Which other way leads from x to y?",
        ),
        wrong_number(
            "total.paths-multiplied",
            -3.0,
            "the two paths are multiplied",
            "If one path is cut, its slope is 0. What should be left of the whole?",
        ),
        wrong_number(
            "total.difference",
            -3.5,
            "one path is subtracted from the other",
            "Both paths move y. What do two moves make together?",
        ),
        wrong_number(
            "total.slopes-added",
            6.65,
            "all the slopes are added",
            "A small move passes a step of slope 3. How large is it behind the step?",
        ),
        wrong_number(
            "total.mean",
            0.25,
            "the mean of the two paths is taken",
            "Does a second path make the first one weaker?",
        ),
        wrong_number(
            "total.sign",
            3.5,
            "the minus of the first path is lost",
            "If x grows a little, does the quantity behind the slope -2 grow or fall?",
        ),
        wrong_number(
            "total.added-along",
            6.75,
            "slopes are added along a path, and paths multiplied: the two rules are exchanged",
            "A small move passes a step of slope 3. How large is it behind the step?",
        ),
    ),
    praise="What would have to be the slope 5, so that x has no effect at all?",
)
