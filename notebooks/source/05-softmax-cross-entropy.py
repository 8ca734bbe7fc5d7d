# teaches: ops.softmax, ops.softmax_vjp, ops.log_softmax, losses.softmax_cross_entropy
# uses: losses.cross_entropy, gradcheck.numerical_gradient
# remember: Softmax and cross-entropy together leave $p - y$: what the model said, minus what was true.
# %% [markdown]
# # 05  Turn scores into probabilities
#
# ## What you'll do
#
# You turn a row of scores into probabilities, write the backward pass without its matrix of slopes, and
# see nearly all of it cancel against the logarithm of the loss.
#
# ## What you'll learn
#
# - **explain** why the loss is a logarithm,
# - **compute** softmax and its slopes by hand, and **write** its backward pass for a batch,
# - **derive** the gradient $p - y$, and explain why confident mistakes are corrected fast,
# - **choose** a form that does not overflow, and the matching loss in PyTorch.
#
# ## What you'll need
#
# Cross-entropy and log-sum-exp of [notebook 04](04-losses.ipynb); slopes that multiply along a path and
# add over paths, of [notebook 02](02-chain-rule.ipynb).

# %% [markdown]
# ## Recall
#
# In notebook 04 cross-entropy charged $-\ln p$, where $p$ is the probability that the model gave to the
# true class. Why a logarithm?
#
# Three examples came in, and the model gave their true classes the probabilities 0.5, 0.8 and 0.9. The
# examples are independent, so probabilities multiply.
#
# **Predict.** How probable does the model find all three labels together? What do three charges of
# $-\ln p$ add up to? How are the two numbers related?
#
# <details><summary>Answer</summary>
#
# $0.5 \times 0.8 \times 0.9 = 0.36$. The charges are $0.693 + 0.223 + 0.105 = 1.022$, and that is
# $-\ln 0.36$.
#
# </details>

# %%
import numpy as np

of_true_class = np.array([0.5, 0.8, 0.9])
charges = -np.log(of_true_class)
print(f"together {of_true_class.prod():.2f}, charges {charges.round(3)}, sum {charges.sum():.3f}")

# %% [markdown]
# The probability of all labels together is called the **likelihood**. A good model makes it large. The
# logarithm turns the product into a sum, so each example has its own term and its own gradient, and a batch
# can be a mean. The minus makes *likely* mean *cheap*. So to minimize cross-entropy is to
# **maximize the likelihood**.
#
# There is a practical reason too. A product of many probabilities leaves the range of a float64; a sum of
# logarithms does not:

# %%
print(f"3,000 examples at 0.7: product {0.7**3000}, charges {-3000 * np.log(0.7):.1f}")

# %%
from backprop_course import gradcheck, losses, ops
from backprop_course.checking import check
from backprop_course.exercises import ch05
from backprop_course.figures.losses.softmax import describe_softmax, trace_softmax
from backprop_course.figures.losses.softmax_picture import draw_softmax
from backprop_course.figures.losses.softmax_charts import draw_pulls, draw_softmax_jacobian
from backprop_course.notebook import Picture, show_source
from backprop_course.widgets import explore_softmax

rng = np.random.default_rng(0)

# %% [markdown]
# ## How do scores become probabilities?
#
# A network answers with one score per class, the **logits** $z$: any numbers, also negative ones.
# Probabilities are positive and add up to 1. So we make each score positive with $e^z$, and divide by
# the sum. This is **softmax**:
#
# $$p_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$$
#
# | name | shape | meaning |
# |---|---|---|
# | `z` | (1, 3) | logits |
# | `p` | (1, 3) | probabilities |
# | `y` | (1, 3) | label, one-hot |
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
# Nothing. Numerator and denominator are both multiplied by $e^{100}$. Only differences of logits count:
# softmax is **shift-invariant**.
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
# the sum of all $e^{z_k}$, so that $p_i = e^{z_i}/s$. The quotient rule, and the fact that $e^z$ is its own
# derivative, give
#
# $$\frac{\partial p_i}{\partial z_i} = \frac{e^{z_i} s - e^{z_i} e^{z_i}}{s^2} = p_i\,(1 - p_i), \qquad
# \frac{\partial p_i}{\partial z_j} = \frac{0 - e^{z_i} e^{z_j}}{s^2} = -p_i\,p_j
# \ \text{ for } j \ne i.$$
#
# All these slopes form a table, the **Jacobian** of softmax. Its row $i$ and column $j$ hold
# $\partial p_i / \partial z_j$.
#
# **Predict.** Work out the Jacobian, in 64ths. What does each row add up to?
#
# <details><summary>Answer</summary>
#
# The diagonal is $1 \times 7$, $2 \times 6$, $5 \times 3$, that is 7, 12 and 15. The rest:
# $-1 \times 2$, $-1 \times 5$, $-2 \times 5$. Rows (7, -2, -5), (-2, 12, -10), (-5, -10, 15): each adds
# up to 0.
#
# </details>

