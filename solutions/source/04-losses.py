# uses: ops.sigmoid, losses.binary_cross_entropy

# %% [markdown]
# # 04  Charge in other ways
#
# Seven exercises for lesson 04, a little more than an hour. A loss returns two things: the number, and its
# gradient, which has the shape of the prediction or of the logits. Each task says what the printed number
# divides by. Leave the arrays that you are given as they are, and return new ones.
#
# Fill in a cell, run it, and run the check cell below it. Run checks at any moment and as often as
# you like: a wrong answer gets a diagnosis and a question. `backprop-course status` shows where you
# are.

# %%
import numpy as np

from backprop_course.checking import check, judge, report
from backprop_course.exercises import ch04
from backprop_course.figures.losses.quantiles_picture import draw_quantiles
from backprop_course.notebook import Picture
from backprop_course.ops import sigmoid

# %% [markdown]
# ## 1  Predict what silence costs
#
# {{task: silent_detector}}
#
# A detector looks for something rare: one example in ten has the label 1. It does not look at its inputs yet, and
# gives all examples the same logit $b$. Which $b$ makes the mean binary cross-entropy smallest, and what is the
# loss there? Three digits after the point are enough. Before you compute it, say which sign $b$ will have.
#
# {{hints: silent_detector}}


# %%
def silent_detector():
    """Return two numbers: b, and the mean loss with this b.

    An answer looks like this:  return 1.234, 0.567
    """
    ### BEGIN SOLUTION
    # the mean of a - y is a - 0.1, and it vanishes at a = 0.1
    return np.log(0.1 / 0.9), -0.1 * np.log(0.1) - 0.9 * np.log(0.9)
    ### END SOLUTION


# %%
check(ch04.silent_detector, silent_detector)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way, for the loss: of ten examples one pays $-\ln 0.1 = 2.303$ and nine pay $-\ln 0.9 = 0.105$, on
# average 0.325. A detector that was trained and still pays that much has not looked at its inputs. And one that
# *starts* with this $b$ need not spend its first steps on learning how rare a 1 is.
#
# A common wrong answer is $b = \ln 0.1$, the logarithm of a probability. The sigmoid's way back is
# $\ln \frac{a}{1 - a}$, from $a = 1/(1 + e^{-b})$.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 2  Leave gaps in the targets
#
# {{task: masked_mse}}
#
# Not everything was measured: where a target is missing, `target` holds `nan`, "not a number". A missing
# target says nothing about its prediction, so it adds nothing to the loss. Write the mean of the squared errors over all
# *known* targets, and its gradient. At least one target is known, but not one in each row.
#
# {{hints: masked_mse}}


# %%
def masked_mse(prediction, target):
    """Return the tuple (loss, grad); prediction and target have the shape (n, k), and so has grad.

    prediction = [[3., 7.], [1., 2.]], target = [[1., nan], [1., 4.]]
        ->  (2.667, [[1.333, 0.], [0., -1.333]]), here rounded to 3 digits
    """
    ### BEGIN SOLUTION
    known = ~np.isnan(target)
    error = np.where(known, prediction - target, 0.0)
    return np.sum(error**2) / known.sum(), 2 * error / known.sum()
    ### END SOLUTION


# %%
check(ch04.masked_mse, masked_mse)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: `np.nanmean((prediction - target) ** 2)` is the loss in one call. The gradient still needs the
# number of known targets, and zeros in its gaps.
#
# A common wrong answer multiplies the error by 0 where the target is missing. But `nan * 0` is `nan`: it has to be
# replaced, as `np.where` does, and cannot be weighed away. Another one divides by `error.size`. Then a batch
# with many gaps teaches less per known target, and nobody notices.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 3  Let the rare label count more
#
# {{task: rare_loss}}
#
# Where a 1 is rare, one often lets it count $w$ times. With $a_i = \sigma(z_i)$ the loss of $n$ examples is
#
# $$L = -\frac{1}{n} \sum_i \big( w\, y_i \ln a_i + (1 - y_i) \ln (1 - a_i) \big)$$
#
# Write it as a function of the logits, with its gradient in $z$. Logits may be as large as 1000, and as small as
# -1000. `sigmoid` is imported above and is safe there; `np.logaddexp(u, v)` is $\ln(e^u + e^v)$, entry by
# entry and without overflow.
#
# {{hints: rare_loss}}


