# teaches: module.Module, module.Parameter, module.Sequential
# teaches: layers.Linear, layers.ReLU, layers.LeakyReLU, layers.Tanh, layers.Sigmoid
# teaches: layers.Residual
# uses: ops.add, ops.mul, ops.relu, losses.mse, gradcheck.check_module
# remember: A module saves in the forward pass what its backward pass needs, and it can save one use only.
# %% [markdown]
# # 08  Build networks from modules
#
# ## What you'll do
#
# You write layers that bring their own backward pass, put them in a row and around a branch, let them learn, and
# find out what goes wrong when one object is used twice.
#
# ## What you'll learn
#
# - **write** a module, and have it checked,
# - **compose** modules in a row, and with a branch,
# - **train** a network of modules on a line and on a wave,
# - **explain** why one object must not stand twice in a network, and share a parameter instead.
#
# ## What you'll need
#
# The backward pass of a linear layer and `check_module` of [notebook 07](07-mlp-by-hand.ipynb), the squared error of
# [04](04-losses.ipynb), and Python's `class`.

# %% [markdown]
# ## Recall
#
# In notebook 07 the backward pass of a linear layer had three products: `x.T @ grad_y`, `grad_y.sum(axis=0)` and
# `grad_y @ W.T`.
#
# **Predict.** One example, $x = (2, 0)$, weights $W = (2, 3)$ in a column, and a gradient of 4 arrives.
# What are the three results? What had to be kept from the forward pass?
#
# <details><summary>Answer</summary>
#
# $\bar W = (8, 0)$, $\bar b = 4$, $\bar x = (8, 12)$. $x$ and $W$ had to be kept; the output and $b$ are not needed.
#
# </details>

# %%
import numpy as np

x, W, grad_y = np.array([[2.0, 0.0]]), np.array([[2.0], [3.0]]), np.array([[4.0]])
print((x.T @ grad_y).ravel(), grad_y.sum(axis=0), (grad_y @ W.T).ravel())

# %%
from backprop_course import ops
from backprop_course.checking import check
from backprop_course.exercises import ch08
from backprop_course.figures.chain_rule.graph import describe_graph, trace_graph
from backprop_course.figures.chain_rule.graph_picture import draw_graph
from backprop_course.figures.modules.chain import describe_chain, trace_chain
from backprop_course.figures.modules.chain_picture import draw_chain
from backprop_course.figures.modules.relu_fit_picture import draw_relu_fit, kinks
from backprop_course.gradcheck import check_module
from backprop_course.layers import LeakyReLU, Linear, ReLU, Residual, Sigmoid, Tanh
from backprop_course.losses import mse
from backprop_course.module import Module, Parameter, Sequential
from backprop_course.notebook import Picture, show_source

rng = np.random.default_rng(0)

# %% [markdown]
# ## What must a layer bring along?
#
# In notebook 07 the loop knew what each layer does. Now each layer knows it itself. A **module** is
# an object with two methods:
#
# - `forward(x)` returns $y$, and **saves** what the backward pass will need;
# - `backward(grad_y)` uses what was saved, and returns the gradient of $x$.
#
# Its trainable arrays are **parameters**: a `value`, and a `grad` of the same shape. `backward` *adds* to `grad`, because
# the gradients of several uses add.
#
# | name | shape | meaning |
# |---|---|---|
# | `x`, `grad_x` | (n, fan_in) | input |
# | `W`, `b` | (fan_in, fan_out), (fan_out,) | parameters |
# | `grad_W`, `grad_b` | like `W`, `b` | what earlier uses have sent |
# | `grad_y` | (n, fan_out) | upstream gradient |
#
# **You write it.** What `backward` computes in a linear layer.
#
# {{task: layer_backward}}
#
# {{hints: layer_backward}}


# %%
def layer_backward(grad_y, x, W, grad_W, grad_b):
    """Return grad_x, and grad_W and grad_b with what this use adds to them, as new arrays.

    grad_y = [[4.]], x = [[2., 0.]], W = [[2.], [3.]], grad_W = [[1.], [1.]], grad_b = [10.]
        ->  [[8., 12.]], [[9.], [1.]], [14.]
    """
    ### BEGIN SOLUTION
    grad_W = grad_W + x.T @ grad_y
    grad_b = grad_b + grad_y.sum(axis=0)
    return grad_y @ W.T, grad_W, grad_b
    ### END SOLUTION


