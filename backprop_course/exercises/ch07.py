"""Exercises for lesson 07: a two-layer network, forward, backward and one step.

    z1 = x W1 + b1    a1 = relu(z1)    logits = a1 W2 + b2    loss = softmax cross-entropy

Rows are examples, and the loss is the mean over them. A wrong part stands with the exercise in
which it is met first; further down, the whole network is built from the same wrong parts.
"""

import numpy as np

from ..checking import BugHunt, Exercise, Mistake, Probe, Suspect, wrong_number
from ..losses import softmax_cross_entropy
from ..ops import linear, linear_vjp, log_softmax, relu, relu_vjp, sigmoid, softmax, softmax_vjp

# ---------------------------------------------------------------- predict a count

count_parameters = Exercise(
    name="count_parameters",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "What does one hidden neuron own, besides one weight for each of its inputs?",
        "Draw the two weight matrices as boxes and write the lengths on their sides. What is "
        "added to each row after the multiplication?",
    ),
    reference=lambda: 9610,
    accepted=(lambda: np.int64(9610), lambda: 9610.0),
    mistakes=(
        wrong_number(
            "count.no-biases",
            9472,
            "the weights are counted, and the biases are not",
            "Which arrays does a layer add, after it has multiplied?",
        ),
        wrong_number(
            "count.bias-for-inputs",
            9674,
            "the inputs were given biases too",
            "Is the input computed by a layer, or handed in?",
        ),
        wrong_number(
            "count.first-layer",
            8320,
            "only the first layer is counted",
            "What leads from the hidden values to the logits?",
        ),
        wrong_number(
            "count.second-layer",
            1290,
            "only the second layer is counted",
            "What leads from the inputs to the hidden values?",
        ),
        wrong_number(
            "count.one-bias-per-layer",
            9474,
            "each layer has a single bias number",
            "Do all neurons of a layer share their bias?",
        ),
        wrong_number(
            "count.neurons",
            138,
            "the neurons are counted, each as one number",
            "How many numbers does one neuron multiply its inputs by?",
        ),
        wrong_number(
            "count.units",
            202,
            "inputs, hidden values and logits are counted: what flows, not what is learned",
            "Which arrays stay the same when another image comes in?",
        ),
        wrong_number(
            "count.multiplied",
            81920,
            "the three sizes are multiplied",
            "Is there an array with one entry for each triple of input, hidden unit and class?",
        ),
    ),
    praise="Which share of them sits in the first layer?",
)

# ---------------------------------------------------------------- networks to test with


def normal(*shapes, rng):
    """One array of random numbers for each shape."""
    return tuple(rng.normal(size=shape) for shape in shapes)


def network(n, fan_in, hidden, classes, *, rng):
    """Random x, W1, b1, W2, b2."""
    shapes = (n, fan_in), (fan_in, hidden), (hidden,), (hidden, classes), (classes,)
    return normal(*shapes, rng=rng)


SMALL = (  # few enough numbers that a verdict prints them, and a learner can type them in
    np.array([[0.5], [-1.0], [2.0], [1.5], [-0.5]]),
    np.array([[1.0, -2.0]]),
    np.array([0.3, 0.4]),
    np.array([[0.5, -1.0, 0.8], [-0.7, 0.6, 1.2]]),
    np.array([0.1, -0.2, 0.4]),
)
RNG = np.random.default_rng(7)
NETWORKS = (  # with labels out of order, repeated, not of every class; a batch of one; all square
    (SMALL, np.array([2, 0, 2, 2, 0])),
    (network(7, 3, 4, 5, rng=RNG), np.array([3, 0, 3, 4, 0, 0, 3])),
    (network(4, 5, 7, 9, rng=RNG), np.array([8, 2, 2, 5])),
    (network(1, 4, 5, 2, rng=RNG), np.array([1])),
    (network(3, 4, 4, 4, rng=RNG), np.array([2, 0, 2])),
)


def sizes_of(net):
    """The sizes that a wrong factor could be made of."""
    x, *_, b2 = net
    return {"n": len(x), "classes": len(b2)}


# ---------------------------------------------------------------- forward


def forward_reference(x, W1, b1, W2, b2):
    z1 = linear(x, W1, b1)
    a1 = relu(z1)
    return z1, a1, linear(a1, W2, b2)


def forward_with(first=linear, activation=relu, second=linear):
    """A forward pass with some of its three steps replaced."""

    def forward(x, W1, b1, W2, b2):
        z1 = first(x, W1, b1)
        a1 = activation(z1)
        return z1, a1, second(a1, W2, b2)

    return forward


def without_bias(x, W, b):
    return x @ W


def skipping_relu(x, W1, b1, W2, b2):
    z1 = linear(x, W1, b1)
    return z1, relu(z1), linear(z1, W2, b2)


def overwriting_z1(x, W1, b1, W2, b2):
    _, a1, logits = forward_reference(x, W1, b1, W2, b2)
    return a1, a1, logits


def neuron_by_neuron(x, W, b):
    """A layer without matrices: one weighted sum for each example and neuron."""
    rows = [
        [sum(row * weights) + shift for weights, shift in zip(W.T, b, strict=True)] for row in x
    ]
    return np.array(rows)


