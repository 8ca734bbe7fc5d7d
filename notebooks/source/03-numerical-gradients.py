# teaches: gradcheck.numerical
# uses: gradcheck.numerical_gradient, chain_rule.single_neuron, chain_rule.trace
# uses: ops.sigmoid, ops.sigmoid_vjp, ops.sin, ops.sin_vjp
# %% [markdown]
# # 03  Check gradients with nudges
#
# ## What you'll do
#
# You find out how far a nudged slope can be trusted, and build the gradient checker that the course
# then uses.
#
# ## What you'll learn
#
# - **choose** the size of a nudge, and say which error rules on either side of it,
# - **measure** a slope to the last digit with a complex number,
# - **tell** a wrong gradient from a check that is wrong itself,
# - **build** a checker that cannot be fooled by small entries or by a convenient upstream gradient.
#
# ## What you'll need
#
# Notebooks 01 and 02, and from school: Taylor's formula, $f(w + h) \approx f(w) + h f'(w) + \frac{h^2}{2}
# f''(w) + \frac{h^3}{6} f'''(w)$, and complex numbers with $i^2 = -1$.

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
from backprop_course.figures.numerical.differences_picture import draw_differences
from backprop_course.figures.numerical.cancellation import describe_cancellation, trace_cancellation
from backprop_course.figures.numerical.cancellation_picture import draw_cancellation
from backprop_course.figures.numerical.error_floors_picture import draw_floors
from backprop_course.figures.numerical.error_floors import trace_floors
from backprop_course.figures.numerical.kinks_picture import draw_kink
from backprop_course.figures.numerical.v_curve import describe_v_curve, trace_v_curve
from backprop_course.figures.numerical.v_curve_picture import draw_v_curve
from backprop_course.gradcheck import numerical, numerical_gradient
from backprop_course.notebook import Picture, show_source
from backprop_course.widgets import explore_v_curve

rng = np.random.default_rng(0)

# %% [markdown]
# ## Which nudge comes closer to the slope?
#
# A **forward difference** nudges one way: $(f(w + h) - f(w))/h$. A **central difference** nudges both
# ways: $(f(w + h) - f(w - h))/2h$. By hand, for $f(w) = w^3$ at $w = 1$, where the slope is 3:
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


# %%
def forward(f, w, h):
    return (f(w + h) - f(w)) / h


def central(f, w, h):
    return (f(w + h) - f(w - h)) / (2 * h)


for h in (1, 0.1, 0.01):
    print(f"{h:5}: forward {forward(lambda w: w**3, 1, h):.4f}", end="   ")
    print(f"central {central(lambda w: w**3, 1, h):.4f}")

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
print(f"slope by the chain rule {exact:.9f}, central {central(loss, 2.0, 1e-4):.9f}")

# %% [markdown]
# **Predict.** A float64 number holds about 16 digits. For $h = 10^{-13}$, do $L(w + h)$ and $L(w - h)$
# differ at all? How many digits of the slope can be right?
#
# <details><summary>Answer</summary>
#
# They differ by $2h$ times the slope, $2h \cdot 0.066 \approx 10^{-14}$. The numbers, near 0.06, end at the
# 17th decimal. So three or four digits differ, and the slope cannot have more right digits than that.
#
# </details>

# %%
for h in (1e-13, 1e-16):
    error = abs(central(loss, 2.0, h) - exact) / abs(exact)
    print(f"h = {h:.0e}: error above 0.001 %: {error > 1e-5}, all lost: {error > 0.99}")

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
# Both errors count. Forward, about $h$ meets about $\varepsilon/h$: they are equal at $h =
# \sqrt\varepsilon \approx 10^{-8}$. Central, $h^2$ meets $\varepsilon/h$, at $h = \sqrt[3]\varepsilon
# \approx 6 \cdot 10^{-6}$.
#
# We plot the **relative error**, the gap between nudged and true slope over the larger of the two. A
# check has to draw a line somewhere: here an error above $10^{-6}$ "fails".
#
# **Predict.** Both axes are on log scales, where a power $h^k$ is a line of slope $k$. Which shape has
# each curve?
#
# <details><summary>Answer</summary>
#
# A V. Left, round-off: slope -1 for both. Right, truncation: +1 forward, +2 central, so central gets
# deeper, and at a larger $h$.
#
# </details>


# %%
def slope(w):
    a = ops.sigmoid(0.7 * w - 0.3)
    return 2 * (a - 1) * a * (1 - a) * 0.7


