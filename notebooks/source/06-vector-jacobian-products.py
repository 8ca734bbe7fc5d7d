# teaches: ops.relu, ops.relu_vjp, ops.tanh, ops.tanh_vjp, ops.sum_vjp
# teaches: ops.linear, ops.linear_vjp, gradcheck.check_vjp
# teaches: ops.sum, chain_rule.jacobian
# uses: ops.add_vjp, ops.mul_vjp, ops.matmul, ops.square
# remember: $W$ takes changes forward, and $W^T$ takes gradients back; what was copied is added.
# %% [markdown]
# # 06  Send gradients back through arrays
#
# ## What you'll do
#
# You write the backward function of every part of a layer, find out why a transpose stands in it, and
# count what a backward pass costs.
#
# ## What you'll learn
#
# - **send** a gradient back through activations, matrix products and broadcasting,
# - **test** any backward function with one number, found at both of its ends,
# - **read** the transposes of both conventions, rows and columns,
# - **explain** by counting why we go backward, and not forward.
#
# ## What you'll need
#
# The softmax Jacobian and its vector-Jacobian product, from [notebook 05](05-softmax-cross-entropy.ipynb);
# the copy that adds, from [notebook 02](02-chain-rule.ipynb); NumPy's `@`, `.T` and `.sum(axis=0)`.

# %% [markdown]
# ## Recall
#
# Notebook 05 had a vector-Jacobian product, short VJP: the row of gradients that arrives, times the Jacobian of
# one step. Softmax never needed its Jacobian. Squaring needs it even less.
#
# **Predict.** $q = p^2$, entry by entry, at $p = (1, -2)$, and $(10, 20)$ arrives at $q$. What is the Jacobian,
# and what arrives at $p$? Find a formula that does without the Jacobian.
#
# <details><summary>Answer</summary>
#
# Rows (2, 0) and (0, -4): each $q_i$ depends on its own $p_i$ alone. At $p$ arrives
# $(10 \times 2,\ 20 \times (-4)) = (20, -80)$, which is `grad_q * 2 * p`.
#
# </details>

# %%
import numpy as np

p, grad_q = np.array([[1.0, -2.0]]), np.array([[10.0, 20.0]])
print(grad_q @ np.diag(2 * p[0]), grad_q * 2 * p)

# %%
from itertools import pairwise
from time import perf_counter

from backprop_course import chain_rule, ops
from backprop_course.checking import check
from backprop_course.exercises import ch06
from backprop_course.figures.chain_rule.jacobians_picture import draw_jacobians
from backprop_course.figures.linear_layer.broadcasting import describe_copies, trace_copies
from backprop_course.figures.linear_layer.broadcasting_picture import draw_copies
from backprop_course.figures.linear_layer.conventions import describe_conventions, trace_conventions
from backprop_course.figures.linear_layer.conventions_picture import draw_conventions
from backprop_course.figures.linear_layer.shapes import describe_slips, trace_shapes
from backprop_course.figures.linear_layer.shapes_picture import draw_slips
from backprop_course.gradcheck import check_vjp
from backprop_course.notebook import Picture, show_source
from backprop_course.widgets import explore_shapes

rng = np.random.default_rng(0)

# %% [markdown]
# ## What is the chain rule for arrays?
#
# Three steps: $p = x W$, then $q = p^2$, then $L$ is the sum of $q$. Each step has a Jacobian, with one row for
# each of its outputs and one column for each of its inputs. Along a chain the Jacobians multiply, as slopes did in
# notebook 02:
#
# $$\frac{\partial L}{\partial x} = \frac{\partial L}{\partial q} \cdot
# \frac{\partial q}{\partial p} \cdot \frac{\partial p}{\partial x}$$
#
# | name | shape | meaning |
# |---|---|---|
# | `x` | (1, 3) | one example, three inputs |
# | `W` | (3, 2) | weights |
# | `p`, `q` | (1, 2) | two numbers |
#
# **Predict.** $W$ has the rows (1, -1), (0, 2), (1, 2), and $x = (2, 1, -1)$, so $p = (1, -2)$. The first Jacobian
# is the row (1, 1), the last one is $W^T$. Multiply them, beginning at the loss.
#
# <details><summary>Answer</summary>
#
# $(1, 1)$ times the diagonal matrix of 2 and -4 is $(2, -4)$. That row times $W^T$ is
# $(2 + 4,\ -8,\ 2 - 8) = (6, -8, -6)$.
#
# </details>
#
# `chain_rule.jacobian` collects all slopes of a formula, row by row:

