# teaches: ops.sigmoid, ops.sigmoid_vjp, losses.mse, losses.half_mse, losses.binary_cross_entropy
# uses:
# remember: Backpropagation multiplies local slopes, from the loss back to the weights; each step needs
# remember: only its own numbers.
# %% [markdown]
# # 01  Compute one neuron by hand
#
# ## What you'll do
#
# You take the smallest network there is, one neuron with one input, and compute every number of one
# training step on paper. Then you write the same step in Python, and your neuron learns to tell
# handwritten zeros from ones.
#
# ## What you'll learn
#
# - **trace** the values forward and the gradients backward through a neuron,
# - **say** what the sign and the size of a gradient mean, and **check** them by nudging a weight,
# - **write** a forward pass, a backward pass and an update,
# - **explain** why a saturated neuron stops learning, and which loss helps.
#
# ## What you'll need
#
# Notebook 00, and from school: the slope of a line, of $x^2$, of $1/u$, of $e^{-z}$ and of $\ln a$.

# %% [markdown]
# ## Recall
#
# In notebook 00 we nudged $x$ from 3 to 3.001, and $x^2$ grew by 6 thousandths: its slope there is 6.
#
# **Predict.** Now nudge $a$ from 0.5 to 0.501. By how many thousandths does $(a - 1)^2$ change, and does
# it rise or fall?
#
# <details><summary>Answer</summary>
#
# The slope is $2(a - 1) = 2 \times (-0.5) = -1$: it falls, by about 1 thousandth.
#
# </details>

# %%
print(f"{(0.501 - 1) ** 2 - (0.5 - 1) ** 2:.6f}")

# %%
import numpy as np

from backprop_course import losses, ops
from backprop_course.checking import check
from backprop_course.data import load_digits
from backprop_course.exercises import ch01
from backprop_course.figures.neuron.circuit import describe_neuron, trace_neuron
from backprop_course.figures.neuron.circuit_picture import draw_neuron
from backprop_course.figures.neuron.charts import (
    draw_logistic_fit,
    draw_middles,
    draw_slopes_of_losses,
    draw_tangent,
    draw_training,
)
from backprop_course.notebook import Picture, show_source
from backprop_course.widgets import explore_neuron

# %% [markdown]
# ## What does a neuron compute?
#
# A **neuron** multiplies its input by a **weight** $w$, adds a **bias** $b$, and sends the sum through a function
# that maps every number to one between 0 and 1, the **sigmoid** $\sigma$. The result $a$ is its answer. The **loss**
# says how far the answer is from the **label** $y$, the correct one; here it is the squared error.
#
# $$z = w x + b \qquad a = \sigma(z) = \frac{1}{1 + e^{-z}} \qquad L = (a - y)^2$$
#
# These numbers stay with us through the lesson:
#
# | name | value | meaning |
# |---|---|---|
# | $x$ | 0.5 | input |
# | $w$ | 2 | weight |
# | $b$ | -1 | bias |
# | $y$ | 1 | label |
#
# **Predict.** Work out $z$, $a$ and $L$ on paper. You need no calculator: $e^0 = 1$.
#
# <details><summary>Answer</summary>
#
# $z = 2 \times 0.5 - 1 = 0$ and $a = 1/(1 + 1) = 0.5$. The answer is 0.5 below the label, and
# $L = (-0.5)^2 = 0.25$.
#
# </details>


# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


x, w, b, y = 0.5, 2.0, -1.0, 1.0
z = w * x + b
a = sigmoid(z)
L = (a - y) ** 2
print(f"z = {z:g}   a = {a:g}   L = {L:g}")

# %% [markdown]
# That was the **forward pass**.

