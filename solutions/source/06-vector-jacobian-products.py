# %% [markdown]
# # 06  Go back through steps that nobody showed you
#
# Seven exercises for lesson 06, about an hour. Rows are examples, and a gradient has the shape of what it belongs
# to. Leave the arrays that you are given as they are, and return new ones.
#
# Two thoughts of the lesson carry most of it: a product goes back through the transpose, and what was copied is
# added. Here they meet layers that keep their weights the other way round, means, tables and a picture.
#
# Fill in a cell, run it, and run the check cell below it. Run checks at any moment and as often as
# you like: a wrong answer gets a diagnosis and a question. `backprop-course status` shows where you
# are.

# %%
import numpy as np

from backprop_course.checking import check, judge, report
from backprop_course.exercises import ch06
from backprop_course.figures.mlp.charts import draw_images
from backprop_course.notebook import Picture

# %% [markdown]
# ## 1  Predict what a bias gets
#
# {{task: shared_bias}}
#
# One bias $b$ is added in three examples, $u = z + b$. Then each $u$ goes past a tanh and through it:
# $y = u + \tanh u$. For the three examples $\tanh u$ is 0.5, -0.6 and 0, and the gradients 8, 10 and -3
# arrive at $y$. What arrives at $b$? Before you compute it: will it be more or less than 15, the sum of what
# arrives?
#
# {{hints: shared_bias}}


# %%
def shared_bias():
    """The gradient of the loss with respect to b, as one number.

    An answer looks like this:  return 1.25
    """
    ### BEGIN SOLUTION
    return 8 * (1 + 0.75) + 10 * (1 + 0.64) - 3 * (1 + 1)
    ### END SOLUTION


# %%
check(ch06.shared_bias, shared_bias)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way: sort by ways, not by examples. Past the tanh come $8 + 10 - 3 = 15$, and through it
# $6 + 6.4 - 3 = 9.4$. Both are sums over paths, so the order does not matter.
#
# The common wrong answer is 9.4: the line $y = u + \tanh u$ looks like one step with one slope. It is a copy, and
# the copy that goes past the tanh brings back everything.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 2  Turn the weights round
#
# {{task: transposed_backward}}
#
# PyTorch keeps the weights of a layer as (outputs, inputs), so its product is $y = x W^T$. Derive both
# gradients for weights that are stored like this.
#
# {{hints: transposed_backward}}


# %%
def transposed_backward(grad_y, x, W):
    """Return the tuple (grad_x, grad_W) of y = x @ W.T; W has shape (outputs, inputs).

    grad_y = [[1., 2.]], x = [[3., -1., 0.]], W = [[1., 0., 2.], [0., 5., -1.]]
        ->  ([[1., 10., 0.]], [[3., -1., 0.], [6., -2., 0.]])
    """
    ### BEGIN SOLUTION
    return grad_y @ W, grad_y.T @ x
    ### END SOLUTION


