# teaches: layers.RNN
# teaches: init.xavier_normal, init.he_normal, init.lecun_normal
# teaches: diagnostics.root_mean_square, diagnostics.dead_share, diagnostics.gradient_norm
# teaches: diagnostics.parameter_values, diagnostics.update_ratios
# teaches: optim.clip_by_value
# teaches: labs.deep_nets
# uses: layers.Tanh, layers.Sigmoid, layers.ReLU, layers.LeakyReLU, layers.Residual
# uses: layers.LayerNorm, layers.BatchNorm, optim.SGD, optim.clip_by_global_norm
# uses: ops.sigmoid, ops.relu, losses.mse, losses.softmax_cross_entropy, mlp.MLP
# %% [markdown]
# # 13  Keep gradients alive through depth
#
# ## What you'll do
#
# You measure what thirty layers, or fifty steps of time, do to a gradient, find out why, and try every
# common cure, the doubtful ones too.
#
# ## What you'll learn
#
# - **predict** from one layer what many layers do,
# - **derive** how large the first weights should be, for tanh and for ReLU,
# - **count** units that are saturated or dead,
# - **choose** a cure that fits the symptom: other weights, a branch, normalization, clipping.
#
# ## What you'll need
#
# Notebooks 01, 02, 07, 08 and 12; from school, the mean and the variance of random numbers.

# %% [markdown]
# ## Recall
#
# Notebook 12 ended with a question: is a gradient that has passed many layers still of a useful size? Two
# facts begin the answer. The sigmoid of notebook 01 has slope 0.25 at $z = 0$, its steepest point, and
# slopes along a chain multiply (notebook 02).
#
# **Predict.** Ten sigmoids in a row, each at its steepest. What is left of a gradient of 1: about a
# tenth, a thousandth, a millionth?
#
# <details><summary>Answer</summary>
#
# $0.25^5$ is about a thousandth, so $0.25^{10}$ is about a millionth.
#
# </details>

# %%
print(f"{0.25**10:.1e}")

# %%
import numpy as np

from backprop_course import init, ops
from backprop_course.data import load_digits
from backprop_course.diagnostics import dead_share, gradient_norm, parameter_values
from backprop_course.diagnostics import root_mean_square, update_ratios
from backprop_course.labs import deep_nets
from backprop_course.figures.depth import charts
from backprop_course.labs.deep_nets import block_gradients, deep_net, digits, train
from backprop_course.figures.depth.ridge import describe_depth_ridge
from backprop_course.figures.depth.ridge_picture import draw_gains
from backprop_course.layers import RNN, BatchNorm, LayerNorm, LeakyReLU, ReLU, Residual
from backprop_course.layers import Sigmoid, Tanh
from backprop_course.losses import mse, softmax_cross_entropy
from backprop_course.mlp import MLP
from backprop_course.notebook import Picture, show_source
from backprop_course.optim import SGD, clip_by_global_norm, clip_by_value
from backprop_course.widgets import explore_signal, explore_strips

rng = np.random.default_rng(0)

# %% [markdown]
# ## What do thirty equal factors make?
#
# It is compound interest: 10 % a year sounds harmless, and is not.
#
# **Predict.** Ten per cent more at each of 30 layers, $1.1^{30}$: is it 4, 17 or 1,000? And $0.9^{30}$?
#
# <details><summary>Answer</summary>
#
# 17, and 0.04. Only a factor close to 1 lets a signal pass through depth.
#
# </details>

# %%
for factor in (0.25, 0.9, 1.0, 1.1, 1.6):
    print(f"{factor:4} a layer: {factor**10:9.2g} after 10 layers, {factor**30:9.2g} after 30")

# %% [markdown]
# A gradient that comes close to 0 on its way back **vanishes**, and the first layers learn nothing. One
# that grows without bound **explodes**, and one step destroys what was learned.
#
# Now a real net. `deep_net` stacks 30 blocks of 32 units; a **block** is a linear layer and an activation.
# Weights are normal with standard deviation $\text{gain}/\sqrt{n}$, where $n$ counts a layer's inputs; we
# will see why. The input is the digits of notebook 07. `norm` and `scale` come later.

