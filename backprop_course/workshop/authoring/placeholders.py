"""Fills {{hints: NAME}} and {{task: NAME}} from the data of the exercises."""

import re
from dataclasses import replace

PLACEHOLDER = re.compile(r"^\{\{ *(\w+): *(\w+) *\}\}$", re.MULTILINE)


def fill(cell, exercises):
    """A markdown cell with its placeholders replaced; a code cell as it is.

    exercises: {name: exercise}.  Raises: ValueError for an unknown placeholder or exercise.
    """
    if cell.kind != "markdown":
        return cell

    def text(found):
        kind, name = found.groups()
        if kind not in TEXTS:
            raise ValueError(f"{cell.place}: {found[0]} is unknown; known are {sorted(TEXTS)}")
        if name not in exercises:
            raise ValueError(f"{cell.place}: {found[0]}: no exercise {name}, only {[*exercises]}")
        return TEXTS[kind](exercises[name])

    return replace(cell, source=PLACEHOLDER.sub(text, cell.source))


def task(exercise):
    """One line: *core, implement, 8 minutes, 2 points*."""
    minutes, points = count(exercise.minutes, "minute"), count(exercise.points, "point")
    return f"*{exercise.grade}, {exercise.kind}, {minutes}, {points}*"


def count(number, unit):
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def hints(exercise):
    """The hints, each folded away inside the one before it, so that they open one by one."""
    text = ""
    for number, hint in reversed([*enumerate(exercise.hints, start=1)]):
        inner = f"\n\n{text}" if text else ""
        text = f"<details><summary>Hint {number}</summary>\n\n{hint}{inner}\n\n</details>"
    return text


TEXTS = {"hints": hints, "task": task}
