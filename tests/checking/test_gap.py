"""A gap in a lesson: whose function the lesson goes on with, and what a check says of ours."""

import pytest

from backprop_course.checking import Exercise, Mistake, Probe, check, go_on_with, judge

EXERCISE = Exercise(
    name="double",
    points=2,
    minutes=1,
    grade="core",
    kind="implement",
    hints=("What is twice x?",),
    reference=lambda x: 2 * x,
    mistakes=(Mistake("double.square", lambda x: x**2, "it is squared", "Is 3 + 3 equal to 9?"),),
    probes=(Probe((3.0,)), Probe((-1.5,))),
)


def ours(x):
    return x + x


def stub(x):
    raise NotImplementedError


def endless(x):
    raise KeyboardInterrupt


YOURS = {  # what the learner wrote, and whether the lesson goes on with it
    "right": (lambda x: x * 2, True),
    "wrong": (lambda x: x**2, False),
    "blank": (stub, False),
    "stopped": (endless, False),
    "not a function": (6.0, False),
    "fails": (lambda x: x.nothing, False),
}


@pytest.mark.parametrize("yours, kept", YOURS.values(), ids=YOURS)
def test_the_lesson_goes_on_with_yours_where_it_is_right(yours, kept, capsys):
    chosen = go_on_with(EXERCISE, yours=yours, ours=ours)
    assert chosen is (yours if kept else ours)
    printed = capsys.readouterr()
    assert printed.err == "" and ("your version" if kept else "our version") in printed.out


def test_our_version_earns_nothing_in_place_of_yours(capsys):
    chosen = go_on_with(EXERCISE, yours=stub, ours=lambda x: x + x)
    assert chosen(4) == 8 and check(EXERCISE, chosen) == 0.0
    assert (judge(EXERCISE, chosen).outcome, judge(EXERCISE, chosen).tag) == (
        "not attempted",
        "stands-in",
    )
    assert "Run the cell with the gap" in capsys.readouterr().out


def test_a_second_run_still_goes_on_with_ours():
    once = go_on_with(EXERCISE, yours=stub, ours=lambda x: x + x)
    again = go_on_with(EXERCISE, yours=once, ours=ours)
    assert again is ours
