"""Implement: the backward pass of layer norm, with its gain and shift."""

import numpy as np

from ...checking import Exercise, Mistake
from ...ops import layer_norm_vjp
from ...ops.normalization import standardize_vjp
from .probes import WITH_GAIN, steps


def layer_with(
    axis=1,
    gain_axis=0,
    through_gain=lambda g, gain: g * gain,
    normalized=lambda z, x: z,
    reduced=np.sum,
    upstream=lambda g, gain: g,
):
    """The three gradients with some of their parts replaced."""

    def answer(grad_y, x, gain):
        z, _, s = steps(x, axis, eps=1e-5)
        grad_x = standardize_vjp(through_gain(grad_y, gain), z, s, axis)
        grad_shift = upstream(grad_y, gain)
        grad_gain = grad_shift * normalized(z, x)
        return grad_x, reduced(grad_gain, axis=gain_axis), reduced(grad_shift, axis=gain_axis)

    return answer


def by_package(grad_y, x, gain):
    return layer_norm_vjp(grad_y, x, gain, np.zeros_like(gain))


def forward(grad_y, x, gain):
    """What the gradients are slopes of: the outputs, weighted by what arrives."""
    return float(np.sum(grad_y * gain * steps(x, 1, eps=1e-5)[0]))


def plain(grad_y, x, gain):
    c = x - x.mean(axis=1, keepdims=True)
    s = np.sqrt(np.mean(c**2, axis=1, keepdims=True) + 1e-5)
    z = c / s
    grad_z = grad_y * gain
    along = z * np.mean(grad_z * z, axis=1, keepdims=True)
    grad_x = (grad_z - grad_z.mean(axis=1, keepdims=True) - along) / s
    grad_gain = np.sum(grad_y * z, axis=0)
    grad_shift = np.sum(grad_y, axis=0)
    return grad_x, grad_gain, grad_shift


layer_norm_backward = Exercise(
    name="layer_norm_backward",
    points=3,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "What arrives at z, if grad_y arrives at gain * z + shift?",
        "Which numbers share a mean in layer norm, and along which axis do they lie?",
        "gain was copied to all examples. Over what does its gradient add up, and what shape does "
        "it have?",
    ),
    reference=lambda grad_y, x, gain: layer_with()(grad_y, x, gain),
    accepted=(by_package, layer_with()),
    mistakes=(
        Mistake(
            "layer-norm.columns",
            layer_with(axis=0),
            "mean and deviation are those of batch norm, along the columns",
            "Which numbers share a mean in layer norm?",
        ),
        Mistake(
            "layer-norm.no-gain",
            layer_with(through_gain=lambda g, gain: g),
            "grad_x does not go through the gain",
            "What arrives at z, if grad_y arrives at gain * z + shift?",
        ),
        Mistake(
            "layer-norm.gain-along-rows",
            layer_with(gain_axis=1),
            "the gradients of gain and shift are summed along the rows",
            "What shape does gain have, and what shape does its gradient have?",
        ),
        Mistake(
            "layer-norm.raw-x",
            layer_with(normalized=lambda z, x: x),
            "the gradient of gain holds x itself",
            "By what is gain multiplied in the forward pass?",
        ),
        Mistake(
            "layer-norm.averaged",
            layer_with(reduced=np.mean),
            "the gradients of gain and shift are averaged over the examples",
            "Do the paths of several examples add up, or are they averaged?",
        ),
        Mistake(
            "layer-norm.gain-twice",
            layer_with(upstream=lambda g, gain: g * gain),
            "the gradients of gain and shift hold the gain as well",
            "Does shift go through the gain?",
        ),
        Mistake(
            "layer-norm.constants",
            lambda grad_y, x, gain: (
                grad_y * gain / steps(x, 1, eps=1e-5)[2],
                *layer_with()(grad_y, x, gain)[1:],
            ),
            "mean and deviation are treated as constants",
            "What does each row of grad_x add up to?",
        ),
    ),
    probes=WITH_GAIN,
    plain=plain,
    outputs=("grad_x", "grad_gain", "grad_shift"),
    objective=forward,
    slope_of={"grad_x": "x", "grad_gain": "gain"},
    praise="Two axes in one layer: which of them would change in batch norm?",
)
