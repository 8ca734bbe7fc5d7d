"""Near misses of a call, an index or a loop: another axis, another function, one place beside."""

import ast

from .small_numbers import called

PAIRS = (
    "sin cos",
    "sum mean",
    "sum max",
    "mean max",
    "max min",
    "maximum minimum",
    "argmax argmin",
)
PAIRS += ("log log2", "log log10", "log log1p", "exp expm1", "sign tanh", "forward backward")
PARTNERS = {}
for one, other in map(str.split, PAIRS):
    PARTNERS.setdefault(one, []).append(other)
    PARTNERS.setdefault(other, []).append(one)
AVERAGES = {"mean": "a mean", "var": "a variance"}


def other_axis(node, known):
    """A sum, mean or maximum along another axis, or over the whole array."""
    axis = keyword_of(node, "axis")
    if axis is None or not isinstance(axis.value, ast.Constant):
        return
    name = called(node)
    if axis.value.value in (0, 1):
        new = with_keywords(node, axis=1 - axis.value.value)
        yield new, "near-miss.axis", f"{name} runs along another axis"
    rest = [one for one in node.keywords if one.arg not in ("axis", "keepdims")]
    whole = ast.Call(node.func, node.args, rest)
    yield whole, "near-miss.axis", f"{name} runs over the whole array"


def other_count(node, known):
    """A mean that divides by one less than there are numbers, as that of a sample's variance."""
    if not (isinstance(node, ast.Call) and called(node) in AVERAGES):
        return
    axis = keyword_of(node, "axis")
    if not isinstance(node.func, ast.Attribute) or (axis is None and len(node.args) > 1):
        return
    array = node.args[0] if node.args else node.func.value
    size = ast.Attribute(ast.Name("np", ast.Load()), "size", ast.Load())
    count = ast.Call(size, [array, axis.value] if axis else [array], [])
    less = ast.BinOp(count, ast.Sub(), ast.Constant(1))
    new = ast.BinOp(ast.BinOp(node, ast.Mult(), count), ast.Div(), less)
    told = f"{AVERAGES[called(node)]} divides by one less than there are numbers"
    yield new, "near-miss.number", told


def keyword_of(node, name):
    found = node.keywords if isinstance(node, ast.Call) else []
    return next((one for one in found if one.arg == name), None)


def with_keywords(node, **changed):
    keywords = [
        ast.keyword(one.arg, ast.Constant(changed[one.arg])) if one.arg in changed else one
        for one in node.keywords
    ]
    return ast.Call(node.func, node.args, keywords)


def other_function(node, known):
    """The functions that are most often taken for this one."""
    for other in PARTNERS.get(called(node), ()) if isinstance(node, ast.Call) else ():
        if isinstance(node.func, ast.Attribute):
            new = ast.Attribute(node.func.value, other, ast.Load())
        else:
            new = ast.Name(other, ast.Load())
        cause = f"{other} stands where {called(node)} belongs"
        yield ast.Call(new, node.args, node.keywords), "near-miss.function", cause


def other_index(node, known):
    """An index one too large or too small, or an order that is not reversed."""
    if not isinstance(node, ast.Subscript):
        return
    if isinstance(node.slice, ast.Slice):
        if isinstance(node.slice.step, ast.UnaryOp):
            yield node.value, "near-miss.index", "an order is not reversed"
    elif isinstance(node.slice, ast.Name | ast.BinOp | ast.Constant):
        for kind, word in ((ast.Add, "large"), (ast.Sub, "small")):
            index = ast.BinOp(node.slice, kind(), ast.Constant(1))
            new = ast.Subscript(node.value, index, ast.Load())
            words = f"an index is one too {word}"
            if isinstance(node.value, ast.Call) and isinstance(node.slice, ast.Constant):
                words = f"another of the results of {called(node.value)} is taken"
            yield new, "near-miss.index", words


def other_rounds(node, known):
    """A loop with one round more or fewer."""
    if not (isinstance(node, ast.Call) and called(node) == "range" and len(node.args) == 1):
        return
    one, end = ast.Constant(1), node.args[0]
    rounds = (
        ([ast.BinOp(end, ast.Sub(), one)], "ends one round too early"),
        ([ast.BinOp(end, ast.Add(), one)], "takes one round too many"),
        ([one, end], "begins one round too late"),
    )
    for arguments, words in rounds:
        new = ast.Call(node.func, arguments, node.keywords)
        yield new, "near-miss.loop", f"a loop {words}"