curves = trace_v_curve(loss, slope, 2.0, schemes=("forward", "central"))
Picture(draw_v_curve(curves), describe_v_curve(curves))

# %% [markdown]
# *What to see:* each V is lowest where the two errors meet, at the ring. The central one reaches a thousand
# times deeper, near $h = 10^{-5}$: hence the default of `numerical_gradient`. Round-off is ragged, so the
# thick line is the median of 161 weights near $w = 2$.
#
# **Check.** The slopes of the branches, fitted to the measured errors:


# %%
def branch(scheme, low, high):
    inside = (curves.steps > low) & (curves.steps < high)
    points = np.log10(curves.steps[inside]), np.log10(curves.medians[scheme][inside])
    return f"{np.polyfit(*points, 1)[0]:+.0f}"


for scheme, best in (("forward", 1e-8), ("central", 1e-5)):
    left, right = branch(scheme, 1e-13, best / 10), branch(scheme, best * 10, 1e-1)
    print(f"{scheme}: round-off {left}, truncation {right}")

# %% [markdown]
# There is a third way, and its curve has no left branch. Nudge $w$ by an *imaginary* step, $w + ih$. By
# hand for $w^3$ at 1:
#
# $$(1 + ih)^3 = 1 - 3h^2 + i\,(3h - h^3)$$
#
# The imaginary part, divided by $h$, is $3 - h^2$: the slope, with a small truncation error. This is the
# **complex step**.
#
# **Predict.** Why has it no round-off branch?
#
# <details><summary>Answer</summary>
#
# Nothing is subtracted. The nudge travels in a part of its own, where no large number hides it. So $h$
# may be so small that $h^2$ is nothing at all.
#
# </details>


# %%
def complex_step(f, w, h=1e-20):
    return float(f(w + 1j * h).imag / h)


print(f"w^3: {complex_step(lambda w: w**3, 1.0):.4f}")
print("neuron, 14 digits right:", abs(complex_step(loss, 2.0) - exact) < 1e-14 * abs(exact))
print("slope of |w| at -2:", complex_step(np.abs, -2.0))

# %% [markdown]
# The last line is the catch. The slope of $|w|$ at -2 is -1, but `np.abs` of a complex number is a
# length, which has no imaginary part. Every function on the way must treat $w + ih$ as Taylor's formula
# does. The formulas in `ops` do; much other code does not. Nudging both ways always works.
#
# **Predict.** The explorer can plant a bug: the gradient under test is 1 % too large. Which $h$ makes the
# check pass? (log h is the power of ten.)
#
# <details><summary>Answer</summary>
#
# None. Where nudges are accurate, the error is $0.01/1.01 = 0.0099$, whatever $h$ is: a bug is *flat in
# h*, and the errors of nudging are not.
#
# </details>

# %%
explore_v_curve()

# %% [markdown]
# *What to see:* a right gradient gives a V, a wrong one a flat line at the size of its bug.

# %%
for name, factor in (("1 % off", 1.01), ("2 forgotten", 0.5), ("sign wrong", -1.0)):
    wrong = trace_v_curve(loss, slope, 2.0, factor=factor).at(1e-5)
    print(f"{name}: {wrong['central']:.4f}")

# %% [markdown]
# ## When does a right gradient fail?
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
# One place may be bad luck. **Check** a hundred random weights, all with the right gradient:

# %%
weights = rng.normal(size=100).astype(np.float32)
nudged = central(loss, weights, np.float32(1e-5))
errors = np.abs(nudged / slope(weights.astype(np.float64)) - 1)
print("at least 99 of 100 right gradients fail at 1e-6:", (errors > 1e-6).sum() >= 99)
print("the typical error is above 0.1 %:", np.median(errors) > 1e-3)

# %%
single = trace_v_curve(loss, slope, 2.0, dtype="float32", schemes=("central",))
Picture(draw_v_curve(single, mark=1e-5), describe_v_curve(single) + " Even there it fails.")

# %% [markdown]
# *What to see:* the whole V moved up and to the right. At $h = 10^{-5}$ the check sits on the round-off
# branch, with an error of about 0.001, and not even its best $h$ passes. So check in float64, train in what
# you like: `numerical_gradient` accepts nothing else.
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
    print(f"h = {h:.0e}: {central(lambda z: max(z, 0), 3e-6, h):.2f}")

