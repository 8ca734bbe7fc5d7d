"""Implement: an order in which each node stands after all of its inputs."""

from ...checking import Exercise, Mistake
from .probes import RESULTS


def visit_with(once=True, append_first=False):
    """Depth first, with some of the lines moved or left out."""

    def answer(y):
        order, seen = [], set()

        def visit(node):
            if node in seen:
                return
            if once:
                seen.add(node)
            if append_first:
                order.append(node)
            for x in node.inputs:
                visit(x)
            if not append_first:
                order.append(node)

        visit(y)
        return order

    return answer


inputs_before = visit_with()
as_met = visit_with(append_first=True)


def with_a_stack(y):
    order, seen, stack = [], set(), [(y, False)]
    while stack:
        node, inputs_are_done = stack.pop()
        if inputs_are_done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack += [(x, False) for x in node.inputs]
    return order


def breadth_first(y):
    order = [y]
    for node in order:  # which grows as we go
        order += [x for x in dict.fromkeys(node.inputs) if x not in order]
    return order


inputs_first = Exercise(
    name="inputs_first",
    points=2,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "Suppose that every input of a node has been visited, and so stands in the list. What is "
        "left to do for the node?",
        "A function may call itself. On which nodes does `visit` have to be called before its own "
        "node may be appended?",
        "What should `visit` do with a node that it has met before, and how can it know?",
    ),
    reference=lambda y: inputs_before(y),
    accepted=(with_a_stack, visit_with()),
    mistakes=(
        Mistake(
            "order.as-met",
            as_met,
            "a node is appended before its inputs are visited",
            "In your list, does any input stand behind a node that was made from it?",
        ),
        Mistake(
            "order.as-met-reversed",
            lambda y: as_met(y)[::-1],
            "a node is appended when it is first met, and the list is reversed",
            "x goes into the product and into the sum. Does it stand before both?",
        ),
        Mistake(
            "order.every-path",
            visit_with(once=False),
            "a node is visited once for each path that leads to it",
            "Which line tells your function that a node has been visited before?",
        ),
        Mistake(
            "order.result-first",
            lambda y: inputs_before(y)[::-1],
            "the order is that of the walk back, the result first",
            "Which node does the docstring want at the end?",
        ),
        Mistake(
            "order.no-leaves",
            lambda y: [node for node in inputs_before(y) if node.inputs],
            "the leaves are missing",
            "Where do the gradients go that we want in the end?",
        ),
        Mistake(
            "order.breadth-first",
            lambda y: breadth_first(y)[::-1],
            "the nodes are sorted by how near they are to the result",
            "x can be one step from the result, and also four steps. Which of them counts?",
        ),
        Mistake(
            "order.empty",
            lambda y: [],
            "no node is ever appended",
            "After which line is a node ready for the list?",
        ),
    ),
    probes=RESULTS,
    outputs=("order",),
    praise="How often is each node visited now, and does that depend on the number of paths?",
)
