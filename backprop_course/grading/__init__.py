"""The official grader: a class's notebooks in, points and reports out.

A student's cells run in a child process that holds no answers and returns numbers; the parent
judges these with the checker of the notebooks. Read in this order:

    submissions   which files belong to whom
    notebooks     the cells of a notebook file, whatever happened to it
    answers       which cell answers which exercise
    placing       which lesson a submission belongs to, and which one counts
    probes        more inputs to test with, unknown before the submission
    inside/       what runs in the child: the wire, the limits, the service
    sandbox       starting, limiting and stopping that child
    remote        a student's function as a callable of the parent
    session       a notebook's cells run there, its answers judged here
    clusters      groups of wrong answers that nobody has named
    jobs          grade_one: one notebook, judged
    versions      what a result depends on, as hashes
    store         one file per result
    batch         grade_many: a class, over any executor
    classes       a folder of notebooks, graded
    gate          the reference must score all points, the blank none, before anybody is graded
    reports/      tables, gradebooks, pages for students and instructors, forms of other services
"""
