# teaches: diagnostics.first_non_finite, training.train_step
# teaches: labs.broken_nets, labs.training_checks
# uses: diagnostics.forward_values, gradcheck.check_module, init.he_normal, init.lecun_normal
# uses: layers.Linear, layers.ReLU, losses.mse, losses.softmax_cross_entropy, mlp.MLP
# remember: Check in the order of cost; the first check that fails counts; cure one bug, then look again.
# %% [markdown]
# # 14  Debug a network
#
# ## What you'll do
#
# You receive a network that does not learn, find its three bugs with twelve checks, and cure it. Then you
# get a run of your own, and nobody tells you what is wrong with it.
#
# ## What you'll learn
#
# - **order** checks from the cheapest to the most expensive,
# - **name** a bug by the checks that it fails, and find an input that exposes it,
# - **cure** it, and look again, because one bug may hide another,
# - **scale** inputs and targets to what a net can take and reach.
#
# ## What you'll need
#
# All of the course, above all [notebook 09](09-testing-gradients.ipynb), what a check can see, and
# [notebook 13](13-vanishing-and-exploding-gradients.ipynb), sizes of values and gradients.

# %% [markdown]
# ## Recall
#
# In notebook 13 a net that stalled stayed at the loss of a guess: the same probability for every class.
#
# **Predict.** What is the cross-entropy of such a guess, for ten classes?
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
from backprop_course.checking import check
from backprop_course.diagnostics import first_non_finite, forward_values
from backprop_course.exercises import ch14
from backprop_course.figures.debugging.dashboard_picture import draw_dashboard
from backprop_course.figures.debugging.fingerprints_picture import (
    draw_fingerprints,
    draw_output_range,
)
from backprop_course.gradcheck import check_module
from backprop_course.init import he_normal, lecun_normal
from backprop_course.labs.broken_nets import KIND_OF, SUSPECTS, assign, healthy, solution, with_bug
from backprop_course.labs.training_checks import describe_dashboard, failed, trace_dashboard
from backprop_course.layers import Linear, ReLU
from backprop_course.losses import mse, softmax_cross_entropy
from backprop_course.mlp import MLP
from backprop_course.notebook import Picture, show_source
from backprop_course.training import train_step

rng = np.random.default_rng(0)

# %% [markdown]
# ## In which order do we look?
#
# A **run** is a net that reads digits, with its data `x` (1437, 64) and `labels` (1437,) and its training. Ours has
# the layers below, counted from 0. One of them is new, **dropout**: in training mode it sets units to 0 at random;
# in evaluation mode (notebook 12), none.

# %%
print([f"{i} {type(layer).__name__}" for i, layer in enumerate(healthy().net.layers)])

# %% [markdown]
# The first run to debug is Ada's. It has three bugs, of different kinds. Does it train? We try on a copy.

# %% tags=["nbval-ignore-output"]
ada = assign("Ada")
print(ada)
losses = copy.deepcopy(ada).train(150)
print(f"loss {losses[0]:.2f} ... {losses[-1]:.2f}, {ada.accuracy():.0%} of the test images correct")

# %% [markdown]
# It guesses. The loss says *that* something is wrong, not what. So we ask twelve questions, the cheapest first. The
# first check that fails counts: later ones may fail because of it.
#
# | check | question; what passes | cost |
# |---|---|---|
# | inputs | mean between -1 and 1, deviation 0.2 to 5? | no pass |
# | first loss | half to twice the loss of a guess? | 1 forward |
# | values | size 0.05 to 20 in all layers? | the same |
# | dead units | fewer than half of each ReLU layer dead? | the same |
# | gradients | 0.01 to 30 times as large as in the last layer? | 1 backward |
# | asked twice | one image alone and among others: same answer? | 2 forward |
# | gradient check | does each gradient agree with the forward pass? | fewer than 10 forward |
# | second step | is it -rate × gradient? | 2 steps |
# | update ratios | size of step / size of weights 0.00001 to 0.3? (0.001 is usual) | the same |
# | one batch | trained on 8 images alone, is the loss a tenth of a guess's? | 100 steps |
# | finite | no `nan`, no `inf` after some training? | 150 steps |
# | loss curve | does it end below a third of the loss of a guess? | the same |
#
# The answers come from copies of a run: looking changes nothing. First a run without a bug, to know what to compare with.


