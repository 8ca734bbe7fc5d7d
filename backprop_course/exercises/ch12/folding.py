"""Implement: batch norm in use, folded into the linear layer before it."""

import numpy as np

from ...checking import Exercise, Mistake, Probe

RNG = np.random.default_rng(1212)
EPS = 1e-5


def folded_with(
    deviation=lambda variance: np.sqrt(variance + EPS),
    factor=lambda gain, s: gain / s,
    of_W=lambda W, f: W * f,
    of_b=lambda b, mean, shift, f: (b - mean) * f + shift,
):
    """The two parameters with some of their parts replaced."""

    def answer(W, b, gain, shift, mean, variance):
        f = factor(gain, deviation(variance))
        return of_W(W, f), of_b(b, mean, shift, f)

    return answer


folded = folded_with()


def plain(W, b, gain, shift, mean, variance):
    f = gain / np.sqrt(variance + 1e-5)
    W_new = W * f
    b_new = (b - mean) * f + shift
    return W_new, b_new


def by_running(W, b, gain, shift, mean, variance):
    """Run the two layers on 0, and on one input after another."""
    at = lambda x: gain * (x @ W + b - mean) / np.sqrt(variance + EPS) + shift  # noqa: E731
    b_new = at(np.zeros(len(W)))
    return at(np.eye(len(W))) - b_new, b_new


def probe(fan_in, fan_out, tiny=1.0):
    W = RNG.normal(size=(fan_in, fan_out))
    b, gain, shift, mean = RNG.normal(size=(4, fan_out))
    variance = tiny * RNG.uniform(0.3, 4.0, fan_out)
    given = [np.round(one, 2) for one in (W, b, gain, shift, mean)]
    return Probe((*given, np.round(variance, 7)), {"fan_in": fan_in, "fan_out": fan_out})


PLACE = "Write the output of both layers as one formula. In which order do b, mean and shift come?"

fold_norm = Exercise(
    name="fold_norm",
    points=2,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "In evaluation mode mean and variance are constants. What is the output of the norm, "
        "written with x, W and b?",
        "Sort that formula: what stands at x, and what stands alone?",
    ),
    reference=lambda W, b, gain, shift, mean, variance: folded(W, b, gain, shift, mean, variance),
    accepted=(plain, by_running),
    mistakes=(
        Mistake(
            "fold.rows-scaled",
            folded_with(of_W=lambda W, f: W * np.resize(f, (len(W), 1))),
            "the rows of W are scaled, where each unit is a column",
            "Which axis of W belongs to the outputs, and which one do the factors go with?",
        ),
        Mistake(
            "fold.no-root",
            folded_with(deviation=lambda variance: variance + EPS),
            "it is divided by the variance, without its root",
            "By what does a norm divide?",
        ),
        Mistake(
            "fold.no-eps",
            folded_with(deviation=np.sqrt),
            "eps is left out",
            "What stands under the root beside the variance?",
        ),
        Mistake(
            "fold.eps-outside",
            folded_with(deviation=lambda variance: np.sqrt(variance) + EPS),
            "eps is added after the root",
            "Does eps stand inside of the root, or outside?",
        ),
        Mistake(
            "fold.no-gain",
            folded_with(factor=lambda gain, s: 1 / s),
            "the gain is left out",
            "Which two numbers of a unit multiply what comes out of the linear layer?",
        ),
        Mistake(
            "fold.gain-divides",
            folded_with(factor=lambda gain, s: 1 / (gain * s)),
            "it is divided by the gain",
            "If the gain doubles, should the output shrink?",
        ),
        Mistake(
            "fold.deviation-multiplies",
            folded_with(factor=lambda gain, s: gain * s),
            "it is multiplied by the deviation",
            "If a unit scatters widely, does a norm make it larger or smaller?",
        ),
        Mistake(
            "fold.weights-kept",
            folded_with(of_W=lambda W, f: W),
            "W stays as it was: only the bias takes the norm in",
            "Does the norm change how steeply the output follows x?",
        ),
        Mistake(
            "fold.mean-forgotten",
            folded_with(of_b=lambda b, mean, shift, f: b * f + shift),
            "the mean is not subtracted",
            PLACE,
        ),
        Mistake(
            "fold.mean-added",
            folded_with(of_b=lambda b, mean, shift, f: (b + mean) * f + shift),
            "the mean is added",
            PLACE,
        ),
        Mistake(
            "fold.mean-not-scaled",
            folded_with(of_b=lambda b, mean, shift, f: b * f - mean + shift),
            "the mean is subtracted after the scaling",
            PLACE,
        ),
        Mistake(
            "fold.bias-not-scaled",
            folded_with(of_b=lambda b, mean, shift, f: b - mean * f + shift),
            "the old bias is not scaled",
            PLACE,
        ),
        Mistake(
            "fold.bias-lost",
            folded_with(of_b=lambda b, mean, shift, f: shift - mean * f),
            "the old bias is lost",
            PLACE,
        ),
        Mistake(
            "fold.shift-scaled",
            folded_with(of_b=lambda b, mean, shift, f: (b - mean + shift) * f),
            "the shift is scaled, too",
            PLACE,
        ),
        Mistake(
            "fold.shift-forgotten",
            folded_with(of_b=lambda b, mean, shift, f: (b - mean) * f),
            "the shift is missing",
            PLACE,
        ),
        Mistake(
            "fold.neither-scaled",
            folded_with(of_b=lambda b, mean, shift, f: b - mean + shift),
            "nothing in the bias is scaled",
            PLACE,
        ),
    ),
    probes=(probe(3, 2), probe(2, 4), probe(5, 3, tiny=1e-4), probe(4, 6)),
    plain=plain,
    outputs=("W_new", "b_new"),
    output_points=(1, 1),
    praise="Why can this not be done while the net is trained?",
)
