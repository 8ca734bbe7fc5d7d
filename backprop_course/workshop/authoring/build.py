"""Builds the notebooks of a course from their sources, and says which are stale."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from backprop_course.workshop import course
from backprop_course.workshop.authoring import execute, formats, stamp, variants
from backprop_course.workshop.authoring.sources import read_source

SOLVED = "solved or saved, so it stays; --replace-solved overwrites it"
OUTDATED = "made from an older source; solved or saved, so only --replace-solved overwrites it"
OWN = "carries no stamp, so it is somebody's own; move it away to get a fresh one"
STATES = ("built", "unchanged", "kept", "stale")


@dataclass
class Report:
    """What a build did: paths below the root, and for some a reason.

    An exercise that is kept although its source has changed is in ``kept`` and in ``stale``.
    """

    built: list[Path] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    stale: list[Path] = field(default_factory=list)
    reasons: dict[Path, str] = field(default_factory=dict)

    def add(self, state, path, reason=""):
        getattr(self, state).append(path)
        if reason:
            self.reasons[path] = reason

    def summary(self):
        """One line per file that is not as before, then the counts."""
        lines = []
        for state in ("built", "kept", "stale"):
            for path in getattr(self, state):
                reason = f"  ({self.reasons[path]})" if path in self.reasons else ""
                lines.append(f"{state:<6} {path.as_posix()}{reason}")
        counts = ", ".join(f"{len(getattr(self, state))} {state}" for state in STATES)
        return "\n".join([*lines, counts])

    __str__ = summary


@dataclass(frozen=True)
class Page:
    """One notebook to build: ``folder`` is notebooks, solutions or exercises."""

    root: Path
    folder: str
    source: Path

    @property
    def path(self):
        """Below the root."""
        return Path(self.folder) / f"{self.source.stem}.ipynb"

    @property
    def file(self):
        return self.root / self.path


@dataclass(frozen=True)
class Orders:
    """How to build; the arguments of ``build``."""

    check: bool
    force: bool
    replace_solved: bool


def build(root, *, check=False, force=False, only=None, replace_solved=False, load=None):
    """Build what has changed under ``root`` and return a Report.

    check: write nothing, start no kernel, list what is stale.
    force: run every notebook again, changed or not.
    only: numbers or stems, such as ``1``, ``"01"`` or ``"01-one-neuron"``; default: all.
    replace_solved: overwrite exercises although somebody solved or saved them.
    load: (folder, number) -> the exercises of a page; default: those of the package.
    Raises: ValueError for a source that breaks a rule, RuntimeError for a notebook that fails.
    """
    root, report = Path(root).resolve(), Report()
    orders = Orders(check, force and not check, replace_solved and not check)
    for page in chosen(pages(root), only):
        made = generate(page, load or load_exercises)
        step = build_exercise if page.folder == "exercises" else build_executed
        step(page, made, orders, report)
    return report


def load_exercises(folder, number):
    """The exercises of a page, from the package: a lesson's gaps, or those of a chapter."""
    from backprop_course import exercises

    return exercises.gaps(number) if folder == "notebooks" else exercises.load(number)


def pages(root):
    """Every Page of the course, in order."""
    lessons = course.pages(root / "notebooks" / "source", ".py")
    solutions = course.pages(root / "solutions" / "source", ".py")
    if not lessons and not solutions:
        raise FileNotFoundError(f"{root} holds no sources: expected notebooks/source/NN-name.py")
    found = [Page(root, "notebooks", path) for path in lessons]
    for path in solutions:
        found += [Page(root, "solutions", path), Page(root, "exercises", path)]
    return found


def chosen(pages, only):
    """The pages that ``only`` names.  Raises: ValueError for a name that fits none."""
    if only is None:
        return pages
    names = {f"{item:02d}" if isinstance(item, int) else str(item) for item in aslist(only)}
    known = {name for page in pages for name in (page.source.stem, page.source.stem[:2])}
    if unknown := names - known:
        raise ValueError(f"no source is called {sorted(unknown)}; there are {sorted(known)}")
    return [page for page in pages if names & {page.source.stem, page.source.stem[:2]}]


def aslist(only):
    return [only] if isinstance(only, str | int) else list(only)


def generate(page, load):
    """The notebook that the source gives, without outputs; an exercise carries its stamp."""
    source = read_source(page.source)
    if page.folder == "notebooks":
        gaps = partial(load, page.folder)
        return formats.to_notebook(variants.lesson(page.root, source, gaps))
    make = variants.solution if page.folder == "solutions" else variants.exercise
    notebook = formats.to_notebook(make(page.root, source, load(page.folder, source.number)))
    if page.folder == "exercises":
        stamp.put_stamp(notebook)
    return notebook


def build_executed(page, notebook, orders, report):
    """Build a lesson or solution; run it only when its code changed."""
    old = formats.read(page.file)
    current = execute.transplant(notebook, old)
    if current and not orders.force and formats.text(notebook) == stored_text(page.file):
        return report.add("unchanged", page.path)
    if orders.check:
        return report.add("stale", page.path)
    if not current or orders.force:
        execute.run(notebook, page.file.parent, page.path.as_posix())
        execute.keep_ignored(notebook, old)
    formats.write(page.file, formats.text(notebook))
    return report.add("built", page.path)


def stored_text(file):
    return file.read_text(encoding="utf-8")


def build_exercise(page, notebook, orders, report):
    """Write an exercise, unless a learner's work stands there."""
    old = formats.read(page.file)
    if page.file.exists() and (old is None or stamp.get_stamp(old) is None):
        return report.add("kept", page.path, OWN)
    current = old is not None and stamp.get_stamp(old) == stamp.get_stamp(notebook)
    solved = old is not None and stamp.differs(old)
    keep = solved and not orders.replace_solved
    if not current and (keep or orders.check):
        report.add("stale", page.path)
    if keep:
        return report.add("kept", page.path, SOLVED if current else OUTDATED)
    if current and not solved and not orders.force:
        return report.add("unchanged", page.path)
    if not orders.check:
        formats.write(page.file, formats.text(notebook))
        report.add("built", page.path)
