"""The page of all tags, docs/tags.md, which ``backprop-course build`` writes."""

from backprop_course import exercises
from backprop_course.checking.tags import FAMILIES, TAGS

HEAD = """# Tags

What the checker finds has a stable name, for tables about a class. It never depends on the
numbers of an answer. `A + B` are two findings about different outputs, `A x 2` is a usual mistake
with a factor 2 besides. `backprop-course build` makes this page.
"""


def page():
    """The text of docs/tags.md."""
    lines = [HEAD, "## What any exercise may show\n", "| tag | meaning |", "|---|---|"]
    lines += [f"| `{tag}` | {words} |" for tag, words in TAGS.items()]
    lines += [f"| `{name}...` | {words} |" for name, words in FAMILIES.items()]
    for number in exercises.numbers():
        lines += [f"\n## Usual mistakes of lesson {number:02d}"]
        for exercise in (*exercises.gaps(number), *exercises.load(number)):
            lines += [f"\n### {exercise.name}\n", "| tag | meaning |", "|---|---|"]
            lines += [f"| `{one.id}` | {in_table(one.cause)} |" for one in exercise.mistakes]
    return "\n".join(lines) + "\n"


def in_table(words):
    return words.replace("|", r"\|")
