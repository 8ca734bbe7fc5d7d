# teaches: gradcheck.check_gradient, gradcheck.directional, diagnostics.forward_values
# teaches: diagnostics.backward_values, diagnostics.parameter_gradients
# teaches: diagnostics.upstream_of, diagnostics.first_divergence
# teaches: labs.planted_bugs, labs.nudged_net
# uses: gradcheck.numerical_gradient, gradcheck.check_module, losses.softmax_cross_entropy
# uses: ops.sin, ops.sin_vjp, ops.sigmoid, module.Sequential, layers.Linear, layers.Tanh
# remember: Judge a check by the bugs that it misses, and by the correct code that it accuses.
# %% [markdown]
# # 09  Test a gradient, and test the test
#
# ## What you'll do
#
# You plant bugs in a backward pass and let checks hunt them. Step by step you build a check that finds every
# one of them and accuses no correct code. Then you see what even that check misses, and find the layer to blame.
#
# ## What you'll learn
#
# - **judge** a check by the bugs it misses and by its false alarms,
# - **compute** how often a sample of entries misses a bug,
# - **write** a probe that asks about all entries at once, so that none is drowned and none cancels,
# - **find** the first wrong step of a backward pass.
#
# ## What you'll need
#
# The central difference and the complex step of [notebook 03](03-numerical-gradients.ipynb), the backward pass
# of [07](07-mlp-by-hand.ipynb), and layers as modules from [08](08-modules.ipynb).

# %% [markdown]
# ## Recall
#
# Whenever notebook 08 said "passes", it trusted a check. The simplest, of notebook 03, nudges every parameter up
# and down.
#
# **Predict.** The network that read the digits in notebook 07 has layers of 64, 128, 64 and 10 units. How many
# forward passes does that check take?
#
# <details><summary>Answer</summary>
#
# Two for each of $64 \cdot 128 + 128 + 128 \cdot 64 + 64 + 64 \cdot 10 + 10 = 17{,}226$ parameters:
# 34,452.
#
# </details>

# %%
print(2 * (64 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10))

# %%
import numpy as np

from backprop_course import ops
from backprop_course.checking import check
from backprop_course.diagnostics import backward_values, first_divergence, forward_values
from backprop_course.diagnostics import parameter_gradients, upstream_of
from backprop_course.exercises import ch09
from backprop_course.figures.checks import charts, kill_matrix, kill_matrix_picture
from backprop_course.figures.checks.divergence import describe_divergence, trace_divergence
from backprop_course.figures.checks.divergence_picture import draw_divergence
from backprop_course.figures.numerical.error_floors import trace_floors
from backprop_course.figures.numerical.error_floors_picture import draw_floors
from backprop_course.gradcheck import check_gradient, check_module, directional, numerical_gradient
from backprop_course.labs import planted_bugs
from backprop_course.labs.nudged_net import nudged_gradients
from backprop_course.layers import Linear, Tanh
from backprop_course.losses import softmax_cross_entropy
from backprop_course.module import Sequential
from backprop_course.notebook import Picture, show_source

rng = np.random.default_rng(0)

# %% [markdown]
# ## Does a falling loss prove anything?
#
# Our subject is a small net with a fork: the hidden values $h$ go past the second layer and through it, and
# both are added. All 123 parameters stand in one long vector `theta`; `unpack` cuts it into the matrices. These
# are the lines of notebook 07, with one more sum for the fork:


# %%
def gradient(theta, x, labels):
    W1, b1, W2, b2, W3, b3 = planted_bugs.unpack(theta)
    z1 = x @ W1 + b1
    h = np.maximum(z1, 0.0)
    t = np.tanh(h @ W2 + b2)
    r = h + t  # past the layer, and through it
    _, grad_logits = softmax_cross_entropy(r @ W3 + b3, labels)

    grad_r = grad_logits @ W3.T
    grad_z2 = grad_r * (1 - t**2)
    grad_h = grad_r + grad_z2 @ W2.T  # both paths add
    grad_z1 = grad_h * (z1 > 0)
    grads = [x.T @ grad_z1, grad_z1.sum(axis=0), h.T @ grad_z2, grad_z2.sum(axis=0)]
    grads += [r.T @ grad_logits, grad_logits.sum(axis=0)]
    return np.concatenate([grad.ravel() for grad in grads])


place = theta, x, labels = planted_bugs.example(12, rng=np.random.default_rng(0))
print(theta.shape, x.shape, labels.shape)
print(f"{np.abs(gradient(*place) - planted_bugs.gradient(*place)).max():.1f}")

