"""A Python as poor as Pyodide, the one inside a web page: one thread, one process, no alarm."""

import os
import signal
import subprocess
import sys
import threading

MISSING = (
    "_hashlib",
    "_multiprocessing",
    "_posixshmem",
    "_sqlite3",
    "_ssl",
    "dbm",
    "fcntl",
    "grp",
    "lzma",
    "pwd",
    "resource",
    "sqlite3",
    "ssl",
    "syslog",
    "termios",
    "tkinter",
)
STARTS = ("_start_new_thread", "_start_joinable_thread")  # until Python 3.12, and since
PROCESSES = ("fork", "forkpty", "posix_spawn", "posix_spawnp", "execv", "execve")


def impoverish():
    """Take away from this interpreter, for good, what Pyodide lacks."""
    sys.platform = "emscripten"
    for name in MISSING:
        sys.modules[name] = None
    for name in ("alarm", "setitimer", "getitimer"):
        delattr(signal, name)
    for name in PROCESSES:
        setattr(os, name, refuse)
    for name in STARTS:
        setattr(threading, name, refuse)
    subprocess._fork_exec = subprocess._posixsubprocess = None


def refuse(*arguments, **settings):
    raise RuntimeError("can't start new thread or process")
