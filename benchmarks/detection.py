"""What the gradient check finds: planted mistakes must fail, correct gradients must pass.

The nets, the places where a check may stumble and the mistakes stand in tests/planted.py; the tests
ask for each of them once, here they are counted over many seeds.
"""

import sys
from importlib import import_module
from itertools import count, cycle, islice, product

import numpy as np

from backprop_course.gradcheck import check_vjp

from . import harness

SEEDS = 5  # a mistake counts as found, and as named, when it is in every one of these nets
CORRECT = 1200  # nets, of about eight gradients each


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


def counts(nets=CORRECT):
    """How many were found, named, judged, and what went wrong; empty without the table."""
    planted = table()
    if planted is None:
        return {}
    seen = [
        (mistake, [look(mistake, *case) for case in islice(cases(planted, mistake), SEEDS)])
        for mistake in planted.PLANTED
    ]
    missed = [mistake.name for mistake, looks in seen if not all(fails for fails, _ in looks)]
    named = [mistake.name for mistake, looks in seen if all(name for _, name in looks)]
    tried = list(islice(judged(planted), nets))
    verdicts = [verdict for _, verdicts in tried for verdict in verdicts]
    return {
        "found": len(seen) - len(missed),
        "planted": len(seen),
        "named": len(named),
        "alarms": verdicts.count("fails"),
        "undecided": 100 * verdicts.count("undecided") / len(verdicts),
        "correct": len(verdicts),
        "missed": missed,
        "false": [net for net, verdicts in tried if set(verdicts) != {"passes"}],
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


def judged(planted):
    """Without end: which net it is, and the verdicts on its correct gradients.

    Every place and dtype comes as often as any other.  A gradient that overflows in float32 is no
    longer correct, so such a net is passed over.
    """
    wanted = cycle(product(planted.PLACES, planted.NETS, (np.float64, np.float32)))
    for seed, (place, name, dtype) in enumerate(wanted):
        verdicts = verdicts_on(planted, place, name, dtype, seed)
        if verdicts is not None:
            yield f"{place}, {name}, {dtype.__name__}, seed {seed}", verdicts


def verdicts_on(planted, place, name, dtype, seed):
    """The verdict on every correct gradient of a net; None where one of them is not finite."""
    net = planted.example(name, place, np.random.default_rng(seed))
    with np.errstate(all="ignore"):
        grads = net.grads(*(value.astype(dtype) for value in net.values.values()))
        if not all(np.isfinite(grad).all() for grad in grads):
            return None
        return [report.verdict for report in check(net, seed, dtype=dtype)]


def check(net, seed, dtype=np.float64, **mistake):
    """The reports on every array of a net; ``dtype`` is that of the backward pass."""

    def gradients(grad_y, *arrays):
        grads = net.grads(*(array.astype(dtype) for array in arrays), **mistake)
        return tuple((grad_y * grad).astype(grad.dtype) for grad in grads)

    return check_vjp(
        net.loss, gradients, list(net.values.values()), rng=np.random.default_rng(seed)
    )
