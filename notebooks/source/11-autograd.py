# teaches: autograd.Tensor, autograd.grad, autograd.inputs_first, autograd.walk_back
# teaches: autograd.square, autograd.linear, autograd.relu, autograd.softmax_cross_entropy
# teaches: ops.VJPS
# uses: ops.exp, ops.log_softmax
# uses: ops.add, ops.mul, ops.sin, ops.square, ops.sum, ops.linear, ops.relu, mlp.MLP
# uses: gradcheck.numerical_gradient, losses.softmax_cross_entropy
# %% [markdown]
# # 11  Let the program write the backward pass
#
# ## What you'll do
#
# You build an engine, one page long, that watches a computation and then walks back through it by
# itself. It repeats the network of notebook 07 to the last digit. Then you read PyTorch with its help.
#
# ## What you'll learn
#
# - **record** a computation while it runs,
# - **order** the walk back, and count what a wrong order costs,
# - **accumulate** gradients, reset them, and cut them off,
# - **translate** between this engine and PyTorch, line by line.
#
# ## What you'll need
#
# The graphs of notebook 02, the network of notebook 07, and Python's `class`.

# %% [markdown]
# ## Recall
#
# Every step of notebook 10 needed a gradient, from a backward pass that somebody wrote by hand. The graphs
# of notebook 02 show a way out. There we walked back through $y = (a + b) \sin b$ at $a = 1$, $b = 2$. The
# copy of $b$ got two shares, 0.909 through the sum and -1.248 through the sine.
#
# **Predict.** What is $\partial y/\partial b$?
#
# <details><summary>Answer</summary>
#
# The sum of the two, -0.339.
#
# </details>

# %%
print(f"{0.909 - 1.248:.3f}")

# %%
from collections import Counter
from functools import partial

import numpy as np

from backprop_course import autograd, ops
from backprop_course.autograd import Tensor
from backprop_course.figures.autograd.charts import draw_program, draw_visits
from backprop_course.figures.chain_rule.graph import describe_graph, trace_graph
from backprop_course.figures.chain_rule.graph_picture import draw_graph
from backprop_course.figures.autograd.unfolding import describe_unfolding
from backprop_course.figures.autograd.unfolding_picture import draw_unfolding
from backprop_course.figures.autograd.walk import as_graph, describe_walk, trace_walk
from backprop_course.figures.autograd.walk_picture import draw_walk
from backprop_course.gradcheck import numerical_gradient
from backprop_course.losses import softmax_cross_entropy
from backprop_course.mlp import MLP
from backprop_course.notebook import Picture, show_source
from backprop_course.widgets import explore_expression

rng = np.random.default_rng(0)

# %% [markdown]
# ## What has to be written down?
#
# To go back, a node must know which formula made it, and from which inputs. That is all we write down.
# An input of the whole computation has no formula; we call it a **leaf**.


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
#
# **Predict.** How many entries of this tape are leaves? What does the entry of $v$ say?
#
# <details><summary>Answer</summary>
#
# Two, $a$ and $b$. The entry of $v$ says: made by `sin` from $b$.
#
# </details>

# %%
a, b = Node(1.0), Node(2.0)
s = a + b
v = sin(b)
y = s * v
names = {"a": a, "b": b, "s": s, "v": v, "y": y}
called = {node: name for name, node in names.items()}
for name, node in names.items():
    made = node.f.__name__ if node.f else "leaf"
    print(f"{name} = {node.value:.3f}  {made:4}", *(called[x] for x in node.inputs))

# %% [markdown]
# In notebook 02 we drew the graph from a list of steps typed by hand. The tape, read backward, holds
# the same graph.

# %%
from_tape = as_graph(list(names.values())[::-1], names)
steps = [("s", ops.add, "a", "b"), ("v", ops.sin, "b"), ("y", ops.mul, "s", "v")]
print("the same numbers as by hand:", from_tape == trace_graph({"a": 1.0, "b": 2.0}, steps))
Picture(draw_graph(from_tape, order=True), describe_graph(from_tape))

