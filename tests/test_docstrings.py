"""Examples in docstrings: every formula, loss, layer and optimizer has one, and they all hold."""

import doctest
import importlib
import inspect
import pkgutil
from types import ModuleType

import numpy as np
import pytest

import backprop_course
from backprop_course import losses, ops
from backprop_course.parameters import Parameter

# where everything public has an example
PARTS = (
    "ops chain_rule losses init parameters layers mlp optim autograd data"  # in reading order
).split()
ABSTRACT = {"Optimizer", "Activation"}
ON_TENSORS = {*vars(ops), *vars(losses)}  # autograd has the same by these names, without example


def modules(part):
    """The module of that name, and all inside where it is a folder."""
    module = importlib.import_module(f"backprop_course.{part}")
    inside = pkgutil.iter_modules(getattr(module, "__path__", ()), f"{module.__name__}.")
    return [module, *(importlib.import_module(one.name) for one in inside)]


ALL = [
    module
    for part in pkgutil.iter_modules(backprop_course.__path__)
    if part.name in {*PARTS, "module", "gradcheck", "arguments", "training", "diagnostics"}
    for module in modules(part.name)
]


def public(module):
    """(name, function or class) for everything public that was written in this file."""
    for name, value in vars(module).items():
        is_code = inspect.isfunction(value) or inspect.isclass(value)
        if is_code and value.__module__ == module.__name__ and not name.startswith("_"):
            yield name, value


def failures(module):
    """What doctest reports of the examples in a module; empty where they all hold."""
    report, runner = [], doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    names = vars(module) | {"np": np, "Parameter": Parameter}
    for test in doctest.DocTestFinder().find(module, globs=names):
        runner.run(test, out=report.append)
    return "".join(report)


@pytest.mark.parametrize("module", ALL, ids=lambda module: module.__name__.partition(".")[2])
def test_the_examples_hold(module):
    assert not failures(module)


@pytest.mark.parametrize("part", PARTS)
def test_everything_public_has_an_example(part):
    for module in modules(part):
        if module.__name__.endswith("._shared"):
            continue
        bare = {name for name, value in public(module) if ">>>" not in (value.__doc__ or "")}
        assert not bare - (ON_TENSORS if part == "autograd" else ABSTRACT), module.__name__


PLANTED = """
def half(x):
    '''Half of x.

    >>> half(1.0)
    0.25
    '''
    return x / 2
"""


def test_an_example_that_does_not_hold_is_noticed():
    module = ModuleType("planted_example")
    exec(PLANTED, vars(module))
    assert "Expected:\n    0.25\nGot:\n    0.5" in failures(module)
