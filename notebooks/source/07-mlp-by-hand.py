# teaches: mlp.MLP, gradcheck.check_module
# uses: gradcheck.numerical_gradient, losses.softmax_cross_entropy
# black box: optim.AdamW, optim.cosine, training.fit, training.accuracy
# remember: A weight gets what came in times what came back, added up over the examples.
# %% [markdown]
# # 07  Write a network's backward pass by hand
#
# ## What you'll do
#
# You write the whole backward pass of a two-layer network, six lines, turn it into a loop over any
# number of layers, and train a network with it that reads real handwriting.
#
# ## What you'll learn
#
# - **write** the gradient of every matrix in a network, and know its shape beforehand,
# - **check** a whole network against nudges,
# - **train** it with plain gradient descent, on minibatches,
# - **find** the layer in which a backward pass goes wrong.
#
# ## What you'll need
#
# The nudges and the sum over several paths of [notebook 02](02-chain-rule.ipynb), the loss of
# [05](05-softmax-cross-entropy.ipynb), the linear layer of [06](06-vector-jacobian-products.ipynb);
# NumPy's `@`, `.T` and `.sum(axis=0)`.

# %% [markdown]
# ## Recall
#
# In notebook 06 a linear layer $z = x W + b$ had the backward pass
# $\bar W = x^T \bar z$, $\bar b$ = the sum of the rows of $\bar z$, and $\bar x = \bar z\, W^T$.
#
# **Predict.** The neuron of notebook 01 is such a layer, with one example, one input and one output. With
# $x = 0.5$, $w = 2$ and a gradient of -0.25 at $z$, what arrives at $w$, $b$, $x$?
#
# <details><summary>Answer</summary>
#
# -0.125, -0.25 and -0.5, as in notebook 01. Now two such layers stand in a row, and later any number.
#
# </details>

# %%
import numpy as np

x, w, grad_z = np.array([[0.5]]), np.array([[2.0]]), np.array([[-0.25]])
print("w:", x.T @ grad_z, "  b:", grad_z.sum(axis=0), "  x:", grad_z @ w.T)

# %%
from itertools import pairwise

from backprop_course.checking import check
from backprop_course.data import load_digits, spirals
from backprop_course.exercises import ch07
from backprop_course.figures.mlp import charts
from backprop_course.figures.mlp.overview import describe_mlp_overview
from backprop_course.figures.mlp.overview_picture import draw_mlp_overview
from backprop_course.figures.mlp.network import small_network, trace_mlp
from backprop_course.figures.mlp.two_layers import describe_two_layers
from backprop_course.figures.mlp.two_layers_picture import draw_two_layers
from backprop_course.gradcheck import check_module, numerical_gradient
from backprop_course.losses import softmax_cross_entropy
from backprop_course.mlp import MLP
from backprop_course.notebook import Picture, show_source
from backprop_course.optim import AdamW, cosine
from backprop_course.training import accuracy, fit
from backprop_course.widgets import explore_mlp

rng = np.random.default_rng(0)

# %% [markdown]
# This is where we are going. Thirteen people wrote digits, each of which became an image of 8 by 8 pixels.
# At the end of this lesson your own lines will read them.

# %%
(x_train, y_train), (x_test, y_test) = load_digits()
print(x_train.shape, x_test.shape)
Picture(
    charts.draw_images(
        x_test[:10].reshape(-1, 8, 8),
        [f"a {label}" for label in y_test[:10]],
        title="What will the network have to read?",
        columns=5,
    ),
    "Ten handwritten digits of 8 by 8 pixels, each with its label above.",
)

# %% [markdown]
# *What to see:* for the network an image is one row of 64 numbers, from 0 for white to 1 for black. It
# will learn from 1,437 of them, and will be tested on 360 that it has not seen.

