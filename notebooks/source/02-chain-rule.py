# teaches: chain_rule.Step, chain_rule.trace, chain_rule.sin_squared_squared, chain_rule.single_neuron
# teaches: chain_rule.jacobian, gradcheck.numerical_gradient
# teaches: ops.square, ops.square_vjp, ops.sin, ops.sin_vjp, ops.add, ops.add_vjp
# teaches: ops.mul, ops.mul_vjp, ops.matmul, ops.sum
# uses:
# %% [markdown]
# # 02  Follow a nudge through a chain
#
# ## What you'll do
#
# You nudge a number, follow the nudge through every step of a computation, and arrive at the rule that
# all of deep learning is trained with.
#
# ## What you'll learn
#
# - **measure** a slope as a ratio of two nudges,
# - **multiply** slopes along a chain and **add** them over several paths,
# - **draw** a computation as a graph and walk it backward,
# - **carry** one row of numbers back through arrays, without any large matrix.
#
# ## What you'll need
#
# Notebook 01, and from school: $x^2$ has slope $2x$, and $\sin x$ has slope $\cos x$ (in radians).

# %% [markdown]
# ## Recall
#
# In notebook 01 a change of $w$ met three local slopes on its way to the loss: 0.5, 0.25 and -1.
#
# **Predict.** What was $\partial L/\partial w$?
#
# <details><summary>Answer</summary>
#
# The product, -0.125.
#
# </details>

# %%
0.5 * 0.25 * -1

# %%
import numpy as np

from backprop_course import chain_rule, gradcheck, ops
from backprop_course.figures.chain_rule.gates import describe_gates, trace_gate
from backprop_course.figures.chain_rule.gates_picture import draw_gates
from backprop_course.figures.chain_rule.graph import describe_graph, trace_graph
from backprop_course.figures.chain_rule.graph_picture import draw_graph
from backprop_course.figures.chain_rule.jacobians_picture import draw_jacobians
from backprop_course.figures.chain_rule.nudge import describe_nudge, trace_nudge
from backprop_course.figures.chain_rule.nudge_picture import draw_nudge
from backprop_course.figures.chain_rule.secants_picture import draw_secants
from backprop_course.notebook import Picture, show_source
from backprop_course.widgets import explore_gates, explore_nudge

# %% [markdown]
# ## What is a slope?
#
# Take $u = x^2$ at $x = 1.5$. A **nudge** is a small change that we make on purpose: $\Delta x$. It
# moves $u$ by some $\Delta u$. The **ratio** $\Delta u / \Delta x$ says how strongly $u$ answers.
#
# By hand, for a nudge of 1: $u$ moves from 2.25 to $2.5^2 = 6.25$.
#
# | $\Delta x$ | $u$ before | $u$ after | $\Delta u$ | $\Delta u / \Delta x$ |
# |---|---|---|---|---|
# | 1 | 2.25 | 6.25 | 4 | 4 |
# | 0.5 | 2.25 | 4 | 1.75 | 3.5 |
# | 0.1 | 2.25 | 2.56 | 0.31 | 3.1 |
#
# **Predict.** Where does the ratio go when the nudge shrinks further?
#
# <details><summary>Answer</summary>
#
# To 3. For $x^2$ it is $2x + \Delta x$, here $3 + \Delta x$. What remains when the nudge is gone,
# $2x = 3$, is the **slope**.
#
# </details>

# %%
x = 1.5
nudges = [1, 0.5, 0.1, 0.01, 0.001]
ratios = [((x + nudge) ** 2 - x**2) / nudge for nudge in nudges]
print([round(ratio, 6) for ratio in ratios])

# %%
many_x = np.linspace(0.7, 2.8, 61)
Picture(
    draw_secants(many_x, many_x**2, (x, x**2), nudges[:3], ratios[:3], 2 * x),
    "Lines through the point at x = 1.5 and a second point of the curve: as the second point moves "
    "closer, the ratio falls from 4 to 3.5 to 3.1, towards the slope 3.",
)

# %% [markdown]
# *What to see:* each grey mark on the left is one nudge; on the right, the same mark shows its ratio,
# and the ratios settle on the slope, 3.
#
# A nudge to one side leaves a remainder, here $\Delta x$ itself. **Nudging both ways**, up and down, and
# comparing the two ends cancels most of it. `numerical_gradient` does this, with nudges of 0.00001.

# %%
nudged = gradcheck.numerical_gradient(lambda x: x**2, np.array(1.5))
print(f"nudged both ways: {nudged:.6f}, by the rule: {2 * x:.6f}")

