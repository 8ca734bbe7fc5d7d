"""One small change in the text of a function: another name, another sign, a missing term.

The text is a tree, see `ast`.  A change says what is put where; the tree itself stays as it is.
"""

import ast
import copy
from dataclasses import dataclass

from .other_calls import other_axis, other_count, other_function, other_index, other_rounds
from .small_numbers import called, small_number

SIGNS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Pow: "**",
    ast.MatMult: "@",
}
OTHER_SIGNS = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Add, ast.Div, ast.Sub),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
OTHER_NUMBERS = (0, 0.5, 1, 2, 3)
LONGER = "an expression"


@dataclass(frozen=True)
class Change:
    """One change of a plain solution: where, what is put there, and how it is told."""

    statement: int
    path: tuple
    node: ast.AST
    tag: str
    cause: str


# ---------------------------------------------------------------- places in a text


def statements(function):
    """Every assignment, return and head of a loop of a function, in order."""
    kinds = ast.Assign | ast.AugAssign | ast.Return | ast.For
    return [node for node in ast.walk(function) if isinstance(node, kinds)]


def expressions(node, path=()):
    """(path, node) for every expression that is read below a node."""
    for field, value in ast.iter_fields(node):
        if field in ("targets", "target", "ctx", "op", "func") and not isinstance(
            value, ast.Attribute
        ):
            continue
        parts = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, part in parts:
            if isinstance(part, ast.expr):
                here = (*path, (field, index))
                yield here, part
                yield from expressions(part, here)


def put(node, path, new):
    """Put another node at the end of a path, and return the one that stood there."""
    *before, (field, index) = path
    for name, number in before:
        value = getattr(node, name)
        node = value if number is None else value[number]
    place = getattr(node, field)
    if index is None:
        setattr(node, field, new)
        return place
    place[index], old = new, place[index]
    return old


def target_of(statement, path=()):
    """What a statement makes, in words: of several names the one that belongs to a path."""
    if isinstance(statement, ast.Return):
        return "what is returned"
    if isinstance(statement, ast.For):
        return ""
    target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
    if isinstance(target, ast.Tuple) and path[1:] and path[1][0] == "elts":
        target = target.elts[path[1][1]]
    while isinstance(target, ast.Subscript):  # the index is made of names of ours
        target = target.value
    return ast.unparse(target).strip("()")


def quoted(node):
    """A name, number or function as it stands there; what is longer would give the answer away."""
    if isinstance(node, ast.Name):
        return node.id
    return ast.unparse(node) if isinstance(node, ast.Constant | ast.Attribute) else LONGER


# ---------------------------------------------------------------- changes


def changes_of(function, outputs=(), most=None):
    """Every Change of a function: signs, terms and numbers first, then other names, then the rest.

    Of two that do the same, that in a line which makes an output accuses no step before it.
    """
    found = []
    known = [argument.arg for argument in function.args.args]
    for number, statement in enumerate(statements(function)):
        where = target_of(statement)
        for tag, cause, new in whole_side(statement, known):
            change = Change(number, (("value", None),), new, tag, f"{cause}, in {where}")
            found.append((1, where not in outputs, change))
        for path, node in expressions(statement):
            where = target_of(statement, path)
            for kind in KINDS:
                for new, tag, cause in kind(node, known):
                    told = f"{cause}, in {where}" if where else cause
                    change = Change(number, path, new, tag, told)
                    found.append((LATER.get(kind, 0), where not in outputs, change))
        known += [name for name in names_made(statement) if name not in known]
    tried = sorted(found, key=lambda one: one[0])[:most]
    return [change for *_, change in sorted(tried, key=lambda one: one[:2])]


def names_made(statement):
    targets = getattr(statement, "targets", [])
    return [n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)]


def whole_side(statement, known):
    """A factor or a term too many on the right side of a statement, or what += adds to is lost."""
    if isinstance(getattr(statement, "op", None), ast.Add):
        before = ast.parse(ast.unparse(statement.target), mode="eval").body
        alone = ast.BinOp(statement.value, ast.Sub(), before)
        yield "near-miss.overwrites", "a = stands where a += belongs", alone
    if isinstance(getattr(statement, "value", None), ast.BinOp | ast.Call):
        for name in known:
            read = ast.Name(name, ast.Load())
            factor = ast.BinOp(statement.value, ast.Mult(), read)
            yield "near-miss.extra", f"there is a factor {name} too many", factor
            yield "near-miss.extra", f"{name} is added", ast.BinOp(statement.value, ast.Add(), read)


def other_sign(node, known):
    if isinstance(node, ast.BinOp):
        for kind in OTHER_SIGNS.get(type(node.op), ()):
            new = ast.BinOp(node.left, kind(), node.right)
            cause = f"a {SIGNS[kind]} stands where a {SIGNS[type(node.op)]} belongs"
            yield new, "near-miss.sign", cause


def turned_round(node, known):
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.Div | ast.MatMult):
        new = ast.BinOp(node.right, node.op, node.left)
        yield (
            new,
            "near-miss.turned-round",
            f"the two sides of a {SIGNS[type(node.op)]} are exchanged",
        )