# %% [markdown]
# ## How do four examples go through two layers?
#
# A **layer** is a row of neurons that read the same inputs: one line, `x @ W + b`, for all examples of a
# batch, one in each row. Between two layers stands ReLU, $\max(z, 0)$: it keeps what is positive. A layer
# between input and output is called **hidden**. The last layer gives one score per class, the logits;
# the largest one names the answer. We begin with numbers for paper:
#
# | name | shape | meaning |
# |---|---|---|
# | `x` | (4, 2) | inputs |
# | `W1`, `b1` | (2, 3), (3,) | parameters |
# | `z1`, `a1` | (4, 3) | hidden values, before and after ReLU |
# | `W2`, `b2` | (3, 2), (2,) | parameters |
# | `logits` | (4, 2) | one score per class |
# | `labels` | (4,) | the true classes |

# %%
x = np.array([[1.0, 2.0], [-2.0, -1.0], [2.0, 1.0], [2.0, 2.0]])  # (4, 2)
labels = np.array([0, 1, 1, 0])  # (4,)
W1 = np.array([[1.0, 2.0, -1.0], [-2.0, -2.0, 2.0]])  # (2, 3)
b1 = np.array([1.0, 1.0, -1.0])  # (3,)
W2 = np.array([[1.0, 0.5], [-1.0, 0.5], [-0.5, 0.5]])  # (3, 2)
b2 = np.array([-0.5, -1.0])  # (2,)

# %% [markdown]
# **Predict.** Take example 0 (we count from 0, as NumPy does): its input is (1, 2). On paper, what are
# its `z1`, `a1` and `logits`? Which class wins, and is that the true one?
#
# <details><summary>Answer</summary>
#
# `z1` is $(1 - 4 + 1,\ 2 - 4 + 1,\ -1 + 4 - 1) = (-2, -1, 2)$, so `a1` is $(0, 0, 2)$ and the logits
# are $(-1 - 0.5,\ 1 - 1) = (-1.5, 0)$. Class 1 has the larger score, and the label is 0: wrong.
#
# </details>

# %%
z1 = x @ W1 + b1  # (4, 3)
a1 = np.maximum(z1, 0.0)  # (4, 3)
logits = a1 @ W2 + b2  # (4, 2)
print(a1)
print(logits, "answers", logits.argmax(axis=1), "labels", labels)

# %% [markdown]
# Only example 2 is answered correctly. The loss is that of notebook 05: `softmax_cross_entropy`
# turns each row of logits into probabilities $p$ and returns the mean of $-\ln p$ of the true classes. All
# we need is its gradient at the logits, $(p - y)/n$, where $y$ is 1 at the true class and 0
# elsewhere, and $n$ is the number of examples.

# %%
loss, grad_logits = softmax_cross_entropy(logits, labels)
print(f"loss = {loss:.3f}")
print(grad_logits.round(3))

# %% [markdown]
# The gradient is negative at the true class: raise that score and the loss falls. Row 2 is almost 0: an example that
# is answered well asks for little.

# %% [markdown]
# ## How does the gradient get back through two layers?
#
# Look at one weight. `W2[0, 0]` joins hidden unit 0 to score 0 in every example, and in example $i$
# its local slope is `a1[i, 0]`. Four examples are four paths to the loss, and paths add. We write
# $\bar q$ for the gradient of the loss with respect to $q$, in code `grad_q`:
#
# $$\overline{W_2}[j, k] = \sum_i a_1[i, j]\ \overline{\text{logits}}[i, k]$$
#
# The bias is added to every row with slope 1, so its gradient is the sum of the rows.
#
# **Predict.** Hidden unit 0 is on in examples 1 and 2, with the value 1 each. What is `grad_W2[0, 0]`?
# What shapes do `grad_W2` and `grad_b2` have?
#
# <details><summary>Answer</summary>
#
# $1 \times 0.183 + 1 \times 0.007 = 0.19$. A gradient has the shape of what it belongs to: (3, 2)
# and (2,). `grad_logits` itself is (4, 2); without the sum over the rows, `grad_b2` would be too.
#
# </details>