# %% [markdown]
# ## How does each step pass a change on?
#
# We want a smaller loss, and we can change two numbers, $w$ and $b$: the **parameters**. All of training asks
# one question: if I change a parameter a little, by how much does the loss change, and in which direction?
#
# Three steps lead from $w$ to $L$. Each has a **local slope**, which says how fast its output moves when its
# input moves. A step needs only its own numbers for that. The slope of $L$ when $a$ moves and $y$ stays is
# written $\partial L/\partial a$.
#
# | step | local slope | with our numbers |
# |---|---|---|
# | $L = (a - y)^2$ | $\partial L/\partial a = 2(a - y)$ | $2 \times (0.5 - 1) = -1$ |
# | $a = \sigma(z)$ | $\partial a/\partial z$ | yours to find |
# | $z = w x + b$ | $\partial z/\partial w = x$ and $\partial z/\partial b = 1$ | $0.5$ and $1$ |
#
# The missing slope needs a short derivation. Write $u = 1 + e^{-z}$, so that $a = 1/u$. The slope of $1/u$
# is $-1/u^2$, the slope of $u$ is $-e^{-z}$, and together (the next section says why) they give
#
# $$\frac{\partial a}{\partial z} = \frac{e^{-z}}{u^2} = \frac{e^{-z}}{(1 + e^{-z})^2}.$$
#
# It has a short form, made of $a$ alone. That is worth finding, because the forward pass has computed $a$.
#
# **You write it.** The slope of the sigmoid, in the long form or in the short one.
#
# {{task: sigmoid_slope}}
#
# {{hints: sigmoid_slope}}


# %%
def sigmoid_slope(z):
    """Return the slope of the sigmoid at z.  You may call sigmoid(z).

    z = 0.0  ->  0.25
    """
    ### BEGIN SOLUTION
    a = sigmoid(z)
    return a * (1 - a)
    ### END SOLUTION


# %%
check(ch01.sigmoid_slope, sigmoid_slope)

# %% [markdown]
# The short form is $a(1 - a)$: since $e^{-z} = u - 1$, the slope is $\frac{1}{u} \cdot \frac{u - 1}{u}$, and
# $\frac{u - 1}{u} = 1 - \frac{1}{u}$.
#
# **Predict.** For which answer $a$ is the slope $a(1 - a)$ largest, and how large is it there? What is it
# for $a = 0.9$?
#
# <details><summary>Answer</summary>
#
# It is largest at $a = 0.5$, where it is 0.25; for $a = 0.9$ it is $0.9 \times 0.1 = 0.09$. So a sigmoid
# never passes on more than a quarter of a change. Remember this number.
#
# </details>

# %%
for answer in (0.1, 0.5, 0.9, 0.99):
    print(f"a = {answer:<4}  slope {answer * (1 - answer):.4f}")

# %%
dL_da = 2 * (a - y)
da_dz = sigmoid_slope(z)
dz_dw, dz_db = x, 1.0
print(f"dL/da = {dL_da:g}   da/dz = {da_dz:g}   dz/dw = {dz_dw:g}   dz/db = {dz_db:g}")

# %% [markdown]
# ## What happens to a change that passes all the steps?
#
# A small change of $w$ is multiplied by 0.5 on its way to $z$, then by 0.25 on its way to $a$, then by -1
# on its way to $L$. Slopes in a row **multiply**. This is the **chain rule**:
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
# We started at the loss and went back to the weight, keeping the product so far. $\partial L/\partial z$ was
# computed once and used twice. This **backward pass** is **backpropagation**, and
# $\partial L/\partial w$ is the **gradient** of the loss with respect to $w$.

# %%
trace = trace_neuron(x, w, b, y)
Picture(draw_neuron(trace), describe_neuron(trace))

# %% [markdown]
# *What to see:* the picture computes $z$ in two steps, $p = w x$ and $z = p + b$. Blue, above each wire, is
# the value that goes forward; brick, below it, is the gradient that comes back. The band is as wide as the
# gradient (up to 1.25), and the sigmoid lets a quarter of it through.
#
# **You write it.** The backward pass as a function. It gets what the forward pass knows: $x$, $a$ and $y$.
#
# {{task: neuron_backward}}
#
# {{hints: neuron_backward}}


# %%
def neuron_backward(x, a, y):
    """Return the tuple (dL_dw, dL_db) for the loss (a - y)^2; all are plain numbers.

    x = 0.5, a = 0.5, y = 1.0  ->  (-0.125, -0.25)
    """
    ### BEGIN SOLUTION
    dL_dz = 2 * (a - y) * a * (1 - a)
    return dL_dz * x, dL_dz
    ### END SOLUTION


# %%
check(ch01.neuron_backward, neuron_backward)

# %% [markdown]
# ## Is it true?
#
# We can ask the neuron itself. If the gradient -0.125 is correct, then nudging $w$ by a thousandth changes the
# loss by about -0.000125.


