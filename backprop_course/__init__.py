"""Backpropagation by hand: the map of the package, in reading order.

    ops            every formula and its derivative, each written once
    chain_rule     the chain rule on numbers and arrays
    gradcheck      is a gradient right?  Compare it with slopes along random directions
    losses         one number that says how wrong, and its gradient
    init           first values of weights
    parameters     Parameter, and many of them as one vector
    module         Module, Sequential
    layers         bookkeeping by hand: who remembers what, who adds to which gradient
    mlp            a network whose whole backward pass is one visible loop
    optim          from gradients to steps
    autograd       bookkeeping by machine: the same formulas, called by walking a graph
    data           small seeded sets, and real handwritten digits
    training       the loop, and its history
    diagnostics    where a gradient dies, explodes or goes wrong, in numbers

The examples in docstrings run as tests.  They take for granted what their file imports, NumPy as
``np`` and ``Parameter``.

These need NumPy alone.  Around them stand ``labs`` (the experiments of the lessons: nets built,
trained and broken), ``checking`` and ``exercises`` (verdicts on answers), ``figures``, ``notebook``
and ``widgets`` (pictures), and ``workshop`` (the command line, and the builder of the notebooks).
"""

__version__ = "0.1.0"