# %%
def dashboard(run, title, whole=False):
    """The checks that fail; all of them when none does, or for the whole."""
    checks = trace_dashboard(run)
    only = None if whole else failed(checks)
    return Picture(draw_dashboard(checks, title=title, only=only), describe_dashboard(checks))


dashboard(healthy(), "A healthy run")

# %% [markdown]
# *What to see:* each panel is one check. Take *gradients*: a mark for each layer, and a grey band for what passes;
# here the layers are alike to within a factor of ten. In *gradient check*, a mark left of the dashed line passes;
# `2.0.W` is the weight inside the residual layer 2. Now Ada's run:

# %%
dashboard(ada, "Ada's run", whole=True)

# %% [markdown]
# *What to see:* a check that fails has the mark ✗, bold words and a thick frame. Triangles at the bottom are exactly 0,
# and hollow marks are gradients of 0 that should be 0. The suspects are fifteen bugs that people really make:

# %%
for name, truth in SUSPECTS.items():
    print(f"{name}: {truth}")

# %% [markdown]
# ## Which symptom comes first?
#
# **Predict.** What is the first check in the table that fails, and which bug does it suggest? And why does the
# gradient check *pass*?
#
# <details><summary>Answer</summary>
#
# `values`: every linear layer returns 0, though the inputs pass. Weights of 0 do that: `all-zeros`.
# The gradient check compares 0 with 0 (hollow marks): a gradient that should be 0 is 0. It says nothing
# about the formulas.
#
# </details>

# %%
for name, parameter in ada.net.named_parameters().items():
    print(f"{name:<27} {abs(parameter.value).max():.1f}")

# %% [markdown]
# Any image exposes it. And training does not cure it: `grad @ W.T` is 0, so nothing reaches the lower layers, and in
# the last one `x.T @ grad` is 0, because its $x$ is. (Another number for all weights would be as bad without dropout:
# units that start alike get the same gradient, and stay alike.) The cure is He's rule of notebook 13, and gain 1 for the
# last layer, whose output goes through no ReLU.

# %%
weights = [parameter for parameter in ada.net.parameters() if parameter.value.ndim == 2]
for parameter in weights:
    rule = lecun_normal if parameter is weights[-1] else he_normal
    parameter.value[...] = rule(*parameter.value.shape, rng=rng)
dashboard(ada, "Ada's run, new weights")

# %% [markdown]
# *What to see:* only the checks that fail are drawn; values and dead units now pass. But the gradients leave their
# band, and seven of nine are wrong. The zeros had hidden a wrong backward pass.
#
# ## Which layer returns a wrong gradient?
#
# **Predict.** Going backward, the gradients of layer 6 are correct and those of layer 3 are wrong. Which layers may be
# to blame? The gradient grows more than a thousandfold there: which of the suspects would do that?
#
# <details><summary>Answer</summary>
#
# Layers 4 and 5, and what layer 6 sends down; 3 and all below may only pass on what they got. What arrives
# carries the factor $1/n$ of the loss. A layer that ignores it returns slopes of 1: `upstream-ignored`.
#
# </details>
#
# To find it, we check each layer alone, with the input that it has in this net.

# %% tags=["nbval-ignore-output"]
ada.net.forward(ada.x[:8])
inputs = list(forward_values(ada.net).values())  # x, then the output of each layer
for place, layer in enumerate(ada.net.layers):
    worst = max(report.error for report in check_module(layer, inputs[place]))
    print(f"{place} {type(layer).__name__:<9} largest relative error {worst:.0e}")

