"""A dashboard of checks on one training: its data, its net, its gradients, its steps.

`trace_dashboard` asks twelve questions, cheap ones first; `dashboard_picture` draws the answers.
It takes any object with

    net, x, labels, loss, optimizer     a Sequential, its data, softmax_cross_entropy or alike, SGD
    step(x, labels) -> loss             one step of training as this object does it
    train(steps) -> losses              so many steps on random batches
    answer(net, x) -> logits            the way the net is used

and works on copies of it: looking changes nothing.
"""

import copy
import math
import re
from dataclasses import dataclass

import numpy as np

from ..diagnostics import (
    backward_values,
    dead_share,
    first_non_finite,
    forward_values,
    parameter_gradients,
    parameter_values,
    root_mean_square,
    sizes,
    update_ratios,
)
from ..gradcheck import TOLERANCE, check_module

STEPS = 150
BATCH = 32
FEW, AGAIN = 8, 100  # images to learn by heart, and steps on them
RATIOS = (1e-5, 0.3)  # usual sizes of a step, over the size of the weights
VALUES = (0.05, 20.0)  # usual sizes of what a layer computes
GRADIENTS = (0.01, 30.0)  # the same for gradients, over the gradient of the scores
ROUND_OFF = 1e-6  # a larger gap between two ways to one step is no round-off


@dataclass(frozen=True)
class Check:
    """The answer to one question: passed or not, in a few words, and the numbers behind it."""

    name: str
    passed: bool
    said: str
    numbers: dict


def trace_dashboard(run, *, steps=STEPS):
    """All checks by name, the cheapest first."""
    with np.errstate(all="ignore"):  # a sick net may overflow; that is one of the questions
        first, second, healthy_second = _two_steps(run)
        trained = copy.deepcopy(run)
        losses = trained.train(steps)
        checks = [
            _inputs(run.x),
            _start(run),
            *_passes(run),
            _answers(run),
            _gradient_check(run),
            _step(second, healthy_second, run.optimizer.lr),
            _ratios(first),
            _one_batch(run),
            _finite(trained),
            _curve(losses, guess(run.labels)),
        ]
    return {check.name: check for check in checks}


def failed(checks):
    """The names of the checks that did not pass."""
    return [name for name, check in checks.items() if not check.passed]


def describe_dashboard(checks):
    """One sentence: how many checks fail, and which."""
    wrong = failed(checks)
    if not wrong:
        return f"All {len(checks)} checks pass: {', '.join(checks)}."
    return f"{len(wrong)} of {len(checks)} checks fail: {', '.join(wrong)}."


def guess(labels):
    """The loss of a net that gives the same probability to every class."""
    return math.log(len(np.unique(labels)))


# ---------------------------------------------------------------- one forward pass


def _inputs(x):
    finite = x[np.isfinite(x)]
    mean, size = float(finite.mean()), root_mean_square(finite - finite.mean())
    counts, edges = np.histogram(finite, bins=24)
    said = _not_finite(x) or f"mean {mean:.1f}, deviation {size:.1f}"
    passed = len(finite) == x.size and abs(mean) < 1 and 0.2 < size < 5
    return Check("inputs", passed, said, {"counts": counts.tolist(), "edges": edges.tolist()})


def _not_finite(x):
    """How many columns hold nan or inf, in words; nothing if none does."""
    columns = int((~np.isfinite(x)).any(axis=0).sum())
    return f"{columns} column{'s' * (columns > 1)} with nan or inf" if columns else ""


def _start(run):
    one, x, labels = copy.deepcopy(run), run.x, run.labels
    value, chance = one.loss(one.net.forward(x), labels)[0], guess(labels)
    return Check(
        "first loss", 0.5 * chance < value < 2 * chance,
        f"{value:.2f}, a guess {chance:.2f}", {"loss": value, "guess": chance},
    )  # fmt: skip


def _passes(run):
    """Values, dead units and gradients, from one pass forward and one back."""
    net = copy.deepcopy(run.net)
    _, grad = run.loss(net.forward(run.x), run.labels)
    forward, backward = forward_values(net), backward_values(net, grad)
    backward = {n.removeprefix("grad "): g for n, g in backward.items() if n[5:] in forward}
    yield _values(sizes(forward))
    yield _dead({name: dead_share(y) for name, y in forward.items() if name.endswith(" ReLU")})
    yield _gradients({name: sizes(backward)[name] for name in forward})


def _values(size):
    return Check(
        "values", all(_within(VALUES, one) for one in size.values()),
        f"size {_words(min(size.values()))} to {_words(max(size.values()))}", size,
    )  # fmt: skip


def _dead(shares):
    worst = max(shares.values(), default=0.0)
    return Check("dead units", worst < 0.5, f"up to {worst:.0%} of a layer dead", shares)


