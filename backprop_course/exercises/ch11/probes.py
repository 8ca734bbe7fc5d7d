"""The graphs to test with.  In each of them one order alone visits every node after its inputs."""

from ...checking import Probe
from ...ops import add, exp, mul, sin, square


class Node(int):
    """A node that is also its number on the tape, so that a list of nodes can be compared.

    Its number is not its value: an answer that computes with the nodes themselves goes wrong.
    """

    def __new__(cls, number, value=0.0, f=None, inputs=()):
        node = super().__new__(cls, number)
        node.value, node.f, node.inputs = float(value), f, tuple(inputs)
        return node

    def __repr__(self):
        """Its formula and its number."""
        return f"{self.f.__name__ if self.f else 'leaf'}_{int(self)}"

    def __str__(self):
        told = [f"{x!r} = {x.value:.4g}" for x in self.inputs or [self]]
        return f"{self!r} of {', '.join(told)}" if self.f else told[0]


def tape(*leaves, steps, sign=1):
    """The nodes in the order in which they are made, numbered 1, 2, 3 or -1, -2, -3 and so on.

    leaves: their values.  steps: for each further node its formula and the places of its inputs.
    """
    nodes = [Node(sign * number, value) for number, value in enumerate(leaves, start=1)]
    for f, *places in steps:
        inputs = [nodes[place] for place in places]
        value = f(*(x.value for x in inputs))
        nodes.append(Node(sign * (len(nodes) + 1), value, f, inputs))
    return nodes


SHORTCUT = (square, 0), (sin, 1), (mul, 0, 2), (add, 0, 3)
DOUBLED = tuple((add, place, place) for place in range(5))
WOVEN = (mul, 0, 0), (add, 1, 0), (mul, 2, 1), (sin, 3), (mul, 3, 4), (add, 5, 1)
ORDERS = (  # every node, inputs first
    tape(1.5, steps=SHORTCUT),
    tape(-0.5, steps=((square, 0), (sin, 1)), sign=-1),
    tape(-0.75, steps=((sin, 0), (exp, 1), (add, 1, 2))),
    tape(-1.0, steps=DOUBLED, sign=-1),
    tape(0.5, steps=WOVEN),
)
RESULTS = tuple(Probe((order[-1],), {"nodes": len(order)}) for order in ORDERS)
GRADS = (1.0, 2.0, -1.5, 0.5, -3.0)
REVERSED = tuple(
    Probe((order[::-1], grad), {"nodes": len(order)})
    for order, grad in zip(ORDERS, GRADS, strict=True)
)


SINGLE = tuple(
    Probe((nodes[-1], grad))
    for nodes, grad in (
        (tape(3.0, -0.5, steps=[(mul, 0, 1)]), 2.0),
        (tape(2.0, steps=[(sin, 0)]), -1.5),
        (tape(1.0, 2.5, steps=[(add, 0, 1)]), 0.5),
        (tape(-1.0, steps=[(exp, 0)]), 4.0),
        (tape(1.25, steps=[]), 3.0),
    )
)
