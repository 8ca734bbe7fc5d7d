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
from backprop_course.workshop import course

FIRST_PAGE = "notebooks/00-start-here.ipynb"
BUILDS_WITH = ("jupytext", "nbclient", "nbformat", "resvg_py")
COLOURS = {"right": "green", "ok": "green", "partly right": "yellow"}
COLOURS |= {"wrong": "red", "problem": "red"}

HELP = """Backpropagation by hand: a course in notebooks.

Without a command it opens JupyterLab at notebook 00, as `open` does.

The course is looked for in the working folder and its parents, then in the clone that was
installed with `pip install -e .`. Where the course was installed as a wheel, its notebooks and
exercises are first copied into a folder of yours; a file that is there already stays as it is.
"""

EXAMPLES = """\b
Examples:
  backprop-course                               open notebook 00 in the browser
  backprop-course --no-browser --port 8890      print an address instead
  backprop-course open --folder my-course       where a wheel's notebooks go
  backprop-course open -- --debug               the rest goes to JupyterLab
  backprop-course status                        which exercises are solved?
  backprop-course doctor                        is everything here, and working?
  backprop-course build --check                 do notebooks match their sources?
  backprop-course build --only 01               build lesson 01 and its exercises

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
    Path, typer.Option(help="Where a wheel's notebooks and exercises are copied to.")
]


def main() -> None:
    """Run the console command."""
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
    folder: Folder = Path("backprop-course"),
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    port: Annotated[
        int | None, typer.Option(help="JupyterLab's port, if it is free.", min=1, max=65535)
    ] = None,
) -> None:
    """Open JupyterLab at notebook 00.

    The whole course is its root, so lessons and exercises can both be reached.
    """
    if not importlib.util.find_spec("jupyterlab"):
        stop("JupyterLab is not installed here. Run: pip install jupyterlab")
    root = course.find_root() or copied(folder)
    typer.echo(f"Opening {root / FIRST_PAGE}")
    start(lab_command(root, browser, port, arguments or []))


def copied(folder):
    """A learner's own copy of the wheel's course, made or completed in ``folder``."""
    if course.shipped() is None:
        stop("No notebooks found. Run the command inside a clone of the course.")
    folder = folder.resolve()
    try:
        done = course.copy_out(course.shipped(), folder)
    except OSError as problem:
        stop(f"The course cannot be copied to {folder}: {problem}\nChoose another with --folder.")
    typer.echo(f"The course is in {folder}")
    for word, paths in (("copied", done.copied), ("kept", done.kept)):
        for path in paths:
            typer.echo(f"  {word}  {path.relative_to(folder).as_posix()}")
    return folder


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
def status(folder: Folder = Path("backprop-course")) -> None:
    """Show your verdicts and points so far.

    They are read from the saved exercise notebooks: run a check cell and save, then look here.
    """
    from backprop_course.workshop.progress import progress

    root = course.find_root() or folder
    rows = progress(root)
    if not rows:
        stop(f"No exercise notebooks in {root.resolve()}. Run `backprop-course` to get them.")
    footer = ["together", "", "", sum(row.points for row in rows), sum(row.total for row in rows)]
    cells = [[row.notebook, row.exercise, row.verdict, row.points, row.total] for row in rows]
    show_table(["notebook", "exercise", "verdict", "points", "of"], cells, footer)
    typer.echo(f"Read from the notebooks saved in {root.resolve() / 'exercises'}")


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
    force: Annotated[bool, typer.Option("--force", help="Run unchanged notebooks too.")] = False,
    only: Annotated[
        list[str] | None, typer.Option(help="A lesson: 01 or 01-one-neuron. May be repeated.")
    ] = None,
    replace_solved: Annotated[
        bool, typer.Option("--replace-solved", help="Overwrite exercises that somebody solved.")
    ] = False,
) -> None:
    """Build the notebooks from their text sources.

    An exercise that somebody solved is never overwritten, unless --replace-solved says so.
    The exit code is 1 when a notebook is stale or cannot be built.
    """
    missing = [name for name in BUILDS_WITH if not importlib.util.find_spec(name)]
    if missing:
        stop(f'Building needs {", ".join(missing)}. Run in the clone: pip install -e ".[test]"')
    from backprop_course.workshop.authoring.build import build as build_notebooks

    root = course.find_root()
    if root is None:
        stop("No sources found. Run the command inside a clone of the course.")
    orders = {"check": check, "force": force, "replace_solved": replace_solved}
    try:
        report = build_notebooks(root, only=only or None, **orders)
    except (ValueError, RuntimeError, OSError) as problem:
        stop(problem)
    typer.echo(report.summary())
    raise typer.Exit(1 if report.stale else 0)


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
