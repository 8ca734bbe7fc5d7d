"""The instructor's commands: grade a class, explain a result."""

import json
from pathlib import Path
from typing import Annotated

import typer

from backprop_course.workshop import course


def register(app):
    """Add the commands to the command line."""
    for command in (grade, explain, gradebook, gradescope):
        app.command()(command)


def grade(
    path: Annotated[Path, typer.Argument(help="A notebook, or a folder of notebooks.")],
    results: Annotated[Path, typer.Option(help="Where results and reports are kept.")] = Path(
        "graded"
    ),
    roster: Annotated[
        Path | None, typer.Option(help="A CSV file; its first column is the student's name.")
    ] = None,
    student: Annotated[
        str | None, typer.Option(help="All of it is this student's, whatever files are called.")
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
    also: Annotated[
        list[str] | None,
        typer.Option(help="gradescope, classroom50 or github-classroom: that service's own file."),
    ] = None,
) -> None:
    """Grade a class.

    Students' code runs in a process of its own, which holds no answers. What was graded before and
    did not change is not graded again. The exit code is 1 when the grader failed, and 3 when a file
    could not be graded, or none was there.
    """
    from backprop_course.grading import classes, gate, submissions
    from backprop_course.grading.sandbox import Limits

    check_forms(also or ())
    settings = classes.Settings(
        limits=Limits(seconds=seconds),
        required=level_of(require_isolation),
        only=tuple(only or ()),
        workers=jobs,
        executor=executor,
        secret_file=str(secret) if secret else None,
        student=student,
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
    write_reports(graded, results, also or ())
    if not graded.results and not graded.not_graded:
        typer.echo(f"no notebooks in {path}", err=True)
    nothing = graded.not_graded or not graded.results
    raise typer.Exit(1 if graded.grader_errors else 3 if nothing else 0)


def level_of(name):
    """2 for L2."""
    if name not in ("L1", "L2", "L3"):
        raise typer.BadParameter("expected L1, L2 or L3", param_hint="--require-isolation")
    return int(name[1:])


def solved_notebooks():
    """{lesson: bytes} of the solutions, where the course is a clone."""
    root = course.find_clone(Path(__file__).parent)  # never a student's folder
    paths = course.pages(root / "solutions", ".ipynb") if root else []
    return {course.split(path)[0]: path.read_bytes() for path in paths}


def check_forms(also):
    from backprop_course.grading.reports import FORMS

    unknown = sorted(set(also) - set(FORMS))
    if unknown:
        known = ", ".join(FORMS)
        raise typer.BadParameter(f"expected {known}, not {unknown[0]}", param_hint="--also")


def write_reports(graded, folder, also=()):
    """The reports of a class, beside its results; a page for each student, in feedback/."""
    from backprop_course.grading.reports import FILES, FOR_EACH, FORMS, words
    from backprop_course.grading.reports.feedback import file_name
    from backprop_course.grading.store import write_whole

    for name, report in FILES.items():
        write_whole(folder / name, report(graded.results))
    students = words.by_student(graded.results)
    for student, results in students.items():
        for ending, report in FOR_EACH.items():
            write_whole(folder / "feedback" / f"{file_name(student)}.{ending}", report(results))
        for form in also:
            name, report = FORMS[form]
            own = () if len(students) == 1 else (file_name(student),)
            write_whole(folder.joinpath(form, *own, name), report(results))
    typer.echo(f"Reports are in {folder}: {', '.join([*FILES, 'feedback', *also])}")


def stored_results(folder):
    """The results that ``grade`` left in a folder."""
    path = folder / "results.json"
    if not path.is_file():
        typer.echo(f"{path}: expected the results of `backprop-course grade`", err=True)
        raise typer.Exit(1)
    return json.loads(path.read_text(encoding="utf-8"))


RESULTS = Annotated[Path, typer.Option(help="Where `grade` kept its results.")]


def explain(student: str, exercise: str, results: RESULTS = Path("graded")) -> None:
    """Say why a student got the points for an exercise."""
    from backprop_course.grading.reports import words

    stored = stored_results(results)
    found = [r for r in stored if (r["student"], r["exercise"]) == (student, exercise)]
    if not found:
        one = sorted({r["exercise"] for r in stored if r["student"] == student})
        students = ", ".join(sorted({r["student"] for r in stored}))
        known = f"{student} has {', '.join(one)}" if one else f"students: {students}"
        typer.echo(f"no result of {student} for {exercise}; {known}", err=True)
        raise typer.Exit(1)
    for result in found:
        typer.echo(words.headline(result))
        typer.echo(words.said(result))
        typer.echo("\n".join(f"  {line}" for line in words.facts(result)))


def gradebook(
    sheet: Annotated[Path, typer.Argument(help="A CSV file that Canvas or Moodle exported.")],
    column: Annotated[str, typer.Option(help="The heading to fill, or how it begins.")],
    lesson: Annotated[int | None, typer.Option(help="The points of one lesson alone.")] = None,
    results: RESULTS = Path("graded"),
    out: Annotated[Path | None, typer.Option(help="The filled sheet; a new file.")] = None,
    overwrite: Annotated[bool, typer.Option(help="Also where other points stand.")] = False,
) -> None:
    """Fill the points into a sheet of Canvas or Moodle, ready to be imported there again.

    The exit code is 1 when a student has no row, or other points were kept.
    """
    from backprop_course.grading.reports import gradebooks
    from backprop_course.grading.store import write_whole

    out = out or sheet.with_suffix(".filled.csv")
    if out.exists():
        typer.echo(f"{out} is there already; name another file with --out", err=True)
        raise typer.Exit(1)
    stored = [r for r in stored_results(results) if lesson in (None, r["chapter"])]
    try:
        text = sheet.read_bytes().decode("utf-8")
        filled = gradebooks.fill(text, stored, column, overwrite)
    except (OSError, ValueError) as problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1) from None
    write_whole(out, filled.text)
    typer.echo(f"{out} is written.")
    for student in filled.without_row:
        typer.echo(f"no row, or more than one, for {student}", err=True)
    for student in filled.kept:
        typer.echo(f"{student} has other points already; --overwrite replaces them", err=True)
    raise typer.Exit(1 if filled.without_row or filled.kept else 0)


def gradescope(
    folder: Annotated[Path, typer.Argument(help="Where the archive is written.")],
    require_isolation: Annotated[str, typer.Option(help="L1, L2 or L3.")] = "L1",
    seconds: Annotated[float, typer.Option(help="For each exercise.", min=0.1)] = 10.0,
) -> None:
    """Write the archive that Gradescope wants for an autograder.

    The course's secret is made beside it, and kept for the next archive.
    """
    from backprop_course.workshop import gradescope as archives

    level_of(require_isolation)
    try:
        path = archives.write_archive(folder, require_isolation, seconds)
    except (OSError, RuntimeError) as problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{path} is written: upload it at Gradescope, under Configure Autograder.")


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
    from backprop_course.grading.jobs import clean
    from backprop_course.grading.reports import words
    from backprop_course.workshop.cli import show_table

    rows = []
    for student, results in words.by_student(graded.results).items():
        right = sum(result["outcome"] == "right" for result in results)
        rows.append([clean(student), f"{right} of {len(results)}", *words.total(results)])
    show_table(["student", "right", "points", "of"], rows)
    typer.echo(f"Isolation {graded.isolation}. {len(graded.results)} results.")
    for student, filename, why in graded.not_graded:
        typer.echo(clean(f"not graded: {filename} of {student}: {why}"), err=True)
    for result in graded.grader_errors:
        said = f"{result['student']}, {result['exercise']}: {result['observed']}"
        typer.echo(clean(f"grader error: {said}"), err=True)
    for file, why in graded.left_out:
        typer.echo(clean(f"left out: {file}: {why}"))
    if graded.missing:
        typer.echo(clean(f"nothing came from: {', '.join(graded.missing)}"))
