# %% [markdown]
# # 07  Build a two-layer network by hand
#
# Nine exercises for lesson 07, about an hour and a quarter. Rows are examples, everything is NumPy,
# and the network is always the same:
#
# | name | shape | made by |
# |---|---|---|
# | `x`, `labels` | (n, fan_in), (n,) | given |
# | `W1`, `b1` | (fan_in, hidden), (hidden,) | trained |
# | `z1`, `a1` | (n, hidden) | `x @ W1 + b1`, then ReLU |
# | `W2`, `b2` | (hidden, classes), (classes,) | trained |
# | `logits` | (n, classes) | `a1 @ W2 + b2` |
#
# The loss is softmax cross-entropy, the **mean** over the examples. A gradient `grad_q` has the shape
# of `q`. Leave the arrays that you are given as they are, and return new ones: whoever calls your
# function may still need the old ones.
#
# Fill in a cell, run it, and run the check cell below it. Run checks at any moment and as often as
# you like: a wrong answer gets a diagnosis and a question. `backprop-course status` shows where you
# are.

# %%
import numpy as np

from backprop_course.checking import check, report
from backprop_course.exercises import ch07

# %% [markdown]
# ## 1  Count the parameters
#
# {{task: count_parameters}}
#
# The digits have 64 pixels and 10 classes. How many numbers does training change in a network with
# one hidden layer of 128 units, that is 64-128-10? Before you compute it: will it be nearer to 1,000,
# to 10,000 or to 100,000?
#
# {{hints: count_parameters}}


# %%
def count_parameters():
    """The number of parameters of a 64-128-10 network, as one number.

    An answer looks like this:  return 1234
    """
    ### BEGIN SOLUTION
    return (64 * 128 + 128) + (128 * 10 + 10)
    ### END SOLUTION


# %%
check(ch07.count_parameters, count_parameters)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way to it: give each example an extra input that is always 1. Then the bias is one more row
# of weights, and the count is $65 \cdot 128 + 129 \cdot 10$.
#
# The common wrong answer is 9,472, the weights without the biases. They are few, and a network
# without them can only bend its border at the origin.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 2  Go forward
#
# {{task: mlp_forward}}
#
# Write the forward pass for a batch, with ReLU between the two layers. Return all three arrays: the
# backward pass will need them. `z1` and `a1` have the shape (n, hidden), `logits` has (n, classes).
#
# {{hints: mlp_forward}}


# %%
def mlp_forward(x, W1, b1, W2, b2):
    """Return the tuple (z1, a1, logits).

    x = [[1., -1.]], W1 = [[2., 1.], [1., 3.]], b1 = [0., 1.], W2 = [[1.], [5.]], b2 = [0.5]
        ->  ([[1., -1.]], [[1., 0.]], [[1.5]])
    """
    ### BEGIN SOLUTION
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0.0)
    return z1, a1, a1 @ W2 + b2
    ### END SOLUTION


