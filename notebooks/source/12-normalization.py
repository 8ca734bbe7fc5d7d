# teaches: layers.BatchNorm, layers.LayerNorm
# teaches: ops.batch_norm, ops.batch_norm_vjp, ops.batch_norm_eval, ops.layer_norm, ops.layer_norm_vjp
# teaches: ops.normalization, autograd.sqrt
# uses: autograd.Tensor, autograd.inputs_first, autograd.square
# uses: gradcheck.check_module, gradcheck.check_vjp, gradcheck.numerical_gradient
# uses: layers.Linear, layers.ReLU, losses.softmax_cross_entropy, module.Sequential
# uses: ops.softmax, optim.SGD, training.accuracy, training.fit
# remember: A normalized number depends on all that share its mean: in the forward pass and in the
# remember: backward pass.
# %% [markdown]
# # 12  Normalize, and follow every path
#
# ## What you'll do
#
# You find the gradient of a normalization twice, along the graph and by one short formula, and see why a
# trained network may change its mind about an image.
#
# ## What you'll learn
#
# - **add up** three paths from $x$ to $z$,
# - **derive** one short formula from them, and read it as geometry,
# - **tell** batch norm from layer norm, and training from evaluation,
# - **notice** a missing path, an $n - 1$ in place of $n$, a wrong axis.
#
# ## What you'll need
#
# The adding up of shares from [notebook 11](11-autograd.ipynb), modules from [notebook 08](08-modules.ipynb); the
# mean and the standard deviation.

# %% [markdown]
# ## Recall
#
# In notebook 11 a value that is used twice gets two shares of gradient, and they add.
#
# **Predict.** Let $y = x^2 - x$ at $x = 3$. Which shares arrive at $x$, and what is `x.grad`?
#
# <details><summary>Answer</summary>
#
# $2 \times 3 = 6$ and $-1$; together 5.
#
# </details>

# %%
import numpy as np

from backprop_course import autograd, ops
from backprop_course.autograd import Tensor, inputs_first, square

x = Tensor(3.0)
(square(x) - x).backward()
print(x.grad)

# %%
from backprop_course.checking import check
from backprop_course.data import load_digits
from backprop_course.exercises import ch12
from backprop_course.figures.normalization import batch_and_layer_picture
from backprop_course.figures.normalization import projection_picture
from backprop_course.figures.normalization import batch_and_layer, charts, projection
from backprop_course.figures.normalization.paths import describe_normalization, trace_normalization
from backprop_course.figures.normalization.paths_picture import draw_normalization
from backprop_course.gradcheck import check_module, check_vjp, numerical_gradient
from backprop_course.layers import BatchNorm, LayerNorm, Linear, ReLU
from backprop_course.losses import softmax_cross_entropy
from backprop_course.module import Sequential
from backprop_course.notebook import Picture, show_source
from backprop_course.optim import SGD
from backprop_course.training import accuracy, fit
from backprop_course.widgets import explore_normalization

rng = np.random.default_rng(0)

# %% [markdown]
# ## Which numbers share a mean?
#
# Some inputs come in metres and others in millimetres, and hidden units differ in size too. No learning rate
# suits them all. **Normalization** removes the unit of measure: it shifts numbers to mean 0 and divides them by
# their standard **deviation**. By hand:
#
# | step | four numbers |
# |---|---|
# | $x$ | 9, 1, 15, 7 |
# | mean $m$ | 8 |
# | centred, $c = x - m$ | 1, -7, 7, -1 |
# | variance $v$, mean of $c^2$ | $(1 + 49 + 49 + 1)/4 = 25$ |
# | deviation $s = \sqrt{v}$ | 5 |
# | normalized, $z = c/s$ | 0.2, -1.4, 1.4, -0.2 |
#
# **Predict.** What becomes of $z$ if 100 is added to each $x$? If each is tripled? If 1 is added to the
# first $x$ alone, how many entries of $z$ change?
#
# <details><summary>Answer</summary>
#
# $z$ stays as it is, both times. But the last change moves all four: they share a mean and a deviation.
#
# </details>


