# uses:

# %% [markdown]
# # 02  Follow other graphs backward
#
# Seven exercises for lesson 02, about an hour. All inputs and outputs are plain numbers, but for the lists of
# exercise 2. Slopes multiply along a path, each taken at the input of its own step, and paths add: nothing
# else is needed. Draw each graph first.
#
# Fill in a cell, run it, and run the check cell below it. Run checks at any moment and as often as
# you like: a wrong answer gets a diagnosis and a question. `backprop-course status` shows where you
# are.

# %%
import math

import numpy as np

from backprop_course.checking import check, judge, report
from backprop_course.exercises import ch02

# %% [markdown]
# ## 1  Predict over two paths
#
# {{task: total_slope}}
#
# A quantity $x$ reaches $y$ by two paths. On the first it passes three steps with the slopes -2, 3 and 0.25;
# on the second two steps with the slopes 0.4 and 5. What is $\partial y / \partial x$? Before you compute
# it, say which path is the stronger one.
#
# {{hints: total_slope}}


# %%
def total_slope():
    """The slope of y in x, as one number.

    An answer looks like this:  return 1.25
    """
    ### BEGIN SOLUTION
    return -2 * 3 * 0.25 + 0.4 * 5
    ### END SOLUTION


# %%
check(ch02.total_slope, total_slope)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way: nudge $x$ by 0.01 and follow. The first path moves $y$ by -0.015, the second by 0.02.
#
# A common wrong answer multiplies the two paths, -3. Then a path that is cut would cut the other one, too.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 2  Go back along any chain
#
# {{task: back_along}}
#
# A chain has `len(slopes)` steps, and so one quantity more than steps: the first is the input, the last is
# $y$. You get the local slopes, from first to last. Return the gradient of every quantity: the slope of $y$ in
# it. A step may have slope 0, and the list may be empty.
#
# {{hints: back_along}}


# %%
def back_along(slopes):
    """Return an array of len(slopes) + 1 gradients, that of the input first and that of y last.

    slopes = [2.0, -3.0, 0.5]  ->  [-3.0, -1.5, 0.5, 1.0]
    """
    ### BEGIN SOLUTION
    gradients = np.ones(len(slopes) + 1)
    for k in reversed(range(len(slopes))):
        gradients[k] = gradients[k + 1] * slopes[k]
    return gradients
    ### END SOLUTION


# %%
check(ch02.back_along, back_along)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: `np.prod(slopes[k:])` for every `k` gives the same, with about n²/2 products in place of n. The
# loop goes back once and uses each gradient for the next. That is all that "backpropagation" means.
#
# The common wrong answer multiplies from the front, `np.cumprod(slopes)`. Those numbers are slopes too: of every
# quantity *in the input*. They answer how one input moves everything, not how everything moves one output.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 3  Differentiate a bell
#
# {{task: bell_gradients}}
#
# The bell curve $y = e^{-(x - m)^2 / 2}$ has its top at $m$. Derive its slope in $x$ and its slope in $m$.
#
# {{hints: bell_gradients}}


# %%
def bell_gradients(x, m):
    """Return the tuple (grad_x, grad_m): the slopes of the curve in x and in m.

    x = 2.0, m = 1.0  ->  (-0.6065, 0.6065), here rounded to 4 digits
    """
    ### BEGIN SOLUTION
    u = x - m
    y = np.exp(-(u**2) / 2)
    grad_u = -u * y
    return grad_u, -grad_u
    ### END SOLUTION


# %%
check(ch02.bell_gradients, bell_gradients)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way to the second gradient: move $x$ and $m$ together, and the curve stays where it was. So the two
# gradients must add up to 0.
#
# A common wrong answer gives the same gradient to both. The difference is one step with two inputs, and its
# slopes are 1 and -1.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 4  Pass three gates
#
# {{task: gates_backward}}
#
# $y = (a + c) \cdot \max(a, b)$. Go back through the graph; the inputs are such that $a \ne b$.
#
# {{hints: gates_backward}}


# %%
def gates_backward(a, b, c):
    """Return the tuple (grad_a, grad_b, grad_c) of y = (a + c) max(a, b).

    a = 3.0, b = 2.0, c = -1.0  ->  (5.0, 0.0, 3.0)
    """
    ### BEGIN SOLUTION
    grad_s, grad_m = max(a, b), a + c  # the product: each factor gets the other one
    grad_a = grad_s + (grad_m if a > b else 0.0)  # a copy: two shares
    grad_b = 0.0 if a > b else grad_m
    return grad_a, grad_b, grad_s
    ### END SOLUTION


