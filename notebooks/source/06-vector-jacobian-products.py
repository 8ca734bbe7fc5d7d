# teaches: ops.relu, ops.relu_vjp, ops.tanh, ops.tanh_vjp, ops.matmul_vjp, ops.sum_vjp
# teaches: ops.linear, ops.linear_vjp, gradcheck.check_vjp
# teaches: ops.sum, chain_rule.jacobian
# uses: ops.add, ops.add_vjp, ops.mul, ops.mul_vjp, ops.matmul
# %% [markdown]
# # 06  Hand gradients back through arrays
#
# ## What you'll do
#
# You work out the backward function of every part of a layer, find that all are of one kind, and count
# what they cost.
#
# ## What you'll learn
#
# - **hand back** a gradient through activations, a linear layer and broadcasting,
# - **test** any backward function with one number, found at both of its ends,
# - **read** the transposes of both conventions, rows and columns,
# - **explain** by counting why the walk starts at the loss.
#
# ## What you'll need
#
# Vector-Jacobian products and the copy that adds, from [notebook 02](02-chain-rule.ipynb); NumPy's
# `@`, `.T` and `.sum(axis=0)`.

# %% [markdown]
# ## Recall
#
# Notebook 05 handed a gradient back through softmax with a vector-Jacobian product, short VJP: the row of
# gradients that arrives from the loss, times the Jacobian of one step. For $q = p^2$ it is `grad_q * 2 * p`.
#
# **Predict.** $p = (1, -2)$, and (10, 20) arrives at $q$. What arrives at $p$?
#
# <details><summary>Answer</summary>
#
# $(10 \times 2,\ 20 \times (-4)) = (20, -80)$.
#
# </details>

# %%
import numpy as np

p, grad_q = np.array([[1.0, -2.0]]), np.array([[10.0, 20.0]])
print(grad_q * 2 * p)

# %%
from itertools import pairwise
from time import perf_counter

from backprop_course import chain_rule, ops
from backprop_course.figures.linear_layer.conventions import describe_conventions, trace_conventions
from backprop_course.figures.linear_layer.conventions_picture import draw_conventions
from backprop_course.figures.linear_layer.broadcasting import describe_copies, trace_copies
from backprop_course.figures.linear_layer.broadcasting_picture import draw_copies
from backprop_course.figures.linear_layer.forward_against_reverse_picture import draw_costs
from backprop_course.figures.linear_layer.linear_map_picture import draw_linear_map
from backprop_course.figures.linear_layer.shapes import describe_slips, trace_shapes
from backprop_course.figures.linear_layer.shapes_picture import draw_slips
from backprop_course.gradcheck import check_vjp
from backprop_course.notebook import Picture, show_source
from backprop_course.widgets import explore_shapes

rng = np.random.default_rng(0)

# %% [markdown]
# ## What does a backward function do to what it is handed?
#
# An **activation** is a function that works entry by entry, as the sigmoid does. Two more:
# **ReLU**, $\max(x, 0)$, keeps what is positive: slope 1 there, 0 elsewhere. **tanh** bends every number
# into -1 to 1: $a = (e^x - e^{-x})/(e^x + e^{-x})$, and its slope is $1 - a^2$.
#
# By hand, with a gradient of (10, 20, 30) arriving at tanh:
#
# | $x$ | $\tanh x$ | slope $1 - a^2$ | arrives | handed back |
# |---|---|---|---|---|
# | $\ln 1 = 0$ | 0 | 1 | 10 | 10 |
# | $\ln 2 = 0.693$ | 0.6 | 0.64 | 20 | 12.8 |
# | $\ln 3 = 1.099$ | 0.8 | 0.36 | 30 | 10.8 |
#
# **Predict.** The same gradient arrives at a ReLU with $x = (-2, 0.5, 3)$. What does it hand back?
#
# <details><summary>Answer</summary>
#
# (0, 20, 30). A small change of the first input does not reach the output; the others pass unchanged.
#
# </details>

# %%
grad_y = np.array([[10.0, 20.0, 30.0]])
x_tanh, x_relu = np.log([[1.0, 2.0, 3.0]]), np.array([[-2.0, 0.5, 3.0]])
print("tanh:", ops.tanh_vjp(grad_y, x_tanh)[0].round(6))
print("ReLU:", ops.relu_vjp(grad_y, x_relu)[0].round(6))

