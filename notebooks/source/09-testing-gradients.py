# teaches: gradcheck.check_gradient, gradcheck.directional, diagnostics.forward_values
# teaches: diagnostics.backward_values, diagnostics.parameter_gradients
# teaches: diagnostics.upstream_of, diagnostics.first_divergence
# teaches: labs.planted_bugs
# uses: gradcheck.numerical_gradient, gradcheck.check_module, losses.softmax_cross_entropy
# uses: module.Sequential, layers.Linear, layers.Tanh
# %% [markdown]
# # 09  Test a gradient, and test the test
#
# ## What you'll do
#
# You plant bugs in a backward pass, let nine checks hunt them, and find out what the best of them sees,
# what none of them can see, and which layer is to blame.
#
# ## What you'll learn
#
# - **judge** a check by the bugs it misses and by its false alarms,
# - **compute** how often a sample of entries misses a bug,
# - **ask** about all entries at once, so that none is drowned and none cancels,
# - **find** the first wrong step of a backward pass.
#
# ## What you'll need
#
# The central difference and the complex step of [notebook 03](03-numerical-gradients.ipynb), the
# dot-product test of [06](06-vector-jacobian-products.ipynb), and layers as modules from [08](08-modules.ipynb).

# %% [markdown]
# ## Recall
#
# Every "passes" of notebook 08 was the word of a check. The first that we built, in notebook 03, nudges every
# entry up and down.
#
# **Predict.** The digits net of notebook 07 has layers of 64, 256, 128 and 10 units. How many forward
# passes does that check take: thousands, tens of thousands, more?
#
# <details><summary>Answer</summary>
#
# Two for each of $64 \cdot 256 + 256 + 256 \cdot 128 + 128 + 128 \cdot 10 + 10 = 50{,}826$ parameters:
# 101,652.
#
# </details>

# %%
print(2 * (64 * 256 + 256 + 256 * 128 + 128 + 128 * 10 + 10))

# %%
import numpy as np

from backprop_course.diagnostics import backward_values, first_divergence, forward_values
from backprop_course.diagnostics import parameter_gradients, upstream_of
from backprop_course.figures.checks import kill_matrix_picture
from backprop_course.figures.checks import charts, kill_matrix
from backprop_course.labs import planted_bugs
from backprop_course.figures.checks.divergence import describe_divergence
from backprop_course.figures.checks.divergence_picture import draw_divergence
from backprop_course.figures.checks.divergence import trace_divergence
from backprop_course.labs.planted_bugs import BUGS
from backprop_course.gradcheck import check_gradient, check_module, directional, numerical_gradient
from backprop_course.layers import Linear, Tanh
from backprop_course.losses import softmax_cross_entropy
from backprop_course.module import Sequential
from backprop_course.notebook import Picture, show_source

rng = np.random.default_rng(0)

# %% [markdown]
# ## Does a falling loss prove anything?
#
# Our subject is a small net with a fork: $h = \text{relu}(x W_1 + b_1)$ goes past and through the next
# layer, $r = h + \tanh(h W_2 + b_2)$, the logits are $r W_3 + b_3$, and the loss is the cross-entropy of
# notebook 05. All parameters stand in one long vector.
#
# | name | shape | one word |
# |---|---|---|
# | `theta` | (123,) | parameters |
# | `x`, `labels` | (12, 2), (12,) | spirals |
# | `gradient(...)` | (123,) | like `theta` |
#
# Every step of its backward pass has a name: `step["tanh"]` is `ops.tanh_vjp`, and so on. A **planted bug**,
# an error made on purpose, replaces one step.

# %%
show_source(planted_bugs.gradient)

# %% [markdown]
# We train with the right gradient and with seven wrong ones: same first weights, same data, same
# learning rate.

# %%
place = theta, x, labels = planted_bugs.example(12, rng=np.random.default_rng(0))


