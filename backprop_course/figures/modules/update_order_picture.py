"""The picture of ``update_order``: see there for its numbers and its sentence."""

from ..drawing import palette, svg
from .update_order import describe_orders, order_name

WIDTH, TOP, LANE, HEIGHT = 1004, 62, 172, 420
CARD, GAP = (214, 84), 36
TITLE = "When may a layer be updated in the backward pass?"


def draw_orders(orders):
    """SVG text: a lane of four steps for each order, in the order of time."""
    parts = [svg.text(20, 30, TITLE, size=18, anchor="start", bold=True)]
    for i, order in enumerate(orders):
        parts += _lane(order, TOP + LANE * i)
    words = "nudging *w1* before the update says that its gradient is "
    words += svg.written(orders[0].nudged)
    parts.append(
        svg.text(20, HEIGHT - 18, words, size=14, colour=palette.REFERENCE, anchor="start")
    )
    return svg.document(WIDTH, HEIGHT, parts, title=TITLE, description=describe_orders(orders))


def _lane(order, top):
    yield svg.text(20, top + 20, order_name(order), size=17, anchor="start", bold=True)
    y = top + 88
    for i, (head, body, colour) in enumerate(_cards(order)):
        x = 20 + CARD[0] / 2 + i * (CARD[0] + GAP)
        wrong = i == 3 and not order.correct
        fill = palette.BACKWARD_TINT if wrong else palette.PAPER
        yield svg.box(x, y, *CARD, colour=colour, fill=fill, stroke=4 if wrong else 2)
        yield svg.text(x, y - 12, head, size=15, colour=palette.INK)
        yield svg.text(x, y + 20, body, size=17, colour=palette.INK, bold=True)
        if i < 3:
            yield svg.arrow([(x + CARD[0] / 2 + 3, y), (x + CARD[0] / 2 + GAP - 3, y)])
        if i == 3:
            words = f"wrong: should be {svg.written(order.nudged)}" if wrong else "correct"
            yield svg.text(
                x,
                y + CARD[1] / 2 + 20,
                words,
                size=14,
                bold=True,
                colour=palette.BACKWARD if wrong else palette.INK,
            )


def _cards(order):
    """(head, body, colour) of the four steps."""
    n = svg.written
    first = "gradient of *w2*", f"{n(order.grad_y)} × {n(order.hidden)} = {n(order.grad_w2)}"
    back = "send back: × *w2*", f"{n(order.grad_y)} × {n(order.used)} = {n(order.sent_back)}"
    update = "update *w2*", f"{n(order.w2)} → {n(order.w2_after)}", palette.UPDATE
    last = "gradient of *w1*", f"{n(order.sent_back)} × {n(order.x)} = {n(order.grad_w1)}"
    back, last = (*back, palette.BACKWARD), (*last, palette.BACKWARD)
    middle = (back, update) if order.safe else (update, back)
    return ((*first, palette.BACKWARD), *middle, last)
