# %% [markdown]
# # 08  Modules of your own, used more than once
#
# Five exercises for lesson 08, about three quarters of an hour. Leave the arrays that you are given as they
# are, and return new ones.
#
# Fill in a cell, run it, and run the check cell below it. Run checks at any moment and as often as
# you like: a wrong answer gets a diagnosis and a question. `backprop-course status` shows where you
# are.

# %%
import numpy as np

from backprop_course.checking import check, judge, report
from backprop_course.exercises import ch08
from backprop_course.figures.mlp.charts import draw_learning_curves
from backprop_course.layers import Linear, ReLU, Sigmoid
from backprop_course.losses import mse
from backprop_course.module import Module, Sequential
from backprop_course.notebook import Picture

# %% [markdown]
# ## 1  Predict what a shared object returns
#
# {{task: shared_relu}}
#
# One `ReLU` object stands behind both hidden layers of a net. All biases are 0, and $x = 1$ is one number. The
# first layer has the weights $(2, -1)$, the second $\begin{pmatrix} -1 & 1 \\ 3 & 5 \end{pmatrix}$ (row $i$ belongs
# to its input $i$, as in `h @ W2`), the last $(4, 3)$ in a column. A gradient of 1 arrives at the output. What does
# the net return as the gradient of $x$, and what is the true slope?
#
# {{hints: shared_relu}}


# %%
def shared_relu():
    """Return two numbers: the gradient of x with one object in both places, and the true slope.

    An answer looks like this:  return 4, -7
    """
    ### BEGIN SOLUTION
    return -15, 6
    ### END SOLUTION


# %%
check(ch08.shared_relu, shared_relu)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Forward: $(2, -1)$, after ReLU $(2, 0)$, then $(-2, 2)$, after ReLU $(0, 2)$. The second use masks correctly, and
# $(0, 3)$ goes on, which the second layer turns into $(3, 15)$. The first use should keep the 3, and keeps the 15:
# $-1 \cdot 15$ in place of $2 \cdot 3$. Even the sign is wrong.
#
# Another way for the true slope: raise $x$ a little. Only the path by the first unit of the first layer and the
# second unit of the second one is on: $2 \cdot 1 \cdot 3$.
#
# The common wrong answer gives 6 twice, as if the object kept a mask for each use.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 2  Write a layer that scales
#
# {{task: scale_backward}}
#
# A layer multiplies feature $i$ of every example by a factor $s_i$ and adds a shift $t_i$: `y = x * s + t`. Write
# what its backward method computes. `grad_s` and `grad_t` hold what earlier uses have sent.
#
# {{hints: scale_backward}}


# %%
def scale_backward(grad_y, x, s, grad_s, grad_t):
    """Return grad_x, and grad_s and grad_t with what this use adds to them, as new arrays.

    grad_y, x: (n, features); s, grad_s, grad_t: (features,)
    grad_y = [[4., 1.]], x = [[2., 3.]], s = [5., -1.], grad_s = [1., 1.], grad_t = [10., 0.]
        ->  [[20., -1.]], [9., 4.], [14., 1.]
    """
    ### BEGIN SOLUTION
    return grad_y * s, grad_s + (grad_y * x).sum(axis=0), grad_t + grad_y.sum(axis=0)
    ### END SOLUTION


