"""The pictures of the optimizers: their numbers are the package's own, and nothing overlaps."""

import itertools
import math
import re

import numpy as np
import pytest
from colours import SEEN, difference
from legible import SVG, elements, labels, parsed
from pictures.optimizers import RAVINE, all_schedules, first_steps, race_of

from backprop_course.figures.drawing import palette
from backprop_course.figures.optimizers import (
    descent,
    descent_picture,
    line_styles,
    lr_sweep,
    lr_sweep_picture,
    race,
    race_picture,
)
from backprop_course.gradcheck import numerical_gradient
from backprop_course.labs import optimizer_runs
from backprop_course.labs.surfaces import SURFACES
from backprop_course.module import Parameter
from backprop_course.optim import Adam

each_surface = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
each_name = pytest.mark.parametrize("name", optimizer_runs.OPTIMIZERS)


# ---------------------------------------------------------------- surfaces


@each_surface
def test_the_gradient_of_a_surface_is_that_of_its_loss(surface, rng):
    for point in [np.array(surface.start), *rng.uniform(-1.5, 1.5, size=(4, 2))]:
        nudged = numerical_gradient(lambda p: float(surface.loss(p)), point)
        assert np.allclose(surface.grad(point), nudged, rtol=1e-6, atol=1e-7)


@each_surface
def test_a_surface_takes_one_point_or_many(surface, rng):
    points = rng.normal(size=(3, 4, 2))
    assert surface.loss(points).shape == (3, 4)
    assert surface.grad(points).shape == points.shape
    assert surface.loss(points)[1, 2] == surface.loss(points[1, 2])


@each_surface
def test_the_marked_minima_are_minima(surface, rng):
    for minimum in np.array(surface.minima):
        assert np.allclose(surface.grad(minimum), 0)
        around = minimum + 0.05 * rng.normal(size=(50, 2))
        assert (surface.loss(around) > surface.loss(minimum)).all()


@each_surface
def test_start_and_minima_are_in_the_picture_and_under_the_sliders(surface):
    left, right, bottom, top = surface.limits
    for x, y in (surface.start, *surface.minima):
        assert left < x < right and bottom < y < top
    x, y = surface.start
    assert -2 <= x <= 2 and -1 <= y <= 1.5


def test_the_curvatures_of_the_ravine_are_1_and_40():
    assert RAVINE.grad(np.array([1.0, 0.0])).tolist() == [1, 0]
    assert RAVINE.grad(np.array([0.0, 1.0])).tolist() == [0, 40]


# ---------------------------------------------------------------- runs


def test_a_run_of_sgd_is_what_the_formula_says():
    run = optimizer_runs.run_optimizer("SGD", RAVINE, 0.04, 3)
    factors = np.array([1 - 0.04, 1 - 1.6])
    expected = np.array(RAVINE.start) * factors ** np.arange(4)[:, None]
    assert np.allclose(run.path, expected, rtol=1e-14)
    assert np.array_equal(run.losses, RAVINE.loss(run.path))
    assert np.array_equal(run.grads, RAVINE.grad(run.path))
    assert (run.steps, run.diverged) == (3, False)


def test_a_run_of_adam_is_the_packages_adam():
    place = Parameter(np.array([1.0, 0.5]))
    optimizer = Adam([place], 0.3, betas=(0.8, 0.999))
    for _ in range(5):
        place.grad[...] = RAVINE.grad(place.value)
        optimizer.step()
    run = optimizer_runs.run_optimizer("Adam", RAVINE, 0.3, 5, start=(1.0, 0.5), beta=0.8)
    assert np.array_equal(run.path[-1], place.value)


def test_a_schedule_sets_the_rate_of_each_step():
    run = optimizer_runs.run_optimizer("SGD", RAVINE, 9.0, 2, schedule=lambda t: [0.01, 0.0][t])
    assert np.allclose(run.path[1], np.array(RAVINE.start) * [0.99, 0.6])
    assert np.array_equal(run.path[2], run.path[1])


@each_surface
@each_name
def test_the_stated_rates_work(surface, name):
    run = optimizer_runs.run_optimizer(name, surface, surface.rates[name], 80)
    assert not run.diverged
    assert run.losses[-1] < 0.15 * run.losses[0]


