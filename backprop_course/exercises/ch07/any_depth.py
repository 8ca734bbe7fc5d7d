"""A gap of the lesson: the backward pass as a loop over any number of layers."""

import numpy as np

from ...checking import Exercise, WrongPart, composed
from .by_hand import example_by_example
from .parts import MASKS
from .probes import FORWARD_DONE
from .through_linear import linear_reference
from .through_relu import entry_by_entry, relu_reference
from .whole_way import IN_LAYERS, INPUT_GRADIENTS


def inputs_of_layers(z, a):
    return a


def backward_with(
    layer=linear_reference,
    through_relu=relu_reference,
    at_output=lambda grad, z: grad,
    entered=inputs_of_layers,
    first=1,
):
    """The loop with some of its parts replaced; ``at_output``: what the last layer's z does."""

    def backward(grad, W, z, a):
        grad_W, grad_b, x = {}, {}, entered(z, a)
        for l in range(len(W), first - 1, -1):
            through = through_relu if l < len(W) else at_output
            grad, grad_W[l], grad_b[l] = layer(through(grad, z[l]), x[l - 1], W[l])
        return grad_W, grad_b

    return backward


reference = backward_with()


def own_outputs(grad, W, z, a):
    reached = {}
    for l in range(len(W), 0, -1):
        reached[l] = grad * (z[l] > 0) if l < len(W) else grad
        grad = reached[l] @ W[l].T
    grad_W = {l: a[l].T @ reached[l] for l in reached}
    return grad_W, {l: grad.sum(axis=0) for l, grad in reached.items()}


def recursive(grad, W, z, a):
    """From the last layer down, each call with one layer less."""
    if not W:
        return {}, {}
    *_, last = W
    through, grad_W, grad_b = linear_reference(grad, a[last - 1], W[last])
    rest = {l: W[l] for l in W if l < last}
    mask = z[last - 1] > 0 if rest else np.ones(np.shape(through), bool)
    below_W, below_b = recursive(through * mask, rest, z, a)
    return below_W | {last: grad_W}, below_b | {last: grad_b}


def unmasked(which):
    """ReLU's mask is left out at the layer ``which(number of layers)``."""

    def backward(grad, W, z, a):
        grad_W, grad_b = {}, {}
        for l in range(len(W), 0, -1):
            masked = l < len(W) and l != which(len(W))
            grad_z = relu_reference(grad, z[l]) if masked else grad
            grad, grad_W[l], grad_b[l] = linear_reference(grad_z, a[l - 1], W[l])
        return grad_W, grad_b

    return backward


OWN = (
    WrongPart(
        "mask-at-output",
        backward_with(at_output=relu_reference),
        "the last layer is masked too, and no ReLU stands behind it",
        "May a logit be negative? What would then become of its gradient?",
    ),
    WrongPart(
        "first-unmasked",
        unmasked(lambda count: 1),
        "the first layer is not masked, and ReLU stands behind it as behind the others",
        "Behind which layers does ReLU stand, and which of them does your condition take?",
    ),
    WrongPart(
        "last-hidden-unmasked",
        unmasked(lambda count: count - 1),
        "the last layer but one is not masked, and ReLU stands behind it",
        "Behind which layers does ReLU stand, and which of them does your condition take?",
    ),
    WrongPart(
        "output-masked-alone",
        backward_with(through_relu=lambda grad, z: grad, at_output=relu_reference),
        "the last layer alone is masked, and it is the one without ReLU",
        "Behind which layers does ReLU stand, and which of them does your condition take?",
    ),
    WrongPart(
        "before-relu",
        backward_with(entered=lambda z, a: {0: a[0]} | z),
        "z stands where the input of a layer belongs",
        "What did W[2] multiply in the forward pass: the values before ReLU, or after it?",
    ),
    WrongPart(
        "own-output",
        own_outputs,
        "the output of a layer stands where its input belongs",
        "Which number does the array have that W[1] multiplied?",
    ),
    WrongPart(
        "first-missing",
        backward_with(first=2),
        "layer 1 has no gradients: the loop stops one layer too early",
        "Which numbers does range(3, 1, -1) run through?",
    ),
    WrongPart(
        "exchanged",
        lambda grad, W, z, a: reference(grad, W, z, a)[::-1],
        "weights and biases are exchanged in what is returned",
        "In which order does the docstring want the two?",
    ),
)
SAME = ("any-unit", "entries-picked")  # of masks that do here what others do


def plain(grad, W, z, a):
    grad_W, grad_b = {}, {}
    for l in range(len(W), 0, -1):
        if l < len(W):
            grad = grad * (z[l] > 0)
        grad_W[l] = a[l - 1].T @ grad
        grad_b[l] = grad.sum(axis=0)
        grad = grad @ W[l].T
    return grad_W, grad_b


backward = Exercise(
    name="backward",
    points=4,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "Which layer knows the gradient at its output before the others do?",
        "Take your six lines and number them. Which line does the last layer not have? What does "
        "`grad` hold when one turn of the loop ends, and the next begins?",
    ),
    reference=lambda grad, W, z, a: reference(grad, W, z, a),
    accepted=(recursive, backward_with(example_by_example, entry_by_entry)),
    mistakes=(
        *composed("any-depth", lambda whole: whole, whole=OWN),
        *composed("any-depth", backward_with, through_relu=MASKS, without=SAME),
        *composed("any-depth", backward_with, layer=(*IN_LAYERS, *INPUT_GRADIENTS)),
    ),
    probes=FORWARD_DONE,
    outputs=("grad_W", "grad_b"),
    output_points=(2, 2),
    plain=plain,
    praise="How many products of matrices does your loop make for each layer?",
)
