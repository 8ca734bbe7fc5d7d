"""The instructor's commands: grade a class, explain a result."""

import json
from pathlib import Path
from typing import Annotated

import typer

from backprop_course.workshop import course


def register(app):
    """Add the commands to the command line."""
    app.command()(grade)


def grade(
    path: Annotated[Path, typer.Argument(help="A notebook, or a folder of notebooks.")],
    results: Annotated[Path, typer.Option(help="Where results and reports are kept.")] = Path(
        "graded"
    ),
    roster: Annotated[
        Path | None, typer.Option(help="A CSV file; its first column is the student's name.")
    ] = None,
    only: Annotated[list[str] | None, typer.Option(help="An exercise. May be repeated.")] = None,
    jobs: Annotated[int, typer.Option(help="How many notebooks at a time.", min=1)] = 1,
    executor: Annotated[
        str, typer.Option(help="dask:ADDRESS, or MODULE:FUNCTION that returns an executor.")
    ] = "",
    require_isolation: Annotated[
        str, typer.Option(help="L1, L2 or L3: grade nothing on a machine that offers less.")
    ] = "L1",
    seconds: Annotated[float, typer.Option(help="For each exercise.", min=0.1)] = 10.0,
    secret: Annotated[
        Path | None, typer.Option(help="A file with the course's secret; else one is made.")
    ] = None,
) -> None:
    """Grade a class.

    Students' code runs in a process of its own, which holds no answers. What was graded before and
    did not change is not graded again. The exit code is 1 when a result is missing.
    """
    from backprop_course.grading import classes, gate, submissions
    from backprop_course.grading.sandbox import Limits

    if require_isolation not in ("L1", "L2", "L3"):
        raise typer.BadParameter("expected L1, L2 or L3", param_hint="--require-isolation")
    settings = classes.Settings(
        limits=Limits(seconds=seconds),
        required=int(require_isolation[1:]),
        only=tuple(only or ()),
        workers=jobs,
        executor=executor,
        secret_file=str(secret) if secret else None,
    )
    try:
        known = submissions.read_roster(roster) if roster else None
        with Progress() as bar:
            graded = classes.grade_class(
                path, results, settings, known, solved_notebooks(), bar.start, bar.step
            )
    except (OSError, ValueError, gate.NotReady) as problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1) from None
    show(graded)
    write_reports(graded, results)
    raise typer.Exit(1 if graded.grader_errors or graded.not_graded else 0)


def solved_notebooks():
    """{lesson: bytes} of the solutions, where the course is a clone."""
    root = course.find_clone()
    paths = course.pages(root / "solutions", ".ipynb") if root else []
    return {course.split(path)[0]: path.read_bytes() for path in paths}


def write_reports(graded, folder):
    """The reports of a class, beside its results."""
    from backprop_course.grading import reports, store

    for name, report in reports.FILES.items():
        store.write_whole(folder / name, report(graded.results))
    typer.echo(f"Reports are in {folder}: {', '.join(reports.FILES)}")


class Progress:
    """A bar that says how many exercises are graded, and how long the rest will take."""

    def __enter__(self):
        from rich import progress
        from rich.console import Console

        columns = ("[progress.description]{task.description}", progress.BarColumn())
        columns += (progress.MofNCompleteColumn(), progress.TimeRemainingColumn())
        self.bar = progress.Progress(*columns, console=Console(stderr=True), transient=True)
        self.bar.__enter__()
        self.task = self.bar.add_task("trying the sandbox", total=None)
        return self

    def __exit__(self, *problem):
        self.bar.__exit__(*problem)

    def start(self, total):
        self.bar.update(self.task, description="grading", total=total)

    def step(self, results, stored):
        self.bar.advance(self.task, len(results))


def show(graded):
    """The points of each student, and what a person has to look at."""
    from backprop_course.workshop.cli import show_table

    by_student = {}
    for result in graded.results:
        by_student.setdefault(result["student"], []).append(result)
    rows = []
    for student, results in by_student.items():
        right = sum(result["outcome"] == "right" for result in results)
        points = sum(result["points"] for result in results)
        total = sum(result["max_points"] for result in results)
        rows.append([student, f"{right} of {len(results)}", points, total])
    show_table(["student", "right", "points", "of"], rows)
    typer.echo(f"Isolation {graded.isolation}. {len(graded.results)} results.")
    for student, filename, why in graded.not_graded:
        typer.echo(f"not graded: {json.dumps(filename)} of {student}: {why}", err=True)
    for result in graded.grader_errors:
        words = f"{result['student']}, {result['exercise']}: {result['observed']}"
        typer.echo(f"grader error: {words}", err=True)
    for file, why in graded.left_out:
        typer.echo(f"left out: {file}: {why}")
    if graded.missing:
        typer.echo(f"nothing came from: {', '.join(graded.missing)}")
