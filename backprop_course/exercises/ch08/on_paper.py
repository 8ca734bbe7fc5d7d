"""Predict, on paper: the chain of the lesson, a residual neuron, and one object used twice."""

from ...checking import Exercise
from ..ch05.on_paper import wrong_numbers

A = Exercise(
    name="A",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "What are the two hidden values before ReLU, and after it?",
        "Which two numbers come out of the last layer in the backward pass, and which of them does "
        "ReLU let through?",
    ),
    reference=lambda: (25.0, 0.0, 20.0, -30.0),
    accepted=(lambda: (5**2, 0, 2 * 10, -30),),
    mistakes=(
        wrong_numbers(
            "chain-a.no-mask",
            (25, 0, 20, -10),
            "ReLU lets the gradient of both units through",
            "Which of the two units is off?",
        ),
        wrong_numbers(
            "chain-a.no-two",
            (25, 0, 10, -15),
            "the 2 of the squared error is missing",
            "What is the slope of the squared error at 5?",
        ),
        wrong_numbers(
            "chain-a.sign-of-x",
            (25, 0, 20, 30),
            "the last sign is wrong: the second weight of the first layer is -1",
            "By which weight does the second hidden unit reach x?",
        ),
        wrong_numbers(
            "chain-a.no-relu",
            (9, -6, 12, -12),
            "ReLU is left out, forward and backward",
            "What does ReLU make of -1?",
        ),
        wrong_numbers(
            "chain-a.inputs-of-first",
            (25, -10, -10, -30),
            "the gradient of W takes x, where it should take the input of the last layer",
            "Which numbers did the last layer save?",
        ),
    ),
    outputs=("loss", "gradient of W[0]", "gradient of W[1]", "gradient of x"),
    praise="Which parameters of the first layer learn nothing from this example?",
)

B = Exercise(
    name="B",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "Is ReLU on or off?",
        "What comes past the branch, and what through it? With which sign?",
    ),
    reference=lambda: (3.0, 0.0),
    accepted=(lambda: (2 + 1, 1 - 1),),
    mistakes=(
        wrong_numbers(
            "residual-b.branch-alone",
            (3, -1),
            "only the path through the branch is counted",
            "How many paths lead from x to y?",
        ),
        wrong_numbers(
            "residual-b.past-alone",
            (3, 1),
            "only the path past the branch is counted",
            "Is ReLU on? What is the slope of the branch in x?",
        ),
        wrong_numbers(
            "residual-b.signs",
            (3, 2),
            "the slope of the branch has the wrong sign",
            "Raise x by a little. Does the branch rise or fall?",
        ),
        wrong_numbers(
            "residual-b.without-x",
            (1, -1),
            "x itself is not added to the branch",
            "What does a residual module add to its branch?",
        ),
        wrong_numbers(
            "residual-b.output-alone",
            (1, 0),
            "y is taken to be the output of the branch",
            "What does a residual module add to its branch?",
        ),
    ),
    outputs=("y", "gradient of x"),
    praise="For which w would the gradient at x be exactly 2?",
)

C = Exercise(
    name="C",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "What does the object hold when the forward pass has ended?",
        "Which gradient arrives at the second use, and which at the first?",
    ),
    reference=lambda: (12.0, 6.0),
    accepted=(lambda: (3 * 1 + 3 * 3, 2 * 3 * 1),),
    mistakes=(
        wrong_numbers(
            "twice-c.both-correct",
            (6, 6),
            "each use is taken to remember its own input",
            "How many inputs does one object remember?",
        ),
        wrong_numbers(
            "twice-c.exchanged",
            (6, 12),
            "the two numbers are exchanged",
            "Which number does the docstring ask for first?",
        ),
        wrong_numbers(
            "twice-c.first-input",
            (4, 6),
            "the object is taken to keep the first input",
            "Which input came last?",
        ),
        wrong_numbers(
            "twice-c.one-use",
            (3, 6),
            "only the second use is counted",
            "How many times does backward add to the gradient?",
        ),
        wrong_numbers(
            "twice-c.same-gradient",
            (6, 3),
            "the same gradient is taken to arrive at both uses",
            "What does the second use return to the first?",
        ),
    ),
    outputs=("W.grad", "true slope"),
    praise="Would check_module notice?",
)