# %%
z = np.linspace(-3, 3, 241)  # in units of h
over_the_kink = central(lambda z: np.maximum(z, 0), z, 1.0)
Picture(
    draw_kink(z, 1.0 * (z > 0), over_the_kink, reach=1, point=(0.3, 1.0, 0.65)),
    "The slope jumps from 0 to 1 at the kink; the nudged slope is a ramp from -h to h, so it is 0.65 "
    "where z is 0.3 h and the slope is 1.",
)

# %% [markdown]
# *What to see:* closer to the kink than $h$ the two disagree; everywhere else they agree. At 0 itself the
# nudge says 0.5, where a program has chosen 0 or 1.
#
# Among a million random entries some are that close. The cure is another random point or a smaller
# $h$: an error that then vanishes was a kink; a bug stays.

# %%
close = np.abs(rng.normal(size=1_000_000)) < 1e-5
print(f"{close.sum()} of {close.size:,} random entries are closer to 0 than 1e-5")

# %% [markdown]
# ## How large an error is too large?
#
# | | backward | nudged | gap |
# |---|---|---|---|
# | A | 0.5 | 0.5000002 | $2 \cdot 10^{-7}$ |
# | B | 0.0000001 | 0.0000002 | $1 \cdot 10^{-7}$ |
#
# B has the smaller gap, and it is wrong by a factor of 2. The relative error, over the larger of the two
# numbers, tells them apart.


# %%
def relative_error(backward, nudged, floor=0.0):
    return abs(backward - nudged) / max(abs(backward), abs(nudged), floor)


print(f"A: {relative_error(0.5, 0.5000002):.0e}, B: {relative_error(1e-7, 2e-7):.0e}")

# %% [markdown]
# Now an entry whose gradient is 0, for which round-off gives $10^{-12}$: the relative error is 1, and a
# right gradient fails. Hence the third number under `max`, a **floor**: what is smaller counts as that
# large.
#
# **Predict.** Take a floor of 1, which many checkers do. What happens to B?
#
# <details><summary>Answer</summary>
#
# The error becomes the gap, $10^{-7}$, which is below $10^{-6}$. B passes. Every bug passes, once the
# gradient is small enough.
#
# </details>

# %%
print(f"B with floor 1: {relative_error(1e-7, 2e-7, floor=1.0):.0e}")

# %% [markdown]
# To see all sizes, we let a neuron with target 0 saturate: its loss comes close to 1 and its gradient
# falls from 0.3 to $10^{-13}$. At each place we check the right gradient, and half of it.


# %%
def saturating_loss(w):
    return ops.sigmoid(w) ** 2


def saturating_slope(w):
    return 2 * ops.sigmoid(w) ** 2 * ops.sigmoid(-w)


titles = {0.0: "no floor", 1.0: "floor 1", 1e-4: "floor 1e-4"}
floors = trace_floors(saturating_loss, saturating_slope, np.linspace(1, 31, 46), titles)
for floor, name in titles.items():
    right_fails = bool((floors.right[floor] > 1e-6).any())
    passing = floors.sizes[floors.wrong[floor] < 1e-6].max(initial=0.0)
    print(f"{name}: a right one fails: {right_fails}, a wrong one of 1e-8 passes: {passing > 1e-8}")

# %%
Picture(
    draw_floors(floors, tolerance=1e-6, titles=titles),
    "Without a floor small right gradients fail; with a floor of 1 small wrong ones pass; with a floor "
    "of 1e-4 right ones pass at every size and wrong ones down to 2e-10 fail.",
)

# %% [markdown]
# *What to see:* the dots are right gradients, the line is wrong ones. Only with the floor $10^{-4}$ do all
# dots pass while the line fails, for gradients down to $2 \cdot 10^{-10}$.
#
# The floor belongs where round-off reaches the tolerance: for a loss near 1, round-off is
# $\varepsilon/h \approx 10^{-11}$, and $10^{-11}$ over $10^{-6}$ is $10^{-5}$. We take ten times that. Below
# the noise no check can see.
#
# ## Does the check ask the right question?
#
# A backward function takes the gradient at its output, the **upstream gradient** `grad_y`, to its input.
# To check it we need one number $L$ with just that upstream. $L = \sum_i \bar y_i y_i$ is one: its slope
# for $y_i$ is $\bar y_i$.
#
# | name | shape | one word |
# |---|---|---|
# | `x`, `y` | (2, 3) | any |
# | `grad_y` | (2, 3) | like `y` |
# | `backward`, `nudged` | (2, 3) | like `x` |
#
# All that we learned goes into one function. A whole array has one scale, its largest entry. From notebook
# 06 on the course uses it under the name `check_vjp`.