# %%
def loss_at(w, b):
    return (sigmoid(w * x + b) - y) ** 2


for name, nudged in (("w", loss_at(w + 0.001, b)), ("b", loss_at(w, b + 0.001))):
    change = nudged - loss_at(w, b)
    print(f"nudging {name}: the loss changes by {change:.6f}, or {change / 0.001:.4f} per unit")

# %% [markdown]
# **Check.** Nudging $w$ gives the product of the slopes, -0.125. Nudging $b$ gives -0.2499, not quite
# -0.25: the loss is a curve, and along the nudge its slope has already changed a little. Notebook 03
# measures such errors.
#
# The **sign** of a gradient tells the direction: here a larger $w$ makes the loss smaller. The **size** tells
# how much that matters: $b$ has twice the effect of $w$, because a change of $w$ is multiplied by $x = 0.5$.

# %% [markdown]
# ## How do we use it?
#
# To make the loss smaller, move each parameter *against* its gradient. How far is set by the **learning
# rate** $\eta$; we take 0.1.
#
# $$w \leftarrow w - \eta \frac{\partial L}{\partial w} \qquad
# b \leftarrow b - \eta \frac{\partial L}{\partial b}$$
#
# **Predict.** What are the new $w$ and $b$? And by how much should the loss fall, judging by the gradients?
#
# <details><summary>Answer</summary>
#
# $w = 2 + 0.0125 = 2.0125$ and $b = -1 + 0.025 = -0.975$. The loss should change by about
# $-0.125 \times 0.0125 - 0.25 \times 0.025 = -0.0078$.
#
# </details>

# %%
lr = 0.1
w_new, b_new = w - lr * dL_dw, b - lr * dL_db
print(f"w = {w_new:g}   b = {b_new:g}")
print(f"loss before {loss_at(w, b):.4f}, after {loss_at(w_new, b_new):.4f}")

# %% [markdown]
# So small a step is hard to see. The picture takes one with learning rate 4, and moves $w$ alone.

# %%
many_w = np.linspace(0.5, 5, 101)
w_far = w - 4 * dL_dw
Picture(
    draw_tangent(many_w, loss_at(many_w, b), (w, L), dL_dw, (w_far, loss_at(w_far, b))),
    "The loss over w falls to the right; at w = 2 the tangent has slope -0.125, and a step of 0.5 "
    "to the right lowers the loss by 0.0583.",
)

# %% [markdown]
# *What to see:* the tangent falls to the right, so the step goes to the right, and the loss after it is lower.
#
# **You write it.** One step of training: forward, backward, update.
#
# {{task: train_step}}
#
# {{hints: train_step}}


# %%
def train_step(x, w, b, y, lr):
    """Return the tuple (w_new, b_new) after one step.  You may call sigmoid and neuron_backward.

    x = 0.5, w = 2.0, b = -1.0, y = 1.0, lr = 0.1  ->  (2.0125, -0.975)
    """
    ### BEGIN SOLUTION
    a = sigmoid(w * x + b)
    dL_dw, dL_db = neuron_backward(x, a, y)
    return w - lr * dL_dw, b - lr * dL_db
    ### END SOLUTION


# %%
check(ch01.train_step, train_step)

# %% [markdown]
# Training is this step, again and again:

# %%
w_now, b_now, seen = w, b, [L]
for _ in range(100):
    w_now, b_now = train_step(x, w_now, b_now, y, lr)
    seen.append(loss_at(w_now, b_now))
print(f"after 100 steps: w = {w_now:.4f}, b = {b_now:.4f}, loss = {seen[-1]:.4f}")

# %%
Picture(
    draw_training(seen),
    "The loss over 100 steps falls from 0.250 to 0.033, fast at first and then more slowly.",
)

# %% [markdown]
# *What to see:* the first steps gain most. Close to the label the gradient is small, and so are the steps.

# %% [markdown]
# ## What happens when the neuron is confidently wrong?
#
# Set $w = 10$. Then $z = 4$ and $a = 0.982$, so the neuron is almost sure. Now let the label be $y = 0$:
# the answer is almost as wrong as it can be.
#
# **Predict.** The slope of the sigmoid is $0.982 \times 0.018 = 0.0177$. What are
# $\partial L/\partial a$ and $\partial L/\partial w$?
#
# <details><summary>Answer</summary>
#
# $\partial L/\partial a = 2 \times 0.982 = 1.96$, almost the largest it can be. But
# $\partial L/\partial w = 1.96 \times 0.0177 \times 0.5 = 0.0173$. Almost nothing reaches the weight.
#
# </details>

