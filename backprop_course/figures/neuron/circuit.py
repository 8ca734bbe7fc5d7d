"""One neuron as a circuit: every value above its wire, every gradient below it.

`trace_neuron` computes L = (σ(w x + b) − y)² forward and backward with the formulas of the core;
`draw_neuron` turns the numbers into a picture and computes nothing but positions.
"""

from dataclasses import dataclass

from ... import losses, ops
from ..drawing import svg


@dataclass(frozen=True)
class NeuronTrace:
    """All numbers of one forward and one backward pass; slopes are local, gradients are of L."""

    x: float
    w: float
    b: float
    y: float
    half: bool
    p: float  # w x
    z: float  # p + b
    a: float  # σ(z)
    loss: float  # (a − y)², or half of it
    slope_p_w: float
    slope_p_x: float
    slope_z_p: float
    slope_z_b: float
    slope_a_z: float
    slope_loss_a: float
    grad_loss: float
    grad_a: float
    grad_y: float
    grad_z: float
    grad_p: float
    grad_b: float
    grad_w: float
    grad_x: float


def trace_neuron(x, w, b, y, *, half=False):
    """Forward and backward through one sigmoid neuron with squared error (or half of it)."""
    x, w, b, y = float(x), float(w), float(b), float(y)
    p = ops.mul(w, x)
    z = ops.add(p, b)
    a = ops.sigmoid(z)
    loss, grad_a = (losses.half_mse if half else losses.mse)(a, y)
    (grad_z,) = ops.sigmoid_vjp(grad_a, z)
    grad_p, grad_b = ops.add_vjp(grad_z, p, b)
    grad_w, grad_x = ops.mul_vjp(grad_p, w, x)
    # A local slope is what a gate hands back when 1 arrives.
    slope_p_w, slope_p_x = ops.mul_vjp(1.0, w, x)
    slope_z_p, slope_z_b = ops.add_vjp(1.0, p, b)
    (slope_a_z,) = ops.sigmoid_vjp(1.0, z)
    numbers = dict(
        p=p,
        z=z,
        a=a,
        loss=loss,
        slope_p_w=slope_p_w,
        slope_p_x=slope_p_x,
        slope_z_p=slope_z_p,
        slope_z_b=slope_z_b,
        slope_a_z=slope_a_z,
        slope_loss_a=grad_a,
        grad_loss=1.0,
        grad_a=grad_a,
        grad_y=-grad_a,  # L sees only a − y
        grad_z=grad_z,
        grad_p=grad_p,
        grad_b=grad_b,
        grad_w=grad_w,
        grad_x=grad_x,
    )
    return NeuronTrace(x, w, b, y, bool(half), **{name: float(n) for name, n in numbers.items()})


def describe_neuron(trace):
    """The picture in two sentences: the numbers, and what they say."""
    value = values(trace)
    half = " with the half convention" if trace.half else ""
    return (
        f"One neuron{half}: x = {value['x']}, w = {value['w']}, b = {value['b']} give "
        f"p = {value['p']}, z = {value['z']}, a = {value['a']}, and against y = {value['y']} "
        f"the loss is {value['loss']}. Going back, the local slopes multiply to "
        f"∂L/∂w = {svg.written(trace.grad_w)} and ∂L/∂b = {svg.written(trace.grad_b)}: "
        f"{_finding(trace)}."
    )


def explain_step(trace, step):
    """What one step of the picture adds, in a sentence."""
    value = values(trace)
    slope_a = svg.written(trace.slope_a_z)
    sentences = (
        f"The four inputs: x = {value['x']}, w = {value['w']}, b = {value['b']}, y = {value['y']}.",
        f"Forward: × multiplies w and x, p = {value['p']}.",
        f"Forward: + adds b, z = {value['z']}.",
        f"Forward: σ squeezes z between 0 and 1, a = {value['a']}; its slope here is {slope_a}.",
        f"Forward: the loss compares a with y, L = {value['loss']}.",
        "Backward starts at the loss: ∂L/∂L = 1.",
        f"Backward through the loss: ∂L/∂a = {svg.written(trace.grad_a)}.",
        f"Backward through σ: times its slope {slope_a}, ∂L/∂z = {svg.written(trace.grad_z)}.",
        f"Backward through +: its slopes are 1, so ∂L/∂p = ∂L/∂b = {svg.written(trace.grad_b)}.",
        f"Backward through ×: times the other input x = {value['x']}, "
        f"∂L/∂w = {svg.written(trace.grad_w)}; {_direction('w', trace.grad_w)}.",
    )
    return sentences[step]


def _finding(trace):
    signs = [(gradient > 0) - (gradient < 0) for gradient in (trace.grad_w, trace.grad_b)]
    if signs[0] == signs[1]:
        return _direction("w or b", trace.grad_w)
    return f"{_direction('w', trace.grad_w)}, {_direction('b', trace.grad_b)}"


def _direction(name, gradient):
    if gradient == 0:
        return f"nudging {name} changes nothing"
    return f"raising {name} a little {'raises' if gradient > 0 else 'lowers'} the loss"


def values(trace):
    """The values on the wires as they are written, by name."""
    names = ("x", "w", "b", "y", "p", "loss")
    written = {name: svg.written(getattr(trace, name)) for name in names}
    # 2 · 0.15 − 0.3 leaves dust of the last digit, which is not worth a label
    dust = abs(trace.z) < 4e-16 * max(abs(trace.p), abs(trace.b))
    return {**written, "z": "0" if dust else svg.written(trace.z), "a": _written_activation(trace)}


def _written_activation(trace):
    """σ(z), which never reads 1 as long as a gradient passes through it."""
    for digits in (3, 4, 5):
        text = svg.written(trace.a, digits)
        if text != "1" or trace.slope_a_z == 0:
            return text
    return f"1 − {svg.written(1 - trace.a, 1)}"
