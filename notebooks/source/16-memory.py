# teaches: layers.Dropout
# uses: module.Module, module.Sequential, layers.Linear, layers.Tanh, layers.ReLU
# uses: gradcheck.check_module, gradcheck.numerical_gradient, ops.relu_vjp
# remember: The backward pass is paid for in memory: what the forward pass saves grows with the batch,
# remember: and can be bought back with work.
# %% [markdown]
# # 16  Pay for the backward pass
#
# ## What you'll do
#
# You count the bytes that a forward pass leaves behind, measure them, and write the two tricks that make large
# networks fit into memory: running forward again, and updating during the backward pass.
#
# ## What you'll learn
#
# - **count** what is saved, and tell what grows with the batch from what does not,
# - **write** a backward pass that recomputes, and choose how often it saves,
# - **decide** when a layer may be updated while the backward pass is still running.
#
# ## What you'll need
#
# Modules, of [notebook 08](08-modules.ipynb), and Adam, of [notebook 10](10-optimizers.ipynb).

# %% [markdown]
# ## Recall
#
# In notebook 08 a module saved its input in `forward` and used it in `backward`.
#
# **Predict.** A `Linear(100, 50)` gets 64 examples in float64, 8 bytes a number. How many bytes does it keep for the
# backward pass? How many do its weights and biases take?
#
# <details><summary>Answer</summary>
#
# The input has $64 \times 100$ numbers: 51,200 bytes. The parameters are $100 \times 50 + 50 = 5{,}050$ numbers:
# 40,400 bytes.
#
# </details>

# %%
import tracemalloc

import numpy as np

from backprop_course import ops
from backprop_course.checking import check
from backprop_course.exercises import ch16
from backprop_course.figures.modules.memory import describe_memory, peak, trace_memory
from backprop_course.figures.modules.memory_picture import draw_memory
from backprop_course.figures.modules.update_order import describe_orders, trace_orders
from backprop_course.figures.modules.update_order_picture import draw_orders
from backprop_course.gradcheck import check_module, numerical_gradient
from backprop_course.layers import Dropout, Linear, ReLU, Tanh
from backprop_course.module import Module, Sequential
from backprop_course.notebook import Picture, show_source

rng = np.random.default_rng(0)
layer = Linear(100, 50, rng=rng)
layer.forward(rng.normal(size=(64, 100)))
print(f"saved {layer.x.nbytes:,}, parameters {sum(p.value.nbytes for p in layer.parameters()):,}")

# %% [markdown]
# ## What does the forward pass leave behind?
#
# During a step of training four kinds of arrays are in memory:
#
# | what | size | grows with the batch |
# |---|---|---|
# | parameters | one number each | no |
# | their gradients | the same | no |
# | what the optimizer keeps | SGD nothing, momentum the same, Adam twice the same | no |
# | saved inputs | one array for each layer | yes |
#
# **You write it.** A network is a chain of linear layers, with a ReLU between every two of them. Every layer, also a
# ReLU, saves its input. How many bytes are saved?
#
# {{task: saved_bytes}}
#
# {{hints: saved_bytes}}


# %%
def saved_bytes(x, weights):
    """Return the bytes that all layers save in the forward pass, at 8 bytes a number.

    x (n, features): the input; weights: the arrays W of the linear layers, (fan_in, fan_out) each.
    x of shape (2, 3), weights of shapes (3, 4) and (4, 5)  ->  176
    """
    ### BEGIN SOLUTION
    n, saved = len(x), x.nbytes
    for W in weights[:-1]:
        saved += 2 * 8 * n * W.shape[1]  # into the ReLU, and into the next linear layer
    return saved
    ### END SOLUTION


# %%
check(ch16.saved_bytes, saved_bytes)

# %% [markdown]
# **Check.** A larger network for the digits of notebook 07, built from modules:

# %%
digits = Sequential(Linear(64, 256, rng=rng), ReLU(), Linear(256, 128, rng=rng), ReLU())
digits.append(Linear(128, 10, rng=rng))
weights = [layer.W.value for layer in digits.layers if isinstance(layer, Linear)]
for n in (32, 1437):
    x = rng.normal(size=(n, 64))
    digits.forward(x)
    kept = sum(layer.x.nbytes for layer in digits.layers)
    parameters = sum(p.value.nbytes for p in digits.parameters())
    print(f"batch of {n:4}: counted {saved_bytes(x, weights):>10,}, kept {kept:>10,}", end="")
    print(f", parameters {parameters:,}")

