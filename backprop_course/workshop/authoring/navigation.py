"""Writes the lines under the title of each page, and the last words of a lesson."""

import tomllib
from dataclasses import replace

from backprop_course.workshop import course
from backprop_course.workshop.authoring import course_map
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
    """Links from a lesson to its neighbours and its exercises, as far as their sources exist.

    A second reading stands outside the main line: its neighbours are other second readings.
    """
    pages = same_line(path)
    i = pages.index(path)
    links = [f"[← {link_text(page)}]({page.stem}.ipynb)" for page in pages[max(i - 1, 0) : i]]
    links += [f"[{link_text(page)} →]({page.stem}.ipynb)" for page in pages[i + 1 : i + 2]]
    if (root / "solutions" / "source" / path.name).is_file():
        links.append(f"[exercises {path.stem[:2]}](../exercises/{path.stem}.ipynb)")
    return " | ".join([*links, *on_the_site(root, f"notebooks/{path.stem}")])


def same_line(path):
    """The sources of the main line, or the second readings: where the lesson ``path`` stands."""
    return [page for page in course.pages(path.parent, ".py") if is_extra(page) == is_extra(path)]


def following(path):
    """The lesson after ``path``, if there is one, in a list."""
    pages = same_line(path)
    return pages[pages.index(path) + 1 :][:1]


def is_extra(path):
    """Whether a lesson is a second reading."""
    return course_map.is_second_reading(course.split(path)[0])


def exercise_line(root, path):
    """Links from exercises and solutions to their lesson and the next one, if there are any."""
    lesson = root / "notebooks" / "source" / path.name
    if not lesson.is_file():
        return ""
    links = [f"[← lesson {link_text(lesson)}](../notebooks/{path.stem}.ipynb)"]
    for page in following(lesson):
        links.append(f"[lesson {link_text(page)} →](../notebooks/{page.stem}.ipynb)")
    return " | ".join([*links, *on_the_site(root, f"exercises/{path.stem}")])


def on_the_site(root, page):
    """The link to a page of the course's site, which offers Colab and Binder; none without one."""
    address = site(root)
    return [f"[read or run it in a browser]({address}{page}.html)"] if address else []


def site(root):
    """The address of the course's site, which pyproject.toml names; empty before there is one."""
    project = root / "pyproject.toml"
    if not project.is_file():
        return ""
    said = tomllib.loads(project.read_text(encoding="utf-8")).get("project", {})
    return said.get("urls", {}).get("Documentation", "")


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
    text = "\n\n".join([f"**To remember.** {source.remember}", *ways_on(source.path)])
    return [*cells, Cell("markdown", text)]


def ways_on(path):
    """Where to go after a lesson: to the next one, after the last to the second readings."""
    if is_extra(path):
        return [f"A second reading: go back to [the map of the course]({course_map.MAP})."]
    if found := following(path):
        return [f"Next: [{link_text(page)}]({page.stem}.ipynb)" for page in found]
    extras = [page for page in course.pages(path.parent, ".py") if is_extra(page)]
    links = [f"[{link_text(page)}]({page.stem}.ipynb)" for page in extras]
    return [f"Second readings, outside the main line: {', '.join(links)}"] if links else []
