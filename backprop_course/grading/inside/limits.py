"""What the child takes from itself before it runs a student's code. None of it needs privileges.

Limits of the system (`resource`), and a filter of system calls (seccomp): no new process, no
signal, no socket, no change of a file's owner, rights or times. Missing on this system: skipped.
"""

import contextlib
import ctypes
import os
import platform
import struct
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
SIGKILL = 9
NOBODY = 65534

# The calls refused: processes, signals, sockets, memory of others, owners and times of files, the
# system. Their numbers on x86_64 and aarch64 are those of asm/unistd_64.h and asm-generic/unistd.h.
REFUSED = """
fork:57:- vfork:58:- clone:56:220 clone3:435:435 execve:59:221 execveat:322:281 setsid:112:157
setpgid:109:154 unshare:272:97 setns:308:268 prctl:157:167 ptrace:101:117
kill:62:129 tkill:200:130 tgkill:234:131 rt_sigqueueinfo:129:138 rt_tgsigqueueinfo:297:240
pidfd_open:434:434 pidfd_send_signal:424:424
socket:41:198 socketpair:53:199 bind:49:200 connect:42:203 io_uring_setup:425:425
process_vm_readv:310:270 process_vm_writev:311:271 shmget:29:194 shmat:30:196 msgget:68:186
semget:64:190 mq_open:240:180 userfaultfd:323:282
chmod:90:- fchmod:91:52 fchmodat:268:53 fchmodat2:452:452 chown:92:- fchown:93:55 lchown:94:-
fchownat:260:54 utime:132:- utimes:235:- utimensat:280:88 futimesat:261:- setxattr:188:5
lsetxattr:189:6 fsetxattr:190:7 removexattr:197:14 lremovexattr:198:15 fremovexattr:199:16
mount:165:40 umount2:166:39 chroot:161:51 pivot_root:155:41 reboot:169:142 bpf:321:280
perf_event_open:298:241 keyctl:250:219 add_key:248:217 request_key:249:218
open_by_handle_at:304:265 prlimit64:302:261 setrlimit:160:164 syslog:103:116 personality:135:92
sethostname:170:161 settimeofday:164:170 acct:163:89
"""
MACHINES = {"x86_64": (0xC000003E, 1), "aarch64": (0xC00000B7, 2)}  # audit's number, column above


def refused(column):
    """The numbers of the refused calls on one kind of machine."""
    numbers = [entry.split(":")[column] for entry in REFUSED.split()]
    return [int(number) for number in numbers if number != "-"]


def prctl(option, value, *more):
    """Linux's prctl; raises OSError where it is refused or unknown."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, *more, *[0] * (3 - len(more))) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def become_nobody(needed):
    """Root becomes a user without rights, if that one can read these paths; whether it did."""
    if os.name != "posix" or os.geteuid() != 0 or not all(map(open_to_all, needed)):
        return False
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    with contextlib.suppress(OSError, AttributeError):
        prctl(PR_SET_DUMPABLE, 1)  # else /proc/self is root's, and no namespace can be made
    return True


def open_to_all(path):
    """Whether every user may go to a path and read it."""
    path = Path(path).resolve()
    return all(folder.stat().st_mode & 1 for folder in path.parents) and path.stat().st_mode & 4


def die_with_parent():
    """This process is killed when the one that started it ends."""
    with contextlib.suppress(OSError, AttributeError, TypeError):  # it is Linux's own
        prctl(PR_SET_PDEATHSIG, SIGKILL)


def set_limits(memory, cpu):
    """Limits on memory (bytes), processor time (seconds), files and processes; what was set."""
    if resource is None:
        return []
    wanted = {"AS": memory, "CPU": cpu, "FSIZE": 0, "CORE": 0, "NPROC": 0, "NOFILE": 64}
    return [name for name, value in wanted.items() if set_limit(f"RLIMIT_{name}", value)]


def set_limit(name, value):
    kind = getattr(resource, name, None)
    try:
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError, TypeError):
        return False
    return True


# The filter is a program of a small machine (classic BPF): load a word, compare, return.
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, EPERM = 0x7FFF0000, 0x00050001
OTHER_CONVENTION = 0x40000000  # x86_64 only: the same calls under other numbers


def filter_calls():
    """Refuse the calls above, for good; whether the filter holds, seen by trying to fork."""
    try:
        architecture, column = MACHINES[platform.machine()]
        program = filter_program(architecture, refused(column))
        buffer = ctypes.create_string_buffer(program)
        head = struct.pack("@HP", len(program) // 8, ctypes.addressof(buffer))
        prctl(PR_SET_NO_NEW_PRIVS, 1)
        prctl(PR_SET_SECCOMP, 2, ctypes.create_string_buffer(head))
    except (KeyError, OSError, AttributeError, TypeError):
        return False
    return not can_fork()


def filter_program(architecture, numbers):
    """The filter's instructions: (operation, jump if true, jump if false, operand) each."""
    refuse = len(numbers) + 2  # where the last instruction but one stands, seen from the first test
    lines = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, architecture), (RETURN, 0, 0, EPERM), (LOAD, 0, 0, 0)]
    lines += [(AT_LEAST, refuse - 1, 0, OTHER_CONVENTION)]
    lines += [(EQUAL, refuse - 2 - k, 0, number) for k, number in enumerate(numbers)]
    lines += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, EPERM)]
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def can_fork():
    try:
        child = os.fork()
    except OSError:
        return False
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return True
