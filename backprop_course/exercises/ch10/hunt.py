"""Hunt: two steps of Adam, and gradients that hide a bug in its averages."""

import numpy as np

from ...checking import BugHunt, Suspect


def two_steps(
    size=np.square,
    root=np.sqrt,
    counted=lambda t: t,
    kept=lambda average, corrected: average,
    betas=(0.9, 0.999),
):
    """Where w is after two steps of Adam with lr = 0.1, with some parts replaced."""

    def answer(w, g1, g2):
        m = v = 0.0
        for t, g in ((1, g1), (2, g2)):
            m = betas[0] * m + (1 - betas[0]) * g
            v = betas[1] * v + (1 - betas[1]) * size(g)
            m_hat = m / (1 - betas[0] ** counted(t))
            v_hat = v / (1 - betas[1] ** counted(t))
            w = w - 0.1 * m_hat / (root(v_hat) + 1e-8)
            m, v = kept(m, m_hat), kept(v, v_hat)
        return w

    return answer


find_the_average = BugHunt(
    name="find_the_average",
    name_points=1,
    input_points=1,
    minutes=8,
    grade="core",
    hints=(
        "Compare each line with the table of the lesson. Which average has a line of its own?",
        "Your friend's gradients are 1 and -1. Which different operations give the same number "
        "there?",
    ),
    right=two_steps(),
    suspects=(
        Suspect(
            "sizes-averaged",
            two_steps(size=np.abs),
            "v averages the sizes of the gradients, not their squares",
            "",
        ),
        Suspect(
            "no-root",
            two_steps(root=lambda v: v),
            "the step is divided by the corrected average without its root",
            "Which planted line holds the division, and what stands below?",
        ),
        Suspect(
            "t-stays",
            two_steps(counted=lambda t: 1),
            "both steps use the corrections of the first",
            "Which t does the second round of the loop have?",
        ),
        Suspect(
            "stored-back",
            two_steps(kept=lambda average, corrected: corrected),
            "the corrected averages are kept for the next step",
            "Which names does the second round start from?",
        ),
        Suspect(
            "betas-exchanged",
            two_steps(betas=(0.999, 0.9)),
            "the shares 0.9 and 0.999 stand in each other's place",
            "Which share stands in the planted line of m?",
        ),
    ),
    bug="sizes-averaged",
    exposing=(0.5, 4.0, -2.0),
    blind=(0.5, 1.0, -1.0),
    more_exposing=((0.0, 0.1, 0.1), (1, 3, 1)),
    praise="How does a correct step change when all gradients grow tenfold, and how does this one?",
)