# %% [markdown]
# Neither activation is a straight line. But hold the input fixed and look at the *backward* function:
# it only multiplies by the slopes, and they are fixed with the input.
#
# **Predict.** What comes back from ReLU if twice the gradient arrives? If (1, 1, 1) is added to it?
#
# <details><summary>Answer</summary>
#
# Twice as much, (0, 40, 60). And (0, 21, 31), which is (0, 1, 1) more: what (1, 1, 1) alone brings back.
#
# </details>

# %%
ones = np.ones((1, 3))
print("twice:", ops.relu_vjp(2 * grad_y, x_relu)[0])
print("added:", ops.relu_vjp(grad_y + ones, x_relu)[0], ops.relu_vjp(ones, x_relu)[0])

# %% [markdown]
# A function that keeps sums and multiples is a **linear map**. Every backward function is one, because
# it multiplies by a matrix, the Jacobian. A chain of linear maps is linear again, so this holds for the
# whole way back through a network. We try two steps, $\tanh(x W)$, with two inputs and two outputs.


# %%
def hand_back(grad):
    (grad_z,) = ops.tanh_vjp(grad, x @ W)
    return ops.matmul_vjp(grad_z, x, W)[0]


x, W = np.array([[0.5, -0.2]]), np.array([[1.0, -0.5], [1.5, 1.0]])
g, h = np.array([[2.0, 0.5]]), np.array([[-0.5, 1.5]])
print(np.allclose(hand_back(g + h), hand_back(g) + hand_back(h)))

# %%
Picture(
    draw_linear_map(
        {"g": g[0], "h": h[0], "g + h": (g + h)[0]},
        {name: hand_back(grad)[0] for name, grad in (("g", g), ("h", h), ("g + h", g + h))},
    ),
    "Two gradients and their sum form a parallelogram at the output of a step, and what is handed "
    "back for the three forms a parallelogram at its input.",
)

# %% [markdown]
# *What to see:* the arrows are turned and stretched, but the third is still the sum of the two others.
#
# This is why the factor $1/n$ of a mean over the batch is put in once, at the loss: everything behind it
# shrinks by the same factor.

# %% [markdown]
# ## Which linear map is it?
#
# Take $y = x W$ with the weights of notebook 02, (3, 2), and one example. A small change $v$ of $x$, (1, 3),
# becomes the change $v W$ of $y$, (1, 2).
#
# How much does the loss change? At the output it is gradient times change, summed over the entries. At the
# input too, and it is the same change of the same loss:
#
# $$\sum_j \bar y_j\, (v W)_j = \sum_i \bar x_i\, v_i$$
#
# **Predict.** $W$ has the rows (1, -1), (0, 2), (1, 2). With $v = (1, 1, 0)$ and $\bar y = (3, -2)$,
# work out $v W$ and the left side. Then $\bar x = \bar y\, W^T$ and the right side.
#
# <details><summary>Answer</summary>
#
# $v W = (1, 1)$, and $3 - 2 = 1$. Then $\bar x = (3 + 2,\ -4,\ 3 - 4) = (5, -4, -1)$, and $5 - 4 = 1$.
#
# </details>

# %%
W = np.array([[1.0, -1.0], [0.0, 2.0], [1.0, 2.0]])  # (3, 2)
v, grad_y = np.array([[1.0, 1.0, 0.0]]), np.array([[3.0, -2.0]])  # (1, 3), (1, 2)
grad_x = grad_y @ W.T  # (1, 2) @ (2, 3) = (1, 3)
print("at the output:", v @ W, "gives", np.sum(grad_y * (v @ W)))
print("at the input:", grad_x, "gives", np.sum(grad_x * v))

# %% [markdown]
# $W$ takes changes forward, and $W^T$ takes gradients back. That is what this transpose means.
#
# It makes a test of any backward function: choose $v$ and $\bar y$ at random, find the change of the
# output by a nudge along $v$, and compare both ends. This is the **dot-product test**.


# %%
def dot_product_test(f, f_vjp, x, h=1e-5):
    v = rng.normal(size=x.shape)
    change = (f(x + h * v) - f(x - h * v)) / (2 * h)  # of the output
    grad_y = rng.normal(size=change.shape)
    (grad_x,) = f_vjp(grad_y, x)
    return bool(abs(np.sum(grad_y * change) - np.sum(grad_x * v)) < 1e-6)