# %% [markdown]
# With 32 examples the parameters are larger; with all 1,437 digits at once the saved inputs are 24 times as large as
# the parameters. That is why a batch that is too large ends in "out of memory", and why a network that is only *used*,
# not trained, needs so much less: without a backward pass nothing has to be saved.
#
# **Predict.** A ReLU has to know only which of its inputs were positive. NumPy stores `True` and `False` in one byte
# each. If a ReLU saves this mask instead of its input, how many times less is that? And what must be saved for a bias?
#
# <details><summary>Answer</summary>
#
# From 8 bytes to 1: by a factor of 8. A bias needs nothing: its gradient is the sum of what arrives.
#
# </details>

# %%
z, arriving = rng.normal(size=(2, 1437, 256))
mask = z > 0
(with_input,) = ops.relu_vjp(arriving, z)
difference = np.abs(np.where(mask, arriving, 0.0) - with_input).max()
print(f"input {z.nbytes:,} bytes, mask {mask.nbytes:,} bytes, difference {difference:.1f}")

# %% [markdown]
# ## Can we save less, and run forward again?
#
# Memory can be traded for work, by **recomputation** (also called checkpointing). The chain is cut into pieces, and
# each piece saves only its first input. When the backward pass reaches a piece, the piece runs forward *again*, saves
# its other inputs, and frees each one once it is used.
#
# We try it on a chain of 16 layers, 8 linear ones with a tanh each, 50 wide, on 1,000 examples: each input takes
# $1000 \times 50 \times 8$ bytes, 400 kB.
#
# **Predict.** In 4 pieces of 4 layers, how many inputs are saved at once, at most? How many forward steps are there
# in all?
#
# <details><summary>Answer</summary>
#
# The most are saved when the last piece has run: the first inputs of 4 pieces, and 3 more inside this one, 7 instead
# of 16. All layers go forward twice: 32 steps instead of 16.
#
# </details>
#
# **You write it.** The backward pass of a piece that has kept only its input. A step is a pair of functions.
#
# {{task: backward_again}}
#
# {{hints: backward_again}}


# %%
def backward_again(grad_y, x, steps):
    """Return the gradient of x, the only value that the piece has saved.

    steps: a list of pairs (forward, backward), the first step first;
    forward(x) -> y of that step, backward(grad_y, x) -> grad_x of that step, from its own input.
    grad_y = 1., x = 3., steps = [double, square]  ->  24.    (y = (2 x)^2)
    """
    ### BEGIN SOLUTION
    inputs = [x]
    for forward, _ in steps:
        inputs.append(forward(inputs[-1]))
    for (_, backward), x in zip(steps[::-1], inputs[-2::-1], strict=True):
        grad_y = backward(grad_y, x)
    return grad_y
    ### END SOLUTION


# %%
check(ch16.backward_again, backward_again)

# %% [markdown]
# Now the same as a module, with the layers of the package. `use` runs the backward of a layer and then frees its input;
# `Chain` does that for a chain of layers.


# %%
def use(layer, grad_y):
    grad_x, layer.x = layer.backward(grad_y), None
    return grad_x


class Chain(Module):
    """A chain of layers, each of which saves its input until it is used."""

    def __init__(self, *layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, grad_y, *, input_grad=True):
        for layer in reversed(self.layers):
            grad_y = use(layer, grad_y)
        return grad_y


# %% [markdown]
# `Recompute` forgets all inputs but the first, and calls your function in the backward pass. The layers save their
# own inputs when they run again, so the backward function of a step ignores its `x`; `layer=layer` binds it to its own
# layer.


# %%
class Recompute(Chain):
    """A chain of layers that saves only the first input, and runs forward again."""

    def forward(self, x):
        self.x, y = x, super().forward(x)
        for layer in self.layers:
            layer.x = None
        return y

    def backward(self, grad_y, *, input_grad=True):
        x, self.x = self.x, None
        steps = [
            (layer.forward, lambda grad, x, layer=layer: use(layer, grad)) for layer in self.layers
        ]
        return backward_again(grad_y, x, steps)


