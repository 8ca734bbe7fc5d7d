"""Hunt: what goes wrong only from the second step of a training on."""

import numpy as np

from ...checking import BugHunt, Suspect


def training_with(start=lambda grads: (0.0, 0.0), moves=True, again=True, slope=2.0, sign=-1.0):
    """Training of y = w x + b by squared error, with some parts replaced."""

    def answer(w, x, target, lr, steps):
        b = grad_w = grad_b = 0.0
        old = error = w * x - target
        for _ in range(steps):
            grad_w, grad_b = start((grad_w, grad_b))
            error = w * x + b - target if again else old
            grad_w = grad_w + slope * np.mean(error * x)
            grad_b = grad_b + slope * np.mean(error)
            w, b = w + sign * lr * grad_w, b + sign * lr * grad_b * moves
        return float(w), float(b)

    return answer


X, TARGET = np.array([1.0, 2.0, 4.0]), np.array([3.0, 1.0, -2.0])

find_the_step = BugHunt(
    name="find_the_step",
    name_points=1,
    input_points=1,
    minutes=6,
    grade="core",
    hints=(
        "Follow one step with a pencil. What has changed in the layer when the next one begins?",
        "Which method of a module does more than one thing, and which of them is not done here?",
    ),
    right=training_with(),
    suspects=(
        Suspect(
            "not-cleared",
            training_with(start=lambda grads: grads),
            "the gradients of earlier steps are never set back to 0",
            "",
        ),
        Suspect(
            "forward-once",
            training_with(again=False),
            "all steps use the predictions of the first",
            "Is the planted forward pass inside of the loop?",
        ),
        Suspect(
            "no-two",
            training_with(slope=1.0),
            "the slope of the square lacks its factor 2",
            "Who computes the gradient of the loss in the planted lines?",
        ),
        Suspect(
            "bias-stays",
            training_with(moves=False),
            "only the weight is moved",
            "Over which parameters does the planted loop run?",
        ),
        Suspect(
            "uphill",
            training_with(sign=1.0),
            "the step goes up the slope",
            "Which sign stands before the planted learning rate?",
        ),
    ),
    bug="not-cleared",
    exposing=(0.5, X, TARGET, 0.1, 2),
    blind=(0.5, X, TARGET, 0.1, 1),
    more_exposing=((1.0, np.array([1.0]), np.array([0.0]), 0.1, 3), (-2.0, X, TARGET, 0.01, 5)),
    outputs=("w", "b"),
    praise="Where does this adding up help, if only part of a batch fits into memory?",
)
