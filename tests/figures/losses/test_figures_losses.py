"""The pictures of lesson 04: the ledger tells the truth, and every chart shows its numbers."""

import numpy as np
import pytest
from legible import elements, labels
from pictures.losses import KEYS, PICTURES, SIZES, trace

from backprop_course import losses
from backprop_course.figures.losses import ledger
from backprop_course.figures.losses.ledger import describe_ledger, trace_ledger
from backprop_course.figures.losses.ledger_picture import draw_ledger

TARGET = np.array([[1.0, 2, 0], [0, 1, 1], [2, 1, 3], [1, 0, 2]])
GAP = np.array([[1.0, 0, -1], [2, -1, 0], [0, 1, -1], [1, 1, -1]])


# ---------------------------------------------------------------- the ledger


def test_the_printed_losses_by_hand():
    entries = trace_ledger(TARGET + GAP, TARGET).entries
    printed = [entries[name, r].printed for name in ledger.SQUARED for r in losses.REDUCTIONS]
    assert printed == pytest.approx([1, 12, 3, 0.5, 6, 1.5])


@pytest.mark.parametrize("n, k", SIZES)
def test_factor_nudge_and_formula_agree(n, k):
    for entry in trace(n, k).entries.values():
        formula = eval(entry.formula.replace("n k", "n * k"), {"n": n, "k": k})
        assert entry.factor == pytest.approx(formula), entry
        assert entry.nudged == pytest.approx(formula, rel=1e-6), entry


def test_a_gradient_is_its_factor_times_the_core():
    entry = trace_ledger(TARGET + GAP, TARGET).entries["mse", "mean"]
    assert np.allclose(losses.mse(TARGET + GAP, TARGET)[1], entry.factor * GAP)


def test_two_entries_may_be_exchanged_when_k_is_2():
    entries = trace(7, 2).entries
    same = entries["mse", "mean"].factor, entries["half_mse", "per-example-sum"].factor
    assert same[0] == pytest.approx(same[1])


def test_the_wrong_factor_grows_with_the_batch():
    for n, times in ((4, 12), (16, 48)):
        words = describe_ledger(trace(n, 3), ("mse", "mean"), ("mse", "sum"))
        assert f"is {times} times what" in words
    words = describe_ledger(trace(4, 3), ("mse", "sum"), ("mse", "mean"))
    assert "is 1/12 of what" in words
    assert "same factor" in describe_ledger(trace(4, 3), ("mse", "sum"), ("mse", "sum"))


def test_the_picture_contains_loss_factor_and_nudge_of_every_entry():
    found = labels(draw_ledger(trace_ledger(TARGET + GAP, TARGET)))
    for label in ("L = 12", "2/(n k) = 0.167", "nudged 0.167", "2/n = 0.5", "1/n = 0.25", "2"):
        assert label in found, label
    assert sum(label.startswith("L = ") for label in found) == len(KEYS)


def test_frames_mark_what_is_printed_and_what_is_sent():
    drawing = draw_ledger(trace(4, 3), ("mse", "mean"), ("half_mse", "sum"))
    found = labels(drawing)
    assert sum(label.startswith("printed: ") for label in found) == 1
    assert sum(label.startswith("sent: ") for label in found) == 1
    frames = [box for box in elements(drawing, "rect") if box.get("fill") == "none"]
    assert len(frames) == 2


# ---------------------------------------------------------------- charts


def test_of_two_curves_one_is_dashed():
    for name in ("shapes", "log of zero", "answers", "reductions"):
        for axes in PICTURES[name]().axes:
            assert {"-", "--"} <= {line.get_linestyle() for line in axes.lines}, name


def test_the_broadcast_shows_its_numbers_and_frames_the_diagonal():
    column, row, gaps = PICTURES["broadcast"]().axes
    assert [axes.get_xlabel() for axes in (column, row, gaps)] == ["(4, 1)", "(4,)", "(4, 4)"]
    bold = [text.get_position() for text in gaps.texts if text.get_weight() == "bold"]
    assert bold == [(i, i) for i in range(4)] and len(gaps.lines) == 4


def test_the_broken_loss_is_drawn_up_to_its_last_finite_value():
    left, _ = PICTURES["log of zero"]().axes
    assert max(left.lines[1].get_xdata()) == pytest.approx(36.7)
    assert any("36.7" in text.get_text() for text in left.texts)


def test_answers_are_marked_where_they_pass_the_half():
    (axes,) = PICTURES["answers"]().axes
    assert {text.get_text() for text in axes.texts} == {
        "squared error: half way at step 56",
        "cross-entropy: half way at step 17",
    }


def test_each_quantile_has_a_style_of_its_own_and_is_named_at_its_end():
    (axes,) = PICTURES["quantiles"]().axes
    points, *lines = axes.lines
    assert len({line.get_linestyle() for line in lines}) == 3
    ends = {text.get_text(): text.xy for text in axes.texts}
    assert list(ends) == ["q = 0.1", "q = 0.5", "q = 0.9"]
    assert [*ends.values()] == [(9.0, line.get_ydata()[-1]) for line in lines]


def test_without_quantiles_the_points_stand_alone():
    (axes,) = PICTURES["no quantiles"]().axes
    assert len(axes.lines) == 1 and not axes.texts
