"""Implement: a direction along which every entry is heard, and the slope along it."""

import numpy as np

from ...checking import Exercise, Mistake
from .probes import GRADIENTS, PLACES


def typical(g):
    """The root mean square of the entries."""
    return np.sqrt(np.mean(g**2))


def direction_with(size=np.abs, guard=lambda g: 1e-3 * typical(g), combine=np.add):
    """A direction with one of its parts replaced."""

    def direction(g, weights):
        with np.errstate(all="ignore"):
            return weights / combine(size(g), guard(g))

    return direction


reference_direction = direction_with()


def entry_by_entry(g, weights):
    guard = 0.001 * (sum(x * x for x in g) / len(g)) ** 0.5
    return np.array([w / (abs(x) + guard) for w, x in zip(weights, g, strict=True)])


def plain(g, weights):
    guard = 1e-3 * np.sqrt(np.mean(g**2))
    return weights / (np.abs(g) + guard)


direction = Exercise(
    name="direction",
    points=2,
    minutes=4,
    grade="core",
    kind="implement",
    hints=(
        "What must u_i be, so that g_i u_i has the same size for every entry, but for its weight?",
        "Where g_i is 0, something has to keep u_i finite. Which function of NumPy gives a mean, "
        "and in which order come root, mean and square?",
    ),
    reference=lambda g, weights: reference_direction(g, weights),
    accepted=(
        direction_with(guard=lambda g: 1e-3 * np.linalg.norm(g) / np.sqrt(len(g))),
        entry_by_entry,
    ),
    mistakes=(
        Mistake(
            "along.no-guard",
            direction_with(guard=lambda g: 0.0),
            "nothing keeps the direction finite where an entry of g is 0",
            "What is your u where g is exactly 0?",
        ),
        Mistake(
            "along.times",
            lambda g, weights: weights * (np.abs(g) + 1e-3 * typical(g)),
            "it is multiplied by the sizes: a loud entry becomes louder still",
            "What should be the size of g_i u_i for a small entry, beside that for a large one?",
        ),
        Mistake(
            "along.signed",
            direction_with(size=lambda g: g),
            "the sizes keep their signs",
            "What becomes of g_i plus a small positive number, where g_i is slightly negative?",
        ),
        Mistake(
            "along.whole-guard",
            direction_with(guard=typical),
            "the whole typical size is added, where a thousandth of it is meant",
            "How loud does an entry speak that is 100 times smaller than the typical one?",
        ),
        Mistake(
            "along.mean-of-sizes",
            direction_with(guard=lambda g: 1e-3 * np.mean(np.abs(g))),
            "the typical size is a plain mean of the sizes, where the root mean square is meant",
            "In which order come root, mean and square?",
        ),
        Mistake(
            "along.not-averaged",
            direction_with(guard=lambda g: 1e-3 * np.sqrt(np.sum(g**2))),
            "the squares are added up and not averaged",
            "Does the size of a typical entry grow with the number of entries?",
        ),
        Mistake(
            "along.no-root",
            direction_with(guard=lambda g: 1e-3 * np.mean(g**2)),
            "the root is missing",
            "If all entries were 10 times larger, by how much should the typical size grow?",
        ),
        Mistake(
            "along.fixed-guard",
            direction_with(guard=lambda g: 1e-3),
            "a fixed number is added, whatever the size of the gradient",
            "What does it do to a gradient whose entries are all near 1e-6?",
        ),
        Mistake(
            "along.larger-of-both",
            direction_with(combine=np.maximum),
            "the larger of the two is taken, where their sum is meant",
            "What does the docstring say is added to each size?",
        ),
        Mistake(
            "along.no-weights",
            lambda g, weights: 1 / (np.abs(g) + 1e-3 * typical(g)),
            "the weights are not used",
            "What would two equal and opposite errors add to the slope?",
        ),
    ),
    probes=GRADIENTS,
    plain=plain,
    outputs=("u",),
    praise="How large is g_i u_i for an entry of typical size?",
)

STEP = 1e-30


def imaginary(f, theta, u):
    return f(theta + 1j * STEP * u).imag / STEP


def probe_with(measured=imaginary, claimed=lambda g, u: np.sum(g * u), scale=None, gap=np.abs):
    """The probe with one of its parts replaced."""

    def probe(f, grad, theta, u):
        g, slope = grad(theta), measured(f, theta, u)
        size = np.sum(np.abs(g * u)) if scale is None else scale(g, u, slope)
        return float(gap(slope - claimed(g, u)) / size)

    return probe