# %%
print(f"{sum(a1[i, 0] * grad_logits[i, 0] for i in range(4)):.3f}")

# %% [markdown]
# Now the hidden values. `a1[i, j]` reaches both scores, with the slopes `W2[j, 0]` and `W2[j, 1]`. Again
# the paths add:
#
# $$\overline{a_1}[i, j] = \sum_k \overline{\text{logits}}[i, k]\ W_2[j, k]$$
#
# ReLU has slope 1 where `z1` was positive and slope 0 elsewhere. And below ReLU stands a linear layer once
# more, with the same formulas under other names.
#
# **Predict.** How many of the 12 entries of `grad_z1` are 0? Which ones?
#
# <details><summary>Answer</summary>
#
# Six: wherever `z1` is negative. A unit that was off in the forward pass gets nothing in the backward
# pass; a small change of its `z1` would not change the loss.
#
# </details>

# %% [markdown]
# **You write it.** The backward pass of the whole network, from the logits to all four parameters.
#
# {{task: backward_two}}
#
# {{hints: backward_two}}


# %%
def backward_two(grad_logits, x, z1, a1, W2):
    """Return grad_W1, grad_b1, grad_W2, grad_b2.

    Shapes: grad_logits (n, classes), x (n, inputs), z1 and a1 (n, hidden), W2 (hidden, classes).
    x = [[2.]], z1 = a1 = [[3.]], W2 = [[4.]], grad_logits = [[1.]]
        ->  [[8.]], [4.], [[3.]], [1.]
    """
    ### BEGIN SOLUTION
    grad_W2 = a1.T @ grad_logits  # (hidden, n) @ (n, classes)
    grad_b2 = grad_logits.sum(axis=0)
    grad_z1 = (grad_logits @ W2.T) * (z1 > 0)  # (n, classes) @ (classes, hidden)
    grad_W1 = x.T @ grad_z1  # (inputs, n) @ (n, hidden)
    grad_b1 = grad_z1.sum(axis=0)
    return grad_W1, grad_b1, grad_W2, grad_b2
    ### END SOLUTION


# %%
check(ch07.backward_two, backward_two)

# %%
names = ("W1", "b1", "W2", "b2")
grads = dict(zip(names, backward_two(grad_logits, x, z1, a1, W2), strict=True))
for name, grad in grads.items():
    print(f"{name}:", grad.round(3).tolist())

# %%
values = {"x": x, "W1": W1, "b1": b1, "z1": z1, "a1": a1, "W2": W2, "b2": b2, "logits": logits}
grad_a1 = grad_logits @ W2.T
on_wires = {"z1": grad_a1 * (z1 > 0), "a1": grad_a1, "logits": grad_logits}
Picture(draw_two_layers(values, grads | on_wires), describe_two_layers(values))

# %% [markdown]
# *What to see:* every gradient has the shape of its value, and each box returns what it was given, times
# its own slope. A band is as wide as the largest entry of the gradient. (Books that keep examples in
# columns write all of this transposed: $\bar W = \bar z\, x^T$.)

# %% [markdown]
# ## Are these gradients correct?
#
# The forward pass alone can tell. `numerical_gradient` of notebook 02 nudges each entry of an array up and
# down, and watches the loss. That takes two forward passes for each of the 17 parameters; your six lines found
# all 17 numbers in one backward pass.


# %%
def loss_at(W1, b1, W2, b2):
    hidden = np.maximum(x @ W1 + b1, 0.0)
    return softmax_cross_entropy(hidden @ W2 + b2, labels)[0]


print(2 * sum(array.size for array in (W1, b1, W2, b2)), "forward passes")
nudged = {
    "W1": numerical_gradient(lambda W: loss_at(W, b1, W2, b2), W1),
    "b1": numerical_gradient(lambda b: loss_at(W1, b, W2, b2), b1),
    "W2": numerical_gradient(lambda W: loss_at(W1, b1, W, b2), W2),
    "b2": numerical_gradient(lambda b: loss_at(W1, b1, W2, b), b2),
}

