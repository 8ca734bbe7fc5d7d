"""Attacks that aim at what the parent reads, keeps, waits for or believes."""

from .attack import RIGHT, WRONG, Attack, body

WRITE = (  # into every open pipe, frames that nobody asked for
    "import os, struct, json",
    "def frame(message):",
    "    raw = json.dumps(message).encode()",
    "    return struct.pack('>II', len(raw), 0) + raw",
    "def write(raw):",
    "    for fd in range(3, 9):",
    "        try: os.write(fd, raw)",
    "        except OSError: pass",
)
DEEP = {  # texts on which parsers are known to use up their stack or their time
    "signs": "x = " + "-" * 90_000 + "1",
    "sums": "x = 1" + " + 1" * 22_000,
    "names": "x = y" + ".y" * 45_000,
    "brackets": "x = " + "[" * 5_000 + "]" * 5_000,
    "lambdas": "x = " + "lambda: " * 11_000 + "1",
    "calls": "x = y" + "()" * 45_000,
    "powers": "x = " + "2 ** " * 15_000 + "2",
    "conditions": "x = " + "1 if 1 else " * 8_000 + "1",
    "comparisons": "x = 1" + " < 1" * 22_000,
    "large number": "x = " + "9" * 90_000,
}

ON_THE_PARENT = (
    Attack(
        "requests without an end",
        (
            body(
                *WRITE,
                "ask = frame({{'is': 'request', 'do': 'call', 'function': 0, 'arguments': []}})",
                "while True: write(ask * 500)",
            ),
        ),
    ),
    Attack(
        "requests of no sense",
        (
            body(
                *WRITE,
                "for do in ('call', 'offer', 'run', '__init__', None, [], 3):",
                "    for which in (-1, 10**6, 'x', None, True):",
                "        for given in (None, 3, {{}}, [[]], [['a', ['x'], [1]]], [[[], 1]]):",
                "            message = dict(do=do, function=which, arguments=given)",
                "            write(frame({{'is': 'request', **message}}))",
                "return x + 1.0",
            ),
        ),
    ),
    Attack(
        "answers of no sense",
        (
            body(
                *WRITE,
                "write(frame({{'is': 'answer', 'value': [['f'], '0x1p0'], 'arguments': 'all'}}))",
                "return 2 * x",
            ),
        ),
        tag="limit.reply",
    ),
    Attack(
        "an error of no sense",
        (
            body(
                *WRITE,
                "kinds = ['KeyboardInterrupt', 'GeneratorExit', 3, 'open', '__import__']",
                "error = dict(kinds=kinds, text=['x'], frame={{}})",
                "write(frame({{'is': 'answer', 'error': error}}))",
                "return 2 * x",
            ),
        ),
        tag="raised.Exception",
    ),
    Attack(
        "one byte at a time",
        (
            body(
                *WRITE,
                "import time",
                "write(struct.pack('>II', 900_000, 0))",
                "while True: write(b' '); time.sleep(0.05)",
            ),
        ),
        tag="limit.time",
    ),
    Attack(
        "a dict of 100,000 keys",
        (body("return dict.fromkeys(range(100_000), 1.0)"),),
    ),
    Attack(
        "an array that is stretched without memory",
        (body("import numpy as np", "return np.broadcast_to(1.0, (1 << 40,))"),),
    ),
    Attack(
        "an empty array with an axis of 10^12",
        (body("import numpy as np", "return np.empty((0, 10**12))"),),
    ),
    Attack("a counter without an end", (body("import itertools", "return itertools.count()"),)),
    Attack(
        "objects that run code when copied or unpickled",
        (
            body(
                "class Evil:",
                "    def __reduce__(self): return (open, ({target!r}, 'w'))",
                "    def __deepcopy__(self, memo): return 2.0",
                "    def __float__(self): return 2.0",
                "    def __array__(self, *a): return 2.0",
                "return Evil()",
            ),
        ),
        tag="structure.type",
    ),
    Attack(
        "masked values",
        (body("import numpy as np", "return np.ma.masked_array(0.0, mask=True)"),),
    ),
    Attack("infinity", (body("return float('inf')"),), tag="not-finite"),
    Attack(
        "a signature of 10,000 arguments",
        (
            "import inspect\nclass Answer:\n"
            "    def __call__(self, x): return x + 1.0\nslope_of_square = Answer()\n"
            "kind = inspect.Parameter.KEYWORD_ONLY\n"
            "names = [inspect.Parameter(f'a{{k}}' * 40, kind) for k in range(10_000)]\n"
            "slope_of_square.__signature__ = inspect.Signature(names)",
        ),
    ),
    Attack(
        "an error of ten megabytes, in red",
        (body("raise ValueError('\\x1b[31m\\x1b]0;mine\\x07' * 10**6)"),),
        tag="raised.ValueError",
    ),
    Attack(
        "right on the inputs of the notebook alone",
        (
            "seen = []",
            body("seen.append(x)", "return 2 * x if len(set(seen)) < 5 else x"),
        ),
    ),
    Attack(
        "fifty cells, each just within the limit",
        (*["import time\ntime.sleep(1.5)"] * 50, RIGHT),
        points=1.0,
        seconds=20.0,
    ),
    Attack("a cell of two megabytes", ("x = 1\n" * 350_000, RIGHT), tag="not-a-notebook"),
    *(
        Attack(f"a text too deep to parse: {name}", (text, RIGHT), points=1.0)
        for name, text in DEEP.items()
    ),
    Attack(
        "a file in memory beyond every limit",
        (
            "import os\nfd = os.memfd_create('x')\nos.posix_fallocate(fd, 0, 3 << 30)",
            "import mmap\nmap = mmap.mmap(-1, 3 << 30)",
            RIGHT,
        ),
        points=1.0,
    ),
    Attack(
        "a shared place on disk",
        (body("open('/dev/shm/left', 'w').close()", "return 2 * x"),),
        tag="raised.PermissionError",
        from_level=2,
    ),
    Attack(
        "a process made by the C library",
        ("import ctypes\nif ctypes.CDLL(None).fork() == 0:\n    while True: pass", RIGHT),
        points=1.0,
    ),
    Attack(
        "the filter of system calls lifted",
        (
            "import ctypes\nlibc = ctypes.CDLL(None)\nlibc.prctl(22, 0, 0, 0, 0)\n"
            "libc.syscall(317, 0, 0, 0)",
            "import os\nif os.fork() == 0:\n    while True: pass",
            RIGHT,
        ),
        points=1.0,
    ),
    Attack(
        "what the child was started with",
        (
            body(
                "words = open('/proc/self/cmdline').read() + open('/proc/self/environ').read()",
                "return 2 * x if 'secret' in words.lower() or 'reference' in words else 0.0",
            ),
        ),
    ),
    Attack(
        "the answers among the objects in memory",
        (
            body(
                "import gc",
                "for thing in gc.get_objects():",
                "    if hasattr(type(thing), 'reference'): return thing.reference(x)",
                "return x + 1.0",
            ),
        ),
    ),
    Attack(
        "right answers on the way back",
        (
            "import sys\n"
            "for module in list(sys.modules.values()):\n"
            "    if hasattr(module, 'Writer'):\n"
            "        module.Writer.value = lambda self, value, depth=0: ['f', (6.0).hex()]",
            WRONG,
        ),
    ),
    Attack(
        "the end of the process, once the answer is given",
        (
            "import os, threading\nclass Late(float):\n    def __del__(self): os._exit(0)",
            body("late = Late(1)", "return x + 1.0"),
        ),
        tag="limit.died",
    ),
)
