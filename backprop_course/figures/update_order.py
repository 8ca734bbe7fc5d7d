"""Two layers of one weight each: updated after handing back, and before it."""

from dataclasses import dataclass

import numpy as np

from ..gradcheck import numerical_gradient
from . import palette, svg


@dataclass(frozen=True)
class Order:
    """The way back through y = w2 (w1 x), with w2 updated on the way.

    ``handed_back`` is the gradient that reaches the hidden value, ``used`` the w2 it was made with;
    ``nudged`` is the gradient of w1 by nudging.
    """

    safe: bool
    grad_y: float
    hidden: float
    grad_w2: float
    w2: float
    w2_after: float
    used: float
    handed_back: float
    x: float
    grad_w1: float
    nudged: float

    @property
    def right(self):
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
        f"{_name(order)}: w2 gets the gradient {svg.written(order.grad_w2)}, "
        f"{svg.written(order.handed_back)} is handed back through w2 = {svg.written(order.used)}, "
        f"and w1 gets {svg.written(order.grad_w1)}; nudging says {svg.written(order.nudged)}."
        for order in orders
    )


def _name(order):
    return "safe: hand back, then update" if order.safe else "unsafe: update, then hand back"


# ---------------------------------------------------------------- the picture

WIDTH, TOP, LANE, HEIGHT = 1004, 62, 172, 420
CARD, GAP = (214, 84), 36
TITLE = "When may a layer be updated on the way back?"


def draw_orders(orders):
    """SVG text: a lane of four steps for each order, in the order of time."""
    parts = [svg.text(WIDTH / 2, 30, TITLE, size=18, bold=True)]
    for i, order in enumerate(orders):
        parts += _lane(order, TOP + LANE * i)
    words = "nudging *w1* before the update says that its gradient is "
    words += svg.written(orders[0].nudged)
    parts.append(svg.text(20, HEIGHT - 18, words, size=14, colour=palette.REFERENCE,
                          anchor="start"))  # fmt: skip
    return svg.document(WIDTH, HEIGHT, parts, title=TITLE, description=describe_orders(orders))


def _lane(order, top):
    yield svg.text(20, top + 20, _name(order), size=17, anchor="start", bold=True)
    y = top + 88
    for i, (head, body, colour) in enumerate(_cards(order)):
        x = 20 + CARD[0] / 2 + i * (CARD[0] + GAP)
        wrong = i == 3 and not order.right
        fill = palette.BACKWARD_TINT if wrong else palette.PAPER
        yield svg.box(x, y, *CARD, colour=colour, fill=fill, stroke=4 if wrong else 2)
        yield svg.text(x, y - 12, head, size=15, colour=palette.INK)
        yield svg.text(x, y + 20, body, size=17, colour=palette.INK, bold=True)
        if i < 3:
            yield svg.arrow([(x + CARD[0] / 2 + 3, y), (x + CARD[0] / 2 + GAP - 3, y)])
        if i == 3:
            words = f"wrong: should be {svg.written(order.nudged)}" if wrong else "right"
            yield svg.text(x, y + CARD[1] / 2 + 20, words, size=14, bold=True,
                           colour=palette.BACKWARD if wrong else palette.INK)  # fmt: skip


def _cards(order):
    """(head, body, colour) of the four steps."""
    n = svg.written
    first = "gradient of *w2*", f"{n(order.grad_y)} × {n(order.hidden)} = {n(order.grad_w2)}"
    back = "hand back: × *w2*", f"{n(order.grad_y)} × {n(order.used)} = {n(order.handed_back)}"
    update = "update *w2*", f"{n(order.w2)} → {n(order.w2_after)}", palette.UPDATE
    last = "gradient of *w1*", f"{n(order.handed_back)} × {n(order.x)} = {n(order.grad_w1)}"
    back, last = (*back, palette.BACKWARD), (*last, palette.BACKWARD)
    middle = (back, update) if order.safe else (update, back)
    return ((*first, palette.BACKWARD), *middle, last)