@pytest.mark.filterwarnings("error")
@each_surface
@each_name
def test_a_run_far_over_the_cliff_stops_before_it_overflows(surface, name):
    run = optimizer_runs.run_optimizer(name, surface, 10.0, 320, beta=0.99)
    assert np.isfinite(run.losses).all() and np.abs(run.path).max() < optimizer_runs.FAR
    assert run.diverged == (len(run.path) < 321)


@each_surface
@each_name
def test_the_sweep_is_the_median_of_single_runs(surface, name):
    lrs = np.array([0.002, 0.02, 5.0])
    losses = optimizer_runs.sweep_lr([name], surface, lrs, 12)[name]
    assert losses.shape == (13, 3)
    for column, lr in enumerate(lrs):
        single = []
        for start in optimizer_runs.nine_starts(surface):
            run = optimizer_runs.run_optimizer(name, surface, lr, 12, start=start)
            single.append(run.losses[12] if not run.diverged else np.inf)
        assert losses[12, column] == pytest.approx(np.median(single), rel=1e-6, abs=1e-13)


def test_the_worst_of_the_last_quarter_counts():
    assert optimizer_runs.stays_below(np.array([9, 8, 7, 6, 5, 4, 3, 1, 2.0]), 8) == 3
    assert optimizer_runs.stays_below(np.array([[5.0, np.inf]] * 9), 8).tolist() == [5, np.inf]


# ---------------------------------------------------------------- the race

POWERS = {line_styles.decade(10.0**power): power for power in range(-12, 5)}


def points_of(part, colour):
    """The points of each line of a colour that stands right in a part of a picture."""
    lines = [line for line in part.findall(f"{SVG}polyline") if line.get("stroke") == colour]
    return [
        np.array([pair.split(",") for pair in line.get("points").split()], float) for line in lines
    ]


def line_of(part, name):
    """The points of an optimizer's line: the longest, as SGD has the colour of the axes."""
    return max(points_of(part, line_styles.LOOKS[name][0]), key=len)


def panels_of(drawing):
    return parsed(drawing).findall(f"{SVG}svg")


def arrows_of(drawing):
    return [head for panel in panels_of(drawing) for head in panel.findall(f"{SVG}polygon")]


def axis_of(drawing, anchor, place, numbers):
    """(pixel, number) of each label of an axis, of the words in ``numbers``."""
    texts = [text for text in elements(drawing, "text") if text.get("text-anchor") == anchor]
    known = [text for text in texts if text.text in numbers]
    return np.array([(float(text.get(place)), numbers[text.text]) for text in known]).T


@each_surface
def test_each_panel_shows_the_path_of_its_run(surface):
    found = race_of(surface)
    left, right, bottom, top = surface.limits
    for run, panel in zip(found, panels_of(race_picture.draw_race(found, surface)), strict=True):
        width, height = (float(panel.get(key)) for key in ("width", "height"))
        x, y = run.path.T
        expected = (x - left) / (right - left) * width, (top - y) / (top - bottom) * height
        path = line_of(panel, run.name)
        assert np.allclose(path.T, expected, atol=0.1)


@each_surface
@pytest.mark.parametrize("upto", [9, 80])
@pytest.mark.parametrize("count", [1, 4])
def test_the_losses_stand_where_the_labels_of_the_axes_say(surface, upto, count):
    found = race_of(surface)[:count]
    drawing = race_picture.draw_race(found, surface, upto)
    steps = axis_of(drawing, "middle", "x", {str(step): step for step in range(0, 81, 10)})
    powers = axis_of(drawing, "end", "y", POWERS)
    assert len(steps[0]) == 9 and len(powers[0]) >= 3
    for run in found:
        line = line_of(parsed(drawing), run.name)
        drawn = np.log10(np.maximum(run.losses[: upto + 1], race_picture.LOWEST))
        assert np.allclose(np.polyval(np.polyfit(*steps, 1), line[:, 0]), range(upto + 1), atol=0.1)
        assert np.allclose(np.polyval(np.polyfit(*powers, 1), line[:, 1] + 5), drawn, atol=0.02)