# %% [markdown]
# It is layer 4. Now we look for an input that exposes it; not every input does.
#
# **Predict.** This ReLU gets $x = (-1, 3)$. What should it return for an arriving gradient of (1, 1), and what
# for (2, 2)? Which of the two exposes a layer that returns slopes alone?
#
# <details><summary>Answer</summary>
#
# (0, 1) and (0, 2). The second exposes it. With ones, the slope alone looks correct.
#
# </details>

# %%
suspect = ada.net.layers[4]
suspect.forward(np.array([[-1.0, 3.0]]))
for upstream in (1.0, 2.0):
    print(upstream, suspect.backward(np.full((1, 2), upstream)))

# %% [markdown]
# **You write it.** What layer 4 should return. The cell after it puts your function into Ada's net.
#
# {{task: relu_backward}}
#
# {{hints: relu_backward}}


# %%
def relu_backward(grad_y, x):
    """Return the gradient of the input x of a ReLU; all arrays have one shape.

    grad_y = [[10., 20., -30.]], x = [[-2., 0.5, 3.]]  ->  [[0., 20., -30.]]
    """
    ### BEGIN SOLUTION
    return np.where(x > 0, grad_y, 0.0)
    ### END SOLUTION


# %%
check(ch14.relu_backward, relu_backward)


# %%
class MendedReLU(ReLU):
    def backward(self, grad_y, *, input_grad=True):
        return relu_backward(grad_y, self.x)


ada.net.layers[4] = MendedReLU()
dashboard(ada, "Ada's run, layer 4 replaced")

# %% [markdown]
# *What to see:* ten checks pass. `one batch` fails, and so does the loss curve: it creeps down.
#
# ## What if every formula is correct?
#
# Gradients, steps and sizes all pass, and the loss still hardly falls. Then the net does well what it should not do at
# all. Either the data are not what we think, or the net cannot give the answers that we want.
#
# **Predict.** `one batch` fails: not even 8 images can be learned by heart. Can shuffled labels be the reason?
#
# <details><summary>Answer</summary>
#
# No. A net can learn any labels of 8 images by heart, wrong ones too. With shuffled labels `one batch` passes,
# and only the loss curve fails. So it is the net: its answers cannot go where they should.
#
# </details>
#
# So we look at its outputs.

# %%
outputs = ada.net.forward(ada.x)
print(f"outputs from {outputs.min():.1f} to {outputs.max():.1f}")
print(f"rows add up to {outputs.sum(axis=1).min():.0f} to {outputs.sum(axis=1).max():.0f}")

# %% [markdown]
# Logits should take any value; these stay between 0 and 1, and they are no probabilities. If logits can be no lower
# than `low` and no higher than `high`, how far down can the loss go?
#
# **You write it.** The lowest cross-entropy.
#
# {{task: lowest_loss}}
#
# {{hints: lowest_loss}}


# %%
def lowest_loss(classes, low, high):
    """Return the lowest cross-entropy of one example, if every logit lies between low and high.

    classes = 2, low = -1, high = 1  ->  0.1269
    """
    ### BEGIN SOLUTION
    return np.log(1 + (classes - 1) * np.exp(low - high))
    ### END SOLUTION


# %%
check(ch14.lowest_loss, lowest_loss)

# %%
ten_perfect_answers, _ = softmax_cross_entropy(np.eye(10), np.arange(10))
print(f"yours {lowest_loss(10, 0.0, 1.0):.2f}, of ten perfect answers {ten_perfect_answers:.2f}")
print("the last layer:", type(ada.net.layers[-1]).__name__)

# %% [markdown]
# No training gets below 1.46. A sigmoid stands before the softmax of the loss, and `np.eye(10)`, ten perfect answers,
# exposes it. (If the rows added up to 1, it would be a second softmax, with the same lowest loss.) The cure: we remove
# the last layer.

# %%
ada.net.layers.pop()
print(describe_dashboard(trace_dashboard(ada)))

# %% [markdown]
# Only now do we train in earnest, and ask for the truth.