# %% [markdown]
# `planted_bugs.gradient` computes the same, and can do one of these steps wrong. A **planted bug** is an error
# made on purpose: a slope forgotten, a bias gradient averaged, a matrix transposed. We train with the correct
# gradient and with seven wrong ones, all else equal.

# %%
BUGS = planted_bugs.BUGS


def train(theta, lr=0.05, steps=600, **wrong):
    losses = []
    for step in range(steps):
        if step % 5 == 0 or step == steps - 1:
            losses.append(planted_bugs.loss(theta, x, labels))
        theta = theta - lr * planted_bugs.gradient(theta, x, labels, **wrong)
    return losses


curves = {"correct": train(theta)}
curves |= {bug: train(theta, **BUGS[bug]) for bug in list(BUGS)[2:9]}
hidden = dict(zip("ABCDEFGH", rng.permutation(list(curves)), strict=True))

# %% [markdown]
# **Try.** Run the next cell. One of its eight panels has the correct gradient. Write down the panel that you trust
# most, and the one that you trust least, before you go on.

# %%
Picture(
    charts.draw_gallery(
        {f"{at}, ends at {curves[name][-1]:.3f}": curves[name] for at, name in hidden.items()},
        title="Which of these nets has the correct gradient?",
        every=5,
    ),
    "Eight loss curves, A to H, all falling: seven end between 0.03 and 0.06, one at 0.001.",
)

# %% [markdown]
# *What to see:* all eight fall, smoothly. Now the names, the lowest curve first.

# %%
ranked = sorted(curves, key=lambda name: curves[name][-1])
letters = {name: letter for letter, name in hidden.items()}
print("the correct gradient is", letters["correct"], "in place", 1 + ranked.index("correct"))
Picture(
    charts.draw_gallery(
        {f"{letters[name]}: {name}": curves[name] for name in ranked},
        title="Seven wrong gradients that train (dashed: the correct one)",
        reference=curves["correct"],
        every=5,
    ),
    "The same curves by name, lowest first: 1/n forgotten, slope of tanh forgotten, then the correct "
    "gradient; the other five end a little higher.",
)

# %% [markdown]
# *What to see:* the best curve belongs to a bug. Its gradient is 12 times too long, so its learning rate
# was in effect 0.6, and that happened to suit. Another bug beat the correct gradient by luck. Nothing in the first
# eight panels could have told you which is correct. A loss tells how well a step went, not whether it was the step
# we meant.

# %% [markdown]
# ## How many entries must a check look at?
#
# Many checks look at ten random entries. Suppose that one of 1,000 is wrong. By hand: the first look misses it with
# probability $999/1000$, the second with $998/999$, the third with $997/998$.
#
# **Predict.** Multiply, and see what cancels. How often do ten looks miss it? How many looks find it in
# 99 of 100 checks?
#
# <details><summary>Answer</summary>
#
# All but the first denominator and the last numerator cancel. What is left is $990/1000$: ten looks miss it in
# 99 %. After $k$ looks it is $(1000 - k)/1000$, so it takes 990 looks.
#
# </details>


# %%
def miss(wrong, looked, total=1000):
    """The chance that no wrong entry is among those looked at."""
    return np.prod([(total - wrong - i) / (total - i) for i in range(looked)])


def missed(wrong, looked, total=1000, tries=500):
    """The share of tries in which none is; the first entries are the wrong ones."""
    looks = [rng.choice(total, looked, replace=False) for _ in range(tries)]
    return np.mean([look.min() >= wrong for look in looks])


for looked in (10, 990):
    print(f"{looked} looks miss it: computed {miss(1, looked):.3f}, tried {missed(1, looked):.3f}")

# %% [markdown]
# A bug in a whole layer spoils more entries, here 10 or 100:

# %%
looked, points = [*range(1, 100), *range(100, 1000, 10)], (3, 30, 300)
chances = {wrong: [miss(wrong, k) for k in looked] for wrong in (1, 10, 100)}
measured = {wrong: (points, [missed(wrong, k) for k in points]) for wrong in chances}
Picture(
    charts.draw_power(looked, chances, measured, mark=10, total=1000),
    "Ten of 1,000 entries miss a bug in one entry in 99 % of checks, in ten entries in 90 %, in 100 "
    "entries in 35 %; the shares found by trying lie on the computed lines.",
)

# %% [markdown]
# *What to see:* the lines are computed, the grey marks were tried out. The chance that a check notices a bug is its
# **power**. A sample has power against bugs that spoil many entries, and next to none against a wrong index.