# %% [markdown]
# *What to see:* this picture was drawn from the five nodes alone. Their formulas and inputs suffice to
# find every slope and every gradient, -0.339 at the copy of $b$.

# %% [markdown]
# ## What if every node sends its gradient on at once?
#
# The table `ops.VJPS` gives for each formula its backward function. The shortest walk is a
# **recursion**, a function that calls itself: add what arrives, send each input its share. We count
# the visits.


# %%
def send(node, grad, visits):
    visits[node] += 1
    node.grad = node.grad + grad
    if node.f:
        values = [x.value for x in node.inputs]
        for x, share in zip(node.inputs, ops.VJPS[node.f](grad, *values), strict=True):
            send(x, share, visits)


send(y, 1.0, Counter())
print(f"a: {a.grad:.3f}   b: {b.grad:.3f}")

# %% [markdown]
# Is it right for every graph? We take four. In all but the first a value is used twice or more.


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

# %% [markdown]
# **Check.** The engine's gradient beside that of nudging both ways. We keep these lines for every engine
# to come.


# %%
def check(backward, at=1.5):
    for name, f in graphs.items():
        x = Node(at)
        backward(f(x))
        nudged = numerical_gradient(lambda value, f=f: f(Node(value)).value.item(), np.array(at))
        agree = bool(np.isclose(x.grad, nudged))
        print(f"{name:12}  engine {x.grad:7.4f}   nudged {nudged:7.4f}   agree: {agree}")


check(lambda y: send(y, 1.0, Counter()))

# %% [markdown]
# All four agree: paths add, and the recursion walks every path. Look at the price. Add a number $x$ to
# itself, then the result to itself, three times in all: $a = x + x$, $b = a + a$, $y = b + b$.
#
# **Predict.** How many visits do $y$, $b$, $a$ and $x$ get?
#
# <details><summary>Answer</summary>
#
# 1, 2, 4 and 8. Each visit of a node makes two visits of the node it was made from.
#
# </details>


# %%
def doubled(x, times):
    for _ in range(times):
        x = x + x
    return x


visits = Counter()
send(doubled(Node(1.0), 3), 1.0, visits)
print(list(visits.values()), "together", visits.total())

# %%
counts = list(visits.values())
Picture(draw_unfolding(counts, ["y", "b", "a", "x"]), describe_unfolding(counts))

# %% [markdown]
# *What to see:* four nodes, fifteen visits. Recursion unfolds the graph into a tree of paths, and each
# level is twice as wide as the one above.

# %% [markdown]
# ## In which order does one visit suffice?
#
# Let a node wait until all its shares have come. So it must be visited after everything that used it.
# Such an order is called **topological**. We find it forward, inputs before results, and reverse it.


# %%
def inputs_first(node, order=None, seen=None):
    order, seen = ([], set()) if order is None else (order, seen)
    if node not in seen:
        seen.add(node)
        for x in node.inputs:
            inputs_first(x, order, seen)
        order.append(node)  # after all of its inputs
    return order


print([called[node] for node in reversed(inputs_first(y))])

# %% [markdown]
# The set `seen` is what the first recursion lacked. Let us add numbers to themselves $n$ times.
#
# **Predict.** For $n$ doublings, how many visits do the two ways take? And for $n = 60$?
#
# <details><summary>Answer</summary>
#
# Recursion $1 + 2 + 4 + \dots + 2^n = 2^{n+1} - 1$, the order $n + 1$. For $n = 60$: more than two
# quintillion visits (a billion times two billion), or 61.
#
# </details>

# %%
joins = list(range(1, 13))
by_recursion, in_order = [], []
for n in joins:
    send(doubled(Node(1.0), n), 1.0, visits := Counter())
    by_recursion.append(visits.total())
    in_order.append(len(inputs_first(doubled(Node(1.0), n))))
