"""Implement: the walk back over a graph, in a given order, with one visit to each node."""

from ...checking import Exercise, Mistake
from .one_node import of_one
from .probes import REVERSED


def add(old, share):
    return old + share


def walk_with(start=lambda grad: grad, join=add, sends=of_one):
    """The walk with some of its parts replaced."""

    def answer(order, grad):
        grads = {order[0]: start(grad)}
        for node in order:
            for x, share in zip(node.inputs, sends(node, grads[node]), strict=True):
                grads[x] = join(grads[x], share) if x in grads else share
        return grads

    return answer


through = walk_with()


def from_zeros(order, grad):
    grads = {node: 0.0 for node in order} | {order[0]: grad}
    for node in order:
        for x, share in zip(node.inputs, of_one(node, grads[node]), strict=True):
            grads[x] += share
    return grads


def with_default(order, grad):
    grads = {order[0]: grad}
    for node in order:
        for x, share in zip(node.inputs, of_one(node, grads[node]), strict=True):
            grads[x] = grads.get(x, 0.0) + share
    return grads


def leaves_only(order, grad):
    return {node: total for node, total in through(order, grad).items() if node.f is None}


walk = Exercise(
    name="walk",
    points=3,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "When a node is visited in this order, is its gradient complete? Where does it stand?",
        "To each of its inputs the node sends one share. `zip` pairs two lists: which two?",
        "What if an input has no entry yet, and what if it has one?",
    ),
    reference=lambda order, grad: through(order, grad),
    accepted=(from_zeros, with_default),
    mistakes=(
        Mistake(
            "walk.overwrites",
            walk_with(join=lambda old, share: share),
            "at a join the last share overwrites those before it",
            "How do the shares of several paths become one gradient?",
        ),
        Mistake(
            "walk.keeps-first",
            walk_with(join=lambda old, share: old),
            "at a join only the first share is kept",
            "How do the shares of several paths become one gradient?",
        ),
        Mistake(
            "walk.multiplies",
            walk_with(join=lambda old, share: old * share),
            "at a join the shares are multiplied",
            "Along a path slopes multiply. And where two paths meet?",
        ),
        Mistake(
            "walk.starts-from-1",
            walk_with(start=lambda grad: 1.0),
            "the walk starts from 1, and the gradient that was passed in is not used",
            "What should happen to every gradient when the given one doubles?",
        ),
        Mistake(
            "walk.slopes-alone",
            walk_with(sends=lambda node, grad: of_one(node, 1.0)),
            "each node sends its slopes, and not what arrived at it times its slopes",
            "What is the gradient of the node that you visit, and where does it go?",
        ),
        Mistake(
            "walk.leaves-only",
            leaves_only,
            "the gradients of the nodes that a formula made are left out",
            "Which nodes does the docstring want in the dict?",
        ),
        Mistake(
            "walk.never-walks",
            lambda order, grad: {node: grad * (node == order[0]) for node in order},
            "nothing is ever sent to an input",
            "Which function of yours tells what a node sends?",
        ),
    ),
    probes=REVERSED,
    outputs=("grads",),
    uses=("ops.VJPS",),
    praise="Which line would fail if a node came before one that it went into?",
)
