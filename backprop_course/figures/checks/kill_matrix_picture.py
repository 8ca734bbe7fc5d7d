"""The picture of ``kill_matrix``: see there for its numbers and its sentence."""

from ..drawing import palette, svg
from .kill_matrix import describe_kill_matrix

SURVIVES, FALSE_ALARM = palette.INK, "#6A4FA3"  # a bug goes unnoticed; correct code is accused
SOMETIMES = {SURVIVES: palette.REFERENCE, FALSE_ALARM: "#8A74B8"}
LEFT, COLUMN, ROW = 282, 75, 29
TITLE, HEAD, GAP, FOOT = 46, 50, 12, 74
KEY = 890  # the width that the key needs


def draw_kill_matrix(matrix):
    """SVG text: the correct gradients above, the bugs below, the checkers from left to right."""
    width = max(LEFT + COLUMN * len(matrix.checkers) + 12, KEY)
    top = TITLE + HEAD
    middle = top + ROW * len(matrix.correct) + GAP
    bottom = middle + ROW * len(matrix.planted)
    parts = [
        svg.text(14, 28, "Which check notices which bug?", size=18, anchor="start", bold=True),
        *_heads(matrix, top),
        *_rows(matrix, matrix.correct, top, FALSE_ALARM, "✓", "!"),
        *_rows(matrix, matrix.planted, middle, SURVIVES, "✓", "●"),
        *_totals(matrix, bottom),
        *_key(bottom + 54),
    ]
    return svg.document(
        width,
        bottom + FOOT,
        parts,
        title="Planted bugs by checkers",
        description=describe_kill_matrix(matrix),
    )


def _heads(matrix, top):
    """The checkers' names, one word on a line, standing on the table."""
    for x, name in _columns(matrix):
        words = name.split()
        for i, word in enumerate(words):
            y = top - 12 - 16 * (len(words) - 1 - i)
            yield svg.text(x, y, word, size=13, bold=True)


def _columns(matrix):
    for i, name in enumerate(matrix.checkers):
        yield LEFT + COLUMN * (i + 0.5), name


def _rows(matrix, rows, top, dark, good, bad):
    """One line of the table for each of these rows."""
    for i, row in enumerate(rows):
        y = top + ROW * (i + 0.5)
        yield svg.text(LEFT - 12, y + 5, row, size=14, anchor="end")
        for x, name in _columns(matrix):
            yield from _cell(x, y, matrix.wrong(row, name), matrix.tries[name], dark, (good, bad))


def _cell(x, y, wrong, tries, dark, marks):
    """Pale with a mark where the verdict is correct, dark where it is not, and how often."""
    good, bad = marks
    fill = dark if wrong == tries else SOMETIMES[dark] if wrong else palette.NOTE
    edge = palette.NOTE_EDGE if fill == palette.NOTE else fill
    yield svg.box(x, y, COLUMN - 4, ROW - 4, fill=fill, colour=edge, radius=4, stroke=1)
    words = good if not wrong else bad if wrong == tries else f"{wrong}/{tries}"
    colour = palette.REFERENCE if not wrong else palette.PAPER
    yield svg.text(x, y + 5, words, size=14, colour=colour, bold=bool(wrong))


def _totals(matrix, bottom):
    total = len(matrix.correct) + len(matrix.planted)
    words = f"rows judged wrong, of {total}"
    yield svg.text(LEFT - 12, bottom + 22, words, size=14, anchor="end", colour=palette.REFERENCE)
    for x, name in _columns(matrix):
        yield svg.text(x, bottom + 22, str(len(matrix.wrong_rows(name))), size=15, bold=True)


def _key(y):
    """What the marks mean."""
    x = 14
    for fill, mark, words in (
        (palette.NOTE, "✓", "bug killed, or correct code passes"),
        (SURVIVES, "●", "bug survives"),
        (FALSE_ALARM, "!", "false alarm"),
        (SOMETIMES[SURVIVES], "n/m", "wrong in n of m tries"),
    ):
        edge = palette.NOTE_EDGE if fill == palette.NOTE else fill
        colour = palette.REFERENCE if fill == palette.NOTE else palette.PAPER
        yield svg.box(x + 20, y - 5, 40, 22, fill=fill, colour=edge, radius=4, stroke=1)
        yield svg.text(x + 20, y, mark, size=13, colour=colour, bold=fill != palette.NOTE)
        yield svg.text(x + 47, y, words, size=13, anchor="start")
        x += 47 + 7.6 * len(words) + 26
