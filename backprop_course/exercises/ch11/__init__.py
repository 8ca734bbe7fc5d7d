"""The gaps of lesson 11: an engine that walks back over a record.

In the order of the lesson:

    probes      small graphs to test with
    one_node    shares: what one node sends to its inputs
    order       inputs_first: each node after all of its inputs
    walk_back   walk: every node visited once, and its gradients added up
    on_paper    A, B, C: for pencil and paper
"""

from .on_paper import A, B, C
from .one_node import shares
from .order import inputs_first
from .walk_back import walk

GAPS = (shares, inputs_first, walk, A, B, C)
EXERCISES = ()
