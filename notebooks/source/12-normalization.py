# teaches: layers.BatchNorm, layers.LayerNorm
# teaches: ops.batch_norm, ops.batch_norm_vjp, ops.batch_norm_eval, ops.layer_norm, ops.layer_norm_vjp
# teaches: ops.normalization, autograd.sqrt
# uses: autograd.Tensor, autograd.grad, autograd.inputs_first, autograd.square
# uses: gradcheck.check_module, gradcheck.check_vjp, gradcheck.numerical_gradient
# uses: layers.Linear, layers.ReLU, losses.softmax_cross_entropy, module.Sequential
# uses: ops.softmax, optim.SGD, training.accuracy, training.fit
# %% [markdown]
# # 12  Normalize, and find every way back
#
# ## What you'll do
#
# You take the gradient of a normalization twice, and find out why a trained network may change its mind
# about a picture.
#
# ## What you'll learn
#
# - **add up** three ways from $x$ to $z$, along a graph,
# - **derive** one short formula from them, and read it as geometry,
# - **tell** batch norm from layer norm, and training from evaluation,
# - **notice** a missing way, $n - 1$ for $n$, a wrong axis.
#
# ## What you'll need
#
# The sum at a join from [notebook 11](11-autograd.ipynb), modules from [notebook 08](08-modules.ipynb); the mean and the
# standard deviation.

# %% [markdown]
# ## Recall
#
# In notebook 11 a value that is used twice gets two shares of gradient, and they add.
#
# **Predict.** $y = x^2 - x$ at $x = 3$. Which shares arrive, and what is `x.grad`?
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
from backprop_course.data import load_digits
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
# Inputs come in metres or in millimetres, and the values of hidden units drift while the weights below
# them learn. No learning rate suits all. **Normalization** removes the unit of measure: it shifts numbers
# to mean 0 and divides them by their standard **deviation**. By hand:
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
# first alone, how many entries of $z$ move?
#
# <details><summary>Answer</summary>
#
# Nothing, and nothing. But the last moves all four: they share a mean and a deviation.
#
# </details>


# %%
def steps(x, axis=0, eps=0.0):
    m = x.mean(axis, keepdims=True)
    c = x - m
    v = np.mean(c**2, axis, keepdims=True)
    s = np.sqrt(v + eps)
    return c / s, c, s


def normalize(x, axis=0, eps=0.0):
    return steps(x, axis, eps)[0]


# %%
x = np.array([9.0, 1.0, 15.0, 7.0])
z = normalize(x)
print(z.round(6), np.allclose(normalize(x + 100), z), np.allclose(normalize(3 * x), z))
print("moved:", np.count_nonzero(normalize(x + np.eye(4)[0]) != z))

# %% [markdown]
# In practice a small $\varepsilon = 10^{-5}$ is added to $v$, lest a constant column be divided by 0.
#
# **Batch norm** takes each feature over the examples of the batch (Ioffe and Szegedy, 2015), **layer
# norm** each example over its features (Ba, Kiros and Hinton, 2016).
#
# **Predict.** Three features of sizes near 10, 300 and 0.3, examples in rows. After which norm are the columns
# alike in size? What does the other make of them?
#
# <details><summary>Answer</summary>
#
# After batch norm. In layer norm the large column rules each row's mean and deviation, and all rows come
# out alike.
#
# </details>

# %%
table = [[9, 200, 0.1], [1, 100, 0.4], [15, 400, 0.3], [7, 300, 0.2]]
averages = batch_and_layer.trace_averaged(table)
Picture(
    batch_and_layer_picture.draw_averaged(averages), batch_and_layer.describe_averaged(averages)
)

# %% [markdown]
# *What to see:* a frame holds the numbers that share a mean. Layer norm suits features of one kind, such
# as the units of a layer.

