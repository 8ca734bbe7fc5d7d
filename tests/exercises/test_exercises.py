"""Every exercise of every chapter: the right passes, each usual mistake is named, nothing leaks."""

import ast
import inspect
import itertools
import re
import textwrap
import time
from functools import cache

import numpy as np
import pytest
from solution_texts import run, source_of

from backprop_course import exercises
from backprop_course.checking import BugHunt, Exercise, KillMatrix, Mistake, check, judge, report
from backprop_course.checking.calls import call
from backprop_course.checking.compare import distance
from backprop_course.checking.observe import central_difference
from backprop_course.checking.verdict import RIGHT, text
from backprop_course.exercises.proof import changed, collisions, random_answer, results

CHAPTERS = exercises.numbers()
ALL = [one for number in CHAPTERS for one in (*exercises.gaps(number), *exercises.load(number))]
FUNCTIONS = [exercise for exercise in ALL if isinstance(exercise, Exercise)]
MATRICES = [exercise for exercise in ALL if isinstance(exercise, KillMatrix)]
HUNTS = [exercise for exercise in ALL if isinstance(exercise, BugHunt)]
MISTAKES = [(exercise, mistake) for exercise in ALL for mistake in exercise.mistakes]
FACTORS = (-1.0, 2.0, 0.5, 7.0)
QUICK = 0.1  # seconds in which the verdict must stand

each = pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.name)
each_function = pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)
each_rounded = pytest.mark.parametrize(
    "exercise", [e for e in FUNCTIONS if e.kind == "predict"], ids=lambda e: e.name
)
each_matrix = pytest.mark.parametrize("exercise", MATRICES, ids=lambda e: e.name)
each_hunt = pytest.mark.parametrize("exercise", HUNTS, ids=lambda e: e.name)
each_chapter = pytest.mark.parametrize("number", [n for n in CHAPTERS if n and exercises.load(n)])


def stub(*args):
    raise NotImplementedError()


def blank_like(function):
    """A stub with the arguments of ``function``."""
    names = ", ".join(inspect.signature(function).parameters)
    return eval(f"lambda {names}: stub()", {"stub": stub})


# ---------------------------------------------------------------- right answers, stubs, mistakes


@each
def test_reference_and_accepted_alternatives_get_all_points(exercise, capsys):
    assert exercise.accepted, "an exercise lists at least one accepted alternative"
    for answer in (exercise.reference, *exercise.accepted):
        points = check(exercise, answer)
        assert type(points) is float and points == exercise.points, capsys.readouterr().out
    assert capsys.readouterr().err == ""


@each
def test_a_stub_is_not_attempted(exercise):
    verdict = judge(exercise, blank_like(exercise.reference))
    assert (verdict.outcome, verdict.points) == ("not attempted", 0.0)


@each
def test_each_usual_mistake_is_diagnosed_as_itself(exercise, capsys):
    taken_for = {}
    for mistake in exercise.mistakes:
        verdict, _ = judged(exercise, mistake.function)
        wrong = verdict.outcome in ("wrong", "partly right") and verdict.points < exercise.points
        if verdict.tag != mistake.id or not wrong:
            taken_for[mistake.id] = text(verdict)
    assert not taken_for, "\n\n".join(
        f"{one} was taken for:\n{taken_for[one]}" for one in taken_for
    )
    assert type(check(exercise, exercise.mistakes[0].function)) is float
    assert capsys.readouterr().err == ""


@cache
def judged(exercise, answer):
    """(Verdict, seconds) of an answer: many tests ask for those of the usual mistakes."""
    start = time.process_time()  # a busy machine does not count
    verdict = judge(exercise, answer)
    return verdict, time.process_time() - start


@each_function
def test_no_two_entries_of_the_catalogue_collide(exercise):
    assert collisions(exercise) == []


PAIRS = [  # of a mistake and a factor
    pytest.param(lambda mistakes: zip(mistakes, itertools.cycle(FACTORS)), id="in turn"),
    pytest.param(
        lambda mistakes: itertools.product(mistakes, FACTORS), id="all", marks=pytest.mark.slow
    ),
]


@each_function
@pytest.mark.parametrize("pairs", PAIRS)
def test_a_mistake_times_a_factor_is_never_right(exercise, pairs):
    expected = [one.value for one in results(exercise, exercise.reference)]
    for mistake, factor in pairs(exercise.mistakes):
        answer = times(mistake.function, factor)
        values = [one.value for one in results(exercise, answer)]
        truly_right = max(map(distance, values, expected)) <= exercise.tolerance
        assert truly_right or judge(exercise, answer).outcome != RIGHT, (mistake.id, factor)


def times(function, factor):
    """A function with the arguments of ``function`` that returns everything times ``factor``."""

    def answer(*inputs):
        return changed(function(*inputs), lambda leaf: np.asarray(leaf) * factor)

    answer.__signature__ = inspect.signature(function)
    return answer


SEEDS = [  # one predicted number is hit by chance more easily than an array
    pytest.param(lambda kind: range(60 if kind == "predict" else 6), id="some"),
    pytest.param(lambda kind: range(60, 600), id="many", marks=pytest.mark.slow),
]


