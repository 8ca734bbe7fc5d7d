"""Bounds on what an answer may use, so that the notebook goes on after an endless loop.

Time is bounded in the main thread: by an alarm of the operating system, or on Windows by an
interrupt.  Memory is bounded on Linux alone: elsewhere the system does not keep such a promise.
Nothing within one process stops a loop that catches every exception, or one long call into
compiled code: there the kernel must be restarted.  A Python inside a web page has neither alarm nor
second thread, so time is not bounded there.
"""

import contextlib
import math
import signal
import sys
import threading
from _thread import interrupt_main

AGAIN = 0.5  # seconds until the alarm rings again, for an answer that catches the first one
HEADROOM = 2**31  # bytes that an answer may use beyond what the process has


class OutOfTime(BaseException):
    """Raised inside an answer that has run for too long."""


@contextlib.contextmanager
def bounded(seconds):
    """At most so many seconds, and at most ``HEADROOM`` bytes more, where there is a way."""
    with clock(seconds), memory(HEADROOM):
        yield


def clock(seconds):
    """The bound on time that this platform and thread allow."""
    if seconds == math.inf or threading.current_thread() is not threading.main_thread():
        return contextlib.nullcontext()
    if sys.platform == "emscripten":
        return contextlib.nullcontext()
    return alarm(seconds) if hasattr(signal, "setitimer") else interrupt(seconds)


@contextlib.contextmanager
def alarm(seconds):
    """Raise OutOfTime by a signal; an alarm that was set before is set again afterwards."""

    def ring(number, frame):
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, ring)
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left, interval)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def interrupt(seconds):
    """Raise OutOfTime by an interrupt of the main thread, as the stop button sends one."""
    rung, before = threading.Event(), signal.getsignal(signal.SIGINT)

    def ring():
        rung.set()
        interrupt_main()

    def stop(number, frame):
        if rung.is_set():
            raise OutOfTime
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def memory(headroom):
    """Let allocations fail beyond ``headroom`` bytes more than the process holds now."""
    if sys.platform != "linux":
        yield
        return
    import resource  # not everywhere

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm") as pages:
        bound = int(pages.read().split()[0]) * resource.getpagesize() + headroom
    if soft != resource.RLIM_INFINITY:
        bound = min(bound, soft)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