# %% [markdown]
# ## How many ways lead from $x$ to $z$?
#
# $x$ is used twice, in $m$ and in $c$; and $c$ twice, in $v$ and in $z$. So a gradient comes back
# *straight*, *through the mean* and *through the deviation*. Let (6, 0, 2, 0) arrive at $z$:
#
# | step | going back | by hand |
# |---|---|---|
# | $z = c/s$ | $\bar c = \bar z/s$ | 1.2, 0, 0.4, 0 |
# | | $\bar s = -\sum \bar z\, c/s^2$ | $-(6 + 14)/25 = -0.8$ |
# | $s = \sqrt v$ | $\bar v = \bar s/(2s)$ | -0.08 |
# | $v$ = mean of $c^2$ | $\bar c \mathrel{+}= \bar v \cdot 2c/n$ | $+$ (-0.04, 0.28, -0.28, 0.04) |
# | $c = x - m$ | $\bar x = \bar c$, $\ \bar m = -\sum \bar c$ | -1.6 |
# | $m$ = mean of $x$ | $\bar x \mathrel{+}= \bar m/n$ | $+$ (-0.4, -0.4, -0.4, -0.4) |
#
# **Predict.** Add the three ways for the first number, and for the second, at which nothing arrives.
#
# <details><summary>Answer</summary>
#
# $1.2 - 0.04 - 0.4 = 0.76$, and $0 + 0.28 - 0.4 = -0.12$: raising $x_2$ moves the *other* outputs.
#
# </details>

# %%
grad_z = np.array([6.0, 0.0, 2.0, 0.0])
ways = trace_normalization(x, grad_z)
Picture(draw_normalization(ways), describe_normalization(ways))

# %% [markdown]
# *What to see:* at each dot two ways join and add. The foot sums the three ways; nudging agrees.
#
# There is a fourth way, through the deviation *and then* the mean. It brings nothing, for its share
# $\bar v \cdot 2c/n$ adds up to 0, as $c$ does. In code, the table line by line, along either axis:


# %%
def backward_by_graph(grad_z, c, s, axis=0):
    n = c.shape[axis]
    grad_c = grad_z / s
    grad_s = -np.sum(grad_z * c / s**2, axis, keepdims=True)
    grad_v = grad_s / (2 * s)
    grad_c = grad_c + grad_v * 2 * c / n
    grad_m = -np.sum(grad_c, axis, keepdims=True)
    return grad_c + grad_m / n


z, c, s = steps(x)
print(backward_by_graph(grad_z, c, s).round(6))

# %% [markdown]
# **Check.** The engine of notebook 11 finds the same ways without being told. We count the
# nodes of its graph: each keeps a value for the way back.


# %%
def normalize_tensor(x, axis, eps):
    n = x.value.shape[axis]
    c = x - x.sum(axis=axis, keepdims=True) * (1 / n)
    v = square(c).sum(axis=axis, keepdims=True) * (1 / n)
    return c / autograd.sqrt(v + eps)


leaf = Tensor(x)
by_engine = normalize_tensor(leaf, axis=0, eps=0.0)
by_engine.backward(grad_z)
print(leaf.grad.round(6), " nodes:", len(inputs_first(by_engine)))

# %% [markdown]
# ## What cancels?
#
# Ten nodes are a lot. As $c/s$ is $z$, the sum in $\bar s$ becomes a mean,
# $\bar s = -\sum \bar z z/s = -n\, \text{mean}(\bar z z)/s$. Insert this on the way through the deviation:
#
# $$\bar v \cdot \frac{2c}{n} = \frac{\bar s}{2s} \cdot \frac{2c}{n}
# = -\frac{c}{s} \cdot \frac{\text{mean}(\bar z z)}{s} = -\frac{z\, \text{mean}(\bar z z)}{s}$$
#
# On the way through the mean this share adds up to 0, so only $\bar z/s$ counts:
# $\bar m/n = -\text{mean}(\bar z)/s$. Together:
#
# $$\bar x = \frac{\bar z - \text{mean}(\bar z) - z\, \text{mean}(\bar z z)}{s}$$
#
# **Predict.** The example by hand: $\text{mean}(\bar z)$, $\text{mean}(\bar z z)$, and the first entry.
#
# <details><summary>Answer</summary>
#
# 2 and $(1.2 + 2.8)/4 = 1$. Then $(6 - 2 - 0.2)/5 = 0.76$, as before.
#
# </details>


# %%
def backward_simplified(grad_z, z, s, axis=0):
    mean = grad_z.mean(axis, keepdims=True)
    along_z = z * np.mean(grad_z * z, axis, keepdims=True)
    return (grad_z - mean - along_z) / s


print(backward_simplified(grad_z, z, s).round(6))

