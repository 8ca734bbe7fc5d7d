"""The picture of ``ledger``: see there for its numbers and its sentence."""

from ... import losses
from ..drawing import palette, svg
from .ledger import CORES, describe_ledger

LEFT, COLUMN = 252, 232
HEAD, ROW, FOOT = 92, 88, 52
WIDTH = LEFT + COLUMN * len(losses.REDUCTIONS) + 10
HEIGHT = HEAD + ROW * len(CORES) + FOOT


def draw_ledger(ledger, printed=None, sent=None):
    """The ledger as SVG text; ``printed`` and ``sent`` are entries to frame, (loss, reduction)."""
    parts = [*_heads(ledger), *_row_names()]
    for row, name in enumerate(CORES):
        for column, reduction in enumerate(losses.REDUCTIONS):
            x, y = LEFT + COLUMN * (column + 0.5), HEAD + ROW * (row + 0.5)
            frames = [(name, reduction) == printed, (name, reduction) == sent]
            parts += _cell(ledger.entries[name, reduction], x, y, *frames)
    words = "blue: the printed loss · brick: the factor of its gradient · grey: the same by nudging"
    parts.append(
        svg.text(16, HEIGHT - 18, words, size=13, colour=palette.REFERENCE, anchor="start")
    )
    return svg.document(
        WIDTH,
        HEIGHT,
        parts,
        title="Which factor belongs to which printed loss?",
        description=describe_ledger(ledger, printed, sent),
    )


def _heads(ledger):
    title = f"Which factor belongs to which printed loss? Here *n* = {ledger.n}, *k* = {ledger.k}"
    yield svg.text(16, 28, title, size=17, anchor="start", bold=True)
    notes = ("all terms, over their number", "all terms", f"all terms, over *n* = {ledger.n}")
    for i, (reduction, note) in enumerate(zip(losses.REDUCTIONS, notes, strict=True)):
        x = LEFT + COLUMN * (i + 0.5)
        yield svg.text(x, 60, reduction, bold=True)
        yield svg.text(x, 80, note, size=13, colour=palette.REFERENCE)


def _row_names():
    for row, (name, core) in enumerate(CORES.items()):
        y = HEAD + ROW * (row + 0.5)
        yield svg.text(16, y - 2, svg.typed(name), bold=True, anchor="start")
        yield svg.text(16, y + 19, core, size=13, colour=palette.REFERENCE, anchor="start")


def _cell(entry, x, y, printed, sent):
    yield svg.box(
        x, y, COLUMN - 12, ROW - 10, fill=palette.NOTE, colour=palette.NOTE_EDGE, stroke=1
    )
    if printed:
        yield svg.box(x, y, COLUMN - 8, ROW - 6, fill="none", colour=palette.FORWARD, stroke=3)
    if sent:
        yield svg.box(x, y, COLUMN - 16, ROW - 14, fill="none", colour=palette.BACKWARD, stroke=3)
    loss = "printed: " * printed + f"*L* = {svg.written(entry.printed)}"
    shown = svg.written(entry.factor)
    formula = f"{entry.formula} = ".replace("n k", "*n k*").replace("/n", "/*n*")
    factor = "sent: " * sent + ("" if entry.formula == shown else formula) + shown
    nudged = f"nudged {svg.written(entry.nudged)}"
    yield svg.text(x, y - 16, loss, colour=palette.FORWARD, bold=True)
    yield svg.text(x, y + 6, factor, size=15, colour=palette.BACKWARD, bold=True)
    yield svg.text(x, y + 25, nudged, size=13, colour=palette.REFERENCE)
