# teaches: autograd.Tensor, autograd.grad, autograd.inputs_first, autograd.walk_back
# teaches: autograd.square, ops.VJPS
# uses: ops.exp, ops.log_softmax
# uses: ops.add, ops.mul, ops.sin, ops.square, ops.sum, ops.linear, ops.relu, mlp.MLP
# uses: gradcheck.numerical_gradient, losses.softmax_cross_entropy
# remember: Note formula and inputs while you compute; then visit each node once, after all that
# remember: used it, and add up its shares.
# %% [markdown]
# # 11  Let the program write the backward pass
#
# ## What you'll do
#
# You build an engine, one page long, that watches a computation and then walks back through it by
# itself. You train the network of notebook 07 with it, and then read PyTorch as an engine you know.
#
# ## What you'll learn
#
# - **record** a computation while it runs,
# - **order** the backward pass, and count what a wrong order costs,
# - **accumulate** gradients, and reset them,
# - **translate** between this engine and PyTorch, line by line.
#
# ## What you'll need
#
# The graphs of [notebook 02](02-chain-rule.ipynb), the network of [notebook 07](07-mlp-by-hand.ipynb), and
# Python's `class`.

# %% [markdown]
# ## Recall
#
# Every step of notebook 10 needed a gradient, from a backward pass that somebody wrote by hand. Notebook 02 did it in
# the graph of $y = (a + b) \sin b$ at $a = 1$, $b = 2$, where $\sin b = 0.909$ and $\cos b = -0.416$.
#
# **Predict.** Which two shares arrive at $b$, and what is $\partial y/\partial b$?
#
# <details><summary>Answer</summary>
#
# 0.909 through the sum, and $3 \times (-0.416) = -1.248$ through the sine. They add up to -0.339.
#
# </details>

# %%
print(f"{0.909 + 3 * -0.416:.3f}")

# %%
from collections import Counter
from functools import partial

import numpy as np

from backprop_course import autograd, ops
from backprop_course.autograd import Tensor
from backprop_course.checking import check
from backprop_course.data import spirals
from backprop_course.exercises import ch11
from backprop_course.figures.autograd.charts import draw_program
from backprop_course.figures.autograd.unfolding import describe_unfolding
from backprop_course.figures.autograd.unfolding_picture import draw_unfolding
from backprop_course.figures.autograd.walk import as_graph, describe_walk, trace_walk
from backprop_course.figures.autograd.walk_picture import draw_walk
from backprop_course.figures.chain_rule.graph import describe_graph
from backprop_course.figures.chain_rule.graph_picture import draw_graph
from backprop_course.figures.mlp.charts import draw_decision_regions, plane_points
from backprop_course.gradcheck import numerical_gradient
from backprop_course.losses import softmax_cross_entropy
from backprop_course.mlp import MLP
from backprop_course.notebook import Picture, show_source
from backprop_course.widgets import explore_expression

# %% [markdown]
# ## What has to be written down?
#
# To go back through a node we must know which formula made it, and from which inputs. That is all we
# write down. An input of the whole computation has no formula; it is called a **leaf**.


# %%
class Node:
    """A value, and a note of how it was made."""

    def __init__(self, value, f=None, inputs=()):
        self.value = np.asarray(value, dtype=float)
        self.f, self.inputs = f, inputs
        self.grad = np.zeros_like(self.value)

    def __add__(self, other):
        return apply(ops.add, self, other)

    def __mul__(self, other):
        return apply(ops.mul, self, other)


# %% [markdown]
# `apply` computes with a formula of the package and makes the note. Plain numbers become leaves too.


# %%
def apply(f, *inputs):
    inputs = [x if isinstance(x, Node) else Node(x) for x in inputs]
    return Node(f(*(x.value for x in inputs)), f, inputs)


# partial fills in the first argument: sin(x) is apply(ops.sin, x)
sin, exp, square = (partial(apply, f) for f in (ops.sin, ops.exp, ops.square))

# %% [markdown]
# Now the computation of notebook 02 is ordinary Python, and its record comes for free. The nodes in the
# order in which they were made are called the **tape**.

# %%
a, b = Node(1.0), Node(2.0)
s = a + b
v = sin(b)
y = s * v
tape = {"a": a, "b": b, "s": s, "v": v, "y": y}
called = {node: name for name, node in tape.items()}
for name, node in tape.items():
    made = node.f.__name__ if node.f else "leaf"
    print(f"{name} = {node.value:.3f}  {made:4}", *(called[x] for x in node.inputs))