# %% [markdown]
# ## Which check notices which bug?
#
# A check **kills** a bug when it objects; a bug that it lets pass **survives**. When it objects to correct
# code, that is a **false alarm**. We begin with three checks. Each takes a function `f(theta)` that returns the
# loss, a claimed gradient `grad(theta)`, a place `theta`, and `rng` if it draws at random. Each returns whether the
# gradient passes.


# %%
def loss_falls(f, grad, theta, rng):
    moved = theta
    for _ in range(100):
        moved = moved - 0.1 * grad(moved)
    return f(moved) < 0.9 * f(theta)


def slope(f, theta, u, h=1e-5):
    return (f(theta + h * u) - f(theta - h * u)) / (2 * h)


def ten_entries(f, grad, theta, rng):
    g, axes = grad(theta), np.eye(theta.size)
    chosen = rng.choice(theta.size, 10, replace=False)
    return all(abs(g[i] - slope(f, theta, axes[i])) < 1e-5 for i in chosen)


def all_entries(f, grad, theta, rng):
    return np.abs(grad(theta) - numerical_gradient(f, theta)).max() < 1e-5


# %% [markdown]
# Correct code is tested too, at an easy place and at two hard ones. One lies beside the kinks of ReLU. In the other
# the inputs are badly scaled: one input is 10,000 times larger and its weights are 10,000 times smaller, the other
# input the reverse. Then come the bugs. In the last one the labels are wrong in *both* passes.


# %%
def case(place, **wrong):
    theta, x, labels = place
    return (
        lambda t: planted_bugs.loss(t, x, labels),
        lambda t: planted_bugs.gradient(t, x, labels, **wrong),
        theta,
    )


correct = {"correct": case(place)}
correct["correct, beside kinks"] = case(planted_bugs.near_kinks(place, rng=rng))
correct["correct, badly scaled inputs"] = case(planted_bugs.badly_scaled(place))
planted = {bug: case(place, **steps) for bug, steps in BUGS.items()}
planted["wrong labels in both passes"] = case((theta, x, (labels + 1) % 3))
print(f"{len(correct)} correct cases, {len(planted)} with a bug:", *planted, sep="\n- ")
sizes = np.abs(gradient(*place))
print(
    f"entries: smallest {sizes.min():.0e}, middle {np.median(sizes):.2f}, largest {sizes.max():.1f}"
)

# %% [markdown]
# The smallest entry is the tiny one of the list; "0.1 %" is of the middle entry, "a millionth" of the largest.
#
# **Predict.** "All entries" asks every entry to agree to $10^{-5}$. Which of the last four bugs will it miss? And
# which correct code will it accuse?
#
# <details><summary>Answer</summary>
#
# 0.1 % of 0.04 is $4 \cdot 10^{-5}$: killed. A millionth of 0.3 and the tiny entry are smaller than $10^{-5}$: missed.
# So are the wrong labels, by every check: that gradient *is* the slope of its loss. Correct code is accused where
# nudges cross a kink, and where the scales are bad.
#
# </details>


# %%
def kill(checkers, tries):
    rng = np.random.default_rng(0)
    matrix = kill_matrix.trace_kill_matrix(correct, planted, checkers, rng=rng, tries=tries)
    return Picture(
        kill_matrix_picture.draw_kill_matrix(matrix), kill_matrix.describe_kill_matrix(matrix)
    )


checkers = {"loss falls": loss_falls, "ten entries": ten_entries, "all entries": all_entries}
kill(checkers, {"ten entries": 20})

# %% [markdown]
# *What to see:* dark cells are wrong verdicts. A falling loss kills two bugs, the flipped signs and the gradient
# that has the wrong shape, and it also accuses correct code. Ten entries kill bugs that are everywhere. All entries
# do better and leave two things to mend: small bugs survive, and correct code is accused.

# %% [markdown]
# ## How large an error is too large?
#
# First the small bugs. Two entries of a gradient, and what nudging says:
#
# | | backward | nudged | gap |
# |---|---|---|---|
# | A | 0.5 | 0.5000002 | $2 \cdot 10^{-7}$ |
# | B | 0.0000001 | 0.0000002 | $1 \cdot 10^{-7}$ |
#
# B has the smaller gap, and it is wrong by a factor of 2. The **relative error** of notebook 03, the gap over the
# larger of the two sizes, tells them apart. But an entry that is exactly 0, for which round-off gives $10^{-12}$, has
# a relative error of 1, and a correct gradient fails. So the gap is never divided by less than a third number, the
# **floor**.
#
# **Predict.** Many checkers take a floor of 1. What does it do to B, if an error of $10^{-6}$ is tolerated?
#
# <details><summary>Answer</summary>
#
# The error becomes the gap, $10^{-7}$, which is below $10^{-6}$. B passes. Every bug passes, once the
# gradient is small enough.
#
# </details>