# %%
def steps(x, axis=0, eps=0.0):
    m = x.mean(axis, keepdims=True)
    c = x - m
    v = np.mean(c**2, axis, keepdims=True)
    s = np.sqrt(v + eps)
    return c / s, c, s


x = np.array([9.0, 1.0, 15.0, 7.0])
for changed in (x, x + 100, 3 * x, x + np.eye(4)[0]):
    print(steps(changed)[0].round(3))

# %% [markdown]
# In practice a small $\varepsilon = 10^{-5}$ is added to $v$, so that a constant column is not divided by 0.
#
# **Batch norm** normalizes each feature over the examples of the batch (Ioffe and Szegedy, 2015), **layer
# norm** each example over its features (Ba, Kiros and Hinton, 2016). Here are four examples, one in each row, with
# features of sizes near 10, 300 and 0.3:

# %%
table = [[9, 200, 0.1], [1, 100, 0.4], [15, 400, 0.3], [7, 300, 0.2]]
averages = batch_and_layer.trace_averaged(table)
Picture(
    batch_and_layer_picture.draw_averaged(averages), batch_and_layer.describe_averaged(averages)
)

# %% [markdown]
# *What to see:* a frame holds the numbers that share a mean. In layer norm the large column dominates the mean and
# deviation of each row, and all rows come out alike. So layer norm suits features of one kind, such as the
# units of a layer. Every transformer uses it or its relative, RMS norm, which does not subtract the mean; today it
# mostly stands before each block.

# %% [markdown]
# ## How many paths lead from $x$ to $z$?
#
# $x$ is used twice, in $m$ and in $c$; and $c$ twice, in $v$ and in $z$. So a gradient comes back
# *straight*, *through the mean* and *through the deviation*. Let (6, 0, 2, 0) arrive at $z$. From the last step to the
# first:
#
# | step | backward | by hand |
# |---|---|---|
# | $z = c/s$ | $\bar c = \bar z/s$ | 1.2, 0, 0.4, 0 |
# | | $\bar s = -\sum \bar z\, c/s^2$ | $-(6 + 14)/25 = -0.8$ |
# | $s = \sqrt v$ | $\bar v = \bar s/(2s)$ | -0.08 |
# | $v$ = mean of $c^2$ | $\bar c \mathrel{+}= \bar v \cdot 2c/n$ | $+$ (-0.04, 0.28, -0.28, 0.04) |
# | $c = x - m$ | $\bar x = \bar c$, $\ \bar m = -\sum \bar c$ | -1.6 |
# | $m$ = mean of $x$ | $\bar x \mathrel{+}= \bar m/n$ | $+$ (-0.4, -0.4, -0.4, -0.4) |
#
# **Predict.** Add the three paths for the first number, and for the second, at which nothing arrives.
#
# <details><summary>Answer</summary>
#
# $1.2 - 0.04 - 0.4 = 0.76$, and $0 + 0.28 - 0.4 = -0.12$: $x_2$ also changes the *other* outputs.
#
# </details>

# %%
grad_z = np.array([6.0, 0.0, 2.0, 0.0])
paths = trace_normalization(x, grad_z)
Picture(draw_normalization(paths), describe_normalization(paths))

# %% [markdown]
# *What to see:* at each dot two paths meet, and their shares are added. The table at the foot adds up the three paths;
# nudging agrees.
#
# There is a fourth path, through the deviation *and then* the mean. It brings nothing, because what comes through the
# deviation, $\bar v \cdot 2c/n$, adds up to 0, as $c$ does.
#
# **You write it.** What the table does by hand, for a batch: each column of $x$ has its own mean and deviation.
#
# {{task: backward_by_paths}}
#
# {{hints: backward_by_paths}}


