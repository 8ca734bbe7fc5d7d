"""Implement: the bytes that the layers of a network save in the forward pass."""

from ...checking import Exercise, Mistake
from .probes import NETWORKS

NUMBER = 8  # bytes of a float64


def counted(size, first=lambda x: x.size, between=2, last=0, parameters=0):
    """Bytes of so many arrays of each kind.

    between: arrays for each hidden layer; last: for the output; parameters: for the weights.
    """

    def answer(x, weights):
        outputs = [len(x) * W.shape[1] for W in weights]
        numbers = first(x) + between * sum(outputs[:-1]) + last * outputs[-1]
        return size * (numbers + parameters * sum(W.size for W in weights))

    return answer


def by_running(x, weights):
    saved = 0
    for i, W in enumerate(weights):
        saved += x.nbytes
        x = x @ W
        if i < len(weights) - 1:
            saved += x.nbytes
    return saved


saved_bytes = Exercise(
    name="saved_bytes",
    points=1,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "Each layer saves its input. Which layers are there, and what shape do their inputs have?",
        "Between two linear layers stands a ReLU. Its input and the input of the next linear layer "
        "have the same shape. How often does that shape count?",
    ),
    reference=lambda x, weights: counted(NUMBER)(x, weights),
    accepted=(by_running,),
    mistakes=(
        Mistake(
            "saved.no-relu",
            counted(NUMBER, between=1),
            "the inputs of the ReLUs are left out",
            "What does a ReLU need in the backward pass?",
        ),
        Mistake(
            "saved.output-too",
            counted(NUMBER, last=1),
            "the output of the last layer is counted, and no layer of the network saves it",
            "Whose input is the output of the last layer?",
        ),
        Mistake(
            "saved.no-input",
            counted(NUMBER, first=lambda x: 0),
            "the input of the first layer is left out",
            "What does the first layer need for the gradient of its weights?",
        ),
        Mistake(
            "saved.parameters-too",
            counted(NUMBER, parameters=1),
            "the weights are counted: they are there without a forward pass",
            "Which arrays are new after a forward pass?",
        ),
        Mistake(
            "saved.numbers",
            counted(1),
            "these are numbers, not bytes",
            "How many bytes does a float64 take?",
        ),
        Mistake(
            "saved.four-bytes",
            counted(4),
            "each number is counted with 4 bytes",
            "How many bytes does a float64 take?",
        ),
        Mistake(
            "saved.one-example",
            lambda x, weights: counted(NUMBER)(x, weights) / len(x),
            "only one example is counted",
            "How many rows does each saved array have?",
        ),
    ),
    probes=NETWORKS,
    outputs=("bytes",),
    praise="What becomes of your number when the batch doubles?",
)
