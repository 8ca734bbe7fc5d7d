"""The gaps of lesson 14: small cures, and a number that no training can go below.

In the order of the lesson:

    probes         what to test with
    layer          relu_backward: the cure of a layer that returns its slope alone
    lowest         lowest_loss: what squeezed logits can reach
    inputs         normalized: the cure of raw inputs
    step           both_updated: the cure of a step that updates too early
    on_paper       A, B, C: for pencil and paper

Its exercise notebook plants bugs of its own:

    stuck          stuck_losses: where three bugs leave the loss, predicted
    cure           cured: the backward pass of a whole ReLU layer
    kill           layer_check: a check that must kill planted errors
    debugger       debugged: name, expose and cure the bug of any seed
"""

from .cure import cured
from .debugger import debugged
from .inputs import normalized
from .kill import layer_check
from .layer import relu_backward
from .lowest import lowest_loss
from .on_paper import A, B, C
from .step import both_updated
from .stuck import stuck_losses

GAPS = (relu_backward, lowest_loss, normalized, both_updated, A, B, C)
EXERCISES = (stuck_losses, cured, layer_check, debugged)
