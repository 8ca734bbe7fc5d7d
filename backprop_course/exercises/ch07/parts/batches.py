"""Examples left out: (x, labels) of which a part is used."""

from ....checking import WrongPart
from .through_layer import KEPT, LOOP_END

BATCHES = (
    WrongPart(
        "last-example-missing",
        lambda rows: rows[:-1],
        "the last example is left out, though the sum is divided by all",
        LOOP_END,
    ),
    WrongPart(
        "first-example-missing",
        lambda rows: rows[1:],
        "the first example is left out, though the sum is divided by all",
        "Which is the first example that your loop visits?",
    ),
    WrongPart(
        "last-example-only",
        lambda rows: rows[-1:],
        "only the last example counts: each round overwrites the one before",
        KEPT,
    ),
    WrongPart(
        "first-example-only",
        lambda rows: rows[:1],
        "only the first example counts, as with a return inside the loop",
        "How far is the line with return indented?",
    ),
)
