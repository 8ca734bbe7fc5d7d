# teaches: diagnostics.first_non_finite, training.train_step
# teaches: labs.broken_nets, labs.training_checks
# uses: diagnostics.forward_values, gradcheck.check_module, init.he_normal, layers.Linear
# uses: layers.ReLU, losses.mse, losses.softmax_cross_entropy, mlp.MLP
# %% [markdown]
# # 14  Debug a network
#
# ## What you'll do
#
# You receive a network that does not learn, find its three bugs with eleven checks, and cure it. Then you
# get a run of your own, and nobody tells you what is wrong with it.
#
# ## What you'll learn
#
# - **scale** inputs and targets to what a net can take and reach,
# - **order** checks from the cheapest to the dearest,
# - **name** a bug by the checks that it fails, and **exhibit** an input on which it shows,
# - **cure** it, and look again, for one bug may hide another.
#
# ## What you'll need
#
# All of the course. Nearest are [notebook 09](09-testing-gradients.ipynb), on what a check can see, and
# [notebook 13](13-vanishing-and-exploding-gradients.ipynb), on sizes of values and gradients.

# %% [markdown]
# ## Recall
#
# In notebook 13 a net that stalled stayed at the loss of a guess, the same probability for every class.
#
# **Predict.** Ten classes. Which cross-entropy does such a guess have?
#
# <details><summary>Answer</summary>
#
# $-\ln 0.1 = \ln 10 = 2.30$. It is the first number to compare a loss with.
#
# </details>

# %%
import copy

import numpy as np

print(f"{np.log(10):.2f}")

# %%
from backprop_course.diagnostics import first_non_finite, forward_values
from backprop_course.labs.broken_nets import SUSPECTS, assign, healthy, solution, with_bug
from backprop_course.figures.mlp.charts import draw_images
from backprop_course.labs.training_checks import describe_dashboard, failed, trace_dashboard
from backprop_course.figures.debugging.dashboard_picture import draw_dashboard
from backprop_course.figures.debugging.fingerprints_picture import (
    draw_fingerprints,
    draw_rates,
    draw_output_range,
)
from backprop_course.gradcheck import check_module
from backprop_course.init import he_normal
from backprop_course.layers import Linear, ReLU
from backprop_course.losses import mse, softmax_cross_entropy
from backprop_course.mlp import MLP
from backprop_course.notebook import Picture, show_source
from backprop_course.training import train_step

rng = np.random.default_rng(0)

# %% [markdown]
# ## What can a net take, and what can it reach?
#
# A warm-up without any bug in the code. 80 fields: temperature (°C), rain (mm), height (m) and the soil's
# pH; and a yield in tonnes, which a net with 4 inputs, 8 tanh units and one sigmoid output shall learn.

# %%
low_x, high_x = np.array([5.0, 200.0, 0.0, 4.0]), np.array([30.0, 1500.0, 2000.0, 9.0])
u = rng.uniform(size=(80, 4))
x = low_x + (high_x - low_x) * u  # (80, 4)
y = 10 + 30 * u[:, [0]] * np.sin(np.pi * u[:, [3]]) + 20 * u[:, [1]] * (1 - u[:, [2]])  # (80, 1)
print(f"yields from {y.min():.0f} to {y.max():.0f} tonnes")

# %% [markdown]
# **Predict.** A sigmoid gives 0 to 1. What will the trained net answer for a field of 30 tonnes?
#
# <details><summary>Answer</summary>
#
# 1, as for every other field: nothing it can say is closer. Targets outside 0 to 1 cannot be reached.
#
# </details>
#
# So the target is scaled. By hand, for yields from 10 to 50: 20 becomes $(20 - 10)/(50 - 10) = 0.25$. On the
# way out, $10 + 40 \times 0.25 = 20$.
#
# The inputs have a trouble of their own. Rain of 1,500 times a weight of 0.1 is 150, and tanh is
# flat there. So we normalize each input once, before training, as batch norm does (notebook 12): subtract
# its mean, divide by its deviation. By hand: (1, 2, 3) becomes (-1.22, 0, 1.22), and so does (1000, 2000,
# 3000): units drop out.


