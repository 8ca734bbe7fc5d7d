"""Bug hunt: a backward pass in which one slope is taken at the wrong place."""

import math

from ...checking import BugHunt, Suspect


def backward_with(sine=math.cos, square=lambda u, x: 2 * x, join=None, product=lambda u, x: (x, u)):
    """The slope of y = sin(x^2) + x^2 x in x, with some of its steps replaced."""

    def slope(x):
        u = x * x
        to_u, to_x = product(u, x)
        grad_u = sine(u) + to_u
        back = (grad_u * square(u, x), to_x)
        return (join or sum)(back)

    return slope


def planted_slope(x):
    u = x * x
    v = math.sin(u)
    grad_u = math.cos(v) + x
    return grad_u * 2 * x + u


find_the_place = BugHunt(
    name="find_the_place",
    name_points=1,
    input_points=1,
    minutes=6,
    grade="core",
    hints=(
        "Write down which quantity each line makes. At the input of which step should its slope be "
        "taken?",
        "At x = 0 nearly everything is 0. Which of the suspects would have shown even there?",
    ),
    right=backward_with(),
    suspects=(
        Suspect(
            "path-forgotten",
            backward_with(join=lambda back: back[0]),
            "the straight path from x into the product is forgotten",
            "Does the last line hold more than one term?",
        ),
        Suspect(
            "slope-at-output",
            planted_slope,
            "the slope of the sine is taken at its output",
            "At the input of which step should its slope be taken?",
        ),
        Suspect(
            "missing-two",
            backward_with(square=lambda u, x: x),
            "the 2 of the square is missing",
            "What multiplies grad_u in the last line?",
        ),
        Suspect(
            "paths-multiplied",
            backward_with(join=math.prod),
            "the two paths are multiplied",
            "What stands between the two terms of the last line?",
        ),
        Suspect(
            "own-factor",
            backward_with(product=lambda u, x: (u, x)),
            "each factor of the product got itself, not the other one",
            "Which factor does u get, and which one does x get?",
        ),
    ),
    bug="slope-at-output",
    exposing=(1.0,),
    blind=(0.0,),
    more_exposing=((-1.5,), (2.0,)),
    praise="For small x the planted function is nearly correct. Why?",
)
