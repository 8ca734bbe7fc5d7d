"""Implement: a line, or a plane, fitted with momentum."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, WrongPart, composed
from .early import early_stops

RNG = np.random.default_rng(1010)


def gradient(error, x):
    return 2 * x.T @ error / len(x)


def mean_square(error):
    return np.mean(error**2)


def fit_with(
    slope=gradient,
    loss=mean_square,
    velocity=lambda u, g, beta: beta * u + g,
    along=lambda new, old, g: new,
    kept=lambda new: new,
    sign=-1.0,
    seen=lambda before, after: before,
    rounds=lambda steps: steps,
):
    """The training with some of its parts replaced."""

    def answer(x, y, w, lr, beta, steps):
        u, losses = np.zeros_like(w), []
        for _ in range(rounds(steps)):
            error = x @ w - y
            g = slope(error, x)
            new = velocity(u, g, beta)
            w = w + sign * lr * along(new, u, g)
            u = kept(new)
            losses.append(seen(loss(error), loss(x @ w - y)))
        return w, np.array(losses)

    return answer


fitted = fit_with()

SLOPES = (
    WrongPart(
        "slope-sum",
        lambda error, x: 2 * x.T @ error,
        "the gradient is that of the sum of the squares, not of their mean",
        "By what does the loss divide?",
    ),
    WrongPart(
        "slope-half",
        lambda error, x: x.T @ error / len(x),
        "the 2 of the square is missing in the gradient",
        "What does the derivative of a square bring down?",
    ),
    WrongPart(
        "slope-reversed",
        lambda error, x: -2 * x.T @ error / len(x),
        "the error is target minus prediction, or the step goes up",
        "If every prediction is too high and x is positive, which sign should the gradient have?",
    ),
    WrongPart(
        "slope-over-features",
        lambda error, x: 2 * x.T @ error / x.shape[1],
        "the gradient is divided by the number of weights, not of examples",
        "Over what is the loss a mean?",
    ),
)
VELOCITIES = (
    WrongPart(
        "average",
        lambda u, g, beta: beta * u + (1 - beta) * g,
        "the velocity is a running average here, where it should be a running sum",
        "With u = 0, how long is the first step? Is it that of SGD?",
    ),
    WrongPart(
        "keeps-all",
        lambda u, g, beta: u + g,
        "nothing is forgotten: the old velocity is kept whole",
        "What does the share beta say?",
    ),
    WrongPart(
        "all-shrinks",
        lambda u, g, beta: beta * (u + g),
        "the new gradient is shrunk along with the old velocity",
        "With u = 0, how long is the first step? Is it that of SGD?",
    ),
    WrongPart(
        "forgets",
        lambda u, g, beta: g,
        "no velocity is carried from round to round: this is SGD",
        "In which line is u made, and does it stand inside of the loop or before it?",
    ),
)


def plain(x, y, w, lr, beta, steps):
    u, losses = np.zeros(len(w)), np.zeros(steps)
    for k in range(steps):
        error = x @ w - y
        losses[k] = np.mean(error**2)
        g = 2 * x.T @ error / len(y)
        u = beta * u + g
        w = w - lr * u
    return w, losses


def rate_inside(x, y, w, lr, beta, steps):
    u, losses = 0.0 * w, []
    for _ in range(steps):
        error = x @ w - y
        losses.append(error @ error / len(y))
        u = beta * u + lr * gradient(error, x)
        w = w - u
    return w, np.array(losses)


def probe(n, features, lr, beta, steps):
    sizes = {"n": n, "features": features, "steps": steps}
    x, y, w = (np.round(RNG.normal(size=shape), 2) for shape in ((n, features), n, features))
    return Probe((x, y, w, lr, beta, steps), sizes)


fit_momentum = Exercise(
    name="fit_momentum",
    points=3,
    minutes=10,
    grade="core",
    kind="implement",
    hints=(
        "What has to live from one round to the next, beside w?",
        "In one round: error, loss, gradient, velocity, step. Which of these lines reads what the "
        "line before has made?",
    ),
    reference=lambda x, y, w, lr, beta, steps: fitted(x, y, w, lr, beta, steps),
    accepted=(plain, rate_inside),
    mistakes=(
        *composed("fit-momentum", fit_with, slope=SLOPES, velocity=VELOCITIES),
        Mistake(
            "fit-momentum.old-velocity",
            fit_with(along=lambda new, old, g: old),
            "the step goes along the old velocity",
            "With u = 0, does the first step move at all?",
        ),
        Mistake(
            "fit-momentum.nesterov",
            lambda x, y, w, lr, beta, steps: fit_with(along=lambda new, old, g: g + beta * new)(
                x, y, w, lr, beta, steps
            ),
            "the step looks ahead along the velocity, as in Nesterov's momentum",
            "Along what does the step of the task go?",
        ),
        Mistake(
            "fit-momentum.no-rate",
            lambda x, y, w, lr, beta, steps: fitted(x, y, w, 1.0, beta, steps),
            "the learning rate is not used",
            "How far should w move when lr is 0?",
        ),
        Mistake(
            "fit-momentum.loss-sum",
            fit_with(loss=lambda error: error @ error),
            "the loss is a sum over the examples, where it should be their mean",
            "Should the loss be larger when the same examples stand in the table twice?",
        ),
        Mistake(
            "fit-momentum.loss-size",
            fit_with(loss=lambda error: np.mean(np.abs(error))),
            "the errors are not squared in the loss",
            "Which loss does the task name?",
        ),
        Mistake(
            "fit-momentum.after",
            fit_with(seen=lambda before, after: after),
            "the losses are those after each step",
            "Which loss does the docstring ask for: before or after the step?",
        ),
        Mistake(
            "fit-momentum.one-round-fewer",
            fit_with(rounds=lambda steps: steps - 1),
            "there is one round fewer than steps",
            "How many losses should there be?",
        ),
        *early_stops("fit-momentum", fitted),
        Mistake(
            "fit-momentum.return-in-loop",
            fit_with(rounds=lambda steps: 1),
            "only one round is taken",
            "How far is the line with return indented?",
        ),
    ),
    probes=(
        probe(5, 2, 0.1, 0.5, 3),
        probe(4, 1, 0.05, 0.9, 6),
        probe(2, 4, 0.1, 0.5, 20),  # long enough to be flat and small
        probe(7, 3, 0.2, 0.8, 5),
        probe(8, 6, 0.02, 0.3, 9),
    ),
    plain=plain,
    outputs=("w", "losses"),
    output_points=(2, 1),
    praise="What happens if you double beta's distance to 1, and halve the learning rate?",
)