# %%
check(ch08.layer_backward, layer_backward)

# %% [markdown]
# With your lines, a layer is a short class:


# %%
class OurLinear(Module):
    def __init__(self, W, b):
        self.W, self.b = Parameter(W), Parameter(b)

    def forward(self, x):
        self.x = x  # saved
        return x @ self.W.value + self.b.value

    def backward(self, grad_y):
        grad_x, self.W.grad, self.b.grad = layer_backward(
            grad_y, self.x, self.W.value, self.W.grad, self.b.grad
        )
        return grad_x


# %% [markdown]
# **Check.** The same lines will check every module of this lesson:


# %%
def report_on(module, x):
    for report in check_module(module, x, rng=rng):
        print(f"{report.name}: {'passes' if report else 'FAILS'}")


report_on(OurLinear(rng.normal(size=(3, 2)), rng.normal(size=2)), rng.normal(size=(4, 3)))

# %% [markdown]
# ## Can a single module learn?
#
# Five points lie on the line $y = 2x + 1$: at $x = -2, -1, 0, 1, 2$ the targets are
# $-3, -1, 1, 3, 5$. At $w = b = 0$ all predictions are 0. The mean squared error has the gradient
# $\frac{2}{5}(\text{prediction} - \text{target})$.
#
# **Predict.** What are $\bar w$ and $\bar b$? What are $w$ and $b$ after one step with learning rate 0.1?
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
# Every module inherits `update_parameters` from `Module`: `value -= lr * grad`, and then `grad` is 0 again. So
# training needs four lines, whatever the module is:


# %%
def train(net, x, target, lr, steps):
    for _ in range(steps):
        loss, grad = mse(net.forward(x), target)
        net.backward(grad)
        net.update_parameters(lr)
    return mse(net.forward(x), target)[0]


line.update_parameters(0.1)
print(f"after  1 step:  w {line.W.value.item():.3f}, b {line.b.value.item():.3f}")
train(line, x_line, 2 * x_line + 1, lr=0.1, steps=60)
print(f"after 61 steps: w {line.W.value.item():.3f}, b {line.b.value.item():.3f}")

# %% [markdown]
# ## What happens in a row of modules?
#
# A network is a composition: each module takes the output of the one before and its own parameters $\theta$, if it
# has any; the loss $\ell$ compares the last output with the target $t$.
#
# $$L = \ell\big(f_3(f_2(f_1(x;\ \theta_1));\ \theta_3),\ t\big)$$
#
# Take one example, $x = 2$, through a linear layer with $W = (1, -1)$, $b = (0, 1)$, then ReLU, then the layer of
# the Recall with $b = -1$. The target is 1 and the loss is the squared error.
#
# **Predict.** In the forward pass, what does each of the three save? In the backward pass, what does each return, and
# in which order do the parameters get their gradients?
#
# <details><summary>Answer</summary>
#
# Saved: 2, then (2, -1), then (2, 0). Prediction 3, loss 4, its gradient 4. The last layer gets its
# gradients first, (8, 0) and 4, and returns (8, 12). ReLU returns (8, 0). The first layer gets (16, 0)
# and (8, 0), and 8 reaches $x$.
#
# </details>
#
# **You write it.** Both passes, through any number of modules in a row.
#
# {{task: pass_through}}
#
# {{hints: pass_through}}


# %%
def pass_through(layers, x, grad_y):
    """Send x forward through all modules and grad_y back through all; return y and grad_x.

    layers = [ReLU(), ReLU()], x = [[-2., 3.]], grad_y = [[10., 20.]]
        ->  [[0., 3.]], [[0., 20.]]
    """
    ### BEGIN SOLUTION
    for layer in layers:
        x = layer.forward(x)
    for layer in reversed(layers):
        grad_y = layer.backward(grad_y)
    return x, grad_y
    ### END SOLUTION


# %%
check(ch08.pass_through, pass_through)

