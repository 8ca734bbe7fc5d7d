"""The learner's own folder: where it is, how it is made, and how it follows the course.

The course's notebooks are read and never written. In the folder a notebook that the learner did
not touch is renewed; one that they worked in stays, and the new version is laid beside it. Running
a lesson is no work that could be lost; a changed cell is, and so is a verdict.

Every file is written whole, and each step can be done twice. So an update may be killed anywhere,
and two may run at once.
"""

import itertools
from dataclasses import dataclass, field
from pathlib import Path

from backprop_course import exercises
from backprop_course.workshop import course, files, manifest, saved, stamp
from backprop_course.workshop.verdicts import has_verdict

NAME = "my-backprop-course"


@dataclass
class Report:
    """What an update did, by file name; for ``kept`` also the name of what lies beside it."""

    new: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)  # left the course, but somebody worked in it
    unreadable: dict[str, str] = field(default_factory=dict)

    def summary(self, folder):
        """What a learner wants to know; nothing but the place where nothing has changed."""
        lines = [f"Your folder is {folder}"]
        lines += [f"  new: {len(self.new)} notebooks"] if self.new else []
        lines += [f"  renewed: {name}" for name in self.renewed]
        lines += [f"  kept as you left it: {n}; new version: {new}" for n, new in self.kept.items()]
        lines += [f"  removed, since it left the course: {name}" for name in self.removed]
        lines += [f"  left the course, kept as you left it: {name}" for name in self.gone]
        lines += [f"  not handed out: {n}, {why}" for n, why in self.unreadable.items()]
        return "\n".join(lines)


@dataclass(frozen=True)
class Page:
    """A notebook as the course hands it out.

    A notebook that somebody worked in where the course's own lie is not ``blank``: it is handed out
    as it is, once. Its version is that of the exercise it came from, or unknown.
    """

    name: str
    notebook: dict
    version: str | None
    blank: bool


def find(given=None):
    """The learner's folder: the one given, the one we stand in, or else its usual place."""
    if given is not None:
        return Path(given).absolute()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / manifest.NAME).is_file():
            return folder
    return (course.find_clone() or here) / NAME


def update(folder, origin):
    """Make ``folder``, or bring it up to the course in ``origin``; a Report.

    Raises: OSError when something cannot be written.
    """
    report = Report()
    pages = [*pages_of(origin, report)]
    known = manifest.read(folder)
    for page in pages:
        if page.version:
            known.note(page.name, page.version)
    manifest.write(folder, known)
    for page in pages:
        lay(folder, page, known, report)
    for name in known.settled.keys() - {*course.names(origin)}:
        retire(folder, name, known, report)
    manifest.write(folder, known)
    for name in course.FOLDERS:
        files.sweep(folder / name)
    files.sweep(folder)
    return report


def pages_of(origin, report):
    """The Pages of the course; what cannot be read goes into the report."""
    for name in course.names(origin):
        try:
            notebook = saved.read(origin / name)
        except saved.Unreadable as problem:
            report.unreadable[name] = str(problem)
            continue
        yield page(name, notebook)


def page(name, notebook):
    """The Page of one of the course's own notebooks."""
    version, stamped = stamp.fingerprint(notebook), stamp.get_stamp(notebook)
    is_lesson = name.startswith("notebooks/")
    if version == stamped or (is_lesson and not stamp.somebodys(notebook)):
        return Page(name, saved.without_outputs(notebook), version, blank=True)
    return Page(name, notebook, stamped, blank=False)


def lay(folder, page, known, report):
    """Bring one file of the folder up to a Page."""
    path = folder / page.name
    if files.write_new(path, saved.to_text(page.notebook)):
        report.new.append(page.name)
    elif not page.blank:
        return  # there is no fresh version to hand out
    elif known.settled.get(page.name) != page.version:
        renew(folder, page, known.versions[page.name], report)
    if page.version:
        known.settled[page.name] = page.version


def renew(folder, page, versions, report):
    """Renew a file, or lay the new version beside one that somebody worked in."""
    path = folder / page.name
    if version_of(path) == page.version:
        return
    if replaced(path, page, versions):
        report.renewed.append(page.name)
    elif version_of(path) != page.version:  # it is, where another run was quicker
        beside = lay_beside(path, page, versions)
        report.kept[page.name] = beside.relative_to(folder).as_posix()


def lay_beside(path, page, versions):
    """Write the new version under a name of its own, over nothing that somebody worked in."""
    for number in itertools.count(1):
        beside = path.with_name(f"{path.stem}.new{'' if number == 1 else number}.ipynb")
        if not beside.exists() and files.write_new(beside, saved.to_text(page.notebook)):
            return beside
        if version_of(beside) == page.version:
            return beside
        if replaced(beside, page, versions):
            return beside


def replaced(path, page, versions):
    """Write the new version over an untouched file; whether it was done."""
    before = bytes_of(path)
    if not untouched(path, versions, asked_in(page.name)):
        return False
    return files.write(path, saved.to_text(page.notebook), before)


def asked_in(name):
    """What a lesson asks in its gaps: its other checks are shown, and their verdicts are ours."""
    if name.startswith("exercises/"):
        return None
    number, _ = course.split(Path(name))
    return {gap.name for gap in exercises.gaps(number)}


def bytes_of(path):
    """What a file holds; b"" where it is not there any more, or is none."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def retire(folder, name, known, report):
    """Remove a file that left the course, unless somebody worked in it."""
    path = folder / name
    if untouched(path, known.versions.get(name, ())):
        path.unlink(missing_ok=True)
        report.removed.append(name)
    elif path.exists():
        report.gone.append(name)
    del known.settled[name]


def untouched(path, versions, names=None):
    """Whether a file is one of the course's own versions, and holds no verdict on ``names``."""
    try:
        notebook = saved.read(path)
    except saved.Unreadable:
        return False
    return stamp.fingerprint(notebook) in versions and not has_verdict(notebook, names)


def version_of(path):
    """The fingerprint of a file, or None."""
    try:
        return stamp.fingerprint(saved.read(path))
    except saved.Unreadable:
        return None