# %%
check(ch06.transposed_backward, transposed_backward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Without a new derivation: let $M = W^T$, so that $y = x M$. The lesson gives $\bar x = \bar y\, M^T = \bar y\, W$ and
# $\bar M = x^T \bar y$. And $\bar W$ is $\bar M$ turned back, $\bar y^T x$.
#
# The common wrong answer writes the lesson's `x.T @ grad_y`. All its numbers are correct, in the wrong places; for
# a square layer the shape agrees as well, and every step moves each weight by the gradient of another one.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 3  Subtract a mean
#
# {{task: centered_backward}}
#
# A step subtracts from each row its own mean, so that every row of $y$ adds up to 0. With $d$ numbers in a row:
#
# $$y_{ij} = x_{ij} - m_i \qquad m_i = \frac{1}{d} \sum_k x_{ik}$$
#
# {{hints: centered_backward}}


# %%
def centered_backward(grad_y, x):
    """Return grad_x; grad_y and x have the shape (n, d), and each row has its own mean.

    grad_y = [[6., 0., 0.]], x = [[1., 2., 3.]]  ->  [[4., -2., -2.]]
    """
    ### BEGIN SOLUTION
    return grad_y - grad_y.mean(axis=1, keepdims=True)
    ### END SOLUTION


# %%
check(ch06.centered_backward, centered_backward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The backward pass is the forward pass, applied to the gradient. Seen as a matrix it must be so: the Jacobian of a
# row has $1 - 1/d$ on its diagonal and $-1/d$ elsewhere, and it is its own transpose. It needs no `x`, since the step
# is linear.
#
# The common wrong answer passes `grad_y` on as it came, as if $m$ were a fixed number. Then a row of `grad_x` need
# not add up to 0, although a shift of the whole row changes nothing in $y$.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 4  Look up rows
#
# {{task: lookup_backward}}
#
# Language models keep one row of numbers for each word, in a table $E$. A text is a list of row numbers, `ids`,
# and the network is given `y = E[ids]`. The table is learned: where does a gradient that arrives at `y` go? Words
# come back in a text, and most words of a language are not in it.
#
# {{hints: lookup_backward}}


# %%
def lookup_backward(grad_y, ids, rows):
    """Return grad_E of y = E[ids]; E has that many rows, and as many columns as grad_y.

    grad_y = [[1., -2.], [5., 6.], [10., 20.]], ids = [2, 0, 2], rows = 4
        ->  [[5., 6.], [0., 0.], [11., 18.], [0., 0.]]
    """
    ### BEGIN SOLUTION
    grad_E = np.zeros((rows, grad_y.shape[1]))
    for id, grad in zip(ids, grad_y, strict=True):
        grad_E[id] += grad
    return grad_E
    ### END SOLUTION


# %%
check(ch06.lookup_backward, lookup_backward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: a look-up is a product with one-hot rows, `np.eye(rows)[ids] @ E`. So its backward pass is the
# product with their transpose, `np.eye(rows)[ids].T @ grad_y`. NumPy's `np.add.at(grad_E, ids, grad_y)` does the loop.
#
# The common wrong answer is `grad_E[ids] += grad_y`, without a loop. NumPy reads the old rows once, adds, and writes
# each row back: of a word that comes twice only the last gradient is left. No error is raised, and a text
# without repeated words hides it.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 5  Test the test
#
# {{task: row_scale_check}}
#
# Now you are the one who checks. In $y = s \cdot x$ each row of $x$ has a factor of its own: $x$ has the shape
# (n, d), and $s$ has (n, 1). Write a function that is handed a candidate: somebody's backward pass of this
# step, `candidate(grad_y, x, s)`, which should return `(grad_x, grad_s)`. Your function returns True when the
# candidate is correct, and False when it is not.
#
# Yours is tried on two correct candidates, written in different ways, and on twelve with one planted
# error each. What it kills earns points, but only if it passes both correct ones. All candidates return arrays of
# the correct shapes.
#
# {{hints: row_scale_check}}


# %%
def row_scale_check(candidate):
    """Return True for a correct candidate(grad_y, x, s), and False for a wrong one.

    candidate([[1., 2.]], [[3., -1.]], [[10.]])  ->  ([[10., 20.]], [[1.]]), if it is correct
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(0)
    grad_y, x, s = rng.normal(size=(4, 3)), rng.normal(size=(4, 3)), rng.normal(size=(4, 1))
    v_x, v_s = rng.normal(size=(4, 3)), rng.normal(size=(4, 1))
    grad_x, grad_s = candidate(grad_y, x, s)
    output = np.sum(grad_y * (s * v_x + v_s * x))  # the change of y along v_x and v_s
    return np.isclose(np.sum(grad_x * v_x) + np.sum(grad_s * v_s), output)
    ### END SOLUTION


# %%
check(ch06.row_scale_check, row_scale_check)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# This is the dot-product test, with a direction for each array. The check needs no backward pass of its own: a change
# of a product is one factor times the change of the other, twice. Comparing with a correct backward pass does as
# well, and so do nudges.
#
# A common weak check lets a gradient of ones arrive. It looks harmless, and then nobody sees that a candidate leaves
# `grad_y` out. So it is with every 1, with a single row, a single column, and with numbers that are all positive.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 6  Hunt a bug
#
# {{task: find_the_mask}}
#
# A friend wrote the backward pass of $y = \text{relu}(x W)$ below, for `grad_x` alone, and compared it with nudges:
# all digits agreed. Still it holds one bug, which is in this list:
#
# | name | what is wrong |
# |---|---|
# | `"no-mask"` | the ReLU lets every gradient through |
# | `"mask-from-gradient"` | the gradient that arrives decides what passes, not the input of the ReLU |
# | `"passes-at-zero"` | the gradient also passes where z is exactly 0 |
# | `"averaged"` | it divides by the number of examples |
# | `"reshaped"` | W is reshaped where it should be transposed |
#
# Name the bug, and give an input on which it shows: `grad_y` of shape (n, outputs), `x` of shape (n, inputs) and
# `W` of shape (inputs, outputs). Your input is run through both functions.
#
# {{hints: find_the_mask}}


# %%
def planted_backward(grad_y, x, W):
    z = x @ W
    grad_z = np.where(grad_y > 0, grad_y, np.zeros_like(z))
    return grad_z @ W.T


W = np.array([[1.0, -1.0], [0.0, 2.0]])
planted_backward(np.array([[5.0, -2.0]]), np.array([[3.0, 1.0]]), W)  # z is (3, -1)


# %%
def find_the_mask():
    """Return the tuple (name of the bug, input); the input is a tuple (grad_y, x, W).

    An answer looks like this:
        return "no-mask", (np.array([[5.0, -2.0]]), np.array([[3.0, 1.0]]), W)
    """
    ### BEGIN SOLUTION
    return "mask-from-gradient", (np.array([[-5.0, -2.0]]), np.array([[3.0, 1.0]]), W)
    ### END SOLUTION


# %%
check(ch06.find_the_mask, find_the_mask)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# A unit that was on passes whatever arrives, negative or not; one that was off passes nothing. The cure
# is `z > 0` in place of `grad_y > 0`.
#
# The common wrong answer is an input with the correct name, on which nothing shows: where `grad_y` is
# positive exactly at the positive entries of `z`, both masks are the same. That was the friend's test, too. A second one
# with `-grad_y` finds the bug: a backward pass is linear, so all its signs should flip.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 7  Fit a picture
#
# {{task: factor_step}}
#
# Can a picture be made of fewer numbers than it has pixels? Let
#
# $$y = U V + r$$
#
# with $U$ of shape (height, k), $V$ of shape (k, width), and $r$ of shape (height, 1), which is copied along each row
# of the picture. All three are learned. The loss is half the sum of all squared differences,
# $L = \frac12 \sum_{ij} (y_{ij} - \text{target}_{ij})^2$. Write one step of gradient descent. All three gradients
# belong to the values before the step.
#
# {{hints: factor_step}}


# %%
def factor_step(target, U, V, r, lr):
    """Return the tuple (U, V, r) after one step; target has the shape (height, width).

    target = [[1., 2.]], U = [[2.]], V = [[1., 0.]], r = [[1.]], lr = 0.1
        ->  ([[1.8]], [[0.6, 0.2]], [[0.9]]), for y is [[3., 1.]]
    """
    ### BEGIN SOLUTION
    grad_y = U @ V + r - target
    grad_U, grad_V = grad_y @ V.T, U.T @ grad_y
    grad_r = grad_y.sum(axis=1, keepdims=True)
    return U - lr * grad_U, V - lr * grad_V, r - lr * grad_r
    ### END SOLUTION


# %%
check(ch06.factor_step, factor_step)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# For a product it does not matter which factor is called the data and which the weights: the lesson's two formulas
# give both gradients. Worth knowing: $r$ is one more column of $U$, which meets a row of ones in $V$. So a sum over
# copies is a product with ones.
#
# The common wrong answer moves `U` first, and then takes `U.T @ grad_y` with the new one. That is no gradient of
# this loss at any place. With a small learning rate it hardly differs, which is why it can stay for years.
# <!-- END SOLUTION -->

# %% [markdown]
# ### Your step draws
#
# A face of 32 by 32 pixels, 1 for ink and 0 for paper:

# %%
down, right = np.mgrid[:32, :32] - 15.5  # places, counted from the middle
radius = np.hypot(down, right)
outline = np.abs(radius - 14) < 1.3
mouth = (np.abs(radius - 9) < 1.3) & (down > 2.5)
eyes = np.hypot(down + 5, np.abs(right) - 5.5) < 2.5
face = 1.0 * (outline | mouth | eyes)  # (32, 32)

# %% [markdown]
# When it is correct, your step fits the face from random numbers, 500 times for each $k$. At which $k$ will you
# recognize it?


# %%
def fit(k):
    rng = np.random.default_rng(0)
    U, V, r = 0.3 * rng.normal(size=(32, k)), 0.3 * rng.normal(size=(k, 32)), np.zeros((32, 1))
    for _ in range(500):
        U, V, r = factor_step(face, U, V, r, lr=0.02)
    y = U @ V + r
    print(
        f"k = {k}: {U.size + V.size + r.size} numbers, mean square {np.mean((y - face) ** 2):.3f}"
    )
    return y


def draw():
    fits = {f"k = {k}": fit(k) for k in (1, 2, 4, 8)}
    return Picture(
        draw_images(
            [face, *fits.values()],
            [f"{face.size:,} pixels", *fits],
            title="How many numbers make a face?",
            columns=5,
        ),
        "A drawn face, and four fits to it. With k = 1 there are stripes, with 2 the eyes, with 4 a face "
        "on blotted paper, with 8 nearly the drawing.",
    )


# %%
ready = judge(ch06.factor_step, factor_step).outcome == "right"
draw() if ready else print("The picture appears when your step is right.")

# %% [markdown]
# *What to see:* with $k = 1$ every row of the picture is the same row, scaled and shifted. Each further $k$ adds
# one more row to mix from, and soon that is enough for a face. Two formulas and a sum over copies have learned
# to draw it.

# %% [markdown]
# ## What you can do now
#
# You can derive the backward pass of a step from two thoughts, the transpose and the copies, find inputs that
# hide no error, and fit whatever is made of products and sums. All verdicts once more:

# %%
report(
    (ch06.shared_bias, shared_bias),
    (ch06.transposed_backward, transposed_backward),
    (ch06.centered_backward, centered_backward),
    (ch06.lookup_backward, lookup_backward),
    (ch06.row_scale_check, row_scale_check),
    (ch06.find_the_mask, find_the_mask),
    (ch06.factor_step, factor_step),
)