mlp_forward = Exercise(
    name="mlp_forward",
    points=3,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "Which of the three arrays can you compute first, and what shape will it have?",
        "The second layer is the first one again, with other names. What stands between the two, "
        "and what stands after the second?",
    ),
    reference=forward_reference,
    accepted=(
        forward_with(neuron_by_neuron, lambda z: np.where(z > 0, z, 0.0), neuron_by_neuron),
        forward_with(
            lambda x, W, b: np.einsum("ij,jk->ik", x, W) + b,
            lambda z: (z + np.abs(z)) / 2,
            lambda x, W, b: np.hstack([x, np.ones((len(x), 1))]) @ np.vstack([W, b]),
        ),
    ),
    mistakes=(
        Mistake(
            "net.first-bias-missing",
            forward_with(first=without_bias),
            "the bias of the first layer is left out",
            "If an input is all zeros, what should z1 be?",
        ),
        Mistake(
            "net.second-bias-missing",
            forward_with(second=without_bias),
            "the bias of the second layer is left out",
            "If all hidden units are off, what should the logits be?",
        ),
        Mistake(
            "net.both-biases-missing",
            forward_with(without_bias, relu, without_bias),
            "both biases are left out",
            "If an input is all zeros, what should z1 be?",
        ),
        Mistake(
            "net.no-relu",
            forward_with(activation=lambda z: z),
            "ReLU is left out, so that two layers are no more than one",
            "Can an entry of a1 be negative?",
        ),
        Mistake(
            "net.skips-relu",
            skipping_relu,
            "the second layer reads z1, past ReLU",
            "Which of your arrays should the second layer read?",
        ),
        Mistake(
            "net.z1-overwritten",
            overwriting_z1,
            "ReLU has overwritten z1: its negative entries are lost",
            "Do z1 and a1 share one array, as after a1 = z1?",
        ),
        Mistake(
            "net.relu-on-logits",
            forward_with(second=lambda x, W, b: relu(linear(x, W, b))),
            "ReLU is applied to the logits too",
            "May a score be negative, and what is lost when it is cut off?",
        ),
        Mistake(
            "net.softmax-on-logits",
            forward_with(second=lambda x, W, b: softmax(linear(x, W, b))),
            "the logits are already turned into probabilities",
            "Where does softmax belong: to the network here, or to the loss?",
        ),
        Mistake(
            "net.absolute-value",
            forward_with(activation=np.abs),
            "the activation folds negative values up",
            "What should become of z = -3, and of z = 3?",
        ),
        Mistake(
            "net.mask-for-values",
            forward_with(activation=lambda z: 1.0 * (z > 0)),
            "a1 says which units are on; what they hold is lost",
            "What should become of z = 3?",
        ),
        Mistake(
            "net.tanh",
            forward_with(activation=np.tanh),
            "the activation is tanh",
            "How large can an entry of a1 become?",
        ),
        Mistake(
            "net.sigmoid",
            forward_with(activation=sigmoid),
            "the activation is the sigmoid",
            "How large can an entry of a1 become?",
        ),
    ),
    probes=tuple(Probe(net, sizes_of(net)) for net, _ in NETWORKS),
    outputs=("z1", "a1", "logits"),
    output_points=(1, 1, 1),
    praise="Which of the three arrays will the way back need again?",
)

# ---------------------------------------------------------------- back through a linear layer


def linear_reference(grad_y, x, W):
    return linear_vjp(grad_y, x, W, np.zeros(W.shape[1]))


def linear_with(grad_x=None, grad_W=None, grad_b=None):
    """The backward pass of a layer, with those given replaced by functions of (grad_y, x, W)."""

    def backward(grad_y, x, W):
        wrong = (f and f(grad_y, x, W) for f in (grad_x, grad_W, grad_b))
        right = linear_reference(grad_y, x, W)
        return tuple(good if bad is None else bad for good, bad in zip(right, wrong, strict=True))

    return backward


def sum_of_outer_products(grad_y, x, W):
    return sum(np.outer(row, grad) for row, grad in zip(x, grad_y, strict=True))


def upstream_ignored(grad_y, x, W):
    return linear_reference(np.ones_like(grad_y), x, W)


def batch_divided_out(grad_y, x, W):
    grad_x, grad_W, grad_b = linear_reference(grad_y, x, W)
    return grad_x, grad_W / len(x), grad_b / len(x)


bias_averaged = linear_with(grad_b=lambda grad_y, x, W: grad_y.mean(axis=0))
bias_not_summed = linear_with(grad_b=lambda grad_y, x, W: grad_y.copy())
bias_first_row = linear_with(grad_b=lambda grad_y, x, W: grad_y[0])
reshaped_weights = linear_with(grad_x=lambda grad_y, x, W: grad_y @ W.reshape(W.shape[::-1]))


def layer_probe(n, fan_in, fan_out, *, rng):
    """A layer whose numbers are rounded where they are few, so that they can be read."""
    inputs = normal((n, fan_out), (n, fan_in), (fan_in, fan_out), rng=rng)
    inputs = tuple(array.round(1) if array.size <= 6 else array for array in inputs)
    return Probe(inputs, {"n": n, "fan_out": fan_out})