# %%
def backward_by_paths(grad_z, c, s):
    """Return grad_x, shaped like c.

    grad_z and c (n, features), s (1, features): centred numbers, and the deviation of each column.
    grad_z = [[6.], [0.], [2.], [0.]], c = [[1.], [-7.], [7.], [-1.]], s = [[5.]]
        ->  [[0.76], [-0.12], [-0.28], [-0.36]]
    """
    ### BEGIN SOLUTION
    n = len(c)
    grad_s = -np.sum(grad_z * c / s**2, axis=0, keepdims=True)
    grad_v = grad_s / (2 * s)
    grad_c = grad_z / s + grad_v * 2 * c / n
    grad_m = -np.sum(grad_c, axis=0, keepdims=True)
    return grad_c + grad_m / n
    ### END SOLUTION


# %%
check(ch12.backward_by_paths, backward_by_paths)

# %% [markdown]
# **Check.** The engine of notebook 11 finds the same paths by itself. We count the nodes of its graph: each keeps a
# value for the backward pass.


# %%
def normalize_tensor(x, axis=0, eps=0.0):
    n = x.value.shape[axis]
    c = x - x.sum(axis=axis, keepdims=True) * (1 / n)
    v = square(c).sum(axis=axis, keepdims=True) * (1 / n)
    return c / autograd.sqrt(v + eps)


leaf = Tensor(x)
by_engine = normalize_tensor(leaf)
by_engine.backward(grad_z)
z, c, s = steps(x)
print("engine", leaf.grad.round(6), len(inputs_first(by_engine)), "nodes")
print("paths ", backward_by_paths(grad_z, c, s).round(6))

# %% [markdown]
# ## What cancels?
#
# Ten nodes are a lot. Since $c/s$ is $z$, we have
# $\bar s = -\sum \bar z z/s = -n\, \text{mean}(\bar z z)/s$. We insert this into the path through the deviation:
#
# $$\bar v \cdot \frac{2c}{n} = \frac{\bar s}{2s} \cdot \frac{2c}{n}
# = -\frac{c}{s} \cdot \frac{\text{mean}(\bar z z)}{s} = -\frac{z\, \text{mean}(\bar z z)}{s}$$
#
# These shares add up to 0, so on the path through the mean only $\bar z/s$ counts:
# $\bar m/n = -\text{mean}(\bar z)/s$. Together:
#
# $$\bar x = \frac{\bar z - \text{mean}(\bar z) - z\, \text{mean}(\bar z z)}{s}$$
#
# In our example $\text{mean}(\bar z) = 2$ and $\text{mean}(\bar z z) = (1.2 + 2.8)/4 = 1$, so the first entry
# is $(6 - 2 - 0.2)/5 = 0.76$, as before.
#
# **You write it.** The short formula, for the columns (`axis=0`) or the rows (`axis=1`).
#
# {{task: backward_simplified}}
#
# {{hints: backward_simplified}}


# %%
def backward_simplified(grad_z, z, s, axis):
    """Return grad_x, shaped like z.  The numbers along axis share a mean and a deviation s.

    grad_z = [6., 0., 2., 0.], z = [0.2, -1.4, 1.4, -0.2], s = [5.], axis = 0
        ->  [0.76, -0.12, -0.28, -0.36]
    """
    ### BEGIN SOLUTION
    mean = grad_z.mean(axis, keepdims=True)
    along_z = z * np.mean(grad_z * z, axis, keepdims=True)
    return (grad_z - mean - along_z) / s
    ### END SOLUTION


# %%
check(ch12.backward_simplified, backward_simplified)

# %% [markdown]
# A network should be able to undo a normalization. So both layers end with
# $y = \text{gain} \cdot z + \text{shift}$.
#
# | name | shape | meaning |
# |---|---|---|
# | `x`, `z`, `y` | (5, 3) | examples, features |
# | `m`, `s` | (1, 3) in batch norm, (5, 1) in layer norm | mean, deviation |
# | `gain`, `shift` | (3,) | parameters, one per feature |
#
# **You write it.** The whole backward pass of layer norm. It needs both axes: which one where?
#
# {{task: layer_norm_backward}}
#
# {{hints: layer_norm_backward}}


