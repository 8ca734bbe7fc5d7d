# teaches: chain_rule.Step, chain_rule.trace, chain_rule.sin_squared_squared, chain_rule.single_neuron
# teaches: gradcheck.numerical_gradient
# teaches: ops.square, ops.sin, ops.sin_vjp, ops.add, ops.add_vjp, ops.mul, ops.mul_vjp
# uses:
# remember: Slopes multiply along a path and add over paths; a graph does both, one node at a time.
# %% [markdown]
# # 02  Follow a nudge through a chain
#
# ## What you'll do
#
# You nudge a number, follow the nudge through every step of a computation, and arrive at the rule that
# all of deep learning is trained with. Then you take a graph apart and go backward through it yourself.
#
# ## What you'll learn
#
# - **measure** a slope as a ratio of two nudges,
# - **multiply** slopes along a path and **add** them over several paths,
# - **draw** a computation as a graph and go through it backward,
# - **say** what each kind of node does with a gradient.
#
# ## What you'll need
#
# [Notebook 01](01-one-neuron.ipynb), and from school: $x^2$ has slope $2x$, and $\sin x$ has slope
# $\cos x$ (in radians).

# %% [markdown]
# ## Recall
#
# In notebook 01 three local slopes led from $w$ to the loss. With $x = 0.5$ and $w = 2$ they were
# $\partial z/\partial w = 0.5$, $\partial a/\partial z = 0.25$ and $\partial L/\partial a = -1$, so the gradient
# was -0.125.
#
# **Predict.** Now let $x = 1$ and $w = 1$; bias and label stay at -1 and 1. Which of the three slopes change,
# and what is $\partial L/\partial w$?
#
# <details><summary>Answer</summary>
#
# $z = 1 \times 1 - 1$ is 0 as before, so the last two stay. Only $\partial z/\partial w = x$ changes, to 1:
# the gradient is -0.25.
#
# </details>

# %%
print(1 * 0.25 * -1)

# %%
import numpy as np

from backprop_course import chain_rule, gradcheck, ops
from backprop_course.checking import check
from backprop_course.exercises import ch02
from backprop_course.figures.chain_rule.gates import describe_gates, trace_gate
from backprop_course.figures.chain_rule.gates_picture import draw_gates
from backprop_course.figures.chain_rule.graph import describe_graph, trace_graph
from backprop_course.figures.chain_rule.graph_picture import draw_graph
from backprop_course.figures.chain_rule.nudge import describe_nudge, trace_nudge
from backprop_course.figures.chain_rule.nudge_picture import draw_nudge
from backprop_course.figures.chain_rule.secants_picture import draw_secants
from backprop_course.notebook import Picture, show_source
from backprop_course.widgets import explore_gates, explore_nudge

# %% [markdown]
# ## What is a slope?
#
# A **nudge** is a small change that we make on purpose: $\Delta x$. It moves $u = x^2$ by some $\Delta u$. The
# **ratio** $\Delta u / \Delta x$ says how strongly $u$ responds.
#
# **Predict.** At $x = 1.5$, what is the ratio for a nudge of 1, of 0.1, of any $\Delta x$?
#
# <details><summary>Answer</summary>
#
# $(2.5^2 - 1.5^2)/1 = 4$ and $(1.6^2 - 1.5^2)/0.1 = 3.1$. In general
# $(x + \Delta x)^2 - x^2 = 2x\,\Delta x + \Delta x^2$, so the ratio is $2x + \Delta x$, here $3 + \Delta x$.
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
    draw_secants(many_x, many_x**2, (x, x**2), nudges, ratios, 2 * x),
    "Lines through the point at x = 1.5 and a second point of the curve: as the second point moves "
    "closer, the ratio falls from 4 to 3.5 to 3.1 to 3.01 to 3.001, towards the slope 3.",
)

# %% [markdown]
# *What to see:* as the nudge shrinks, the line turns into the tangent and the ratio settles on the **slope**, 3.
#
# A nudge to one side leaves a remainder, here $\Delta x$ itself. **Nudging both ways**, up and down, and
# comparing the two ends cancels most of it. `numerical_gradient` does this, with nudges of 0.00001.

