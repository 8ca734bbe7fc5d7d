"""The dashboard of lesson 14 changes nothing, says what it found, and can be read."""

import copy
import itertools
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
        "gradient check", "second step", "update ratios", "finite", "loss curve",
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
        "All 11 checks pass: inputs, first loss,"
    )
    words = describe_dashboard(trace("rate-too-large"))
    assert words == "2 of 11 checks fail: update ratios, loss curve."


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


def test_a_fingerprint_stands_where_the_check_complains():
    (axes,) = PICTURES["fingerprints"]().axes
    marks = [(x, y) for line in axes.lines for x, y in zip(*line.get_data(), strict=True)]
    expected = itertools.product(range(2), enumerate(COMPLAINTS.values()))
    assert set(marks) == {(x, y) for x, (y, row) in expected if not list(row.values())[x]}


def test_two_curves_differ_in_dashes_and_markers():
    lines = [line for line in PICTURES["rates"]().axes[0].lines if line.get_marker() in "os"]
    assert len({line.get_linestyle() for line in lines}) == 2
    assert failed(trace("labels-shuffled")) == ["loss curve"]