# %%
def layer_norm_backward(grad_y, x, gain):
    """Return grad_x (n, features), grad_gain and grad_shift (features,).

    steps(x, axis, eps=1e-5) returns z, c, s;  backward_simplified is allowed.
    x = [[3., 8.], [8., 3.]], gain = [1., 2.], grad_y = [[1., 0.], [0., 5.]]
        ->  grad_x 0 (but for eps), grad_gain [-1., -5.], grad_shift [1., 5.]
    """
    ### BEGIN SOLUTION
    z, _, s = steps(x, axis=1, eps=1e-5)
    grad_x = backward_simplified(grad_y * gain, z, s, axis=1)
    return grad_x, np.sum(grad_y * z, axis=0), np.sum(grad_y, axis=0)
    ### END SOLUTION


# %%
check(ch12.layer_norm_backward, layer_norm_backward)

# %% [markdown]
# The mean of a row is taken over its features; gain and shift were copied to all examples, so their gradients add up
# over the examples. In batch norm, means are taken over the examples too. **Check** against the package, and by nudges:

# %% tags=["nbval-ignore-output"]
x_many, grad_y = rng.normal(3, 2, size=(5, 3)), rng.normal(size=(5, 3))
gain, shift = rng.normal(size=3), rng.normal(size=3)
_, c_many, s_many = steps(x_many, eps=1e-5)
both = {
    "layer norm": (
        layer_norm_backward(grad_y, x_many, gain)[0],
        ops.layer_norm,
        ops.layer_norm_vjp,
    ),
    "batch norm": (
        backward_by_paths(grad_y * gain, c_many, s_many),
        ops.batch_norm,
        ops.batch_norm_vjp,
    ),
}
for name, (ours, f, f_vjp) in both.items():
    by_nudges = numerical_gradient(lambda x, f=f: np.sum(grad_y * f(x, gain, shift)), x_many)
    package, *_ = f_vjp(grad_y, x_many, gain, shift)
    differences = [f"{np.abs(ours - other).max():.0e}" for other in (package, by_nudges)]
    print(f"{name}: differences from package and nudges", *differences)

# %% [markdown]
# ## Why does the gradient add up to zero?
#
# Look at the answer (0.76, -0.12, -0.28, -0.36) again.
#
# **Predict.** What is its sum? The sum of its products with $z = (0.2, -1.4, 1.4, -0.2)$? And what comes back if the
# same number arrives at all four, or if $z$ itself arrives?
#
# <details><summary>Answer</summary>
#
# 0 and 0, and nothing: shifting or stretching all $x$ changes no output, so it cannot change the loss.
#
# </details>

# %%
grad_x = backward_simplified(grad_z, z, s, axis=0)
print(f"sum {abs(grad_x.sum()):.6f}, along z {abs(np.sum(grad_x * z)):.6f}")
for arrives in (np.ones(4), z):
    print(np.abs(backward_simplified(arrives, z, s, axis=0)).round(6))

# %% [markdown]
# For arrays, every *column* of batch norm's gradient adds up to 0, and every *row* of layer norm's: a test in one
# line.
#
# Three numbers can be drawn as a point. Points with sum 0 lie in a plane perpendicular to (1, 1, 1); points with mean
# square 1 are $\sqrt 3$ from 0. So $z$ lies on a circle.

# %%
parts = projection.trace_projection([1.0, 2.0, 6.0], [3.0, 0.0, 3.0])
Picture(projection_picture.draw_projection(parts), projection.describe_projection(parts))

# %% [markdown]
# *What to see:* $z$ cannot leave the circle, so what comes back is tangent to it. Its mean is taken away, then its
# part along $z$: the formula, term by term.
#
# This has two consequences. The unit of measure does not matter, and a bias right before batch norm does nothing. For
# the first, we train on the digits of notebook 07, with their ink in three units.


# %%
def two_layers(*between):
    rng = np.random.default_rng(0)
    return Sequential(Linear(64, 32, rng=rng), *between, ReLU(), Linear(32, 10, rng=rng))


