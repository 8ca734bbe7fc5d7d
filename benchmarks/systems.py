"""Every system by name: the module and class that are it, and the package that it needs."""

from importlib import import_module
from importlib.util import find_spec

SYSTEMS = {
    "ours": ("ours", "Ours", "backprop_course"),
    "ours, MLP": ("ours", "OursMLP", "backprop_course"),
    "numerical gradient": ("ours", "Numerical", "backprop_course"),
    "textbook": ("textbook", "Textbook", "numpy"),
    "limit": ("limit", "Limit", "numpy"),
    "PyTorch eager": ("torch_peer", "Eager", "torch"),
    "PyTorch fused": ("torch_peer", "Fused", "torch"),
}
NUMPY_ALONE = ["ours", "ours, MLP", "textbook", "limit"]
TORCH = ["PyTorch eager", "PyTorch fused"]


def load(name):
    """The class."""
    module, system, _ = SYSTEMS[name]
    return getattr(import_module(f"{__package__}.{module}"), system)


def installed(names):
    """Those whose package is there, in the same order."""
    return [name for name in names if find_spec(SYSTEMS[name][2])]


def skipped(names):
    """What to print of the others; nothing where there are none."""
    missing = [name for name in names if name not in installed(names)]
    told = [f"{name} ({SYSTEMS[name][2]} is not installed)" for name in missing]
    return {"skipped": ", ".join(told)} if told else {}
