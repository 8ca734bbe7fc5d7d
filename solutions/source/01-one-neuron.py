# uses: ops.sigmoid

# %% [markdown]
# # 01  Work out one neuron
#
# Nine exercises for lesson 01, about an hour. The neuron is $z = w x + b$, $a = \sigma(z)$, and the
# loss of one example is $L = (a - y)^2$, without a factor 1/2. All inputs and outputs are plain
# numbers.
#
# Fill in a cell, run it, and run the check cell below it. Run checks at any moment and as often as
# you like: a wrong answer gets a diagnosis and a question. `backprop-course status` shows where you
# are.

# %%
import numpy as np

from backprop_course.checking import check, report
from backprop_course.exercises import ch01
from backprop_course.ops import sigmoid

# %% [markdown]
# ## 1  Predict a slope
#
# {{task: dL_dw}}
#
# On paper: $x = -3$, $w = 0.7$, $b = 2.1$, $y = 0.1$. What is $\partial L / \partial w$? Return the
# number. Before you compute it, say which sign it will have.
#
# {{hints: dL_dw}}


# %%
def dL_dw():
    """The slope of the loss in w at x = -3, w = 0.7, b = 2.1, y = 0.1, as one number.

    An answer looks like this:  return 1.25
    """
    ### BEGIN SOLUTION
    return 0.8 * 0.25 * -3.0  # slopes of the square, of the sigmoid at z = 0, of w x + b in w
    ### END SOLUTION


# %%
check(ch01.dL_dw, dL_dw)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way to it, without formulas: raise $w$ by 0.01. Then $z$ falls by 0.03, $a$ by about a
# quarter of that, and $L$ by about 0.006. The ratio of the two changes is the slope.
#
# The common wrong answer is 0.6. It loses the sign of $x$: with a negative input, a larger weight
# means a *smaller* $z$, and here a smaller $z$ means a smaller loss.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 2  Compute forward
#
# {{task: forward}}
#
# Write the forward pass of the neuron. Return all three numbers: the backward pass will need them.
# `sigmoid` is imported above.
#
# {{hints: forward}}


# %%
def forward(x, w, b, y):
    """Return the tuple (z, a, loss) for one example of plain numbers.

    forward(x=2.0, w=0.5, b=-1.0, y=0.0)  ->  (0.0, 0.5, 0.25)
    """
    ### BEGIN SOLUTION
    z = w * x + b
    a = sigmoid(z)
    return z, a, (a - y) ** 2
    ### END SOLUTION