# %% [markdown]
# A network should be able to undo a normalization. So both layers end with
# $y = \text{gain} \cdot z + \text{shift}$.
#
# | name | shape | one word |
# |---|---|---|
# | `x`, `z`, `y` | (5, 3) | examples, features |
# | `m`, `s` | (1, 3) or (5, 1) | batch norm or layer norm |
# | `gain`, `shift` | (3,) | parameters |
#
# **Predict.** Along which axis is the gradient of `gain` summed in batch norm, and in layer norm?
#
# <details><summary>Answer</summary>
#
# Along axis 0 in both: it was copied to all examples. Only mean and deviation change their axis.
#
# </details>


# %%
def norm_vjp(grad_y, x, gain, axis, backward):
    z, c, s = steps(x, axis, eps=1e-5)
    kept = c if backward is backward_by_graph else z
    grad_x = backward(grad_y * gain, kept, s, axis)
    return grad_x, np.sum(grad_y * z, axis=0), np.sum(grad_y, axis=0)


# %% [markdown]
# **Check** on random numbers, along both axes, to $10^{-12}$: graph, short formula, engine and package.

# %%
x_many, grad_y = rng.normal(3, 2, size=(5, 3)), rng.normal(size=(5, 3))
gain, shift = rng.normal(size=3), rng.normal(size=3)
package = {0: (ops.batch_norm, ops.batch_norm_vjp), 1: (ops.layer_norm, ops.layer_norm_vjp)}
for axis, (f, f_vjp) in package.items():
    leaves = [Tensor(x_many), Tensor(gain), Tensor(shift)]
    y = normalize_tensor(leaves[0], axis, eps=1e-5) * leaves[1] + leaves[2]
    found = [norm_vjp(grad_y, x_many, gain, axis, backward_by_graph)]
    found += [norm_vjp(grad_y, x_many, gain, axis, backward_simplified)]
    found += [autograd.grad(y, leaves, grad_y), f_vjp(grad_y, x_many, gain, shift)]
    pairs = [pair for way in found for pair in zip(way, found[0], strict=True)]
    pairs += [(y.value, f(x_many, gain, shift))]
    agree = all(np.allclose(*pair, rtol=0, atol=1e-12) for pair in pairs)
    print(f"{f.__name__}: within 1e-12:", agree)

# %% [markdown]
# ## Why does the gradient add up to zero?
#
# Look at the answer (0.76, -0.12, -0.28, -0.36) again.
#
# **Predict.** What is its sum? The sum of its products with $z$? And what comes back if the same number
# arrives at all four, or if $z$ itself arrives?
#
# <details><summary>Answer</summary>
#
# 0 and 0, and nothing: shifting or stretching all $x$ changes no output, so no loss can ask for it.
#
# </details>

# %%
grad_x = backward_simplified(grad_z, z, s)
print("sum:", f"{abs(grad_x.sum()):.6f}", " along z:", f"{abs(np.sum(grad_x * z)):.6f}")
print([bool(np.allclose(backward_simplified(g, z, s), 0)) for g in (np.ones(4), z)])

# %% [markdown]
# In an array every *column* of batch norm's gradient adds up to 0, every *row* of layer norm's. (Along
# $z$, $\varepsilon$ leaves a trace.) These sums are a test in one line.

# %%
for axis in (0, 1):
    z_many, _, s_many = steps(x_many, axis)
    back = backward_simplified(grad_y, z_many, s_many, axis)
    sums = back.sum(axis), np.sum(back * z_many, axis)
    print(f"axis {axis}:", np.abs(sums).max() < 1e-12)

# %% [markdown]
# Three numbers can be drawn. Those with sum 0 lie in a plane, upright on which stands (1, 1, 1); those with
# mean square 1 are $\sqrt 3$ from 0. So $z$ lives on a circle.

# %%
parts = projection.trace_projection([1.0, 2.0, 6.0], [3.0, 0.0, 3.0])
Picture(projection_picture.draw_projection(parts), projection.describe_projection(parts))

# %% [markdown]
# *What to see:* $z$ cannot leave the circle, so what comes back is tangent to it: less its mean, less its
# part along $z$, word by word the formula.
#
# Two consequences. A bias right before batch norm does nothing, and gets gradient 0. And the unit of
# measure does nothing. We train on the digits of notebook 07, with their ink in three units.
#
# **Predict.** Which nets will read digits: with batch norm, and without?
#
# <details><summary>Answer</summary>
#
# With: all, equally well. Without: the one whose unit happens to suit the learning rate.
#
# </details>


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

