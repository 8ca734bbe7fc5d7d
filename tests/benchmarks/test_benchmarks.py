"""The benchmarks: the protocol, parity of all systems, ratios of planted times, the goals."""

import io
import json
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

# the benchmarks are not installed with the package
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from backprop_course import checking, exercises
from backprop_course.exercises.proof import unexplained
from benchmarks import (
    __main__,
    checks,
    detection,
    gradcheck,
    harness,
    imports,
    lessons,
    limit,
    one_pass,
    ours,
    peers,
    products,
    report,
    step,
    suite,
    systems,
    textbook,
    worker,
)
from benchmarks import goals as goals_module
from benchmarks.problems import OPTIMIZERS, SHAPES, problem

NUMPY_SYSTEMS = {
    "textbook": textbook.Textbook,
    "ours": ours.Ours,
    "ours, MLP": ours.OursMLP,
    "limit": limit.Limit,
}


@pytest.fixture(params=["compiled", "numpy"])
def passes(request, monkeypatch):
    """The limit with its pass in C, and as where there is no compiler."""
    if request.param == "numpy":
        monkeypatch.setattr(one_pass, "compiled", lambda dtype: None)


# ---------------------------------------------------------------- the systems compute the same


def after_five_steps(system, shape, optimizer, folder):
    """The parameters that a worker saves for the parity test."""
    served, file = worker.Worker.__new__(worker.Worker), str(folder / "parameters.npz")
    served.system = system
    served.parity(shape, optimizer, file)
    with np.load(file) as stored:
        return list(stored.values())


@pytest.mark.usefixtures("passes")
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("shape", ["toy", "digits"])
def test_all_numpy_systems_take_the_same_steps(shape, optimizer, tmp_path):
    found = {
        name: after_five_steps(system, shape, optimizer, tmp_path)
        for name, system in NUMPY_SYSTEMS.items()
    }
    start = problem(shape, optimizer, "float64").weights
    assert np.abs(found["textbook"][0] - start[0]).max() > 1e-4  # they do move
    for name, values in found.items():
        gap = harness.largest_gap(found["textbook"], values)
        assert gap <= harness.TOLERANCE[optimizer], name


OTHERS = [pytest.param(name, marks=pytest.mark.torch) for name in systems.TORCH]


def load(name):
    """The system, where its library is installed."""
    pytest.importorskip(systems.SYSTEMS[name][2])
    return systems.load(name)


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("shape", ["toy", "digits"])
def test_other_libraries_take_the_same_steps(name, shape, optimizer, tmp_path):
    theirs = after_five_steps(load(name), shape, optimizer, tmp_path)
    found = after_five_steps(ours.Ours, shape, optimizer, tmp_path)
    assert harness.largest_gap(found, theirs) <= harness.TOLERANCE[optimizer]


@pytest.mark.parametrize("name", [*systems.NUMPY_ALONE, *OTHERS])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("shape", ["toy", "digits"])
def test_float32_stays_float32_and_nothing_moves_while_timed(name, shape, optimizer):
    given = problem(shape, optimizer, "float32")
    built = load(name)(given)
    built.step()
    assert {p.dtype for p in built.parameters()} == {np.dtype(np.float32)}
    for W, first in zip(built.parameters()[::2], given.weights, strict=True):
        np.testing.assert_array_equal(W, first)


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("shape", ["toy", "digits"])
def test_everyone_returns_the_same_loss(name, shape):
    given = problem(shape, "sgd", "float64")
    assert load(name)(given).step() == pytest.approx(ours.Ours(given).step(), rel=1e-12)


@pytest.mark.parametrize("name", ["limit", "PyTorch eager"])
def test_the_product_of_each_library_is_a_product(name):
    a, b = np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(3, 4)
    np.testing.assert_array_equal(np.asarray(load(name).product(a, b)()), a @ b)


