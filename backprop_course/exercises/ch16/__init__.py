"""The gaps of the second reading 16: what the forward pass saves, and two ways to save less.

In the order of the lesson:

    probes         arrays, small networks and rows of weights to test with
    saved          saved_bytes: what the layers of a network save
    recomputed     backward_again: the backward pass of a piece that has saved its input alone
    on_the_way     updated_on_the_way: each layer updated as soon as that is safe
    on_paper       A, B, C: for pencil and paper
"""

from .on_paper import A, B, C
from .on_the_way import updated_on_the_way
from .recomputed import backward_again
from .saved import saved_bytes

GAPS = (saved_bytes, backward_again, updated_on_the_way, A, B, C)
EXERCISES = ()