# %%
nudged = gradcheck.numerical_gradient(lambda x: x**2, np.array(1.5))
print(f"nudged both ways: {nudged:.6f}, by the rule: {2 * x:.6f}")

# %% [markdown]
# ## What happens to a nudge that passes through several steps?
#
# Now $y = (\sin(x^2))^2$, one step at a time: $u = x^2$, then $v = \sin u$, then $y = v^2$. A nudge arrives at
# each step, and the step passes another one on.

# %%
nudge = 0.01
u, v, y = x**2, np.sin(x**2), np.sin(x**2) ** 2
u_new = (x + nudge) ** 2
v_new = np.sin(u_new)
y_new = v_new**2
print(f"u = {u:.4f}   v = {v:.4f}   y = {y:.4f}")

# %%
du_dx, dv_du, dy_dv = (u_new - u) / nudge, (v_new - v) / (u_new - u), (y_new - y) / (v_new - v)
print(f"ratios: {du_dx:.4f}, {dv_du:.4f}, {dy_dv:.4f}")

# %% [markdown]
# **Predict.** Multiply the three ratios. Which single ratio do you get, and is it exact?
#
# <details><summary>Answer</summary>
#
# $\Delta y/\Delta x$. The change $\Delta u$ stands once in a numerator and once in a denominator, and so
# does $\Delta v$: they cancel. This is arithmetic, exact for a nudge of any size, whenever no change on the way
# is 0.
#
# </details>

# %%
print(f"product {du_dx * dv_du * dy_dv:.6f}, last over first {(y_new - y) / nudge:.6f}")

# %% [markdown]
# The popular story stops here: "the $du$ cancels". It leaves something out. Shrink the nudge, and each ratio
# settles on the slope of *its own step*, taken at *that step's own input*.
#
# **You write it.** These three slopes, as functions of $x$.
#
# {{task: three_slopes}}
#
# {{hints: three_slopes}}


# %%
def three_slopes(x):
    """Return the tuple (du_dx, dv_du, dy_dv) of u = x^2, v = sin u, y = v^2.

    x = 1.0  ->  (2.0, 0.5403, 1.6829), rounded
    """
    ### BEGIN SOLUTION
    u = x**2
    v = np.sin(u)
    return 2 * x, np.cos(u), 2 * v
    ### END SOLUTION


# %%
check(ch02.three_slopes, three_slopes)

# %% [markdown]
# For $\sin$ the slope is $\cos u$, evaluated at $u = 2.25$: not at $x$, and not at its output $v$. With the
# slopes in place of the ratios we have the **chain rule**:
#
# $$\frac{\partial y}{\partial x} = \frac{\partial y}{\partial v} \cdot
# \frac{\partial v}{\partial u} \cdot \frac{\partial u}{\partial x} = 2v \cdot \cos u \cdot 2x$$

# %%
slopes = three_slopes(x)
print("slopes:", np.round(slopes, 4), "  product:", np.prod(slopes).round(4))

# %% [markdown]
# The package has the three steps as a list. The picture takes them with nudges of 0.5, 0.05 and 0.005.

# %%
steps = chain_rule.sin_squared_squared()
three = [trace_nudge(steps, x, nudge) for nudge in (0.5, 0.05, 0.005)]
Picture(draw_nudge(*three), describe_nudge(*three))

# %% [markdown]
# *What to see:* the hollow dot is the old value, the full one the new. In the first column the nudge is so large
# that the ratios say little about the slopes; to the right, each ratio comes closer to its slope, and so does
# the product.
#
# **Try.** The explorer opens with a nudge of 1. Make it ten times smaller, again and again. After which nudge do the
# arrows stop changing, although the numbers beside them still shrink? Then choose $x = 0$: which steps let
# almost nothing through, and why?

# %%
explore_nudge()

# %% [markdown]
# *What to see:* under each line stands its ratio to the line above; at the right, the slope that it settles on. The
# arrows are scaled to fill the line, so their lengths show the ratios. At $x = 0$ both
# squares have slope 0: their inputs, $x$ and $v$, are 0.

