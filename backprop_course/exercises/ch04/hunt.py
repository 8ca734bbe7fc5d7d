"""Bug hunt: a mean squared error over a data set that is read in batches."""

import numpy as np

from ...checking import BugHunt, Suspect


def read_in_batches(
    joined=lambda squares, counts, size: sum(squares) / sum(counts),
    factor=lambda n, batch: 2 / n,
):
    """Loss and gradient over all batches, with the way to join them replaced."""

    def answer(prediction, target, size):
        squares, counts, grad = [], [], np.zeros(len(prediction))
        for start in range(0, len(prediction), size):
            batch = slice(start, start + size)
            error = prediction[batch] - target[batch]
            squares.append(np.sum(error**2))
            counts.append(len(error))
            grad[batch] = factor(len(prediction), len(error)) * error
        return joined(squares, counts, size), grad

    return answer


def means_averaged(squares, counts, size):
    return np.mean(np.array(squares) / counts)


def full_alone(squares, counts, size):
    full = np.array(counts) == size
    return np.sum(squares, where=full) / max(np.sum(counts, where=full), 1)


find_the_batches = BugHunt(
    name="find_the_batches",
    name_points=1,
    input_points=1,
    minutes=8,
    grade="core",
    hints=(
        "Your friend's six examples make two batches of three. Which of the five would show there "
        "already?",
        "Take five examples in batches of two by hand, with a large error in the last one. By what "
        "is each square divided in the end?",
    ),
    right=read_in_batches(),
    suspects=(
        Suspect(
            "means-averaged",
            read_in_batches(joined=means_averaged),
            "the loss averages the means of the batches, as if all were equally long",
            "",
        ),
        Suspect(
            "last-lost",
            read_in_batches(joined=full_alone),
            "a last batch that is not full is left out of the loss",
            "At which start does the last round of the loop begin?",
        ),
        Suspect(
            "as-if-full",
            read_in_batches(joined=lambda squares, counts, size: sum(squares) / size / len(counts)),
            "the squares of a short batch are divided as if it were full",
            "By what is the last batch divided in the line with `append`?",
        ),
        Suspect(
            "gradient-of-batch",
            read_in_batches(factor=lambda n, batch: 2 / batch),
            "the gradient is that of the mean of each batch, not of the whole mean",
            "Which length stands in the line of the gradient?",
        ),
        Suspect(
            "no-two",
            read_in_batches(factor=lambda n, batch: 1 / n),
            "the gradient lacks the 2 of the square",
            "Would that have shown on the friend's six examples?",
        ),
    ),
    bug="means-averaged",
    exposing=(np.array([1.0, 2.0, 3.0, 4.0, 9.0]), np.array([1.0, 1.0, 1.0, 1.0, 1.0]), 2),
    blind=(np.array([1.0, 2.0, 0.0, -1.0, 3.0, 1.0]), np.array([0.0, 2.0, 1.0, 1.0, 1.0, 4.0]), 3),
    more_exposing=(
        (np.array([0.0, 0.0, 3.0]), np.zeros(3), 2),
        (np.array([5.0, -1.0, 2.0, 0.5]), np.array([1.0, 0.0, 2.0, 0.0]), 3),
    ),
    outputs=("loss", "grad"),
    praise="Does the gradient above belong to the number that is printed?",
)
