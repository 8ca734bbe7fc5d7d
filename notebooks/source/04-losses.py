# teaches: losses.cross_entropy, ops.exp, ops.log, ops.log_vjp, ops.matmul
# uses: losses.mse, losses.binary_cross_entropy, ops.sigmoid, ops.sigmoid_vjp
# uses: ops.add, gradcheck.numerical_gradient
# remember: The gradient belongs to the number you print: a mean, a sum or a half brings its own factor.
# %% [markdown]
# # 04  Put a number on a wrong answer
#
# ## What you'll do
#
# You write the losses that most networks are trained with, together with their gradients, and keep a
# ledger: which factor belongs to the gradient of which printed loss.
#
# ## What you'll learn
#
# - **compute** squared error and cross-entropy, and their gradients, by hand,
# - **name** the factor that a mean, a sum or a half brings,
# - **notice** when two shapes make a table where a list was meant,
# - **keep** a logarithm finite,
# - **train** two small models that differ in one line.
#
# ## What you'll need
#
# The neuron of notebook 01 and the nudges of [notebook 03](03-numerical-gradients.ipynb). From school:
# $\ln 1 = 0$, $\ln x$ has slope $1/x$, and $\ln e^x = x$.

# %% [markdown]
# ## Recall
#
# Notebook 03 checked slopes by nudging both ways. The loss of one prediction $a$ was $(a - y)^2$, with slope
# $2(a - y)$.
#
# **Predict.** For $a = 0.5$ and $y = 1$, what is the slope, and what does a nudge of 0.1 both ways say?
#
# <details><summary>Answer</summary>
#
# $2 \times (-0.5) = -1$, and $(0.4^2 - 0.6^2)/0.2 = (0.16 - 0.36)/0.2 = -1$.
#
# </details>

# %%
print(f"slope {2 * (0.5 - 1):g}, nudged {((0.6 - 1) ** 2 - (0.4 - 1) ** 2) / 0.2:.3f}")

# %%
import numpy as np

from backprop_course import gradcheck, losses, ops
from backprop_course.checking import check
from backprop_course.exercises import ch04
from backprop_course.figures.losses.charts import (
    draw_answers,
    draw_broadcast,
    draw_clouds,
    draw_log_of_zero,
    draw_loss_shapes,
    draw_two_reductions,
)
from backprop_course.notebook import Picture, show_source
from backprop_course.widgets import explore_ledger

rng = np.random.default_rng(0)

# %% [markdown]
# ## How wrong are several predictions at once?
#
# A model answers for many examples, and often with several numbers for each. A **batch** is a table:
# one example in each row, one output in each column.
#
# | name | shape | meaning |
# |---|---|---|
# | `prediction` | (4, 3) | what the model says |
# | `target` | (4, 3) | what it should say |
# | `error` | (4, 3) | prediction minus target |
#
# The error of an entry is also called its **residual**. Each entry is squared. By hand:
#
# | example | errors | squares | together |
# |---|---|---|---|
# | 0 | 1, 0, -1 | 1, 0, 1 | 2 |
# | 1 | 2, -1, 0 | 4, 1, 0 | 5 |
# | 2 | 0, 1, -1 | 0, 1, 1 | 2 |
# | 3 | 1, 1, -1 | 1, 1, 1 | 3 |
#
# The squares add up to 12. But nobody agrees on what to print: their sum, 12; their mean over all
# entries, $12/12 = 1$; or the sum inside each example, averaged over the four examples,
# $12/4 = 3$. This choice is the **reduction**. The mean over all entries is the **mean squared
# error**, short MSE.
#
# **Predict.** Raise the entry with error 2 by a little. How fast does the sum of squares grow? And the
# mean over the 12 entries?
#
# <details><summary>Answer</summary>
#
# The sum grows at the rate $2 \times 2 = 4$; no other term changes. The mean is the sum over 12, so it
# grows at $4/12 = 0.333$.
#
# </details>

