"""Implement: the probe for two arrays at once, a matrix and a bias."""

import numpy as np

from ...checking import Exercise, Mistake
from .probes import TWO_ARRAYS

H = 1e-30


def probe_with(
    moved=(True, True),
    heard=(True, True),
    claim=lambda terms: sum(np.sum(t) for t in terms),
    scale=lambda terms, slope: sum(np.sum(np.abs(t)) for t in terms),
    slopes=1.0,
    gap=abs,
):
    """The probe with some of its parts replaced."""

    def probe_two(f, grads, params, us):
        places = [p + 1j * H * m * u for p, m, u in zip(params, moved, us, strict=True)]
        slope = slopes * f(*places).imag / H
        terms = [h * g * u for h, g, u in zip(heard, grads, us, strict=True)]
        return gap(slope - claim(terms)) / scale(terms, slope)

    return probe_two


reference = probe_with()


def as_one_vector(f, grads, params, us):
    g, u = (np.concatenate([one.ravel() for one in arrays]) for arrays in (grads, us))
    W, b = params
    slope = np.imag(f(W + 1e-20j * us[0], b + 1e-20j * us[1])) / 1e-20
    return np.abs(slope - g @ u) / np.abs(g * u).sum()


def one_by_one(f, grads, params, us):
    """The slope as the sum of two, each array moved alone."""
    (W, b), (u_W, u_b) = params, us
    slope = f(W + 1e-30j * u_W, b).imag / 1e-30 + f(W, b + 1e-30j * u_b).imag / 1e-30
    claimed = heard = 0.0
    for g, u in zip(grads, us, strict=True):
        claimed += np.sum(g * u)
        heard += np.sum(np.abs(g * u))
    return abs(slope - claimed) / heard


def central(f, grads, params, us):
    """A slope by nudges up and down, which step across a kink that is near."""
    up, down = ([p + h * u for p, u in zip(params, us, strict=True)] for h in (1e-5, -1e-5))
    slope = (f(*up) - f(*down)) / 2e-5
    return reference(lambda W, b: np.array(1j * H * slope), grads, params, us)


def without_directions(f, grads, params, us):
    return reference(f, grads, params, [np.ones_like(u) for u in us])


def averaged(f, grads, params, us):
    """One probe for each array, the other held fixed, and the mean of both."""
    alone = [probe_with(on, on)(f, grads, params, us) for on in ((1, 0), (0, 1))]
    return np.mean(alone)


def at_most(f, grads, params, us):
    return max(probe_with(on, on)(f, grads, params, us) for on in ((1, 0), (0, 1)))


def plain(f, grads, params, us):
    h = 1e-30
    W, b = params[0] + 1j * h * us[0], params[1] + 1j * h * us[1]
    slope = f(W, b).imag / h
    terms_W, terms_b = grads[0] * us[0], grads[1] * us[1]
    claimed = np.sum(terms_W) + np.sum(terms_b)
    size = np.sum(np.abs(terms_W)) + np.sum(np.abs(terms_b))
    return abs(slope - claimed) / size


probe_two = Exercise(
    name="probe_two",
    points=3,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "How many forward passes does one slope take, when both arrays move together?",
        "The claimed slope is a sum over all entries of both arrays, and so is the sum of sizes "
        "under the fraction.",
    ),
    reference=lambda f, grads, params, us: reference(f, grads, params, us),
    accepted=(as_one_vector, one_by_one),
    mistakes=(
        Mistake(
            "probe-two.bias-stays",
            probe_with(moved=(1, 0)),
            "only the first array is moved, while the claim speaks of both",
            "At which b do you call f?",
        ),
        Mistake(
            "probe-two.claims-first",
            probe_with(heard=(1, 0)),
            "both arrays are moved, and only the first gradient is heard",
            "Which entries does the claimed slope add up?",
        ),
        Mistake(
            "probe-two.first-alone",
            probe_with((1, 0), (1, 0)),
            "the second array is never looked at",
            "What would your probe say of a bias gradient of zeros?",
        ),
        Mistake(
            "probe-two.averaged",
            averaged,
            "each array has a probe of its own, and the two results are averaged",
            "How many slopes does the task ask for?",
        ),
        Mistake(
            "probe-two.larger",
            at_most,
            "each array has a probe of its own, and the larger result is returned",
            "How many slopes does the task ask for?",
        ),
        Mistake(
            "probe-two.absolute",
            probe_with(scale=lambda terms, slope: 1.0),
            "the gap is not divided by anything",
            "Is a gap of 1e-7 small if all contributions are 1e-7?",
        ),
        Mistake(
            "probe-two.over-claim",
            probe_with(scale=lambda terms, slope: abs(sum(np.sum(t) for t in terms))),
            "it is divided by the size of the claimed slope, where contributions may cancel",
            "What is that slope, if large contributions of both signs cancel?",
        ),
        Mistake(
            "probe-two.over-truth",
            probe_with(scale=lambda terms, slope: abs(slope)),
            "it is divided by the size of the true slope, where contributions may cancel",
            "What is that slope, if large contributions of both signs cancel?",
        ),
        Mistake(
            "probe-two.signed",
            probe_with(gap=lambda x: x),
            "the gap keeps its sign",
            "Is a gap of -5 below a tolerance of 1e-12?",
        ),
        Mistake(
            "probe-two.mean",
            probe_with(claim=lambda terms: sum(np.mean(t) for t in terms)),
            "the contributions of each array are averaged in the claimed slope",
            "If every entry adds 1 to the slope, what is the slope along u?",
        ),
        Mistake(
            "probe-two.central",
            central,
            "the slope is a central difference, which steps across a kink that is near",
            "Which step is so small that no kink is that near?",
        ),
        Mistake(
            "probe-two.not-divided",
            probe_with(slopes=H),
            "the imaginary part is not divided by the step",
            "How large is your measured slope, and how large the step?",
        ),
        Mistake(
            "probe-two.no-directions",
            without_directions,
            "the directions are not used: all entries are nudged alike",
            "Along which direction do the two slopes have to be taken?",
        ),
        Mistake(
            "probe-two.half-slope",
            probe_with(slopes=0.5),
            "the slope is divided by two steps, as in a central difference",
            "How many steps is your place away from the one where f is known?",
        ),
    ),
    probes=TWO_ARRAYS,
    plain=plain,
    outputs=("gap",),
    praise="If it fails, how would you find out whether the matrix or the bias is to blame?",
)
