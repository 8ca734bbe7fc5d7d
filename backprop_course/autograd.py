"""Bookkeeping by machine: the formulas of ``ops``, called by walking a graph.

A Tensor notes which formula made it, from which inputs, with which settings.  ``backward`` walks
from the result back to the leaves, each tensor after everything it went into, and calls the very
``f_vjp`` that the layers call by hand.  Where a tensor was used twice, its gradients add.

    w = Tensor(2.0)
    loss = square(sigmoid(w * 0.5 - 1.0) - 1.0)
    loss.backward()
    w.grad                                      # -0.125

Each forward pass makes a new graph, so ``if`` and ``for`` may depend on the data.  A graph lasts as
long as its last tensor: a second backward needs no permission (PyTorch frees the graph after the
first and wants ``retain_graph=True`` to keep it), and adds to the leaves' gradients again.
A node keeps its inputs, not copies: after a step of an optimizer, make the graph anew.

Read in this order: Tensor, apply, grad, then the walk; the functions at the end are for comfort.
"""

import numpy as np

from . import losses, ops
from .arguments import array, same_shape


class Tensor:
    """A value in a graph.  A leaf, which no formula made, also collects its gradient in ``grad``.

    Leaves are parameters and inputs whose gradient is wanted; constants and labels stay plain
    arrays.  The keywords are for ``apply``: they say how the value was computed, and ``grad`` of
    such a tensor is None.

    >>> w = Tensor([2.0])
    >>> y = w * 0.5 - 1.0
    >>> y, y.is_leaf
    (Tensor(array([0.]), made by sub), False)
    >>> y.backward()
    >>> w.grad
    array([0.5])
    """

    __array_ufunc__ = None  # so that array + tensor asks the tensor, not the array

    def __init__(self, value, *, f=None, vjp=None, inputs=(), settings=None):
        self.f, self.vjp, self.inputs, self.settings = f, vjp, inputs, settings or {}
        self.value = array("value", value)
        self.grad = None
        if self.is_leaf:
            self.value = self.value.copy()  # the caller keeps theirs
            self.grad = np.zeros_like(self.value)

    @property
    def is_leaf(self):
        """Whether no formula made this tensor."""
        return self.f is None

    def zero_grad(self):
        """Forget the gradient collected so far."""
        if self.is_leaf:
            self.grad[...] = 0.0

    def detach(self):
        """A leaf with a copy of the value: no gradient passes through it to what made it.

        >>> w = Tensor([2.0])
        >>> (w.detach() * w).backward()  # one of the two is a constant now
        >>> w.grad
        array([2.])
        """
        return Tensor(self.value)

    def backward(self, grad=None):
        """Add the gradient of this tensor to the grad of every leaf it was computed from.

        ``grad`` is the gradient at this tensor; where it is None, a single number starts from 1.
        """
        found = [(tensor, g) for tensor, g in walk_back(self, grad) if tensor.is_leaf]
        if not found:
            raise ValueError("backward found no leaf: this was computed from plain arrays alone")
        for leaf, grad_leaf in found:
            leaf.grad += grad_leaf

    def sum(self, *, axis=None, keepdims=False):
        """Sum over ``axis``, over all entries where it is None."""
        return apply(ops.sum, self, axis=axis, keepdims=keepdims)

    def __add__(self, other):
        return apply(ops.add, self, other)

    def __radd__(self, other):
        return apply(ops.add, other, self)

    def __sub__(self, other):
        return apply(ops.sub, self, other)

    def __rsub__(self, other):
        return apply(ops.sub, other, self)

    def __mul__(self, other):
        return apply(ops.mul, self, other)

    def __rmul__(self, other):
        return apply(ops.mul, other, self)

    def __truediv__(self, other):
        return apply(ops.div, self, other)

    def __rtruediv__(self, other):
        return apply(ops.div, other, self)

    def __matmul__(self, other):
        return apply(ops.matmul, self, other)

    def __rmatmul__(self, other):
        return apply(ops.matmul, other, self)

    def __neg__(self):
        return apply(ops.scale, self, factor=-1.0)

    def __bool__(self):
        raise TypeError("a tensor is neither true nor false; ask its value: if x.value > 0")

    def __repr__(self):
        made = "a leaf" if self.is_leaf else f"made by {self.f.__name__}"
        return f"Tensor({self.value!r}, {made})"


# ---------------------------------------------------------------- making the graph


def apply(f, *inputs, **settings):
    """The formula ``f`` of ``ops`` on tensors and plain arrays, noted down in the graph.

    >>> apply(ops.square, Tensor([0.5, 2.0, -1.0]))
    Tensor(array([0.25, 4.  , 1.  ]), made by square)
    """
    if f not in ops.VJPS:
        raise ValueError(f"f: expected a formula with an entry in ops.VJPS, got {f!r}")
    y = f(*map(_value, inputs), **settings)
    return Tensor(y, f=f, vjp=ops.VJPS[f], inputs=inputs, settings=settings)


def apply_loss(loss, prediction, target, **settings):
    """A loss of ``losses`` as a tensor of one number; the target gets no gradient.

    >>> apply_loss(losses.mse, Tensor([[0.5], [2.0]]), [[1.0], [1.0]])
    Tensor(array(0.625), made by mse)
    """
    inputs = prediction, target
    value, grad_prediction = loss(*map(_value, inputs), **settings)

    def vjp(grad_y, *inputs, needs=None, **settings):
        return grad_y * grad_prediction, None  # a loss gives its gradient along with its value

    value = np.asarray(value, dtype=grad_prediction.dtype)
    return Tensor(value, f=loss, vjp=vjp, inputs=inputs, settings=settings)


