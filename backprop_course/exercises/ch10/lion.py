"""Implement: a step of Lion (Chen et al., 2023), from its formulas."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, WrongPart, composed

RNG = np.random.default_rng(1000)


AVERAGE = np.array([1.0, -2.0, 0.0, 1.0])
NEAR = np.array([-8.6, 17.2, 0.0, -9.5])  # c is near 0 on both sides, and 0


def blend(m, g, share=0.9):
    return share * m + (1 - share) * g


def step_with(
    look=blend,
    keep=lambda m, g, c: blend(m, g, 0.99),
    direction=lambda c, m, new, g: np.sign(c),
    decay=lambda w, c: 0.1 * w,
    sign=-1.0,
    rate=lambda lr: lr,
    out=lambda w, m: (w, m),
):
    """The step with some of its parts replaced."""

    def answer(w, m, g, lr):
        c = look(m, g)
        new = keep(m, g, c)
        return out(w + sign * rate(lr) * (direction(c, m, new, g) + decay(w, c)), new)

    return answer


lion = step_with()

LOOKS = (
    WrongPart(
        "shares-turned",
        lambda m, g: blend(m, g, 0.1),
        "the step looks nine parts at the gradient and one part at the average",
        "Which of the two, m or g, has the larger share in c?",
    ),
    WrongPart(
        "look-is-sum",
        lambda m, g: 0.9 * m + g,
        "c is a running sum, as in momentum, where it should be an average",
        "What do the two shares in c add up to?",
    ),
)
KEEPS = (
    WrongPart(
        "keeps-c",
        lambda m, g, c: c,
        "c is kept as the new average",
        "How many different shares does the rule name, and which one belongs to m?",
    ),
    WrongPart(
        "keeps-old",
        lambda m, g, c: m,
        "the average never changes",
        "What should m hold for the next step?",
    ),
    WrongPart(
        "keeps-from-c",
        lambda m, g, c: blend(c, g, 0.99),
        "the new average is made from c, where it should be made from the old average",
        "From which array is m made anew?",
    ),
    WrongPart(
        "keep-is-sum",
        lambda m, g, c: 0.99 * m + g,
        "the average is a running sum: the gradient comes in whole",
        "What do the two shares in m add up to?",
    ),
)
DIRECTIONS = (
    WrongPart(
        "no-sign",
        lambda c, m, new, g: c,
        "the step uses c itself, not its sign",
        "If all gradients and averages are ten times as large, how should the step change?",
    ),
    WrongPart(
        "sign-of-gradient",
        lambda c, m, new, g: np.sign(g),
        "the step goes by the sign of the gradient alone",
        "What is the average for?",
    ),
    WrongPart(
        "sign-of-old",
        lambda c, m, new, g: np.sign(m),
        "the step goes by the sign of the old average",
        "Does the new gradient have a say in this step?",
    ),
    WrongPart(
        "sign-of-new",
        lambda c, m, new, g: np.sign(new),
        "the step goes by the sign of the new average, where it should go by that of c",
        "Which of the two is better informed of the newest gradient, c or m?",
    ),
)
DECAYS = (
    WrongPart(
        "no-decay",
        lambda w, c: 0.0,
        "the weight decay is missing",
        "Where should a large weight go when c is 0?",
    ),
    WrongPart(
        "grows",
        lambda w, c: -0.1 * w,
        "the decay lets the weights grow",
        "Where should a large weight go when c is 0?",
    ),
    WrongPart(
        "decay-whole",
        lambda w, c: w,
        "the decay takes the whole weight, without its factor",
        "With which factor does w stand in the formula of the step?",
    ),
)


def decay_without_rate(w, m, g, lr):
    stepped, new = step_with(decay=DECAYS[0].function)(w, m, g, lr)
    return stepped - 0.1 * w, new


def decay_after_step(w, m, g, lr):
    stepped, new = step_with(decay=DECAYS[0].function)(w, m, g, lr)
    return stepped - lr * 0.1 * stepped, new


def average_first(w, m, g, lr):
    m = blend(m, g, 0.99)
    return w - lr * (np.sign(blend(m, g)) + 0.1 * w), m


def decay_in_sign(w, m, g, lr):
    return w - lr * np.sign(blend(m, g) + 0.1 * w), blend(m, g, 0.99)


def plain(w, m, g, lr):
    c = 0.9 * m + 0.1 * g
    w = w - lr * (np.sign(c) + 0.1 * w)
    m = 0.99 * m + 0.01 * g
    return w, m


def probe(lr, *shape):
    """Averages of all sizes beside the gradients, and large weights."""
    w, m, g = RNG.normal(size=(3, *shape))
    return Probe((3.0 * w, m * 10.0 ** RNG.uniform(-2.5, 0.5, shape), g, lr))


lion_step = Exercise(
    name="lion_step",
    points=2,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "Which of the three formulas need the old m, and which line of yours changes it?",
        "NumPy's sign gives 0 for 0, 1 for all that is positive and -1 for all that is negative.",
    ),
    reference=lambda w, m, g, lr: lion(w, m, g, lr),
    accepted=(
        plain,
        lambda w, m, g, lr: ((1 - 0.1 * lr) * w - lr * np.sign(9 * m + g), m + 0.01 * (g - m)),
    ),
    mistakes=(
        *composed("lion", step_with, look=LOOKS, keep=KEEPS, direction=DIRECTIONS, decay=DECAYS),
        Mistake(
            "lion.up",
            step_with(sign=1.0),
            "the step goes up",
            "If c is positive, where should w go?",
        ),
        Mistake(
            "lion.no-rate",
            step_with(rate=lambda lr: 1.0),
            "the learning rate is not used",
            "How long should the step be when lr is 0?",
        ),
        Mistake(
            "lion.decay-without-rate",
            decay_without_rate,
            "the learning rate does not stand at the decay",
            "What do the parentheses in the formula of the step hold?",
        ),
        Mistake(
            "lion.shares-exchanged",
            step_with(look=lambda m, g: blend(m, g, 0.99), keep=lambda m, g, c: blend(m, g, 0.9)),
            "0.9 and 0.99 stand in each other's place",
            "Which share does the task give to c, and which one to m?",
        ),
        Mistake(
            "lion.decay-after-step",
            decay_after_step,
            "the decay shrinks the weight that has moved already",
            "Which w do both terms in the parentheses read?",
        ),
        Mistake(
            "lion.average-first",
            average_first,
            "m has changed already when c is computed",
            "Which m do all three formulas read, and which line changes it?",
        ),
        Mistake(
            "lion.sign-of-zero",
            step_with(direction=lambda c, m, new, g: np.where(c >= 0, 1.0, -1.0)),
            "where c is 0, its sign is taken for 1",
            "What does the task say about the sign of 0?",
        ),
        Mistake(
            "lion.zero-goes-up",
            step_with(direction=lambda c, m, new, g: np.where(c > 0, 1.0, -1.0)),
            "where c is 0, its sign is taken for -1",
            "What does the task say about the sign of 0?",
        ),
        Mistake(
            "lion.decay-in-sign",
            decay_in_sign,
            "the decay is inside of the sign",
            "Does a weight that is twice as large shrink by twice as much in yours?",
        ),
        Mistake(
            "lion.exchanged",
            step_with(out=lambda w, m: (m, w)),
            "average and weight are returned in each other's place",
            "In which order does the docstring name them?",
        ),
    ),
    probes=(
        Probe((np.array([2.0, -1.0]), np.array([-1.0, 1.0]), np.array([2.0, 5.0]), 0.1)),
        Probe((np.array([3.0, -4.0]), np.array([1.0, 0.5]), np.array([-20.0, -9.0]), 0.5)),
        # the old average outweighs the gradient, one that has moved towards it does not, ...
        # ... and the last gradient outweighs 0.9 of the average, but not the whole of it
        Probe((np.array([0.5, -3.0, 1.0, 2.0]), AVERAGE, NEAR, 0.25)),
        probe(0.02, 5),
        probe(0.3, 3, 4),
    ),
    plain=plain,
    outputs=("w", "m"),
    output_points=(1, 1),
    praise="How many numbers does this rule keep for each weight, and how many does Adam?",
)
