"""Shapes that do not fit, in plain words: which two arrays met, and how their lengths should meet.

A place is that of `errors`: the line of the learner's own that raised, and its frame.
"""

import ast
import re

import numpy as np

SHAPE = r"\([\d, ]*\)"
LACKS_AN_AXIS = "Which of the two arrays lacks an axis or has one too many, and which line made it?"
SUM_TAKES_ONE = "Which axis does a sum over it take away, and which one should stay?"
LAID_ALONG = "An array with one axis is laid along the rows of the other, number by number. "
LAID_ALONG += "Does yours belong to these rows? If so, what gives it a second axis?"
KEEPS_IT = "What shape does a sum or a maximum over an axis have? What keeps that axis?"
ENTRY_BY_ENTRY = "The sign * multiplies entry by entry. Is that meant, or a product of matrices?"
WHICH_LAYER = "Whose values does each of the two arrays hold, and do these belong to one layer?"


def product_shapes(found, line, place):
    """Two arrays under @ whose lengths do not meet: which two, where they can be told."""
    words, shapes = "The two arrays of the product @ do not fit", product_operands(place)
    if shapes:
        (left, a), (right, b) = shapes
        words = f"{left} has shape {a} and {right} has shape {b}: "
        words += f"{left} @ {right} needs as many columns on the left as rows on the right"
    question = (
        "What shape should the product have? Does one factor have to be transposed, or moved?"
    )
    return "product-shapes", words, question


def product_operands(place):
    """((text, shape), (text, shape)) of the first product in a line that cannot be formed."""
    for node in nodes_of(place, ast.BinOp):
        if isinstance(node.op, ast.MatMult):
            pair = [(ast.unparse(side), shape_of(side, place)) for side in (node.left, node.right)]
            shapes = [shape for _, shape in pair]
            if all(shapes) and shapes[0][-1] != shapes[1][-2 if len(shapes[1]) > 1 else 0]:
                return pair
    return None


def not_aligned(found, line, place):
    words = (
        f"The shapes {found[1]} and {found[2]} do not fit in a matrix product: it needs as many "
    )
    words += "columns on the left as rows on the right"
    question = (
        "What shape should the product have? Does one factor have to be transposed, or moved?"
    )
    return "product-shapes", words, question


def unequal_shapes(found, line, place):
    """Shapes that cannot be met entry by entry."""
    shapes = list(dict.fromkeys(re.findall(SHAPE, found[0])))
    words = "Arrays of the shapes " + " and ".join(shapes)
    words += " meet entry by entry, and two lengths that stand in the same place differ"
    return "unequal-shapes", words, question_about_shapes(shapes, line, place)


def question_about_shapes(shapes, line, place):
    """What to ask about shapes that cannot be met entry by entry."""
    sums = re.search(r"(sum|max|mean)\(([^()]*(axis|,)|-?\d)", line)
    sizes = [[int(size) for size in re.findall(r"\d+", shape)] for shape in shapes]
    axes = [len(some) for some in sizes]
    times = any(isinstance(node.op, ast.Mult) for node in nodes_of(place, ast.BinOp))
    if axes == [2, 2] and times and sizes[0][1] == sizes[1][0]:
        return ENTRY_BY_ENTRY
    if axes == [2, 2] and sizes[0][0] == sizes[1][0]:
        return WHICH_LAYER
    if max(axes) == 1 and sums:
        return SUM_TAKES_ONE
    if min(axes) == 1 < max(axes) and not sums:
        return LAID_ALONG
    if sums:
        return KEEPS_IT
    only_times = {type(node.op) for node in nodes_of(place, ast.BinOp)} == {ast.Mult}
    return ENTRY_BY_ENTRY if only_times else LACKS_AN_AXIS


# ---------------------------------------------------------------- what a line holds


def nodes_of(place, kind):
    """The nodes of one kind in a line of code; none when it cannot be read on its own."""
    line = place.line if place else ""
    for text in (line, f"{line} pass", f"{line}\n pass"):
        try:
            return [node for node in ast.walk(ast.parse(text)) if isinstance(node, kind)]
        except SyntaxError:
            continue
    return []


def shape_of(node, place):
    """The shape of what stands in a line: a name, a name with .T, or entry by entry of such."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        shape = shape_of(node.value, place)
        return shape and shape[::-1]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Add | ast.Sub | ast.Div):
        sides = [shape_of(side, place) for side in (node.left, node.right)]
        return None if None in sides else met(*sides)
    value = value_of(node, place)
    return () if isinstance(value, int | float) else getattr(value, "shape", None)


def met(*shapes):
    """The shape of arrays that meet entry by entry; None where they do not fit."""
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        return None


def value_of(node, place):
    """The value of a name in a line; None for other expressions, or when it is not known."""
    if not isinstance(node, ast.Name) or place is None or place.frame is None:
        return None
    return place.frame.f_locals.get(node.id, place.frame.f_globals.get(node.id))