@each_function
@pytest.mark.parametrize("seeds", SEEDS)
def test_random_numbers_get_no_name(exercise, seeds):
    named = {mistake.id for mistake in exercise.mistakes}
    for seed in seeds(exercise.kind):
        verdict = judge(exercise, random_answer(exercise, seed))
        assert verdict.outcome == "wrong" and verdict.tag != "checker-error"
        assert verdict.tag.split(" x ")[0] not in named, verdict
        # of several predicted numbers one comes close to minus or twice the correct one by chance
        assert exercise.kind == "predict" or "factor" not in verdict.tag, verdict


BROKEN = [None, "text", 1j, [], (), {}, object(), np.array(["a"]), np.nan, (None,) * 3, iter([])]


@each
def test_nonsense_gets_a_sentence_and_no_points(exercise, capsys):
    for value in BROKEN:
        assert check(exercise, returning(value, exercise)) == 0.0, value
        shown = capsys.readouterr()
        assert shown.err == "" and len(shown.out.splitlines()) > 1, value
        assert "checker" not in shown.out, value


def returning(value, exercise):
    """An answer that returns one value, whatever it is given."""
    answer = lambda *inputs: value  # noqa: E731
    answer.__signature__ = inspect.signature(exercise.reference)
    return answer


@each
def test_a_check_is_quick(exercise):
    for answer in (exercise.reference, *(mistake.function for mistake in exercise.mistakes)):
        # A second try: the first may load something.
        quick = (
            judged(exercise, answer)[1] < QUICK or judged.__wrapped__(exercise, answer)[1] < QUICK
        )
        assert quick, f"two checks in a row took more than {QUICK} seconds each"


# ---------------------------------------------------------------- the data of an exercise


@each
def test_the_data_are_complete(exercise):
    assert isinstance(exercise.points, int) and exercise.points > 0
    assert isinstance(exercise.minutes, int) and exercise.minutes > 0
    assert exercise.grade in ("warm-up", "core", "stretch")
    assert exercise.kind in ("predict", "implement", "derive", "bug hunt", "test the test")
    assert len(exercise.hints) >= 2 and all(hint.strip() for hint in exercise.hints)
    assert exercise.hints[0].count("?"), "the first hint asks"
    assert len(exercise.mistakes) >= 4
    for mistake in exercise.mistakes:
        assert re.fullmatch(r"[\w-]+\.[\w-]+", mistake.id)
        assert mistake.cause.strip() and mistake.question.endswith("?")


@each_function
def test_points_by_output_add_up(exercise):
    if exercise.output_points:
        assert len(exercise.output_points) == len(exercise.outputs)
        assert sum(exercise.output_points) == exercise.points
    value = results(exercise, exercise.reference)[0].value
    assert not isinstance(value, tuple) or len(value) == len(exercise.outputs)


def test_names_are_unique_in_a_chapter_and_ids_in_the_course():
    chapters = [(*exercises.gaps(number), *exercises.load(number)) for number in CHAPTERS]
    every = [[exercise.name for exercise in chapter] for chapter in chapters]
    for names in (*every, [mistake.id for _, mistake in MISTAKES]):
        assert len(names) == len(set(names)), sorted(n for n in names if names.count(n) > 1)


@pytest.mark.parametrize("number", CHAPTERS)
def test_an_exercise_stands_under_its_own_name(number):
    chapter = vars(exercises.chapter(number))
    for exercise in (*exercises.gaps(number), *exercises.load(number)):
        assert chapter[exercise.name] is exercise


def test_an_unknown_chapter_is_refused():
    with pytest.raises(ValueError, match="lesson 99 has no exercises"):
        exercises.load(99)


@each_function
def test_the_probes_can_tell_things_apart(exercise):
    probes = exercise.probes
    if exercise.kind == "predict":
        return
    assert len(probes) >= 3
    numbers = [
        np.asarray(value, dtype=np.float64).ravel()
        for value in flat([probe.inputs for probe in probes])
        if np.asarray(value).dtype.kind in "if"
    ]
    numbers = np.concatenate(numbers)
    may_be_negative = "p" not in exercise.parameters[:1]  # probabilities are not
    assert (numbers > 0).any() and (numbers < 0).any() == may_be_negative, "both signs are needed"
    assert len({tuple(probe.sizes) for probe in probes}) == 1, "each probe states the same sizes"
    for name in probes[0].sizes:
        assert len({probe.sizes[name] for probe in probes}) == len(probes), f"{name} must differ"
    for probe in probes:
        assert len(set(probe.sizes.values())) == len(probe.sizes), (
            "sizes must be pairwise different"
        )


