"""The graphs to test with.  In each of them one order alone visits every node after its inputs."""

from ...checking import Probe
from ...ops import add, exp, mul, sin, square


class Node(float):
    """A node that is also its value, so that a list or a dict of nodes can be compared.

    No two nodes of a graph below have the same value.
    """

    def __new__(cls, value, f=None, inputs=()):
        node = super().__new__(cls, value)
        node.value, node.f, node.inputs = float(value), f, tuple(inputs)
        return node


def made(f, *inputs):
    """The node that a formula makes."""
    return Node(f(*(x.value for x in inputs)), f, inputs)


def chain(x):
    u = made(square, x)
    return [x, u, made(sin, u)]


def in_the_middle(x):
    h = made(sin, x)
    e = made(exp, h)
    return [x, h, e, made(add, h, e)]


def shortcut(x):
    u = made(square, x)
    v = made(sin, u)
    m = made(mul, x, v)
    return [x, u, v, m, made(add, x, m)]


def doubled(x):
    order = [x]
    for _ in range(5):
        order.append(made(add, order[-1], order[-1]))
    return order


def woven(x):
    u = made(mul, x, x)
    v = made(add, u, x)
    w = made(mul, v, u)
    m = made(sin, w)
    p = made(mul, w, m)
    return [x, u, v, w, m, p, made(add, p, u)]


ORDERS = (  # every node, inputs first
    shortcut(Node(1.5)),
    chain(Node(-0.5)),
    in_the_middle(Node(-0.75)),
    doubled(Node(-1.0)),
    woven(Node(0.5)),
)
RESULTS = tuple(Probe((order[-1],), {"nodes": len(order)}) for order in ORDERS)
GRADS = (1.0, 2.0, -1.5, 0.5, -3.0)
REVERSED = tuple(
    Probe((order[::-1], grad), {"nodes": len(order)})
    for order, grad in zip(ORDERS, GRADS, strict=True)
)
SINGLE = tuple(
    Probe((node, grad))
    for node, grad in (
        (made(mul, Node(3.0), Node(-0.5)), 2.0),
        (made(sin, Node(2.0)), -1.5),
        (made(add, Node(1.0), Node(2.5)), 0.5),
        (made(exp, Node(-1.0)), 4.0),
        (Node(1.25), 3.0),
    )
)
