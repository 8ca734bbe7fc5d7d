"""The gaps of lesson 14: small cures, and a number that no training can go below.

In the order of the lesson:

    probes         what to test with
    layer          relu_backward: the cure of a layer that returns its slope alone
    lowest         lowest_loss: what squeezed logits can reach
    inputs         normalized: the cure of raw inputs
    step           both_updated: the cure of a step that updates too early
    on_paper       A, B, C: for pencil and paper
"""

from .inputs import normalized
from .layer import relu_backward
from .lowest import lowest_loss
from .on_paper import A, B, C
from .step import both_updated

GAPS = (relu_backward, lowest_loss, normalized, both_updated, A, B, C)
EXERCISES = ()