# %%
show_source(deep_net)

# %% [markdown]
# **Size** means root mean square here, of all entries of an array: the square root of the mean of their
# squares. `block_gradients` walks back and keeps the gradient at the output of each block.

# %%
x, labels = digits()
x, labels = x[:16], labels[:16]  # (16, 64), (16,): a size needs few examples


def factor_per_layer(activation, gain, **extras):
    net = deep_net(activation, gain, rng=np.random.default_rng(0), **extras)
    loss, grad = softmax_cross_entropy(net.forward(x), labels)
    sizes = [root_mean_square(grad) for grad in block_gradients(net, grad)]
    return (sizes[0] / sizes[-1]) ** (1 / 29)  # 30 blocks, 29 steps between them


# %% [markdown]
# **Predict.** With gain 1, what factor per layer will sigmoids show, roughly?
#
# <details><summary>Answer</summary>
#
# About 0.25, the slope, or a little less: not every unit stands at $z = 0$.
#
# </details>

# %%
sigmoid_factor = factor_per_layer(Sigmoid, gain=1.0)
print(f"per layer {sigmoid_factor:.2f}, over 29 layers {sigmoid_factor**29:.0e}")

# %% [markdown]
# ## What if a unit is at the end of its range?
#
# A sigmoid or tanh far from $z = 0$ is flat; the unit is saturated (notebook 01). By hand, with the slope
# $a(1 - a)$ of the sigmoid: at $a = 0.99$ it is $0.99 \times 0.01 = 0.0099$.
#
# **Predict.** At $z = 10$, will the slope be nearer to $10^{-2}$ or to $10^{-5}$?
#
# <details><summary>Answer</summary>
#
# $10^{-5}$: far out, $a(1-a)$ is about $e^{-z}$, which is $4.5 \times 10^{-5}$.
#
# </details>

# %%
z = np.array([0.0, 2.0, 5.0, 10.0])
a = ops.sigmoid(z)
print((a * (1 - a)).round(5))

# %% [markdown]
# Weights decide how far out the units stand. Here are the values of every unit of four tanh nets with
# 20 layers, which differ in gain alone.

# %%
gains = [
    deep_nets.trace_signal(deep_nets.Recipe("", "tanh", gain)) for gain in (0.5, 1.0, 1.5, 3.0)
]
Picture(draw_gains(gains), " ".join(describe_depth_ridge(trace) for trace in gains))

# %% [markdown]
# *What to see:* with gain 0.5 the values shrink to nothing; with gain 3 they pile up at -1 and 1, where
# tanh is flat (saturated: beyond -0.98 or 0.98); with gain 1 they stay in the middle.
#
# **Predict.** In the explorer, the dashed line is the size of the gradient, from the last layer at the top
# down to layer 1. Move the gain from 0.5 to 1 to 3. Which way will the line lean for each?
#
# <details><summary>Answer</summary>
#
# At 0.5 it falls to the left on its way down to layer 1: it vanishes. At 1 it stands nearly upright. At
# 3 it leans to the right: the large weights outweigh the flat slopes, and it explodes.
#
# </details>

# %%
explore_signal()

# %% [markdown]
# *What to see:* left, how many units have which value at each layer; right, the size of the values
# (solid) and of the gradients (dashed).

# %%
for gain in (0.5, 1.0, 3.0):
    print(f"gain {gain}: ×{factor_per_layer(Tanh, gain):.2f} per layer")

