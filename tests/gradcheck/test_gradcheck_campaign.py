"""The check against forty planted mistakes, and against right gradients where others give alarm."""

import numpy as np
import planted
import pytest

from backprop_course.gradcheck import check_vjp

EVERY_PLACE = list(planted.PLACES)
LOST_DIGITS = list(planted.LOST_DIGITS)


def reports(net, rng, dtype=np.float64, **mistake):
    """A report by name for every array of the net."""
    values = [value.astype(dtype).astype(np.float64) for value in net.values.values()]

    def loss(*arrays):
        return np.asarray(net.loss(*arrays))

    def vjp(grad_y, *arrays):
        grads = net.grads(*(array.astype(dtype) for array in arrays), **mistake)
        return tuple(np.asarray(dtype(grad_y) * grad) for grad in grads)

    return dict(zip(net.names(), check_vjp(loss, vjp, values, rng=rng), strict=True))


def alarms(place, nets, dtype=np.float64, **size):
    """The reports that do not pass, of this many right nets."""
    kinds, found = list(planted.NETS), []
    for seed in range(nets):
        rng = np.random.default_rng([seed, 1])
        net = planted.example(kinds[seed % len(kinds)], place, rng, **size)
        found += [report for report in reports(net, rng, dtype).values() if not report]
    return found


def findings(mistake, seeds):
    """The report on the array that the mistake spoils, in generic nets."""
    for seed in seeds:
        rng = np.random.default_rng([seed, 2])
        net = planted.example(mistake.net, "generic", rng)
        yield reports(net, rng, **mistake.step)[mistake.spoils]


every_mistake = pytest.mark.parametrize("mistake", planted.PLANTED, ids=lambda m: m.name)
every_place = pytest.mark.parametrize("place", EVERY_PLACE)
every_dtype = pytest.mark.parametrize("dtype", [np.float64, np.float32])


def test_there_are_forty_mistakes_and_thirty_have_a_name():
    assert len({mistake.name for mistake in planted.PLANTED}) == 40
    assert sum(mistake.kind is not None for mistake in planted.PLANTED) >= 30


@every_mistake
def test_every_mistake_is_found_and_named(mistake):
    for report in findings(mistake, range(3)):
        assert report.verdict == "fails", report
        assert mistake.kind is None or report.pattern.startswith(mistake.kind), report


@every_dtype
@every_place
def test_no_false_alarm(place, dtype):
    assert not alarms(place, 40 if place not in LOST_DIGITS else 12, dtype)


@every_place
def test_a_small_mistake_is_found_in_every_place(place):
    for seed in range(5):
        rng = np.random.default_rng([seed, 3])
        net = planted.example("residual", place, rng)
        one_entry = planted.entry(lambda g: 1.001 * g)
        report = reports(net, rng, finish=planted.spoil("W3", one_entry))["W3"]
        assert report.verdict == "fails" and report.pattern.startswith("one entry"), report


ONE_PERCENT = {name: planted.spoil(name, lambda g: 1.01 * g) for name in ("W1", "W2", "b1", "x")}


@pytest.mark.parametrize("name", ONE_PERCENT)
@pytest.mark.parametrize("place", LOST_DIGITS)
def test_one_percent_is_found_where_digits_are_lost(place, name):
    for seed in range(6):
        rng = np.random.default_rng([seed, 4])
        net = planted.example(list(planted.NETS)[seed % 3], place, rng)
        report = reports(net, rng, finish=ONE_PERCENT[name])[name]
        assert report.verdict == "fails", report


@pytest.mark.parametrize("place", LOST_DIGITS)
@every_mistake
def test_no_mistake_passes_where_digits_are_lost(mistake, place):
    net, rng = spoiled(mistake, place)
    report = reports(net, rng, **mistake.step)[mistake.spoils]
    assert not report, report


def spoiled(mistake, place):
    """A net at this place in which the mistake does harm that rounding cannot hide."""
    for seed in range(30):
        rng = np.random.default_rng([seed, 5])
        net = planted.example(mistake.net, place, rng)
        k = net.names().index(mistake.spoils)
        arrays = net.values.values()
        right, wrong = net.grads(*arrays)[k], net.grads(*arrays, **mistake.step)[k]
        if not np.max(np.abs(wrong - right)) <= 1e-5 * np.max(np.abs(right)):
            return net, rng
    pytest.skip("here the mistake changes nothing")


@pytest.mark.slow
@every_mistake
def test_every_mistake_is_found_from_many_starts(mistake):
    for report in findings(mistake, range(3, 50)):
        assert report.verdict == "fails", report


@pytest.mark.slow
@every_dtype
@every_place
def test_no_false_alarm_in_many_nets(place, dtype):
    found = alarms(place, 200, dtype)
    assert not [report for report in found if report.verdict == "fails"]
    assert len(found) <= 14, found  # undecided: 1 % of the 1,400 gradients


@pytest.mark.slow
@every_place
def test_no_false_alarm_in_large_nets(place):
    assert not alarms(place, 6, n=64, sizes=(64, 128, 10))