# %%
graph = as_graph(tape)
Picture(draw_graph(graph, order=True), describe_graph(graph))

# %% [markdown]
# *What to see:* in notebook 02 we typed this graph by hand. Here it was drawn from the five nodes alone:
# formulas and inputs are enough to find every slope and every gradient, such as -0.339 at $b$.

# %% [markdown]
# ## What does one node send to its inputs?
#
# Each formula of the package comes with its backward function: `ops.mul` with `ops.mul_vjp`, and so on. We find it
# in the table `ops.VJPS`. A backward function takes the gradient that arrives and the values that went
# in. It returns one share for each of these values.
#
# **Predict.** The node $y = s \cdot v$ has $s = 3$ and $v = 0.909$. A gradient of 2 arrives. What does it
# send to $s$, and what to $v$?
#
# <details><summary>Answer</summary>
#
# $2 \times 0.909 = 1.818$ to $s$, and $2 \times 3 = 6$ to $v$: each gets the other's value, times 2.
#
# </details>

# %%
backward_of_mul = ops.VJPS[ops.mul]
print([round(float(share), 3) for share in backward_of_mul(2.0, 3.0, 0.909)])

# %% [markdown]
# **You write it.** What a node sends, whatever its formula is.
#
# {{task: shares}}
#
# {{hints: shares}}


# %%
def shares(node, grad):
    """Return a list: what the node sends to each of its inputs when grad arrives at it.

    A node has .f, its formula (None for a leaf), .inputs, which are nodes, and .value.
    y = s * v with the values 3 and 0.5, grad = 2  ->  [1.0, 6.0];  a leaf  ->  []
    """
    ### BEGIN SOLUTION
    if node.f is None:
        return []
    values = [x.value for x in node.inputs]
    return list(ops.VJPS[node.f](grad, *values))
    ### END SOLUTION


# %%
check(ch11.shares, shares)

# %% [markdown]
# ## What if every node sends its shares on at once?
#
# The shortest walk is a **recursion**, a function that calls itself: add what arrives, send each input its
# share. We count the visits.


# %%
def send(node, grad, visits):
    visits[node] += 1
    node.grad = node.grad + grad
    for x, share in zip(node.inputs, shares(node, grad), strict=True):
        send(x, share, visits)


send(y, 1.0, Counter())
print(f"a: {a.grad:.3f}   b: {b.grad:.3f}")

# %% [markdown]
# Is it correct for every graph? We take four. In all but the first a value is used twice or more.


# %%
def shared(x):
    h = sin(x)
    return h + exp(h)


graphs = {
    "chain": lambda x: sin(square(x)),
    "x times x": lambda x: x * x,
    "h + exp h": shared,
    "x + x sin x²": lambda x: x + x * sin(square(x)),
}


# %%
def errors(backward, at=1.5):
    """How far the engine's gradient is from the nudged one, on each graph."""
    found = {}
    for name, f in graphs.items():
        x = Node(at)
        backward(f(x))
        nudged = numerical_gradient(lambda value, f=f: f(Node(value)).value.item(), np.array(at))
        found[name] = round(float(x.grad - nudged), 4) + 0.0
    return found


print(errors(lambda y: send(y, 1.0, Counter())))

# %% [markdown]
# All four agree with nudges: paths add, and the recursion walks every path. But look at the price. We double $x$ three
# times: $a = x + x$, $b = a + a$, $y = b + b$.
#
# **Predict.** How many visits do $y$, $b$, $a$ and $x$ get? How many visits are there for $n$ doublings?
#
# <details><summary>Answer</summary>
#
# 1, 2, 4 and 8: each visit of a node makes two visits of the node it was made from. In general
# $1 + 2 + \dots + 2^n = 2^{n+1} - 1$.
#
# </details>


# %%
def doubled(x, times):
    for _ in range(times):
        x = x + x
    return x


for n in (3, 12):
    visits = Counter()
    send(doubled(Node(1.0), n), 1.0, visits)
    print(f"{n} doublings: {len(visits)} nodes, {visits.total():,} visits")

# %%
counts = [1, 2, 4, 8]
Picture(draw_unfolding(counts, ["y", "b", "a", "x"]), describe_unfolding(counts))

