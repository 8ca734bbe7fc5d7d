# %% [markdown]
# # 09  Fool a check, then write one that is not fooled
#
# Five exercises for lesson 09, about three quarters of an hour. Leave the arrays that you are given as they
# are, and return new ones.
#
# Fill in a cell, run it, and run the check cell below it. Run checks at any moment and as often as
# you like: a wrong answer gets a diagnosis and a question. `backprop-course status` shows where you
# are.

# %%
import numpy as np

from backprop_course.checking import check, judge, report
from backprop_course.exercises import ch09
from backprop_course.figures.checks import kill_matrix, kill_matrix_picture
from backprop_course.notebook import Picture
from backprop_course.ops import sigmoid

# %% [markdown]
# ## 1  Predict what three runs miss
#
# {{task: missed_three_times}}
#
# A gradient has 50 entries, 5 of them wrong. A check looks at two different entries, chosen at random. It runs
# three times, and chooses anew in every run. How often do all three runs miss the bug?
#
# {{hints: missed_three_times}}


# %%
def missed_three_times():
    """The chance that none of the three runs finds a wrong entry: the product, not its digits.

    An answer looks like this:  return 3 / 4 * 2 / 5
    """
    ### BEGIN SOLUTION
    return (45 / 50 * 44 / 49) ** 3
    ### END SOLUTION


# %%
check(ch09.missed_three_times, missed_three_times)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# About 0.534. Another way: of all 1,225 pairs of entries 990 hold no wrong one, and $(990/1225)^3$ is the
# chance for three runs.
#
# The common wrong answer takes six different entries, as if the runs remembered each other. One run with
# six looks is a little better: it never looks at an entry twice.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 2  Derive a direction that fools
#
# {{task: fooling_direction}}
#
# A check along one direction $u$ compares the claimed slope $\sum_i g_i u_i$ with the true one. For a wrong
# claim there are directions along which both agree. All entries of $u$ but the last shall be 1. Derive the
# last one. The last entry of the claim is always wrong.
#
# {{hints: fooling_direction}}


# %%
def fooling_direction(claimed, true):
    """Return the array u, 1 in all entries but the last, along which both slopes agree.

    claimed, true: two gradients of shape (n,), n at least 2
    fooling_direction(np.array([2.0, 5.0]), np.array([1.0, 3.0]))
        ->  array([1.0, -0.5]), for both slopes are -0.5
    """
    ### BEGIN SOLUTION
    errors = claimed - true
    u = np.ones(len(errors))
    u[-1] = -errors[:-1].sum() / errors[-1]
    return u
    ### END SOLUTION


# %%
check(ch09.fooling_direction, fooling_direction)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The errors must cancel: $e_1 + \dots + e_{n-1} + u_n e_n = 0$. Another way: let $u_n = 0$, see by how much
# the slopes differ, and divide by what one unit of $u_n$ adds to that gap, with a minus.
#
# The common wrong answer makes the claimed slope 0. Then $u$ lies across the claim, and the true slope is
# whatever it is. What must be across is the *error*.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 3  Probe two arrays at once
#
# {{task: probe_two}}
#
# The parameters of a layer are two arrays, a matrix and a bias. Write the lesson's probe for both together, without
# packing them into a vector: one forward pass by a complex step in which both arrays move, one claimed slope, and
# under the fraction the sizes of all that the entries contribute. A kink of `f` may be near.
#
# {{hints: probe_two}}


# %%
def probe_two(f, grads, params, us):
    """Return the relative gap between the true and the claimed slope, as one number.

    f(W, b) returns a number; grads, params and us hold two arrays each, those for W and for b
    f(W, b) = 2 * W[0, 0] + b[0], grads = [[[3.0]], [1.0]], us = [[[1.0]], [-1.0]], any params
        ->  |1 - 2| / (3 + 1) = 0.25
    """
    ### BEGIN SOLUTION
    (W, b), (u_W, u_b) = params, us
    true = f(W + 1e-30j * u_W, b + 1e-30j * u_b).imag / 1e-30
    parts = [g * u for g, u in zip(grads, us, strict=True)]
    claimed = sum(part.sum() for part in parts)
    return abs(true - claimed) / sum(np.abs(part).sum() for part in parts)
    ### END SOLUTION


# %%
check(ch09.probe_two, probe_two)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: slopes add up, so moving `W` alone and `b` alone, and adding both slopes, gives the same number
# for two forward passes.
#
# A common wrong answer divides by the claimed slope. Contributions of both signs may cancel in it, and then a
# tiny gap looks large.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 4  Hunt a bug
#
# {{task: find_the_upstream}}
#
# A friend wrote the backward pass of $y = x\,\sigma(x)$, where $\sigma$ is the sigmoid, and checked it at many
# inputs, always with an upstream gradient of ones. Every digit agreed. Still the code holds one bug, which is
# in this list:
#
# | name | what is wrong |
# |---|---|
# | `"one-path-deaf"` | one of the two paths does not use grad_y |
# | `"both-paths-deaf"` | grad_y is not used at all |
# | `"twice"` | grad_y is multiplied twice on one path |
# | `"path-missing"` | the path through the sigmoid is missing |
# | `"slope-of-input"` | the slope of the sigmoid is computed from its input |
#
# Name the bug, and give an input on which it shows. Your input is run through both functions.
#
# {{hints: find_the_upstream}}