# %%
layers = [OurLinear([[1.0, -1.0]], [0.0, 1.0]), ReLU(), OurLinear([[2.0], [3.0]], [-1.0])]
y, grad_x = pass_through(layers, np.array([[2.0]]), np.array([[4.0]]))
print("prediction", y.item(), "  gradient of x", grad_x.item())
for layer in layers:
    print(type(layer).__name__, "saved", layer.x.tolist(), end=", ")
    print("gradients", [p.grad.ravel().tolist() for p in layer.parameters()])


# %% [markdown]
# Your two loops, as the two methods of a class, make a row of modules a module again: it can stand in
# another row, be checked, and be trained by the same four lines.


# %%
class Chain(Module):
    def __init__(self, *layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, grad_y):
        for layer in reversed(self.layers):
            grad_y = layer.backward(grad_y)
        return grad_y


chain = trace_chain(Chain(*layers), [[2.0]], [[1.0]], mse)
Picture(draw_chain(chain), describe_chain(chain))

# %% [markdown]
# *What to see:* in the forward pass each box fills the drawer above it. In the backward pass it uses what lies there,
# leaves gradients below, and returns one to the box on its left. Nothing but the chain knows who its neighbours are.
#
# **Check.** With other activations between. (`LeakyReLU` gives negative inputs a small slope instead of 0.)

# %%
for activation in (ReLU(), LeakyReLU(), Tanh(), Sigmoid()):
    first = OurLinear(rng.normal(size=(3, 5)), np.ones(5))
    last = OurLinear(rng.normal(size=(5, 2)), np.ones(2))
    reports = check_module(Chain(first, activation, last), rng.normal(size=(4, 3)), rng=rng)
    passing = sum(bool(report) for report in reports)
    print(f"{type(activation).__name__:9} {passing} of {len(reports)} reports pass")

# %% [markdown]
# The package's chain is called `Sequential`, and its `Linear` begins with random weights and $b = 0$. PyTorch has the same
# parts under nearly the same names:
#
# | here | in PyTorch |
# |---|---|
# | `Module`, `forward` | `nn.Module`, `forward` |
# | `backward`, written by hand | none: autograd finds it ([notebook 11](11-autograd.ipynb)) |
# | `Parameter`, `.value` and `.grad` | `nn.Parameter`, the tensor itself and its `.grad` |
# | `Sequential`, `Linear`, `ReLU` | `nn.Sequential`, `nn.Linear`, `nn.ReLU` |
# | `update_parameters(lr)` | `optimizer.step()`, then `optimizer.zero_grad()` |
#
# There, too, `.grad` adds up until it is set to 0.

# %% [markdown]
# ## Can a row of modules bend?
#
# Now a **regression**, which predicts a number and not a class: 16 ReLU units learn $\sin 2x$. Each unit
# $\max(wx + b, 0)$ is straight except for a kink where $wx + b = 0$; the last layer adds them up.
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
    print(f"after {done:4} steps: loss {loss:.3f}")

# %%
Picture(
    draw_relu_fit(x_wave[:, 0], wave[:, 0], grid[:, 0], curves, places),
    "At the start the net is two straight pieces with all kinks at 0; after 100 steps the kinks have "
    "spread and the curve bends; after 2,000 steps its pieces follow the sine, with a spike at its "
    "right crest.",
)

# %% [markdown]
# *What to see:* the kinks spread, most of them to the left. At the right crest a single kink, near 0.82, has to
# do the work of many, and there the fit is a spike.

# %% [markdown]
# ## What if the input takes two paths?
#
# A **residual** module adds its input to the output of a branch, $y = x + f(x)$. By hand, with
# $f(x) = \max(w x, 0)$, $x = 3$ and $w = 0.5$: forward $y = 3 + 1.5$. If a gradient of 1 arrives, 1 goes past the
# branch and 0.5 comes through it.
#
# **Predict.** What reaches $x$ with $w = -0.5$? And what would reach it through the branch alone?
#
# <details><summary>Answer</summary>
#
# 1, past the branch. ReLU is off, so nothing comes through it: alone it returns 0.
#
# </details>
#
# **You write it.** The backward pass of a residual module, whose branch is a module that has gone forward.
#
# {{task: residual_backward}}
#
# {{hints: residual_backward}}


