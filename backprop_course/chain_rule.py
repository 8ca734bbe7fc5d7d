"""The chain rule on numbers and arrays: values go forward, slopes multiply on the way back.

    x -> step -> step -> ... -> L

A chain is a list of steps.  ``trace`` runs it and notes, for every quantity on the way, its value,
the local slope that made it, and the gradient of the last quantity with respect to it.  The two
worked examples of the course are ``sin_squared_squared`` and ``single_neuron``.
"""

from dataclasses import dataclass, field

import numpy as np

from . import ops
from .arguments import array, same_shape


@dataclass(frozen=True)
class Step:
    """One named step of a chain: previous quantity -> f(previous, *others).

    ``others`` are inputs that stay fixed, such as the b in z = p + b.  ``vjp`` is needed only for
    an f of your own; the formulas of ``ops`` bring theirs.

    >>> step = Step("p", ops.mul, (0.5,))
    >>> float(step.forward(2.0)), float(step.backward(10.0, 2.0))
    (1.0, 5.0)
    """

    name: str
    f: object
    others: tuple = ()
    vjp: object = None

    def forward(self, x):
        """The value of the step at x."""
        return self.f(x, *self.others)

    def backward(self, grad_y, x):
        """From the gradient of the step's value to the gradient of x."""
        vjp = self.vjp or ops.VJPS.get(self.f)
        if vjp is None:
            raise ValueError(f"step {self.name!r}: f is not a formula of ops, so give its vjp")
        return vjp(grad_y, x, *self.others)[0]


@dataclass(frozen=True)
class Link:
    """One quantity of a chain that was run.

    ``slope`` is its derivative with respect to the quantity before it, a number or a Jacobian
    (size, size before); None for the input.  ``grad`` is the gradient of the last quantity.

    >>> trace([Step("y", ops.square)], 0.5)
    [Link(name='x', value=0.5, grad=1.0), Link(name='y', value=0.25, grad=1.0)]
    """

    name: str
    value: object
    slope: object = field(repr=False)
    grad: object = None


def trace(steps, x, *, name="x", grad=1.0):
    """Run the chain at x, then go back through it: one Link for x and one for every step.

    ``grad`` is the gradient at the end: 1.0 where the chain ends in a number.

    >>> links = trace(single_neuron(x=0.5, w=2.0, b=-1.0, y=1.0), 2.0, name="w")
    >>> {link.name: link.value for link in links}
    {'w': 2.0, 'p': 1.0, 'z': 0.0, 'a': 0.5, 'e': -0.5, 'L': 0.25}
    >>> {link.name: link.grad for link in links}
    {'w': -0.125, 'p': -0.25, 'z': -0.25, 'a': -1.0, 'e': -1.0, 'L': 1.0}
    """
    values = [array(name, x)]
    for step in steps:
        values.append(step.forward(values[-1]))
    same_shape("grad", grad, "the last value", values[-1])
    grads = [array("grad", grad)]
    for step, before in zip(reversed(steps), reversed(values[:-1]), strict=True):
        grads.insert(0, step.backward(grads[0], before))
    slopes = [None, *(_slope(step, before) for step, before in zip(steps, values, strict=False))]
    names = [name, *(step.name for step in steps)]
    rows = zip(names, values, slopes, grads, strict=True)
    return [Link(name, _plain(v), _plain(s), _plain(g)) for name, v, s, g in rows]


def jacobian(f, x, *others, vjp=None):
    """All derivatives of f's outputs with respect to x's entries: row i belongs to output i.

    Shapes: (outputs, entries of x), both read in reading order.  Built from one vector-Jacobian
    product for each output, with a 1 there and 0 elsewhere.

    >>> jacobian(ops.square, [0.5, 2.0])
    array([[1., 0.],
           [0., 4.]])
    """
    step = Step(getattr(f, "__name__", "f"), f, others, vjp)
    y = np.asarray(step.forward(array("x", x)))
    rows = [step.backward(one.reshape(y.shape), x) for one in np.eye(y.size)]
    return np.reshape(rows, (y.size, np.size(x)))


def single_neuron(x, w, b, y):
    """From w to the loss of one sigmoid neuron: p = x w, z = p + b, a = s(z), L = (a - y)^2.

    >>> [step.name for step in single_neuron(x=0.5, w=2.0, b=-1.0, y=1.0)]
    ['p', 'z', 'a', 'e', 'L']
    """
    return [
        Step("p", ops.mul, (x,)),
        Step("z", ops.add, (b,)),
        Step("a", ops.sigmoid),
        Step("e", ops.sub, (y,)),
        Step("L", ops.square),
    ]


def sin_squared_squared():
    """The steps from x to (sin(x^2))^2.

    >>> [step.name for step in sin_squared_squared()]
    ['u', 'v', 'y']
    """
    return [Step("u", ops.square), Step("v", ops.sin), Step("y", ops.square)]


def _slope(step, before):
    if np.size(before) == 1 and np.size(step.forward(before)) == 1:
        return step.backward(np.ones(np.shape(step.forward(before))), before)
    return jacobian(step.f, before, *step.others, vjp=step.vjp)


def _plain(value):
    """A Python float for one number, the array itself otherwise."""
    return value if value is None or np.ndim(value) else float(value)
