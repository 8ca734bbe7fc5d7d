"""Near misses: a plain solution with one small thing changed, for wrong answers no catalogue lists.

An exercise may give a solution as a plain function, one step a line.  Its text is changed in one
place at a time, see `changes`.  Where such a change does all that the answer does, the place can be
named, though nobody foresaw the mistake.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from weakref import WeakKeyDictionary

from .catalogue import OURS, by_mistake
from .changes import changes_of, put, statements, target_of
from .line_order import swaps
from .mistake_run import Runs

RUNS = WeakKeyDictionary()  # the near misses of an exercise, kept for later checks
WORD = re.compile(r"\w+")
MOST = 600  # changes of one solution
HOLE = "_changed"  # the argument that holds the code of the changed side of a line
FILL = f"eval({HOLE}, {{**globals(), **locals()}})"
HERE = {"lineno": 1, "col_offset": 0}


def by_change(attempt):
    """An Explanation for each change of a plain solution that gives some wrong outputs."""
    return by_mistake(attempt, runs_of(attempt.exercise))


def runs_of(exercise):
    """The Runs of the near misses of an exercise, made once; none without a plain solution."""
    if exercise not in RUNS:
        RUNS[exercise] = Runs(exercise, made_from(exercise))
    return RUNS[exercise]


def made_from(exercise):
    """A NearMiss for each change of the plain solution."""
    tree = tree_of(exercise.plain)
    if tree is None:
        return []
    lines, changes = statements(tree), changes_of(tree, exercise.outputs, MOST)
    plains = [with_hole(tree, line, exercise.plain) for line in lines]
    made = []
    for change in changes:
        line = lines[change.statement]
        function = partial(plains[change.statement], **{HOLE: changed(line, change)})
        made.append(NearMiss(exercise, line, function, change.tag, change.cause))
    return made + [NearMiss(exercise, *swap) for swap in swaps(tree, exercise.plain)]


def tree_of(plain):
    """The text of a plain solution as a tree; None where there is none, or it is not at hand."""
    try:
        return plain and ast.parse(textwrap.dedent(inspect.getsource(plain))).body[0]
    except (OSError, TypeError, SyntaxError):
        return None


# ---------------------------------------------------------------- as functions


def with_hole(tree, line, plain):
    """The plain solution as a function that is told the right side of one line.

    For a change only that side is compiled, and all the rest once: it is most of the work.
    """
    side = put(line, side_of(line), ast.parse(FILL, mode="eval").body)
    tree.args.kwonlyargs, tree.args.kw_defaults = [ast.arg(HOLE, **HERE)], [None]
    inside = plain.__code__.co_varnames  # not to be found outside before they have a value
    names = {name: value for name, value in plain.__globals__.items() if name not in inside}
    exec(compile(ast.Module([tree], []), "near miss", "exec"), names)
    put(line, side_of(line), side)
    tree.args.kwonlyargs, tree.args.kw_defaults = [], []
    return names[tree.name]


def side_of(line):
    """The path to what is computed in a line: its right side, or what a loop runs over."""
    return (("iter" if isinstance(line, ast.For) else "value", None),)


def changed(line, change):
    """The code of the right side of a line with this change; the tree is as before."""
    before = put(line, change.path, placed(change.node))
    side = compile(ast.Expression(getattr(line, side_of(line)[0][0])), "near miss", "eval")
    put(line, change.path, before)
    return side


def placed(node):
    """The node with a place in a file, which `compile` asks for: new ones lack it, old ones not."""
    if not hasattr(node, "lineno"):
        node.lineno, node.col_offset = HERE.values()
        for part in ast.iter_child_nodes(node):
            placed(part)
    return node


# ---------------------------------------------------------------- in words


@dataclass(frozen=True, eq=False)
class NearMiss:
    """A changed plain solution, told as a Mistake is: the words are put together when needed."""

    exercise: object
    line: ast.stmt
    function: Callable
    id: str
    change: str

    @property
    def cause(self):
        return self.change + OURS * self.has_names_of_ours()

    @property
    def question(self):
        if isinstance(self.line, ast.For):
            return "Which is the first round of the loop, and which is the last?"
        if self.id == "near-miss.overwrites":
            return "What stood there before that line, and is it still needed?"
        made = target_of(self.line)
        if isinstance(self.line, ast.Return):
            return "Read what is returned term by term: what does each one stand for?"
        return f"Read the line that makes {made} term by term: what does each one stand for?"

    def has_names_of_ours(self):
        """Whether the cause holds a name that stands in our solution alone, not in the task."""
        inside, target = self.exercise.plain.__code__.co_varnames, target_of(self.line)
        hidden = {*inside} - {*self.exercise.parameters, *self.exercise.outputs}
        said = {*WORD.findall(target), *WORD.findall(self.change)} - {"a"}
        return bool(said & hidden) or target in hidden