# %%
jacobian = np.diag(p[0]) - np.outer(p[0], p[0])  # (3, 3)
print((64 * jacobian).round(6) + 0.0)

# %% [markdown]
# **Check.** Nudge one logit at a time, and see how all three probabilities move:

# %%
h = 1e-5
nudged = [(ops.softmax(z + h * one) - ops.softmax(z - h * one))[0] / (2 * h) for one in np.eye(3)]
print((64 * np.transpose(nudged)).round(6) + 0.0)

# %%
Picture(
    draw_softmax_jacobian(jacobian, denominator=64),
    "A heat map of the softmax Jacobian in 64ths: positive on the diagonal, negative elsewhere, "
    "symmetric, with every row and every column adding up to 0.",
)

# %% [markdown]
# *What to see:* what one class gains the others lose, so each column adds up to 0. Raising all logits
# together changes nothing, so each row does too. And no entry is 0: every logit moves every
# probability. For a function that works entry by entry, such as the sigmoid, everything off the diagonal
# would be 0.

# %% [markdown]
# ## Can we do without the Jacobian?
#
# In the backward pass a gradient $\bar p$ arrives, $\partial L/\partial p$, of shape (1, 3). We want
# $\bar z$. A logit reaches the loss through all three probabilities, so we add over three paths:
#
# $$\bar z_j = \sum_i \bar p_i\, \frac{\partial p_i}{\partial z_j}$$
#
# For 1,000 classes the Jacobian holds a million numbers per example. We put the two kinds of slope in, and
# find that we never need it:
#
# $$\bar z_j = \bar p_j\, p_j (1 - p_j) - \sum_{i \ne j} \bar p_i\, p_i\, p_j
# = p_j \bar p_j - p_j \sum_i \bar p_i\, p_i = p_j \,\Big(\bar p_j - \sum_i \bar p_i\, p_i\Big)$$
#
# In the middle, the $-\bar p_j\, p_j\, p_j$ of the first term has joined the sum, which now runs over all
# $i$. That sum is one number per example: the mean of $\bar p$, weighted by $p$. What reaches a logit is
# how far its $\bar p_j$ lies from that mean, times $p_j$. This is the **vector-Jacobian product** (VJP) of
# softmax: the vector $\bar p$ times the Jacobian, without the Jacobian.
#
# **Predict.** Cross-entropy with true class 0 sends $\bar p = (-1/p_0, 0, 0) = (-8, 0, 0)$. What is the
# weighted mean, and what is $\bar z$?
#
# <details><summary>Answer</summary>
#
# The mean is $-8 \times 1/8 = -1$. Then
# $\bar z = (1/8 \times (-8 + 1),\ 2/8 \times 1,\ 5/8 \times 1) = (-0.875,\ 0.25,\ 0.625)$.
#
# </details>

# %%
loss, grad_p = losses.cross_entropy(p, np.array([0]))
print(f"arriving {grad_p.round(6) + 0.0}, through the Jacobian {(grad_p @ jacobian).round(6)}")

# %% [markdown]
# **You write it.** The backward pass of softmax, for a whole batch: each row is an example of its own.
#
# {{task: softmax_backward}}
#
# {{hints: softmax_backward}}


# %%
def softmax_backward(grad_p, p):
    """Return grad_z for a batch, from grad_p and the probabilities p, all of shape (n, classes).

    grad_p = [[-8., 0., 0.]], p = [[0.125, 0.25, 0.625]]  ->  [[-0.875, 0.25, 0.625]]
    """
    ### BEGIN SOLUTION
    mean = np.sum(grad_p * p, axis=1, keepdims=True)  # (n, 1)
    return p * (grad_p - mean)
    ### END SOLUTION