# %% [markdown]
# ## What happens to a nudge that passes through several steps?
#
# Now $y = (\sin(x^2))^2$, one step at a time: $u = x^2$, then $v = \sin u$, then $y = v^2$. Each step
# sees a nudge arrive and passes another one on.

# %%
nudge = 0.01
u, v, y = x**2, np.sin(x**2), np.sin(x**2) ** 2
u_new = (x + nudge) ** 2
v_new = np.sin(u_new)
y_new = v_new**2
print(f"u = {u:.6f}   v = {v:.6f}   y = {y:.6f}")

# %%
du_dx, dv_du, dy_dv = (u_new - u) / nudge, (v_new - v) / (u_new - u), (y_new - y) / (v_new - v)
print(f"ratios: {du_dx:.6f}, {dv_du:.6f}, {dy_dv:.6f}")

# %% [markdown]
# **Predict.** Multiply the three ratios. Which single ratio must come out, and is it exact?
#
# <details><summary>Answer</summary>
#
# $\Delta y/\Delta x$. The change $\Delta u$ stands once above and once below the fraction line, and so
# does $\Delta v$: they cancel. This is arithmetic, exact for nudges of every size.
#
# </details>

# %%
print(f"product {du_dx * dv_du * dy_dv:.6f}, last over first {(y_new - y) / nudge:.6f}")

# %% [markdown]
# The popular story stops here: "the $du$ cancels". It leaves one thing open. Shrink the nudge, and each
# ratio settles on the slope of *its own step, at that step's own input*: $\sin$ gets $\cos u$, at
# $u = 2.25$, and neither at $x$ nor at its output. This is the **chain rule**:
#
# $$\frac{\partial y}{\partial x} = \frac{\partial y}{\partial v} \cdot
# \frac{\partial v}{\partial u} \cdot \frac{\partial u}{\partial x} = 2v \cdot \cos u \cdot 2x$$

# %%
slopes = [2 * x, np.cos(u), 2 * v]
print("slopes:", np.round(slopes, 6), "  product:", np.round(np.prod(slopes), 6))

# %% [markdown]
# The package has the three steps as a list. The picture takes them with nudges of 0.5, 0.05 and 0.005.

# %%
steps = chain_rule.sin_squared_squared()
three = [trace_nudge(steps, x, nudge) for nudge in (0.5, 0.05, 0.005)]
Picture(draw_nudge(*three), describe_nudge(*three))

# %% [markdown]
# *What to see:* the hollow dot is the old value, the full one the new; the arrows of a column have one
# scale. From left to right each ratio comes closer to its slope, and the product does too. A nudge of
# 0.5 is so large that it says nothing about the slope.
#
# A list in an explorer opens by a click, or with Alt and the down arrow.
#
# **Predict.** In the explorer, make the nudge ten times smaller, again and again (log Δ is its power of
# ten). Why do the arrows stop changing, when the numbers beside them still shrink? Then choose $x = 0$.
#
# <details><summary>Answer</summary>
#
# The scale grows as the nudge shrinks, so the lengths show the *ratios*, and these have settled. At
# $x = 0$ the first slope is 0: hardly anything of a small nudge gets past the first step.
#
# </details>

# %%
explore_nudge()

# %% [markdown]
# *What to see:* under each line the ratio to the arrow above it; at the right the slope it settles on.

# %%
tiny = trace_nudge(steps, x, 1e-6)
print(f"ratio {tiny.ratio:.4f}, product of the slopes {tiny.product:.4f}")

# %% [markdown]
# The rest is always the same: run the steps, take each slope, multiply from the end. So it goes into a
# function. `trace` returns one row per quantity; its **gradient** is the slope of the last quantity
# with respect to this one.


# %%
def table(links):
    for link in links:
        slope = "" if link.slope is None else f"{link.slope:.6f}"
        print(f"{link.name}: value {link.value:9.6f}, slope {slope:>9}, gradient {link.grad:9.6f}")


links = chain_rule.trace(steps, x)
table(links)

# %% [markdown]
# Read it from the bottom: $y$ has gradient 1. Each row's gradient times its slope is the gradient of
# the row above.
#
# **Check.** Once by slopes, once by nudging both ways. We keep this function for the whole lesson.


# %%
def compare(f, gradient, x):
    nudged = gradcheck.numerical_gradient(f, np.array(x))
    agree = np.allclose(gradient, nudged)
    print(f"chain rule {np.round(gradient, 6)}, nudged {np.round(nudged, 6)}, agree: {agree}")


