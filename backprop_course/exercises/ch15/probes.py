"""Images and filters to test with; the first holds the numbers of the lesson."""

import numpy as np

from ...checking import Probe

RNG = np.random.default_rng(15)
IMAGE = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0], [2.0, 0.0, 1.0]])
FILTER = np.array([[1.0, -1.0], [2.0, 0.0]])
GRAD = np.array([[1.0, 2.0], [0.0, -1.0]])
SHAPES = (((4, 6), (2, 3)), ((5, 4), (3, 2)), ((7, 5), (3, 3)))  # image, filter


def with_gradient(image_shape, filter_shape):
    places = [image - size + 1 for image, size in zip(image_shape, filter_shape, strict=True)]
    shapes = places, image_shape, filter_shape
    return tuple(RNG.normal(size=shape).round(2) for shape in shapes)


TRIPLES = ((GRAD, IMAGE, FILTER), *(with_gradient(*shapes) for shapes in SHAPES))
SLIDES = tuple(Probe((x, W)) for _, x, W in TRIPLES)
GRADIENTS = tuple(Probe(triple) for triple in TRIPLES)


def pooled(*shape):
    """An image without two equal numbers, and a gradient for each window of 2 by 2."""
    half = tuple(side // 2 for side in shape)
    return Probe((RNG.normal(size=half).round(2), RNG.normal(size=shape).round(2)))


POOLS = (
    Probe((np.array([[10.0, -20.0]]), np.array([[1.0, 5.0, 0.0, -1.0], [2.0, 3.0, -2.0, -4.0]]))),
    pooled(4, 6),
    pooled(2, 8),
    pooled(6, 4),
)
