"""Exercises for lesson 01: one neuron, z = w x + b, a = sigmoid(z), L = (a - y)^2.

Each exercise stands beside its reference and its usual mistakes. Plain numbers throughout.
In the order of the lesson:

    neurons            the neuron itself, and the numbers to test with
    parts              the steps of the neuron done wrong, for all exercises
    slope_by_head      dL_dw: predict one slope
    forward_pass       forward: z, a and the loss
    slopes             local_slopes: each step's own slope
    slopes_multiplied  gradients: the chain rule
    half_the_loss      matching_lr: the 1/2 convention
    one_step           update: one step downhill
    logistic           logistic_gradients: another loss
    hunt               find_the_bug: a bug that the lesson's example hides
    many_steps         train: the step in a loop

And the gaps of the lesson itself, many of whose mistakes are those of the exercises:

    slope_from_value   sigmoid_slope: one local slope
    backward_pass      neuron_backward: the product of the slopes
    whole_step         train_step: forward, backward, update
    many_examples      mean_gradients: cross-entropy over many examples
"""

from .backward_pass import neuron_backward
from .forward_pass import forward
from .half_the_loss import matching_lr
from .hunt import find_the_bug
from .logistic import logistic_gradients
from .many_examples import mean_gradients
from .many_steps import train
from .one_step import update
from .slope_by_head import dL_dw
from .slope_from_value import sigmoid_slope
from .slopes import local_slopes
from .slopes_multiplied import gradients
from .whole_step import train_step

GAPS = (sigmoid_slope, neuron_backward, train_step, mean_gradients)

EXERCISES = (
    dL_dw,
    forward,
    local_slopes,
    gradients,
    matching_lr,
    update,
    logistic_gradients,
    find_the_bug,
    train,
)
