# teaches: ops.sigmoid, ops.sigmoid_vjp, losses.mse, losses.half_mse, losses.binary_cross_entropy
# uses:
# %% [markdown]
# # 01  Compute one neuron by hand
#
# ## What you'll do
#
# You take the smallest network there is, one neuron with one input, and compute every number of one
# training step on paper: the answer, the loss, each slope, the gradient, the update.
#
# ## What you'll learn
#
# - **trace** the values forward and the gradients backward through a neuron,
# - **say** what the sign and the size of a gradient mean,
# - **check** a gradient by nudging a weight,
# - **name** the convention a loss was written in, and the factor it brings.
#
# ## What you'll need
#
# Notebook 00, and from school: the slope of a line, of $x^2$, of $1/u$ and of $e^{-z}$, and that
# $e^0 = 1$.

# %% [markdown]
# ## Recall
#
# In notebook 00 you ran a check and read its verdict. Here the first check is one you do yourself.
#
# **Predict.** What is $2 \times 0.5 - 1$?
#
# <details><summary>Answer</summary>
#
# 0. It is the first number of this lesson.
#
# </details>

# %%
2 * 0.5 - 1

# %%
from math import exp

import numpy as np

from backprop_course import losses, ops
from backprop_course.figures.neuron.circuit import describe_neuron, trace_neuron
from backprop_course.figures.neuron.circuit_picture import draw_neuron
from backprop_course.figures.neuron.charts import (
    draw_logistic_fit,
    draw_slopes_of_losses,
    draw_tangent,
)
from backprop_course.notebook import Picture, show_source
from backprop_course.widgets import explore_neuron

# %% [markdown]
# ## What does a neuron compute?
#
# A **neuron** multiplies its input by a **weight** $w$, adds a **bias** $b$, and sends the sum
# through a function that bends it into the range 0 to 1, the **sigmoid** $\sigma$. The **loss** says
# how far the answer is from the truth $y$: here the squared error.
#
# $$z = w x + b \qquad a = \sigma(z) = \frac{1}{1 + e^{-z}} \qquad L = (a - y)^2$$
#
# Our numbers, once and for all:
#
# | name | value | one word |
# |---|---|---|
# | $x$ | 0.5 | input |
# | $w$ | 2 | weight |
# | $b$ | -1 | bias |
# | $y$ | 1 | truth |
#
# **Predict.** Work out $z$, $a$ and $L$ on paper before you run the next cell.
#
# <details><summary>Answer</summary>
#
# $z = 2 \times 0.5 - 1 = 0$. Then $e^{-0} = 1$, so $a = 1/(1+1) = 0.5$. The answer misses the truth
# by 0.5, and $L = (-0.5)^2 = 0.25$.
#
# </details>

# %%
x, w, b, y = 0.5, 2.0, -1.0, 1.0
z = w * x + b
a = 1 / (1 + exp(-z))
L = (a - y) ** 2
print(f"z = {z:g}   a = {a:g}   L = {L:g}")

# %% [markdown]
# That was the **forward pass**. The package has the same two formulas; the same numbers come out. A loss
# of the package also returns its slope, which we leave aside for now.

# %%
loss, _ = losses.mse(ops.sigmoid(z), y)
print(f"a = {ops.sigmoid(z):g}   L = {loss:g}")

# %% [markdown]
# ## How does each step pass a change on?
#
# The loss should become smaller. We may turn two knobs, $w$ and $b$. The question of all training is:
# if I turn a knob a little, how much does the loss move, and which way?
#
# Between $w$ and $L$ stand three steps. Each step has a **local slope**: how fast its output moves
# when its input moves. A step knows nothing of the others; its slope needs only its own numbers. The
# slope of $L$ when only $a$ moves is written $\partial L/\partial a$.
#
# | step | local slope | with our numbers |
# |---|---|---|
# | $L = (a - y)^2$ | $\partial L/\partial a = 2(a - y)$ | $2 \times (0.5 - 1) = -1$ |
# | $a = \sigma(z)$ | $\partial a/\partial z = a(1 - a)$ | $0.5 \times 0.5 = 0.25$ |
# | $z = w x + b$ | $\partial z/\partial w = x$ | $0.5$ |
# | $z = w x + b$ | $\partial z/\partial b = 1$ | $1$ |
#
# The second row is worth a line. Write $u = 1 + e^{-z}$, so $a = 1/u$. Then
# $\partial a/\partial z = e^{-z}/u^2 = \frac{1}{u} \cdot \frac{u - 1}{u} = a(1 - a)$.
#
# **Predict.** For which $a$ is the slope $a(1 - a)$ largest? How large can it be?
#
# <details><summary>Answer</summary>
#
# At $a = 0.5$, where it is 0.25. A sigmoid never passes on more than a quarter of a change. Remember
# this number.
#
# </details>