# %%
x, W = np.array([[2.0, 1.0, -1.0]]), np.array([[1.0, -1.0], [0.0, 2.0], [1.0, 2.0]])
p = ops.matmul(x, W)
L_by_q = chain_rule.jacobian(ops.sum, ops.square(p))  # (1, 2)
q_by_p = chain_rule.jacobian(ops.square, p)  # (2, 2)
p_by_x = chain_rule.jacobian(ops.matmul, x, W)  # (2, 3), W transposed
print("at p", L_by_q @ q_by_p, "  at x", L_by_q @ q_by_p @ p_by_x)

# %%
rows = [L_by_q, L_by_q @ q_by_p, L_by_q @ q_by_p @ p_by_x]
Picture(
    draw_jacobians(
        [rows[0], q_by_p, rows[1], p_by_x, rows[2]],
        ["∂L/∂q", "∂q/∂p", "∂L/∂p", "∂p/∂x", "∂L/∂x"],
        ["@", "→", "@", "→"],
    ),
    "The row (1, 1) times the diagonal Jacobian of the square is the row (2, -4); that row times W "
    "transposed is the gradient (6, -8, -6).",
)

# %% [markdown]
# *What to see:* the loss is one number, so its Jacobian is one row, and a row times a matrix is a row again. That
# row is the gradient so far. It is all that goes backward; the matrices need not even be made. A step that works
# entry by entry has a diagonal Jacobian, and there multiplying entries is enough.
#
# So this is our task for each step: **from the gradient of its output to the gradients of its inputs, without
# the Jacobian**.

# %% [markdown]
# ## What does an activation send back?
#
# An **activation** works entry by entry, as the sigmoid does. Two more: **ReLU**, $\max(x, 0)$, keeps what is
# positive, so it has slope 1 there and 0 elsewhere. **tanh** maps every number to one between -1 and 1:
# $a = (e^x - e^{-x})/(e^x + e^{-x})$, with slope $1 - a^2$. By hand, for (10, 20, 30) arriving at tanh:
#
# | $x$ | $a = \tanh x$ | slope $1 - a^2$ | arrives | goes on |
# |---|---|---|---|---|
# | $\ln 1 = 0$ | 0 | 1 | 10 | 10 |
# | $\ln 2 = 0.693$ | 0.6 | 0.64 | 20 | 12.8 |
# | $\ln 3 = 1.099$ | 0.8 | 0.36 | 30 | 10.8 |
#
# **You write it.** The backward pass of tanh, from what it returned.
#
# {{task: tanh_backward}}
#
# {{hints: tanh_backward}}


# %%
def tanh_backward(grad_a, a):
    """Return grad_x, from grad_a and the outputs a = tanh(x); all have the same shape.

    grad_a = [[10., 20., 30.]], a = [[0., 0.6, 0.8]]  ->  [[10., 12.8, 10.8]]
    """
    ### BEGIN SOLUTION
    return grad_a * (1 - a**2)
    ### END SOLUTION


# %%
check(ch06.tanh_backward, tanh_backward)

# %% [markdown]
# **Predict.** The same gradient arrives at a ReLU with $x = (-2, 0.5, 3)$. What does it send back?
#
# <details><summary>Answer</summary>
#
# (0, 20, 30). A small change of the first input does not reach the output; the others pass unchanged.
#
# </details>

