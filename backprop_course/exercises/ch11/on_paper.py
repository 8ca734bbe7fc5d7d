"""Predict, on paper: a quotient's rule, the visits of a recursion, and a graph with a join."""

from ...checking import Exercise
from ..ch05.on_paper import wrong_numbers

A_IN, B_IN, ARRIVES = 6.0, 2.0, 4.0


def quotient(first=1 / B_IN, second=-A_IN / B_IN**2, arrives=ARRIVES):
    """The two shares of exercise A with some of their parts replaced."""
    return arrives * first, arrives * second


A = Exercise(
    name="A",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "What are the two slopes of a/b, one with b held fixed, one with a held fixed?",
        "What happens to a local slope when a gradient of 4 arrives?",
    ),
    reference=lambda: (2.0, -6.0),
    accepted=(lambda: (4 / 2, -4 * 6 / 2**2),),
    mistakes=(
        wrong_numbers(
            "engine-a.slopes",
            quotient(arrives=1.0),
            "these are the slopes alone, without the gradient that arrives",
            "What does a node do with the gradient that arrives at it?",
        ),
        wrong_numbers(
            "engine-a.no-minus",
            quotient(second=A_IN / B_IN**2),
            "the second share has the wrong sign",
            "If you divide by more, does the quotient rise or fall?",
        ),
        wrong_numbers(
            "engine-a.no-square",
            quotient(second=-A_IN / B_IN),
            "the second slope is divided by b where it should be divided by its square",
            "What is the derivative of 1/b?",
        ),
        wrong_numbers(
            "engine-a.as-product",
            quotient(first=B_IN, second=A_IN),
            "these are the shares of a product",
            "Which formula made this node?",
        ),
        wrong_numbers(
            "engine-a.exchanged",
            quotient()[::-1],
            "the two shares are exchanged",
            "Which of the two inputs makes the quotient smaller when it grows?",
        ),
    ),
    outputs=("share of a", "share of b"),
    praise="Which of the two shares could be read off from the value of the quotient, 3?",
)


def visits_and_nodes(visits, nodes=5.0):
    return visits, nodes


B = Exercise(
    name="B",
    points=1,
    minutes=3,
    grade="core",
    kind="predict",
    hints=(
        "How many visits does it take to start a recursion at y_2, its own visit included?",
        "A visit of one node starts a visit of each of its two inputs. Write the numbers of visits "
        "for y_2, y_3, y_4 and y_5 one after another.",
    ),
    reference=lambda: (15.0, 5.0),
    accepted=(lambda: (15, 5),),
    mistakes=(
        wrong_numbers(
            "engine-b.own-visit",
            visits_and_nodes(8.0),
            "the visits of the nodes themselves are not counted, only those of the leaf",
            "How many visits does it take to start at y_2?",
        ),
        wrong_numbers(
            "engine-b.doubling",
            visits_and_nodes(31.0),
            "the visits double at each step, as if both inputs were the node before",
            "Is y_3 one step from y_5, or two?",
        ),
        wrong_numbers(
            "engine-b.two-leaves",
            visits_and_nodes(15.0, 6.0),
            "y_0 and y_1 are counted as two nodes",
            "From how many leaves does the program start?",
        ),
        wrong_numbers(
            "engine-b.stops-early",
            visits_and_nodes(9.0, 4.0),
            "this is the count for y_4",
            "Which is the last number of the program?",
        ),
        wrong_numbers(
            "engine-b.exchanged",
            visits_and_nodes(5.0, 15.0),
            "the two numbers are exchanged",
            "Which of the two is larger, visits or nodes?",
        ),
    ),
    outputs=("visits", "nodes"),
    praise="Which famous numbers grow like this?",
)


def after_two(h=9.0, slope=4.0, walks=2.0):
    """The gradients of h, of x, and of x after some walks."""
    return h, h * slope, walks * h * slope


C = Exercise(
    name="C",
    points=1,
    minutes=3,
    grade="core",
    kind="predict",
    hints=(
        "Over how many paths does h reach y? What does each of them send?",
        "What does the leaf do with the second walk, and what became of the gradient of h?",
    ),
    reference=lambda: (9.0, 36.0, 72.0),
    accepted=(lambda: (2 * 4 + 1, 9 * 4, 72),),
    mistakes=(
        wrong_numbers(
            "engine-c.one-of-two",
            after_two(h=5.0),
            "the product sends only one of its two shares to h",
            "How often does h stand in the product?",
        ),
        wrong_numbers(
            "engine-c.no-sum",
            after_two(h=8.0),
            "the share that comes straight from the sum is missing",
            "In how many places does h stand in the last line?",
        ),
        wrong_numbers(
            "engine-c.one-walk",
            after_two(walks=1.0),
            "the second walk leaves the leaf as it was",
            "What does a leaf do with a gradient when it already holds one?",
        ),
        wrong_numbers(
            "engine-c.inner-kept",
            after_two(walks=3.0),
            "the second walk starts with the gradient of h from the first",
            "How long does the gradient of an inner node live?",
        ),
        wrong_numbers(
            "engine-c.slope",
            after_two(slope=2.0),
            "the slope of the square is taken as x",
            "What is the derivative of x times x at 2?",
        ),
    ),
    outputs=("gradient of h", "gradient of x", "gradient of x after two walks"),
    praise="What would stand at x if the engine overwrote instead of adding?",
)