# %%
dL_da = 2 * (a - y)
da_dz = a * (1 - a)
dz_dw, dz_db = x, 1.0
print(f"dL/da = {dL_da:g}   da/dz = {da_dz:g}   dz/dw = {dz_dw:g}   dz/db = {dz_db:g}")

# %%
max(value * (1 - value) for value in [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])

# %% [markdown]
# ## What happens to a change that passes all the steps?
#
# A small change of $w$ is multiplied by 0.5 on its way to $z$, then by 0.25 on its way to $a$, then
# by -1 on its way to $L$. Slopes in a row **multiply**: this is the **chain rule**.
#
# $$\frac{\partial L}{\partial w} = \frac{\partial L}{\partial a} \cdot
# \frac{\partial a}{\partial z} \cdot \frac{\partial z}{\partial w}$$
#
# **Predict.** Multiply them. What are $\partial L/\partial w$ and $\partial L/\partial b$?
#
# <details><summary>Answer</summary>
#
# $\partial L/\partial w = -1 \times 0.25 \times 0.5 = -0.125$ and
# $\partial L/\partial b = -1 \times 0.25 \times 1 = -0.25$.
#
# </details>

# %%
dL_dz = dL_da * da_dz
dL_dw = dL_dz * dz_dw
dL_db = dL_dz * dz_db
print(f"dL/dz = {dL_dz:g}   dL/dw = {dL_dw:g}   dL/db = {dL_db:g}")

# %% [markdown]
# We started at the loss and walked to the left, keeping the product so far. $\partial L/\partial z$
# was computed once and used twice. That walk is **backpropagation**, and $\partial L/\partial w$ is
# the **gradient** of the loss with respect to $w$.

# %%
trace = trace_neuron(x, w, b, y)
Picture(draw_neuron(trace), describe_neuron(trace))

# %% [markdown]
# *What to see:* the picture takes $z = w x + b$ in two steps, $p = w x$ and $z = p + b$. Above each
# wire stands the value that goes forward, below it the gradient that comes back; the band is as wide as
# the gradient, and it narrows at the sigmoid, to a quarter.

# %% [markdown]
# ## Is it true?
#
# We can ask the neuron itself. Nudge $w$ by a thousandth and see how the loss moves.
#
# **Predict.** If the gradient is -0.125, how does the loss change when $w$ grows by 0.001?
#
# <details><summary>Answer</summary>
#
# By about $-0.125 \times 0.001 = -0.000125$: it falls.
#
# </details>


# %%
def loss_at(w, b):
    a = 1 / (1 + exp(-(w * x + b)))
    return (a - y) ** 2


change = loss_at(w + 0.001, b) - loss_at(w, b)
print(f"the loss changes by {change:.6f}, which is {change / 0.001:.4f} per unit of w")

# %%
change = loss_at(w, b + 0.001) - loss_at(w, b)
print(f"the loss changes by {change:.6f}, which is {change / 0.001:.4f} per unit of b")

# %% [markdown]
# **Check.** Two ways, the same numbers: the product of slopes and the nudge agree.
#
# The **sign** of -0.125 says: a larger $w$ makes the loss smaller. The **size** says how much it is
# worth: $b$ has twice the effect of $w$, because $w$ acts through $x = 0.5$ and $b$ acts directly.

# %% [markdown]
# ## How do we use it?
#
# To make the loss smaller, move each knob *against* its gradient, by a small share of it. The share
# $\eta$ is the **learning rate**; we take 0.1.
#
# $$w \leftarrow w - \eta \frac{\partial L}{\partial w} \qquad
# b \leftarrow b - \eta \frac{\partial L}{\partial b}$$
#
# **Predict.** What are the new $w$ and $b$?
#
# <details><summary>Answer</summary>
#
# $w = 2 - 0.1 \times (-0.125) = 2.0125$ and $b = -1 - 0.1 \times (-0.25) = -0.975$. Both grow,
# because both gradients are negative.
#
# </details>

