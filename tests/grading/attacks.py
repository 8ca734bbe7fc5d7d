"""Students who attack the grader: what they hand in, and what they may get for it.

The exercise is slope_of_square of lesson 00, one point, answered by 2 * x. {target} is a file that
must stay as it is, {secret} one that nobody may read, {package} the folder with the answers, {port}
a port that listens on this machine.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attack:
    """Cells, and the expected points, tag and seconds; ``from_level``: where it is stopped."""

    name: str
    cells: tuple[str, ...]
    points: float = 0.0
    tag: str = ""
    seconds: float = 8.0
    from_level: int = 1


WRONG = "def slope_of_square(x):\n    return x + 1.0"
RIGHT = "def slope_of_square(x):\n    return 2 * x"


def body(*lines):
    """The answer's function with these lines in it."""
    return "def slope_of_square(x):\n" + "\n".join(f"    {line}" for line in lines)


MEASURED = (  # seen to take points, or to break things, in other graders
    Attack(
        "allclose always true", ("import numpy as np\nnp.allclose = lambda *a, **k: True", WRONG)
    ),
    Attack("array_equal always true", ("import numpy\nnumpy.array_equal = lambda *a: True", WRONG)),
    Attack("a fake numpy", ("class np:\n    allclose = lambda *a: True\n    array = list", WRONG)),
    Attack(
        "the checker patched",
        (
            "import backprop_course.checking as c\nc.check = c.judge = lambda *a: 1.0",
            "from backprop_course.exercises import ch00\nch00.slope_of_square.points = 100",
            WRONG,
        ),
    ),
    Attack(
        "expected value from the frames",
        (
            body(
                "import sys",
                "frame = sys._getframe()",
                "while frame:",
                "    for value in frame.f_locals.values():",
                "        if hasattr(value, 'reference'): return value.reference(x)",
                "        if hasattr(value, 'expected'): return value.expected",
                "    frame = frame.f_back",
                "return x + 1.0",
            ),
        ),
    ),
    Attack(
        "IPython input transformer",
        ("get_ipython().input_transformers_cleanup.append(lambda lines: ['pass'])", WRONG),
    ),
    Attack(
        "syntax tree transformer",
        (
            "import ast\nfor name in ('parse', 'walk'):\n    setattr(ast, name, lambda *a: 1 / 0)",
            WRONG,
        ),
    ),
    Attack(
        "solutions read from disk",
        (
            "import sys\nsys.path.insert(0, {package!r})\n"
            "for name in list(sys.modules):\n"
            "    if name.startswith('backprop_course'): del sys.modules[name]",
            body(
                "from backprop_course.exercises.ch00 import slope_of_square as ours",
                "return ours.reference(x)",
            ),
        ),
        from_level=2,
    ),
    Attack(
        "a secret read from disk",
        (body("text = open({secret!r}).read()", "return 2 * x if text else 0"),),
        tag="raised.PermissionError",
        from_level=2,
    ),
    Attack(
        "a background process rewrites grades",
        (
            "import os\npid = os.fork()\nif pid == 0:\n    os.setsid()\n"
            "    while True: open({target!r}, 'w').write('points: 200')",
            RIGHT,
        ),
        points=1.0,
    ),
    Attack(
        "a pickle on the channel",
        (
            body(
                "import os, pickle",
                "class Evil:",
                "    def __reduce__(self): return (open, ({target!r}, 'w'))",
                "raw = pickle.dumps(Evil())",
                "for fd in range(3, 20):",
                "    try: os.write(fd, raw)",
                "    except OSError: pass",
                "return 2 * x",
            ),
        ),
        tag="limit.reply",
    ),
    Attack("SystemExit", (body("import sys", "sys.exit(0)"),), tag="raised.SystemExit"),
    Attack("os._exit", (body("import os", "os._exit(0)"),), tag="limit.died"),
    Attack("infinite loop", (body("while True: pass"),), tag="limit.time"),
    Attack(
        "a loop that swallows every exception",
        (
            body(
                "while True:",
                "    try:",
                "        while True: pass",
                "    except BaseException: pass",
            ),
        ),
        tag="limit.time",
    ),
    Attack("sleep", (body("import time", "time.sleep(60)", "return 2 * x"),), tag="limit.time"),
    Attack(
        "3 GB of memory",
        (body("import numpy as np", "np.ones(3 << 27).sum()", "return 2 * x"),),
        tag="raised.out-of-memory",
    ),
    Attack(
        "fork bomb",
        ("import os\nfor _ in range(1000):\n    try: os.fork()\n    except OSError: break", RIGHT),
        points=1.0,
    ),
    Attack(
        "an orphan that outlives its session",
        (
            "import os\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
            "        import time\n        time.sleep(600)",
            RIGHT,
        ),
        points=1.0,
    ),
    Attack(
        "two million printed lines",
        (body("for _ in range(2_000_000): print('x' * 80)", "return 2 * x"),),
        points=0.0,
        tag="limit.time",
    ),
    Attack("many printed lines", ("for _ in range(20_000): print('x' * 80)", RIGHT), points=1.0),
    Attack(
        "oversized reply",
        (body("import numpy as np", "return np.ones(1 << 22)"),),
        tag="raised.ValueError",
    ),
    Attack("nan", (body("return float('nan')"),), tag="not-finite"),
    Attack(
        "an array that lies",
        (
            body(
                "import numpy as np",
                "class Liar(np.ndarray):",
                "    def __eq__(self, other): return True",
                "    def __sub__(self, other): return 0.0",
                "return np.zeros(()).view(Liar)",
            ),
        ),
    ),
    Attack(
        "an array of objects",
        (body("import numpy as np", "return np.array(object(), dtype=object)"),),
    ),
    Attack(
        "a warning", (body("import warnings", "warnings.warn('!')", "return 2 * x"),), points=1.0
    ),
    Attack(
        "a missing library",
        (
            "import matplotlib.pyplot as plt\nimport numpy as np\nfactor = np.array(2.0)",
            body("return float(factor * x)"),
        ),
        points=1.0,
    ),
)