# %%
layers = [layer for _ in range(8) for layer in (Linear(50, 50, rng=rng), Tanh())]
x_deep, grad_deep = rng.normal(size=(2, 1000, 50))


def pieces(size):
    return Chain(*(Recompute(*layers[i : i + size]) for i in range(0, 16, size)))


traces = {
    "save every input": trace_memory(Chain(*layers), x_deep, grad_deep),
    "save every fourth, run again": trace_memory(pieces(4), x_deep, grad_deep),
}
Picture(draw_memory(traces), describe_memory(traces))

# %% [markdown]
# *What to see:* on the left, one high mountain. On the right, what is saved drops after every fourth layer of the
# forward pass, and each piece is climbed again (grey) before it goes back. An input is freed once it is used, as in
# libraries; the package's own layers keep theirs until the next forward pass.
#
# **Check.** The gradients are the same, and `check_module` agrees:

# %% tags=["nbval-ignore-output"]
every, some = Chain(*layers), pieces(4)
every.forward(x_deep)
expected = every.backward(grad_deep)
some.forward(x_deep)
print(f"largest difference {np.abs(some.backward(grad_deep) - expected).max():.0e}")
print(f"checked: largest error {max(r.error for r in check_module(some, x_deep[:3])):.0e}")

# %% [markdown]
# And now real bytes: `tracemalloc`, of Python's standard library, records the memory that NumPy asks for. Beside it
# stands the largest number of saved inputs, counted, of 400 kB each:


# %% tags=["nbval-ignore-output"]
def peak_bytes(net):
    """The most memory in use during one forward and one backward pass, beyond what was there."""
    tracemalloc.start()
    net.forward(x_deep)
    net.backward(grad_deep)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


print(f"save every input: {peak_bytes(Chain(*layers)) / 1e6:.1f} MB")
for size in (1, 2, 4, 8, 16):
    counted = peak(trace_memory(pieces(size), x_deep, grad_deep)) // 400_000
    print(
        f"pieces of {size:2}: {peak_bytes(pieces(size)) / 1e6:.1f} MB, counted {counted:2} arrays"
    )

# %% [markdown]
# Half the memory, for one more forward pass. (What is measured also holds the arrays that a layer is working on.) For
# $L$ layers in pieces of $s$ the most is $L/s + s - 1$ inputs, which is smallest near $s = \sqrt L$: a network a
# hundred times as deep needs ten times the memory. The price: a backward pass costs about two forward passes
# (notebook 06), so a step with a second forward pass costs four units where it cost three.

# %% [markdown]
# ## When may a layer be updated?
#
# Gradients take as much memory as the parameters. But once a layer has gone backward, this pass no longer needs its
# weights. So we may update it at once, and use the memory of its gradient again. Then only the largest layer
# counts, not the sum of all. In our network for the digits:

# %%
sizes = [sum(p.value.size for p in layer.parameters()) for layer in digits.layers]
print(f"numbers in the gradients of all layers {sum(sizes):,}, of the largest {max(sizes):,}")

# %% [markdown]
# The moment matters. By hand, $y = w_2 w_1 x$ with $x = 2$, $w_1 = 3$, $w_2 = 0.5$ and loss $(y - 1)^2$: the hidden
# value is 6, $y = 3$, $\bar y = 4$, $\bar w_2 = 24$. The rate is 0.01.
#
# **Predict.** If the gradient passes through $w_2$ first and then $w_2$ is updated, what is $\bar w_1$? And if we
# update $w_2$ first?
#
# <details><summary>Answer</summary>
#
# $4 \times 0.5 = 2$ goes back, so $\bar w_1 = 2 \times 2 = 4$. In the other order $w_2$ is already
# $0.5 - 0.24 = 0.26$, so 1.04 goes back and $\bar w_1 = 2.08$: the gradient of a network that
# never made this prediction.
#
# </details>

# %%
orders = trace_orders(x=2.0, w1=3.0, w2=0.5, target=1.0, lr=0.01)
Picture(draw_orders(orders), describe_orders(orders))