print(by_recursion == [2 ** (n + 1) - 1 for n in joins], in_order == [n + 1 for n in joins])
Picture(
    draw_visits(joins, by_recursion, in_order),
    "Visits over the number of joins on a log scale: recursion rises along a straight line to 8,191 "
    "at 12 joins; one visit to each node takes 13.",
)

# %% [markdown]
# *What to see:* on a log scale a straight line means doubling; 12 joins cost 8,191 visits or 13.
# Large networks are full of joins: one weight serves many steps, one value goes through a layer and
# past it.
#
# Now the walk. It starts with 1 at the result and stores gradients in the nodes.


# %%
def backward_stored(y):
    y.grad = np.ones_like(y.value)
    for node in reversed(inputs_first(y)):
        if node.f:
            values = [x.value for x in node.inputs]
            for x, share in zip(node.inputs, ops.VJPS[node.f](node.grad, *values), strict=True):
                x.grad = x.grad + share


check(backward_stored)

# %% [markdown]
# **Predict.** In the explorer, take `h + exp h` and set the visits to 0. Who is second? Move the slider
# to see. Then change the order to `as met`, in which a node is visited as soon as a walk meets it. What
# is lost?
#
# <details><summary>Answer</summary>
#
# The node of `exp`, because $h$ still waits for its share. With `as met`, $h$ hands on 1 before the
# other share, 1.62, has come.
#
# </details>

# %%
explore_expression()

# %% [markdown]
# *What to see:* a node with a thick rim has been visited, with the number of its visit at the corner.
# In the right order, every wire that leaves a node to the right is thick before the node gets its
# number.

# %% [markdown]
# ## How deep may a graph be?
#
# Python lets functions call each other only about a thousand deep. A loop of 20,000 steps makes a graph
# that is deeper.
#
# **Predict.** Each step adds 1 to the value before it. How many nodes are there? What stops us, their
# number or the depth?
#
# <details><summary>Answer</summary>
#
# 40,001: $x$, a leaf and a sum for each step. One visit each is quickly done. But `inputs_first` calls
# itself 20,000 deep.
#
# </details>

# %%
y = x = Node(1.5)
for _ in range(20_000):
    y = y + 1.0
try:
    backward_stored(y)
except RecursionError as error:
    print(type(error).__name__)

# %% [markdown]
# The cure: keep the list of what is still to do ourselves, as a **stack**. A node comes off it twice: at
# first its inputs are put on top of it, the second time they are done.


# %%
def inputs_first(y):
    order, seen, stack = [], set(), [(y, False)]
    while stack:
        node, inputs_are_done = stack.pop()
        if inputs_are_done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((x, False) for x in reversed(node.inputs))
    return order


# %%
backward_stored(y)
print(f"{len(inputs_first(y)):,} nodes, gradient through 20,000 additions: {x.grad:g}")
check(backward_stored)

# %% [markdown]
# ## What if we go back twice?
#
# $x = 2$, $y = x^2$, $z = 3y$. By hand, $\partial z/\partial x = 3 \cdot 2x = 12$.
#
# **Predict.** We call backward a second time and set nothing back. If gradients add, which number
# *should* stand at $x$? Which one will?
#
# <details><summary>Answer</summary>
#
# 24 should: twice 12. But $y$ still holds the 3 of the first walk. The second adds 3, sends
# $6 \times 4 = 24$ to $x$, and 36 stands there.
#
# </details>

# %%
x = Node(2.0)
y = square(x)
z = y * 3.0
for _ in range(2):
    backward_stored(z)
    print("x:", float(x.grad), "  y:", float(y.grad))

# %% [markdown]
# So the gradient of an inner node must live for one walk only. We put the gradients in a dict that ends
# with the walk; a leaf alone keeps its sum. This is our last version.


# %%
def walk(order, grad):
    grads = {order[0]: grad}
    for node in order:
        if node.f is None:
            node.grad = node.grad + grads[node]
            continue
        values = [x.value for x in node.inputs]
        shares = ops.VJPS[node.f](grads[node], *values)
        for x, share in zip(node.inputs, shares, strict=True):
            grads[x] = grads.get(x, 0.0) + share