# %%
check(ch05.softmax_backward, softmax_backward)

# %% [markdown]
# **Check.** For any arriving gradient, by nudges. The two should differ by round-off alone:

# %% tags=["nbval-ignore-output"]
many_z, arriving = rng.normal(size=(5, 4)), rng.normal(size=(5, 4))
nudged = gradcheck.numerical_gradient(lambda z: np.sum(arriving * ops.softmax(z)), many_z)
grad_z = softmax_backward(arriving, ops.softmax(many_z))
print(f"largest difference {np.abs(grad_z - nudged).max():.0e}")

# %% [markdown]
# Each row of $\bar z$ adds up to 0, whatever arrives: raising all logits together changes no loss. This is
# a cheap test of a softmax backward.

# %%
print((grad_z.sum(axis=1).round(12) + 0.0).tolist())

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
for label in (0, 2):
    _, grad_p = losses.cross_entropy(p, np.array([label]))
    print(f"true class {label}: gradient {softmax_backward(grad_p, p).round(6)}")

# %% [markdown]
# This is no accident. $\bar p$ is $-1/p_t$ at the true class $t$ and 0 elsewhere, so the weighted mean is
# always -1, and $\bar z_j = p_j(\bar p_j + 1)$: that is $p_j$ for the wrong classes and $p_t - 1$ for
# the true one.
#
# There is a shorter way to the same result. The loss is $-\ln p_t = \ln \sum_k e^{z_k} - z_t$: log-sum-exp
# minus the true logit. The slope of log-sum-exp in $z_j$ is $e^{z_j}/\sum_k e^{z_k} = p_j$, and the slope of
# $z_t$ is $y_j$. A loss that takes the logits and does both steps at once is called **fused**; ours is
# `losses.softmax_cross_entropy`.

# %%
trace = trace_softmax(z[0], 0)
Picture(draw_softmax(trace), describe_softmax(trace))

# %% [markdown]
# *What to see:* the dashed outline is $y$. The true class is 0.875 short of 1. That shortfall is its bar on
# the right; it points down, so a step against the gradient raises the logit. The other logits are lowered,
# each in proportion to its probability, and together by as much.
#
# **You write it.** For a batch of $n$ examples the loss is the mean, which brings $1/n$, as in notebook 04.
#
# {{task: logits_gradient}}
#
# {{hints: logits_gradient}}


# %%
def logits_gradient(z, labels):
    """Return the gradient of the mean cross-entropy with respect to the logits z.

    z (n, classes); labels (n,) holds one class number per row.  ops.softmax(z) is allowed.
    z = [[0., ln 2, ln 5], [0., 0., 0.]], labels = [0, 2]
        ->  [[-0.4375, 0.125, 0.3125], [0.1667, 0.1667, -0.3333]]
    """
    ### BEGIN SOLUTION
    grad = ops.softmax(z)
    grad[np.arange(len(z)), labels] -= 1
    return grad / len(z)
    ### END SOLUTION


# %%
check(ch05.logits_gradient, logits_gradient)

# %% [markdown]
# **Try.** The explorer begins with a confidently wrong answer: logit 0 leads, and class 1 is the true one.
# How large is the gradient? Then move the label to 0, and the same answer is confidently correct.

# %%
explore_softmax(6.0, 0.7, 1.6, label=1)

# %% [markdown]
# *What to see:* the three bars on the right always cancel. No entry is ever larger than 1 in size, however
# wrong the answer, and all three shrink only when the true class has nearly all of the probability.

# %%
confident = np.array([[6.0, 0.7, 1.6]])
for label in (1, 0):
    loss, _ = losses.softmax_cross_entropy(confident, np.array([label]))
    gradient = logits_gradient(confident, np.array([label]))
    print(f"label {label}: loss {loss:.3f}, gradient {gradient.round(3)}")

# %% [markdown]
# ## Why are confident mistakes corrected fast?
#
# Suppose the true logit lies 8 below two others. Its probability is about 0.0002.
#
# **Predict.** We could also use the squared error of the probabilities, $\sum (p_i - y_i)^2$. Which loss has the
# gradient of larger size at the true logit?
#
# <details><summary>Answer</summary>
#
# Cross-entropy: almost -1. The squared error sends $2(p - y)$ through the Jacobian, where every entry
# of the true column has the factor $p_t$, which is almost 0. Cross-entropy sends $-1/p_t$, which
# cancels that factor.
#
# </details>

