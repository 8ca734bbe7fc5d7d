"""Which step of a backward pass is wrong: gradients compared, drawn along the way they take.

`trace_divergence` compares two sets of gradients by name; `draw_divergence` draws the values of a
`Sequential` from left to right and below them the gradients on their way back.
"""

from dataclasses import dataclass

from ...diagnostics import first_divergence


@dataclass(frozen=True)
class PassTrace:
    """The values in order, the error of every gradient (0 where it agrees), and the first wrong."""

    values: tuple
    errors: dict
    first: object  # a Divergence or None


def trace_divergence(values, ours, theirs, *, upstream, tolerance):
    """Compare the gradients of ``diagnostics.backward_values`` with others of the same names.

    values: the names of ``diagnostics.forward_values``.
    """
    errors = {}
    for name in ours:
        one = first_divergence({name: ours[name]}, theirs, tolerance=tolerance)
        errors[name] = one.error if one else 0.0
    first = first_divergence(ours, theirs, upstream=upstream, tolerance=tolerance)
    return PassTrace(tuple(values), errors, first)


def describe_divergence(walk):
    """How many gradients differ, and which is the first on the way back."""
    wrong = [name for name, error in walk.errors.items() if error]
    if not wrong:
        return "All gradients agree."
    return (
        f"{len(wrong)} of {len(walk.errors)} gradients differ. The first in the order of the "
        f"backward pass is {walk.first.name}; {', '.join(walk.first.upstream)} before it agrees."
    )
