"""Lesson 05: softmax, cross-entropy, and both together, as gaps and as exercises.

In the order of the lesson:

    probes             the rows to test with
    through_softmax    softmax_backward: the backward pass without a Jacobian
    through_loss       logits_gradient: softmax and cross-entropy fused, for a batch
    stable             stable_softmax: no overflow, row by row
    on_paper           A, B, C: for pencil and paper

Its exercise notebook asks for more than the lesson's lines:

    pull               pull: one number of a batch, predicted
    tempered           tempered_gradient: scores divided by a temperature
    weighted           weighted_gradient: targets that are probabilities, examples with weights
    kill               softmax_check: a check that must kill planted errors
    hunt               find_the_column: a bug that one example cannot show
    classifier         softmax_step: a step of a classifier, which then reads digits
    entropy            entropy_gradient: another loss above the softmax
"""

from .classifier import softmax_step
from .entropy import entropy_gradient
from .hunt import find_the_column
from .kill import softmax_check
from .on_paper import A, B, C
from .pull import pull
from .stable import stable_softmax
from .tempered import tempered_gradient
from .through_loss import logits_gradient
from .through_softmax import softmax_backward
from .weighted import weighted_gradient

GAPS = (softmax_backward, logits_gradient, stable_softmax, A, B, C)
EXERCISES = (
    pull,
    tempered_gradient,
    weighted_gradient,
    softmax_check,
    find_the_column,
    softmax_step,
    entropy_gradient,
)