compare(lambda x: np.sin(x**2) ** 2, links[0].grad, 1.5)

# %% [markdown]
# The neuron of notebook 01 is such a chain too, from $w$ to $L$, in still smaller steps: $p = w x$,
# $z = p + b$, $a = \sigma(z)$, $e = a - y$, $L = e^2$.

# %%
table(chain_rule.trace(chain_rule.single_neuron(x=0.5, w=2.0, b=-1.0, y=1.0), 2.0, name="w"))

# %% [markdown]
# ## What if a nudge can take two ways?
#
# Now $y = x^2 \cdot \sin x$ at $x = 2.5$. With $u = x^2$ and $v = \sin x$ we have $y = u v$. A nudge
# of $x$ reaches $y$ through $u$ *and* through $v$. We let it through one door at a time.

# %%
x, nudge = 2.5, 0.0001
y = x**2 * np.sin(x)
through_u = ((x + nudge) ** 2 * np.sin(x) - y) / nudge
through_v = (x**2 * np.sin(x + nudge) - y) / nudge
print(f"through u: {through_u:.3f}   through v: {through_v:.3f}")

# %% [markdown]
# **Predict.** And with both doors open?
#
# <details><summary>Answer</summary>
#
# The sum, about -2.015. What is left over is the product of the two small changes, which shrinks
# faster than the nudge.
#
# </details>

# %%
both = ((x + nudge) ** 2 * np.sin(x + nudge) - y) / nudge
print(f"both: {both:.3f}   sum: {through_u + through_v:.3f}")

# %% [markdown]
# Each path is a chain, and its slopes multiply. Then **paths add**:
#
# $$\frac{\partial y}{\partial x} = \underbrace{\frac{\partial y}{\partial u}
# \frac{\partial u}{\partial x}}_{v \,\cdot\, 2x} + \underbrace{\frac{\partial y}{\partial v}
# \frac{\partial v}{\partial x}}_{u \,\cdot\, \cos x}$$
#
# Here the story of cancelling fails: cancel $\partial u$ and $\partial v$, and you read
# $\partial y/\partial x = 2\, \partial y/\partial x$.
#
# **Check.** First with both paths, then with one forgotten.

# %%
path_u, path_v = np.sin(x) * 2 * x, x**2 * np.cos(x)
compare(lambda x: x**2 * np.sin(x), path_u + path_v, 2.5)
compare(lambda x: x**2 * np.sin(x), path_u, 2.5)

# %% [markdown]
# The check notices: without the second path even the sign is wrong. To draw both paths we list the
# steps, each with its name, its formula and its inputs.

# %%
two_paths = trace_graph(
    {"x": 2.5}, [("u", ops.square, "x"), ("v", ops.sin, "x"), ("y", ops.mul, "u", "v")]
)
Picture(draw_graph(two_paths), describe_graph(two_paths))

# %% [markdown]
# *What to see:* the wire of $x$ splits at the dot; one gradient comes back through each branch, 2.99
# and -5.01, and at the dot they add up to -2.01 (unrounded: -2.015).

# %% [markdown]
# ## What does a node have to know?
#
# The picture is a **computation graph**. A **node** is one small computation, a wire one quantity. A
# node knows its inputs and its own slopes, nothing else: not the network, not the loss. On the way
# back it takes the gradient that arrives and multiplies it by each of its slopes.
#
# The commonest nodes are called **gates**: each directs the gradients by a rule of its own.
#
# **Predict.** At a gate with inputs $a = 3$ and $b = 2$ arrives $\partial L/\partial y = 0.5$, where $L$
# is the end of the graph. What do $a$ and $b$ get if $y$ is $a + b$, $a b$, or $\max(a, b)$? And what
# does $a$ get after a copy, when 2 and 0.5 come back?
#
# <details><summary>Answer</summary>
#
# $+$ has the slopes 1 and 1: 0.5 for each. $\times$ has the slopes $b$ and $a$: 1 and 1.5. Here
# $\max(a, b)$ is $a$, with slopes 1 and 0: 0.5 and 0. The copy adds: 2.5.
#
# </details>

# %%
two_inputs = [trace_gate(kind, (3, 2), [0.5]) for kind in ("+", "×", "max")]
plate = [*two_inputs, trace_gate("copy", [3], [2, 0.5])]
Picture(draw_gates(*plate), describe_gates(*plate))

