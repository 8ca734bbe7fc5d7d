# teaches: mlp.MLP, gradcheck.check_module
# uses: gradcheck.numerical_gradient, losses.softmax_cross_entropy
# uses: ops.linear, ops.linear_vjp, ops.relu, ops.relu_vjp
# black box: optim.AdamW, optim.cosine
# black box: training.fit, training.accuracy, training.predicted_labels
# %% [markdown]
# # 07  Write a network's backward pass by hand
#
# ## What you'll do
#
# You write the whole backward pass of a two-layer network, six lines, turn it into a loop over any
# number of layers, and train it until it reads real handwriting.
#
# ## What you'll learn
#
# - **write** the gradient of every matrix in a network, and know its shape beforehand,
# - **check** a whole network against nudges,
# - **train** it in five lines,
# - **find** the layer in which a backward pass goes wrong.
#
# ## What you'll need
#
# The nudges and the sum over several paths of notebook 02, the loss of notebook 05, the linear layer of
# notebook 06; NumPy's `@`, `.T` and `.sum(axis=0)`.

# %% [markdown]
# ## Recall
#
# In notebook 06 a linear layer $z = x W + b$ handed back $x^T \bar z$ to $W$, the sum of the rows of
# $\bar z$ to $b$, and $\bar z\, W^T$ to $x$.
#
# **Predict.** The neuron of notebook 01 is such a layer, with one example, one input and one output. With
# $x = 0.5$, $w = 2$ and a gradient of -0.25 at $z$, what arrives at $w$, $b$, $x$?
#
# <details><summary>Answer</summary>
#
# -0.125, -0.25 and -0.5, as in notebook 01. Today two such layers stand in a row, then any number.
#
# </details>

# %%
import numpy as np

x, w, grad_z = np.array([[0.5]]), np.array([[2.0]]), np.array([[-0.25]])
print("w:", x.T @ grad_z, "  b:", grad_z.sum(axis=0), "  x:", grad_z @ w.T)

# %%
from backprop_course import ops
from backprop_course.data import load_digits, spirals
from backprop_course.figures.mlp import charts
from backprop_course.figures.mlp.overview import describe_mlp_overview
from backprop_course.figures.mlp.overview_picture import draw_mlp_overview
from backprop_course.figures.mlp.network import small_network, trace_mlp
from backprop_course.figures.mlp.two_layers import describe_two_layers
from backprop_course.figures.mlp.two_layers_picture import draw_two_layers
from backprop_course.gradcheck import check_module, numerical_gradient
from backprop_course.losses import softmax_cross_entropy
from backprop_course.mlp import MLP
from backprop_course.notebook import Picture, ProgressBar, show_source
from backprop_course.optim import AdamW, cosine
from backprop_course.training import accuracy, fit, predicted_labels
from backprop_course.widgets import explore_mlp

rng = np.random.default_rng(0)

# %% [markdown]
# ## How do four examples go through two layers?
#
# A **layer** is a row of neurons that read the same inputs: one line, `x @ W + b`, for all examples of a
# batch, one in each row. Between layers stands ReLU, $\max(z, 0)$: it keeps what is positive. A layer
# between input and output is called **hidden**. The last layer gives one score per class, the logits;
# the largest names the answer.
#
# | name | shape | one word |
# |---|---|---|
# | `x` | (4, 2) | inputs |
# | `W1`, `b1` | (2, 3), (3,) | parameters |
# | `z1`, `a1` | (4, 3) | hidden |
# | `W2`, `b2` | (3, 2), (2,) | parameters |
# | `logits` | (4, 2) | scores |
# | `labels` | (4,) | truth |

# %%
x = np.array([[1.0, 2.0], [-2.0, -1.0], [2.0, 1.0], [2.0, 2.0]])  # (4, 2)
labels = np.array([0, 1, 1, 0])  # (4,)
W1 = np.array([[1.0, 2.0, -1.0], [-2.0, -2.0, 2.0]])  # (2, 3)
b1 = np.array([1.0, 1.0, -1.0])  # (3,)
W2 = np.array([[1.0, 0.5], [-1.0, 0.5], [-0.5, 0.5]])  # (3, 2)
b2 = np.array([-0.5, -1.0])  # (2,)

