# teaches: gradcheck.numerical
# uses: gradcheck.numerical_gradient, chain_rule.single_neuron, chain_rule.trace, ops.sigmoid
# remember: The errors of a nudge rise and fall with its size $h$; a bug is flat in $h$.
# %% [markdown]
# # 03  Check gradients with nudges
#
# ## What you'll do
#
# You find out how far a nudged slope can be trusted, write two ways to nudge, and learn to tell a wrong
# gradient from a check that is wrong itself.
#
# ## What you'll learn
#
# - **choose** the size of a nudge, and say which error dominates on either side of it,
# - **measure** a slope to the last digit with a complex number,
# - **recognize** a bug: its error is flat in the size of the nudge,
# - **tell** when a correct gradient fails its check: float32 and kinks.
#
# ## What you'll need
#
# Notebooks 01 and 02, and from school: Taylor's formula,
# $f(w + h) \approx f(w) + h f'(w) + \frac{h^2}{2} f''(w) + \frac{h^3}{6} f'''(w)$, and complex numbers with
# $i^2 = -1$.

# %% [markdown]
# ## Recall
#
# Notebook 02 nudged $x^2$ at 1.5 upward by $\Delta x$ and got the ratio $3 + \Delta x$. Nudging both
# ways was better.
#
# **Predict.** What ratio does $x^2$ give at 1.5 for a nudge of 0.1 both ways?
#
# <details><summary>Answer</summary>
#
# $(1.6^2 - 1.4^2)/0.2 = (2.56 - 1.96)/0.2 = 3$, the slope itself. It is the mean of the ratios up and
# down, $3 + 0.1$ and $3 - 0.1$.
#
# </details>

# %%
print(f"{(1.6**2 - 1.4**2) / 0.2:.4f}")

# %%
import numpy as np

from backprop_course import chain_rule, ops
from backprop_course.checking import check
from backprop_course.exercises import ch03
from backprop_course.figures.numerical.differences_picture import draw_differences
from backprop_course.figures.numerical.cancellation import describe_cancellation, trace_cancellation
from backprop_course.figures.numerical.cancellation_picture import draw_cancellation
from backprop_course.figures.numerical.kinks_picture import draw_kink
from backprop_course.figures.numerical.v_curve import describe_v_curve, trace_v_curve
from backprop_course.figures.numerical.v_curve_picture import draw_flat_bug, draw_v_curve
from backprop_course.gradcheck import numerical, numerical_gradient
from backprop_course.notebook import Picture, show_source
from backprop_course.widgets import explore_v_curve

rng = np.random.default_rng(0)

# %% [markdown]
# ## Which nudge comes closer to the slope?
#
# A **forward difference** nudges one way: $(f(w + h) - f(w))/h$. A **central difference** nudges both ways, up and
# down by $h$, and divides by the distance between the two places. By hand, for $f(w) = w^3$ at $w = 1$, where the slope
# is 3:
#
# | $h$ | forward | its error | central | its error |
# |---|---|---|---|---|
# | 1 | 7 | 4 | 4 | 1 |
# | 0.1 | 3.31 | 0.31 | 3.01 | 0.01 |
# | 0.01 | 3.0301 | 0.0301 | 3.0001 | 0.0001 |
#
# **Predict.** When $h$ becomes 10 times smaller, how much smaller does each error become?
#
# <details><summary>Answer</summary>
#
# About 10 times and 100 times: the errors are $3h + h^2$ and $h^2$. In Taylor's formula the term with
# $f''$ is the same for $h$ and for $-h$, so the central difference subtracts it away. What is left is
# $\frac{h}{2} f''$ one way, and $\frac{h^2}{6} f'''$ both ways.
#
# </details>
#
# **You write it.** The central difference.
#
# {{task: central_difference}}
#
# {{hints: central_difference}}


