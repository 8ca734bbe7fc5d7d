"""The console command: open the course, show progress, build notebooks, examine the environment.

Each command imports what it needs when it runs, so that ``--help`` and ``--version`` are quick.
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer.core import TyperGroup

from backprop_course import __version__
from backprop_course.workshop import course, grading_commands

FIRST_PAGE = "notebooks/00-start-here.ipynb"
BUILDS_WITH = ("jupytext", "nbclient", "nbformat", "resvg_py")
COLOURS = {"right": "green", "ok": "green", "partly right": "yellow"}
COLOURS |= {"wrong": "red", "problem": "red"}

HELP = """Backpropagation by hand: a course in notebooks.

Without a command it opens JupyterLab at notebook 00, as `open` does.

You work in a folder of your own, my-backprop-course: the command makes it, in a clone at its root,
else in the working folder, and the course's own notebooks stay as they are.

To update: get the new files (`git pull`, or a new download) and run `pip install -e .` there, or
install the new wheel; then run `backprop-course` again. What you did not touch is renewed. What you
worked in stays, and the new version is laid beside it, as NAME.new.ipynb.
"""

EXAMPLES = """\b
Examples:
  backprop-course                               open notebook 00 in the browser
  backprop-course --no-browser --port 8890      print an address instead
  backprop-course --folder elsewhere            work in another folder
  backprop-course open -- --debug               the rest goes to JupyterLab
  backprop-course status                        which exercises are solved?
  backprop-course status --folder .             those saved in the course's own files
  backprop-course doctor                        is everything here, and working?
  backprop-course grade submitted --jobs 4      grade a class
  backprop-course explain ada forward           why did ada get these points?
  backprop-course build --check                 do notebooks match their sources?
  backprop-course build --only 01               build lesson 01 and its exercises
  backprop-course prove --only 1                what do the exercises of 01 promise, and keep?

`backprop-course COMMAND --help` lists the options of a command.
"""


class OpenByDefault(TyperGroup):
    """Without a command, the arguments are those of ``open``."""

    def parse_args(self, ctx, args):
        own = {"--help", "--version"}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = ["open", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=OpenByDefault,
    help=HELP,
    epilog=EXAMPLES,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
Folder = Annotated[
    Path | None, typer.Option(help="Your folder.", show_default="my-backprop-course")
]


def main() -> None:
    """Run the console command; a name that the terminal cannot show is written in escapes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="backprop-course")


def stop(message) -> NoReturn:
    """End with exit code 1 and a message on stderr."""
    typer.echo(message, err=True)
    raise typer.Exit(1)


def print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"backprop-course {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=print_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass  # each option does its work in its own callback


@app.command("open")
def open_course(
    arguments: Annotated[
        list[str] | None, typer.Argument(help="After `--`: handed on to JupyterLab.")
    ] = None,
    folder: Folder = None,
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    port: Annotated[
        int | None, typer.Option(help="JupyterLab's port, if it is free.", min=1, max=65535)
    ] = None,
) -> None:
    """Bring your folder up to the course, and open it in JupyterLab at notebook 00."""
    if not importlib.util.find_spec("jupyterlab"):
        stop("JupyterLab is not installed here. Run: pip install jupyterlab")
    root = learners_folder(folder)
    typer.echo(f"Opening {root / FIRST_PAGE}")
    start(lab_command(root, browser, port, arguments or []))


def learners_folder(given):
    """The learner's folder, made or brought up to date."""
    from backprop_course.workshop import folder

    root, origin = folder.find(given), course.origin()
    if origin is None:
        stop("No notebooks found. Run the command inside a clone of the course.")
    if root.exists() and not root.is_dir():
        stop(f"{root} should be a folder, but a file stands there.\nChoose another with --folder.")
    if root.resolve() == origin.resolve():
        stop(f"{root} holds the course's own files.\nChoose another folder with --folder.")
    try:
        report = folder.update(root, origin)
    except OSError as problem:
        if not (root / FIRST_PAGE).is_file():
            stop(f"{root} cannot be made: {problem}\nChoose another with --folder.")
        typer.echo(f"{root} cannot be brought up to date: {problem}", err=True)
    else:
        typer.echo(report.summary(root))
    if not os.access(root, os.W_OK):
        typer.echo(f"{root} cannot be written: nothing that you do there will be saved.", err=True)
        typer.echo("Choose another folder with --folder.", err=True)
    return root


def lab_command(root, browser, port, arguments):
    """The command line that starts JupyterLab at the first page."""
    command = [sys.executable, "-m", "jupyterlab"]
    command += [f"--ServerApp.root_dir={root}", f"--LabApp.default_url=/lab/tree/{FIRST_PAGE}"]
    command += [] if browser else ["--no-browser"]
    command += [] if port is None else [f"--ServerApp.port={port}"]
    command += ["--allow-root"] if is_root() else []
    return command + arguments


def is_root():
    """Whether root runs us, often the only user of a container; JupyterLab wants to be told."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def start(command):
    """Become JupyterLab; Windows has no such thing, there JupyterLab is a child and we wait."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)
    raise typer.Exit(subprocess.call(command))