# %% [markdown]
# ## How large should the first weights be?
#
# A unit adds $n$ products, $z = w_1 a_1 + \dots + w_n a_n$. By hand: $a = (3, 4)$, and each weight is 1 or
# -1 by the toss of a coin. Then $z$ is 7, 1, -1 or -7, and the mean of $z^2$ is
# $(49 + 1 + 1 + 49)/4 = 25 = 3^2 + 4^2$: mixed terms cancel. Independent weights with mean 0 and variance
# $v$ give
#
# $$\text{mean of } z^2 = v\,(a_1^2 + \dots + a_n^2) = n\,v \times \text{mean of } a^2$$
#
# The size stays if $v = 1/n$: gain 1. On the way back `grad @ W.T` adds over the *outputs*, so there
# $v = 1/n_{out}$. **Xavier** takes the middle, $v = 2/(n_{in} + n_{out})$ (Glorot and Bengio, 2010).
#
# **Predict.** ReLU sets half of the values to 0. Which $v$ makes up for it?
#
# <details><summary>Answer</summary>
#
# Half of the mean square is lost, so $v = 2/n$, a gain of $\sqrt 2 = 1.41$. This is **He**'s rule (He and
# others, 2015). With $1/n$ the size falls by $\sqrt{1/2} = 0.71$ per layer, forward and backward.
#
# </details>

# %%
z = rng.normal(size=(1000, 256)) @ init.xavier_normal(256, 256, rng=rng)
print(f"mean of z^2: {np.mean(z**2):.2f}, after ReLU: {np.mean(ops.relu(z) ** 2):.2f}")
z = ops.relu(z) @ init.he_normal(256, 256, rng=rng)
print(f"through the next layer, He: {np.mean(z**2):.2f}")

# %% [markdown]
# **Check.** The same factors on the way back through a deep net. And a common choice, weights of size 0.01
# whatever the width: a gain of $0.01 \times \sqrt{32} = 0.057$.

# %%
HE = np.sqrt(2)
print(f"ReLU, Xavier: ×{factor_per_layer(ReLU, 1.0):.2f}, expected {np.sqrt(0.5):.2f}")
print(f"ReLU, He:     ×{factor_per_layer(ReLU, HE):.2f}, expected 1.00")
print(f"tanh, weights of size 0.01: ×{factor_per_layer(Tanh, 0.01 * np.sqrt(32)):.3f}")

# %% [markdown]
# The next explorer draws each net as a strip with one cell for each layer: white where the gradient is as
# large as at the last layer, purple where it is smaller, orange where it is larger.
#
# **Predict.** The residual module of notebook 08, $y = x + \text{branch}(x)$, is said to cure vanishing (He
# and others, 2016). Thirty of them, each with a ReLU branch whose weights are He's: which colour?
#
# <details><summary>Answer</summary>
#
# Orange. The branch alone would keep the size, and the input comes on top; each layer multiplies by 1.6.
# With the branch times $1/\sqrt{\text{depth}}$ the strip is nearly white.
#
# </details>

# %%
explore_strips()

# %% [markdown]
# *What to see:* beside each strip stands the factor per layer; only where it is close to 1 does the first
# layer, on the left, get a useful gradient. The last strip is yours.

# %%
for name, scale in {"unscaled": 1.0, "× 1/√30": 30**-0.5}.items():
    print(f"residual {name}: ×{factor_per_layer(ReLU, HE, scale=scale):.2f} per layer")

# %% [markdown]
# ## Which of these nets learn?
#
# So far no net was trained. Now 300 steps of plain gradient descent, learning rate 0.03, batches
# of 32, seed 0. "old tanh" is the rule before Xavier, variance $1/(3n)$.
#
# **Predict.** tanh with the old rule, with weights of 0.01, with Xavier; a sigmoid with Xavier; ReLU with
# Xavier, with He, and with a residual branch, scaled or not. Which losses stay at $\ln 10 = 2.30$, a guess
# among ten digits?
#
# <details><summary>Answer</summary>
#
# Those whose factor is well below 1: the old rule (0.58), weights of 0.01 (0.06), the sigmoid (0.24), ReLU
# with Xavier (0.71). The unscaled residual net does not stay either: it explodes.
#
# </details>

# %%
print(f"old tanh: ×{factor_per_layer(Tanh, 3**-0.5):.2f} per layer")
strips = [
    recipe
    for recipe in deep_nets.RECIPES
    if "norm" not in recipe.name and "twice" not in recipe.name
]
losses = {}
for recipe in (deep_nets.Recipe("old tanh", "tanh", 3**-0.5), *strips):
    net = recipe.build(depth=30, width=32, seed=0)
    with np.errstate(all="ignore"):  # one of them overflows
        losses[recipe.name] = train(net, 300, rng=np.random.default_rng(0))


