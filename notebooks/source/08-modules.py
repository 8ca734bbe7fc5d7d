# teaches: module.Module, module.Parameter, module.Sequential
# teaches: layers.Linear, layers.ReLU, layers.LeakyReLU, layers.Tanh, layers.Sigmoid
# teaches: layers.Residual
# uses: ops.add, ops.mul, ops.relu, losses.mse, mlp.MLP
# uses: gradcheck.check_module, gradcheck.numerical_gradient
# %% [markdown]
# # 08  Build networks from modules
#
# ## What you'll do
#
# You write layers that bring their own way back, build networks from them, and find out what their memory costs.
#
# ## What you'll learn
#
# - **write** a module, and have it checked,
# - **compose** modules: in a row, with a branch,
# - **count** what the forward pass saves, and trade memory for work,
# - **decide** when a layer may be updated, and when an object must not be used twice.
#
# ## What you'll need
#
# [Notebooks 06](06-vector-jacobian-products.ipynb) and [07](07-mlp-by-hand.ipynb), and Python's `class`.

# %% [markdown]
# ## Recall
#
# In notebook 07 a linear layer went back by three lines: `x.T @ grad_y`, `grad_y.sum(axis=0)`,
# `grad_y @ W.T`.
#
# **Predict.** One example, $x = (2, 0)$, weights $W = (2, 3)$ in a column, and a gradient of 4 arrives.
# What are the three results? What had to be kept since the forward pass?
#
# <details><summary>Answer</summary>
#
# $\bar W = (8, 0)$, $\bar b = 4$, $\bar x = (8, 12)$. Kept were $x$ and $W$, not the output and not $b$.
#
# </details>

# %%
import numpy as np

x, W, grad_y = np.array([[2.0, 0.0]]), np.array([[2.0], [3.0]]), np.array([[4.0]])
print((x.T @ grad_y).ravel(), grad_y.sum(axis=0), (grad_y @ W.T).ravel())

# %%

from backprop_course import ops
from backprop_course.figures.modules.chain import describe_chain, trace_chain
from backprop_course.figures.modules.chain_picture import draw_chain
from backprop_course.figures.chain_rule.graph import describe_graph, trace_graph
from backprop_course.figures.chain_rule.graph_picture import draw_graph
from backprop_course.figures.modules.memory import describe_memory, peak, trace_memory
from backprop_course.figures.modules.memory_picture import draw_memory
from backprop_course.figures.modules.relu_fit_picture import draw_relu_fit, kinks
from backprop_course.figures.modules.update_order import describe_orders, trace_orders
from backprop_course.figures.modules.update_order_picture import draw_orders
from backprop_course.gradcheck import check_module, numerical_gradient
from backprop_course.layers import LeakyReLU, Linear, ReLU
from backprop_course.layers import Residual, Sigmoid, Tanh
from backprop_course.losses import mse
from backprop_course.mlp import MLP
from backprop_course.module import Module, Parameter, Sequential
from backprop_course.notebook import Picture, show_source

rng = np.random.default_rng(0)

# %% [markdown]
# ## What must a layer bring along?
#
# In notebook 07 the loop knew what each layer does. Now each layer shall know it. A **module** is
# an object with two methods: `forward(x)` returns $y$ and saves what the way back needs;
# `backward(grad_y)` uses it and returns the gradient of $x$. Its trainable arrays are `Parameter`s: a
# `value`, and a `grad` of the same shape. `backward` *adds* to `grad`, because gradients of several uses add.


# %%
class OurLinear(Module):
    def __init__(self, W, b):
        self.W, self.b = Parameter(W), Parameter(b)  # (fan_in, fan_out), (fan_out,)

    def forward(self, x):
        self.x = x  # saved, (n, fan_in)
        return x @ self.W.value + self.b.value  # (n, fan_out)

    def backward(self, grad_y, *, input_grad=True):
        self.W.grad += self.x.T @ grad_y
        self.b.grad += grad_y.sum(axis=0)
        return grad_y @ self.W.value.T


# %% [markdown]
# (`input_grad=False` says that nobody wants the gradient of $x$; we may ignore it.)
#
# **Check.** These lines, with `check_module` of notebook 07, will meet every module of this lesson:


