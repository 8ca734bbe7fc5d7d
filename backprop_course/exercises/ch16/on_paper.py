"""Predict, on paper: pieces of a row, bytes of an optimizer, and an update that came too early."""

from ...checking import Exercise
from ..ch05.on_paper import wrong_numbers

LAYERS, PIECE = 36, 6
WEIGHTS = 1_000_000

A = Exercise(
    name="A",
    points=1,
    minutes=2,
    grade="warm-up",
    kind="predict",
    hints=(
        "How many pieces are there, and what does each of them save?",
        "When the last piece has run again, which inputs are there besides the first ones?",
    ),
    reference=lambda: (11, 72),
    accepted=(lambda: (11.0, 72.0),),
    mistakes=(
        wrong_numbers(
            "pieces-paper.counted-twice",
            (LAYERS // PIECE + PIECE, 2 * LAYERS),
            "the first input of the piece that runs again is counted twice",
            "Is the first input of the last piece one of the six, or a new one?",
        ),
        wrong_numbers(
            "pieces-paper.first-inputs",
            (LAYERS // PIECE, 2 * LAYERS),
            "only the first inputs of the pieces are counted",
            "What does a piece hold while it goes backward?",
        ),
        wrong_numbers(
            "pieces-paper.all",
            (LAYERS, 2 * LAYERS),
            "every input is counted, as without pieces",
            "When is the input of layer 2 forgotten?",
        ),
        wrong_numbers(
            "pieces-paper.once",
            (11, LAYERS),
            "every layer is counted as going forward once",
            "How often does a layer of the first piece run forward?",
        ),
        wrong_numbers(
            "pieces-paper.first-inputs-again",
            (11, LAYERS + PIECE),
            "only the last piece is counted as running again",
            "What does the first piece need when the gradient arrives there?",
        ),
    ),
    outputs=("inputs saved at once", "runs of a layer forward"),
    praise="Does any other size of piece save fewer?",
)

B = Exercise(
    name="B",
    points=1,
    minutes=2,
    grade="warm-up",
    kind="predict",
    hints=(
        "How many bytes does a float32 take?",
        "Which arrays of the size of the weights does Adam keep between two steps?",
    ),
    reference=lambda: (4.0, 16.0),
    accepted=(lambda: (4, 16),),
    mistakes=(
        wrong_numbers(
            "adam-paper.float64",
            (8.0, 32.0),
            "each number is counted with 8 bytes",
            "How many bytes does a float32 take?",
        ),
        wrong_numbers(
            "adam-paper.one-average",
            (4.0, 12.0),
            "Adam is given one array of its own",
            "Which two running averages does Adam keep for each weight?",
        ),
        wrong_numbers(
            "adam-paper.no-gradient",
            (4.0, 12.0 - 4.0),
            "only one array besides the weights is counted",
            "Which arrays have the size of the weights: the gradient, and what else?",
        ),
        wrong_numbers(
            "adam-paper.without-weights",
            (4.0, 3.0 * 4.0 + 8.0),
            "one array too many is counted",
            "Weights, gradient, and which two running averages?",
        ),
        wrong_numbers(
            "adam-paper.numbers",
            (1.0, 4.0),
            "these are numbers, not bytes",
            "How many bytes does a float32 take?",
        ),
    ),
    outputs=("MB of weights", "MB with gradient and Adam"),
    praise="What would plain SGD need?",
)


def early(grad_w1, grad_w2=24.0):
    """The two gradients of exercise C."""
    return (grad_w2, grad_w1)


C = Exercise(
    name="C",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "What is y, and what is the slope of the loss there?",
        "Each gradient needs the other weight, as it was in the forward pass.",
    ),
    reference=lambda: early(16.0),
    accepted=(lambda: (24, 16),),
    mistakes=(
        wrong_numbers(
            "early-paper.too-early",
            early(4.0 * (2.0 - 0.01 * 24.0) * 2.0),
            "w2 has moved before the gradient passed it",
            "With which w2 was y made?",
        ),
        wrong_numbers(
            "early-paper.exchanged",
            early(24.0, 16.0),
            "the two are exchanged",
            "What is multiplied by w2 in the forward pass?",
        ),
        wrong_numbers(
            "early-paper.no-2",
            early(8.0, 12.0),
            "the 2 of the square is missing",
            "What is the slope of a square?",
        ),
        wrong_numbers(
            "early-paper.no-x",
            early(8.0, 24.0),
            "x is left out at the first weight",
            "If w1 grows by a little, what is that multiplied by first?",
        ),
        wrong_numbers(
            "early-paper.sign",
            early(-16.0, -24.0),
            "the difference is the wrong way round",
            "The prediction is larger than the target. Should it grow?",
        ),
    ),
    outputs=("gradient of w2", "gradient of w1"),
    praise="What would w1 get if w2 moved first?",
)