def train(net, unit=1.0):
    optimizer = SGD(net.parameters(), 0.1)
    settings = {"epochs": 5, "batch_size": 32, "rng": np.random.default_rng(0)}
    fit(net, softmax_cross_entropy, optimizer, unit * x_train, labels, **settings)
    return net.eval()


(x_train, labels), (x_test, test_labels) = load_digits()

# %% tags=["nbval-ignore-output"]
for name, between in {"without": (), "batch norm": (BatchNorm,)}.items():
    for unit in (0.1, 1.0, 100.0):
        with np.errstate(all="ignore"):  # some of these explode
            net = train(two_layers(*(kind(32) for kind in between)), unit)
            read = accuracy(net, unit * x_test, test_labels)
        print(f"{name}, ink times {unit:5}: accuracy {read:.4f}")

# %% [markdown]
# With batch norm the three nets read equally well. Without it, only the net whose unit happens to suit the learning
# rate reads well. And the bias before batch norm gets the gradient 0:

# %% tags=["nbval-ignore-output"]
net = train(two_layers(BatchNorm(32))).train()
net.zero_grad()
_, grad = softmax_cross_entropy(net.forward(x_train[:32]), labels[:32])
net.backward(grad)
print(f"largest gradient of the bias before batch norm: {np.abs(net.layers[0].b.grad).max():.0e}")

# %% [markdown]
# Why does batch norm speed up training? The popular story says that the inputs of each layer stop drifting.
# Santurkar and others (2018) added noise after each norm, so that they drifted again, and the nets learned equally
# well. What they found instead is a smoother loss.

# %% [markdown]
# ## What if there is only one example?
#
# **Predict.** What is $z$ for a batch of two numbers, such as (3, 8)? And for a batch of one?
#
# <details><summary>Answer</summary>
#
# $(-1, 1)$, for any two numbers: only their order is left. One number gives $0/0$.
#
# </details>

# %%
print(steps(np.array([3.0, 8.0]))[0], steps(np.array([3.0, 800.0]))[0])
try:
    BatchNorm(1).forward(np.array([[3.0]]))
except ValueError as error:
    print(error)

# %% [markdown]
# A network in use must answer for one example. So batch norm has two modes. In **training mode** it takes
# mean and variance from the batch, and also keeps **running statistics**: each batch pulls them a
# tenth of the way to its own. In **evaluation mode** it uses these as constants. Two batches with mean 8 pull a running
# mean of 0 to 0.8 and then to $0.8 + 0.1 \times 7.2 = 1.52$.

# %%
norm, batch_means, running = BatchNorm(1), [], []
for _ in range(60):
    batch = rng.normal(3.0, 2.0, size=(8, 1))
    norm.forward(batch)
    batch_means.append(batch.mean())
    running.append(norm.running_mean[0])
Picture(
    charts.draw_running(batch_means, running, truth=3.0),
    "Means of single batches scatter widely around 3. The running mean starts at 0, climbs towards 3 over "
    "some 20 batches, and then wavers little.",
)

# %% [markdown]
# *What to see:* the mean of one batch may be far off; the running mean stays near 3, once it has forgotten its
# start. (A batch is divided by the deviation with $n$, but the running variance is kept with $n - 1$, here
# and in PyTorch.)
#
# Now we put one image into many batches. In evaluation mode our trained net says that it is a 7 with probability 0.87,
# whatever else is in the batch. What does it say in training mode?


# %%
def chances(net, i, n):
    """The probability of the true label of test image i, among n - 1 others, 50 times."""
    rng = np.random.default_rng(0)
    batches = [x_train[rng.choice(len(x_train), n - 1, replace=False)] for _ in range(50)]
    answers = [net.forward(np.vstack([x_test[i : i + 1], others]))[:1] for others in batches]
    return np.array([ops.softmax(answer)[0, test_labels[i]] for answer in answers])


