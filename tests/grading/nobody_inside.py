"""Run by test_unprivileged, as root, with an interpreter that everybody may read."""

import pytest
from attacks import body
from classroom import grade, notebook

from backprop_course.grading.sandbox import Limits, Sandbox


@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_child_of_root_is_nobody(level):
    box = Sandbox(Limits(), level)
    box.close()
    assert box.reached["nobody"] and box.level == level


@pytest.mark.parametrize("level", [1, 2, 3])
def test_what_is_roots_alone_stays_so_at_every_level(level, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("answers")
    secret.chmod(0o600)
    reading = body(f"return 2 * x if open({str(secret)!r}).read() else 0")
    (result,) = grade(notebook(reading), level=level).values()
    assert (result["points"], result["tag"]) == (0, "raised.PermissionError")