def train(theta, lr=0.05, steps=600, **wrong):
    losses = []
    for _ in range(steps):
        losses.append(planted_bugs.loss(theta, x, labels))
        theta = theta - lr * planted_bugs.gradient(theta, x, labels, **wrong)
    return losses


curves = {"right": train(theta)}
curves |= {bug: train(theta, **BUGS[bug]) for bug in list(BUGS)[2:9]}
hidden = dict(zip("ABCDEFGH", rng.permutation(list(curves)), strict=True))

# %% [markdown]
# **Predict.** One of the eight panels below has the right gradient. Rank them, from the one you trust most
# to the one you trust least, and write your ranking down before you go on.
#
# <details><summary>Answer</summary>
#
# F, the third lowest. Nothing in the panels could have told you.
#
# </details>

# %%
Picture(
    charts.draw_gallery(
        {f"{at}, ends at {curves[name][-1]:.3f}": curves[name] for at, name in hidden.items()},
        title="Which of these nets has the right gradient?",
    ),
    "Eight loss curves, A to H, all falling: seven end between 0.03 and 0.06, one at 0.001.",
)

# %% [markdown]
# *What to see:* all eight fall, smoothly. Now the names, the lowest curve first.

# %%
ranked = sorted(curves, key=lambda name: curves[name][-1])
letters = {name: letter for letter, name in hidden.items()}
print("the right gradient is", letters["right"], "and comes in place", 1 + ranked.index("right"))
Picture(
    charts.draw_gallery(
        {f"{letters[name]}: {name}": curves[name] for name in ranked},
        title="Seven wrong gradients that train (dashed: the right one)",
        reference=curves["right"],
    ),
    "The same curves by name, lowest first: 1/n forgotten, slope of tanh forgotten, then the right "
    "gradient; the other five end a little higher.",
)

# %% [markdown]
# *What to see:* the best curve belongs to a bug. Its gradient is 12 times too long, so its learning rate
# was 0.6, and that happened to suit. Another bug beat the right gradient by luck. A loss tells how well a
# step went, not whether it was the step we meant. Nothing looks broken, so such a bug stays.

# %% [markdown]
# ## How many entries must a check look at?
#
# To save work, many checks look at ten random entries. Suppose that one of 1,000 is wrong. By hand: the
# first look misses it with probability $999/1000$, the second with $998/999$, the third with $997/998$.
#
# **Predict.** Multiply, and see what cancels. How often do ten looks miss it? How many looks find it in
# 99 of 100 checks?
#
# <details><summary>Answer</summary>
#
# All but the first denominator and the last numerator cancel: $990/1000$, they miss it in 99 %. After $k$
# looks it is $(1000 - k)/1000$, so it takes 990 looks.
#
# </details>


# %%
def miss(wrong, looked, total=1000):
    """The chance that no wrong entry is among those looked at."""
    return np.prod([(total - wrong - i) / (total - i) for i in range(looked)])


for looked in (10, 990):
    print(f"{looked} looks miss it in {miss(1, looked):.0%}")

# %% [markdown]
# **Check** by trying it out:


# %%
def missed(wrong, looked, total=1000, tries=2000):
    """The share of tries in which none is; the first entries are the wrong ones."""
    looks = [rng.choice(total, looked, replace=False) for _ in range(tries)]
    return np.mean([look.min() >= wrong for look in looks])


print(f"computed {miss(1, 10):.3f}, tried out {missed(1, 10):.2f}")

# %% [markdown]
# A bug in a whole layer spoils more entries, here 10 or 100:

# %%
looked, points = [*range(1, 100), *range(100, 1000, 10)], (3, 30, 300)
chances = {wrong: [miss(wrong, k) for k in looked] for wrong in (1, 10, 100)}
measured = {wrong: (points, [missed(wrong, k) for k in points]) for wrong in chances}
Picture(
    charts.draw_power(looked, chances, measured, mark=10, total=1000),
    "Ten of 1,000 entries miss a bug in one entry in 99 % of checks, in ten entries in 90 %, in 100 "
    "entries in 35 %; the tried-out shares lie on the computed lines.",
)