# %%
lr = 0.1
w_new, b_new = w - lr * dL_dw, b - lr * dL_db
print(f"w = {w_new:g}   b = {b_new:g}")
print(f"loss before {loss_at(w, b):.4f}, after {loss_at(w_new, b_new):.4f}")

# %% [markdown]
# The loss fell. The picture shows a larger step, with a learning rate of 4 and $b$ kept, so that the
# eye can follow it.

# %%
many_w = np.linspace(-2, 8, 101)
curve = [loss_at(value, b) for value in many_w]
step = w - 4 * dL_dw
Picture(
    draw_tangent(many_w, curve, (w, L), dL_dw, (step, loss_at(step, b))),
    "The loss over w falls to the right; at w = 2 the tangent has slope -0.125, and a step against "
    "the gradient lands lower.",
)

# %% [markdown]
# *What to see:* the tangent falls to the right, so the step goes to the right, and the loss after it
# is lower.

# %% [markdown]
# One step is not enough. Training repeats the three moves: forward, backward, update.

# %%
w_now, b_now = w, b
for _ in range(100):
    a_now = 1 / (1 + exp(-(w_now * x + b_now)))
    dL_dz_now = 2 * (a_now - y) * a_now * (1 - a_now)
    w_now, b_now = w_now - lr * dL_dz_now * x, b_now - lr * dL_dz_now
print(f"after 100 steps: w = {w_now:.4f}, b = {b_now:.4f}, loss = {loss_at(w_now, b_now):.4f}")

# %% [markdown]
# ## Which factor belongs to which loss?
#
# Many books write the loss as $L = \frac{1}{2}(a - y)^2$, so that the 2 of the slope cancels. It is
# the same idea and a different number.
#
# **Predict.** With the half, what are the loss, $\partial L/\partial w$ and $\partial L/\partial b$?
#
# <details><summary>Answer</summary>
#
# All three halve: 0.125, -0.0625 and -0.125. Local slopes of the other steps stay as they are; only
# the first factor of the product changed.
#
# </details>

# %%
half_loss, half_dL_da = losses.half_mse(a, y)
print(f"L = {half_loss:g}   dL/da = {half_dL_da:g}")
print(f"dL/dw = {half_dL_da * da_dz * dz_dw:g}   dL/db = {half_dL_da * da_dz * dz_db:g}")

# %% [markdown]
# Neither is wrong. Wrong is to print one and to differentiate the other. When your gradient is off by
# a factor of exactly 2, this is the first place to look.

# %% [markdown]
# ## What happens when the neuron is sure of itself?
#
# In an explorer, drag a slider, or press Tab until it is marked and use the arrow keys; the field beside
# it takes exact numbers.
#
# **Predict.** In the explorer below, drag $w$ up to 10. The answer becomes almost 1, which is
# right. What happens to the bands? Now set $y = 0$, so that the same answer is almost as wrong as
# can be. Do the bands come back?
#
# <details><summary>Answer</summary>
#
# They vanish in both cases. With $w = 10$ we have $z = 4$, and the slope $a(1-a)$ is below 0.02: the
# sigmoid passes nearly nothing on, however wrong the answer. This is **saturation**.
#
# </details>

# %%
explore_neuron()

# %% [markdown]
# *What to see:* the step slider builds the walk forward and back; far from $z = 0$ the band
# closes at the sigmoid, and $w$ and $b$ learn next to nothing.

# %%
saturated = trace_neuron(x, 10.0, b, 0.0)
Picture(draw_neuron(saturated), describe_neuron(saturated))

# %% [markdown]
# *What to see:* the answer is wrong by almost 1, the band at the loss is at its widest, and hardly
# anything of it arrives at $w$.

# %% [markdown]
# ## Can one neuron learn from labels?
#
# Now eight examples, each with a **label**, 0 or 1: **logistic regression**, which is a network with
# one layer and one neuron. The answer $a$ is read as the probability of label 1.
#
# | name | shape | one word |
# |---|---|---|
# | `hours` | (8,) | inputs |
# | `passed` | (8,) | labels |
#
# The loss that goes with probabilities is the **cross-entropy**: minus the logarithm of the
# probability given to the true label. Its slope brings a gift. For label 1, $L = -\ln a$ has slope
# $-1/a$; times $a(1-a)$ this is $-(1-a) = a - 1$. The sigmoid's slope cancels, for label 0 too (an
# exercise):
#
# $$\frac{\partial L}{\partial z} = a - y$$
#
# **Predict.** For $z = -6$ and label 1, which of the two losses has the larger slope
# $\partial L/\partial z$, squared error or cross-entropy?
#
# <details><summary>Answer</summary>
#
# Cross-entropy: $a - y$ is almost -1. Squared error has the factor $a(1-a)$, which is almost 0, so it
# barely pulls at the answer that needs it most.
#
# </details>

