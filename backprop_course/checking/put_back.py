"""What an answer may change around it, put back afterwards: names in modules, hooks, handlers.

Who assigns to ``np.max``, or leaves a trace function behind, would spoil the next check too.  This
spares the learner a restart; it is no protection from somebody who wants to cheat, see
``docs/threat-model.md``.
"""

import builtins
import contextlib
import math
import signal
import sys
import threading
from functools import cache

import numpy as np


@contextlib.contextmanager
def put_back():
    """Afterwards all of this is as it was before."""
    kept = [(names, names.copy()) for names in namespaces()]
    hooks, digits = (sys.gettrace(), sys.getprofile()), np.get_printoptions()
    deepest, handler = sys.getrecursionlimit(), signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        for names, before in kept:  # first of all: nothing else here can be relied on until then
            names.update(before)
        put_back_hooks(*hooks)
        if np.get_printoptions() != digits:
            np.set_printoptions(**digits)
        if sys.getrecursionlimit() != deepest:
            sys.setrecursionlimit(deepest)
        put_back_handler(handler)


@cache
def namespaces():
    """The dicts of names of Python's and NumPy's functions, and of the checker's own."""
    package = __name__.rpartition(".")[0]
    ours = [module for name, module in sys.modules.items() if name.startswith(package)]
    return tuple(vars(module) for module in (builtins, math, np, np.linalg, *ours))


def put_back_hooks(trace, profile):
    if sys.gettrace() is not trace:
        sys.settrace(trace)
    if sys.getprofile() is not profile:
        sys.setprofile(profile)


def put_back_handler(handler):
    """The handler of the stop button; only the main thread may set one."""
    main = threading.current_thread() is threading.main_thread()
    if main and handler is not None and signal.getsignal(signal.SIGINT) is not handler:
        signal.signal(signal.SIGINT, handler)
