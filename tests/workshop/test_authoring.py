"""The builder, on tiny courses in a temporary folder; three kernels are started in all."""

import contextlib
import io
import json
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from backprop_course.workshop import course, stamp
from backprop_course.workshop.authoring import (
    course_map,
    execute,
    formats,
    holes,
    navigation,
    placeholders,
    variants,
)
from backprop_course.workshop.authoring.build import build
from backprop_course.workshop.authoring.minutes import minutes
from backprop_course.workshop.authoring.sources import Cell, read_source

LESSON_00 = "# %% [markdown]\n# # 00  Start here\n"

LESSON_01 = """# teaches: ops.sigmoid,
# teaches: losses.mse
# uses: data.line
# black box: training.fit

# %% [markdown]
# # 01  Follow one neuron
#
# Read on.

# %%
import os
import sys

os.environ["OPENBLAS_NUM_THREADS"], os.path.basename(os.getcwd())

# %% tags=["nbval-ignore-output"]
os.urandom(8).hex()

# %% tags=["raises-exception", "a-tag"]
print("careful", file=sys.stderr)
1 / 0

# %%
import ipywidgets

ipywidgets.IntSlider(value=3)

# %%
print("one")
sys.stdout.flush()
print("two")
"""

SOLUTION_01 = '''# %% [markdown]
# # 01  Exercises: one neuron

# %%
from math import exp

# %% [markdown]
# ## Add
# {{task: add}}
#
# {{hints: add}}
#
# <!-- BEGIN SOLUTION -->
# It could also be a sum.
# <!-- END SOLUTION -->

# %%
def add(a, b):
    """Add two numbers."""
    ### BEGIN SOLUTION
    total = a + b

    return total
    ### END SOLUTION

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Why a - b is wrong.
# <!-- END SOLUTION -->

# %%
check(ch01.add, add)
'''

ADD = SimpleNamespace(
    name="add", points=2, minutes=1, grade="core", kind="implement", hints=("What is a?", "And b?")
)


def load(folder, number):
    """The exercises of lesson 01; no lesson of the tiny courses has gaps unless a test says so."""
    assert folder in ("notebooks", "solutions", "exercises")
    return (ADD,) if folder != "notebooks" and number == 1 else ()


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def tiny_course(root, lesson=LESSON_01, solution=SOLUTION_01):
    write(root / "notebooks/source/00-start-here.py", LESSON_00)
    write(root / "notebooks/source/01-one-neuron.py", lesson)
    write(root / "solutions/source/01-one-neuron.py", solution)
    return root


def run_here(notebook, folder, name):
    """Stands in for a kernel: run the code in this process, keep what it prints."""
    values = {"check": lambda *_: None, "ch01": SimpleNamespace(add=ADD)}
    for cell in formats.code_cells(notebook):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(cell.source, values)
        text = printed.getvalue()
        cell.outputs = [nbformat.v4.new_output("stream", text=text)] if text else []
    formats.normalise(notebook)


def no_kernel(*_):
    raise AssertionError("a kernel was started")


