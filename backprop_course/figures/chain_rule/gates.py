"""Gates as traffic rules: what +, ×, max and a copy do with the gradient that comes back.

`trace_gate` asks the formulas of `ops` for the numbers of one gate, and `describe_gate` puts them
into words. The picture is in `gates_picture`.
"""

from dataclasses import dataclass

from ... import ops
from ..drawing import svg


@dataclass(frozen=True)
class GateTrace:
    """One gate: what enters it from both sides, its local slopes, and what it hands back.

    A copy has one input and two gradients that arrive, one from each use; all others the reverse.
    """

    kind: str
    inputs: tuple
    value: float
    upstream: tuple
    slopes: tuple
    grads: tuple


def trace_gate(kind, inputs, upstream):
    """Forward and backward through one gate: "+", "×", "max" or "copy".

    inputs: two numbers, one for a copy.  upstream: one gradient, two for a copy.
    """
    if kind not in RULES:
        raise ValueError(f"kind: expected one of {', '.join(RULES)}, got {kind!r}")
    inputs, upstream = tuple(map(float, inputs)), tuple(map(float, upstream))
    expected = (1, 2) if kind == "copy" else (2, 1)
    if (len(inputs), len(upstream)) != expected:
        raise ValueError(
            f"{kind}: expected {expected[0]} inputs and {expected[1]} gradients that arrive, "
            f"got {len(inputs)} and {len(upstream)}"
        )
    if kind == "copy":
        return GateTrace(kind, inputs, *inputs, upstream, (1.0, 1.0), (sum(upstream),))
    f, f_vjp = FORMULAS[kind]
    slopes = tuple(map(float, f_vjp(1.0, *inputs)))  # what a gate hands back when 1 arrives
    grads = tuple(map(float, f_vjp(*upstream, *inputs)))
    return GateTrace(kind, inputs, float(f(*inputs)), upstream, slopes, grads)


def _max_vjp(grad_y, a, b):
    # max(a, b) = b + relu(a − b), so at a tie all goes to b: ReLU has slope 0 at 0
    (grad_a,) = ops.relu_vjp(grad_y, ops.sub(a, b))
    return grad_a, grad_y - grad_a


FORMULAS = {
    "+": (ops.add, ops.add_vjp),
    "×": (ops.mul, ops.mul_vjp),
    "max": (max, _max_vjp),
}


# ---------------------------------------------------------------- words

RULES = {"+": "distributes", "×": "swaps", "max": "routes", "copy": "adds"}
READINGS = {
    "+": "both inputs get all that arrives",
    "×": "each input gets what arrives, times the other input",
    "max": "the larger input gets all that arrives, the other nothing",
    "copy": "what both uses send back is added",
}


def describe_gate(trace):
    """The picture in three short sentences: the rule, forward, and backward."""
    rule = f"{trace.kind} {RULES[trace.kind]}."
    arrived = [svg.written(gradient) for gradient in trace.upstream]
    numbers = [svg.written(value) for value in trace.inputs]
    shares = [words.replace("*", "") for words in handed_back(trace)]
    if trace.kind == "copy":
        return (
            f"{rule} Forward, two uses get a = {numbers[0]}. "
            f"Backward, they send {arrived[0]} and {arrived[1]}, so {shares[0]}."
        )
    tie = " A tie: b passes." if trace.kind == "max" and len(set(trace.inputs)) == 1 else ""
    return (
        f"{rule} Forward, a = {numbers[0]} and b = {numbers[1]} give y = "
        f"{svg.written(trace.value)}.{tie} Backward, {arrived[0]} arrives, "
        f"so {shares[0]} and {shares[1]}."
    )


def describe_gates(*traces):
    """The sentences of each gate on a plate."""
    return " ".join(map(describe_gate, traces))


def handed_back(trace):
    """How each gradient that a gate hands back comes about, as labels of a picture."""
    first, *others = trace.upstream
    if trace.kind == "copy":
        grounds = [f"{svg.written(first)} + {svg.factor(*others)}"]
    else:
        grounds = [f"{svg.written(first)} × {svg.factor(slope)}" for slope in trace.slopes]
    triples = zip("ab", grounds, trace.grads, strict=False)
    return [f"*∂L/∂{name}* = {ground} = {svg.written(grad)}" for name, ground, grad in triples]