# %%
check(ch02.gates_backward, gates_backward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way is by cases: where $a > b$, $y = (a + c)\, a$; elsewhere $y = (a + c)\, b$. With ten gates there would
# be a thousand cases. Going back, each gate decides alone.
#
# The common wrong answer loses one of the two shares of $a$: `=` where `+=` is meant.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 5  Hunt a bug
#
# {{task: find_the_place}}
#
# A friend went back through $y = \sin(u) + u x$ with $u = x^2$, and tried the function below at $x = 0$, where it
# agrees with nudges. Still it holds one bug, which is in this list:
#
# | name | what is wrong |
# |---|---|
# | `"path-forgotten"` | the straight path from x into the product is forgotten |
# | `"slope-at-output"` | the slope of the sine is taken at its output |
# | `"missing-two"` | the 2 of the square is missing |
# | `"paths-multiplied"` | the two paths are multiplied |
# | `"own-factor"` | each factor of the product got itself, not the other one |
#
# Name the bug, and give an input on which it shows. Your input is run through both functions.
#
# {{hints: find_the_place}}


# %%
def planted_slope(x):
    u = x * x
    v = math.sin(u)
    grad_u = math.cos(v) + x
    return grad_u * 2 * x + u


planted_slope(0.0)


# %%
def find_the_place():
    """Return the tuple (name of the bug, input); the input is a tuple (x,).

    An answer looks like this:  return "missing-two", (0.0,)
    """
    ### BEGIN SOLUTION
    return "slope-at-output", (1.0,)
    ### END SOLUTION


# %%
check(ch02.find_the_place, find_the_place)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The sine is the step from $u$ to $v$, so its slope is $\cos u$. At $x = 0$ both places are 0.
#
# A common wrong answer names the bug and hands in 0, or a very small $x$: there $\sin u$ is almost $u$, and the
# two functions agree to many digits.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 6  Walk along a valley
#
# {{task: valley_gradient}}
#
# $y = (1 - a)^2 + 100\,(b - a^2)^2$ is a curved valley with steep walls; its lowest point is at $a = b = 1$.
# Derive both gradients. How many ways lead from $a$ to $y$?
#
# {{hints: valley_gradient}}


# %%
def valley_gradient(a, b):
    """Return the tuple (grad_a, grad_b).

    a = 2.0, b = 3.0  ->  (802.0, -200.0)
    """
    ### BEGIN SOLUTION
    d = b - a**2
    grad_d = 200 * d
    return -2 * (1 - a) - grad_d * 2 * a, grad_d
    ### END SOLUTION


# %%
check(ch02.valley_gradient, valley_gradient)

# %% [markdown]
# When they are correct, your gradients lead a walk: in each step $a$ and $b$ go a little against their
# gradients, as the neuron's weight did in notebook 01. How far do 100 steps get, and how far do 20,000?


# %%
def walk(a, b, lr=0.001):
    for step in range(20_001):
        if step in (0, 100, 1_000, 20_000):
            print(f"after {step:6,} steps: a = {a:6.3f}, b = {b:6.3f}")
        grad_a, grad_b = valley_gradient(a, b)
        a, b = a - lr * grad_a, b - lr * grad_b


if judge(ch02.valley_gradient, valley_gradient).outcome == "right":
    walk(-1.2, 1.0)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Multiplied out it is $400 a^3 - 400 a b + 2a - 2$: correct, and nobody sees the two ways in it.
#
# A common wrong answer forgets the minus of $b - a^2$. Then the walk leaves the valley at once: a sign in one
# of two ways is no small error.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 7  Test the test
#
# {{task: slope_check}}
#
# Now you are the one who checks. Your function is handed a candidate: `candidate(x)` returns a tuple
# (value, slope) of some smooth function of one number. Return True when its slope belongs to its values, and
# False when it does not. You may ask the candidate at as many places as you like, between -3 and 3.
#
# Yours is tried on two correct candidates and on eight with one planted error each. What it kills earns points,
# but only if it passes both correct ones.
#
# {{hints: slope_check}}


# %%
def slope_check(candidate):
    """Return True when the slopes of candidate belong to its values, else False.

    lambda x: (x * x, 2 * x)  ->  True;  lambda x: (x * x, x)  ->  False
    """
    ### BEGIN SOLUTION
    h = 1e-5
    for x in (-1.3, -0.4, 0.7, 1.6):
        nudged = (candidate(x + h)[0] - candidate(x - h)[0]) / (2 * h)
        if abs(candidate(x)[1] - nudged) > 1e-6:
            return False
    return True
    ### END SOLUTION


# %%
check(ch02.slope_check, slope_check)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: one place at random, such as 0.7391, is better than ten round ones. Errors are correct by accident
# at 0, at 1, and where two things are equal.
#
# A common weak check tries $x = 1$ alone: there the slope of $x^2$ is 2, and so is a constant 2. Another one
# tries positive numbers alone.
# <!-- END SOLUTION -->

# %% [markdown]
# ## What you can do now
#
# You can go back through a graph that nobody drew for you, walk downhill with your own gradients, and test
# somebody else's. All verdicts once more:

# %%
report(
    (ch02.total_slope, total_slope),
    (ch02.back_along, back_along),
    (ch02.bell_gradients, bell_gradients),
    (ch02.gates_backward, gates_backward),
    (ch02.find_the_place, find_the_place),
    (ch02.valley_gradient, valley_gradient),
    (ch02.slope_check, slope_check),
)
