"""Predict, on paper: a chain, two paths, and a small graph."""

import numpy as np

from ...checking import Exercise, wrong_number
from ..ch05.on_paper import wrong_numbers

PATH_RULE = "Which factor is held while the other one is nudged?"

A = Exercise(
    name="A",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "Two steps, u = 3x and y = u^2. What is u here?",
        "What is the slope of each step, each at its own input?",
    ),
    reference=lambda: 54.0,
    accepted=(lambda: 54, lambda: 18 * 3, lambda: np.float64(54)),
    mistakes=(
        wrong_number(
            "paper-02a.one-three",
            18.0,
            "a factor 3 is missing: the slope of 3x, or the 3 inside of u",
            "Which number goes into the square, and how fast does it move when x moves?",
        ),
        wrong_number(
            "paper-02a.no-two",
            27.0,
            "the 2 of the square is missing",
            "How fast does u^2 grow at u = 1?",
        ),
        wrong_number(
            "paper-02a.added",
            21.0,
            "the two slopes are added",
            "If a step triples a change and the next one multiplies it by 18, what do both do?",
        ),
        wrong_number(
            "paper-02a.value",
            81.0,
            "this is the value of y, not its slope",
            "When x grows by 0.01, how much does y grow?",
        ),
        wrong_number(
            "paper-02a.inner-alone",
            3.0,
            "this is the slope of the first step alone",
            "Which step comes after 3x, and how steep is it here?",
        ),
        wrong_number(
            "paper-02a.no-threes",
            6.0,
            "this is the slope of x^2",
            "Which number goes into the square, and how fast does it move when x moves?",
        ),
        wrong_number(
            "paper-02a.u",
            9.0,
            "this is the value of u, not a slope",
            "When x grows by 0.01, how much does y grow?",
        ),
        wrong_number(
            "paper-02a.value-for-slope",
            162.0,
            "where the slope of the first step belongs, its value stands",
            "When x grows by 0.01, how much does 3x grow?",
        ),
    ),
    outputs=("slope",),
    praise="Multiply out (3x)^2 and take its slope. Does it agree?",
)

B = Exercise(
    name="B",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "The product has two inputs: x itself, and the square. What does each of them get?",
        "The path through the square has one more slope than the other. Which one?",
    ),
    reference=lambda: (16.0, 32.0),
    accepted=(lambda: (16, 32), lambda: (4**2, 4 * 2 * 4)),
    mistakes=(
        wrong_numbers(
            "paper-02b.own-value",
            (4.0, 16.0 * 8),
            "each factor was multiplied by its own value",
            PATH_RULE,
        ),
        wrong_numbers(
            "paper-02b.square-missing",
            (16.0, 4.0),
            "the second path ends at the square: its slope is left out",
            "How much does the square move when x moves by 0.01?",
        ),
        wrong_numbers(
            "paper-02b.other-factor-missing",
            (16.0, 8.0),
            "on the second path the slope of the product is left out",
            PATH_RULE,
        ),
        wrong_numbers(
            "paper-02b.no-two",
            (16.0, 16.0),
            "the 2 of x^2 is missing",
            "How fast does x^2 grow at x = 1?",
        ),
        wrong_numbers(
            "paper-02b.slopes-alone",
            (1.0, 8.0),
            "the slopes of the product are left out",
            PATH_RULE,
        ),
        wrong_numbers(
            "paper-02b.sum-in-both",
            (48.0, 48.0),
            "both numbers are the sum of the two paths",
            "How much does y change through the square alone?",
        ),
        wrong_numbers(
            "paper-02b.exchanged",
            (32.0, 16.0),
            "the two paths stand in each other's place",
            "Which of the two paths is asked for first?",
        ),
    ),
    outputs=("straight into the product", "through the square"),
    praise="What is the slope of x^3 at 4, and what do your two numbers add up to?",
)

C = Exercise(
    name="C",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "Draw the graph. How many wires leave a, and how many leave b?",
        "What does the product send to each of its two inputs, and what does the sum do with it?",
    ),
    reference=lambda: (9.0, 2.0),
    accepted=(lambda: (9, 2), lambda: (7 + 2, 2)),
    mistakes=(
        wrong_numbers(
            "paper-02c.product-alone",
            (7.0, 2.0),
            "a keeps what came straight from the product, and loses the path through the sum",
            "How many wires leave a?",
        ),
        wrong_numbers(
            "paper-02c.sum-alone",
            (2.0, 2.0),
            "a keeps what came through the sum, and loses the path straight to the product",
            "How many wires leave a?",
        ),
        wrong_numbers(
            "paper-02c.own-value",
            (9.0, 7.0),
            "at the product each factor got its own value",
            PATH_RULE,
        ),
        wrong_numbers(
            "paper-02c.multiplied",
            (14.0, 2.0),
            "what came back to a over its two paths is multiplied",
            "If two changes reach y over two paths, how large is the whole change?",
        ),
        wrong_numbers(
            "paper-02c.everything-to-both",
            (9.0, 9.0),
            "b got what belongs to a",
            "Does b go into the product itself?",
        ),
        wrong_numbers(
            "paper-02c.sum-slope",
            (8.0, 1.0),
            "the sum passes on 1, whatever arrives at it",
            "What arrives at the sum from the product?",
        ),
        wrong_numbers(
            "paper-02c.b-stops",
            (9.0, 1.0),
            "b got 1, the slope of the sum alone",
            "What arrives at the sum from the product?",
        ),
        wrong_numbers(
            "paper-02c.no-b",
            (4.0, 2.0),
            "for a this is the slope of a times a: b is lost",
            "What is the other factor of the product, when a goes straight into it?",
        ),
    ),
    outputs=("gradient of a", "gradient of b"),
    praise="Which of the two would a program get wrong that writes = where += is meant?",
)