# %%
def check(module, x):
    for report in check_module(module, x, rng=rng):
        print(f"{report.name}: {'passes' if report else 'FAILS'}")


check(OurLinear(rng.normal(size=(3, 2)), rng.normal(size=2)), rng.normal(size=(4, 3)))

# %% [markdown]
# Can a single module learn? Five points lie on the line $y = 2x + 1$: at $x = -2, -1, 0, 1, 2$ the targets are
# $-3, -1, 1, 3, 5$. At $w = b = 0$ all predictions are 0. The mean squared error has the gradient
# $\frac{2}{5}(\text{prediction} - \text{target})$.
#
# **Predict.** What are $\bar w$ and $\bar b$? What are $w$ and $b$ after one step with rate 0.1?
#
# <details><summary>Answer</summary>
#
# $\bar w = -\frac{2}{5}(6 + 1 + 0 + 3 + 10) = -8$ and $\bar b = -\frac{2}{5}(-3 - 1 + 1 + 3 + 5) = -2$. So
# $w = 0.8$ and $b = 0.2$.
#
# </details>

# %%
x_line = np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0]])  # (5, 1)
line = OurLinear([[0.0]], [0.0])
loss, grad = mse(line.forward(x_line), 2 * x_line + 1)
line.backward(grad)
print("gradients:", round(line.W.grad.item(), 6), round(line.b.grad.item(), 6))

# %% [markdown]
# The training loop is that of notebook 07. Every module inherits `update_parameters` from `Module`:
# `value -= lr * grad`, then `grad` is 0 again.


# %%
def train(net, x, target, lr, steps):
    for _ in range(steps):
        loss, grad = mse(net.forward(x), target)
        net.backward(grad)
        net.update_parameters(lr)
    return mse(net.forward(x), target)[0]


line.update_parameters(0.1)
print("after 1 step:", round(line.W.value.item(), 3), round(line.b.value.item(), 3))
train(line, x_line, 2 * x_line + 1, lr=0.1, steps=60)
print("after 61:    ", round(line.W.value.item(), 3), round(line.b.value.item(), 3))

# %% [markdown]
# ## What happens in a row of modules?
#
# A loss is a composition: each module takes the output of the one before and its own parameters $\theta$, if it
# has any; the loss $\ell$ compares the last output with the target $t$.
#
# $$L = \ell\big(f_3(f_2(f_1(x;\ \theta_1));\ \theta_3),\ t\big)$$
#
# Take one example, $x = 2$, through a linear layer with $W = (1, -1)$, $b = (0, 1)$, then ReLU, then the layer of
# the Recall with $b = -1$. The target is 1 and the loss is squared error.
#
# **Predict.** Walk forward: what does each of the three save? Then back: in which order are gradients
# of parameters found, and what reaches $x$?
#
# <details><summary>Answer</summary>
#
# Saved: 2, then (2, -1), then (2, 0). Prediction 3, loss 4, its gradient 4. The last layer gets its
# gradients first, (8, 0) and 4, and hands back (8, 12). ReLU hands back (8, 0). The first layer gets (16, 0)
# and (8, 0), and 8 reaches $x$.
#
# </details>

# %%
layers = [OurLinear([[1.0, -1.0]], [0.0, 1.0]), ReLU(), OurLinear([[2.0], [3.0]], [-1.0])]
y = np.array([[2.0]])
for layer in layers:
    y = layer.forward(y)
loss, grad = mse(y, np.array([[1.0]]))
for layer in reversed(layers):
    grad = layer.backward(grad)
    print(f"{type(layer).__name__:9}", [p.grad.ravel().tolist() for p in layer.parameters()], grad)

# %% [markdown]
# The two loops are always the same, so they have a name: `Sequential`. It is a module too: it can stand in another one,
# and be checked. Here are our three:

# %%
chain = trace_chain(Sequential(*layers), [[2.0]], [[1.0]], mse)
Picture(draw_chain(chain), describe_chain(chain))

# %% [markdown]
# *What to see:* on the way forward each box fills the drawer above it. On the way back it uses it, leaves
# gradients below it and hands a gradient on: parameters and wires take turns.
#
# **Check.** The same with other activations between. (`LeakyReLU` gives negative inputs a small slope instead of 0.)