# %%
a_wrong = sigmoid(10 * x + b)
dw, db = neuron_backward(x, a_wrong, 0.0)
print(f"a = {a_wrong:.3f}   dL/da = {2 * a_wrong:.2f}   dL/dw = {dw:.4f}   dL/db = {db:.4f}")

# %% [markdown]
# This is **saturation**. Where the sigmoid is flat, almost no gradient gets through, however wrong the answer is.
#
# **Try.** The explorer opens on this neuron. Drag $y$ to 1, and the same answer is correct. Drag $w$ down to 2.
# Which bands change, and where? (Without a mouse: Tab to a slider, then the arrow keys.)

# %%
explore_neuron(w=10.0, y=0.0)

# %% [markdown]
# *What to see:* between the loss and the sigmoid the band is as wide as the picture allows; almost none of it
# gets past the sigmoid. Only $x$ has a visible band, because $w = 10$ multiplies it, but $x$ is data.

# %% [markdown]
# ## Which loss still learns from a confident mistake?
#
# Read $a$ as the **probability** that the label is 1; then $1 - a$ is the probability of label 0. The
# **cross-entropy** is minus the logarithm of the probability that was given to the true label: $L = -\ln a$
# for label 1, and $L = -\ln(1 - a)$ for label 0. Being confidently wrong is expensive: $-\ln a$ grows without limit as $a$ falls towards 0.
#
# Why a logarithm? Look at its slope. For label 1 it is $-1/a$, and times the slope of the sigmoid that is
#
# $$\frac{\partial L}{\partial z} = -\frac{1}{a} \cdot a(1 - a) = a - 1.$$
#
# The factor $a$ that blocked the gradient has cancelled. For label 0 the other factor cancels, and $a$ remains
# (you derive it in the exercises). Both cases in one: $\partial L/\partial z = a - y$. With $a = 0.01$ and label 1 this is -0.99, fifty times
# the slope of the squared error there. Notebook 05 gives a deeper reason for the logarithm.

# %%
many_z = np.linspace(-8, 8, 161)
answers = sigmoid(many_z)
Picture(
    draw_slopes_of_losses(many_z, 2 * (answers - 1) * sigmoid_slope(many_z), answers - 1),
    "For label 1 and z far below 0, the slope of squared error is near 0 and that of "
    "cross-entropy near -1.",
)

# %% [markdown]
# *What to see:* on the left, where the answer is confidently wrong, only cross-entropy still pulls.

# %% [markdown]
# ## Can one neuron read?
#
# Handwritten zeros and ones, 8 by 8 pixels each. We give the neuron a single number per image: how much ink
# is in its middle, from 0 (white) to 1 (black).
#
# | name | shape | meaning |
# |---|---|---|
# | `images` | (287, 8, 8) | zeros and ones, ink 0 to 1 |
# | `ink` | (287,) | inputs: the mean of the eight pixels in the middle |
# | `labels` | (287,) | 0 or 1 |


# %%
def zeros_and_ones(x, labels):
    chosen = labels <= 1
    return x[chosen].reshape(-1, 8, 8), labels[chosen]


middle = (slice(2, 6), slice(3, 5))  # four rows, two columns
training, test = load_digits()
images, labels = zeros_and_ones(*training)
ink = images[:, *middle].mean(axis=(1, 2))
print(images.shape, ink.shape, labels[:6], ink[:6].round(2))

# %%
Picture(
    draw_middles(images[:6], [f"ink {value:.2f}" for value in ink[:6]], middle),
    "Three zeros and three ones: the frame in the middle is nearly white in a zero, with ink "
    "0.02 to 0.19, and dark in a one, with ink 0.86 to 0.99.",
)

# %% [markdown]
# *What to see:* the framed middle of a zero is nearly white, and that of a one is nearly black.
#
# A neuron that learns from examples with labels 0 and 1 by cross-entropy is called **logistic regression**.
# The loss is the mean over the examples, so each gradient is the mean of the examples' gradients.
#
# **You write it.** The gradients for all examples at once. `x` and `labels` are now arrays.
#
# {{task: mean_gradients}}
#
# {{hints: mean_gradients}}


