"""The gradient check of the digits net: its time, and what it finds.

Checked is ``check_module``: 17,226 parameters and the 4,096 inputs of one batch.  Central
differences of all of them take seconds, so a share of the entries is timed and multiplied up.
"""

from statistics import median

from . import detection, harness, peers, systems
from .ours import SHARE, entries_of_the_digits_net
from .report import Result, Table

NUMERICAL, TORCH = "numerical gradient", "PyTorch eager"
LABELS = {TORCH: "PyTorch, fast mode", NUMERICAL: f"{NUMERICAL} (multiplied up)"}


def run(options):
    """Times (not when quick), then the counts of the planted mistakes."""
    wanted = ["ours"] if options.quick else ["ours", NUMERICAL, TORCH]
    with harness.workers(systems.installed(wanted), options.kernels) as remotes:
        where = harness.where(remotes) | systems.skipped(wanted)
        times, verdicts = ({}, {}) if options.quick else timed(remotes, options.rounds)
    counts = detection.counts()
    tables = ([time_table(times, verdicts)] if times else []) + [count_table(counts)]
    tables += [] if options.quick or not counts else [peers.table()]
    found = measured(times) if verdicts.get("ours") else {}  # a check that fails has no time
    return Result(tables, found | counts), where


def timed(remotes, rounds):
    """(seconds of one check by system and round, whether it passes the correct gradients)."""
    verdicts = {name: remote.ask("gradcheck")["passes"] for name, remote in remotes.items()}
    times = harness.round_robin(remotes, rounds)
    factor = entries_of_the_digits_net() / SHARE
    times[NUMERICAL] = [factor * seconds for seconds in times[NUMERICAL]]
    return times, verdicts


def measured(times):
    keys = {NUMERICAL: "numerical", TORCH: "torch"}
    return {keys[name]: harness.ratio(times, "ours", name) for name in times if name in keys}


def time_table(times, verdicts):
    rows = [
        [
            LABELS.get(name, name),
            f"{1000 * median(found):,.2f}",
            f"{harness.ratio(times, 'ours', name):.3g}",
            "" if name == NUMERICAL else "passes" if verdicts[name] else "FAILS",
        ]
        for name, found in times.items()
    ]
    note = (
        f"The numerical gradient is multiplied up: {SHARE} of its "
        f"{entries_of_the_digits_net():,} entries were timed, in every round."
    )
    title = "A check of the digits net, whose gradients are correct; float64, ms of CPU time"
    return Table(title, ["", "ms", "ours / it", "verdict"], rows, note)


def count_table(counts):
    lines = {
        "planted mistakes found": ("found", "planted"),
        "their kind named": ("named", "planted"),
        "false alarms at correct gradients": ("alarms", "correct"),
    }
    rows = [
        [text, f"{counts[count]} of {counts[total]:,}" if counts else "not measured"]
        for text, (count, total) in lines.items()
    ]
    wrong = [*counts.get("missed", []), *counts.get("false", [])]
    return Table(
        "Planted mistakes and correct gradients",
        ["", "count"],
        rows,
        "Wrong: " + "; ".join(wrong) if wrong else "",
    )