# %%
for activation in (ReLU(), LeakyReLU(), Tanh(), Sigmoid()):
    net = Sequential(
        OurLinear(rng.normal(size=(3, 5)), np.ones(5)), activation, Linear(5, 2, rng=rng)
    )
    reports = check_module(net, rng.normal(size=(4, 3)), rng=rng)
    print(f"{type(activation).__name__:10}", all(reports))

# %% [markdown]
# From these parts, a **regression**, which predicts a number and not a class: 16 ReLU units learn $\sin 2x$. Each
# unit $\max(wx + b, 0)$ is straight but for a kink where $wx + b = 0$; the last layer adds them up. The package's
# `Linear` starts with random weights and $b = 0$.
#
# **Predict.** Where are the 16 kinks before training?
#
# <details><summary>Answer</summary>
#
# All at 0, because every $b$ is 0. Training has to spread them.
#
# </details>

# %%
x_wave = np.linspace(-2, 2, 41)[:, None]
wave, grid = np.sin(2 * x_wave), np.linspace(-2.1, 2.1, 421)[:, None]
net = Sequential(Linear(1, 16, rng=np.random.default_rng(0)), ReLU())
net.append(Linear(16, 1, rng=np.random.default_rng(1)))

curves, places = {}, {}
for done, steps in ((0, 0), (100, 100), (2000, 1900)):
    loss = train(net, x_wave, wave, lr=0.05, steps=steps)
    curves[done] = net.forward(grid)[:, 0]
    places[done] = kinks(*(parameter.value for parameter in net.layers[0].parameters()))
    print(f"after {done} steps: loss {loss:.3f}")

# %%
Picture(
    draw_relu_fit(x_wave[:, 0], wave[:, 0], grid[:, 0], curves, places),
    "At the start the net is two straight pieces with all kinks at 0; after 100 steps the kinks have "
    "spread and the curve bends; after 2,000 steps its pieces follow the sine.",
)

# %% [markdown]
# *What to see:* the kinks spread to where the target bends, and the straight pieces between them follow it.

# %% [markdown]
# ## What if the input takes two ways?
#
# A **residual** module adds its input to the output of a branch, $y = x + f(x)$. The input fans out, so two
# gradients add: one past the branch, one through it. By hand, with $f(x) = \max(w x, 0)$, $x = 3$ and $w = 0.5$:
# forward $y = 3 + 1.5$. If a gradient of 1 arrives, 1 goes past and 0.5 through.
#
# **Predict.** What reaches $x$ with $w = -0.5$? And what would, through the branch alone?
#
# <details><summary>Answer</summary>
#
# 1, past the branch. ReLU is off, so nothing comes through it: alone it hands back 0.
#
# </details>

# %%
for w in (0.5, -0.5):
    branch = [OurLinear([[w]], [0.0]), ReLU()]
    for net in (Sequential(*branch), Residual(*branch)):
        y = net.forward(np.array([[3.0]]))
        print(f"w = {w}, {type(net).__name__}:", y.item(), net.backward(np.array([[1.0]])).item())

# %%
steps = [("z", ops.mul, "w", "x"), ("a", ops.relu, "z"), ("y", ops.add, "a", "x")]
two_ways = trace_graph({"w": 0.5, "x": 3.0}, steps)
title = "Two ways for the input, two gradients that add"
Picture(draw_graph(two_ways, title=title), describe_graph(two_ways))

# %% [markdown]
# *What to see:* at the copy, 0.5 through the branch (upper way) and 1 past it (lower way) add to 1.5. No slope stands
# on the lower way; deep networks live on it, as [notebook 13](13-vanishing-and-exploding-gradients.ipynb) measures.

# %%
check(Residual(Linear(3, 5, rng=rng), Tanh(), Linear(5, 3, rng=rng)), rng.normal(size=(4, 3)))

# %% [markdown]
# ## What does remembering cost?
#
# Every module keeps its input, at least until it has gone back. Take 8 linear layers of 50 units, each followed by a
# tanh, and 100 examples, at 8 bytes a number.
#
# **Predict.** How many bytes are saved? How many are parameters? Which grows with the batch?
#
# <details><summary>Answer</summary>
#
# Each of 16 inputs has $100 \times 50$ numbers, 40 kB: 640 kB. Parameters: $8 \times (2500 + 50)$ numbers, 163.2 kB.
# The saved inputs grow with the batch, the parameters do not.
#
# </details>

