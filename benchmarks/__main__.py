"""python -m benchmarks [step] [gradcheck] [import] [check] [notebooks] [--quick] ..."""

import argparse
import datetime
import sys
from importlib import import_module

from . import goals, harness, machine, report, systems

BENCHMARKS = {
    "step": "step",
    "gradcheck": "gradcheck",
    "import": "imports",
    "check": "checks",
    "notebooks": "notebooks",
}
USUAL = ["step", "gradcheck"]
AVX2 = harness.AVX2[0]  # the kernels that the goals are stated for
COLUMNS = ["goal", "must", "aim", "measured", ""]


def parse(arguments):
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="small nets, no PyTorch, under 40 s")
    parser.add_argument("--strict", action="store_true", help='exit code 1 if a "must" is missed')
    parser.add_argument("--peers", action="store_true", help=PEERS_HELP)
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    parser.add_argument("--dtype", default="float32", choices=["float32", "float64"])
    parser.add_argument("--rounds", type=int, help="blocks per system; 15, quick 9")
    parser.add_argument("--kernels", default=usual_kernels(), help=KERNELS_HELP)
    options = parser.parse_args(arguments)
    unknown = set(options.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; known: {', '.join(BENCHMARKS)}")
    options.names = options.names or USUAL
    options.kernels = None if options.kernels == "own" else options.kernels
    options.rounds = options.rounds or (9 if options.quick else 15)
    options.torch = [] if options.quick else systems.TORCH
    options.peers = systems.PEERS if options.peers else []
    return options


KERNELS_HELP = f"OpenBLAS kernels, such as {AVX2} or SkylakeX; 'own' lets every library choose"
PEERS_HELP = f"time a step of {', '.join(systems.PEERS)} too, where installed"


def usual_kernels():
    """AVX2 where it exists: the goals are stated for it."""
    return AVX2 if machine.has_avx2() else "own"


def main(arguments=None):
    """Run, print, write; the exit code is 1 when --strict finds a goal missed."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options, console, missed = parse(arguments), report.console(), []
    for name in options.names:
        result, where = import_module(f"{__package__}.{BENCHMARKS[name]}").run(options)
        tables = [*result.tables, *goals_table(name, result.measured)]
        heading = [f"{key}: {value}" for key, value in where.items()]
        heading.append(f"load of the machine at the end: {machine.load()}")
        console.print(f"[bold]{name}[/bold]", *heading, sep="\n")
        for table in tables:
            report.show(table, console)
        if options.write:
            report.write(name, as_text(arguments, heading, tables))
        # a quick run is short and its machine often busy: it is strict on sizes and counts alone
        missed += goals.missed(name, result.measured, timed=not options.quick)
    for goal in missed:
        console.print(f"missed: {goal.text}")
    return int(options.strict and bool(missed))


def goals_table(name, measured):
    rows = list(goals.rows(name, measured))
    return [report.Table("Goals", COLUMNS, rows)] if rows else []


def as_text(arguments, heading, tables):
    """What stands in README.md: when, how and where, then the tables."""
    today = datetime.date.today().isoformat()
    lines = [f"`python -m benchmarks {' '.join(arguments)}` on {today}", *heading]
    parts = ["- " + "\n- ".join(lines), *(report.markdown(table) for table in tables)]
    return "\n\n".join(part.strip() for part in parts)


if __name__ == "__main__":
    sys.exit(main())