# %%
def mean_gradients(x, labels, w, b):
    """Return the tuple (dL_dw, dL_db) of the mean cross-entropy; x and labels have shape (n,).

    x = [0., 1., 2.], labels = [0, 1, 0], w = 1.0, b = -1.0  ->  (0.3207, 0.1667), rounded
    """
    ### BEGIN SOLUTION
    error = sigmoid(w * x + b) - labels
    return np.mean(error * x), np.mean(error)
    ### END SOLUTION


# %%
check(ch01.mean_gradients, mean_gradients)

# %% [markdown]
# Two hundred steps with learning rate 1, from $w = 0$ and $b = 0$, where the neuron answers 0.5 to every
# image:

# %%
w_fit, b_fit = 0.0, 0.0
for _ in range(200):
    dw, db = mean_gradients(ink, labels, w_fit, b_fit)
    w_fit, b_fit = w_fit - 1.0 * dw, b_fit - 1.0 * db
border = -b_fit / w_fit  # where z is 0 and the answer 0.5
print(f"w = {w_fit:.3f}, b = {b_fit:.3f}, border at ink {border:.3f}")

# %% [markdown]
# Does it read images that it has never seen?

# %%
new_images, new_labels = zeros_and_ones(*test)
new_ink = new_images[:, *middle].mean(axis=(1, 2))
correct = int(np.sum((new_ink > border) == new_labels))
print(f"{correct} of {len(new_labels)} new images read correctly")

# %%
curve_x = np.linspace(0, 1, 101)
Picture(
    draw_logistic_fit(
        ink,
        labels,
        curve_x,
        0.5 + 0 * curve_x,
        sigmoid(w_fit * curve_x + b_fit),
        border=border,
        xlabel="x: ink in the middle, 0 to 1",
        names=("label 0: zeros", "label 1: ones"),
    ),
    "Before training the neuron answers 0.5 everywhere; afterwards its answer climbs from near 0 to "
    "near 1, with a border at ink 0.42 between most zeros and most ones.",
)

# %% [markdown]
# *What to see:* the trained answer climbs between the zeros below and the ones above. A few images stand on the
# wrong side of the border: with one input, a neuron can only draw one border. And *we* chose the input.
# In notebook 07 a network finds out by itself what to look at, for all ten digits.

# %% [markdown]
# ## Which factor belongs to which loss?
#
# Many books write the squared error as $L = \frac{1}{2}(a - y)^2$, so that the 2 of the slope cancels.
#
# **Predict.** With the half, what are $L$, $\partial L/\partial w$ and $\partial L/\partial b$ for the numbers
# of our first neuron?
#
# <details><summary>Answer</summary>
#
# All three are halved: 0.125, -0.0625 and -0.125. Only the first factor of the product changed; the local
# slopes of the other steps stay as they are.
#
# </details>

# %%
half_loss, half_dL_da = losses.half_mse(a, y)
print(f"L = {half_loss:g}   dL/da = {half_dL_da:g}")
print(f"dL/dw = {half_dL_da * da_dz * dz_dw:g}   dL/db = {half_dL_da * da_dz * dz_db:g}")

# %% [markdown]
# Neither is wrong. The mistake is to report one and differentiate the other. When your gradient is off by a
# factor of exactly 2, look here first.

# %% [markdown]
# ## The same numbers from PyTorch
#
# PyTorch builds the same chain and goes through it in the same way. These six lines
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
# print `0.25 -0.125 -0.25`; a test of this course runs them wherever PyTorch is installed. Ours:

# %%
print(float(L), float(dL_dw), float(dL_db))

# %% [markdown]
# Nobody told PyTorch the gradient of a neuron. It knows the slope of each small step and multiplies, as you did.

# %% [markdown]
# ## Break it
#
# A common mistake is to stop at the error $a - y$ and to forget that the gradient still has to go through the
# sigmoid: `dL_dw = 2 * (a - y) * x`.
#
# **Predict.** Which number comes out for our neuron, and would training with it go uphill or downhill?
#
# <details><summary>Answer</summary>
#
# $2 \times (-0.5) \times 0.5 = -0.5$, four times too large: the factor $a(1 - a) = 0.25$ is missing. But the
# sign is correct, so training still goes downhill, at a wrong pace.
#
# </details>