def backward(y, grad=1.0):
    walk(inputs_first(y)[::-1], grad * np.ones_like(y.value))


# %%
x = Node(2.0)
z = square(x) * 3.0
for _ in range(2):
    backward(z)
    print("x:", float(x.grad))
check(backward)

# %% [markdown]
# `Node`, `apply`, `inputs_first`, `walk`, `backward`: 36 lines, and the engine is complete.
#
# Adding is what we want when two losses share a parameter. Between two steps of training it is not:
# the old gradient has done its work. Somebody has to set it back, and this is what `zero_grad` does.
#
# **Predict.** We go downhill on $w^2$ from $w = 2$ with a learning rate of 0.1, three steps, with and
# without setting the gradient back. Where do the two first differ?
#
# <details><summary>Answer</summary>
#
# In the second step. The first gradient is 4 in both; then one uses 3.2, the other $4 + 3.2$.
#
# </details>

# %%
for zero_grad in (True, False):
    w, path = Node(2.0), []
    for _ in range(3):
        w.grad = 0.0 * w.grad if zero_grad else w.grad
        backward(square(w))
        w.value = w.value - 0.1 * w.grad
        path.append(round(float(w.value), 3))
    print("set back:" if zero_grad else "kept:    ", path)

# %% [markdown]
# Sometimes a value should enter as a constant. **Detach** makes a leaf of it: the same number, without
# the note of how it was made.
#
# **Predict.** $h = x^2$ at $x = 3$. What is the gradient of $h \cdot h$, and with the second $h$
# detached?
#
# <details><summary>Answer</summary>
#
# $4x^3 = 108$, and half of it, 54: one of the two shares ends at the new leaf.
#
# </details>

# %%
for cut in (lambda h: h, lambda h: Node(h.value)):
    x = Node(3.0)
    h = square(x)
    backward(h * cut(h))
    print(float(x.grad))

# %% [markdown]
# ## Does it know the network of notebook 07?
#
# There the backward pass was a loop by hand. We run it on three layers.

# %%
net = MLP([3, 5, 4, 2], rng=rng)
x, labels = rng.normal(size=(6, 3)), np.array([0, 1, 1, 0, 1, 0])
loss, grad_logits = softmax_cross_entropy(net.forward(x), labels)
net.backward(grad_logits)
print(f"loss = {loss:.4f}")

# %% [markdown]
# For the engine we write the forward pass, and the loss from its parts: the logarithm of the
# probabilities, times $-1/n$ at the true class, summed.
#
# **Predict.** In notebook 07 the gradient at the logits was a formula, $(p - y)/n$. Where is it here?
#
# <details><summary>Answer</summary>
#
# Nowhere. It comes out of the walk through `sum`, `mul` and `log_softmax`.
#
# </details>

# %%
parameters = {l: (Node(net.W[l].value), Node(net.b[l].value)) for l in (1, 2, 3)}
a = Node(x)
for W, b in parameters.values():
    logits = apply(ops.linear, a, W, b)
    a = apply(ops.relu, logits)  # nothing uses the last one, so no walk gets there
minus_one_nth = -np.eye(2)[labels] / 6  # at the true class of each of the 6 rows, else 0
loss_node = apply(ops.sum, apply(ops.log_softmax, logits) * minus_one_nth)
backward(loss_node)

# %%
gaps = [abs(loss_node.value - loss)]
for l, (W, b) in parameters.items():
    gaps += [np.abs(W.grad - net.grad_W[l]).max(), np.abs(b.grad - net.grad_b[l]).max()]
print(len(gaps), "comparisons, all within 1e-12:", max(gaps) < 1e-12)

# %% [markdown]
# **Check.** Two ways, the same loss and the same six gradients. The package's engine, `Tensor`, is ours
# with settings for the formulas and checks of shapes; inputs and labels stay plain arrays. Its tape of
# a two-layer network, with shapes in place of numbers:

# %%
W1, b1 = Tensor(rng.normal(size=(2, 3))), Tensor(np.zeros(3))
W2, b2 = Tensor(rng.normal(size=(3, 2))), Tensor(np.zeros(2))
z1 = autograd.linear(rng.normal(size=(4, 2)), W1, b1)
a1 = autograd.relu(z1)
logits = autograd.linear(a1, W2, b2)
L = autograd.softmax_cross_entropy(logits, np.array([0, 1, 1, 0]))

# %%
layers = {"W1": W1, "b1": b1, "z1": z1, "a1": a1, "W2": W2, "b2": b2, "logits": logits, "L": L}
two_layers = trace_walk(autograd.inputs_first(L)[::-1], layers)
Picture(draw_walk(two_layers), describe_walk(two_layers))

# %% [markdown]
# *What to see:* every gradient (lower line in a box) has the shape of its value (upper line), and the
# parameters are the leaves. The input $x$ is not in the graph: nobody asked for its gradient.

# %% [markdown]
# ## How do we say it in PyTorch?
#
# The first lines are those of $x = 2$, $y = x^2$, $z = 3y$. `requires_grad` marks a leaf whose gradient
# we want.
#
# ```python
# x = torch.tensor(2.0, requires_grad=True)
# y = x**2
# z = 3 * y
# z.backward()
# print(x.grad.item())
# ```
#
# This prints `12.0`. To ask for some gradients only, of inner nodes too, and leave every `.grad` alone:
#
# ```python
# y = x**2
# z = 3 * y
# grads = torch.autograd.grad(z, [y, x], retain_graph=True)
# print([grad.item() for grad in grads], x.grad.item())
# ```
#
# This prints `[3.0, 12.0] 12.0`. PyTorch frees the graph after a walk, to save memory, unless
# `retain_graph=True` keeps it. Below, the first walk keeps the graph, so the second one can add its 12.
# The second frees it, and the third finds nothing:
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
# From an array, `backward` wants the gradient at it as an argument, and takes a vector-Jacobian product:
#
# ```python
# x = torch.tensor([1.0, 2.0, 4.0], requires_grad=True)
# y = x**2
# y.backward(torch.tensor([1.0, 10.0, 100.0]))
# print(x.grad.tolist())
# ```
#
# This prints `[2.0, 40.0, 800.0]`. A test of this course runs these lines wherever PyTorch is installed.
#
# **Predict.** Which of the four will our `Tensor` answer differently?
#
# <details><summary>Answer</summary>
#
# The third. Our graph lasts as long as somebody holds its result, so a third walk is allowed and adds: 36.
#
# </details>

# %%
x = Tensor(2.0)
y = autograd.square(x)
z = 3.0 * y
z.backward()
ours = {"x.grad": float(x.grad), "grad": [float(grad) for grad in autograd.grad(z, [y, x])]}
z.backward()
ours["twice"] = float(x.grad)
z.backward()
print("after a third walk:", float(x.grad))

# %%
vector = Tensor([1.0, 2.0, 4.0])
autograd.square(vector).backward([1.0, 10.0, 100.0])
ours["vector"] = vector.grad.tolist()
recorded_from_pytorch = {
    "x.grad": 12.0,
    "grad": [3.0, 12.0],
    "twice": 24.0,
    "vector": [2.0, 40.0, 800.0],
}
print("the same numbers as PyTorch:", ours == recorded_from_pytorch)

# %% [markdown]
# Without that argument, both engines refuse an array.

# %%
try:
    autograd.square(vector).backward()
except ValueError as error:
    print(error)