# %% [markdown]
# **Predict.** How many forward passes does it need for an input with 1,000 entries? How many would
# nudging every entry need? And what does it not tell us?
#
# <details><summary>Answer</summary>
#
# 2 against 2,000. It says whether something is wrong, not where.
#
# </details>

# %%
x_many = rng.normal(size=(50, 20))
print("slope 1 - a^2:", dot_product_test(ops.tanh, ops.tanh_vjp, x_many))
print("slope 1 - x^2:", dot_product_test(ops.tanh, lambda g, x: (g * (1 - x**2),), x_many))

# %% [markdown]
# The package's `check_vjp` nudges entry by entry: slower, and it tells where.

# %%
for report in check_vjp(ops.tanh, ops.tanh_vjp, [rng.normal(size=(4, 3))], rng=rng):
    print(report.name, "passes" if report else "FAILS")

# %% [markdown]
# ## What comes back through a linear layer?
#
# A batch has one example in each row. A **linear layer** is a matrix product and a bias,
# $y = x W + b$, the same for each row.
#
# | name | shape | one word |
# |---|---|---|
# | `x`, `grad_x` | (4, 3) | inputs |
# | `W`, `grad_W` | (3, 2) | weights |
# | `b`, `grad_b` | (2,) | bias |
# | `y`, `grad_y` | (4, 2) | outputs |
#
# A gradient has the shape of what it belongs to. That alone nearly settles where each factor must stand.
#
# **Predict.** $\bar W$ is a product of $x$ and $\bar y$. With which transpose, in which order?
#
# <details><summary>Answer</summary>
#
# (3, 2) can be made from (4, 3) and (4, 2) only as $x^T \bar y$: (3, 4) times (4, 2). The axis of the
# 4 examples vanishes: it is summed over.
#
# </details>
#
# Shapes suggest; the chain rule proves. In example $k$ the weight $W_{ij}$ has the slope $x_{ki}$. Each
# example is a path to the loss, and paths add: $\bar W_{ij} = \sum_k x_{ki}\, \bar y_{kj}$, which is
# $x^T \bar y$. The bias has slope 1 in every example: $\bar b_j = \sum_k \bar y_{kj}$.

# %%
x = np.array([[2.0, 1.0, -1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 2.0]])  # (4, 3)
b = np.array([1.0, -1.0])  # (2,)
grad_y = np.array([[3.0, -2.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 1.0]])  # (4, 2)
grad_x, grad_W, grad_b = grad_y @ W.T, x.T @ grad_y, grad_y.sum(axis=0)
print("grad_W", grad_W.tolist(), " grad_b", grad_b.tolist())

# %% [markdown]
# One entry by hand: $\bar W_{00} = 2 \times 3 + 0 \times 1 + 1 \times 0 + 0 \times (-1) = 6$.
#
# **Check.** The package returns the same three arrays, and nudging agrees:

# %%
by_package = ops.linear_vjp(grad_y, x, W, b)
print([np.array_equal(*pair) for pair in zip(by_package, (grad_x, grad_W, grad_b), strict=True)])
print([bool(report) for report in check_vjp(ops.linear, ops.linear_vjp, [x, W, b], rng=rng)])

# %% [markdown]
# Many books keep the examples in *columns* and write $y = W x + b$. Then
# $\bar W = \bar y\, x^T$ and $\bar x = W^T \bar y$. You will meet both conventions.
#
# **Predict.** In columns, along which axis is the bias gradient summed?
#
# <details><summary>Answer</summary>
#
# Along the examples, as ever. They are axis 1 now.
#
# </details>

# %%
conventions = trace_conventions(n=4, fan_in=3, fan_out=2)
Picture(draw_conventions(conventions), describe_conventions(conventions))

# %% [markdown]
# *What to see:* the thick sides meet and vanish. In both conventions the transpose of $x$ brings the
# examples to the inside, where they are summed over; the transpose of $W$ brings the outputs there. The
# right half is the left half transposed, so the factors trade places. (PyTorch's `nn.Linear` mixes: examples in
# rows, `weight` as (outputs, inputs), hence $x W^T + b$.)

