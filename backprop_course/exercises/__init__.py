"""The exercises of lesson NN stand in chNN: a module, or a package where they are many.

``patients`` are the sick nets of lesson 14, which hold answers too.
"""

import pkgutil
from importlib import import_module


def numbers():
    """The numbers of the lessons that have exercises."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return sorted(int(name[2:]) for name in names if name.startswith("ch"))


def load(number):
    """The exercises of one lesson, in order."""
    if number not in numbers():
        listed = ", ".join(map(str, numbers()))
        raise ValueError(f"lesson {number} has no exercises; there are some for {listed}")
    return import_module(f"{__name__}.ch{number:02d}").EXERCISES
