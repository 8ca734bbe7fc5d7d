# %% [markdown]
# # 14  Debug a network
#
# Four exercises for lesson 14, about an hour. The last one is the largest of the course: you
# write a debugger. Leave the arrays that you are given as they are, and return new ones.
#
# Fill in a cell, run it, and run the check cell below it. Run checks at any moment and as often as
# you like: a wrong answer gets a diagnosis and a question. `backprop-course status` shows where you
# are.

# %%
import numpy as np

from backprop_course.checking import check, judge, report
from backprop_course.exercises import ch14
from backprop_course.figures.mlp.charts import draw_learning_curves
from backprop_course.exercises.planted_layer import planted_layer
from backprop_course.exercises.planted_run import SUSPECTS, planted_run, runs_to_try
from backprop_course.notebook import Picture

# %% [markdown]
# ## 1  Predict where the loss gets stuck
#
# {{task: stuck_losses}}
#
# Two classes; three quarters of the examples belong to class 0. Which cross-entropy has a run
#
# 1. before training, if all its weights and biases are 0;
# 2. after long training, if its weights are still 0, and its biases have learned;
# 3. at best, if a sigmoid stands before the softmax of the loss?
#
# {{hints: stuck_losses}}


# %%
def stuck_losses():
    """The three losses, with four digits after the point.

    An answer looks like this:  return 0.1, 0.2, 0.3
    """
    ### BEGIN SOLUTION
    guess = np.log(2)
    shares = -(0.75 * np.log(0.75) + 0.25 * np.log(0.25))
    squeezed = np.log(1 + np.exp(-1))
    return guess, shares, squeezed
    ### END SOLUTION


# %%
check(ch14.stuck_losses, stuck_losses)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: the second is the entropy of the labels. A run that stays there knows how frequent the classes
# are, and nothing about the inputs.
#
# The common wrong answer is the guess once more: weights of 0 get no gradient, but the bias of the last layer does.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 2  Cure a layer
#
# {{task: cured}}
#
# A layer computes $y = \text{ReLU}(x W + b)$ and has as many units as inputs, so that a forgotten transpose raises no
# error. Write its backward pass. You need a correct one before you can say that another one is wrong.
#
# {{hints: cured}}


# %%
def cured(grad, x, W, b):
    """Return the tuple (grad_x, grad_W, grad_b), with the shapes of x, W and b.

    grad: (n, units); x: (n, units); W: (units, units); b: (units,)
    grad = [[2.0]], x = [[1.0]], W = [[3.0]], b = [0.0]  ->  ([[6.0]], [[2.0]], [2.0])
    """
    ### BEGIN SOLUTION
    grad_z = np.where(x @ W + b > 0, grad, 0.0)
    return grad_z @ W.T, x.T @ grad_z, grad_z.sum(axis=0)
    ### END SOLUTION


# %%
check(ch14.cured, cured)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# `grad * (x @ W + b > 0)` says the same as `np.where`.
#
# A common wrong answer takes the mask from `grad`. For a gradient that is positive everywhere, and units that
# are all on, nobody notices.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 3  Test the test
#
# {{task: layer_check}}
#
# Write a function that is handed a candidate: somebody's backward pass of this layer, with the arguments of `cured`.
# It returns True when the candidate is correct, and False when it is not. You may call your `cured`.
#
# Yours is tried on two correct candidates, written in different ways, and on six with one bug each:
#
# | number | name | what is wrong |
# |---|---|---|
# | 0 | `bias-from-one-row` | the bias gets the gradient of the first example alone |
# | 1 | `weight-gradient-transposed` | the weight gradient is transposed |
# | 2 | `upstream-ignored` | all that arrives is taken to be 1 |
# | 3 | `mask-forgotten` | units that are off let the gradient pass |
# | 4 | `mask-of-gradient` | the mask is where the arriving gradient is positive |
# | 5 | `W-not-transposed` | `grad_x` goes through W, not its transpose |
#
# What it kills earns points, but only if it passes both correct ones. Bugs 1 and 5 need
# square weights: give the layer as many units as inputs.
#
# {{hints: layer_check}}


# %%
def layer_check(candidate):
    """Return True for a correct candidate(grad, x, W, b), and False for a wrong one.

    candidate(np.array([[2.0]]), np.array([[1.0]]), np.array([[3.0]]), np.array([0.0]))
        ->  (array([[6.0]]), array([[2.0]]), array([2.0])), if it is correct
    """
    ### BEGIN SOLUTION
    x, W = np.array([[1.0, 2.0], [-1.0, 3.0]]), np.array([[1.0, 2.0], [-1.0, 1.0]])
    grad, b = np.array([[2.0, -1.0], [3.0, 5.0]]), np.array([3.0, 1.0])
    grad_z = np.where(x @ W + b > 0, grad, 0.0)
    wanted = grad_z @ W.T, x.T @ grad_z, grad_z.sum(axis=0)
    pairs = zip(candidate(grad, x, W, b), wanted, strict=True)
    return all(np.allclose(*pair) for pair in pairs)
    ### END SOLUTION