@pytest.fixture
def quick(tmp_path, monkeypatch):
    """A built course whose code ran in this process; from here on no kernel may start."""
    tiny_course(tmp_path, lesson=LESSON_00.replace("00", "01") + '\n# %%\nprint("hello")\n')
    monkeypatch.setattr(execute, "run", run_here)
    build(tmp_path, load=load)
    monkeypatch.setattr(execute, "run", no_kernel)
    return tmp_path


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A course whose lesson ran in a real kernel, and its bytes before and after a forced build."""
    root = tiny_course(tmp_path_factory.mktemp("course"))
    (root / "solutions/source/01-one-neuron.py").unlink()
    build(root, only=1, load=load)
    before = (root / LESSON).read_bytes()
    build(root, only=["01-one-neuron"], force=True, load=load)
    return SimpleNamespace(root=root, before=before, after=(root / LESSON).read_bytes())


LESSON, SOLUTION, EXERCISE = (
    f"{folder}/01-one-neuron.ipynb" for folder in ("notebooks", "solutions", "exercises")
)


def names(paths):
    return [path.as_posix() for path in paths]


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def change(path, alter):
    """What a front end does: read the notebook, alter it, save it."""
    notebook = nbformat.read(path, as_version=4)
    alter(notebook)
    nbformat.write(notebook, path)


def solve(notebook):
    cell = next(cell for cell in notebook.cells if "YOUR CODE HERE" in cell.source)
    cell.source = cell.source.replace("raise NotImplementedError()", "return a + b")


# --- with a kernel


def test_a_forced_rebuild_gives_the_same_bytes_even_where_outputs_are_random(built):
    assert built.before == built.after
    assert b"\r" not in built.after and built.after.endswith(b"}\n")


def test_a_built_notebook_is_valid_and_clean(built):
    notebook = nbformat.read(built.root / LESSON, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata == formats.METADATA
    assert [cell.execution_count for cell in formats.code_cells(notebook)] == [1, 2, 3, 4, 5]
    assert [cell.metadata for cell in notebook.cells if cell.metadata] == [
        {"tags": ["nbval-ignore-output"]},
        {"tags": ["a-tag", "raises-exception"]},
    ]
    assert formats.WIDGET not in built.after.decode()


def test_it_ran_in_its_own_folder_with_one_thread(built):
    first, _, error, widget, printed = formats.code_cells(formats.read(built.root / LESSON))
    assert first.outputs[0].data["text/plain"] == "('1', 'notebooks')"
    assert error.outputs[-1].traceback == ["ZeroDivisionError: division by zero"]
    assert widget.outputs[0].data["text/plain"].startswith("IntSlider")
    assert [output.text for output in printed.outputs] == ["one\ntwo\n"]


def test_an_unchanged_lesson_is_not_run_again(built, monkeypatch):
    monkeypatch.setattr(execute, "run", no_kernel)
    report = build(built.root, only="01", load=load)
    assert names(report.unchanged) == [LESSON] and not report.built


def test_an_error_is_refused_by_name_and_nothing_is_written(tmp_path):
    tiny_course(tmp_path, lesson=LESSON_00.replace("00", "01") + "\n# %%\n1 / 0\n")
    with pytest.raises(RuntimeError, match=r"01-one-neuron.ipynb, cell 2 raises ZeroDivisionError"):
        build(tmp_path, only=1, load=load)
    assert not (tmp_path / LESSON).exists()


# --- without a kernel: the rules of execution


def executed(*outputs, tags=()):
    cells = formats.to_notebook([Cell("markdown", "text"), Cell("code", "print()", tags)])
    cells.cells[1].outputs = list(outputs)
    formats.normalise(cells)
    return cells


@pytest.mark.parametrize(
    "output, said",
    [
        (nbformat.v4.new_output("stream", name="stderr", text="careful"), "cell 2 writes to stde"),
        (nbformat.v4.new_output("error", ename="KeyError", evalue="'a'"), "cell 2 raises KeyErro"),
    ],
    ids=["stderr", "error"],
)
def test_error_and_stderr_are_refused_unless_tagged(output, said):
    (problem,) = execute.refusals(executed(output))
    assert said in problem
    assert [*execute.refusals(executed(output, tags=("raises-exception",)))] == []


def test_changed_prose_keeps_the_outputs_without_a_kernel(quick):
    edit(quick / "notebooks/source/01-one-neuron.py", "Start here", "Begin here")
    report = build(quick, load=load)
    assert names(report.built) == ["notebooks/00-start-here.ipynb", LESSON, SOLUTION, EXERCISE]
    (cell,) = formats.code_cells(formats.read(quick / LESSON))
    assert cell.outputs[0].text == "hello\n"


@pytest.mark.parametrize(
    "old, new",
    [('"hello"', '"bye"'), ("# %%\nprint", '# %% tags=["raises-exception"]\nprint')],
    ids=["code", "tags"],
)
def test_changed_code_needs_a_kernel(quick, old, new):
    edit(quick / "notebooks/source/01-one-neuron.py", old, new)
    assert names(build(quick, check=True, load=load).stale) == [LESSON]
    with pytest.raises(AssertionError, match="a kernel was started"):
        build(quick, load=load)


@pytest.mark.parametrize("field, value", [("execution_count", 7), ("execution_count", None)])
def test_a_lesson_that_did_not_run_from_top_to_bottom_is_stale(quick, field, value):
    change(quick / LESSON, lambda notebook: notebook.cells[1].update({field: value}))
    assert names(build(quick, check=True, load=load).stale) == [LESSON]


# --- drift


def test_right_after_a_build_nothing_is_stale_and_nothing_is_written(quick):
    before = {path: path.stat().st_mtime_ns for path in quick.rglob("*")}
    for check in (True, False):
        report = build(quick, check=check, load=load)
        assert not report.stale and not report.built and len(report.unchanged) == 4, str(report)
    assert before == {path: path.stat().st_mtime_ns for path in quick.rglob("*")}


def test_check_writes_nothing_even_when_everything_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "run", no_kernel)
    report = build(tiny_course(tmp_path), check=True, force=True, load=load)
    assert len(report.stale) == 4 and not [*tmp_path.rglob("*.ipynb")]


def test_a_new_lesson_makes_its_neighbours_stale(quick):
    assert "[01 Start here →](01-one-neuron.ipynb)" in title_cell(quick, "00-start-here")
    write(quick / "notebooks/source/02-chain-rule.py", LESSON_00.replace("00", "02"))
    report = build(quick, check=True, load=load)
    assert names(report.stale) == [LESSON, "notebooks/02-chain-rule.ipynb", SOLUTION, EXERCISE]


def title_cell(root, stem, folder="notebooks"):
    return formats.read(root / folder / f"{stem}.ipynb").cells[0].source


def test_navigation_stands_under_the_title(quick):
    assert title_cell(quick, "00-start-here") == (
        "# 00  Start here\n\n[01 Start here →](01-one-neuron.ipynb)"
    )
    assert title_cell(quick, "01-one-neuron") == (
        "# 01  Start here\n\n[← 00 Start here](00-start-here.ipynb) | "
        "[exercises 01](../exercises/01-one-neuron.ipynb)\n\n"
        "**one neuron** → losses → networks by hand → optimizers and autograd → deep networks → "
        "debugging\n\n"
        "About 5 minutes, on the short path. "
        "[The map of the course](00-start-here.ipynb#The-map-of-the-course)"
    )
    assert title_cell(quick, "01-one-neuron", "exercises") == (
        "# 01  Exercises: one neuron\n\n"
        "[← lesson 01 Start here](../notebooks/01-one-neuron.ipynb)\n\n" + navigation.NEXT_DAY
    )


def test_exercises_lead_on_to_the_next_lesson(quick):
    write(quick / "notebooks/source/02-chain-rule.py", LESSON_00.replace("00", "02"))
    build(quick, only="01", load=load)
    line = title_cell(quick, "01-one-neuron", "exercises").splitlines()[2]
    assert line.endswith(" | [lesson 02 Start here →](../notebooks/02-chain-rule.ipynb)")


def test_only_refuses_a_name_that_fits_nothing(quick):
    with pytest.raises(ValueError, match="no source is called"):
        build(quick, only="07", load=load)


# --- exercises


def test_the_exercise_has_holes_and_the_solution_has_markers(quick):
    exercise, solution = formats.read(quick / EXERCISE), formats.read(quick / SOLUTION)
    stub = '    """Add two numbers."""\n    # YOUR CODE HERE\n    raise NotImplementedError()'
    sources = [cell.source for cell in exercise.cells]
    assert sources[3] == f"def add(a, b):\n{stub}"
    assert not any("SOLUTION" in source or "wrong" in source for source in sources)
    assert len(exercise.cells) == len(solution.cells) - 1  # the explanation vanished
    assert "### BEGIN SOLUTION" in solution.cells[3].source
    assert exercise.cells[1].id == solution.cells[1].id
    assert exercise.cells[3].id != solution.cells[3].id
    nbformat.validate(exercise)
    assert not any(cell.outputs or cell.execution_count for cell in formats.code_cells(exercise))


@pytest.mark.parametrize("path", [SOLUTION, EXERCISE])
def test_answers_and_checks_carry_nbgrader_metadata(quick, path):
    cells = formats.code_cells(formats.read(quick / path))
    schema = {"schema_version": 3, "task": False}
    assert [cell.metadata["nbgrader"] for cell in cells if "nbgrader" in cell.metadata] == [
        {**schema, "grade": False, "solution": True, "locked": False, "grade_id": "add"},
        {**schema, "grade": True, "solution": False, "locked": True, "points": 2}
        | {"grade_id": "add-check"},
    ]


def test_marked_prose_is_a_solution_for_nbgrader_and_plain_in_the_exercise(quick):
    """Nbgrader stops at solution markers in a cell that is not a solution."""
    found = {}
    for path in (SOLUTION, EXERCISE):
        cells = [cell for cell in formats.read(quick / path).cells if cell.cell_type == "markdown"]
        found[path] = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    assert found == {SOLUTION: [None, "explanation-1", "explanation-2"], EXERCISE: [None, None]}


def test_placeholders_come_from_the_exercise(quick):
    text = formats.read(quick / EXERCISE).cells[2].source
    assert "*core, implement, 1 minute, 2 points*" in text
    assert text.index("Hint 1") < text.index("What is a?") < text.index("Hint 2")
    assert text.endswith("And b?\n\n</details>\n\n</details>")


@pytest.mark.parametrize(
    "alter",
    [
        solve,
        lambda notebook: notebook.cells[1].update(execution_count=1),
        lambda notebook: notebook.cells.append(nbformat.v4.new_markdown_cell("my notes")),
    ],
    ids=["solved", "run", "notes added"],
)
def test_a_learners_file_is_kept_and_not_stale(quick, alter):
    change(quick / EXERCISE, alter)
    before = (quick / EXERCISE).read_bytes()
    assert not build(quick, check=True, load=load).stale
    report = build(quick, load=load)
    assert names(report.kept) == [EXERCISE] and not report.stale
    assert "--replace-solved" in report.summary()
    edit(quick / "solutions/source/01-one-neuron.py", "Add two numbers", "Sum two numbers")
    assert EXERCISE in names(build(quick, check=True, load=load).stale)
    report = build(quick, only="01-one-neuron", check=True, load=load)
    assert names(report.kept) == [EXERCISE] and "older source" in str(report)
    assert (quick / EXERCISE).read_bytes() == before


def test_replace_solved_overwrites(quick):
    fresh = (quick / EXERCISE).read_bytes()
    change(quick / EXERCISE, solve)
    assert names(build(quick, replace_solved=True, load=load).built) == [EXERCISE]
    assert (quick / EXERCISE).read_bytes() == fresh


def test_an_exercise_from_an_older_source_is_stale_and_rebuilt(quick):
    edit(quick / "solutions/source/01-one-neuron.py", "{{task: add}}", "A new sentence.")
    assert EXERCISE in names(build(quick, check=True, load=load).stale)
    assert EXERCISE in names(build(quick, load=load).built)


def test_saving_without_a_change_is_no_difference(quick):
    change(quick / EXERCISE, lambda notebook: notebook.metadata.language_info.update(version="3"))
    assert not stamp.differs(formats.read(quick / EXERCISE))
    assert EXERCISE in names(build(quick, load=load).unchanged)


def test_a_file_without_a_stamp_is_somebodys_own(quick):
    change(quick / EXERCISE, lambda notebook: notebook.metadata.pop("backprop_course"))
    assert "somebody's own" in kept_exercise(quick)


def kept_exercise(root):
    """Why building leaves the exercise alone; its bytes stay."""
    before = (root / EXERCISE).read_bytes()
    report = build(root, replace_solved=True, load=load)
    assert names(report.kept) == [EXERCISE] and not report.stale
    assert (root / EXERCISE).read_bytes() == before
    return report.summary()


CONFLICT = '{\n "cells": [\n<<<<<<< HEAD\n  {}\n=======\n  []\n>>>>>>> other\n'
UNREADABLE = {
    "": "the file is empty",
    "[]": "it holds no list of cells",
    "not a notebook": "no JSON in line 1",
    CONFLICT: "git's conflict markers in line 3",
}


@pytest.mark.parametrize("content, why", UNREADABLE.items(), ids=UNREADABLE.values())
def test_an_exercise_that_cannot_be_read_stays_and_the_reason_is_told(quick, content, why):
    write(quick / EXERCISE, content)
    assert f"cannot be read: {why}" in kept_exercise(quick)


def strip_everything(notebook):
    """What Colab does: no ids, and metadata of its own."""
    notebook.nbformat_minor = 0
    for cell in notebook.cells:
        del cell["id"]
        cell.metadata["colab"] = {"base_uri": "x"}


WIDGET_VIEW = {"data": {formats.WIDGET: {"model_id": "x"}}, "metadata": {}}
EDITORS = {  # what an editor does to a lesson that it opens, runs or saves
    "language_info": lambda notebook: notebook.metadata.language_info.update(version="3.13"),
    "ids and metadata": strip_everything,
    "an empty cell": lambda notebook: notebook.cells.append(nbformat.v4.new_code_cell("\n")),
    "a widget view": lambda notebook: notebook.cells[1].outputs.append(
        nbformat.v4.new_output("display_data", **WIDGET_VIEW)
    ),
}


@pytest.mark.parametrize("edit", EDITORS.values(), ids=EDITORS)
def test_what_editors_write_makes_a_lesson_stale_only_to_the_byte(quick, edit):
    before = (quick / LESSON).read_bytes()
    change(quick / LESSON, edit)
    assert not build(quick, check=True, load=load).stale
    assert names(build(quick, check=True, exact=True, load=load).stale) == [LESSON]
    assert names(build(quick, load=load).built) == [LESSON]
    assert (quick / LESSON).read_bytes() == before


def test_a_cell_without_outputs_is_stale_and_no_traceback(quick):
    text = json.loads((quick / LESSON).read_text(encoding="utf-8"))
    del text["cells"][1]["outputs"], text["cells"][1]["execution_count"]
    write(quick / LESSON, json.dumps(text))
    assert names(build(quick, check=True, load=load).stale) == [LESSON]


SOMEBODYS = {
    "a note added": lambda nb: nb.cells.insert(1, nbformat.v4.new_markdown_cell("My note\nhere")),
    "prose changed": lambda nb: nb.cells[0].update(source=nb.cells[0].source + "\nMy note"),
    "code changed": lambda nb: nb.cells[1].update(source="print('My note')"),
}


@pytest.mark.parametrize("alter", SOMEBODYS.values(), ids=SOMEBODYS)
@pytest.mark.parametrize("path", [LESSON, SOLUTION])
def test_a_changed_lesson_is_never_overwritten_unless_told(quick, path, alter, monkeypatch):
    fresh = (quick / path).read_bytes()
    change(quick / path, alter)
    mine = (quick / path).read_bytes()
    report = build(quick, check=True, load=load)
    assert names(report.stale) == [path] and "somebody changed cells, 1 in all" in str(report)
    for force in (False, True):
        monkeypatch.setattr(execute, "run", run_here)
        report = build(quick, force=force, load=load)
        assert path in names(report.kept) and path in names(report.stale)
        assert (quick / path).read_bytes() == mine
    assert path in names(build(quick, replace_changed=True, load=load).built)
    assert (quick / path).read_bytes() == fresh


@pytest.mark.parametrize("content, why", UNREADABLE.items(), ids=UNREADABLE.values())
def test_a_lesson_that_cannot_be_read_is_never_overwritten_unless_told(
    quick, content, why, monkeypatch
):
    write(quick / LESSON, content)
    report = build(quick, load=load)
    assert names(report.kept) == [LESSON] and f"cannot be read: {why}" in str(report)
    assert (quick / LESSON).read_text("utf-8") == content
    monkeypatch.setattr(execute, "run", run_here)
    assert names(build(quick, replace_changed=True, load=load).built) == [LESSON]


BROKEN = {  # what is changed in the solution's source, and the message
    "end missing": ("    ### END SOLUTION\n", "", "unbalanced marker: BEGIN SOLUTION without END"),
    "begin missing": ("    ### BEGIN SOLUTION\n", "", "unbalanced marker `### END SOLUTION`"),
    "begin twice": ("### BEGIN SOLUTION", "### BEGIN SOLUTION\n    ### BEGIN SOLUTION", "unbalan"),
    "one hash": ("### BEGIN SOLUTION", "# BEGIN SOLUTION", "misspelt marker `# BEGIN SOLUTION`"),
    "unknown function": ("def add", "def plus", "named after an exercise of ch01 (add); this one"),
    "unknown check": ("ch01.add, add", "ch01.plus, plus", "ch01 has no exercise plus"),
    "other chapter": ("ch01.add", "ch02.add", "expected `check(ch01.add, add)`, came"),
    "other function": ("ch01.add, add", "ch01.add, exp", "expected `check(ch01.exp, exp)`"),
    "no check": ("check(ch01.add, add)", "print()", "add is answered, but no cell below checks"),
    "check twice": (
        "check(ch01.add, add)",
        "check(ch01.add, add)\n# %%\ncheck(ch01.add, add)",
        "add is checked twice, first in solutions/source/01-one-neuron.py, cell 6",
    ),
    "check first": ("from math import exp", "check(ch01.add, add)", "no cell above answers it"),
    "unknown placeholder": ("{{task: add}}", "{{tusk: add}}", "{{tusk: add}} is unknown"),
    "placeholder of nothing": ("{{task: add}}", "{{task: plus}}", "no exercise plus, only ['add']"),
    "magic": ("from math import exp", "!ls", "cell 2 is not plain Python"),
    "other number": ("# # 01  Ex", "# # 02  Ex", "cell 1: expected the title `# 01  ...`, came"),
    "metadata": ("# %%\nfrom", "# %% tag='x'\nfrom", "cell 2: a cell's only metadata are tags"),
    "empty cell": ("from math import exp", "", "cell 2 is empty"),
}


@pytest.mark.parametrize("old, new, said", BROKEN.values(), ids=BROKEN)
def test_a_broken_source_is_refused_by_file_and_cell(tmp_path, monkeypatch, old, new, said):
    monkeypatch.setattr(execute, "run", run_here)
    assert old in SOLUTION_01
    tiny_course(tmp_path, solution=SOLUTION_01.replace(old, new))
    with pytest.raises(ValueError) as problem:
        build(tmp_path, check=True, load=load)
    assert said in str(problem.value)
    assert "solutions/source/01-one-neuron.py, cell " in str(problem.value)


def test_a_stub_must_be_valid_python():
    cell = Cell("code", "x = (\n### BEGIN SOLUTION\n1)\n### END SOLUTION", place="here")
    with pytest.raises(ValueError, match="here: the stub is not valid Python"):
        holes.dig(cell)


# --- lessons: gaps, the map, the sentence to remember


GAP = '''# remember: A sum has two slopes,
# remember: and both are 1.
# %% [markdown]
# # 01  Add
#
# {{task: add}}

# %%
def add(a, b):
    """Return the sum.

    2, 3  ->  5
    """
    # which order?
    ### BEGIN SOLUTION
    total = a + b

    return total
    ### END SOLUTION


# %%
check(ch01.add, add)

# %%
add(1, 2)
'''
PAPER = GAP.replace("def add(a, b):", "def add():")


def lesson_cells(folder, text, gaps=(ADD,)):
    """The cells of lesson 01, with the exercises that belong to it."""
    tiny_course(folder, lesson=text)
    source = read_source(folder / "notebooks/source/01-one-neuron.py")
    return variants.lesson(folder, source, lambda number: gaps if number == 1 else ())


def test_a_gap_becomes_a_stub_its_check_and_our_version_folded(tmp_path):
    _, stub, check, ours, after, _ = lesson_cells(tmp_path, GAP)
    assert stub.source.endswith(
        "    # which order?\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    )
    assert check.source == "check(ch01.add, add)" and after.source == "add(1, 2)"
    assert ours.source == (
        "# Our version. The lesson goes on with yours where it is correct, else with this one.\n"
        "def our_add(a, b):\n    # which order?\n    total = a + b\n\n    return total\n\n\n"
        "from backprop_course.checking import go_on_with\n\n"
        "add = go_on_with(ch01.add, yours=add, ours=our_add)"
    )
    assert [cell.folded for cell in (stub, check, ours, after)] == [False, False, True, False]


def test_only_our_version_is_hidden_and_nothing_is_for_nbgrader(tmp_path):
    notebook = formats.to_notebook(lesson_cells(tmp_path, GAP))
    metadata = [cell.metadata for cell in notebook.cells if cell.metadata]
    assert metadata == [{"jupyter": {"source_hidden": True}}]


def test_a_paper_exercise_has_no_version_to_go_on_with(tmp_path):
    assert not any(cell.folded for cell in lesson_cells(tmp_path, PAPER))


BROKEN_GAPS = {  # what is changed in the lesson's source, and the message
    "no check": ("check(ch01.add, add)", "print()", "add is answered, but no cell below checks"),
    "unknown": ("def add", "def plus", "named after an exercise of ch01 (add); this one"),
    "two functions": ("# %%\ndef add", "# %%\nimport os\n\ndef add", "is one function with its"),
    "no docstring": ('"""Return the sum.\n\n    2, 3  ->  5\n    """', "", "is one function with"),
    "unknown task": ("{{task: add}}", "{{task: plus}}", "no exercise plus, only ['add']"),
    "marked prose": ("# {{task: add}}", "# <!-- BEGIN SOLUTION -->", "is one function with its"),
}


@pytest.mark.parametrize("old, new, said", BROKEN_GAPS.values(), ids=BROKEN_GAPS)
def test_a_broken_gap_is_refused_by_file_and_cell(tmp_path, old, new, said):
    assert old in GAP
    with pytest.raises(ValueError) as problem:
        lesson_cells(tmp_path, GAP.replace(old, new))
    assert said in str(problem.value)
    assert "notebooks/source/01-one-neuron.py, cell " in str(problem.value)


def test_a_lesson_ends_with_its_sentence_and_the_next_lesson(tmp_path):
    write(tmp_path / "notebooks/source/02-chain-rule.py", LESSON_00.replace("00", "02"))
    assert lesson_cells(tmp_path, GAP)[-1].source == (
        "**To remember.** A sum has two slopes, and both are 1.\n\n"
        "Next: [02 Start here](02-chain-rule.ipynb)"
    )


def last_words(root, number, *others):
    for one in (number, *others):
        source = LESSON_00.replace("00", f"{one:02d}")
        write(root / f"notebooks/source/{one:02d}-name.py", f"# remember: All is well.\n{source}")
    path = root / f"notebooks/source/{number:02d}-name.py"
    cells = variants.lesson(root, read_source(path), lambda number: ())
    return cells[0].source, cells[-1].source


def test_second_readings_stand_outside_the_main_line(tmp_path):
    _, last = last_words(tmp_path, 14, 13, 15, 16)
    assert "Next" not in last and "Second readings, outside the main line: [15 Start" in last
    assert "[16 Start here](16-name.ipynb)" in last
    assert "15-name" not in last_words(tmp_path, 13)[1]
    title, last = last_words(tmp_path, 16)
    assert "[← 15 Start here](15-name.ipynb)" in title and "**second reading**" in title
    assert "14-name" not in title and "the map of the course" in last
    assert "14-name" not in last_words(tmp_path, 15)[0]


def test_the_map_counts_second_readings_apart():
    lessons = [(Path(f"{number:02d}-name.py"), 60, "") for number in (1, 14, 15)]
    words = course_map.hours(lessons)
    assert "about 2 hours" in words and words.endswith("outside of it and take 60 minutes more.")


def test_the_map_lists_every_lesson_with_its_minutes_and_its_sentence(tmp_path):
    tiny_course(tmp_path, lesson=GAP)
    path = tmp_path / "notebooks/source/00-start-here.py"
    path.write_text(f"{LESSON_00}#\n# {{{{course map}}}}\n", encoding="utf-8")
    (title,) = variants.lesson(tmp_path, read_source(path), lambda number: (ADD,) * number)
    row = "| one neuron | [01 Add](01-one-neuron.ipynb) ★ | 5 | A sum has two slopes, and both are"
    assert row in title.source and "course map" not in title.source


PROJECTS = {  # pyproject.toml -> what lesson 00 says of the site
    "": "",
    "[project.urls]\nRepository = 'https://a.example'": "",
    "[project.urls]\nDocumentation = 'https://b.example/'": (
        "\n- [The site of the course](https://b.example/) shows all lessons, on a phone too."
    ),
}


@pytest.mark.parametrize("project, said", PROJECTS.items())
def test_lesson_00_names_the_site_once_it_has_an_address(project, said, tmp_path):
    path = tiny_course(tmp_path) / "notebooks/source/00-start-here.py"
    path.write_text(f"{LESSON_00}#\n# - a\n# {{{{site}}}}\n# - b\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(project, encoding="utf-8")
    (title,) = variants.lesson(tmp_path, read_source(path), lambda number: (ADD,) * number)
    assert title.source.endswith(f"- a{said}\n- b")


MINUTES = {  # what a lesson holds, and the minutes for it, before rounding up
    "words": ("# " + "word " * 750, 0, 5),
    "one word more": ("# " + "word " * 751, 0, 10),
    "a gap": ("# " + "word " * 150, 9, 10),
    "predictions": ("# **Predict.** a\n" * 3, 0, 10),
    "code": ("# a\n\n# %%\n" + "a\n" * 101, 0, 15),
    "pictures": ("# a\n\n# %%\n" + "Picture(a)\n" * 5, 0, 10),
}


@pytest.mark.parametrize("text, gap, expected", MINUTES.values(), ids=MINUTES)
def test_minutes_grow_with_what_there_is_to_do(tmp_path, text, gap, expected):
    path = tmp_path / "01-a.py"
    path.write_text(f"# %% [markdown]\n{text}", encoding="utf-8")
    assert minutes(read_source(path), [SimpleNamespace(minutes=gap)]) == expected


# --- small parts


def test_declarations_are_read_and_stripped(tmp_path):
    tiny_course(tmp_path)
    source = read_source(tmp_path / "notebooks/source/01-one-neuron.py")
    assert source.declarations == {
        "teaches": ("ops.sigmoid", "losses.mse"),
        "uses": ("data.line",),
        "black box": ("training.fit",),
    }
    assert source.cells[0].source.startswith("# 01  Follow one neuron")


def test_an_unknown_declaration_is_refused(tmp_path):
    tiny_course(tmp_path, lesson="# teach: ops.relu\n" + LESSON_01)
    with pytest.raises(ValueError, match=r"unknown declaration `# teach: ops\.relu`"):
        read_source(tmp_path / "notebooks/source/01-one-neuron.py")


def test_ids_do_not_move_when_a_cell_is_inserted():
    a, b = Cell("code", "1"), Cell("code", "2")
    before, after = formats.cell_ids([a, b, a]), formats.cell_ids([b, Cell("code", "3"), a, a])
    assert [before[1], before[0], before[2]] == [after[0], after[2], after[3]]
    assert len(set(after)) == 4


def test_code_is_never_searched_for_placeholders():
    cell = Cell("code", "{{task: add}}")
    assert placeholders.fill(cell, {}) is cell


# --- course.py


def test_copies_beside_a_notebook_are_nobody_elses_lesson(quick):
    for name in ("notebooks/01-one-neuron-backup", "exercises/01-again", "exercises/01-a-Copy1"):
        write(quick / f"{name}.ipynb", "{}")
    assert course.names(quick) == ["notebooks/00-start-here.ipynb", LESSON, EXERCISE]
    assert not build(quick, check=True, exact=True, load=load).stale


def test_the_clone_around_the_working_folder_comes_before_the_installed_one(
    quick, tmp_path_factory, monkeypatch
):
    monkeypatch.chdir(quick / "notebooks")
    assert course.find_clone() == course.origin() == quick.resolve() == course.find_clone(quick)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert course.find_clone(elsewhere) not in (None, elsewhere)
    package = elsewhere / "site-packages" / "backprop_course"
    monkeypatch.setattr(course, "__file__", str(package / "workshop" / "course.py"))
    monkeypatch.chdir(elsewhere)
    assert course.find_clone() is course.shipped() is course.origin() is None
    for folder in course.FOLDERS:
        (package / "_course" / folder).mkdir(parents=True)
    assert course.shipped() == course.origin() == package / "_course"


def test_two_lessons_with_one_number_are_refused(tmp_path):
    tiny_course(tmp_path)
    write(tmp_path / "notebooks/source/01-again.py", LESSON_00)
    with pytest.raises(
        ValueError, match=r"01-again\.py and 01-one-neuron\.py have the same number"
    ):
        course.names(tmp_path)


def test_a_missing_title_is_named(tmp_path):
    write(tmp_path / "00-start-here.py", "# %% [markdown]\n# 00  Start here\n")
    with pytest.raises(ValueError, match="expected a title line `# 00  Verb phrase`"):
        course.title(tmp_path / "00-start-here.py")


def test_a_folder_without_sources_cannot_be_built(tmp_path):
    with pytest.raises(FileNotFoundError, match="holds no sources"):
        build(tmp_path)
