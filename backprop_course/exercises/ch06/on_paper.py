"""Predict, on paper: a product of one row, a broadcast factor, and the count of both modes."""

import numpy as np

from ...checking import Exercise
from ..ch05.on_paper import wrong_numbers

W = np.array([[3.0, 0.0, 1.0], [0.0, -1.0, 2.0]])
ROW = np.array([1.0, 2.0])
ARRIVES = np.array([1.0, 1.0, -1.0])


def first_row_and_input(grad_x, first, second):
    """The numbers of exercise A: both entries of grad_x, and two entries of grad_W."""
    return (*grad_x, first, second)


BACK = W @ ARRIVES
WEIGHTS = ROW[0] * ARRIVES[0], ROW[1] * ARRIVES[2]

A = Exercise(
    name="A",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "Entry 0 of x reaches the outputs through row 0 of W. Which three products add up?",
        "A weight multiplies one entry of x and reaches one output. Which entry of x, and which "
        "arriving gradient?",
    ),
    reference=lambda: (2.0, -3.0, 1.0, -2.0),
    accepted=(lambda: (2, -3, 1, -2),),
    mistakes=(
        wrong_numbers(
            "paper-06a.no-gradient",
            first_row_and_input(W.sum(axis=1), ROW[0], ROW[1]),
            "the arriving gradient is not used",
            "What should your numbers be when nothing arrives, (0, 0, 0)?",
        ),
        wrong_numbers(
            "paper-06a.weights-without-upstream",
            first_row_and_input(BACK, ROW[0], ROW[1]),
            "the arriving gradient is not used for the weights",
            "If output 2 rises, does the loss rise or fall?",
        ),
        wrong_numbers(
            "paper-06a.indices",
            first_row_and_input(BACK, ROW[0] * ARRIVES[0], ROW[0] * ARRIVES[2]),
            "the last number belongs to another weight of the column: the row is wrong",
            "Which entry of x is multiplied by row 1 of W?",
        ),
        wrong_numbers(
            "paper-06a.weights",
            first_row_and_input(BACK, W[0, 0] * ARRIVES[0], W[1, 2] * ARRIVES[2]),
            "the weight itself is multiplied, where its slope belongs",
            "If a weight grows by 0.1, on what does the change of the output depend?",
        ),
        wrong_numbers(
            "paper-06a.sign",
            first_row_and_input(-BACK, -ROW[0], ROW[1]),
            "all signs are flipped",
            "If output 0 rises, does the loss rise or fall?",
        ),
        wrong_numbers(
            "paper-06a.inputs-without-upstream",
            first_row_and_input(W.sum(axis=1), *WEIGHTS),
            "the arriving gradient is not used for the inputs",
            "If output 2 rises, does the loss rise or fall?",
        ),
        wrong_numbers(
            "paper-06a.one-path",
            first_row_and_input(W.diagonal() * ARRIVES[:2], *WEIGHTS),
            "each entry of x is followed to one output only",
            "How many outputs does entry 0 of x reach?",
        ),
        wrong_numbers(
            "paper-06a.outputs",
            first_row_and_input((ROW @ W)[:2], *WEIGHTS),
            "for x these are outputs of the forward pass",
            "How many numbers arrive, and along which axis of W do they lie?",
        ),
        wrong_numbers(
            "paper-06a.times-input",
            first_row_and_input(ROW * BACK, *WEIGHTS),
            "grad_x is multiplied by x itself",
            "If an entry of x grows by 0.1, on what does the change of an output depend?",
        ),
        wrong_numbers(
            "paper-06a.times-weight",
            first_row_and_input(BACK, W[0, 0] * WEIGHTS[0], W[1, 2] * WEIGHTS[1]),
            "the gradient of a weight is multiplied by the weight itself",
            "If a weight grows by 0.1, on what does the change of the output depend?",
        ),
        wrong_numbers(
            "paper-06a.from-1",
            first_row_and_input(BACK, WEIGHTS[0], ROW[0] * ARRIVES[1]),
            "row and column of the last number are counted from 1",
            "Which number does NumPy give to the first row?",
        ),
    ),
    outputs=("grad_x, entry 0", "grad_x, entry 1", "grad_W[0, 0]", "grad_W[1, 2]"),
    praise="Why does the weight W[0, 1] = 0 have a gradient that is not 0?",
)

X = np.array([[1.0, 2.0], [3.0, 4.0]])
M = np.array([10.0, 100.0])


def broadcast_numbers(grad_m, grad_x):
    """The numbers of exercise B."""
    return (*grad_m, *grad_x)