# %%
grad_y = np.array([[10.0, 20.0, 30.0]])
x_tanh, x_relu = np.log([[1.0, 2.0, 3.0]]), np.array([[-2.0, 0.5, 3.0]])
print("tanh:", tanh_backward(grad_y, np.tanh(x_tanh)).round(6))
print("ReLU:", ops.relu_vjp(grad_y, x_relu)[0].round(6))

# %% [markdown]
# Neither activation is a straight line. But with the input held fixed, the *backward* function multiplies by fixed
# numbers, so it is a **linear map**: twice the gradient in, twice the gradient out, and sums go to sums. A
# chain of such steps is linear too. This is why the $1/n$ of a mean is put in once, at the loss:
# everything that the backward pass reaches shrinks by the same factor.

# %% [markdown]
# ## Why does a transpose go backward?
#
# Take $y = x W$ again. A small change $v$ of $x$, (1, 3), becomes the change $v W$ of $y$, (1, 2).
#
# How much does the loss change? At the output we multiply each entry's gradient by its change, and add. At the input
# we can do the same, and both sums are the same change of the same loss:
#
# $$\sum_j \bar y_j\, (v W)_j = \sum_i \bar x_i\, v_i$$
#
# **Predict.** With $W$ as above, $v = (1, 1, 0)$ and $\bar y = (3, -2)$, work out $v W$ and the left side. Then
# $\bar x = \bar y\, W^T$ and the right side.
#
# <details><summary>Answer</summary>
#
# $v W = (1, 1)$, and $3 - 2 = 1$. Then $\bar x = (3 + 2,\ -4,\ 3 - 4) = (5, -4, -1)$, and $5 - 4 = 1$.
#
# </details>

# %%
v, grad_y = np.array([[1.0, 1.0, 0.0]]), np.array([[3.0, -2.0]])  # (1, 3), (1, 2)
grad_x = grad_y @ W.T  # (1, 2) @ (2, 3) = (1, 3)
print("at the output:", v @ W, "gives", np.sum(grad_y * (v @ W)))
print("at the input:", grad_x, "gives", np.sum(grad_x * v))

# %% [markdown]
# **$W$ takes changes forward, and $W^T$ takes gradients back. That is what this transpose means.** In
# mathematics, the map that makes both sides agree for every $v$ and $\bar y$ is called the **adjoint**. For
# real matrices it is the transpose.
#
# This gives a test for any backward function: choose $v$ and $\bar y$ at random, find the change of the output by a
# nudge along $v$, and compare both ends. This is the **dot-product test**.


# %%
def both_ends(f, f_vjp, x, h=1e-5):
    v = rng.normal(size=x.shape)
    change = (f(x + h * v) - f(x - h * v)) / (2 * h)  # of the output
    grad_y = rng.normal(size=change.shape)
    (grad_x,) = f_vjp(grad_y, x)
    return np.sum(grad_y * change), np.sum(grad_x * v)


# %% [markdown]
# For an input with 1,000 entries it needs 2 forward passes; nudging every entry needs 2,000. But it says only
# whether something is wrong, not where. Here with your function, and with $1 - x^2$ for the slope:

# %% tags=["nbval-ignore-output"]
x_many = rng.normal(size=(50, 20))
one, other = both_ends(np.tanh, lambda g, x: (tanh_backward(g, np.tanh(x)),), x_many)
print(f"slope 1 - a^2: output {one:.6f}, input {other:.6f}")
one, other = both_ends(np.tanh, lambda g, x: (g * (1 - x**2),), x_many)
print(f"slope 1 - x^2: output {one:.6f}, input {other:.6f}")

# %% [markdown]
# The package's `check_vjp` nudges entry by entry. It is slower, and it tells where. `report.error` is the largest
# relative error.

# %% tags=["nbval-ignore-output"]
(report,) = check_vjp(ops.tanh, ops.tanh_vjp, [rng.normal(size=(4, 3))], rng=rng)
print(f"{report.name}: error {report.error:.0e}")