# %%
for name, between in {"without": (), "batch norm": (BatchNorm,)}.items():
    for unit in (0.1, 1.0, 100.0):
        with np.errstate(all="ignore"):  # some of these explode
            net = train(two_layers(*(kind(32) for kind in between)), unit)
            right = accuracy(net, unit * x_test, test_labels)
        print(f"{name}, ink times {unit:5}: {right:.1f}")

# %%
net = train(two_layers(BatchNorm(32))).train()
net.zero_grad()
_, grad = softmax_cross_entropy(net.forward(x_train[:32]), labels[:32])
net.backward(grad)
print("gradient of the bias below 1e-12:", np.abs(net.layers[0].b.grad).max() < 1e-12)

# %% [markdown]
# The popular story says that batch norm helps because the inputs of each layer stop drifting. Santurkar
# and others (2018) made them drift again, by noise after each norm, and the nets learned as well. What they
# found instead is a smoother loss.

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
print(normalize(np.array([3.0, 8.0])), normalize(np.array([3.0, 800.0])))
try:
    BatchNorm(1).forward(np.array([[3.0]]))
except ValueError as error:
    print(error)

# %% [markdown]
# A network in use must answer for one example. So batch norm has two modes. In **training mode** it takes
# mean and variance from the batch, and on the side keeps **running statistics**: each batch pulls them a
# tenth of the way to its own. In **evaluation mode** it uses those, as constants.
#
# **Predict.** The running mean starts at 0. Two batches with mean 8 come: where is it? Where after ten?
#
# <details><summary>Answer</summary>
#
# $0.8$, then $0.8 + 0.1 \times 7.2 = 1.52$. After ten $8\,(1 - 0.9^{10}) = 5.21$: it remembers its start.
#
# </details>

# %%
norm = BatchNorm(1)
for t in range(1, 11):
    norm.forward(x[:, None])  # (4, 1)
    if t in (1, 2, 10):
        print(f"after {t}: {norm.running_mean[0]:.2f}")

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
# *What to see:* one batch is a poor witness; the running mean is a calm one, once it has forgotten its
# start. (A batch is divided by the deviation with $n$, but the running variance is kept with $n - 1$, here
# and in PyTorch.)
#
# **Check.** In evaluation mode a row gets the same answer alone and in company:

# %%
four = np.array([[9.0], [1.0], [15.0], [7.0]])
alone, together = norm.eval().forward(four[:1]), norm.forward(four)
fixed = {"mean": norm.running_mean, "variance": norm.running_variance}
print(np.array_equal(alone, together[:1]))
print(np.array_equal(together, ops.batch_norm_eval(four, np.ones(1), np.zeros(1), **fixed)))

# %% [markdown]
# Now one image in many batches, with our trained net left in training mode.
#
# **Predict.** In evaluation mode it is a 7 with probability 0.9. Will training mode stay near that, for
# batches of 2, 8 and 32?
#
# <details><summary>Answer</summary>
#
# No. Among 2 anything may happen, and even among 32 the answer wavers, as mean and deviation do.
#
# </details>


# %%
def chances(net, i, n):
    """The probability of the true label of test image i, among n - 1 others, 50 times."""
    rng = np.random.default_rng(0)
    batches = [x_train[rng.choice(len(x_train), n - 1, replace=False)] for _ in range(50)]
    answers = [net.forward(np.vstack([x_test[i : i + 1], others]))[:1] for others in batches]
    return np.array([ops.softmax(answer)[0, test_labels[i]] for answer in answers])


# %%
in_use = chances(net.eval(), 5, n=8)
by_size = {n: chances(net.train(), 5, n) for n in (2, 8, 32)}
print(f"evaluation: from {in_use.min():.1f} to {in_use.max():.1f}")
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
# It gets worse if the company is alike. We sort the test images by digit and hand them over by 32.
#
# **Predict.** Accuracy in evaluation mode is 0.9. In training mode, on sorted batches?
#
# <details><summary>Answer</summary>
#
# About a third. The norm takes away what the images of a batch have in common: here, the digit itself.
#
# </details>

# %%
order = np.argsort(test_labels, kind="stable")
batches = [order[k : k + 32] for k in range(0, 352, 32)]
sorted_accuracy = [accuracy(net.train(), x_test[rows], test_labels[rows]) for rows in batches]
print(f"training mode, sorted: {np.mean(sorted_accuracy):.1f}")