linear_backward = Exercise(
    name="linear_backward",
    points=3,
    minutes=10,
    grade="core",
    kind="implement",
    hints=(
        "What shape must each of the three gradients have? Which products of the arrays at hand "
        "have that shape?",
        "Follow one entry at a time. Which entries of y does x[i, j] reach, and with which slopes? "
        "Which ones does W[j, k] reach, and in how many rows? And b[k]?",
        "Where one number reaches y by several paths, its gradients add. A matrix product is a "
        "table of such sums; over which index should each of yours run?",
    ),
    reference=linear_reference,
    accepted=(
        linear_with(
            lambda grad_y, x, W: np.einsum("ik,jk->ij", grad_y, W),
            lambda grad_y, x, W: np.einsum("ij,ik->jk", x, grad_y),
            lambda grad_y, x, W: np.ones(len(x)) @ grad_y,
        ),
        linear_with(
            lambda grad_y, x, W: np.array([W @ grad for grad in grad_y]),
            sum_of_outer_products,
            lambda grad_y, x, W: np.array([sum(column) for column in grad_y.T]),
        ),
        linear_with(grad_W=lambda grad_y, x, W: (grad_y.T @ x).T),
    ),
    mistakes=(
        Mistake(
            "linear.bias-not-summed",
            bias_not_summed,
            "the bias gradient is not summed over the batch",
            "One bias is added in every row. Through how many rows does it reach the loss?",
        ),
        Mistake(
            "linear.bias-averaged",
            bias_averaged,
            "the bias gradient is a mean over the batch, where the rows should add up",
            "A loss that is a mean has its 1/n inside grad_y already. What do paths do: add, or "
            "share?",
        ),
        Mistake(
            "linear.bias-other-axis",
            linear_with(grad_b=lambda grad_y, x, W: grad_y.sum(axis=1)),
            "the bias gradient is summed along the other axis",
            "How many biases are there: one for each example, or one for each output?",
        ),
        Mistake(
            "linear.bias-one-number",
            linear_with(grad_b=lambda grad_y, x, W: grad_y.sum()),
            "the bias gradient is summed over everything",
            "How many biases does the layer have?",
        ),
        Mistake(
            "linear.bias-kept-axis",
            linear_with(grad_b=lambda grad_y, x, W: grad_y.sum(axis=0, keepdims=True)),
            "the sum keeps the axis that it summed over",
            "What shape has b itself?",
        ),
        Mistake(
            "linear.bias-first-row",
            bias_first_row,
            "the bias gradient looks at the first example only",
            "Through how many rows does one bias reach the loss?",
        ),
        Mistake(
            "linear.bias-without-upstream",
            linear_with(grad_b=lambda grad_y, x, W: np.full(W.shape[1], float(len(x)))),
            "the bias gradient adds up the slopes, which are 1, and forgets what comes from above",
            "If nothing above depends on y, grad_y is 0. What must grad_b be then?",
        ),
        Mistake(
            "linear.upstream-ignored",
            upstream_ignored,
            "these are the slopes of the layer alone: the gradient from above is ignored",
            "If nothing above depends on y, grad_y is 0. What do you return then?",
        ),
        Mistake(
            "linear.batch-divided-out",
            batch_divided_out,
            "the batch size is divided out here, a second time",
            "A loss that is a mean has its 1/n inside grad_y already. What is left to average?",
        ),
        Mistake(
            "linear.weights-transposed",
            linear_with(grad_W=lambda grad_y, x, W: grad_y.T @ x),
            "the weight gradient is transposed",
            "Which index stands first in W, the input's or the output's?",
        ),
        Mistake(
            "linear.weights-first-example",
            linear_with(grad_W=lambda grad_y, x, W: np.outer(x[0], grad_y[0])),
            "the weight gradient looks at the first example only",
            "In how many rows is one and the same weight used?",
        ),
        Mistake(
            "linear.weights-not-summed",
            linear_with(grad_W=lambda grad_y, x, W: x[:, :, None] * grad_y[:, None, :]),
            "each example has a weight gradient of its own: they are not summed over the batch",
            "One weight is used in every row. What do its gradients do?",
        ),
        Mistake(
            "linear.weights-reshaped",
            linear_with(grad_W=lambda grad_y, x, W: x.reshape(x.shape[::-1]) @ grad_y),
            "x is reshaped where it should be transposed: the shape is right, the places are not",
            "What does reshape do to [[1, 2, 3], [4, 5, 6]], and what does .T do?",
        ),
        Mistake(
            "linear.input-reshaped",
            reshaped_weights,
            "W is reshaped where it should be transposed: the shape is right, the places are not",
            "What does reshape do to [[1, 2, 3], [4, 5, 6]], and what does .T do?",
        ),
        Mistake(
            "linear.input-past-weights",
            linear_with(grad_x=lambda grad_y, x, W: grad_y.copy()),
            "the gradient goes past the weights",
            "If all weights are 0, does x reach the loss at all? What should grad_x be then?",
        ),
    ),
    probes=(
        layer_probe(2, 1, 3, rng=RNG),
        layer_probe(5, 3, 4, rng=RNG),
        layer_probe(7, 4, 2, rng=RNG),
        layer_probe(1, 5, 6, rng=RNG),
        layer_probe(4, 5, 5, rng=RNG),
    ),
    outputs=("grad_x", "grad_W", "grad_b"),
    output_points=(1, 1, 1),
    objective=lambda grad_y, x, W: float(np.sum(grad_y * (x @ W))),
    slope_of={"grad_x": "x", "grad_W": "W"},
    praise="Which of the three does the very first layer of a network not need?",
)

# ---------------------------------------------------------------- back through ReLU


def relu_reference(grad_a, z):
    return relu_vjp(grad_a, z)[0]


def passthrough(grad_a, z):
    return grad_a.copy()


def mask_from_gradient(grad_a, z):
    return relu(grad_a)


def values_as_mask(grad_a, z):
    return grad_a * relu(z)


def entry_by_entry(grad_a, z):
    pairs = zip(grad_a.ravel(), z.ravel(), strict=True)
    return np.array([grad if value > 0 else 0.0 for grad, value in pairs]).reshape(z.shape)