# %%
def normalized(x):
    return (x - x.mean(axis=0)) / x.std(axis=0)


def learned(x, target):
    net = MLP([4, 8, 1], rng=np.random.default_rng(0), activation="tanh", output="sigmoid")
    for _ in range(2000):
        _, grad = mse(net.forward(x), target)
        net.backward(grad)
        net.update_parameters(lr=0.5)
    return net.forward(x)  # (80, 1)


low, high = y.min(), y.max()
scaled = (y - low) / (high - low)
print(normalized(np.array([[1.0, 1000.0], [2.0, 2000.0], [3.0, 3000.0]])).round(2).tolist())

# %%
answers = {
    "nothing scaled": learned(x, y),
    "target scaled": low + (high - low) * learned(x, scaled),
    "inputs normalized too": low + (high - low) * learned(normalized(x), scaled),
}
for name, answer in answers.items():
    print(f"{name}: usual error {np.sqrt(mse(answer, y)[0]):.0f} tonnes")

# %%
Picture(
    draw_output_range(y, answers),
    "Without scaling all answers are 1; with the target scaled they stand on a few levels; with the "
    "inputs normalized too they lie along the dashed line where answer and truth agree.",
)

# %% [markdown]
# *What to see:* left, every answer is 1. Middle, a few levels: the tanh units stand at -1 or 1, whatever the
# field. Right, the answers follow the truth. A new field is scaled with *these* means and deviations.
#
# ## Does normalizing let us take larger steps?
#
# Of $y = x W$ the weights get $x^T \bar y$: inputs eight times as large make gradients eight times as large.
#
# We try it on a small net that reads digits. `healthy()` makes one, with its data and its training;
# `with_bug` makes the same with one fault, here raw ink.
#
# **Predict.** Digits, once with mean 0 and deviation 1, once with ink from 0 to 16 as it comes (size about 8).
# Which of the two needs the smaller learning rate? With each at its best, which is ahead after 150 steps?
#
# <details><summary>Answer</summary>
#
# The ink, by about ten times. And it stays behind: its mean of 5 is one large direction that all images
# share, which limits the rate (notebook 10), and the others have to wait.
#
# </details>


# %%
def end_of_curve(run, lr):
    run.optimizer.lr = lr
    with np.errstate(all="ignore"):  # too large a rate overflows
        return np.mean(run.train(150)[-20:])


rates = 10.0 ** np.arange(-4, 1.1, 0.5)
sweep = {
    "inputs normalized": [end_of_curve(healthy(), lr) for lr in rates],
    "ink from 0 to 16": [end_of_curve(with_bug("inputs-not-normalized"), lr) for lr in rates],
}
best = {name: rates[np.nanargmin(line)] for name, line in sweep.items()}
print({name: f"best rate {rate:.2f}" for name, rate in best.items()})
print("normalized is ahead:", min(sweep["inputs normalized"]) < min(sweep["ink from 0 to 16"]))

# %%
Picture(
    draw_rates(rates, sweep, guess=np.log(10), usual=(0.001, 0.1)),
    "Loss after 150 steps over the learning rate: the curve for raw ink has its lowest point at a rate "
    "ten times smaller than the curve for normalized inputs, and higher.",
)

# %% [markdown]
# *What to see:* grey is the usual advice, 0.001 to 0.1. It is a rule for normalized inputs and losses that
# are means; here even 0.3 works, and 3 does not. For other inputs the valley lies elsewhere, and the net of
# the fields, whose sigmoid has small slopes, took 0.5.
#
# ## In which order do we look?
#
# A **run** is such a net with its data `x` (1437, 64), `labels` (1437,) and its training. The net of a healthy one
# has the layers below, counted from 0. New is **dropout**: in training mode, units are left out at random;
# in evaluation mode (notebook 12), none.

# %%
print([f"{i} {type(layer).__name__}" for i, layer in enumerate(healthy().net.layers)])

# %% [markdown]
# Our first run has three bugs, of different kinds. Symptoms first: does it train? We try on a copy.