def flat(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [leaf for part in value for leaf in flat(part)]
    return [value]


@each_function
def test_gradients_of_the_reference_agree_with_central_differences(exercise):
    for probe in filter(lambda probe: probe.smooth, exercise.probes):
        values = call(exercise.reference, probe.inputs).value
        values = values if isinstance(values, tuple) else (values,)
        for name, value in zip(exercise.outputs or (exercise.name,), values, strict=True):
            if name in exercise.slope_of:
                position = exercise.parameters.index(exercise.slope_of[name])
                slope = central_difference(exercise.objective, probe.inputs, position)
                assert distance(value, slope) < 1e-6, (name, probe)


@each_hunt
def test_a_hunt_can_be_won_and_lost(exercise):
    right, planted = exercise.right, exercise.planted
    assert distance(planted(*exercise.blind), right(*exercise.blind)) < 1e-9
    assert distance(planted(*exercise.exposing), right(*exercise.exposing)) > 1e-3
    for suspect in exercise.suspects:
        if suspect.name != exercise.bug:
            assert suspect.question.endswith("?")
            gap = distance(suspect.function(*exercise.exposing), planted(*exercise.exposing))
            assert gap > 1e-3, f"{suspect.name} does the same as the planted bug"


@each_matrix
def test_a_check_of_anything_or_of_nothing_earns_no_point(exercise):
    assert judge(exercise, lambda candidate: True).points == 0
    assert judge(exercise, lambda candidate: False).points == 0


# ---------------------------------------------------------------- the solutions' text


SOLUTION = re.compile(
    r"^ *### BEGIN SOLUTION\n(.*?)^ *### END SOLUTION\n", re.MULTILINE | re.DOTALL
)


def blanked(source):
    return SOLUTION.sub("    raise NotImplementedError()\n", source)


@each_chapter
def test_the_solutions_get_all_points_and_the_stubs_none(number, capsys):
    solved, printed = run(source_of(number))
    blank, printed_blank = run(blanked(source_of(number)))
    for exercise in exercises.load(number):
        assert check(exercise, solved[exercise.name]) == exercise.points, capsys.readouterr().out
        assert check(exercise, blank[exercise.name]) == 0.0
        assert f"{exercise.name}: right, " in printed
        assert f"{exercise.name}: not attempted, 0 of " in printed_blank
    assert capsys.readouterr().err == ""


COUNTED = dict(enumerate(("Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"), start=4))


@each_chapter
def test_the_solutions_have_a_cell_for_everything(number):
    source, chapter = source_of(number), f"ch{number:02d}"
    names = [exercise.name for exercise in exercises.load(number)]
    for name in names:
        for line in (f"# {{{{task: {name}}}}}", f"# {{{{hints: {name}}}}}"):
            assert source.splitlines().count(line) == 1, line
        assert f"\ncheck({chapter}.{name}, {name})\n" in source
        assert f"    ({chapter}.{name}, {name}),\n" in source, "the report lists every exercise"
    assert re.findall(r"^check\(\w+\.(\w+),", source, re.MULTILINE) == names
    assert f"# {COUNTED[len(names)]} exercises for lesson {number:02d}, " in source
    assert len(SOLUTION.findall(source)) == len(names)


@each_chapter
def test_a_stub_keeps_signature_and_specification(number):
    tree = ast.parse(blanked(source_of(number)))
    stubs = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for exercise in exercises.load(number):
        arguments = tuple(argument.arg for argument in stubs[exercise.name].args.args)
        assert arguments == exercise.parameters
        docstring = ast.get_docstring(stubs[exercise.name])
        assert "->" in docstring or "An answer looks like this" in docstring


CAPSTONE = 14  # its hunt plants a bug by a seed


@each_chapter
def test_the_planted_function_of_the_notebook_is_the_one_that_is_run(number):
    hunts = [exercise for exercise in exercises.load(number) if isinstance(exercise, BugHunt)]
    assert hunts or number == CAPSTONE, "each chapter has a bug hunt"
    namespace, _ = run(source_of(number))
    for hunt in hunts:
        shown = [f for name, f in namespace.items() if name.startswith("planted")]
        for given in (hunt.exposing, hunt.blind):
            assert any(distance(f(*given), hunt.planted(*given)) < 1e-12 for f in shown)
        for suspect in hunt.suspects:
            assert f'`"{suspect.name}"`' in source_of(number)
            assert suspect.description in source_of(number)


@each_chapter
def test_nothing_that_is_said_before_the_answer_holds_it(number):
    source = source_of(number)
    answers = [line for block in SOLUTION.findall(source) for line in block.splitlines()]
    for exercise in exercises.load(number):
        texts = [*exercise.hints, exercise.praise]
        for mistake in exercise.mistakes:
            texts += [mistake.cause, mistake.question, text(judged(exercise, mistake.function)[0])]
        lines = formulas([*answers, *source_lines(exercise.reference)])
        for line, words in itertools.product(lines, texts):
            assert line not in " ".join(words.split()), f"{exercise.name} gives away {line!r}"


def formulas(lines):
    """The lines, and their right-hand sides, that hold enough to be an answer."""
    lines = [line.split("#")[0].strip() for line in lines]
    sides = [re.split(r" = |return |: ", line)[-1] for line in lines]
    return {line for line in [*lines, *sides] if len(line) > 8 and re.search(r"[*/+@]", line)}


def source_lines(function):
    try:
        return textwrap.dedent(inspect.getsource(function)).splitlines()
    except (OSError, TypeError):
        return []


def test_report_is_part_of_the_interface():
    assert callable(report) and Mistake.__dataclass_fields__.keys() >= {"id", "cause", "question"}
