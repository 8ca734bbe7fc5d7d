"""A training step against the limit, the textbook and others; its memory; a training run."""

from statistics import median

from . import harness, products, systems
from .goals import NAMES
from .problems import EPOCHS, OPTIMIZERS, SHAPES
from .report import Result, Table

EAGER = "PyTorch eager"
MEASURED_MEMORY = ("ours", "ours, MLP", "textbook", "HIPS autograd")
QUICK_SHAPES = ("toy", "digits")
SEEDS = range(5)


def run(options):
    """Parity, then every shape and optimizer, then memory, then (not when quick) training."""
    wanted = systems.NUMPY_ALONE + options.torch + options.peers
    shapes = QUICK_SHAPES if options.quick else tuple(SHAPES)
    cells = [(shape, optimizer) for shape in shapes for optimizer in OPTIMIZERS]
    with harness.workers(systems.installed(wanted), options.kernels) as remotes:
        where = harness.where(remotes) | systems.skipped(wanted)
        gap = max(harness.parity(remotes, *cell) for cell in cells)
        rates = products.table(remotes, options)
        times = {cell: timed(remotes, cell, options) for cell in cells}
        memory = {cell: memory_of_a_step(remotes, cell, options.dtype) for cell in cells}
        runs = {} if options.quick else training(remotes)
    tables = [rates, step_table(times, gap, options.dtype), ratio_table(times)]
    tables += [memory_table(memory), *([training_table(runs)] if runs else [])]
    return Result(tables, measured(times, memory, runs, options.dtype)), where


def timed(remotes, cell, options):
    """Seconds per step, by system and round."""
    shape, optimizer = cell

    def build(remote):
        remote.ask("step", shape=shape, optimizer=optimizer, dtype=options.dtype)

    return harness.round_robin(remotes, options.rounds, build)


def memory_of_a_step(remotes, cell, dtype):
    """Bytes at its peak, and page faults.  Python's tracing sees NumPy's memory, not PyTorch's."""
    found = {}
    for name in [name for name in MEASURED_MEMORY if name in remotes]:
        remotes[name].ask("step", shape=cell[0], optimizer=cell[1], dtype=dtype)
        found[name] = remotes[name].ask("faults") | remotes[name].ask("peak")
    return found


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


def measured(times, memory, runs, dtype):
    """The numbers that goals look up; they are stated for float32."""
    if dtype != "float32":
        return {}
    found = {f"limit/{s}/{o}": harness.ratio(t, "ours", "limit") for (s, o), t in times.items()}
    for shape in {shape for shape, _ in times}:
        both = [times[shape, optimizer] for optimizer in OPTIMIZERS]
        if all(EAGER in cell for cell in both):
            found[f"eager/{shape}"] = max(harness.ratio(t, "ours", EAGER) for t in both)
    found["temporaries"] = max(cell["ours"]["bytes"] for cell in memory.values()) / 1000
    if runs:
        found["accuracy"] = 100 * min(run["accuracy"] for run in runs["ours"])
    if EAGER in runs:
        found["training"] = harness.ratio(seconds(runs), "ours", EAGER)
    return found


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


def count(number):
    return "unknown" if number is None else f"{number:,.0f}"


def memory_table(memory):
    rows = [
        [label(cell), *(f"{1e-3 * answer['bytes']:,.1f}" for answer in found.values())]
        + [count(answer["faults"]) for answer in found.values()]
        for cell, found in memory.items()
    ]
    names = list(next(iter(memory.values())))
    columns = ["", *names, *(f"faults: {name}" for name in names)]
    title = "Temporaries in one step, kB at the peak, and its minor page faults"
    return Table(title, columns, rows)


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