# %% [markdown]
# **You write it.** The relative error of each entry of a gradient, with a floor.
#
# {{task: relative_errors}}
#
# {{hints: relative_errors}}


# %%
def relative_errors(grad, nudged, floor):
    """Return the gap of each entry, over the largest of: both sizes, the floor.  Shapes: (n,).

    grad = [4., -0.1, 0.], nudged = [2., 0.1, 0.001], floor = 0.01  ->  [0.5, 2., 0.1]
    """
    ### BEGIN SOLUTION
    sizes = np.maximum(np.abs(grad), np.abs(nudged))
    return np.abs(grad - nudged) / np.maximum(sizes, floor)
    ### END SOLUTION


# %%
check(ch09.relative_errors, relative_errors)

# %%
AB = np.array([0.5, 1e-7]), np.array([0.5000002, 2e-7])
for floor in (0.0, 1e-4, 1.0):
    print(f"floor {floor:g}: errors {', '.join(f'{e:.0e}' for e in relative_errors(*AB, floor))}")


# %% [markdown]
# Which floor is best? We let a neuron with target 0 saturate: its loss comes close to 1, and its gradient takes all
# sizes from 0.3 down to $10^{-13}$. At each place we check the correct gradient, and half of it.


# %%
def saturating_loss(w):
    return ops.sigmoid(w) ** 2


def saturating_slope(w):
    return 2 * ops.sigmoid(w) ** 2 * ops.sigmoid(-w)


titles = {0.0: "no floor", 1.0: "floor 1", 1e-4: "floor 10⁻⁴"}
floors = trace_floors(saturating_loss, saturating_slope, np.linspace(1, 31, 46), titles)
Picture(
    draw_floors(floors, tolerance=1e-6, titles=titles),
    "Without a floor small correct gradients fail; with a floor of 1 small wrong ones pass; with a "
    "floor of 10⁻⁴ correct ones pass at every size and wrong ones down to 2·10⁻¹⁰ fail.",
)

# %% [markdown]
# *What to see:* the dots are correct gradients, the line is wrong ones. Only with the floor $10^{-4}$ do all
# dots pass while the line fails, for gradients down to $2 \cdot 10^{-10}$.
#
# That floor suits *this* loss. Near a loss of 1, the round-off of a nudged slope is about $10^{-11}$ (notebook 03).
# Divided by a floor of $10^{-5}$ it would reach the tolerance, $10^{-6}$; we take ten times that floor. Another loss
# needs another one, and no floor helps against kinks. So we attack the noise itself.

# %% [markdown]
# ## How does one slope hear every entry?
#
# Nudge *all* entries at once, along a direction $u$. The true slope along $u$ comes from forward passes; the
# claimed one is $\sum_i g_i u_i$. A simple choice for $u$ is a random sign for each entry.
#
# **First: every entry should count equally.** The claim is $g = (4,\ {-0.5},\ 0.01)$, and the last entry should be
# 0.02:
#
# | | $u$ | what each entry adds | claimed slope | true slope | gap |
# |---|---|---|---|---|---|
# | signs | $(1, 1, -1)$ | $4,\ -0.5,\ -0.01$ | 3.49 | 3.48 | 0.01 |
# | $\pm 1/\lvert g_i \rvert$ | $(0.25,\ 2,\ -100)$ | $1,\ -1,\ -1$ | -1 | -2 | 1 |
#
# In the first line the bug is 0.3 % of the slope, in the second as large as the claimed slope itself. To keep clear
# of entries that are 0, we add to each size a thousandth of the typical one, the root mean square of $g$.
#
# **Second: no two errors may cancel.** In "two entries exchanged" one entry is too large by $e$ and another
# too small by $e$.
#
# **Predict.** With random signs, how often do two such errors cancel in the slope? And if each sign is multiplied by
# a random size between ½ and 1?
#
# <details><summary>Answer</summary>
#
# With signs alone whenever $u_1 = u_2$: half of the time. With continuous sizes practically never: two random sizes
# do not agree to 12 digits.
#
# </details>

