"""Formulas, checks and drawings work in a web page too: one thread, no alarm, no process."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HELPERS = HERE.parent / "helpers"

POOR = f"""
import dateutil.tz, numpy  # which ask for the platform when imported; Pyodide has its own
import sys
sys.path[:0] = [{str(HERE)!r}, {str(HELPERS)!r}]
import web_page
web_page.impoverish()
"""

IT_IS_POOR = """
import threading
try:
    threading.Thread(target=print).start()
except RuntimeError:
    print("no thread")
try:
    import resource
except ImportError:
    print("no resource")
"""

CHECKS = """
from backprop_course import exercises, gradcheck, ops
from backprop_course.checking import judge

asked = [one for number in exercises.numbers()
         for one in (*exercises.gaps(number), *exercises.load(number))]
for exercise in asked:
    right = judge(exercise, exercise.reference)
    assert right.outcome == "right", (exercise.name, right)
    mistake = judge(exercise, exercise.mistakes[0].function)
    assert mistake.outcome in ("wrong", "partly right"), (exercise.name, mistake)
assert gradcheck.check_vjp(ops.tanh, ops.tanh_vjp, [numpy.array([[0.5, -1.0]])])[0]
print(len(asked), "exercises", "matplotlib" in sys.modules)
"""

# An older matplotlib lists the fonts under a timer, once; Pyodide comes with the list.  Where the
# list is kept depends on the platform, unless a folder is named.
FONTS = [sys.executable, "-c", "import matplotlib.font_manager"]

DRAWINGS = """
import pictures

drawn = [draw() for draw in pictures.tables("PICTURES").values()]
svg = [one for one in drawn if isinstance(one, str)]
assert all(one.lstrip().startswith("<svg") for one in svg)
print(len(svg), "drawings", len(drawn) - len(svg), "charts")
"""


def printed(program):
    done = subprocess.run(
        [sys.executable, "-c", POOR + program], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.split("\n")[:-1]


def test_the_interpreter_of_these_tests_is_as_poor():
    assert printed(IT_IS_POOR) == ["no thread", "no resource"]


def test_every_exercise_is_checked():
    (line,) = printed(CHECKS)
    number, *rest = line.split()
    assert int(number) > 100 and rest == ["exercises", "False"]


def test_every_picture_is_drawn(monkeypatch, tmp_path):
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    subprocess.run(FONTS, check=True)
    (line,) = printed(DRAWINGS)
    drawings, _, charts, _ = line.split()
    assert int(drawings) > 50 and int(charts) > 10
