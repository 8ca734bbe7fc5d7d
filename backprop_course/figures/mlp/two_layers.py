"""A network of two layers as a circuit of arrays: forward above the wires, backward below.

`draw_two_layers` takes the arrays of one pass and writes their shapes; a band is as wide as the
largest entry of the gradient that comes back along it.
"""

import numpy as np


def describe_two_layers(values):
    """The picture in a sentence or two."""
    shapes = ", ".join(f"{name} {np.shape(value)}" for name, value in values.items())
    return (
        "A network of two layers. Forward, left to right: a linear map, ReLU, a second linear map, "
        "the loss. Backward, right to left, each gradient has the shape of its value. "
        f"The shapes are {shapes}."
    )
