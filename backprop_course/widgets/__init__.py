"""Explorers: pictures with controls. They hold no mathematics, only wires between the parts.

`explorer` is the shared part; each of the others fills it in for one picture.
"""

from .explorer import Explorer
from .neuron import explore_neuron
from .nudge import explore_nudge

__all__ = ["Explorer", "explore_neuron", "explore_nudge"]