# %%
def rare_loss(z, y, w):
    """Return the tuple (loss, grad); z and y have the shape (n,), y holds 0 and 1, w is a number.

    z = [0., 0.], y = [1., 0.], w = 3.  ->  (1.386, [-0.75, 0.25]), the loss rounded to 3 digits
    """
    ### BEGIN SOLUTION
    if_one, if_zero = np.logaddexp(0, -z), np.logaddexp(0, z)  # -ln a, and -ln(1 - a)
    loss = np.mean(w * y * if_one + (1 - y) * if_zero)
    a = sigmoid(z)
    return loss, ((1 - y) * a - w * y * (1 - a)) / len(z)
    ### END SOLUTION


# %%
check(ch04.rare_loss, rare_loss)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way: weights `np.where(y == 1, w, 1.0)`, one for each example, times what the lesson has. They stand in
# front of the example's loss, so they stand in front of its gradient $a - y$, too.
#
# The common wrong answer is `a - w * y`. It weighs the label and forgets that the answer $a$ of the same example
# came from the same logarithm. With $w = 3$ such an example is pushed up even at $a = 1$, for ever.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 4  Derive a loss for counts
#
# {{task: count_gradient}}
#
# How many birds come to a feeder? Somebody watched it on $n$ days, for $t_i$ hours on day $i$, and counted
# $y_i$ of them. A model says $z_i$, the *logarithm* of the number of birds that come in one hour, so that
# it expects $r_i = t_i\, e^{z_i}$ of them. Rare, independent visits have the **Poisson** distribution: the
# probability of just $y$ visits is
#
# $$P(y) = \frac{r^{y} e^{-r}}{y!}$$
#
# The loss is the mean of $-\ln P(y_i)$ over the days. Derive its gradient in $z$.
#
# {{hints: count_gradient}}


# %%
def count_gradient(z, y, t):
    """Return grad_z, of the shape of z; z, y and t have the shape (n,).

    z = [0., 0.], y = [1., 5.], t = [2., 4.]  ->  [0.5, -0.5]
    """
    ### BEGIN SOLUTION
    return (t * np.exp(z) - y) / len(z)
    ### END SOLUTION


# %%
check(ch04.count_gradient, count_gradient)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# $-\ln P = r - y \ln r + \ln y!$, and $\ln r = \ln t + z$. So the middle term has the slope $-y$ in $z$, the
# first one $r$, the last one 0. By the chain it is the same: $(1 - y/r)$ times $r$.
#
# It is once more "expected minus seen". Squares, a sigmoid with cross-entropy, an exponential with this loss:
# each loss cancels the slope of its own curve.
#
# A common wrong answer is $1 - y/r$. It is correct, and it is the slope in $r$: the step from $z$ to $r$ is
# missing.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 5  Hunt a bug
#
# {{task: find_the_batches}}
#
# A data set that is too large for one go is read in batches of `size` examples, and the last batch may be shorter. A
# friend wrote the mean squared error of the whole set in this way, with its gradient. On six examples in two
# batches both agree with the lesson's formula. Still the function holds one bug, which is in this list:
#
# | name | what is wrong |
# |---|---|
# | `"means-averaged"` | the loss averages the means of the batches, as if all were equally long |
# | `"last-lost"` | a last batch that is not full is left out of the loss |
# | `"as-if-full"` | the squares of a short batch are divided as if it were full |
# | `"gradient-of-batch"` | the gradient is that of the mean of each batch, not of the whole mean |
# | `"no-two"` | the gradient lacks the 2 of the square |
#
# Name the bug, and give an input on which it shows: `prediction` and `target` of one shape (n,), and `size`. Your
# input is run through both functions.
#
# {{hints: find_the_batches}}


