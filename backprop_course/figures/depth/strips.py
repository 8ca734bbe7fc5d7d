"""One strip for each recipe: how much of the gradient at the last layer reaches each other one.

White is as much as at the last layer, purple less, orange more; words and powers of ten beside and
inside the strips say the same.
"""

import math

from ..drawing import svg


def describe_depth_strips(traces):
    """Every recipe in words, with its factor per layer."""
    words = [f"{t.name.replace(chr(10), ', ')} {factor_words(t)}, {fate(t)}" for t in traces]
    depth = traces[0].depth
    return f"What {depth} layers do to the gradient, per layer: {'; '.join(words)}."


def fate(trace):
    """One word for what happens to the gradient between the last layer and the first."""
    if not is_finite(trace):
        return "overflows"
    if trace.ratio < 1e-2:
        return "vanishes"
    return "explodes" if trace.ratio > 1e2 else "stays"


def factor_words(trace):
    """The factor per layer: ×0.23."""
    if not is_finite(trace):
        return "no number"
    return f"×{trace.factor:.2f}" if trace.factor >= 0.1 else f"×{svg.written(trace.factor, 2)}"


def is_finite(trace):
    return all(map(math.isfinite, trace.backward)) and trace.backward[-1] > 0