@app.command()
def status(folder: Folder = None) -> None:
    """Show your verdicts and points so far.

    They are read from the notebooks saved in your folder: run a check cell and save, then look
    here.
    """
    from backprop_course.workshop import folder as learners
    from backprop_course.workshop.progress import left_out, progress

    root = learners.find(folder)
    names = course.names(course.origin() or root)
    rows = progress(root, names)
    if not rows:
        stop(f"No exercises in {root}. Run `backprop-course` to get them.")
    footer = ["together", "", "", sum(row.points for row in rows), sum(row.total for row in rows)]
    cells = [[row.notebook, row.exercise, row.verdict, row.points, row.total] for row in rows]
    show_table(["notebook", "exercise", "verdict", "points", "of"], cells, footer)
    typer.echo(f"Read from the notebooks saved in {root}")
    if others := left_out(root, names):
        typer.echo("Left out, since only the course's own file names count:")
        typer.echo("".join(f"  {name}\n" for name in others), nl=False)


@app.command()
def doctor() -> None:
    """Examine the environment and name cures.

    Looks at versions, draws a picture, makes a slider, finds the kernel and the course's folder.
    The exit code is 1 when there is a problem.
    """
    from backprop_course.workshop.doctor import examine

    findings = examine()
    words = {True: "ok", False: "problem"}
    cells = [[found.name, words[found.ok], found.found, found.cure] for found in findings]
    show_table(["check", "verdict", "found", "cure"], cells)
    if problems := sum(not found.ok for found in findings):
        stop(
            f"{problems} of {len(findings)} checks found a problem; the last column says the cure."
        )
    typer.echo("Everything is ready.")


@app.command()
def build(
    check: Annotated[bool, typer.Option("--check", help="Only say what is stale.")] = False,
    exact: Annotated[
        bool, typer.Option("--exact", help="With --check: to the byte, as CI asks.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Run unchanged notebooks too.")] = False,
    only: Annotated[
        list[str] | None, typer.Option(help="A lesson: 01 or 01-one-neuron. May be repeated.")
    ] = None,
    replace_solved: Annotated[
        bool, typer.Option("--replace-solved", help="Overwrite exercises that somebody solved.")
    ] = False,
    replace_changed: Annotated[
        bool, typer.Option("--replace-changed", help="Overwrite lessons that somebody changed.")
    ] = False,
) -> None:
    """Build the notebooks from their text sources.

    An exercise that somebody solved is never overwritten, unless --replace-solved says so; nor is
    a lesson whose cells somebody changed, unless --replace-changed does. A notebook that an editor
    opened or saved is not stale.
    The exit code is 1 when a notebook is stale or cannot be built.
    """
    missing = [name for name in BUILDS_WITH if not importlib.util.find_spec(name)]
    if missing:
        stop(f'Building needs {", ".join(missing)}. Run in the clone: pip install -e ".[test]"')
    from backprop_course.workshop.authoring.build import build as build_notebooks

    root = course.find_clone()
    if root is None:
        stop("No sources found. Run the command inside a clone of the course.")
    orders = {"check": check, "exact": exact, "force": force}
    orders |= {"replace_solved": replace_solved, "replace_changed": replace_changed}
    try:
        report = build_notebooks(root, only=only or None, **orders)
    except (ValueError, RuntimeError, OSError) as problem:
        stop(problem)
    typer.echo(report.summary())
    raise typer.Exit(1 if report.stale else 0)


@app.command()
def prove(
    only: Annotated[
        list[int] | None, typer.Option(help="A chapter. May be repeated.", min=0)
    ] = None,
    random: Annotated[int, typer.Option(help="Random answers for each exercise.", min=0)] = 20,
) -> None:
    """Count what the exercises promise: mistakes rejected and named, alternatives accepted.

    The exit code is 1 when a promise is not kept.
    """
    from backprop_course import exercises
    from backprop_course.exercises import proof

    found = [proof.proof_of(number, random) for number in only or exercises.numbers()]
    show_table(PROOF, [proof_row(one) for one in found])
    total = sum(one.exercises for one in found), sum(one.mistakes for one in found)
    typer.echo(f"{total[0]} exercises and gaps, {total[1]} mistakes. How long a check takes:")
    show_table(TIMES, [time_row(*row) for row in proof.time_rows(found)])
    raise typer.Exit(0 if all(one.holds for one in found) else 1)


PROOF = ("", "mistakes", "rejected", "named", "accepted", "alike", "random named", "ms")


def proof_row(one):
    accepted, named = f"{one.accepted} of {one.correct}", f"{one.diagnosed} of {one.random}"
    counts = one.mistakes, one.rejected, one.named, accepted, one.collisions, named
    return [f"{one.number:02d}", *counts, f"{one.median:.1f}"]


TIMES = ("a check of", "checks", "median", "the slowest", "")


def time_row(kind, count, middle, longest, exercise):
    return kind, f"{count}", f"{middle:.1f} ms", f"{longest:.1f} ms", exercise


def show_table(header, rows, footer=None):
    """Print a table; verdicts are coloured where the terminal has colours."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    def text(cell):
        words = f"{cell:g}" if isinstance(cell, int | float) else str(cell)
        return Text(words, style=COLOURS.get(words, ""))

    table = Table(box=box.SIMPLE_HEAD, show_footer=footer is not None)
    for name, last in zip(header, footer or [""] * len(header), strict=True):
        numbers = name in ("points", "of")
        table.add_column(name, text(last), justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(text, row))
    Console().print(table)


grading_commands.register(app)
