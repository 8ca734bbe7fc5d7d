# %% [markdown]
# # 10  Read a rule, write it, doubt it
#
# Seven exercises for lesson 10, about an hour. Gradients are given or come from a mean
# squared error; rows of `x` are examples. Leave the arrays that you are given as they are, and return
# new ones.
#
# Momentum is that of the lesson: $u \leftarrow \beta u + g$, then $w \leftarrow w - \eta u$.
#
# Fill in a cell, run it, and run the check cell below it. Run checks at any moment and as often as
# you like: a wrong answer gets a diagnosis and a question. `backprop-course status` shows where you
# are.

# %%
import numpy as np

from backprop_course.checking import check, judge, report
from backprop_course.exercises import ch10
from backprop_course.figures.mlp.charts import draw_learning_curves
from backprop_course.notebook import Picture

# %% [markdown]
# ## 1  Translate a momentum
#
# {{task: same_steps}}
#
# A book writes momentum as a running *average*, $u \leftarrow \beta u + (1 - \beta) g$, and steps
# $w \leftarrow w - \eta u$ with $\eta = 0.5$ and $\beta = 0.8$. Both rules start with $u = 0$. Which $\eta$
# makes ours take the same steps, with the same $\beta$?
#
# {{hints: same_steps}}


# %%
def same_steps():
    """The learning rate of our momentum that takes the book's steps, as one number.

    An answer looks like this:  return 1.25
    """
    ### BEGIN SOLUTION
    return 0.5 * (1 - 0.8)
    ### END SOLUTION


# %%
check(ch10.same_steps, same_steps)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way: with a steady gradient $g$ our velocity ends at $g/(1 - \beta) = 5g$, the average at $g$. Five times
# the velocity needs a fifth of the rate.
#
# The common wrong answer is 2.5, the factor turned round. Libraries differ in this, so a rate that was
# tuned in one of them can blow up in another.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 2  Predict a spike
#
# {{task: spike}}
#
# Adam, with the lesson's shares 0.9 and 0.999, has seen a gradient of 1 for thousands of steps. Now one
# batch brings a gradient of 100. How many learning rates long is this step? Three digits are enough. Before
# you compute it: is it shorter than one learning rate, or longer?
#
# {{hints: spike}}


# %%
def spike():
    """The length of the step with the gradient 100, in learning rates, as one number.

    An answer looks like this:  return 1.25
    """
    ### BEGIN SOLUTION
    return (0.9 + 0.1 * 100) / np.sqrt(0.999 + 0.001 * 100**2)
    ### END SOLUTION


# %%
check(ch10.spike, spike)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# About 3.29. The average of the gradient reacts ten times faster than one would need to be safe: its share of
# the news is 0.1, the root of 0.001 is 0.03. For a spike without end the length goes to
# $0.1/\sqrt{0.001} = 3.16$, after a small maximum.
#
# The common wrong answer is 1: "a step of Adam is one learning rate". That holds while gradients stay as
# they were.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 3  Write a rule from a paper
#
# {{task: lion_step}}
#
# Lion (X. Chen et al., 2023) keeps one average $m$ for each weight. With a weight decay of 0.1 a step is
#
# $$c = 0.9\, m + 0.1\, g \qquad w \leftarrow w - \eta\, (\mathrm{sign}(c) + 0.1\, w) \qquad
# m \leftarrow 0.99\, m + 0.01\, g$$
#
# where the sign of 0 is 0. Each formula reads the old $m$ and the old $w$.
#
# {{hints: lion_step}}


# %%
def lion_step(w, m, g, lr):
    """Return the tuple (w, m) after one step; w, m, g are arrays of one shape.

    lion_step(np.array([2.0]), np.array([-1.0]), np.array([10.0]), 0.5)
        ->  (array([1.4]), array([-0.89])), for c is 0.1
    """
    ### BEGIN SOLUTION
    c = 0.9 * m + 0.1 * g
    return w - lr * (np.sign(c) + 0.1 * w), 0.99 * m + 0.01 * g
    ### END SOLUTION


# %%
check(ch10.lion_step, lion_step)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: `(1 - 0.1 * lr) * w - lr * np.sign(c)` says the same. Weights shrink by one factor, and every
# weight moves by one learning rate: Lion needs smaller rates than Adam.
#
# The common wrong answer keeps $c$ as the new $m$. The two shares differ on purpose: $c$ listens to the newest
# gradient, $m$ has a long memory.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 4  Write momentum as a matrix
#
# {{task: momentum_matrix}}
#
# On the parabola $L = \tfrac12 \lambda w^2$ a step of momentum is linear: the new $w$ and $u$ are a matrix
# times the old ones. Derive the matrix.
#
# {{hints: momentum_matrix}}


