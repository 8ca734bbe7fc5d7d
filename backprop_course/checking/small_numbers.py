"""Near misses of a small number, such as one against division by 0: added, or in another place."""

import ast

SMALL = (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)
WORDS = {"sqrt": "root", "log": "logarithm"}
TAG = "near-miss.small-number"


def small_number(node, known):
    """(new node, tag, cause) for each place of a small number at or below this node."""
    yield from moved(node)
    yield from added(node)


def moved(node):
    """From inside a root to after it, and the other way; from below a division to after it."""
    if is_sum_with_small(node) and is_root(node.left):
        inside = call_of(node.left, plus(node.left.args[0], node.right))
        yield inside, TAG, "a small number is added inside the root, not after it"
    if is_root(node) and is_sum_with_small(node.args[0]):
        outside = plus(call_of(node, node.args[0].left), node.args[0].right)
        yield outside, TAG, "a small number is added after the root, not inside it"
    if is_quotient(node) and is_sum_with_small(node.right):
        after = plus(ast.BinOp(node.left, ast.Div(), node.right.left), node.right.right)
        yield after, TAG, "a small number is added after the division, not before it"


def added(node):
    """Below a division, inside a root or a logarithm."""
    for number in map(ast.Constant, SMALL):
        told = f"{number.value:g} is added"
        if is_quotient(node):
            new = ast.BinOp(node.left, ast.Div(), plus(node.right, number))
            yield new, TAG, f"{told} to what something is divided by"
        if isinstance(node, ast.Call) and called(node) in WORDS:
            new = call_of(node, plus(node.args[0], number))
            yield new, TAG, f"{told} inside the {WORDS[called(node)]}"


def is_sum_with_small(node):
    """Whether this adds a small number, or something that is called eps."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add):
        return False
    number = getattr(node.right, "value", 1.0)
    named = isinstance(node.right, ast.Name) and node.right.id == "eps"
    return named or (isinstance(number, float) and 0 < number < 1e-2)


def is_quotient(node):
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)


def is_root(node):
    return isinstance(node, ast.Call) and called(node) == "sqrt"


def called(node):
    """The name of the function in a call, without its module."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def plus(node, number):
    return ast.BinOp(node, ast.Add(), number)


def call_of(node, argument):
    """The same call with another first argument."""
    return ast.Call(node.func, [argument, *node.args[1:]], node.keywords)