# %%
x_columns, W_columns, grad_y_columns = x.T, W.T, grad_y.T  # (3, 4), (2, 3), (2, 4)
print(np.array_equal(grad_y_columns @ x_columns.T, grad_W.T))
print(np.array_equal(W_columns.T @ grad_y_columns, grad_x.T))
print(np.array_equal(grad_y_columns.sum(axis=1), grad_b))

# %% [markdown]
# ## What happens to a copy?
#
# The bias (2,) is broadcast to (4, 2), as if there were 4 copies. From notebook 02 we know that the gradients
# of copies add. So the sum over the batch is no new rule, and it holds for any axis that is copied.
# Suppose that each example has a number of its own, $s$ of shape (4, 1), which is added to both outputs.
#
# **Predict.** What shape has $\bar s$, and what is its first entry?
#
# <details><summary>Answer</summary>
#
# (4, 1), like $s$. The copies lie along axis 1, so we sum along axis 1: $3 + (-2) = 1$.
#
# </details>

# %%
s = np.array([[0.5], [1.0], [2.0], [-1.0]])  # (4, 1)
copies = trace_copies({"b": b, "s": s}, grad_y)
Picture(draw_copies(copies), describe_copies(copies))

# %% [markdown]
# *What to see:* grey cells are copies. Back comes the sum along the axis that was copied, and each gradient
# has the shape of its value again.
#
# NumPy copies in two ways: it puts missing axes in front, and it stretches axes of length 1. Two sums undo
# both.


# %%
def unbroadcast(grad, shape):
    grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))  # axes that were put in front
    stretched = tuple(i for i, size in enumerate(shape) if size == 1)
    return grad.sum(axis=stretched, keepdims=True)


# %% [markdown]
# **Check.** Copies of several shapes, added to and multiplied with a (4, 2), against the package and nudges:

# %%
y = rng.normal(size=(4, 2))
for shape in [(4, 2), (2,), (4, 1), (1, 2), ()]:
    c = rng.normal(size=shape)
    _, added = ops.add_vjp(grad_y, y, c)
    _, multiplied = ops.mul_vjp(grad_y, y, c)
    same = np.allclose(added, unbroadcast(grad_y, shape))
    same = same and np.allclose(multiplied, unbroadcast(grad_y * y, shape))
    nudged = check_vjp(ops.add, ops.add_vjp, [y, c]) + check_vjp(ops.mul, ops.mul_vjp, [y, c])
    print(shape, same, all(nudged))

# %% [markdown]
# A value that goes to two places of a network is copied too: it **fans out**. Let
# $y = x + \text{relu}(x)$.
#
# **Predict.** For $x = (-2, 0.5, 3)$ and (10, 20, 30) arriving: what is $\bar x$?
#
# <details><summary>Answer</summary>
#
# Past the ReLU (10, 20, 30), through it (0, 20, 30). Together (10, 40, 60).
#
# </details>

# %%
upstream = np.array([[10.0, 20.0, 30.0]])
past, before_relu = ops.add_vjp(upstream, x_relu, ops.relu(x_relu))
print(past + ops.relu_vjp(before_relu, x_relu)[0])

# %% [markdown]
# The other way round, a sum on the way forward hands a *copy* of its gradient to every term: its Jacobian
# is a row of ones.

# %%
print(chain_rule.jacobian(ops.sum, np.array([1.0, -2.0, 5.0])))
print(ops.sum_vjp(np.array(7.0), np.array([1.0, -2.0, 5.0]))[0])

# %% [markdown]
# ## Why do we walk backward?
#
# We could also push a change $v$ *forward* through the network, step by step. This is **forward mode**: one
# walk, with $v$ 1 at one input and 0 elsewhere, tells how all outputs move with that input. **Reverse mode**
# hands a gradient back: one walk tells how one output moves with all inputs.
#
# **Predict.** A network has 100 inputs, layers of 50 and 50 units and one output. How many multiplications
# does one walk need in its matrix products? How many do all 100 input gradients need in each mode?
#
# <details><summary>Answer</summary>
#
# One walk, either way: $100 \times 50 + 50 \times 50 + 50 \times 1 = 7{,}550$. Forward mode takes
# 100 walks, 755,000. Reverse mode takes one.
#
# </details>
#
# `product` multiplies and keeps count.