# %%
lead = np.linspace(-8, 8, 161)
logits = np.stack([lead, 0 * lead, 0 * lead], axis=1)  # (161, 3), class 0 is true
error = ops.softmax(logits) - np.array([1.0, 0.0, 0.0])
squared = softmax_backward(2 * error, ops.softmax(logits))
print(f"lead -8: cross-entropy {error[0, 0]:.5f}, squared error {squared[0, 0]:.5f}")

# %%
Picture(
    draw_pulls(lead, error[:, 0], squared[:, 0]),
    "Far behind, the gradient of cross-entropy at the true logit is near -1 and that of squared "
    "error near 0; far ahead both are near 0.",
)

# %% [markdown]
# *What to see:* on the left the answer is as wrong as can be. Squared error has gone flat there and
# looks as content as on the right. This is saturation, as in notebook 01, with more classes.

# %% [markdown]
# ## Which form survives large logits?
#
# On paper, adding a number to all logits changes nothing. On a computer it may: it cannot hold $e^{1000}$, since the
# largest float64 is about $e^{709.8}$. For large logits softmax as we wrote it is infinity over infinity, for very
# low ones 0 over 0.


# %%
def naive_softmax(z):
    with np.errstate(all="ignore"):
        e = np.exp(z)
        return e / e.sum(axis=1, keepdims=True)


big = np.array([[1000.0, 1001.0, 1002.0]])
print(naive_softmax(big), naive_softmax(-big))

# %% [markdown]
# At least nan is loud. Now our three logits, whose probabilities are 1/8, 2/8 and 5/8, moved to the edge:

# %% tags=["nbval-ignore-output"]
for shift in (0, -742, -745, -746, 708):
    print(f"{shift:5d}  {naive_softmax(z + shift)[0].round(3)}")

# %% [markdown]
# *What to see:* wrong numbers, and no warning. Below $e^{-708}$ a float64 gives up digits to reach further down
# (such numbers are called **subnormal**), and $4.9 \times 10^{-324} = e^{-744.4}$ is the last one. At -745 the
# ratios 1, 2, 5 are rounded to 1, 1, 3 such units, at -746 to 0, 0, 1: a model that is suddenly certain. At the
# other end, at 708, each exponential is still finite, but their sum is not.
#
# Shift invariance helps: we may move each row to where the numbers are harmless.
#
# **You write it.** Softmax for any finite logits. Which number will you subtract from a row?
#
# {{task: stable_softmax}}
#
# {{hints: stable_softmax}}


# %%
def stable_softmax(z):
    """Return the probabilities of each row of the logits z (n, classes), whatever their size.

    z = [[1000., 1000.], [-2000., -1000.]]  ->  [[0.5, 0.5], [0., 1.]]
    """
    ### BEGIN SOLUTION
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %%
check(ch05.stable_softmax, stable_softmax)

# %%
print(stable_softmax(big).round(4), stable_softmax(-big).round(4), stable_softmax(z - 746).round(4))

# %% [markdown]
# With the largest logit of the row at 0, no exponential overflows, and their sum is at least 1, so nothing
# divides by 0. It has to be the largest of *its row*. Take the maximum over the whole batch, and a row far
# below it becomes 0 over 0:

# %%
two_rows = np.array([[1000.0, 1001.0, 1002.0], [0.0, 1.0, 2.0]])
print("over the batch:", naive_softmax(two_rows - two_rows.max())[1])
print("over the row:  ", stable_softmax(two_rows)[1].round(4))

# %% [markdown]
# And the loss? A probability may be so small that it is stored as 0, and 0 has no logarithm. So the fused
# loss works with $\ln p_i = z_i - \ln \sum_k e^{z_k}$ and never takes the logarithm of a probability.

# %%
far = np.array([[0.0, 1000.0, 0.0]])
with np.errstate(divide="ignore"):
    print("apart:", losses.cross_entropy(ops.softmax(far), np.array([0]))[0])
print("fused:", losses.softmax_cross_entropy(far, np.array([0]))[0], ops.log_softmax(far))