# %%
def momentum_matrix(lr, beta, curvature):
    """Return the array M of shape (2, 2) with [new w, new u] = M @ [old w, old u].

    momentum_matrix(0.0, 0.5, 3.0)  ->  array([[1.0, 0.0], [3.0, 0.5]])
    """
    ### BEGIN SOLUTION
    return np.array([[1 - lr * curvature, -lr * beta], [curvature, beta]])
    ### END SOLUTION


# %%
check(ch10.momentum_matrix, momentum_matrix)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way: let code take the step from $(1, 0)$ and from $(0, 1)$. The two results are the columns.
#
# The common wrong answer has $(1, -\eta)$ as its first row. That is a step along the *old* velocity; the new
# one has to be put in before sorting.
# <!-- END SOLUTION -->

# %% [markdown]
# A matrix that is applied again and again blows up when one of its **eigenvalues** is larger than 1 in size;
# an eigenvalue is a factor by which the matrix stretches some direction. So your matrix finds the cliff of the
# lesson, $2(1 + \beta)/\lambda$, without a training:

# %%
ready = judge(ch10.momentum_matrix, momentum_matrix).outcome == "right"
rates = np.linspace(0.001, 0.999, 999)
for beta in (0.0, 0.5, 0.9) if ready else ():
    sizes = [np.abs(np.linalg.eigvals(momentum_matrix(lr, beta, 4.0))).max() for lr in rates]
    last = rates[np.array(sizes) <= 1.0 + 1e-9].max()
    print(f"beta {beta}: stable up to {last:.2f}, the lesson says {2 * (1 + beta) / 4.0:.2f}")

# %% [markdown]
# ## 5  Hunt a bug
#
# {{task: find_the_average}}
#
# A friend wrote two steps of Adam with $\eta = 0.1$, from $w$ with the gradients `g1` and `g2`, and
# compared them with exercise B of the lesson, where the gradients are 1 and -1. Every digit agreed. Still
# the code holds one bug, which is in this list:
#
# | name | what is wrong |
# |---|---|
# | `"sizes-averaged"` | v averages the sizes of the gradients, not their squares |
# | `"no-root"` | the step is divided by the corrected average without its root |
# | `"t-stays"` | both steps use the corrections of the first |
# | `"stored-back"` | the corrected averages are kept for the next step |
# | `"betas-exchanged"` | the shares 0.9 and 0.999 stand in each other's place |
#
# Name the bug, and give an input on which it shows. Your input is run through both functions.
#
# {{hints: find_the_average}}


# %%
def planted_adam(w, g1, g2):
    m = v = 0.0
    for t, g in ((1, g1), (2, g2)):
        m = m + 0.1 * (g - m)
        v = v + 0.001 * (np.sqrt(g * g) - v)
        m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
        w = w - 0.1 * m_hat / (v_hat**0.5 + 1e-8)
    return w


print(round(planted_adam(w=0.0, g1=1.0, g2=-1.0), 4))


# %%
def find_the_average():
    """Return the tuple (name of the bug, input); the input is a tuple (w, g1, g2).

    An answer looks like this:  return "no-root", (0.0, 1.0, -1.0)
    """
    ### BEGIN SOLUTION
    return "sizes-averaged", (0.0, 4.0, -2.0)
    ### END SOLUTION


# %%
check(ch10.find_the_average, find_the_average)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The root in the line of $v$ undoes the square before it is averaged. Any gradient whose size is not 1 exposes
# it.
#
# A common wrong answer is `"no-root"`: there is a root in the wrong place, but the one in the step is there
# as well, as `**0.5`. A correct Adam takes the same steps when all gradients grow tenfold; with this bug they
# become longer by $\sqrt{10}$. That is a test without a friend's numbers.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 6  Fit with momentum
#
# {{task: fit_momentum}}
#
# Put it together. The prediction is `x @ w`, the loss the mean of the squared errors against `y`. In every
# round note the loss, and take one step of momentum. The velocity starts at 0.
#
# {{hints: fit_momentum}}