# %% [markdown]
# **Predict.** Take example 0 (we count from 0, as NumPy does): its input is (1, 2). On paper, what are
# its `z1`, `a1` and `logits`? Is the answer right?
#
# <details><summary>Answer</summary>
#
# `z1` is $(1 - 4 + 1,\ 2 - 4 + 1,\ -1 + 4 - 1) = (-2, -1, 2)$, so `a1` is $(0, 0, 2)$ and the logits
# are $(-1 - 0.5,\ 1 - 1) = (-1.5, 0)$. Class 1 has the larger score, the label is 0: wrong.
#
# </details>

# %%
z1 = x @ W1 + b1  # (4, 3)
a1 = np.maximum(z1, 0.0)  # (4, 3)
logits = a1 @ W2 + b2  # (4, 2)
print(a1)
print(logits, "right:", logits.argmax(axis=1) == labels)

# %% [markdown]
# Only example 2 is answered right. The loss is that of notebook 05: `softmax_cross_entropy`
# turns each row of logits into probabilities $p$ and returns $-\ln p$ of the true class, averaged
# over the batch. All we need is its gradient: $(p - y)/n$, where $y$ is 1 at the true class and 0
# elsewhere, and $n$ is the number of examples.

# %%
loss, grad_logits = softmax_cross_entropy(logits, labels)
print(f"loss = {loss:.3f}")
print(grad_logits.round(3))

# %% [markdown]
# Negative at the true class: raise that score and the loss falls. Row 2 is almost 0: what is answered
# well asks for little.

# %% [markdown]
# ## How does the gradient come back through a layer?
#
# Look at one weight. `W2[0, 0]` joins hidden unit 0 to score 0, in every example, and in example $i$
# its local slope is `a1[i, 0]`. Four examples are four paths to the loss, and paths add. With
# $\bar q$ for the gradient of the loss with respect to $q$, in code `grad_q`:
#
# $$\overline{W_2}[j, k] = \sum_i a_1[i, j]\ \overline{\text{logits}}[i, k]
# \qquad\text{that is}\qquad \overline{W_2} = a_1^T\ \overline{\text{logits}}$$
#
# The bias is added to every row with slope 1, so its gradient is the sum of the rows.
#
# **Predict.** Hidden unit 0 is on in examples 1 and 2, with value 1 each. What is `grad_W2[0, 0]`? What
# shapes have `grad_W2` and `grad_b2`?
#
# <details><summary>Answer</summary>
#
# $1 \times 0.183 + 1 \times 0.007 = 0.19$. A gradient has the shape of what it belongs to: (3, 2)
# and (2,). `grad_logits` itself is (4, 2); without the sum over the rows, `grad_b2` would be too.
#
# </details>

# %%
grad_W2 = a1.T @ grad_logits  # (3, 4) @ (4, 2) = (3, 2)
grad_b2 = grad_logits.sum(axis=0)  # (2,)
print(grad_W2.round(3))

# %% [markdown]
# Now the hidden values. `a1[i, j]` reaches both scores, with slopes `W2[j, 0]` and `W2[j, 1]`. Again
# the paths add: `grad_logits @ W2.T`. ReLU has slope 1 where `z1` was positive and 0 elsewhere.
#
# **Predict.** How many of the 12 entries of `grad_z1` are 0? Which ones?
#
# <details><summary>Answer</summary>
#
# Six: wherever `z1` is negative. A unit that was off on the way forward gets nothing on the way
# back; a small change of its `z1` would not change the loss.
#
# </details>

# %%
grad_a1 = grad_logits @ W2.T  # (4, 2) @ (2, 3) = (4, 3)
grad_z1 = grad_a1 * (z1 > 0)  # (4, 3)
grad_z1.round(3) + 0.0

# %% [markdown]
# Below ReLU stands a linear layer once more. So the first two lines come again, with other names.

# %%
grad_W1 = x.T @ grad_z1  # (2, 4) @ (4, 3) = (2, 3)
grad_b1 = grad_z1.sum(axis=0)  # (3,)
print(grad_W1.round(3))
print(grad_b1.round(3))