# %% tags=["nbval-ignore-output"]
in_use = chances(net.eval(), 5, n=8)
by_size = {n: chances(net.train(), 5, n) for n in (2, 8, 32)}
print(f"evaluation: from {in_use.min():.4f} to {in_use.max():.4f}")
for n, found in by_size.items():
    print(f"training, batches of {n}: below one half in {np.mean(found < 0.5):.0%}")

# %%
Picture(
    charts.draw_in_batches(x_test[5].reshape(8, 8), test_labels[5], by_size, in_use[0]),
    "One image of a 7 in fifty batches each of 2, of 8 and of 32. In training mode its probability to be "
    "a 7 is scattered widely, least among 32; in evaluation mode it is one number.",
)

# %% [markdown]
# *What to see:* each circle is the same image and the same weights; only the company differs.
#
# It gets worse when all images of a batch are alike. We sort the test images by digit and send them in batches of 32.
# The norm takes away what the images of a batch have in common: here, the digit itself.

# %% tags=["nbval-ignore-output"]
order = np.argsort(test_labels, kind="stable")
batches = [order[k : k + 32] for k in range(0, 352, 32)]
sorted_accuracy = [accuracy(net.train(), x_test[rows], test_labels[rows]) for rows in batches]
print(f"evaluation mode: {accuracy(net.eval(), x_test, test_labels):.2f}")
print(f"training mode, sorted: {np.mean(sorted_accuracy):.2f}")

# %% [markdown]
# **Predict.** Gradients differ too. A gradient arrives at only the first of 5 examples. Which rows of `grad_x` are not
# 0, in each mode? Which path is left in evaluation mode?
#
# <details><summary>Answer</summary>
#
# In training all 5, in evaluation only the first. There mean and deviation *are* constants, and the straight path is
# left.
#
# </details>

# %%
norm = BatchNorm(3)
norm.forward(x_many)
first_alone = grad_y * [[1], [0], [0], [0], [0]]
back = {}
for mode, switch in {"training": norm.train, "evaluation": norm.eval}.items():
    switch().forward(x_many)
    back[mode] = norm.backward(first_alone)
    print(f"{mode}: rows with a gradient: {np.count_nonzero(back[mode].any(axis=1))}")

fixed = {"mean": norm.running_mean, "variance": norm.running_variance}
straight = numerical_gradient(
    lambda x: np.sum(first_alone * ops.batch_norm_eval(x, np.ones(3), np.zeros(3), **fixed)), x_many
)
print("straight path:", straight[0].round(3), " evaluation:", back["evaluation"][0].round(3))

# %% [markdown]
# So a gradient check must nudge in the mode in which the gradient was computed. And each nudge in training
# mode moves the running statistics; `check_module` works on a copy.


# %% tags=["nbval-ignore-output"]
def nudged(norm):
    return numerical_gradient(lambda x: float(np.sum(first_alone * norm.forward(x))), x_many)


before = norm.running_mean.copy()
for words, switch in {"in training": norm.train, "in evaluation": norm.eval}.items():
    difference = np.abs(back["training"] - nudged(switch())).max()
    print(f"gradient of training, nudged {words}: difference {difference:.0e}")
print(f"the running mean has moved by {np.abs(norm.running_mean - before).max():.2f}")

# %%
for layer in (BatchNorm(3), BatchNorm(3).eval(), LayerNorm(3)):
    mode = "training" if layer.training else "evaluation"
    passed = all(check_module(layer, x_many))
    print(f"{type(layer).__name__} in {mode} {'passes' if passed else 'FAILS'}")

# %% [markdown]
# Layer norm has no second mode: its mean comes from the example itself.

# %% [markdown]
# ## Break it
#
# Three bugs: the mean is treated as a constant, or the deviation is; or the backward pass divides $\sum \bar z z$ by
# $n - 1$ where the forward pass divided by $n$. (NumPy's `std` divides by $n$, that of PyTorch by $n - 1$.)
#
# **Predict.** For each bug: is the sum of the result still 0? And the sum of its products with $z$?
#
# <details><summary>Answer</summary>
#
# Without the path through the mean, the first is wrong; without that through the deviation, the second. With $n - 1$ the
# second too: too much is taken away along $z$.
#
# </details>

