"""Every picture of the course, drawn for the tests: a module for each topic.

``PICTURES`` is {name: a function that draws it}; ``EXTREMES``, where there is one, is {name: a
function that draws many}: at the ends of sliders, with the longest numbers.
"""

from importlib import import_module
from pkgutil import iter_modules

TOPICS = [module.name for module in iter_modules(__path__)]


def tables(kind):
    """The tables of this kind of all topics in one, under "topic: name"."""
    modules = {topic: import_module(f"{__name__}.{topic}") for topic in TOPICS}
    return {
        f"{topic}: {name}": draw
        for topic, module in modules.items()
        for name, draw in getattr(module, kind, {}).items()
    }