# %% [markdown]
# *What to see:* four nodes, fifteen visits. Recursion unfolds the graph into a tree of paths, and each
# level is twice as wide as the one above. Networks are full of values that are used twice: one weight serves many
# steps, one value goes through a layer and past it.

# %% [markdown]
# ## In which order does one visit suffice?
#
# Let a node wait until all its shares have arrived. Then it has to be visited after every node that used it.
# Such an order is called **topological**. It is easier to find the other way round, inputs before results; we reverse
# it afterwards.
#
# **You write it.** Fill in `visit`. It may call itself.
#
# {{task: inputs_first}}
#
# {{hints: inputs_first}}


# %%
def inputs_first(y):
    """Return a list of all nodes that y was made from, each after all of its inputs; y is the last.

    x = Node(1.5);  h = sin(x);  inputs_first(h + exp(h))  ->  [x, h, the node of exp, the sum]
    """
    order, seen = [], set()

    def visit(node):
        ### BEGIN SOLUTION
        if node not in seen:
            seen.add(node)
            for x in node.inputs:
                visit(x)
            order.append(node)
        ### END SOLUTION

    visit(y)
    return order


# %%
check(ch11.inputs_first, inputs_first)

# %%
print("back through y:", [called[node] for node in inputs_first(y)[::-1]])
print("12 doublings:", len(inputs_first(doubled(Node(1.0), 12))), "visits")

# %% [markdown]
# 13 visits instead of 8,191. With 60 doublings it is 61 instead of more than $2 \cdot 10^{18}$. Now the walk itself.
#
# **You write it.** Visit the nodes in this order, and add up what they send.
#
# {{task: walk}}
#
# {{hints: walk}}


# %%
def walk(order, grad):
    """Return a dict {node: its gradient}.  order: all nodes, the result first; grad: its gradient.

    shares(node, grad) is allowed.
    x = Node(3.0);  y = x * x;  walk([y, x], 1.0)  ->  {y: 1.0, x: 6.0}
    """
    ### BEGIN SOLUTION
    grads = {order[0]: grad}
    for node in order:
        for x, share in zip(node.inputs, shares(node, grads[node]), strict=True):
            grads[x] = grads.get(x, 0.0) + share
    return grads
    ### END SOLUTION


# %%
check(ch11.walk, walk)

# %% [markdown]
# The dict lives as long as the walk. We want to keep only the gradients of the leaves:


# %%
def backward(y, grad=1.0):
    grads = walk(inputs_first(y)[::-1], grad * np.ones_like(y.value))
    for node, total in grads.items():
        if node.f is None:
            node.grad = node.grad + total


print(errors(backward))

# %% [markdown]
# `Node`, `apply`, `shares`, `inputs_first`, `walk`, `backward`: 38 lines, and the engine is complete.
#
# **Predict.** What if nodes are visited as they are met, $y$ first, then its inputs? Take $x = 0.5$,
# $h = \sin x = 0.479$, $e = e^h = 1.615$, $y = h + e$, and the order $y, h, x, e$. The slope of the sine is
# 0.878. Which gradient does $x$ get? Which one should it get?
#
# <details><summary>Answer</summary>
#
# When $h$ is visited it holds 1, so $x$ gets 0.878. The share 1.615 of $e$ comes too late. It should be
# $(1 + 1.615) \times 0.878 = 2.30$.
#
# </details>

# %%
explore_expression(order="as met")

# %% [markdown]
# *What to see:* the number at a node's corner says when it is visited. A dashed wire brings its share too late.
# Change the order to `reversed` and step through it: now all wires on a node's right are thick before it is
# numbered.

# %% [markdown]
# ## What if we go back twice?
#
# $x = 2$, $h = x^2$, $z = 3h$. By hand, $\partial z/\partial x = 3 \cdot 2x = 12$. Here is a tempting
# engine: it stores every gradient in its node and needs no dict.


# %%
def backward_stored(y):
    y.grad = np.ones_like(y.value)
    for node in inputs_first(y)[::-1]:
        for x, share in zip(node.inputs, shares(node, node.grad), strict=True):
            x.grad = x.grad + share


print(errors(backward_stored))

