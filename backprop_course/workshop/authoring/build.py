"""Builds the notebooks of a course from their sources, and says which are stale."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from backprop_course.workshop import course, files, saved, stamp
from backprop_course.workshop.authoring import execute, formats, variants
from backprop_course.workshop.authoring.report import Report
from backprop_course.workshop.authoring.sources import read_source

SOLVED = "solved or saved, so it stays; --replace-solved overwrites it"
OUTDATED = "made from an older source; solved or saved, so only --replace-solved overwrites it"
OWN = "carries no stamp, so it is somebody's own; move it away to get a fresh one"
UNREADABLE = "cannot be read: {}; move it away to get a fresh one"
TAGS = Path("docs/tags.md")
REPLACE = "{}; --replace-changed builds it anew"


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
    exact: bool
    force: bool
    replace_solved: bool
    replace_changed: bool


def build(
    root,
    *,
    check=False,
    exact=False,
    force=False,
    only=None,
    replace_solved=False,
    replace_changed=False,
    load=None,
):
    """Build what has changed under ``root`` and return a Report.

    check: write nothing, start no kernel, list what is stale.
    exact: with check, also what an editor noted down by opening or saving a notebook is stale.
    force: run every notebook again, changed or not.
    only: numbers or stems, such as ``1``, ``"01"`` or ``"01-one-neuron"``; default: all.
    replace_solved: overwrite exercises although somebody solved or saved them.
    replace_changed: overwrite lessons and solutions although somebody changed their cells.
    load: (folder, number) -> the exercises of a page; default: those of the package.
    Raises: ValueError for a source that breaks a rule, RuntimeError for a notebook that fails.
    """
    root, report = Path(root).resolve(), Report()
    writes = not check
    orders = Orders(
        check, exact or writes, force and writes, replace_solved and writes, replace_changed
    )
    for page in chosen(pages(root), only):
        made = generate(page, load or load_exercises)
        step = build_exercise if page.folder == "exercises" else build_executed
        step(page, made, orders, report)
    if (root / TAGS).is_file():
        build_tags(root, orders, report)
    return report


def build_tags(root, orders, report):
    """Renew the page that lists what the checker can find."""
    from backprop_course.exercises import tags

    if (root / TAGS).read_text(encoding="utf-8") == tags.page():
        return
    if not orders.check:
        files.write(root / TAGS, tags.page())
    report.add("stale" if orders.check else "built", TAGS)


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
    """Build a lesson or solution, unless somebody changed it; run it only when its code changed."""
    old, theirs = stored(page.file, notebook)
    current = execute.transplant(notebook, old)
    if current and not orders.force and as_built(notebook, old, page.file, orders):
        return report.add("unchanged", page.path)
    if theirs and not orders.replace_changed:
        report.add("stale", page.path, REPLACE.format(theirs))
        return None if orders.check else report.add("kept", page.path)
    if orders.check:
        return report.add("stale", page.path)
    if not current or orders.force:
        execute.run(notebook, page.file.parent, page.path.as_posix())
        execute.keep_ignored(notebook, old)
    files.write(page.file, formats.text(notebook))
    return report.add("built", page.path)


def stored(file, notebook):
    """(the stored notebook or None, what of it would be lost by writing ``notebook``)."""
    try:
        old = formats.read(file)
    except saved.Unreadable as problem:
        return None, f"cannot be read: {problem}"
    return old, changes(old, notebook) if old else ""


def changes(old, new):
    """What somebody wrote into a built notebook, in a few words."""
    ours = {(cell.cell_type, cell.source) for cell in new.cells}
    made = [old.cells[number - 1] for number in stamp.somebodys(old)]
    theirs = [cell.source for cell in made if (cell.cell_type, cell.source) not in ours]
    if not theirs:
        return ""
    return f"somebody changed cells, {len(theirs)} in all; one begins `{theirs[0].splitlines()[0]}`"


def as_built(notebook, old, file, orders):
    """Whether a current notebook need not be written: by its cells, or to the byte."""
    if not orders.exact:
        return stamp.fingerprint(notebook) == stamp.fingerprint(old)
    return formats.text(notebook) == file.read_text(encoding="utf-8")


def build_exercise(page, notebook, orders, report):
    """Write an exercise, unless a learner's work stands there."""
    try:
        old = formats.read(page.file)
    except saved.Unreadable as problem:
        return report.add("kept", page.path, UNREADABLE.format(problem))
    if old is not None and stamp.get_stamp(old) is None:
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
        files.write(page.file, formats.text(notebook))
        report.add("built", page.path)
