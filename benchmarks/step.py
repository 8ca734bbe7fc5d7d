"""A training step against the textbook, PyTorch and the limit; a training run."""

from statistics import median

from . import harness, products, systems
from .problems import EPOCHS, OPTIMIZERS, SHAPES
from .report import Result, Table

EAGER = "PyTorch eager"
NAMES = {"sgd": "SGD", "adam": "Adam"}
QUICK_SHAPES = ("toy", "digits")
SEEDS = range(5)


def run(options):
    """Parity, then every shape and optimizer, then (not when quick) training."""
    wanted = systems.NUMPY_ALONE + options.torch
    shapes = QUICK_SHAPES if options.quick else tuple(SHAPES)
    cells = [(shape, optimizer) for shape in shapes for optimizer in OPTIMIZERS]
    with harness.workers(systems.installed(wanted), options.kernels) as remotes:
        where = harness.where(remotes) | systems.skipped(wanted)
        gap = max(harness.parity(remotes, *cell) for cell in cells)
        rates = products.table(remotes, options)
        times = {cell: timed(remotes, cell, options) for cell in cells}
        runs = {} if options.quick else training(remotes)
    tables = [rates, step_table(times, gap, options.dtype), ratio_table(times)]
    tables += [training_table(runs)] if runs else []
    return Result(tables, measured(times, runs, options.dtype)), where


def timed(remotes, cell, options):
    """Seconds per step, by system and round."""
    shape, optimizer = cell

    def build(remote):
        remote.ask("step", shape=shape, optimizer=optimizer, dtype=options.dtype)

    return harness.round_robin(remotes, options.rounds, build)


def training(remotes):
    """Answers of whole training runs, a list over seeds for every system, seeds in turn."""
    names = [name for name in ("ours", EAGER) if name in remotes]
    runs = {name: [] for name in names}
    for name in names:
        remotes[name].ask("train", seed=0, epochs=1)  # loads what the first run has to load
    for seed in SEEDS:
        for name in names[seed % len(names) :] + names[: seed % len(names)]:
            runs[name].append(remotes[name].ask("train", seed=seed, epochs=EPOCHS))
    return runs


def measured(times, runs, dtype):
    """The numbers that goals look up; they are stated for float32."""
    if dtype != "float32":
        return {}
    found = {}
    for (shape, _), cell in times.items():
        for other, key in {"textbook": "textbook", EAGER: "eager"}.items():
            if other in cell:
                note_worst(found, f"{key}/{shape}", cell, other)
    if runs:
        found["accuracy"] = 100 * min(run["accuracy"] for run in runs["ours"])
    if EAGER in runs:
        found["training"] = harness.ratio(seconds(runs), "ours", EAGER)
    return found


def note_worst(found, key, cell, other):
    """Keep the larger ratio, and for large nets what the limit has of the other's time there."""
    ratio = harness.ratio(cell, "ours", other)
    if ratio > found.get(key, 0.0):
        found[key] = ratio
        if key in ("eager/mnist", "eager/wide"):
            found[f"limit of {key}"] = harness.ratio(cell, "limit", other)


def seconds(runs):
    return {name: [run["cpu"] for run in answers] for name, answers in runs.items()}


def label(cell):
    return f"{cell[0]}, {NAMES[cell[1]]}"


def step_table(times, gap, dtype):
    names = list(next(iter(times.values())))
    rows = [
        [label(cell), *(f"{1e6 * median(found[name]):,.1f}" for name in names)]
        for cell, found in times.items()
    ]
    note = f"After 5 float64 steps the parameters of all systems agree to {gap:.0e}."
    return Table(f"One step, {dtype}, µs of CPU time, medians", ["", *names], rows, note)


def ratio_table(times):
    others = [name for name in next(iter(times.values())) if name != "ours"]
    rows = [
        [label(cell), *(f"{harness.ratio(found, 'ours', other):.2f}" for other in others)]
        for cell, found in times.items()
    ]
    columns = ["", *(f"ours / {other}" for other in others)]
    title = "Time of our step over another's, medians of paired ratios"
    return Table(title, columns, rows, note_on_the_limit(times))


def note_on_the_limit(times):
    """What no step with these products can be below, as a share of PyTorch's time."""
    found = [
        f"{label(cell)} {harness.ratio(both, 'limit', EAGER):.2f}"
        for cell, both in times.items()
        if {"limit", EAGER} <= set(both)
    ]
    return f"The limit itself over {EAGER}: {'; '.join(found)}." if found else ""


def training_table(runs):
    rows = [
        [
            name,
            f"{1000 * median(run['cpu'] for run in answers):,.0f}",
            f"{harness.ratio(seconds(runs), 'ours', name):.2f}",
            " ".join(f"{100 * run['accuracy']:.1f}" for run in answers),
        ]
        for name, answers in runs.items()
    ]
    columns = ["", "ms", "ours / it", f"test accuracy in %, seeds {SEEDS[0]} to {SEEDS[-1]}"]
    return Table(f"Digits: {EPOCHS} epochs, batch 64, AdamW, float32", columns, rows)
