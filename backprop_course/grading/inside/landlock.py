"""Landlock: a Linux process gives up files, TCP ports and signals, without privileges (>= 5.13).

The numbers are those of linux/landlock.h; the three system calls have the same number everywhere.
"""

import contextlib
import ctypes
import os
import struct
import sys
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
EXECUTE, READ_FILE, READ_DIR = 1, 4, 8
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # how many rights on files each version knows
TCP_BIND_AND_CONNECT, SOCKETS_AND_SIGNALS = 3, 3


def call(number, *arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), "landlock")
    return result


def version():
    """The version of Landlock on this machine; 0 where there is none."""
    if not sys.platform.startswith("linux"):
        return 0
    try:
        return call(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    except (OSError, AttributeError):
        return 0


def restrict(readable):
    """From here on only these files and folders can be read, and none written; the version.

    Raises: OSError where Landlock is missing.
    """
    known = version()
    if not known:
        raise OSError("no Landlock on this machine")
    handled = (1 << RIGHTS.get(known, 16)) - 1
    rules = struct.pack("@Q", handled)
    rules += struct.pack("@Q", TCP_BIND_AND_CONNECT) if known >= 4 else b""
    rules += struct.pack("@Q", SOCKETS_AND_SIGNALS) if known >= 6 else b""
    ruleset = call(CREATE_RULESET, rules, ctypes.c_size_t(len(rules)), ctypes.c_uint32(0))
    for path in readable:
        with contextlib.suppress(FileNotFoundError, PermissionError):
            allow(ruleset, path)
    libc = ctypes.CDLL(None)
    libc.prctl(38, 1, 0, 0, 0)  # no new privileges: Landlock asks for it
    call(RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    os.close(ruleset)
    return known


def allow(ruleset, path):
    """One path may be read, and where it is a folder, all below it."""
    rights = EXECUTE | READ_FILE | (READ_DIR if Path(path).is_dir() else 0)
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", rights, handle)
        call(ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(1), rule, ctypes.c_uint32(0))
    finally:
        os.close(handle)
