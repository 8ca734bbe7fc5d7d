"""Formulas that return a wrong gradient, and a disguise for the layers that use them."""

import numpy as np


def bias_from_one_row(layer, grad_y, *, input_grad=True):
    """Linear: the bias gradient is not summed over the batch, it is the first example's."""
    layer.W.grad += layer.x.T @ grad_y
    layer.b.grad += grad_y[0]
    return grad_y @ layer.W.value.T if input_grad else None


def weights_transposed(layer, grad_y, *, input_grad=True):
    """Linear, square: g^T x in place of x^T g."""
    layer.W.grad += grad_y.T @ layer.x
    layer.b.grad += grad_y.sum(axis=0)
    return grad_y @ layer.W.value.T if input_grad else None


def upstream_ignored(layer, grad_y, *, input_grad=True):
    """ReLU: its slope alone, without the gradient that arrives."""
    return np.where(layer.x > 0, 1.0, 0.0) if input_grad else None


def path_overwritten(layer, grad_y, *, input_grad=True):
    """Residual: the branch's gradient in the place of the other path's, not added to it."""
    return layer.branch.backward(layer.scale * grad_y, input_grad=input_grad)


def disguise(layer, backward):
    """Give one layer another backward, under the full name of its kind."""
    kind = type(layer)
    members = {"backward": backward, "__module__": kind.__module__}
    layer.__class__ = type(kind.__name__, (kind,), members)


def undisguise(net):
    """Give every layer of a Sequential the backward of its kind again."""
    for layer in net.layers:
        kind = type(layer)
        if kind.__base__.__name__ == kind.__name__:
            layer.__class__ = kind.__base__