# %%
target = np.array([[1.0, 2, 0], [0, 1, 1], [2, 1, 3], [1, 0, 2]])  # (4, 3)
error = np.array([[1.0, 0, -1], [2, -1, 0], [0, 1, -1], [1, 1, -1]])  # (4, 3)
prediction = target + error
for reduction in ("mean", "sum", "per-example-sum"):
    loss, grad = losses.mse(prediction, target, reduction=reduction)
    print(f"{reduction}: loss {loss:g}, slope at the error 2: {grad[1, 0]:.3f}")

# %% [markdown]
# A loss of the package returns two things: the number, and its gradient.
#
# **You write it.** Both, for the mean over all entries.
#
# {{task: mse}}
#
# {{hints: mse}}


# %%
def mse(prediction, target):
    """Return the tuple (loss, grad): the mean squared error over all entries, and its gradient.

    prediction = [[3., 1.]], target = [[1., 1.]]  ->  (2.0, [[2., 0.]])
    """
    ### BEGIN SOLUTION
    error = prediction - target
    return np.mean(error**2), 2 * error / error.size
    ### END SOLUTION


# %%
check(ch04.mse, mse)

# %% [markdown]
# All these gradients are the same table of errors, times one factor. With $n$ examples and $k$ outputs:
#
# | printed | factor of `error` | for $n = 4$, $k = 3$ |
# |---|---|---|
# | sum | 2 | 2 |
# | mean over $n k$ entries | $2/(nk)$ | $2/12$ |
# | per-example-sum | $2/n$ | $2/4$ |
# | the half of any of these | half of it | |
#
# **Check.** We nudge the *printed* number. The same function serves for every loss of this lesson.


# %%
def by_nudging(loss, prediction, target, **settings):
    return gradcheck.numerical_gradient(lambda p: loss(p, target, **settings)[0], prediction)


print(f"yours: factor {by_nudging(mse, prediction, target)[1, 0] / 2:.4f}")
for reduction in ("mean", "sum", "per-example-sum"):
    nudged = by_nudging(losses.mse, prediction, target, reduction=reduction)
    print(f"{reduction}: factor {nudged[1, 0] / 2:.4f}")

# %% [markdown]
# ## What does a wrong probability cost?
#
# Now the model answers with a probability $a$, and the label $y$ is 0 or 1. We charge minus the logarithm of the
# probability that was given to the true label. Why a logarithm? Because it turns the probability of *all* labels
# together, a product called the **likelihood**, into a sum: [notebook 05](05-softmax-cross-entropy.ipynb) shows it
# with three numbers. A confident correct answer costs almost 0. Three answers by hand, for $y = 1$:
#
# | $a$ | $-\ln a$ | slope $-1/a$ |
# |---|---|---|
# | 0.5 | 0.693 | -2 |
# | 0.9 | 0.105 | -1.111 |
# | 0.1 | 2.303 | -10 |
#
# For both labels in one line this is the **binary cross-entropy**, short BCE:
# $L = -y \ln a - (1 - y) \ln (1 - a)$.

# %%
for a in (0.5, 0.9, 0.1):
    (slope,) = ops.log_vjp(-1.0, a)
    print(f"a = {a}: loss {-ops.log(a):.3f}, slope {slope:.3f}")

# %%
a = np.linspace(0.005, 1, 200)
Picture(
    draw_loss_shapes(a, (-np.log(a), -1 / a), ((a - 1) ** 2, 2 * (a - 1))),
    "As the answer goes to 0 and the label is 1, squared error ends at 1 with slope -2, while "
    "cross-entropy and its slope grow without limit.",
)

# %% [markdown]
# *What to see:* squared error never costs more than 1, and its slope never exceeds 2 in size. Cross-entropy has
# no limit: the more confident a wrong answer, the more it costs.
#
# The slope of $-\ln a$ meets the slope of the sigmoid, $a(1 - a)$, and they cancel, as in notebook
# 01: $\partial L/\partial z = a - y$. So the package's BCE takes $z$, which is called a **logit**.
#
# By hand, for $z = 0$ and $y = 1$: $a = 0.5$, so the loss is $\ln 2 = 0.693$ and the gradient $0.5 - 1 = -0.5$.