def _value(x):
    return x.value if isinstance(x, Tensor) else x


# ---------------------------------------------------------------- walking it


def grad(y, xs, grad_y=None):
    """A tuple with the gradient of y with respect to each of ``xs``; every ``.grad`` is left alone.

    xs: a tensor or several, also such that formulas made.  As ``torch.autograd.grad`` with
    ``retain_graph=True``; the gradients are plain arrays, so there are none of second order.

    >>> w = Tensor([2.0])
    >>> grad(w * w, w), w.grad
    ((array([4.]),), array([0.]))
    """
    xs = (xs,) if isinstance(xs, Tensor) else tuple(xs)
    for i, x in enumerate(xs):
        if not isinstance(x, Tensor):
            raise TypeError(f"xs[{i}]: expected a Tensor, got {type(x).__name__}")
    wanted = set(xs)
    found = {tensor: g for tensor, g in walk_back(y, grad_y) if tensor in wanted}
    for i, x in enumerate(xs):
        if x not in found:
            raise ValueError(f"xs[{i}]: y was not computed from this tensor")
    return tuple(np.array(found[x]) for x in xs)  # the caller's own, even where two were one


def inputs_first(y):
    """Every tensor that y was computed from, each after all of its own inputs; y is the last.

    With a stack of our own: a graph may be deeper than Python lets functions call each other.

    >>> w = Tensor([2.0])
    >>> [tensor.value.item() for tensor in inputs_first((w + 1.0) * w)]
    [2.0, 3.0, 6.0]
    """
    order, seen, stack = [], set(), [(y, False)]
    while stack:
        tensor, inputs_are_done = stack.pop()
        if inputs_are_done:
            order.append(tensor)
        elif tensor not in seen:
            seen.add(tensor)
            stack.append((tensor, True))
            stack.extend((x, False) for x in reversed(tensor.inputs) if isinstance(x, Tensor))
    return order


def walk_back(y, grad_y=None):
    """Yield every tensor below y with the gradient of y with respect to it, y itself first.

    >>> w = Tensor([2.0])
    >>> [(tensor.value.item(), g.item()) for tensor, g in walk_back((w + 1.0) * w)]
    [(6.0, 1.0), (3.0, 2.0), (2.0, 5.0)]
    """
    grads = {y: _starting_gradient(y, grad_y)}  # lives during this walk only
    for tensor in reversed(inputs_first(y)):
        grad_tensor = grads.pop(tensor)  # complete: whatever it went into came before
        yield tensor, grad_tensor
        for x, grad_x in _shares(tensor, grad_tensor):
            grads[x] = grads[x] + grad_x if x in grads else grad_x


def _starting_gradient(y, grad_y):
    if grad_y is None and y.value.size != 1:
        raise ValueError(
            f"a gradient starts from one number, got a tensor of shape {y.value.shape}: sum it to "
            "one number, or pass the gradient at it, of the same shape"
        )
    grad_y = np.ones_like(y.value) if grad_y is None else array("grad", grad_y)
    same_shape("grad", grad_y, "the tensor", y.value)
    return np.asarray(grad_y, y.value.dtype)


def _shares(tensor, grad_tensor):
    """(input, its share of the gradient) for every input of ``tensor`` that is a tensor too."""
    needs = tuple(isinstance(x, Tensor) for x in tensor.inputs)
    if not any(needs):
        return
    values = map(_value, tensor.inputs)
    grads = tensor.vjp(grad_tensor, *values, needs=needs, **tensor.settings)
    for i, (x, grad_x) in enumerate(zip(tensor.inputs, grads, strict=True)):
        if needs[i]:
            yield x, _checked(f"{tensor.f.__name__} input {i}", x, grad_x)


def _checked(name, x, grad_x):
    """The gradient with the shape and precision of its tensor."""
    if grad_x is None:
        raise ValueError(
            f"{name}: its vjp gives no gradient there, but the input is a Tensor; "
            "pass its .value, as for any constant or labels"
        )
    same_shape(f"{name}: the gradient", grad_x, "the input", x.value)
    return np.asarray(grad_x, x.value.dtype)


# ---------------------------------------------------------------- formulas and losses by name
# Those that a lesson's formulas are made of; every other one goes through ``apply`` too.


def exp(x):
    """``ops.exp`` on tensors."""
    return apply(ops.exp, x)


def log(x):
    """``ops.log`` on tensors."""
    return apply(ops.log, x)


def sin(x):
    """``ops.sin`` on tensors."""
    return apply(ops.sin, x)


def square(x):
    """``ops.square`` on tensors."""
    return apply(ops.square, x)


def sqrt(x):
    """``ops.sqrt`` on tensors."""
    return apply(ops.sqrt, x)


def relu(x):
    """``ops.relu`` on tensors."""
    return apply(ops.relu, x)


def sigmoid(x):
    """``ops.sigmoid`` on tensors."""
    return apply(ops.sigmoid, x)


def tanh(x):
    """``ops.tanh`` on tensors."""
    return apply(ops.tanh, x)


def softmax(x):
    """``ops.softmax`` on tensors."""
    return apply(ops.softmax, x)


def linear(x, W, b):
    """``ops.linear`` on tensors."""
    return apply(ops.linear, x, W, b)


def mse(prediction, target, *, reduction="mean"):
    """``losses.mse`` of a tensor."""
    return apply_loss(losses.mse, prediction, target, reduction=reduction)


def softmax_cross_entropy(logits, labels, *, reduction="mean"):
    """``losses.softmax_cross_entropy`` of a tensor."""
    return apply_loss(losses.softmax_cross_entropy, logits, labels, reduction=reduction)
