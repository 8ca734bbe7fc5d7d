"""Predict, on paper: two numbers, four numbers, and a running mean."""

import numpy as np

from ...checking import Exercise, wrong_number
from ..ch05.on_paper import wrong_numbers
from .probes import steps


def returned(x, grad_z, mean=1.0, along=1.0, divided=True):
    """What comes back by the formula with a term left out."""
    z, _, s = steps(np.array(x), 0)
    grad_z = np.array(grad_z)
    left = grad_z - mean * grad_z.mean() - along * z * np.mean(grad_z * z)
    return left / s if divided else left


PAIR = (3.0, 8.0), (4.0, -7.0)
FOUR = (0.0, 6.0, 6.0, 8.0), (3.0, 0.0, 0.0, 9.0)

A = Exercise(
    name="A",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "What are the mean, the deviation and the two normalized numbers?",
        "Two directions are taken away from what arrives. How many directions are there?",
    ),
    reference=lambda: (0.0, 0.0),
    accepted=(lambda: (0, 0),),
    mistakes=(
        wrong_numbers(
            "norm-a.straight",
            returned(*PAIR, mean=0.0, along=0.0),
            "only the straight path is taken",
            "Raise x_1 a little. Does z_2 stay where it is?",
        ),
        wrong_numbers(
            "norm-a.no-z",
            returned(*PAIR, along=0.0),
            "the part along z is left in",
            "What happens to z if the two numbers move apart?",
        ),
        wrong_numbers(
            "norm-a.no-mean",
            returned(*PAIR, mean=0.0),
            "the mean is left in",
            "What happens to z if both numbers rise?",
        ),
        wrong_numbers(
            "norm-a.arrives",
            PAIR[1],
            "this is what arrives",
            "Does a change of x_1 change z?",
        ),
    ),
    outputs=("gradient of x_1", "gradient of x_2"),
    praise="What is left of two numbers when only their order counts?",
)

B = Exercise(
    name="B",
    points=2,
    minutes=4,
    grade="core",
    kind="predict",
    hints=(
        "The mean is 5. What are the centred numbers, and the mean of their squares?",
        "Which two means does the formula want? One of them is 3.",
    ),
    reference=lambda: (3.0, *returned(*FOUR)),
    accepted=(lambda: (3, 5 / 9, -10 / 9, -10 / 9, 15 / 9),),
    mistakes=(
        wrong_numbers(
            "norm-b.straight",
            (3.0, *returned(*FOUR, mean=0.0, along=0.0)),
            "only the straight path is taken",
            "What should the four numbers add up to?",
        ),
        wrong_numbers(
            "norm-b.no-mean",
            (3.0, *returned(*FOUR, mean=0.0)),
            "the mean of what arrives is left in",
            "What should the four numbers add up to?",
        ),
        wrong_numbers(
            "norm-b.no-z",
            (3.0, *returned(*FOUR, along=0.0)),
            "the part along z is left in",
            "What should their products with z add up to?",
        ),
        wrong_numbers(
            "norm-b.not-divided",
            (3.0, *returned(*FOUR, divided=False)),
            "the last division is missing",
            "x is measured in other units, twice as large. Does its gradient stay?",
        ),
        wrong_numbers(
            "norm-b.variance",
            (9.0, *(returned(*FOUR, divided=False) / 9)),
            "the variance stands where the deviation should stand",
            "What has to be done with the mean of the squares?",
        ),
    ),
    outputs=("s", "x_1", "x_2", "x_3", "x_4"),
    tolerance=2.5e-3,  # two digits after the point
    praise="What do the four gradients add up to?",
)

C = Exercise(
    name="C",
    points=1,
    minutes=3,
    grade="core",
    kind="predict",
    hints=(
        "After one batch nine tenths of the distance are left. And after two?",
        "For which power of 0.9 is a tenth left?",
    ),
    reference=lambda: 22.0,
    accepted=(lambda: 22,),
    mistakes=(
        wrong_number(
            "norm-c.line",
            9.0,
            "each batch is taken to go a tenth of the whole distance",
            "After the first batch, how long is the next pull: as long as the first?",
        ),
        wrong_number(
            "norm-c.half",
            7.0,
            "this is where half of the distance is left",
            "How much is left when 90 % are done?",
        ),
        wrong_number(
            "norm-c.too-early",
            21.0,
            "at this batch a little more than a tenth is left",
            "What is 0.9 to the power of your number?",
        ),
        wrong_number(
            "norm-c.ninety-nine",
            44.0,
            "this is where a hundredth is left",
            "How much is left when 90 % are done?",
        ),
    ),
    outputs=("batches",),
    praise="After how many is 99 % done?",
)
