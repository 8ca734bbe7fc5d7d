"""Implement: back through a graph with a sum, a maximum and a product."""

from ...checking import Exercise, Mistake, Probe


def gates(a, b, c):
    return (a + c) * max(a, b)


def gates_with(
    at_product=lambda s, m: (m, s),
    at_max=lambda a, b, g: (g, 0.0) if a > b else (0.0, g),
    join=lambda one, other: one + other,
    at_sum=lambda g: (g, g),
):
    """The backward pass, with some of its nodes replaced."""

    def backward(a, b, c):
        s, m = a + c, max(a, b)
        grad_s, grad_m = at_product(s, m)
        from_sum, grad_c = at_sum(grad_s)
        from_max, grad_b = at_max(a, b, grad_m)
        return join(from_sum, from_max), grad_b, grad_c

    return backward


def plain(a, b, c):
    s = a + c
    m = max(a, b)
    grad_s = m
    grad_m = s
    a_wins = a > b
    grad_a = grad_s + grad_m * a_wins
    grad_b = grad_m * (1 - a_wins)
    grad_c = grad_s
    return grad_a, grad_b, grad_c


def by_cases(a, b, c):
    return (2 * a + c, 0.0, a) if a > b else (b, a + c, b)


WINNER = "Move the smaller of the two a little. Does the maximum move?"
TWICE = "Over how many wires does a leave, and what does a copy do with what comes back?"
OTHER = "By how much does a product move when its first factor moves by 0.01?"
WRONG = (
    (
        "max-to-both",
        gates_with(at_max=lambda a, b, g: (g, g)),
        "both inputs of the maximum get its gradient",
        WINNER,
    ),
    (
        "max-to-the-smaller",
        gates_with(at_max=lambda a, b, g: (0.0, g) if a > b else (g, 0.0)),
        "the maximum hands its gradient to the smaller input",
        WINNER,
    ),
    (
        "max-shared",
        gates_with(at_max=lambda a, b, g: (g / 2, g / 2)),
        "the maximum shares its gradient between both inputs",
        WINNER,
    ),
    (
        "max-always-first",
        gates_with(at_max=lambda a, b, g: (g, 0.0)),
        "the maximum always hands its gradient to a",
        WINNER,
    ),
    (
        "max-always-second",
        gates_with(at_max=lambda a, b, g: (0.0, g)),
        "the maximum always hands its gradient to b: a has lost this path",
        WINNER,
    ),
    (
        "max-times-value",
        gates_with(at_max=lambda a, b, g: (g * a, 0.0) if a > b else (0.0, g * b)),
        "the maximum multiplies by its value, where its slope is 1",
        "If the larger input grows by 0.01, how far does the maximum move?",
    ),
    (
        "product-own-factor",
        gates_with(at_product=lambda s, m: (s, m)),
        "each factor of the product got itself, not the other one",
        OTHER,
    ),
    (
        "product-as-sum",
        gates_with(at_product=lambda s, m: (1.0, 1.0)),
        "the product hands 1 to both factors, as a sum does",
        OTHER,
    ),
    (
        "product-whole",
        gates_with(at_product=lambda s, m: (s * m, s * m)),
        "the product hands its own value back",
        OTHER,
    ),
    (
        "overwritten-by-max",
        gates_with(join=lambda one, other: other),
        "a keeps what came back last, from the maximum, and loses the rest",
        TWICE,
    ),
    (
        "overwritten-by-sum",
        gates_with(join=lambda one, other: one),
        "a keeps what came back from the sum, and loses what came from the maximum",
        TWICE,
    ),
    (
        "paths-multiplied",
        gates_with(join=lambda one, other: one * other),
        "the two gradients that come back to a are multiplied",
        TWICE,
    ),
    (
        "paths-averaged",
        gates_with(join=lambda one, other: (one + other) / 2),
        "the mean of the two gradients that come back to a is taken",
        TWICE,
    ),
    (
        "sum-times-value",
        lambda a, b, c: (
            max(a, b) * a + (a + c) * (a > b),
            (a + c) * (a <= b),
            max(a, b) * c,
        ),
        "the sum multiplies by its inputs, where its slopes are 1",
        "If a grows by 0.01, how far does a + c move?",
    ),
    ("value", lambda a, b, c: (gates(a, b, c),) * 3, "this is y itself", OTHER),
)

gates_backward = Exercise(
    name="gates_backward",
    points=3,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "Draw the graph: three nodes. Which wires leave a?",
        "Begin at y with the gradient 1. What does each gate do with what arrives: hand it on to "
        "all, multiply, open one lane?",
    ),
    reference=gates_with(),
    accepted=(plain, by_cases),
    mistakes=tuple(Mistake(f"gates.{id}", *rest) for id, *rest in WRONG),
    probes=tuple(
        Probe(triple)
        for triple in (
            (3.0, 2.0, -1.0),
            (-0.5, 1.5, 2.0),
            (0.8, -1.2, 0.6),
            (-1.4, -0.3, 0.9),
            (2.5, 4.0, -3.5),
            (1.2, 0.7, -4.0),
        )
    ),
    plain=plain,
    outputs=("grad_a", "grad_b", "grad_c"),
    output_points=(1, 1, 1),
    objective=gates,
    slope_of={"grad_a": "a", "grad_b": "b", "grad_c": "c"},
    praise="At a = b the maximum has a kink. What would nudges say there?",
)