# %% [markdown]
# **Check.** Every later version of the backward pass will meet these same lines:


# %% tags=["nbval-ignore-output"]
def compare(grads):
    for name, grad in grads.items():
        print(f"{name}: largest difference {np.abs(grad - nudged[name]).max():.0e}")


compare(grads)

# %% [markdown]
# ## What does a single weight get?
#
# In one example, the gradient of a weight is what came in at its left end, times the gradient that came back
# to its right end. To follow it number by number, we turn to a smaller network for a moment: our first layer,
# then a single output with the mean squared error, and eight examples, the first four of which are ours.
#
# **Predict.** Example 3 has $x = (2, 2)$ and $a_1 = (0, 1, 1)$. Its prediction is -2 and its target -1, so
# the loss sends back $2(-2 + 1)/8 = -0.25$. The weights from the hidden units to the output are 1, -1 and
# -0.5. What comes back to the three hidden units? What does this example add to `grad_W1[1, 2]`?
#
# <details><summary>Answer</summary>
#
# $(0, 0.25, 0.125)$: the first unit is off. The second input brought 2, so it adds
# $2 \times 0.125 = 0.25$.
#
# </details>

# %%
explore_mlp()

# %% [markdown]
# *What to see:* move `layer` from the loss (3) back to layer 1, and the gradient travels with it; the darker a unit,
# the farther its value is from 0. In the view `matrices`, the framed row and column cross at the chosen weight. Type
# another value for it, and both passes change.

# %%
trace = trace_mlp(*small_network())
print(trace.shares[1][:, 1, 2] + 0.0, "add up to", trace.grad_W[1][1, 2])
Picture(draw_mlp_overview(trace, 3), describe_mlp_overview(trace, 3))

# %% [markdown]
# *What to see:* what one example adds to a weight matrix is a column times a row, an **outer product**, and
# the tables of all examples add up. The product `a1.T @ grad_z2` does both at once. Nothing is divided
# here: the $1/8$ of the mean came with the loss.

# %% [markdown]
# ## What changes with more layers?
#
# Only the numbering. We keep the weights in a dict, `W[1]`, `W[2]`, ..., and the biases in another one.
# `a[0]` is the input, and layer $l$ computes `z[l]` and `a[l]` from `a[l - 1]`. ReLU stands after every layer
# but the last.


# %%
def forward(x, W, b):
    z, a = {}, {0: x}
    for l in range(1, len(W) + 1):
        z[l] = a[l - 1] @ W[l] + b[l]
        a[l] = np.maximum(z[l], 0.0) if l < len(W) else z[l]
    return z, a


z, a = forward(x, {1: W1, 2: W2}, {1: b1, 2: b2})
print(f"difference from the logits of before: {np.abs(a[2] - logits).max():.1f}")

# %% [markdown]
# **You write it.** The backward pass for any number of layers, as a loop from the last to the first.
#
# {{task: backward}}
#
# {{hints: backward}}


# %%
def backward(grad, W, z, a):
    """Return grad_W and grad_b, dicts with the same numbers as W; grad is the one at z[len(W)].

    W = {1: [[2.]], 2: [[4.]]}, z = {1: [[3.]], 2: [[12.]]}, a = {0: [[1.5]], 1: [[3.]], 2: [[12.]]},
    grad = [[1.]]  ->  {1: [[6.]], 2: [[3.]]}, {1: [4.], 2: [1.]}
    """
    grad_W, grad_b = {}, {}
    ### BEGIN SOLUTION
    for l in range(len(W), 0, -1):
        if l < len(W):
            grad = grad * (z[l] > 0)  # through ReLU; the last layer has none
        grad_W[l], grad_b[l] = a[l - 1].T @ grad, grad.sum(axis=0)
        grad = grad @ W[l].T
    ### END SOLUTION
    return grad_W, grad_b


