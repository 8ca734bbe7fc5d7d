# teaches: ops.softmax, ops.softmax_vjp, ops.log_softmax, losses.softmax_cross_entropy
# uses: losses.cross_entropy, chain_rule.jacobian, gradcheck.numerical_gradient
# %% [markdown]
# # 05  Turn scores into probabilities
#
# ## What you'll do
#
# You turn a row of scores into probabilities, find out how each score moves each probability, and see
# nearly all of it cancel.
#
# ## What you'll learn
#
# - **compute** softmax, its Jacobian and its vector-Jacobian product by hand,
# - **derive** the gradient $p - y$, and check it by its row sums,
# - **explain** why a sure and wrong answer is corrected fast,
# - **choose** a form that does not overflow.
#
# ## What you'll need
#
# Cross-entropy and log-sum-exp of [notebook 04](04-losses.ipynb), Jacobians and vector-Jacobian
# products of [notebook 02](02-chain-rule.ipynb).

# %% [markdown]
# ## Recall
#
# Notebook 04 ended with cross-entropy, which charges $-\ln p$ of the true class, and had to be given $p$.
#
# **Predict.** The true class gets $p = 1/8$. What is the loss, and what is its slope $-1/p$?
#
# <details><summary>Answer</summary>
#
# $\ln 8 = 2.079$ and -8.
#
# </details>

# %%
from math import log

print(f"loss {-log(1 / 8):.3f}, slope {-1 / (1 / 8):g}")

# %%
import numpy as np

from backprop_course import chain_rule, gradcheck, losses, ops
from backprop_course.figures.losses.softmax import describe_softmax, trace_softmax
from backprop_course.figures.losses.softmax_picture import draw_softmax
from backprop_course.figures.losses.softmax_charts import (
    draw_pulls,
    draw_shifted,
    draw_softmax_jacobian,
)
from backprop_course.notebook import Picture, show_source
from backprop_course.widgets import explore_softmax

rng = np.random.default_rng(0)

# %% [markdown]
# ## How do scores become probabilities?
#
# A network answers with one score per class, the logits $z$: any numbers, also negative ones.
# Probabilities are positive and add up to 1. So: make each score positive with $e^z$, and divide by
# the sum. This is **softmax**:
#
# $$p_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$$
#
# | name | shape | one word |
# |---|---|---|
# | `z` | (1, 3) | logits |
# | `p` | (1, 3) | probabilities |
# | `y` | (1, 3) | truth, one-hot |
#
# **One-hot** means 1 at the true class and 0 elsewhere. We choose logits that are easy on paper:
#
# | class | $z$ | $e^z$ | $p$ |
# |---|---|---|---|
# | 0, the true one | $\ln 1 = 0$ | 1 | 1/8 |
# | 1 | $\ln 2 = 0.693$ | 2 | 2/8 |
# | 2 | $\ln 5 = 1.609$ | 5 | 5/8 |
#
# **Predict.** Add 100 to all three logits. What happens to $p$?
#
# <details><summary>Answer</summary>
#
# Nothing. Above and below the fraction line everything is multiplied by $e^{100}$. Only differences of
# logits count: softmax is **shift-invariant**.
#
# </details>

# %%
z = np.log([[1.0, 2.0, 5.0]])  # (1, 3)
p = np.exp(z) / np.exp(z).sum()
print(p.round(6), f"sum {p.sum():.6f}")

# %%
print(ops.softmax(z).round(6), ops.softmax(z + 100).round(6))

# %% [markdown]
# ## What does one logit do to the other probabilities?
#
# Raise one logit, and its own probability grows. The sum stays 1, so the others must shrink. Write $s$ for
# the sum of all $e^{z_k}$, so that $p_i = e^{z_i}/s$. Two rules of school, the quotient rule and $e^z$ being
# its own slope, give
#
# $$\frac{\partial p_i}{\partial z_i} = \frac{e^{z_i} s - e^{z_i} e^{z_i}}{s^2} = p_i\,(1 - p_i), \qquad
# \frac{\partial p_i}{\partial z_j} = \frac{0 - e^{z_i} e^{z_j}}{s^2} = -p_i\,p_j
# \ \text{ for } j \ne i.$$
#
# Row $i$ and column $j$ of the Jacobian, shape (3, 3), hold $\partial p_i / \partial z_j$.
#
# **Predict.** Work out the Jacobian, in 64ths. What do its rows add up to?
#
# <details><summary>Answer</summary>
#
# The diagonal is $1 \times 7$, $2 \times 6$, $5 \times 3$, that is 7, 12 and 15. The rest:
# $-1 \times 2$, $-1 \times 5$, $-2 \times 5$. Rows (7, -2, -5), (-2, 12, -10), (-5, -10, 15): each adds
# up to 0.
#
# </details>

