# uses:

# %% [markdown]
# # 03  Measure slopes, and doubt the measurement
#
# Seven exercises for lesson 03, about an hour. Two errors fight in every nudge: truncation, which grows with
# $h$, and round-off, which grows with $1/h$. Where a function of one number is handed in as `f`, it takes real
# and complex numbers.
#
# Fill in a cell, run it, and run the check cell below it. Run checks at any moment and as often as
# you like: a wrong answer gets a diagnosis and a question. `backprop-course status` shows where you
# are.

# %%
import math

import numpy as np

from backprop_course.checking import check, judge, report
from backprop_course.exercises import ch03
from backprop_course.figures.numerical.error_curves_picture import draw_error_curves
from backprop_course.notebook import Picture

# %% [markdown]
# ## 1  Predict a V from two points
#
# {{task: two_branches}}
#
# You check a correct gradient by nudges both ways, on a computer whose $\varepsilon$ you do not know. For
# $h = 0.1$ the relative error is 0.05, all of it truncation; for $h = 10^{-6}$ it is 0.005, all of it round-off.
# What is it for $h = 0.02$, still all truncation, and for $h = 10^{-7}$? And for which $h$ are the two errors
# equally large?
#
# {{hints: two_branches}}


# %%
def two_branches():
    """The error for h = 0.02, the error for h = 1e-7, and the h for which both errors are equal.

    An answer looks like this:  return 0.3, 0.2, 0.1
    """
    ### BEGIN SOLUTION
    return 0.05 / 5**2, 0.005 * 10, (5e-9 / 5) ** (1 / 3)
    ### END SOLUTION


# %%
check(ch03.two_branches, two_branches)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The branches are $5h^2$ and $5 \cdot 10^{-9}/h$. They are equal where $h^3 = 10^{-9}$.
#
# Another way to the last number: on log scales one branch climbs 2 powers of ten for each power of $h$, the other 1.
# From $h = 0.1$ down to $10^{-3}$ the error falls by $10^4$, to $5 \cdot 10^{-6}$; from $10^{-6}$ up to $10^{-3}$ by
# $10^3$, to the same.
#
# A common wrong answer takes the middle of the two given steps, about 0.0003. The V is not symmetric: one branch is
# twice as steep.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 2  Derive the best step for noisy values
#
# {{task: best_step}}
#
# A loss is measured in the real world: every value of it may be off by `noise`, up or down. So a nudge both ways is
# off by at most
#
# $$\frac{h^2}{6}\, |f'''| + \frac{\text{noise}}{h}$$
#
# Derive the $h$ for which this bound is smallest, and the bound there. `third` is $f'''$; it is not 0, and may be
# negative.
#
# {{hints: best_step}}


# %%
def best_step(noise, third):
    """Return the tuple (h, bound): the best step, and how far off the slope is there at most.

    noise = 0.001, third = 3.0  ->  (0.1, 0.015)
    """
    ### BEGIN SOLUTION
    h = (3 * noise / abs(third)) ** (1 / 3)
    return h, abs(third) * h**2 / 6 + noise / h
    ### END SOLUTION


# %%
check(ch03.best_step, best_step)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The slope of the bound in $h$ is $|f'''|\, h/3 - \text{noise}/h^2$. It is 0 where $h^3 = 3\, \text{noise}/|f'''|$.
#
# Worth knowing: the bound there is `1.5 * noise / h`. The error from the noise is twice the truncation.
#
# The common wrong answer makes the two errors equal. That step is longer by $\sqrt[3]{2}$, and its bound only 6 % larger:
# good enough in practice, as the lesson's rule of thumb, but not the best.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 3  Take complex steps in many directions
#
# {{task: complex_gradient}}
#
# Now `f` takes an array and returns one number. Measure its slope in every entry by the complex step, to the last
# digits also where `f` is large. `x` may hold whole numbers; leave it as it is.
#
# {{hints: complex_gradient}}


# %%
def complex_gradient(f, x):
    """Return an array of n slopes, one for each entry of x; x: (n,), f takes complex arrays.

    f = lambda x: x[0] * x[1]**2, x = np.array([3.0, 2.0])  ->  array([4.0, 12.0])
    """
    ### BEGIN SOLUTION
    h = 1e-20
    grad = np.zeros(len(x))
    for k in range(len(x)):
        nudged = x.astype(complex)  # a fresh copy: the entry before is as it was
        nudged[k] += 1j * h
        grad[k] = f(nudged).imag / h
    return grad
    ### END SOLUTION