# %%
ada = assign("Ada")
print(ada)
losses = copy.deepcopy(ada).train(150)
print(f"loss {losses[0]:.2f} ... {losses[-1]:.2f}, right on the test: {ada.accuracy():.0%}")

# %% [markdown]
# It guesses. The loss says *that* something is wrong, not what. We look in the order of cost, and stop at
# the first check that fails: later ones may fail because of it.
#
# | check | question | cost |
# |---|---|---|
# | inputs | mean near 0, deviation near 1? do image and label match? | no pass |
# | first loss | near that of a guess? | 1 forward |
# | values | alike in size in all layers? | the same |
# | dead units | is at least half of each ReLU layer alive? | the same |
# | gradients | alike in size in all layers? | 1 backward |
# | asked twice | one image alone and among others: same answer? | 2 forward |
# | gradient check | is each gradient that of the output? | fewer than 10 forward |
# | second step | is it -rate × gradient? | 2 steps |
# | update ratios | is a step a hundredth of the weights, or so? | the same |
# | finite | no `nan`, no `inf` after some training? | 150 steps |
# | loss curve | well below a guess? | the same |
#
# And these are the suspects, fifteen bugs that people really plant:

# %%
for name, truth in SUSPECTS.items():
    print(f"{name}: {truth}")

# %% [markdown]
# **Predict.** The loss begins at 2.30 and ends at 2.30. Which of the suspects can it be?
#
# <details><summary>Answer</summary>
#
# Many: nothing arrives at the weights, or nonsense does, or no weight can help. A curve at the level of a guess
# names no culprit.
#
# </details>
#
# `trace_dashboard` asks all eleven questions of copies of the run, `draw_dashboard` draws the answers.


# %%
def dashboard(run, title):
    checks = trace_dashboard(run)
    return Picture(draw_dashboard(checks, title=title), describe_dashboard(checks))


dashboard(ada, "Ada's run")

# %% [markdown]
# *What to see:* a check that fails has the mark ✗, bold words and a thick frame; we read them in the order of
# the table. Grey bands are usual sizes; triangles at the floor are exactly 0; `2.0.W` is the weight inside
# the residual layer 2.
#
# ## Which symptom comes first?
#
# **Predict.** What is the first check that fails, and which bug does it suggest? And why does the gradient
# check *pass*?
#
# <details><summary>Answer</summary>
#
# `values`: every linear layer answers 0, though the inputs are sound. Weights of 0 do that: `all-zeros`.
# The gradient check compares 0 with 0 (hollow marks): a gradient that should be 0 is 0. It says nothing
# about the formulas.
#
# </details>

# %%
for name, parameter in ada.net.named_parameters().items():
    print(f"{name:<27} {abs(parameter.value).max():.1f}")

# %% [markdown]
# An input that exposes it: any image. And it never heals: `grad @ W.T` is 0, so nothing reaches the lower
# layers, and in the last one `x.T @ grad` is 0, because its $x$ is. (Without dropout any other single number
# is as bad: units that start alike get the same gradient, and stay alike.) The cure is He's rule of notebook
# 13.

# %%
for parameter in ada.net.parameters():
    if parameter.value.ndim == 2:
        parameter.value[...] = he_normal(*parameter.value.shape, rng=rng)
dashboard(ada, "Ada's run, new weights")

# %% [markdown]
# *What to see:* the values are sound now, and no unit is dead. But the gradients leave their band, and seven
# of nine are wrong. The zeros had hidden a wrong backward.
#
# ## Which layer hands back a wrong gradient?
#
# **Predict.** Going back, the gradients of layer 6 are right and those of layer 3 are wrong. Which layers are
# suspects? The gradient jumps by more than a thousand there; which of our usual mistakes would do that?
#
# <details><summary>Answer</summary>
#
# Layers 4 and 5, and what layer 6 hands down; 3 and all below may only pass on what they got. What arrives
# carries the factor $1/n$ of the loss; who ignores it, hands back slopes of 1: `upstream-ignored`.
#
# </details>
#
# Blame is local: we check each layer alone, with the input that it has in this net.

