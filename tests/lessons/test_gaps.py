"""The gaps of the lessons: complete, small, fair, and full points for our versions."""

import ast
import contextlib
import io
import re
from pathlib import Path

import pytest
from gap_answers import SOURCES, WITH_GAPS, answers, definitions, function_of, of

from backprop_course import exercises
from backprop_course.checking import check, judge, parse_headline
from backprop_course.checking.verdict import NOT_ATTEMPTED, RIGHT, text
from backprop_course.workshop import course
from backprop_course.workshop.authoring import execute, formats, marking, variants
from backprop_course.workshop.authoring.minutes import lines, minutes
from backprop_course.workshop.authoring.sources import read_source

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = [course.split(path)[0] for path in SOURCES]
CHECK = re.compile(r"check\(ch\d\d\.(\w+), \1\)")
FEWEST, MOST, LONGEST = 2, 4, 6  # gaps of a lesson, and lines of an answer

each_lesson = pytest.mark.parametrize("path", WITH_GAPS, ids=lambda path: path.stem)
each_of_all = pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)


@each_lesson
def test_every_gap_stands_in_its_lesson_in_order(path):
    assert [*answers(path)] == [*of(path)[1]]


@each_lesson
def test_our_versions_earn_every_point(path):
    """What the lesson imports and defines is enough for them: no answer needs its arrays."""
    defined = definitions(path)
    for name, gap in of(path)[1].items():
        verdict = judge(gap, defined[name])
        assert (verdict.outcome, verdict.points) == (RIGHT, gap.points), text(verdict)


@each_lesson
def test_the_stored_lesson_is_blank_and_goes_on_with_our_versions(path):
    notebook = formats.read(ROOT / "notebooks" / f"{path.stem}.ipynb")
    gaps, said, chosen = of(path)[1], {}, []
    for cell in formats.code_cells(notebook):
        printed = "".join(output.get("text", "") for output in cell.outputs)
        if found := CHECK.fullmatch(cell.source):
            said[found[1]] = parse_headline(printed).outcome
        if cell.metadata.get("jupyter", {}).get("source_hidden"):
            chosen.append(printed)
    assert said == dict.fromkeys(gaps, NOT_ATTEMPTED)
    assert len(chosen) == sum(bool(gap.parameters) for gap in gaps.values())
    assert all("our version" in words for words in chosen)


@pytest.mark.slow
@each_lesson
def test_a_lesson_with_its_gaps_filled_runs_to_its_end(path):
    number, gaps = of(path)
    filled = {name: cell.source for name, cell in answers(path).items()}
    made = variants.lesson(ROOT, read_source(path), exercises.gaps)
    notebook = formats.to_notebook([with_answer(cell, filled) for cell in made])
    execute.run(notebook, ROOT / "notebooks", path.name)  # refuses errors and stderr
    printed = "\n".join(o.get("text", "") for c in formats.code_cells(notebook) for o in c.outputs)
    for name, gap in gaps.items():
        assert f"{name}: {RIGHT}, {gap.points:g} of {gap.points}" in printed
        assert not gap.parameters or f"{name}: the lesson goes on with your version" in printed


def with_answer(cell, filled):
    if "# YOUR CODE HERE" not in cell.source:
        return cell
    name = marking.parse(cell).body[0].name
    return type(cell)(cell.kind, filled[name], cell.tags)


@each_lesson
def test_a_stub_keeps_signature_and_specification(path):
    for name, cell in answers(path).items():
        function, gap = function_of(cell), of(path)[1][name]
        assert tuple(argument.arg for argument in function.args.args) == gap.parameters
        specification = ast.get_docstring(function)
        assert "->" in specification or "An answer looks like this" in specification


@each_lesson
def test_an_answer_is_short(path):
    for name, cell in answers(path).items():
        _, marked = cell.source.split("### BEGIN SOLUTION")
        assert 1 <= lines(marked.split("### END SOLUTION")[0]) <= LONGEST, name


@each_lesson
def test_hints_and_questions_do_not_hold_the_answer(path):
    for name, cell in answers(path).items():
        gap = of(path)[1][name]
        texts = [*gap.hints, gap.praise]
        for mistake in gap.mistakes:
            texts += [mistake.cause, mistake.question]
        code = cell.source.split("### BEGIN SOLUTION")[1]
        for formula in re.findall(r"(?:= |return )(.{9,})", code):
            assert formula not in " ".join(texts), f"{name} gives away {formula!r}"


@each_lesson
def test_an_answer_needs_nothing_taught_later(path):
    number, gaps = of(path)
    taught = set()
    for source in map(read_source, SOURCES[: NUMBERS.index(number) + 1]):
        for names in source.declarations.values():
            taught |= set(names)
    for gap in gaps.values():
        assert set(gap.uses) <= taught, f"{gap.name} may use what no lesson up to here teaches"


@each_lesson
def test_each_check_is_one_call_that_returns_a_plain_float(path):
    for gap in of(path)[1].values():
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            points = check(gap, gap.reference)
        assert type(points) is float and points == gap.points, printed.getvalue()


# --- every lesson that keeps the rules


@each_of_all
def test_a_lesson_has_two_to_four_gaps_and_one_sentence_to_remember(path):
    number, gaps = of(path)
    remember = read_source(path).remember
    assert remember.endswith(".") and 20 < len(remember) < 160, remember
    if number:
        functions = [gap for gap in gaps.values() if gap.parameters]
        assert FEWEST <= len(functions) <= MOST, [gap.name for gap in functions]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_the_readme_says_the_minutes_that_the_lesson_says(path):
    row = rf"\| \[{path.stem[:2]} [^]]*\]\(notebooks/{path.stem}\.ipynb\) \| (\d+) \|"
    found = re.search(row, (ROOT / "README.md").read_text(encoding="utf-8"))
    number, gaps = of(path)
    assert found and int(found[1]) == minutes(read_source(path), gaps.values())