# %%
check(ch07.backward, backward)

# %% tags=["nbval-ignore-output"]
grad_W, grad_b = backward(grad_logits, {1: W1, 2: W2}, z, a)
compare({"W1": grad_W[1], "b1": grad_b[1], "W2": grad_W[2], "b2": grad_b[2]})

# %% [markdown]
# The same numbers as before, and now the network may be as deep as we like.

# %% [markdown]
# ## Can it learn a spiral?
#
# The first weights are random, so that no two hidden units do the same (Question 4). Their size,
# $\sqrt{2/\text{fan\_in}}$, where fan_in is the number of inputs of the layer, suits ReLU: notebook 13 shows
# why. The last layer begins ten times smaller. Then all scores lie near 0, and we know the first loss
# beforehand: three equally likely classes cost $\ln 3 = 1.10$.


# %%
def first_weights(sizes, *, rng):
    fans = enumerate(pairwise(sizes), start=1)
    W = {l: rng.normal(size=fan) * np.sqrt(2 / fan[0]) for l, fan in fans}
    W[len(W)] *= 0.1
    return W, {l: np.zeros(W[l].shape[1]) for l in W}


W, b = first_weights([2, 32, 32, 3], rng=rng)
print({l: W[l].shape for l in W}, {l: b[l].shape for l in b})

# %% [markdown]
# **You write it.** One step of training: forward, loss, backward, update. The update is that of notebook 01.
#
# {{task: sgd_step}}
#
# {{hints: sgd_step}}


# %%
def sgd_step(x, labels, W, b, lr):
    """Return the new W, the new b and the loss before the step; the old arrays stay as they are.

    Calls forward and backward of this notebook, and softmax_cross_entropy.
    x = [[1.]], labels = [0], W = {1: [[0., 0.]]}, b = {1: [0., 0.]}, lr = 0.5
        ->  {1: [[0.25, -0.25]]}, {1: [0.25, -0.25]}, 0.6931...
    """
    ### BEGIN SOLUTION
    z, a = forward(x, W, b)
    loss, grad = softmax_cross_entropy(a[len(W)], labels)
    grad_W, grad_b = backward(grad, W, z, a)
    W = {l: W[l] - lr * grad_W[l] for l in W}
    b = {l: b[l] - lr * grad_b[l] for l in b}
    return W, b, loss
    ### END SOLUTION


# %%
check(ch07.sgd_step, sgd_step)

# %% [markdown]
# Now the data: 300 points of three classes, on three arms that wind around each other. We try a network
# with one layer and no hidden units first.
#
# **Predict.** Each score is then $x_1 w_1 + x_2 w_2 + b$ with weights of its own. What shape does the border
# between two classes have?
#
# <details><summary>Answer</summary>
#
# The border is where two scores are equal. Their difference is again of the form $x_1 w_1 + x_2 w_2 + b$, and
# it is 0 on a straight line. No training can bend it.
#
# </details>


# %% tags=["nbval-ignore-output"]
def answers(x, W, b):
    return forward(x, W, b)[1][len(W)].argmax(axis=1)


x_spiral, y_spiral = spirals(300, rng=np.random.default_rng(0))
plane, regions = charts.plane_points(1.15, 200), {}

W, b = first_weights([2, 3], rng=np.random.default_rng(0))
for _ in range(600):
    W, b, loss = sgd_step(x_spiral, y_spiral, W, b, lr=0.3)
share = np.mean(answers(x_spiral, W, b) == y_spiral)
regions[f"one layer: {share:.0%} correct"] = answers(plane, W, b)
print(f"loss {loss:.2f}, correct {share:.0%}")

# %% [markdown]
# And two hidden layers of 32 units, with the same lines:

