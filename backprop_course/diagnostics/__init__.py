"""Where does a gradient die, explode, or go wrong?  Numbers that answer, layer by layer.

Most functions take a dict name -> array, in the order of computation.  Fill it yourself, or from a
network with ``forward_values``, ``backward_values``, ``parameter_values``, ``parameter_gradients``:

    _, grad_prediction = losses.mse(net.forward(x), target)
    sizes(forward_values(net))                          # how large is what each layer computes?
    sizes(backward_values(net, grad_prediction))        # how much gradient reaches each layer?
    first_non_finite(parameter_values(net) | forward_values(net))

Everything here only looks: no value and no gradient of a network changes.

    values           a network's values, gradients and parameters, by name
    magnitudes       how large: root mean squares, gradient norm over time, update ratios
    units            how many are dead or saturated
    places           where: the first value that is not finite, the first divergence
"""

from .magnitudes import GradientNorms, gradient_norm, root_mean_square, sizes, update_ratios
from .places import Divergence, NonFinite, first_divergence, first_non_finite
from .units import dead_share, saturated_share
from .values import (
    backward_values,
    forward_values,
    parameter_gradients,
    parameter_values,
    upstream_of,
)

__all__ = [
    "Divergence",
    "GradientNorms",
    "NonFinite",
    "backward_values",
    "dead_share",
    "first_divergence",
    "first_non_finite",
    "forward_values",
    "gradient_norm",
    "parameter_gradients",
    "parameter_values",
    "root_mean_square",
    "saturated_share",
    "sizes",
    "update_ratios",
    "upstream_of",
]
