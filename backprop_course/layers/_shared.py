"""What every layer asks before it goes back, and before it writes into a buffer."""

import numpy as np


def remembered(module, value):
    """What ``module`` kept on the way forward; without a forward pass there is no way back."""
    if value is None:
        raise RuntimeError(f"{type(module).__name__}.backward needs a forward pass before it")
    return value


def fitting(out, shape, *inputs):
    """The buffer ``out``, if it has this shape and the type that the ``inputs`` lead to."""
    if out is not None and out.shape == shape and out.dtype == np.result_type(*inputs):
        return out
    return None
