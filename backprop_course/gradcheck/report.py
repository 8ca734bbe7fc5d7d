"""The verdict on one gradient."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GradReport:
    """The verdict on one gradient; true when it passes.

    A gradient that fails is described by its worst entry: ``index``, and what stands there in the
    ``analytic`` gradient and in the ``numeric`` one.  One that passes has no worst entry: every
    entry was checked at once, the index is (), and the two numbers are slopes along one random
    direction.  ``error`` is the gap, over the largest entry or over the sum of what all entries add
    to the slope.
    """

    name: str
    index: tuple
    analytic: float
    numeric: float
    error: float
    verdict: str  # "passes", "fails" or "undecided"
    seed: object = None  # replays the check
    note: str = ""
    pattern: str = ""  # the usual mistake it answers like
    rows: tuple = ()  # the wrong rows, as far as they were looked for
    method: str = "complex step"  # or "real differences"
    evaluations: int = 0  # of f, for all reports of this check together
    detectable: float = (
        0.0  # this relative error in one usual entry is found in 999 of 1,000 checks
    )
    zeros: int = 0  # entries that are exactly 0: about these the check says only that they are 0

    @property
    def passed(self):
        """Whether the gradient is right, as far as the check can see."""
        return self.verdict == "passes"

    def __bool__(self):
        return self.passed

    def __str__(self):
        place = f"{self.name}{list(self.index)}" if self.index else self.name
        word = self.verdict if self.passed else self.verdict.upper()
        kind = "slope " if self.passed else ""
        parts = [
            f"{word}: {place}: {kind}analytic {self.analytic:.6g}, numeric {self.numeric:.6g}, "
            f"relative error {self.error:.1e}",
            f"wrong rows {_some(self.rows)}" if self.rows else "",
            self.pattern,
            self.note,
        ]
        return "; ".join(part for part in parts if part)


def _some(rows, shown=6):
    text = ", ".join(str(row) for row in rows[:shown])
    return text if len(rows) <= shown else f"{text}, ... ({len(rows)} in all)"
