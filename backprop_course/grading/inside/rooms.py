"""Namespaces: a room with no network, whose processes all end when its first one does.

Three processes: the launcher outside, the room's first process, which only waits, and the one
that goes on to run the student's code. Only ctypes is needed, and user namespaces where the
process is not root's.
"""

import ctypes
import os
from pathlib import Path

from limits import die_with_parent

NEW_USER, NEW_PROCESSES, NEW_NETWORK, NEW_MESSAGES = 0x10000000, 0x20000000, 0x40000000, 0x08000000
CAPABILITIES = (0x20080522, 0)  # version 3 of capset's header, for this process


def enter():
    """Go on as the second process of a new room. Raises OSError where that is not allowed."""
    user, group = os.geteuid(), os.getegid()
    unshare(NEW_USER | NEW_PROCESSES | NEW_NETWORK | NEW_MESSAGES)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    go_on_as_child()  # the launcher waits here, outside
    go_on_as_child()  # the room's first process waits here
    give_up_privileges()


def unshare(flags):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(flags) != 0:
        raise OSError(ctypes.get_errno(), "unshare")


def go_on_as_child():
    """Return in a child; the parent only waits for it, and ends as it ended."""
    child = os.fork()
    if child == 0:
        die_with_parent()
        return
    for stream in (0, 1):  # the pipes belong to the child: its end must be their end
        os.close(stream)
    status = os.waitpid(child, 0)[1]
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def give_up_privileges():
    """The first user of a room may do anything in it; that is not needed."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, data = (ctypes.c_uint32 * 2)(*CAPABILITIES), (ctypes.c_uint32 * 6)()
    if libc.capset(header, data) != 0:
        raise OSError(ctypes.get_errno(), "capset")