def test_a_system_that_computes_something_else_is_refused():
    class Fake:
        """A worker that saves what it was given."""

        def __init__(self, value):
            self.value = value

        def ask(self, do, shape, optimizer, file):
            np.savez(file, np.full(3, self.value))

    near, far = Fake(1.0 + 1e-13), Fake(1.0 + 1e-9)
    assert harness.parity({"a": Fake(1.0), "b": near}, "toy", "sgd") < 1e-12
    with pytest.raises(RuntimeError, match=r"toy, sgd: b differs from a by 1.0e-09"):
        harness.parity({"a": Fake(1.0), "b": far}, "toy", "sgd")


# ---------------------------------------------------------------- the protocol


def test_a_worker_answers_one_line_for_each_request():
    requests = [
        {"do": "step", "shape": "toy", "optimizer": "sgd", "dtype": "float32"},
        {"do": "block"},
        {"do": "product", "dtype": "float64"},
        {"do": "dance"},
        {"do": "block"},
    ]
    answers = io.StringIO()
    worker.serve("limit", [json.dumps(request) for request in requests], answers)
    loaded, block, product, refused, again = map(json.loads, answers.getvalue().splitlines())
    assert loaded["calls"] >= 1 and 0 < block["cpu"] < 1 and block["wall"] > 0
    assert product["calls"] >= 1
    assert refused == {"error": "AttributeError: 'Worker' object has no attribute 'dance'"}
    assert again["cpu"] > 0


def test_a_worker_process_is_asked_over_a_pipe_and_ends_with_it():
    with harness.workers(["ours"]) as remotes:
        remote = remotes["ours"]
        where = remote.ask("machine")
        assert set(where) == {"processor", "system", "NumPy"}
        with pytest.raises(RuntimeError, match=r"ours, step: KeyError: 'huge'"):
            remote.ask("step", shape="huge", optimizer="sgd", dtype="float32")
    assert remote.process.returncode == 0


MKL, ONEDNN, OPENBLAS = "MKL_ENABLE_INSTRUCTIONS", "ONEDNN_MAX_CPU_ISA", "OPENBLAS_CORETYPE"
ASKED = [  # kernels, what the workers' environment says of them
    ("Haswell", {OPENBLAS: "Haswell", MKL: "AVX2", ONEDNN: "AVX2"}),
    ("Zen", {OPENBLAS: "Zen", MKL: "AVX2", ONEDNN: "AVX2"}),
    ("SkylakeX", {OPENBLAS: "SkylakeX"}),
    (None, {}),
]


@pytest.mark.parametrize("kernels, asked", ASKED)
def test_avx2_is_asked_of_every_library_or_of_none(kernels, asked, monkeypatch):
    for name in (MKL, ONEDNN, OPENBLAS):
        monkeypatch.setenv(name, "set by somebody else")
    found = harness.environment(kernels)
    assert {name: found[name] for name in (MKL, ONEDNN, OPENBLAS) if name in found} == asked
    assert found["OPENBLAS_NUM_THREADS"] == found["MKL_NUM_THREADS"] == "1"


MISSING = "PyTorch eager (torch is not installed), PyTorch fused (torch is not installed)"
SKIPPED = [  # packages that are missing, systems left, line
    ((), ["ours", "PyTorch eager", "PyTorch fused"], {}),
    (("torch",), ["ours"], {"skipped": MISSING}),
]


@pytest.mark.parametrize("missing, left, line", SKIPPED)
def test_what_is_not_installed_is_skipped_with_a_line(missing, left, line, monkeypatch):
    monkeypatch.setattr(systems, "find_spec", lambda package: package not in missing)
    wanted = ["ours", *systems.TORCH]
    assert systems.installed(wanted) == left and systems.skipped(wanted) == line


# ---------------------------------------------------------------- rounds and ratios


