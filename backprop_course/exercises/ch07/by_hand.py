"""A gap of the lesson: the backward pass of two layers, six lines."""

import numpy as np

from ...checking import Exercise, WrongPart, composed
from .forward_pass import in_each_layer
from .parts import MASKS
from .probes import BEFORE_THE_LOSS
from .through_linear import linear_reference, linear_with, sum_of_outer_products
from .through_relu import entry_by_entry, relu_reference
from .whole_way import IN_LAYERS, INPUT_GRADIENTS


def two_layers_with(
    layer=linear_reference,
    through_relu=relu_reference,
    hidden=lambda z1, a1: a1,
    first=None,
    second=None,
):
    """The backward pass from the logits to both layers, with some of its parts replaced."""
    first, second = first or layer, second or layer

    def backward_two(grad_logits, x, z1, a1, W2):
        grad_a1, grad_W2, grad_b2 = second(grad_logits, hidden(z1, a1), W2)
        W1 = np.zeros((x.shape[1], z1.shape[1]))  # what comes out at x is not asked for
        _, grad_W1, grad_b1 = first(through_relu(grad_a1, z1), x, W1)
        return grad_W1, grad_b1, grad_W2, grad_b2

    return backward_two


reference = two_layers_with()
example_by_example = linear_with(
    lambda grad_y, x, W: np.array([W @ grad for grad in grad_y]), sum_of_outer_products
)


def in_order_of_work(*inputs):
    grad_W1, grad_b1, grad_W2, grad_b2 = reference(*inputs)
    return grad_W2, grad_b2, grad_W1, grad_b1


OWN = (
    WrongPart(
        "before-relu",
        two_layers_with(hidden=lambda z1, a1: z1),
        "z1 stands where the input of the second layer belongs",
        "What did W2 multiply in the forward pass: the values before ReLU, or after it?",
    ),
    WrongPart(
        "order",
        in_order_of_work,
        "all four are there, in the order in which they are computed",
        "In which order does the docstring want them?",
    ),
)
IN_FIRST, IN_SECOND, _ = in_each_layer(IN_LAYERS).values()
SAME = (  # what these do here is what others do
    "any-unit",
    "entries-picked",
    "first-batch-divided-out",
    "first-all-divided-by-batch",
    "second-all-divided-by-batch",
)


def plain(grad_logits, x, z1, a1, W2):
    grad_W2 = a1.T @ grad_logits
    grad_b2 = grad_logits.sum(axis=0)
    grad_a1 = grad_logits @ W2.T
    grad_z1 = grad_a1 * (z1 > 0)
    grad_W1 = x.T @ grad_z1
    grad_b1 = grad_z1.sum(axis=0)
    return grad_W1, grad_b1, grad_W2, grad_b2


backward_two = Exercise(
    name="backward_two",
    points=4,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "Which of the four gradients can you know first, from grad_logits and what went into the "
        "second layer?",
        "A gradient has the shape of what it belongs to. Which product of the arrays at hand has "
        "the shape of W2? Which one has the shape of a1?",
        "Between the layers stands ReLU. Which array says where it let the value through?",
    ),
    reference=lambda grad_logits, x, z1, a1, W2: reference(grad_logits, x, z1, a1, W2),
    accepted=(
        two_layers_with(example_by_example, entry_by_entry),
        two_layers_with(through_relu=lambda grad, z: np.where(z > 0, grad, 0.0)),
    ),
    mistakes=(
        *composed("by-hand", lambda whole: whole, whole=OWN),
        *composed("by-hand", two_layers_with, through_relu=MASKS, without=SAME),
        *composed("by-hand", two_layers_with, layer=(*IN_LAYERS, *INPUT_GRADIENTS)),
        *composed("by-hand", two_layers_with, first=IN_FIRST, second=IN_SECOND, without=SAME),
    ),
    probes=BEFORE_THE_LOSS,
    plain=plain,
    outputs=("grad_W1", "grad_b1", "grad_W2", "grad_b2"),
    output_points=(1, 1, 1, 1),
    praise="Which two of your lines would come once more if there were a third layer?",
)
