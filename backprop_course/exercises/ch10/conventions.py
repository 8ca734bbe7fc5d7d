"""Predict: the learning rate that makes two conventions of momentum take the same steps."""

from ...checking import Exercise, wrong_number

RATE, KEPT = 0.5, 0.8
PULL = "In the first step, from a velocity of 0, how long is the step of each of the two rules?"

same_steps = Exercise(
    name="same_steps",
    points=1,
    minutes=5,
    grade="warm-up",
    kind="predict",
    hints=(
        "Start both with a velocity of 0 and one gradient g. What are the two velocities?",
        "From then on one velocity is always the same multiple of the other. What must the two "
        "rates make up for?",
    ),
    reference=lambda: 0.1,
    accepted=(lambda: 0.5 * (1 - 0.8),),
    mistakes=(
        wrong_number(
            "conventions.unchanged",
            RATE,
            "the rate was kept, although the velocities differ by a factor",
            PULL,
        ),
        wrong_number(
            "conventions.turned-round",
            RATE / (1 - KEPT),
            "the factor went the wrong way",
            "Which of the two velocities is the larger one, and who needs the smaller rate?",
        ),
        wrong_number(
            "conventions.share-kept",
            RATE * KEPT,
            "the share that is kept was taken for the share that comes in",
            "With which factor does a new gradient enter the book's velocity?",
        ),
        wrong_number(
            "conventions.divided-by-share",
            RATE / KEPT,
            "the rate was divided by the share that is kept",
            "With which factor does a new gradient enter the book's velocity?",
        ),
        wrong_number(
            "conventions.with-plus",
            RATE * (1 + KEPT),
            "this is the factor by which the cliff moves with momentum",
            PULL,
        ),
        wrong_number(
            "conventions.squared",
            RATE * (1 - KEPT) ** 2,
            "the factor was used twice",
            "How often does the factor stand on the way from a gradient to its first step?",
        ),
        wrong_number(
            "conventions.factor",
            1 - KEPT,
            "this is the ratio of the two velocities, not a learning rate",
            "Which product should be the same in both rules?",
        ),
    ),
    tolerance=1e-6,
    praise="Which of the two conventions lets you change beta without a new search for the rate?",
)
