# uses: ops.softmax, ops.log_softmax, data.load_digits

# %% [markdown]
# # 05  Give softmax other work
#
# Seven exercises for lesson 05, about an hour. Rows are examples, `z` holds the scores, and softmax
# makes probabilities of each row. A gradient `grad_z` has the shape of `z`. Leave the arrays that you
# are given as they are, and return new ones.
#
# The lesson's gradient $p - y$ was for one-hot labels and a plain mean. Here something is different each
# time: so derive first, then write.
#
# Fill in a cell, run it, and run the check cell below it. Run checks at any moment and as often as
# you like: a wrong answer gets a diagnosis and a question. `backprop-course status` shows where you
# are.

# %%
import numpy as np

from backprop_course.checking import check, judge, report
from backprop_course.data import load_digits
from backprop_course.exercises import ch05
from backprop_course.ops import log_softmax, softmax

# %% [markdown]
# ## 1  Predict a pull
#
# {{task: pull}}
#
# On paper: a batch of four examples, and the loss is the mean of their cross-entropies. One example has
# the scores $(0, \ln 3, \ln 4)$, and class 1 is its true one. What is the gradient of the mean loss at
# the score of class 1? Before you compute it, say which sign it will have.
#
# {{hints: pull}}


# %%
def pull():
    """The gradient of the mean loss at the true score, as one number.

    An answer looks like this:  return 1.25
    """
    ### BEGIN SOLUTION
    return (3 / 8 - 1) / 4  # p is 1/8, 3/8, 4/8
    ### END SOLUTION


# %%
check(ch05.pull, pull)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way: the two wrong classes get $1/32$ and $4/32$, and the row must add up to 0.
#
# The common wrong answer is -0.625. That is the gradient of this example's own loss. Its share in the mean
# is a quarter, so a step with the same learning rate moves a quarter as far.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 2  Warm the scores
#
# {{task: tempered_gradient}}
#
# A model's probabilities are often made softer by a **temperature** $T > 0$: the scores are divided by
# it first, $p = \mathrm{softmax}(z / T)$. The loss is the mean cross-entropy of these probabilities. What is its
# gradient with respect to $z$? `softmax` is imported above.
#
# {{hints: tempered_gradient}}


# %%
def tempered_gradient(z, labels, T):
    """Return grad_z of the mean cross-entropy of softmax(z / T); labels (n,) holds class numbers.

    z = [[0., 2 ln 3]], labels = [0], T = 2  ->  [[-0.375, 0.375]]
    """
    ### BEGIN SOLUTION
    p = softmax(z / T)
    y = np.eye(z.shape[1])[labels]
    return (p - y) / (T * len(z))  # 1/T: the slope of z / T
    ### END SOLUTION


# %%
check(ch05.tempered_gradient, tempered_gradient)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: this is the lesson's gradient at `s = z / T`, handed on through one more step of the chain.
# No line of the old derivation has to be done again.
#
# The common wrong answer stops at `s` and leaves out the last slope. All signs are correct, and training
# still works, with a learning rate that is secretly $T$ times larger.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 3  Weigh the examples, and doubt the labels
#
# {{task: weighted_gradient}}
#
# Two people labelled each example, and did not always agree. So the target of a row is no single class but
# probabilities $q$, which add up to 1. And some examples count for more: example $i$ has the weight $w_i$.
#
# $$L = -\frac{1}{\sum_i w_i} \sum_i w_i \sum_k q_{ik} \ln p_{ik}$$
#
# {{hints: weighted_gradient}}


# %%
def weighted_gradient(z, q, w):
    """Return grad_z of the weighted mean; z and q have the shape (n, classes), w has (n,).

    z = [[0., 0.], [0., 0.]], q = [[1., 0.], [0.25, 0.75]], w = [1., 3.]
        ->  [[-0.125, 0.125], [0.1875, -0.1875]]
    """
    ### BEGIN SOLUTION
    return w[:, None] * (softmax(z) - q) / w.sum()
    ### END SOLUTION