class Clock:
    """Stands for a worker whose blocks take the seconds it is given; writes down its turns."""

    def __init__(self, name, seconds, turns):
        self.name, self.seconds, self.turns = name, iter(seconds), turns

    def ask(self, do):
        assert do == "block"
        self.turns.append(self.name)
        return {"cpu": next(self.seconds)}


def test_every_round_starts_with_the_next_system():
    turns = []
    remotes = {name: Clock(name, [1.0] * 4, turns) for name in "abc"}
    times = harness.round_robin(remotes, 4)
    assert "".join(turns) == "abc" + "bca" + "cab" + "abc"
    assert times == {name: [1.0] * 4 for name in "abc"}


def test_the_work_is_made_anew_before_every_round():
    turns = []
    remotes = {name: Clock(name, [1.0] * 3, turns) for name in "ab"}
    harness.round_robin(remotes, 3, lambda remote: turns.append(remote.name.upper()))
    assert "".join(turns) == "AB" + "ab" + "AB" + "ba" + "AB" + "ab"


def test_a_ratio_is_the_median_of_ratios_within_a_round():
    # the machine slows down threefold after the second round: the ratio stays
    times = {"a": [2.0, 2.0, 6.0, 6.3, 60.0], "b": [1.0, 1.0, 3.0, 3.0, 3.0]}
    assert harness.ratio(times, "a", "b") == pytest.approx(2.0)
    assert harness.ratio(times, "b", "a") == pytest.approx(0.5)


def test_a_rate_counts_multiplications_and_additions():
    # 2 * 256 * 1024 * 1024 of them, 5.4e8: in a median of 5 ms that is 107 GF/s
    assert products.rate([0.004, 0.005, 0.09]) == pytest.approx(107.4, abs=0.1)


def test_below_the_ratios_stands_the_limit_over_pytorch():
    times = {
        ("toy", "sgd"): {"ours": [2.0], "limit": [1.0], step.EAGER: [10.0]},
        ("wide", "adam"): {"ours": [10.0], "limit": [9.7], step.EAGER: [10.0]},
    }
    note = step.ratio_table(times).note
    assert note == "The limit itself over PyTorch eager: toy, SGD 0.10; wide, Adam 0.97."
    assert step.ratio_table({("toy", "sgd"): {"ours": [2.0], "limit": [1.0]}}).note == ""


def test_the_worst_optimizer_counts_and_the_limit_of_large_nets_stands_beside_it():
    cells = {
        "sgd": {"ours": [2.0], "textbook": [2.0], "limit": [1.0], step.EAGER: [10.0]},
        "adam": {"ours": [3.0], "textbook": [5.0], "limit": [1.2], step.EAGER: [10.0]},
    }
    times = {(shape, name): cell for shape in ("toy", "wide") for name, cell in cells.items()}
    runs = {
        "ours": [{"cpu": 1.0, "accuracy": 0.98}, {"cpu": 1.0, "accuracy": 0.97}],
        step.EAGER: [{"cpu": 4.0, "accuracy": 0.98}, {"cpu": 4.0, "accuracy": 0.97}],
    }
    found = step.measured(times, runs, "float32")
    assert found["eager/toy"] == found["eager/wide"] == pytest.approx(0.3)
    assert found["textbook/toy"] == 1.0  # of SGD, while eager's worst is Adam
    assert found["limit of eager/wide"] == pytest.approx(0.12)
    assert "limit of eager/toy" not in found and found["training"] == 0.25
    assert found["accuracy"] == pytest.approx(97.0)
    assert step.measured(times, runs, "float64") == {}
    (row,) = [row for row in goals_module.rows(found) if row[0].endswith("wide: / PyTorch eager")]
    assert row[3] == "0.30 (limit alone 0.12)"


# ---------------------------------------------------------------- the goals