# %% [markdown]
# **Predict.** It is correct on all four graphs. We call it a second time without resetting anything. If
# gradients add, which number *should* stand at $x$? Which one will?
#
# <details><summary>Answer</summary>
#
# 24 should: twice 12. But $h$ still holds the 3 of the first walk. The second walk adds 3 to it and sends
# $6 \times 4 = 24$ to $x$, where $12 + 24 = 36$ will stand.
#
# </details>

# %%
for engine in (backward_stored, backward):
    x = Node(2.0)
    h = square(x)
    z = h * 3.0
    for _ in range(2):
        engine(z)
        print(f"{engine.__name__:15}  x: {x.grad:g}   h: {h.grad:g}")

# %% [markdown]
# So the gradient of an inner node must live for one walk only, and only a leaf keeps a sum.
#
# We want that sum when two losses share a parameter. Between two steps of training we do not: the
# old gradient has done its work. So it has to be reset, and this is what `zero_grad` does.
#
# Here we go downhill on $w^2$ from $w = 2$ with a learning rate of 0.1, with and without a reset:

# %%
for zero_grad in (True, False):
    w, path = Node(2.0), []
    for _ in range(3):
        w.grad = 0.0 * w.grad if zero_grad else w.grad
        backward(square(w))
        w.value = w.value - 0.1 * w.grad
        path.append(round(float(w.value), 3))
    print("reset:" if zero_grad else "kept: ", path)

# %% [markdown]
# The second step uses the gradient 3.2, or without a reset $4 + 3.2$, and the third steps past the minimum.
#
# ## Can it train a network?
#
# We take the spirals of notebook 07 and a network of three layers. With the engine we write only the forward pass.
# The loss is that of notebook 05, made of its parts: $\ln p$ of each class, times $-1/n$ at the true
# class and 0 elsewhere, summed.

# %%
x_spiral, y_spiral = spirals(300, rng=np.random.default_rng(0))
minus_y_over_n = -np.eye(3)[y_spiral] / 300  # (300, 3)
net = MLP([2, 32, 32, 3], rng=np.random.default_rng(1))
layers = [(Node(net.W[l].value), Node(net.b[l].value)) for l in (1, 2, 3)]


def forward(x):
    for W, b in layers[:-1]:
        x = apply(ops.relu, apply(ops.linear, x, W, b))
    return apply(ops.linear, x, *layers[-1])


def loss_of(logits):
    return apply(ops.sum, apply(ops.log_softmax, logits) * minus_y_over_n)


# %% [markdown]
# In notebook 07 the gradient at the logits was a formula, $(p - y)/n$. Here nobody writes it: it comes out
# of the walk through `sum`, `mul` and `log_softmax`.
#
# **Check.** We give the same first weights to the backward pass of notebook 07, written by hand. How far are its
# loss and its six gradients from ours?

# %% tags=["nbval-ignore-output"]
loss, grad_logits = softmax_cross_entropy(net.forward(x_spiral), y_spiral)
net.backward(grad_logits)
loss_node = loss_of(forward(x_spiral))
backward(loss_node)
ours = [loss_node.value, *(node.grad for layer in layers for node in layer)]
theirs = [loss, *(grad for l in (1, 2, 3) for grad in (net.grad_W[l], net.grad_b[l]))]
print(f"{max(np.abs(a - b).max() for a, b in zip(ours, theirs, strict=True)):.0e}")

# %% [markdown]
# They differ in the last digits of a float64. Now 600 steps, as in notebook 07:

# %% tags=["nbval-ignore-output"]
for step in range(600):
    for node in (node for layer in layers for node in layer):
        node.value = node.value - 0.3 * node.grad
        node.grad = 0.0 * node.grad
    loss_node = loss_of(forward(x_spiral))
    backward(loss_node)
    if step % 200 == 199:
        correct = np.mean(forward(x_spiral).value.argmax(axis=1) == y_spiral)
        print(f"after {step + 1} steps: loss {loss_node.value:.3f}, accuracy {correct:.3f}")

# %%
places = plane_points(1.15, 200)
Picture(
    draw_decision_regions(
        x_spiral,
        y_spiral,
        {"after 600 steps of our engine": forward(places).value.argmax(axis=1)},
        limit=1.15,
        title="Does each region follow its arm?",
    ),
    "Three arms of a spiral, and three curved regions that follow them.",
)

# %% [markdown]
# *What to see:* each region follows its arm. Nobody wrote a backward pass for this network: change
# `forward`, and the walk changes with it.

