"""The three matrix products of a linear layer, for examples in rows and for examples in columns.

Each matrix is drawn to scale, one small square per entry; the thick sides are the axis that is
summed over and so vanishes.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Product:
    """left @ right = result, each a (name, shape); ``over`` says which way, and what is summed."""

    left: tuple
    right: tuple
    result: tuple
    over: str


def trace_conventions(n, fan_in, fan_out):
    """The products of a linear layer on n examples, in both conventions, with their shapes."""
    sums = (
        f"forward: sum over {fan_in} inputs",
        f"back to W: sum over {n} examples",
        f"back to x: sum over {fan_out} outputs",
    )
    rows = (
        (("x", (n, fan_in)), ("W", (fan_in, fan_out)), ("y", (n, fan_out))),
        (("x.T", (fan_in, n)), ("grad_y", (n, fan_out)), ("grad_W", (fan_in, fan_out))),
        (("grad_y", (n, fan_out)), ("W.T", (fan_out, fan_in)), ("grad_x", (n, fan_in))),
    )
    columns = (
        (("W", (fan_out, fan_in)), ("x", (fan_in, n)), ("y", (fan_out, n))),
        (("grad_y", (fan_out, n)), ("x.T", (n, fan_in)), ("grad_W", (fan_out, fan_in))),
        (("W.T", (fan_in, fan_out)), ("grad_y", (fan_out, n)), ("grad_x", (fan_in, n))),
    )
    return {
        name: [Product(*product, over) for product, over in zip(products, sums, strict=True)]
        for name, products in (("rows", rows), ("columns", columns))
    }


def describe_conventions(trace):
    """The picture in words: each convention, its products and their sums."""
    sides = []
    for name, products in trace.items():
        words = (f"{p.over}, {p.left[0]} @ {p.right[0]} = {p.result[0]}" for p in products)
        sides.append(f"Examples in {name}: {'; '.join(words)}.")
    return " ".join(sides)