# %%
def central_difference(f, w, h):
    """Return the slope of f at w, from nudges of size h both ways.

    f = lambda w: w**3, w = 1.0, h = 0.1  ->  3.01
    """
    ### BEGIN SOLUTION
    return (f(w + h) - f(w - h)) / (2 * h)
    ### END SOLUTION


# %%
check(ch03.central_difference, central_difference)


# %%
def cube(w):
    return w**3


for h in (1, 0.1, 0.01):
    forward, central = (cube(1 + h) - cube(1)) / h, central_difference(cube, 1, h)
    print(f"h = {h:4}: forward {forward:.4f}, central {central:.4f}")

# %%
w = np.linspace(0.3, 1.7, 57)
ends = {"forward": ((1, 1), (1.5, 1.5**3)), "central": ((0.5, 0.5**3), (1.5, 1.5**3))}
Picture(
    draw_differences(w, w**3, (1, 1), 3, ends),
    "For h = 0.5 the line from one side has slope 4.75, much steeper than the tangent with slope 3; "
    "the line through both sides has slope 3.25, almost parallel to it.",
)

# %% [markdown]
# *What to see:* the central line misses the point, yet it is almost parallel to the tangent.
#
# This error comes from cutting off Taylor's formula: the **truncation error**. It shrinks with $h$.

# %% [markdown]
# ## Can a nudge be too small?
#
# We take the neuron of notebook 01 at a place where nothing is special ($x = 0.7$, $w = 2$, $b = -0.3$,
# $y = 1$), and find the slope of its loss two ways: by the chain rule, and by a central difference.


# %%
def loss(w):
    return (ops.sigmoid(0.7 * w - 0.3) - 1) ** 2


exact = chain_rule.trace(chain_rule.single_neuron(0.7, 2.0, -0.3, 1.0), 2.0)[0].grad
print(f"loss {loss(2.0):.3f}")
print(f"slope by the chain rule {exact:.9f}, nudged {central_difference(loss, 2.0, 1e-4):.9f}")

# %% [markdown]
# **Predict.** A float64 number holds about 16 digits. For $h = 10^{-13}$, do $L(w + h)$ and $L(w - h)$
# differ at all? How many digits of the slope can be correct? (The loss is near 0.06, the slope near -0.066.)
#
# <details><summary>Answer</summary>
#
# They differ by $2h$ times the slope, $2h \cdot 0.066 \approx 10^{-14}$. The losses, near 0.06, end at the
# 17th decimal. So three or four digits differ, and the slope cannot have more correct digits than that.
#
# </details>

# %% tags=["nbval-ignore-output"]
for h in (1e-5, 1e-13, 1e-17):
    error = abs(central_difference(loss, 2.0, h) - exact) / abs(exact)
    print(f"h = {h:.0e}: relative error {error:.0e}")

# %%
digits = trace_cancellation(loss, exact, 2.0, [1e-1, 1e-3, 1e-5, 1e-9, 1e-13])
Picture(draw_cancellation(digits), describe_cancellation(digits))

# %% [markdown]
# *What to see:* the boxes on the left shrink: the subtraction throws away what both losses share. The
# box on the right grows as truncation fades, is longest at $10^{-5}$, then shrinks too.
#
# This second error is **round-off**. Numbers near 1 have gaps of $\varepsilon$, the **machine
# epsilon**. A loss $L$ is off by about $\varepsilon L$, the slope by $\varepsilon L / h$: it *grows* as
# $h$ shrinks.

# %%
for kind in (np.float64, np.float32):
    print(f"{kind.__name__}: epsilon = {np.finfo(kind).eps:.1e}")

