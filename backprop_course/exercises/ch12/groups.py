"""Implement: the backward pass of group norm, without gain and shift."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from ...ops.normalization import standardize_vjp
from .probes import steps

RNG = np.random.default_rng(12012)


def cut(array, groups):
    """Neighbouring features together: (n, groups, features per group)."""
    return array.reshape(len(array), groups, -1)


def backward_with(
    split=cut,
    join=lambda array, like: array.reshape(like.shape),
    axis=2,
    vjp=standardize_vjp,
    eps=1e-5,
):
    """The gradient with some of its parts replaced."""

    def answer(grad_z, x, groups):
        z, _, s = steps(split(x, groups), axis, eps)
        return join(vjp(split(grad_z, groups), z, s, axis), x)

    return answer


backward = backward_with()


def missing(mean=1.0, along=1.0):
    """The short formula with one of its terms left out."""

    def vjp(g, z, s, axis):
        products = np.mean(g * z, axis, keepdims=True)
        return (g - mean * g.mean(axis, keepdims=True) - along * z * products) / s

    return vjp


def woven(array, groups):
    return array.reshape(len(array), -1, groups).swapaxes(1, 2)


def plain(grad_z, x, groups):
    n, features = x.shape
    g = grad_z.reshape(n, groups, features // groups)
    c = x.reshape(n, groups, features // groups)
    c = c - c.mean(axis=2, keepdims=True)
    s = np.sqrt(np.mean(c**2, axis=2, keepdims=True) + 1e-5)
    z = c / s
    grad_x = (g - g.mean(axis=2, keepdims=True) - z * np.mean(g * z, axis=2, keepdims=True)) / s
    return grad_x.reshape(n, features)


def one_by_one(grad_z, x, groups):
    parts = []
    for columns in np.split(np.arange(x.shape[1]), groups):
        z, _, s = steps(x[:, columns], 1, 1e-5)
        parts.append(standardize_vjp(grad_z[:, columns], z, s, 1))
    return np.concatenate(parts, axis=1)


def loss(grad_z, x, groups):
    z, _, _ = steps(cut(x, groups), 2, 1e-5)
    return float(np.sum(cut(grad_z, groups) * z))


def probe(n, groups, each, scale=1.0):
    shape = n, groups * each
    x = np.round(scale * RNG.normal(1, 2, shape), 4)
    sizes = {"n": n, "groups": groups, "features": groups * each}
    return Probe((np.round(RNG.normal(size=shape), 2), x, groups), sizes, smooth=scale == 1.0)


SHARE = "Which numbers of an example share a mean, if there are two groups of three features?"

group_norm_backward = Exercise(
    name="group_norm_backward",
    points=2,
    minutes=10,
    grade="stretch",
    kind="implement",
    hints=(
        "Which shape gives each group an axis of its own, so that one mean runs along one axis?",
        "The short formula of the lesson needs an axis. Which one is it after the reshaping?",
    ),
    reference=lambda grad_z, x, groups: backward(grad_z, x, groups),
    accepted=(plain, one_by_one),
    mistakes=(
        Mistake(
            "group.layer-norm",
            backward_with(split=lambda array, groups: cut(array, 1)),
            "all features of an example share one mean, as in layer norm",
            SHARE,
        ),
        Mistake(
            "group.batch-norm",
            backward_with(axis=0),
            "the means run over the examples, as in batch norm",
            SHARE,
        ),
        Mistake(
            "group.across-examples",
            backward_with(axis=(0, 2)),
            "the means run over the group in all examples at once",
            SHARE,
        ),
        Mistake(
            "group.across-groups",
            backward_with(axis=1),
            "the means run across the groups, not within them",
            SHARE,
        ),
        Mistake(
            "group.both",
            backward_with(split=lambda array, groups: array.reshape(1, groups, -1)),
            "the array was cut without regard to where an example ends",
            "Which axis of the reshaped array still counts the examples?",
        ),
        Mistake(
            "group.count-for-size",
            backward_with(split=lambda array, groups: array.reshape(len(array), -1, groups)),
            "the number of groups was taken for the number of features in a group",
            SHARE,
        ),
        Mistake(
            "group.woven",
            backward_with(
                split=woven, join=lambda array, like: array.swapaxes(1, 2).reshape(like.shape)
            ),
            "a group takes every second (or third) feature, not neighbours",
            SHARE,
        ),
        Mistake(
            "group.not-rejoined",
            backward_with(join=lambda array, like: array),
            "the result still has an axis for the groups",
            "What shape should grad_x have?",
        ),
        Mistake(
            "group.no-mean",
            backward_with(vjp=missing(mean=0.0)),
            "the path through the mean is missing",
            "What should the gradient of one group add up to?",
        ),
        Mistake(
            "group.no-deviation",
            backward_with(vjp=missing(along=0.0)),
            "the path through the deviation is missing",
            "If z itself arrives, what should come back?",
        ),
        Mistake(
            "group.straight-alone",
            backward_with(vjp=missing(0.0, 0.0)),
            "only the straight path is taken",
            "If one number of a group grows, do the others of the group stay where they are?",
        ),
        Mistake(
            "group.no-eps",
            backward_with(eps=0.0),
            "eps is left out",
            "What stands under the root beside the variance?",
        ),
    ),
    probes=(
        probe(1, 2, 3),
        probe(3, 4, 3),
        probe(4, 3, 5),
        probe(2, 5, 4, scale=0.005),
    ),
    plain=plain,
    outputs=("grad_x",),
    objective=loss,
    slope_of={"grad_x": "x"},
    praise="Which norms do you get with one group, and with as many groups as features?",
)
