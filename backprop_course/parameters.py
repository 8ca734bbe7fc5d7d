"""The trainable array, and the two vectors in which an optimizer sees many of them as one.

A layer knows its parameters one by one, by name and shape.  An optimizer need not know about
layers: for it there is one long vector of values and one of gradients.  Both are the same memory.
"""

import numpy as np

from .arguments import array, same_shape


class Parameter:
    """A trainable array ``value`` and the gradient ``grad`` of the loss with respect to it.

    >>> W = Parameter([0.5, 2.0, -1.0])
    >>> W.grad += 10.0
    >>> W.value, W.grad
    (array([ 0.5,  2. , -1. ]), array([10., 10., 10.]))
    """

    def __init__(self, value):
        self.value = np.array(array("value", value))  # a copy: the caller keeps theirs
        self.grad = np.zeros_like(self.value)

    def zero_grad(self):
        """Forget the gradient collected so far."""
        self.grad.fill(0.0)

    def __repr__(self):
        return f"Parameter(shape={self.value.shape}, dtype={self.value.dtype})"


def flatten(parameters):
    """The values of all parameters as one vector, their gradients as another; one pair per dtype.

    Every ``value`` and ``grad`` becomes a view of them, so that a change of one is a change of the
    other.  An array that was taken from ``value`` or ``grad`` before may no longer follow.  Where
    they already lie one after the other, in vectors made before, nothing is moved.

    >>> W, b = Parameter([[0.5, 2.0]]), Parameter([-1.0])
    >>> ((values, grads),) = flatten([W, b])
    >>> values[0] = 3.0
    >>> values, W.value
    (array([ 3.,  2., -1.]), array([[3., 2.]]))
    """
    alike = {}
    for parameter in dict.fromkeys(parameters):  # each once, also a shared one
        same_shape("grad", parameter.grad, "value", parameter.value)
        alike.setdefault(parameter.value.dtype, []).append(parameter)
    return [_in_place(group) or _moved(group) for group in alike.values()]


def _in_place(parameters):
    """The two vectors, if there are such already; else None."""
    values = _one_after_the_other([p.value for p in parameters])
    grads = _one_after_the_other([p.grad for p in parameters])
    return None if values is None or grads is None else (values, grads)


def _one_after_the_other(arrays):
    """The piece of memory that these arrays fill without a gap, as a vector; else None."""
    owner = _owner(arrays[0])
    if not isinstance(owner, np.ndarray) or not owner.flags.c_contiguous:
        return None
    begin = end = _address(arrays[0]) - _address(owner)  # in bytes
    for one in arrays:
        follows = _owner(one) is owner and _address(one) - _address(owner) == end
        if not (follows and one.flags.c_contiguous and one.dtype == owner.dtype):
            return None
        end += one.nbytes
    return owner.reshape(-1)[begin // owner.itemsize : end // owner.itemsize]


def _owner(one):
    return one if one.base is None else one.base


def _address(one):
    return one.__array_interface__["data"][0]


def _moved(parameters):
    """Two new vectors with the numbers of all parameters, which become views of them."""
    values = np.concatenate([np.ravel(p.value) for p in parameters])
    grads = np.concatenate([np.ravel(p.grad) for p in parameters], dtype=values.dtype)
    ends = np.cumsum([p.value.size for p in parameters])[:-1]
    for p, value, grad in zip(
        parameters, np.split(values, ends), np.split(grads, ends), strict=True
    ):
        p.value, p.grad = value.reshape(p.value.shape), grad.reshape(p.value.shape)
    return values, grads