# %% [markdown]
# For an even smaller $h$, $w + h$ is rounded to $w$ itself, and the nudged slope is 0: everything is lost.
#
# A large nudge suffers from truncation, a small one from round-off. The best $h$ lies where the two are about
# equal.
#
# **Predict.** For a forward difference truncation is about $h$, and round-off about $\varepsilon/h$. For which $h$ are
# they equal? And for a central difference, whose truncation is about $h^2$? Take $\varepsilon = 2 \cdot 10^{-16}$.
#
# <details><summary>Answer</summary>
#
# Forward: $h = \varepsilon/h$, so $h = \sqrt\varepsilon \approx 10^{-8}$. Central: $h^2 = \varepsilon/h$, so
# $h = \sqrt[3]\varepsilon \approx 6 \cdot 10^{-6}$.
#
# </details>
#
# We will measure the **relative error**: the gap between two slopes over the larger of them in size. Why not the
# gap itself, the **absolute error**? Compare:
#
# | | backward | nudged | gap |
# |---|---|---|---|
# | A | 0.5 | 0.5000002 | $2 \cdot 10^{-7}$ |
# | B | 0.0000001 | 0.0000002 | $1 \cdot 10^{-7}$ |
#
# B has the smaller gap, and it is wrong by a factor of 2.
#
# **You write it.** The relative error of two numbers that are not both 0.
#
# {{task: relative_error}}
#
# {{hints: relative_error}}


# %%
def relative_error(backward, nudged):
    """Return the gap between two numbers over the larger of them in size.

    backward = 2.0, nudged = -1.0  ->  1.5
    """
    ### BEGIN SOLUTION
    gap = abs(backward - nudged)
    return gap / max(abs(backward), abs(nudged))
    ### END SOLUTION


# %%
check(ch03.relative_error, relative_error)

# %%
print(f"A: {relative_error(0.5, 0.5000002):.0e}, B: {relative_error(1e-7, 2e-7):.0e}")

# %% [markdown]
# Now we plot the error over $h$. Both axes are on log scales, where a power $h^k$ is a straight line of slope $k$:
# +1 and +2 for truncation, -1 for round-off. A check has to draw a line somewhere; here an error above $10^{-6}$
# "fails".


# %%
def slope(w):
    a = ops.sigmoid(0.7 * w - 0.3)
    return 2 * (a - 1) * a * (1 - a) * 0.7


curves = trace_v_curve(loss, slope, 2.0, schemes=("forward", "central"))
Picture(draw_v_curve(curves), describe_v_curve(curves))

# %% [markdown]
# *What to see:* each V is lowest where the two errors meet, at the ring, near the predicted $h$. The central one
# reaches a thousand times deeper, near $h = 10^{-5}$: hence the default of `numerical_gradient`. At the far left the
# error is 1, where $w + h$ is $w$. Round-off is ragged, so the thick line is the median of 161 weights near $w = 2$.

# %% [markdown]
# ## What can an imaginary nudge do?
#
# There is a third way, and its curve has no left branch. Nudge $w$ by an *imaginary* step, $w + ih$. By
# hand for $w^3$ at 1:
#
# $$(1 + ih)^3 = 1 - 3h^2 + i\,(3h - h^3)$$
#
# The imaginary part, divided by $h$, is $3 - h^2$: the slope, with a small truncation error. This is the
# **complex step**.
#
# Nothing is subtracted, so no digits cancel. The nudge travels in a part of its own, where no large number hides it,
# and $h$ may be so small that $h^2$ is nothing at all, such as $10^{-20}$.
#
# **You write it.** The complex step, with an $h$ of your choice.
#
# {{task: complex_step}}
#
# {{hints: complex_step}}


# %%
def complex_step(f, w):
    """Return the slope of f at w, to the last digits. f takes complex numbers.

    f = lambda w: w**3, w = 1.0  ->  3.0
    """
    ### BEGIN SOLUTION
    h = 1e-20
    return f(w + 1j * h).imag / h
    ### END SOLUTION


# %%
check(ch03.complex_step, complex_step)

# %% tags=["nbval-ignore-output"]
print(f"neuron: relative error {relative_error(complex_step(loss, 2.0), exact):.0e}")
print(f"slope of |w| at -2: {complex_step(np.abs, -2.0)}")

