"""The dashboard of lesson 14 changes nothing, says what it found, and can be read."""

import copy
import itertools
import math

import numpy as np
import pytest
from legible import elements, parsed
from pictures.debugging import COMPLAINTS, DRAWN, PARTS, PICTURES, trace

from backprop_course.figures.debugging.dashboard_picture import LINES, PANELS, draw_dashboard
from backprop_course.labs.broken_nets import assign, healthy
from backprop_course.labs.training_checks import describe_dashboard, failed, trace_dashboard


def headings(drawing):
    """{check: (its mark, the words below it, whether both are bold)}, in the order drawn."""
    words = [
        ("".join(text.itertext()), text.get("font-weight")) for text in elements(drawing, "text")
    ]
    return {
        first[2:]: (first[0], second, (weight, weight2) == ("bold", "bold"))
        for (first, weight), (second, weight2) in itertools.pairwise(words)
        if first[0] in "✓✗"
    }


def thick_frames(drawing):
    return [rect for rect in elements(drawing, "rect") if rect.get("stroke-width") == "3"]


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
    drawing = draw_dashboard(checks, title=name)
    assert headings(drawing) == {
        key: ("✓" if checks[key].passed else "✗", checks[key].said, not checks[key].passed)
        for key in (*LINES, *PANELS)
    }
    assert len(thick_frames(drawing)) == len(failed(checks))


def test_a_part_of_the_dashboard_shows_no_other_check():
    checks = trace("healthy")
    for only in PARTS:
        assert [*headings(draw_dashboard(checks, title="healthy", only=only))] == only


def test_its_letters_can_be_read_where_a_page_is_800_pixels_wide():
    drawing = PICTURES["dashboard"]()
    sizes = [float(text.get("font-size")) for text in elements(drawing, "text")]
    assert float(parsed(drawing).get("width")) <= 800 and min(sizes) >= 12


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
    assert len(headings(draw_dashboard(checks, title="cured", only=failed(checks)))) == len(checks)


def test_columns_that_hold_nan_fail_and_are_counted():
    patient = healthy()
    patient.x = patient.x.copy()
    patient.x[3, [5, 7]] = np.nan
    checks = trace_dashboard(patient)
    assert not checks["inputs"].passed and checks["inputs"].said == "2 columns with nan or inf"
    assert "inputs" in failed(checks) and len(headings(draw_dashboard(checks, title="nan"))) == 12


ANY_LABELS = {"labels-shuffled": True, "softmax-twice": False, "sigmoid-before-softmax": False}


@pytest.mark.parametrize("name, learned", ANY_LABELS.items(), ids=ANY_LABELS)
def test_a_few_images_are_learned_by_heart_whatever_their_labels(name, learned):
    assert trace(name)["one batch"].passed == learned
