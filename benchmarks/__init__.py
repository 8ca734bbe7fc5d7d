"""How fast is the course?  Ratios measured in one run: python -m benchmarks [step] [gradcheck] ...

    problems    what is computed: four nets, their data and first weights, the same for everyone
    ours        the package, through its public calls
    textbook    the same in plain NumPy as on a blackboard; it checks nothing
    limit       what nobody can leave out: the matrix products and one pass over the parameters
    one_pass    that pass, compiled
    torch_peer  PyTorch, where it is installed
    systems     all of these by name
    worker      one process per system: answers requests, times blocks of calls
    harness     round-robin over the workers, medians of ratios within a round, parity before timing
    step        training steps, and 30 epochs of digits
    products    the rate of matrix products in each library
    gradcheck   the gradient check, against every entry by central differences and against PyTorch
    detection   planted mistakes found, false alarms
    peers       what the gradient checks of PyTorch and JAX say of the same nets
    imports     `import backprop_course` against `import numpy`
    checks      one call of the checker, for right and wrong answers to every exercise
    lessons     seconds for each lesson
    suite       seconds for the default tests
    grading     a class of 300 beside nbgrader; a command of its own: python -m benchmarks.grading
    goals       what must hold and what we aim at
    machine     processor, linear algebra, threads, load
    report      tables for the terminal and for README.md

Systems, then how they are timed, then what is timed, then what is said about it.
"""

import os

# Two threads would make times depend on who else works; it must be said before NumPy is loaded.
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
os.environ.update(dict.fromkeys(THREADS, "1"))