# %%
def check(f, f_vjp, x, grad_y, tolerance=1e-6):
    (backward,) = f_vjp(grad_y, x)
    nudged = numerical_gradient(lambda x: np.sum(grad_y * f(x)), x)
    if backward.shape != x.shape:
        return f"FAILS: shape {backward.shape}, expected {x.shape}"
    gap = np.abs(backward - nudged)
    if gap.max() <= tolerance * max(np.abs(backward).max(), np.abs(nudged).max(), 1e-4):
        return "passes"
    worst = np.unravel_index(gap.argmax(), gap.shape)
    return f"FAILS at {[int(i) for i in worst]}: {backward[worst]:.3f}, nudged {nudged[worst]:.3f}"


x = rng.normal(size=(2, 3))
for f, f_vjp in ((ops.sin, ops.sin_vjp), (ops.sigmoid, ops.sigmoid_vjp)):
    print(f.__name__, check(f, f_vjp, x, rng.normal(size=(2, 3))))

# %% [markdown]
# What should `grad_y` be? Ones are convenient: then $L$ is the plain sum of the outputs.
#
# **Predict.** Three wrong backward functions of $\sin$: one ignores `grad_y`, one uses its mean, one its
# rows in reversed order. Which does an upstream of ones catch?
#
# <details><summary>Answer</summary>
#
# None. If all entries are 1, then ignoring them, averaging them and moving them changes nothing.
#
# </details>

# %%
wrong = {
    "ignored": lambda grad_y, x: (np.cos(x),),
    "mean": lambda grad_y, x: (grad_y.mean() * np.cos(x),),
    "reversed": lambda grad_y, x: (grad_y[::-1] * np.cos(x),),
}
for upstream in (np.ones((2, 3)), rng.normal(size=(2, 3))):
    print([check(ops.sin, f_vjp, x, upstream).split()[0] for f_vjp in wrong.values()])

# %% [markdown]
# It gets worse. `shares` divides numbers by their sum $s$, so its outputs always add up to 1. With ones,
# $L$ is the constant 1, whose gradient is 0. Its backward function has two paths, which add: each number
# reaches its own output (slope $1/s$), and through the sum it reaches all of them (slope $-y_i/s$).


# %%
def shares(x):
    return x / x.sum()


def zeros(grad_y, x):
    return (np.zeros_like(x),)


def shares_vjp(grad_y, x):
    return ((grad_y - np.sum(grad_y * shares(x))) / x.sum(),)


parts = np.array([1.0, 2.0, 5.0])
random = rng.normal(size=3)
for name, f_vjp in (("right", shares_vjp), ("zeros", zeros)):
    print(f"{name}: ones {check(shares, f_vjp, parts, np.ones(3))}", end=", ")
    print(f"random {check(shares, f_vjp, parts, random).split()[0]}")

# %% [markdown]
# With ones, a backward function that returns nothing but zeros passes. So the upstream gradient of a check
# is *random*.
#
# ## Break it
#
# First a slip in a backward function: the slope of the sigmoid, $a(1 - a)$, is written with $a$ where the
# package's function expects $x$, so the sigmoid is taken twice.
#
# **Predict.** All shapes fit. Does the check notice?
#
# <details><summary>Answer</summary>
#
# Yes: the slope at the output is another number than the slope at the input.
#
# </details>

# %%
upstream = rng.normal(size=(2, 3))
print(check(ops.sigmoid, lambda g, x: ops.sigmoid_vjp(g, ops.sigmoid(x)), x, upstream))

# %% [markdown]
# Then a slip in a *checker*: it compares only how long the two gradients are, as arrows.
#
# **Predict.** Which wrong gradients pass?
#
# <details><summary>Answer</summary>
#
# All of the right length: with the wrong sign, in another order, turned in any way.
#
# </details>


# %%
def check_lengths(backward, nudged):
    return np.isclose(np.linalg.norm(backward), np.linalg.norm(nudged))


(backward,) = ops.sin_vjp(upstream, x)
nudged = numerical_gradient(lambda x: np.sum(upstream * np.sin(x)), x)
print("sign wrong, lengths compared: passes", bool(check_lengths(-backward, nudged)))
print(
    "sign wrong, our check:", check(ops.sin, lambda g, x: (-g * np.cos(x),), x, upstream).split()[0]
)