# %%
mean, along_z = grad_z.mean(), z * np.mean(grad_z * z)
bugs = {
    "all paths": (grad_z - mean - along_z) / s,
    "mean a constant": (grad_z - along_z) / s,
    "deviation a constant": (grad_z - mean) / s,
    "n − 1 for n": (grad_z - mean - along_z * 4 / 3) / s,
}
for name, grad in bugs.items():
    print(f"{name:20}  sum {np.abs(grad.sum()):.2f}  along z {np.abs(np.sum(grad * z)):.2f}")

# %%
Picture(
    charts.draw_mistakes(bugs, paths.nudged),
    "Bars of the gradient against diamonds by nudging: with all paths they agree; with the mean a constant "
    "the gradient is off by 89 percent, with the deviation a constant by 45, with n - 1 by 15.",
)

# %% [markdown]
# *What to see:* every shape is correct, and no error is raised. Only a check tells.
#
# **Try.** The explorer opens with one path left out. Restore it, and stretch $x$ by 2: what comes back?
# And what, if "1 everywhere" arrives?

# %%
explore_normalization()

# %% [markdown]
# *What to see:* a path that is left out is dashed; the table at the foot says how far off the sum is. If $x$ is
# stretched by 2, half as much comes back, because $s$ doubles.
#
# What does a missing path do in training? Ioffe and Szegedy give an example: add a bias $b$ before the norm, and treat
# the mean as a constant.
#
# **Predict.** The gradient of $b$ is then 1.6 at each step. With the learning rate 0.1, where is $b$ after 100
# steps, if it starts at 0? By how much has the loss changed?
#
# <details><summary>Answer</summary>
#
# At -16, and it runs on for ever. The loss has not changed, because $z$ has not.
#
# </details>

# %%
b = 0.0
for _ in range(100):
    z_b, _, s_b = steps(x + b)
    without_mean = (grad_z - z_b * np.mean(grad_z * z_b)) / s_b
    b -= 0.1 * without_mean.sum()
print(f"b = {b:.1f}, z has moved by {np.abs(z_b - z).max():.6f}")


# %% [markdown]
# A wrong axis raises no error either: `keepdims` makes every shape fit. A gradient check sees it:


# %%
def wrong_axis(grad_z, x):
    z, _, s = steps(x, axis=0)
    return (backward_simplified(grad_z, z, s, axis=1),)


(report,) = check_vjp(lambda x: steps(x)[0], wrong_axis, [x_many])
print("wrong axis:", "passes" if report else "FAILS")

# %% [markdown]
# Last, running statistics that are never updated stay at mean 0 and variance 1. Training does not use them, so its loss
# does not show it. Only evaluation suffers:

# %% tags=["nbval-ignore-output"]
norm = net.layers[1]
norm.running_mean[...], norm.running_variance[...] = 0.0, 1.0
print(f"never updated: accuracy {accuracy(net.eval(), x_test, test_labels):.2f}")

# %% [markdown]
# ## In the package
#
# The first function is your short formula, for both norms; the second keeps the running statistics.

# %%
show_source(ops.normalization.standardize_vjp, BatchNorm.update_statistics)

# %% [markdown]
# ## Recap
#
# Each normalized number depends on all that share its mean, so the gradient comes back on three paths. Their sum is a
# projection: what lies along (1, ..., 1) and along $z$ is taken away, because shifts and stretches change
# nothing. Batch norm ties the examples of a batch together, in values and in gradients; evaluation mode
# unties them with running statistics. Layer norm never ties them.
#
# | formula | backward | shape |
# |---|---|---|
# | $z = (x - m)/s$, over the batch or the features | $\bar x = (\bar z - \text{mean}(\bar z) - z\,\text{mean}(\bar z z))/s$, along the same axis | like $x$ |
# | $y = \text{gain} \cdot z + \text{shift}$ | $\bar z = \bar y \cdot \text{gain}$ | like $z$ |
# | | sum of $\bar y z$, and sum of $\bar y$, over the examples | (features,) |
# | batch norm in use | $\bar x = \bar y \cdot \text{gain}/s$, with $s$ fixed | like $x$ |
#
# What is still missing: the engine finds the paths, and paper finds what cancels, but neither says whether a gradient
# that has passed through many layers still has a useful size.
# [Notebook 13](13-vanishing-and-exploding-gradients.ipynb) measures that, and tries normalization as a cure.

