"""Predict: the gradient of a bias that is copied over the rows, and that then goes two ways."""

import numpy as np

from ...checking import Exercise, wrong_number

ARRIVES = np.array([8.0, 10.0, -3.0])
A = np.array([0.5, -0.6, 0.0])  # what tanh returns for the three examples
THROUGH = float(np.sum(ARRIVES * (1 - A**2)))
PAST = float(np.sum(ARRIVES))

COPIES = "Through how many rows does one bias reach the loss, and what do paths do?"
WAYS = "On how many ways does u come to y?"
STEEP = "tanh is steepest at 0, where it returns 0. Which slope did you take there?"

shared_bias = Exercise(
    name="shared_bias",
    points=1,
    minutes=4,
    grade="warm-up",
    kind="predict",
    hints=(
        "Take the first example alone. On which two ways does u reach y, and how steep is each?",
        "Each example sends a number back to its own copy of the bias. What happens to copies?",
    ),
    reference=lambda: 24.4,
    accepted=(lambda: 8 * 1.75 + 10 * 1.64 - 3 * 2.0, lambda: np.float64(15 + 9.4)),
    mistakes=(
        wrong_number(
            "shared-bias.past-missing",
            THROUGH,
            "only the way through tanh is taken: the one past it is missing",
            WAYS,
        ),
        wrong_number(
            "shared-bias.through-missing",
            PAST,
            "only the way past tanh is taken: the one through it is missing",
            WAYS,
        ),
        wrong_number(
            "shared-bias.mean",
            (PAST + THROUGH) / 3,
            "the three examples are averaged, where their gradients add",
            COPIES,
        ),
        wrong_number(
            "shared-bias.ways-averaged",
            (PAST + THROUGH) / 2,
            "the two ways are averaged, where they add",
            "If y grows by 0.01 on each of two ways, by how much does it grow?",
        ),
        wrong_number(
            "shared-bias.first-example",
            8 * 1.75,
            "only the first example is counted",
            COPIES,
        ),
        wrong_number(
            "shared-bias.last-left-out",
            8 * 1.75 + 10 * 1.64,
            "the third example is left out",
            COPIES,
        ),
        wrong_number(
            "shared-bias.flat-at-zero",
            PAST + 6 + 6.4,
            "nothing goes through tanh in the third example, as if it were flat at 0",
            STEEP,
        ),
        wrong_number(
            "shared-bias.no-slopes",
            2 * PAST,
            "the slopes of tanh are left out",
            "How steep is tanh where it returns 0.5: as steep as at 0?",
        ),
        wrong_number(
            "shared-bias.values",
            PAST + float(np.sum(ARRIVES * A)),
            "the values of tanh are multiplied in, where its slopes belong",
            STEEP,
        ),
        wrong_number(
            "shared-bias.square-alone",
            PAST + float(np.sum(ARRIVES * A**2)),
            "the 1 is missing in the slopes of tanh",
            STEEP,
        ),
        wrong_number(
            "shared-bias.plus",
            PAST + float(np.sum(ARRIVES * (1 + A**2))),
            "a sign is flipped in the slopes of tanh",
            "Where tanh is close to 1 it is almost flat. What slope do you get there?",
        ),
        wrong_number(
            "shared-bias.not-squared",
            PAST + float(np.sum(ARRIVES * (1 - A))),
            "the values of tanh are not squared in its slopes",
            "tanh is as steep at -2 as at 2. Are your slopes the same for -0.6 and 0.6?",
        ),
        wrong_number(
            "shared-bias.sigmoid",
            PAST + float(np.sum(ARRIVES * A * (1 - A))),
            "these are slopes of the sigmoid",
            STEEP,
        ),
        wrong_number(
            "shared-bias.nothing-arrives",
            float(np.sum(2 - A**2)),
            "the slopes are added up alone: what arrives is not used",
            "What should your number be when nothing arrives, (0, 0, 0)?",
        ),
        wrong_number(
            "shared-bias.sums-multiplied",
            PAST * float(np.sum(2 - A**2)),
            "two sums are multiplied, where products are added up",
            "Does the gradient of one example meet the slope of another?",
        ),
        wrong_number(
            "shared-bias.signs-lost",
            8 * 1.75 + 10 * 1.64 + 3 * 2.0,
            "the sign of the last gradient is lost",
            "What does a negative gradient say about the loss?",
        ),
    ),
    praise="What would arrive at b if the last step were y = u - tanh(u)?",
)