SET = {  # key: (must, aim)
    "textbook/toy": (1.50, 1.20),
    "textbook/digits": (1.12, 1.00),
    "textbook/mnist": (1.03, 0.95),
    "textbook/wide": (1.02, 0.95),
    "eager/toy": (0.40, 0.30),
    "eager/digits": (0.60, 0.50),
    "eager/mnist": (0.90, 0.75),
    "eager/wide": (1.00, 0.85),
    "training": (0.40, 0.30),
    "accuracy": (97, 97),
    "numerical": (1 / 1000, 1 / 2500),
    "torch": (0.60, 0.40),
    "found": (40, 40),
    "alarms": (0, 0),
    "undecided": (1, 0.1),
    "named": (0, 30),
    "slowest": (5.0, 2.5),
    "median": (1.0, 0.5),
    "mistake": (5.0, 4.0),
    "unexplained": (5.0, 4.0),
    "first": (100.0, 50.0),
    "import": (1.25, 1.10),
    "longest": (8.0, 5.0),
    "together": (60.0, 45.0),
    "suite": (200.0, 150.0),
}


def test_the_goals_are_those_that_were_set():
    assert {goal.key: (goal.must, goal.aim) for goal in goals_module.GOALS} == SET
    assert {goal.benchmark for goal in goals_module.GOALS} <= set(__main__.BENCHMARKS)


def test_every_goal_of_a_step_names_a_shape():
    assert {key.partition("/")[2] for key in SET if "/" in key} == set(SHAPES)


VERDICTS = [  # key, measured, verdict
    ("textbook/wide", 0.94, "held, aim reached"),
    ("textbook/wide", 1.02, "held"),
    ("textbook/wide", 1.021, "MISSED"),
    ("accuracy", 97.0, "held, aim reached"),
    ("accuracy", 96.9, "MISSED"),
    ("found", 39, "MISSED"),
    ("alarms", 1, "MISSED"),
    ("named", 12, "held"),
    ("import", None, "not measured"),
]


@pytest.mark.parametrize("key, measured, verdict", VERDICTS)
def test_verdicts(key, measured, verdict):
    (goal,) = [goal for goal in goals_module.GOALS if goal.key == key]
    assert goal.verdict(measured) == verdict


def test_a_quick_run_is_strict_on_counts_alone():
    measured = {"textbook/digits": 9.0, "accuracy": 12.0}
    assert [g.key for g in goals_module.missed("step", measured)] == ["textbook/digits", "accuracy"]
    assert [g.key for g in goals_module.missed("step", measured, timed=False)] == ["accuracy"]
    counts = {goal.key for goal in goals_module.GOALS if not goal.timed}
    assert counts == {"accuracy", "found", "alarms", "undecided", "named"}


@pytest.mark.parametrize("arguments, code", [([], 0), (["--strict"], 1)])
def test_strict_turns_a_missed_goal_into_an_exit_code(arguments, code, monkeypatch, capsys):
    result = report.Result([report.Table("t", ["", "s"], [["a", "1"]])], {"import": 2.0})
    monkeypatch.setattr(imports, "run", lambda options: (result, {"processor": "a stone"}))
    assert __main__.main(["import", *arguments]) == code
    printed = capsys.readouterr().out
    assert "a stone" in printed and "MISSED" in printed


def test_the_page_is_written_when_the_last_benchmark_has_ended(monkeypatch, tmp_path):
    page = tmp_path / "README.md"
    page.write_text(README, encoding="utf-8")
    result = report.Result([report.Table("t", ["", "s"], [["a", "1"]])], {})

    def run(options):
        assert page.read_text(encoding="utf-8") == README  # the tests of the suite see the old one
        return result, {"processor": "a stone"}

    for module in (imports, lessons):
        monkeypatch.setattr(module, "run", run)
    monkeypatch.setattr(report, "README", page)
    __main__.main(["import", "lessons", "--write"])
    assert page.read_text(encoding="utf-8").count("a stone") == 2


# ---------------------------------------------------------------- what it prints and reads


