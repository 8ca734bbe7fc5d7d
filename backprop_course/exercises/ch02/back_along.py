"""Implement: back along a chain of any length."""

import numpy as np

from ...checking import Exercise, Mistake, Probe


def back_along_reference(slopes):
    gradients = np.ones(len(slopes) + 1)
    for k in range(len(slopes) - 1, -1, -1):
        gradients[k] = gradients[k + 1] * slopes[k]
    return gradients


def plain(slopes):
    gradient = 1.0
    gradients = [gradient]
    for slope in reversed(slopes):
        gradient = gradient * slope
        gradients = [gradient, *gradients]
    return np.array(gradients)


def by_products(slopes):
    return np.array([np.prod(slopes[k:]) for k in range(len(slopes) + 1)])


def of(change):
    """A wrong answer from the slopes as an array."""
    return lambda slopes: np.array(change(np.array(slopes)), dtype=float)


END = "With which gradient does the last quantity begin, and whose slope is that?"
OWN = "A nudge of quantity k passes which of the steps on its way to the end?"
WRONG = (
    (
        "from-the-front",
        of(lambda s: [1.0, *np.cumprod(s)]),
        "the products begin at the front: that is how a nudge of the first quantity grows",
        OWN,
    ),
    (
        "reversed",
        lambda slopes: back_along_reference(slopes)[::-1].copy(),
        "the gradients stand in the order in which they were found, the last quantity first",
        "Which quantity does the first entry belong to?",
    ),
    (
        "end-missing",
        lambda slopes: back_along_reference(slopes)[:-1],
        "the last quantity has no entry",
        END,
    ),
    (
        "start-missing",
        lambda slopes: back_along_reference(slopes)[1:],
        "the first quantity has no entry",
        "How many quantities are there, when there are three steps?",
    ),
    (
        "end-is-slope",
        lambda slopes: np.append(by_products(slopes)[:-1], slopes[-1:] or [0.0]),
        "the last quantity got a slope, where its own effect on itself belongs",
        END,
    ),
    (
        "begun-at-zero",
        of(lambda s: np.zeros(len(s) + 1)),
        "everything is 0: a product that begins at 0 stays there",
        END,
    ),
    (
        "added",
        of(lambda s: [*(1 + np.cumsum(s[::-1]))[::-1], 1.0]),
        "the slopes are added on the way, where they should be multiplied",
        "A small move passes a step of slope 3. How large is it behind the step?",
    ),
    (
        "slopes-alone",
        of(lambda s: [*s, 1.0]),
        "each step's own slope stands there: what comes back from above is not multiplied in",
        OWN,
    ),
    (
        "neighbour-only",
        of(lambda s: [*(s * np.append(s[1:], 1.0)), 1.0]),
        "only the slope of the next step is multiplied in, not all that comes back from it",
        "What does the step above hand on: its slope, or its gradient?",
    ),
    (
        "whole-product",
        of(lambda s: np.full(len(s) + 1, np.prod(s))),
        "every entry is the product of all slopes",
        OWN,
    ),
    (
        "sign",
        lambda slopes: -back_along_reference(slopes),
        "the sign is flipped",
        END,
    ),
    (
        "one-too-many",
        of(lambda s: [*np.cumprod(s[::-1])[::-1], 1.0] * np.append(s, 1.0)),
        "each step's slope is multiplied in twice",
        OWN,
    ),
)

back_along = Exercise(
    name="back_along",
    points=2,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "Write the entries for three slopes by hand. Which one can you know first?",
        "Each entry is the one after it times one number. Which number? And in which direction "
        "does the loop run?",
    ),
    reference=back_along_reference,
    accepted=(plain, by_products),
    mistakes=tuple(Mistake(f"back.{id}", *rest) for id, *rest in WRONG),
    probes=(
        Probe(([2.0, -3.0, 0.5],)),
        Probe(([0.4, -1.5, 2.5, 1.25, -0.8],)),
        Probe(([1.5, 0.0, -2.0, 3.0],)),  # a step that lets nothing through
        Probe(([-0.7],)),
        Probe(([],)),
    ),
    plain=plain,
    outputs=("gradients",),
    praise="One slope is 0. Which entries are 0, and could a division find the others?",
)
