"""Answers in a real JupyterLab: typed into an exercise, and in all gaps of every lesson."""

import lab
import pytest
from gap_answers import WITH_GAPS, answers, of

from backprop_course.checking.verdict import RIGHT
from backprop_course.workshop import folder, progress

pytestmark = pytest.mark.browser

EXERCISE = "exercises/01-one-neuron.ipynb"
FORWARD = ["z = w * x + b", "a = sigmoid(z)", "return z, a, (a - y) ** 2"]
TYPED = [  # function, lines typed in place of what raises or was wrong, what the check says of it
    ("dL_dw", ["return 0.6"], ["dL_dw: wrong, 0 of 1 point", "the sign is lost"]),
    ("dL_dw", ["return -0.6"], ["dL_dw: right, 1 of 1 point"]),
    ("forward", ["z = w * x", *FORWARD[1:]], ["forward: wrong", "the bias is left out of z"]),
    ("forward", FORWARD, ["forward: right, 3 of 3 points"]),
]


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    """A learner's own folder with the whole course."""
    mine = tmp_path_factory.mktemp("learner") / folder.NAME
    folder.update(mine, lab.ROOT)
    return mine


@pytest.fixture(scope="module")
def address(mine):
    with lab.running(mine, {}) as url:
        yield url


def test_an_exercise_solved_wrongly_then_rightly_by_typing(browser, address, mine):
    """Each answer is read before the next is typed; status counts what was saved."""
    with lab.opened(browser, address, EXERCISE) as page:
        lab.run_all(page)
        there = {}
        for name, lines, said in TYPED:
            found = lab.answer(page, name, lines, over=there.get(name, 1))
            there[name] = len(lines)
            assert all(words in found for words in said), found
        assert page.locator(lab.ERRORS).count() == 0
        page.keyboard.press("Control+s")
        page.wait_for_function(lab.SAVED, timeout=30_000)
    seen = lab.status(mine)
    assert ["exercises", "01", "dL_dw", "right", "1", "1"] in seen
    assert ["exercises", "01", "forward", "right", "3", "3"] in seen
    assert ["exercises", "01", "gradients", "not", "attempted", "0", "2"] in seen


@pytest.mark.parametrize("path", WITH_GAPS, ids=lambda path: path.stem)
def test_a_lesson_with_all_its_gaps_filled_earns_every_point(path, browser, address, mine):
    gaps, name = of(path)[1], f"notebooks/{path.stem}.ipynb"
    with lab.opened(browser, address, name) as page:
        for gap, cell in answers(path).items():
            place = page.evaluate(lab.PLACE, f"def {gap}(")
            page.evaluate(lab.WRITE, [place, cell.source])
        lab.run_all(page)
        assert page.locator(lab.ERRORS).count() == 0
        lab.save(page)
    saved = (mine / name).read_text(encoding="utf-8")
    for gap in gaps.values():
        assert not gap.parameters or f"{gap.name}: the lesson goes on with your version" in saved
    rows = progress.progress(mine, [name])
    assert [(row.exercise, row.verdict, row.points) for row in rows] == [
        (gap.name, RIGHT, gap.points) for gap in gaps.values()
    ]