# %% [markdown]
# We say that a net learns if the mean of its last 50 losses is below 2.25.


# %%
def verdict(losses):
    last = np.mean(losses[-50:])
    return "diverges" if not np.isfinite(last) else "stalls" if last > 2.25 else "learns"


for name in losses:
    print(f"{name}: {verdict(losses[name])}")

# %%
Picture(
    charts.draw_outcomes(
        {name.replace(", res", ",\nres"): (loss, verdict(loss)) for name, loss in losses.items()},
        chance=np.log(10),
    ),
    "Eight learning curves: four nets with vanishing gradients stay at the loss of a guess, tanh with "
    "Xavier and ReLU with He come down, the scaled residual net comes down most, the unscaled one diverges.",
)

# %% [markdown]
# *What to see:* four curves lie on the dashed line of a guess; Xavier wakes tanh, He wakes ReLU; the
# scaled residual net is far ahead; the unscaled one leaves the panel at once.
#
# These are the findings of two papers, in small: tanh learns better with Xavier than with the old rule
# (Glorot and Bengio, 2010), and a 30-layer ReLU net stalls with Xavier and learns with He (He and others,
# 2015).
#
# The popular story says "ReLU cures vanishing". ReLU with Xavier stalls: the *pair* of unit and weights
# decides.

# %% [markdown]
# ## When does a unit die?
#
# A ReLU that is 0 for every example is **dead**: slope 0, so no gradient reaches its weights, and it
# stays dead. A **leaky ReLU** has slope 0.01 there. We forget to scale the pixels (ink from 0 to 16)
# and take a learning rate of 0.1.
#
# **Predict.** By hand: a unit has $z = -3$ or lower for all examples, and the gradient at its output is 5.
# What reaches $z$ with ReLU, and with leaky ReLU?
#
# <details><summary>Answer</summary>
#
# 0, and $0.01 \times 5 = 0.05$: little, but enough to come back.
#
# </details>

# %%
(pixels, pixel_labels), _ = load_digits()


def dead_after_training(activation, lr, ink=16 * pixels):
    net = MLP([64, 32, 32, 10], rng=np.random.default_rng(0), activation=activation)
    rng = np.random.default_rng(0)
    for _ in range(200):
        chosen = rng.integers(0, len(ink), 32)
        _, grad = softmax_cross_entropy(net.forward(ink[chosen]), pixel_labels[chosen])
        net.backward(grad)
        net.update_parameters(lr)
    net.forward(ink)
    return dead_share(net.a[1])


# %%
print(f"ReLU, rate 0.1: dead {dead_after_training('relu', 0.1):.1f}")
print("ReLU, rate 0.01: fewer than a tenth:", dead_after_training("relu", 0.01) < 0.1)
print("pixels from 0 to 1, rate 0.1:", dead_after_training("relu", 0.1, ink=pixels) < 0.1)
print("leaky ReLU, rate 0.1: none:", dead_after_training("leaky_relu", 0.1) == 0)

# %% [markdown]
# A smaller rate or scaled pixels prevent the deaths; leaky ReLU survives them. It cures nothing else: with Xavier's
# weights a leaky net vanishes like a ReLU net.

# %%
print(f"leaky ReLU, Xavier: ×{factor_per_layer(LeakyReLU, 1.0):.2f} per layer")

# %% [markdown]
# ## Can normalization make any weights safe?
#
# From [notebook 12](12-normalization.ipynb): layer norm shifts and scales the numbers of each *example* to
# mean 0 and size 1, batch norm those of each *unit* over the batch. Here both stand before the activation.
#
# **Predict.** Which of the two lets thirty sigmoids keep their gradient? And which of the two makes tanh with
# weights of 0.01 learn?
#
# <details><summary>Answer</summary>
#
# Batch norm, both times. Both norms undo a wrong *size*, so that tanh keeps its gradient with either. But
# what all examples have in common, batch norm removes, and layer norm leaves in. Sigmoids, all positive,
# have much in common from the start; tiny weights get it from the first step, which is huge for them.
#
# </details>


