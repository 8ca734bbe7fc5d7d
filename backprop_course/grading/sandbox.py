"""The child process: started, limited, asked, and ended whatever it does.

Levels: L1 a process with limits, a filter of system calls and a clock; L2 also Landlock (no file
of anybody's, no TCP); L3 also namespaces (no network at all, no process that outlives the child).
"""

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import numpy

from .inside import landlock, wire

INSIDE = Path(__file__).parent / "inside"
BACKLOG = 400  # pieces of 64 KiB that may wait to be read
START = 30.0  # seconds for the interpreter to start, on a busy machine
GRACE = 2.0  # seconds after its limit until an answer that is on its way is given up
NEEDED = ("SYSTEMROOT", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE")  # by interpreter and NumPy to start
ONE_THREAD = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


@dataclass(frozen=True)
class Limits:
    """Seconds for each exercise and each cell, bytes of memory for the process."""

    seconds: float = 10.0
    memory: int = 1 << 30

    @property
    def processor(self):
        """Seconds of processor time after which the system ends the child, if nobody else does."""
        return int(self.seconds * 60) + 60


class Gone(Exception):
    """The child is no more; ``tag`` says why: its clock, its death, or what it sent."""

    def __init__(self, tag, words):
        super().__init__(words)
        self.tag = tag


class CannotStart(RuntimeError):
    """The child did not come up: this machine's fault, never a student's."""


class Sandbox:
    """One child process. ``reached`` says what holds there; ``fate`` is a Gone, once it is gone."""

    def __init__(self, limits, level=3, serve=None):
        self.limits, self.fate, self.ends_at = limits, None, None
        self.folder = tempfile.mkdtemp(prefix="grading-")
        self.pieces, self.rest, self.closed = queue.Queue(BACKLOG), bytearray(), False
        self.process = subprocess.Popen(self.command(level), **self.surroundings())
        threading.Thread(target=self.listen, daemon=True).start()
        self.peer = wire.Peer(self.send, self.receive, serve or refuse)
        self.reached = self.greeting()

    @property
    def level(self):
        """The level that was reached: 1, 2 or 3."""
        if not self.reached["landlock"]:
            return 1
        return 3 if self.reached["rooms"] else 2

    def command(self, level):
        settings = {"level": level, "here": str(INSIDE), "memory": self.limits.memory}
        settings |= {"cpu": self.limits.processor, "numpy": str(Path(numpy.__file__).parents[1])}
        settings["readable"] = readable() if level >= 2 else []
        return [sys.executable, "-I", "-S", "-B", str(INSIDE / "serve.py"), json.dumps(settings)]

    def surroundings(self):
        """How the child is started: an empty environment and folder, and no files but the pipes."""
        kept = {name: os.environ[name] for name in NEEDED if name in os.environ}
        kept |= dict.fromkeys(ONE_THREAD, "1") | {"LC_ALL": "C.UTF-8", "PATH": ""}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        own_session = {"start_new_session": True} if os.name == "posix" else {}
        return {"env": kept, "cwd": self.folder, "bufsize": 0, **pipes, **own_session}

    def greeting(self):
        """The child's first message. Raises CannotStart."""
        try:
            with self.clock(START):
                message, _ = self.peer.read()
            return message
        except (Gone, wire.WireError) as problem:
            self.close()
            raise CannotStart(f"the child process did not start: {problem}") from problem

    def listen(self):
        """Put what the child sends into a queue, piece by piece; an empty piece is the end."""
        with contextlib.suppress(OSError, ValueError):
            while piece := self.process.stdout.read(1 << 16):
                self.hand_on(piece)
        self.hand_on(b"")

    def hand_on(self, piece):
        """Queue a piece: a flood waits in its own pipe, and nobody waits for a closed sandbox."""
        while not self.closed:
            with contextlib.suppress(queue.Full):
                return self.pieces.put(piece, timeout=0.1)

    @contextlib.contextmanager
    def clock(self, seconds):
        """The child is ended when what is done with it takes longer."""
        self.ends_at = time.monotonic() + seconds
        timer = threading.Timer(seconds, self.kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def send(self, data):
        try:
            view = memoryview(data)
            while view:
                view = view[self.process.stdin.write(view) :]
        except (OSError, ValueError) as problem:
            raise self.gone() from problem

    def receive(self, count):
        """The next bytes that the child sends. Raises Gone, also where a flood still waits."""
        left = self.ends_at + GRACE - time.monotonic()
        while len(self.rest) < count and left > 0:
            try:
                piece = self.pieces.get(timeout=left)
            except queue.Empty:
                break
            if not piece:
                break
            self.rest += piece
            left = self.ends_at + GRACE - time.monotonic()
        if len(self.rest) < count or left <= 0:
            raise self.gone()
        taken = bytes(self.rest[:count])
        del self.rest[:count]
        return taken

    def gone(self):
        """Why there is no answer, as an exception; the child is ended."""
        if self.fate is None:
            late = time.monotonic() >= self.ends_at
            self.kill()
            code = self.process.wait()
            words = f"it ran longer than {self.limits.seconds:g} seconds" if late else ended(code)
            self.fate = Gone("limit.time" if late else "limit.died", words)
        return self.fate

    def ask(self, do, parts=(), **request):
        """(answer, body) for a request. Raises Gone, and so does every later one."""
        if self.fate is not None:
            raise self.fate
        try:
            return self.peer.ask({"is": "request", "do": do, **request}, parts)
        except (wire.WireError, RecursionError) as problem:
            self.spoiled(problem)
            raise self.fate from problem

    def spoiled(self, problem):
        """What the child sent cannot be read: it is ended."""
        self.kill()
        self.fate = self.fate or Gone("limit.reply", f"what came back could not be read: {problem}")

    def kill(self):
        """End the child and whatever it started; nothing once its number may be another's."""
        if self.process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.name == "posix":
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()

    def close(self):
        """End the child, close the pipes, remove its folder."""
        self.closed = True
        self.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError, ValueError):
                pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def refuse(message, peer, body):
    raise wire.WireError("nothing was lent")


def ended(code):
    """An exit code in words."""
    number = -code if code < 0 else code - 128 if code > 128 else 0
    if os.name == "posix" and number in signal.valid_signals():
        return f"the process was ended by {signal.Signals(number).name}"
    return f"the process ended with exit code {code}"


def readable():
    """What a NumPy program reads while it runs, and nothing else: above all no other package."""
    library = Path(os.__file__).parent
    inside = [path for path in library.iterdir() if path.name not in PACKAGES]
    numpy_home = Path(numpy.__file__).parent
    own = [numpy_home, numpy_home.with_name("numpy.libs")]
    shared = [*Path("/lib64").glob("*.so*"), *Path(sys.base_prefix, "lib").glob("lib*.so*")]
    system = [*Path("/usr/lib").glob("*-linux-gnu"), *Path("/lib").glob("*-linux-gnu")]
    devices = ["/dev/null", "/dev/urandom", "/dev/zero", "/etc/ld.so.cache"]
    return [str(path) for path in (*inside, *own, *shared, *system, *devices)]


PACKAGES = {"site-packages", "dist-packages"}


def machine():
    """What this machine offers, and what it does not, for a report: a dict."""
    box = Sandbox(Limits())
    try:
        return {"level": box.level, **box.reached, "landlock_known": landlock.version()}
    finally:
        box.close()


def level_name(level):
    return f"L{level}"