# %%
values = {"x": x, "W1": W1, "b1": b1, "z1": z1, "a1": a1, "W2": W2, "b2": b2, "logits": logits}
grads = {"W1": grad_W1, "b1": grad_b1, "W2": grad_W2, "b2": grad_b2}
on_wires = {"z1": grad_z1, "a1": grad_a1, "logits": grad_logits}
Picture(draw_two_layers(values, grads | on_wires), describe_two_layers(values))

# %% [markdown]
# *What to see:* every gradient has the shape of its value, and each gate hands back what it was
# handed, times its own slope. A band is as wide as the largest entry of the gradient.
#
# Books that keep examples in columns write the same arithmetic transposed; mixing the two is a common
# source of a wrong `.T`. As in notebook 06, the transpose of the input brings the examples together, and that
# of $W$ the outputs.
#
# | | examples in rows | examples in columns |
# |---|---|---|
# | forward | $z = x W + b$ | $z = W x + b$ |
# | back to $W$ | $x^T \bar z$ | $\bar z\, x^T$ |
# | back to $x$ | $\bar z\, W^T$ | $W^T \bar z$ |
#
# **Predict.** In columns, what shapes have `x`, `W1` and `grad_z1`? In which order are they multiplied for
# `grad_W1`?
#
# <details><summary>Answer</summary>
#
# (2, 4), (3, 2) and (3, 4). `grad_z1 @ x.T`: (3, 4) times (4, 2), which is (3, 2) like `W1`.
#
# </details>

# %%
x_columns, W2_columns = x.T, W2.T  # (2, 4), (2, 3)
grad_z1_columns, grad_logits_columns = grad_z1.T, grad_logits.T  # (3, 4), (2, 4)
print(np.allclose(grad_z1_columns @ x_columns.T, grad_W1.T))
print(np.allclose(W2_columns.T @ grad_logits_columns, grad_a1.T))

# %% [markdown]
# ## What does one wire get?
#
# In one example, the gradient of a weight is what came in at its left end times what came back at its
# right end, `grad_z`. To see it, eight examples, the first four ours, go through our first layer and
# one output to the mean squared error.
#
# **Predict.** Example 3 has $x = (2, 2)$ and $a_1 = (0, 1, 1)$. Its prediction is -2, its target -1, so
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
# *What to see:* ← and → on `layer` walk from the loss (3) back to layer 1; a darker unit is farther
# from 0. In `matrices`, the framed row and column cross at the chosen weight. Type its value, and both
# passes change. What all eight examples add to the framed weight:

# %%
trace = trace_mlp(*small_network())
print(trace.shares[1][:, 1, 2] + 0.0, "add up to", trace.grad_W[1][1, 2])

# %%
Picture(draw_mlp_overview(trace, 3), describe_mlp_overview(trace, 3))

# %% [markdown]
# *What to see:* each table is its column times its row, an **outer product**, and the tables of all examples
# add. That is what `a1.T @ grad_z2` does. Nothing is divided on the way: the $1/8$ of the mean came with
# the loss.

# %% [markdown]
# ## Is it true?
#
# Notebook 02 nudged a number and watched the loss. `numerical_gradient` does so for every entry, inside
# the array itself, so `loss_now` needs no argument.
#
# **Predict.** It nudges each parameter up and down. How many forward passes does it need here?
#
# <details><summary>Answer</summary>
#
# Two for each of the $6 + 3 + 6 + 2 = 17$ parameters: 34. The backward pass found all 17 numbers in
# one walk.
#
# </details>


# %%
def loss_now(_):
    hidden = np.maximum(x @ W1 + b1, 0.0)
    return softmax_cross_entropy(hidden @ W2 + b2, labels)[0]


parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
nudged = {name: numerical_gradient(loss_now, value) for name, value in parameters.items()}
print(f"{2 * sum(value.size for value in parameters.values())} forward passes")


# %% [markdown]
# **Check.** Two ways, and they agree to eight decimals. Every later version meets these same lines.


# %%
def agree(grads):
    return {name: bool(np.abs(grads[name] - nudged[name]).max() < 1e-8) for name in nudged}