# %% [markdown]
# The last line is the catch. The slope of $|w|$ at -2 is -1, but `np.abs` of a complex number is a
# length, which has no imaginary part. Every function on the way must treat $w + ih$ as Taylor's formula
# does. The formulas in `ops` do; much other code does not. Nudging both ways needs real numbers only.

# %% [markdown]
# ## How does a bug look?
#
# **Predict.** The gradient under test is 1 % too large. Which $h$ makes the check pass? How large is the relative error
# where nudging is accurate?
#
# <details><summary>Answer</summary>
#
# None does. Where nudges are accurate, the error is $0.01/1.01 = 0.0099$, whatever $h$ is: a bug is *flat in
# h*, and the errors of nudging are not.
#
# </details>

# %%
correct, wrong = trace_v_curve(loss, slope, 2.0), trace_v_curve(loss, slope, 2.0, factor=1.01)
Picture(
    draw_flat_bug(correct, wrong),
    "The error of a correct gradient over h is a V; that of a gradient 1 % too large is a flat line at "
    "0.0099 between round-off on the left and truncation on the right.",
)

# %% [markdown]
# *What to see:* a correct gradient gives a V, a wrong one a flat line at the size of its bug. This is the picture to
# keep: **when a check fails, change $h$.** If the error moves, look at the check; if it stays, look for the bug.
#
# **Try.** The explorer opens with the same bug. Choose the others: at which height does each lie flat? Then take the bug
# away, and find out what float32 does to the V.

# %%
explore_v_curve(factor=1.01)

# %% [markdown]
# *What to see:* all three ways agree on the size of a bug. A flipped sign has the error 2, a forgotten factor 2 has 0.5.

# %%
for name, factor in (("1 % too large", 1.01), ("2 forgotten", 0.5), ("sign flipped", -1.0)):
    found = trace_v_curve(loss, slope, 2.0, factor=factor).at(1e-5)
    print(f"{name}: {found['central']:.4f}")

# %% [markdown]
# ## When does a correct gradient fail?
#
# In two cases the check itself is wrong. First: **float32**, in which networks are often trained.
#
# By hand: near 0.06 its numbers are $3.7 \cdot 10^{-9}$ apart. For $h = 10^{-5}$ the two losses differ by
# $2h \cdot 0.066 \approx 1.3 \cdot 10^{-6}$.
#
# **Predict.** How many gaps is that, and how exact can the slope be?
#
# <details><summary>Answer</summary>
#
# About 350 gaps. An error of one gap is 0.3 %. And $w \pm h$ is itself rounded, to numbers that are 1 or
# 2 % of $h$ apart. A check that demands $10^{-6}$ has no chance.
#
# </details>

# %%
gap = np.spacing(np.float32(loss(2.0)))
print(f"gap {gap:.1e}, the losses are {2e-5 * abs(exact) / gap:.0f} gaps apart")

# %% [markdown]
# One place may be unlucky. **Check** a hundred random weights, all with the correct gradient:

# %% tags=["nbval-ignore-output"]
weights = rng.normal(size=100).astype(np.float32)
nudged = central_difference(loss, weights, np.float32(1e-5))
errors = np.abs(nudged / slope(weights.astype(np.float64)) - 1)
print(f"{np.sum(errors > 1e-6)} of 100 correct gradients fail at 1e-6")
print(f"median error {100 * np.median(errors):.1f} %")

# %%
single = trace_v_curve(loss, slope, 2.0, dtype="float32", schemes=("central",))
Picture(draw_v_curve(single, mark=1e-5), describe_v_curve(single) + " Even there it fails.")

# %% [markdown]
# *What to see:* the whole V moved up and to the right. At $h = 10^{-5}$ the check sits on the round-off
# branch, with a typical error of about 1 % (the thick line; the thin one, $w = 2$ itself, is lucky there), and not even
# its best $h$ passes. So check in float64, train in what you like: `numerical_gradient` accepts nothing else.
#
# Second: a **kink**, a place where the slope jumps. $\max(z, 0)$ has slope 0 left of 0 and slope 1 right
# of it.
#
# **Predict.** $z = 3 \cdot 10^{-6}$, so the slope is 1. What does a central difference with $h = 10^{-5}$
# say?
#
# <details><summary>Answer</summary>
#
# One end lies on the other side: $(1.3 \cdot 10^{-5} - 0)/(2 \cdot 10^{-5}) = 0.65$.
#
# </details>

