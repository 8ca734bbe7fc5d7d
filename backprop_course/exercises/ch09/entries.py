"""Implement: the relative error of every entry, with a floor."""

import numpy as np

from ...checking import Exercise, Mistake
from .probes import PAIRS


def larger(grad, nudged, floor):
    return np.maximum(np.maximum(np.abs(grad), np.abs(nudged)), floor)


def errors_with(gap=lambda grad, nudged: np.abs(grad - nudged), scale=larger):
    """The errors with gap or scale replaced."""

    def relative_errors(grad, nudged, floor):
        with np.errstate(all="ignore"):
            return gap(grad, nudged) / scale(grad, nudged, floor)

    return relative_errors


reference = errors_with()


def one_by_one(grad, nudged, floor):
    pairs = zip(grad, nudged, strict=True)
    return np.array([abs(a - b) / max(abs(a), abs(b), floor) for a, b in pairs])


WHICH = "For which of the two would a scale that looks at one of them alone be far too small?"


def plain(grad, nudged, floor):
    gap = np.abs(grad - nudged)
    size = np.maximum(np.abs(grad), np.abs(nudged))
    return gap / np.maximum(size, floor)


relative_errors = Exercise(
    name="relative_errors",
    points=2,
    minutes=4,
    grade="core",
    kind="implement",
    hints=(
        "Under the fraction stands the largest of three numbers, for each entry its own. Which "
        "three?",
        "np.maximum compares two arrays entry by entry, or an array and a number. What does "
        "np.max do instead?",
    ),
    reference=lambda grad, nudged, floor: reference(grad, nudged, floor),
    accepted=(
        one_by_one,
        errors_with(
            scale=lambda *three: np.maximum.reduce(
                [np.abs(three[0]), np.abs(three[1]), np.full(np.shape(three[0]), three[2])]
            )
        ),
    ),
    mistakes=(
        Mistake(
            "entries.absolute",
            errors_with(scale=lambda *three: 1.0),
            "this is the gap alone: it is not divided by any size",
            "Is a gap of 1e-7 small beside a gradient of 1e-7?",
        ),
        Mistake(
            "entries.no-floor",
            errors_with(scale=lambda grad, nudged, floor: larger(grad, nudged, 0.0)),
            "the floor is not used",
            "What is your error where the gradient is 0 and the nudge says 1e-12?",
        ),
        Mistake(
            "entries.floor-added",
            errors_with(scale=lambda grad, nudged, floor: larger(grad, nudged, 0.0) + floor),
            "the floor is added to the sizes, where the largest of the three is meant",
            "Should the floor change anything for an entry that is far above it?",
        ),
        Mistake(
            "entries.claimed-alone",
            errors_with(scale=lambda grad, nudged, floor: np.maximum(np.abs(grad), floor)),
            "only the size of the claimed gradient is looked at",
            WHICH,
        ),
        Mistake(
            "entries.nudged-alone",
            errors_with(scale=lambda grad, nudged, floor: np.maximum(np.abs(nudged), floor)),
            "only the size of the nudged gradient is looked at",
            WHICH,
        ),
        Mistake(
            "entries.smaller",
            errors_with(
                scale=lambda grad, nudged, floor: np.maximum(
                    np.minimum(np.abs(grad), np.abs(nudged)), floor
                )
            ),
            "the smaller of the two sizes is taken",
            "Which of the two makes an error of at most 2?",
        ),
        Mistake(
            "entries.sum",
            errors_with(
                scale=lambda grad, nudged, floor: np.maximum(np.abs(grad) + np.abs(nudged), floor)
            ),
            "both sizes are added, where the larger one is meant",
            "If the claimed entry is 0 by mistake, what should the error be? And if it is doubled?",
        ),
        Mistake(
            "entries.one-scale",
            errors_with(scale=lambda *three: np.max(larger(*three))),
            "one scale is used for the whole array: that of its largest entry",
            "How small may an entry be, to be wrong by half and still pass?",
        ),
        Mistake(
            "entries.signed",
            errors_with(gap=lambda grad, nudged: grad - nudged),
            "the error keeps a sign",
            "Which errors are below a tolerance of 1e-6: also all negative ones?",
        ),
        Mistake(
            "entries.no-sizes",
            errors_with(
                scale=lambda grad, nudged, floor: np.maximum(np.maximum(grad, nudged), floor)
            ),
            "the scale looks at the numbers, not at their sizes",
            "What does your scale say for two entries near -4?",
        ),
        Mistake(
            "entries.floor-under-error",
            lambda grad, nudged, floor: np.maximum(
                errors_with(scale=lambda a, b, _: larger(a, b, 0.0))(grad, nudged, floor), floor
            ),
            "the floor is put under the error, and it belongs under the scale",
            "Is the floor a size of gradients, or a size of errors?",
        ),
    ),
    probes=PAIRS,
    outputs=("errors",),
    plain=plain,
    praise="What is the largest error that an entry with the wrong sign can have?",
)