# %% [markdown]
# | PyTorch | here | what it does |
# |---|---|---|
# | `torch.tensor(2.0, requires_grad=True)` | `Tensor(2.0)` | makes a leaf |
# | `z.backward()` | `z.backward()` | adds to every leaf's `.grad` |
# | `z.backward(g)` | `z.backward(g)` | the same, from the gradient `g` at `z` |
# | `z.backward(inputs=[x])` | no such argument | adds to these leaves only |
# | `torch.autograd.grad(z, [x])` | `autograd.grad(z, [x])` | returns gradients, adds nothing |
# | `retain_graph=True` | always so | keeps the graph for another walk |
# | `create_graph=True` | left out | records the walk too, for gradients of gradients |
# | `optimizer.zero_grad()` | `x.zero_grad()` | forgets the sums (PyTorch sets them to `None`) |
# | `y.detach()` | `y.detach()` | a leaf with the same value (PyTorch shares its memory, we copy) |
#
# Each run makes a new graph. So `if` and `while` may look at the data.
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
# **Predict.** What is the gradient for $x = 4.9$, and for $x = 5$? Does the gradient know of the `while`?
#
# <details><summary>Answer</summary>
#
# 4 and 2. From 5 on, one doubling is enough. The gradient sees the additions that were run, and nothing
# of the question that decided how many.
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

# %% [markdown]
# The first line is PyTorch's 12.0 and 4.0. Now for many inputs:

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
#
# What PyTorch adds is above all speed and breadth: thousands of formulas, on **GPUs** (processors with
# thousands of small cores that share one matrix product), and gradients of gradients; we leave these out.

# %% [markdown]
# ## Break it
#
# Two slips that people really make. The first: at a join, overwrite instead of add. The second: visit
# the nodes depth first as they are met, so that `append` stands *before* the loop over the inputs.
#
# **Predict.** Which of the four graphs expose the first slip, which the second?
#
# <details><summary>Answer</summary>
#
# The first: all but the chain. The second: only the last two. In $x \cdot x$ both shares come from one
# visit, so no order can spoil it.
#
# </details>


# %%
def backward_overwriting(y):
    order = inputs_first(y)[::-1]
    grads = {y: np.ones_like(y.value)}
    for node in order:
        if node.f is None:
            node.grad = node.grad + grads[node]
            continue
        values = [x.value for x in node.inputs]
        grads.update(zip(node.inputs, ops.VJPS[node.f](grads[node], *values), strict=True))


check(backward_overwriting)

# %% [markdown]
# Now the order. Compare with our first `inputs_first`: there `append` stands last.


# %%
def as_met(node, order=None):
    order = [] if order is None else order
    if node not in order:
        order.append(node)
        for x in node.inputs:
            as_met(x, order)
    return order


check(lambda y: walk(as_met(y), 1.0))

# %%
x = Node(1.5)
u = square(x)
v = sin(u)
m = x * v
y = x + m
broken = trace_walk(as_met(y), {"x": x, "u": u, "v": v, "m": m, "y": y})
Picture(draw_walk(broken), describe_walk(broken))

# %% [markdown]
# *What to see:* $x$ is visited second, with one of its three shares; the two others come too late (dashed).
#
# How does one notice? No error is raised, and every shape fits. A network that is a chain passes every
# check. Keep a graph with a join, and one with a shortcut, in your tests.

# %% [markdown]
# ## In the package
#
# The same engine with checks at the door. `walk_back` is our `walk`, `_shares` calls the vjp.
#
# **Predict.** In `walk_back`, the gradient of a node is taken out of the dict with `pop`. When is that
# safe?
#
# <details><summary>Answer</summary>
#
# When nothing can come later: in topological order. It also frees memory as early as possible.
#
# </details>

# %%
show_source(autograd.walk_back, autograd.inputs_first)

# %%
show_source(autograd.Tensor.backward, autograd.grad)