# %%
many_z = np.linspace(-8, 8, 161)
answers = ops.sigmoid(many_z)
squared = 2 * (answers - 1) * answers * (1 - answers)
Picture(
    draw_slopes_of_losses(many_z, squared, answers - 1),
    "For label 1 and z far below 0, the slope of squared error is near 0 and that of "
    "cross-entropy near -1.",
)

# %% [markdown]
# *What to see:* on the left, where the answer is wrong and sure, only cross-entropy still pulls.

# %%
a_far = ops.sigmoid(-6.0)
print(f"at z = -6: squared error {2 * (a_far - 1) * a_far * (1 - a_far):.4f}", end=", ")
print(f"cross-entropy {a_far - 1:.4f}")

# %% [markdown]
# Now the data: hours of study, and whether the examination was passed.

# %%
hours = np.array([0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0])
passed = np.array([0, 0, 0, 1, 0, 1, 1, 1])

# %% [markdown]
# The loop is the one from above. The loss is a mean over the examples, so each gradient is a mean
# too: the mean of $(a - y)\,x$ for $w$, the mean of $a - y$ for $b$. The package's
# `binary_cross_entropy` takes $z$ and puts it through the sigmoid itself.

# %%
w_fit, b_fit = 0.0, 0.0
for _ in range(2000):
    miss = ops.sigmoid(w_fit * hours + b_fit) - passed
    w_fit, b_fit = w_fit - 0.5 * np.mean(miss * hours), b_fit - 0.5 * np.mean(miss)
print(f"w = {w_fit:.3f}, b = {b_fit:.3f}")

# %%
before, _ = losses.binary_cross_entropy(0.0 * hours, passed)
after, _ = losses.binary_cross_entropy(w_fit * hours + b_fit, passed)
right = int(np.sum((w_fit * hours + b_fit > 0) == passed))
print(f"loss before {before:.3f}, after {after:.3f}; {right} of {len(passed)} labels right")

# %%
curve_x = np.linspace(0, 4.5, 91)
Picture(
    draw_logistic_fit(
        hours, passed, curve_x, 0.5 + 0 * curve_x, ops.sigmoid(w_fit * curve_x + b_fit)
    ),
    "Before training the neuron answers 0.5 everywhere; afterwards its answer climbs from 0 to 1 "
    "between the two groups.",
)

# %% [markdown]
# *What to see:* the dashed line knows nothing; the solid one climbs where the labels change from 0
# (circles) to 1 (squares). Two examples stand on the wrong side: one neuron draws one border.

# %% [markdown]
# ## The same numbers from PyTorch
#
# PyTorch builds the same chain and walks it in the same way. These six lines
#
# ```python
# w = torch.tensor(2.0, requires_grad=True)
# b = torch.tensor(-1.0, requires_grad=True)
# a = torch.sigmoid(w * 0.5 + b)
# loss = (a - 1.0) ** 2
# loss.backward()
# print(loss.item(), w.grad.item(), b.grad.item())
# ```
#
# print `0.25 -0.125 -0.25`; a test of this course runs them wherever PyTorch is installed. Nobody
# told PyTorch the gradient of a neuron. It knows the slope of each small step and multiplies, as you
# did.

# %%
recorded_from_pytorch = {"loss": 0.25, "dL/dw": -0.125, "dL/db": -0.25}
recorded_from_pytorch == {"loss": L, "dL/dw": dL_dw, "dL/db": dL_db}

# %% [markdown]
# ## Break it
#
# A common slip is to stop at the difference $a - y$ and to forget that it still has to go through the
# sigmoid: `dL_dw = 2 * (a - y) * x`.
#
# **Predict.** Which number comes out, and what does the nudge say to it?
#
# <details><summary>Answer</summary>
#
# $2 \times (-0.5) \times 0.5 = -0.5$, four times too large: the missing factor is $a(1 - a) = 0.25$.
# The nudge still says -0.125. And yet the sign is right, so training with it would go downhill, at a
# wrong pace. A wrong gradient that learns is the hardest to notice.
#
# </details>