def missing_term(node, known):
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        square = getattr(node.right, "value", None) == 2
        words = "is not squared" if square else "is not raised to a power"
        yield node.left, "near-miss.missing", f"{quoted(node.left)} {words}"
        yield node.right, "near-miss.missing", f"a part is missing: {quoted(node.left)}"
    elif isinstance(node, ast.BinOp):
        for kept, lost in ((node.left, node.right), (node.right, node.left)):
            told = "a power" if isinstance(node.op, ast.Pow) and lost is node.right else "a part"
            yield kept, "near-miss.missing", f"{told} is missing: {quoted(lost)}"
    if isinstance(node, ast.UnaryOp):
        yield node.operand, "near-miss.missing", "a minus is missing"
    if isinstance(node, ast.Call) and len(node.args) == 1:
        yield node.args[0], "near-miss.missing", f"{quoted(node.func)} is left out"
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value, "near-miss.missing", f"{quoted(node.value)} is not transposed"


def transposed(node, known):
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        for side in ("left", "right"):
            factor = getattr(node, side)
            if isinstance(factor, ast.Name):
                new = with_side(node, side, ast.Attribute(factor, "T", ast.Load()))
                yield new, "near-miss.extra", f"{factor.id} is transposed"


def with_side(node, side, other):
    """The same operation with another left or right side."""
    new = ast.BinOp(node.left, node.op, node.right)
    setattr(new, side, other)
    return new


def extra_part(node, known):
    """A minus, a square or a function too many."""
    if isinstance(node, ast.BinOp | ast.Call | ast.Name):
        text = quoted(node)
        yield ast.UnaryOp(ast.USub(), node), "near-miss.extra", f"a minus stands before {text}"
        square = ast.BinOp(node, ast.Pow(), ast.Constant(2))
        yield square, "near-miss.extra", f"{text} is squared"
        size = ast.Call(ast.Name("abs", ast.Load()), [node], [])
        yield size, "near-miss.extra", f"the sign of {text} is lost"
        above = ast.BinOp(node, ast.Mult(), ast.Compare(node, [ast.Gt()], [ast.Constant(0)]))
        yield above, "near-miss.extra", f"what is below 0 in {text} is set to 0"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        for name in known:
            new = ast.BinOp(node, ast.Mult(), ast.Name(name, ast.Load()))
            yield new, "near-miss.extra", f"there is a factor {name} too many"
    if isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
        twice = ast.Call(node.func, [node], [])
        yield twice, "near-miss.extra", f"{quoted(node.func)} is applied twice"


def seldom(node, known):
    """The other share, as 1 - beta for beta; ones for what a function is given; a root of all."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        for side in ("left", "right"):
            share = getattr(node, side)
            if isinstance(share, ast.Name):
                other = ast.BinOp(ast.Constant(1), ast.Sub(), share)
                new = with_side(node, side, other)
                cause = f"1 - {share.id} stands where {share.id} belongs"
                yield new, "near-miss.number", cause
    for place, given in enumerate(node.args if isinstance(node, ast.Call) else ()):
        if isinstance(given, ast.Name):
            ones = ast.BinOp(given, ast.Pow(), ast.Constant(0))
            arguments = [*node.args[:place], ones, *node.args[place + 1 :]]
            new = ast.Call(node.func, arguments, node.keywords)
            yield new, "near-miss.number", f"ones stand where {given.id} belongs"
    if isinstance(node, ast.Call) and called(node) in ("sum", "mean"):
        size = ast.Call(ast.Name("abs", ast.Load()), [node], [])
        root = ast.BinOp(size, ast.Pow(), ast.Constant(0.5))
        yield root, "near-miss.extra", f"the root of a {called(node)} is taken"


def other_number(node, known):
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        for value in OTHER_NUMBERS:
            if value != node.value:
                cause = f"a {value} stands where another number belongs"
                yield ast.Constant(value), "near-miss.number", cause


def other_grouping(node, known):
    """Parentheses in another place: (a - y) ** 2 as a - y ** 2, w * x + b as w * (x + b)."""
    if isinstance(node, ast.BinOp):
        for side, other in (("left", "right"), ("right", "left")):
            inner = getattr(node, side)
            if isinstance(inner, ast.BinOp) and type(inner.op) is not type(node.op):
                outer, new = copy.copy(node), copy.copy(inner)
                setattr(outer, side, getattr(inner, other))
                setattr(new, other, outer)
                yield new, "near-miss.grouping", "parentheses group other terms together"


def pair_exchanged(node, known):
    """Two names in each other's place."""
    names = sorted({one.id for one in ast.walk(node) if isinstance(one, ast.Name)})
    if isinstance(node, ast.BinOp):
        for i, one in enumerate(names):
            for other in names[i + 1 :]:
                new = copy.deepcopy(node)
                for leaf in ast.walk(new):
                    if isinstance(leaf, ast.Name) and leaf.id in (one, other):
                        leaf.id = other if leaf.id == one else one
                yield new, "near-miss.exchanged", f"{one} and {other} stand in each other's place"


def other_name(node, known):
    if isinstance(node, ast.Name) and node.id in known:
        for name in known:
            if name != node.id:
                cause = f"{name} stands where {node.id} belongs"
                yield ast.Name(name, ast.Load()), "near-miss.name", cause


KINDS = (
    missing_term,
    other_sign,
    turned_round,
    other_number,
    small_number,
    other_axis,
    other_count,
    other_function,
    other_index,
    other_rounds,
    transposed,
    extra_part,
    other_grouping,
    pair_exchanged,
    other_name,
    seldom,
)
LATER = {other_name: 1, seldom: 2}  # where there are more changes than are tried