reference_probe = probe_with()


def moved_gradient(f, grad, theta, u):
    return reference_probe(f, lambda theta: grad(theta + u), theta, u)


def plain_probe(f, grad, theta, u):
    h = 1e-20
    slope = f(theta + 1j * h * u).imag / h
    terms = grad(theta) * u
    claimed = np.sum(terms)
    size = np.sum(np.abs(terms))
    return abs(slope - claimed) / size


probe = Exercise(
    name="probe",
    points=3,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "Two numbers are compared: one comes from `f` alone, the other from `grad` and `u`. Which "
        "is the one that a bug in the backward pass cannot touch?",
        "The complex step of notebook 03 moved one number. Here all of theta moves at once, along "
        "u. Which part of the result holds the slope, and by what is it divided?",
        "theta may be a matrix. Which sum of products works for any shape?",
    ),
    reference=lambda f, grad, theta, u: reference_probe(f, grad, theta, u),
    accepted=(
        probe_with(measured=lambda f, theta, u: f(theta + 1e-40j * u).imag / 1e-40),
        probe_with(claimed=lambda g, u: np.dot(g.ravel(), u.ravel())),
    ),
    mistakes=(
        Mistake(
            "probe.real-part",
            probe_with(measured=lambda f, theta, u: f(theta + 1j * STEP * u).real / STEP),
            "the real part is taken, which is the value of f and not its slope",
            "Which part of f(w + ih) held the slope in notebook 03?",
        ),
        Mistake(
            "probe.not-divided",
            probe_with(measured=lambda f, theta, u: f(theta + 1j * STEP * u).imag),
            "the imaginary part is not divided by the step",
            "How large is your measured slope, and how large the step?",
        ),
        Mistake(
            "probe.central",
            probe_with(
                measured=lambda f, theta, u: (f(theta + 1e-5 * u) - f(theta - 1e-5 * u)) / 2e-5
            ),
            "the slope is a central difference, which steps across a kink that is near",
            "Which step is so small that no kink is that near, and no digit is lost?",
        ),
        Mistake(
            "probe.whole-step",
            probe_with(measured=lambda f, theta, u: f(theta + u) - f(theta)),
            "f is followed a whole step along u, where its slope at theta is meant",
            "How far may theta move, if the slope is to be that at theta?",
        ),
        Mistake(
            "probe.no-direction",
            probe_with(measured=lambda f, theta, u: imaginary(f, theta, np.ones_like(theta))),
            "f is not nudged along u: all entries are nudged alike",
            "Along which direction do the two slopes have to be taken?",
        ),
        Mistake(
            "probe.entries-added",
            probe_with(claimed=lambda g, u: np.sum(g)),
            "the entries of the gradient are added without the direction",
            "By how much does the loss change when entry i moves by h u_i?",
        ),
        Mistake(
            "probe.no-scale",
            probe_with(scale=lambda g, u, slope: 1.0),
            "the gap is not divided by anything",
            "Is a gap of 1e-9 large? Beside what?",
        ),
        Mistake(
            "probe.scale-cancels",
            probe_with(scale=lambda g, u, slope: abs(np.sum(g * u))),
            "the gap is divided by the claimed slope, in which large terms may cancel",
            "What if the slope along u happens to be 0?",
        ),
        Mistake(
            "probe.scale-measured",
            probe_with(scale=lambda g, u, slope: abs(slope)),
            "the gap is divided by the measured slope, in which large terms may cancel",
            "What if the slope along u happens to be 0?",
        ),
        Mistake(
            "probe.scale-without-direction",
            probe_with(scale=lambda g, u, slope: np.sum(np.abs(g))),
            "the scale adds up the sizes of the gradient, without the direction",
            "Which terms does the claimed slope add up, and how large are they?",
        ),
        Mistake(
            "probe.signed",
            probe_with(gap=lambda difference: difference),
            "the gap keeps its sign",
            "Which gaps are below a tolerance: also all negative ones?",
        ),
        Mistake(
            "probe.gradient-elsewhere",
            moved_gradient,
            "the gradient is asked at a place to which theta has moved",
            "At which place do the two slopes have to be taken?",
        ),
    ),
    probes=PLACES,
    outputs=("error",),
    plain=plain_probe,
    praise="How many forward passes did this take, and how many would nudging every entry take?",
)
