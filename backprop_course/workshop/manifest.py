"""The list, in a learner's folder, of the versions of each notebook that the course put there.

A file counts as untouched only if it is one of these versions. A list that is old, lost or half
can therefore only make the course more careful.
"""

import json
from dataclasses import dataclass, field

from backprop_course.workshop import files

NAME = ".backprop-course.json"


@dataclass
class Manifest:
    """Fingerprints by file name, such as ``exercises/01-one-neuron.ipynb``.

    versions: all that the course put there. They are noted before a file is written, so that a
    killed run leaves no file that the next one takes for the learner's.
    settled: the version that the last finished run came to.
    """

    versions: dict[str, list[str]] = field(default_factory=dict)
    settled: dict[str, str] = field(default_factory=dict)

    def note(self, name, version):
        known = self.versions.setdefault(name, [])
        if version not in known:
            known.append(version)

    def text(self):
        content = {"versions": self.versions, "settled": self.settled}
        return json.dumps(content, indent=1, sort_keys=True) + "\n"


def read(folder):
    """The Manifest in ``folder``; an empty one where there is none, or none that can be read."""
    try:
        stored = json.loads((folder / NAME).read_text(encoding="utf-8"))
        versions = {str(name): [*map(str, known)] for name, known in stored["versions"].items()}
        settled = {str(name): str(version) for name, version in stored["settled"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Manifest()
    return Manifest(versions, settled)


def write(folder, manifest):
    """Write the Manifest, if it says something new."""
    if manifest.text() != read(folder).text() or not (folder / NAME).is_file():
        files.write(folder / NAME, manifest.text())