# %%
layers = [layer for _ in range(8) for layer in (Linear(50, 50, rng=rng), Tanh())]
deep = Sequential(*layers)
parameters = sum(p.value.nbytes for p in deep.parameters())
for n in (100, 1000):
    deep.forward(rng.normal(size=(n, 50)))
    saved = sum(layer.x.nbytes for layer in layers)
    print(f"batch of {n:4}: saved {saved / 1000:,} kB, parameters {parameters / 1000} kB")

# %% [markdown]
# There is a trade, **recomputation** or checkpointing. A piece of the chain saves its first input only. On the way
# back it runs forward *again*, and saves the others for as long as they are used.


# %%
class Recompute(Module):
    def __init__(self, *layers):
        self.layers = layers

    def forward(self, x):
        self.x = x
        for layer in self.layers:
            x = layer.forward(x)
            layer.x = None  # forget
        return x

    def backward(self, grad_y, *, input_grad=True):
        y, self.x = self.x, None
        for layer in self.layers:
            y = layer.forward(y)  # again, and now it saves
        for layer in reversed(self.layers):
            grad_y = layer.backward(grad_y)
            layer.x = None
        return grad_y


# %% [markdown]
# **Predict.** In pieces of 4 layers, how many inputs are saved at once, at most? How many forward steps are there?
#
# <details><summary>Answer</summary>
#
# When the last piece has run again: the first inputs of 4 pieces, and 3 more inside this one, 7 in place of 16. All
# go forward twice: 32 steps in place of 16.
#
# </details>


# %%
def pieces(size):
    return Sequential(*(Recompute(*layers[i : i + size]) for i in range(0, 16, size)))


x_deep, grad_deep = rng.normal(size=(2, 100, 50))
traces = {
    "save every input": trace_memory(deep, x_deep, grad_deep),
    "save every fourth, run again": trace_memory(pieces(4), x_deep, grad_deep),
}
Picture(draw_memory(traces), describe_memory(traces))

# %% [markdown]
# *What to see:* one high mountain on the left; on the right four low ones, each first climbed again (grey). (Here an
# input is let go once it is used, as in libraries; the package's layers keep theirs until the next forward pass.)
#
# **Check.** The gradients are the same. Below, the most that is saved for pieces of every size, in arrays of 40 kB:

# %%
deep.forward(x_deep)
expected = deep.backward(grad_deep)
by_pieces = pieces(4)
by_pieces.forward(x_deep)
print("same:", np.allclose(by_pieces.backward(grad_deep), expected, rtol=1e-12))
for size in (1, 2, 4, 8, 16):
    most = peak(trace_memory(pieces(size), x_deep, grad_deep)) // 40_000
    print(f"pieces of {size}: {most}")

# %% [markdown]
# For $L$ layers in pieces of $s$ the most is $L/s + s - 1$, least near $s = \sqrt L$. The price: a backward pass costs
# about two forward passes (notebook 06), so a step with a second forward pass costs four units where it cost three.

# %% [markdown]
# ## When may a layer be updated?
#
# Gradients take as much memory as the parameters. But once a layer has gone back, this pass needs its weights no more.
# So we may update it at once, and use the memory of its gradient again. Then the largest layer counts, not the
# sum. In the network of notebook 07 that read digits:

# %%
digits = MLP([64, 256, 128, 10], rng=rng)
sizes = [digits.W[l].value.size + digits.b[l].value.size for l in (1, 2, 3)]
print(f"all {sum(sizes):,}, largest {max(sizes):,}")

# %% [markdown]
# The moment matters. By hand, $y = w_2 w_1 x$ with $x = 2$, $w_1 = 3$, $w_2 = 0.5$ and loss $(y - 1)^2$: the hidden
# value is 6, $y = 3$, $\bar y = 4$, $\bar w_2 = 24$. The rate is 0.01.
#
# **Predict.** If we hand back and then update $w_2$, what is $\bar w_1$? And if we update $w_2$ first?
#
# <details><summary>Answer</summary>
#
# Hand back $4 \times 0.5 = 2$, so $\bar w_1 = 2 \times 2 = 4$. In the other order $w_2$ is already
# $0.5 - 0.24 = 0.26$, so 1.04 goes back and $\bar w_1 = 2.08$: the gradient of a network that
# never made this prediction.
#
# </details>