# %%
by_hand = np.diag(p[0]) - np.outer(p[0], p[0])  # (3, 3)
print((64 * by_hand).round(6) + 0.0)

# %% [markdown]
# **Check.** The package's Jacobian, and each column by a nudge of one logit:

# %%
jacobian = chain_rule.jacobian(ops.softmax, z)
h = 1e-5
nudged = [(ops.softmax(z + h * one) - ops.softmax(z - h * one))[0] / (2 * h) for one in np.eye(3)]
print(np.allclose(jacobian, by_hand), np.allclose(np.transpose(nudged), by_hand))

# %%
Picture(
    draw_softmax_jacobian(jacobian),
    "A heat map of the softmax Jacobian: positive on the diagonal, negative elsewhere, symmetric, "
    "with every row and every column adding up to 0.",
)

# %% [markdown]
# *What to see:* what one class gains the others lose, so each column adds up to 0. Raising all logits
# together changes nothing, so each row does too. And no entry is 0: every logit moves every
# probability, where the Jacobian of a function that works entry by entry is 0 off its diagonal.

# %% [markdown]
# ## Can we do without the Jacobian?
#
# On the way back $\bar p$ arrives, the gradient of the loss with respect to $p$, of shape (1, 3). It has to be
# multiplied by the Jacobian. For 1,000 classes that is a million numbers per example. We write out the
# product instead:
#
# $$\bar z_j = \sum_i \bar p_i\, \frac{\partial p_i}{\partial z_j}
# = p_j \bar p_j - p_j \sum_i \bar p_i\, p_i = p_j \,\Big(\bar p_j - \sum_i \bar p_i\, p_i\Big)$$
#
# The sum is one number per example: the mean of $\bar p$, weighted by $p$. What reaches a logit is how far
# its $\bar p_j$ lies from that mean, times $p_j$.
#
# **Predict.** With cross-entropy and true class 0, $\bar p = (-8, 0, 0)$. What is the weighted mean,
# and what is $\bar z$?
#
# <details><summary>Answer</summary>
#
# The mean is $-8 \times 1/8 = -1$. Then $\bar z = (1/8 \times (-8 + 1),\ 2/8 \times 1,\ 5/8 \times 1)
# = (-0.875,\ 0.25,\ 0.625)$.
#
# </details>

# %%
loss, grad_p = losses.cross_entropy(p, np.array([0]))
mean = np.sum(grad_p * p, axis=1, keepdims=True)  # (1, 1)
grad_z = p * (grad_p - mean)  # (1, 3)
print(f"loss {loss:.3f}, weighted mean {mean.item():.3f}, gradient", grad_z.round(6))

# %% [markdown]
# **Check.** With the Jacobian, and with the package, for a whole batch and any incoming gradient:

# %%
print(np.allclose(grad_z, grad_p @ jacobian))

# %%
many_z, incoming = rng.normal(size=(5, 4)), rng.normal(size=(5, 4))
nudged = gradcheck.numerical_gradient(lambda z: np.sum(incoming * ops.softmax(z)), many_z)
(without_jacobian,) = ops.softmax_vjp(incoming, many_z)
print(np.allclose(without_jacobian, nudged))

# %% [markdown]
# Each row of $\bar z$ adds up to 0, whatever arrives: raising all logits together changes no loss. This is
# a cheap test of a softmax backward.

# %%
print((without_jacobian.sum(axis=1).round(12) + 0.0).tolist())

# %% [markdown]
# ## What does cross-entropy leave of it?
#
# Look at $\bar z = (-0.875, 0.25, 0.625)$ again, and at $p = (0.125, 0.25, 0.625)$.
#
# **Predict.** How do they differ, and what would $\bar z$ be if class 2 were the true one?
#
# <details><summary>Answer</summary>
#
# By 1 at the true class: $\bar z = p - y$. For class 2: $(0.125, 0.25, -0.375)$.
#
# </details>

# %%
y = np.array([[1.0, 0.0, 0.0]])  # (1, 3), one-hot
print(np.allclose(grad_z, p - y))