# %%
signs = rng.choice([-1.0, 1.0], size=(2000, 2))
weights = signs * rng.uniform(0.5, 1, size=(2000, 2))
for name, u in (("signs", signs), ("signs and sizes", weights)):
    both = np.abs(u @ [1, -1])  # what the errors e and -e add to the slope, in units of e
    print(
        f"{name}: nothing left in {np.mean(both < 1e-12):.0%}, less than 0.01 in {np.mean(both < 0.01):.0%}"
    )

# %% [markdown]
# With continuous sizes the bug always leaves something, and even a hundredth of it will be far above the noise.
#
# **You write it.** The direction.
#
# {{task: direction}}
#
# {{hints: direction}}


# %%
def direction(g, weights):
    """Return the direction u along which entry i of g contributes about weights[i].  Shapes: (n,).

    u_i is weights[i], over |g_i| plus a thousandth of the root mean square of g.
    g = [3., -4., 0.], weights = [0.5, -0.6, 1.]  ->  [0.1665, -0.1499, 346.4]
    """
    ### BEGIN SOLUTION
    typical = np.sqrt(np.mean(g**2))
    return weights / (np.abs(g) + 1e-3 * typical)
    ### END SOLUTION


# %%
check(ch09.direction, direction)


# %%
def random_weights(n, rng):
    return rng.choice([-1.0, 1.0], n) * rng.uniform(0.5, 1, n)


g = gradient(*place)
order = np.argsort(np.abs(g))
plain, loud = np.abs(g)[order], np.abs(g * direction(g, random_weights(g.size, rng)))[order]
Picture(
    charts.draw_loudness(plain / plain.sum(), loud / loud.sum()),
    "With signs only, the share of an entry grows with its size over five decades; equalised, the "
    "shares of nearly all entries lie within a factor of 2.",
)

# %% [markdown]
# *What to see:* the dashed line is an equal share. With signs only (grey), the twelve smallest entries together
# make less than a thousandth of the slope: they belong to a hidden unit with tiny outgoing weights. Equalised
# (brick), nine tenths of all entries are alike within a factor of 2, and the smallest one counts more than 500 times
# as much as before.
#
# **Third: no noise.** The complex step of notebook 03 finds a slope without subtracting. So its step may be
# $10^{-30}$: no kink is that near, and no scale is too large or too small.
#
# **You write it.** The whole probe: the gap between true and claimed slope along $u$, over $\sum_i \lvert g_i u_i
# \rvert$, the sum of all that the entries contribute.
#
# {{task: probe}}
#
# {{hints: probe}}


# %%
def probe(f, grad, theta, u):
    """Return the relative gap between the two slopes along u, as one number.

    f(theta) returns a number, grad(theta) the claimed gradient; theta and u may have any shape.
    f(theta) = theta[0]**2 + theta[1], theta = [3., 1.], u = [0.5, 1.], and a claim of [8., 1.]
        ->  |4 - 5| / (4 + 1) = 0.2
    """
    ### BEGIN SOLUTION
    g = grad(theta)
    measured = f(theta + 1e-30j * u).imag / 1e-30
    return abs(measured - np.sum(g * u)) / np.sum(np.abs(g * u))
    ### END SOLUTION


# %%
check(ch09.probe, probe)


# %% tags=["nbval-ignore-output"]
def probed(case, rng):
    f, grad, theta = case
    return probe(f, grad, theta, direction(grad(theta), random_weights(theta.size, rng)))


same_shape = {bug: planted[bug] for bug in planted if bug != "bias gradient not summed"}
for name, one in (correct | same_shape).items():
    print(f"{probed(one, rng):7.0e}  {name}")

# %% [markdown]
# Correct gradients agree to 14 digits and more, in the hard places too. The smallest bug, a millionth in one
# entry, stands more than 100,000 times above that. A tolerance of $10^{-12}$ lies safely between. A single forward
# pass does what 246 nudged ones could not. (The last row agrees too: its mistake is in both passes.)

# %% [markdown]
# **Check.** The matrix once more, with all checks. `check_gradient` of the package asks your question twice, and
# allows for rounding.


# %%
def relative(f, grad, theta, rng):
    return relative_errors(grad(theta), numerical_gradient(f, theta), 1e-4).max() < 1e-5


def random_signs(f, grad, theta, rng):
    u, g = rng.choice([-1.0, 1.0], theta.size), grad(theta)
    return abs(slope(f, theta, u) - g @ u) < 1e-6 * np.abs(g * u).sum()