# %% [markdown]
# *What to see:* two steps are exchanged. The updated layer's own gradient is correct in both lanes; the layer before it
# gets a wrong one.
#
# **You write it.** One step for a chain of linear layers without biases, each updated as soon as that is safe. It
# needs the gradient of one layer's weights at a time.
#
# {{task: updated_on_the_way}}
#
# {{hints: updated_on_the_way}}


# %%
def updated_on_the_way(grad_y, inputs, weights, lr):
    """Return the new weights, the first layer's first, after one step of gradient descent.

    grad_y arrives at the last output; inputs: what each layer saved; weights: one W per layer.
    grad_y = [[4.]], inputs = [[[2.]], [[6.]]], weights = [[[3.]], [[0.5]]], lr = 0.01
        ->  [[[2.96]], [[0.26]]]
    """
    ### BEGIN SOLUTION
    updated = []
    for x, W in zip(reversed(inputs), reversed(weights), strict=True):
        grad_W = x.T @ grad_y
        grad_y = grad_y @ W.T
        updated.insert(0, W - lr * grad_W)
    return updated
    ### END SOLUTION


# %%
check(ch16.updated_on_the_way, updated_on_the_way)

# %% [markdown]
# **Check.** An update tells which gradient it used: (before - after) / rate. Nudging says what $\bar w_1$ should be.

# %%
two = [np.array([[3.0]]), np.array([[0.5]])]
after = updated_on_the_way(np.array([[4.0]]), [np.array([[2.0]]), np.array([[6.0]])], two, lr=0.01)
used = [((before - now) / 0.01).item() for before, now in zip(two, after, strict=True)]
nudged = numerical_gradient(lambda w: (0.5 * w.item() * 2.0 - 1) ** 2, np.array([3.0]))
print(f"used for w1 {used[0]:.4f}, for w2 {used[1]:.4f}; nudged w1 {nudged[0]:.4f}")

# %% [markdown]
# It is **not** safe where a gradient is not complete yet, or where an update needs all of them:
#
# - a parameter that two layers share: the second share of its gradient is still to come,
# - a gradient that is added up over several batches before one step,
# - clipping by the norm of all gradients ([notebook 13](13-vanishing-and-exploding-gradients.ipynb)): the norm is known
#   only at the end.
#
# Momentum and Adam are safe: to move a parameter they need only its own gradient.

# %% [markdown]
# ## Break it
#
# Recomputation assumes that the second forward pass computes what the first one did. **Dropout** sets a share of the
# values to 0, at random, and scales up the rest: if half of them are set to 0, by 1/0.5 = 2. In the backward pass it
# stops the gradient at the same places.
#
# **Predict.** A piece holds a dropout layer, and we recompute it. Does the gradient belong to the output that the piece
# returned? What has to be saved besides the input?
#
# <details><summary>Answer</summary>
#
# No: the second pass draws other places, so the gradient belongs to another output. The state of the random generator
# has to be saved, and restored before the second pass; or the mask has to be saved.
#
# </details>


# %%
class WithItsDraws(Recompute):
    """Recompute that restores the state of the random generator before it runs forward again."""

    def __init__(self, rng, *layers):
        super().__init__(*layers)
        self.rng = rng

    def forward(self, x):
        self.state = self.rng.bit_generator.state
        return super().forward(x)

    def backward(self, grad_y, *, input_grad=True):
        self.rng.bit_generator.state = self.state
        return super().backward(grad_y)


# %%
ones = np.ones((1, 8))
for kind in ("plain", "restored"):
    drops = np.random.default_rng(3)
    piece = Recompute(Dropout(0.5, rng=drops))
    if kind == "restored":
        piece = WithItsDraws(drops, Dropout(0.5, rng=drops))
    print(f"{kind:>8}: output {piece.forward(ones)[0].astype(int)}", end="")
    print(f", gradient of x {piece.backward(ones)[0].astype(int)}")

# %% [markdown]
# For an input of ones, the output of dropout and the gradient of its sum are the same numbers. In the first line they
# are not. Nothing crashed. Libraries save the state of the generator for this reason.

# %% [markdown]
# ## In the package
#
# `Sequential` saves every output and frees nothing, so that we can look at all of them. `update_parameters` may be
# called for one layer at a time.