# %%
without_sigmoid_slope = 2 * (a - y) * x
nudged = (loss_at(w + 1e-5, b) - loss_at(w - 1e-5, b)) / 2e-5
print(f"without the slope of the sigmoid: {without_sigmoid_slope:g}   nudged: {nudged:.4f}")

# %% [markdown]
# ## In the package
#
# The fair copy. A function that ends in `_vjp` takes the gradient at the output of a formula and
# returns the gradient at its input: incoming gradient times local slope, the one move of this lesson.

# %%
show_source(ops.sigmoid, ops.sigmoid_vjp)

# %%
show_source(losses.mse, losses.half_mse)

# %% [markdown]
# **Check.** The hundred steps once more, from the package's parts: the same numbers as by hand.

# %%
w_again, b_again = w, b
for _ in range(100):
    z_again = w_again * x + b_again
    _, grad_a = losses.mse(ops.sigmoid(z_again), y)
    (grad_z,) = ops.sigmoid_vjp(grad_a, z_again)
    w_again, b_again = w_again - lr * grad_z * x, b_again - lr * grad_z
loss_again, _ = losses.mse(ops.sigmoid(w_again * x + b_again), y)
print(f"w = {w_again:.4f}, b = {b_again:.4f}, loss = {loss_again:.4f}")

# %% [markdown]
# ## Recap
#
# A neuron is a chain of small steps. Values go forward; on the way back, the gradient so far is
# multiplied by the local slope of each step, and each step needs only its own numbers. The sign of a
# gradient says which way a knob should turn, the size how much it is worth. A nudge checks it without
# any formula. A saturated sigmoid lets no gradient through.
#
# The table that grows through the course ($\bar q$ is the gradient of the loss with respect to $q$):
#
# | formula | going back | shape |
# |---|---|---|
# | $a = \sigma(z)$ | $\bar z = \bar a \, a (1 - a)$ | like $z$ |
# | $L = (a - y)^2$ | $\bar a = 2 (a - y)$ | like $a$ |
# | $z = w x + b$ | $\bar w = \bar z \, x$, $\bar b = \bar z$ | like $w$, $b$ |
#
# Here each quantity went to one place only. Notebook 02 asks what happens when a change can take more
# than one way.

# %% [markdown]
# ## Questions
#
# **1.** The gradient with respect to $x$ is $-0.5$. Why is it larger than the one for $w$?
#
# <details><summary>Answer</summary>
#
# The last factor is $\partial z/\partial x = w = 2$ instead of $\partial z/\partial w = x = 0.5$. A
# product hands each of its inputs the value of the *other* one.
#
# </details>
#
# **2.** What is $\partial L/\partial w$ when $x = 0$? What does that mean for training?
#
# <details><summary>Answer</summary>
#
# 0, whatever the other numbers. An input of 0 teaches its weight nothing.
#
# </details>
#
# **3.** Can one step with a correct gradient make the loss larger?
#
# <details><summary>Answer</summary>
#
# Yes, when the learning rate is so large that the step leaves the part of the curve where the tangent
# is close to it.
#
# </details>
#
# **4.** What is wrong with this backward?
#
# ```python
# dL_da = 2 * (a - y)
# w = w - lr * dL_da * a * (1 - a) * x
# a = 1 / (1 + exp(-(w * x + b)))
# b = b - lr * dL_da * a * (1 - a)
# ```
#
# <details><summary>Answer</summary>
#
# It updates $w$ and recomputes $a$ before the gradient of $b$ is taken. That gradient then mixes two
# different neurons. First all gradients, then all updates.
#
# </details>
#
# **5.** Why do we keep $z$ and $a$ from the forward pass?
#
# <details><summary>Answer</summary>
#
# The local slopes need them: $a(1 - a)$ cannot be computed from the gradient alone.
#
# </details>

# %% [markdown]
# ## Exercises
#
# [Exercises 01](../exercises/01-one-neuron.ipynb): other numbers, the same moves, and a bug to hunt.
#
# ## Further reading
#
# - D. Rumelhart, G. Hinton, R. Williams, *Learning representations by back-propagating errors*,
#   Nature, 1986: four pages that made the method known.
# - M. Mazur, *A Step by Step Backpropagation Example*, 2015: the same walk through a network of two
#   layers, every number printed.
