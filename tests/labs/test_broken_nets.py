"""Runs: other ones for every learner, well hidden, seen by checks, healed by cures."""

import copy
import sys
from dataclasses import replace

import numpy as np
import pytest
from fingerprints import FINGERPRINTS

from backprop_course.gradcheck import check_module
from backprop_course.labs.broken_nets import SUSPECTS, assign, healthy, solution, with_bug
from backprop_course.labs.broken_nets.bugs import BUGS, BY_NAME, KINDS
from backprop_course.labs.training_checks import failed, trace_dashboard

SICK = [(bug.name, place) for bug in BUGS for place in bug.places]
LEARNERS = range(300)
NAMES = "Marie Olivia David Peter Alex Lee Yuki Mohammed Sofia Ben Kurt Mira".split()


def planted(learner):
    return [(bug.name, place) for bug, place in solution(learner).planted]


def layer_of(name, place=None):
    """The layer with the wrong backward, alone."""
    return with_bug(name, place).net.layers[BY_NAME[name].places[0] if place is None else place]


# ---------------------------------------------------------------- who gets what


def test_a_learner_always_gets_the_same_run():
    one, other = assign("Ada"), assign("  ada ")
    assert planted("Ada") == planted("ADA") and planted(7) == planted("7")
    for name, parameter in one.net.named_parameters().items():
        assert np.array_equal(parameter.value, other.net.named_parameters()[name].value)


def test_the_run_of_the_lesson_keeps_its_bugs():
    assert planted("Ada") == [
        ("upstream-ignored", 4), ("all-zeros", ""), ("sigmoid-before-softmax", ""),
    ]  # fmt: skip
    assert {name for name, _ in planted("Grace")} == {
        "bias-from-one-row", "wrong-mode", "updated-too-early",
    }  # fmt: skip


def test_everybody_gets_three_kinds_and_a_wrong_backward():
    for learner in LEARNERS:
        kinds = [BY_NAME[name].kind for name, _ in planted(learner)]
        assert len(set(kinds)) == 3 and "backward" in kinds


def test_every_bug_at_every_place_comes_up():
    assert {one for learner in LEARNERS for one in planted(learner)} == set(SICK)
    assert set(KINDS) == {"backward", "data", "training", "init", "model"}


def test_the_solution_names_what_was_planted(monkeypatch):
    """Asked of the plants themselves: shuffled labels once drew from the numbers of the draw."""
    really = []

    def recorded(bug):
        def plant(run, place, rng):
            really.append((bug.name, place))
            bug.plant(run, place, rng)

        return replace(bug, plant=plant)

    assign_module = sys.modules[assign.__module__]
    monkeypatch.setattr(assign_module, "BUGS", [recorded(bug) for bug in BUGS])
    for learner in [*LEARNERS, *NAMES]:
        really.clear()
        assign(learner)
        assert planted(learner) == really, learner


@pytest.mark.slow
def test_every_learner_is_healed_by_what_the_solution_names():
    for learner in [*range(60), *NAMES]:
        run = assign(learner)
        for bug, _ in solution(learner).planted:
            bug.cure(run)
        assert failed(trace_dashboard(run)) == [], learner


def test_nobody_is_refused():
    with pytest.raises(ValueError, match="expected a name or a number"):
        assign("  ")


# ---------------------------------------------------------------- the secret


@pytest.mark.parametrize("name, place", SICK)
def test_a_look_at_the_parts_gives_nothing_away(name, place):
    run = with_bug(name, place)
    layers = run.net.layers
    sound = healthy().net.layers
    assert [type(a).__name__ for a in layers[:7]] == [type(b).__name__ for b in sound]
    run.name = ""
    shown = f"{run!r} {[repr(layer) for layer in layers]} {dir(layers[0])}"
    assert not [word for word in (name, name.replace("-", "_")) if word in shown]
    assert [repr(type(a)) for a in layers[:7]] == [repr(type(b)) for b in sound]
    for part in ("take_step", "answer"):
        wrong, right = getattr(run, part), getattr(healthy(), part)
        assert (wrong.__name__, wrong.__module__) == (right.__name__, right.__module__)