# %%
for h in (1e-5, 1e-6):
    print(f"h = {h:.0e}: {central_difference(lambda z: max(z, 0), 3e-6, h):.2f}")

# %%
z = np.linspace(-3, 3, 241)  # in units of h
over_the_kink = central_difference(lambda z: np.maximum(z, 0), z, 1.0)
Picture(
    draw_kink(z, 1.0 * (z > 0), over_the_kink, reach=1, point=(0.3, 1.0, 0.65)),
    "The slope jumps from 0 to 1 at the kink; the nudged slope is a ramp from -h to h, so it is 0.65 "
    "where z is 0.3 h and the slope is 1.",
)

# %% [markdown]
# *What to see:* closer to the kink than $h$ the two disagree; everywhere else they agree. At 0 itself the
# nudge says 0.5, where a program has chosen 0 or 1.
#
# Among a million random entries some are that close. Try another random point or a smaller $h$: an error that then
# vanishes was a kink; a bug stays.

# %%
close = np.abs(rng.normal(size=1_000_000)) < 1e-5
print(f"{close.sum()} of {close.size:,} random entries are closer to 0 than 1e-5")

# %% [markdown]
# ## Break it
#
# In the neuron's gradient the last factor, $x = 0.7$, is forgotten, so the claimed slope is $1/0.7$ times the correct one.
#
# **Predict.** Which relative error does the check report for $h = 10^{-3}$, $10^{-5}$ and $10^{-7}$?
#
# <details><summary>Answer</summary>
#
# The gap over the larger number, the claimed one: $1 - 0.7 = 0.3$. It is the same for all three.
#
# </details>

# %% tags=["nbval-ignore-output"]
for h in (1e-3, 1e-5, 1e-7):
    nudged = central_difference(loss, 2.0, h)
    print(f"h = {h:.0e}: factor forgotten {relative_error(slope(2.0) / 0.7, nudged):.4f}", end=", ")
    print(f"correct {relative_error(slope(2.0), nudged):.0e}")

# %% [markdown]
# The size of the error is a hint: $1 - 0.3$ is the factor. Errors of 0.5 and 2 point to a forgotten 2 and a flipped
# sign.
#
# Two questions are left for a checker of arrays. Where a gradient is 0, any round-off has a relative error of 1. And a
# function with many outputs has to be turned into one number first. [Notebook 09](09-testing-gradients.ipynb) takes up
# both, and checks whole networks.

# %% [markdown]
# ## In the package
#
# The package nudges an array entry by entry. See how it puts each entry back: from a kept copy, because adding $h$ and
# subtracting it again rounds.

# %%
show_source(numerical_gradient, numerical.value_nudged)

# %% [markdown]
# ## Recap
#
# A nudge has two errors. Truncation shrinks with $h$, round-off grows; central differences in float64 with
# $h = 10^{-5}$ keep both small. The complex step has no cancellation. A bug is flat in $h$. Float32 and kinks
# make correct gradients fail.
#
# | way to nudge | formula | error | best $h$ in float64 |
# |---|---|---|---|
# | forward | $(f(w + h) - f(w))/h$ | $h$ and $\varepsilon/h$ | $\sqrt\varepsilon \approx 10^{-8}$ |
# | central | $(f(w + h) - f(w - h))/2h$ | $h^2$ and $\varepsilon/h$ | $\sqrt[3]\varepsilon \approx 6 \cdot 10^{-6}$ |
# | complex step | imaginary part of $f(w + ih)$, over $h$ | $h^2$ | as small as you like |
#
# What is still missing: all this was for one loss, the squared error of one answer. Other losses, and many answers
# at once, bring factors that are easily lost. [Notebook 04](04-losses.ipynb) keeps account of them.