# %%
ada.net.forward(ada.x[:8])
inputs = list(forward_values(ada.net).values())  # x, then the output of each layer
for place, layer in enumerate(ada.net.layers):
    print(place, all(check_module(layer, inputs[place])))
print("layer 4 is a", type(ada.net.layers[4]).__name__)

# %% [markdown]
# Now the input that exposes it. Not every input does.
#
# **Predict.** Into this ReLU goes $x = (-1, 3)$. What comes back for an arriving gradient of (1, 1), and what
# for (2, 2), if it is right?
#
# <details><summary>Answer</summary>
#
# (0, 1) and (0, 2). With ones, the slope alone looks right: a check with ones would be blind.
#
# </details>

# %%
suspect = ada.net.layers[4]
suspect.forward(np.array([[-1.0, 3.0]]))
for upstream in (1.0, 2.0):
    print(upstream, suspect.backward(np.full((1, 2), upstream)))

# %%
ada.net.layers[4] = ReLU()
dashboard(ada, "Ada's run, layer 4 replaced")

# %% [markdown]
# *What to see:* ten checks pass. Only the loss curve fails: it creeps down, and ends at 1.91.
#
# ## What if every formula is right?
#
# Gradients, steps and sizes are sound, and the loss still hardly comes down. Then the net does well what it
# should not do at all. Two questions are left: are the data what we think? What is the lowest loss that this
# net can reach?

# %%
ink = (ada.x[:6] - ada.x.min()) / np.ptp(ada.x)  # 0 to 1 again, to be drawn
Picture(
    draw_images(
        ink.reshape(-1, 8, 8),
        [f"label {label}" for label in ada.labels[:6]],
        title="Do image and label match?",
    ),
    "The first six training images with their labels, which match.",
)

# %% [markdown]
# *What to see:* they match, so the labels are not shuffled. Now what comes out of the net:

# %%
outputs = ada.net.forward(ada.x)
print("all between 0 and 1:", bool((outputs > 0).all() and (outputs < 1).all()))
print("rows sum to 1:", bool(np.allclose(outputs.sum(axis=1), 1)))

# %% [markdown]
# **Predict.** Logits should roam freely; these stay between 0 and 1. The best ones then are 1 for the true
# class and 0 for the nine others. By hand, what is their cross-entropy?
#
# <details><summary>Answer</summary>
#
# $-\ln\frac{e}{e + 9} = 1.46$. No training gets below. A sigmoid stands before the softmax of the loss. (If
# the rows summed to 1 it would be a second softmax, with the same floor.)
#
# </details>

# %%
floor, _ = softmax_cross_entropy(np.eye(10), np.arange(10))
print(f"{floor:.2f}", type(ada.net.layers[-1]).__name__)

# %% [markdown]
# `np.eye(10)`, ten perfect answers, is the input that exposes it. The cure: the last layer goes.

# %%
ada.net.layers.pop()
dashboard(ada, "Ada's run, cured")

# %% [markdown]
# *What to see:* all lies within its band, and the loss goes down.
#
# Only now do we train in earnest, and ask for the truth.

# %%
ada.train(1500)
print("more than 95 % right on the test:", ada.accuracy() > 0.95)
solution("Ada", "all-zeros", "upstream-ignored", "sigmoid-before-softmax")

# %% [markdown]
# ## Which check sees which bug?
#
# We give each of the fifteen suspects to a run of its own and note which checks complain.
#
# **Predict.** Most people look at the loss curve alone. How many of the fifteen does it miss?
#
# <details><summary>Answer</summary>
#
# Four: three of the four wrong backwards, for nets learn with them ([notebook 09](09-testing-gradients.ipynb)), and the wrong mode, which
# shows only in use.
#
# </details>

# %%
complaints = {}
for bug in SUSPECTS:
    checks = trace_dashboard(with_bug(bug))
    complaints[bug] = {name: check.passed for name, check in checks.items()}