def your_probe(f, grad, theta, rng):
    return probed((f, grad, theta), rng) < 1e-12


def package(f, grad, theta, rng):
    return bool(check_gradient(f, grad, theta, rng=rng))


checkers |= {"all, relative": relative, "random signs": random_signs}
checkers |= {"your probe": your_probe, "check_ gradient": package}
kill(checkers, {"ten entries": 20, "random signs": 40, "your probe": 20})

# %% [markdown]
# *What to see:* every check that nudges accuses correct code in both hard places: a nudge crosses a kink, or moves a
# weight of 0.0001 by a tenth of itself. Random signs miss the exchanged entries about half of the time, as you
# computed. A tighter tolerance would kill more bugs and accuse more correct code, a looser one the reverse. Only the
# last two columns escape that choice. The last row stays dark.

# %% [markdown]
# ## What if the function returns more than one number?
#
# A backward function takes the gradient at its output, the **upstream gradient** $\bar y$, to its input. To check
# it, we need one number $L$ that has this upstream gradient. $L = \sum_i \bar y_i y_i$ is one: its slope in $y_i$
# is $\bar y_i$.
#
# **You write it.** The probe of a backward function.
#
# {{task: probe_backward}}
#
# {{hints: probe_backward}}


# %%
def probe_backward(f, f_vjp, x, grad_y, u):
    """Return the probe's number for the backward function f_vjp of y = f(x).

    f_vjp(grad_y, x) returns a tuple with one array, grad_x.  Shapes: u like x, grad_y like f(x).
    f = lambda x: 3 * x, f_vjp = lambda grad_y, x: (2 * grad_y,), x = [1.], grad_y = [5.], u = [1.]
        ->  |15 - 10| / 10 = 0.5
    """
    ### BEGIN SOLUTION
    return probe(lambda x: np.sum(grad_y * f(x)), lambda x: f_vjp(grad_y, x)[0], x, u)
    ### END SOLUTION


# %%
check(ch09.probe_backward, probe_backward)

# %% [markdown]
# What should `grad_y` be? Ones are convenient: then $L$ is the plain sum of the outputs.
#
# **Predict.** Here are three wrong backward functions of $\sin$: one ignores `grad_y`, one uses its mean, one its
# rows in reversed order. Which of them does an upstream gradient of ones catch?
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
points, u = rng.normal(size=(2, 3, 2))
for name, upstream in (("ones", np.ones((3, 2))), ("random", rng.normal(size=(3, 2)))):
    found = [probe_backward(ops.sin, f_vjp, points, upstream, u) for f_vjp in wrong.values()]
    fine = probe_backward(ops.sin, ops.sin_vjp, points, upstream, u)
    print(f"{name}: wrong {np.round(found, 3) + 0.0}, correct {fine:.3f}")

# %% [markdown]
# So the upstream gradient of a check is *random*. For softmax ones would be worse still: its outputs add up to 1,
# so $L$ would be constant, and a backward function that returns nothing but zeros would pass.

# %% [markdown]
# ## What can no check see?
#
# **A wrong forward pass.** That was the last row of the matrix: a check compares backward with forward.
#
# **What is 0 at this place.** We let ReLU unit 0 be **dead**: off for every example. A bug forgets the gradients of
# `W1[:, 0]`, and leaves them at 0. Where the unit is dead, 0 is correct: no change of these weights changes the loss.


# %%
def forgets_unit_0(grad):
    planted_bugs.unpack(grad)[0][:, 0] = 0.0
    return grad


dead = theta.copy()
planted_bugs.unpack(dead)[1][0] = -10.0  # the bias of unit 0
for name, values in {"dead": dead, "alive": theta}.items():
    report = check_gradient(*case((values, x, labels), finish=forgets_unit_0), rng=rng)
    print(f"{name}: {report.verdict}, {report.zeros} of 123 entries are exactly 0")

# %% [markdown]
# **Another place.** A check answers for one place. With a batch of one example, $1/n$ is 1, and forgetting it is no
# error:

# %%
one_example = (theta, x[:1], labels[:1])
print(check_gradient(*case(one_example, **BUGS["1/n forgotten"]), rng=rng).verdict)

# %% [markdown]
# So choose the place well:
#
# - a small net, several examples, no two sizes equal;
# - random weights *and* biases, so that no unit is dead and nothing is exactly 0 or on a kink;
# - float64 (notebook 03), and whatever is random in the forward pass held fixed;
# - the loss of the data alone first: a large penalty on the weights can drown a bug in the rest.