# %% tags=["nbval-ignore-output"]
ada.train(1500)
print(f"{ada.accuracy():.1%} of the test images correct")
solution("Ada", "all-zeros", ("upstream-ignored", 4), "sigmoid-before-softmax")

# %% [markdown]
# ## Which check sees which bug?
#
# We give each of the fifteen suspects to a run of its own and note which checks complain.
#
# **Predict.** Most people look at the loss curve alone. How many of the fifteen does it miss, and which kinds?
#
# <details><summary>Answer</summary>
#
# Four: three of the four wrong backward passes, because nets learn with them
# ([notebook 09](09-testing-gradients.ipynb)), and the wrong mode, which shows only in use.
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
    draw_fingerprints(complaints, KIND_OF),
    "A table of fifteen bugs by twelve checks with a cross where the check complains: every row has a "
    "cross, ten have several, and no single column has a cross in every row.",
)

# %% [markdown]
# *What to see:* lines separate the five kinds. The bold cross is the first check that complains: it makes the
# diagnosis. Every row has one, so together the checks miss none of these; no column is full, so no check is enough.
#
# ## What can a net take, and what can it reach?
#
# Your own run may need two more cures. The first is for a net without any bug in its code. For each of 80 fields it gets
# temperature (°C), rain (mm), height (m) and the soil's pH, and it should learn the yield in tonnes. It has 8 tanh units
# and one sigmoid output.

# %%
low_x, high_x = np.array([5.0, 200.0, 0.0, 4.0]), np.array([30.0, 1500.0, 2000.0, 9.0])
u = rng.uniform(size=(80, 4))
x = low_x + (high_x - low_x) * u  # (80, 4)
y = 10 + 30 * u[:, [0]] * np.sin(np.pi * u[:, [3]]) + 20 * u[:, [1]] * (1 - u[:, [2]])  # (80, 1)
print(f"yields from {y.min():.0f} to {y.max():.0f} tonnes")

# %% [markdown]
# **Predict.** What will the trained net answer for a field of 30 tonnes?
#
# <details><summary>Answer</summary>
#
# 1, as for every other field. A sigmoid gives 0 to 1, and nothing in that range is closer to 30. Targets outside it
# cannot be reached.
#
# </details>
#
# So the target is scaled. By hand, for yields from 10 to 50: 20 becomes $(20 - 10)/(50 - 10) = 0.25$, and an answer of
# 0.25 means $10 + 40 \times 0.25 = 20$.
#
# The inputs have a problem of their own. Rain of 1,500 times a weight of 0.1 is 150, and tanh is flat there. So we
# normalize each input once, before training: subtract its mean, divide by its deviation. By hand: (1, 2, 3) becomes
# (-1.22, 0, 1.22), and so does (1000, 2000, 3000): the unit of measure cancels. New inputs are scaled with *these* means
# and deviations.
#
# **You write it.** Mind a pixel that is white in all images: add $\varepsilon = 10^{-5}$ to the variance, as batch norm
# does (notebook 12).
#
# {{task: normalized}}
#
# {{hints: normalized}}


# %%
def normalized(x, new):
    """Return new (m, features), scaled by the mean and the variance + 1e-5 of each column of x.

    x (n, features): what the net is trained on; the variance divides by n.
    x = [[1., 7.], [3., 7.]], new = [[2., 7.], [4., 7.]]  ->  [[0., 0.], [2., 0.]], rounded
    """
    ### BEGIN SOLUTION
    return (new - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + 1e-5)
    ### END SOLUTION


# %%
check(ch14.normalized, normalized)


# %% tags=["nbval-ignore-output"]
def learned(x, target):
    net = MLP([4, 8, 1], rng=np.random.default_rng(0), activation="tanh", output="sigmoid")
    for _ in range(1000):
        _, grad = mse(net.forward(x), target)
        net.backward(grad)
        net.update_parameters(lr=1.0)
    return net.forward(x)  # (80, 1)


