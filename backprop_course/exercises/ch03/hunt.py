"""Bug hunt: nudges whose length follows the size of the entry."""

from ...checking import BugHunt, Suspect


def loss(w, b):
    return w**2 * b**3


def length(h, value):
    return h * max(1.0, abs(value))


def slopes_with(
    size=lambda place, k: place[k],
    back=lambda entry, step: entry - 2 * step,
    apart=lambda h, step: 2 * step,
    put_back=True,
):
    """Both slopes by nudges, with some of the steps replaced."""

    def slopes(w, b, h):
        place, found = [w, b], []
        for k in (0, 1):
            place = [w, b] if put_back else place
            step = length(h, size(place, k))
            place[k] += step
            above = loss(*place)
            place[k] = back(place[k], step)
            found.append((above - loss(*place)) / apart(h, step))
        return tuple(found)

    return slopes


def planted_slopes(w, b, h):
    slopes = []
    for k in (0, 1):
        place = [w, b]
        distance = 2 * h * max(1.0, abs(place[k]))
        place[k] += h * max(1.0, abs(place[k]))
        above = loss(*place)
        place[k] -= 2 * h * max(1.0, abs(place[k]))
        slopes.append((above - loss(*place)) / distance)
    return tuple(slopes)


find_the_nudge = BugHunt(
    name="find_the_nudge",
    name_points=1,
    input_points=1,
    minutes=8,
    grade="core",
    hints=(
        "Follow place[0] through the first round, for w = 3 and h = 0.1. What does it hold after "
        "each line?",
        "For small entries max gives 1. For which entries does it give something else, and how "
        "long must the nudges be, so that the difference is seen?",
    ),
    right=slopes_with(),
    suspects=(
        Suspect(
            "length-from-nudged",
            planted_slopes,
            "the length of the way down is taken from a value that is nudged already",
            "What does place[k] hold when its size is asked for the last time?",
        ),
        Suspect(
            "not-put-back",
            slopes_with(put_back=False),
            "w is still nudged while b is measured",
            "Which line runs first in each round of the loop?",
        ),
        Suspect(
            "one-way",
            slopes_with(back=lambda entry, step: entry - step, apart=lambda h, step: step),
            "the lower place is the entry itself, so the nudge goes one way",
            "How far does the entry go up, and how far down?",
        ),
        Suspect(
            "distance-of-unscaled",
            slopes_with(apart=lambda h, step: 2 * h),
            "it is divided by 2h, also where the nudges are longer",
            "What is distance for an entry of 3?",
        ),
        Suspect(
            "other-entry",
            slopes_with(size=lambda place, k: place[0]),
            "the length of the nudges of b is taken from w",
            "Of which entry is the size taken in the second round?",
        ),
    ),
    bug="length-from-nudged",
    exposing=(3.0, 2.0, 0.1),
    blind=(0.5, -0.5, 0.1),
    more_exposing=((-2.0, 5.0, 0.05), (0.5, 4.0, 0.1)),
    outputs=("slope in w", "slope in b"),
    praise="Make h ten times smaller: how many times smaller does the error of the planted "
    "function become, and how many times should it?",
)
