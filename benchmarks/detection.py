"""What the gradient check finds: planted mistakes must fail, right gradients must pass.

The nets, the places where a check may stumble and the mistakes stand in tests/planted.py; the tests
ask for each of them once, here they are counted over many seeds.
"""

import sys
from importlib import import_module
from itertools import count, cycle, islice

import numpy as np

from backprop_course.gradcheck import check_vjp

from . import harness

SEEDS = 5  # a mistake counts as found, and as named, when it is in every one of these nets
RIGHT = 800


def table():
    """The module tests/planted.py, or None where it is missing."""
    folder = harness.ROOT / "tests" / "helpers"
    if not (folder / "planted.py").exists():
        return None
    sys.path.insert(0, str(folder))
    try:
        return import_module("planted")
    finally:
        sys.path.remove(str(folder))


def counts(right=RIGHT):
    """found, planted, named, alarms, right, and what went wrong; empty without the table."""
    planted = table()
    if planted is None:
        return {}
    seen = [
        (mistake, [look(mistake, *case) for case in islice(cases(planted, mistake), SEEDS)])
        for mistake in planted.PLANTED
    ]
    missed = [mistake.name for mistake, looks in seen if not all(fails for fails, _ in looks)]
    named = [mistake.name for mistake, looks in seen if all(name for _, name in looks)]
    alarms = false_alarms(planted, right)
    return {
        "found": len(seen) - len(missed),
        "planted": len(seen),
        "named": len(named),
        "alarms": len(alarms),
        "right": right,
        "missed": missed,
        "false": alarms,
    }


def cases(planted, mistake):
    """(net, seed) in which the mistake does harm: a unit that is off may have nothing to spoil."""
    for seed in count():
        net = planted.example(mistake.net, "generic", np.random.default_rng(seed))
        arrays = net.values.values()
        if not all(map(np.array_equal, net.grads(*arrays), net.grads(*arrays, **mistake.step))):
            yield net, seed


def look(mistake, net, seed):
    """(whether the spoiled array fails, whether the kind of mistake is named)."""
    report = check(net, seed, **mistake.step)[net.names().index(mistake.spoils)]
    named = mistake.kind is not None and report.pattern.startswith(mistake.kind)
    return report.verdict == "fails", named


def false_alarms(planted, right):
    """The right gradients that do not pass: place, net and seed."""
    places = [*planted.PLACES, "float32"]
    nets = islice(cycle(planted.NETS), right)
    tried = [(places[k % len(places)], net, k) for k, net in enumerate(nets)]
    return [f"{place}, {net}, seed {k}" for place, net, k in tried if alarm(planted, place, net, k)]


def alarm(planted, place, name, seed):
    rounded = place == "float32"
    net = planted.example(name, "generic" if rounded else place, np.random.default_rng(seed))
    return not all(check(net, seed, dtype=np.float32 if rounded else np.float64))


def check(net, seed, dtype=np.float64, **mistake):
    """The reports on every array of a net; ``dtype`` is that of the backward pass."""

    def gradients(grad_y, *arrays):
        grads = net.grads(*(array.astype(dtype) for array in arrays), **mistake)
        return tuple((grad_y * grad).astype(grad.dtype) for grad in grads)

    return check_vjp(
        net.loss, gradients, list(net.values.values()), rng=np.random.default_rng(seed)
    )
