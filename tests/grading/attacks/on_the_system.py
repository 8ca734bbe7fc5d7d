"""Attacks on the process, the machine, its files and its network."""

from .attack import RIGHT, WRONG, Attack, body

ON_THE_SYSTEM = (
    Attack(
        "a thread that goes on",
        (
            "import threading\ndef spin():\n    while True: pass\n"
            "threading.Thread(target=spin, daemon=True).start()",
            RIGHT,
        ),
        points=1.0,
    ),
    Attack(
        "segmentation fault",
        (body("import ctypes", "ctypes.string_at(0)"),),
        tag="limit.died",
    ),
    Attack("abort", (body("import os", "os.abort()"),), tag="limit.died"),
    Attack(
        "the stack blown",
        ("import sys\nsys.setrecursionlimit(10**9)", body("return slope_of_square(x)")),
    ),
    Attack(
        "the grader killed",
        ("import os\nfor pid in (os.getppid(), -1):\n    os.kill(pid, 9)", RIGHT),
        points=1.0,
    ),
    Attack(
        "every process of the group killed",
        ("import os, signal\nos.killpg(0, signal.SIGKILL)", RIGHT),
        points=1.0,
    ),
    Attack(
        "stopped by its own signal",
        (body("import os, signal", "os.kill(os.getpid(), signal.SIGSTOP)", "return 2 * x"),),
        tag="raised.PermissionError",
    ),
    Attack(
        "signals ignored in a long power",
        (
            "import signal\nfor s in (signal.SIGXCPU, signal.SIGTERM, signal.SIGALRM):\n"
            "    signal.signal(s, signal.SIG_IGN)",
            body("return 2 * x + 0 * (7 ** (10 ** 9) > 0)"),
        ),
        tag="limit.time",
    ),
    Attack(
        "the grades overwritten",
        (body("open({target!r}, 'w').write('200')", "return 2 * x"),),
        tag="raised.PermissionError",
        from_level=2,
    ),
    Attack(
        "the grades deleted",
        (body("import os", "os.remove({target!r})", "return 2 * x"),),
        tag="raised.PermissionError",
        from_level=2,
    ),
    Attack(
        "rights and times of a file changed",
        ("import os\nos.chmod({target!r}, 0o777)", "os.utime({target!r}, (0, 0))", RIGHT),
        points=1.0,
    ),
    Attack(
        "files left in the working folder",
        (
            "for k in range(50):\n    open(f'left-{{k}}', 'w').close()",
            "import os\nos.symlink('/', 'root')",
            RIGHT,
        ),
        points=1.0,
    ),
    Attack(
        "a connection",
        (
            body(
                "import socket",
                "socket.create_connection(('127.0.0.1', {port})).send(b'answers')",
                "return 2 * x",
            ),
        ),
        tag="raised.PermissionError",
    ),
    Attack(
        "a datagram",
        (
            body(
                "import socket",
                "socket.socket(type=socket.SOCK_DGRAM).sendto(b'answers', ('127.0.0.1', {port}))",
                "return 2 * x",
            ),
        ),
        tag="raised.PermissionError",
    ),
    Attack(
        "another program",
        (body("import subprocess", "subprocess.run(['/bin/true'])", "return 2 * x"),),
        tag="raised.PermissionError",
    ),
    Attack(
        "the environment read",
        (body("import os", "assert 'SECRET_OF_THE_COURSE' in os.environ", "return 2 * x"),),
        tag="raised.AssertionError",
    ),
    Attack(
        "the parent's memory read",
        (
            body(
                "import os",
                "open(f'/proc/{{os.getppid()}}/environ').read()",
                "return 2 * x",
            ),
        ),
        from_level=2,
    ),
    Attack(
        "the notebook's inputs written down",
        (body("return {{3.0: 6.0, -1.25: -2.5, 0.4: 0.8, 0.0: 0.0}}.get(x, 0.0)"),),
    ),
    Attack(
        "an error that cannot be printed",
        (
            "class Bad(Exception):\n    def __str__(self): raise SystemExit",
            body("raise Bad"),
        ),
        tag="raised.Exception",
    ),
    Attack(
        "an error that takes for ever to print",
        (
            "class Bad(Exception):\n    def __str__(self):\n        while True: pass",
            body("raise Bad"),
        ),
        tag="limit.time",
    ),
    Attack("KeyboardInterrupt", (body("raise KeyboardInterrupt"),), tag="raised.BaseException"),
    Attack(
        "a signature that lies",
        (
            "import inspect\nclass Answer:\n    __signature__ = inspect.signature(lambda x: 0)\n"
            "    def __call__(self, *a): raise SystemExit\nslope_of_square = Answer()",
        ),
        tag="raised.SystemExit",
    ),
    Attack(
        "the pipes closed",
        (body("import os", "os.closerange(0, 64)", "return 2 * x"),),
    ),
    Attack(
        "a little too long at every call",
        (body("import time", "time.sleep(0.7)", "return 2 * x"),),
        tag="limit.time",
    ),
    Attack(
        "the built-ins replaced",
        ("import builtins\nbuiltins.float = builtins.len = lambda *a: 2.0", WRONG),
    ),
    Attack(
        "the limits raised",
        (
            "import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
            body("import numpy as np", "np.ones(3 << 27).sum()", "return 2 * x"),
        ),
        tag="raised.out-of-memory",
    ),
    Attack(
        "half of the memory, many times",
        (body("a = []", "while True: a.append(bytearray(1 << 24))"),),  # by memory or by time
    ),
    Attack(
        "a flood on the pipe",
        (
            "import os\nraw = b'x' * 65536\nfor _ in range(10_000):\n"
            "    for fd in range(3, 9):\n        try: os.write(fd, raw)\n"
            "        except OSError: pass",
            RIGHT,
        ),
        points=1.0,
    ),
)