# %%
check(ch01.forward, forward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# `1 / (1 + np.exp(-z))` is as correct as `sigmoid(z)`; for a large negative `z` it overflows on the
# way, warns, and still arrives at 0.
#
# The common wrong answer puts the bias inside the product, `w * (x + b)`. Then $b$ has an effect
# that depends on $w$, and the neuron can no longer shift its curve freely.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 3  Find each local slope
#
# {{task: local_slopes}}
#
# Three steps lead from $w$ to $L$. Derive the slope of each step on its own: of $L$ in $a$, of $a$ in
# $z$, of $z$ in $w$.
#
# {{hints: local_slopes}}


# %%
def local_slopes(x, w, b, y):
    """Return the tuple (dL_da, da_dz, dz_dw): each the slope of one step.

    local_slopes(x=2.0, w=0.5, b=-1.0, y=0.0)  ->  (1.0, 0.25, 2.0)
    """
    ### BEGIN SOLUTION
    a = sigmoid(w * x + b)
    return 2 * (a - y), a * (1 - a), x
    ### END SOLUTION


# %%
check(ch01.local_slopes, local_slopes)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The slope of the sigmoid can also be written `sigmoid(z) * sigmoid(-z)`: two falling factors, one
# on each side.
#
# The common wrong answer is `sigmoid(a) * (1 - sigmoid(a))`. The short form `a * (1 - a)` already
# *contains* the sigmoid; to apply it to `a` again takes the slope at another point of the curve.
# Since `a` lies between 0 and 1, that slope is never below 0.19, and the neuron seems never to
# saturate.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 4  Multiply to the gradients
#
# {{task: gradients}}
#
# Now the chain rule: the slope of the loss in $w$, and the slope of the loss in $b$.
#
# {{hints: gradients}}


# %%
def gradients(x, w, b, y):
    """Return the tuple (dL_dw, dL_db) for the loss (a - y)^2.

    gradients(x=2.0, w=0.5, b=-1.0, y=0.0)  ->  (0.5, 0.25)
    """
    ### BEGIN SOLUTION
    a = sigmoid(w * x + b)
    dL_dz = 2 * (a - y) * a * (1 - a)  # shared by both
    return dL_dz * x, dL_dz
    ### END SOLUTION


# %%
check(ch01.gradients, gradients)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: `dL_dz` is computed once and used twice. In a large network this sharing is the
# whole gain of backpropagation.
#
# The common wrong answer leaves out `a * (1 - a)`. All signs stay correct, so that training still
# lowers the loss, and nobody notices; only a comparison with a central difference tells.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 5  Translate a learning rate
#
# {{task: matching_lr}}
#
# A book writes the same loss with a factor: $\tfrac12 (a - y)^2$. It trains the neuron with a
# learning rate of 0.3. Which learning rate makes exactly the same steps with our loss $(a - y)^2$?
#
# {{hints: matching_lr}}


# %%
def matching_lr():
    """The learning rate for (a - y)^2 that steps as 0.3 does for half of it, as one number.

    An answer looks like this:  return 1.25
    """
    ### BEGIN SOLUTION
    return 0.3 / 2
    ### END SOLUTION


# %%
check(ch01.matching_lr, matching_lr)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way: ask which rate leaves the product `lr * gradient` as it was.
#
# The common wrong answer is 0.6: the factor turned round. Our loss is the larger one, so are its
# gradients, and the larger gradient needs the smaller rate. Neither convention is wrong; a gradient
# must belong to the loss that is printed.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 6  Take one step
#
# {{task: update}}
#
# Given the two gradients and a learning rate, return the new weight and the new bias of one step of
# gradient descent.
#
# {{hints: update}}


# %%
def update(w, b, dL_dw, dL_db, lr):
    """Return the tuple (w_new, b_new) after one step.

    update(w=1.0, b=2.0, dL_dw=3.0, dL_db=-4.0, lr=0.1)  ->  (0.7, 2.4)
    """
    ### BEGIN SOLUTION
    return w - lr * dL_dw, b - lr * dL_db
    ### END SOLUTION


# %%
check(ch01.update, update)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# With arrays both steps are one line: `np.array([w, b]) - lr * np.array([dL_dw, dL_db])`. That is
# how an optimizer treats millions of parameters.
#
# The common wrong answer adds the step. The gradient points to where the loss rises; one check is
# enough: after a small step the loss must be lower.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 7  Change the loss: logistic regression
#
# {{task: logistic_gradients}}
#
# Read $a$ as the probability that the label $y$, 0 or 1, is 1. The usual loss is then the **binary
# cross-entropy** $L = -y \ln a - (1 - y) \ln(1 - a)$. Derive both gradients. On paper, something
# cancels.
#
# {{hints: logistic_gradients}}


# %%
def logistic_gradients(x, w, b, y):
    """Return the tuple (dL_dw, dL_db) for the binary cross-entropy; y is 0.0 or 1.0.

    logistic_gradients(x=2.0, w=0.5, b=-1.0, y=0.0)  ->  (1.0, 0.5)
    """
    ### BEGIN SOLUTION
    dL_dz = sigmoid(w * x + b) - y
    return dL_dz * x, dL_dz
    ### END SOLUTION


# %%
check(ch01.logistic_gradients, logistic_gradients)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The long way is correct as well: `(-y / a + (1 - y) / (1 - a)) * a * (1 - a)`. It divides by almost 0
# when `a` is almost 0 or 1, which the short form never does.
#
# The common wrong answer multiplies by `a * (1 - a)` once more. That factor has cancelled already,
# and this is the point of the loss: a neuron that is surely wrong learns fast. For $x = 1$, $w = -8$,
# $b = 0$, $y = 1$ the gradient in $w$ is about -1; with the squared error it is about -0.0007.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 8  Hunt a bug
#
# {{task: find_the_bug}}
#
# A friend wrote the function below and tried it on the example of the lesson. Every number was correct,
# and yet it holds one bug, which is in this list:
#
# | name | what is wrong |
# |---|---|
# | `"reversed-difference"` | the difference between a and y is the wrong way round |
# | `"missing-two"` | the 2 of the square is missing |
# | `"missing-slope"` | the slope of the sigmoid is left out |
# | `"exponent-sign"` | in the slope of the sigmoid an exponent has the wrong sign |
# | `"missing-input"` | the last slope of the chain for w is left out |
#
# Name the bug, and give an input on which it shows. Your input is run through both functions.
#
# {{hints: find_the_bug}}


# %%
def planted_gradients(x, w, b, y):
    z = w * x + b
    a = 1 / (1 + np.exp(-z))
    dL_da = 2 * (a - y)
    da_dz = np.exp(z) / (1 + np.exp(-z)) ** 2
    return dL_da * da_dz * x, dL_da * da_dz


planted_gradients(x=0.5, w=2.0, b=-1.0, y=1.0)


# %%
def find_the_bug():
    """Return the tuple (name of the bug, input); the input is a tuple (x, w, b, y).

    An answer looks like this:  return "missing-two", (0.5, 2.0, -1.0, 1.0)
    """
    ### BEGIN SOLUTION
    return "exponent-sign", (-1.5, 2.0, 1.0, 1.0)
    ### END SOLUTION


# %%
check(ch01.find_the_bug, find_the_bug)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# In the planted line the numerator should be `np.exp(-z)`. Any input with $z$ away from 0 exposes it.
#
# The common wrong answer names the bug and hands in the lesson's example. There $z = 0$, both
# exponentials are 1, and the two functions agree to the last digit. Test inputs that are zero,
# equal or symmetric hide bugs by accident.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 9  Train the neuron
#
# {{task: train}}
#
# Put it together: in every round measure the loss $(a - y)^2$, compute both gradients, and take one
# step. Return the final weight and bias, and the losses as an array.
#
# {{hints: train}}


# %%
def train(x, w, b, y, lr, steps):
    """Return the tuple (w, b, losses); losses has shape (steps,): the loss before each step.

    train(x=2.0, w=0.5, b=-1.0, y=0.0, lr=1.0, steps=2)
        ->  (-0.1542, -1.3271, array([0.25, 0.0496])), here rounded to 4 digits
    """
    ### BEGIN SOLUTION
    losses = np.zeros(steps)
    for k in range(steps):
        a = sigmoid(w * x + b)
        losses[k] = (a - y) ** 2
        dL_dz = 2 * (a - y) * a * (1 - a)
        w, b = w - lr * dL_dz * x, b - lr * dL_dz
    return w, b, losses
    ### END SOLUTION


# %%
check(ch01.train, train)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# With the functions from above the loop is three lines: `forward`, `gradients`, `update`. Both are
# correct; the one here shows that the loop needs nothing else.
#
# A common wrong answer moves `w` first and then computes the slope for `b`. The two gradients then
# belong to two different neurons. The loss falls all the same, so the curve does not give it away.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 10  Try it without a sigmoid
#
# *stretch, open, not marked*
#
# Replace the sigmoid by $\tanh$ and find both gradients again. Which local slope changes, and which
# two stay? Compare with a central difference: raise $w$ by $10^{-5}$, lower it by as much, and divide
# the change of the loss by $2 \cdot 10^{-5}$.

# %%
# room for your experiment

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Only the middle slope changes, to $1 - a^2$ with $a = \tanh z$. The outer and the inner one know
# nothing of the activation: that is what "local" means.
# <!-- END SOLUTION -->

# %% [markdown]
# ## What you can do now
#
# You can take a neuron apart into steps, differentiate each one, multiply the slopes to a gradient,
# train with it, and doubt a gradient with a well-chosen input. All verdicts once more:

# %%
report(
    (ch01.dL_dw, dL_dw),
    (ch01.forward, forward),
    (ch01.local_slopes, local_slopes),
    (ch01.gradients, gradients),
    (ch01.matching_lr, matching_lr),
    (ch01.update, update),
    (ch01.logistic_gradients, logistic_gradients),
    (ch01.find_the_bug, find_the_bug),
    (ch01.train, train),
)
