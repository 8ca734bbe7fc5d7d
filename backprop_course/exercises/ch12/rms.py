"""Implement: the backward pass of RMS norm, which divides and subtracts nothing."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from .probes import PAIRS, sizes_of

EPS = 1e-5


def root(x, axis=1, eps=EPS):
    return np.sqrt(np.mean(x**2, axis, keepdims=True) + eps)


def backward_with(
    centre=lambda x: x,
    size=root,
    axis=1,
    mean=lambda g: 0.0,
    along=np.mean,
    z_at=lambda x, r: x / r,
    share=1.0,
    divide=lambda r: r,
    upstream=lambda g, gain: g * gain,
    gather=lambda products: np.sum(products, axis=0),
):
    """The two gradients with some of their parts replaced."""

    def answer(grad_y, x, gain):
        x = centre(x)
        r = size(x)
        z, g = z_at(x, r), upstream(grad_y, gain)
        towards_z = share * z * along(g * z, axis=axis, keepdims=True)
        return (g - mean(g) - towards_z) / divide(r), gather(grad_y * (x / r))

    return answer


backward = backward_with()


def plain(grad_y, x, gain):
    r = np.sqrt(np.mean(x**2, axis=1, keepdims=True) + 1e-5)
    z = x / r
    g = grad_y * gain
    grad_x = (g - z * np.mean(g * z, axis=1, keepdims=True)) / r
    grad_gain = np.sum(grad_y * z, axis=0)
    return grad_x, grad_gain


def by_paths(grad_y, x, gain):
    r, g = root(x), grad_y * gain
    grad_r = -np.sum(g * x, axis=1, keepdims=True) / r**2
    return g / r + grad_r * x / (r * x.shape[1]), np.einsum("nf,nf->f", grad_y, x / r)


def loss(grad_y, x, gain):
    """What the gradients are slopes of: the outputs, weighted by what arrives."""
    return float(np.sum(grad_y * gain * x / root(x)))


def columns(x):
    return root(x, axis=0)


WHOLE = "Which numbers share a root here?"
STRETCH = "If z itself arrives, and gain is 1, what should come back (but for eps)?"

rms_norm_backward = Exercise(
    name="rms_norm_backward",
    points=3,
    minutes=10,
    grade="core",
    kind="implement",
    hints=(
        "How many paths lead from x to z, if there is no mean to subtract?",
        "Stretching a row changes no output. So which direction must be taken away from what "
        "arrives at z?",
    ),
    reference=lambda grad_y, x, gain: backward(grad_y, x, gain),
    accepted=(plain, by_paths),
    mistakes=(
        Mistake(
            "rms.as-layer-norm",
            backward_with(mean=lambda g: g.mean(axis=1, keepdims=True)),
            "the mean of what arrives is taken away, as in layer norm",
            "If all numbers of a row are shifted, do the outputs of this norm stay the same?",
        ),
        Mistake(
            "rms.centred",
            backward_with(centre=lambda x: x - x.mean(axis=1, keepdims=True)),
            "the mean of x is subtracted first, as in layer norm",
            "Which formula of the task subtracts something?",
        ),
        Mistake(
            "rms.straight-alone",
            backward_with(share=0.0),
            "the path through the root is missing",
            STRETCH,
        ),
        Mistake("rms.plus", backward_with(share=-1.0), "the term along z is added", STRETCH),
        Mistake(
            "rms.sum-along-z",
            backward_with(along=np.sum),
            "the products with z are summed, where their mean is wanted",
            "By what did the forward pass divide the sum of the squares?",
        ),
        Mistake(
            "rms.half",
            backward_with(share=0.5),
            "the term along z is half as large as it should be: the 2 of the square is missing",
            "What does the derivative of a square bring down?",
        ),
        Mistake(
            "rms.x-for-z",
            backward_with(z_at=lambda x, r: x),
            "the term along z holds x itself in both places",
            "How does your result change when x and eps are tiny?",
        ),
        Mistake(
            "rms.mean-square",
            backward_with(divide=lambda r: r**2),
            "it is divided by the mean square, not by its root",
            "x is stretched by 2, and z stays. How does the gradient of x change?",
        ),
        Mistake(
            "rms.not-divided",
            backward_with(divide=lambda r: 1.0),
            "it is not divided by the root",
            "x is stretched by 2, and z stays. How does the gradient of x change?",
        ),
        Mistake(
            "rms.columns",
            backward_with(size=columns, axis=0),
            "the roots are those of the columns",
            WHOLE,
        ),
        Mistake(
            "rms.columns-along-z",
            backward_with(axis=0),
            "the mean of the products with z runs over the examples",
            WHOLE,
        ),
        Mistake(
            "rms.whole-array",
            backward_with(along=lambda g, axis, keepdims: np.mean(g)),
            "the mean of the products with z runs over the whole array",
            WHOLE,
        ),
        Mistake(
            "rms.no-gain",
            backward_with(upstream=lambda g, gain: g),
            "grad_x does not go through the gain",
            "What arrives at z, if grad_y arrives at gain * z?",
        ),
        Mistake(
            "rms.gain-averaged",
            backward_with(gather=lambda products: np.mean(products, axis=0)),
            "the gradient of gain is averaged over the examples",
            "Do the paths of several examples add up, or are they averaged?",
        ),
        Mistake(
            "rms.gain-per-example",
            backward_with(gather=lambda products: products),
            "the gradient of gain has one row for each example",
            "What shape does gain have, and what shape does its gradient have?",
        ),
        Mistake(
            "rms.no-eps",
            backward_with(size=lambda x: root(x, eps=0.0)),
            "eps is left out",
            "What does the formula of the root hold beside the mean square?",
        ),
        Mistake(
            "rms.eps-outside",
            backward_with(size=lambda x: root(x, eps=0.0) + EPS),
            "eps is added after the root",
            "Does eps stand inside of the root, or outside?",
        ),
    ),
    probes=(
        *(
            Probe((grad, x - 2.0, np.arange(1, x.shape[1] + 1) * 0.5 - 0.75), sizes_of(x))
            for grad, x in PAIRS
        ),
        Probe(
            (
                np.array([[1.0, -2.0, 0.5, 1.0, 2.0]] * 2),
                0.004 * np.array([[1.0, 2.0, -1.0, 0.5, 3.0], [2.0, 1.0, 0.5, -3.0, 1.0]]),
                np.array([1.0, 0.5, -1.0, 2.0, 1.5]),
            ),
            {"n": 2, "features": 5},
            smooth=False,  # so small that a central difference would see the curve
        ),
    ),
    plain=plain,
    outputs=("grad_x", "grad_gain"),
    output_points=(2, 1),
    objective=loss,
    slope_of={"grad_x": "x", "grad_gain": "gain"},
    praise="What does each row of grad_x add up to, and what do its products with x add up to?",
)
