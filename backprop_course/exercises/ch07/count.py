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
            "count.second-weights-missing",
            8330,
            "the weights of the second layer are forgotten",
            "What leads from the hidden values to the logits?",
        ),
        wrong_number(
            "count.no-hidden-layer",
            650,
            "the hidden layer is left out: pixels lead to classes at once",
            "Through which layer does the way from a pixel to a class go?",
        ),
        wrong_number(
            "count.biases-twice",
            9748,
            "the biases are counted twice",
            "To which layer does each bias belong?",
        ),
        wrong_number(
            "count.hidden-to-hidden",
            25994,
            "there are weights between the hidden units, too",
            "Which arrays does a unit of the hidden layer read?",
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
            "count.second-biases-missing",
            9600,
            "the biases of the second layer are forgotten",
            "Which arrays does each layer add, after it has multiplied?",
        ),
        wrong_number(
            "count.first-biases-missing",
            9482,
            "the biases of the first layer are forgotten",
            "Which arrays does each layer add, after it has multiplied?",
        ),
        wrong_number(
            "count.bias-of-a-layer",
            9473,
            "one bias is counted for one of the layers, and for the other none",
            "Do all neurons of a layer share their bias?",
        ),
        wrong_number(
            "count.straight-through",
            640,
            "inputs are connected with classes directly: the hidden layer is left out",
            "Through which units does an input reach a class?",
        ),
        wrong_number(
            "count.hidden-twice",
            16384,
            "the hidden layer is counted against itself or twice",
            "Between which two groups of units does each matrix stand?",
        ),
        wrong_number(
            "count.first-weights",
            8192,
            "only the weights of the first layer are counted",
            "What leads from the hidden values to the logits, and what is added in each layer?",
        ),
        wrong_number(
            "count.second-weights",
            1280,
            "only the weights of the second layer are counted",
            "What leads from the inputs to the hidden values, and what is added in each layer?",
        ),
        wrong_number(
            "count.sizes-added",
            1344,
            "one of the products is a sum: the inputs are added, not multiplied",
            "How many numbers does one hidden neuron own?",
        ),
        wrong_number(
            "count.twice",
            19220,
            "everything is counted twice",
            "Does a parameter count again when its gradient is computed?",
        ),
        wrong_number(
            "count.weights-twice",
            18944,
            "the weights are counted twice, and the biases not at all",
            "Does a weight count for both of the units that it connects?",
        ),
        wrong_number(
            "count.bias-of-a-bias",
            9675,
            "the input that is always 1, which stands for a bias, has got a bias itself",
            "Which units own a bias: the inputs, the hidden ones, or the classes?",
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
