"""Results on disk: one file for each, named by all that it depends on.

So a run that was stopped goes on where it was, only what changed is graded again, and the folders
of several machines can be copied together.
"""

import base64
import hashlib
import json
import os
import secrets
import tempfile
from pathlib import Path

from . import versions
from .jobs import SCHEMA


def key(job, name):
    """The name of the result of one exercise of a job."""
    content = base64.b64decode(job["notebook"])
    secret = hashlib.sha256(bytes.fromhex(job["secret"])).hexdigest()
    facts = [SCHEMA, job["student"], name, secret, job["limits"], job["level"]]
    made_by = [versions.of_exercise(job["chapter"], name), versions.of_grader()]
    return versions.digest(content, [*facts, *made_by])


class Store:
    """A folder with one JSON file for each result."""

    def __init__(self, folder):
        self.folder = Path(folder) / "results"
        self.folder.mkdir(parents=True, exist_ok=True)

    def path(self, name):
        return self.folder / f"{name}.json"

    def get(self, name):
        """The stored result, or None. A file that cannot be read counts as missing."""
        try:
            return json.loads(self.path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def put(self, name, result):
        """Store a result: it is there as a whole, or not at all."""
        write_whole(self.path(name), json.dumps(result, indent=1, sort_keys=True) + "\n")


def write_whole(path, text):
    """Write a text file by way of a temporary one beside it."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def course_secret(folder, given=None):
    """The secret (bytes) in the file ``given``, or in the results folder, where it is made once."""
    path = Path(given) if given else Path(folder) / "secret.txt"
    if not path.is_file() and not given:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
    secret = path.read_bytes().strip()
    if not secret:
        raise ValueError(f"{path}: expected the course's secret, found an empty file")
    return secret
