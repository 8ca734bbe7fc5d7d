"""A class of 300, five of them hostile, graded by us and by nbgrader, on the same notebooks."""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from backprop_course import exercises
from backprop_course.grading import answers, notebooks

from . import harness, machine, report

MUST = 5.0  # how many times as fast per exercise
CORES = 2
HOSTILE = (
    "while True: pass",
    "import time\ntime.sleep(10**6)",
    "import os\nos._exit(0)",
    "import numpy as np\nnp.ones(1 << 31)\nwhile True: pass",
    "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
)
DEFINITION = re.compile(r"^def [^\n]*:\n", re.MULTILINE)
CONFIG = """c = get_config()
c.CourseDirectory.course_id = "benchmark"
c.ExecutePreprocessor.timeout = 10
"""


def parse(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading")
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--theirs", type=int, default=10, help="students that nbgrader grades")
    parser.add_argument("--nbgrader", default=shutil.which("nbgrader"), help="its command")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--strict", action="store_true", help='exit code 1 if a "must" is missed')
    return parser.parse_args(arguments)


def main(arguments=None):
    """Make the class, grade it twice, compare; the exit code is 1 when --strict finds a miss."""
    options, console = parse(arguments), report.console()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        make_class(folder / "submitted", options)
        rows = [ours(folder, options)]
        if options.nbgrader:
            rows.append(theirs(folder, options))
    columns = ["", "students", "exercises", "s", "exercises a second"]
    cells = [[name, n, m, f"{s:.1f}", f"{m / s:.2f}"] for name, n, m, s in rows]
    cells = [[str(cell) for cell in row] for row in cells]
    report.show(report.Table("A class, graded", columns, cells), console)
    ratio = (rows[0][2] / rows[0][3]) / (rows[1][2] / rows[1][3]) if len(rows) > 1 else None
    for key, value in machine.describe().items():
        console.print(f"{key}: {value}")
    if ratio is None:
        console.print("nbgrader is not here: --nbgrader names its command")
        return 0
    console.print(f"per exercise {ratio:.1f} times as fast; must be {MUST:g} times")
    return int(options.strict and ratio < MUST)


# ---------------------------------------------------------------- the class


def solved():
    """The solved exercise notebooks of the course, in order."""
    return sorted((harness.ROOT / "solutions").glob("*.ipynb"))


def make_class(folder, options):
    """A folder for each student with every exercise notebook; the last five are hostile."""
    rng = random.Random(options.seed)
    for k in range(options.students):
        hostile = options.students - k <= len(HOSTILE)
        attack = HOSTILE[options.students - k - 1] if hostile else None
        for path in solved():
            target = folder / f"student-{k:03d}" / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(submission(path, rng, attack), encoding="utf-8")


def submission(path, rng, attack):
    """The text of one notebook: its answers kept, emptied, or changed a little."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    kind = rng.choice(("solved", "solved", "blank", "mistakes"))
    cells = [cell for cell in notebook["cells"] if is_answer(cell)]
    for cell in cells:
        source = "".join(cell["source"])
        if kind == "blank" or (kind == "mistakes" and rng.random() < 0.2):
            source = emptied(source)
        elif kind == "mistakes" and rng.random() < 0.5:
            source = re.sub(r" [*+-] ", rng.choice((" * ", " + ", " - ")), source, count=1)
        cell["source"] = source
    if attack:
        lines = "".join(f"    {line}\n" for line in attack.splitlines())
        cell = rng.choice([cell for cell in cells if DEFINITION.search(cell["source"])])
        cell["source"] = DEFINITION.sub(lambda found: found[0] + lines, cell["source"], count=1)
    return json.dumps(notebook)


def is_answer(cell):
    code = cell["cell_type"] == "code"
    return code and cell["metadata"].get("nbgrader", {}).get("solution", False)


def emptied(source):
    """The stub, as the notebook is handed out."""
    return re.sub(
        r"(?ms)^( *)### BEGIN SOLUTION.*?### END SOLUTION", r"\1raise NotImplementedError()", source
    )


def count(folder, students):
    """How many exercises these students hand in."""
    paths = [path for student in students for path in sorted((folder / student).glob("*.ipynb"))]
    numbers = [answers.chapter_of(notebooks.read(p.read_bytes()), p.name) for p in paths]
    return sum(len(exercises.load(number)) for number in numbers)


# ---------------------------------------------------------------- two graders


def ours(folder, options):
    """(name, students, exercises, seconds) for our command on the whole class."""
    command = [sys.executable, "-c", CALL, "grade", str(folder / "submitted")]
    command += ["--results", str(folder / "graded"), "--jobs", str(CORES)]
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=harness.ROOT, capture_output=True, text=True)
    seconds = time.perf_counter() - begin
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    students = sorted(path.name for path in (folder / "submitted").iterdir())
    graded = json.loads((folder / "graded" / "results.json").read_text(encoding="utf-8"))
    wanted = count(folder / "submitted", students)
    if len(graded) != wanted:
        raise RuntimeError(f"{len(graded)} results came for {wanted} exercises")
    return f"ours, --jobs {CORES}", len(students), wanted, seconds


CALL = "from backprop_course.workshop.cli import main; main()"


def theirs(folder, options):
    """(name, students, exercises, seconds) for nbgrader's autograde on the first students."""
    course = folder / "course"
    course.mkdir()
    (course / "nbgrader_config.py").write_text(CONFIG)
    students = [f"student-{k:03d}" for k in range(options.theirs)]
    seconds = 0.0
    for path in solved():
        source = course / "source" / path.stem / path.name
        source.parent.mkdir(parents=True)
        shutil.copy(path, source)
        nbgrader(options, course, "generate_assignment", path.stem)
        for student in students:
            target = course / "submitted" / student / path.stem / path.name
            target.parent.mkdir(parents=True)
            shutil.copy(folder / "submitted" / student / path.name, target)
        begin = time.perf_counter()
        nbgrader(options, course, "autograde", path.stem)
        seconds += time.perf_counter() - begin
        graded = list((course / "autograded").glob(f"*/{path.stem}/{path.name}"))
        if len(graded) != len(students):
            raise RuntimeError(f"nbgrader graded {len(graded)} of {len(students)}: {path.stem}")
    return "nbgrader autograde", len(students), count(folder / "submitted", students), seconds


def nbgrader(options, course, *words):
    """Run one of nbgrader's commands in a course; its own tools have to be on the path."""
    tools = str(Path(options.nbgrader).parent)
    environment = {**os.environ, "PYTHONPATH": str(harness.ROOT)}
    environment["PATH"] = os.pathsep.join([tools, os.environ["PATH"]])
    command = [options.nbgrader, *words]
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stdout[-3000:] + done.stderr[-3000:])


if __name__ == "__main__":
    sys.exit(main())
