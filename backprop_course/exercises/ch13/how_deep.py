"""Predict: after how many layers less than a thousandth of a gradient is left."""

from math import log

from ...checking import Exercise, wrong_number

TIMES = "Is the gradient multiplied at each layer, or is something subtracted from it?"
NEEDED = "How much is left after that many layers, and after one layer fewer?"

layers_left = Exercise(
    name="layers_left",
    points=1,
    minutes=4,
    grade="warm-up",
    kind="predict",
    hints=(
        "Multiply 0.8 by itself until it is about 1/10. How many factors does that take?",
        "Which power of 1/10 is a thousandth?",
    ),
    reference=lambda: 31.0,
    accepted=(lambda: 31,),
    mistakes=(
        wrong_number("how-deep.one-fewer", 30.0, "one layer is missing", NEEDED),
        wrong_number("how-deep.one-more", 32.0, "this is one layer more than is needed", NEEDED),
        wrong_number(
            "how-deep.not-rounded",
            log(0.001) / log(0.8),
            "this is where the curve crosses a thousandth, and a net has whole layers",
            "Which whole number is the first at which less than a thousandth is left?",
        ),
        wrong_number(
            "how-deep.subtracted",
            5.0,
            "a fifth of the first gradient was subtracted at each layer",
            TIMES,
        ),
        wrong_number(
            "how-deep.to-a-tenth", 11.0, "this is how many layers leave a tenth", "A tenth of what?"
        ),
        wrong_number(
            "how-deep.to-a-hundredth",
            21.0,
            "this is how many layers leave a hundredth",
            "How many tenths of tenths is a thousandth?",
        ),
        wrong_number(
            "how-deep.of-a-fifth",
            log(0.001) / log(0.2),
            "the factor was taken as 0.2, which is what gets lost",
            "If a fifth is lost at a layer, by what is the gradient multiplied?",
        ),
        wrong_number(
            "how-deep.half-lives",
            10.0,
            "ten halvings make a thousandth, but a layer does not halve",
            "How many layers does one halving take?",
        ),
    ),
    tolerance=1e-6,
    praise="And which factor would leave a tenth after a hundred layers?",
)
