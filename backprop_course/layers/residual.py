"""Residual connections: a branch adds to x, and x also passes by it."""

from .. import ops
from ..arguments import same_shape
from ..module import Module, Sequential, require_forward


class Residual(Module):
    """y = x + scale * branch(x); the branch is one module, or several in a row.

    Shapes: y and the output of the branch like x.  Source: He, Zhang, Ren & Sun, 2016.

    >>> layer = Residual(Sequential(), scale=0.5)  # a branch that does nothing
    >>> layer.forward([[0.5, 2.0, -1.0]])
    array([[ 0.75,  3.  , -1.5 ]])
    >>> layer.backward([[10.0, 20.0, 30.0]])
    array([[15., 30., 45.]])
    """

    def __init__(self, *modules, scale=1.0):
        self.branch = Sequential(*modules)
        self.scale = float(scale)
        self.x = self.branch_y = None

    def forward(self, x):
        self.x, self.branch_y = x, self.branch.forward(x)
        same_shape("the branch's output", self.branch_y, "x", x)
        return ops.add(x, ops.scale(self.branch_y, factor=self.scale))

    def backward(self, grad_y, *, input_grad=True):
        # x goes two ways, past the branch and through it, so two gradients add up
        x = require_forward(self, self.x)
        past, grad_scaled = ops.add_vjp(grad_y, x, self.branch_y)
        (grad_branch_y,) = ops.scale_vjp(grad_scaled, self.branch_y, factor=self.scale)
        through = self.branch.backward(grad_branch_y, input_grad=input_grad)
        return past + through if input_grad else None

    def named_values(self):
        """x, then what the branch computes from it."""
        inside = {f"branch.{name}": y for name, y in self.branch.named_values().items()}
        del inside["branch.x"]
        return {"x": self.x} | inside

    def named_layers(self):
        """The layers of the branch."""
        return {f"branch.{name}": layer for name, layer in self.branch.named_layers().items()}