print("missed by the loss curve:", [bug for bug in SUSPECTS if complaints[bug]["loss curve"]])
print("missed by all checks:", [bug for bug in SUSPECTS if all(complaints[bug].values())])

# %%
Picture(
    draw_fingerprints(complaints),
    "A table of fifteen bugs by eleven checks with a cross where the check complains: every row has a "
    "cross, eight have several, and no single column has a cross in every row.",
)

# %% [markdown]
# *What to see:* every row has its mark, so together the checks miss none of these; no column has all, so no
# check is enough. Three rows have the last mark alone: those that we told apart by looking at images
# and outputs.
#
# ## What is wrong with your own run?
#
# Put in your name or number. You get your own net; it has three bugs of three kinds, one of them in a
# backward. Work through the table of checks, from the top. Cure the first bug, look again.

# %%
learner = "Grace"
run = assign(learner)
checks = trace_dashboard(run)
Picture(
    draw_dashboard(checks, title=f"{learner}'s run", only=failed(checks)),
    describe_dashboard(checks),
)

# %% [markdown]
# *What to see:* the checks that fail; without `only` all eleven are drawn.
#
# **Predict.** Name three suspects before you touch anything. Write one line for each: its name, its place, an
# input that exposes it.
#
# <details><summary>How do I find the place?</summary>
#
# Check each layer alone, as above. For a step: compare `parameter.value` before and after it with the
# gradient. For the data: print mean and deviation, draw images with labels.
#
# </details>
#
# <details><summary>Which cure belongs to which bug?</summary>
#
# | bug | cure |
# |---|---|
# | a backward of ReLU | `run.net.layers[i] = ReLU()` |
# | a backward of Linear | `new = Linear(*old.W.value.shape, rng=rng)`, then `new.W, new.b = old.W, old.b` |
# | the residual layer | `new = Residual(*old.branch.layers, scale=old.scale)` |
# | inputs | subtract mean, divide by deviation of `run.x`; the same numbers for `run.x_test` |
# | labels | `_, run.labels = load_digits()[0]` |
# | rate | `run.optimizer.lr = 0.1` |
# | the step | `run.net.zero_grad()`, `run.take_step = train_step` |
# | weights | He's rule, as above |
# | dead units | biases of 0 |
# | a layer too many at the end | `run.net.layers.pop()` |
# | wrong mode | `run.answer = healthy().answer` |
#
# `old` is `run.net.layers[i]`, and there belongs `new`. `Residual` is in `layers`, `load_digits` in `data`.
#
# </details>
#
# <details><summary>If you left the name as it was: what is wrong with Grace's?</summary>
#
# `asked twice` comes first: `wrong-mode`. The gradient check finds `6.b` alone: `bias-from-one-row`. In the
# second step all layers but the last move a wrong way: `updated-too-early`, and that is where the `nan`
# comes from.
#
# </details>
#
# Then name them, and ask. With a list in place of `[]` the next cell tells the truth.

# %%
named = []
print(solution(learner, *named) if named else "Name three bugs first.")

# %% [markdown]
# ## What is behind the usual advice?
#
# | advice | the cell that shows it |
# |---|---|
# | store what backward needs | [08](08-modules.ipynb), What happens in a row of modules? |
# | backward in reverse order | [07](07-mlp-by-hand.ipynb), What changes with more layers?; [11](11-autograd.ipynb), In which order does one visit suffice? |
# | all gradients before any update | this notebook, What is behind the usual advice?; [08](08-modules.ipynb), When may a layer be updated? |
# | normalize inputs | this notebook, Does normalizing let us take larger steps? |
# | gradients for all trainable parameters | this notebook, Break it |
# | watch gradient sizes | [13](13-vanishing-and-exploding-gradients.ipynb), What do thirty equal factors make? |
# | watch for `nan` | this notebook, What is behind the usual advice? |
# | learning rates of 0.001 to 0.1 | this notebook, Does normalizing let us take larger steps?; [10](10-optimizers.ipynb), How far may a step go? |
#
# **Predict.** All gradients before any update, by hand: $y = x\, w_1 w_2$ with $x = 1$, $w_1 = 2$, $w_2 = 3$,
# rate 0.1, and 1 arrives at $y$. Which gradient does $w_1$ get, and which if $w_2$ has moved already?
#
# <details><summary>Answer</summary>
#
# $\bar w_2 = x w_1 = 2$ and $\bar w_1 = x w_2 = 3$. If $w_2$ moved first, to $3 - 0.1 \times 2 = 2.8$, then
# $w_1$ gets 2.8.
#
# </details>