relu_backward = Exercise(
    name="relu_backward",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "Nudge an entry of z that is -2. How much does a move? And when z is 2?",
        "Each entry of the gradient from above meets its own slope. There are only two slopes; "
        "which array decides between them?",
    ),
    reference=relu_reference,
    accepted=(
        lambda grad_a, z: np.where(z > 0, grad_a, 0.0),
        lambda grad_a, z: grad_a * (np.maximum(z, 0) > 0),
        entry_by_entry,
    ),
    mistakes=(
        Mistake(
            "relu.mask-alone",
            lambda grad_a, z: 1.0 * (z > 0),
            "these are the slopes alone: the gradient from above is missing",
            "If the loss rises three times as fast with a, what happens to its slope in z?",
        ),
        Mistake(
            "relu.passthrough",
            passthrough,
            "everything passes: there is no mask, or one that is always true, such as a >= 0",
            "How much does a move when an entry of z goes from -2 to -1.9?",
        ),
        Mistake(
            "relu.mask-from-gradient",
            mask_from_gradient,
            "the mask is taken from the gradient, not from what went in on the way forward",
            "May a negative gradient pass where z was positive?",
        ),
        Mistake(
            "relu.two-masks",
            lambda grad_a, z: relu(grad_a) * (z > 0),
            "there are two masks: besides the right one, negative gradients are cut off too",
            "What does a negative gradient say about the loss, and is it of less use?",
        ),
        Mistake(
            "relu.values-as-mask",
            values_as_mask,
            "the gradient is multiplied by the values of ReLU, where its slopes belong",
            "How steep is ReLU at z = 2, and how steep at z = 20?",
        ),
        Mistake(
            "relu.values",
            lambda grad_a, z: relu(z),
            "this is ReLU itself, the way forward",
            "Where does grad_a come into your function?",
        ),
        Mistake(
            "relu.passes-at-zero",
            lambda grad_a, z: grad_a * (z >= 0),
            "it is right but for entries of z that are exactly 0",
            "Which slope at the kink does the lesson settle on?",
        ),
        Mistake(
            "relu.half-at-zero",
            lambda grad_a, z: grad_a * np.heaviside(z, 0.5),
            "it is right but for entries of z that are exactly 0, where the slope is taken as 1/2",
            "Which slope at the kink does the lesson settle on?",
        ),
        Mistake(
            "relu.inverted",
            lambda grad_a, z: grad_a * (z <= 0),
            "the mask is the wrong way round",
            "Which units reached the loss: those that were on, or those that were off?",
        ),
        Mistake(
            "relu.inverted-below-zero",
            lambda grad_a, z: grad_a * (z < 0),
            "the mask is the wrong way round",
            "Which units reached the loss: those that were on, or those that were off?",
        ),
        Mistake(
            "relu.leaky",
            lambda grad_a, z: np.where(z > 0, grad_a, 0.01 * grad_a),
            "this is the slope of leaky ReLU",
            "How much does plain ReLU move when z goes from -2 to -1.9?",
        ),
        Mistake(
            "relu.sign",
            lambda grad_a, z: grad_a * np.sign(z),
            "units that were off get the gradient with its sign turned",
            "How much does a move when an entry of z goes from -2 to -1.9?",
        ),
    ),
    probes=(
        Probe(
            (
                np.array([[1.5, -0.5, 2.0], [-3.0, 0.7, -1.2]]),
                np.array([[2, -1, 3], [0.5, -4, -2]]),
            ),
            {"n": 2, "hidden": 3},
        ),
        Probe(  # exactly on the kink
            (
                np.array([[-1.0, 2.0], [0.5, -2.5], [3.0, 1.0]]),
                np.array([[0, 3], [-2, 0], [0, 1.0]]),
            ),
            {"n": 3, "hidden": 2},
        ),
        Probe(normal((5, 7), (5, 7), rng=RNG), {"n": 5, "hidden": 7}),
        Probe(normal((1, 4), (1, 4), rng=RNG), {"n": 1, "hidden": 4}),
    ),
    outputs=("grad_z",),
    praise="If a unit is off for every example of a batch, what do its weights learn from it?",
)

# ---------------------------------------------------------------- back through the loss


def logits_reference(logits, labels):
    return softmax_cross_entropy(logits, labels)[1]


def one_hot(labels, classes):
    return np.eye(classes)[labels]


def loss_gradient(of):
    """A gradient from a function of (probabilities, one-hot labels, logits), divided by n."""

    def gradient(logits, labels):
        y = one_hot(labels, logits.shape[1])
        return of(softmax(logits), y, logits) / len(logits)

    return gradient


def with_probabilities(softmax):
    """The right gradient, but for how the probabilities are computed."""
    return loss_gradient(lambda p, y, logits: softmax(logits) - y)


def unstable_softmax(logits):
    e = np.exp(logits)
    return e / e.sum(axis=1, keepdims=True)


def one_maximum_softmax(logits):
    return unstable_softmax(logits - logits.max())


def whole_array_softmax(logits):
    e = np.exp(logits - logits.max())
    return e / e.sum()


def no_mean(logits, labels):
    return logits_reference(logits, labels) * len(logits)


def mean_over_classes(logits, labels):
    return no_mean(logits, labels) / logits.shape[1]


def mean_twice(logits, labels):
    return logits_reference(logits, labels) / len(logits)


def softmax_twice(logits, labels):
    return softmax_vjp(logits_reference(logits, labels), logits)[0]


def whole_columns(logits, labels):
    p = softmax(logits)
    p[:, labels] -= 1.0
    return p / len(logits)


def hard_prediction(p, y, logits):
    return one_hot(p.argmax(axis=1), p.shape[1]) - y


def at_the_true_class(logits, labels):
    p = np.exp(log_softmax(logits))
    p[np.arange(len(p)), labels] -= 1.0
    return p / len(p)


def loss_row_by_row(logits, labels):
    rows = []
    for row, label in zip(logits, labels, strict=True):
        e = np.exp(row - np.max(row))
        rows.append([e[k] / sum(e) - (k == label) for k in range(len(row))])
    return np.array(rows) / len(rows)


sign_turned = loss_gradient(lambda p, y, logits: y - p)
one_hot_missing = loss_gradient(lambda p, y, logits: p)
fade_twice = loss_gradient(lambda p, y, logits: (p - y) * p * (1 - p))
EXTREME = np.array([[801.0, 800.0], [-900.0, -899.5], [700.0, 702.0], [0.4, 0.1], [-1e3, -1e3]])

