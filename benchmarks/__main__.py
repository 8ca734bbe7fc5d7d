"""python -m benchmarks [step] [gradcheck] [check] [import] [lessons] [suite] [--quick] ..."""

import argparse
import datetime
import sys
from importlib import import_module

from . import goals, harness, machine, report, systems

BENCHMARKS = {
    "step": "step",
    "gradcheck": "gradcheck",
    "check": "checks",
    "import": "imports",
    "lessons": "lessons",
    "suite": "suite",
}
QUICK = ["step", "gradcheck"]  # those that count something
AVX2 = harness.AVX2[0]  # the kernels that the goals are stated for
COLUMNS = ["goal", "must", "aim", "measured", ""]


def parse(arguments):
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="small nets, no PyTorch, under 40 s")
    parser.add_argument("--strict", action="store_true", help='exit code 1 if a "must" is missed')
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    parser.add_argument("--dtype", default="float32", choices=["float32", "float64"])
    parser.add_argument("--rounds", type=int, help="blocks per system; 31, quick 9")
    parser.add_argument("--kernels", default=usual_kernels(), help=KERNELS_HELP)
    options = parser.parse_args(arguments)
    unknown = set(options.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; known: {', '.join(BENCHMARKS)}")
    options.names = options.names or (QUICK if options.quick else list(BENCHMARKS))
    options.kernels = None if options.kernels == "own" else options.kernels
    options.rounds = options.rounds or (9 if options.quick else 31)
    options.torch = [] if options.quick else systems.TORCH
    return options


KERNELS_HELP = f"OpenBLAS kernels, such as {AVX2} or SkylakeX; 'own' lets every library choose"


def usual_kernels():
    """AVX2 where it exists: the goals are stated for it."""
    return AVX2 if machine.has_avx2() else "own"


def main(arguments=None):
    """Run, print, write; the exit code is 1 when --strict finds a goal missed."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options, console = parse(arguments), report.console()
    measured, missed, page = {}, [], {}
    for name in options.names:
        result, where = import_module(f"{__package__}.{BENCHMARKS[name]}").run(options)
        heading = [f"{key}: {value}" for key, value in where.items()]
        heading.append(f"load of the machine at the end: {machine.load()}")
        console.print(f"[bold]{name}[/bold]", *heading, sep="\n")
        for table in result.tables:
            report.show(table, console)
        page[name] = as_text(arguments, heading, result.tables)
        measured |= result.measured
        # a quick run is short and its machine often busy: it is strict on counts alone
        missed += goals.missed(name, result.measured, timed=not options.quick)
    table = report.Table("Goals", COLUMNS, list(goals.rows(measured)))
    report.show(table, console)
    if set(options.names) == set(BENCHMARKS):
        page["goals"] = as_text(arguments, [], [table])
    if options.write:  # last, because the tests that `suite` times read the page, too
        report.write(page)
    for goal in missed:
        console.print(f"missed: {goal.text}")
    return int(options.strict and bool(missed))


def as_text(arguments, heading, tables):
    """What stands in README.md: when, how and where, then the tables."""
    today = datetime.date.today().isoformat()
    lines = [f"`python -m benchmarks {' '.join(arguments)}` on {today}", *heading]
    parts = ["- " + "\n- ".join(lines), *(report.markdown(table) for table in tables)]
    return "\n\n".join(part.strip() for part in parts)


if __name__ == "__main__":
    sys.exit(main())