# %% [markdown]
# *What to see:* going back, a band leaves each chip as many times as wide as the slope on it. So $+$
# hands all to both, $\times$ swaps, $\max$ opens one lane only, and a copy adds.
#
# **Predict.** In the explorer, set $a = 0$ at $\times$: who gets a gradient? And what happens at max when
# $a$ falls below $b$?
#
# <details><summary>Answer</summary>
#
# Only $a$, whose slope is $b$. At max the band jumps to the other lane.
#
# </details>

# %%
explore_gates()

# %% [markdown]
# *What to see:* the sliders are what comes to a gate from outside, from the left and from the right.
#
# **Check.** $\times$ and $\max$, each times 0.5:

# %%
compare(lambda ab: 0.5 * ab[0] * ab[1], ops.mul_vjp(0.5, 3.0, 2.0), [3.0, 2.0])
compare(lambda ab: 0.5 * np.max(ab), [0.5, 0.0], [3.0, 2.0])

# %% [markdown]
# With one input there is one slope: $v = \sin b$ multiplies by $\cos b$. Now a whole graph,
# $y = (a + b) \sin b$ with $a = 1$ and $b = 2$.

# %%
a, b = 1.0, 2.0
s = ops.add(a, b)
v = ops.sin(b)
y = ops.mul(s, v)
print(f"s = {s:.6f}   v = {v:.6f}   y = {y:.6f}")

# %% [markdown]
# **Predict.** In which order can the three nodes be visited on the way back, and why?
#
# <details><summary>Answer</summary>
#
# $y$, $v$, $s$: the forward list reversed (here $y$, $s$, $v$ would do as well). A node can pass a
# gradient on only when its own is complete. In the reversed list everything that uses a quantity has
# reported before the node that made it.
#
# </details>

# %%
grad_s, grad_v = ops.mul_vjp(1.0, s, v)
(grad_b_through_v,) = ops.sin_vjp(grad_v, b)
grad_a, grad_b_through_s = ops.add_vjp(grad_s, a, b)
grad_b = grad_b_through_s + grad_b_through_v

# %% [markdown]
# Each line calls one node with the gradient that arrives and the node's inputs; a tuple comes back, one
# gradient for each input. The last line is the copy.

# %%
compare(lambda ab: (ab[0] + ab[1]) * np.sin(ab[1]), [grad_a, grad_b], [1.0, 2.0])

# %%
graph = trace_graph(
    {"a": 1.0, "b": 2.0}, [("s", ops.add, "a", "b"), ("v", ops.sin, "b"), ("y", ops.mul, "s", "v")]
)
Picture(draw_graph(graph, order=True), describe_graph(graph))

# %% [markdown]
# *What to see:* $\times$ swaps (its slope for $s$, 0.909, is the value of $v$), $+$ hands 0.909 to both
# sides, and the copy adds 0.909 and -1.25. Backward visits the nodes in reversed order.

# %% [markdown]
# ## What changes when the quantities are arrays?
#
# An array is many numbers, and every output may depend on every input. Their slopes form a table,
# the **Jacobian**: row $i$ for output $i$, column $j$ for input $j$.
#
# Our example: $p = xW$, then $q = p^2$ entry by entry, then $L$ is the sum of $q$.
#
# | name | shape | one word |
# |---|---|---|
# | `x` | (1, 3) | input, a row |
# | `W` | (3, 2) | weights |
# | `p`, `q` | (1, 2) | rows |
# | `L` | () | number |
# | $\partial p/\partial x$ | (2, 3) | Jacobian |
# | $\partial q/\partial p$ | (2, 2) | Jacobian |
# | $\partial L/\partial q$ | (1, 2) | Jacobian |
#
# By hand, with the numbers below: $p = (1, -2)$, $q = (1, 4)$, $L = 5$.

# %%
x = np.array([[2.0, 1.0, -1.0]])  # (1, 3)
W = np.array([[1.0, -1.0], [0.0, 2.0], [1.0, 2.0]])  # (3, 2)
p = ops.matmul(x, W)
q = ops.square(p)
print("p =", p, "  q =", q, "  L =", ops.sum(q))

# %% [markdown]
# **Predict.** Entry 0 of $q$ depends on entry 0 of $p$ alone. What does $\partial q/\partial p$ look
# like?
#
# <details><summary>Answer</summary>
#
# Zero except on the diagonal, where the slopes $2p$ stand: 2 and -4.
#
# </details>
#
# `jacobian` collects the slopes of every output of a formula for every entry of its first input.

