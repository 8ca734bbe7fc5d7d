"""The steps of a two-layer network done wrong: each is put into every exercise that has the step.

LAYERS       y from (x, W, b)
ACTIVATIONS  a from z
OUTPUTS      the second layer, with something after it
MASKS        grad_z from (grad_a, z)
GRAD_X, GRAD_W, GRAD_B, LEFT_OUT_W, LEFT_OUT_B   one gradient of a layer from (grad_y, x, W)
AT_LOGITS    the gradient at the logits from (logits, labels)
BATCHES      (x, labels) of which a part is used
"""

from .at_logits import AT_LOGITS, ENTRIES, OVERFLOWS, shifted_by, unstable_softmax
from .batches import BATCHES
from .forward import ACTIVATIONS, LAYERS, OUTPUTS, then
from .through_layer import (
    FROM_ABOVE,
    GRAD_B,
    GRAD_W,
    GRAD_X,
    LEFT_OUT_B,
    LEFT_OUT_W,
    LOOP_END,
    SUMMED,
)
from .through_relu import MASKS

__all__ = [
    "ACTIVATIONS",
    "AT_LOGITS",
    "BATCHES",
    "ENTRIES",
    "FROM_ABOVE",
    "GRAD_B",
    "GRAD_W",
    "GRAD_X",
    "LAYERS",
    "LEFT_OUT_B",
    "LEFT_OUT_W",
    "LOOP_END",
    "MASKS",
    "OUTPUTS",
    "OVERFLOWS",
    "SUMMED",
    "shifted_by",
    "then",
    "unstable_softmax",
]