# %%
def residual_backward(grad_y, branch):
    """Return the gradient of x for y = x + branch(x).

    grad_y = [[1., 1.]], and a ReLU as branch, which has seen [[3., -3.]]  ->  [[2., 1.]]
    """
    ### BEGIN SOLUTION
    return grad_y + branch.backward(grad_y)
    ### END SOLUTION


# %%
check(ch08.residual_backward, residual_backward)


# %%
class OurResidual(Module):
    def __init__(self, branch):
        self.branch = branch

    def forward(self, x):
        return x + self.branch.forward(x)

    def backward(self, grad_y):
        return residual_backward(grad_y, self.branch)


for w in (0.5, -0.5):
    branch = Chain(OurLinear([[w]], [0.0]), ReLU())
    for net in (branch, OurResidual(branch)):
        y = net.forward(np.array([[3.0]]))
        print(f"w = {w}, {type(net).__name__}:", y.item(), net.backward(np.array([[1.0]])).item())

# %%
steps = [("z", ops.mul, "w", "x"), ("a", ops.relu, "z"), ("y", ops.add, "a", "x")]
two_ways = trace_graph({"w": 0.5, "x": 3.0}, steps)
title = "Two paths for the input, two gradients that add"
Picture(draw_graph(two_ways, title=title), describe_graph(two_ways))

# %% [markdown]
# *What to see:* where $x$ is copied, 0.5 through the branch (upper path, by way of $z$) and 1 past it (lower path,
# straight to $y$) add up to 1.5. On the lower path nothing is multiplied, so the gradient arrives whole.
# [Notebook 13](13-vanishing-and-exploding-gradients.ipynb) measures what this does for deep networks.

# %%
branch = Chain(OurLinear(rng.normal(size=(3, 3)), np.ones(3)), Tanh())
report_on(OurResidual(branch), rng.normal(size=(4, 3)))

# %% [markdown]
# ## Break it
#
# A module saves *one* input. What if one object stands twice in a network? By hand, $y = w (w x)$ with $w = 2$ and
# $x = 3$: $y = 12$, and the slope in $w$ is $2 w x = 12$.
#
# **Predict.** The object runs on 3, then on 6; in the backward pass both uses look into the same drawer. What will
# `W.grad` be? Which of the reports `x`, `W`, `b` fail?
#
# <details><summary>Answer</summary>
#
# The drawer holds 6, twice. The second use adds $6 \times 1$, the first $6 \times 2$ where $3 \times 2$ belongs: 18.
# Only `W` fails: neither the gradient of $x$ nor that of $b$ needs the saved input.
#
# </details>

# %%
twice = OurLinear([[2.0]], [0.0])
net = Chain(twice, twice)
net.forward(np.array([[3.0]]))
net.backward(np.array([[1.0]]))
print("W.grad:", twice.W.grad.item())
report_on(net, np.array([[3.0]]))

# %% [markdown]
# Nobody would build that on purpose. But people do it with an activation, because it has no parameters to share.
#
# **Predict.** One `ReLU` object stands behind both hidden layers. Which reports fail?
#
# <details><summary>Answer</summary>
#
# Those of everything before the first ReLU, the input included: it applies the mask of the second one. The shapes
# agree, so no error is raised.
#
# </details>

# %%
relu = ReLU()
shared = Sequential(Linear(3, 5, rng=rng), relu, Linear(5, 5, rng=rng), relu, Linear(5, 2, rng=rng))
report_on(shared, rng.normal(size=(4, 3)))

# %% [markdown]
# What may be shared is a *parameter*: two objects, a drawer each, and one `Parameter` to which both add. Such
# parameters are called **tied**.

# %%
first, second = OurLinear([[2.0]], [0.0]), OurLinear([[2.0]], [0.0])
second.W, second.b = first.W, first.b
tied = Chain(first, second)
tied.forward(np.array([[3.0]]))
tied.backward(np.array([[1.0]]))
print("W.grad:", first.W.grad.item())
report_on(tied, np.array([[3.0]]))

# %% [markdown]
# 12, as by hand. The full cure is to keep the memory with each *use* instead of the object:
# [notebook 11](11-autograd.ipynb).