# %% [markdown]
# ## How do we say it in PyTorch?
#
# We begin with $x = 2$, $y = x^2$, $z = 3y$. `requires_grad` marks a leaf whose gradient we want.
#
# ```python
# x = torch.tensor(2.0, requires_grad=True)
# y = x**2
# z = 3 * y
# z.backward()
# print(x.grad.item())
# ```
#
# This prints `12.0`. The next lines get the gradients that we name, of inner nodes too, and leave every `.grad` as it
# is:
#
# ```python
# y = x**2
# z = 3 * y
# grads = torch.autograd.grad(z, [y, x], retain_graph=True)
# print([grad.item() for grad in grads], x.grad.item())
# ```
#
# This prints `[3.0, 12.0] 12.0`. PyTorch frees the graph after a walk, to save memory, unless
# `retain_graph=True` keeps it. Here the first walk keeps the graph, so the second one can add its 12.
# The second frees it, and the third fails:
#
# ```python
# x.grad.zero_()
# z.backward(retain_graph=True)
# z.backward()
# try:
#     z.backward()
# except RuntimeError as error:
#     print(x.grad.item(), str(error)[:50])
# ```
#
# This prints `24.0 Trying to backward through the graph a second time`. A walk starts from one number.
# For an array, `backward` needs the gradient at it as an argument, and computes a vector-Jacobian product:
#
# ```python
# x = torch.tensor([1.0, 2.0, 4.0], requires_grad=True)
# y = x**2
# y.backward(torch.tensor([1.0, 10.0, 100.0]))
# print(x.grad.tolist())
# ```
#
# This prints `[2.0, 40.0, 800.0]`. The engine of the package, `Tensor`, is ours with checks of shapes and
# with settings such as an axis. It answers the same four questions:

# %%
x = Tensor(2.0)
y = autograd.square(x)
z = 3.0 * y
z.backward()
print(x.grad, [float(grad) for grad in autograd.grad(z, [y, x])])
z.backward()
z.backward()
print("after three walks:", x.grad)
vector = Tensor([1.0, 2.0, 4.0])
autograd.square(vector).backward([1.0, 10.0, 100.0])
print(vector.grad)

# %% [markdown]
# One answer differs. Our graph lasts as long as a variable holds its result, so a third walk is allowed: 36.
#
# And here is our whole training in PyTorch:
#
# ```python
# net = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 3))
# optimizer = torch.optim.SGD(net.parameters(), lr=0.3)
# for _ in range(600):
#     loss = nn.functional.cross_entropy(net(x), y)  # from logits
#     optimizer.zero_grad()
#     loss.backward()
#     optimizer.step()
# ```
#
# If our first weights are copied into it, its first gradients are ours to the last digits, and after 600 steps
# it has the same loss (both in float64). If you update by hand, you need one more line:
#
# ```python
# with torch.no_grad():
#     for p in net.parameters():
#         p -= 0.3 * p.grad
# ```
#
# An update is arithmetic too, and PyTorch records all arithmetic with leaves; changing a leaf in place while it
# records is an error. `no_grad` stops the recording. Our updates changed `.value`, a plain array, so there was
# nothing to record. Last, a formula of your own is a pair like `ops.square` and `ops.square_vjp`, and `ctx` keeps
# what the backward function needs:
#
# ```python
# class Square(torch.autograd.Function):
#     @staticmethod
#     def forward(ctx, x):
#         ctx.save_for_backward(x)
#         return x**2
#
#     @staticmethod
#     def backward(ctx, grad_y):
#         (x,) = ctx.saved_tensors
#         return 2 * x * grad_y
# ```
#
# | PyTorch | here | what it does |
# |---|---|---|
# | `torch.tensor(2.0, requires_grad=True)` | `Tensor(2.0)` | makes a leaf |
# | `z.backward()` | `z.backward()` | adds to every leaf's `.grad` |
# | `z.backward(g)` | `z.backward(g)` | the same, from the gradient `g` at `z` |
# | `torch.autograd.grad(z, [x])` | `autograd.grad(z, [x])` | returns gradients, adds nothing |
# | `retain_graph=True` | always so | keeps the graph for another walk |
# | `create_graph=True` | left out | records the walk too, for gradients of gradients |
# | `optimizer.zero_grad()` | `x.zero_grad()` | forgets the sums (PyTorch sets them to `None`) |
# | `y.detach()` | `y.detach()` | a leaf with the same value (PyTorch shares its memory, we copy) |
# | `with torch.no_grad():` | arithmetic with `.value` | computes without recording |
# | `torch.autograd.Function` | `f` and `f_vjp` in `ops.VJPS` | a formula with its backward function |
#
# Each run makes a new graph. So `if` and `while` may depend on the data:
#
# ```python
# x = torch.tensor(3.0, requires_grad=True)
# y = x
# while y < 10:
#     y = y + y
# y.backward()
# print(y.item(), x.grad.item())
# ```
#
# This prints `12.0 4.0`.
#
# **Predict.** What is the gradient for $x = 4.9$, and for $x = 5$? Does it see the condition of the `while`?
#
# <details><summary>Answer</summary>
#
# 4 and 2. From 5 on, one doubling is enough. The gradient sees the additions that were run, and not the condition
# that decided how many.
#
# </details>


