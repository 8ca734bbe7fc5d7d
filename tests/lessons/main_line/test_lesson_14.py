"""Lesson 14: every piece of advice is shown by a cell, and what only the prose says is true."""

import re
from pathlib import Path

import numpy as np
import pytest
from fingerprints import FINGERPRINTS

from backprop_course.data import load_digits
from backprop_course.diagnostics import root_mean_square
from backprop_course.exercises import ch14
from backprop_course.gradcheck import check_module
from backprop_course.init import he_normal, lecun_normal
from backprop_course.labs.broken_nets import assign, healthy, solution, with_bug
from backprop_course.labs.training_checks import failed, trace_dashboard
from backprop_course.layers import Linear, ReLU, Residual
from backprop_course.losses import mse
from backprop_course.mlp import MLP
from backprop_course.training import train_step

FOLDER = Path(__file__).parents[3] / "notebooks" / "source"
LESSON = (FOLDER / "14-debug-a-network.py").read_text(encoding="utf-8")
ADVICE = LESSON[LESSON.index("| advice |") :].split("# For `nan`")[0]
ROWS = re.findall(r"(?m)^# \|(.*)\|$", ADVICE)[1:]
USUAL = {  # advice: a word that the notebooks it names hold
    "store what backward needs": "forward",
    "backward in reverse order": "backward",
    "all gradients before any update": "moves first",
    "normalize inputs": "normalize each input",
    "gradients for all trainable parameters": "never move",
    "watch gradient sizes": "explodes",
    "watch for `nan`": "first_non_finite",
    "learning rates of 0.001 to 0.1": "learning rate",
}


def text_of(place):
    """The section of this lesson, or the whole notebook, that a place in the table names."""
    if place.startswith("this notebook, "):
        sections = dict(re.findall(r"(?ms)^# ## (.*?)$(.*?)(?=^# ## |\Z)", LESSON))
        return sections[place.removeprefix("this notebook, ")]
    (path,) = FOLDER.glob(f"{place[1:3]}-*.py")
    assert f"({path.stem}.ipynb)" in place
    return path.read_text(encoding="utf-8")


def test_every_advice_is_shown_by_a_cell():
    assert [row.split("|")[0].strip() for row in ROWS] == list(USUAL)
    for row, word in zip(ROWS, USUAL.values(), strict=True):
        _, because, places = row.split("|")
        assert because.strip()
        for place in re.split("; |, (?=\\[)", places.strip()):
            text = text_of(place)
            assert "\n# %%" in text and word in " ".join(text.split()), place


def test_numbers_that_stand_only_in_the_prose():
    ink = with_bug("inputs-not-normalized").x
    assert round(root_mean_square(ink)) == 8 and round(ink.mean()) == 5
    assert (
        round(trace_dashboard(with_bug("inputs-not-normalized"))["first loss"].numbers["loss"])
        == 18
    )
    run = healthy()
    assert all(r.evaluations < 10 for r in check_module(run.net, run.x[:8]))
    sizes = trace_dashboard(with_bug("upstream-ignored", 4))["gradients"].numbers
    assert sizes["3 Linear"] > 1000 * sizes["4 ReLU"]


def test_one_bad_pixel_spoils_every_weight():
    run = healthy()
    x = run.x[:64].copy()
    x[5, 3] = np.nan
    run.step(x, run.labels[:64])
    assert all(np.isnan(p.value).all() for p in run.net.parameters())


def test_ten_bugs_are_seen_by_several_checks():
    assert sum("," in checks for checks in FINGERPRINTS.values()) == 10
    missed = [bug for bug, checks in FINGERPRINTS.items() if "loss curve" not in checks]
    assert len(missed) == 4 and "wrong-mode" in missed


def best_rate(new_run):
    ends = {}
    for lr in (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0):
        run = new_run()
        run.optimizer.lr = lr
        with np.errstate(all="ignore"):
            ends[lr] = np.nan_to_num(np.mean(run.train(150)[-20:]), nan=np.inf)
    best = min(ends, key=ends.get)
    return best, ends[best], ends[3.0]


def test_normalized_inputs_take_larger_steps_and_end_lower():
    rate, end, at_3 = best_rate(healthy)
    rate_of_ink, end_of_ink, _ = best_rate(lambda: with_bug("inputs-not-normalized"))
    assert rate >= 3 * rate_of_ink and end < end_of_ink and at_3 > 2.2


def learned(x, target):
    net = MLP([4, 8, 1], rng=np.random.default_rng(0), activation="tanh", output="sigmoid")
    for _ in range(1000):
        _, grad = mse(net.forward(x), target)
        net.backward(grad)
        net.update_parameters(lr=1.0)
    return net.forward(x), np.tanh(x @ net.W[1].value + net.b[1].value)


def test_the_fields_need_scaled_targets_and_inputs():
    rng = np.random.default_rng(0)
    u = rng.uniform(size=(80, 4))
    x = np.array([5.0, 200.0, 0.0, 4.0]) + np.array([25.0, 1300.0, 2000.0, 5.0]) * u
    y = 10 + 30 * u[:, [0]] * np.sin(np.pi * u[:, [3]]) + 20 * u[:, [1]] * (1 - u[:, [2]])
    low, high = y.min(), y.max()
    plain, _ = learned(x, y)
    assert np.allclose(plain, 1, atol=1e-3)
    target = (y - low) / (high - low)
    assert np.abs(learned(x, target)[1]).min() > 0.99
    errors = [
        np.sqrt(mse(low + (high - low) * learned(given, target)[0], y)[0])
        for given in (x, ch14.normalized.reference(x, x))
    ]
    assert errors[1] < errors[0] / 2 < np.sqrt(mse(plain, y)[0]) / 4