def test_a_block_of_the_readme_is_replaced_and_nothing_else():
    text = "before\n<!-- step: begin -->\nold\n<!-- step: end -->\nafter\n"
    new = report.replace_block(text, "step", r"new \1")
    assert new == "before\n<!-- step: begin -->\nnew \\1\n<!-- step: end -->\nafter\n"
    with pytest.raises(ValueError, match="no block"):
        report.replace_block(text, "import", "new")


def test_markdown_keeps_title_cells_and_note():
    table = report.Table("Times", ["", "s"], [["a", "1.5"]], "A note.")
    assert report.markdown(table).splitlines() == [
        "**Times**", "", "|  | s |", "| --- | --: |", "| a | 1.5 |", "", "A note."
    ]  # fmt: skip


README = report.README.read_text(encoding="utf-8")


def test_the_readme_has_a_dated_block_for_what_is_measured():
    for name in (*__main__.BENCHMARKS, "goals"):
        block = re.search(f"<!-- {name}: begin -->(.*?)<!-- {name}: end -->", README, re.DOTALL)
        assert block, name
        assert re.search(r"`python -m benchmarks .*` on \d{4}-\d\d-\d\d", block[1]), name
        assert name == "goals" or ("kernels" in block[1] and "processor" in block[1]), name


def test_the_readme_states_the_goals_as_they_are():
    for goal in goals_module.GOALS:
        row = f"| {goal.text} | {goal.show(goal.must)} | {goal.show(goal.aim)} |"
        assert row in README, row


def test_the_readme_names_every_system():
    for name in systems.SYSTEMS:
        assert f"| {name} |" in README, name


def test_the_core_is_read_from_the_map_of_the_package():
    assert {"ops", "gradcheck", "training"} <= set(imports.core())


def test_entries_of_the_digits_net_by_hand():
    assert ours.entries_of_the_digits_net() == 17_226 + 64 * 64


def test_counts_of_planted_mistakes_fill_the_table():
    counts = {"found": 39, "planted": 40, "named": 31, "alarms": 2, "correct": 8400}
    rows = gradcheck.count_table(counts).rows
    assert [row[1] for row in rows] == ["39 of 40", "31 of 40", "2 of 8,400"]
    assert {row[1] for row in gradcheck.count_table({}).rows} == {"not measured"}


def test_the_campaign_counts_what_is_missed_and_every_false_alarm(monkeypatch):
    planted = detection.table()
    if planted is None:
        pytest.skip("there is no table of planted mistakes")
    few = planted.PLANTED[::13]
    monkeypatch.setattr(planted, "PLANTED", few)
    monkeypatch.setattr(detection, "SEEDS", 1)
    counts = detection.counts(nets=15)
    assert (counts["found"], counts["planted"]) == (len(few), len(few)), counts["missed"]
    assert (counts["alarms"], counts["undecided"]) == (0, 0), counts["false"]
    monkeypatch.setattr(detection, "check", lambda net, seed, **_: [Blind()] * len(net.values))
    blind = detection.counts(nets=15)
    assert blind["found"] == blind["named"] == 0 and blind["undecided"] == 100
    assert blind["missed"] == [mistake.name for mistake in few] and len(set(blind["false"])) == 15


def test_every_check_is_asked_about_the_same_nets(monkeypatch):
    planted = detection.table()
    if planted is None:
        pytest.skip("there is no table of planted mistakes")
    few = planted.PLANTED[::13]
    monkeypatch.setattr(planted, "PLANTED", few)
    checks = {"never": lambda net, seed, **_: False, "always": lambda net, seed, **_: True}
    rows = peers.table(checks | {"ours": peers.ours}, seeds=1).rows
    assert [row[1:] for row in rows] == [
        [f"{len(few)} of {len(few)}", f"0 of {len(few)}", f"{len(few)} of {len(few)}"],
        ["12 of 12", "0 of 12", "12 of 12"],
        ["24 of 24", "0 of 24", "0 of 24"],
    ]


