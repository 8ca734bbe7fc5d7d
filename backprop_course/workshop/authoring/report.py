"""What a build did, and how it says so."""

from dataclasses import dataclass, field
from pathlib import Path

STATES = ("built", "unchanged", "kept", "stale")


@dataclass
class Report:
    """What a build did: paths below the root, and for some a reason.

    A notebook that is kept although its source has changed is in ``kept`` and in ``stale``.
    """

    built: list[Path] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    stale: list[Path] = field(default_factory=list)
    reasons: dict[Path, str] = field(default_factory=dict)

    def add(self, state, path, reason=""):
        getattr(self, state).append(path)
        if reason:
            self.reasons[path] = reason

    def summary(self):
        """One line per file that is not as before, then the counts."""
        lines = []
        for state in ("built", "kept", "stale"):
            for path in getattr(self, state):
                reason = f"  ({self.reasons[path]})" if path in self.reasons else ""
                lines.append(f"{state:<6} {path.as_posix()}{reason}")
        counts = ", ".join(f"{len(getattr(self, state))} {state}" for state in STATES)
        return "\n".join([*lines, counts])

    __str__ = summary