# %%
z, y = np.array([[0.0]]), np.array([[1.0]])
loss, grad_z = losses.binary_cross_entropy(z, y)
nudged = by_nudging(losses.binary_cross_entropy, z, y)
print(f"loss {loss:.3f}, gradient {grad_z.item():.3f}, nudged {nudged.item():.3f}")

# %% [markdown]
# ## And with more than two classes?
#
# Then the model gives each example a row of probabilities $p$, and a label names the true class: 0, 1 or 2.
# Cross-entropy, short CE, charges $-\ln p$ of that class. By hand:
#
# | example | $p$ | label | loss |
# |---|---|---|---|
# | 0 | 0.5, 0.25, 0.25 | 0 | $-\ln 0.5 = 0.693$ |
# | 1 | 0.1, 0.8, 0.1 | 1 | $-\ln 0.8 = 0.223$ |
#
# **Predict.** The mean is 0.458. Which entries of its gradient are not 0, and what are they?
#
# <details><summary>Answer</summary>
#
# The two at the true classes: $-1/0.5 / 2 = -1$ and $-1/0.8 / 2 = -0.625$. The loss reads no other
# entry.
#
# </details>

# %%
p = np.array([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1]])  # (2, 3)
labels = np.array([0, 1])  # (2,)
loss, grad_p = losses.cross_entropy(p, labels)
print(f"loss {loss:.3f}")
print(grad_p + 0.0)

# %% [markdown]
# **You write it.** This gradient, for a batch of any size.
#
# {{task: cross_entropy_gradient}}
#
# {{hints: cross_entropy_gradient}}


# %%
def cross_entropy_gradient(p, labels):
    """Return the gradient of the mean cross-entropy, of the same shape as p.

    p (n, classes): one row of probabilities per example; labels (n,): one class number each.
    p = [[0.5, 0.5], [0.2, 0.8]], labels = [0, 1]  ->  [[-1., 0.], [0., -0.625]]
    """
    ### BEGIN SOLUTION
    rows = np.arange(len(p))
    grad = np.zeros_like(p)
    grad[rows, labels] = -1 / p[rows, labels] / len(p)
    return grad
    ### END SOLUTION


# %%
check(ch04.cross_entropy_gradient, cross_entropy_gradient)

# %% [markdown]
# **Check.** By nudges. And with two classes, $1 - a$ and $a$, cross-entropy is the binary one:

# %%
print(cross_entropy_gradient(p, labels) + 0.0)
print(by_nudging(losses.cross_entropy, p, labels).round(4) + 0.0)

# %%
z = np.array([[2.0], [-1.0]])  # logits (2, 1)
a = ops.sigmoid(z)
binary, _ = losses.binary_cross_entropy(z, np.array([[1], [0]]))
two_classes, _ = losses.cross_entropy(np.hstack([1 - a, a]), np.array([1, 0]))
print(f"binary {binary:.6f}, two classes {two_classes:.6f}")

# %% [markdown]
# ## Which factor belongs to which printed loss?
#
# The **ledger** lists the MSE, half the MSE, BCE and CE, each under three reductions. Every box shows the printed
# number, the factor of its gradient, and the same factor by nudging. BCE and CE need labels and probabilities, so
# the ledger makes its own for them.
#
# **Try.** The mean is printed, and the gradient of the sum is sent back. How many times too large is it? What
# happens to that number with 16 examples? For $k = 2$, which box of `half_mse` has the factor of the MSE's mean?

# %%
explore_ledger(prediction, target)

# %% [markdown]
# *What to see:* the blue frame is what you print, the brick frame what you send back. The gradient is correct when
# both frames show the same factor; here it is 12 times too large, with 16 examples 48 times. The error grows with
# the batch, so it hides in small tests. For $k = 2$ half the MSE, summed per example, is the mean of the MSE. BCE
# has a term per entry, like the squares. CE has one term per example, whatever the number of classes, so its mean
# divides by $n$ and never by $nk$.
#
# PyTorch's `nn.MSELoss` has the same mean and sum; `reduction="none"` returns all terms, and you
# reduce them yourself. Its `nn.BCEWithLogitsLoss` is our BCE; `nn.BCELoss` takes probabilities. Beware of
# `nn.CrossEntropyLoss`: it takes *logits*, where our `cross_entropy` takes probabilities. Notebook 05 shows that trap.