@pytest.mark.torch
def test_pytorch_finds_a_coarse_mistake_and_passes_a_usual_net():
    pytest.importorskip("torch")
    planted = detection.table()
    net = planted.example("decayed", "generic", np.random.default_rng(0))
    assert peers.torch_gradcheck(net, 0)
    assert not peers.torch_gradcheck(net, 0, finish=planted.spoil("W1", lambda grad: -grad))


class Blind:
    """A report that never decides."""

    verdict, pattern = "undecided", ""

    def __bool__(self):
        return False


def test_options_have_what_the_benchmarks_ask_for():
    quick = __main__.parse(["--quick"])
    assert quick.names == ["step", "gradcheck"] and not quick.torch and quick.rounds == 9
    assert __main__.parse(["--kernels", "own"]).kernels is None
    assert __main__.parse([]).names == list(__main__.BENCHMARKS)
    assert [field.name for field in fields(report.Result)] == ["tables", "measured"]


def test_the_ratios_on_the_front_page_are_those_of_the_table():
    front = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (claim,) = re.findall(r"(?s)Readable NumPy is quick enough:(.*?)held\.", front)
    found = {line.split("|")[1].strip(): line.split("|")[4].strip() for line in goal_lines()}
    stated = [found[f"training step, {shape}: / textbook NumPy"] for shape in ("toy", "wide")]
    assert re.findall(r"\d\.\d\d", claim) == [
        *stated,
        found["30 epochs of digits: / PyTorch eager"],
    ]


def goal_lines():
    block = re.search("<!-- goals: begin -->(.*?)<!-- goals: end -->", README, re.DOTALL)
    return [line for line in block[1].splitlines() if line.startswith("| ")]


# ---------------------------------------------------------------- what people wait for


def test_every_answer_of_an_exercise_is_timed():
    exercise = exercises.load(1)[0]
    answers = checks.answers(exercise)
    assert len(answers) == 1 + len(exercise.accepted) + len(exercise.mistakes) > 3
    assert 0 < checks.seconds(exercise, answers[0]) < 1
    tag = checking.judge(exercise, unexplained(exercise)).tag
    assert tag == "unexplained" and checking.judge(exercise, answers[0]).outcome == "right"


def test_the_slowest_of_each_kind_is_measured():
    one = {"slowest": 0.001, "mistake": 0.004, "unexplained": None, "first": None}
    other = {"slowest": 0.003, "mistake": 0.002, "unexplained": 0.005, "first": 0.02}
    found = checks.measured([one, other, one])
    expected = {"slowest": 3, "mistake": 4, "unexplained": 5, "first": 20, "median": 1}
    assert found == pytest.approx(expected)


def test_time_in_a_process_that_ended_counts():
    before = lessons.spent()
    subprocess.run([sys.executable, "-c", "sum(range(10**7))"], check=True)
    assert 0.05 < lessons.spent() - before < 10


PRINTED = {
    "..\n\n6049 passed, 2 skipped in 186.34s (0:03:06)\n": "6049 passed, 2 skipped",
    "=== 1 failed, 3 passed in 4.01s ===": "1 failed, 3 passed",
    "": "nothing was printed",
}


@pytest.mark.parametrize("printed, summary", PRINTED.items())
def test_the_last_line_of_pytest_is_read(printed, summary):
    assert suite.summary(printed) == summary


@pytest.mark.parametrize("code, measured", [(0, {"suite"}), (1, set())])
def test_a_suite_that_fails_has_no_time(code, measured, monkeypatch):
    done = subprocess.CompletedProcess([], code, "1 passed in 1.00s", "")
    monkeypatch.setattr(suite.subprocess, "run", lambda *_, **__: done)
    result, _ = suite.run(None)
    assert set(result.measured) == measured and result.tables[0].rows[0][0] == "1 passed"
