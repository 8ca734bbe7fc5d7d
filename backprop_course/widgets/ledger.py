"""The explorer of the reduction ledger."""

import numpy as np

from ..figures.losses import ledger, ledger_picture
from ..losses import REDUCTIONS
from .controls import choice, slider
from .explorer import Explorer

SQUARED = [(f"{name}, {r}", (name, r)) for name in ledger.SQUARED for r in REDUCTIONS]


def explore_ledger(prediction=None, target=None, *, printed=("mse", "mean"), sent=("mse", "sum")):
    """The ledger of a batch, with one squared error printed and the gradient of another sent.

    Shapes: prediction and target (n, k).  Without them, and for other n and k, they are random.
    """
    first = _random(4, 3) if prediction is None else (np.asarray(prediction), np.asarray(target))
    n, k = first[0].shape
    controls = {
        "n": slider("n", n, 1, 16, 1),
        "k": slider("k", k, 1, 8, 1),
        "printed": choice("printed", SQUARED),
        "sent": choice("sent", SQUARED),
    }
    controls["printed"].value, controls["sent"].value = printed, sent

    def draw(n, k, printed, sent):
        numbers = first if (n, k) == first[0].shape else _random(n, k)
        return _drawn(numbers, printed, sent)

    _, opening = draw(n, k, printed, sent)
    return Explorer(controls, draw, description=opening)


def _random(n, k):
    return ledger.small_numbers(n, k, rng=np.random.default_rng(0))


def _drawn(numbers, printed, sent):
    trace = ledger.trace_ledger(*numbers)
    words = ledger.describe_ledger(trace, printed, sent)
    return ledger_picture.draw_ledger(trace, printed, sent), words
