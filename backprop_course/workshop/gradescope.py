"""The archive that Gradescope wants for an autograder: two scripts, the course, a secret.

Gradescope unpacks it into /autograder/source, runs setup.sh once with network, and then for each
submission, without network, a copy of run_autograder that stands in /autograder.
"""

import importlib.metadata
import re
import secrets
import stat
import tempfile
import zipfile
from pathlib import Path

from backprop_course.workshop import course

NAME = "autograder.zip"
PACKAGE = "backprop-course"
NEEDED = ("numpy", "typer", "rich")  # of all that the course needs, what grading needs

# The answers lie where nobody but root can look; NumPy lies where a student's process can.
SETUP = """#!/usr/bin/env bash
# Run once, as root, while the image is built.
set -euo pipefail
source="$(cd "$(dirname "$0")" && pwd)"
root="$(dirname "$source")"
if ! command -v python3 > /dev/null; then
    apt-get update && apt-get install -y python3 python3-venv
fi
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    { echo "Python 3.11 or later is needed: choose a newer base image" >&2; exit 1; }
python3 -m venv "$root/python"
"$root/python/bin/python" -m pip install NEEDED
"$root/python/bin/python" -m pip install --no-deps --target "$source/course" "$source"/*.whl
chmod -R go-rwx "$source"
"""
RUN = """#!/usr/bin/env bash
# Run for each submission. When the grader fails, nothing is written: that is nobody's zero points.
root="$(cd "$(dirname "$0")" && pwd)"
results="$(mktemp -d)"
PYTHONPATH="$root/source/course" "$root/source/course/bin/backprop-course" grade \\
    "$root/submission" --student submission --results "$results" --also gradescope \\
    --secret "$root/source/secret.txt" --require-isolation LEVEL --seconds SECONDS
code=$?
mkdir -p "$root/results"
if [ -f "$results/gradescope/results.json" ] && [ "$code" -ne 1 ]; then
    cp "$results/gradescope/results.json" "$root/results/results.json"
elif [ "$code" -eq 3 ]; then
    cat > "$root/results/results.json" <<'END'
{"score": 0, "output": "No exercise notebook of the course was found in what you handed in."}
END
else
    exit 1
fi
"""


def write_archive(folder, level="L1", seconds=10.0):
    """Write the archive into ``folder``, where the course's secret stays too; its path.

    Raises: FileExistsError where an archive lies there already, RuntimeError where no wheel can be
    made.
    """
    folder = Path(folder)
    target = folder / NAME
    if target.exists():
        raise FileExistsError(f"{target} is there already; move it, or name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    run = RUN.replace("LEVEL", level).replace("SECONDS", f"{seconds:g}")
    unfinished = folder / f".{NAME}"
    with tempfile.TemporaryDirectory() as temporary:
        wheel = make_wheel(Path(temporary))
        with zipfile.ZipFile(unfinished, "w") as archive:
            add(archive, "setup.sh", setup(wheel), 0o755)
            add(archive, "run_autograder", run, 0o755)
            add(archive, "secret.txt", kept_secret(folder), 0o600)
            add(archive, wheel.name, wheel.read_bytes(), 0o644)
    unfinished.rename(target)
    return target


def setup(wheel):
    """The text of setup.sh: it installs what grading needs, in the wheel's versions."""
    with zipfile.ZipFile(wheel) as opened:
        name = next(one for one in opened.namelist() if one.endswith(".dist-info/METADATA"))
        metadata = opened.read(name).decode()
    asked = re.findall(r"^Requires-Dist: ([^;\n]+)$", metadata, re.MULTILINE)
    words = [f"'{one.strip()}'" for one in asked if one.startswith(NEEDED)]
    return SETUP.replace("NEEDED", " ".join(words))


def add(archive, name, content, rights):
    """One file of an archive, with its rights."""
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFREG | rights) << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)


def kept_secret(folder):
    """The secret of the course in a folder, made where there is none."""
    path = folder / "secret.txt"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32) + "\n")
    return path.read_text()


def make_wheel(folder):
    """The course as a wheel in ``folder``; its path. A clone builds it, else it is put together."""
    root = course.find_clone(Path(__file__).parent)
    if root is None:
        return put_together(folder, importlib.metadata.distribution(PACKAGE))
    try:
        from hatchling.builders.wheel import WheelBuilder
    except ImportError as problem:
        words = "a clone needs hatchling to make a wheel: pip install hatchling"
        raise RuntimeError(words) from problem
    return Path(next(WheelBuilder(str(root)).build(directory=str(folder), versions=["standard"])))


def put_together(folder, installed):
    """A wheel made of the files that an installed one left behind."""
    tags = re.findall(r"^Tag: (\S+)", installed.read_text("WHEEL"), re.MULTILINE)
    parts = zip(*(tag.split("-") for tag in tags), strict=True)
    tag = "-".join(".".join(dict.fromkeys(part)) for part in parts)
    path = folder / f"{installed.name.replace('-', '_')}-{installed.version}-{tag}.whl"
    kept = [file for file in installed.files if belongs(file)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for file in kept:
            if file.name != "RECORD":
                wheel.writestr(file.as_posix(), Path(file.locate()).read_bytes())
        record = next(file.as_posix() for file in kept if file.name == "RECORD")
        wheel.writestr(record, "".join(f"{file.as_posix()},,\n" for file in kept))
    return path


def belongs(file):
    """Whether an installed file came out of the wheel, and was not made by the installer."""
    made = {"INSTALLER", "REQUESTED", "direct_url.json"}
    return ".." not in file.parts and "__pycache__" not in file.parts and file.name not in made