agree(grads)

# %% [markdown]
# ## What changes with more layers?
#
# Nothing but the numbering. Let `a[0]` be the input, and let layer $l$ compute `z[l]` and `a[l]` from
# `a[l - 1]`. Each layer goes back by the same lines.
#
# **Predict.** Why must the loop run backward?
#
# <details><summary>Answer</summary>
#
# Layer $l$ needs the gradient at its own output, and that comes out of layer $l + 1$.
#
# </details>


# %%
def backward(grad, W, a, z):
    """The gradients of all layers; grad is the gradient at the last layer's output."""
    grads = {}
    for l in range(len(W), 0, -1):
        if l < len(W):
            grad = grad * (z[l] > 0)  # through ReLU; the last layer has none
        grads[f"W{l}"] = a[l - 1].T @ grad
        grads[f"b{l}"] = grad.sum(axis=0)
        grad = grad @ W[l].T
    return grads


agree(backward(grad_logits, {1: W1, 2: W2}, {0: x, 1: a1}, {1: z1}))

# %% [markdown]
# The package's `MLP` (multi-layer perceptron) is this loop with a memory: `forward` keeps every `z`
# and `a`, `backward` reads them. A parameter keeps its numbers in `.value` and its gradient in `.grad`. We
# give it our numbers and ask the same check.

# %%
net = MLP([2, 3, 2], rng=rng)
for l, (W, b) in enumerate([(W1, b1), (W2, b2)], start=1):
    net.W[l].value[...], net.b[l].value[...] = W, b
_, grad_logits = softmax_cross_entropy(net.forward(x), labels)
net.backward(grad_logits)
agree({"W1": net.grad_W[1], "b1": net.grad_b[1], "W2": net.grad_W[2], "b2": net.grad_b[2]})

# %% [markdown]
# `check_module` nudges any network, of any depth, and reports on the input and on every parameter.
#
# **Predict.** How many reports does a network with three layers get?
#
# <details><summary>Answer</summary>
#
# Seven: the input, three `W`, three `b`.
#
# </details>


# %%
def check_net(net):
    for report in check_module(net, rng.normal(size=(6, 2)), rng=rng):
        print(f"{report.name}: {'passes' if report else 'FAILS'}")


check_net(MLP([2, 8, 6, 3], rng=rng))

# %% [markdown]
# ## Can it learn a spiral?
#
# Three classes wind around each other; no straight border parts them. Training is five lines:
# repeat, forward, loss, backward, update. The update is that of notebook 01, `value -= lr * grad`;
# a sixth line keeps the losses.
#
# **Predict.** A network that gives each of three classes the probability 1/3 has which loss?
#
# <details><summary>Answer</summary>
#
# $-\ln \frac{1}{3} = \ln 3 \approx 1.1$. Fresh random weights are near it: they guess.
#
# </details>

# %%
x_spiral, y_spiral = spirals(300, rng=rng)


def train(net, steps=600, lr=0.3):
    losses = []
    for _ in range(steps):
        logits = net.forward(x_spiral)
        loss, grad_logits = softmax_cross_entropy(logits, y_spiral)
        net.backward(grad_logits)
        net.update_parameters(lr)  # and sets the gradients back to 0
        losses.append(loss)
    return losses


# %% [markdown]
# We ask for the answer at every point of the plane, train, and ask again.

# %%
plane = charts.plane_points(1.15, 200)
net = MLP([2, 32, 32, 3], rng=np.random.default_rng(1))
before = predicted_labels(net, plane)
losses = train(net)
print(f"ln 3 = {np.log(3):.2f}, first loss = {losses[0]:.2f}")
print("last loss below 0.05:", losses[-1] < 0.05)
print("accuracy at least 0.99:", accuracy(net, x_spiral, y_spiral) >= 0.99)

# %%
regions = {"before training": before, "after 600 steps": predicted_labels(net, plane)}
Picture(
    charts.draw_decision_regions(
        x_spiral, y_spiral, regions, limit=1.15, title="Do the borders follow the arms?"
    ),
    "Before training straight borders cut through all three arms; after it each curved region "
    "holds one arm.",
)