# %% [markdown]
# ## In the package
#
# The methods of `Linear` and `Residual`, with your lines in them. The rest is care: `require_forward` refuses a
# `backward` without a forward pass, and `input_grad=False` says that nobody wants the gradient of $x$, as in the first
# layer of a network, so that a product can be saved. A branch may be scaled.

# %%
show_source(Linear.forward, Linear.backward, Residual.backward)

# %% [markdown]
# **Check.** Ours and theirs, with the same numbers:

# %% tags=["nbval-ignore-output"]
theirs = Linear(3, 2, rng=rng)
ours = OurLinear(theirs.W.value, theirs.b.value)
batch, grad = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
gaps = [ours.forward(batch) - theirs.forward(batch), ours.backward(grad) - theirs.backward(grad)]
gaps += [ours.W.grad - theirs.W.grad, ours.b.grad - theirs.b.grad]
print(f"largest difference {max(np.abs(gap).max() for gap in gaps):.0e}")

# %% [markdown]
# ## Recap
#
# A module saves in the forward pass what it uses in the backward pass, adds to the gradients of its parameters, and
# returns the gradient of its input. Modules in a row are a module again; a branch gives the gradient a second path. An
# object remembers one use, so it may stand in one place; a parameter may be shared.
#
# | formula | backward | shape |
# |---|---|---|
# | $y = f_3(f_2(f_1(x)))$ | the same modules, last one first | like $x$ |
# | $y = x + f(x)$ | $\bar x = \bar y$, plus what $f$ returns | like $x$ |
# | a parameter used twice | the gradients of both uses add | like the parameter |
#
# What is still missing: we took every "passes" on trust. [Notebook 09](09-testing-gradients.ipynb) tests the tests. Two
# second readings go on from here: how a convolution goes back, in [notebook 15](15-convolution.ipynb), and what all that
# saving costs, in [notebook 16](16-memory.ipynb).

# %% [markdown]
# ## Questions
#
# **1.** What is wrong with this backward?
#
# ```python
# def backward(self, grad_y):
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
# **3.** Someone lets ReLU write into its input: `x[x < 0] = 0; return x`. Between linear layers the results are
# correct. As the branch of a residual module they are wrong. Why?
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
# **5.** Only 64 examples fit into memory, but you want the step of a batch of 128. What can you do?
#
# <details><summary>Answer</summary>
#
# Send two halves through before one update: `backward` adds. Both losses then have to divide by 128.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper. Write your numbers after `return`, and the check says how you did.
#
# **A.** The chain of this lesson with $x = -1$ and target 0. Find the loss, the gradients of the two weights of the last
# layer, and the gradient of $x$.
#
# {{hints: A}}


# %%
def A():
    """Return four numbers: the loss, the gradients of both weights of the last layer, that of x.

    An answer looks like this:  return 4, 8, 0, 8
    """
    ### BEGIN SOLUTION
    return 25, 0, 20, -30
    ### END SOLUTION


# %%
check(ch08.A, A)

# %% [markdown]
# **B.** A residual module with the branch $\max(w x + b, 0)$, $w = -1$, $b = 3$. Its input is 2, and a gradient of 1
# arrives. Find $y$, and what reaches $x$.
#
# {{hints: B}}


# %%
def B():
    """Return two numbers: y, and the gradient of x.

    An answer looks like this:  return 4.5, 1.5
    """
    ### BEGIN SOLUTION
    return 2 + 1, 1 - 1
    ### END SOLUTION


# %%
check(ch08.B, B)

# %% [markdown]
# **C.** One linear object with $w = 3$ and $b = 0$ stands twice in a row, $x = 1$, and a gradient of 1 arrives. What will
# `W.grad` be, and what should it be?
#
# {{hints: C}}


# %%
def C():
    """Return two numbers: W.grad as the object computes it, and the true slope.

    An answer looks like this:  return 18, 12
    """
    ### BEGIN SOLUTION
    return 3 * 1 + 3 * 3, 2 * 3 * 1
    ### END SOLUTION


# %%
check(ch08.C, C)

# %% [markdown]
# ## Further reading
#
# - K. He and others, *Deep residual learning for image recognition*, CVPR, 2016: why the path past a branch matters.
# - The PyTorch tutorial *Build the neural network*: the same modules in the library that most people use.
