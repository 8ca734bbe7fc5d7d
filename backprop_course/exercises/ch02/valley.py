"""Derive: the gradients of a curved valley, which then lead a walk along it."""

from ...checking import Exercise, Mistake, Probe


def valley(a, b):
    return (1 - a) ** 2 + 100 * (b - a**2) ** 2


def valley_with(
    near=lambda a: -2 * (1 - a),
    far=lambda a, d: -400 * a * d,
    of_b=lambda a, d: 200 * d,
    distance=lambda a, b: b - a**2,
):
    """Both gradients, from the two shares of a and the one of b, with some of them replaced."""

    def gradients(a, b):
        d = distance(a, b)
        return near(a) + far(a, d), of_b(a, d)

    return gradients


def plain(a, b):
    u = 1 - a
    s = a**2
    d = b - s
    grad_u = 2 * u
    grad_d = 200 * d
    grad_s = -grad_d
    grad_a = grad_s * 2 * a - grad_u
    grad_b = grad_d
    return grad_a, grad_b


def multiplied_out(a, b):
    return 400 * a**3 - 400 * a * b + 2 * a - 2, 200 * b - 200 * a**2


ROADS = "Over how many ways does a reach y?"
OUT = "Multiply that square out: how many products are there, and which of them are equal?"
INSIDE = "If a grows, does the inside of that square grow or fall, and how fast?"
WRONG = (
    (
        "first-way-missing",
        valley_with(near=lambda a: 0.0),
        "the way of a through the first square is forgotten",
        ROADS,
    ),
    (
        "second-way-missing",
        valley_with(far=lambda a, d: 0.0),
        "the way of a through the second square is forgotten",
        ROADS,
    ),
    (
        "first-minus",
        valley_with(near=lambda a: 2 * (1 - a)),
        "the minus inside the first square is forgotten",
        INSIDE,
    ),
    (
        "second-minus",
        valley_with(far=lambda a, d: 400 * a * d),
        "the minus inside the second square is forgotten",
        INSIDE,
    ),
    (
        "inner-slope-missing",
        valley_with(far=lambda a, d: -200 * d),
        "the slope of a^2 inside the second square is left out",
        INSIDE,
    ),
    (
        "inner-two-missing",
        valley_with(far=lambda a, d: -200 * a * d),
        "a 2 is missing in the second share of a: that of the square, or that of a^2",
        "Two squares stand one inside the other. How many 2s come down?",
    ),
    (
        "outer-twos-missing",
        valley_with(lambda a: -(1 - a), lambda a, d: -200 * a * d, lambda a, d: 100 * d),
        "the 2 of both outer squares is missing",
        "What is the slope of t^2 at t?",
    ),
    (
        "hundred-missing",
        valley_with(far=lambda a, d: -4 * a * d, of_b=lambda a, d: 2 * d),
        "the factor 100 is lost",
        "If the second square is counted a hundred times, what happens to its slopes?",
    ),
    (
        "inner-value",
        valley_with(far=lambda a, d: -200 * a**2 * d),
        "a^2 itself stands where its slope belongs",
        INSIDE,
    ),
    (
        "of-b-two-missing",
        valley_with(of_b=lambda a, d: 100 * d),
        "the 2 of the square is missing in the gradient of b",
        "What is the slope of t^2 at t?",
    ),
    (
        "plus-inside",
        valley_with(distance=lambda a, b: b + a**2),
        "b and a^2 are added, where their difference belongs",
        "At a = 1, b = 1 both squares are 0. What should the gradients be there?",
    ),
    (
        "not-squared-inside",
        valley_with(distance=lambda a, b: b - a),
        "a stands inside the second square, where a^2 belongs",
        "At a = 2, b = 4 the second square is 0. What should the gradient of b be there?",
    ),
    (
        "first-square-split",
        valley_with(near=lambda a: -2 * a),
        "the first square was multiplied out, and the product of both terms got lost",
        OUT,
    ),
    (
        "first-square-once",
        valley_with(near=lambda a: 2 * a - 1),
        "the first square was multiplied out, and the product of both terms counted once",
        OUT,
    ),
    (
        "second-square-split",
        valley_with(far=lambda a, d: 400 * a**3, of_b=lambda a, d: 200 * (d + a**2)),
        "the second square was multiplied out, and the product of both terms got lost",
        OUT,
    ),
    (
        "both-squares-split",
        valley_with(lambda a: 2 * a, lambda a, d: 400 * a**3, lambda a, d: 200 * (d + a**2)),
        "both squares were multiplied out, and the products of both terms got lost",
        OUT,
    ),
)

valley_gradient = Exercise(
    name="valley_gradient",
    points=2,
    minutes=10,
    grade="core",
    kind="derive",
    hints=(
        "Draw the graph. How many wires leave a, and to which nodes?",
        "Two ways, two products of slopes. Which of the slopes along them are negative?",
    ),
    reference=valley_with(),
    accepted=(plain, multiplied_out),
    mistakes=tuple(Mistake(f"valley.{id}", *rest) for id, *rest in WRONG),
    probes=(
        Probe((2.0, 3.0)),
        Probe((-0.5, 0.7)),
        Probe((0.4, -1.2)),
        Probe((1.0, 1.0), smooth=False),  # nudges do not find an exact 0
        Probe((-1.5, -0.3)),
    ),
    plain=plain,
    outputs=("grad_a", "grad_b"),
    output_points=(1, 1),
    objective=valley,
    slope_of={"grad_a": "a", "grad_b": "b"},
    praise="The ground of the valley is nearly flat, and its walls are steep. What does one "
    "learning rate for both do?",
)