# %%
x0, w1, w2, lr, grad_y = 1.0, 2.0, 3.0, 0.1, 1.0
grad_w2 = grad_y * x0 * w1
print("in time:", grad_y * x0 * w2, " too early:", round(grad_y * x0 * (w2 - lr * grad_w2), 6))

# %% [markdown]
# For `nan` the first one counts, in the order of computation. One bad pixel in 64 images:
#
# **Predict.** In how many of the seven layers' outputs is there a `nan`? Which of them is to blame?
#
# <details><summary>Answer</summary>
#
# In all, and none is: the input is. Row 5 of every layer is lost; in a backward pass all weights follow.
#
# </details>

# %%
net, pixels = healthy().net, healthy().x[:64].copy()
pixels[5, 3] = np.nan
net.forward(pixels)
values = forward_values(net)
print(sum(bool(np.isnan(value).any()) for name, value in values.items() if name != "x"), "layers")
print(first_non_finite(values))

# %% [markdown]
# ## Break it
#
# We cure a healthy net: layer 3 is replaced by a fresh one. The optimizer was made before.
#
# **Predict.** What do the gradient check, the second step and the loss curve say?
#
# <details><summary>Answer</summary>
#
# The gradients are right, and the loss falls: the other layers learn. But the optimizer moves the parameters it
# was given, and the new ones are not among them: `3.W` and `3.b` never move.
#
# </details>

# %%
mended = healthy()
mended.net.layers[3] = Linear(24, 24, rng=rng)
checks = trace_dashboard(mended)
print(failed(checks))
print("moves by", checks["update ratios"].numbers["3.W"], "of its size")

# %% [markdown]
# Hand over the old `W` and `b`, as in the table of cures, or make a new optimizer.
#
# ## In the package
#
# The step that all our runs should take, and who finds the first `nan`.

# %%
show_source(train_step, first_non_finite)

# %% [markdown]
# ## Recap
#
# A loss curve says that something is wrong, sometimes; what is wrong is said by cheap checks in a
# fixed order. The first that fails counts. After each cure we look again, because zeros, dead units and
# floors hide what lies behind. A bug is found when we can name it and exhibit an input on which it shows.
#
# The table of the course is complete. $\bar q$ always has the shape of $q$.
#
# | formula | going back | notebook |
# |---|---|---|
# | $a = \sigma(z)$ | $\bar z = \bar a\, a(1 - a)$ | [01](01-one-neuron.ipynb) |
# | $q$ used twice | what comes back is added | [02](02-chain-rule.ipynb) |
# | any $f$ | $(f(x + h) - f(x - h))/2h$ is the referee | [03](03-numerical-gradients.ipynb) |
# | mean of $(p - t)^2$ | $\bar p = 2(p - t)/n$ | [04](04-losses.ipynb) |
# | softmax and cross-entropy | $\bar z = (p - \text{one-hot})/n$ | [05](05-softmax-cross-entropy.ipynb) |
# | $y = xW + b$ | $\bar x = \bar y W^T$, $\bar W = x^T \bar y$, $\bar b$ = sum over rows | [06](06-vector-jacobian-products.ipynb) |
# | $y = \max(x, 0)$ | $\bar x = \bar y$ where $x > 0$ | [06](06-vector-jacobian-products.ipynb) |
# | layers in a row | one loop, last layer first | [07](07-mlp-by-hand.ipynb) |
# | $y = x + f(x)$ | $\bar x = \bar y + \bar y\, \partial f/\partial x$ | [08](08-modules.ipynb) |
# | a backward | right if it agrees with nudges, for random upstream | [09](09-testing-gradients.ipynb) |
# | $w \leftarrow w - \eta\, \bar w$ | after all of backward, before the next forward | [10](10-optimizers.ipynb) |
# | any graph | each node once, after all who use it | [11](11-autograd.ipynb) |
# | mean 0, deviation 1 | three ways: straight, through the mean, through the deviation | [12](12-normalization.ipynb) |
# | $h_t = \tanh(h_{t-1} W + \dots)$ | once per step of time, factors multiply | [13](13-vanishing-and-exploding-gradients.ipynb) |
#
# One neuron with $x = 0.5$ was the beginning. Whoever got here can debug any small network, and large ones
# are made of the same parts.