# %% [markdown]
# ## Questions
#
# **1.** A check fails with an error of 0.004. You make $h$ ten times smaller, and it is 0.004 again. Is it a bug or
# a bad check?
#
# <details><summary>Answer</summary>
#
# A bug: its error is flat in $h$. Truncation would have fallen, round-off would have grown.
#
# </details>
#
# **2.** Why is $h = 10^{-12}$ not safer than $10^{-5}$?
#
# <details><summary>Answer</summary>
#
# Round-off grows with $1/h$: it is $10^7$ times larger.
#
# </details>
#
# **3.** What is wrong with this code?
#
# ```python
# for i in np.ndindex(x.shape):
#     x[i] += h
#     above = f(x)
#     x[i] -= 2 * h
#     grad[i] = (above - f(x)) / (2 * h)
# ```
#
# <details><summary>Answer</summary>
#
# `x[i]` is never put back. Every later entry is measured at a shifted place, and the caller's `x` has
# moved by $-h$ in every entry.
#
# </details>
#
# **4.** A loss is $10^6 + L(w)$ with $L$ near 1; the gradient is the same. What changes in its check?
#
# <details><summary>Answer</summary>
#
# Round-off is $\varepsilon$ times the *value*: a million times larger. Subtract the constant first.
#
# </details>
#
# **5.** The network drops units at random on each forward pass. Why does every check fail?
#
# <details><summary>Answer</summary>
#
# The two sides of the difference come from different functions. The random choice must be held fixed
# during a check.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper. Write your numbers after `return`, and the check says how you did.
# [Exercises 03](../exercises/03-numerical-gradients.ipynb) go on: noisy losses, complex steps for arrays, a check that its
# own nudges do not mislead, and a V that is deeper than the central one.
#
# **A.** The central difference of $w^4$ at 1 with $h = 0.1$, and its error (nudged minus true slope).
#
# {{hints: A}}


# %%
def A():
    """Return two numbers: the central difference, and its error.

    An answer looks like this:  return 5.67, 0.89
    """
    ### BEGIN SOLUTION
    return (1.1**4 - 0.9**4) / 0.2, (1.1**4 - 0.9**4) / 0.2 - 4
    ### END SOLUTION


# %%
check(ch03.A, A)

# %% [markdown]
# **B.** A computer has $\varepsilon = 10^{-4}$. Which $h$ is best for forward, and which for central differences? Two
# digits are enough.
#
# {{hints: B}}


# %%
def B():
    """Return two numbers: h for forward, and h for central differences.

    An answer looks like this:  return 0.5, 0.6
    """
    ### BEGIN SOLUTION
    return 0.0001 ** (1 / 2), 0.0001 ** (1 / 3)
    ### END SOLUTION


# %%
check(ch03.B, B)

# %% [markdown]
# **C.** What does a central difference of $\max(z, 0)$ say at $z = 2h$, at $z = h/2$, and at $z = 0$?
#
# {{hints: C}}


# %%
def C():
    """Return three numbers: at z = 2h, at z = h/2, at z = 0.

    An answer looks like this:  return 0.1, 0.2, 0.3
    """
    ### BEGIN SOLUTION
    return 1, (1.5 - 0) / 2, (1 - 0) / 2
    ### END SOLUTION


# %%
check(ch03.C, C)

# %% [markdown]
# ## Further reading
#
# - W. Squire, G. Trapp, *Using complex variables to estimate derivatives of real functions*, SIAM Review,
#   1998: the complex step in three pages.
# - N. Higham, *Accuracy and Stability of Numerical Algorithms*, SIAM, 2002: where round-off comes from.
# - A. Karpathy and others, *CS231n: Learning*, the section on gradient checks: what else can go wrong with
#   a check of a real network.