# %% [markdown]
# ## What does a linear layer send back?
#
# A batch has one example in each row. A **linear layer** is a matrix product and a bias,
# $y = x W + b$, the same for each row.
#
# | name | shape | meaning |
# |---|---|---|
# | `x`, `grad_x` | (4, 3) | inputs: `fan_in` = 3 |
# | `W`, `grad_W` | (3, 2) | weights |
# | `b`, `grad_b` | (2,) | bias |
# | `y`, `grad_y` | (4, 2) | outputs: `fan_out` = 2 |
#
# We know $\bar x = \bar y\, W^T$; it now has four rows. In example $k$ the weight $W_{ij}$ multiplies $x_{ki}$, so
# this is its slope for $y_{kj}$. Each example is a path to the loss, and paths add:
#
# $$\bar W_{ij} = \sum_k x_{ki}\, \bar y_{kj}$$
#
# **You write it.** Both gradients of the product. Look at the shapes: a gradient has the shape of what
# it belongs to.
#
# {{task: matmul_backward}}
#
# {{hints: matmul_backward}}


# %%
def matmul_backward(grad_y, x, W):
    """Return the tuple (grad_x, grad_W) of y = x @ W for a batch.

    grad_y = [[1., 2.]], x = [[3., -1.]], W = [[1., 0.], [0., 5.]]
        ->  ([[1., 10.]], [[3., 6.], [-1., -2.]])
    """
    ### BEGIN SOLUTION
    return grad_y @ W.T, x.T @ grad_y
    ### END SOLUTION


# %%
check(ch06.matmul_backward, matmul_backward)

# %% [markdown]
# The bias is added in every example, with slope 1: $\bar b_j = \sum_k \bar y_{kj}$. One entry of $\bar W$ by
# hand, for the arrays below: $\bar W_{00} = 2 \times 3 + 0 \times 1 + 1 \times 0 + 0 \times (-1) = 6$.

# %%
x = np.array([[2.0, 1.0, -1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 2.0]])  # (4, 3)
b = np.array([1.0, -1.0])  # (2,)
grad_y = np.array([[3.0, -2.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 1.0]])  # (4, 2)
grad_x, grad_W = matmul_backward(grad_y, x, W)
grad_b = grad_y.sum(axis=0)
print("grad_W", grad_W.tolist(), " grad_b", grad_b.tolist())

# %% [markdown]
# **Check.** The package's three arrays, and then nudges:

# %%
for grad in ops.linear_vjp(grad_y, x, W, b):
    print(grad.tolist())

# %% tags=["nbval-ignore-output"]
for report in check_vjp(
    ops.linear, lambda g, x, W, b: (*matmul_backward(g, x, W), g.sum(axis=0)), [x, W, b], rng=rng
):
    print(f"{report.name}: error {report.error:.0e}")

# %% [markdown]
# Many books keep the examples in *columns* and write $y = W x + b$. Then
# $\bar W = \bar y\, x^T$ and $\bar x = W^T \bar y$. You will meet both conventions.

# %%
conventions = trace_conventions(n=4, fan_in=3, fan_out=2)
Picture(draw_conventions(conventions), describe_conventions(conventions))

# %% [markdown]
# *What to see:* the thick sides meet and vanish. In both conventions the transpose of $x$ brings the
# examples to the inside, where they are summed over; the transpose of $W$ brings the outputs there. The
# right half is the left half transposed, so the factors trade places. (PyTorch's `nn.Linear` mixes: examples in
# rows, `weight` as (outputs, inputs), hence $x W^T + b$.)

# %% [markdown]
# ## What happens to a copy?
#
# The bias (2,) is broadcast to (4, 2), as if there were 4 copies. From notebook 02 we know that the gradients of
# copies add. So the sum over the batch is not a new rule, and it holds for any axis that is copied. Suppose that
# each example has a number of its own, $s$ of shape (4, 1), which is added to both outputs.
#
# **Predict.** What shape does $\bar s$ have, and what is its first entry?
#
# <details><summary>Answer</summary>
#
# (4, 1), like $s$. The copies lie along axis 1, so we sum along axis 1: $3 + (-2) = 1$.
#
# </details>

