"""Derive: one step of momentum on a parabola, as a matrix."""

import numpy as np

from ...checking import Exercise, Mistake, Probe


def plain(lr, beta, curvature):
    of_u = [curvature, beta]
    of_w = [1 - lr * curvature, -lr * beta]
    return np.array([of_w, of_u])


def matrix_of(step):
    """The matrix of a linear step (w, u) -> (w, u), column by column."""

    def answer(lr, beta, curvature):
        columns = [step(w, u, lr, beta, curvature) for w, u in ((1.0, 0.0), (0.0, 1.0))]
        return np.array(columns).T

    return answer


def steps_with(
    slope=lambda w, c: c * w,
    velocity=lambda u, g, beta: beta * u + g,
    along=lambda new, old: new,
    sign=-1.0,
):
    def step(w, u, lr, beta, curvature):
        new = velocity(u, slope(w, curvature), beta)
        return w + sign * lr * along(new, u), new

    return step


def rate_inside(w, u, lr, beta, curvature):
    u = beta * u + lr * curvature * w
    return w - u, u


momentum_matrix = Exercise(
    name="momentum_matrix",
    points=2,
    minutes=10,
    grade="core",
    kind="derive",
    hints=(
        "What is the slope of the parabola at w? Write the new u with the old w and old u alone.",
        "Put that new u into the step of w, and sort by the old w and the old u: which number "
        "stands at each?",
    ),
    reference=lambda lr, beta, curvature: plain(lr, beta, curvature),
    accepted=(plain, matrix_of(steps_with())),
    mistakes=(
        Mistake(
            "matrix.old-velocity",
            matrix_of(steps_with(along=lambda new, old: old)),
            "the step goes along the old velocity",
            "Which of the two lines of a step comes first?",
        ),
        Mistake(
            "matrix.rate-inside",
            matrix_of(rate_inside),
            "the velocity already holds the learning rate, as in another convention",
            "Where does the learning rate stand in the two lines of the task?",
        ),
        Mistake(
            "matrix.average",
            matrix_of(steps_with(velocity=lambda u, g, beta: beta * u + (1 - beta) * g)),
            "the velocity is a running average here, where it should be a running sum",
            "With which factor does the gradient enter the velocity?",
        ),
        Mistake(
            "matrix.double-slope",
            matrix_of(steps_with(slope=lambda w, c: 2 * c * w)),
            "the slope is twice too large: the loss of this task has a factor 1/2",
            "What is the derivative of the loss in w, with its 1/2?",
        ),
        Mistake(
            "matrix.half-slope",
            matrix_of(steps_with(slope=lambda w, c: c * w / 2)),
            "the slope is half as large as it should be",
            "What does the derivative of a square bring down, and what does it meet?",
        ),
        Mistake(
            "matrix.up",
            matrix_of(steps_with(sign=1.0)),
            "the step goes up",
            "With u = 0 and a small rate, does w come nearer to 0?",
        ),
        Mistake(
            "matrix.transposed",
            lambda lr, beta, curvature: plain(lr, beta, curvature).T,
            "rows and columns are exchanged",
            "Which entries of the matrix make the new w: those of a row, or those of a column?",
        ),
        Mistake(
            "matrix.velocity-first",
            lambda lr, beta, curvature: plain(lr, beta, curvature)[::-1, ::-1],
            "u stands before w, in rows and in columns",
            "Which of the two stands first in the docstring?",
        ),
        Mistake(
            "matrix.forgets",
            matrix_of(steps_with(velocity=lambda u, g, beta: g)),
            "nothing of the old velocity is kept: this is SGD",
            "What is left of the old u in the new one?",
        ),
        Mistake(
            "matrix.complement",
            matrix_of(steps_with(velocity=lambda u, g, beta: (1 - beta) * u + g)),
            "the share that is kept and the one that is lost stand in each other's place",
            "How much of the velocity is left for a beta of 0.9?",
        ),
        Mistake(
            "matrix.beta-complement",
            lambda lr, beta, curvature: np.add(
                plain(lr, beta, curvature), [[0.0, 0.0], [0.0, 1 - 2 * beta]]
            ),
            "what is left of u in the new u is 1 - beta in yours",
            "How much of the velocity is left for a beta of 0.9?",
        ),
        Mistake(
            "matrix.keeps-all",
            matrix_of(steps_with(velocity=lambda u, g, beta: u + g)),
            "the old velocity is kept whole",
            "What does the share beta say?",
        ),
        Mistake(
            "matrix.no-place",
            lambda lr, beta, curvature: plain(lr, beta, curvature) - [[1.0, 0.0], [0.0, 0.0]],
            "the first row is the change of w, not the new w",
            "With a rate of 0, what should the new w be?",
        ),
    ),
    probes=(
        Probe((0.1, 0.5, 4.0)),
        Probe((0.02, 0.9, 50.0)),
        Probe((0.3, 0.2, -1.5)),
        Probe((0.7, 0.8, 2.5)),
    ),
    plain=plain,
    outputs=("matrix",),
    praise="Which number of a matrix says whether repeated steps blow up?",
)