low, high = y.min(), y.max()
scaled = (y - low) / (high - low)
answers = {
    "nothing scaled": learned(x, y),
    "target scaled": low + (high - low) * learned(x, scaled),
    "inputs normalized too": low + (high - low) * learned(normalized(x, x), scaled),
}
for name, answer in answers.items():
    print(f"{name}: typical error {np.sqrt(mse(answer, y)[0]):.1f} tonnes")

# %%
Picture(
    draw_output_range(y, answers),
    "Without scaling all answers are 1; with the target scaled they stand on a few levels; with the "
    "inputs normalized too they lie along the dashed line where answer and truth agree.",
)

# %% [markdown]
# *What to see:* left, every answer is 1. Middle, there are only a few levels, because every tanh unit stands at -1 or 1.
# Right, the answers follow the truth. (The typical error is the root mean square.)
#
# Normalized inputs also allow larger steps: weights get $x^T \bar y$, so inputs eight times as large make gradients
# eight times as large. We train the healthy run with inputs of size 1, and with ink from 0 to 16 (size 8):


# %% tags=["nbval-ignore-output"]
def end_of_curve(run, lr):
    run.optimizer.lr = lr
    with np.errstate(all="ignore"):  # too large a rate overflows
        return np.mean(run.train(150)[-20:])


rates = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
runs = {"inputs normalized": healthy, "ink from 0 to 16": lambda: with_bug("inputs-not-normalized")}
for name, new_run in runs.items():
    ends = {rate: end_of_curve(new_run(), rate) for rate in rates}
    best = min(ends, key=lambda rate: np.nan_to_num(ends[rate], nan=np.inf))
    print(f"{name}: best rate {best}, loss {ends[best]:.2f}; at 3.0 {ends[3.0]:.2f}")

# %% [markdown]
# The usual advice, a learning rate from 0.001 to 0.1, is for normalized inputs and losses that are means.
#
# ## Which weight may move first?
#
# The second cure is for the step. Take $y = x\, w_1 w_2$, with $x = 1$, $w_1 = 2$, $w_2 = 3$ and rate 0.1, and let a
# gradient of 1 arrive at $y$. Then $\bar w_1 = x w_2 = 3$ and $\bar w_2 = x w_1 = 2$. If $w_2$ moves first, to
# $3 - 0.1 \times 2 = 2.8$, then $w_1$ gets 2.8, the gradient of a net that made another prediction.
#
# **You write it.** One correct step for both.
#
# {{task: both_updated}}
#
# {{hints: both_updated}}


# %%
def both_updated(x, w1, w2, grad_y, lr):
    """Return w1 and w2 after one step of gradient descent, for y = x w1 w2; grad_y arrives at y.

    x = 1, w1 = 2, w2 = 3, grad_y = 1, lr = 0.1  ->  (1.7, 2.8)
    """
    ### BEGIN SOLUTION
    grad_w1, grad_w2 = grad_y * x * w2, grad_y * x * w1
    return w1 - lr * grad_w1, w2 - lr * grad_w2
    ### END SOLUTION


# %%
check(ch14.both_updated, both_updated)

# %% [markdown]
# ## What is wrong with your own run?
#
# Put in your name or a number. You get your own net; it has three bugs of three kinds, one of them in a
# backward pass.

# %%
learner = "Grace"
run = assign(learner)
print(run)

# %% [markdown]
# Run the second of the next two cells to look. Then write a cure into the first, run both, and look again. Note each
# bug's name and place. (Running the cell above again brings all bugs back.)

# %%
# Your cures, one below the other, such as:  run.optimizer.lr = 0.1

# %%
dashboard(run, f"{learner}'s run")