# %%
s = np.array([[0.5], [1.0], [2.0], [-1.0]])  # (4, 1)
print(grad_y.sum(axis=1, keepdims=True).tolist())

# %%
copies = trace_copies({"b": b, "s": s}, grad_y)
Picture(draw_copies(copies), describe_copies(copies))

# %% [markdown]
# *What to see:* grey cells are copies. The backward pass sums along the axis that was copied, and each gradient
# has the shape of its value again.
#
# NumPy copies in two ways. It puts missing axes in front: (2,) becomes (4, 2). And it stretches axes of length 1:
# (4, 1) becomes (4, 2).
#
# **You write it.** The sums that undo both, for a gradient of any shape.
#
# {{task: unbroadcast}}
#
# {{hints: unbroadcast}}


# %%
def unbroadcast(grad, shape):
    """Return grad summed over all copies, for an array of this shape that was broadcast.

    grad = [[3., -2.], [1., 0.]], shape = (2,)    ->  [4., -2.]
    grad = [[3., -2.], [1., 0.]], shape = (2, 1)  ->  [[1.], [1.]]
    """
    ### BEGIN SOLUTION
    in_front = tuple(range(grad.ndim - len(shape)))
    grad = grad.sum(axis=in_front)
    stretched = tuple(i for i, size in enumerate(shape) if size == 1)
    return grad.sum(axis=stretched, keepdims=True)
    ### END SOLUTION


# %%
check(ch06.unbroadcast, unbroadcast)

# %% [markdown]
# With it, we can go back through a product with a broadcast factor: multiply `grad_y` by the other factor, then add
# up the copies.

# %%
y, scale = rng.normal(size=(4, 2)), np.array([10.0, 100.0])
_, by_package = ops.mul_vjp(grad_y, y, scale)
print(unbroadcast(grad_y * y, scale.shape).round(4), by_package.round(4))

# %% [markdown]
# A value that goes to two places of a network is copied too: it **fans out**. Let $y = x + \text{relu}(x)$.
#
# For $x = (-2, 0.5, 3)$ and (10, 20, 30) arriving, (10, 20, 30) goes past the ReLU and (0, 20, 30) through it.
# Together:

# %%
upstream = np.array([[10.0, 20.0, 30.0]])
past, before_relu = ops.add_vjp(upstream, x_relu, ops.relu(x_relu))
print(past + ops.relu_vjp(before_relu, x_relu)[0])

# %% [markdown]
# And the reverse: a *sum* in the forward pass sends a *copy* of its gradient to every term, since its Jacobian is a
# row of ones.

# %%
print(ops.sum_vjp(np.array(7.0), np.array([1.0, -2.0, 5.0]))[0])

# %% [markdown]
# ## Why do we go backward?
#
# We could also push a change $v$ *forward* through the network, step by step. This is **forward mode**: one walk,
# where $v$ is 1 at one entry and 0 elsewhere, tells how all outputs move with that entry. **Reverse mode** sends a
# gradient back: one walk tells how one output moves with everything.
#
# Training asks for the gradient of *one* number, the loss, with respect to *all parameters*. The inputs are data;
# nobody changes them. The parameters are what is many.
#
# **Predict.** A network has 100 inputs, layers of 50 and 50 units and one output. How many weights does it have? How
# many walks does each mode need to find the gradient of every weight?
#
# <details><summary>Answer</summary>
#
# $100 \times 50 + 50 \times 50 + 50 \times 1 = 7{,}550$. Forward mode needs a walk for each weight: 7,550 walks.
# Reverse mode needs one.
#
# </details>
#
# A walk through all layers costs 7,550 multiplications in either mode, one for each weight. Let us time both, on the
# gradients of 300 *inputs*, which are easier to program: `pull_back` is one reverse walk, and `push_forward` takes
# one input at a time.