def test_the_worked_examples_of_the_gaps():
    assert ch14.lowest_loss.reference(2, -1, 1) == pytest.approx(0.1269, abs=5e-5)
    assert ch14.lowest_loss.reference(10, 0, 1) == pytest.approx(1.461, abs=5e-4)
    assert np.allclose(ch14.both_updated.reference(1, 2, 3, 1, 0.1), (1.7, 2.8))
    x, new = np.array([[1.0, 7.0], [3.0, 7.0]]), np.array([[2.0, 7.0], [4.0, 7.0]])
    assert ch14.normalized.reference(x, new).round(3).tolist() == [[0, 0], [2, 0]]
    assert np.allclose(ch14.normalized.reference(np.array([[1.0], [2], [3]]), np.array([[1.0]])),
                       -1.22, atol=0.01)  # fmt: skip


def test_adas_cured_run_starts_near_a_guess_and_reads():
    ada = assign("Ada")
    for bug, _ in solution("Ada").planted:
        bug.cure(ada)
    loss = trace_dashboard(ada)["first loss"].numbers["loss"]
    ada.train(1500)
    assert loss < 3 and ada.accuracy() > 0.94


def test_the_learners_normalized_is_a_cure():
    run = with_bug("inputs-not-normalized")
    normalized = ch14.normalized.reference
    run.x, run.x_test = normalized(run.x, run.x), normalized(run.x, run.x_test)
    assert failed(trace_dashboard(run)) == []


def test_units_that_start_alike_stay_alike_without_dropout():
    run = healthy()
    del run.net.layers[5]
    for parameter in run.net.parameters():
        parameter.value[...] = 0.1 * (parameter.value.ndim == 2)
    run.train(20)
    W = run.net.layers[0].W.value
    assert W.std() > 1e-3 and np.allclose(W, W[:, :1])


TABLE = LESSON[LESSON.index("| bug | cure |") : LESSON.index("# `old` is")]
CURES = re.findall(r"(?m)^# \| ([^|]+) \| ([^|]+) \|$", TABLE)
PLACES = {"a backward of ReLU": 4, "a backward of Linear": 3, "the residual layer": 2}
BUGS_OF = {
    "a backward of ReLU": ("upstream-ignored",),
    "a backward of Linear": ("bias-from-one-row", "weights-transposed"),
    "the residual layer": ("path-overwritten",),
    "labels": ("labels-shuffled",),
    "rate": ("rate-too-large",),
    "the step": ("gradient-not-zeroed", "updated-too-early"),
    "a layer too many at the end": ("softmax-twice", "sigmoid-before-softmax"),
    "wrong mode": ("wrong-mode",),
}


def cure_as_the_lesson_says(run, row, words):
    """Run the code of one row of the table of cures."""
    place = PLACES.get(row)
    names = {"run": run, "rng": np.random.default_rng(1), "i": place, "Linear": Linear,
             "ReLU": ReLU, "Residual": Residual, "load_digits": load_digits, "healthy": healthy,
             "train_step": train_step}  # fmt: skip
    names["old"] = None if place is None else run.net.layers[place]
    for code in re.findall(r"`([^`]*=[^`]*|[^`]*\(\))`", words):
        exec(code, names)
    if "new" in names:
        run.net.layers[place] = names["new"]


def test_every_cure_of_the_table_has_code_that_heals():
    """All but those whose cure is told in words (weights, dead units) or is a gap (inputs)."""
    told = dict(CURES)
    assert set(BUGS_OF) <= set(told)
    for row, bugs in BUGS_OF.items():
        for bug in bugs:
            run = with_bug(bug, PLACES.get(row))
            cure_as_the_lesson_says(run, row, told[row])
            assert failed(trace_dashboard(run)) == [], bug


def test_nothing_is_told_before_it_is_asked():
    """The names of Ada's bugs stand in folds until the cell that reveals them."""
    before = LESSON[LESSON.index("ada = assign") : LESSON.index('solution("Ada"')]
    open_text = re.sub(r"(?s)<details>.*?</details>", "", before)
    for name in ("all-zeros", "upstream-ignored", "sigmoid-before-softmax"):
        assert name not in open_text


def cure_weights(run, rng):
    """He's rule, and gain 1 for the last layer, as the lesson does it for Ada."""
    weights = [parameter for parameter in run.net.parameters() if parameter.value.ndim == 2]
    for parameter in weights:
        rule = lecun_normal if parameter is weights[-1] else he_normal
        parameter.value[...] = rule(*parameter.value.shape, rng=rng)


def cure_inputs(run, rng):
    normalized = ch14.normalized.reference
    run.x, run.x_test = normalized(run.x, run.x), normalized(run.x, run.x_test)


TOLD = {"all-zeros": cure_weights, "weights-too-small": cure_weights,
        "inputs-not-normalized": cure_inputs}  # fmt: skip


@pytest.mark.slow
def test_new_weights_and_normalized_inputs_heal_whoever_has_them():
    for learner in range(100):
        planted = [bug for bug, _ in solution(learner).planted]
        if TOLD.keys() & {bug.name for bug in planted}:
            run, rng = assign(learner), np.random.default_rng(learner)
            for bug in planted:
                TOLD[bug.name](run, rng) if bug.name in TOLD else bug.cure(run)
            assert failed(trace_dashboard(run)) == [], learner
