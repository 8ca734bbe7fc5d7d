"""The stable names of findings, for reports about a class: a tag never depends on numbers.

``docs/tags.md`` lists them, with the usual mistakes of every exercise.
"""

TAGS = {
    "right": "the answer is correct",
    "not-attempted": "the stub is unchanged, or a function that the answer calls is still a stub",
    "stands-in": "our own version stands in for the learner's, in a gap of a lesson",
    "interrupted": "the learner stopped the run",
    "checker-error": "the checker could not handle what the answer returned",
    "structure.not-a-function": "check was given something else than a function",
    "structure.arguments": "the function takes other arguments than the stub",
    "structure.tuple": "a tuple is expected, and something else came",
    "structure.count": "the tuple has too few or too many entries",
    "structure.type": "an output is of another type",
    "structure.dtype": "an array holds numbers of too little precision",
    "structure.shape": "an array has another shape",
    "structure.transposed": "an array is the correct one, transposed",
    "reduced": "the correct values, but summed, averaged, cut or reshaped",
    "returned-none": "nothing is returned, perhaps printed",
    "changed-inputs": "an argument was changed in place",
    "remembers": "two calls with the same input differ: a memory of earlier calls, or chance",
    "not-finite": "inf or nan where a finite number is expected",
    "exchanged": "the outputs stand in another order",
    "few-digits": "nearly correct: rounded, a small number added, or a finite difference",
    "rounded": "the correct values, rounded",
    "integers": "whole numbers where decimals are meant",
    "zeros": "an output is 0 throughout",
    "rows-missing": "some rows or columns are correct, and the others were never filled",
    "other-output": "an output holds what another one should hold",
    "one-ratio": "a constant factor that has no name",
    "running": "running sums or means of the correct values",
    "outputs-added": "an output with another one added to it, or subtracted from it",
    "decay": "a multiple of the parameter comes in, as with weight decay",
    "power-of-ten": "a predicted number with its decimal point in another place",
    "cut-off": "values beyond a bound are set to the bound",
    "kink": "a central difference across a kink",
    "signs": "all sizes are correct, some signs are not",
    "unexplained": "wrong, and no name fits",
    "hunt.answer": "a bug hunt was answered in another form than (name, input)",
    "hunt.input": "the input of a bug hunt cannot be used",
    "kill.alive": "a check passes some planted errors",
    "kill.turned-round": "a check returns True for all that is wrong, and False for all else",
    "kill.refuses-correct": "a check refuses something correct",
    "near-miss.sign": "a plain solution with another operator",
    "near-miss.turned-round": "a plain solution with the two sides of an operator exchanged",
    "near-miss.missing": "a plain solution without one of its parts",
    "near-miss.extra": "a plain solution with a minus, square, size, factor or term too many",
    "near-miss.number": "a plain solution with another number",
    "near-miss.axis": "a plain solution with a sum or a maximum along another axis",
    "near-miss.function": "a plain solution with another function",
    "near-miss.index": "a plain solution with another index, or an order not reversed",
    "near-miss.loop": "a plain solution with a round of a loop more or fewer",
    "near-miss.overwrites": "a plain solution with = for +=",
    "near-miss.order": "a plain solution with two lines in each other's place",
    "near-miss.share": "a plain solution with one term wrong by a factor",
    "near-miss.small-number": "a plain solution with a small number added, or in another place",
    "near-miss.grouping": "a plain solution with parentheses in another place",
    "near-miss.exchanged": "a plain solution with two names in each other's place",
    "near-miss.name": "a plain solution with one name for another",
    "raised.out-of-time": "the answer ran for too long and was stopped",
    "raised.out-of-memory": "the answer asked for too much memory and was stopped",
    "raised.product-shapes": "the shapes of a matrix product do not fit",
    "raised.unequal-shapes": "arrays of shapes that do not fit meet entry by entry",
    "raised.truth-of-array": "one yes or no was asked of a whole array",
    "raised.caret": "^ was taken for a power",
    "raised.axis": "an array has no such axis",
    "raised.index": "an index beyond the end of an axis",
    "raised.integer-array": "decimals were put into an array of whole numbers",
    "raised.not-callable": "something that is no function was called",
    "raised.none-in-line": "None was computed with",
    "raised.function-itself": "a function was computed with, and not called",
    "raised.key": "a dict has no such key",
    "raised.tuple": "a tuple was computed with",
    "raised.ragged": "values of several shapes were put into one array",
    "raised.list": "a list was computed with as if it were an array",
    "raised.one-number-only": "a function that takes one number was given an array",
    "raised.unpacking": "names and values differ in number",
}
FAMILIES = {
    "factor.": "the correct value times this factor",
    "raised.": "the answer raised this exception",
}


def meaning(tag, mistakes=()):
    """What a tag means; ``mistakes`` are those of the exercise. An unknown tag is a KeyError.

    "a + b" are two findings about different outputs, "a x 2" is a mistake and a factor besides.
    """
    if " + " in tag:
        return "; and ".join(meaning(part, mistakes) for part in tag.split(" + "))
    if " x " in tag:
        name, factor = tag.split(" x ")
        return f"{meaning(name, mistakes)}, and a factor {factor}"
    causes = {mistake.id: mistake.cause for mistake in mistakes}
    family = next((name for name in FAMILIES if tag.startswith(name)), tag)
    return {**FAMILIES, **causes, **TAGS}[tag if tag in causes or tag in TAGS else family]