# %% [markdown]
# The rest is always the same: run the steps, take each slope, multiply from the end. So it goes into a
# function. `trace` returns one row per quantity; its **gradient** is the slope of the last quantity
# with respect to this one.


# %%
def table(links):
    for link in links:
        slope = "" if link.slope is None else f"{link.slope:.4f}"
        print(f"{link.name}: value {link.value:7.4f}, slope {slope:>7}, gradient {link.grad:7.4f}")


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
    print(f"chain rule {np.round(gradient, 4)}, nudged {nudged.round(4)}")


compare(lambda x: np.sin(x**2) ** 2, links[0].grad, 1.5)

# %% [markdown]
# The neuron of notebook 01 is such a chain too, from $w$ to $L$, in smaller steps: $p = w x$,
# $z = p + b$, $a = \sigma(z)$, the error $e = a - y$, and $L = e^2$.

# %%
table(chain_rule.trace(chain_rule.single_neuron(x=0.5, w=2.0, b=-1.0, y=1.0), 2.0, name="w"))

# %% [markdown]
# ## What if a nudge can take two paths?
#
# Now $y = x^2 \cdot \sin x$ at $x = 2.5$. With $u = x^2$ and $v = \sin x$ we have $y = u v$. A nudge
# of $x$ reaches $y$ through $u$ *and* through $v$. First we let it through one door at a time.

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
# $$\frac{\partial y}{\partial x} = \frac{\partial y}{\partial u} \frac{\partial u}{\partial x} +
# \frac{\partial y}{\partial v} \frac{\partial v}{\partial x}$$
#
# Here the story of cancelling fails: cancel $\partial u$ and $\partial v$, and you read
# $\partial y/\partial x = 2\, \partial y/\partial x$.
#
# **You write it.** The two terms of this sum for $y = x^2 \sin x$, each for itself.
#
# {{task: two_paths}}
#
# {{hints: two_paths}}


# %%
def two_paths(x):
    """Return the tuple (through_u, through_v): the slope of y = x^2 sin x along each path.

    x = 1.0  ->  (1.6829, 0.5403), rounded
    """
    ### BEGIN SOLUTION
    u, v = x**2, np.sin(x)
    return v * 2 * x, u * np.cos(x)
    ### END SOLUTION


# %%
check(ch02.two_paths, two_paths)

# %% [markdown]
# **Check.** First with both paths, then with one forgotten.

# %%
path_u, path_v = two_paths(2.5)
compare(lambda x: x**2 * np.sin(x), path_u + path_v, 2.5)
compare(lambda x: x**2 * np.sin(x), path_u, 2.5)

# %% [markdown]
# Without the second path even the sign is wrong. To draw both paths we list the steps, each with its name, its
# formula and its inputs.

# %%
two = trace_graph(
    {"x": 2.5}, [("u", ops.square, "x"), ("v", ops.sin, "x"), ("y", ops.mul, "u", "v")]
)
Picture(draw_graph(two, title="How do two paths share x?"), describe_graph(two))

# %% [markdown]
# *What to see:* the wire of $x$ splits at the dot. Going backward, 2.99 arrives there from one branch and
# -5.01 from the other, and they add up to -2.01 (unrounded: -2.015). The signs are opposite, so two wide bands
# leave a thinner one.

# %% [markdown]
# ## What does a node have to know?
#
# The picture is a **computation graph**. A **node** is one small computation, a wire one quantity. A
# node knows its inputs and its own slopes, and nothing else: not the network, not the loss. In the backward
# pass it takes the gradient that arrives and multiplies it by each of its slopes.
#
# The most common nodes are called **gates**: each directs the gradient by a rule of its own.
#
# **Predict.** A gradient $\partial L/\partial y = 0.5$ arrives at a gate with inputs $a = 3$ and $b = 2$; $L$ is
# the end of the graph. What do $a$ and $b$ get if $y$ is $a + b$, $a b$, or $\max(a, b)$? And what does $a$ get
# if it was copied, and its two uses send back 2 and 0.5?
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
# *What to see:* going backward, each slope multiplies the width of the band. So $+$ gives all of it to both inputs,
# $\times$ multiplies by the *other* input, $\max$ opens one lane only, and a copy adds.