# %%
def planted_loss(prediction, target, size):
    losses, grad = [], np.zeros(len(prediction))
    for start in range(0, len(prediction), size):
        batch = slice(start, start + size)
        error = prediction[batch] - target[batch]
        losses.append(np.mean(error**2))
        grad[batch] = 2 * error / len(prediction)
    return np.mean(losses), grad


loss, grad = planted_loss(np.array([1.0, 2, 0, -1, 3, 1]), np.array([0.0, 2, 1, 1, 1, 4]), 3)
print(round(loss, 3), grad.round(3))


# %%
def find_the_batches():
    """Return the tuple (name of the bug, input); the input is a tuple (prediction, target, size).

    An answer looks like this:  return "no-two", (np.array([1.0, 2.0]), np.array([1.0, 0.0]), 1)
    """
    ### BEGIN SOLUTION
    return "means-averaged", (np.array([1.0, 2, 3, 4, 9]), np.array([1.0, 1, 1, 1, 1]), 2)
    ### END SOLUTION


# %%
check(ch04.find_the_batches, find_the_batches)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# With five examples in batches of two, the last one is a batch of its own: a third of the loss, where a fifth is
# its share. The cure adds up sums and counts, and divides once, at the end.
#
# The common wrong answer is `"as-if-full"`. Both show only where the last batch is short; but `np.mean(error**2)`
# divides by the number of examples that are there. Look at the gradient as well: it is that of the whole
# mean, and so it does not belong to the loss that is printed.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 6  Test the test
#
# {{task: huber_check}}
#
# The loss of P. J. Huber (1964) treats an error $e$, prediction minus target, as a square while it is small, and
# as a straight line beyond: it costs $e^2/2$ where $|e| \le \delta$, and $\delta\,(|e| - \delta/2)$ where it is
# larger. So no single example can pull harder than $\delta$. The loss is the *mean* over all entries.
#
# Now you are the one who checks. Write a function that is handed a candidate: somebody's
# `candidate(prediction, target, delta)`, which should return the tuple (loss, grad). Your function returns True
# when the candidate is correct, and False when it is not.
#
# Yours is tried on two correct candidates, written in different ways, and on nine with one planted error each.
# What it kills earns points, but only if it passes both correct ones. All candidates take arrays of one shape
# (n, k) and return what has the correct form and shapes; `delta` is greater than 0.
#
# {{hints: huber_check}}


# %%
def huber_check(candidate):
    """Return True for a correct candidate(prediction, target, delta), and False for a wrong one.

    candidate([[1., 6.]], [[0., 0.]], 2.)  ->  (5.25, [[0.5, 1.]]), if it is correct
    """
    ### BEGIN SOLUTION
    error = np.array([[3.0, 0.4], [-3.5, 0.2], [0.3, -2.8]])  # small and large, of both signs
    target, delta = np.array([[0.0, 1.0], [1.5, 1.0], [0.0, 2.0]]), 0.7
    small = np.abs(error) <= delta
    costs = np.where(small, error**2 / 2, delta * (np.abs(error) - delta / 2))
    slopes = np.where(small, error, delta * np.sign(error))
    loss, grad = candidate(target + error, target, delta)
    return np.isclose(loss, costs.mean()) and np.allclose(grad, slopes / error.size)
    ### END SOLUTION