# %% [markdown]
# ## What are they called in PyTorch?
#
# | takes | here | in PyTorch |
# |---|---|---|
# | logits, classes | `losses.softmax_cross_entropy` | `nn.CrossEntropyLoss` |
# | probabilities, classes | `losses.cross_entropy` | |
# | log-probabilities, classes | | `nn.NLLLoss`, after `log_softmax` |
# | logits, yes or no | `losses.binary_cross_entropy` | `nn.BCEWithLogitsLoss` |
# | probabilities, yes or no | | `nn.BCELoss` |
#
# The trap: `cross_entropy` takes probabilities here, and **logits** in PyTorch. A network that ends in `nn.Softmax`,
# followed by `nn.CrossEntropyLoss`, applies softmax twice. PyTorch cannot notice: any numbers can be logits,
# probabilities too.
#
# **Predict.** Three classes; the network is perfect and its softmax gives $p = (1, 0, 0)$ with true class 0.
# What loss does `nn.CrossEntropyLoss` report for these "logits"?
#
# <details><summary>Answer</summary>
#
# It takes softmax of (1, 0, 0): the true class gets $e/(e + 2) = 0.576$. The loss is
# $\ln(1 + 2/e) = 0.551$, and no training can bring it lower.
#
# </details>

# %%
for classes in (3, 10):
    perfect = np.eye(classes)[:1]  # (1, classes), all probability on class 0
    lowest, _ = losses.softmax_cross_entropy(perfect, np.array([0]))
    print(f"{classes:2d} classes: {lowest:.3f}")

# %% [markdown]
# A loss that stops at 0.551 with three classes, or at 1.461 with ten, is the telltale sign.

# %% [markdown]
# ## Break it
#
# $p - y$ is the gradient with respect to the *logits*; the softmax is in it already. A common bug: the network
# ends in a softmax layer, and its backward pass is applied to $p - y$ once more.
#
# **Predict.** Do the row sums notice? Do nudges?
#
# <details><summary>Answer</summary>
#
# The row sums do not: whatever goes through the backward pass of softmax adds up to 0. Nudges do.
#
# </details>

# %%
y = np.array([[1.0, 0.0, 0.0]])  # (1, 3), one-hot
applied_again = softmax_backward(p - y, p)
nudged = gradcheck.numerical_gradient(
    lambda z: losses.softmax_cross_entropy(z, np.array([0]))[0], z
)
print("nudged:       ", nudged.round(4), f"sum {nudged.sum().round(4) + 0.0}")
print("applied again:", applied_again.round(4), f"sum {applied_again.sum().round(4) + 0.0}")

# %% [markdown]
# What is this wrong gradient? The exact gradient of another loss, half the squared error
# $\sum (p_i - y_i)^2$. So it does learn, where it is not flat. How slow is that? We start with logits
# (0, 0, 8), true class 0, learning rate 0.5, and count the steps until the true class has half of the
# probability.


# %% tags=["nbval-ignore-output"]
def steps_needed(backward):
    z, steps = np.array([[0.0, 0.0, 8.0]]), 0
    while ops.softmax(z)[0, 0] < 0.5:
        z, steps = z - 0.5 * backward(ops.softmax(z), ops.softmax(z) - y), steps + 1
    return steps


print("p - y:                ", steps_needed(lambda p, grad: grad), "steps")
print("softmax applied again:", steps_needed(lambda p, grad: softmax_backward(grad, p)), "steps")

# %% [markdown]
# 9 steps against 1261. Nothing crashed, the loss fell, and the network would have been called slow.

# %% [markdown]
# ## In the package
#
# Softmax and its VJP. The lines that count are yours; `rows` and `same_shape` check shapes, and
# `_times_slope` multiplies, unless `needs` says that nobody needs the result.

# %%
show_source(ops.softmax, ops.softmax_vjp)

