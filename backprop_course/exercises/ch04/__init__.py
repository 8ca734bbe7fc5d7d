"""Lesson 04: losses with their gradients, and a logarithm that stays finite.

In the order of the lesson:

    probes        the answers and targets to test with
    squares       mse: the mean squared error and its gradient
    charges       cross_entropy_gradient: rows of probabilities and labels
    log_sum       log_sum_exp: no overflow
    on_paper      A, B, C: for pencil and paper

Its exercise notebook asks for other losses:

    silent        silent_detector: the best answer of a model that knows nothing, predicted
    masked        masked_mse: some targets are missing (masked_mistakes: its usual mistakes)
    rare          rare_loss: one label counts more, and no logit is too large (rare_mistakes)
    counts        count_gradient: from a probability of counts to a gradient
    hunt          find_the_batches: a mean over a data set that is read in batches
    kill          huber_check: a check for a loss of two pieces
    pinball       pinball_loss: too low and too high cost differently
"""

from .charges import cross_entropy_gradient
from .counts import count_gradient
from .hunt import find_the_batches
from .kill import huber_check
from .log_sum import log_sum_exp
from .masked import masked_mse
from .on_paper import A, B, C
from .pinball import pinball_loss
from .rare import rare_loss
from .silent import silent_detector
from .squares import mse

GAPS = (mse, cross_entropy_gradient, log_sum_exp, A, B, C)
EXERCISES = (
    silent_detector,
    masked_mse,
    rare_loss,
    count_gradient,
    find_the_batches,
    huber_check,
    pinball_loss,
)