def _gradients(size):
    last = size[list(size)[-1]]
    relative = {name: one / last if last else 0.0 for name, one in size.items()}
    low, high = min(relative.values()), max(relative.values())
    return Check(
        "gradients", _within(GRADIENTS, low) and _within(GRADIENTS, high),
        f"×{_words(low)} to ×{_words(high)} of the last", relative,
    )  # fmt: skip


def _answers(run):
    """The same images alone and among others: no answer may depend on chance or on neighbours."""
    one = copy.deepcopy(run)
    among, alone = one.answer(one.net, one.x[:BATCH])[:4], one.answer(one.net, one.x[:4])
    same = bool(np.allclose(among, alone, equal_nan=True))
    said = "the same both times" if same else "two different answers"
    return Check("asked twice", same, said, {"same": same})


# ---------------------------------------------------------------- gradients and steps


def _gradient_check(run):
    """A gradient of zeros that should be zeros passes, but says nothing; so these are counted.

    Formulas are asked on numbers: nan in the data is what the first check says.
    """
    x = np.nan_to_num(run.x[:8], posinf=0.0, neginf=0.0)
    size = {"x": x.size} | {n: p.value.size for n, p in run.net.named_parameters().items()}
    found = {
        _short(r.name): (r.error, r.passed, r.passed and r.zeros == size[r.name])
        for r in check_module(run.net, x)
    }
    wrong = sum(not passed for _, passed, _ in found.values())
    zero = sum(is_zero for _, _, is_zero in found.values())
    said = f"{wrong} of {len(found)} wrong" + (f", {zero} all 0" if zero else "")
    return Check("gradient check", not wrong, said, found | {"tolerance": TOLERANCE})


def _two_steps(run):
    """Parameters around the first and the second step, and the gradients the second should use.

    The second step starts where the first ended: only there leftovers of the first can show.
    """
    one, (x, labels) = copy.deepcopy(run), (run.x[:BATCH], run.labels[:BATCH])
    values = [parameter_values(one.net)]
    one.step(x, labels)
    values.append(parameter_values(one.net))
    sound = copy.deepcopy(one)  # with the same random state, for the same units left out
    sound.net.zero_grad()
    sound.net.backward(sound.loss(sound.net.forward(x), labels)[1])
    one.step(x, labels)
    values.append(parameter_values(one.net))
    return values[:2], values[1:], parameter_gradients(sound.net)


def _step(values, gradients, lr):
    """Is the second step -lr times the gradient, taken before any of the parameters moved?"""
    before, after = values
    errors = {
        _short(name): _gap(after[name] - before[name], -lr * gradients[name]) for name in before
    }
    wrong = sum(not error < ROUND_OFF for error in errors.values())
    return Check(
        "second step", not wrong, f"{wrong} of {len(errors)} wrong",
        errors | {"tolerance": ROUND_OFF},
    )  # fmt: skip


def _gap(change, expected):
    size = root_mean_square(expected)
    gap = root_mean_square(change - expected)
    return gap / size if size else gap


def _ratios(values):
    """Weights only: a bias that starts at 0 has no size to compare a step with."""
    ratios = {_short(n): r for n, r in update_ratios(*values).items() if values[0][n].ndim > 1}
    passed = all(_within(RATIOS, ratio) for ratio in ratios.values())
    said = f"{_words(min(ratios.values()))} to {_words(max(ratios.values()))}"
    return Check("update ratios", passed, said, ratios)


# ---------------------------------------------------------------- a hundred steps


def _one_batch(run):
    """Can it learn a few images by heart?  Any labels can be learned, even wrong ones."""
    one, x, labels = copy.deepcopy(run), run.x[:FEW], run.labels[:FEW]
    for _ in range(AGAIN):
        one.step(x, labels)
    loss, chance = one.loss(one.net.eval().forward(x), labels)[0], guess(run.labels)
    return Check("one batch", loss < chance / 10, f"ends at {loss:.2f}", {"loss": loss})


def _finite(trained):
    """The first value that is not finite, in the order of computation, after some training."""
    net = trained.net
    net.forward(trained.x[:BATCH])
    found = first_non_finite({"x": trained.x} | parameter_values(net) | forward_values(net))
    said = "all, after training" if found is None else f"{_short(found.name)} holds {found.value}"
    return Check("finite", found is None, said, {"name": found and found.name})


def _curve(losses, chance):
    end = float(np.mean(losses[-20:]))
    said = f"ends at {end:.2f}" if np.isfinite(end) else "ends in nan"
    return Check("loss curve", end < chance / 3, said, {"losses": losses, "guess": chance})


def _within(limits, value):
    return limits[0] <= value <= limits[1]


def _words(number):
    """One digit and a half: 0.03, 4, 1e-06."""
    return f"{number:.1g}" if number < 10 else f"{number:.0f}" if number < 1e4 else f"{number:.0e}"


def _short(name):
    """ "layers.2.branch.layers.0.W" as "2.0.W"."""
    return re.sub(r"(layers|branch)\.", "", name)
