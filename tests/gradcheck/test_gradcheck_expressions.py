"""Gradients of random expressions, correct by construction, never fail; with a term dropped, never
pass in silence."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_course import ops
from backprop_course.gradcheck import check_gradient


class Node:
    """A value, and the nodes it was made from with the function that leads its gradient back."""

    def __init__(self, value, parents=(), back=None):
        self.value, self.parents, self.back = value, parents, back


def add(a, b):
    return Node(a.value + b.value, (a, b), lambda g: (g, g))


def mul(a, b):
    return Node(a.value * b.value, (a, b), lambda g: (g * b.value, g * a.value))


def tanh(a, _):
    return Node(np.tanh(a.value), (a,), lambda g: (g * (1.0 - np.tanh(a.value) ** 2),))


def exp(a, _):
    squeezed = np.tanh(a.value)  # so that a tower of exponentials stays finite
    y = np.exp(squeezed)
    return Node(y, (a,), lambda g: (g * y * (1.0 - squeezed**2),))


def log(a, _):
    return Node(np.log(a.value**2 + 1), (a,), lambda g: (g * 2 * a.value / (a.value**2 + 1),))


def softmax(a, _):
    return Node(ops.softmax(a.value), (a,), lambda g: ops.softmax_vjp(g, a.value))


def norm(a, _):
    """sqrt(mean of the squares + 1) in every entry of the row."""
    r = np.sqrt(np.mean(a.value**2, axis=1, keepdims=True) + 1.0)
    y = r * np.ones_like(a.value)
    n = a.value.shape[1]
    return Node(y, (a,), lambda g: (np.sum(g, axis=1, keepdims=True) * a.value / (n * r),))


STEPS = (add, mul, tanh, exp, log, softmax, norm)
steps = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 9), st.integers(0, 9)), max_size=8
)
PROGRAM = steps.filter(bool)
SIZE = st.sampled_from([0.1, 1.0, 10.0, 100.0])


def run(program, x, drop=None):
    """(the sum of everything computed, its gradient); without the way back of step ``drop``."""
    nodes = [Node(x)]
    for step, i, j in program:
        nodes.append(step(nodes[i % len(nodes)], nodes[j % len(nodes)]))
    grads = {id(node): np.ones_like(node.value) for node in nodes}
    for k, node in reversed([*enumerate(nodes)][1:]):
        for parent, grad in zip(node.parents, node.back(grads[id(node)]), strict=True):
            if k != drop:
                grads[id(parent)] = grads[id(parent)] + grad
    return sum(np.sum(node.value) for node in nodes), grads[id(nodes[0])]


def report(program, size, seed, drop=None):
    rng = np.random.default_rng(seed)
    x = size * rng.normal(size=(2, 3))
    claim = lambda x: run(program, x, drop)[1]  # noqa: E731
    return check_gradient(lambda x: run(program, x)[0], claim, x, rng=rng), x


@settings(max_examples=150, deadline=None)
@given(PROGRAM, SIZE, st.integers(0, 10**6))
def test_a_gradient_that_is_correct_by_construction_never_fails(program, size, seed):
    with np.errstate(all="ignore"):
        found, x = report(program, size, seed)
        if np.isfinite(run(program, x)[1]).all():
            assert found.verdict != "fails", (found, program)


@settings(max_examples=150, deadline=None)
@given(PROGRAM, SIZE, st.integers(0, 10**6), st.integers(1, 8))
def test_a_gradient_with_a_dropped_term_never_passes(program, size, seed, drop):
    drop = 1 + drop % len(program)
    with np.errstate(all="ignore"):
        found, x = report(program, size, seed, drop)
        right, wrong = run(program, x)[1], run(program, x, drop)[1]
        if not np.isfinite([right, wrong]).all():
            return
        worst = np.max(np.abs(right - wrong) / (np.abs(right) + np.max(np.abs(right))))
        if worst > 1e-4:
            in_silence = found.passed and "as far as rounding lets it be seen" not in found.note
            assert not in_silence, (found, program)