# %% [markdown]
# *What to see:* lines are computed, grey marks tried out. The chance that a check notices a bug is its
# **power**. A sample has power against bugs that spoil much, and next to none against a wrong index.

# %% [markdown]
# ## Which check notices which bug?
#
# A check **kills** a bug when it objects; a bug that it lets pass **survives**. When it objects to right
# code, that is a **false alarm**. Here are nine checks, all called alike: with a number `f(theta)`, a claimed
# gradient `grad(theta)`, a place `theta`, and `rng` for those that draw at random. They return whether the
# gradient passes.
#
# Three look at no single entry. The last of them compares how long the two gradients are, as arrows;
# notebook 03 met it.


# %%
def shapes_only(f, grad, theta, rng):
    return grad(theta).shape == theta.shape


def loss_falls(f, grad, theta, rng):
    moved = theta
    for _ in range(100):
        moved = moved - 0.1 * grad(moved)
    return f(moved) < 0.9 * f(theta)


def lengths_equal(f, grad, theta, rng):
    one, other = np.linalg.norm(grad(theta)), np.linalg.norm(numerical_gradient(f, theta))
    return abs(one - other) < 1e-4 * other


# %% [markdown]
# Three compare all entries with nudges: one-sided, to 1/1000 of the largest entry; central, to a fixed
# $10^{-5}$; central, to 1/10,000 of each entry.


# %%
def one_sided(f, grad, theta, rng, h=1e-5):
    nudged = np.array([(f(theta + h * axis) - f(theta)) / h for axis in np.eye(theta.size)])
    return np.abs(grad(theta) - nudged).max() < 1e-3 * np.abs(nudged).max()


def central_absolute(f, grad, theta, rng):
    return np.abs(grad(theta) - numerical_gradient(f, theta)).max() < 1e-5


def central_relative(f, grad, theta, rng):
    nudged = numerical_gradient(f, theta)
    return np.all(np.abs(grad(theta) - nudged) <= 1e-4 * np.abs(nudged))


# %% [markdown]
# Two save work. One looks at ten entries. The other nudges *all* entries at once, each up or down by the
# toss of a coin, and compares one slope with $\sum_i g_i u_i$: the dot-product test of notebook 06.


# %%
def slope(f, theta, u, h=1e-5):
    return (f(theta + h * u) - f(theta - h * u)) / (2 * h)


def ten_entries(f, grad, theta, rng):
    g, axes = grad(theta), np.eye(theta.size)
    chosen = rng.choice(theta.size, 10, replace=False)
    return all(abs(g[i] - slope(f, theta, axes[i])) <= 1e-4 * abs(g[i]) for i in chosen)


def random_signs(f, grad, theta, rng):
    u, g = rng.choice([-1.0, 1.0], theta.size), grad(theta)
    return abs(slope(f, theta, u) - g @ u) < 1e-6 * np.abs(g * u).sum()


# %% [markdown]
# The last is the package's `check_gradient`.


# %%
def package(f, grad, theta, rng):
    return bool(check_gradient(f, grad, theta, rng=rng))


checkers = {"shapes only": shapes_only, "loss falls": loss_falls, "lengths equal": lengths_equal}
checkers |= {"ten entries": ten_entries, "one-sided": one_sided}
checkers |= {"central, absolute": central_absolute, "random signs": random_signs}
checkers |= {"central, relative": central_relative, "check_ gradient": package}

# %% [markdown]
# Right code stands on trial too, at an easy place and at two hard ones: beside the kinks of ReLU, and with
# badly scaled inputs, one 10,000 times larger with weights as much smaller, the other the reverse. The last
# row has wrong labels in *both* passes. One hidden unit is quiet: its outgoing weights, and so its
# gradients, are tiny.


# %%
def case(place, **wrong):
    theta, x, labels = place
    return (
        lambda t: planted_bugs.loss(t, x, labels),
        lambda t: planted_bugs.gradient(t, x, labels, **wrong),
        theta,
    )


