"""Explorers: pictures with controls. They hold no mathematics, only wires between the parts.

`explorer` is the shared part; each of the others fills it in for one picture.
"""

from .depth_signal import explore_signal
from .depth_strips import explore_strips
from .descent import explore_descent
from .explorer import Explorer
from .expression import explore_expression
from .gates import explore_gates
from .ledger import explore_ledger
from .mlp import explore_mlp
from .neuron import explore_neuron
from .normalization import explore_normalization
from .nudge import explore_nudge
from .race import explore_lr_sweep, explore_race
from .shapes import explore_shapes
from .softmax import explore_softmax
from .v_curve import explore_v_curve

__all__ = [
    "Explorer",
    "explore_descent",
    "explore_expression",
    "explore_gates",
    "explore_ledger",
    "explore_lr_sweep",
    "explore_mlp",
    "explore_neuron",
    "explore_normalization",
    "explore_nudge",
    "explore_race",
    "explore_shapes",
    "explore_signal",
    "explore_softmax",
    "explore_strips",
    "explore_v_curve",
]