# %% [markdown]
# It is no accident. $\bar p$ is $-1/p$ at the true class $t$ and 0 elsewhere, so the weighted mean is
# always -1, and $\bar z_j = p_j(\bar p_j + 1)$: that is $p_j$ for the wrong classes and $p_t - 1$ for
# the true one.
#
# There is a shorter way to the same. The loss is $-\ln p_t = \ln \sum_k e^{z_k} - z_t$: log-sum-exp minus the true
# logit. The slope of log-sum-exp for $z_j$ is $e^{z_j}/\sum_k e^{z_k} = p_j$, the slope of $z_t$ is $y_j$.
# The **fused** loss `softmax_cross_entropy` takes the logits and does both at once.

# %%
fused, grad_fused = losses.softmax_cross_entropy(z, np.array([0]))
print(f"loss {fused:.3f}, gradient", grad_fused.round(6))
_, if_class_2 = losses.softmax_cross_entropy(z, np.array([2]))
print("if class 2 were true:", if_class_2.round(6))

# %%
trace = trace_softmax(z[0], 0)
Picture(draw_softmax(trace), describe_softmax(trace))

# %% [markdown]
# *What to see:* the dashed outline is $y$. What the true class lacks there, 0.875, is its bar on the right,
# below 0: a step against the gradient raises it. The others together give up as much, each in proportion to
# its probability.
#
# **Predict.** In the explorer, set z0 to 10: the answer is sure and right. Then move the label to 1:
# sure and wrong. How large is the gradient in each case?
#
# <details><summary>Answer</summary>
#
# Almost 0, then almost -1 at class 1 and almost 1 at class 0. No entry can be larger than 1 in size,
# however wrong the answer.
#
# </details>

# %%
explore_softmax()

# %% [markdown]
# *What to see:* the three bars on the right always cancel. They shrink only when the true class has nearly
# all of the probability.

# %%
sure = np.array([[10.0, 0.7, 1.6]])
for label in (0, 1):
    loss, grad = losses.softmax_cross_entropy(sure, np.array([label]))
    print(f"label {label}: loss {loss:.4f}, gradient", [f"{value:.4f}" for value in grad[0]])

# %% [markdown]
# For a batch the mean brings $1/n$, as in notebook 04: the gradient is $(p - y)/n$.

# %%
labels = np.array([0, 3, 1, 1, 2])
_, grad = losses.softmax_cross_entropy(many_z, labels)
one_hot = np.eye(4)[labels]
print(np.allclose(grad, (ops.softmax(many_z) - one_hot) / 5))
print((grad.sum(axis=1).round(12) + 0.0).tolist())

# %% [markdown]
# ## Why does a sure and wrong answer learn fast?
#
# Suppose the true logit lies 8 below two others. Its probability is about 0.00017.
#
# **Predict.** We could also use the squared error of the probabilities, $\sum (p_i - y_i)^2$. Which loss
# has the larger gradient at the true logit?
#
# <details><summary>Answer</summary>
#
# Cross-entropy: almost -1. The squared error sends $2(p - y)$ through the Jacobian, where every entry
# of the true column has the factor $p_t$, which is almost 0. Cross-entropy brings $-1/p_t$, which
# cancels it.
#
# </details>

# %%
lead = np.linspace(-8, 8, 161)
logits = np.stack([lead, 0 * lead, 0 * lead], axis=1)  # (161, 3), class 0 is true
gap = ops.softmax(logits) - np.array([1.0, 0.0, 0.0])
(squared,) = ops.softmax_vjp(2 * gap, logits)
print(f"lead -8: cross-entropy {gap[0, 0]:.5f}, squared error {squared[0, 0]:.5f}")

# %%
Picture(
    draw_pulls(lead, gap[:, 0], squared[:, 0]),
    "Far behind, the gradient of cross-entropy at the true logit is near -1 and that of squared "
    "error near 0; far ahead both are near 0.",
)

# %% [markdown]
# *What to see:* on the left the answer is as wrong as can be. Squared error has gone flat there and
# looks as content as on the right. This is saturation, as in notebook 01, with more classes.

# %% [markdown]
# ## Which form survives large logits?
#
# On paper 100 more or less in all logits changes nothing. A computer cannot hold $e^{1000}$.
#
# **Predict.** What does `np.exp(z) / np.exp(z).sum()` give for logits (1000, 1001, 1002)? And for
# (-1000, -1001, -1002)?
#
# <details><summary>Answer</summary>
#
# Infinity over infinity, and 0 over 0: nan, three times, in both cases. The largest number of float64
# is about $e^{709.8}$.
#
# </details>