right = {"right": case(place)}
right["right, beside kinks"] = case(planted_bugs.near_kinks(place, rng=rng))
right["right, badly scaled inputs"] = case(planted_bugs.badly_scaled(place))
planted = {bug: case(place, **steps) for bug, steps in BUGS.items()}
planted["wrong labels in both passes"] = case((theta, x, (labels + 1) % 3))

# %% [markdown]
# **Predict.** Which checks will let "sign of everything turned" live? Which will accuse right code beside
# a kink? And who kills the last row?
#
# <details><summary>Answer</summary>
#
# The sign changes neither shapes nor lengths, so these two let it live. All checks with nudges step
# across the kink and accuse right code; ten entries only if they happen to look there. The last row
# nobody kills: its gradient *is* the slope of its loss.
#
# </details>

# %%
tries = {"ten entries": 20, "random signs": 100, "check_ gradient": 20}  # these draw at random
matrix = kill_matrix.trace_kill_matrix(
    right, planted, checkers, rng=np.random.default_rng(0), tries=tries
)
Picture(kill_matrix_picture.draw_kill_matrix(matrix), kill_matrix.describe_kill_matrix(matrix))

# %% [markdown]
# *What to see:* dark cells are wrong verdicts. On the left bugs survive. Towards the right they die, but
# whatever nudges accuses right code in both hard places: a weight of 0.0001 is moved by a tenth. A tighter
# tolerance would kill more bugs and accuse more right code; a looser one the reverse. Only the last column
# escapes the choice.

# %% [markdown]
# ## How does one question see every entry?
#
# `check_gradient` asks like random signs, for one slope along a direction $u$, with three improvements.
#
# **First: every entry speaks equally loud.** By hand: the claim is $g = (4,\ {-0.5},\ 0.01)$, and the last
# entry should be 0.02.
#
# | | $u$ | what each entry adds | claimed slope | true slope | gap |
# |---|---|---|---|---|---|
# | signs | $(1, 1, -1)$ | $4,\ -0.5,\ -0.01$ | 3.49 | 3.48 | 0.01 |
# | $\pm 1/\lvert g_i \rvert$ | $(0.25,\ 2,\ -100)$ | $1,\ -1,\ -1$ | -1 | -2 | 1 |
#
# In the first line the bug is 0.3 % of the slope, in the second as large as the claimed slope itself. So
# `u` divides by $|g_i|$, plus a thousandth of the typical size, to keep clear of 0. (What the numbers from ½
# to 1 are for, comes next.)


# %%
def equalised(g, rng):
    weights = rng.uniform(0.5, 1, g.size) * rng.choice([-1, 1], g.size)
    return weights / (np.abs(g) + 1e-3 * np.sqrt(np.mean(g**2)))


for u in ([1, 1, -1], [0.25, 2, -100]):
    print(f"claimed {np.dot([4, -0.5, 0.01], u):.2f}, true {np.dot([4, -0.5, 0.02], u):.2f}")

# %%
g = planted_bugs.gradient(*place)
order = np.argsort(np.abs(g))
plain, loud = np.abs(g)[order], np.abs(g * equalised(g, rng))[order]
Picture(
    charts.draw_loudness(plain / plain.sum(), loud / loud.sum()),
    "With signs only, the share of an entry grows with its size over five decades; equalised, the "
    "shares of nearly all entries lie within a factor of 2.",
)

# %% [markdown]
# *What to see:* the dashed line is an equal share. Grey, the twelve entries of the quiet unit together
# make less than a thousandth of the slope. Brick, nine tenths of all entries are alike within a factor
# of 2, and the smallest one is more than 500 times louder than before.
#
# **Second: no two errors cancel.** In "two entries exchanged" one entry is too large by $e$ and another
# too small by $e$.
#
# **Predict.** With signs, how often do the two errors cancel in the slope? With weights drawn from ½ to
# 1, and random signs?
#
# <details><summary>Answer</summary>
#
# With signs whenever $u_1 = u_2$: half of the time. With continuous weights practically never: two of
# them hardly agree to 12 digits.
#
# </details>