# %%
check(ch14.layer_check, layer_check)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Nudging each entry of x, W and b works too, and needs no second backward pass.
#
# A common weak check sends one row with ones back. Then neither the sum over the batch nor the factor that arrives
# can be missed.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 4  Write a debugger
#
# {{task: debugged}}
#
# `planted_run(seed)` is a function of `(x, y, W1, W2)`: it trains the net $\hat y = \tanh(x W_1)\, W_2$ for two steps
# of gradient descent with rate 0.1, each on all examples, and returns the weights `(W1, W2)` that it ends with. The
# loss is $\frac1n \sum_i \lVert \hat y_i - y_i \rVert^2$. The seed, a whole number, draws one of seven bugs:
#
# | number | name | what is wrong | where |
# |---|---|---|---|
# | 0 | `labels-shifted` | each row of y has moved down by one, and the last row has become the first | data |
# | 1 | `units-start-alike` | all columns of W1 start as copies of its first column | first weights |
# | 2 | `mean-forgotten` | the gradient is that of the sum over the examples | loss |
# | 3 | `slope-forgotten` | the slope of tanh is missing | layer 1 |
# | 4 | `W2-not-transposed` | the gradient of tanh goes through W2, not its transpose | layer 2 |
# | 5 | `W2-too-early` | W2 has moved before the gradient passes through it | steps |
# | 6 | `gradient-kept` | the second step adds the first one's gradients to its own | steps |
#
# `runs_to_try()` returns four inputs `(x, y, W1, W2)`, numbered from 0, the most harmless first. For any seed, your
# function
#
# - **names** the bug, by its number in the table (2 points);
# - **exposes** it: the number of the first of the four inputs on which the run returns wrong weights (1 point);
# - **cures** it: the correct weights `(W1, W2)` after two steps on the last input (2 points).
#
# Each of the three counts alone. Your own seed comes below; the check tries others as well, so that each bug comes up.
#
# {{hints: debugged}}


# %%
def debugged(seed):
    """Return the tuple (bug, input, cure): two whole numbers, and the tuple (W1, W2) of arrays.

    An answer looks like this, where bug 2 shows first on input 1: (2, 1, (W1, W2))
    """

    ### BEGIN SOLUTION
    def two_steps(x, y, W1, W2, bug=None):
        y = np.roll(y, 1, axis=0) if bug == 0 else y
        W1 = np.repeat(W1[:, :1], 2, axis=1) if bug == 1 else W1
        kept_W1 = kept_W2 = 0.0
        for _ in range(2):
            h = np.tanh(x @ W1)
            grad_y = 2 * (h @ W2 - y) / (1 if bug == 2 else len(x))
            grad_W2 = h.T @ grad_y
            way = W2 - 0.1 * grad_W2 if bug == 5 else W2
            grad_h = grad_y @ (way if bug == 4 else way.T)
            grad_W1 = x.T @ (grad_h if bug == 3 else grad_h * (1 - h**2))
            W1, W2 = W1 - 0.1 * (grad_W1 + kept_W1), W2 - 0.1 * (grad_W2 + kept_W2)
            if bug == 6:
                kept_W1, kept_W2 = grad_W1, grad_W2
        return W1, W2

    def same(one, other):
        return all(np.allclose(*pair) for pair in zip(one, other, strict=True))

    run, inputs = planted_run(seed), runs_to_try()
    first = [same(run(*one), two_steps(*one)) for one in inputs].index(False)
    for bug in range(7):
        if all(same(run(*one), two_steps(*one, bug)) for one in inputs):
            return bug, first, two_steps(*inputs[-1])
    ### END SOLUTION


# %%
check(ch14.debugged, debugged)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: a table does as well. Which of the two arrays are wrong on which of the four inputs is the
# fingerprint of a bug, as in the lesson.
#
# The common wrong answer names the first suspect that agrees on one input. On the harmless input nothing
# moves, and all seven agree.
# <!-- END SOLUTION -->

# %% [markdown]
# ### Your layer at work
#
# Put your name in place of Ada's: it makes your seed. `planted_layer(seed)` is the layer of exercise 2 with one bug of
# exercise 3. A layer of eight units learns eight numbers for each of 64 examples, once with that bug, once with
# your `cured`.

# %% tags=["nbval-ignore-output"]
SEED = sum(map(ord, "Ada"))
rng = np.random.default_rng(0)
x, teacher = rng.normal(size=(64, 8)), rng.normal(size=(8, 8))
y = np.maximum(x @ teacher, 0.0)


def trained(backward, steps=100):
    W, b, losses = 0.3 * np.random.default_rng(1).normal(size=(8, 8)), np.zeros(8), []
    for _ in range(steps):
        error = np.maximum(x @ W + b, 0.0) - y
        losses.append(np.mean(error**2))
        _, grad_W, grad_b = backward(error / len(x), x, W, b)
        W, b = W - 0.1 * grad_W, b - 0.1 * grad_b
    return losses


ready = judge(ch14.cured, cured).outcome == "right"
curves = {
    "with a bug": trained(planted_layer(SEED)),
    "cured": trained(cured) if ready else [1.0],
}
for name, losses in curves.items():
    print(f"{name}: loss {losses[0]:.1f} ... {losses[-1]:.2g}")
if judge(ch14.debugged, debugged).outcome == "right":
    print("the bug in the run of your seed:", SUSPECTS[debugged(SEED)[0]])
Picture(
    draw_learning_curves(curves, title="Does the cured layer learn?", xlabel="step"),
    "Two losses over 100 steps. The cured layer's falls from step to step; that of the layer with a "
    "bug depends on the bug.",
)

# %% [markdown]
# *What to see:* with your backward pass the loss falls. With the bug it may rise, stay, or fall nearly as far: that is
# why we check gradients, and do not trust a curve. As long as `cured` is not right, its curve is missing.

# %% [markdown]
# ## What you can do now
#
# You can say where a bug leaves the loss, test a test, and name, expose and cure a bug that somebody else planted.
# All verdicts once more:

# %%
report(
    (ch14.stuck_losses, stuck_losses),
    (ch14.cured, cured),
    (ch14.layer_check, layer_check),
    (ch14.debugged, debugged),
)