# %% tags=["nbval-ignore-output"]
W, b = first_weights([2, 32, 32, 3], rng=np.random.default_rng(0))
for step in range(601):
    reported = step in (0, 30, 100, 600)
    if reported:
        share = np.mean(answers(x_spiral, W, b) == y_spiral)
    if reported and step > 0:
        regions[f"three layers, step {step}: {share:.0%}"] = answers(plane, W, b)
    W, b, loss = sgd_step(x_spiral, y_spiral, W, b, lr=0.3)
    if reported:
        print(f"step {step:3}: loss {loss:.3f}, correct {share:.0%}")

# %%
Picture(
    charts.draw_decision_regions(
        x_spiral, y_spiral, regions, limit=1.15, title="What are the hidden layers for?"
    ),
    "With one layer three straight borders cut through the arms; with hidden layers the borders bend "
    "from step to step, until each region holds one whole arm.",
)

# %% [markdown]
# *What to see:* one layer does what straight borders can, and no more. With ReLU layers before it, the
# borders bend along the arms.

# %% [markdown]
# ## Can it read handwriting?
#
# We subtract the mean training image, so that inputs lie around 0. The test images are shifted by
# the same mean: nothing about them may enter training. Ten classes, so the first loss should be near
# $\ln 10 = 2.30$.
#
# A step on all 1,437 images is slow, and many of them say the same. So each step takes a random **minibatch** of 32;
# one pass over all images is an **epoch**, 45 steps. Gradient descent on random minibatches is called **stochastic
# gradient descent**, SGD.


# %%
def epoch(x, labels, W, b, lr, *, rng):
    order = rng.permutation(len(x))
    for start in range(0, len(x), 32):
        batch = order[start : start + 32]
        W, b, loss = sgd_step(x[batch], labels[batch], W, b, lr)
    return W, b


mean_image = x_train.mean(axis=0)
images, x_train, x_test = x_test, x_train - mean_image, x_test - mean_image
rng = np.random.default_rng(0)
W, b = first_weights([64, 128, 64, 10], rng=rng)

# %% tags=["nbval-ignore-output"]
print(f"first loss {sgd_step(x_train, y_train, W, b, lr=0.1)[2]:.2f}")
for done in range(1, 21):
    W, b = epoch(x_train, y_train, W, b, 0.1, rng=rng)
    if done in (1, 2, 5, 10, 20):
        share = np.mean(answers(x_test, W, b) == y_test)
        print(f"after {done:2} epochs: {share:.1%} of the test images read correctly")

# %% [markdown]
# About 96 %, with nothing that you have not written. Some modesty: other images of the same thirteen people
# were in training, and strangers would be harder to read. And comparing each test image with all training
# images, and taking the label of the nearest one, reads 98 % of this set.
#
# Which ones does it get wrong?

# %%
wrong = np.flatnonzero(answers(x_test, W, b) != y_test)
loss_of = {
    i: softmax_cross_entropy(forward(x_test[[i]], W, b)[1][3], y_test[[i]])[0] for i in wrong
}
worst = sorted(wrong, key=loss_of.get, reverse=True)[:10]
Picture(
    charts.draw_images(
        images[worst].reshape(-1, 8, 8),
        [f"{y_test[i]} read as {answers(x_test[[i]], W, b)[0]}" for i in worst],
        title="Would you have read them?",
        columns=5,
    ),
    "The ten test images with the largest loss, each with its label and the answer of the network.",
)

# %% [markdown]
# *What to see:* a few are smudged or oddly drawn. Others you would have read at once: the network has not
# learned what you know.

# %% [markdown]
# ### The last per cent
#
# Later notebooks have better tools than plain steps, and we borrow some of them as black boxes. `MLP` is your
# loop as a class: `forward` keeps every `z` and `a`, `backward` reads them. `AdamW` gives each parameter a
# step size of its own, and `cosine` lowers the learning rate smoothly to 0 (notebook 10). `fit` runs the
# epochs. The network is the same, and we try three seeds, since one may be lucky:


# %%
def with_tools(seed, epochs=20, lr=4e-3):
    rng = np.random.default_rng(seed)
    net = MLP([64, 128, 64, 10], rng=rng)
    data = {"x": x_train, "y": y_train, "batch_size": 32, "epochs": epochs, "rng": rng}
    optimizer = AdamW(net.parameters(), lr, weight_decay=0.1)
    fit(net, softmax_cross_entropy, optimizer, schedule=lambda t: cosine(lr, t, total=900), **data)
    return accuracy(net, x_test, y_test)


def by_hand(seed, epochs=20, lr=0.1):
    rng = np.random.default_rng(seed)
    W, b = first_weights([64, 128, 64, 10], rng=rng)
    for _ in range(epochs):
        W, b = epoch(x_train, y_train, W, b, lr, rng=rng)
    return np.mean(answers(x_test, W, b) == y_test)


# %% tags=["nbval-ignore-output"]
for name, train in (("by hand", by_hand), ("with tools", with_tools)):
    shares = [train(seed) for seed in (1, 2, 3)]
    print(f"{name:10}: {', '.join(f'{share:.1%}' for share in shares)}, mean {np.mean(shares):.1%}")

# %% [markdown]
# The tools add about one per cent. The gradients are the same.

# %% [markdown]
# ## Break it
#
# A common bug: the line through the activation is forgotten, so that the gradient passes ReLU unchanged. All
# shapes still fit. `check_module` nudges a network of any depth, and reports on the input and on every
# parameter.


# %%
class WithoutSlope(MLP):
    """An MLP that forgets the slope of ReLU."""

    def backward(self, grad):
        for l in range(self.L, 0, -1):
            self.W[l].grad += self.a[l - 1].T @ grad
            self.b[l].grad += grad.sum(axis=0)
            grad = grad @ self.W[l].value.T
        return grad


# %% [markdown]
# **Predict.** In a network with three layers there are seven reports: on the input, three `W` and three `b`.
# Which ones fail?
#
# <details><summary>Answer</summary>
#
# All but `W.3` and `b.3`. In the backward pass the last layer comes before any ReLU, so its gradients are
# correct; everything behind the bug is wrong. So look between the last layer that passes and the first
# that fails, in the order of the backward pass.
#
# </details>

# %%
for kind in (MLP, WithoutSlope):
    reports = check_module(kind([2, 8, 6, 3], rng=rng), rng.normal(size=(6, 2)), rng=rng)
    fails = [report.name for report in reports if not report]
    print(f"{kind.__name__}: {len(reports)} reports, failing: {fails}")

# %% [markdown]
# **Predict.** We train it on the spirals, from the same first weights as a correct one. Will its loss fall?
#
# <details><summary>Answer</summary>
#
# Yes. Its last layer is trained properly, and the others move in roughly useful ways. It learns, but worse.
#
# </details>


# %% tags=["nbval-ignore-output"]
def train(net, steps=600, lr=0.3):
    losses = []
    for _ in range(steps):
        loss, grad = softmax_cross_entropy(net.forward(x_spiral), y_spiral)
        net.backward(grad)
        net.update_parameters(lr)  # and sets the gradients back to 0
        losses.append(loss)
    return losses


losses = {}
for kind in (MLP, WithoutSlope):
    net = kind([2, 32, 32, 3], rng=np.random.default_rng(1))
    losses[kind] = train(net)
    print(f"{kind.__name__}: {accuracy(net, x_spiral, y_spiral):.0%} correct")

# %%
Picture(
    charts.draw_learning_curves(
        {"correct": losses[MLP], "without slope": losses[WithoutSlope]},
        title="Would you have noticed without the other curve?",
        xlabel="step",
    ),
    "Both losses fall steeply at first; the broken network's levels off far above the correct one's.",
)

