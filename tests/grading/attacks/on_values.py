"""Attacks by what a function returns, or writes on the way back."""

from .attack import WRONG, Attack, body

ON_VALUES = (
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
)
