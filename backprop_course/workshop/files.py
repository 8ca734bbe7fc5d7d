"""Writes whole files: whenever it is killed, a reader finds the old file or the new one."""

import os
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

PREFIX = ".backprop-course-"  # hidden: JupyterLab does not list what begins with a dot
HOUR = 3600  # seconds


def write(path, text, before=None):
    """Write ``text`` to a file, over what is there; whether it was done.

    before: the bytes that may be replaced. A file that has others by now stays as it is.
    """
    with whole(path, text) as temporary:
        if before is not None and path.read_bytes() != before:
            return False
        os.replace(temporary, path)
    return True


def write_new(path, text):
    """Write a file that does not exist yet; False, and nothing written, when it does."""
    if path.exists():
        return False
    with whole(path, text) as temporary:
        try:
            os.link(temporary, path)
        except FileExistsError:
            return False
        except OSError:  # a file system without hard links
            if path.exists():
                return False
            os.replace(temporary, path)
    return True


@contextmanager
def whole(path, text):
    """A temporary file beside ``path`` that holds all of ``text``, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=PREFIX, suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with open(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode_of(path))
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def mode_of(path):
    """The permissions of a file, or those that a new one gets; temporary files are private."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def sweep(folder):
    """Remove what a killed run left behind; a file younger than an hour may be in use."""
    for path in folder.glob(f"{PREFIX}*.tmp"):
        if time.time() - path.stat().st_mtime > HOUR:
            path.unlink(missing_ok=True)
