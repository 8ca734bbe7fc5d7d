"""Writes the lines under the title of each page, and the last words of a lesson."""

from dataclasses import replace

from backprop_course.workshop import course
from backprop_course.workshop.authoring.sources import Cell


def add_navigation(cells, line, number):
    """The cells with ``line`` under the title, which is the first line of the first cell.

    Raises: ValueError when the page does not begin with a title that has its number.
    """
    if not cells:
        raise ValueError(f"page {number:02d} has no cells; the first is `# {number:02d}  Title`")
    first = cells[0]
    title, _, rest = first.source.partition("\n")
    found = course.TITLE.fullmatch(title)
    if first.kind != "markdown" or not found or int(found[1]) != number:
        raise ValueError(f"{first.place}: expected the title `# {number:02d}  ...`, came `{title}`")
    parts = [title, line, rest.strip()]
    return [replace(first, source="\n\n".join(part for part in parts if part)), *cells[1:]]


def lesson_line(root, path):
    """Links from a lesson to its neighbours and its exercises, as far as their sources exist."""
    pages = course.pages(path.parent, ".py")
    i = pages.index(path)
    links = [f"[← {link_text(page)}]({page.stem}.ipynb)" for page in pages[max(i - 1, 0) : i]]
    links += [f"[{link_text(page)} →]({page.stem}.ipynb)" for page in pages[i + 1 : i + 2]]
    if (root / "solutions" / "source" / path.name).is_file():
        links.append(f"[exercises {path.stem[:2]}](../exercises/{path.stem}.ipynb)")
    return " | ".join(links)


def exercise_line(root, path):
    """The link from exercises and solutions back to their lesson, if its source exists."""
    lesson = root / "notebooks" / "source" / path.name
    if not lesson.is_file():
        return ""
    return f"[← lesson {link_text(lesson)}](../notebooks/{path.stem}.ipynb)"


NEXT_DAY = (
    "When you come back another day, run the cell of imports first: until then a check ends in "
    "`NameError: name 'check' is not defined`."
)


def add_next_day(cells):
    """The cells of exercises with a word, in the first cell, on what a new kernel forgets."""
    first, *rest = cells
    return [replace(first, source=f"{first.source}\n\n{NEXT_DAY}"), *rest]


def link_text(path):
    return f"{path.stem[:2]} {course.title(path)}"


def add_farewell(cells, source):
    """The cells with a last one: the sentence to remember, and the link to the next lesson."""
    if not source.remember:
        return cells
    pages = course.pages(source.path.parent, ".py")
    following = pages[pages.index(source.path) + 1 :][:1]
    links = [f"Next: [{link_text(page)}]({page.stem}.ipynb)" for page in following]
    text = "\n\n".join([f"**To remember.** {source.remember}", *links])
    return [*cells, Cell("markdown", text)]
