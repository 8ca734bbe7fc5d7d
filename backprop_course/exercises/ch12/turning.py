"""Predict: which learning rate turns large weights before a norm as fast as small ones."""

from ...checking import Exercise, wrong_number

RATE, LARGER = 0.2, 3.0
BOTH = (
    "Two things change when weights grow before a norm: how large is the gradient, and how far "
    "must a longer arrow be moved to turn by the same angle?"
)

same_turn = Exercise(
    name="same_turn",
    points=1,
    minutes=4,
    grade="warm-up",
    kind="predict",
    hints=(
        "The outputs stay as they were. How large is the new gradient, compared with the old one?",
        "A step turns the arrow of the weights. How long must the step be, if the arrow is three "
        "times as long and the angle the same?",
    ),
    reference=lambda: 1.8,
    accepted=(lambda: 0.2 * 3**2,),
    mistakes=(
        wrong_number("turning.once", RATE * LARGER, "one factor of 3 was counted, not both", BOTH),
        wrong_number(
            "turning.unchanged",
            RATE,
            "the rate was kept: the outputs stay, but not the gradient of the weights",
            BOTH,
        ),
        wrong_number(
            "turning.other-way",
            RATE / LARGER**2,
            "the factor went the wrong way",
            "Do large weights before a norm get a larger gradient, or a smaller one?",
        ),
        wrong_number(
            "turning.other-way-once",
            RATE / LARGER,
            "the factor went the wrong way, and one of two was counted",
            "Do large weights before a norm get a larger gradient, or a smaller one?",
        ),
        wrong_number(
            "turning.cubed", RATE * LARGER**3, "one factor of 3 too many was counted", BOTH
        ),
        wrong_number(
            "turning.factor",
            LARGER**2,
            "this is the factor between the two rates, not the new rate",
            "What was the rate before?",
        ),
        wrong_number(
            "turning.root",
            RATE * LARGER**0.5,
            "a root of the factor was taken",
            BOTH,
        ),
        wrong_number(
            "turning.doubled",
            RATE * 2 * LARGER,
            "the two factors were added where they multiply",
            BOTH,
        ),
    ),
    tolerance=1e-3,
    praise="What does weight decay do to the learning rate of such weights?",
)
