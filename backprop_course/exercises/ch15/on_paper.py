"""Predict, on paper: sizes, a filter of two weights, and a pooling behind a filter."""

import numpy as np

from ...checking import Exercise
from ..ch05.on_paper import wrong_numbers


def height_and_parameters(height=3.0, parameters=40.0):
    return height, parameters


A = Exercise(
    name="A",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "How tall is an image of 6 with one row of zeros above and below? At how many places does "
        "a window of 3 fit into that?",
        "How many weights does one filter of 3 by 3 have on one channel, and what does it have "
        "besides?",
    ),
    reference=lambda: height_and_parameters(),
    accepted=(lambda: (3, 4 * 9 + 4),),
    mistakes=(
        wrong_numbers(
            "conv-a.no-bias",
            height_and_parameters(parameters=36.0),
            "the biases are not counted",
            "What is added to each filter's sum?",
        ),
        wrong_numbers(
            "conv-a.per-place",
            height_and_parameters(parameters=4 * 36 * 9.0),
            "the weights are counted once for each place",
            "Does a filter have other weights at another place?",
        ),
        wrong_numbers(
            "conv-a.no-padding",
            height_and_parameters(height=2.0),
            "the zeros around the image are left out",
            "At how many places does a window of 3 fit into 8 rows?",
        ),
        wrong_numbers(
            "conv-a.no-pooling",
            height_and_parameters(height=6.0),
            "the pooling is left out",
            "What do windows of 2 by 2 make of 6 rows?",
        ),
        wrong_numbers(
            "conv-a.one-bias",
            height_and_parameters(parameters=37.0),
            "one bias is counted for all filters together",
            "How many biases do 4 filters have?",
        ),
    ),
    outputs=("height", "parameters"),
    praise="How many parameters would a linear layer between the same numbers have?",
)

ROW, WEIGHTS, ARRIVES = np.array([1.0, 2.0, 4.0]), np.array([-1.0, 1.0]), np.array([10.0, 20.0])


def one_row(weights=WEIGHTS[::-1], arrives=ARRIVES, share=1.0):
    """The five numbers of exercise B: two gradients of weights, three of pixels."""
    to_weights = [share * arrives @ ROW[k : k + 2] for k in (0, 1)]
    padded = np.pad(ARRIVES, 1)
    return (*to_weights, *(padded[k : k + 2] @ weights for k in range(3)))


B = Exercise(
    name="B",
    points=1,
    minutes=4,
    grade="core",
    kind="predict",
    hints=(
        "Which pixels did the first weight meet, at the first place and at the second?",
        "The middle pixel stands in both windows. With which weight did it meet each of them?",
    ),
    reference=lambda: one_row(),
    accepted=(lambda: (50, 100, -10, -10, 20),),
    mistakes=(
        wrong_numbers(
            "conv-b.not-rotated",
            one_row(weights=WEIGHTS),
            "the filter slides over the gradients without being reversed",
            "With which weight did the last pixel meet the last place?",
        ),
        wrong_numbers(
            "conv-b.grad-reversed",
            one_row(arrives=ARRIVES[::-1]),
            "the gradients are reversed before they slide over the pixels",
            "Which pixel did the first weight meet at the first place?",
        ),
        wrong_numbers(
            "conv-b.averaged",
            one_row(share=0.5),
            "the gradients of the weights are averaged over the places",
            "Two uses are two paths. What do paths do?",
        ),
        wrong_numbers(
            "conv-b.forward",
            (1.0, 2.0, *one_row()[2:]),
            "the first two numbers are the results of the forward pass",
            "What does the task ask for first?",
        ),
    ),
    outputs=("first weight", "second weight", "pixel 1", "pixel 2", "pixel 3"),
    praise="Why do the three gradients of the pixels add up to 0 here?",
)


def through_pool(largest=1, weights=(-1.0, 1.0), arrives=6.0):
    """The three gradients of exercise C, through the place that is the largest."""
    grad = np.zeros(3)
    grad[largest : largest + 2] += arrives * np.array(weights)
    return tuple(grad)


C = Exercise(
    name="C",
    points=1,
    minutes=3,
    grade="core",
    kind="predict",
    hints=(
        "What are the two numbers that the filter makes, and which one is the larger?",
        "Only one of the two places gets a gradient. Which pixels does its window see?",
    ),
    reference=lambda: through_pool(),
    accepted=(lambda: (0, -6, 6),),
    mistakes=(
        wrong_numbers(
            "conv-c.smaller",
            through_pool(largest=0),
            "the gradient goes through the smaller of the two places",
            "Which of the two numbers reached the result?",
        ),
        wrong_numbers(
            "conv-c.both",
            tuple(np.add(through_pool(0), through_pool(1))),
            "both places get the whole gradient",
            "If the smaller number grows a little, does the result change?",
        ),
        wrong_numbers(
            "conv-c.halves",
            tuple(np.add(through_pool(0), through_pool(1)) / 2),
            "the gradient is divided between the two places",
            "If the smaller number grows a little, does the result change?",
        ),
        wrong_numbers(
            "conv-c.exchanged",
            through_pool(weights=(1.0, -1.0)),
            "the two weights stand in each other's place",
            "Which weight does the last pixel meet at the last place?",
        ),
    ),
    outputs=("pixel 1", "pixel 2", "pixel 3"),
    praise="What would the answer be if the two numbers were equal?",
)
