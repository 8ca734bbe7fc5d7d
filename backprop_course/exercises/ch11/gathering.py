"""Predict: what stands at a leaf after four walks without a reset."""

from ...checking import Exercise, wrong_number

WALKS, BATCH, WHOLE = 4, 8, 0.6

FACTOR = "What does one walk leave at w, and what does the next one do with it?"

accumulated = Exercise(
    name="accumulated",
    points=1,
    minutes=4,
    grade="warm-up",
    kind="predict",
    hints=(
        "What does a walk do with the number that stands at a leaf already?",
        "The mean over 32 examples is the mean of four means over 8. What is their sum, then?",
    ),
    reference=lambda: 2.4,
    accepted=(lambda: 4 * 0.6,),
    mistakes=(
        wrong_number(
            "gathering.mean",
            WHOLE,
            "this is the mean over all examples, as if the walks were averaged",
            FACTOR,
        ),
        wrong_number(
            "gathering.divided",
            WHOLE / WALKS,
            "the walks were divided out, as if each of the means were over all 32 examples",
            "Over how many examples does the loss of one walk take its mean?",
        ),
        wrong_number(
            "gathering.per-example",
            WHOLE / (WALKS * BATCH),
            "the number of examples was divided out once more",
            "Over how many examples does the loss of one walk take its mean already?",
        ),
        wrong_number(
            "gathering.examples",
            WHOLE * WALKS * BATCH,
            "this is the sum over all examples",
            "Is the loss of one walk a sum over its examples, or their mean?",
        ),
        wrong_number(
            "gathering.batch",
            WHOLE * BATCH,
            "the mean is multiplied by the examples of a batch, not by the number of walks",
            "How many walks are there, and what does each of them add on average?",
        ),
        wrong_number(
            "gathering.one-fewer",
            WHOLE * (WALKS - 1),
            "one walk is missing, as if the first one added nothing",
            "What stands at a fresh leaf, and what after its first walk?",
        ),
        wrong_number(
            "gathering.one-more",
            WHOLE * (WALKS + 1),
            "one share too many: five are added, and there were four walks",
            "What stood at the leaf before the first walk?",
        ),
        wrong_number(
            "gathering.zero",
            0.0,
            "this is a leaf that somebody has reset a moment ago",
            "Does a walk forget the number of the walk before?",
        ),
        wrong_number(
            "gathering.power",
            WHOLE**WALKS,
            "the walks were multiplied",
            "How do gradients join that arrive at one leaf?",
        ),
    ),
    tolerance=1e-6,
    praise="Which learning rate makes one step from here equal to one step on all 32 examples?",
)