# %%
without_sigmoid_slope = 2 * (a - y) * x
nudged = (loss_at(w + 1e-5, b) - loss_at(w - 1e-5, b)) / 2e-5
print(f"without the slope of the sigmoid: {without_sigmoid_slope:g}   nudged: {nudged:.4f}")

# %% [markdown]
# The loss would fall, and nobody would notice. A wrong gradient that learns is the hardest to find; the nudge
# finds it.

# %% [markdown]
# ## In the package
#
# A function that ends in `_vjp` takes the gradient at the output of a formula and returns the gradient at its
# input: incoming gradient times local slope, the one move of this lesson. You will find your $a(1 - a)$ in it;
# `elementwise_vjp` does the multiplying. Read past `array`, `needs` and `small` for now: they check the input,
# save work and keep `exp` from overflowing.

# %%
show_source(ops.sigmoid, ops.sigmoid_vjp)

# %% [markdown]
# A loss returns two things, the number and its slope. **Check.** One forward and one backward pass once more,
# from the package's parts. A `_vjp` returns a tuple with one gradient per input, hence the comma.

# %%
loss, grad_a = losses.mse(ops.sigmoid(z), y)
(grad_z,) = ops.sigmoid_vjp(grad_a, z)
print(f"L = {loss:g}   dL/dw = {grad_z * x:g}   dL/db = {grad_z:g}")

# %% [markdown]
# And cross-entropy, which takes $z$ and applies the sigmoid itself:

# %%
loss, grad_z = losses.binary_cross_entropy(z, y)
print(f"L = {loss:.4f}   dL/dz = {grad_z:g}, which is a - y = {a - y:g}")

# %% [markdown]
# ## Recap
#
# The forward pass computes values. The backward pass starts at the loss and multiplies the gradient so far by
# the local slope of each step. A nudge checks the result. A saturated sigmoid blocks the gradient of the
# squared error; cross-entropy cancels the factor that blocks it.
#
# The formulas so far ($\bar q$ is the gradient of the loss with respect to $q$); later lessons add theirs:
#
# | formula | backward | shape |
# |---|---|---|
# | $a = \sigma(z)$ | $\bar z = \bar a \, a (1 - a)$ | like $z$ |
# | $L = (a - y)^2$ | $\bar a = 2 (a - y)$ | like $a$ |
# | $z = w x + b$ | $\bar w = \bar z \, x$, $\bar b = \bar z$ | like $w$, $b$ |
#
# What is still missing: here each quantity went to one place only. [Notebook 02](02-chain-rule.ipynb) asks
# what happens when a change can take more than one path.

# %% [markdown]
# ## Questions
#
# **1.** For our first neuron, the gradient with respect to $x$ is $-0.5$. Why is it larger in size than the one for $w$?
#
# <details><summary>Answer</summary>
#
# The last factor is $\partial z/\partial x = w = 2$ instead of $\partial z/\partial w = x = 0.5$. The slope of a
# product with respect to one factor is the *other* factor.
#
# </details>
#
# **2.** What is $\partial L/\partial w$ when $x = 0$? What does that mean for training?
#
# <details><summary>Answer</summary>
#
# 0, whatever the other numbers are. An input of 0 teaches its weight nothing.
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
# **4.** What is wrong with this backward pass?
#
# ```python
# dL_da = 2 * (a - y)
# w = w - lr * dL_da * a * (1 - a) * x
# a = 1 / (1 + np.exp(-(w * x + b)))
# b = b - lr * dL_da * a * (1 - a)
# ```
#
# <details><summary>Answer</summary>
#
# It updates $w$ and recomputes $a$ before the gradient of $b$ is taken. That gradient then mixes two different
# neurons.  Compute all gradients first, then make all updates.
#
# </details>
#
# **5.** Why do we keep $x$ and $a$ from the forward pass?
#
# <details><summary>Answer</summary>
#
# The local slopes need them: $x$ for the weight, $a(1 - a)$ for the sigmoid. The gradient that arrives does
# not contain them.
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
# - M. Mazur, *A Step by Step Backpropagation Example*, 2015: the same procedure for a network of two
#   layers, every number printed.