logits_backward = Exercise(
    name="logits_backward",
    points=2,
    minutes=12,
    grade="core",
    kind="implement",
    hints=(
        "Raise one score of one example. Which probabilities of that example rise, and which "
        "fall? What does the loss do if it was the true class?",
        "The probabilities are almost the answer. At one place in each row they need a correction; "
        "and what does the mean over the examples do to every slope?",
        "If inf or nan comes out: does the quotient change when the same number is subtracted from "
        "all scores of a row? Which number would keep exp small?",
    ),
    reference=logits_reference,
    accepted=(
        at_the_true_class,
        with_probabilities(softmax),
        loss_row_by_row,
        loss_gradient(lambda p, y, logits: softmax_vjp(-y / p, logits)[0]),
    ),
    mistakes=(
        Mistake(
            "logits.no-mean",
            no_mean,
            "the mean is missing: this is the gradient of the sum over the batch",
            "The loss is a mean. Where does its 1/n go when you differentiate?",
        ),
        Mistake(
            "logits.mean-over-classes",
            mean_over_classes,
            "it is divided by the number of classes, where the number of examples belongs",
            "How many terms does the loss add up before it divides?",
        ),
        Mistake(
            "logits.mean-over-entries",
            lambda logits, labels: mean_over_classes(logits, labels) / len(logits),
            "it is divided by the number of entries: classes times examples",
            "How many terms does one example give to the loss?",
        ),
        Mistake(
            "logits.mean-twice",
            mean_twice,
            "the batch size is divided out twice",
            "How many times does 1/n stand in the loss?",
        ),
        Mistake(
            "logits.sign",
            sign_turned,
            "the difference is the wrong way round",
            "Raise the score of the true class. Does the loss rise or fall?",
        ),
        Mistake(
            "logits.one-hot-missing",
            one_hot_missing,
            "the true classes are left out: nothing is subtracted from the probabilities",
            "Add up one row of the gradient. If all scores rise together, does the loss change?",
        ),
        Mistake(
            "logits.one-hot-alone",
            loss_gradient(lambda p, y, logits: -y),
            "only the score of the true class is seen: the sum under the softmax is forgotten",
            "Raise the score of a wrong class. Does the loss change?",
        ),
        Mistake(
            "logits.softmax-missing",
            loss_gradient(lambda p, y, logits: logits - y),
            "scores stand where probabilities belong: the softmax is missing",
            "What should a row of the gradient add up to?",
        ),
        Mistake(
            "logits.log-probabilities",
            loss_gradient(lambda p, y, logits: log_softmax(logits) - y),
            "logarithms of the probabilities stand where the probabilities belong",
            "What should the gradient be when the true class has the probability 1?",
        ),
        Mistake(
            "logits.slope-in-p",
            loss_gradient(lambda p, y, logits: -y / p),
            "this is the slope in the probabilities: the way through the softmax is missing",
            "Raise the score of a wrong class. Does the loss change?",
        ),
        Mistake(
            "logits.diagonal",
            loss_gradient(lambda p, y, logits: -y * (1 - p)),
            "each probability is differentiated in its own score only",
            "Raise one score. Do the other probabilities of the row stay as they were?",
        ),
        Mistake(
            "logits.softmax-twice",
            softmax_twice,
            "the slopes of the softmax are multiplied in once more; they are in the difference "
            "already",
            "When the network is surely wrong, should the gradient be small? Is yours?",
        ),
        Mistake(
            "logits.sigmoid-slope",
            fade_twice,
            "a factor p (1 - p) is multiplied in, as for a sigmoid under a squared error",
            "When the network is surely wrong, should the gradient be small? Is yours?",
        ),
        Mistake(
            "logits.sigmoid",
            with_probabilities(sigmoid),
            "each score goes through a sigmoid of its own",
            "Do your probabilities of one example add up to 1?",
        ),
        Mistake(
            "logits.other-axis",
            with_probabilities(lambda logits: softmax(logits.T).T),
            "the softmax runs over the examples, where it should run over the classes",
            "Which of your sums are 1: those of the rows, or those of the columns?",
        ),
        Mistake(
            "logits.whole-array",
            with_probabilities(whole_array_softmax),
            "the softmax divides by the sum over the whole array",
            "Do the probabilities of each single example add up to 1?",
        ),
        Mistake(
            "logits.whole-columns",
            whole_columns,
            "p[:, labels] picks whole columns, so that 1 is subtracted in every row",
            "How many entries should change, and which pair of indices names each of them?",
        ),
        Mistake(
            "logits.minus-one-everywhere",
            loss_gradient(lambda p, y, logits: p - 1),
            "1 is subtracted from every probability",
            "In a row, for which classes is the label right?",
        ),
        Mistake(
            "logits.hard-prediction",
            loss_gradient(hard_prediction),
            "the most probable class is taken as if it were certain",
            "Does a network that is right with 51 % have nothing left to learn?",
        ),
        Mistake(
            "logits.overflow",
            with_probabilities(unstable_softmax),
            "the formula is right, but exp of a large score is inf, and of a very low one 0",
            "Which number can be subtracted from a whole row so that no quotient changes?",
        ),
        Mistake(
            "logits.one-maximum",
            with_probabilities(one_maximum_softmax),
            "the largest score of the whole array is subtracted; rows far below it then have only "
            "zeros",
            "Is the largest score of another example of any use to this row?",
        ),
    ),
    probes=(
        Probe(
            (np.array([[0.5, -1.0, 2.0], [1.5, 0.0, -0.5]]), np.array([2, 0])),
            {"n": 2, "classes": 3},
        ),
        Probe((*normal((7, 4), rng=RNG), np.array([2, 0, 2, 2, 0, 2, 3])), {"n": 7, "classes": 4}),
        Probe((*normal((3, 5), rng=RNG), np.array([4, 1, 4])), {"n": 3, "classes": 5}),
        Probe((*normal((1, 6), rng=RNG), np.array([1])), {"n": 1, "classes": 6}),
        Probe((EXTREME, np.array([1, 1, 0, 1, 0])), {"n": 5, "classes": 2}),
    ),
    outputs=("grad_logits",),
    objective=lambda logits, labels: softmax_cross_entropy(logits, labels)[0],
    slope_of={"grad_logits": "logits"},
    praise="Between which two numbers do the entries lie, whatever the scores are?",
)

# ---------------------------------------------------------------- the whole way back