# %%
def planted_backward(grad_y, x):
    s = sigmoid(x)
    grad_s = x * np.ones_like(grad_y)
    grad_x = s * grad_y
    return grad_x + s * (1 - s) * grad_s


print(planted_backward(np.ones((1, 2)), np.array([[0.0, 1.0]])).round(3))


# %%
def find_the_upstream():
    """Return the tuple (name of the bug, input); the input is a tuple (grad_y, x) of shapes (n, k).

    An answer looks like this:  return "twice", (np.ones((1, 2)), np.array([[0.0, 1.0]]))
    """
    ### BEGIN SOLUTION
    return "one-path-deaf", (np.array([[3.0, -2.0]]), np.array([[0.5, 1.0]]))
    ### END SOLUTION


# %%
check(ch09.find_the_upstream, find_the_upstream)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# `grad_s` should be `grad_y * x`. Zeros expose it best: a backward function is linear in `grad_y`, so for zeros
# it must return zeros.
#
# A common wrong input keeps the ones and changes `x`, again and again. No `x` can show it.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 5  Test the test
#
# {{task: backward_check}}
#
# Now you are the one who checks. Your function is handed a candidate: somebody's backward pass of
# $y = \tanh(x W)$. It returns True when the candidate is correct, and False when it is not. A correct one
# also leaves its arguments as they were.
#
# Yours is tried on two correct candidates, written in different ways, and on eight with one planted error
# each. What it kills earns points, but only if it passes both correct ones. All candidates return arrays of
# the correct shapes.
#
# {{hints: backward_check}}


# %%
def backward_check(candidate):
    """Return True for a correct candidate(grad_y, x, W), which returns (grad_x, grad_W); else False.

    Shapes: grad_y (n, k), x (n, m), W (m, k)
    candidate([[2.0]], [[0.0]], [[3.0]])  ->  ([[6.0]], [[0.0]]), if it is correct (all are arrays)
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(0)
    given = rng.normal(size=(4, 2)), 1.5 * rng.normal(size=(4, 3)), rng.normal(size=(3, 2))
    grad_y, x, W = (array.copy() for array in given)
    grad_x, grad_W = candidate(*given)
    u_x, u_W = rng.uniform(0.5, 1, (4, 3)), rng.uniform(0.5, 1, (3, 2))
    for grad, u, moved in (
        (grad_x, u_x, np.tanh((x + 1e-30j * u_x) @ W)),
        (grad_W, u_W, np.tanh(x @ (W + 1e-30j * u_W))),
    ):
        true = np.sum(grad_y * moved).imag / 1e-30
        if abs(true - np.sum(grad * u)) > 1e-10 * np.sum(np.abs(grad * u)):
            return False
    return all(map(np.array_equal, given, (grad_y, x, W)))
    ### END SOLUTION


# %%
check(ch09.backward_check, backward_check)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way: write the two lines of the correct backward pass yourself, and compare with `np.allclose`. It is
# shorter, and trusts your own derivation; the probe trusts the forward pass alone.
#
# A common weak check draws small inputs. Then every z lies near 0, where tanh is almost a straight line, and an
# error at saturated units survives. Another looks at the numbers only, and lives beside a backward pass that
# writes into `grad_y`.
# <!-- END SOLUTION -->

# %% [markdown]
# ### Your check beside four others
#
# Four usual checks, and yours as the last column, on all ten candidates. Each of the four has one weakness: ones
# arrive; the batch is one example; all inputs are small; the tolerance is a hundredth.

# %%
task = ch09.backward_check
usual = {one.id.split(".")[1].replace("-", " "): one.function for one in task.mistakes}
checks = {name: usual[name] for name in ("ones", "one example", "small", "loose")}
checks["yours"] = backward_check


def asked(test):
    """A test of a candidate in the form that the matrix calls."""
    return lambda f, candidate, theta, rng: test(candidate)


def draw_all():
    matrix = kill_matrix.trace_kill_matrix(
        {f"correct {k}": (None, one, None) for k, one in enumerate(task.correct, start=1)},
        {one.name.replace("-", " "): (None, one.function, None) for one in task.planted},
        {name: asked(test) for name, test in checks.items()},
        rng=None,
    )
    return Picture(
        kill_matrix_picture.draw_kill_matrix(matrix), kill_matrix.describe_kill_matrix(matrix)
    )


ready = judge(task, backward_check).outcome == "right"
draw_all() if ready else print("The picture appears when your check kills all eight.")

# %% [markdown]
# *What to see:* dark cells are wrong verdicts. Each of the four lets something live; your column has no dark
# cell.

# %% [markdown]
# ## What you can do now
#
# You can say what a sample misses, build a direction that fools a probe, probe several arrays in one pass, and
# write a check that was itself put to the test. All verdicts once more:

# %%
report(
    (ch09.missed_three_times, missed_three_times),
    (ch09.fooling_direction, fooling_direction),
    (ch09.probe_two, probe_two),
    (ch09.find_the_upstream, find_the_upstream),
    (ch09.backward_check, backward_check),
)