B = Exercise(
    name="B",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "How many copies of m are there, and what does each of them multiply?",
        "Does an entry of x have copies?",
    ),
    reference=lambda: (4.0, 6.0, 10.0, 100.0),
    accepted=(lambda: (4, 6, 10, 100),),
    mistakes=(
        wrong_numbers(
            "paper-06b.mean",
            broadcast_numbers(X.mean(axis=0), M),
            "the gradients of the copies are averaged",
            "Through how many copies does one entry of m reach the loss?",
        ),
        wrong_numbers(
            "paper-06b.one-copy",
            broadcast_numbers(X[0], M),
            "only the first copy of m is used",
            "Through how many copies does one entry of m reach the loss?",
        ),
        wrong_numbers(
            "paper-06b.other-axis",
            broadcast_numbers(X.sum(axis=1), M),
            "the sum runs along the other axis",
            "Along which axis do the copies of m lie?",
        ),
        wrong_numbers(
            "paper-06b.x-summed",
            broadcast_numbers(X.sum(axis=0), 2 * M),
            "the gradient of x is summed over the rows, although x was not copied",
            "How many entries of y does one entry of x reach?",
        ),
        wrong_numbers(
            "paper-06b.exchanged",
            broadcast_numbers(M, X.sum(axis=0)),
            "the two gradients stand in each other's place",
            "Which of the two is multiplied by the entries of m?",
        ),
        wrong_numbers(
            "paper-06b.ones",
            broadcast_numbers((2.0, 2.0), (1.0, 1.0)),
            "this is the gradient of a sum: the other factor is missing",
            "If an entry of m grows by 1, by how much does the first row of y grow?",
        ),
        wrong_numbers(
            "paper-06b.times-m",
            broadcast_numbers(M * X.sum(axis=0), M),
            "the gradient of m is multiplied by m itself",
            "If an entry of m grows by 1, on what does the change of y depend?",
        ),
        wrong_numbers(
            "paper-06b.x-arrives",
            broadcast_numbers(X.sum(axis=0), (1.0, 1.0)),
            "x got what arrives, without the other factor",
            "If x[0, 1] grows by 1, by how much does y grow?",
        ),
        wrong_numbers(
            "paper-06b.m-summed",
            broadcast_numbers(X.sum(axis=0), (M.sum(), M.sum())),
            "the entries of m are added up, although each entry of x meets one of them",
            "How many entries of y does one entry of x reach?",
        ),
    ),
    outputs=("grad_m, entry 0", "grad_m, entry 1", "grad_x[0, 0]", "grad_x[0, 1]"),
    praise="What would change if 1/2 arrived everywhere?",
)

INPUTS, HIDDEN, OUTPUTS = 1000, 10, 5
WALK = INPUTS * HIDDEN + HIDDEN * OUTPUTS

C = Exercise(
    name="C",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "How many multiplications does a row of numbers need to pass a matrix of 1,000 by 10?",
        "What does one walk of each mode find: a column of the Jacobian, or a row?",
    ),
    reference=lambda: (10050, 10050000, 50250),
    accepted=(lambda: (10_050.0, 10_050_000.0, 50_250.0),),
    mistakes=(
        wrong_numbers(
            "paper-06c.exchanged",
            (WALK, WALK * OUTPUTS, WALK * INPUTS),
            "the two modes are exchanged",
            "Which mode starts at one input?",
        ),
        wrong_numbers(
            "paper-06c.layers-multiplied",
            (
                INPUTS * HIDDEN * OUTPUTS,
                INPUTS * HIDDEN * OUTPUTS * INPUTS,
                INPUTS * HIDDEN * OUTPUTS * OUTPUTS,
            ),
            "the costs of the two layers are multiplied, where they add",
            "What has a walk done when it has passed the first layer, and what does it add?",
        ),
        wrong_numbers(
            "paper-06c.one-walk",
            (WALK, WALK, WALK),
            "one walk is taken to be enough for both modes",
            "How many rows and columns does the Jacobian have?",
        ),
        wrong_numbers(
            "paper-06c.reverse-once",
            (WALK, WALK * INPUTS, WALK),
            "one reverse walk is taken to be enough, as it is for a loss",
            "How many outputs does this network have?",
        ),
        wrong_numbers(
            "paper-06c.units",
            (
                INPUTS + HIDDEN + OUTPUTS,
                (INPUTS + HIDDEN + OUTPUTS) * INPUTS,
                (INPUTS + HIDDEN + OUTPUTS) * OUTPUTS,
            ),
            "units are counted, where multiplications happen on the connections",
            "How many weights does a layer of 1,000 inputs and 10 units have?",
        ),
        wrong_numbers(
            "paper-06c.first-layer",
            (INPUTS * HIDDEN, INPUTS * HIDDEN * INPUTS, INPUTS * HIDDEN * OUTPUTS),
            "the second layer is left out",
            "What has a walk still to pass when it has reached the 10 units?",
        ),
        wrong_numbers(
            "paper-06c.walks",
            (WALK, INPUTS, OUTPUTS),
            "for the two modes these are numbers of walks, where multiplications are asked for",
            "How many multiplications does each of these walks take?",
        ),
        wrong_numbers(
            "paper-06c.walk-per-entry",
            (WALK, WALK * INPUTS * OUTPUTS, WALK * INPUTS * OUTPUTS),
            "a walk is taken for every entry of the Jacobian",
            "How many entries of the Jacobian does one walk find?",
        ),
        wrong_numbers(
            "paper-06c.with-additions",
            (2 * WALK, 2 * WALK * INPUTS, 2 * WALK * OUTPUTS),
            "additions are counted, too",
            "Which operation does the task ask you to count?",
        ),
    ),
    outputs=("one walk", "forward mode", "reverse mode"),
    praise="With which numbers of outputs would both modes cost the same?",
)