# %%
show_source(Sequential.forward, Sequential.backward, Module.update_parameters)

# %% [markdown]
# ## Recap
#
# Parameters, gradients and the optimizer's averages take the same memory for any batch; what the forward pass saves
# grows with the batch and with the depth. A mask is an eighth of an input. With one more forward pass, the memory grows
# like the square root of the depth, if the second pass repeats the first. A layer may be updated once its gradient is
# complete and has been sent on.
#
# | what | memory | work |
# |---|---|---|
# | save every input | $L$ arrays | 1 forward, 1 backward |
# | pieces of $s$ layers | $L/s + s - 1$ arrays | 2 forward, 1 backward |
# | all gradients, then the update | as many as there are parameters | |
# | update during the backward pass | as many as the largest layer has | the same |
#
# What is still missing here: how several machines share one step of a large network. The same two questions come back
# there: what is kept, and when may a weight change?

# %% [markdown]
# ## Questions
#
# **1.** A network fits into memory with 64 examples, not with 128. Name two ways to use 128 all the same.
#
# <details><summary>Answer</summary>
#
# Recompute; or send two halves through before one update, since `backward` adds. (Both losses must then be divided by
# 128.)
#
# </details>
#
# **2.** What is wrong with this ReLU, and where does it do no harm?
#
# ```python
# def forward(self, x):
#     self.x = x
#     x[x < 0] = 0
#     return x
# ```
#
# <details><summary>Answer</summary>
#
# It overwrites its input to save an array. Where another branch or layer still needs that input, as in a residual
# module, its value is lost. Behind a linear layer, whose output nobody else reads, it does no harm: the mask `x > 0` is
# the same before and after.
#
# </details>
#
# **3.** tanh can save its output in place of its input. Why is that enough, and when does it save memory?
#
# <details><summary>Answer</summary>
#
# Its slope is $1 - y^2$. The output is the next layer's input, which that layer saves anyway: one array serves both.
#
# </details>
#
# **4.** Pieces of 1 layer need as many arrays as no pieces at all. Why?
#
# <details><summary>Answer</summary>
#
# Each piece keeps its first input, and there are as many pieces as layers: $16/1 + 1 - 1 = 16$.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper. Write your numbers after `return`, and the check says how you did.
#
# **A.** 36 layers in pieces of 6. How many inputs are saved at once, at most? And how many times does a layer run
# forward in one step of training, counted over all layers?
#
# {{hints: A}}


# %%
def A():
    """Return the number of inputs, and the number of times that a layer runs forward.

    An answer looks like this:  return 20, 40
    """
    ### BEGIN SOLUTION
    return 36 // 6 + 6 - 1, 2 * 36
    ### END SOLUTION


# %%
check(ch16.A, A)

# %% [markdown]
# **B.** A million parameters in float32. How many megabytes (millions of bytes) do they take? And together with their
# gradients and all that Adam keeps?
#
# {{hints: B}}


# %%
def B():
    """Return two numbers of megabytes: the parameters alone, and all together.

    An answer looks like this:  return 0.5, 2.5
    """
    ### BEGIN SOLUTION
    return 4.0, 4 * 4.0
    ### END SOLUTION


# %%
check(ch16.B, B)

# %% [markdown]
# **C.** $y = w_2 w_1 x$ with $x = 2$, $w_1 = 3$, $w_2 = 2$, loss $(y - 10)^2$. Find $\bar w_2$ and $\bar w_1$.
#
# {{hints: C}}


# %%
def C():
    """Return the gradient of w2, then that of w1.

    An answer looks like this:  return 5, 7
    """
    ### BEGIN SOLUTION
    return 4 * 6, 4 * 2 * 2
    ### END SOLUTION


# %%
check(ch16.C, C)

# %% [markdown]
# ## Further reading
#
# - T. Chen, B. Xu, C. Zhang, C. Guestrin, *Training deep nets with sublinear memory cost*, 2016: where the square root
#   comes from.
# - A. Griewank, A. Walther, *Evaluating Derivatives*, SIAM, 2008, chapter 12: the best places to save, with proofs.
# - K. Lv and others, *Full parameter fine-tuning for large language models with limited resources*, 2023: updating during
#   the backward pass, and what to do about the norm.