# %%
signs = rng.choice([-1.0, 1.0], size=(2000, 2))
weights = signs * rng.uniform(0.5, 1, size=(2000, 2))
sums = {"signs, 1 or -1": signs @ [1, -1], "signs and sizes from ½ to 1": weights @ [1, -1]}
Picture(
    charts.draw_cancelling(sums),
    "With signs only, half of 2,000 directions leave exactly nothing of two opposite errors; with "
    "sizes from a half to 1 none does.",
)

# %% [markdown]
# *What to see:* the hatched bar holds the directions in which the bug is invisible. On the right small sums
# occur too, but a sum of 0.01 is still far above the noise.
#
# **Third: the noise is gone.** The complex step of notebook 03 measures the slope without subtracting,
# so its nudge may be $10^{-30}$: no kink is that near, and no scale is too large or too small.


# %%
def our_probe(f, grad, theta, rng, tolerance=1e-12):
    g = grad(theta)
    u = equalised(g, rng)
    measured = f(theta + 1e-30j * u).imag / 1e-30
    return bool(abs(measured - g @ u) <= tolerance * np.abs(g * u).sum())


same_shape = list(BUGS)[1:]  # the first bug changes the shape of the gradient
print("right, accepted:", [our_probe(*right[name], rng) for name in right])
print("right, to 14 digits:", [our_probe(*right[name], rng, 1e-14) for name in right])
print("bugs killed:", sum(not our_probe(*planted[bug], rng) for bug in same_shape), "of 11")

# %% [markdown]
# Five lines and one complex forward pass do what 246 nudged ones could not. Right gradients agree to 14
# digits, we ask for 12, and a millionth in one entry stands far above that. The package asks twice,
# reckons with rounding, and falls back on differences where a forward function is not made for complex
# numbers.

# %% [markdown]
# ## What can no check see?
#
# **A wrong forward pass.** The last row of the matrix: a check compares backward with forward.
#
# **What is 0 at this place.** Let ReLU unit 0 be **dead**: off for every example.
#
# **Predict.** A bug forgets to compute the gradients of `W1[:, 0]`, and leaves them at 0. What does the
# check say here? And where the unit is alive?
#
# <details><summary>Answer</summary>
#
# Here it passes: no change of these weights would change the loss, so 0 is right. Where the unit is
# alive it fails. The report counts the zeros, as a warning.
#
# </details>


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
# **Another place.** A check answers for one point. With a batch of one example, $1/n$ is 1, and forgetting
# it is no error:

# %%
one_example = (theta, x[:1], labels[:1])
print(check_gradient(*case(one_example, **BUGS["1/n forgotten"]), rng=rng).verdict)

# %% [markdown]
# **On a kink** there is no slope to compare with. Here unit 0 stands at exactly 0 for one example. Given an
# array of numbers, the check can only say so. Given a function, it steps aside by a millionth.

# %%
on_kink, x_zero = theta.copy(), x.copy()
planted_bugs.unpack(on_kink)[1][0], x_zero[0] = 0.0, 0.0
f, grad, _ = case((on_kink, x_zero, labels))
for name, claimed in {"array": grad(on_kink), "function": grad}.items():
    report = check_gradient(f, claimed, on_kink, rng=rng)
    print(f"{name}: {report.verdict}; {report.note.split(';')[0]}")

# %% [markdown]
# So choose the place well: several examples, random weights *and* biases, no two sizes equal, no unit
# dead.

# %% [markdown]
# ## Which layer is wrong?
#
# When a check of the package fails, its report has the array's `name`, the `index` of the worst entry, both
# numbers there (`analytic` from backward, `numeric` from nudging), and the `pattern` of the mistake. Here a
# mean stands where a sum belongs.