# %% [markdown]
# **Try.** At $\times$, set $a = 0$: who gets a gradient? At max, let $a$ fall below $b$: what does the band do?

# %%
explore_gates()

# %% [markdown]
# *What to see:* at $\times$ with $a = 0$, only $a$ gets a gradient, because its slope is $b$. At max the band jumps
# to the larger input. At $+$ the inputs do not matter: both slopes are 1.
#
# ## How does a program go backward through a graph?
#
# A node with one input has one slope: $v = \sin b$ multiplies by $\cos b$. Now a whole graph,
# $y = (a + b) \sin b$, with the nodes $s = a + b$, $v = \sin b$ and $y = s v$.
#
# **Predict.** In which order can the three nodes be visited in the backward pass, and why?
#
# <details><summary>Answer</summary>
#
# $y$, $v$, $s$: the forward list reversed (here $y$, $s$, $v$ would do as well). A node can pass a
# gradient on only when its own is complete. In the reversed list everything that uses a quantity has
# sent its share before we reach the node that made it.
#
# </details>
#
# **You write it.** The backward pass of this graph: start with gradient 1 at $y$, and go from node to node.
#
# {{task: graph_backward}}
#
# {{hints: graph_backward}}


# %%
def graph_backward(a, b):
    """Return the tuple (grad_a, grad_b) of y = (a + b) sin b.

    a = 0.0, b = 1.0  ->  (0.8415, 1.3818), rounded
    """
    ### BEGIN SOLUTION
    s, v = a + b, np.sin(b)
    grad_s, grad_v = v, s  # a product: each factor gets the other one
    grad_a = grad_s
    grad_b = grad_s + grad_v * np.cos(b)  # a copy: two uses, two shares
    return grad_a, grad_b
    ### END SOLUTION


# %%
check(ch02.graph_backward, graph_backward)

# %% [markdown]
# The package has one function for each kind of node. A `_vjp` takes the gradient that arrives and the node's
# inputs, and returns a tuple with one gradient for each input. The same graph with these functions:

# %%
a, b = 1.0, 2.0
s, v = ops.add(a, b), ops.sin(b)
grad_s, grad_v = ops.mul_vjp(1.0, s, v)
(grad_b_through_v,) = ops.sin_vjp(grad_v, b)
grad_a, grad_b_through_s = ops.add_vjp(grad_s, a, b)
print(f"a: {grad_a:.4f}   b: {grad_b_through_s:.4f} + ({grad_b_through_v:.4f})")

# %% [markdown]
# **Check.** Your function, and nudges:

# %%
compare(lambda ab: (ab[0] + ab[1]) * np.sin(ab[1]), graph_backward(1.0, 2.0), [1.0, 2.0])

# %%
graph = trace_graph(
    {"a": 1.0, "b": 2.0}, [("s", ops.add, "a", "b"), ("v", ops.sin, "b"), ("y", ops.mul, "s", "v")]
)
title = "In which order are the nodes visited?"
Picture(draw_graph(graph, order=True, title=title), describe_graph(graph))

# %% [markdown]
# *What to see:* the numbers under "forward" and "back" are the order of the visits. $\times$ sends 0.909, the value
# of $v$, to $s$; $+$ passes 0.909 on to both of its inputs; at the dot, 0.909 and -1.25 add up.

# %% [markdown]
# ## Break it
#
# Two mistakes that people really make. The first: the slope is taken at the *output* of the step, so
# $\sin$ multiplies by $\cos v$ instead of $\cos u$. We put a step with this bug into the list: a `Step` has a name, a
# formula and, if we like, a backward function of our own.
#
# **Predict.** Which entries of the table for $(\sin(x^2))^2$ become wrong?
#
# <details><summary>Answer</summary>
#
# The slope of $v$, and the gradients of $u$ and $x$, which the backward pass reaches after it. The gradients of
# $y$ and $v$ stay correct. So the wrong row nearest to the end shows where the bug is.
#
# </details>