def test_every_panel_states_its_learning_rate():
    words = labels(race_picture.draw_race(race_of(RAVINE), RAVINE))
    assert {"lr 0.04", "lr 0.008", "lr 0.1", "lr 0.25", "start", "minimum"} <= set(words)
    assert "same start, same 80 steps, a mark every 10" in words
    assert set(optimizer_runs.OPTIMIZERS) <= set(words)


def test_before_the_end_two_arrows_show_where_it_goes():
    found = race_of(RAVINE)
    drawing = race_picture.draw_race(found, RAVINE, 10)
    assert len(arrows_of(drawing)) == 2 * len(found)
    assert any("step 10 of 80" in words for words in labels(drawing))
    assert not arrows_of(race_picture.draw_race(found, RAVINE))


def test_the_arrows_point_along_the_step_and_against_the_gradient():
    run = optimizer_runs.run_optimizer("momentum", RAVINE, 0.008, 80)
    (panel,) = panels_of(race_picture.draw_race([run], RAVINE, 10))
    tips = [head.get("points").split()[0].split(",") for head in panel.findall(f"{SVG}polygon")]
    path = line_of(panel, "momentum")
    for tip, way in zip(tips, (run.path[11] - run.path[10], -run.grads[10]), strict=True):
        x, y = np.array(tip, float) - path[-1]
        assert np.allclose(np.array([x, -y]) / np.hypot(x, y), way / np.hypot(*way), atol=0.01)


def test_no_arrow_where_there_is_no_slope():
    run = optimizer_runs.run_optimizer("SGD", RAVINE, 0.01, 4, start=(0.0, 0.0))
    assert not arrows_of(race_picture.draw_race([run], RAVINE, 1))


def test_the_description_names_the_losses_the_smallest_first():
    found = race_of(RAVINE, rates={"SGD": 10.0})
    words = race.describe_race(found, RAVINE)
    assert words.startswith("Ravine: the loss after 80 of 80 steps is RMSProp 0.0019, Adam 0.0032")
    assert words.endswith("SGD diverged.")
    assert "diverged" not in race.describe_race(found, RAVINE, 0)


# ---------------------------------------------------------------- names and colours


@pytest.mark.parametrize("heights", [[0.5] * 4, [0, 0, 1, 1], [2, -1, 0.5, 0.49], [0.9, 0.1]])
def test_spread_names_keep_their_order_and_their_distance(heights):
    placed = line_styles.spread(heights, 0.12, 0.03, 0.97)
    assert all(0.03 <= place <= 0.97 + 1e-12 for place in placed)
    inside = [min(max(height, 0.03), 0.97) for height in heights]
    for i, j in itertools.combinations(range(len(heights)), 2):
        assert abs(placed[i] - placed[j]) >= 0.12 - 1e-12
        if inside[i] < inside[j]:
            assert placed[i] < placed[j]


def test_lines_and_texts_of_the_optimizers_stand_out_from_the_paper():
    for line, text, _ in line_styles.LOOKS.values():
        assert palette.contrast(line) >= 3.0 and palette.contrast(text) >= 4.5
        assert line not in (palette.FORWARD, palette.BACKWARD)
    assert len({marker for *_, marker in line_styles.LOOKS.values()}) == 4
    assert set(line_styles.LOOKS) == set(optimizer_runs.OPTIMIZERS)


@pytest.mark.parametrize("vision", SEEN)
@pytest.mark.parametrize("part", [0, 1], ids=["lines", "texts"])
def test_any_two_optimizers_are_told_apart_by_everybody(vision, part):
    colours = [look[part] for look in line_styles.LOOKS.values()]
    for one, other in itertools.combinations(colours, 2):
        assert difference(one, other, vision) >= 15


@pytest.mark.parametrize("value, words", [(1, "1"), (10, "10"), (1e-12, "10⁻¹²"), (1e3, "10³")])
def test_powers_of_ten_are_written_with_raised_digits(value, words):
    assert line_styles.decade(value) == words


# ---------------------------------------------------------------- the sweep

