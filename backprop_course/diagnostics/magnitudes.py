"""How large are values and gradients, how large are the steps, and how does that change?"""

import numpy as np

from ..arguments import array, same_shape


def root_mean_square(values):
    """The usual size of the entries of one array, as a Python float; 0.0 for an empty one."""
    largest, shares = _scaled(values)
    mean = np.mean(np.square(shares), dtype=np.float64) if shares.size else 0.0
    return largest * float(np.sqrt(mean))


def sizes(values):
    """Root mean square of every array, by name."""
    return {name: root_mean_square(value) for name, value in values.items()}


def gradient_norm(parameters):
    """The length of all gradients taken as one vector."""
    largest, shares = _scaled(np.concatenate([np.ravel(p.grad) for p in parameters]))
    return largest * float(np.sqrt(np.sum(np.square(shares), dtype=np.float64)))


class GradientNorms:
    """The gradient norm over time: ``note`` adds the present one to the list ``norms``.

    Call it after each backward pass, or give it to ``training.fit`` as callback=recorder.note: then
    it notes, after each epoch, the norm of its last minibatch.
    """

    def __init__(self, parameters):
        self.parameters = list(parameters)
        self.norms = []

    def note(self, *_):
        """Add the present norm; what a callback is called with is not needed."""
        self.norms.append(gradient_norm(self.parameters))


def update_ratios(before, after):
    """Size of each parameter's change over its size before, by name; near 1e-3 is usual.

    before, after: ``parameter_values(net)`` ahead of a step and after it.
    """
    if before.keys() != after.keys():
        raise ValueError(f"after: expected the names {list(before)}, got {list(after)}")
    return {name: _ratio(name, before[name], after[name]) for name in before}


def _ratio(name, before, after):
    before, after = array(name, before), array(name, after)
    same_shape(f"after[{name!r}]", after, "before", before)
    change, size = root_mean_square(after - before), root_mean_square(before)
    return change / size if size else (float("inf") if change else 0.0)


def _scaled(values):
    """The largest |entry|, and all entries over it: their squares cannot overflow, as 1e200 would.

    Where the largest is 0, inf or nan, ones stand for the entries.
    """
    values = array("values", values)
    largest = float(np.max(np.abs(values), initial=0.0))
    if largest == 0 or not np.isfinite(largest):
        return largest, np.ones_like(values, dtype=np.float64)
    return largest, np.abs(values) / largest
