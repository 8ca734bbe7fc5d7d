"""Endless loops, eaten memory and the stop button: the notebook and the next check go on."""

import _thread
import signal
import sys
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from double import DOUBLE

from backprop_course.checking import check, judge, limits

QUICK = replace(DOUBLE, seconds=0.3)
no_alarm = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarm on this system")


def endless(x):
    while True:
        x += 1


def endless_on_the_second(x):
    while x < 0:
        pass
    return 2.0 * x


def catching_errors(x):
    while True:
        try:
            x += 1
        except Exception:  # what a learner may write
            pass


def catching_the_first(x):
    try:
        endless(x)
    except BaseException:  # what a learner may write
        endless(x)


@no_alarm
@pytest.mark.parametrize(
    "answer", [endless, endless_on_the_second, catching_errors, catching_the_first]
)
def test_an_endless_loop_is_stopped(answer, capsys):
    begin = time.monotonic()
    assert check(QUICK, answer) == 0.0
    assert time.monotonic() - begin < 5
    shown = capsys.readouterr()
    assert ("was stopped" in shown.out and "`while" in shown.out) or "x += 1" in shown.out
    assert shown.err == "" and judge(QUICK, lambda x: x + x).outcome == "right"


def test_where_no_alarm_exists_an_interrupt_stops_it(monkeypatch):
    monkeypatch.delattr(signal, "setitimer", raising=False)
    assert judge(QUICK, endless).tag == "raised.out-of-time"
    assert judge(QUICK, lambda x: x + x).outcome == "right"


def test_the_stop_button_is_the_learners_without_an_alarm_too(monkeypatch, request):
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # heard in the background too
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    monkeypatch.delattr(signal, "setitimer", raising=False)
    threading.Timer(0.2, _thread.interrupt_main).start()
    assert judge(DOUBLE, endless).tag == "interrupted"


@no_alarm
def test_an_alarm_and_a_handler_of_before_are_there_afterwards():
    def mine(number, frame):
        raise AssertionError

    before = signal.signal(signal.SIGALRM, mine)
    signal.setitimer(signal.ITIMER_REAL, 100.0)
    try:
        judge(QUICK, lambda x: 2.0 * x)
        assert signal.getsignal(signal.SIGALRM) is mine
        assert 0 < signal.setitimer(signal.ITIMER_REAL, 0)[0] <= 100
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_in_another_thread_there_is_no_bound_on_time():
    found = []
    thread = threading.Thread(target=lambda: found.append(judge(QUICK, lambda x: 2.0 * x).outcome))
    thread.start()
    thread.join()
    assert found == ["right"]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux alone")
def test_eaten_memory_is_told_and_given_back():
    def eats(x):
        kept = []
        while True:
            kept.append(np.empty(limits.HEADROOM // 4, dtype=np.int8))

    verdict = judge(DOUBLE, eats)
    assert verdict.tag == "raised.out-of-memory" and "Which array or list grows" in verdict.question
    assert judge(DOUBLE, lambda x: x + x).outcome == "right"
    assert len(np.empty(limits.HEADROOM + 2**20, dtype=np.int8))  # the bound is gone