LRS = np.array([0.01, 0.1, 1.0])
CURVES = {"SGD": np.array([1.0, 0.1, np.inf]), "Adam": np.array([1.0, 0.5, np.nan])}


def marks_of(drawing, name):
    """Where the marks of an optimizer begin: those on its curve, then those in its row."""
    colour, *_ = line_styles.LOOKS[name]
    paths = [path for path in elements(drawing, "path") if path.get("fill") == colour]
    return [re.findall("M[^l]+", path.get("d")) for path in paths]


def rings(drawing, name):
    """(x, y) of each ring in an optimizer's colour: the one on its curve, then that in its row."""
    colour, *_ = line_styles.LOOKS[name]
    return np.array(
        [
            [float(ring.get("cx")), float(ring.get("cy"))]
            for ring in elements(drawing, "circle")
            if ring.get("stroke") == colour
        ]
    )


def test_the_best_rate_is_ringed_and_good_ones_are_marked():
    drawing = lr_sweep_picture.draw_lr_sweep(LRS, {"two": CURVES}, title="Which?", factor=3)
    curve = line_of(parsed(drawing), "Adam")
    rates = axis_of(drawing, "middle", "x", POWERS)
    losses = axis_of(drawing, "end", "y", POWERS)
    assert np.allclose(np.interp(curve[:, 0], *rates), [-2, -1, 0], atol=0.01)
    to_power = np.polyfit(losses[0] - 5, losses[1], 1)  # a label stands 5 pixels below its place
    assert np.allclose(10 ** np.polyval(to_power, curve[:2, 1]), CURVES["Adam"][:2], rtol=0.02)
    assert curve[2, 1] < min(losses[0]) - 5  # on the shelf
    for name, best in (("SGD", 1), ("Adam", 1)):
        on_curve, in_row = rings(drawing, name)
        assert np.allclose(on_curve, line_of(parsed(drawing), name)[best])
        assert in_row[0] == on_curve[0] and in_row[1] > on_curve[1]


def test_the_rows_hold_the_rates_that_are_good():
    drawing = lr_sweep_picture.draw_lr_sweep(LRS, {"two": CURVES}, title="Which?", factor=3)
    counts = {name: [*map(len, marks_of(drawing, name))] for name in CURVES}
    assert counts == {"SGD": [3, 1], "Adam": [3, 2]}  # on the curve, and in the row
    assert [words for words in labels(drawing) if words in CURVES] == ["SGD", "Adam"]


def test_two_columns_share_their_axis_and_each_is_described():
    columns = {"training": CURVES, "test": CURVES}
    drawing = lr_sweep_picture.draw_lr_sweep(LRS, columns, title="Which?")
    assert labels(drawing).count("SGD") == 1 and labels(drawing).count("10⁻²") == 3
    (words,) = (desc.text for desc in elements(drawing, "desc"))
    assert words.startswith("training: The best loss") and " test: The best loss" in words


def test_best_and_good_count_what_diverged_as_infinite():
    assert lr_sweep.best(LRS, CURVES["Adam"]) == (0.1, 0.5)
    assert lr_sweep_picture.good(CURVES["Adam"], 2).tolist() == [True, True, False]
    assert lr_sweep_picture.good(np.array([0.0, 1e-13, 1e-3]), 10).tolist() == [True, True, False]


def test_the_sweep_is_described_best_first():
    words = lr_sweep.describe_lr_sweep(LRS, CURVES)
    assert words == "The best loss over all learning rates is SGD 0.1 at 0.1, Adam 0.5 at 0.1."


# ---------------------------------------------------------------- descent on a parabola


def test_descent_multiplies_the_distance_by_one_factor():
    trace = descent.trace_descent(0.45, 3, 5.0)
    assert trace.w == pytest.approx((5, -0.4, 3.92, 0.464))
    assert trace.loss == pytest.approx([2 * (w - 2) ** 2 for w in trace.w])
    assert trace.slope == pytest.approx([4 * (w - 2) for w in trace.w])


def test_the_slope_is_that_of_the_loss():
    nudged = numerical_gradient(descent.loss_at, np.array(3.5))
    assert descent.slope_at(3.5) == 6 == pytest.approx(float(nudged))


