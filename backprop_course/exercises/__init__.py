"""The exercises of lesson NN stand in chNN: a module, or a package where they are many.

``EXERCISES`` are those of the exercise notebook, ``GAPS`` those inside the lesson itself.
"""

import pkgutil
from importlib import import_module


def numbers():
    """The numbers of the lessons that have exercises."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return sorted(int(name[2:]) for name in names if name.startswith("ch"))


def gaps(number):
    """The exercises inside one lesson, in order; none where it has no gaps."""
    return getattr(chapter(number), "GAPS", ()) if number in numbers() else ()


def load(number):
    """The exercises of one exercise notebook, in order; none where a lesson has gaps alone."""
    return chapter(number).EXERCISES


def chapter(number):
    """The module of one lesson."""
    if number not in numbers():
        listed = ", ".join(map(str, numbers()))
        raise ValueError(f"lesson {number} has no exercises; there are some for {listed}")
    return import_module(f"{__name__}.ch{number:02d}")