# %%
def naive_softmax(z):
    with np.errstate(all="ignore"):
        e = np.exp(z)
        return e / e.sum(axis=1, keepdims=True)


big = np.array([[1000.0, 1001.0, 1002.0]])
print(naive_softmax(big), naive_softmax(-big), ops.softmax(big).round(4))

# %% [markdown]
# Shift invariance is the cure: subtract the largest logit of the row. The largest exponent is then 0, so
# nothing overflows, and the sum is at least 1, so nothing divides by 0.

# %%
shifts = np.arange(-1000.0, 1001.0)
moved = z + shifts[:, None]  # (2001, 3)
Picture(
    draw_shifted(shifts, naive_softmax(moved), ops.softmax(moved)),
    "Moving all logits together leaves the probabilities where they are; computed without the shift "
    "they fail beyond some 700 on either side.",
)

# %% [markdown]
# *What to see:* the package's softmax is flat all the way. The naive form, dashed, fails at the crosses.
#
# One trap is left: the largest of *which* numbers? Take the maximum over the whole batch, and a row far
# below it becomes 0 over 0.

# %%
two_rows = np.array([[1000.0, 1001.0, 1002.0], [0.0, 1.0, 2.0]])
print("over the batch:", naive_softmax(two_rows - two_rows.max())[1])
print("over the row:  ", naive_softmax(two_rows - two_rows.max(axis=1, keepdims=True))[1].round(4))

# %% [markdown]
# And the loss? A probability of 0 has no logarithm, even when softmax is right to say 0. So the fused
# loss works with $\ln p_i = z_i - \ln \sum_k e^{z_k}$ and never takes the logarithm of a probability.

# %%
far = np.array([[0.0, 1000.0, 0.0]])
with np.errstate(divide="ignore"):
    print("apart:", losses.cross_entropy(ops.softmax(far), np.array([0]))[0])
print("fused:", losses.softmax_cross_entropy(far, np.array([0]))[0], ops.log_softmax(far))

# %% [markdown]
# ## Break it
#
# $p - y$ is the gradient of the *logits*; the softmax is in it already. A common slip: the network ends
# in a softmax layer, and its backward is applied to $p - y$ once more.
#
# **Predict.** Is it noticed by the row sums? By nudging? And does it learn?
#
# <details><summary>Answer</summary>
#
# Not by the row sums: whatever goes through the softmax backward adds up to 0. Nudging notices. It does
# learn, slowly: it is the exact gradient of another loss, half the squared
# error $\sum (p_i - y_i)^2$, which goes flat far from the truth.
#
# </details>

# %%
(applied_again,) = ops.softmax_vjp(p - y, z)
nudged = gradcheck.numerical_gradient(
    lambda z: losses.softmax_cross_entropy(z, np.array([0]))[0], z
)
print("nudged:", nudged.round(4), "  applied again:", applied_again.round(4))

# %%
half_squared = gradcheck.numerical_gradient(lambda z: 0.5 * np.sum((ops.softmax(z) - y) ** 2), z)
print("half the squared error, nudged:", half_squared.round(4))

# %% [markdown]
# How slow? We start with logits (0, 0, 8), true class 0, learning rate 0.5, and count the steps until
# the true class has half of the probability.


# %%
def steps_needed(backward):
    z, steps = np.array([[0.0, 0.0, 8.0]]), 0
    while ops.softmax(z)[0, 0] < 0.5:
        _, grad = losses.softmax_cross_entropy(z, np.array([0]))
        z, steps = z - 0.5 * backward(grad, z), steps + 1
    return steps


print("p - y:", steps_needed(lambda grad, z: grad))
again = steps_needed(lambda grad, z: ops.softmax_vjp(grad, z)[0])
print("softmax applied again: more than a thousand,", again > 1000)

# %% [markdown]
# The second slip takes softmax for an activation that works entry by entry, and keeps only the diagonal
# of the Jacobian.
#
# **Predict.** With $\bar p = (-8, 0, 0)$, which entries of $\bar z$ come out right?
#
# <details><summary>Answer</summary>
#
# The one of the true class, $-8 \times 7/64 = -0.875$. The others are 0: nothing pushes the wrong classes
# down. The row sum is -0.875 and gives it away.
#
# </details>

# %%
diagonal_only = grad_p * p * (1 - p)
print(diagonal_only.round(4) + 0.0, "row sum", diagonal_only.sum().round(4))

# %% [markdown]
# ## In the package
#
# Softmax, its backward without a Jacobian, and the fused loss.

# %%
show_source(ops.softmax, ops.softmax_vjp, losses.softmax_cross_entropy)