def test_the_truth_counts_what_was_named():
    truth = solution("Ada", "all-zeros", "units-dead")
    assert truth.found == 1
    assert "1 of 3 named" in repr(truth)
    assert "✓ all-zeros" in repr(truth) and "✗ upstream-ignored (layer 4)" in repr(truth)
    assert "✗ units-dead: not in this run" in repr(truth)
    assert solution("Ada", ("upstream-ignored", 4), "all-zeros").found == 2
    wrong_place = solution("Ada", ("upstream-ignored", 1))
    assert wrong_place.found == 0 and "✗ upstream-ignored (layer 4)" in repr(wrong_place)
    with pytest.raises(ValueError, match="expected some of"):
        solution("Ada", "bad luck")


# ---------------------------------------------------------------- checks and cures


def test_the_healthy_pass_and_read():
    run = healthy()
    assert failed(trace_dashboard(run)) == []
    run.train(150)
    assert run.accuracy() > 0.88


@pytest.mark.parametrize("name", SUSPECTS)
def test_every_bug_has_its_fingerprint(name):
    assert failed(trace_dashboard(with_bug(name))) == FINGERPRINTS[name].split(", ")


@pytest.mark.parametrize("name, place", [pair for pair in SICK if pair[1] not in ("", 0, 1, 2)])
def test_a_wrong_backward_is_seen_at_every_place(name, place):
    checks = trace_dashboard(with_bug(name, place))
    assert "gradient check" in failed(checks)


@pytest.mark.parametrize("name", SUSPECTS)
def test_every_cure_heals(name):
    run = with_bug(name)
    BY_NAME[name].cure(run)
    assert failed(trace_dashboard(run)) == []


@pytest.mark.parametrize("learner", ["Ada", "Grace", 1, 2, 3, 4])
def test_a_run_fails_checks_until_its_last_bug_is_cured(learner):
    run = assign(learner)
    for bug, _ in solution(learner).planted:
        assert failed(trace_dashboard(run))
        bug.cure(run)
    assert failed(trace_dashboard(run)) == []


# ---------------------------------------------------------------- inputs that expose it, or do not


def test_one_row_is_blind_to_a_bias_that_is_not_summed():
    layer = layer_of("bias-from-one-row")
    x = np.random.default_rng(0).normal(size=(2, 64))
    assert all(check_module(layer, x[:1])) and not all(check_module(layer, x))


def test_an_upstream_of_ones_is_blind_to_being_ignored():
    layer = layer_of("upstream-ignored")
    layer.forward(np.array([[-1.0, 3.0]]))
    assert layer.backward(np.ones((1, 2))).tolist() == [[0, 1]]
    assert layer.backward(2 * np.ones((1, 2))).tolist() == [[0, 1]]


def test_input_and_gradient_alike_are_blind_to_a_transpose():
    layer = layer_of("weights-transposed")
    x, grad = np.random.default_rng(0).normal(size=(2, 1, 24))
    for upstream, is_blind in ((x, True), (grad, False)):
        layer.zero_grad()
        layer.forward(x)
        layer.backward(upstream)
        assert np.allclose(layer.W.grad, x.T @ upstream) == is_blind


def test_a_path_that_is_overwritten_lacks_what_passes_by():
    layer, sound = layer_of("path-overwritten"), healthy().net.layers[2]
    x, grad = np.random.default_rng(0).normal(size=(2, 5, 24))
    layer.forward(x)
    sound.forward(x)
    assert np.allclose(layer.backward(grad) + grad, sound.backward(grad))


def test_the_first_step_is_blind_to_gradients_that_stay():
    one, other = with_bug("gradient-not-zeroed"), healthy()
    x, labels = one.x[:32], one.labels[:32]
    for same in (True, False):
        one.step(x, labels)
        other.step(x, labels)
        W = [run.net.layers[0].W.value for run in (one, other)]
        assert np.allclose(*W) == same


def test_an_early_update_moves_all_layers_but_the_last_a_wrong_way():
    one, other = with_bug("updated-too-early"), healthy()
    for run in (one, other):
        run.step(run.x[:32], run.labels[:32])
    same = [
        np.allclose(a.value, b.value)
        for a, b in zip(one.net.parameters(), other.net.parameters(), strict=True)
    ]
    assert same == [False] * 6 + [True] * 2


def test_copies_do_not_share_anything():
    run = assign("Ada")
    twin = copy.deepcopy(run)
    twin.train(3)
    assert not run.net.layers[6].b.value.any() and twin.net.layers[6].b.value.any()