# %% [markdown]
# *What to see:* at first straight borders cut through the arms; after training each region, bent
# by the ReLU layers, holds one arm.

# %% [markdown]
# ## Can it read handwriting?
#
# Real digits, written by 13 people, each an image of 8 by 8 pixels: 64 inputs. We train on 1,437 of
# them and test on 360 others.

# %%
(x_train, y_train), (x_test, y_test) = load_digits()
print(x_train.shape, x_test.shape)
print((16 * x_train[3]).astype(int).reshape(8, 8))

# %% [markdown]
# **Predict.** This is what the network sees: ink, from 0 to 16. Which digit is it?
#
# <details><summary>Answer</summary>
#
# A 3; squint, and the large numbers draw it. The network has to learn this from numbers alone.
#
# </details>

# %% [markdown]
# We subtract the mean training image, so that inputs lie around 0. The test images are shifted by
# the same mean: nothing about them may enter training.

# %%
mean_image = x_train.mean(axis=0)
images, x_train, x_test = x_test, x_train - mean_image, x_test - mean_image
print(y_train[3])
MLP([64, 256, 128, 10], rng=rng)

# %% [markdown]
# Black boxes for now: `AdamW` updates like notebook 01 but gives each parameter a step size of its
# own, and `cosine` lowers the learning rate smoothly to 0; notebook 10 will open both.
# `fit` runs our five lines on **minibatches** of 32 shuffled examples; one pass over all examples is
# an **epoch**.
#
# **Predict.** How many updates are 30 epochs?
#
# <details><summary>Answer</summary>
#
# $1437 / 32$ is 44.9, so 45 minibatches in an epoch, and $30 \times 45 = 1350$ updates.
#
# </details>