# %%
class Averaged(Linear):
    def backward(self, grad_y, *, input_grad=True):
        self.W.grad += self.x.T @ grad_y
        self.b.grad += grad_y.mean(axis=0)
        return grad_y @ self.W.value.T


for report in check_module(Averaged(2, 8, rng=rng), x, rng=rng):
    print(f"{report.name} passes" if report else report)

# %% [markdown]
# In a net, a guilty layer spoils what comes after it on the way back. We plant one more bug: a slope of
# tanh taken from $z$ instead of $a$.
#
# **Predict.** The net below has `WrongTanh` at place 3. Which of its parameters will have wrong
# gradients?
#
# <details><summary>Answer</summary>
#
# Those of layers 0 and 2. Layer 4 comes before the bug on the way back.
#
# </details>


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
# `first_divergence` takes two dicts, name -> array, and returns the first array that differs, or None. First
# means first in the dict, so we turn the parameters around: the walk back starts at the end.


# %%
def gradients_of(net):
    net.zero_grad()
    net.backward(softmax_cross_entropy(net.forward(x), labels)[1])
    return dict(reversed(parameter_gradients(net).items()))


print(first_divergence(gradients_of(net), gradients_of(reference)).name)
print(first_divergence(forward_values(net), forward_values(reference)))

# %% [markdown]
# The forward values agree, and the bug sits between layers 4 and 2. To pin it down we want the gradient
# at *every* intermediate value, and a forward pass is enough to get it: take the rest of the net as a
# function of that value, and nudge.


# %%
def nudged_values(net):
    """What backward_values should return for the intermediates, from forward passes alone."""
    nudged, values = {}, [(name, y.copy()) for name, y in forward_values(net).items()]
    for done, (name, value) in enumerate(values):
        rest = Sequential(*net.layers[done:])
        nudged[f"grad {name}"] = numerical_gradient(
            lambda y, rest=rest: softmax_cross_entropy(rest.forward(y), labels)[0], value
        )
    return nudged


_, grad_logits = softmax_cross_entropy(net.forward(x), labels)
ours, upstream = backward_values(net, grad_logits), upstream_of(net)
found = first_divergence(ours, nudged_values(net), upstream=upstream, tolerance=1e-6)
print(found)

# %% [markdown]
# `upstream_of` tells from what each gradient is computed. The step from the last right one to the first
# wrong one is the culprit: the backward of layer 3. For the picture we nudge the parameters, too.


# %%
def nudged_parameters(net):
    """The same for the parameters: they are nudged in place, inside the net."""
    return {
        f"grad {name}.{which}": numerical_gradient(
            lambda _: softmax_cross_entropy(net.forward(x), labels)[0], parameter.value
        )
        for name, layer in zip(list(forward_values(net))[1:], net.layers, strict=True)
        for which, parameter in layer.named_parameters().items()
    }


theirs = nudged_values(net) | nudged_parameters(net)
walk = trace_divergence(forward_values(net), ours, theirs, upstream=upstream, tolerance=1e-6)
Picture(draw_divergence(walk), describe_divergence(walk))

# %% [markdown]
# *What to see:* follow the brick arrows from the right. All is well up to the wrong step; behind it
# everything is wrong, though every other step is right.

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
# None. What comes back through `W3` is `grad @ W3.T`, exactly 0. Behind it right and wrong steps all
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
# All four pass, and one step later the check would catch them. Read the count of zeros.

# %% [markdown]
# ## In the package
#
# The same idea, with the names that the package uses. `check_gradient` asks this question twice. Only where
# the answers disagree does it go on to ask whether a kink, or rounding, explains the gap.

# %%
show_source(directional.random_direction, directional.directional_derivative, directional.agrees)

