"""Every program that is one small change away from a function, by the change of one node."""

import ast
import copy
from itertools import permutations

OPERATORS = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt,),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt,),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}


def mutants(function):
    """The texts of all functions that differ from ``function`` (its node) in one place."""
    seen = {ast.unparse(function)}
    for place, node in enumerate(ast.walk(function)):
        for variant in variants(node, names(function)):
            text = ast.unparse(exchanged(function, place, variant))
            if text not in seen and is_python(text):
                seen.add(text)
                yield text


def is_python(text):
    try:
        return bool(compile(text, "mutant", "exec"))
    except SyntaxError:  # such as *a where no list is
        return False


def names(function):
    """The arguments and local variables."""
    local = [one for one in ast.walk(function) if isinstance(one, ast.Name)]
    stored = {one.id for one in local if isinstance(one.ctx, ast.Store)}
    return sorted(stored | {one.arg for one in ast.walk(function) if isinstance(one, ast.arg)})


def exchanged(function, place, variant):
    """A copy of the function in which one node, by its place in the walk, is another."""
    changed = copy.deepcopy(function)
    node = list(ast.walk(changed))[place]
    node.__class__, node.__dict__ = variant.__class__, copy.deepcopy(variant.__dict__)
    return changed


def variants(node, names):
    """The nodes that may stand in the place of this one."""
    match node:
        case ast.BinOp(left, operator, right):
            others = OPERATORS.get(type(operator), ())
            yield from (ast.BinOp(left, other(), right) for other in others)
            yield from (ast.BinOp(right, operator, left), left, right)
        case ast.AugAssign(target, operator, value):
            others = OPERATORS.get(type(operator), ())
            yield from (ast.AugAssign(target, other(), value) for other in others)
            yield ast.Assign([target], value, lineno=node.lineno)
        case ast.Compare(left, [operator], [right]):
            for other in OPERATORS.get(type(operator), ()):
                yield ast.Compare(left, [other()], [right])
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value) | float(value)):
            yield from map(ast.Constant, (value + 1, value - 1, 2 * value, -value))
        case ast.UnaryOp(_, operand):
            yield operand
        case ast.Attribute(value, "T"):
            yield value
        case ast.Name(id, ast.Load()):
            yield from (ast.Name(other, ast.Load()) for other in names if other != id)
        case ast.Call(called, arguments, keywords) if arguments:
            yield arguments[0]
            for k in range(len(keywords)):
                yield ast.Call(called, arguments, keywords[:k] + keywords[k + 1 :])
            yield from (ast.Call(called, list(one), keywords) for one in permutations(arguments))
        case ast.IfExp(_, body, otherwise):
            yield from (body, otherwise)
        case ast.Tuple(parts, ast.Load()) if len(parts) < 5:
            yield from (ast.Tuple(list(one), ast.Load()) for one in permutations(parts))
        case ast.Slice(lower, upper, step):
            yield from (ast.Slice(None, upper, step), ast.Slice(lower, None, step))
        case ast.Assign() | ast.Expr() | ast.If() | ast.For():
            yield ast.Pass()
