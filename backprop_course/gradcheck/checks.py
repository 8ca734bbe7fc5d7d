"""The public calls: a function and its gradient, a formula and its VJP, a module."""

import copy

import numpy as np

from ..arguments import finite, generator
from .decide import decide
from .numerical import float64
from .objective import Objective


def check_gradient(f, grad, x, *, rng=None):
    """Compare ``grad``, an array or a function of x, with the slopes of the number f(x).

    Give a function where x may sit on a kink: then the check can step aside.  f is called with
    complex copies of x too; a function that cannot take them is checked by real differences.
    """
    x = float64("x", x)
    x = x if x.flags.writeable else x.copy()
    recompute = (lambda arrays: [grad(*arrays)]) if callable(grad) else None
    grads = recompute([x]) if recompute else [grad]
    objective = Objective(["x"], [x], lambda arrays: f(*arrays), grads, recompute)
    return decide(objective, _own_generator(rng), _seed(rng))[0]


def check_vjp(f, f_vjp, inputs, *, rng=None, **settings):
    """Compare ``f_vjp`` with the slopes of ``f``: a GradReport per input with a gradient.

    The upstream gradient is random: with one of ones, a VJP that ignores it would pass.  Inputs
    whose gradient is None are left out.
    """
    rng = np.random.default_rng(0) if rng is None else generator(rng)
    inputs = [np.array(x) for x in inputs]
    grad_y = rng.normal(size=np.shape(f(*inputs, **settings)))
    grads = _called_cleanly(f, f_vjp, grad_y, inputs, settings)
    chosen = [i for i, grad in enumerate(grads) if grad is not None]

    def number(arrays):
        moved = dict(zip(chosen, arrays, strict=True))
        return np.sum(grad_y * f(*[moved.get(i, x) for i, x in enumerate(inputs)], **settings))

    def recompute(arrays):  # which are the chosen inputs themselves
        grads = _called_cleanly(f, f_vjp, grad_y, inputs, settings)
        return [grads[i] for i in chosen]

    names, arrays = [f"{f.__name__} input {i}" for i in chosen], [inputs[i] for i in chosen]
    objective = Objective(names, arrays, number, [grads[i] for i in chosen], recompute)
    return decide(objective, _own_generator(rng), _seed(rng)) if chosen else []


def check_module(module, x, *, rng=None):
    """One GradReport for the input of ``module`` and one for every parameter.

    Works on a copy, so gradients and everything else stay as they were.  Every forward pass starts
    from the same random state, so that one check sees one dropout mask.
    """
    rng = np.random.default_rng(0) if rng is None else generator(rng)
    module, x = copy.deepcopy(module), np.array(float64("x", x))
    finite("x", x)
    named = module.named_parameters()
    states = [(chance, chance.bit_generator.state) for chance in _generators(module)]
    grad_y = rng.normal(size=_forward(module, x, states).shape)

    def number(arrays):
        return np.sum(grad_y * _forward(module, _bind(named, arrays), states))

    def recompute(arrays):
        _forward(module, _bind(named, arrays), states)
        return _backward(module, named, arrays[0], grad_y)

    grads = _backward(module, named, x, grad_y)  # of the forward pass that gave the shape
    arrays = [x, *(p.value for p in named.values())]
    objective = Objective(["x", *named], arrays, number, grads, recompute)
    return decide(objective, _own_generator(rng), _seed(rng))


def _forward(module, x, states):
    """The one way in which a check runs a module: its random generators start as they stood."""
    for chance, state in states:
        chance.bit_generator.state = state
    return module.forward(x)


def _generators(part):
    """Every random generator in a module and in the modules, lists and dicts that it holds."""
    if isinstance(part, np.random.Generator):
        return [part]
    inside = part if isinstance(part, list | tuple) else ()
    if isinstance(part, dict):
        inside = part.values()
    elif hasattr(part, "forward"):
        inside = vars(part).values()
    return [found for thing in inside for found in _generators(thing)]


def _backward(module, named, x, grad_y):
    """The gradients of x and of every parameter; the arguments are left alone."""
    for parameter in named.values():
        parameter.zero_grad()
    before = [grad_y.copy(), x.copy()]
    values = {name: parameter.value.copy() for name, parameter in named.items()}
    grad_x = module.backward(grad_y)
    _left_alone(f"{type(module).__name__}.backward", before, [grad_y, x])
    for name, parameter in named.items():
        if not np.array_equal(values[name], parameter.value, equal_nan=True):
            raise ValueError(f"{type(module).__name__}.backward changed the value of {name}")
    return [grad_x, *(parameter.grad for parameter in named.values())]


def _bind(named, arrays):
    """Put ``arrays``, real or complex, in place of the parameters' values; return the first, x."""
    x, *values = arrays
    for parameter, value in zip(named.values(), values, strict=True):
        parameter.value = value
    return x


def _called_cleanly(f, f_vjp, grad_y, inputs, settings):
    """What f_vjp returns, after holding it to its contract: a tuple, and inputs left alone."""
    before = [grad_y.copy(), *(x.copy() for x in inputs)]
    grads = f_vjp(grad_y, *inputs, **settings)
    if not isinstance(grads, tuple):
        raise TypeError(
            f"the VJP of {f.__name__} must return a tuple with one gradient per input, "
            f"got {type(grads).__name__}"
        )
    if len(grads) != len(inputs):
        raise ValueError(
            f"the VJP of {f.__name__} must return {len(inputs)} gradients, got {len(grads)}"
        )
    _left_alone(f"the VJP of {f.__name__}", before, [grad_y, *inputs])
    return grads


def _left_alone(name, before, after):
    for kept, now in zip(before, after, strict=True):
        if not np.array_equal(kept, now, equal_nan=kept.dtype.kind == "f"):
            raise ValueError(f"{name} changed one of its arguments in place")


def _own_generator(rng):
    """A generator for the probes, so that ``rng`` gives its caller the same numbers as before."""
    return np.random.default_rng(0) if rng is None else generator(rng).spawn(1)[0]


def _seed(rng):
    """The seed the generator was made with, as far as it can tell."""
    return 0 if rng is None else getattr(generator(rng).bit_generator.seed_seq, "entropy", None)