# %%
q_by_p = chain_rule.jacobian(ops.square, p)
p_by_x = chain_rule.jacobian(ops.matmul, x, W)  # W transposed
L_by_q = chain_rule.jacobian(ops.sum, q)  # all ones
print(q_by_p.astype(int))

# %% [markdown]
# Row times column multiplies slopes along each path and adds over the paths. So the chain rule for
# arrays is a matrix product: it does both at once.

# %%
L_by_x = L_by_q @ q_by_p @ p_by_x  # (1, 3)
Picture(
    draw_jacobians(
        [L_by_q, q_by_p, p_by_x, L_by_x],
        ["∂L/∂q", "∂q/∂p", "∂p/∂x", "∂L/∂x"],
        ["@", "@", "="],
    ),
    "Four heat maps: a row of ones times a diagonal matrix with 2 and -4 times a matrix with two "
    "rows and three columns is the gradient, a row with 6, -8 and -6.",
)

# %% [markdown]
# *What to see:* three Jacobians multiply to the gradient $(6, -8, -6)$. A step that works entry by entry
# has a diagonal Jacobian, mostly zeros.
#
# The order matters. From the left, a *row* meets a matrix, and a row comes out, three times. From the
# right, a matrix meets a matrix. Suppose that each array has 1,000 entries:

# %%
n = 1000
print(f"row times matrix: {n**2:,} multiplications, matrix times matrix: {n**3:,}")
print(f"numbers kept: {n:,} for a row, {n**2:,} for a Jacobian")

# %% [markdown]
# The row is the gradient so far, and a row times a Jacobian is a **vector-Jacobian product**, short
# VJP. It does not need the Jacobian: for $q = p^2$ it is `grad_q * 2 * p`. This is why every formula
# of the package comes with a function `f_vjp`, and why backpropagation starts at the loss.

# %%
grad_q = np.ones((1, 2))
(grad_p,) = ops.square_vjp(grad_q, p)
print("without the Jacobian:", grad_p, "  with it:", grad_q @ q_by_p)

# %% [markdown]
# `trace` does the same step by step. A `Step` has a name, a formula, and what that takes besides.

# %%
layers = [
    chain_rule.Step("p", ops.matmul, (W,)),
    chain_rule.Step("q", ops.square),
    chain_rule.Step("L", ops.sum),
]
grad_x = chain_rule.trace(layers, x)[0].grad
compare(lambda x: np.sum((x @ W) ** 2), grad_x, x)

# %% [markdown]
# **Check.** Product of Jacobians, chain of VJPs, nudges: three ways, the same three numbers.
#
# ## Break it
#
# Two slips that people really make. The first: the slope is taken at the *output* of the step, so
# $\sin$ multiplies by $\cos v$ instead of $\cos u$.
#
# **Predict.** Which rows of the table will be wrong?
#
# <details><summary>Answer</summary>
#
# The slope of $v$, and the gradients of $u$ and $x$, which lie behind it on the way back. The
# gradients of $y$ and $v$ stay right. The wrong row nearest to the end shows where the bug is.
#
# </details>

# %%
at_output = chain_rule.Step("v", ops.sin, vjp=lambda grad_v, u: (grad_v * np.cos(np.sin(u)),))
broken = chain_rule.trace([steps[0], at_output, steps[2]], 1.5)
table(broken)

# %%
compare(lambda x: np.sin(x**2) ** 2, broken[0].grad, 1.5)

# %% [markdown]
# The second: `=` where `+=` is meant. The copy of $b$ keeps what came back last and loses the rest.
#
# **Predict.** For which of $a$ and $b$ does the check fail?
#
# <details><summary>Answer</summary>
#
# For $b$ only. A program in which every quantity is used once would never show this bug.
#
# </details>

# %%
grad_b = grad_b_through_v
grad_b = grad_b_through_s  # should add
compare(lambda ab: (ab[0] + ab[1]) * np.sin(ab[1]), [grad_a, grad_b], [1.0, 2.0])

# %% [markdown]
# ## In the package
#
# A step knows how to go forward and how to bring a gradient back; `trace` walks there and back.

# %%
show_source(chain_rule.Step, chain_rule.trace)