# %% [markdown]
# ## When do four predictions have sixteen errors?
#
# A network answers with a column, shape (4, 1). The targets often arrive as a list, shape (4,). NumPy
# reads the list as a row, and copies both until they fit: this is **broadcasting**.
#
# **Predict.** The targets are 1, 2, 3, 4, and the four predictions are perfect. What does
# `np.mean((column - targets) ** 2)` say?
#
# <details><summary>Answer</summary>
#
# 2.5. Each prediction is compared with all four targets. The sixteen squares are four times 0, six times 1, four
# times 4 and two times 9, together 40. Only the four on the diagonal were meant.
#
# </details>

# %%
targets = np.array([1.0, 2.0, 3.0, 4.0])  # (4,)
column = targets.reshape(-1, 1)  # (4, 1)
print((column - targets).shape, np.mean((column - targets) ** 2).round(3))

# %%
Picture(
    draw_broadcast(column, targets, column - targets),
    "A column of four minus a row of four is a table of sixteen; the four differences that were "
    "meant stand on the diagonal and are 0.",
)

# %% [markdown]
# *What to see:* only the framed differences were meant.
#
# Nothing crashes, and training runs. The best it can do is to answer every example with the mean of the
# targets; the loss then stops at their variance. A loss stuck near the variance is the telltale sign.

# %%
guess = np.full((4, 1), targets.mean())
print(f"loss {np.mean((guess - targets) ** 2):g}, variance {targets.var():g}")

# %% [markdown]
# The package refuses, and says both shapes:

# %%
try:
    losses.mse(column, targets)
except ValueError as problem:
    print(problem)

# %% [markdown]
# ## What is the logarithm of 0?
#
# Minus infinity, and a computer gets there sooner than you would think. For $y = 0$ the loss is
# $-\ln(1 - \sigma(z))$.
#
# **Predict.** Near 1 a float64 keeps 16 digits, and $\sigma(40)$ lies $4 \cdot 10^{-18}$ below 1. The loss at
# $z = 40$ should be almost exactly 40. What does the formula say?
#
# <details><summary>Answer</summary>
#
# Infinity. $\sigma(40)$ rounds to 1, and the loss takes the logarithm of 0.
#
# </details>

# %%
with np.errstate(divide="ignore"):
    through_the_probability = -np.log(1 - ops.sigmoid(40.0))
clipped = -np.log(1 - ops.sigmoid(40.0) + 1e-12)
print(f"as written {through_the_probability}, with + 1e-12: {clipped:.1f}")

# %% [markdown]
# A popular remedy adds a tiny number inside the logarithm. It removes the infinity, but not the error: the loss is
# 27.6 instead of 40, and its slope is 0, where it should be 1.
#
# A better one never computes the probability. Since $1 - \sigma(z) = 1/(1 + e^z)$, the loss is $\ln(e^0 + e^z)$: the
# logarithm of a sum of exponentials, **log-sum-exp**. As written, it overflows too. But a factor $e^m$ can be taken
# out of the sum, for any $m$:
#
# $$\ln \sum_j e^{z_j} = m + \ln \sum_j e^{z_j - m}$$

# %%
with np.errstate(over="ignore"):
    print([float(ops.log(ops.exp(np.array([0.0, z])).sum()).round(3)) for z in (40.0, 4000.0)])

# %% [markdown]
# **You write it.** Log-sum-exp of any finite numbers. Which $m$ makes it safe?
#
# {{task: log_sum_exp}}
#
# {{hints: log_sum_exp}}


# %%
def log_sum_exp(z):
    """Return the logarithm of the sum of exp(z), for a one-dimensional array z of any size.

    z = [0., 4000.]  ->  4000.0
    """
    ### BEGIN SOLUTION
    m = np.max(z)
    return m + np.log(np.sum(np.exp(z - m)))
    ### END SOLUTION