# %%
check(ch03.complex_gradient, complex_gradient)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way without a copy in sight: the rows of `x + 1j * h * np.eye(len(x))` are all the nudged places.
#
# The common wrong answer nudges an entry of `x.copy()`. An array of real numbers drops the imaginary part, with a
# warning at most, and all slopes are 0. `np.zeros_like(x)` for the slopes is a trap of the same kind: for whole
# numbers it makes an array of whole numbers.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 4  Hunt a bug
#
# {{task: find_the_nudge}}
#
# A friend's weights are large, so the nudges follow their size: an entry of size 3 is nudged by $3h$, and entries below
# 1 by $h$, both ways. The function below was tried on $w = 0.5$, $b = -0.5$ and agreed in every digit with one that is
# correct. Still it holds one bug, which is in this list:
#
# | name | what is wrong |
# |---|---|
# | `"length-from-nudged"` | the length of the way down is taken from a value that is nudged already |
# | `"not-put-back"` | w is still nudged while b is measured |
# | `"one-way"` | the lower place is the entry itself, so the nudge goes one way |
# | `"distance-of-unscaled"` | it is divided by 2h, also where the nudges are longer |
# | `"other-entry"` | the length of the nudges of b is taken from w |
#
# Name the bug, and give an input on which it shows by a thousandth or more. Your input is run through both functions.
#
# {{hints: find_the_nudge}}


# %%
def loss(w, b):
    return w**2 * b**3


def planted_slopes(w, b, h):
    slopes = []
    for k in (0, 1):
        place = [w, b]
        distance = 2 * h * max(1.0, abs(place[k]))
        place[k] += h * max(1.0, abs(place[k]))
        above = loss(*place)
        place[k] -= 2 * h * max(1.0, abs(place[k]))
        slopes.append((above - loss(*place)) / distance)
    return tuple(slopes)


planted_slopes(w=0.5, b=-0.5, h=0.1)


# %%
def find_the_nudge():
    """Return the tuple (name of the bug, input); the input is a tuple (w, b, h).

    An answer looks like this:  return "one-way", (0.5, -0.5, 0.1)
    """
    ### BEGIN SOLUTION
    return "length-from-nudged", (3.0, 2.0, 0.1)
    ### END SOLUTION


# %%
check(ch03.find_the_nudge, find_the_nudge)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# When `max` is asked for the second time, `place[k]` has already moved, from 3 to 3.3. So the way down is 0.66 long, not
# 0.6. Keep the length in a variable, computed once.
#
# A common wrong answer has the name and a small step, such as $h = 10^{-5}$. The error of this bug shrinks with $h$, so
# with a small step the check still passes. What gives it away is *how* it shrinks: tenfold, when $h$ becomes ten
# times smaller, as for a nudge one way. It should be a hundredfold.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 5  Test the test
#
# {{task: slope_verdict}}
#
# Now you are the one who checks. Your function is handed a candidate: `candidate(w)` returns a tuple (value, slope) for
# a real number `w` between -2 and 2. Return True when its slope belongs to its values, and False when it does not.
#
# Correct candidates may have values near a million, or near a billionth. They may have kinks, at whole numbers alone.
# Yours is tried on three correct candidates and on eight with one planted error each; the smallest of these errors is a
# thousandth. What it kills earns points, but only if it passes all three correct ones.
#
# {{hints: slope_verdict}}


# %%
def slope_verdict(candidate):
    """Return True when the slopes of candidate belong to its values, else False.

    lambda w: (w * w, 2 * w)  ->  True;  lambda w: (w * w, 2.002 * w)  ->  False
    """
    ### BEGIN SOLUTION
    for w in (-1.7, -0.4, 0.3, 1.2, 1.8):
        slope, errors = candidate(w)[1], []
        for h in (1e-2, 1e-3, 1e-4, 1e-5):
            nudged = (candidate(w + h)[0] - candidate(w - h)[0]) / (2 * h)
            errors.append(abs(slope - nudged) / max(abs(slope), abs(nudged)))
        if min(errors) > 1e-4:  # no step brings them together: a bug
            return False
    return True
    ### END SOLUTION


# %%
check(ch03.slope_verdict, slope_verdict)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: for candidates as tame as these, one step does, if it is not the usual one. Near a million round-off is
# $10^{-10}/h$, so $h = 10^{-3}$ serves all three. Trying several needs no such thought: a bug is flat in $h$, so
# the best step cannot hide it.
#
# The common wrong answer is $h = 10^{-5}$ with a tolerance of $10^{-6}$, which is fine for losses near 1. It refuses the
# correct function near a million. Whoever widens the tolerance in response lets small errors live.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 6  Derive a difference of four points
#
# {{task: four_points}}
#
# Let $D(h)$ be the central difference. By Taylor's formula $D(h) = f' + c\,h^2$ plus a much smaller term with $h^4$;
# $c$ depends on $f$ and $w$, not on $h$. Combine $D(h)$ and $D(2h)$ so that $c$ cancels and the slope stays.
#
# {{hints: four_points}}