# %% [markdown]
# *What to see:* the checks that fail, or all of them when none does.
#
# <details><summary>How do I find the place?</summary>
#
# Check each layer alone, as above. For a step: compare `parameter.value` before and after it with the
# gradient. For the data: print mean and deviation; draw images with their labels, as in notebook 07.
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
# | inputs | `run.x, run.x_test = normalized(run.x, run.x), normalized(run.x, run.x_test)` |
# | labels | `_, run.labels = load_digits()[0]` |
# | rate | `run.optimizer.lr = 0.1` |
# | the step | `run.net.zero_grad()`, `run.take_step = train_step` |
# | weights | He's rule, and `lecun_normal` for the last layer, as above |
# | dead units | biases of 0 |
# | a layer too many at the end | `run.net.layers.pop()` |
# | wrong mode | `run.answer = healthy().answer` |
#
# `old` is `run.net.layers[i]`, and `new` takes its place. `Residual` is in `layers`, `load_digits` in `data`.
#
# </details>
#
# <details><summary>If you left the name as it was: what is wrong with Grace's?</summary>
#
# `asked twice` comes first: `wrong-mode`. The gradient check finds `6.b` alone: `bias-from-one-row`. In the
# second step all layers but the last take a wrong step: `updated-too-early`, and that is where the `nan`
# comes from.
#
# </details>
#
# Then name all three, a backward pass with its layer, as in `("weights-transposed", 3)`, and ask.

# %%
named = []
print(solution(learner, *named) if named else "Name three bugs first.")

# %% [markdown]
# There is always another run: `assign` takes any number.

# %% [markdown]
# ## What is behind the usual advice?
#
# | advice | because | shown in |
# |---|---|---|
# | store what backward needs | slopes depend on the inputs of the forward pass | [08](08-modules.ipynb) |
# | backward in reverse order | a gradient is complete when all later layers have sent theirs | [07](07-mlp-by-hand.ipynb), [11](11-autograd.ipynb) |
# | all gradients before any update | the prediction was made with the old weights | this notebook, Which weight may move first? |
# | normalize inputs | else units saturate, and steps must be small | this notebook, What can a net take, and what can it reach? |
# | gradients for all trainable parameters | the others never move | this notebook, Break it |
# | watch gradient sizes | the factors of all layers multiply | [13](13-vanishing-and-exploding-gradients.ipynb) |
# | watch for `nan` | one spoils every weight in one step | this notebook, What is behind the usual advice? |
# | learning rates of 0.001 to 0.1 | above $2/\lambda$ a step overshoots | [10](10-optimizers.ipynb); this notebook, What can a net take, and what can it reach? |
#
# For `nan` the first one counts, in the order of computation. With one bad pixel in 64 images:

# %%
net, pixels = healthy().net, healthy().x[:64].copy()
pixels[5, 3] = np.nan
net.forward(pixels)
values = forward_values(net)
print(sum(np.isnan(value).any() for name, value in values.items() if name != "x"), "of 7 layers")
print(first_non_finite(values))

# %% [markdown]
# All layers hold `nan`, and none is to blame: the input is.
#
# ## Break it
#
# We replace layer 3 of a healthy net by a fresh one. The optimizer was made before.
#
# **Predict.** What do the gradient check, the second step and the loss curve say?
#
# <details><summary>Answer</summary>
#
# The gradients are correct, and the loss falls: the other layers learn. But the optimizer moves the parameters it
# was given, and the new ones are not among them: `3.W` and `3.b` never move.
#
# </details>

# %%
mended = healthy()
mended.net.layers[3] = Linear(24, 24, rng=rng)
checks = trace_dashboard(mended)
print("failed:", failed(checks))
print("3.W moves by", checks["update ratios"].numbers["3.W"], "of its size")

# %% [markdown]
# Give the new layer the old `W` and `b`, as in the table of cures, or make a new optimizer.
#
# ## In the package
#
# The step that all our runs should take, and the function that finds the first `nan`.

# %%
show_source(train_step, first_non_finite)