# %%
check(ch08.scale_backward, scale_backward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: this layer is a linear one whose matrix has $s$ on its diagonal and 0 elsewhere. The gradient of $s$ is
# the diagonal of `x.T @ grad_y`, without the work for the rest.
#
# A common wrong answer multiplies two sums, `grad_y.sum(axis=0) * x.sum(axis=0)`. With one example it agrees; with
# two it lets the gradient of one example meet the input of the other.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 3  Hunt a bug
#
# {{task: find_the_step}}
#
# A friend trains a linear layer and has computed one step by hand: every digit agreed. Still the code holds
# one bug, which is in this list:
#
# | name | what is wrong |
# |---|---|
# | `"not-cleared"` | the gradients of earlier steps are never set back to 0 |
# | `"forward-once"` | all steps use the predictions of the first |
# | `"no-two"` | the slope of the square lacks its factor 2 |
# | `"bias-stays"` | only the weight is moved |
# | `"uphill"` | the step goes up the slope |
#
# Name the bug, and give an input on which it shows. Your input is run through both functions.
#
# {{hints: find_the_step}}


# %%
def planted_training(w, x, target, lr, steps):
    layer = Linear(1, 1, rng=np.random.default_rng(0))
    layer.W.value[...] = w
    for _ in range(steps):
        _, grad = mse(layer.forward(x[:, None]), target[:, None])
        layer.backward(grad)
        for parameter in layer.parameters():
            parameter.value -= lr * parameter.grad
    return layer.W.value.item(), layer.b.value.item()


w, b = planted_training(0.5, np.array([1.0, 2.0]), np.array([3.0, 1.0]), 0.1, 1)
print(round(w, 3), round(b, 3))


# %%
def find_the_step():
    """Return the tuple (name of the bug, input); the input is (w, x, target, lr, steps).

    An answer looks like this:
        return "uphill", (0.5, np.array([1.0, 2.0]), np.array([3.0, 1.0]), 0.1, 1)
    """
    ### BEGIN SOLUTION
    return "not-cleared", (0.5, np.array([1.0, 2.0]), np.array([3.0, 1.0]), 0.1, 2)
    ### END SOLUTION


# %%
check(ch08.find_the_step, find_the_step)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# `update_parameters` does two things, and the friend copied one of them. `layer.zero_grad()` at the end of the loop
# is the cure.
#
# A common wrong name is `"forward-once"`, which also agrees in the first step. But the call of `forward` stands inside
# of the loop. A common wrong input keeps one step and changes the numbers: no number can show it.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 4  Test the test
#
# {{task: layer_check}}
#
# Now you are the one who checks. A candidate is a class of modules with `y = x @ W`: `candidate(W)` makes a module,
# which has `forward(x)`, `backward(grad_y)` and the parameter `W`, with `W.value` and `W.grad`. It should behave
# as a module of the lesson does, also when it is used again, beside others of its kind, and after `W.value` was
# changed. `backward` must leave `grad_y` as it was. Your function returns True when the candidate is correct, and
# False when it is not.
#
# Yours is tried on two correct candidates, written in different ways, and on seven with one planted error
# each. What it kills earns points, but only if it passes both correct ones.
#
# {{hints: layer_check}}


# %%
def layer_check(candidate):
    """Return True for a correct class of modules, and False for a wrong one.

    module = candidate([[2.0], [3.0]]), module.forward([[1.0, 0.0]]), module.backward([[4.0]])
        ->  [[8.0, 12.0]], and then module.W.grad is [[4.0], [0.0]], if it is correct (all are arrays)
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(0)
    modules = [candidate(rng.normal(size=(3, 2))) for _ in range(2)]
    sums = [np.zeros((3, 2)) for _ in modules]
    for _ in range(2):
        xs = rng.normal(size=(2, 4, 3))
        for module, x in zip(modules, xs, strict=True):
            module.forward(x)
        for k, (module, x) in enumerate(zip(modules, xs, strict=True)):
            grad_y = rng.normal(size=(4, 2))
            given = grad_y.copy()
            grad_x = module.backward(given)
            sums[k] += x.T @ grad_y
            fine = np.allclose(grad_x, grad_y @ module.W.value.T)
            fine = fine and np.allclose(module.W.grad, sums[k])
            if not fine or not np.array_equal(given, grad_y):
                return False
            module.W.value = module.W.value + 0.5
    return True
    ### END SOLUTION


# %%
check(ch08.layer_check, layer_check)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way: put two modules of the class and one object of it twice in use inside of a little net, and compare with
# nudges. It takes longer, and asks the same: twice, side by side, after a step.
#
# A common weak check calls `forward` and `backward` once. That is how most layers are tested, and an error that needs a
# second use survives: a gradient that is overwritten, an input that is kept.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 5  Multiply two branches
#
# {{task: gate_backward}}
#
# A gate sends $x$ through two modules and multiplies what they return, entry by entry: $a = f(x)$, $b = g(x)$,
# $y = a\,b$. Write its backward pass. Both modules have gone forward, and $a$ and $b$ were saved.
#
# {{hints: gate_backward}}


# %%
def gate_backward(grad_y, back_left, back_right, a, b):
    """Return the gradient of x for y = left(x) * right(x); a and b are what the two returned.

    back_left, back_right: the backward passes of the two modules, functions of one gradient.
    Two ReLUs that have seen [[3., -1.]], so a = b = [[3., 0.]], and grad_y = [[10., 10.]]
        ->  [[60., 0.]]
    """
    ### BEGIN SOLUTION
    return back_left(grad_y * b) + back_right(grad_y * a)
    ### END SOLUTION


# %%
check(ch08.gate_backward, gate_backward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The order of the two calls does not matter: each branch has a drawer of its own. It would matter if both were
# one object.
#
# The common wrong answer sends each branch its own output. Test it on paper with $a = 2$, $b = 5$: if $a$ grows by a
# little, y grows 5 times as much.
# <!-- END SOLUTION -->

# %% [markdown]
# ### Your gate learns
#
# A module around your lines, in a row with two layers, learns a target that is itself a product, $x \sin 2x$. Beside it learns a
# net with ReLU in place of the gate.

# %%
ready = judge(ch08.gate_backward, gate_backward).outcome == "right"
rng = np.random.default_rng(0)


class Gate(Module):
    def __init__(self, left, right):
        self.left, self.right = left, right

    def forward(self, x):
        self.a, self.b = self.left.forward(x), self.right.forward(x)
        return self.a * self.b

    def backward(self, grad_y, *, input_grad=True):
        return gate_backward(grad_y, self.left.backward, self.right.backward, self.a, self.b)


def losses_of(middle, x, target):
    """The losses of a net with ``middle`` between two layers, on the same first weights."""
    rng = np.random.default_rng(1)
    net = Sequential(Linear(1, 16, rng=rng), middle, Linear(16, 1, rng=rng))
    net.layers[0].b.value[...] = rng.normal(size=16)
    losses = []
    for _ in range(2000):
        loss, grad = mse(net.forward(x), target)
        net.backward(grad)
        net.update_parameters(0.01)
        losses.append(loss)
    return losses


x = np.linspace(-2, 2, 41)[:, None]
target = x * np.sin(2 * x)
gate = Gate(Linear(16, 16, rng=rng), Sequential(Linear(16, 16, rng=rng), Sigmoid()))
curves = {
    "with your gate": losses_of(gate, x, target) if ready else [1.0],
    "with ReLU in its place": losses_of(ReLU(), x, target) if ready else [1.0],
}
for name, losses in curves.items():
    print(f"{name}: loss {losses[0]:.1f}, after {len(losses)} steps {losses[-1]:.3f}")
Picture(
    draw_learning_curves(curves, title="Does your gate learn?", xlabel="step"),
    "Two losses over 2,000 steps: with ReLU it ends near 0.1, with the gate far below that.",
)

# %% [markdown]
# *What to see:* both losses fall, the solid one through a module that the lesson never had. (It is no contest: the gate
# brings two layers of its own.) As long as `gate_backward` is not right, nothing is trained and the chart is empty.

# %% [markdown]
# ## What you can do now
#
# You can write a module with its collected gradients, find what only a second use shows, test somebody's layer,
# and send a gradient through two branches that meet in a product. All verdicts once more:

# %%
report(
    (ch08.shared_relu, shared_relu),
    (ch08.scale_backward, scale_backward),
    (ch08.find_the_step, find_the_step),
    (ch08.layer_check, layer_check),
    (ch08.gate_backward, gate_backward),
)