# %%
def until_10(x):
    y = x
    while y.value < 10:
        y = y + y
    return y


for start in (3.0, 4.9, 5.0):
    x = Tensor(start)
    y = until_10(x)
    y.backward()
    print(f"x = {start}: y = {y.value:.1f}, gradient {x.grad:.1f}")

# %%
many = [Tensor(value) for value in np.linspace(1.3, 13.0, 235)]
results = [until_10(x) for x in many]
slopes = np.array([autograd.grad(y, x)[0] for x, y in zip(many, results, strict=True)])
inputs, outputs = (np.array([tensor.value for tensor in some]) for some in (many, results))
Picture(
    draw_program(inputs, outputs, slopes, [2.5, 5.0, 10.0]),
    "Above, the result over the input: four rising pieces between 10 and 20. Below, the gradient: a "
    "staircase 8, 4, 2, 1. Both jump at 2.5, 5 and 10.",
)

# %% [markdown]
# *What to see:* on each piece the gradient is the slope of that piece. At the dotted lines the result
# jumps, and no gradient says so.

# %% [markdown]
# ## Break it
#
# Two bugs that people really make. The first: where a value was used twice, the second share overwrites the first. The
# second: nodes are visited as they are met, because `append` stands *before* the loop over the inputs. A node takes its
# gradient when it is visited; what comes later is lost.
#
# **Predict.** Which of our four graphs expose the first bug, which the second?
#
# <details><summary>Answer</summary>
#
# The first: all but the chain. The second: only the last two. In $x \cdot x$ both shares come from one
# visit, so no order can spoil it.
#
# </details>


# %%
def overwriting(y):
    order = inputs_first(y)[::-1]
    order[0].grad = 1.0
    for node in order:
        for x, share in zip(node.inputs, shares(node, node.grad), strict=True):
            x.grad = share


print(errors(overwriting))


# %%
def as_met(node, order):
    if node not in order:
        order.append(node)
        for x in node.inputs:
            as_met(x, order)
    return order


def in_wrong_order(y):
    grads = {y: 1.0}
    for node in as_met(y, []):
        total = grads.pop(node)  # hopefully complete
        node.grad = node.grad + total
        for x, share in zip(node.inputs, shares(node, total), strict=True):
            grads[x] = grads.get(x, 0.0) + share


print(errors(in_wrong_order))

# %%
x = Node(1.5)
u = square(x)
v = sin(u)
m = x * v
y = x + m
broken = trace_walk(as_met(y, []), {"x": x, "u": u, "v": v, "m": m, "y": y})
Picture(draw_walk(broken), describe_walk(broken))

# %% [markdown]
# *What to see:* $x$ is visited second, with one of its three shares; the two others come too late (dashed).
#
# No error is raised, and every shape fits. A network that is a chain passes every check. So keep two more graphs in your
# tests: one in which a value is used twice, and one with a shortcut.

# %% [markdown]
# ## In the package
#
# This is the same engine, and it checks what comes in; `_shares` is your `shares`. Its `inputs_first` keeps its own
# list of what is still to do, a **stack**, because Python lets functions call each other only about a thousand deep,
# and a loop of 20,000 steps makes a deeper graph. `walk_back` takes the gradient of a node out of the dict with `pop`:
# in topological order it is complete, and its memory can be freed.

# %%
show_source(autograd.walk_back, autograd.inputs_first)

