"""The dashboard of lesson 14 changes nothing, says what it found, and can be read."""

import copy
import math

import numpy as np
import pytest
from pictures.debugging import COMPLAINTS, DRAWN, PARTS, PICTURES, trace

from backprop_course.figures.debugging.dashboard_picture import LINES, PANELS, draw_dashboard
from backprop_course.labs.broken_nets import assign, healthy
from backprop_course.labs.training_checks import describe_dashboard, failed, trace_dashboard


def titles(figure):
    return [axes.get_title() or axes.texts[0].get_text() for axes in figure.axes]


# ---------------------------------------------------------------- what is asked


def test_looking_changes_nothing():
    patient = assign("Ada")
    before = copy.deepcopy(patient)
    trace_dashboard(patient)
    for one, other in zip(patient.net.parameters(), before.net.parameters(), strict=True):
        assert np.array_equal(one.value, other.value) and np.array_equal(one.grad, other.grad)
    assert patient.rng.bit_generator.state == before.rng.bit_generator.state
    assert patient.net.training and np.array_equal(patient.x, before.x)


def test_the_cheap_questions_come_first():
    assert [*trace("healthy")] == [
        "inputs", "first loss", "values", "dead units", "gradients", "asked twice",
        "gradient check", "second step", "update ratios", "one batch", "finite", "loss curve",
    ]  # fmt: skip
    assert {*LINES, *PANELS} == {*trace("healthy")}


def test_a_gradient_of_zeros_passes_but_is_counted():
    check = trace("all-zeros")["gradient check"]
    assert check.passed and check.said == "0 of 9 wrong, 8 all 0"
    assert not any(
        zero for _, _, zero in list(trace("healthy")["gradient check"].numbers.values())[:-1]
    )


def test_the_numbers_by_hand():
    healthy_checks, patient = trace("healthy"), healthy()
    assert healthy_checks["first loss"].numbers["guess"] == pytest.approx(math.log(10))
    assert healthy_checks["values"].numbers["x"] == pytest.approx(1, abs=1e-9)
    assert trace("units-dead")["dead units"].numbers["4 ReLU"] == 1.0
    loss, _ = patient.loss(patient.net.forward(patient.x), patient.labels)
    assert healthy_checks["first loss"].numbers["loss"] == pytest.approx(loss)


def test_what_is_not_finite_is_named():
    patient = healthy()
    patient.x = patient.x.copy()
    patient.net.layers[3].b.value[2] = np.inf
    assert trace("healthy")["finite"].numbers["name"] is None
    assert trace("updated-too-early")["finite"].said == "0.W holds nan"


def test_the_description_names_what_fails():
    assert describe_dashboard(trace("healthy")).startswith(
        "All 12 checks pass: inputs, first loss,"
    )
    words = describe_dashboard(trace("rate-too-large"))
    assert words == "3 of 12 checks fail: update ratios, one batch, loss curve."


# ---------------------------------------------------------------- the picture


@pytest.mark.parametrize("name", [*DRAWN, "wrong-mode"])
def test_marks_words_and_frames_say_what_failed(name):
    checks = trace(name)
    figure = draw_dashboard(checks, title=name)
    for axes, title in zip(figure.axes, titles(figure), strict=True):
        mark, (key, *_) = title[0], title[2:].replace(":", "\n").split("\n")
        assert mark == ("✓" if checks[key].passed else "✗")
        thick = {spine.get_linewidth() > 1 for spine in axes.spines.values()}
        assert thick == {not checks[key].passed}
        assert checks[key].said in title


def test_a_part_of_the_dashboard_fills_the_picture():
    checks = trace("healthy")
    for only in PARTS:
        assert len(draw_dashboard(checks, title="healthy", only=only).axes) == len(only)


# ---------------------------------------------------------------- the other charts


def test_a_fingerprint_stands_where_the_check_complains_and_the_first_is_full():
    (axes,) = PICTURES["fingerprints"]().axes
    marks = {"X": set(), "x": set()}
    for line in axes.lines:
        if line.get_marker() in marks:
            marks[line.get_marker()] |= set(zip(*line.get_data(), strict=True))
    for row, checks in enumerate(COMPLAINTS.values()):
        first, *later = [column for column, passed in enumerate(checks.values()) if not passed]
        assert (first, row) in marks["X"] and {(x, row) for x in later} <= marks["x"]
    assert sum(map(len, marks.values())) == sum(
        not passed for checks in COMPLAINTS.values() for passed in checks.values()
    )


def test_lines_part_the_kinds():
    (axes,) = PICTURES["fingerprints"]().axes
    assert [line.get_ydata()[0] for line in axes.lines if line.get_marker() == "None"] == [1.5]


def test_when_all_checks_pass_all_are_drawn():
    checks = trace("healthy")
    assert len(draw_dashboard(checks, title="cured", only=failed(checks)).axes) == len(checks)


def test_columns_that_hold_nan_fail_and_are_counted():
    patient = healthy()
    patient.x = patient.x.copy()
    patient.x[3, [5, 7]] = np.nan
    checks = trace_dashboard(patient)
    assert not checks["inputs"].passed and checks["inputs"].said == "2 columns with nan or inf"
    assert "inputs" in failed(checks) and draw_dashboard(checks, title="nan").axes


ANY_LABELS = {"labels-shuffled": True, "softmax-twice": False, "sigmoid-before-softmax": False}


@pytest.mark.parametrize("name, learned", ANY_LABELS.items(), ids=ANY_LABELS)
def test_a_few_images_are_learned_by_heart_whatever_their_labels(name, learned):
    assert trace(name)["one batch"].passed == learned