def backward_with(at_logits=logits_reference, through_relu=relu_reference, layer=linear_reference):
    """The whole backward pass, with some of its parts replaced."""

    def backward(x, labels, W1, b1, W2, b2):
        z1, a1, logits = forward_reference(x, W1, b1, W2, b2)
        grad_a1, grad_W2, grad_b2 = layer(at_logits(logits, labels), a1, W2)
        _, grad_W1, grad_b1 = layer(through_relu(grad_a1, z1), x, W1)
        return grad_W1, grad_b1, grad_W2, grad_b2

    return backward


backward_reference = backward_with()


def hidden_before_relu(x, labels, W1, b1, W2, b2):
    z1, _, logits = forward_reference(x, W1, b1, W2, b2)
    grad_W1, grad_b1, _, grad_b2 = backward_reference(x, labels, W1, b1, W2, b2)
    return grad_W1, grad_b1, z1.T @ logits_reference(logits, labels), grad_b2


def one_example_at_a_time(x, labels, W1, b1, W2, b2):
    """Each example's gradient as outer products of vectors; then their mean."""
    total = [np.zeros_like(parameter) for parameter in (W1, b1, W2, b2)]
    for row, label in zip(x, labels, strict=True):
        hidden = np.maximum(row @ W1 + b1, 0.0)
        error = softmax([hidden @ W2 + b2])[0] - one_hot(label, len(b2))
        below = np.where(hidden > 0, W2 @ error, 0.0)
        parts = np.outer(row, below), below, np.outer(hidden, error), error
        total = [so_far + part for so_far, part in zip(total, parts, strict=True)]
    return tuple(so_far / len(x) for so_far in total)


def mean_at_the_end(x, labels, W1, b1, W2, b2):
    grads = backward_with(at_logits=no_mean)(x, labels, W1, b1, W2, b2)
    return tuple(grad / len(x) for grad in grads)


def network_loss(x, labels, W1, b1, W2, b2):
    """The loss as one number: what a central difference nudges."""
    return softmax_cross_entropy(forward_reference(x, W1, b1, W2, b2)[2], labels)[0]


PARAMETERS = ("W1", "b1", "W2", "b2")
TRAINED = tuple(
    Probe((x, labels, *parameters), sizes_of((x, *parameters)))
    for (x, *parameters), labels in NETWORKS
)

mlp_backward = Exercise(
    name="mlp_backward",
    points=4,
    minutes=15,
    grade="core",
    kind="implement",
    hints=(
        "Write the forward pass first. Which line made the loss? Its gradient is the first that "
        "you can know.",
        "Then the same lines backward, last one first: a layer, ReLU, a layer. You have written "
        "each of these three already. What does each one need from the way forward?",
        "If a product refuses: write the shape behind every array, as a comment. A gradient has "
        "the shape of what it belongs to.",
    ),
    reference=lambda x, labels, W1, b1, W2, b2: backward_reference(x, labels, W1, b1, W2, b2),
    accepted=(
        one_example_at_a_time,
        mean_at_the_end,
        backward_with(at_the_true_class, entry_by_entry, linear_backward.accepted[0]),
        backward_with(loss_row_by_row, lambda g, z: g * (relu(z) > 0), linear_backward.accepted[1]),
    ),
    mistakes=(
        Mistake(
            "backward.mask-forgotten",
            backward_with(through_relu=passthrough),
            "the gradient passes ReLU untouched: there is no mask, or one that is always true",
            "Which line of the way forward stands between the two layers, and where is that line "
            "on your way back?",
        ),
        Mistake(
            "backward.mask-from-gradient",
            backward_with(through_relu=mask_from_gradient),
            "ReLU's mask is taken from the gradient, not from z1",
            "May a negative gradient pass where z1 was positive?",
        ),
        Mistake(
            "backward.two-masks",
            backward_with(through_relu=lambda grad_a, z: relu(grad_a) * (z > 0)),
            "besides ReLU's own mask, negative gradients are cut off too",
            "What does a negative gradient say about the loss, and is it of less use?",
        ),
        Mistake(
            "backward.values-as-mask",
            backward_with(through_relu=values_as_mask),
            "the gradient is multiplied by a1, where the slopes of ReLU belong",
            "How steep is ReLU at z = 2, and how steep at z = 20?",
        ),
        Mistake(
            "backward.mask-inverted",
            backward_with(through_relu=lambda grad_a, z: grad_a * (z <= 0)),
            "ReLU's mask is the wrong way round",
            "Which units reached the loss: those that were on, or those that were off?",
        ),
        Mistake(
            "backward.no-mean",
            backward_with(at_logits=no_mean),
            "the mean is missing: these are the gradients of the sum over the batch",
            "The loss is a mean. In which line does its 1/n come in?",
        ),
        Mistake(
            "backward.mean-twice",
            backward_with(layer=batch_divided_out),
            "the batch size is divided out twice: at the loss, and again in each layer",
            "How many times does 1/n stand in the loss?",
        ),
        Mistake(
            "backward.mean-over-classes",
            backward_with(at_logits=mean_over_classes),
            "the loss is divided by the number of classes, where the number of examples belongs",
            "How many terms does the loss add up before it divides?",
        ),
        Mistake(
            "backward.bias-not-summed",
            backward_with(layer=bias_not_summed),
            "the bias gradients are not summed over the batch",
            "One bias is added in every row. Through how many rows does it reach the loss?",
        ),
        Mistake(
            "backward.bias-averaged",
            backward_with(layer=bias_averaged),
            "the bias gradients are means over the batch, where the rows should add up",
            "Where is the 1/n of the loss already?",
        ),
        Mistake(
            "backward.sign",
            backward_with(at_logits=sign_turned),
            "everything points the other way: the difference at the logits is turned round",
            "Raise the score of the true class. Does the loss rise or fall?",
        ),
        Mistake(
            "backward.one-hot-missing",
            backward_with(at_logits=one_hot_missing),
            "the labels are not used: the gradient at the logits holds the probabilities alone",
            "Change the labels. Does your answer change?",
        ),
        Mistake(
            "backward.softmax-twice",
            backward_with(at_logits=softmax_twice),
            "the slopes of the softmax are multiplied in once more, although the difference at the "
            "logits holds them already",
            "When the network is surely wrong, should the gradient be small? Is yours?",
        ),
        Mistake(
            "backward.sigmoid-slope",
            backward_with(at_logits=fade_twice),
            "a factor p (1 - p) is multiplied in at the logits, as for a squared error",
            "When the network is surely wrong, should the gradient be small? Is yours?",
        ),
        Mistake(
            "backward.hidden-before-relu",
            hidden_before_relu,
            "z1 stands where the second layer's input belongs",
            "What did W2 multiply on the way forward: the values before ReLU, or after it?",
        ),
        Mistake(
            "backward.weights-reshaped",
            backward_with(layer=reshaped_weights),
            "W2 is reshaped where it should be transposed: the shape is right, the places are not",
            "What does reshape do to [[1, 2, 3], [4, 5, 6]], and what does .T do?",
        ),
    ),
    probes=TRAINED,
    outputs=tuple(f"grad_{name}" for name in PARAMETERS),
    output_points=(1, 1, 1, 1),
    objective=network_loss,
    slope_of={f"grad_{name}": name for name in PARAMETERS},
    praise="How many of these lines would a third layer add, and which?",
)