# %%
counted = []


def product(row, matrix):
    counted.append(row.shape[0] * matrix.shape[0] * matrix.shape[1])
    return row @ matrix


def network(sizes):
    """The weights of each layer, and the slopes of its tanh at a random input."""
    a, layers = rng.normal(size=(1, sizes[0])), []
    for fan_in, fan_out in pairwise(sizes):
        W = rng.normal(size=(fan_in, fan_out)) / np.sqrt(fan_in)
        a = np.tanh(a @ W)
        layers.append((W, 1 - a**2))
    return layers


# %% [markdown]
# Both walks meet the same matrices and slopes, from different ends.


# %%
def push_forward(v, layers):
    for W, slope in layers:
        v = product(v, W) * slope
    return v


def pull_back(grad, layers):
    for W, slope in reversed(layers):
        grad = product(grad * slope, W.T)
    return grad


# %%
def forward_mode(layers):
    walks = [push_forward(one[None], layers)[0] for one in np.eye(len(layers[0][0]))]
    return np.transpose(walks)  # (outputs, inputs)


def reverse_mode(layers):
    outputs = layers[-1][0].shape[1]
    return np.stack([pull_back(one[None], layers)[0] for one in np.eye(outputs)])


# %% [markdown]
# **Check.** Both modes find the same Jacobian, here a single row of 100 gradients.


# %%
def cost(mode, sizes):
    counted.clear()
    mode(network(sizes))
    return sum(counted)


layers = network([100, 50, 50, 1])
print("same:", np.allclose(forward_mode(layers), reverse_mode(layers)))
for mode in (forward_mode, reverse_mode):
    print(f"{mode.__name__}: {cost(mode, [100, 50, 50, 1]):,} multiplications")

# %%
many = [1, 3, 10, 30, 100, 300, 1000]
modes = {"forward": forward_mode, "reverse": reverse_mode}
inputs = {name: [cost(mode, [n, 50, 50, 1]) for n in many] for name, mode in modes.items()}
outputs = {name: [cost(mode, [1, 50, 50, n]) for n in many] for name, mode in modes.items()}
Picture(
    draw_costs({"size": many} | inputs, {"size": many} | outputs),
    "With many inputs and one output, forward mode costs more and more and reverse mode stays cheap; "
    "with one input and many outputs it is the other way round.",
)

# %% [markdown]
# *What to see:* reverse mode wins with many inputs, forward mode with many outputs. Training has many
# inputs, the parameters, and one output, the loss. That is why we walk backward. The price: all values of the
# forward pass must be kept until the walk back needs them (notebook 08 counts this memory).
#
# Does the clock say so too? Of each mode we keep the fastest run, which other programs disturbed least.


# %%
def seconds(work):
    start = perf_counter()
    work()
    return perf_counter() - start


def time_ratio(one, other, runs=100):
    times = [(seconds(one), seconds(other)) for _ in range(runs)]
    return min(one for one, _ in times) / min(other for _, other in times)


wide = network([300, 50, 50, 1])
ratio = time_ratio(lambda: forward_mode(wide), lambda: reverse_mode(wide))
print("300 inputs: reverse mode is more than 20 times faster,", ratio > 20)

# %% [markdown]
# ## What does a backward pass cost?
#
# A linear layer has one matrix product on the way forward, `x @ W`, and two on the way back,
# `grad_y @ W.T` and `x.T @ grad_y`.
#
# **Predict.** How many multiplications has each of the three, for $n$ examples? So what does a backward
# pass cost, in forward passes?
#
# <details><summary>Answer</summary>
#
# All three have $n \times$ inputs $\times$ outputs. So a backward pass costs two forward passes, and a
# step of training three. The first layer can save one product: nobody needs the gradient of the data.
#
# </details>


# %%
def passes(sizes):
    products = [a * b for a, b in pairwise(sizes)]  # for one example
    return sum(products), 2 * sum(products) - products[0]


for sizes in ([64, 32, 10], [100, 100, 100, 100], [100] * 21):
    forward, backward = passes(sizes)
    print(
        f"{len(sizes) - 1:2} layers: {forward:,} forward, {backward:,} back, {backward / forward:.2f}"
    )