# %%
orders = trace_orders(x=2.0, w1=3.0, w2=0.5, target=1.0, lr=0.01)
Picture(draw_orders(orders), describe_orders(orders))

# %% [markdown]
# *What to see:* two steps are exchanged. The updated layer's own gradient is right in both lanes; the layer before it
# suffers.
#
# As modules: `safe_step` updates a layer after its `backward` has returned, `Hasty` inside.


# %%
def safe_step(net, x, target, lr):
    _, grad = mse(net.forward(x), target)
    for layer in reversed(net.layers):
        grad = layer.backward(grad)
        layer.update_parameters(lr)


class Hasty(OurLinear):
    def backward(self, grad_y, *, input_grad=True):
        super().backward(grad_y)
        self.update_parameters(0.01)
        return grad_y @ self.W.value.T  # with the new W


# %% [markdown]
# **Check.** An update tells which gradient it used: (before - after) / rate. Nudging says what $\bar w_1$ should be.


# %%
def loss_of(w1):
    return (0.5 * w1.item() * 2.0 - 1) ** 2


def used(kind):
    net = Sequential(kind([[3.0]], [0.0]), kind([[0.5]], [0.0]))
    before = [layer.W.value.item() for layer in net.layers]
    safe_step(net, np.array([[2.0]]), np.array([[1.0]]), lr=0.01)
    after = [layer.W.value.item() for layer in net.layers]
    return ((np.array(before) - after) / 0.01).round(6)


print("safe: ", used(OurLinear), "  hasty:", used(Hasty))
print("nudged w1:", numerical_gradient(loss_of, np.array([3.0])).round(6))

# %% [markdown]
# Nor is it safe for a parameter that two layers share, whose gradient is not complete yet, or where an update needs
# all gradients, as clipping by their common norm does ([notebook 10](10-optimizers.ipynb)).

# %% [markdown]
# ## Break it
#
# A module remembers *one* input. What if one object stands twice in a net? By hand, $y = w (w x)$ with $w = 2$ and
# $x = 3$: $y = 12$, and the slope for $w$ is $2 w x = 12$.
#
# **Predict.** It runs on 3, then on 6; on the way back both uses look into the same drawer. What will `W.grad` be?
# Which of the reports `x`, `W`, `b` fail?
#
# <details><summary>Answer</summary>
#
# The drawer holds 6, twice. The second use adds $6 \times 1$, the first $6 \times 2$ where $3 \times 2$ belongs: 18.
# Only `W` fails: neither the gradient of $x$ nor that of $b$ needs the saved input.
#
# </details>

# %%
twice = OurLinear([[2.0]], [0.0])
net = Sequential(twice, twice)
net.forward(np.array([[3.0]]))
net.backward(np.array([[1.0]]))
print("W.grad:", twice.W.grad.item())
check(net, np.array([[3.0]]))

# %% [markdown]
# People do this with an activation, which has no parameters to share.
#
# **Predict.** One `ReLU` object stands behind both hidden layers. Which reports fail?
#
# <details><summary>Answer</summary>
#
# Those before the first ReLU: it goes back with the mask of the second. The shapes agree, so no error is raised.
#
# </details>

# %%
relu = ReLU()
shared = Sequential(Linear(3, 5, rng=rng), relu, Linear(5, 5, rng=rng), relu, Linear(5, 2, rng=rng))
check(shared, rng.normal(size=(4, 3)))

# %% [markdown]
# What may be shared is a *parameter*: two objects, a drawer each, and one `Parameter` to which both add.

# %%
first, second = OurLinear([[2.0]], [0.0]), OurLinear([[2.0]], [0.0])
second.W, second.b = first.W, first.b
tied = Sequential(first, second)
tied.forward(np.array([[3.0]]))
tied.backward(np.array([[1.0]]))
print("W.grad:", first.W.grad.item())
check(tied, np.array([[3.0]]))

# %% [markdown]
# The cure is to keep the memory with each *use* instead of the object: [notebook 11](11-autograd.ipynb).

# %% [markdown]
# ## In the package
#
# **Predict.** What might the package's `Linear` do beyond ours?
#
# <details><summary>Answer</summary>
#
# It refuses a `backward` without a `forward`, skips the gradient of $x$ if nobody wants it, and writes into arrays
# that are lent to it (`out`).
#
# </details>