# %%
epochs, batch_size, lr = 30, 32, 2e-3
per_epoch = -(-len(x_train) // batch_size)  # rounded up
total = epochs * per_epoch
print(f"{per_epoch} minibatches in an epoch, {total} updates")

# %% [markdown]
# After each epoch `fit` also looks at the test images. We only watch: nothing is chosen by them.

# %%
schedule = {"schedule": lambda t: cosine(lr, t, total=total)}
watch = {"validation": (x_test, y_test), "metric": accuracy}


def train_digits(seed, **callback):
    rng = np.random.default_rng(seed)
    net = MLP([64, 256, 128, 10], rng=rng)
    optimizer = AdamW(net.parameters(), lr, weight_decay=0.1)
    settings = (
        {"epochs": epochs, "batch_size": batch_size, "rng": rng} | schedule | watch | callback
    )
    return net, fit(net, softmax_cross_entropy, optimizer, x_train, y_train, **settings)


# %% [markdown]
# Now press Shift+Enter and watch the bar.

# %%
net, history = train_digits(0, callback=ProgressBar(epochs, "reading digits").show())
print("test accuracy at least 0.97:", history.validation_metric[-1] >= 0.97)

# %%
Picture(
    charts.draw_learning_curves(
        {"training": history.loss, "test": history.validation_loss},
        {"training": history.metric, "test": history.validation_metric},
        title="Does it also read digits it has never seen?",
    ),
    "The training loss falls all the time and every training digit is read; the test loss levels "
    "off early and test accuracy stays a little lower.",
)

# %% [markdown]
# *What to see:* the training loss keeps falling; the test loss levels off after a few epochs, and
# test accuracy ends a little below training accuracy.

# %% [markdown]
# One seed may be luck. **Check** four more.

# %%
nets = [net, *(train_digits(seed)[0] for seed in range(1, 5))]
for seed, trained in enumerate(nets):
    print(f"seed {seed}: accuracy >= 0.97", accuracy(trained, x_test, y_test) >= 0.97)

# %% [markdown]
# **Predict.** How many of the 360 test images can at most be misread, if the accuracy is at least 0.97?
#
# <details><summary>Answer</summary>
#
# $0.03 \times 360 = 10.8$, so at most 10.
#
# </details>

# %%
predicted = predicted_labels(net, x_test)
wrong = np.flatnonzero(predicted != y_test)
print("at most 10 misread:", len(wrong) <= 10)

# %%
loss_of = {i: softmax_cross_entropy(net.forward(x_test[[i]]), y_test[[i]])[0] for i in wrong}
worst = sorted(wrong, key=loss_of.get, reverse=True)[:6]
Picture(
    charts.draw_images(
        images[worst].reshape(-1, 8, 8),
        [f"{y_test[i]} read as {predicted[i]}" for i in worst],
        title="Would you have read them right?",
    ),
    "The test images with the largest loss are smudged or oddly drawn digits.",
)

# %% [markdown]
# *What to see:* the misread images with the largest loss, the worst first: smudged or oddly drawn.

# %% [markdown]
# ## Break it
#
# A slip that people really make: the line through the activation is forgotten, so `grad_a` passes
# ReLU untouched. Every shape still fits.
#
# **Predict.** In a network with three layers, which of the seven reports fail?
#
# <details><summary>Answer</summary>
#
# All but `W.3` and `b.3`. On the way back the last layer comes before any ReLU, so its gradients are
# right; everything behind the slip is wrong. So look between the last layer that passes and the first
# that fails, on the way back.
#
# </details>


# %%
class WithoutSlope(MLP):
    """An MLP that forgets the slope of ReLU."""

    def backward(self, grad, *, input_grad=True):
        for l in range(self.L, 0, -1):
            self.W[l].grad += self.a[l - 1].T @ grad
            self.b[l].grad += grad.sum(axis=0)
            grad = grad @ self.W[l].value.T
        return grad


check_net(WithoutSlope([2, 8, 6, 3], rng=rng))

# %% [markdown]
# **Predict.** We train it on the spirals, from the same first weights. Will its loss fall?
#
# <details><summary>Answer</summary>
#
# Yes. Its last layer is trained properly, and the others move in roughly useful ways. It learns,
# worse.
#
# </details>

# %%
broken = WithoutSlope([2, 32, 32, 3], rng=np.random.default_rng(1))
broken_losses = train(broken)
print("loss more than halved:", broken_losses[-1] < 0.5 * broken_losses[0])
print("accuracy at least 0.99:", accuracy(broken, x_spiral, y_spiral) >= 0.99)

# %%
Picture(
    charts.draw_learning_curves(
        {"right": losses, "without slope": broken_losses},
        title="Would you have noticed without the other curve?",
        xlabel="step",
    ),
    "Both losses fall steeply at first; the broken network's levels off far above the right one's.",
)

# %% [markdown]
# *What to see:* the broken network's loss falls too; alone, it would pass for a hard problem. A
# falling loss proves nothing about a gradient. A check does.

# %% [markdown]
# ## In the package
#
# The fair copy of the loop; its first two lines check that there was a forward pass and that shapes fit.
# `ops.VJPS` is a table that gives for each formula its backward function: for `ops.relu` that is
# `ops.relu_vjp`.
#
# **Predict.** Which line will stand where we wrote `grad = grad * (z[l] > 0)`?
#
# <details><summary>Answer</summary>
#
# The one that looks up `self.f[l]`, the layer's own activation, so that the loop serves any of them.
#
# </details>

# %%
show_source(MLP.backward)

# %%
show_source(ops.linear_vjp, ops.relu_vjp)

# %% [markdown]
# **Check.** The same lines again, now for the package's formulas:

# %%
print(np.array_equal(ops.relu(ops.linear(x, W1, b1)), a1))
(grad_z1_again,) = ops.relu_vjp(grad_a1, z1)
_, grad_W1_again, grad_b1_again = ops.linear_vjp(grad_z1_again, x, W1, b1)
agree(grads | {"W1": grad_W1_again, "b1": grad_b1_again})

# %% [markdown]
# ### Appendix: the same lines without fresh memory
#
# Every line above makes new arrays, and in large arrays fresh memory can cost more than the arithmetic that
# fills it. A training step is always the same size, so we can make a **buffer** once, and write into it
# with `out=`.
#
# | on the page | into a buffer |
# |---|---|
# | `z = x @ W + b` | `np.add(np.matmul(x, W, out=z), b, out=z)` |
# | `grad_z = grad_a * (z > 0)` | `np.multiply(grad_a, np.greater(z, 0, out=grad_z), out=grad_z)` |

# %%
z_buffer, grad_buffer = np.empty_like(z1), np.empty_like(z1)


def forward_and_back(x):
    z = np.add(np.matmul(x, W1, out=z_buffer), b1, out=z_buffer)
    grad_z = np.multiply(grad_a1, np.greater(z, 0, out=grad_buffer), out=grad_buffer)
    return z, grad_z


z_first, grad_first = forward_and_back(x)
print(np.array_equal(z_first, z1), np.array_equal(grad_first, grad_z1))

# %% [markdown]
# **Predict.** Both agree. Now we call it with `-x`. What does `z_first` hold afterwards?
#
# <details><summary>Answer</summary>
#
# The numbers of `-x`: both results are the same memory. So a buffer may be used again only when nobody
# needs what it held. The package makes fresh arrays: what you have kept from a pass stays what it was.
#
# </details>

# %%
z_second, _ = forward_and_back(-x)
print("same memory:", z_second is z_first, "  still z1:", np.array_equal(z_first, z1))

# %% [markdown]
# ## Recap
#
# A layer is a matrix product; its backward pass is two matrix products and a sum. A weight gets what
# came in times what came back, and examples add: that is what `@` and `.sum(axis=0)` do. ReLU lets the
# gradient through where it let the value through. A gradient has the shape of what it belongs to. A
# network can learn with a wrong gradient, so check first.
#
# | formula | going back | shape |
# |---|---|---|
# | $y = x W + b$ | $\bar x = \bar y\, W^T$ | (n, fan_in) |
# | | $\overline{W} = x^T \bar y$ | (fan_in, fan_out) |
# | | $\bar b = \sum_i \bar y[i]$ | (fan_out,) |
# | $y = \max(x, 0)$ | $\bar x = \bar y$ where $x > 0$, else 0 | like $x$ |
# | softmax cross-entropy, mean | $(p - y)/n$ | (n, classes) |
#
# One sore spot stays: this loop knows only one kind of network. In [notebook 08](08-modules.ipynb) each
# layer brings its own forward and backward.

# %% [markdown]
# ## Questions
#
# **1.** What is wrong with this backward?
#
# ```python
# W2 -= lr * (a1.T @ grad_logits)
# b2 -= lr * grad_logits.sum(axis=0)
# grad_a1 = grad_logits @ W2.T
# grad_z1 = grad_a1 * (z1 > 0)
# W1 -= lr * (x.T @ grad_z1)
# ```
#
# <details><summary>Answer</summary>
#
# `W2` is updated before `grad_a1` is taken, so the first layer's gradient belongs to a network that
# never made this prediction. First all gradients, then all updates. (And `b1` is never trained.)
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
# **3.** Why does `grad_a1 * (grad_a1 > 0)` not do for ReLU?
#
# <details><summary>Answer</summary>
#
# The slope depends on what went *in*, `z1`. A negative gradient at a unit that was on must pass.
#
# </details>
#
# **4.** What do the gradients say if all weights start at 0?
#
# <details><summary>Answer</summary>
#
# `a1` is 0, so `grad_W2` is 0; `W2` is 0, so `grad_a1` and everything below are 0. Only `b2` learns.
# This is why weights start at random.
#
# </details>
#
# **5.** Our last network has 50,826 parameters. Why not train it with nudges?
#
# <details><summary>Answer</summary>
#
# Each update would take twice 50,826 forward passes. A backward pass costs about as much as two.
#
# </details>

# %% [markdown]
# ## Exercises
#
# [Exercises 07](../exercises/07-mlp-by-hand.ipynb): write these lines yourself, and hunt bugs in other
# people's.
#
# ## Further reading
#
# - D. Rumelhart, G. Hinton, R. Williams, *Learning representations by back-propagating errors*,
#   Nature, 1986: shows what hidden units come to mean once they are trained this way.
# - Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, *Efficient BackProp*, 1998: why to centre the inputs,
#   shuffle the examples, and how large to start.
