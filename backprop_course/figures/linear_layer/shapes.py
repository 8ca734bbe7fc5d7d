"""The backward of a linear layer, formula by formula, with the usual ways to get one wrong.

Which formula fails, where and how is not written here: `trace_shapes` lets NumPy try each of them
on random numbers, and then asks for the right gradient and for a gradient check.
"""

from dataclasses import dataclass

import numpy as np

from ... import gradcheck, ops
from ..drawing import svg

AXES = {  # what the axes of each array count
    "x": ("examples", "inputs"),
    "W": ("inputs", "outputs"),
    "b": ("outputs",),
    "grad_y": ("examples", "outputs"),
}


@dataclass(frozen=True)
class Formula:
    """The gradient of ``of``: a product of two factors, or one array, summed or averaged."""

    of: str
    factors: tuple
    over: str = ""  # sum, mean or nothing
    axis: int = 0

    @property
    def code(self):
        """The line as it stands in a program."""
        over = f".{self.over}(axis={self.axis})" if self.over else ""
        return f"grad_{self.of} = {' @ '.join(self.factors)}{over}"


RIGHT = {
    "x": Formula("x", ("grad_y", "W.T")),
    "W": Formula("W", ("x.T", "grad_y")),
    "b": Formula("b", ("grad_y",), "sum"),
}
BROKEN = {
    "W not transposed": Formula("x", ("grad_y", "W")),
    "x not transposed": Formula("W", ("x", "grad_y")),
    "factors swapped": Formula("W", ("grad_y", "x.T")),
    "bias not summed": Formula("b", ("grad_y",)),
    "bias summed over axis 1": Formula("b", ("grad_y",), "sum", axis=1),
    "bias averaged": Formula("b", ("grad_y",), "mean"),
}


@dataclass(frozen=True)
class Outcome:
    """What became of one formula: what its axes count, the shapes, and two verdicts on its numbers.

    ``shape`` is None where NumPy refused.  ``equal`` compares with the right gradient, ``report``
    is that of the gradient check; both wait for the right shape.
    """

    formula: Formula
    factors: tuple  # (name, shape) each
    meet: tuple  # what the two inner axes of a product count
    axes: tuple  # what the axes of the result count
    shape: tuple | None
    expected: tuple
    equal: bool = False
    report: gradcheck.GradReport | None = None

    @property
    def silent(self):
        """Whether the numbers are wrong and no shape tells."""
        return self.shape == self.expected and not self.equal

    @property
    def confused(self):
        """Whether an axis stands in another's place: then only equal sizes let it fit."""
        return len(set(self.meet)) == 2 or self.axes != AXES[self.formula.of]


@dataclass(frozen=True)
class Layer:
    """The trials of all formulas for a layer of these sizes: by value, and by what is broken."""

    sizes: dict
    right: dict
    broken: dict

    def trials(self, broken=None):
        """The gradients of x, W and b, one of them broken."""
        worse = {trial.formula.of: trial for name, trial in self.broken.items() if name == broken}
        return list((self.right | worse).values())


def trace_shapes(n, fan_in, fan_out, *, rng):
    """Every formula tried on random numbers.  Shapes: x (n, fan_in), W (fan_in, fan_out)."""
    sizes = {"examples": n, "inputs": fan_in, "outputs": fan_out}
    arrays = {name: rng.normal(size=[sizes[axis] for axis in axes]) for name, axes in AXES.items()}
    right, broken = (
        {name: _tried(formula, arrays) for name, formula in table.items()}
        for table in (RIGHT, BROKEN)
    )
    return Layer(sizes, right, broken)