# %%
show_source(Linear, Residual.backward)

# %% [markdown]
# **Check.** Ours and theirs, on the same numbers:

# %%
theirs = Linear(3, 2, rng=rng)
ours = OurLinear(theirs.W.value, theirs.b.value)
batch, grad = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
print(np.allclose(ours.forward(batch), theirs.forward(batch)))
print(np.allclose(ours.backward(grad), theirs.backward(grad)))
pairs = zip(ours.parameters(), theirs.parameters(), strict=True)
print([np.allclose(one.grad, other.grad) for one, other in pairs])

# %% [markdown]
# ## Recap
#
# A module saves on the way forward what it uses on the way back, adds to its parameters' gradients, and hands a
# gradient on. Modules in a row are a module again; a branch gives the gradient a second way. Running forward again
# trades memory for work. A layer may be updated once it has handed its gradient back. An object remembers one use.
#
# | formula | going back | shape |
# |---|---|---|
# | $y = x + f(x)$ | $\bar x = \bar y$, plus what $f$ hands back | like $x$ |
#
# The sore spot: we took every "passes" on trust. [Notebook 09](09-testing-gradients.ipynb) tests the tests.

# %% [markdown]
# ## Questions
#
# **1.** What is wrong with this backward?
#
# ```python
# def backward(self, grad_y, *, input_grad=True):
#     self.W.grad = self.x.T @ grad_y
#     self.b.grad = grad_y.sum(axis=0)
#     return grad_y @ self.W.value.T
# ```
#
# <details><summary>Answer</summary>
#
# `=` overwrites where `+=` adds. With a shared parameter, or two halves of a batch before one update, only the last
# use counts.
#
# </details>
#
# **2.** Why must a module without parameters have a `backward`?
#
# <details><summary>Answer</summary>
#
# The modules before it have parameters, and their gradient passes through it.
#
# </details>
#
# **3.** Someone lets ReLU write into its input: `x[x < 0] = 0; return x`. Between linear layers the results are right,
# alone in a residual module they are wrong. Why?
#
# <details><summary>Answer</summary>
#
# A linear layer does not need its output. But in $x + f(x)$ the same array goes past the branch too, and is changed
# before it is added.
#
# </details>
#
# **4.** A module computes $y = e^x$. What may it save?
#
# <details><summary>Answer</summary>
#
# $x$, or $y$, which is the slope itself.
#
# </details>
#
# **5.** A net fits into memory with 64 examples, not with 128. Name two ways out.
#
# <details><summary>Answer</summary>
#
# Recompute; or send two halves through before one update, since `backward` adds. (Both losses then divide by 128.)
#
# </details>

# %% [markdown]
# ## Exercises
#
# For pencil and paper; the cell below checks both.
#
# **A.** The chain of this lesson with $x = -1$ and target 0. Find what is saved, the loss, and all gradients.
#
# <details><summary>Answer</summary>
#
# Saved: -1, (-1, 2), (0, 2). Prediction 5, loss 25, gradient 10. The last layer gets (0, 20) and 10 and hands back
# (20, 30); ReLU hands back (0, 30); the first layer gets (0, -30) and (0, 30); $\bar x = -30$.
#
# </details>
#
# **B.** 36 layers in pieces of 6. How many inputs are saved at once, at most?
#
# <details><summary>Answer</summary>
#
# $36/6 + 6 - 1 = 11$.
#
# </details>

# %%
net = Sequential(OurLinear([[1.0, -1.0]], [0.0, 1.0]), ReLU(), OurLinear([[2.0], [3.0]], [-1.0]))
print("A", describe_chain(trace_chain(net, [[-1.0]], [[0.0]], mse)))
layers = [Tanh() for _ in range(36)]
six = Sequential(*(Recompute(*layers[i : i + 6]) for i in range(0, 36, 6)))
print("B", peak(trace_memory(six, np.ones((1, 1)), np.ones((1, 1)))) // 8)

# %% [markdown]
# ## Further reading
#
# - K. He and others, *Deep residual learning for image recognition*, CVPR, 2016: why the way past a branch matters.
# - T. Chen and others, *Training deep nets with sublinear memory cost*, 2016: where the square root comes from.
