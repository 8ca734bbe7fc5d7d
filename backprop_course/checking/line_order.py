"""Near misses in the order of lines: two neighbours of a plain solution change places."""

import ast

TAG = "near-miss.order"


def swaps(tree, plain):
    """(line, function, tag, cause) for each pair of neighbouring assignments in another order."""
    for body, k in [*neighbours(tree)]:
        first, second = body[k : k + 2]
        body[k : k + 2] = second, first
        function = function_of(tree, plain)
        body[k : k + 2] = first, second
        one, other = (made(line) for line in (first, second))
        cause = f"{other} is made before {one}, and should be made after it"
        yield second, function, TAG, cause


def neighbours(tree):
    """(list of statements, k) where the k-th and the next are assignments to different names."""
    for node in ast.walk(tree):
        body = getattr(node, "body", [])
        for k in range(len(body) - 1) if isinstance(body, list) else ():
            pair = body[k : k + 2]
            if all(isinstance(line, ast.Assign) for line in pair) and made(pair[0]) != made(
                pair[1]
            ):
                yield body, k


def made(line):
    return ast.unparse(line.targets[0]).strip("()")


def function_of(tree, plain):
    """The function of a tree, with the names that the plain solution may use."""
    names = dict(plain.__globals__)
    exec(compile(ast.Module([tree], []), "near miss", "exec"), names)
    return names[tree.name]