# %%
check(ch07.mlp_forward, mlp_forward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# `z1 * (z1 > 0)` is ReLU too, and shows already what the backward pass will do: the same mask.
#
# A common wrong answer writes ReLU down and then lets the second layer read `z1`. Nothing fails:
# the shapes agree. But two linear layers without a bend between them are one linear layer.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 3  Go back through a linear layer
#
# {{task: linear_backward}}
#
# For $y = x W + b$, some gradient `grad_y` comes back from above. Hand it on to all three inputs. The
# bias itself is not needed for that, so it is no argument.
#
# | name | shape |
# |---|---|
# | `grad_y` | (n, fan_out) |
# | `x`, `grad_x` | (n, fan_in) |
# | `W`, `grad_W` | (fan_in, fan_out) |
# | `grad_b` | (fan_out,) |
#
# {{hints: linear_backward}}


# %%
def linear_backward(grad_y, x, W):
    """Return the tuple (grad_x, grad_W, grad_b).

    grad_y = [[1.], [10.]], x = [[2., 3.], [4., 5.]], W = [[6.], [7.]]
        ->  ([[6., 7.], [60., 70.]], [[42.], [53.]], [11.])
    """
    ### BEGIN SOLUTION
    grad_x = grad_y @ W.T  # (n, fan_out) @ (fan_out, fan_in)
    grad_W = x.T @ grad_y  # (fan_in, n) @ (n, fan_out)
    return grad_x, grad_W, grad_y.sum(axis=0)
    ### END SOLUTION


# %%
check(ch07.linear_backward, linear_backward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: `sum(np.outer(x[i], grad_y[i]) for i in range(n))` is the same `grad_W`, one table
# per example as in the lesson's picture; and `np.einsum("ij,ik->jk", x, grad_y)` says the same with
# indices.
#
# The common wrong answer is `grad_y.mean(axis=0)` for the bias. One bias is added in every row, so it
# reaches the loss by n paths, and paths add. That the loss is a mean is known to `grad_y` already;
# this function does not even know which loss stands above it.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 4  Go back through ReLU
#
# {{task: relu_backward}}
#
# For $a = \max(z, 0)$, entry by entry, hand the gradient on from `a` to `z`. All arrays have one
# shape. At exactly $z = 0$ we take the slope 0.
#
# {{hints: relu_backward}}


# %%
def relu_backward(grad_a, z):
    """Return grad_z.

    grad_a = [[10., 20., -30., 40.]], z = [[-2., 0.5, 3., 0.]]  ->  [[0., 20., -30., 0.]]
    """
    ### BEGIN SOLUTION
    return grad_a * (z > 0)
    ### END SOLUTION


# %%
check(ch07.relu_backward, relu_backward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# `np.where(z > 0, grad_a, 0.0)` is as correct. So is `grad_a * (a > 0)`, if only `a` was kept: it is
# positive exactly where `z` is.
#
# A common wrong answer is `grad_a * (a >= 0)`. An output of ReLU is never negative, so this mask is
# true everywhere. Another one is `np.maximum(grad_a, 0)`, ReLU applied to the gradient: it asks the
# wrong array. The slope depends on what went *in*.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 5  Begin at the loss
#
# {{task: logits_backward}}
#
# Softmax turns each row of scores $s$ into probabilities, and the loss is the mean over the examples
# of how surprised we are by the true class $t_i$:
#
# $$p_{ik} = \frac{e^{s_{ik}}}{\sum_j e^{s_{ij}}} \qquad\qquad L = -\frac{1}{n} \sum_i \ln p_{i, t_i}$$
#
# Return the gradient of $L$ with respect to the scores. Scores may be as large as 1000 or as low as
# -1000; what you return must be finite all the same. `logits` has the shape (n, classes), `labels`
# has (n,) and holds whole numbers from 0.
#
# {{hints: logits_backward}}


# %%
def logits_backward(logits, labels):
    """Return grad_logits, of the shape of logits.

    logits = [[0., 0.], [0., 0.]], labels = [0, 1]  ->  [[-0.25, 0.25], [0.25, -0.25]]
    """
    ### BEGIN SOLUTION
    e = np.exp(logits - logits.max(axis=1, keepdims=True))  # at most 1: cannot overflow
    p = e / e.sum(axis=1, keepdims=True)
    p[np.arange(len(p)), labels] -= 1.0
    return p / len(p)
    ### END SOLUTION


# %%
check(ch07.logits_backward, logits_backward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# `(p - np.eye(p.shape[1])[labels]) / len(p)` says it with a one-hot matrix and reads like the formula;
# the version above changes n entries and builds no second array.
#
# The common wrong answer forgets the division by n. Then every gradient below is n times too large,
# and the learning rate that works depends on the batch size. Another one indexes `p[:, labels]`:
# that picks whole *columns*, while `p[np.arange(n), labels]` picks one entry per row.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 6  Write the whole backward pass
#
# {{task: mlp_backward}}
#
# Now from the loss down to every parameter. You get inputs, labels and the four parameters; return
# the four gradients, each of the shape of its parameter. Call your functions from above, or write
# all the lines out.
#
# {{hints: mlp_backward}}


# %%
def mlp_backward(x, labels, W1, b1, W2, b2):
    """Return the tuple (grad_W1, grad_b1, grad_W2, grad_b2).

    x = [[1., 2.]], labels = [0], W1 = [[1.], [1.]], b1 = [0.], W2 = [[1., -1.]], b2 = [-3., 3.]
        ->  ([[-1.], [-2.]], [-1.], [[-1.5, 1.5]], [-0.5, 0.5])
    """
    ### BEGIN SOLUTION
    z1 = x @ W1 + b1  # (n, hidden)
    a1 = np.maximum(z1, 0.0)
    logits = a1 @ W2 + b2  # (n, classes)

    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    grad_logits = (p - np.eye(len(b2))[labels]) / len(x)

    grad_W2 = a1.T @ grad_logits  # (hidden, classes)
    grad_b2 = grad_logits.sum(axis=0)
    grad_a1 = grad_logits @ W2.T  # (n, hidden)
    grad_z1 = grad_a1 * (z1 > 0)
    grad_W1 = x.T @ grad_z1  # (fan_in, hidden)
    grad_b1 = grad_z1.sum(axis=0)
    return grad_W1, grad_b1, grad_W2, grad_b2
    ### END SOLUTION


# %%
check(ch07.mlp_backward, mlp_backward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# With the functions from above:
#
# ```python
# z1, a1, logits = mlp_forward(x, W1, b1, W2, b2)
# grad_a1, grad_W2, grad_b2 = linear_backward(logits_backward(logits, labels), a1, W2)
# _, grad_W1, grad_b1 = linear_backward(relu_backward(grad_a1, z1), x, W1)
# ```
#
# Three lines, and a third layer adds one more. That is the idea of a layer with a forward and a
# backward of its own.
#
# The common wrong answer forgets `* (z1 > 0)`. The second layer stays correct, the first one trains
# worse, and the loss falls all the same.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 7  Take one step
#
# {{task: train_step}}
#
# One step of gradient descent on one batch: return the four new parameters. You may call your
# `mlp_backward`.
#
# {{hints: train_step}}


# %%
def train_step(x, labels, W1, b1, W2, b2, lr):
    """Return the tuple (W1, b1, W2, b2) after one step.

    x = [[1., 2.]], labels = [0], W1 = [[1.], [1.]], b1 = [0.], W2 = [[1., -1.]], b2 = [-3., 3.],
    lr = 0.1  ->  ([[1.1], [1.2]], [0.1], [[1.15, -1.15]], [-2.95, 2.95])
    """
    ### BEGIN SOLUTION
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0.0)
    logits = a1 @ W2 + b2

    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    grad_logits = (e / e.sum(axis=1, keepdims=True) - np.eye(len(b2))[labels]) / len(x)
    grad_z1 = (grad_logits @ W2.T) * (z1 > 0)  # before W2 moves

    W1, b1 = W1 - lr * (x.T @ grad_z1), b1 - lr * grad_z1.sum(axis=0)
    W2, b2 = W2 - lr * (a1.T @ grad_logits), b2 - lr * grad_logits.sum(axis=0)
    return W1, b1, W2, b2
    ### END SOLUTION


# %%
check(ch07.train_step, train_step)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# With the function from above it is one line, and the order cannot go wrong:
#
# ```python
# grads = mlp_backward(x, labels, W1, b1, W2, b2)
# return tuple(value - lr * grad for value, grad in zip((W1, b1, W2, b2), grads))
# ```
#
# The common wrong answer moves `W2` and then sends the gradient back through the *new* `W2`. The
# prediction was made with the old one. With a small learning rate the error is small, so training
# looks healthy. A sharp test is a step with `lr = 1`: the change of each parameter must be minus the
# gradient that nudges give.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 8  Predict how far a mistake reaches
#
# {{task: still_right}}
#
# A network has seven layers, so its gradients are those of `W1`, `b1` up to `W7`, `b7`: fourteen
# arrays. In its backward pass one thing is wrong: the slope of ReLU at `z2`, the hidden values of
# layer 2, is forgotten. How many of the fourteen arrays are correct all the same?
#
# {{hints: still_right}}


# %%
def still_right():
    """How many of the fourteen gradients are correct, as one number.

    An answer looks like this:  return 7
    """
    ### BEGIN SOLUTION
    return 10
    ### END SOLUTION


# %%
check(ch07.still_right, still_right)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The backward pass serves layers 7 to 3 before it comes to `z2`: ten arrays. Layer 2 and everything
# below it are computed from the wrong gradient at `z2`.
#
# The common wrong answer is 12: only the layer with the mistake. But a gradient is handed on, and so is
# its error. Read the other way round this is a method: the *last* wrong array on the list, nearest
# to the loss, tells where the mistake is.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 9  Hunt a bug
#
# {{task: find_the_slip}}
#
# A friend wrote the backward pass below for the network of the lesson, and compared all gradients with
# nudges on two examples. Every digit agreed. Still it holds one bug, which is in this list:
#
# | name | what is wrong |
# |---|---|
# | `"relu-mask"` | the mask lets the gradient of units through that were off |
# | `"first-row"` | the bias gradients look at the first example only |
# | `"mean-twice"` | the number of examples is divided out twice |
# | `"mean-over-classes"` | the loss is divided by the number of classes in place of the number of examples |
# | `"before-relu"` | the second layer's weight gradient reads the hidden values before ReLU |
#
# Name the bug, and give an input on which it shows: `x` of shape (n, 2) and `labels` of shape (n,),
# each label 0 or 1. Your input is run through the planted function and through a correct one.
#
# {{hints: find_the_slip}}


# %%
def planted_backward(x, labels):
    W1, b1 = np.array([[1.0, 2.0, -1.0], [-2.0, -2.0, 2.0]]), np.array([1.0, 1.0, -1.0])
    W2, b2 = np.array([[1.0, 0.5], [-1.0, 0.5], [-0.5, 0.5]]), np.array([-0.5, -1.0])
    a1 = np.maximum(x @ W1 + b1, 0.0)
    logits = a1 @ W2 + b2
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    grad_logits = (p - np.eye(2)[labels]) / p.shape[1]
    grad_z1 = (grad_logits @ W2.T) * (a1 > 0)
    grad_W1, grad_b1 = x.T @ grad_z1, grad_z1.sum(axis=0)
    grad_W2, grad_b2 = a1.T @ grad_logits, grad_logits.sum(axis=0)
    return grad_W1, grad_b1, grad_W2, grad_b2


planted_backward(np.array([[1.0, 2.0], [-2.0, -1.0]]), np.array([0, 1]))[3].round(3)


# %%
def find_the_slip():
    """Return the tuple (name of the bug, input); the input is a tuple (x, labels).

    An answer looks like this:
        return "first-row", (np.array([[1.0, 2.0], [-2.0, -1.0]]), np.array([0, 1]))
    """
    ### BEGIN SOLUTION
    return "mean-over-classes", (np.array([[1.0, 2.0]]), np.array([0]))
    ### END SOLUTION


# %%
check(ch07.find_the_slip, find_the_slip)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# `p.shape[1]` counts the classes; the mean needs `p.shape[0]`, or `len(p)`. Any number of examples
# but two exposes it; one is enough.
#
# A common wrong answer suspects `a1 > 0`, because the lesson writes `z1 > 0`. The two masks are the
# same: `a1` is 0 exactly where `z1` is not positive. The friend's test was thorough, nudges for
# all 17 parameters, and blind all the same: with two examples and two classes it could not tell one
# number from the other. Give each size of a test its own number.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 10  Train your own network
#
# *stretch, open, not marked*
#
# `from backprop_course.data import spirals` and `x, labels = spirals(300, rng=rng)` give you the
# spirals of the lesson: 2 inputs, 3 classes. Draw starting values for a 2-32-3 network, and let your
# `train_step` work on all examples at once, a thousand times. How many examples are correct in the end?
# At which learning rate does it fall apart? And what does it reach if all weights start at 0?

# %%
# room for your experiment

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# ```python
# from backprop_course.data import spirals
#
# rng = np.random.default_rng(0)
# x, labels = spirals(300, rng=rng)
# W1, b1 = rng.normal(size=(2, 32)), np.zeros(32)
# W2, b2 = 0.25 * rng.normal(size=(32, 3)), np.zeros(3)
# for _ in range(1000):
#     W1, b1, W2, b2 = train_step(x, labels, W1, b1, W2, b2, lr=1.0)
# np.mean(mlp_forward(x, W1, b1, W2, b2)[2].argmax(axis=1) == labels)
# ```
#
# With seeds 0, 1 and 2 all 300 are correct. A learning rate of 3 still works, at 5 it depends on the
# seed, and at 10 a third of the examples is left, as with guessing. From zero weights it is a third
# too, at any rate: `a1` is 0 and `W2` is 0, so all gradients of `W1`, `b1` and `W2` stay 0.
# <!-- END SOLUTION -->

# %% [markdown]
# ## What you can do now
#
# You can write the whole backward pass of a network from memory, with the shape of every array, train
# with it, say how far a mistake reaches, and choose test inputs that no accident makes correct. All
# verdicts once more:

# %%
report(
    (ch07.count_parameters, count_parameters),
    (ch07.mlp_forward, mlp_forward),
    (ch07.linear_backward, linear_backward),
    (ch07.relu_backward, relu_backward),
    (ch07.logits_backward, logits_backward),
    (ch07.mlp_backward, mlp_backward),
    (ch07.train_step, train_step),
    (ch07.still_right, still_right),
    (ch07.find_the_slip, find_the_slip),
)
