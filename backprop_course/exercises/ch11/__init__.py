"""Exercises for lesson 11: an engine whose tape is a list of rows.

In the order of the notebook, where the nodes of a tape are counted and not named:

    gathering   accumulated: what stands at a leaf after several walks
    tapes       the tape itself, the formulas on it, and small tapes to test with
    forward     run_tape: every value, from a tape and its leaves
    backward    tape_gradients: one walk back
    lengths     length_vjp: a formula that joins the engine
    hunt        find_the_share: a bug that zero weights hide
    slopes      tape_slopes: the same tape, forward
    descent     tape_descent: the walk in a loop
    kill        engine_check: a check that hunts errors in other engines

And the gaps of the lesson itself, where a node holds its inputs:

    probes      small graphs to test with
    one_node    shares: what one node sends to its inputs
    order       inputs_first: each node after all of its inputs
    walk_back   walk: every node visited once, and its gradients added up
    on_paper    A, B, C: for pencil and paper
"""

from .backward import tape_gradients
from .descent import tape_descent
from .forward import run_tape
from .gathering import accumulated
from .hunt import find_the_share
from .kill import engine_check
from .lengths import length_vjp
from .on_paper import A, B, C
from .one_node import shares
from .order import inputs_first
from .slopes import tape_slopes
from .walk_back import walk

GAPS = (shares, inputs_first, walk, A, B, C)
EXERCISES = (
    accumulated,
    run_tape,
    tape_gradients,
    length_vjp,
    find_the_share,
    tape_slopes,
    tape_descent,
    engine_check,
)