# %% [markdown]
# ## Which layer is wrong?
#
# When a check of the package fails, its report has the array's `name`, the `index` of the worst entry, both
# numbers there (`analytic` from backward, `numeric` from nudging), and the pattern of the mistake. Here a
# mean stands where a sum belongs:


# %%
class Averaged(Linear):
    def backward(self, grad_y, *, input_grad=True):
        self.W.grad += self.x.T @ grad_y
        self.b.grad += grad_y.mean(axis=0)
        return grad_y @ self.W.value.T


for report in check_module(Averaged(2, 8, rng=rng), x, rng=rng):
    print(f"{report.name} passes" if report else report)

# %% [markdown]
# In a net, a wrong layer spoils everything that the backward pass reaches after it. We plant one more bug, at place 3
# of a net: a slope of tanh computed from its input instead of its output. The check fails for layers 0 and 2. Layer 4
# passes, because the backward pass reaches it before the bug.


# %%
class WrongTanh(Tanh):
    def backward(self, grad_y, *, input_grad=True):
        return grad_y * (1 - self.x**2)  # should be 1 - tanh(x)^2


def build(activation):
    rng = np.random.default_rng(9)
    first, second, last = (Linear(*fans, rng=rng) for fans in ((2, 8), (8, 6), (6, 3)))
    return Sequential(first, Tanh(), second, activation(), last)


net, reference = build(WrongTanh), build(Tanh)
print([report.name for report in check_module(net, x, rng=rng) if not report])

# %% [markdown]
# If there is a second implementation to trust, we compare with it, the forward values first.
# `first_divergence` takes two dicts of arrays and returns the first array that differs, or None. First means first
# in the dict, so we reverse the parameters: the backward pass starts at the end.


# %%
def gradients_of(net):
    net.zero_grad()
    net.backward(softmax_cross_entropy(net.forward(x), labels)[1])
    return dict(reversed(parameter_gradients(net).items()))


in_net, in_reference = gradients_of(net), gradients_of(reference)
print(first_divergence(forward_values(net), forward_values(reference)))
print(first_divergence(in_net, in_reference).name)

# %% [markdown]
# The forward values agree, and the bug sits between layers 4 and 2. Without a second implementation, nudging
# finds it too: take the rest of the net as a function of an intermediate value, and nudge that value.
# `nudged_gradients` does this for every value and every parameter; `upstream_of` tells what each gradient is
# computed from.

# %%
loss, grad_logits = softmax_cross_entropy(net.forward(x), labels)
ours, upstream = backward_values(net, grad_logits), upstream_of(net)
theirs = nudged_gradients(net, x, lambda logits: softmax_cross_entropy(logits, labels)[0])
walk = trace_divergence(forward_values(net), ours, theirs, upstream=upstream, tolerance=1e-6)
print("first to differ:", walk.first.name, "  computed from:", *walk.first.upstream)
Picture(draw_divergence(walk), describe_divergence(walk))

# %% [markdown]
# *What to see:* follow the brick arrows from the right. All is well up to the wrong step; after it
# everything is wrong, though every other step is correct.

# %% [markdown]
# ## Break it
#
# Someone lets the last weights, `W3`, start at 0, and checks once, before training.
#
# **Predict.** How many of the bugs in ReLU, tanh, the fork and the transpose does `check_gradient` kill
# there?
#
# <details><summary>Answer</summary>
#
# None. What comes back through `W3` is `grad @ W3.T`, exactly 0. Behind it correct and wrong steps all
# return 0.
#
# </details>

# %%
zeroed = theta.copy()
planted_bugs.unpack(zeroed)[4][...] = 0.0
for bug in list(BUGS)[4:8]:
    f, grad, _ = case((zeroed, x, labels), **BUGS[bug])
    report = check_gradient(f, grad, zeroed, rng=rng)
    after = check_gradient(f, grad, zeroed - 0.1 * grad(zeroed), rng=rng)
    print(f"{bug}: {report.verdict}, {report.zeros} of 123 are 0; one step on: {after.verdict}")

# %% [markdown]
# All four pass, and are caught one step later. So read the count of zeros.

# %% [markdown]
# ## In the package
#
# The same idea, with the names that the package uses. `check_gradient` calls `agrees` twice. Only if the two slopes
# differ does it ask whether a kink, or rounding, explains the gap.

# %%
show_source(directional.random_direction, directional.directional_derivative, directional.agrees)

