"""Implement: what one node sends to its inputs."""

from ...checking import Exercise, Mistake
from ...ops import VJPS
from .probes import SINGLE


def values_of(node):
    return [x.value for x in node.inputs]


def shares_with(arrives=lambda grad: grad, values=values_of, sent=list):
    """The shares with some of their parts replaced."""

    def answer(node, grad):
        if node.f is None:
            return []
        return sent(VJPS[node.f](arrives(grad), *values(node)))

    return answer


of_one = shares_with()


def one_by_one(node, grad):
    sent = []
    for k in range(len(node.inputs)):
        sent.append(VJPS[node.f](grad, *values_of(node))[k])
    return sent


shares = Exercise(
    name="shares",
    points=2,
    minutes=5,
    grade="warm-up",
    kind="implement",
    hints=(
        "Which three things stand in a node, and which of them does a backward function ask for?",
        "The table is a dict: which key does it want? The star passes a list as separate "
        "arguments: which list?",
        "A leaf has no formula. How can you ask a node for that?",
    ),
    reference=lambda node, grad: of_one(node, grad),
    accepted=(one_by_one,),
    mistakes=(
        Mistake(
            "shares.slopes",
            shares_with(arrives=lambda grad: 1.0),
            "these are the local slopes alone: the gradient that arrives is not used",
            "What should happen to your shares when the gradient doubles?",
        ),
        Mistake(
            "shares.forward",
            lambda node, grad: [node.f(*values_of(node))] * len(node.inputs) if node.f else [],
            "the formula itself is called, where its backward function is wanted",
            "What does the table give for a formula?",
        ),
        Mistake(
            "shares.own-value",
            shares_with(values=lambda node: [node.value] * len(node.inputs)),
            "the slopes are taken at the node's own value",
            "Where does a slope of the formula have to be taken: at what went in, or at what "
            "came out?",
        ),
        Mistake(
            "shares.nodes",
            shares_with(values=lambda node: list(node.inputs)),
            "the nodes themselves are passed, where the backward function wants numbers",
            "Which part of a node is the number that went into the formula?",
        ),
        Mistake(
            "shares.inputs-reversed",
            shares_with(values=lambda node: values_of(node)[::-1]),
            "the values of the inputs stand in reverse order",
            "Which value does the formula take first?",
        ),
        Mistake(
            "shares.passed-on",
            lambda node, grad: [grad] * len(node.inputs),
            "the gradient is passed on as it came, without any slope",
            "Is every formula a sum?",
        ),
        Mistake(
            "shares.twice",
            shares_with(sent=lambda found: [2.0 * share for share in found]),
            "each share is sent twice",
            "How often does a node use the input in this place of its list?",
        ),
        Mistake(
            "shares.times-gradient",
            lambda node, grad: [grad * share for share in of_one(node, grad)],
            "the gradient is multiplied in twice",
            "What does the backward function do with its first argument?",
        ),
    ),
    probes=SINGLE,
    outputs=(),
    uses=("ops.VJPS",),
    praise="Does your function know whether the values are numbers or matrices?",
)