# %% [markdown]
# ## Recap
#
# A node that notes its formula and its inputs is all that a backward pass needs. Recursion along every
# path is right and can take $2^n$ visits; in topological order each node is visited once, when its
# gradient is complete. Shares add. The gradients of inner nodes end with the walk, those of leaves stay
# and add until somebody sets them back. The graph is what was run, so any Python may stand in it.
#
# | formula | going back | shape |
# |---|---|---|
# | $y = f(x_1, \dots, x_k)$ on a tape | $\bar x_i \mathrel{+}=$ entry $i$ of `f_vjp(` $\bar y, x_1, \dots, x_k$ `)` | like $x_i$ |
# | $y = e^x$ | $\bar x = \bar y\, y$ | like $x$ |
# | $y = \ln \mathrm{softmax}(x)$ | $\bar x = \bar y - p \sum_k \bar y_k$, row by row | (n, classes) |
#
# The engine takes away the bookkeeping, and no more. It walks every way that the forward pass took, even
# where paper finds one short formula for all of them. In [notebook 12](12-normalization.ipynb) three ways lead
# from an input to one result, and we go back twice: along the graph, and on paper.

# %% [markdown]
# ## Questions
#
# **1.** Why do labels and inputs stay plain arrays in the package's engine?
#
# <details><summary>Answer</summary>
#
# Nobody needs their gradient. A plain array ends the walk there and saves the work.
#
# </details>
#
# **2.** What is wrong with this training loop?
#
# ```python
# for _ in range(100):
#     loss = mse(linear(x, W, b), y)
#     loss.backward()
#     for p in (W, b):
#         p.value -= lr * p.grad
# ```
#
# <details><summary>Answer</summary>
#
# `zero_grad` is missing: each step uses the sum of all gradients so far.
#
# </details>
#
# **3.** Someone builds the graph once, before the loop, and calls only `loss.backward()` in it. What
# happens?
#
# <details><summary>Answer</summary>
#
# The values inside the graph stay those of the first forward pass, while the parameters move on: the
# gradients belong to no loss at all. Each forward pass needs a new graph.
#
# </details>
#
# **4.** Why do we begin at the result, and not at the leaves, as we did on the way forward?
#
# <details><summary>Answer</summary>
#
# One walk from the result serves every leaf. From the leaves it would take one walk for each of them.
#
# </details>
#
# **5.** A long training run keeps `losses.append(loss)`, with `loss` a tensor. Memory grows and grows.
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
# Three for pencil and keyboard.
#
# **A.** $y_0 = y_1 = x$ and then $y_k = y_{k-1} + y_{k-2}$, up to $y_5$. How many visits does the
# recursion make, and how many nodes are there?
#
# <details><summary>Answer</summary>
#
# A visit of $y_k$ costs $c_k = 1 + c_{k-1} + c_{k-2}$ with $c_0 = c_1 = 1$: 1, 1, 3, 5, 9, 15. So 15
# visits of 5 nodes ($y_0$ and $y_1$ are the one node $x$).
#
# </details>
#
# **B.** Teach `Node` to subtract, with formulas that it knows already.
#
# <details><summary>Answer</summary>
#
# `def __sub__(self, other): return self + other * -1.0`, for a node `other`.
#
# </details>
#
# **C.** Our `apply` knows no settings, such as `axis=0` for `ops.sum`. Which of the five pieces of the
# engine must change?
#
# <details><summary>Answer</summary>
#
# Three: `apply(f, *inputs, **settings)` passes them to `f` and to the node, the node keeps them, and
# `walk` passes `**node.settings` to the vjp.
#
# </details>

# %%
Node.__sub__ = lambda self, other: self + other * -1.0
x = Node(3.0)
backward(square(x) - x)
slope = float(x.grad)
older = newer = x
for _ in range(4):
    older, newer = newer, older + newer
send(newer, 1.0, visits := Counter())
print("A:", visits.total(), "visits,", len(inputs_first(newer)), "nodes   B:", slope == 2 * 3.0 - 1)

# %% [markdown]
# ## Further reading
#
# - A. Baydin, B. Pearlmutter, A. Radul, J. Siskind, *Automatic Differentiation in Machine Learning: a
#   Survey*, JMLR, 2018: forward and reverse mode, and what they are not.
# - A. Paszke et al., *Automatic Differentiation in PyTorch*, 2017: the design of the engine that we
#   translated, by those who built it.
