"""Attacks that took points from other graders, or broke something there."""

from .attack import RIGHT, WRONG, Attack, body

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
