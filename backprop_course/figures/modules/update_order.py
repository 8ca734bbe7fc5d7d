"""Two layers of one weight each: updated after the gradient was sent back, and before."""

from dataclasses import dataclass

import numpy as np

from ...gradcheck import numerical_gradient
from ..drawing import svg


@dataclass(frozen=True)
class Order:
    """The backward pass through y = w2 (w1 x), with w2 updated meanwhile.

    ``sent_back`` is the gradient that reaches the hidden value, ``used`` the w2 it was made with;
    ``nudged`` is the gradient of w1 by nudging.
    """

    safe: bool
    grad_y: float
    hidden: float
    grad_w2: float
    w2: float
    w2_after: float
    used: float
    sent_back: float
    x: float
    grad_w1: float
    nudged: float

    @property
    def correct(self):
        """Whether the gradient of w1 is what nudging says."""
        return abs(self.grad_w1 - self.nudged) < 1e-6 * max(1.0, abs(self.nudged))


def trace_orders(x, w1, w2, target, lr):
    """(safe, unsafe): the same step of gradient descent on (y - target)^2, in two orders."""
    x, w1, w2, target = map(float, (x, w1, w2, target))
    hidden = w1 * x
    grad_y = 2 * (w2 * hidden - target)
    grad_w2, w2_after = grad_y * hidden, w2 - lr * grad_y * hidden
    nudged = numerical_gradient(lambda w: (w2 * w.item() * x - target) ** 2, np.array([w1])).item()
    orders = []
    for safe in (True, False):
        used = w2 if safe else w2_after
        back = grad_y * used
        orders.append(
            Order(safe, grad_y, hidden, grad_w2, w2, w2_after, used, back, x, back * x, nudged)
        )
    return tuple(orders)


def describe_orders(orders):
    """Both orders in a sentence each."""
    return " ".join(
        f"{order_name(order)}: w2 gets the gradient {svg.written(order.grad_w2)}, "
        f"{svg.written(order.sent_back)} is sent back through w2 = {svg.written(order.used)}, "
        f"and w1 gets {svg.written(order.grad_w1)}; nudging says {svg.written(order.nudged)}."
        for order in orders
    )


def order_name(order):
    return "safe: send back, then update" if order.safe else "unsafe: update, then send back"