# %% [markdown]
# ## Recap
#
# A falling loss proves nothing. A check is judged by what it kills and by its false alarms. A sample of
# entries misses a single wrong one; one slope along an equalised, continuous direction hears them all,
# and the complex step makes it exact. Beyond any check lie a wrong forward pass, zeros, and other places.
# The first divergence on the way back names the step.
#
# | formula | meaning | shape |
# |---|---|---|
# | $(N - k)/N$ | $k$ of $N$ entries miss a wrong one | a number |
# | $u_i = \pm w_i / (\lvert g_i \rvert + \text{little})$, $w_i$ from ½ to 1 | all equally loud | like $\theta$ |
# | $\text{Im}\, f(\theta + i h u)/h$ | true slope along $u$ | a number |
# | $\sum_i g_i u_i$ | claimed slope | a number |
#
# We can trust our gradients now. The sore spot: what to do with them. Plain steps crawl in one direction
# while they jump in another; [notebook 10](10-optimizers.ipynb) turns gradients into better steps.

# %% [markdown]
# ## Questions
#
# **1.** A colleague's net reaches 98 %. Why check its gradient?
#
# <details><summary>Answer</summary>
#
# It may reach 98 % in spite of a bug, which costs time or accuracy now and fails on the next data set.
#
# </details>
#
# **2.** This backward of ReLU returns the right numbers. What is wrong with it, and where does it show?
#
# ```python
# def backward(self, grad_y):
#     grad_y *= self.x > 0
#     return grad_y
# ```
#
# <details><summary>Answer</summary>
#
# `*=` changes the caller's array. At a fork the other way is handed the same array, and gets a masked
# gradient. Alone the layer passes every comparison of numbers; the whole net fails. `check_module` also
# looks whether its arguments were left alone.
#
# </details>
#
# **3.** A check fails beside a kink with $h = 10^{-5}$. Name two cures.
#
# <details><summary>Answer</summary>
#
# A smaller step, best the complex one; or another random place.
#
# </details>
#
# **4.** A check fails for all parameters of all layers, by the factor 32 everywhere. Where do you look?
#
# <details><summary>Answer</summary>
#
# At the loss: an error that all layers share entered before the last layer. A forgotten $1/n$ with a batch
# of 32.
#
# </details>
#
# **5.** Why divide by $|g_i|$ as *claimed*, which may be wrong?
#
# <details><summary>Answer</summary>
#
# It only sets how loud an entry speaks. An entry wrongly set to 0 gets the largest weight of all, so it is
# heard best.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper; the cell below them checks all three.
#
# **A.** 2 of 100 entries are wrong. How often do 10 random entries miss both?
#
# <details><summary>Answer</summary>
#
# $\frac{90}{100} \cdot \frac{89}{99} = 0.81$: both wrong ones must lie among the 90 left out.
#
# </details>
#
# **B.** $g = (2,\ {-0.1})$, and the second entry should be $-0.2$. Find the claimed and the true slope along
# $u = (1, -1)$ and along $(0.5, -10)$.
#
# <details><summary>Answer</summary>
#
# 2.1 and 2.2; then 2 and 3.
#
# </details>
#
# **C.** Three errors $e$, $e$ and $-2e$. How often do they cancel along random signs?
#
# <details><summary>Answer</summary>
#
# When the first two signs and the third are all equal: 2 of 8 cases, 25 %.
#
# </details>

# %%
print(f"A {miss(2, 10, total=100):.2f}, tried out {missed(2, 10, total=100):.1f}")
for u in ([1, -1], [0.5, -10]):
    print(f"B claimed {np.dot([2, -0.1], u):.1f}, true {np.dot([2, -0.2], u):.1f}")
cube = np.stack(np.meshgrid(*[[-1, 1]] * 3), axis=-1).reshape(-1, 3)
print(f"C {np.mean(cube @ [1, 1, -2] == 0):.0%}")

# %% [markdown]
# ## Further reading
#
# - R. DeMillo, R. Lipton, F. Sayward, *Hints on test data selection*, Computer, 1978: where planting bugs to
#   test the tests began.
# - J. Martins, P. Sturdza, J. Alonso, *The complex-step derivative approximation*, ACM Transactions on
#   Mathematical Software, 2003: which functions can take a complex step, and how to mend the others.