# %% [markdown]
# The deeper the network, the closer to 2. The clock also sees memory and overhead, so we ask it for a
# wide range only:

# %%
x_large, W_large = rng.normal(size=(100, 100)), rng.normal(size=(100, 100))
b_large, grad_large = np.zeros(100), rng.normal(size=(100, 100))
ratio = time_ratio(
    lambda: ops.linear_vjp(grad_large, x_large, W_large, b_large),
    lambda: ops.linear(x_large, W_large, b_large),
)
print("the way back takes 1 to 4 times the way there:", 1 < ratio < 4)

# %% [markdown]
# ## Break it
#
# The most frequent slip in this lesson: the bias gradient is not summed.
#
# **Predict.** `grad_b` is then (4, 2), and `b` is (2,). Does `b = b - 0.1 * grad_b` raise an error?
#
# <details><summary>Answer</summary>
#
# No. NumPy broadcasts once more, and `b` becomes (4, 2): every row of the batch now has a bias of its own.
# Training goes on, until a batch of another size comes along.
#
# </details>

# %%
not_summed = b - 0.1 * grad_y
print(not_summed.shape, (x @ W + not_summed).shape)


# %% [markdown]
# `check_vjp` looks at the shape first:


# %%
def linear_vjp_not_summed(grad_y, x, W, b):
    return grad_y @ W.T, x.T @ grad_y, grad_y


try:
    check_vjp(ops.linear, linear_vjp_not_summed, [x, W, b])
except ValueError as error:
    print(error)

# %% [markdown]
# The second slip is a forgotten transpose, `grad_y @ W`.

# %%
layer, slips = trace_shapes(4, 3, 2, rng=rng), ("W not transposed", "bias not summed")
Picture(draw_slips(layer, slips), describe_slips(layer, slips))

# %% [markdown]
# *What to see:* NumPy refuses the forgotten transpose, because the struck sizes differ. It lets the bias
# through; only a look at the shape of $b$ betrays it.
#
# **Predict.** The explorer opens with the forgotten transpose, and with 3 for every size. Which sliders
# make NumPy refuse? Then try all slips: which one does no choice of sizes betray?
#
# <details><summary>Answer</summary>
#
# `fan_in` and `fan_out`, as soon as they differ; `n` plays no part. The mean in place of the sum: its
# shape is always right.
#
# </details>

# %%
explore_shapes()

# %% [markdown]
# *What to see:* with equal sizes the shapes agree, and only the numbers tell. So test with shapes in which
# no two sizes are equal.
#
# **Predict.** For which square matrix do the numbers not tell either?
#
# <details><summary>Answer</summary>
#
# For a symmetric one, which is its own transpose.
#
# </details>


# %%
def matmul_vjp_untransposed(grad_y, x, W):
    return grad_y @ W, x.T @ grad_y


square, symmetric = np.array([[1.0, -1.0], [0.0, 2.0]]), np.array([[1.0, -1.0], [-1.0, 2.0]])
for name, matrix in (("square", square), ("symmetric", symmetric)):
    report, _ = check_vjp(ops.matmul, matmul_vjp_untransposed, [grad_y, matrix])
    print(f"{name}: {'passes' if report else 'FAILS'}")

# %% [markdown]
# ## In the package
#
# The three lines of the linear layer, and ReLU; helpers such as `_factors` check shapes. `needs` says which
# gradients are wanted: the first layer of a network asks for no `grad_x`.

# %%
show_source(ops.linear_vjp, ops.relu_vjp)

# %% [markdown]
# ## Recap
#
# A backward function is a linear map: with its input held fixed, it keeps sums and multiples. It is the
# transpose of the map that takes small changes forward: the dot products at both ends agree. What was
# copied is added on the way back. For one output, one walk back replaces one walk forward for every input,
# and it costs about two forward passes.
#
# | formula | going back | shape |
# |---|---|---|
# | $y = \text{relu}(x)$ | $\bar x = \bar y$ where $x > 0$, else 0 | like $x$ |
# | $a = \tanh x$ | $\bar x = \bar a\, (1 - a^2)$ | like $x$ |
# | $y = x W + b$, examples in rows | $\bar x = \bar y\, W^T$ | (n, fan_in) |
# | | $\bar W = x^T \bar y$ | (fan_in, fan_out) |
# | | $\bar b$ = sum of $\bar y$ over the rows | (fan_out,) |
# | $y = W x + b$, examples in columns | $\bar x = W^T \bar y$, $\bar W = \bar y\, x^T$ | transposed |
# | $x$ copied along an axis | $\bar x$ = sum of $\bar y$ along it | like $x$ |
# | $y$ = sum of $x$ | $\bar x$ = copies of $\bar y$ | like $x$ |
#
# The sore spot: these are parts, not yet a network. [Notebook 07](07-mlp-by-hand.ipynb) joins them, with
# the loss of [notebook 05](05-softmax-cross-entropy.ipynb), and trains.