# %% [markdown]
# **Predict.** Gradients differ too. Only the first of 5 examples has a loss. Which rows of `grad_x` are not
# 0, in each mode? Which way is left in evaluation mode?
#
# <details><summary>Answer</summary>
#
# All 5 in training, the first in evaluation. There mean and deviation *are* constants: the straight way.
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


# %% [markdown]
# So a gradient check must nudge in the mode in which the gradient was computed. And each nudge in training
# mode moves the running statistics; `check_module` works on a copy.


# %%
def nudged(norm):
    return numerical_gradient(lambda x: float(np.sum(first_alone * norm.forward(x))), x_many)


before = norm.running_mean.copy()
print("both in training:", np.allclose(back["training"], nudged(norm.train()), atol=1e-8))
print("nudged in evaluation:", np.allclose(back["training"], nudged(norm.eval()), atol=1e-8))
print("nudging left the statistics alone:", np.array_equal(before, norm.running_mean))
for layer in (BatchNorm(3), BatchNorm(3).eval(), LayerNorm(3)):
    mode = "training" if layer.training else "evaluation"
    passed = all(check_module(layer, x_many))
    print(f"{type(layer).__name__} in {mode} passes:", passed)

# %% [markdown]
# Layer norm has no second mode: its mean comes from the example itself.

# %% [markdown]
# ## Break it
#
# Mean or deviation are taken for constants, as in evaluation; or the way back divides by $n - 1$ where the way
# forward divided by $n$. (NumPy's `std` divides by $n$, that of PyTorch by $n - 1$.)
#
# **Predict.** For each of the three slips: is the sum still 0? The product with $z$?
#
# <details><summary>Answer</summary>
#
# Without the mean's way the sum is wrong, without the deviation's the product. With $n - 1$ the product
# too: too much is taken off along $z$.
#
# </details>

# %%
mean, along_z = grad_z.mean(), z * np.mean(grad_z * z)
slips = {
    "all ways": (grad_z - mean - along_z) / s,
    "mean a constant": (grad_z - along_z) / s,
    "deviation a constant": (grad_z - mean) / s,
    "n − 1 for n": (grad_z - mean - along_z * 4 / 3) / s,
}
for name, grad in slips.items():
    print(f"{name:20}  sum {np.abs(grad.sum()):.2f}  along z {np.abs(np.sum(grad * z)):.2f}")

# %%
Picture(
    charts.draw_slips(slips, ways.nudged),
    "Bars of the gradient against diamonds by nudging: with all ways they agree; with the mean a constant "
    "the gradient is off by 89 percent, with the deviation a constant by 45, with n - 1 by 15.",
)

# %% [markdown]
# *What to see:* every shape is right, and no error is raised. Only a check tells.
#
# **Predict.** The explorer opens with one way left out. Restore it, and stretch $x$ by 2: what comes back?
# And if "1 everywhere" arrives?
#
# <details><summary>Answer</summary>
#
# Half as much, because $s$ doubles. And nothing.
#
# </details>

# %%
explore_normalization()

# %% [markdown]
# *What to see:* a way left out is dashed; the line at the foot says how far off the sum is.

# %%
for stretch in (1, 2):
    print(trace_normalization(stretch * x, grad_z).grad_x.round(6))

# %% [markdown]
# What does a missing way do? Ioffe and Szegedy tell it: add a bias $b$ before the norm, and take the mean
# for a constant.
#
# **Predict.** The gradient of $b$ is then 1.6 at each step. With learning rate 0.1, where is $b$ after 100
# steps? What has the loss gained?
#
# <details><summary>Answer</summary>
#
# At -16, and it runs on for ever. Nothing: $z$ has not moved.
#
# </details>

# %%
b = 0.0
for _ in range(100):
    z_b, _, s_b = steps(x + b)
    slip = (grad_z - z_b * np.mean(grad_z * z_b)) / s_b
    b -= 0.1 * slip.sum()
print(f"b = {b:.1f}, z unchanged: {np.allclose(z_b, z)}")


# %% [markdown]
# The wrong axis is as silent: `keepdims` makes every shape fit.


# %%
def wrong_axis(grad_z, x):
    z, _, s = steps(x, axis=0)
    return (backward_simplified(grad_z, z, s, axis=1),)


(report,) = check_vjp(normalize, wrong_axis, [x_many])
print("wrong axis:", "passes" if report else "FAILS")

# %% [markdown]
# Last, running statistics that nobody updated: they stay at mean 0 and variance 1.
#
# **Predict.** Does the loss in training show it?
#
# <details><summary>Answer</summary>
#
# No, training never reads them. Only evaluation suffers.
#
# </details>