# %%
def four_points(f, w, h):
    """Return the slope of f at w from nudges of h and of 2h, both ways.

    f = lambda w: w**5, w = 1.0, h = 0.1  ->  4.9996; the central difference is 5.1001
    """
    ### BEGIN SOLUTION
    near = (f(w + h) - f(w - h)) / (2 * h)
    far = (f(w + 2 * h) - f(w - 2 * h)) / (4 * h)
    return (4 * near - far) / 3
    ### END SOLUTION


# %%
check(ch03.four_points, four_points)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The far difference is off by $4ch^2$. So four times the near one, minus the far one, has lost $c$ and holds $3f'$. Such a
# combination is called **Richardson extrapolation**, and it cancels the next error in the same manner.
#
# Another way to see it: `near + (near - far) / 3`. The gap between the two says how far off the better one is.
#
# The common wrong answer is `2 * near - far`. It would cancel an error that doubles with $h$; this one becomes four times
# as large.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 7  Measure an order
#
# {{task: measured_order}}
#
# If an error is about $c\,h^k$, then $k$ is the **order** of the method: on log scales, the slope of its branch. Measure
# it from two errors, with $h$ and with $h/2$. The error is the gap between the nudged slope and the correct one.
#
# {{hints: measured_order}}


# %%
def measured_order(difference, f, w, slope, h):
    """Return k, not rounded; difference(f, w, h) nudges, slope is the correct slope of f at w.

    The errors 0.08 with h and 0.01 with h / 2  ->  3.0
    """
    ### BEGIN SOLUTION
    first = abs(difference(f, w, h) - slope)
    second = abs(difference(f, w, h / 2) - slope)
    return math.log2(first / second)
    ### END SOLUTION


# %%
check(ch03.measured_order, measured_order)

# %% [markdown]
# ### Your V
#
# Now the neuron of the lesson, with your four points beside its two differences, and the orders that you measure in
# the names.
#
# **Predict.** If truncation is about $h^4$ and round-off about $\varepsilon/h$, which $h$ is the best, and how deep does
# the V go?


# %%
def neuron_loss(w):
    return (1 / (1 + np.exp(0.3 - 0.7 * w)) - 1) ** 2


def neuron_slope(w):
    a = 1 / (1 + np.exp(0.3 - 0.7 * w))
    return 2 * (a - 1) * a * (1 - a) * 0.7


def typical_error(way, h):
    """The median over places near 2, because round-off is ragged."""
    places = np.linspace(1.97, 2.03, 41)
    return np.median([abs(way(neuron_loss, w, h) / neuron_slope(w) - 1) for w in places])


ways = {
    "forward": lambda f, w, h: (f(w + h) - f(w)) / h,
    "central": lambda f, w, h: (f(w + h) - f(w - h)) / (2 * h),
    "four points": four_points,
}
steps, curves = 10.0 ** np.linspace(-14, 0, 57), {}
yours = ((ch03.four_points, four_points), (ch03.measured_order, measured_order))
ready = all(judge(*one).outcome == "right" for one in yours)
for name, way in ways.items() if ready else ():
    order = measured_order(way, neuron_loss, 2.0, neuron_slope(2.0), 0.1)
    print(f"{name}: order {order:.2f}")
    curves[f"{name}, order {order:.1f}"] = [typical_error(way, h) for h in steps]
Picture(
    draw_error_curves(steps, curves),
    "Relative error over step size, three V's with one left branch. The higher the order, the "
    "steeper the right branch, the longer the best step, and the deeper the V.",
)

# %% [markdown]
# *What to see:* all three share the left branch, round-off. The higher the order, the sooner truncation has sunk below
# it: a longer step, and more correct digits. As long as your two functions are not right, the chart is empty.

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# $h^4 = \varepsilon/h$ gives $h = \sqrt[5]{\varepsilon} \approx 7 \cdot 10^{-4}$, and an error of about
# $\varepsilon^{4/5} \approx 3 \cdot 10^{-13}$.
#
# Another way to an order is a straight line through many points on log scales, `np.polyfit(np.log(steps),
# np.log(errors), 1)`. Choose the steps on the right branch; left of the lowest point the order is about -1.
#
# The common wrong answer returns the ratio of the errors. For $h^2$ that is 4, for $h^4$ it is 16. And a bug has the
# order 0: it is flat in $h$.
# <!-- END SOLUTION -->

# %% [markdown]
# ## What you can do now
#
# You can choose a step for any kind of noise, measure slopes to the last digit, tell a bug in a check by its order, and
# build a better formula out of two worse ones. All verdicts once more:

# %%
report(
    (ch03.two_branches, two_branches),
    (ch03.best_step, best_step),
    (ch03.complex_gradient, complex_gradient),
    (ch03.find_the_nudge, find_the_nudge),
    (ch03.slope_verdict, slope_verdict),
    (ch03.four_points, four_points),
    (ch03.measured_order, measured_order),
)