# %% [markdown]
# ## Questions
#
# **1.** The loss is multiplied by 1,000. What happens to the gradients of all layers?
#
# <details><summary>Answer</summary>
#
# All are multiplied by 1,000: the way back is linear in what arrives.
#
# </details>
#
# **2.** Why does a backward function of ReLU need its input, and that of $y = a + b$ none?
#
# <details><summary>Answer</summary>
#
# The slope of ReLU depends on where the input is. The slopes of a sum are 1 everywhere (its shapes are still needed, to undo broadcasting).
#
# </details>
#
# **3.** A step returns the mean of $n$ numbers. What does it hand back?
#
# <details><summary>Answer</summary>
#
# A copy of what arrives to each of them, divided by $n$.
#
# </details>
#
# **4.** What is wrong with this backward?
#
# ```python
# y = x * scale                      # x (n, 3), scale (3,)
# grad_x = grad_y * scale
# grad_scale = (grad_y * x).mean(axis=0)
# ```
#
# <details><summary>Answer</summary>
#
# `mean` where a sum belongs: `scale` was copied $n$ times, and its gradients add. A factor $1/n$ may come
# from the loss, and then it is in `grad_y` already. The shape is right, so only a check notices.
#
# </details>
#
# **5.** Forward mode and nudging both need work for every input. What does forward mode do better?
#
# <details><summary>Answer</summary>
#
# It is exact: it multiplies by slopes and has no step size to choose.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper; the cell below them checks all three.
#
# **A.** $x = (1, 2)$, $W$ with rows (3, 0, 1) and (0, -1, 2), and $\bar y = (1, 1, -1)$. Find
# $\bar x$ and $\bar W$.
#
# <details><summary>Answer</summary>
#
# $\bar x = (3 - 1,\ -1 - 2) = (2, -3)$. $\bar W$ has the rows (1, 1, -1) and (2, 2, -2).
#
# </details>
#
# **B.** $y = m \cdot x$ with $x = ((1, 2), (3, 4))$ and $m = (10, 100)$, broadcast over the rows;
# $\bar y$ is 1 everywhere. Find $\bar m$ and $\bar x$.
#
# <details><summary>Answer</summary>
#
# $\bar m = (1 + 3,\ 2 + 4) = (4, 6)$. $\bar x$ has the rows (10, 100) twice.
#
# </details>
#
# **C.** Layers of sizes 1,000, 10 and 5, without activations. Multiplications for the whole Jacobian, in
# forward and in reverse mode?
#
# <details><summary>Answer</summary>
#
# One walk costs $10{,}000 + 50 = 10{,}050$. Forward mode: 1,000 walks, 10,050,000. Reverse mode: 5 walks, 50,250.
#
# </details>

# %%
row, table = np.array([[1.0, 2.0]]), np.array([[3.0, 0.0, 1.0], [0.0, -1.0, 2.0]])
print("A", [grad.tolist() for grad in ops.matmul_vjp(np.array([[1.0, 1.0, -1.0]]), row, table)])
four, m = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([10.0, 100.0])
print("B", [grad.tolist() for grad in ops.mul_vjp(np.ones((2, 2)), m, four)])
print("C", [f"{cost(mode, [1000, 10, 5]):,}" for mode in (forward_mode, reverse_mode)])

# %% [markdown]
# ## Further reading
#
# - A. G. Baydin and others, *Automatic differentiation in machine learning: a survey*, JMLR, 2018: both
#   modes and their history.
# - J. F. Claerbout, *Earth Soundings Analysis*, 1992: the dot-product test as a habit.
