"""What an attack on the grader is: what a student hands in, and what it may get.

The exercise is slope_of_square of lesson 00, one point, answered by 2 * x. {target} is a file that
must stay as it is, {secret} one that nobody may read, {package} the folder with the answers, {port}
a port that listens on this machine.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attack:
    """Cells, and the expected points, tag and seconds; ``from_level``: where it is stopped."""

    name: str
    cells: tuple[str, ...]
    points: float = 0.0
    tag: str = ""
    seconds: float = 8.0
    from_level: int = 1


WRONG = "def slope_of_square(x):\n    return x + 1.0"
RIGHT = "def slope_of_square(x):\n    return 2 * x"


def body(*lines):
    """The answer's function with these lines in it."""
    return "def slope_of_square(x):\n" + "\n".join(f"    {line}" for line in lines)