# %%
def with_norm(activation, gain, norm):
    net = deep_net(activation, gain, rng=np.random.default_rng(0), norm=norm)
    return net, verdict(train(net, 100, rng=np.random.default_rng(0)))


# %%
tiny = 0.01 * np.sqrt(32)
cases = {
    "sigmoid": (Sigmoid, 1.0),
    "tanh, weights of 0.01": (Tanh, tiny),
    "tanh, Xavier": (Tanh, 1.0),
}
trained = {}
for name, (activation, gain) in cases.items():
    for norm in (LayerNorm, BatchNorm):
        factor = factor_per_layer(activation, gain, norm=norm)
        trained[name, norm], fate = with_norm(activation, gain, norm)
        print(f"{name}, {norm.__name__}: ×{factor:.2f}, {fate}")

# %% [markdown]
# Is what the 16 examples have in common, their mean, nearly all there is at the last block?

# %%
for norm in (LayerNorm, BatchNorm):
    net = trained["tanh, weights of 0.01", norm]
    net.forward(x)
    values = net.intermediates[-2]  # (16, 32)
    common = root_mean_square(values.mean(axis=0)) / root_mean_square(values)
    print(f"tanh, weights of 0.01, {norm.__name__}: more than 0.9 in common: {common > 0.9}")

# %% [markdown]
# ## How do we bound a step that is too large?
#
# All gradients of a net taken as one long vector have a length, the **gradient norm**. **Clipping by
# norm** shortens the vector to a given length. **Clipping by value** cuts each entry to a range. By hand,
# with limit 1: the gradient (8, 1) has norm $\sqrt{65} = 8.06$.
#
# **Predict.** What is left of it by norm, and by value? Which way does each point?
#
# <details><summary>Answer</summary>
#
# By norm: $(8, 1)/8.06 = (0.99, 0.12)$, the same way, 7° up. By value: $(1, 1)$, 45° up. It turned by 38°.
#
# </details>


# %%
def angle(one, other):
    cosine = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
    return np.degrees(np.arccos(np.clip(cosine, -1, 1)))


grad = np.array([8.0, 1.0])
by_norm, by_value = grad / np.linalg.norm(grad), np.clip(grad, -1, 1)
print(f"by norm {by_norm.round(2)}, by value {by_value}, turned by {angle(grad, by_value):.1f}°")

# %%
Picture(
    charts.draw_clipping(grad, by_norm, by_value, angle(grad, by_value)),
    "The gradient (8, 1) as an arrow; clipped by norm it ends on the circle in the same direction, "
    "clipped by value it ends in the corner of a square, 38 degrees away.",
)

# %% [markdown]
# *What to see:* by norm, the arrow ends on the circle and keeps its way; by value it ends in a corner of
# the square.
#
# **Check** on the gradient of a whole net, tanh with gain 3:


# %%
def flat(net):
    return np.concatenate([parameter.grad.ravel() for parameter in net.parameters()])


def clipped(clip, limit):
    net = deep_net(Tanh, 3.0, rng=np.random.default_rng(0))
    _, grad = softmax_cross_entropy(net.forward(x), labels)
    net.backward(grad)
    before = flat(net)
    clip(net.parameters(), limit)
    return gradient_norm(net.parameters()), angle(before, flat(net))


for clip in (clip_by_global_norm, clip_by_value):
    norm, turned = clipped(clip, 1.0)
    print(f"{clip.__name__}: norm {norm:.1f}, turned by {turned:.0f}°")

# %% [markdown]
# ## And through time?
#
# A **recurrent** net reads a sequence: $h_t = \tanh(x_t W_x + b + h_{t-1} W_h)$, with the same $W_h$ at every
# step. Unrolled, 50 steps are 50 layers. We send a gradient in at the last step and look at `grad_h`, one
# gradient for each step.
#
# | name | shape | one word |
# |---|---|---|
# | `x` | (16, 50, 1) | examples, steps, inputs |
# | `h`, `grad_h` | (16, 50, 32) | examples, steps, units |
# | `W_x`, `b`, `W_h` | (1, 32), (32,), (32, 32) | parameters |
#
# **Predict.** $W_h$ has a gain of 0.5, 1 or 3, the inputs are small. What reaches step 1?
#
# <details><summary>Answer</summary>
#
# About $0.5^{49} \approx 10^{-15}$ with gain 0.5: the net cannot learn what happened at the start. Around
# the last step's size with gain 1, far more with gain 3.
#
# </details>


