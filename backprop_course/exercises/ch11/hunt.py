"""Hunt: a share that is lost at a join, and a friend's test with a weight of 0."""

import numpy as np

from ...checking import BugHunt, Suspect


def gradients_with(
    join=lambda square, product: square + product,
    square=lambda u: 2 * u,
    tanh=lambda u, h: 1 - h**2,
    direct=lambda h: h,
    inner=lambda x, w: (w, x),
):
    """The gradients of y = h x + u^2, h = tanh(u), u = w x, with some parts replaced."""

    def answer(x, w):
        u = w * x
        h = np.tanh(u)
        grad_u = join(square(u), x * tanh(u, h))
        of_x, of_w = inner(x, w)
        return direct(h) + grad_u * of_x, grad_u * of_w

    return answer


find_the_share = BugHunt(
    name="find_the_share",
    name_points=1,
    input_points=1,
    minutes=8,
    grade="core",
    hints=(
        "Draw the graph. How many wires leave x, u and h, and how many shares does each get?",
        "In your friend's test w is 0. Which of the values and shares are 0 then?",
    ),
    right=gradients_with(),
    suspects=(
        Suspect(
            "lost-share",
            gradients_with(join=lambda square, product: product),
            "at u one share takes the place of the other",
            "",
        ),
        Suspect(
            "lost-path",
            gradients_with(direct=lambda h: 0.0),
            "the share that x gets straight from the product is lost",
            "How many shares arrive at x in the planted lines?",
        ),
        Suspect(
            "square-without-two",
            gradients_with(square=lambda u: u),
            "the slope of the square lacks its factor 2",
            "Which planted line holds the slope of the square?",
        ),
        Suspect(
            "slope-at-input",
            gradients_with(tanh=lambda u, h: 1 - u**2),
            "the slope of tanh is taken with its input, in place of its value",
            "Which planted line holds the slope of tanh, and which letter stands in it?",
        ),
        Suspect(
            "own-factor",
            gradients_with(inner=lambda x, w: (x, w)),
            "in the product w x each factor gets its own value",
            "What does the planted line for w multiply by?",
        ),
    ),
    bug="lost-share",
    exposing=(2.0, 0.5),
    blind=(2.0, 0.0),
    more_exposing=((-1.5, 1.0), (0.7, -2)),
    praise="Training often starts at small or zero weights. Which weights would you test with?",
)
