"""How many units have stopped learning: dead after a ReLU, or saturated at an end of a range."""

import numpy as np

from ..arguments import array


def dead_share(activations):
    """Share of units that are 0 for every example: after a ReLU, nothing they get can train them.

    Shapes: activations (n, ...), one example in a row; the rest of the shape counts the units.
    """
    return float(np.mean((_batch(activations) == 0).all(axis=0)))


def saturated_share(activations, *, lowest, highest, margin=0.01):
    """Share of entries close to an end of the activation's range: -1 and 1 for tanh.

    ``margin`` says how close, as a share of the range.  Shapes: activations (n, ...).
    """
    if not lowest < highest:
        raise ValueError(f"lowest, highest: expected a range, got {lowest!r} to {highest!r}")
    activations, reach = _batch(activations), margin * (highest - lowest)
    at_an_end = (activations <= lowest + reach) | (activations >= highest - reach)
    return float(np.mean(at_an_end))


def _batch(activations):
    activations = array("activations", activations)
    if activations.ndim < 2 or not activations.size:
        raise ValueError(
            f"activations: expected shape (n, units), with examples and units, "
            f"got {activations.shape}"
        )
    return activations