# %%
def sizes_through_time(gain, steps=50, units=32):
    rng = np.random.default_rng(0)
    net = RNN(1, units, rng=rng)
    net.W_h.value[...] = gain * init.lecun_normal(units, units, rng=rng)
    h = net.forward(0.1 * rng.normal(size=(16, steps, 1)))  # (16, 50, 32)
    grad_h = np.zeros_like(h)
    grad_h[:, -1] = rng.normal(size=(16, units))
    net.backward(grad_h)
    sizes = np.array([root_mean_square(net.grad_h[t]) for t in range(steps)])
    return sizes / sizes[-1]


through_time = {gain: sizes_through_time(gain) for gain in (3.0, 1.0, 0.5)}
for gain, sizes in through_time.items():
    print(f"gain {gain}: the first step gets {sizes[0]:.0e} of the last step's gradient")

# %%
Picture(
    charts.draw_through_time(through_time),
    "Three gradients on their way back over 50 steps: with gain 3 it grows by many powers of ten, with "
    "gain 1 it stays near 1, with gain 0.5 it falls in a straight line, by half at each step.",
)

# %% [markdown]
# *What to see:* nearly straight lines on a log scale: about the same factor at each step, for it is the
# same $W_h$.
#
# Where gradients explode, the loss has walls (Pascanu, Mikolov and Bengio, 2013). One unit shows it: no
# input, $W_h = 1.1$, 50 steps, and $h_{50}$ should become 0.8. Only $b$ learns. It starts at 0, as biases do.


# %%
def loss_at(b):
    """The unit, and the loss after 50 steps; its gradient is added to unit.b.grad."""
    unit = RNN(1, 1, rng=np.random.default_rng(0))
    unit.W_x.value[...], unit.W_h.value[...], unit.b.value[...] = 0.0, 1.1, b
    return unit, step_back(unit)


def step_back(unit):
    h = unit.forward(np.zeros((1, 50, 1)))
    loss, grad = mse(h[:, -1], np.array([[0.8]]))
    grad_h = np.zeros_like(h)
    grad_h[:, -1] = grad
    unit.zero_grad()
    unit.backward(grad_h)
    return loss


for b in (-0.1, 0.0, 0.1):
    unit, loss = loss_at(b)
    print(f"b = {b:4}: loss {loss:.3f}, slope {unit.b.grad[0]:.1f}")

# %% [markdown]
# **Predict.** The learning rate is 0.01. Where does the first step from $b = 0$ land, without clipping and
# with the norm clipped to 1?
#
# <details><summary>Answer</summary>
#
# At 18.6, where tanh is flat and there is no way back; and at 0.01.
#
# </details>


# %%
def descend(max_norm=None, clip_first=True):
    unit, loss = loss_at(0.0)
    optimizer, path = SGD([unit.b], 0.01), [(0.0, loss)]
    for _ in range(60):
        if max_norm and clip_first:
            clip_by_global_norm([unit.b], max_norm)
        optimizer.step()
        if max_norm and not clip_first:
            clip_by_global_norm([unit.b], max_norm)
        path.append((float(unit.b.value[0]), step_back(unit)))
    return np.array(path)


free, held = descend(), descend(max_norm=1.0)
print(f"free: b = {free[1, 0]:.1f}, at the end {free[-1, 0]:.1f}, loss {free[-1, 1]:.4f}")
print(f"held: b = {held[1, 0]:.2f}, at the end {held[-1, 0]:.2f}, loss {held[-1, 1]:.4f}")

# %%
many_b = np.linspace(-0.3, 0.4, 141)
Picture(
    charts.draw_cliff(
        many_b,
        [loss_at(b)[1] for b in many_b],
        held.T,
        {"not clipped: b = 18.6, stuck": free[:, 1], "clipped": held[:, 1]},
    ),
    "The loss falls over a vertical wall at b = 0. Descent with clipping walks down to the right of it; "
    "without clipping the loss stays where the first step threw it.",
)

