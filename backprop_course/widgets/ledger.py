"""The explorer of the reduction ledger."""

import numpy as np

from ..figures.losses import ledger, ledger_picture
from ..losses import REDUCTIONS
from .controls import choice, slider
from .explorer import Explorer

SQUARED = [(f"{name}, {r}", (name, r)) for name in ledger.SQUARED for r in REDUCTIONS]


def explore_ledger(n=4, k=3, *, printed=("mse", "mean"), sent=("mse", "sum")):
    """The ledger for any batch, with one squared error printed and the gradient of another sent."""
    controls = {
        "n": slider("n", n, 1, 16, 1),
        "k": slider("k", k, 1, 8, 1),
        "printed": choice("printed", SQUARED),
        "sent": choice("sent", SQUARED),
    }
    controls["printed"].value, controls["sent"].value = printed, sent
    _, opening = _draw(n, k, printed, sent)
    return Explorer(controls, _draw, description=opening)


def _draw(n, k, printed, sent):
    numbers = ledger.small_numbers(n, k, rng=np.random.default_rng(0))
    trace = ledger.trace_ledger(*numbers)
    return ledger_picture.draw_ledger(trace, printed, sent), ledger.describe_ledger(
        trace, printed, sent
    )
