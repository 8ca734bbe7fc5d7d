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
    pattern: str = ""  # the usual mistake it looks like
    rows: tuple = ()  # the wrong rows, as far as they were looked for
    method: str = "complex step"  # or "real differences"
    evaluations: int = 0  # of f, for all reports of this check together
    detectable: float = (
        0.0  # this relative error in one usual entry is found in 999 of 1,000 checks
    )
    zeros: int = 0  # entries that are exactly 0: about these the check says only that they are 0
    entries: int = 1  # in this gradient
    together: int = 0  # other arrays that were asked in the same probes

    @property
    def passed(self):
        """Whether the gradient is right, as far as the check can see."""
        return self.verdict == "passes"

    def __bool__(self):
        return self.passed

    def __str__(self):
        parts = [self._headline(), self._wrong_rows(), self.pattern, self.note]
        return "; ".join(part for part in parts if part)

    def _headline(self):
        if self.passed:
            others = _counted(self.together, "other array")
            return f"passes: {self.name}, {_counted(self.entries, 'entry')}" + (
                f", together with {others}" if self.together else ""
            )
        place = f"{self.name}{list(self.index)}" if self.index else self.name
        analytic, numeric = _apart(self.analytic, self.numeric)
        return (
            f"{self.verdict.upper()}: {place}: analytic {analytic}, numeric {numeric}, "
            f"relative error {self.error:.1e}"
        )

    def _wrong_rows(self):
        return f"wrong rows {_some(self.rows)}" if self.rows else ""


def _counted(number, noun):
    plural = f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def _apart(analytic, numeric):
    """Both numbers with six digits, or with as many as it takes to see them differ."""
    for digits in range(6, 18):
        texts = f"{analytic:.{digits}g}", f"{numeric:.{digits}g}"
        if texts[0] != texts[1]:
            return texts
    return texts


def _some(rows, shown=6):
    text = ", ".join(str(row) for row in rows[:shown])
    return text if len(rows) <= shown else f"{text}, ... ({len(rows)} in all)"