# %% [markdown]
# ## Recap
#
# Cheap checks in a fixed order say what a loss curve does not. After each cure we look again, because zeros and dead
# units hide other bugs. A bug is found when we can name it and find an input that exposes it.
#
# The table of the course is complete. $\bar q$ always has the shape of $q$.
#
# | formula | backward | notebook |
# |---|---|---|
# | $a = \sigma(z)$ | $\bar z = \bar a\, a(1 - a)$ | [01](01-one-neuron.ipynb) |
# | $q$ used twice | the gradients of both uses are added | [02](02-chain-rule.ipynb) |
# | any $f$ | $(f(x + h) - f(x - h))/2h$ is the referee | [03](03-numerical-gradients.ipynb) |
# | mean of $(p - t)^2$ | $\bar p = 2(p - t)/n$ | [04](04-losses.ipynb) |
# | softmax and cross-entropy | $\bar z = (p - \text{one-hot})/n$ | [05](05-softmax-cross-entropy.ipynb) |
# | $y = xW + b$ | $\bar x = \bar y W^T$, $\bar W = x^T \bar y$, $\bar b$ = sum over rows | [06](06-vector-jacobian-products.ipynb) |
# | $y = \max(x, 0)$ | $\bar x = \bar y$ where $x > 0$ | [06](06-vector-jacobian-products.ipynb) |
# | layers in a row | one loop, last layer first | [07](07-mlp-by-hand.ipynb) |
# | $y = x + f(x)$ | $\bar x = \bar y + \bar y\, \partial f/\partial x$ | [08](08-modules.ipynb) |
# | a backward function | correct if it agrees with nudges, for random upstream | [09](09-testing-gradients.ipynb) |
# | $w \leftarrow w - \eta\, \bar w$ | after all of backward, before the next forward | [10](10-optimizers.ipynb) |
# | any graph | each node once, after all nodes that use it | [11](11-autograd.ipynb) |
# | mean 0, deviation 1 | three paths: straight, through the mean, through the deviation | [12](12-normalization.ipynb) |
# | $h_t = \tanh(h_{t-1} W + \dots)$ | once per step of time; $\bar W$ is their sum | [13](13-vanishing-and-exploding-gradients.ipynb) |
#
# One neuron with $x = 0.5$ was the beginning. Now you can debug any small network, and large ones have the same parts.

# %% [markdown]
# ## Questions
#
# **1.** The loss falls nicely, and nine of ten test images are read correctly. Is the backward pass correct?
#
# <details><summary>Answer</summary>
#
# Nobody knows. Three of our wrong backward passes look like this. Check the gradient.
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
# At the inputs, then at the sizes of values: the logits are too large, and the net is confidently wrong. A run with ink
# from 0 to 16 starts like that.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper. Write your numbers after `return`, and the check says how you did.
#
# **A.** Four classes, and a tanh before the softmax of the loss. What is the lowest loss, to four digits after the
# point?
#
# {{hints: A}}


# %%
def A():
    """Return the lowest loss.

    An answer looks like this:  return 0.1234
    """
    ### BEGIN SOLUTION
    return np.log(1 + 3 * np.exp(-2))
    ### END SOLUTION


# %%
check(ch14.A, A)

# %% [markdown]
# **B.** The gradient is 1 at every step, the rate 0.1, and nobody sets `grad` to zero. How far does a weight move
# in four steps, and how far should it move?
#
# {{hints: B}}


# %%
def B():
    """Return two lengths: how far the weight moves, and how far it should.

    An answer looks like this:  return 0.2, 0.3
    """
    ### BEGIN SOLUTION
    return 0.1 * (1 + 2 + 3 + 4), 0.4
    ### END SOLUTION


# %%
check(ch14.B, B)

# %% [markdown]
# **C.** A net was trained on the inputs 2, 2, 8, 8, normalized with $\varepsilon = 0$. What becomes of a 2, and of a
# new input of 11? And if the four had been scaled to lie between 0 and 1, where would the 11 go?
#
# {{hints: C}}


# %%
def C():
    """Return the 2, normalized; the 11, normalized; the 11, scaled.

    An answer looks like this:  return -0.5, 0.5, 0.9
    """
    ### BEGIN SOLUTION
    return (2 - 5) / 3, (11 - 5) / 3, (11 - 2) / 6
    ### END SOLUTION


# %%
check(ch14.C, C)

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