def _tried(formula, arrays):
    expected = arrays[formula.of].shape
    axes = [_turned(name, AXES) for name in formula.factors]
    result = (axes[0][0], axes[-1][1])  # of a product, and of grad_y alone
    trial = {
        "formula": formula,
        "factors": tuple((name, _turned(name, arrays).shape) for name in formula.factors),
        "meet": (axes[0][1], axes[1][0]) if len(axes) == 2 else (),
        "axes": (result[1 - formula.axis],) if formula.over else result,
        "expected": expected,
    }
    try:
        grad = _gradient(formula, arrays)
    except ValueError:  # the factors do not fit
        return Outcome(**trial, shape=None)
    if grad.shape != expected:
        return Outcome(**trial, shape=grad.shape)
    return Outcome(**trial, shape=grad.shape, **_verdicts(formula, grad, arrays))


def _gradient(formula, arrays):
    left, *right = (_turned(name, arrays) for name in formula.factors)
    if right:
        return left @ right[0]
    return getattr(left, formula.over)(axis=formula.axis) if formula.over else left


def _turned(name, table):
    """What the table holds under a name, or the transpose of it where the name ends in .T."""
    found = table[name.removesuffix(".T")]
    if not name.endswith(".T"):
        return found
    return found[::-1] if isinstance(found, tuple) else found.T


def _verdicts(formula, grad, arrays):
    """The numbers against the right ones, and against nudging."""
    inputs, place = [arrays[name] for name in RIGHT], list(RIGHT).index(formula.of)
    right = ops.linear_vjp(arrays["grad_y"], *inputs)[place]

    def one_gradient(grad_y, x, W, b):  # the check leaves out what is None
        found = _gradient(formula, {"x": x, "W": W, "b": b, "grad_y": grad_y})
        return tuple(found if i == place else None for i in range(3))

    (report,) = gradcheck.check_vjp(ops.linear, one_gradient, inputs)
    return {"equal": np.allclose(grad, right), "report": report}


# ---------------------------------------------------------------- words


def headline(layer, broken=None):
    """The finding, in a line."""
    if broken is None:
        return "All three gradients fit, and they are correct"
    trial = layer.broken[broken]
    if trial.shape is None:
        return "The factors do not fit: NumPy refuses"
    if trial.shape != trial.expected:
        return "NumPy does not complain, and the shape is wrong"
    return "Shapes agree, and it is wrong all the same" if trial.silent else "Correct, by luck"


def describe_shapes(layer, broken=None):
    """The picture in words: the sizes, what is broken, and what follows from it."""
    sizes = ", ".join(counted(size, name) for name, size in layer.sizes.items())
    if broken is None:
        lines = "; ".join(f"{t.formula.code} is {t.shape}" for t in layer.trials())
        return f"{headline(layer)}, for {sizes}: {lines}."
    trial = layer.broken[broken]
    said = f"{headline(layer, broken)}. For {sizes}, {trial.formula.code}"
    return f"{said} {_consequence(trial)}"


def describe_slips(layer, slips):
    """Each broken formula in its own words."""
    return " ".join(f"{name}: {describe_shapes(layer, name)}" for name in slips)


def _consequence(trial):
    of = trial.formula.of
    if trial.shape is None:
        (_, left), (_, right) = trial.factors
        met = counted(left[1], trial.meet[0]), counted(right[0], trial.meet[1])
        return "lets {} meet {}.".format(*met)
    if trial.shape != trial.expected:
        return f"is {trial.shape}, but {of} is {trial.expected}."
    if trial.equal:
        return f"has the numbers of the correct gradient: axes of length 1 hide {_slip(trial)}."
    hint = "It fits only because sizes are equal." if trial.confused else "No size betrays it."
    found, nudged = svg.written(trial.report.analytic), svg.written(trial.report.numeric)
    return f"has the shape of {of}. {worst(trial)} is {found}, nudging says {nudged}. {hint}"


def counted(size, name):
    """A size and what it counts: 1 example, 2 examples."""
    return f"{size} {name if size != 1 else name.removesuffix('s')}"


def _slip(trial):
    return "the confusion" if trial.confused else "the mean"


def worst(trial):
    """The entry that the gradient check names."""
    return f"grad_{trial.formula.of}{list(trial.report.index)}"