# %% [markdown]
# ## Recap
#
# Softmax turns logits into probabilities and cares for differences only. Every logit moves every
# probability, so its Jacobian is full, and its rows and columns add up to 0. Its backward needs one
# weighted mean and no Jacobian. With cross-entropy nearly all of it cancels, and $p - y$ remains: bounded,
# summing to 0, and strong where the answer is sure and wrong. Subtracting the largest logit of each row
# keeps all of it finite.
#
# | formula | going back | shape |
# |---|---|---|
# | $y = \ln x$ | $\bar x = \bar y / x$ | like $x$ |
# | CE, mean over $n$ examples | $-\frac{1}{n p}$ at the true class, 0 elsewhere | (n, classes) |
# | $p = \text{softmax}(z)$ | $\bar z = p \,(\bar p - \sum \bar p\, p)$, the sum over the row | (n, classes) |
# | softmax and CE, mean | $\bar z = \frac{1}{n} (p - y)$ | (n, classes) |
#
# The sore spot: we derived one vector-Jacobian product with pencil and paper. A network has many formulas,
# on whole batches, and each needs one. [Notebook 06](06-vector-jacobian-products.ipynb) finds what all of
# them have in common; [notebook 07](07-mlp-by-hand.ipynb) puts this loss at the end of a network.

# %% [markdown]
# ## Questions
#
# **1.** Logits (0, 0, 0), true class 1. What are $p$, loss and gradient?
#
# <details><summary>Answer</summary>
#
# $p = 1/3$ each, loss $\ln 3 = 1.099$, gradient $(1/3, -2/3, 1/3)$.
#
# </details>
#
# **2.** Why can nobody find out the logits from the probabilities?
#
# <details><summary>Answer</summary>
#
# Adding a number to all logits leaves the probabilities as they are. Only differences can be found.
#
# </details>
#
# **3.** Softmax of two logits $(0, z)$: which old friend is the second probability?
#
# <details><summary>Answer</summary>
#
# $e^z/(1 + e^z) = 1/(1 + e^{-z})$, the sigmoid.
#
# </details>
#
# **4.** What is wrong with this backward?
#
# ```python
# p = ops.softmax(z)                     # (n, classes)
# grad_z = p.copy()
# grad_z[:, labels] -= 1                 # labels (n,)
# grad_z /= len(z)
# ```
#
# <details><summary>Answer</summary>
#
# `[:, labels]` takes whole columns: every example loses 1 at every label of the batch. It should be
# `[np.arange(len(z)), labels]`. For a single example both are the same; for more, the rows do not add
# up to 0.
#
# </details>
#
# **5.** Can cross-entropy reach 0 with finite logits? What does training do about it?
#
# <details><summary>Answer</summary>
#
# On paper, no: $p$ stays below 1. So the gradient never vanishes, and the logits grow for as long as we train.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper; the cell below them checks all three.
#
# **A.** Logits $(\ln 3, 0)$. Softmax and its Jacobian.
#
# <details><summary>Answer</summary>
#
# $p = (3/4, 1/4)$; the diagonal is $3/16$ twice, the rest $-3/16$.
#
# </details>
#
# **B.** For the same logits, $\bar p = (2, 6)$ arrives. Find $\bar z$ without the Jacobian.
#
# <details><summary>Answer</summary>
#
# The weighted mean is $1.5 + 1.5 = 3$, so $\bar z = (3/4 \times (-1),\ 1/4 \times 3) = (-0.75, 0.75)$.
#
# </details>
#
# **C.** Again the same logits, true class 1. Loss and gradient.
#
# <details><summary>Answer</summary>
#
# $\ln 4 = 1.386$ and $(0.75, -0.75)$.
#
# </details>

# %%
two = np.log([[3.0, 1.0]])
print(
    "A", ops.softmax(two).round(6), (16 * chain_rule.jacobian(ops.softmax, two)).round(6).tolist()
)
print("B", ops.softmax_vjp(np.array([[2.0, 6.0]]), two)[0].round(6))
loss, grad = losses.softmax_cross_entropy(two, np.array([1]))
print("C", round(loss, 3), grad.round(6))

# %% [markdown]
# ## Further reading
#
# - J. S. Bridle, *Probabilistic interpretation of feedforward classification network outputs*,
#   Neurocomputing, 1990: where softmax got its name.
# - M. Nielsen, *Neural Networks and Deep Learning*, 2015, chapter 3: the slow start of squared error,
#   told at length.