# %%
check(ch04.log_sum_exp, log_sum_exp)

# %%
print(f"{log_sum_exp(np.array([0.0, 40.0])):.3f}, {log_sum_exp(np.array([0.0, 4000.0])):.1f}")
loss, grad_z = losses.binary_cross_entropy(np.array([[40.0]]), np.array([[0.0]]))
print(f"in the package: loss {loss:.1f}, gradient {grad_z.item():.1f}")

# %%
z = np.linspace(0, 60, 3001)
with np.errstate(divide="ignore"):
    naive = -np.log(1 - ops.sigmoid(z))
stable = np.array([log_sum_exp(np.array([0.0, value])) for value in z])
Picture(
    draw_log_of_zero(z, naive, stable),
    "Through the probability the loss climbs in steps from about z = 34 on and is infinite beyond 36.7; "
    "log-sum-exp goes on as a straight line.",
)

# %% [markdown]
# *What to see:* on the right, the dashed loss first loses digits, which makes it a staircase with slope 0 on each
# step. Then it is infinite.

# %% [markdown]
# ## Does the loss make a difference to training?
#
# **One example**, two inputs, $z = xW + b$, sigmoid, squared error. We start confidently wrong, at $z = -4$.
# `ops.matmul` is the product $xW$. Each weight gets its gradient as in notebook 01, its input times $\bar z$. For
# rows that is `x.T @ grad_z`, which also adds over the examples, as all of them use the same weights; notebook 06
# derives it.

# %%
x, y = np.array([[0.5, -1.0]]), np.array([[1.0]])  # (1, 2), (1, 1)
W, b, lr = np.array([[-2.0], [3.0]]), np.zeros(1), 0.5  # (2, 1), (1,)
answers = {"squared error": [], "cross-entropy": []}
for _ in range(100):
    z = ops.add(ops.matmul(x, W), b)  # (1, 1), as a and grad_z
    a = ops.sigmoid(z)
    answers["squared error"].append(a.item())
    loss, grad_a = losses.mse(a, y)
    (grad_z,) = ops.sigmoid_vjp(grad_a, z)
    W, b = W - lr * x.T @ grad_z, b - lr * grad_z.sum(axis=0)
print(f"answer: first {answers['squared error'][0]:.3f}, last {a.item():.3f}, loss {loss:.4f}")

# %% [markdown]
# **Predict.** We take the same start and learning rate with cross-entropy. Which lines change, and is it faster?
#
# <details><summary>Answer</summary>
#
# The two lines of loss and sigmoid become one, which returns $\bar z$. It is faster: squared error
# multiplies by $a(1 - a) = 0.018$ at the start, cross-entropy does not.
#
# </details>

# %%
W, b = np.array([[-2.0], [3.0]]), np.zeros(1)
for _ in range(100):
    z = ops.add(ops.matmul(x, W), b)
    answers["cross-entropy"].append(ops.sigmoid(z).item())
    loss, grad_z = losses.binary_cross_entropy(z, y)
    W, b = W - lr * x.T @ grad_z, b - lr * grad_z.sum(axis=0)
half_way = {name: int(np.argmax(np.array(a) > 0.5)) for name, a in answers.items()}
print("first step with an answer above 0.5:", half_way)

# %%
Picture(
    draw_answers(answers),
    "With squared error the answer to one example stays near 0 for some thirty steps and then "
    "jumps; with cross-entropy it leaves at once.",
)

# %% [markdown]
# *What to see:* the dashed line starts flat. There the sigmoid's slope is small, and nothing in the squared error
# cancels it.
#
# **A binary classifier**: sixty examples in two clouds (seed 0), sigmoid and cross-entropy. The answer is
# class 1 where $z > 0$, which is a probability above 0.5. `factor` is 1 for now; we will need it to break
# something.

