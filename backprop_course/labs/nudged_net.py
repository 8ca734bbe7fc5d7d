"""What a backward pass should find in a `Sequential`, from forward passes alone: slow, and sure.

The values between the layers are nudged as inputs of the rest of the net; parameters in place.
"""

from ..diagnostics import forward_values
from ..gradcheck import numerical_gradient
from ..module import Sequential


def nudged_gradients(net, x, loss):
    """{name: gradient} of every value and every parameter, named as in ``diagnostics``.

    loss: last output -> number.
    """
    net.forward(x)
    values = {name: value.copy() for name, value in forward_values(net).items()}
    return _of_values(net, values, loss) | _of_parameters(net, x, loss, [*values][1:])


def _of_values(net, values, loss):
    nudged = {}
    for done, (name, value) in enumerate(values.items()):
        rest = Sequential(*net.layers[done:])
        nudged[f"grad {name}"] = numerical_gradient(
            lambda y, rest=rest: loss(rest.forward(y)), value
        )
    return nudged


def _of_parameters(net, x, loss, outputs):
    return {
        f"grad {output}.{name}": numerical_gradient(lambda _: loss(net.forward(x)), parameter.value)
        for output, layer in zip(outputs, net.layers, strict=True)
        for name, parameter in layer.named_parameters().items()
    }