# %%
layers = [  # the weights of each layer, and slopes as if of tanh
    (rng.normal(size=(fan_in, fan_out)) / np.sqrt(fan_in), rng.uniform(size=(1, fan_out)))
    for fan_in, fan_out in pairwise([300, 50, 50, 1])
]


def push_forward(v):
    for W_l, slope in layers:
        v = (v @ W_l) * slope
    return v


def pull_back(grad):
    for W_l, slope in reversed(layers):
        grad = (grad * slope) @ W_l.T
    return grad


# %% tags=["nbval-ignore-output"]
def seconds(work, runs=20):
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)  # the run that other programs disturbed least


inputs = np.eye(300)[:, None]  # 300 changes, (1, 300) each
forward, reverse = [push_forward(one).item() for one in inputs], pull_back(np.ones((1, 1)))
print(f"largest difference {np.abs(forward - reverse).max():.0e}")
ratio = seconds(lambda: [push_forward(one) for one in inputs]) / seconds(
    lambda: pull_back(np.ones((1, 1)))
)
print(f"forward mode takes {ratio:.0f} times as long")

# %% [markdown]
# The price of going backward: all values of the forward pass must be kept until the backward pass needs them.
#
# ## What does a backward pass cost?
#
# A linear layer has one matrix product in the forward pass, `x @ W`, and two in the backward pass,
# `grad_y @ W.T` and `x.T @ grad_y`.
#
# **Predict.** How many multiplications does each of the three take, for $n$ examples? So what does a backward
# pass cost, in forward passes?
#
# <details><summary>Answer</summary>
#
# All three take $n \times$ `fan_in` $\times$ `fan_out`. So a backward pass costs two forward passes, and a
# step of training three. The first layer can save one product: nobody needs the gradient of the data.
#
# </details>

# %% tags=["nbval-ignore-output"]
big_x, big_W, big_grad = rng.normal(size=(3, 300, 300))
one_forward = seconds(lambda: ops.linear(big_x, big_W, np.zeros(300)))
one_backward = seconds(lambda: ops.linear_vjp(big_grad, big_x, big_W, np.zeros(300)))
print(f"a backward pass takes {one_backward / one_forward:.2f} forward passes")

# %% [markdown]
# The clock also sees memory and overhead, so expect a number near 2.

# %% [markdown]
# ## Break it
#
# The most common bug here: the bias gradient is not summed.
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
# The second bug is a forgotten transpose, `grad_y @ W`.

# %%
layer, bugs = trace_shapes(4, 3, 2, rng=rng), ("W not transposed", "bias not summed")
Picture(draw_slips(layer, bugs), describe_slips(layer, bugs))

# %% [markdown]
# *What to see:* NumPy refuses the forgotten transpose, because the struck sizes differ. It accepts the bias
# gradient; only a comparison with the shape of $b$ shows the bug.
#
# **Try.** The explorer opens with the forgotten transpose, and with 3 for every size. Which sliders make NumPy
# refuse? Then try all mistakes: which one goes unnoticed for every choice of sizes?

# %%
explore_shapes()

# %% [markdown]
# *What to see:* with equal sizes the shapes agree, and only the numbers tell: `fan_in` and `fan_out` have to differ,
# while `n` plays no part. A mean in place of the sum always has the correct shape. So test with sizes of which no
# two are equal, and check numbers.

# %% [markdown]
# ## In the package
#
# The three lines of the linear layer, and ReLU. The formulas are yours; helpers such as `_factors` check shapes, and
# `needs` says which gradients are wanted: the first layer of a network asks for no `grad_x`.

# %%
show_source(ops.linear_vjp, ops.relu_vjp)