# %%
check(ch05.weighted_gradient, weighted_gradient)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Where did "one-hot" matter in the lesson's derivation? Only as "adds up to 1". With $q$ in place of $y$ the
# slope of $-\sum_k q_k \ln p_k$ in $z_j$ is $p_j \sum_k q_k - q_j$, and the sum is 1.
#
# The common wrong answer divides by `len(z)`. With weights that add up to n nobody sees it; with others the
# learning rate changes from batch to batch.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 4  Test the test
#
# {{task: softmax_check}}
#
# Now you are the one who checks. Write a function that is handed a candidate: somebody's backward pass of
# softmax, `candidate(grad_p, p)`, which should return `grad_z` for a batch. Your function returns True when
# the candidate is correct, and False when it is not.
#
# Yours is tried on two correct candidates, written in different ways, and on eight with one planted error
# each. What it kills earns points, but only if it passes both correct ones. All candidates return arrays of
# the correct shape.
#
# {{hints: softmax_check}}


# %%
def softmax_check(candidate):
    """Return True for a correct candidate(grad_p, p), and False for a wrong one.

    candidate([[-8., 0., 0.]], [[0.125, 0.25, 0.625]])  ->  [[-0.875, 0.25, 0.625]], if it is correct
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(0)
    grad_p, p = rng.normal(size=(4, 3)), softmax(rng.normal(size=(4, 3)))
    rows = [
        (np.diag(q) - np.outer(q, q)) @ g for g, q in zip(grad_p, p, strict=True)
    ]  # by the Jacobian
    return np.allclose(candidate(grad_p, p), rows)
    ### END SOLUTION


# %%
check(ch05.softmax_check, softmax_check)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Nudges do as well: raise one score, and see what `np.sum(grad_p * softmax(z))` does.
#
# A common weak check looks whether the rows add up to 0. It is cheap and true, and the wrong sign, a
# division by n and a pass for the first row alone all survive it. And a check that asks for equality with `==`
# refuses a correct candidate: another order of the same sums is rounded otherwise.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 5  Hunt a bug
#
# {{task: find_the_column}}
#
# A friend wrote the gradient of softmax and mean cross-entropy below, and compared it with nudges on one
# example. Every digit agreed. Still it holds one bug, which is in this list:
#
# | name | what is wrong |
# |---|---|
# | `"no-mean"` | the mean over the examples is missing |
# | `"mean-over-classes"` | it divides by the number of classes |
# | `"other-axis"` | the softmax runs over the examples |
# | `"whole-columns"` | 1 is subtracted in whole columns |
# | `"labels-shifted"` | 1 is subtracted one class too far to the right |
#
# Name the bug, and give an input on which it shows: `z` of shape (n, classes) and `labels` of shape (n,).
# Your input is run through both functions.
#
# {{hints: find_the_column}}


# %%
def planted_gradient(z, labels):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    grad = e / e.sum(axis=1, keepdims=True)
    grad[:, labels] -= 1.0
    return grad / len(z)


planted_gradient(np.array([[0.0, 1.0, 2.0]]), np.array([2])).round(3)


# %%
def find_the_column():
    """Return the tuple (name of the bug, input); the input is a tuple (z, labels).

    An answer looks like this:  return "no-mean", (np.array([[0.0, 1.0, 2.0]]), np.array([2]))
    """
    ### BEGIN SOLUTION
    return "whole-columns", (np.array([[0.0, 1.0, 2.0], [1.0, 0.0, -1.0]]), np.array([0, 2]))
    ### END SOLUTION


# %%
check(ch05.find_the_column, find_the_column)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# `grad[:, labels]` means: in every row, the columns of all labels. One entry in each row is
# `grad[np.arange(len(z)), labels]`.
#
# The common wrong answer is `"no-mean"`: it, too, cannot show on a single example. But the last line does
# divide. Two rows with the same label do not expose the bug either: the column is then correct in both.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 6  Teach a classifier
#
# {{task: softmax_step}}
#
# The smallest classifier: scores $z = x W + b$, softmax, mean cross-entropy; no hidden layer. One step of
# gradient descent on a batch. A weight $W_{jk}$ meets input $j$ of each row on the way to score $k$, so
# it gets one product from each row, and they add; so do the gradients of a bias.
#
# {{hints: softmax_step}}


# %%
def softmax_step(x, labels, W, b, lr):
    """Return the tuple (W, b) after one step.

    x = [[1., 2.]], labels = [0], W = [[0., 0.], [0., 0.]], b = [0., 0.], lr = 0.1
        ->  ([[0.05, -0.05], [0.1, -0.1]], [0.05, -0.05])
    """
    ### BEGIN SOLUTION
    grad_z = (softmax(x @ W + b) - np.eye(len(b))[labels]) / len(x)  # (n, classes)
    return W - lr * x.T @ grad_z, b - lr * grad_z.sum(axis=0)
    ### END SOLUTION


# %%
check(ch05.softmax_step, softmax_step)

# %% [markdown]
# When it is correct, your step reads handwritten digits: 8 by 8 pixels, ten classes, and after 300 steps
# it is tried on digits that it has never seen. Is it better than you expected without a hidden layer?


# %% tags=["nbval-ignore-output"]
def read_digits():
    (x, labels), (x_test, labels_test) = load_digits()
    W, b = np.zeros((64, 10)), np.zeros(10)
    for _ in range(300):
        W, b = softmax_step(x, labels, W, b, lr=1.0)
    hits = np.argmax(x_test @ W + b, axis=1) == labels_test
    print(f"{hits.mean():.1%} of {len(hits)} new digits read")


if judge(ch05.softmax_step, softmax_step).outcome == "right":
    read_digits()

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# With exercise 3 it is three lines: `weighted_gradient(x @ W + b, np.eye(len(b))[labels], np.ones(len(x)))` is
# the same `grad_z`.
#
# A common wrong answer moves `b` by `grad_z.mean(axis=0)`. The $1/n$ of the mean stands in `grad_z` already;
# the paths through the rows add. The classifier still learns, with a bias that moves n times too slowly.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 7  Reward doubt
#
# {{task: entropy_gradient}}
#
# The **entropy** of a row, $H = -\sum_k p_k \ln p_k$, says how undecided the probabilities are. It has no
# labels. Derive the gradient of its mean over the rows, with respect to the scores. On paper, something
# cancels. `softmax` and `log_softmax` are imported above.
#
# {{hints: entropy_gradient}}


# %%
def entropy_gradient(z):
    """Return grad_z of the mean entropy of softmax(z), of the shape of z.

    z = [[0., ln 3]]  ->  [[0.206, -0.206]], here rounded to 3 digits
    """
    ### BEGIN SOLUTION
    p, log_p = softmax(z), log_softmax(z)
    H = -np.sum(p * log_p, axis=1, keepdims=True)
    return -p * (log_p + H) / len(z)
    ### END SOLUTION


# %%
check(ch05.entropy_gradient, entropy_gradient)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The slope of $-p_k \ln p_k$ in $p_k$ is $-\ln p_k - 1$. The backward pass of softmax subtracts a weighted mean,
# and that swallows the 1: whatever is the same for all classes never reaches the scores. What is left to
# subtract is $\sum_k p_k (-\ln p_k)$, which is $H$ itself.
#
# The common wrong answer keeps the 1 and forgets the mean, `-p * (log_p + 1)`. Then rows do not add up to 0,
# although raising all scores together changes no probability.
# <!-- END SOLUTION -->

# %% [markdown]
# ## What you can do now
#
# You can take a derivation to a loss that nobody showed you, test somebody else's backward pass, and
# train a classifier that reads. All verdicts once more:

# %%
report(
    (ch05.pull, pull),
    (ch05.tempered_gradient, tempered_gradient),
    (ch05.weighted_gradient, weighted_gradient),
    (ch05.softmax_check, softmax_check),
    (ch05.find_the_column, find_the_column),
    (ch05.softmax_step, softmax_step),
    (ch05.entropy_gradient, entropy_gradient),
)
