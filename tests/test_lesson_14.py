"""Lesson 14: every piece of advice is shown by a cell, and what only the prose says is true."""

import re
from pathlib import Path

import numpy as np
from test_patients import FINGERPRINTS

from backprop_course.diagnostics import root_mean_square
from backprop_course.exercises.patients import healthy, with_bug
from backprop_course.figures.dashboard import trace_dashboard
from backprop_course.gradcheck import check_module

FOLDER = Path(__file__).parents[1] / "notebooks" / "source"
LESSON = (FOLDER / "14-debug-a-network.py").read_text(encoding="utf-8")
ADVICE = LESSON[LESSON.index("| advice |") :].split("# **")[0]
ROWS = re.findall(r"(?m)^# \|(.*)\|$", ADVICE)[1:]
USUAL = (
    "store what backward needs", "backward in reverse order", "all gradients before any update",
    "normalise inputs", "gradients for all trainable parameters", "watch gradient sizes",
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
    ink = with_bug("inputs-not-normalised").x
    assert round(root_mean_square(ink)) == 8 and round(ink.mean()) == 5
    assert (
        round(trace_dashboard(with_bug("inputs-not-normalised"))["first loss"].numbers["loss"])
        == 18
    )
    patient = healthy()
    assert all(r.evaluations < 10 for r in check_module(patient.net, patient.x[:8]))
    sizes = trace_dashboard(with_bug("upstream-ignored", 4))["gradients"].numbers
    assert sizes["3 Linear"] > 1000 * sizes["4 ReLU"]


def test_one_bad_pixel_spoils_every_weight():
    patient = healthy()
    x = patient.x[:64].copy()
    x[5, 3] = np.nan
    patient.step(x, patient.labels[:64])
    assert all(np.isnan(p.value).all() for p in patient.net.parameters())


def test_eight_bugs_are_seen_by_several_checks():
    assert sum("," in checks for checks in FINGERPRINTS.values()) == 8


def test_a_rate_of_03_works_and_3_does_not():
    ends = []
    for lr in (10**-0.5, 10**0.5):
        patient = healthy()
        patient.optimizer.lr = lr
        ends.append(np.mean(patient.train(150)[-20:]))
    assert ends[0] < 0.3 and not ends[1] < 2.2


def test_nothing_is_told_before_it_is_asked():
    """The names of Ada's bugs stand in folds until the cell that reveals them."""
    before = LESSON[LESSON.index("ada = admit") : LESSON.index('revealed("Ada"')]
    open_text = re.sub(r"(?s)<details>.*?</details>", "", before)
    for name in ("all-zeros", "upstream-ignored", "sigmoid-before-softmax"):
        assert name not in open_text