# %% [markdown]
# *What to see:* the broken network's loss falls too. Here and there it rises, because what it follows is not
# the slope of the loss; alone, the curve would pass for that of a hard problem. Yet its three layers are
# worth little more than one: remember what straight borders reached. A falling loss proves nothing about
# a gradient. A check does.

# %% [markdown]
# ## In the package
#
# Your loop, with every gradient kept for whoever wants to look. Instead of `grad * (z[l] > 0)` it looks up the
# backward function of the layer's own activation `self.f[l]`, and `linear_vjp` holds the three products.

# %%
show_source(MLP.backward)

# %% [markdown]
# ## Recap
#
# A layer is a matrix product; its backward pass is two matrix products and a sum. A weight gets what
# came in times what came back, and the examples add up: that is what `@` and `.sum(axis=0)` do. ReLU lets the
# gradient through where it let the value through. A gradient has the shape of what it belongs to. A
# network can learn with a wrong gradient, so check first.
#
# | formula | backward | shape |
# |---|---|---|
# | $y = x W + b$ | $\bar x = \bar y\, W^T$ | (n, fan_in) |
# | | $\overline{W} = x^T \bar y$ | (fan_in, fan_out) |
# | | $\bar b = \sum_i \bar y[i]$ | (fan_out,) |
# | $y = \max(x, 0)$ | $\bar x = \bar y$ where $x > 0$, else 0 | like $x$ |
# | softmax cross-entropy, mean | $(p - y)/n$ | (n, classes) |
#
# What is still missing: this loop knows one kind of network only. In [notebook 08](08-modules.ipynb) each
# layer brings its own forward and backward.

# %% [markdown]
# ## Questions
#
# **1.** What is wrong with this backward?
#
# ```python
# W2 -= lr * (a1.T @ grad_logits)
# b2 -= lr * grad_logits.sum(axis=0)
# grad_z1 = (grad_logits @ W2.T) * (z1 > 0)
# W1 -= lr * (x.T @ grad_z1)
# b1 -= lr * grad_z1.sum(axis=0)
# ```
#
# <details><summary>Answer</summary>
#
# `W2` is updated before `grad_z1` is taken, so the gradient of the first layer belongs to a network that never made
# this prediction. Compute all gradients first, then make all updates.
#
# </details>
#
# **2.** Someone writes `grad_b = grad_y.mean(axis=0)`. The loss is a mean, after all. Why is it wrong?
#
# <details><summary>Answer</summary>
#
# The $1/n$ is in `grad_logits` already. Dividing again makes the gradient $n$ times too small.
#
# </details>
#
# **3.** Why is `grad_a1 * (grad_a1 > 0)` wrong for ReLU?
#
# <details><summary>Answer</summary>
#
# The slope depends on what went *in*, `z1`. A negative gradient at a unit that was on must pass.
#
# </details>
#
# **4.** What do the gradients say if all weights start at 0? And if all start at the same number, say 0.1?
#
# <details><summary>Answer</summary>
#
# At 0, `a1` is 0, so `grad_W2` is 0; `W2` is 0, so everything below gets 0. Only `b2` learns. At 0.1 all
# hidden units compute the same, get the same gradient, and stay equal for ever: 32 units do the work of
# one. Random weights break this **symmetry**.
#
# </details>
#
# **5.** The network that read the digits has 17,226 parameters. Why not train it with nudges?
#
# <details><summary>Answer</summary>
#
# Each step would take twice 17,226 forward passes. A backward pass costs about as much as two.
#
# </details>

# %% [markdown]
# ## Exercises
#
# [Exercises 07](../exercises/07-mlp-by-hand.ipynb): the parts of this lesson one by one, and a hunt for a bug in
# somebody else's lines.
#
# ## Further reading
#
# - D. Rumelhart, G. Hinton, R. Williams, *Learning representations by back-propagating errors*,
#   Nature, 1986: shows what hidden units come to mean once they are trained this way.
# - Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, *Efficient BackProp*, 1998: why to centre the inputs,
#   shuffle the examples, and how large to start.