# %%
at_output = chain_rule.Step("v", ops.sin, vjp=lambda grad_v, u: (grad_v * np.cos(np.sin(u)),))
broken = chain_rule.trace([steps[0], at_output, steps[2]], 1.5)
table(broken)
compare(lambda x: np.sin(x**2) ** 2, broken[0].grad, 1.5)

# %% [markdown]
# The second: `=` where `+=` is meant. Then $b$ keeps what came back last and loses the rest.
#
# **Predict.** In $y = (a + b) \sin b$, at which of $a$ and $b$ will nudges disagree with the gradient?
#
# <details><summary>Answer</summary>
#
# At $b$ only. A program in which every quantity is used once would never show this bug.
#
# </details>

# %%
grad_b = grad_b_through_v
grad_b = grad_b_through_s  # should add
compare(lambda ab: (ab[0] + ab[1]) * np.sin(ab[1]), [grad_a, grad_b], [1.0, 2.0])

# %% [markdown]
# ## In the package
#
# `others` are the formula's other inputs, such as the $b$ of $z = p + b$; `trace` runs the chain forward and goes
# back through it. Look for the two loops, and read past `array`, `same_shape` and the names with an underscore: they
# check the input and tidy the output.

# %%
show_source(chain_rule.Step, chain_rule.trace)

# %% [markdown]
# ## Recap
#
# A slope is what the ratio of two nudges settles on. Along a path slopes multiply, each taken at the input of its
# own step; over several paths they add. So each node of a graph multiplies by its own slopes, each copy
# adds, and the nodes are visited in reversed order.
#
# | formula | backward | shape |
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
# What is still missing: every check trusted a nudge of 0.00001. Why this size?
# [Notebook 03](03-numerical-gradients.ipynb) asks. And all this was for single numbers:
# [notebook 06](06-vector-jacobian-products.ipynb) does it for whole arrays.

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
# **4.** What is wrong with this backward pass?
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
# **5.** The first step of a graph doubles $x$, and ten later nodes use the result. How often does the backward
# pass visit the first step?
#
# <details><summary>Answer</summary>
#
# Once. It waits until all ten have sent their share, adds them up, and multiplies the sum by 2. To follow
# each of the ten paths by itself would cost ten multiplications, and far more in a deep graph.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper; draw the graph first. Write your numbers after `return`, and the check says how
# you did. [Exercises 02](../exercises/02-chain-rule.ipynb) go on: chains of any length, other graphs, a walk along a
# valley, and a bug to hunt.
#
# **A.** $y = (3x)^2$ at $x = 3$. Find $\partial y/\partial x$ as a product of two slopes.
#
# {{hints: A}}


# %%
def A():
    """Return the slope of y in x, as one number.

    An answer looks like this:  return 7
    """
    ### BEGIN SOLUTION
    return 2 * 9 * 3
    ### END SOLUTION


# %%
check(ch02.A, A)

# %% [markdown]
# **B.** $y = x \cdot x^2$ at $x = 4$. Find the slope along each of the two paths: straight into the product, and
# through the square.
#
# {{hints: B}}


# %%
def B():
    """Return two numbers: the slope along the direct path, and along the path through x^2.

    An answer looks like this:  return 5, 6
    """
    ### BEGIN SOLUTION
    return 16, 4 * 8
    ### END SOLUTION


# %%
check(ch02.B, B)

# %% [markdown]
# **C.** $y = (a + b)\, a$ at $a = 2$, $b = 5$. Find both gradients.
#
# {{hints: C}}


# %%
def C():
    """Return the gradients of a and b.

    An answer looks like this:  return 5, 6
    """
    ### BEGIN SOLUTION
    return 7 + 2, 2
    ### END SOLUTION


# %%
check(ch02.C, C)

# %% [markdown]
# ## Further reading
#
# - S. Linnainmaa, *Taylor expansion of the accumulated rounding error*, BIT, 1976: going backward through a
#   graph, before neural networks used it.
# - A. Griewank, A. Walther, *Evaluating Derivatives*, SIAM, 2008: the standard work on computing slopes of
#   programs, forward and in reverse.