# ---------------------------------------------------------------- one step


def step_reference(x, labels, W1, b1, W2, b2, lr):
    parameters = W1, b1, W2, b2
    grads = backward_reference(x, labels, *parameters)
    return tuple(value - lr * grad for value, grad in zip(parameters, grads, strict=True))


def step_with(grads_of=backward_reference, move=lambda value, grad, lr: value - lr * grad):
    """A step with another way to the gradients, or with another use of them."""

    def step(x, labels, W1, b1, W2, b2, lr):
        parameters = W1, b1, W2, b2
        grads = grads_of(x, labels, *parameters)
        return tuple(move(value, grad, lr) for value, grad in zip(parameters, grads, strict=True))

    return step


def second_layer_moved(x, labels, W1, b1, W2, b2, lr):
    """W2 has moved when the gradient passes it on the way back."""
    z1, _, logits = forward_reference(x, W1, b1, W2, b2)
    _, _, W2_new, b2_new = step_reference(x, labels, W1, b1, W2, b2, lr)
    grad_a1 = logits_reference(logits, labels) @ W2_new.T
    _, grad_W1, grad_b1 = linear_reference(relu_reference(grad_a1, z1), x, W1)
    return W1 - lr * grad_W1, b1 - lr * grad_b1, W2_new, b2_new


def second_layer_then_first(x, labels, W1, b1, W2, b2, lr):
    second = step_reference(x, labels, W1, b1, W2, b2, lr)[2:]
    return (*step_reference(x, labels, W1, b1, *second, lr)[:2], *second)


def first_layer_then_second(x, labels, W1, b1, W2, b2, lr):
    first = step_reference(x, labels, W1, b1, W2, b2, lr)[:2]
    return (*first, *step_reference(x, labels, *first, W2, b2, lr)[2:])


def weights_only(x, labels, W1, b1, W2, b2, lr):
    W1_new, _, W2_new, _ = step_reference(x, labels, W1, b1, W2, b2, lr)
    return W1_new, b1, W2_new, b2


def second_layer_only(x, labels, W1, b1, W2, b2, lr):
    return (W1, b1, *step_reference(x, labels, W1, b1, W2, b2, lr)[2:])


def in_place(x, labels, W1, b1, W2, b2, lr):
    grads = backward_reference(x, labels, W1, b1, W2, b2)
    for value, grad in zip((W1, b1, W2, b2), grads, strict=True):
        value -= lr * grad
    return W1, b1, W2, b2


train_step = Exercise(
    name="train_step",
    points=4,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "All four gradients belong to one and the same network. Which one: the old or the new?",
        "The update is the one of notebook 01, four times. Does any line before it, or after it, "
        "read an array that it has changed?",
    ),
    reference=step_reference,
    accepted=(
        step_with(mean_at_the_end),
        step_with(one_example_at_a_time, lambda value, grad, lr: value + (-lr) * grad),
    ),
    mistakes=(
        Mistake(
            "step.second-layer-moved",
            second_layer_moved,
            "W2 has moved already when the gradient passes it on the way back",
            "With which W2 was the prediction made, and which one does your way back read?",
        ),
        Mistake(
            "step.second-layer-then-first",
            second_layer_then_first,
            "the first layer's gradients are computed with the second layer already updated",
            "At which network should all four slopes be taken?",
        ),
        Mistake(
            "step.first-layer-then-second",
            first_layer_then_second,
            "the second layer's gradients are computed with the first layer already updated",
            "At which network should all four slopes be taken?",
        ),
        Mistake(
            "step.uphill",
            step_with(move=lambda value, grad, lr: value + lr * grad),
            "the step goes uphill",
            "The gradient points to where the loss rises. Where do we want to go?",
        ),
        Mistake(
            "step.no-rate",
            step_with(move=lambda value, grad, lr: value - grad),
            "the learning rate is not used",
            "With a learning rate of 0, how far should the parameters move?",
        ),
        Mistake(
            "step.step-alone",
            step_with(move=lambda value, grad, lr: -lr * grad),
            "this is the step, not the place one arrives at",
            "With gradients of 0, what should the new W1 be?",
        ),
        Mistake(
            "step.gradients",
            step_with(move=lambda value, grad, lr: grad),
            "these are the gradients: no step is taken",
            "What becomes of the old parameters, and of the learning rate?",
        ),
        Mistake(
            "step.mean-twice",
            step_with(backward_with(layer=batch_divided_out)),
            "the batch size is divided out twice, so the step is n times too short",
            "How many times does 1/n stand in the loss?",
        ),
        Mistake(
            "step.no-mean",
            step_with(backward_with(at_logits=no_mean)),
            "the mean is missing, so the step is n times too long",
            "If every example came twice, should the step be twice as long?",
        ),
        Mistake(
            "step.biases-kept",
            weights_only,
            "the biases stay where they were",
            "Which arrays of the network does training change?",
        ),
        Mistake(
            "step.first-layer-kept",
            second_layer_only,
            "the first layer stays where it was",
            "Which arrays of the network does training change?",
        ),
        Mistake(
            "step.mask-forgotten",
            step_with(backward_with(through_relu=passthrough)),
            "ReLU's slopes are forgotten on the way back; it trains all the same, and worse",
            "Which line of the way forward stands between the two layers, and where is that line "
            "on your way back?",
        ),
        Mistake(
            "step.in-place",
            in_place,
            "the arrays of the caller are changed, as by W1 -= ...",
            "If the caller wants to compare before and after, what is left of before?",
        ),
    ),
    probes=tuple(
        Probe((*probe.inputs, lr), probe.sizes)
        for probe, lr in zip(TRAINED, (0.5, 0.1, 2.0, 0.3, 1.0), strict=True)
    ),
    outputs=PARAMETERS,
    output_points=(1, 1, 1, 1),
    praise="How could one step with lr = 1 tell you whether all your gradients are right?",
)