# %% [markdown]
# ## Recap
#
# The loss is one number, so one row goes backward, and no step needs its Jacobian. With its input held fixed, a
# backward function is a linear map: the transpose of the map that takes small changes forward. What was copied is
# added. For one loss and many parameters, a single backward pass replaces one forward walk per parameter, and it
# costs about two forward passes.
#
# | formula | backward | shape |
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
# What is still missing: these are parts, not yet a network. [Notebook 07](07-mlp-by-hand.ipynb) joins them, with
# the loss of notebook 05, and trains.

# %% [markdown]
# ## Questions
#
# **1.** The loss is multiplied by 1,000. What happens to the gradients of all layers?
#
# <details><summary>Answer</summary>
#
# All are multiplied by 1,000: the backward pass is linear in what arrives.
#
# </details>
#
# **2.** For which square matrix $W$ is `grad_y @ W` correct, although the transpose is forgotten?
#
# <details><summary>Answer</summary>
#
# For a symmetric one, which is its own transpose. A check with such a matrix would see nothing.
#
# </details>
#
# **3.** A step returns the mean of $n$ numbers. What does it send back?
#
# <details><summary>Answer</summary>
#
# A copy of what arrives to each of them, divided by $n$.
#
# </details>
#
# **4.** What is wrong with this backward pass?
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
# from the loss, and then it is in `grad_y` already. The shape is correct, so only a check notices.
#
# </details>
#
# **5.** Forward mode and nudging both need work for every input. What does forward mode do better?
#
# <details><summary>Answer</summary>
#
# It has no step size, and so no truncation error: it multiplies by slopes.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper. Write your numbers after `return`, and the check says how you did.
# [Exercises 06](../exercises/06-vector-jacobian-products.ipynb) go on: means, tables, a check of your own, and a
# face that is drawn by products.
#
# **A.** $x = (1, 2)$, $W$ with rows (3, 0, 1) and (0, -1, 2), and $\bar y = (1, 1, -1)$ arrives at $y = x W$. Find
# both entries of $\bar x$, and $\bar W_{00}$ and $\bar W_{12}$ (row 1, column 2; rows and columns count from 0).
#
# {{hints: A}}


# %%
def A():
    """Return four numbers: both entries of grad_x, then grad_W[0, 0] and grad_W[1, 2].

    An answer looks like this:  return 5, 6, 7, 8
    """
    ### BEGIN SOLUTION
    return 3 - 1, -1 - 2, 1 * 1, 2 * -1
    ### END SOLUTION


# %%
check(ch06.A, A)

# %% [markdown]
# **B.** $y = m \cdot x$, entry by entry, with $x$ = ((1, 2), (3, 4)) and $m = (10, 100)$ broadcast over the rows;
# $\bar y$ is 1 everywhere. Find $\bar m$ and the first row of $\bar x$.
#
# {{hints: B}}


# %%
def B():
    """Return four numbers: both entries of grad_m, then the first row of grad_x.

    An answer looks like this:  return 5, 6, 7, 8
    """
    ### BEGIN SOLUTION
    return 1 + 3, 2 + 4, 10, 100
    ### END SOLUTION


# %%
check(ch06.B, B)

# %% [markdown]
# **C.** Layers of 1,000 inputs, 10 units and 5 outputs, without activations. How many multiplications does one
# walk take? And the whole Jacobian of the outputs with respect to the inputs, in forward and in reverse mode?
#
# {{hints: C}}


# %%
def C():
    """Return three whole numbers: one walk, forward mode, reverse mode.

    An answer looks like this:  return 50, 600, 7000
    """
    ### BEGIN SOLUTION
    walk = 1000 * 10 + 10 * 5
    return walk, 1000 * walk, 5 * walk
    ### END SOLUTION


# %%
check(ch06.C, C)

# %% [markdown]
# ## Further reading
#
# - A. G. Baydin and others, *Automatic differentiation in machine learning: a survey*, JMLR, 2018: both
#   modes and their history.
# - J. F. Claerbout, *Earth Soundings Analysis*, 1992: the dot-product test as a habit.
