"""After a syntax error the check says that it judged the function of before."""

import pytest
from double import DOUBLE

from backprop_course.checking import check, judge
from backprop_course.checking.verdict import text

GOOD = "def double(x):\n    return 2.0 * x\n"
BROKEN = "def double(x):\n    return 2.0 * * x\n"
OTHER = "def other(x:\n    pass\n"

HISTORIES = [
    ([GOOD, "check(ch00.double, double)"], ""),
    ([GOOD, BROKEN, "check(ch00.double, double)"], "no valid Python (line 2)"),
    ([BROKEN, GOOD, "check(ch00.double, double)"], ""),
    ([GOOD, OTHER, "check(ch00.double, double)"], ""),
    ([GOOD, BROKEN, *["pass"] * 50], ""),
    ("not a list", ""),
]


@pytest.mark.parametrize("history, words", HISTORIES)
def test_a_cell_that_is_no_python(history, words):
    notebook = {"In": history}
    exec(GOOD, notebook)
    said = " ".join(text(judge(DOUBLE, notebook["double"])).split())
    assert "1 of 1 point" in said
    assert words in said and ("version of before" in said) == bool(words)


@pytest.mark.parametrize(
    "first, second, words",
    [
        (lambda x: 2.0 * x, DOUBLE, "are exchanged"),
        (None, lambda x: 2.0 * x, "needs an exercise first"),
        (3, 4, "needs an exercise first"),
    ],
)
def test_check_says_how_it_is_called(first, second, words, capsys):
    assert check(first, second) == 0.0
    shown = capsys.readouterr()
    assert words in shown.out and shown.err == ""
