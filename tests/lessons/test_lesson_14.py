"""Lesson 14: every piece of advice is shown by a cell, and what only the prose says is true."""

import re
from pathlib import Path

import numpy as np
from fingerprints import FINGERPRINTS

from backprop_course.data import load_digits
from backprop_course.diagnostics import root_mean_square
from backprop_course.gradcheck import check_module
from backprop_course.labs.broken_nets import healthy, with_bug
from backprop_course.labs.training_checks import failed, trace_dashboard
from backprop_course.layers import Linear, ReLU, Residual
from backprop_course.training import train_step

FOLDER = Path(__file__).parents[2] / "notebooks" / "source"
LESSON = (FOLDER / "14-debug-a-network.py").read_text(encoding="utf-8")
ADVICE = LESSON[LESSON.index("| advice |") :].split("# **")[0]
ROWS = re.findall(r"(?m)^# \|(.*)\|$", ADVICE)[1:]
USUAL = (
    "store what backward needs", "backward in reverse order", "all gradients before any update",
    "normalize inputs", "gradients for all trainable parameters", "watch gradient sizes",
    "watch for `nan`", "learning rates of 0.001 to 0.1",
)  # fmt: skip


def sections(number):
    """{title: text} of one lesson."""
    (path,) = FOLDER.glob(f"{number}-*.py")
    text = path.read_text(encoding="utf-8")
    return dict(re.findall(r"(?ms)^# ## (.*?)$(.*?)(?=^# ## |\Z)", text))


def test_every_advice_is_shown_by_a_cell():
    advice = [row.split("|")[0].strip() for row in ROWS]
    assert advice == list(USUAL)
    for row in ROWS:
        for place in row.split("|")[1].split("; "):
            where, title = place.strip().split(", ", 1)
            number = "14" if where == "this notebook" else where[1:3]
            assert "\n# %%\n" in sections(number)[title], place


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


def test_eight_bugs_are_seen_by_several_checks():
    assert sum("," in checks for checks in FINGERPRINTS.values()) == 8


def test_a_rate_of_03_works_and_3_does_not():
    ends = []
    for lr in (10**-0.5, 10**0.5):
        run = healthy()
        run.optimizer.lr = lr
        ends.append(np.mean(run.train(150)[-20:]))
    assert ends[0] < 0.3 and not ends[1] < 2.2


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
    """All but those whose cure is told in words: inputs, weights, dead units."""
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