# %%
labels = np.repeat([0, 1], 30)  # (60,)
x = 0.45 * rng.normal(size=(60, 2)) + np.where(labels, 0.4, -0.4)[:, None]  # (60, 2)
y = labels.reshape(-1, 1)  # (60, 1), as the answers


def train(factor=1.0, lr=0.5, steps=200):
    W, b, printed = np.zeros((2, 1)), np.zeros(1), []
    for _ in range(steps):
        z = ops.add(ops.matmul(x, W), b)  # (60, 1)
        loss, grad_z = losses.binary_cross_entropy(z, y)
        printed.append(loss)
        grad_z = factor * grad_z
        W, b = W - lr * x.T @ grad_z, b - lr * grad_z.sum(axis=0)
    return W, b, printed


# %%
W, b, printed = train()
answered = (x @ W + b > 0).astype(int)
print(
    f"loss from {printed[0]:.3f} to {printed[-1]:.3f}, {np.sum(answered == y)} of {len(x)} correct"
)

# %%
Picture(
    draw_clouds(x, labels, W[:, 0], b[0]),
    "Two clouds of thirty points that overlap a little, and the straight border where z = 0 between them; "
    "seven points lie on the wrong side.",
)

# %% [markdown]
# *What to see:* the border is the line $z = 0$, where the probability is 0.5. The clouds overlap, so no
# straight line gets every point.

# %% [markdown]
# ## Break it
#
# The loss that is printed is the mean. The gradient that is sent back is that of the sum: somebody
# forgot the $1/n$. With 60 examples that is `factor=60`.
#
# **Predict.** What does nudging say, entry by entry? And does the broken model learn?
#
# <details><summary>Answer</summary>
#
# Every entry is 60 times too large: one constant ratio is the sign of a wrong reduction. And it does
# learn, because the direction is correct. The factor hides in the learning rate, which is now 30: the
# loss falls faster at first, climbs again, and ends up bouncing.
#
# </details>

# %%
z = np.zeros((60, 1))
_, sent = losses.binary_cross_entropy(z, y, reduction="sum")
ratios = sent / by_nudging(losses.binary_cross_entropy, z, y)
print(f"ratio: smallest {ratios.min():.3f}, largest {ratios.max():.3f}")

# %%
_, _, broken = train(factor=60)
_, _, rescued = train(factor=60, lr=0.5 / 60)
for name, curve in (("correct", printed), ("broken", broken), ("broken, lr / 60", rescued)):
    print(f"{name:16}", [round(loss, 3) for loss in curve[-3:]])

# %%
Picture(
    draw_two_reductions(printed[:60], broken[:60]),
    "With the gradient of the mean the loss falls smoothly; with that of the sum it falls fast at "
    "first, climbs again and then zigzags.",
)

# %% [markdown]
# *What to see:* the first sixty steps of both. Nothing in the dashed line says "bug": it looks like a learning rate
# that is too large. And it is no more than that: with a 60th of the learning rate, the losses are the correct ones again.

# %% [markdown]
# ## In the package
#
# Every loss computes the sum of its terms and divides loss *and* gradient by the same number. So the two
# cannot disagree. Read past the names with an underscore: they check shapes and labels.

# %%
show_source(losses.mse, losses.cross_entropy)

# %% [markdown]
# ## Recap
#
# A loss is one number, and its gradient belongs to the number that is printed: a mean, a sum or a half
# brings its own factor, and nudging tells which. Cross-entropy charges $-\ln p$ of the true class; its slope
# cancels that of the sigmoid, so it is steep where squared error has gone flat. Loss and probability
# belong in one formula, because the logarithm of a rounded probability breaks. Shapes (n,) and (n, 1)
# do not mix.
#
# | formula | backward | shape |
# |---|---|---|
# | $y = \ln x$ | $\bar x = \bar y / x$ | like $x$ |
# | MSE, mean over $nk$ entries | $\frac{2}{nk}(\text{prediction} - \text{target})$ | (n, k) |
# | MSE, sum | $2\,(\text{prediction} - \text{target})$ | (n, k) |
# | BCE of logits, mean | $\frac{1}{nk}(\sigma(z) - y)$ | (n, k) |
# | CE, mean over $n$ examples | $-\frac{1}{n p}$ at the true class, 0 elsewhere | (n, classes) |
#
# What is still missing: cross-entropy wants rows of probabilities, and nothing so far makes them.
# [Notebook 05](05-softmax-cross-entropy.ipynb) turns any row of numbers into one.

