"""Predict: how many numbers a network learns."""

import numpy as np

from ...checking import Exercise, wrong_number

count_parameters = Exercise(
    name="count_parameters",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "What does one hidden neuron own, besides one weight for each of its inputs?",
        "Draw the two weight matrices as boxes and write the lengths on their sides. What is "
        "added to each row after the multiplication?",
    ),
    reference=lambda: 9610,
    accepted=(lambda: np.int64(9610), lambda: 9610.0),
    mistakes=(
        wrong_number(
            "count.no-biases",
            9472,
            "the weights are counted, and the biases are not",
            "Which arrays does a layer add, after it has multiplied?",
        ),
        wrong_number(
            "count.bias-for-inputs",
            9674,
            "the inputs were given biases too",
            "Is the input computed by a layer, or handed in?",
        ),
        wrong_number(
            "count.first-layer",
            8320,
            "only the first layer is counted",
            "What leads from the hidden values to the logits?",
        ),
        wrong_number(
            "count.second-layer",
            1290,
            "only the second layer is counted",
            "What leads from the inputs to the hidden values?",
        ),
        wrong_number(
            "count.one-bias-per-layer",
            9474,
            "each layer has a single bias number",
            "Do all neurons of a layer share their bias?",
        ),
        wrong_number(
            "count.neurons",
            138,
            "the neurons are counted, each as one number",
            "How many numbers does one neuron multiply its inputs by?",
        ),
        wrong_number(
            "count.units",
            202,
            "inputs, hidden values and logits are counted: what flows, not what is learned",
            "Which arrays stay the same when another image comes in?",
        ),
        wrong_number(
            "count.multiplied",
            81920,
            "the three sizes are multiplied",
            "Is there an array with one entry for each triple of input, hidden unit and class?",
        ),
    ),
    praise="Which share of them sits in the first layer?",
)