# %% [markdown]
# ## Recap
#
# A slope is what the ratio of two nudges settles on. Along a chain slopes multiply, each taken at the
# input of its own step; over several paths they add. So each node of a graph multiplies by its own
# slopes and each copy adds, in reversed order. For arrays one row travels back, by a VJP at each step.
#
# | formula | going back | shape |
# |---|---|---|
# | $a = \sigma(z)$ | $\bar z = \bar a \, a (1 - a)$ | like $z$ |
# | $L = (a - y)^2$ | $\bar a = 2 (a - y)$ | like $a$ |
# | $z = w x + b$ | $\bar w = \bar z \, x$, $\bar b = \bar z$ | like $w$, $b$ |
# | $y = x^2$ | $\bar x = \bar y \cdot 2x$ | like $x$ |
# | $y = \sin x$ | $\bar x = \bar y \cos x$ | like $x$ |
# | $y = a + b$ | $\bar a = \bar y$, $\bar b = \bar y$ | like $a$, $b$ |
# | $y = a b$ | $\bar a = \bar y \, b$, $\bar b = \bar y \, a$ | like $a$, $b$ |
# | $x$ used twice | $\bar x$ = sum over its uses | like $x$ |
#
# Two sore spots. Every check trusted a nudge of 0.00001: why this size?
# [Notebook 03](03-numerical-gradients.ipynb) asks. And all this was for one example and a handful of
# numbers: [notebook 07](07-mlp-by-hand.ipynb) does it for whole layers and many examples at once.

# %% [markdown]
# ## Questions
#
# **1.** The gradient of $x$ in $(\sin(x^2))^2$ at 1.5 is about -2.93. How far does $y$ move, roughly,
# when $x$ grows by 0.01?
#
# <details><summary>Answer</summary>
#
# By about $-2.93 \times 0.01 = -0.0293$: it falls.
#
# </details>
#
# **2.** Ratios of nudges multiply exactly, at any size. What becomes exact only in the limit?
#
# <details><summary>Answer</summary>
#
# Putting the slope in place of the ratio.
#
# </details>
#
# **3.** One step in the middle of a chain has slope 0. Which gradients are 0?
#
# <details><summary>Answer</summary>
#
# Those of every quantity before that step, unless a second path leads around it.
#
# </details>
#
# **4.** What is wrong with this backward?
#
# ```python
# u = np.sin(x)
# y = u * u
# grad_u = u                    # times the other input
# grad_x = grad_u * np.cos(x)
# ```
#
# <details><summary>Answer</summary>
#
# $u$ enters the product twice. Each use sends back $u$, and the copy adds: `grad_u = u + u`.
#
# </details>
#
# **5.** Why do we multiply Jacobians from the side of the loss?
#
# <details><summary>Answer</summary>
#
# The loss is one number, so its Jacobian is one row, and a row times a matrix is a row again. From the
# other side we would carry whole matrices.
#
# </details>

# %% [markdown]
# ## Exercises
#
# The next graded exercises come with [the MLP by hand](../exercises/07-mlp-by-hand.ipynb). Until then,
# three for pencil and paper; draw the graph first.
#
# **A.** $y = (3x)^2$ at $x = 2$. Find $\partial y/\partial x$ by two slopes.
#
# <details><summary>Answer</summary>
#
# $u = 3x = 6$ with slope 3, then $2u = 12$: the product is 36.
#
# </details>
#
# **B.** $y = x \cdot x^2$ at $x = 3$, with the two paths kept apart.
#
# <details><summary>Answer</summary>
#
# Straight into the product: $x^2 = 9$. Through the square: $x \cdot 2x = 18$. Together 27, which is
# $3x^2$.
#
# </details>
#
# **C.** $y = (a + b)\, a$ at $a = 2$, $b = 5$. Both gradients.
#
# <details><summary>Answer</summary>
#
# $\times$ hands $a + b = 7$ to $a$ and $a = 2$ to the sum, which hands 2 to both. So
# $\partial y/\partial a = 7 + 2 = 9$ and $\partial y/\partial b = 2$.
#
# </details>
#
# The next cell nudges all three.

# %%
compare(lambda x: (3 * x) ** 2, 36.0, 2.0)
compare(lambda x: x * x**2, 27.0, 3.0)
compare(lambda ab: (ab[0] + ab[1]) * ab[0], [9.0, 2.0], [2.0, 5.0])

# %% [markdown]
# ## Further reading
#
# - S. Linnainmaa, *Taylor expansion of the accumulated rounding error*, BIT, 1976: the reverse walk
#   through a graph, before neural networks used it.
# - A. Griewank, A. Walther, *Evaluating Derivatives*, SIAM, 2008: what every order of multiplying
#   Jacobians costs.