# %% [markdown]
# ## Recap
#
# A falling loss proves nothing. A check is judged by what it kills and by its false alarms. A sample of
# entries misses a single wrong one; a fixed tolerance misses small ones. One slope along an equalised, continuous
# direction hears them all, and the complex step makes it exact. A random upstream gradient hides nothing. No check
# sees a wrong forward pass, what is 0 at its place, or another place. The first divergence in the order of the
# backward pass names the step.
#
# | formula | meaning | shape |
# |---|---|---|
# | $(N - k)/N$ | $k$ of $N$ entries miss a wrong one | a number |
# | $u_i = w_i / (\lvert g_i \rvert + \varepsilon)$, $\lvert w_i \rvert$ from ½ to 1 | all equally loud | like $\theta$ |
# | $\text{Im}\, f(\theta + i h u)/h$ | true slope along $u$ | a number |
# | $\sum_i g_i u_i$ | claimed slope | a number |
# | $L = \sum_i \bar y_i y_i$ | has the upstream gradient $\bar y$ | a number |
#
# We can trust our gradients now. What is still missing: what to do with them. Plain steps crawl in one direction
# while they jump in another; [notebook 10](10-optimizers.ipynb) turns gradients into better steps.

# %% [markdown]
# ## Questions
#
# **1.** This backward of ReLU returns the correct numbers. What is wrong with it, and where does it show?
#
# ```python
# def backward(self, grad_y):
#     grad_y *= self.x > 0
#     return grad_y
# ```
#
# <details><summary>Answer</summary>
#
# `*=` changes the caller's array. At a fork the other path is given the same array, and gets a masked
# gradient. Alone the layer passes every comparison of numbers; the whole net fails. `check_module` also
# looks whether its arguments were left alone.
#
# </details>
#
# **2.** A check compares only how long the two gradients are, as arrows. Which bugs of the list survive?
#
# <details><summary>Answer</summary>
#
# All that keep the length: flipped signs, a transposed square matrix, two entries exchanged, and what is too
# small to matter beside the rest.
#
# </details>
#
# **3.** A check fails for all parameters of all layers, by the factor 32 everywhere. Where do you look?
#
# <details><summary>Answer</summary>
#
# At the loss: an error that all layers share entered before the last layer. A forgotten $1/n$ with a batch
# of 32.
#
# </details>
#
# **4.** Why may the direction divide by $|g_i|$ as *claimed*, which may be wrong?
#
# <details><summary>Answer</summary>
#
# It only sets how loudly an entry speaks. An entry wrongly set to 0 gets the largest weight of all, so it is
# heard best.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper. Write your numbers after `return`, and the check says how you did.
#
# **A.** 2 of 100 entries are wrong. How often do 10 random entries miss both? Write the product, not its digits.
#
# {{hints: A}}


# %%
def A():
    """Return the chance that both are missed.

    An answer looks like this:  return 3 / 4 * 2 / 5
    """
    ### BEGIN SOLUTION
    return 90 / 100 * 89 / 99
    ### END SOLUTION


# %%
check(ch09.A, A)

# %% [markdown]
# **B.** $g = (2,\ {-0.1})$, and the second entry should be $-0.2$. Find the claimed and the true slope along
# $u = (1, -1)$, then both along $(0.5, -10)$.
#
# {{hints: B}}


# %%
def B():
    """Return four numbers: claimed and true slope along (1, -1), then along (0.5, -10).

    An answer looks like this:  return 1.5, 1.7, 3, -4
    """
    ### BEGIN SOLUTION
    return 2 + 0.1, 2 + 0.2, 1 + 1, 1 + 2
    ### END SOLUTION


# %%
check(ch09.B, B)

# %% [markdown]
# **C.** Three errors $e$, $e$ and $-2e$. How often do they cancel along random signs?
#
# {{hints: C}}


# %%
def C():
    """Return the share of all choices of signs in which they cancel.

    An answer looks like this:  return 0.9
    """
    ### BEGIN SOLUTION
    return 2 / 8
    ### END SOLUTION


# %%
check(ch09.C, C)

# %% [markdown]
# ## Further reading
#
# - R. DeMillo, R. Lipton, F. Sayward, *Hints on test data selection*, Computer, 1978: where planting bugs to
#   test the tests began.
# - J. Martins, P. Sturdza, J. Alonso, *The complex-step derivative approximation*, ACM Transactions on
#   Mathematical Software, 2003: which functions can take a complex step, and how to mend the others.
# - A. Karpathy and others, *CS231n: Learning*, the section on gradient checks: what else can go wrong with
#   a check of a real network.