# ---------------------------------------------------------------- how far does one slip reach?

still_right = Exercise(
    name="still_right",
    points=1,
    minutes=4,
    grade="warm-up",
    kind="predict",
    hints=(
        "In which order does the backward pass make its gradients? Which layer comes first?",
        "A wrong gradient is handed on. Who gets it, and who has been served before?",
    ),
    reference=lambda: 6,
    accepted=(lambda: np.int64(6), lambda: 6.0),
    mistakes=(
        wrong_number(
            "reach.wrong-ones-counted",
            4,
            "these are the ones that go wrong, or the way was walked from the wrong end",
            "Which layer is served first on the way back?",
        ),
        wrong_number(
            "reach.own-layer-only",
            8,
            "only the two gradients of layer 2 are taken as wrong",
            "To whom does layer 2 hand its gradient on?",
        ),
        wrong_number(
            "reach.one-matrix-only",
            9,
            "only one matrix is taken as wrong",
            "Which arrays are computed from the gradient at z2, in its own layer and below?",
        ),
        wrong_number(
            "reach.nothing-right",
            0,
            "everything is taken as wrong",
            "What has the backward pass computed before it comes to z2?",
        ),
        wrong_number(
            "reach.layers-counted",
            3,
            "layers are counted, and each has two arrays",
            "Which parameters does a layer have?",
        ),
        wrong_number(
            "reach.before-layer-2",
            2,
            "only one layer is left over: the way was walked from the wrong end, or stops early",
            "Which layer is served first on the way back, and which ones before layer 2?",
        ),
    ),
    praise="Given the list of right and wrong gradients, where would you look for the slip?",
)

# ---------------------------------------------------------------- a bug hunt

LESSON_NET = (  # the network of the lesson: W1, b1, W2, b2
    np.array([[1.0, 2.0, -1.0], [-2.0, -2.0, 2.0]]),
    np.array([1.0, 1.0, -1.0]),
    np.array([[1.0, 0.5], [-1.0, 0.5], [-0.5, 0.5]]),
    np.array([-0.5, -1.0]),
)


def on_lesson_net(backward):
    """A backward pass whose network is that of the lesson: a function of (x, labels)."""
    return lambda x, labels: backward(x, labels, *LESSON_NET)


find_the_slip = BugHunt(
    name="find_the_slip",
    name_points=1,
    input_points=1,
    minutes=10,
    grade="core",
    hints=(
        "Walk through the planted lines and write the shape behind each array. What does each "
        "line say about rows, and what about columns?",
        "Two examples and two classes: which different things are equal in your friend's test?",
    ),
    right=on_lesson_net(backward_reference),
    suspects=(
        Suspect(
            "relu-mask",
            on_lesson_net(backward_with(through_relu=passthrough)),
            "the mask lets the gradient of units through that were off",
            "a1 is 0 exactly where z1 is not positive. Is a1 > 0 then another mask than z1 > 0?",
        ),
        Suspect(
            "first-row",
            on_lesson_net(backward_with(layer=bias_first_row)),
            "the bias gradients look at the first example only",
            "Over which axis do the planted lines for the biases sum?",
        ),
        Suspect(
            "mean-twice",
            on_lesson_net(backward_with(layer=batch_divided_out)),
            "the number of examples is divided out twice",
            "How many divisions do you count in the planted function, after the softmax?",
        ),
        Suspect(
            "mean-over-classes",
            on_lesson_net(backward_with(at_logits=mean_over_classes)),
            "the loss is divided by the number of classes in place of the number of examples",
            "",
        ),
        Suspect(
            "before-relu",
            on_lesson_net(hidden_before_relu),
            "the second layer's weight gradient reads the hidden values before ReLU",
            "Which array does the planted line for grad_W2 read?",
        ),
    ),
    bug="mean-over-classes",
    exposing=(np.array([[1.0, 2.0], [-2.0, -1.0], [0.5, 1.5]]), np.array([0, 1, 1])),
    blind=(np.array([[1.0, 2.0], [-2.0, -1.0]]), np.array([0, 1])),
    more_exposing=(
        (np.array([[1.0, 2.0]]), np.array([0])),
        (np.array([[1, 2], [-2, -1], [2, 1], [2, 2], [0, -1]]), np.array([0, 1, 1, 0, 0])),
    ),
    outputs=tuple(f"grad_{name}" for name in PARAMETERS),
    largest=10.0,
    praise="Which sizes would you give a test, so that no two of them can be taken for each other?",
)

EXERCISES = (
    count_parameters,
    mlp_forward,
    linear_backward,
    relu_backward,
    logits_backward,
    mlp_backward,
    train_step,
    still_right,
    find_the_slip,
)