# %%
x = Tensor(1.5)
y = x
for _ in range(20_000):
    y = y + 1.0
y.backward()
print(f"{len(autograd.inputs_first(y)):,} nodes, gradient {x.grad}")

# %% [markdown]
# ## Recap
#
# A node that notes its formula and its inputs is all that a backward pass needs. Recursion along every
# path is correct and can take $2^n$ visits; in topological order each node is visited once, when its
# gradient is complete. Shares add. The gradients of inner nodes end with the walk; those of leaves stay
# and add until somebody resets them. The graph is what was run, so the program may use any Python.
#
# | formula | backward | shape |
# |---|---|---|
# | $y = f(x_1, \dots, x_k)$ on a tape | $\bar x_i \mathrel{+}=$ entry $i$ of `f_vjp(` $\bar y, x_1, \dots, x_k$ `)` | like $x_i$ |
# | $y = e^x$ | $\bar x = \bar y\, y$ | like $x$ |
# | $y = \ln \mathrm{softmax}(x)$ | $\bar x = \bar y - p \sum_k \bar y_k$, row by row | (n, classes) |
#
# What is still missing: the engine does only the bookkeeping. It walks back along every path of the forward pass, even
# where one short formula on paper covers them all. In [notebook 12](12-normalization.ipynb) three paths lead from an
# input to one result, and we go back twice: along the graph, and on paper.

# %% [markdown]
# ## Questions
#
# **1.** Someone builds the graph once, before the loop, and calls only `loss.backward()` in it. What
# happens?
#
# <details><summary>Answer</summary>
#
# The values inside the graph stay those of the first forward pass, while the parameters move on: the
# gradients belong to no loss at all. Each forward pass needs a new graph.
#
# </details>
#
# **2.** $h = x^2$ at $x = 3$. What is the gradient of $h \cdot h$, and what is it when the second $h$ is
# detached, so that it enters as a constant?
#
# <details><summary>Answer</summary>
#
# $4x^3 = 108$, and half of it, 54: one of the two shares ends at the new leaf.
#
# </details>
#
# **3.** A long training run keeps `losses.append(loss)`, with `loss` a tensor. Memory grows and grows.
# Why?
#
# <details><summary>Answer</summary>
#
# A tensor holds its inputs, these hold theirs: each entry keeps a whole graph alive. Append the number,
# `float(loss.value)`.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper. Write your numbers after `return`, and the check says how you did.
#
# **A.** The local rule of a quotient: $y = a/b$ with $a = 6$, $b = 2$. A gradient of 4 arrives at $y$. What
# does the node send to $a$, and what to $b$?
#
# {{hints: A}}


# %%
def A():
    """Return two numbers: the shares of a and of b.

    An answer looks like this:  return 0.5, 3
    """
    ### BEGIN SOLUTION
    return 4 / 2, -4 * 6 / 2**2
    ### END SOLUTION


# %%
check(ch11.A, A)

# %% [markdown]
# **B.** $y_0 = y_1 = x$, one leaf, and then $y_k = y_{k-1} + y_{k-2}$, up to $y_5$. How many visits does the
# recursion `send` make from $y_5$, and how many nodes are there?
#
# {{hints: B}}


# %%
def B():
    """Return two whole numbers: visits and nodes.

    An answer looks like this:  return 7, 3
    """
    ### BEGIN SOLUTION
    return 15, 5
    ### END SOLUTION


# %%
check(ch11.B, B)

# %% [markdown]
# **C.** `h = x * x` and `y = h * h + h`, at $x = 2$. Find the gradients of $h$ and of $x$, and what stands
# at $x$ after a second call of our `backward` without a reset.
#
# {{hints: C}}


# %%
def C():
    """Return three numbers: the gradient of h, of x, and x.grad after two walks.

    An answer looks like this:  return 3, 12, 15
    """
    ### BEGIN SOLUTION
    return 2 * 4 + 1, 9 * 4, 2 * 36
    ### END SOLUTION


# %%
check(ch11.C, C)

# %% [markdown]
# ## Further reading
#
# - A. Baydin, B. Pearlmutter, A. Radul, J. Siskind, *Automatic Differentiation in Machine Learning: a
#   Survey*, JMLR, 2018: forward and reverse mode, and what they are not.
# - A. Paszke et al., *Automatic Differentiation in PyTorch*, 2017: the design of the engine that we
#   translated, by those who built it.
