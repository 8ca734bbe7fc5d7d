"""The three pages that are made of sources: lesson, solution and exercise."""

from dataclasses import replace

from backprop_course.workshop import course
from backprop_course.workshop.authoring import (
    course_map,
    gaps,
    holes,
    marking,
    navigation,
    placeholders,
)
from backprop_course.workshop.authoring.minutes import minutes
from backprop_course.workshop.authoring.sources import read_source

COURSE_MAP = "{{course map}}"  # a line of lesson 00 that becomes the table of all lessons
SITE = "\n{{site}}"  # a line of lesson 00 that names the site, once the course has an address


def lesson(root, source, load):
    """The cells of a lesson.

    load: number -> the gaps of a lesson; the map in 00 asks for those of every lesson.
    """
    by_name = {gap.name: gap for gap in load(source.number)}
    cells = [placeholders.fill(cell, by_name) for cell in source.cells]
    cells = gaps.open_gaps(cells, source.number, by_name)
    line = navigation.lesson_line(root, source.path)
    if source.number:
        place = course_map.where(source.number, minutes(source, by_name.values()))
        line = f"{line}\n\n{place}" if line else place
    else:
        cells = [with_map(with_site(cell, root), source, load) for cell in cells]
    cells = navigation.add_navigation(cells, line, source.number)
    return navigation.add_farewell(cells, source)


def with_site(cell, root):
    """The cell with the way to the site where it asks for it."""
    address = navigation.site(root)
    line = f"\n- [The site of the course]({address}) shows all lessons, on a phone too."
    return replace(cell, source=cell.source.replace(SITE, line if address else ""))


def with_map(cell, source, load):
    """The cell with the map of the course where it asks for it."""
    if cell.kind != "markdown" or COURSE_MAP not in cell.source:
        return cell
    others = [read_source(path) for path in course.pages(source.path.parent, ".py")[1:]]
    rows = [(one.path, minutes(one, load(one.number)), one.remember) for one in others]
    return replace(cell, source=cell.source.replace(COURSE_MAP, course_map.table(rows)))


def solution(root, source, exercises):
    """The cells of the solutions: everything, markers included.

    exercises: those of the chapter, in order.
    """
    by_name = {exercise.name: exercise for exercise in exercises}
    cells = [placeholders.fill(cell, by_name) for cell in source.cells]
    cells = marking.mark(cells, source.number, by_name)
    line = navigation.exercise_line(root, source.path)
    return navigation.add_next_day(navigation.add_navigation(cells, line, source.number))


def exercise(root, source, exercises):
    """The cells of the exercises: the solutions with holes."""
    dug = [holes.dig(cell) for cell in solution(root, source, exercises)]
    return [cell for cell in dug if cell is not None]