# %% [markdown]
# *What to see:* the wall at $b = 0$ has slope -1,862. Clipped steps walk on; the free step left the picture
# and never moves again.

# %% [markdown]
# ## Which cure for which symptom?
#
# | symptom | cause | cure | section that shows it |
# |---|---|---|---|
# | loss stays at a guess, first layers get $10^{-18}$ | sigmoids | ReLU with He, tanh with Xavier; batch norm | thirty equal factors, these nets learn, normalization |
# | the same, units all near 0 | weights too small, such as 0.01 | Xavier or He; batch norm | first weights, these nets learn, normalization |
# | tanh units at -1 and 1 | weights too large | Xavier | end of its range |
# | ReLU net stalls | $\times 0.71$ a layer, Xavier | He | first weights, these nets learn |
# | units 0 for every example | inputs or rate too large | scale inputs, smaller rate, leaky ReLU | unit die |
# | a residual net diverges | $\times 1.6$ a layer | branch times $1/\sqrt{\text{depth}}$ | first weights, these nets learn |
# | one step throws the loss away | a wall | clip by norm | through time |
# | nothing learned from early steps | $W_h$ too small | gain near 1 | through time |
# | *doubtful:* vanishing | | a larger learning rate | below |
# | *doubtful:* vanishing | | leaky ReLU | unit die |
# | *doubtful:* every step explodes | | clipping | below |
# | *doubtful:* thirty sigmoids, weights of 0.01 | | layer norm | normalization |
# | *doubtful:* large gradients | | clipping by value | bound a step |
#
# **Predict.** Sigmoids, Xavier: a learning rate of 30 in place of 0.03. What do the first layer and the last
# layer do?
#
# <details><summary>Answer</summary>
#
# One factor cannot serve both: the first layer still gets next to nothing, the last is thrown about.
#
# </details>

# %%
net = deep_net(Sigmoid, 1.0, rng=np.random.default_rng(0))
before = parameter_values(net)
losses_at_30 = train(net, 100, rng=np.random.default_rng(0), lr=30.0)
moved = update_ratios(before, parameter_values(net))
first, *_, last, _ = moved  # names: weights of the first layer .. weights, bias of the last
print(f"{first} moved by less than 1e-15 of its size:", moved[first] < 1e-15)
print(f"{last} moved by more than 10 times its size:", moved[last] > 10)
print("loss better than a guess:", np.mean(losses_at_30[-50:]) < 2.25)

# %% [markdown]
# And clipping for the unscaled residual net, whose *values* explode already on the way forward:

# %%
net = deep_net(ReLU, HE, rng=np.random.default_rng(0), scale=1.0)
optimizer, clipped_losses = SGD(net.parameters(), 0.03), []
for _ in range(100):
    optimizer.zero_grad()
    loss, grad = softmax_cross_entropy(net.forward(x), labels)
    net.backward(grad)
    clip_by_global_norm(net.parameters(), 1.0)
    optimizer.step()
    clipped_losses.append(loss)
print("finite:", np.isfinite(clipped_losses[-1]), " better than a guess:", clipped_losses[-1] < 2.3)

# %% [markdown]
# It bounds the steps, but the net is as bad as before. Clipping is for rare walls.
#
# ## Break it
#
# A slip that people really make: the clipping stands after `optimizer.step()`. It runs, it reports norms,
# and the gradients are short when we look at them.
#
# **Predict.** Where does our unit end?
#
# <details><summary>Answer</summary>
#
# At 18.6, as without clipping: the step was taken with the long gradient.
#
# </details>

# %%
late = descend(max_norm=1.0, clip_first=False)
print(f"clipped too late: b = {late[-1, 0]:.1f}; the same as free: {np.array_equal(late, free)}")

# %% [markdown]
# ## In the package

# %%
show_source(init.he_normal, clip_by_global_norm)

# %%
show_source(Residual.forward, Residual.backward)