# %% [markdown]
# ## Questions
#
# **1.** Every entry of your gradient is off by a factor of exactly 2. Name two possible causes.
#
# <details><summary>Answer</summary>
#
# A half that is in the loss and not in the gradient, or the other way round. Or, with two outputs, a mean over all
# entries divides by $2n$, a per-example-sum by $n$.
#
# </details>
#
# **2.** You double the batch. What happens to the gradient of the weights, for a mean and for a sum?
#
# <details><summary>Answer</summary>
#
# The mean's keeps about its size, the sum's doubles. With the sum, the learning rate has to follow the
# batch.
#
# </details>
#
# **3.** A classifier for ten classes that knows nothing answers 0.1 everywhere. What is its loss?
#
# <details><summary>Answer</summary>
#
# $-\ln 0.1 = 2.303$. A first loss far from it says that something is wrong before training begins.
#
# </details>
#
# **4.** What is wrong with this backward pass?
#
# ```python
# a = ops.sigmoid(z)                                # (n, 1)
# loss = np.mean((a - y) ** 2)                      # y has shape (n, 1)
# grad_z = (a - y) / len(y)
# ```
#
# <details><summary>Answer</summary>
#
# It is the gradient of cross-entropy, and the printed loss is squared error, whose gradient is
# `2 * (a - y) * a * (1 - a) / len(y)`. It trains well, and no check of the printed loss agrees with it.
#
# </details>
#
# **5.** Why does the package's BCE take logits and not probabilities?
#
# <details><summary>Answer</summary>
#
# A probability that is rounded to 0 or 1 has lost what the loss needs. From the logit, log-sum-exp gets
# it exactly.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper. Write your numbers after `return`, and the check says how you did.
# [Exercises 04](../exercises/04-losses.ipynb) go on: targets with gaps, a rare label, counts, and a loss that fits the
# edges of a cloud.
#
# **A.** One example with two outputs: prediction (3, 1), target (1, 1), both of shape (1, 2). Find half of the sum of
# squares, and its gradient.
#
# {{hints: A}}


# %%
def A():
    """Return three numbers: the loss, and the two entries of the gradient.

    An answer looks like this:  return 5, 6, 7
    """
    ### BEGIN SOLUTION
    return (2**2 + 0) / 2, 2, 0
    ### END SOLUTION


# %%
check(ch04.A, A)

# %% [markdown]
# **B.** A batch of 5 examples with 2 outputs. By which factor is `error` multiplied in the gradient of the mean squared
# error?
#
# {{hints: B}}


# %%
def B():
    """Return the factor, as one number.

    An answer looks like this:  return 7
    """
    ### BEGIN SOLUTION
    return 2 / (5 * 2)
    ### END SOLUTION


# %%
check(ch04.B, B)

# %% [markdown]
# **C.** One example, $p = (0.2, 0.8)$, label 0. Find the cross-entropy, to three digits after the point, and its
# gradient with respect to $p$.
#
# {{hints: C}}


# %%
def C():
    """Return three numbers: the loss, and the two entries of the gradient.

    An answer looks like this:  return 0.123, 5, 6
    """
    ### BEGIN SOLUTION
    return -np.log(0.2), -1 / 0.2, 0
    ### END SOLUTION


# %%
check(ch04.C, C)

# %% [markdown]
# ## Further reading
#
# - P. Blanchard, D. J. Higham, N. J. Higham, *Accurately computing the log-sum-exp and softmax
#   functions*, IMA Journal of Numerical Analysis, 2021: how many digits the shifted form keeps.
# - C. M. Bishop, *Pattern Recognition and Machine Learning*, 2006, chapter 4: why cross-entropy and the
#   sigmoid belong together.
