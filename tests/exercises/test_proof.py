"""The proof counts what is wrong: planted exercises that break their promises."""

from dataclasses import replace

import pytest

from backprop_course import exercises
from backprop_course.checking import Mistake
from backprop_course.exercises import ch00, proof
from backprop_course.workshop import cli

FINE = ch00.slope_of_square
TWIN = Mistake("slope.twin", FINE.mistakes[0].function, "the same again", "Why?")
RIGHT = Mistake("slope.right", lambda x: x + x, "nothing is wrong", "Why?")
BROKEN = {
    "a correct answer among the mistakes": (RIGHT, {"rejected": -1, "named": -1, "collisions": 1}),
    "two mistakes alike": (TWIN, {"named": -1, "collisions": 1}),
}


def proof_with(monkeypatch, exercise):
    monkeypatch.setattr(exercises, "gaps", lambda number: ())
    monkeypatch.setattr(exercises, "load", lambda number: (exercise,))
    return proof.proof_of(0, random=3)


def test_a_chapter_that_keeps_its_promises(monkeypatch):
    found = proof_with(monkeypatch, FINE)
    count = len(FINE.mistakes)
    assert found.holds and found.mistakes == found.rejected == found.named == count
    assert found.correct == found.accepted and found.random == 3 and found.median > 0
    rows = {kind: (number, middle, longest) for kind, number, middle, longest, _ in timed(found)}
    assert [number for number, *_ in rows.values()] == [found.correct, count, 2, 1]
    assert all(0 < middle <= longest for _, middle, longest in rows.values())


def timed(found):
    return list(proof.time_rows([found]))


def test_the_slowest_check_is_named():
    times = [proof.Time(took, name, proof.MISTAKE) for took, name in ((3, "a"), (9, "b"), (1, "c"))]
    found = proof.Proof(1, times=times)
    assert timed(found) == [(proof.MISTAKE, 3, 3, 9, "b")]


@pytest.mark.parametrize("mistake, changes", BROKEN.values(), ids=BROKEN)
def test_a_broken_promise_is_counted(monkeypatch, mistake, changes):
    found = proof_with(monkeypatch, replace(FINE, mistakes=(*FINE.mistakes, mistake)))
    assert not found.holds
    assert found.rejected == found.mistakes + changes.get("rejected", 0)
    assert found.named == found.mistakes + changes["named"]
    assert found.collisions == changes["collisions"]


def test_a_refused_alternative_is_counted(monkeypatch):
    found = proof_with(monkeypatch, replace(FINE, accepted=(lambda x: x,)))
    assert not found.holds and found.accepted == found.correct - 1


def test_the_command_prints_the_matrix(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.app(["prove", "--only", "0", "--random", "2"], prog_name="backprop-course")
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "rejected" in said and "named" in said and "exercises and gaps" in said
    assert all(kind in said for kind in proof.KINDS) and "the slowest" in said
