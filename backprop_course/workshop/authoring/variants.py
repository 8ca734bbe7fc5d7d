"""The three pages that are made of sources: lesson, solution and exercise."""

from backprop_course.workshop.authoring import holes, marking, navigation, placeholders


def lesson(root, source):
    """The cells of a lesson."""
    cells = [placeholders.fill(cell, {}) for cell in source.cells]
    return navigation.add_navigation(
        cells, navigation.lesson_line(root, source.path), source.number
    )


def solution(root, source, exercises):
    """The cells of the solutions: everything, markers included.

    exercises: those of the chapter, in order.
    """
    by_name = {exercise.name: exercise for exercise in exercises}
    cells = [placeholders.fill(cell, by_name) for cell in source.cells]
    cells = marking.mark(cells, source.number, by_name)
    line = navigation.exercise_line(root, source.path)
    return navigation.add_navigation(cells, line, source.number)


def exercise(root, source, exercises):
    """The cells of the exercises: the solutions with holes."""
    dug = [holes.dig(cell) for cell in solution(root, source, exercises)]
    return [cell for cell in dug if cell is not None]
