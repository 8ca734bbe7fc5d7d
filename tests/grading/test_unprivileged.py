"""The attacks again, as a user without any right."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NOBODY = 65534

# Root's own folders are closed to nobody: the interpreter is mounted elsewhere, for this run alone.
MOVED = """
mount --bind "$1" "$2/python" && cd "$2/work" &&
exec $5 "$2/python/$3" -m pytest -q -n 0 -p no:cacheprovider --basetemp "$2/work/files" \\
    -m "not slow" "$4"
"""
DROP = f"setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups --no-new-privs"


@pytest.fixture
def folder(tmp_path_factory):
    """A folder that nobody can reach, with one of nobody's own in it."""
    folder = tmp_path_factory.mktemp("nobody")
    for name in ("python", "work"):
        (folder / name).mkdir()
    os.chown(folder / "work", NOBODY, NOBODY)
    for above in (folder, *folder.parents):
        if above.stat().st_mode & 0o001 == 0 and above.stat().st_uid == os.geteuid():
            above.chmod(0o711)
    return folder


def surroundings(folder):
    """The environment of a Python that was moved there, and finds what this one finds."""
    moved = [path.replace(sys.base_prefix, str(folder / "python")) for path in sys.path]
    kept = {n: os.environ[n] for n in ("LD_LIBRARY_PATH", "OPENBLAS_CORETYPE") if n in os.environ}
    found = os.pathsep.join([str(HERE.parents[1]), *filter(None, moved)])
    return {"PYTHONPATH": found, "PATH": os.defpath, "HOME": str(folder / "work"), **kept}


@pytest.mark.slow
@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("setpriv"),
    reason="only root on Linux can become nobody; everybody else is unprivileged anyway",
)
@pytest.mark.parametrize(
    "by, tests",
    [(DROP, "test_attacks.py"), ("env", "test_attacks.py"), ("env", "nobody_inside.py")],
    ids=["the grader is nobody", "the child becomes nobody", "as root it reads no secret"],
)
def test_the_attacks_fail_for_whoever_grades(folder, by, tests):
    if not all(above.stat().st_mode & 0o001 for above in HERE.parents):
        pytest.skip("nobody can reach the folder in which this course lies")
    python = Path(sys.executable).resolve().relative_to(sys.base_prefix)
    words = [sys.base_prefix, folder, python, HERE / tests, by]
    command = ["unshare", "--mount", "sh", "-c", MOVED, "sh", *map(str, words)]
    done = subprocess.run(command, env=surroundings(folder), capture_output=True, text=True)
    if "mount" in done.stderr or "unshare" in done.stderr:
        pytest.skip(f"no mounts here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout and "skipped" not in done.stdout