# %%
def fit_momentum(x, y, w, lr, beta, steps):
    """Return the tuple (w, losses); losses has shape (steps,): the loss before each step.

    x: (n, features), y: (n,), w: (features,)
    fit_momentum(np.array([[1.0]]), np.array([0.0]), np.array([1.0]), 0.25, 0.5, 2)
        ->  (array([0.0]), array([1.0, 0.25])): u is 2, then 0.5 * 2 + 1
    """
    ### BEGIN SOLUTION
    u, losses = np.zeros_like(w), np.zeros(steps)
    for k in range(steps):
        error = x @ w - y
        losses[k] = np.mean(error**2)
        u = beta * u + 2 * x.T @ error / len(x)
        w = w - lr * u
    return w, losses
    ### END SOLUTION


# %%
check(ch10.fit_momentum, fit_momentum)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# With a fixed learning rate one may keep `lr * gradient` in the velocity, as some libraries do: the steps are
# the same. They differ as soon as the rate changes on the way.
#
# The common wrong answer makes `u` inside of the loop. Then every round forgets, and what runs is SGD.
# <!-- END SOLUTION -->

# %% [markdown]
# ### Your optimizer at work
#
# Five points on the line $1 + 0.5\,t$, with $t$ counted in units that are much too small: the numbers are
# -20 to 20. The curvature along the slope is 200 times that along the bias, a ravine.

# %%
t = np.array([-20.0, -10.0, 0.0, 10.0, 20.0])
x = np.stack([np.ones(5), t], axis=1)
y = 1.0 + 0.5 * t
ready = judge(ch10.fit_momentum, fit_momentum).outcome == "right"
curves = {}
for beta in (0.0, 0.9):
    start = np.zeros(2)
    w, losses = fit_momentum(x, y, start, 0.004, beta, 300) if ready else (start, np.ones(1))
    curves["without momentum" if beta == 0.0 else "with momentum 0.9"] = losses
    print(f"beta {beta}: after {len(losses)} steps w =", w.round(2))
Picture(
    draw_learning_curves(curves, title="Does momentum help in a ravine?", xlabel="step"),
    "Two losses over 300 steps at one learning rate. Without momentum the curve falls slowly; with "
    "momentum it swings at first, and falls much further.",
)

# %% [markdown]
# *What to see:* at one learning rate, near the cliff of the steep direction, momentum swings at first and then
# leaves plain descent far behind. As long as `fit_momentum` is not right, the start is printed and the chart is
# empty.

# %% [markdown]
# ## 7  Test the test
#
# {{task: adam_check}}
#
# Now you are the one who checks. Write a function that is handed a candidate: somebody's step of Adam, with the
# arguments and results of the lesson's `adam_step`. Your function returns True when the candidate is correct, and
# False when it is not.
#
# Yours is tried on two correct candidates, written in different ways, and on eleven with one planted error each.
# What it kills earns points, but only if it passes both correct ones. All candidates return what has the correct
# form and shapes.
#
# {{hints: adam_check}}


# %%
def adam_check(candidate):
    """Return True for a correct candidate(w, m, v, g, t, lr), and False for a wrong one.

    candidate(2.0, 0.0, 0.0, 100.0, 1, 0.1)  ->  (1.9, 10.0, 10.0), if it is correct; arrays too
    """
    ### BEGIN SOLUTION
    w, m, v, g = np.array([[1.0, -2.0], [0.3, 0.7], [0.5, 2.0], [4.0, -0.25]])
    new_m, new_v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
    m_hat, v_hat = new_m / (1 - 0.9**5), new_v / (1 - 0.999**5)
    new_w = w - 0.01 * m_hat / (np.sqrt(v_hat) + 1e-8)
    found = candidate(w, m, v, g, 5, 0.01)
    return all(np.allclose(*pair) for pair in zip(found, (new_w, new_m, new_v), strict=True))
    ### END SOLUTION


# %%
check(ch10.adam_check, adam_check)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way is to take two steps from zeros with two different gradients, and to compare both.
#
# A common weak check is that of the lesson, a first step of one learning rate. Several errors pass it: those in what
# is kept, and those that begin when $t$ grows. And whoever looks at `w` alone lets the corrected averages
# through, which spoil only the step that follows.
# <!-- END SOLUTION -->

# %% [markdown]
# ## What you can do now
#
# You can read an update rule and write it, translate between conventions, find a cliff without a training,
# and choose gradients that hide no bug. All verdicts once more:

# %%
report(
    (ch10.same_steps, same_steps),
    (ch10.spike, spike),
    (ch10.lion_step, lion_step),
    (ch10.momentum_matrix, momentum_matrix),
    (ch10.find_the_average, find_the_average),
    (ch10.fit_momentum, fit_momentum),
    (ch10.adam_check, adam_check),
)