# %%
check(ch04.huber_check, huber_check)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: the gradient can be nudged, and then one number by hand, the loss of a single input, completes the
# check.
#
# A common weak check nudges and does nothing else. Nudges ask whether the gradient belongs to the loss that the
# candidate prints. A sum with the gradient of a sum passes, and so does a plain squared error. Another weak
# check takes small errors only, or $\delta = 1$, where a forgotten factor $\delta$ cannot show.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 7  Charge one side more
#
# {{task: pinball_loss}}
#
# Who misses a train pays more than who waits for it. The **pinball loss** charges a prediction that is too low by
# $e$ with $q\,e$, and one that is too high by $e$ with $(1 - q)\,e$, where $q$ lies between 0 and 1. The
# loss is the mean over the examples. At a prediction that hits its target the cost has a kink: there we choose
# the slope 0.
#
# {{hints: pinball_loss}}


# %%
def pinball_loss(prediction, target, q):
    """Return the tuple (loss, grad); prediction, target and grad have the shape (n,), q is a number.

    prediction = [1., 5.], target = [3., 4.], q = 0.75  ->  (0.875, [-0.375, 0.125])
    """
    ### BEGIN SOLUTION
    low = target - prediction  # positive where the prediction is too low
    costs = np.where(low > 0, q * low, (q - 1) * low)
    slopes = np.where(low > 0, -q, np.where(low < 0, 1 - q, 0.0))
    return costs.mean(), slopes / len(low)
    ### END SOLUTION


# %%
check(ch04.pinball_loss, pinball_loss)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way: the cost is the larger of `q * low` and `(q - 1) * low`, whatever the sign.
#
# A common wrong answer exchanges $q$ and $1 - q$ in the gradient alone, because the slope is taken in the target. A
# prediction that is too low should rise, so its slope is negative; for $q = 0.9$ it is the steep one.
# <!-- END SOLUTION -->

# %% [markdown]
# ### Your loss at work
#
# 120 bus trips, made up (seed 4): how far, and how many minutes. A straight line is fitted three times, each time
# with your loss and with another $q$. Where $q = 0.9$, the loss is smallest when nine trips in ten lie
# below the line: then the pulls up and down are equal. Count what lies below your lines.


# %%
def fit_line(x, y, q, lr=1.0, steps=1000):
    w = b = 0.0
    for _ in range(steps):
        _, grad = pinball_loss(w * x + b, y, q)
        w, b = w - lr * np.sum(grad * x), b - lr * grad.sum()
    return w * x + b


# %%
rng = np.random.default_rng(4)
distance = np.sort(rng.uniform(1, 9, size=120))  # kilometres
minutes = 3 + 2 * distance + (0.4 + distance) * rng.exponential(0.7, size=120)
ready = judge(ch04.pinball_loss, pinball_loss).outcome == "right"
lines = {q: fit_line((distance - 5) / 2, minutes, q) for q in (0.1, 0.5, 0.9) if ready}
for q, line in lines.items():
    print(f"q = {q}: {np.mean(minutes < line):.0%} of the trips lie below the line")

# %%
Picture(
    draw_quantiles(distance, minutes, lines),
    "Trips that take longer, and vary more, the further they go. Three lines are fitted, and open like a fan: for "
    "q = 0.1 at the lower edge of the points, for 0.5 in their middle, for 0.9 at their upper edge."
    if lines
    else "Trips that take longer, and vary more, the further they go. No line is fitted yet.",
)

# %% [markdown]
# *What to see:* the three lines open like a fan, because long trips vary more. Whoever must not be late plans by the
# upper one. As long as `pinball_loss` is not right, the trips stand alone.

# %% [markdown]
# ## What you can do now
#
# You can turn what an error costs into a loss and a gradient that belong together, keep it finite, and say
# what it divides by. All verdicts once more:

# %%
report(
    (ch04.silent_detector, silent_detector),
    (ch04.masked_mse, masked_mse),
    (ch04.rare_loss, rare_loss),
    (ch04.count_gradient, count_gradient),
    (ch04.find_the_batches, find_the_batches),
    (ch04.huber_check, huber_check),
    (ch04.pinball_loss, pinball_loss),
)