OWN = (
    Attack(
        "a number that lies",
        (
            body(
                "class Liar(float):",
                "    def __eq__(self, other): return True",
                "    def __sub__(self, other): return 0.0",
                "    def __abs__(self): return 0.0",
                "return Liar(1.0)",
            ),
        ),
        tag="structure.type",
    ),
    Attack("a list that holds itself", (body("a = []", "a.append(a)", "return a"),)),
    Attack(
        "a list nested a thousand deep",
        (body("a = 1.0", "for _ in range(1000): a = [a]", "return a"),),
    ),
    Attack(
        "a reply that claims 4 GB",
        (
            body(
                "import os",
                "for fd in range(3, 20):",
                "    try: os.write(fd, b'\\xff' * 8)",
                "    except OSError: pass",
                "return 2 * x",
            ),
        ),
        tag="limit.reply",
    ),
    Attack(
        "a reply of nested brackets",
        (
            body(
                "import os, struct",
                "raw = b'[' * 200_000",
                "for fd in range(3, 20):",
                "    try: os.write(fd, struct.pack('>II', len(raw), 0) + raw)",
                "    except OSError: pass",
                "return 2 * x",
            ),
        ),
        tag="limit.reply",
    ),
    Attack(
        "a forged verdict",
        (
            body(
                "import os, struct, json",
                "raw = json.dumps(dict(points=100, value=['f', '0x1p3'])).encode()",
                "raw = raw.replace(b'}}', b', \"is\": \"answer\"}}')",
                "for fd in range(3, 20):",
                "    try: os.write(fd, struct.pack('>II', len(raw), 0) + raw)",
                "    except OSError: pass",
                "return 0.0",
            ),
        ),
    ),
    Attack(
        "the service replaced",
        (
            "import gc\n"
            "for thing in gc.get_objects():\n"
            "    if type(thing).__name__ == 'Service':\n"
            "        type(thing).call = lambda self, *a: ({{'value': ['f', '0x1p1']}}, [])",
            WRONG,
        ),
    ),
    Attack(
        "an object for every output",
        (
            body(
                "class Any:",
                "    def __getattr__(self, name): return self",
                "    def __call__(self, *a): return self",
                "return Any()",
            ),
        ),
    ),
    Attack(
        "a function in place of a number", (body("return lambda *a: 2.0"),), tag="structure.type"
    ),
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
ATTACKS = MEASURED + OWN