# %% [markdown]
# ## Questions
#
# **1.** The loss falls nicely, nine of ten test images are read rightly. Is the backward right?
#
# <details><summary>Answer</summary>
#
# Nobody knows. Three of our wrong backwards look like this. Check the gradient.
#
# </details>
#
# **2.** What is wrong with this backward?
#
# ```python
# def backward(self, grad_y):
#     self.W.grad += self.x.T @ grad_y
#     self.W.value -= 0.1 * self.W.grad
#     return grad_y @ self.W.value.T
# ```
#
# <details><summary>Answer</summary>
#
# Two bugs. `W` moves before the gradient has passed through it, so the layers below get a wrong one. And
# `grad` is never set to zero, so each step repeats all earlier ones.
#
# </details>
#
# **3.** Ten classes, and the first loss is 18. Where do you look?
#
# <details><summary>Answer</summary>
#
# At the inputs, then at the sizes of values: logits are too large, and the net is sure of wrong answers. Our
# run with raw ink starts like that.
#
# </details>
#
# **4.** A net has right gradients and learns nothing. How can it be?
#
# <details><summary>Answer</summary>
#
# The gradients of zeros, dead units or a wrong model are right, too; or the labels belong to other images.
# The check compares backward with forward, not with what we meant.
#
# </details>
#
# **5.** You replace a layer, and the check of gradients passes. What else has to know the new layer?
#
# <details><summary>Answer</summary>
#
# The optimizer, which holds a list of the old parameters.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper; the cell below them checks all three. Beyond them: `assign` takes any number, so
# there is always another run. And add a layer of your own, such as $y = x^2$ as a `Module`: let
# `check_module` judge it, and put it into a healthy run.
#
# **A.** Two classes, and a sigmoid before the softmax of the loss. What is the lowest loss?
#
# <details><summary>Answer</summary>
#
# Logits 1 and 0: $-\ln\frac{e}{e + 1} = 0.31$.
#
# </details>
#
# **B.** The gradient is 1 at every step, the rate 0.1, and nobody sets it to zero. How far does a weight move
# in four steps, and how far should it?
#
# <details><summary>Answer</summary>
#
# $0.1 \times (1 + 2 + 3 + 4) = 1$ in place of 0.4.
#
# </details>
#
# **C.** Normalize (2, 4, 4, 6), and scale it to 0 to 1.
#
# <details><summary>Answer</summary>
#
# Mean 4, deviation $\sqrt{(4 + 0 + 0 + 4)/4} = 1.41$: (-1.41, 0, 0, 1.41). Scaled: (0, 0.5, 0.5, 1).
#
# </details>

# %%
print("A", round(softmax_cross_entropy(np.eye(2), np.arange(2))[0], 2))
print("B", round(0.1 * np.cumsum(np.ones(4)).sum(), 6), "and", 0.1 * 4)
four = np.array([[2.0], [4.0], [4.0], [6.0]])
print("C", normalized(four).round(2).ravel().tolist(), ((four - 2) / 4).ravel().tolist())

# %% [markdown]
# ## Further reading
#
# Where to go next:
#
# - A. Karpathy, *A recipe for training neural networks*, 2019: the same order of looking, for large nets.
# - Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, *Efficient BackProp*, 1998: why inputs are normalized, and how
#   that sets the learning rate.
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, MIT Press, 2016: what is built from these parts;
#   its chapter 11 is on method.
