"""The builder: from text sources to the three kinds of notebook.

Read in this order:

    sources.py       a py:percent source: its declarations and its cells
    placeholders.py  {{hints: NAME}} and {{task: NAME}}
    navigation.py    the lines under each title, and the last words of a lesson
    minutes.py       how long a lesson takes
    course_map.py    the parts of the course, and the table of all lessons
    marking.py       which cells are answers and checks; nbgrader's metadata
    holes.py         from a solution's cell to the stub in the exercise
    gaps.py          the gaps of a lesson: stub, check, our version folded
    variants.py      one source -> lesson, solution, exercise
    formats.py       cells -> notebook -> text, always the same bytes
    execute.py       running a notebook, and what is refused
    build.py         deciding what to build
    report.py        what a build did
"""
