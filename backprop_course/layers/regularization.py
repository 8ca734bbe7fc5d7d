"""Dropout: in training, units are left out at random, so that none relies on another."""

from .. import ops
from ..arguments import array, fraction, generator
from ..module import Module, require_forward


class Dropout(Module):
    """In training 0 with probability ``rate``, else x / (1 - rate); in use x itself.

    Shapes: y like x.  What was left out on the way forward gets no gradient on the way back.

    >>> layer = Dropout(0.5, rng=np.random.default_rng(0))
    >>> layer.forward(np.ones((1, 5)))
    array([[2., 0., 0., 0., 2.]])
    >>> layer.eval().forward(np.ones((1, 5)))
    array([[1., 1., 1., 1., 1.]])
    """

    def __init__(self, rate, *, rng):
        self.rate, self.rng = fraction("rate", rate), generator(rng)
        self.x = self.mask = None

    def forward(self, x):
        self.x, self.mask = array("x", x), None
        if not self.training:
            return ops.identity(self.x)
        self.mask = self.rng.random(self.x.shape) >= self.rate
        return ops.dropout(self.x, mask=self.mask, rate=self.rate)

    def backward(self, grad_y, *, input_grad=True):
        x = require_forward(self, self.x)
        if not input_grad:
            return None
        if self.mask is None:
            (grad_x,) = ops.identity_vjp(grad_y, x)
        else:
            (grad_x,) = ops.dropout_vjp(grad_y, x, mask=self.mask, rate=self.rate)
        return grad_x