# %%
norm = net.layers[1]
norm.running_mean[...], norm.running_variance[...] = 0.0, 1.0
print(f"never updated: {accuracy(net.eval(), x_test, test_labels):.1f}")

# %% [markdown]
# ## In the package
#
# The first function is our short formula, for both norms; the second keeps the running statistics.

# %%
show_source(ops.normalization.standardize_vjp, BatchNorm.update_statistics)

# %% [markdown]
# ## Recap
#
# Each normalized number depends on all that share its mean, so its gradient comes back three ways. They sum
# to a projection: what lies along (1, ..., 1) and along $z$ is taken away, because shifts and stretches change
# nothing. Batch norm ties the examples of a batch together, in values and in gradients; evaluation mode
# unties them with running statistics. Layer norm never ties them.
#
# | formula | going back | shape |
# |---|---|---|
# | $z = (x - m)/s$, over the batch or the features | $\bar x = (\bar z - \text{mean}(\bar z) - z\,\text{mean}(\bar z z))/s$, along the same axis | like $x$ |
# | $y = \text{gain} \cdot z + \text{shift}$ | $\bar z = \bar y \cdot \text{gain}$ | like $z$ |
# | | sum of $\bar y z$, and sum of $\bar y$, over the examples | (features,) |
# | batch norm in use | $\bar x = \bar y \cdot \text{gain}/s$, with $s$ fixed | like $x$ |
#
# The engine finds the ways by itself; the pencil finds what cancels. Neither says whether a gradient that has
# passed many layers is still of a useful size. [Notebook 13](13-vanishing-and-exploding-gradients.ipynb)
# measures that, and tries normalization as a cure.

# %% [markdown]
# ## Questions
#
# **1.** Why do nets leave out the bias of a linear layer that stands before batch norm?
#
# <details><summary>Answer</summary>
#
# It shifts a whole column, which changes no output; its gradient is 0. `shift` does its work.
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
# `axis=0` is missing: it averages over all features at once. For one feature it is right; test with several.
#
# </details>
#
# **3.** A web service gives different answers for the same picture. What was forgotten?
#
# <details><summary>Answer</summary>
#
# `net.eval()`: the answer depends on who else asked.
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
# Three for pencil and paper; the cell below them checks all three.
#
# **A.** Two numbers, $x = (3, 8)$, and any $\bar z$. What comes back, by the formula?
#
# <details><summary>Answer</summary>
#
# 0. (1, 1) and $z = (-1, 1)$ are all the directions that there are, and both are taken away.
#
# </details>
#
# **B.** $x = (0, 6, 6, 8)$ and $\bar z = (3, 0, 0, 9)$. Find $z$, $s$ and $\bar x$.
#
# <details><summary>Answer</summary>
#
# $m = 5$, $c = (-5, 1, 1, 3)$, $s = 3$, $z = c/3$. $\text{mean}(\bar z) = 3$, $\text{mean}(\bar z z) = (-5 + 9)/4 = 1$.
# $\bar x = (5, -10, -10, 15)/9$.
#
# </details>
#
# **C.** A running mean starts at 0. After how many batches has it made 90 % of the way?
#
# <details><summary>Answer</summary>
#
# $0.9^t \le 0.1$ from $t = 22$ on.
#
# </details>

# %%
z_pair, _, s_pair = steps(np.array([3.0, 8.0]))
z_four, _, s_four = steps(np.array([0.0, 6.0, 6.0, 8.0]))
print("A", np.abs(backward_simplified(np.array([4.0, -7.0]), z_pair, s_pair)).round(6))
print("B", (9 * backward_simplified(np.array([3.0, 0.0, 0.0, 9.0]), z_four, s_four)).round(6))
print("C", next(t for t in range(100) if 0.9**t <= 0.1))

# %% [markdown]
# ## Further reading
#
# - S. Ioffe, C. Szegedy, *Batch Normalization*, ICML, 2015: the runaway bias stands in section 2.
# - J. L. Ba, J. R. Kiros, G. E. Hinton, *Layer Normalization*, 2016: which shifts each norm undoes.
# - S. Santurkar, D. Tsipras, A. Ilyas, A. Madry, *How Does Batch Normalization Help Optimization?*,
#   NeurIPS, 2018: the test of the popular story.