# %% [markdown]
# ## Recap
#
# Depth is compound interest on one factor per layer: slope of the unit times size of the weights. Xavier
# and He set it to 1 at the start; a scaled residual branch and normalization keep it there. Saturated and
# dead units let nothing back. Clipping by norm bounds a step at a wall; it does not cure a factor.
#
# | formula | going back | size kept when |
# |---|---|---|
# | $y = x W$ | $\bar x = \bar y\, W^T$ | variance of $W$ is $1/n$ |
# | $y = \max(xW, 0)$ | $\bar x = (\bar y$ where $xW > 0)\, W^T$ | variance of $W$ is $2/n$ |
# | $y = x + c\, f(x)$ | $\bar x = \bar y + c\, \bar y\, \partial f/\partial x$ | $c$ is $1/\sqrt{\text{depth}}$ |
# | $h_t = \tanh(h_{t-1} W_h + \dots)$ | once per step of time | gain near 1 |
# | clip by norm | $g \cdot \min(1, \text{limit}/\lVert g \rVert)$ | |
#
# The sore spot: a real broken net shows several symptoms at once, and some come from a wrong formula.
# [Notebook 14](14-debug-a-network.ipynb) puts all tools of the course together to find them.

# %% [markdown]
# ## Questions
#
# **1.** A net of 50 layers multiplies the gradient by 0.9 per layer. By how much in all?
#
# <details><summary>Answer</summary>
#
# $0.9^{50} = 0.005$: a two-hundredth. Slow, but sigmoids would leave $10^{-30}$.
#
# </details>
#
# **2.** What is wrong with this code?
#
# ```python
# for parameter in net.parameters():
#     clip_by_global_norm([parameter], 1.0)
# ```
#
# <details><summary>Answer</summary>
#
# Each array is shortened by its own factor, so the gradient as a whole turns, and its norm may still be
# large. Pass all parameters at once.
#
# </details>
#
# **3.** All weights are 0. Do the gradients vanish?
#
# <details><summary>Answer</summary>
#
# Below the last layer they are exactly 0: `grad @ W.T` is. No scale of a step helps.
#
# </details>
#
# **4.** Why is a saturated unit, whose value is large, a danger for the *gradient*?
#
# <details><summary>Answer</summary>
#
# Its curve is flat there: its slope, a factor of the chain, is nearly 0.
#
# </details>
#
# **5.** Adam divides each gradient by its own running size. Does it cure vanishing?
#
# <details><summary>Answer</summary>
#
# It gives tiny gradients a full step, but gradients of $10^{-18}$ drown in its `eps` of $10^{-8}$, and in
# the forward pass the signal is lost all the same.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper.
#
# **A.** A layer has 200 inputs and 50 outputs. Which variances do Xavier and He give?
#
# <details><summary>Answer</summary>
#
# $2/250 = 0.008$ and $2/200 = 0.01$.
#
# </details>
#
# **B.** Clip (3, 4) to norm 1, and by value to 1. By what angle does the second turn?
#
# <details><summary>Answer</summary>
#
# (0.6, 0.8), and (1, 1): from 53.1° to 45°, by 8.1°.
#
# </details>
#
# **C.** A residual block doubles the mean square at each of 30 layers. How much does the size grow in all?
#
# <details><summary>Answer</summary>
#
# $\sqrt{2}$ a layer, $2^{15} = 32{,}768$ in all.
#
# </details>

# %%
print([2 / (200 + 50), 2 / 200], f"{angle(np.array([3.0, 4.0]), np.ones(2)):.1f}°", 2**15)
print(f"{0.9**50:.3f} {0.25**50:.0e}")

# %% [markdown]
# ## Further reading
#
# - X. Glorot, Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*,
#   AISTATS, 2010: the histograms of our first explorer, watched during training.
# - K. He, X. Zhang, S. Ren, J. Sun, *Delving deep into rectifiers*, ICCV, 2015: the factor 2, and the
#   30-layer net that stalls without it.
# - R. Pascanu, T. Mikolov, Y. Bengio, *On the difficulty of training recurrent neural networks*, ICML,
#   2013: the wall, drawn for two parameters.
