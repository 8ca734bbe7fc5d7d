"""The gaps of lesson 05: softmax, cross-entropy, and both together.

In the order of the lesson:

    probes             the rows to test with
    through_softmax    softmax_backward: the backward pass without a Jacobian
    through_loss       logits_gradient: softmax and cross-entropy fused, for a batch
    stable             stable_softmax: no overflow, row by row
    on_paper           A, B, C: for pencil and paper
"""

from .on_paper import A, B, C
from .stable import stable_softmax
from .through_loss import logits_gradient
from .through_softmax import softmax_backward

GAPS = (softmax_backward, logits_gradient, stable_softmax, A, B, C)
EXERCISES = ()