# %% [markdown]
# ## Recap
#
# The loss is a logarithm because that turns the likelihood, a product, into a sum. Softmax depends only on
# differences of logits. Every logit moves every probability; the backward pass needs one weighted mean and no
# Jacobian. With cross-entropy nearly all of it cancels, and $p - y$ remains: bounded, adding up to 0, and
# strong where the answer is confidently wrong. Subtracting the largest logit of each row keeps it all finite.
#
# | formula | backward | shape |
# |---|---|---|
# | $y = \ln x$ | $\bar x = \bar y / x$ | like $x$ |
# | CE, mean over $n$ examples | $-\frac{1}{n p}$ at the true class, 0 elsewhere | (n, classes) |
# | $p = \text{softmax}(z)$ | $\bar z = p \,(\bar p - \sum \bar p\, p)$, the sum over the row | (n, classes) |
# | softmax and CE, mean | $\bar z = \frac{1}{n} (p - y)$ | (n, classes) |
#
# What is still missing: we derived one vector-Jacobian product with pencil and paper. A network has many
# formulas, on whole batches, and each needs one. [Notebook 06](06-vector-jacobian-products.ipynb) finds what
# all of them have in common; [notebook 07](07-mlp-by-hand.ipynb) puts this loss at the end of a network.

# %% [markdown]
# ## Questions
#
# **1.** Somebody takes softmax for an activation that works entry by entry, and keeps only the diagonal of
# the Jacobian. With $p = (1/8, 2/8, 5/8)$ and $\bar p = (-8, 0, 0)$, which entries of $\bar z$ are still correct?
#
# <details><summary>Answer</summary>
#
# Only that of the true class, $-8 \times 7/64 = -0.875$. The others are 0: nothing pushes the wrong classes down.
# The row sum, -0.875, gives it away.
#
# </details>
#
# **2.** Why can the logits not be recovered from the probabilities?
#
# <details><summary>Answer</summary>
#
# Adding a number to all logits leaves the probabilities as they are. Only differences can be found.
#
# </details>
#
# **3.** Softmax of two logits $(0, z)$: which function that you know is the second probability?
#
# <details><summary>Answer</summary>
#
# $e^z/(1 + e^z) = 1/(1 + e^{-z})$, the sigmoid.
#
# </details>
#
# **4.** What is wrong with this backward pass?
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
# `[np.arange(len(z)), labels]`. For a single example, or where all labels are equal, both do the same;
# in general the rows no longer add up to 0.
#
# </details>
#
# **5.** Can cross-entropy reach 0 with finite logits? What does training do about it?
#
# <details><summary>Answer</summary>
#
# On paper, no: $p$ stays below 1. If the classes can be separated, the gradient never vanishes, and the
# logits grow for as long as we train. If they overlap, a confident answer is wrong somewhere, and the minimum
# lies at finite logits.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper. Write your numbers after `return`, and the check says how you did.
# [Exercises 05](../exercises/05-softmax-cross-entropy.ipynb) go on: other losses, a check of your own, and a
# classifier that reads digits.
#
# **A.** Logits $(\ln 3, 0)$. Find both probabilities, and the slopes of $p_0$ in $z_0$ and in $z_1$.
#
# {{hints: A}}


# %%
def A():
    """Return four numbers: p_0, p_1, and the slopes of p_0 in z_0 and in z_1.

    An answer looks like this:  return 0.9, 0.1, 0.5, -0.3
    """
    ### BEGIN SOLUTION
    return 3 / 4, 1 / 4, 3 / 16, -3 / 16
    ### END SOLUTION


# %%
check(ch05.A, A)

# %% [markdown]
# **B.** For the same logits, $\bar p = (2, 6)$ arrives. Find $\bar z$ without the Jacobian.
#
# {{hints: B}}


# %%
def B():
    """Return the gradients of the two logits.

    An answer looks like this:  return 0.5, -0.3
    """
    ### BEGIN SOLUTION
    return 3 / 4 * (2 - 3), 1 / 4 * (6 - 3)
    ### END SOLUTION


# %%
check(ch05.B, B)

# %% [markdown]
# **C.** The same logits, true class 1. Find the loss, to three digits after the point, and the gradients of
# the two logits.
#
# {{hints: C}}


# %%
def C():
    """Return the loss, and the gradients of the two logits.

    An answer looks like this:  return 0.123, 0.5, -0.3
    """
    ### BEGIN SOLUTION
    return np.log(4), 0.75, -0.75
    ### END SOLUTION


# %%
check(ch05.C, C)

# %% [markdown]
# ## Further reading
#
# - J. S. Bridle, *Probabilistic interpretation of feedforward classification network outputs*,
#   Neurocomputing, 1990: where softmax got its name.
# - M. Nielsen, *Neural Networks and Deep Learning*, 2015, chapter 3: the slow start of squared error,
#   told at length.
