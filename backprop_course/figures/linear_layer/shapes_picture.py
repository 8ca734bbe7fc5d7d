"""Three questions to each formula: do factors fit, does the shape agree, are numbers correct?

Matrices are drawn to scale; their thick sides are the axis that is summed over and so vanishes.
A size that does not fit is brick and struck through.
"""

from ..drawing import matrices, palette, svg
from .shapes import counted, describe_shapes, describe_slips, headline, worst

CELL = 13  # pixels for one entry
WIDTH, HEIGHT = 880, 496
GUTTER, COLUMN, TOP = 90, 261, 62
FACTORS, RESULT, NUMBERS = 160, 328, 464  # the middle of each answer
QUESTIONS = {
    FACTORS: ("Do the", "factors", "fit?"),
    RESULT: ("Does the", "shape", "agree?"),
    NUMBERS: ("Are the", "numbers", "correct?"),
}
APART = 62  # of two matrices, each from the middle of its column
SIZE = 16  # of the letters of a shape
INNER = 0.64 * SIZE  # its two numbers, each from its middle
DIGITS = {1: (-0.16 * SIZE,), 2: (-INNER, INNER)}


def draw_shapes(layer, broken=None):
    """SVG text: the three gradients of `trace_shapes`, one of them broken."""
    trials = {trial: "correct" for trial in layer.right.values()}
    cases = [(trials.get(trial, broken), trial) for trial in layer.trials(broken)]
    return _document(headline(layer, broken), layer, cases, describe_shapes(layer, broken))


def draw_slips(layer, slips):
    """SVG text: a correct gradient, and two of the broken ones side by side with it."""
    cases = [("correct", layer.right["x"]), *((name, layer.broken[name]) for name in slips)]
    return _document("Which mistake does NumPy notice?", layer, cases, describe_slips(layer, slips))


def _document(title, layer, cases, description):
    sizes = ", ".join(counted(size, name) for name, size in layer.sizes.items())
    parts = [
        svg.text(8, 28, title, size=18, anchor="start", bold=True),
        svg.text(8, 50, sizes, size=14, anchor="start", colour=palette.REFERENCE),
    ]
    for y, words in QUESTIONS.items():
        for i, line in enumerate(words):
            parts.append(svg.text(8, y - 14 + 18 * i, line, size=14, anchor="start"))
    for i, (name, trial) in enumerate(cases):
        parts += _column(GUTTER + COLUMN * (i + 0.5), name, trial)
    return svg.document(WIDTH, HEIGHT, parts, title=title, description=description)


def _column(x, name, trial):
    broken = name != "correct"
    fill, edge = (palette.NOTE, palette.BACKWARD) if broken else (palette.PAPER, palette.NOTE_EDGE)
    height = HEIGHT - TOP - 6
    yield svg.box(x, TOP + height / 2, COLUMN - 10, height, fill=fill, colour=edge, stroke=1.5)
    yield svg.text(x, TOP + 20, name, size=14, bold=True, colour=edge if broken else palette.INK)
    yield svg.text(x, TOP + 42, svg.typed(trial.formula.code), size=14)
    yield from (_product if trial.meet else _sum)(x, trial)
    if trial.shape is None:
        yield from (svg.text(x, y, "—") for y in (RESULT, NUMBERS))
    else:
        yield from _result(x, trial)
        yield from _numbers(x, trial)


def _product(x, trial):
    """Two factors: their inner sides meet, and what they count should be one thing."""
    (_, (_, here)), (_, (there, _)) = trial.factors
    strange = trial.meet[0] != trial.meet[1]
    ink = palette.BACKWARD if strange else palette.INK
    for at, (name, shape), side, inner in (
        (x - APART, trial.factors[0], "bottom", 1),
        (x + APART, trial.factors[1], "left", 0),
    ):
        struck = {inner} if here != there else set()
        yield from _matrix(at, FACTORS, name, shape, struck, side=side, ink=ink)
    yield svg.text(x, FACTORS + 6, "@", size=18)
    left, right, y = x - APART + INNER, x + APART - INNER, FACTORS + 87
    yield svg.line([(left, y - 6), (left, y), (right, y), (right, y - 6)], colour=ink, width=1.5)
    verb = "meets" if here == 1 else "meet"
    words = f"{counted(here, trial.meet[0])} {verb} {counted(there, trial.meet[1])}"
    yield _answer(x, FACTORS + 104, trial.shape is not None, words, strange)


def _sum(x, trial):
    """The upstream gradient alone, and the axis along which it is added up."""
    ((name, shape),) = trial.factors
    formula = trial.formula
    side = {0: "left", 1: "bottom"}[formula.axis] if formula.over else None
    yield from _matrix(x, FACTORS, name, shape, set(), side=side)
    axis = ("examples", "outputs")[formula.axis]
    words = f"{formula.over} over {counted(shape[formula.axis], axis)}"
    if formula.over:
        yield _answer(x, FACTORS + 104, True, words, trial.confused)
    else:
        yield svg.text(x, FACTORS + 104, "no product, no sum", size=13)


def _result(x, trial):
    """The result beside what it is the gradient of."""
    of, shape, expected = trial.formula.of, trial.shape, trial.expected
    padded = (None,) * (len(shape) - len(expected)) + expected
    wrong = {i for i, pair in enumerate(zip(shape, padded, strict=True)) if pair[0] != pair[1]}
    yield from _matrix(x - APART, RESULT, f"grad_{of}", shape, wrong)
    yield from _matrix(x + APART, RESULT, of, expected, set())
    yield svg.text(x, RESULT + 6, "≠" if wrong else "like", size=18 if wrong else 14)
    yield _answer(x, RESULT + 97, not wrong, "another shape" if wrong else "same shape", False)


def _numbers(x, trial):
    if trial.report is None:
        yield svg.text(x, NUMBERS, "—")
    elif trial.equal:
        yield _answer(x, NUMBERS, True, "nudging agrees", False)
    else:
        found, nudged = svg.written(trial.report.analytic), svg.written(trial.report.numeric)
        yield _answer(x, NUMBERS - 5, False, svg.typed(f"{worst(trial)} is {found}"), True)
        yield svg.text(x, NUMBERS + 14, f"nudging says {nudged}", size=13)


def _answer(x, y, good, words, strange):
    wrong = strange or not good
    ink = palette.BACKWARD if wrong else palette.INK
    return svg.text(x, y, f"{'✓' if good else '✗'} {words}", size=13, colour=ink, bold=wrong)


def _matrix(x, y, name, shape, struck, **thick):
    """A matrix to scale with name and shape; the sizes at ``struck`` are struck through."""
    yield from matrices.grid(x, y, name, (1, *shape)[-2:], cell=CELL, **thick)
    yield svg.text(x, y + 56, svg.typed(name), size=14, colour=matrices.colour(name), bold=True)
    sizes = [f"~{size}~" if i in struck else str(size) for i, size in enumerate(shape)]
    yield svg.text(x, y + 76, f"({', '.join(sizes)}{',' * (len(sizes) == 1)})", size=SIZE)
    for i in struck:
        at = x + DIGITS[len(shape)][i]
        yield svg.line([(at - 6.5, y + 75), (at + 6.5, y + 66)], colour=palette.BACKWARD, width=1.5)