FATES = {0.05: "creeps", 0.25: "arrives at once", 0.45: "zig-zags", 0.55: "blows up"}


@pytest.mark.parametrize("lr, fate", FATES.items())
def test_the_fate_of_a_learning_rate(lr, fate):
    trace = descent.trace_descent(lr, 30)
    assert trace.fate == fate
    assert (trace.loss[-1] > trace.loss[0]) == (fate == "blows up")
    assert f"Learning rate {lr:g} {fate}" in descent.describe_descent(trace)


def test_on_the_edge_it_lands_on_the_other_side():
    trace = descent.trace_descent(0.5, 4, 3.5)
    assert trace.w == (3.5, 0.5, 3.5, 0.5, 3.5)
    assert "lands on the other side" in descent.describe_descent(trace)


def test_the_cliff_is_the_end_of_each_descent():
    cliff = descent.trace_cliff(7, 5.0)
    ends = [descent.trace_descent(float(lr), 7, 5.0).loss[-1] for lr in descent.LRS]
    assert np.allclose(cliff, ends, rtol=1e-9, atol=1e-20)
    over = descent.trace_cliff(30) > descent.loss_at(5.0) * (1 + 1e-9)
    assert np.array_equal(over, descent.LRS > 0.5)


def test_the_parabola_shows_every_step_and_the_slope_on_demand():
    trace = descent.trace_descent(0.45, 6)
    drawing = descent_picture.draw_descent(trace, descent.trace_cliff(6))
    (panel,) = panels_of(drawing)
    (path,) = points_of(panel, palette.UPDATE)
    (parabola,) = points_of(panel, palette.FORWARD)
    places = axis_of(drawing, "middle", "x", {"−2": -2, "2": 2, "4": 4, "6": 6})
    w = np.polyval(np.polyfit(*places, 1), path[:, 0] + float(panel.get("x")))
    assert np.allclose(w, trace.w, atol=0.01)
    assert np.allclose(np.interp(path[:, 0], *parabola.T), path[:, 1], atol=0.5)
    assert "slope 12" in labels(drawing) and len(points_of(panel, palette.BACKWARD)) == 1
    words = {"1/λ", "2/λ", "creep", "zig-zag", "blow-up", "loss at the start"}
    assert words <= set(labels(drawing))
    hidden = descent_picture.draw_descent(trace, descent.trace_cliff(6), reveal=False)
    assert not any("slope" in words for words in labels(hidden))
    assert not points_of(panels_of(hidden)[0], palette.BACKWARD)


@pytest.mark.parametrize("lr", [0.05, 0.45, 0.7])
def test_the_dot_on_the_cliff_is_the_end_of_the_descent(lr):
    trace = descent.trace_descent(lr, 6)
    drawing = descent_picture.draw_descent(trace, descent.trace_cliff(6))
    dot = elements(drawing, "circle")[-1]
    x, y = (float(dot.get(key)) for key in ("cx", "cy"))
    rates = axis_of(drawing, "middle", "x", {f"0.{k}": k / 10 for k in range(1, 8)})
    raised = {words: power for words, power in POWERS.items() if words not in ("1", "10")}
    powers = axis_of(drawing, "end", "y", raised)  # of the parabola's axis, 10 is a loss
    assert np.polyval(np.polyfit(*rates, 1), x) == pytest.approx(lr, abs=0.001)
    power = np.polyval(np.polyfit(*powers, 1), y + 5)
    assert power == pytest.approx(np.log10(trace.loss[-1]), abs=0.05)


# ---------------------------------------------------------------- first steps, schedules


def test_the_first_uncorrected_step_is_three_times_too_long():
    _, lengths = first_steps().axes
    line = lengths.lines[0]
    assert list(line.get_xdata()) == list(range(1, 21))
    assert line.get_ydata()[0] == pytest.approx(0.1 / math.sqrt(0.001))


def test_a_schedule_is_drawn_as_it_is():
    (axes,) = all_schedules().axes
    assert axes.lines[0].get_ydata()[50] == pytest.approx(0.5)
    assert axes.texts[0].get_text() == "cosine"