# %% [markdown]
# ## In the package
#
# The nudging half. `_nudged` is $f$ with entry $i$ changed by $h$. See how it puts the entry back: from a
# kept copy, because adding $h$ and subtracting it again rounds. The module's `check_` functions add what
# `check` has: a random upstream, a scale, the place.

# %%
show_source(numerical_gradient, numerical.value_nudged)

# %% [markdown]
# ## Recap
#
# A nudge has two errors. Truncation shrinks with $h$, round-off grows; central differences in float64 with
# $h = 10^{-5}$ keep both small. The complex step has no round-off. A bug is flat in $h$. Float32 and kinks
# make right gradients fail; a floor that is too high and an upstream of ones let wrong ones pass.
#
# | formula | going back | shape |
# |---|---|---|
# | $a = \sigma(z)$ | $\bar z = \bar a \, a (1 - a)$ | like $z$ |
# | $L = (a - y)^2$ | $\bar a = 2 (a - y)$ | like $a$ |
# | $z = w x + b$ | $\bar w = \bar z \, x$, $\bar b = \bar z$ | like $w$, $b$ |
# | $y = x^2$ | $\bar x = \bar y \cdot 2x$ | like $x$ |
# | $y = \sin x$ | $\bar x = \bar y \cos x$ | like $x$ |
# | $y = a + b$ | $\bar a = \bar y$, $\bar b = \bar y$ | like $a$, $b$ |
# | $y = a b$ | $\bar a = \bar y \, b$, $\bar b = \bar y \, a$ | like $a$, $b$ |
# | $x$ used twice | $\bar x$ = sum over its uses | like $x$ |
# | $y = x / s$, $s = \sum_i x_i$ | $\bar x = (\bar y - \sum_i \bar y_i y_i)/s$ | like $x$ |
#
# The sore spot: all this was for one loss, the squared error of one answer. Other losses, and many answers
# at once, bring factors that are easily lost. [Notebook 04](04-losses.ipynb) keeps account of them.

# %% [markdown]
# ## Questions
#
# **1.** A check fails with an error of 0.004. You make $h$ ten times smaller, and it is 0.004 again. Bug or
# bad check?
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
# Two for pencil and paper and one to program; the cell below them checks all three. The next graded
# exercises come with [softmax and cross-entropy](../exercises/05-softmax-cross-entropy.ipynb).
#
# **A.** The central difference of $w^4$ at 1 with $h = 0.1$, and its error.
#
# <details><summary>Answer</summary>
#
# $(1.4641 - 0.6561)/0.2 = 4.04$; the slope is 4, the error 0.04, which is $4h^2$.
#
# </details>
#
# **B.** Half precision has $\varepsilon \approx 0.001$. Which $h$ for forward, which for central?
#
# <details><summary>Answer</summary>
#
# $\sqrt{0.001} \approx 0.03$ and $\sqrt[3]{0.001} = 0.1$.
#
# </details>
#
# **C.** Two nudges to the *same* side can cancel $f''$ too: $(-3f(w) + 4f(w + h) - f(w + 2h))/2h$. Program
# it, and measure the power of $h$ in its error.
#
# <details><summary>Answer</summary>
#
# For $w^3$ at 1: an error of 0.02 at $h = 0.1$ and of 0.0002 at 0.01. The power is 2, with twice the error
# of the central difference.
#
# </details>

# %%
print(f"A: {central(lambda w: w**4, 1, 0.1):.2f}")
print(f"B: {np.sqrt(0.001):.2f} and {np.cbrt(0.001):.1f}")
for h in (0.1, 0.01):
    one_sided = (-3 + 4 * (1 + h) ** 3 - (1 + 2 * h) ** 3) / (2 * h)
    print(f"C: h = {h}: error {3 - one_sided:.4f}")

# %% [markdown]
# ## Further reading
#
# - W. Squire, G. Trapp, *Using complex variables to estimate derivatives of real functions*, SIAM Review,
#   1998: the complex step in two pages.
# - N. Higham, *Accuracy and Stability of Numerical Algorithms*, SIAM, 2002: where round-off comes from.
# - A. Karpathy and others, *CS231n: Learning*, the section on gradient checks: what else can go wrong with
#   a check of a real network.
