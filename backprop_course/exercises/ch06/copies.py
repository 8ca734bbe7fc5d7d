"""Implement: add up what NumPy has copied."""

import numpy as np

from ...checking import Exercise, Mistake
from .probes import COPIES


def in_front(grad, shape):
    """The axes that stand in front of those of ``shape``."""
    return tuple(range(grad.ndim - len(shape)))


def of_length_1(shape):
    return tuple(i for i, size in enumerate(shape) if size == 1)


def unbroadcast_with(front=in_front, stretched=of_length_1, add=np.sum, last=np.reshape):
    """Both sums with some of their parts replaced."""

    def answer(grad, shape):
        grad = add(grad, axis=front(grad, shape))
        grad = add(grad, axis=stretched(shape), keepdims=True)
        return last(grad, shape) if grad.size == np.prod(shape, dtype=int) else grad

    return answer


reference = unbroadcast_with()


def axis_by_axis(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for axis, size in enumerate(shape):
        if size == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


def all_at_once(grad, shape):
    padded = (1,) * (grad.ndim - len(shape)) + tuple(shape)
    copied = tuple(i for i, size in enumerate(padded) if size == 1)
    return grad.sum(axis=copied, keepdims=True).reshape(shape)


LOST = "How many entries did the array have before it was copied, and how long is each axis?"
ONE_ENTRY = "Through how many of its copies does one entry reach the loss?"


def plain(grad, shape):
    front = tuple(range(grad.ndim - len(shape)))
    grad = grad.sum(axis=front)
    stretched = tuple(i for i, size in enumerate(shape) if size == 1)
    return grad.sum(axis=stretched, keepdims=True)


unbroadcast = Exercise(
    name="unbroadcast",
    points=2,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "Which axes of grad are not in shape at all? NumPy puts them in front, so their numbers "
        "are 0, 1, ... up to how many?",
        "After that sum both have the same number of axes. Which axes of shape could NumPy have "
        "stretched? They should keep their length of 1.",
    ),
    reference=lambda grad, shape: reference(grad, shape),
    accepted=(axis_by_axis, all_at_once),
    mistakes=(
        Mistake(
            "unbroadcast.front-alone",
            unbroadcast_with(stretched=lambda shape: ()),
            "the axes of length 1 that were stretched are not summed",
            "What shape does your result have when shape is (3, 1)?",
        ),
        Mistake(
            "unbroadcast.stretched-alone",
            unbroadcast_with(front=lambda grad, shape: ()),
            "the axes that were put in front are not summed",
            "What shape does your result have when shape is (2,)?",
        ),
        Mistake(
            "unbroadcast.mean",
            unbroadcast_with(add=np.mean),
            "the copies are averaged, where their gradients add",
            ONE_ENTRY,
        ),
        Mistake(
            "unbroadcast.first-copy",
            unbroadcast_with(
                add=lambda grad, axis, keepdims=False: of_first_copy(grad, axis, keepdims)
            ),
            "only the first copy is used",
            ONE_ENTRY,
        ),
        Mistake(
            "unbroadcast.mean-of-stretched",
            lambda grad, shape: grad.sum(axis=in_front(grad, shape)).mean(
                axis=of_length_1(shape), keepdims=True
            ),
            "the copies along a stretched axis are averaged, where their gradients add",
            ONE_ENTRY,
        ),
        Mistake(
            "unbroadcast.axes-lost",
            lambda grad, shape: grad.sum(axis=in_front(grad, shape)).sum(axis=of_length_1(shape)),
            "the sum over a stretched axis takes the axis away",
            LOST,
        ),
        Mistake(
            "unbroadcast.reshaped",
            lambda grad, shape: grad.ravel()[: np.prod(shape, dtype=int)].reshape(shape),
            "entries are cut off until the shape fits, where copies should be added",
            ONE_ENTRY,
        ),
        Mistake(
            "unbroadcast.everything",
            lambda grad, shape: np.full(shape, grad.sum()),
            "every entry gets the sum of the whole array",
            "Which entries of grad belong to copies of one and the same entry?",
        ),
        Mistake(
            "unbroadcast.unchanged",
            lambda grad, shape: grad.copy(),
            "nothing is added",
            LOST,
        ),
    ),
    probes=COPIES,
    outputs=("grad",),
    plain=plain,
    praise="Which of the lessons before had this sum for a single number that was used twice?",
)


def of_first_copy(grad, axis, keepdims):
    """The first entry along each of these axes."""
    for one in sorted(np.atleast_1d(axis).astype(int), reverse=True):
        grad = np.take(grad, [0] if keepdims else 0, axis=one)
    return grad