# %% [markdown]
# ## Questions
#
# **1.** Why do nets leave out the bias of a linear layer that stands before batch norm?
#
# <details><summary>Answer</summary>
#
# It shifts a whole column, which changes no output; its gradient is 0. The `shift` of the norm does its work.
#
# </details>
#
# **2.** What is wrong with this backward of batch norm?
#
# ```python
# grad_x = (grad_z - grad_z.mean() - z * (grad_z * z).mean()) / s
# ```
#
# <details><summary>Answer</summary>
#
# `axis=0` is missing: it averages over all features at once. For one feature it is correct; test with several.
#
# </details>
#
# **3.** A web service gives different answers for the same picture. What was forgotten?
#
# <details><summary>Answer</summary>
#
# `net.eval()`: in training mode the answer depends on the other pictures of the batch.
#
# </details>
#
# **4.** The weights before a batch norm are multiplied by 10. What happens to the output, and to their gradient?
#
# <details><summary>Answer</summary>
#
# The output stays; $s$ is 10 times larger, so the gradient is 10 times smaller. Large weights learn slowly.
#
# </details>
#
# **5.** $z$ itself arrives at $z$, so nothing comes back to $x$. What does `gain` get?
#
# <details><summary>Answer</summary>
#
# With gain 1, the sum of $z^2$, which is $n$: it stands after the division.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper. Write your numbers after `return`, and the check says how you did.
#
# **A.** Two numbers, $x = (3, 8)$, are normalized, and $\bar z = (4, -7)$ arrives. What comes back, by the formula?
#
# {{hints: A}}


# %%
def A():
    """Return the gradients of x_1 and x_2.

    An answer looks like this:  return 1.5, -0.5
    """
    ### BEGIN SOLUTION
    return 0, 0
    ### END SOLUTION


# %%
check(ch12.A, A)

# %% [markdown]
# **B.** $x = (0, 6, 6, 8)$ and $\bar z = (3, 0, 0, 9)$. Find $s$ and $\bar x$; fractions are welcome.
#
# {{hints: B}}


# %%
def B():
    """Return five numbers: s, and the gradients of x_1 to x_4.

    An answer looks like this:  return 2, 1 / 3, 0, -2 / 3, 1
    """
    ### BEGIN SOLUTION
    return 3, 5 / 9, -10 / 9, -10 / 9, 15 / 9
    ### END SOLUTION


# %%
check(ch12.B, B)

# %% [markdown]
# **C.** A running mean starts at 0, and all batches have the same mean. How many batches does it take to go 90 %
# of the way? ($\ln 0.9 = -0.105$, $\ln 0.1 = -2.303$.)
#
# {{hints: C}}


# %%
def C():
    """Return the number of batches.

    An answer looks like this:  return 5
    """
    ### BEGIN SOLUTION
    return 22
    ### END SOLUTION


# %%
check(ch12.C, C)

# %% [markdown]
# ## Further reading
#
# - S. Ioffe, C. Szegedy, *Batch Normalization*, ICML, 2015: the runaway bias stands in section 2.
# - J. L. Ba, J. R. Kiros, G. E. Hinton, *Layer Normalization*, 2016: which shifts each norm undoes.
# - S. Santurkar, D. Tsipras, A. Ilyas, A. Madry, *How Does Batch Normalization Help Optimization?*,
#   NeurIPS, 2018: the test of the popular story.
