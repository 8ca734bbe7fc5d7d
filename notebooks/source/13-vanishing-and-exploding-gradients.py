# teaches: layers.RNN
# teaches: init.xavier_normal, init.lecun_normal, init.he_normal
# teaches: diagnostics.root_mean_square, diagnostics.dead_share
# teaches: optim.clip_by_value
# teaches: labs.deep_nets, labs.cliff
# uses: layers.Tanh, layers.Sigmoid, layers.ReLU, layers.LeakyReLU
# uses: layers.LayerNorm, layers.BatchNorm, optim.clip_by_global_norm
# uses: ops.relu, losses.softmax_cross_entropy, mlp.MLP
# remember: Depth is compound interest: a gradient survives many layers only if each of them multiplies
# remember: it by nearly 1.
# %% [markdown]
# # 13  Keep gradients alive through depth
#
# ## What you'll do
#
# You measure what thirty layers, or fifty steps of time, do to a gradient, find out why, and write two cures.
#
# ## What you'll learn
#
# - **predict** from one layer what many layers do,
# - **derive** how large the first weights should be, for tanh and for ReLU,
# - **send** a gradient back through time,
# - **choose** a cure that fits the symptom: other weights, a branch, normalization, clipping.
#
# ## What you'll need
#
# Notebooks 01, 02, 07, 08 and 12; the mean and the variance of random numbers.

# %% [markdown]
# ## Recall
#
# Does a gradient that has passed through many layers still have a useful size? The sigmoid of notebook 01 has slope
# 0.25 at $z = 0$, its steepest point, and slopes along a chain multiply (notebook 02).
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
from backprop_course.checking import check
from backprop_course.data import load_digits
from backprop_course.diagnostics import dead_share, root_mean_square
from backprop_course.exercises import ch13
from backprop_course.figures.depth import charts
from backprop_course.figures.depth.ridge import describe_depth_ridge
from backprop_course.figures.depth.ridge_picture import draw_gains
from backprop_course.labs import cliff, deep_nets
from backprop_course.labs.deep_nets import block_gradients, deep_net, digits, train
from backprop_course.layers import RNN, BatchNorm, LayerNorm, LeakyReLU, ReLU, Sigmoid, Tanh
from backprop_course.losses import softmax_cross_entropy
from backprop_course.mlp import MLP
from backprop_course.notebook import Picture, show_source
from backprop_course.optim import clip_by_global_norm, clip_by_value
from backprop_course.widgets import explore_signal, explore_strips

rng = np.random.default_rng(0)

# %% [markdown]
# ## What do thirty equal factors make?
#
# It is compound interest: 10 % a year sounds harmless, and is not.
#
# **Predict.** Ten per cent more at each of 30 layers, $1.1^{30}$: is it 4, 17 or 1,000? And what is $0.9^{30}$, about?
# ($\ln 1.1$ is about 0.1 and $\ln 0.9$ about -0.1, and $e^3$ is about 20.)
#
# <details><summary>Answer</summary>
#
# About $e^3$ and $e^{-3}$, that is 20 and 1/20; computed, 17 and 0.04. Only a factor close to 1 lets a signal pass
# through depth.
#
# </details>

# %%
for factor in (0.25, 0.9, 1.0, 1.1, 1.6):
    print(f"{factor:4} a layer: {factor**10:9.2g} after 10 layers, {factor**30:9.2g} after 30")

# %% [markdown]
# A gradient that comes close to 0 in the backward pass **vanishes**, and the first layers learn nothing. One
# that grows without bound **explodes**, and one step destroys what was learned.
#
# Now a real net. `deep_net` stacks 30 blocks of 32 units; a **block** is a linear layer and an activation.
# Weights are normal with standard deviation $\text{gain}/\sqrt{n}$, where $n$ counts a layer's inputs; we
# will see why. The input is the digits of notebook 07. **Size** means root mean square here, over all
# entries of an array. `block_gradients` goes backward and keeps the gradient at the output of each block.

# %%
x, labels = digits()
x, labels = x[:16], labels[:16]  # (16, 64), (16,): a size needs few examples


def new_net(activation, gain, **extras):
    return deep_net(activation, gain, rng=np.random.default_rng(0), **extras)


def gradients(net):
    """The gradient at the output of each block, the first block first."""
    _, grad = softmax_cross_entropy(net.forward(x), labels)
    return block_gradients(net, grad)


# %% [markdown]
# **You write it.** One number for the whole net: if every layer multiplied the size of the gradient by the same factor,
# which factor would lead from the last layer to the first?
#
# {{task: factor_per_layer}}
#
# {{hints: factor_per_layer}}


# %%
def factor_per_layer(gradients):
    """Return the mean factor of one layer in the backward pass.

    gradients: a list of arrays of one shape, the first layer first.
    gradients = [[[0.25, -0.25]], [[0.7, 0.7]], [[-1., 1.]]]  ->  0.5
    """
    ### BEGIN SOLUTION
    first, last = root_mean_square(gradients[0]), root_mean_square(gradients[-1])
    return (first / last) ** (1 / (len(gradients) - 1))
    ### END SOLUTION


# %%
check(ch13.factor_per_layer, factor_per_layer)

# %%
sigmoids = factor_per_layer(gradients(new_net(Sigmoid, gain=1.0)))
print(f"thirty sigmoids: ×{sigmoids:.2f} per layer, ×{sigmoids**29:.0e} from the last to the first")

# %% [markdown]
# It is a little below 0.25, since not every unit stands at $z = 0$.
#
# ## What do the weights do to a tanh?
#
# The slope of tanh is 1 at $z = 0$, its steepest point, and nearly 0 far out, where a unit is saturated (notebook
# 01). The weights decide where the units stand. Here are the values of all units of four nets with 20 layers
# of tanh, which differ only in gain.

# %%
gains = [deep_nets.trace_signal(deep_nets.Recipe("", "tanh", gain)) for gain in (0.58, 1, 1.2, 3)]
Picture(draw_gains(gains), " ".join(describe_depth_ridge(trace) for trace in gains))

# %% [markdown]
# *What to see:* layer 1 is at the bottom, and each row is scaled to its own highest bar. With gain 0.58 the values
# shrink to nothing. With gain 1 they shrink slowly, because $\tanh z$ is a little closer to 0 than $z$; 1.2 makes up for
# that. With 3 many pile up at -1 and 1, saturated.
#
# **Try.** In the explorer the dashed line on the right is the size of the gradient, from the last layer at the top
# down to layer 1; the grey line marks size 1. Move the gain from 0.5 to 1 to 3. Which way does the dashed line lean?

# %%
explore_signal()

# %% [markdown]
# *What to see:* with gain 3 each step backward multiplies by large weights, which outweigh the flat slopes: the
# gradient explodes.

# %%
for gain in (0.58, 1.0, 1.2, 3.0):
    print(f"gain {gain}: ×{factor_per_layer(gradients(new_net(Tanh, gain))):.2f} per layer")

# %% [markdown]
# ## How large should the first weights be?
#
# A unit adds $n$ products, $z = w_1 a_1 + \dots + w_n a_n$. By hand: $a = (3, 4)$, and a coin decides whether each weight
# is 1 or -1. Then $z$ is 7, 1, -1 or -7, and the mean of $z^2$ is
# $(49 + 1 + 1 + 49)/4 = 25 = 3^2 + 4^2$: mixed terms cancel. Independent weights with mean 0 and variance
# $v$ give
#
# $$\text{mean of } z^2 = v\,(a_1^2 + \dots + a_n^2) = n\,v \times \text{mean of } a^2$$
#
# The size stays if $v = 1/n$: gain 1. In the backward pass `grad @ W.T` adds over the *outputs*, so there
# $v = 1/n_{out}$. **Xavier** is a compromise, $v = 2/(n_{in} + n_{out})$ (Glorot and Bengio, 2010).
#
# **Predict.** ReLU sets half of the values to 0. Which $v$ makes up for that? And with $v = 1/n$, by which factor does
# the size fall per layer?
#
# <details><summary>Answer</summary>
#
# Half of the mean square is lost, so $v = 2/n$, a gain of $\sqrt 2 = 1.41$. This is the rule of **He** and
# others (2015). With $1/n$ the size falls by $\sqrt{1/2} = 0.71$ per layer, forward and backward.
#
# </details>
#
# **You write it.** The first weights of a linear layer in front of a ReLU, made from noise of variance 1.
#
# {{task: he_weights}}
#
# {{hints: he_weights}}


# %%
def he_weights(noise):
    """Return the noise, standard normal numbers of shape (fan_in, fan_out), scaled by He's rule.

    noise with 8 rows  ->  weights whose standard deviation is 0.5
    """
    ### BEGIN SOLUTION
    return noise * np.sqrt(2 / len(noise))
    ### END SOLUTION


# %%
check(ch13.he_weights, he_weights)

# %%
z = rng.normal(size=(1000, 256)) @ init.xavier_normal(256, 256, rng=rng)
print(f"mean of z^2: {np.mean(z**2):.2f}, after ReLU: {np.mean(ops.relu(z) ** 2):.2f}")
z = ops.relu(z) @ he_weights(rng.normal(size=(256, 256)))
print(f"through the next layer, He: {np.mean(z**2):.2f}")

# %% [markdown]
# **Check.** The same factors in the backward pass of a deep net, and a common choice, weights of size 0.01
# whatever the width, which is a gain of $0.01 \times \sqrt{32} = 0.057$:

# %%
HE, TINY = np.sqrt(2), 0.01 * np.sqrt(32)
rules = {
    "ReLU, Xavier": (ReLU, 1.0),
    "leaky ReLU, Xavier": (LeakyReLU, 1.0),
    "ReLU, He": (ReLU, HE),
}
for name, (activation, gain) in (rules | {"tanh, weights of 0.01": (Tanh, TINY)}).items():
    print(f"{name:<22}×{factor_per_layer(gradients(new_net(activation, gain))):.3f}")

# %% [markdown]
# ## What does a branch do?
#
# The residual module of notebook 08, $y = x + c\,f(x)$, is a cure for vanishing (He and others, 2016). Take a
# branch $f$ that keeps the size: linear with He's weights, ReLU, linear with gain 1. $x$ and $f(x)$ are
# nearly independent, so their mean squares add.
#
# **Predict.** With $c = 1$, by which factor does the size grow per block, and over 30 blocks? And with
# $c = 1/\sqrt{30}$?
#
# <details><summary>Answer</summary>
#
# The mean square doubles, so the size grows by $\sqrt 2 = 1.41$ per block and by $2^{15} = 32{,}768$ in all. With
# $c^2 = 1/30$ the mean square grows by $1 + 1/30$, the size by 1.017 per block, and by
# $(1 + 1/30)^{15} = 1.64$ in all.
#
# </details>

# %%
for name, scale in {"c = 1": 1.0, "c = 1/√30": 30**-0.5}.items():
    factor = factor_per_layer(gradients(new_net(ReLU, HE, scale=scale)))
    print(f"{name}: ×{factor:.2f} per block")

# %% [markdown]
# One net of 32 units comes close to these means. The next explorer draws each net as a strip with one
# cell for each layer: white where the gradient is as large as at the last layer, purple where it is smaller, orange
# where it is larger.

# %%
explore_strips()

# %% [markdown]
# *What to see:* only where the factor per layer is close to 1 does the first layer, on the left, get a useful
# gradient. The last column is the loss before training: where the values explode, the logits do too. The last strip
# is yours.

# %% [markdown]
# ## Which of these nets learn?
#
# So far no net has been trained. Now we take 200 steps of plain gradient descent, learning rate 0.03, batches of 32,
# seed 0. "Before Xavier" is an older rule, variance $1/(3n)$, which is a gain of 0.58.
#
# **Predict.** With which of the six nets does the loss stay at $\ln 10 = 2.30$, a guess among ten digits? Use
# the factors that you have seen.
#
# <details><summary>Answer</summary>
#
# The three whose factor is well below 1: tanh before Xavier (0.58), the sigmoid (0.24), ReLU with Xavier
# (0.71). The other three learn.
#
# </details>

# %% tags=["nbval-ignore-output"]
nets = {
    "tanh, before Xavier": new_net(Tanh, 3**-0.5),
    "tanh, Xavier": new_net(Tanh, 1.0),
    "sigmoid, Xavier": new_net(Sigmoid, 1.0),
    "ReLU, Xavier": new_net(ReLU, 1.0),
    "ReLU, He": new_net(ReLU, HE),
    "ReLU, He, branch": new_net(ReLU, HE, scale=30**-0.5),
}
curves = {}
for name, net in nets.items():
    before = factor_per_layer(gradients(net))
    curves[name] = train(net, 200, rng=np.random.default_rng(0))
    after, end = factor_per_layer(gradients(net)), np.mean(curves[name][-50:])
    print(f"{name:<20} loss {end:.2f}; factor before ×{before:.2f}, after ×{after:.2f}")

# %%
Picture(
    charts.draw_outcomes(curves, chance=np.log(10)),
    "Six learning curves: three nets with vanishing gradients stay at the loss of a guess, ReLU with He "
    "begins to come down, tanh with Xavier comes down, the net with branches comes down first and most.",
)

# %% [markdown]
# *What to see:* three curves lie on the dashed line. Tanh learns with Xavier, and ReLU with He begins to; the net with
# branches is far ahead. The factors of the nets that learned are still close to 1.
#
# Two papers found this: a 30-layer ReLU net stalls with Xavier's weights and learns with He's (He and others,
# 2015; with 22 layers both learned), and tanh learns better with Xavier than with the older rule (Glorot
# and Bengio, 2010; their nets had one to five hidden layers). "ReLU cures vanishing" is half of the truth: the *pair*
# of unit and weights decides.

# %% [markdown]
# ## Can normalization make any weights safe?
#
# The norms of [notebook 12](12-normalization.ipynb) bring the numbers of each *example* to mean 0 and size 1 (layer
# norm), or those of each *unit* over the batch (batch norm). Here they stand before the activation.
#
# Weights of 0.01 make each $z$ 17 times too small for a tanh. A norm divides by the size that it finds, so the 17
# drops out, forward and backward:

# %% tags=["nbval-ignore-output"]
for norm in (LayerNorm, BatchNorm):
    net = new_net(Tanh, TINY, norm=norm)
    before = factor_per_layer(gradients(net))
    end = np.mean(train(net, 60, rng=np.random.default_rng(0))[-20:])
    net.forward(x)
    values = net.intermediates[-2]  # (16, 32), the last block
    common = root_mean_square(values.mean(axis=0)) / root_mean_square(values)
    print(f"{norm.__name__}: ×{before:.2f} before training, after 60 steps {end:.2f}", end="")
    print(f", {common:.0%} of the values is the same for all examples")

# %% [markdown]
# Both repair the size, and only one net learns. A step is huge beside tiny weights, and it pushes all examples the same
# way. Batch norm removes at each layer what they have in common; layer norm leaves it in. Today's nets combine two
# cures: a branch that begins with a norm.

# %% [markdown]
# ## When does a unit die?
#
# A ReLU that is 0 for every example is **dead**: slope 0, so no gradient reaches its weights. In the first layer
# it stays dead; in a later one it may wake up when the layers below it move. A **leaky ReLU** has slope 0.01
# below 0. We forget to scale the pixels (ink from 0 to 16), and train with rates of 0.1 and 0.01; then with ink from 0
# to 1, and with leaky units.


# %% tags=["nbval-ignore-output"]
(ink, digit), (ink_test, digit_test) = load_digits()


def after_200_steps(activation, lr, scale):
    net = MLP([64, 32, 32, 10], rng=np.random.default_rng(0), activation=activation)
    rng = np.random.default_rng(0)
    for _ in range(200):
        chosen = rng.integers(0, len(ink), 32)
        _, grad = softmax_cross_entropy(net.forward(scale * ink[chosen]), digit[chosen])
        net.backward(grad)
        net.update_parameters(lr)
    net.forward(scale * ink)
    stuck = dead_share(ops.relu(net.z[1]))
    read = np.mean(net.forward(scale * ink_test).argmax(axis=1) == digit_test)
    return f"never above 0: {stuck:.0%} of layer 1, test {read:.0%}"


for case in (("relu", 0.1, 16), ("relu", 0.01, 16), ("relu", 0.1, 1), ("leaky_relu", 0.1, 16)):
    print("{}, rate {}, ink to {}:".format(*case), after_200_steps(*case))

# %% [markdown]
# A smaller rate or scaled pixels prevent most of the deaths. Leaky units get stuck below 0 nearly as often, but a
# hundredth of the gradient still passes, and the net learns something.

# %% [markdown]
# ## How do we bound a step that is too large?
#
# All gradients of a net taken as one long vector have a length, the **gradient norm**. **Clipping by
# norm** shortens the vector to a given length, if it is longer. **Clipping by value** cuts each entry to a
# range. By hand, with limit 1: the gradient (8, 1) has norm $\sqrt{65} = 8.06$.
#
# **Predict.** What does each kind of clipping make of it? Which of the two results points the same way?
#
# <details><summary>Answer</summary>
#
# By norm: $(8, 1)/8.06 = (0.99, 0.12)$, the same way, 7° up. By value: $(1, 1)$, 45° up: it turned by 38°.
#
# </details>

# %%
grad = np.array([8.0, 1.0])
by_norm, by_value = grad / np.linalg.norm(grad), np.clip(grad, -1, 1)
Picture(
    charts.draw_clipping(grad, by_norm, by_value, angle=38),
    "The gradient (8, 1) as an arrow; clipped by norm it ends on the circle in the same direction, "
    "clipped by value it ends in the corner of a square, 38 degrees away.",
)

# %% [markdown]
# *What to see:* by norm, the arrow keeps its direction; by value it ends in a corner of the square.
#
# **You write it.** Clipping by norm, for all gradients of a net together.
#
# {{task: clip_by_norm}}
#
# {{hints: clip_by_norm}}


# %%
def clip_by_norm(grads, max_norm):
    """Return the list of gradients, shortened together so that their norm is at most max_norm.

    grads: a list of arrays, together one long vector.
    grads = [[3.], [4.]], max_norm = 1  ->  [[0.6], [0.8]]
    grads = [[3.], [4.]], max_norm = 9  ->  [[3.], [4.]]
    """
    ### BEGIN SOLUTION
    norm = np.sqrt(sum(np.sum(grad**2) for grad in grads))
    return [grad * min(1.0, max_norm / norm) for grad in grads]
    ### END SOLUTION


# %%
check(ch13.clip_by_norm, clip_by_norm)

# %% [markdown]
# ## And through time?
#
# A **recurrent** net reads a sequence: $h_t = \tanh(x_t W_x + b + h_{t-1} W_h)$, with the same $W_h$ at every
# step. Unrolled, 50 steps are 50 layers. Backward, each step needs three lines:
#
# $$\bar z_t = \bar h_t \,(1 - h_t^2), \qquad \bar h_{t-1} = \bar z_t W_h^T, \qquad
# \bar W_h = \sum_t h_{t-1}^T \bar z_t$$
#
# $W_h$ is used once per step, so its gradient is a *sum over the steps*: this is **backpropagation through time**.
#
# **Predict.** One unit, $W_h = 2$, states $h_0 = 0.4$, $h_1 = 0.5$, $h_2 = 0.8$. A gradient of 1 arrives at
# $h_2$. What is $\bar W_h$?
#
# <details><summary>Answer</summary>
#
# $\bar z_2 = 1 - 0.64 = 0.36$, which gives $0.5 \times 0.36 = 0.18$. $\bar h_1 = 0.72$, $\bar z_1 = 0.72 \times
# 0.75 = 0.54$, which gives $0.4 \times 0.54 = 0.216$. Together 0.396.
#
# </details>
#
# **You write it.** The same for a batch of sequences, with any number of steps and units.
#
# {{task: back_through_time}}
#
# {{hints: back_through_time}}


# %%
def back_through_time(grad_h, h, W_h):
    """Return the gradient of W_h when grad_h (n, units) arrives at the last state.

    h: the list of states h[0], ..., h[T], each (n, units); W_h: (units, units).
    grad_h = [[1.]], h = [[[0.4]], [[0.5]], [[0.8]]], W_h = [[2.]]  ->  [[0.396]]
    """
    ### BEGIN SOLUTION
    grad_W = np.zeros_like(W_h)
    for t in range(len(h) - 1, 0, -1):
        grad_z = grad_h * (1 - h[t] ** 2)
        grad_W += h[t - 1].T @ grad_z
        grad_h = grad_z @ W_h.T
    return grad_W
    ### END SOLUTION


# %%
check(ch13.back_through_time, back_through_time)


# %% tags=["nbval-ignore-output"]
def net_through_time(gain, steps=50, units=32):
    """An RNN after its backward pass from the last step, and the gradient that arrived there."""
    rng = np.random.default_rng(0)
    net = RNN(1, units, rng=rng)
    net.W_h.value[...] = gain * init.lecun_normal(units, units, rng=rng)
    h = net.forward(0.1 * rng.normal(size=(16, steps, 1)))  # (16, 50, 32)
    grad_h = np.zeros_like(h)
    grad_h[:, -1] = rng.normal(size=(16, units))
    net.backward(grad_h)
    return net, grad_h[:, -1]


net, arriving = net_through_time(gain=1.0)
ours = back_through_time(arriving, [net.h[t] for t in range(-1, 50)], net.W_h.value)
print(f"package and ours, largest difference {np.abs(ours - net.W_h.grad).max():.0e}")

# %% [markdown]
# What reaches the first of 50 steps, with a $W_h$ of gain 3, 1 or 0.5?

# %%
through_time = {}
for gain in (3.0, 1.0, 0.5):
    net, _ = net_through_time(gain)
    sizes = np.array([root_mean_square(net.grad_h[t]) for t in range(50)])
    through_time[gain] = sizes / sizes[-1]
    print(
        f"gain {gain}: the first step gets {sizes[0] / sizes[-1]:.0e} of the last step's gradient"
    )

# %%
Picture(
    charts.draw_through_time(through_time),
    "Three gradients going back over 50 steps: with gain 3 it grows by many powers of ten, with "
    "gain 1 it stays near 1, with gain 0.5 it falls in a straight line, by half at each step.",
)

# %% [markdown]
# *What to see:* the lines are nearly straight: the same $W_h$ makes about the same factor at each step. (With
# gain 3 the first steps of the sequence, on the right, are steeper: states start at 0, where tanh is not saturated.)
# With gain 0.5 the net cannot learn what happened at the start.
#
# Two more cures belong here: an *orthogonal* first $W_h$, which keeps every length, and **gates**, as in the LSTM
# (Hochreiter and Schmidhuber, 1997), where the state goes past the tanh, like $x$ in a residual module.

# %% [markdown]
# ## Where does clipping help?
#
# Where gradients explode, the loss has walls. Pascanu, Mikolov and Bengio (2013) show one. Their unit is
# $x_t = w\,\sigma(x_{t-1}) + b$ with $x_0 = 0.5$, and after 50 steps $\sigma(x_{50})$ should be 0.7. We start in a
# valley, at $w = 4.65$ and $b = -2.1$, with learning rate 0.05.

# %%
start = (4.65, -2.1)
free = cliff.descend(start, lr=0.05, steps=60)  # (61, 2)
norms = [np.linalg.norm(cliff.loss_and_gradient(*place)[1]) for place in free]
print(f"gradient norm: at the start {norms[0]:.2f}, largest {max(norms):.0f}")

# %% [markdown]
# The largest one makes a step of $0.05 \times 84 = 4.2$, far out of the valley. Clipped to norm 0.1, no step is longer
# than $0.05 \times 0.1 = 0.005$.

# %%
paths = {
    "not clipped": free,
    "clipped to 0.1": cliff.descend(start, lr=0.05, steps=60, max_norm=0.1),
}
histories = {name: [cliff.loss_and_gradient(*at)[0] for at in path] for name, path in paths.items()}
for name, line in histories.items():
    print(
        f"{name}: loss {line[0]:.3f} at the start, {min(line):.4f} at best, {line[-1]:.4f} at the end"
    )

# %%
w, b = np.linspace(4.36, 4.76, 101), np.linspace(-2.42, -2.02, 101)
ground, _ = cliff.loss_and_gradient(*np.meshgrid(w, b))
Picture(
    charts.draw_cliff(w, b, ground, paths, histories),
    "A valley whose floor ends at a steep wall. Both descents reach the wall; the one without clipping is "
    "thrown out of the picture in one step and stays at a loss of 0.09, the clipped one stays at the wall.",
)

# %% [markdown]
# *What to see:* both descend to the foot of the wall, where the gradient is long. Not clipped, the next step leads to
# a plain where the slope is 0, and the loss stays at 0.09.
#
# Clipping is for such rare steps. Where *every* step explodes, it turns the explosion into a crawl: with branches
# and $c = 1$, clipped to norm 1, the loss falls from 18,000 to 770 in 100 steps. With $c = 1/\sqrt{30}$ it falls to
# 0.6.

# %% [markdown]
# ## Which cure for which symptom?
#
# | symptom | cause | cure | shown above |
# |---|---|---|---|
# | the loss stays at a guess, the first layers get $10^{-18}$ | sigmoids | tanh with Xavier, ReLU with He | Which of these nets learn? |
# | the same, and all units near 0 | weights of 0.01 | Xavier or He; batch norm | Can normalization make any weights safe? |
# | tanh units at -1 and 1 | weights too large | Xavier | What do the weights do to a tanh? |
# | a ReLU net stalls | Xavier, ×0.71 per layer | He | Which of these nets learn? |
# | a residual net explodes | ×1.41 per block | branch times $1/\sqrt{\text{depth}}$ | What does a branch do? |
# | units are 0 for every example | inputs or rate too large | scale the inputs, smaller rate | When does a unit die? |
# | a good loss is lost in one step | a wall | clip by norm | Where does clipping help? |
# | nothing is learned from early steps | $W_h$ too small | gain near 1, gates | And through time? |
#
# Four cures are often named and did not help: leaky ReLU and layer norm against vanishing, clipping where every step
# explodes, and a larger learning rate, because one rate cannot serve all layers. With a rate of 30 instead of 0.03, 100
# steps move the first of thirty sigmoid layers by $10^{-18}$ of its size, and the last by 28 times its size.

# %% [markdown]
# ## Break it
#
# A common bug: the training loop clips each array on its own.
#
# **Predict.** The gradient of $W$ is (30, 40), that of $b$ is (0, 0.5); the limit is 1. What comes out,
# and what is the ratio of the two norms before and after?
#
# <details><summary>Answer</summary>
#
# $W$ gets (0.6, 0.8), and $b$ keeps (0, 0.5). The ratio was 100, now it is 2: the step points another way. Clipped
# together, both are divided by about 50, and the ratio stays.
#
# </details>

# %%
pair = [np.array([30.0, 40.0]), np.array([0.0, 0.5])]
alone = [clip_by_norm([grad], 1.0)[0] for grad in pair]
together = clip_by_norm(pair, 1.0)
for name, (W, bias) in {"alone": alone, "together": together}.items():
    ratio = np.linalg.norm(W) / np.linalg.norm(bias)
    print(f"{name}: W {W.round(3)}, b {bias.round(3)}, ratio {ratio:.0f}")

# %% [markdown]
# ## In the package
#
# He's rule, both ways to clip, and the recurrent layer: its loop is yours, and gradients may arrive at every step.

# %%
show_source(init.he_normal, clip_by_global_norm, clip_by_value, RNN.backward)

# %% [markdown]
# ## Recap
#
# The factor of a layer is the slope of its units times the size of its weights. Xavier and He set it to nearly 1 at the
# start, and so does a scaled branch. Clipping by norm bounds a step at a wall; it does not cure a factor.
#
# | formula | backward | size kept when |
# |---|---|---|
# | $y = x W$ | $\bar x = \bar y\, W^T$ | variance of $W$ is $1/n$ |
# | $y = \max(xW, 0)$ | $\bar x = (\bar y$ where $xW > 0)\, W^T$ | variance of $W$ is $2/n$ |
# | $y = x + c\, f(x)$ | $\bar x = \bar y + c\, \bar y\, \partial f/\partial x$ | $c$ is $1/\sqrt{\text{depth}}$, nearly |
# | $h_t = \tanh(h_{t-1} W_h + \dots)$ | $\bar W_h$ is a sum over the steps | gain near 1 |
# | clip by norm | $g \cdot \min(1, \text{limit}/\lVert g \rVert)$ | |
#
# What is still missing: a net that is really broken shows several symptoms at once, and some come from a wrong formula.
# [Notebook 14](14-debug-a-network.ipynb) puts all tools of the course together to find them.

# %% [markdown]
# ## Questions
#
# **1.** What is wrong with this code?
#
# ```python
# optimizer.zero_grad()
# loss, grad = softmax_cross_entropy(net.forward(x), labels)
# net.backward(grad)
# optimizer.step()
# clip_by_global_norm(net.parameters(), 1.0)
# ```
#
# <details><summary>Answer</summary>
#
# The step was taken with the long gradient. The clipping after it changes only what `zero_grad` will throw away.
#
# </details>
#
# **2.** All weights of a ReLU net are 0. Which of its gradients are not 0?
#
# <details><summary>Answer</summary>
#
# Only that of the last bias. Below, `grad @ W.T` is 0; and the last weights get `x.T @ grad` with an $x$ of zeros.
#
# </details>
#
# **3.** Adam divides each gradient by its own running size. Does it cure vanishing?
#
# <details><summary>Answer</summary>
#
# It gives small gradients a full step, but gradients of $10^{-18}$ are lost beside its `eps` of $10^{-8}$. And the
# signal still vanishes in the forward pass.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper. Write your numbers after `return`, and the check says how you did.
#
# **A.** A layer has 200 inputs and 50 outputs. Which variances do Xavier and He give?
#
# {{hints: A}}


# %%
def A():
    """Return the variance of Xavier and that of He.

    An answer looks like this:  return 0.5, 0.03
    """
    ### BEGIN SOLUTION
    return 2 / 250, 2 / 200
    ### END SOLUTION


# %%
check(ch13.A, A)

# %% [markdown]
# **B.** Clip the gradient (-6, 8) to norm 5, and by value to 5.
#
# {{hints: B}}


# %%
def B():
    """Return four numbers: both entries clipped by norm, then both clipped by value.

    An answer looks like this:  return 0.5, 0.3, 1.0, 2.0
    """
    ### BEGIN SOLUTION
    return -3.0, 4.0, -5.0, 5.0
    ### END SOLUTION


# %%
check(ch13.B, B)

# %% [markdown]
# **C.** Twenty residual blocks, each with a branch that keeps the size, times $c = 0.5$. By which factor does the
# *mean square* grow per block? By which factor does the *size* grow in all 20, to three digits after the point?
#
# {{hints: C}}


# %%
def C():
    """Return the factor of the mean square per block, and that of the size in all 20 blocks.

    An answer looks like this:  return 0.5, 12.3
    """
    ### BEGIN SOLUTION
    return 1.25, 1.25**10
    ### END SOLUTION


# %%
check(ch13.C, C)

# %% [markdown]
# ## Further reading
#
# - X. Glorot, Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*,
#   AISTATS, 2010: histograms like those of our first explorer, of five layers, at the first step.
# - K. He, X. Zhang, S. Ren, J. Sun, *Delving deep into rectifiers*, ICCV, 2015: the factor 2, and the
#   30-layer net that stalls without it.
# - R. Pascanu, T. Mikolov, Y. Bengio, *On the difficulty of training recurrent neural networks*, ICML,
#   2013: the wall, and clipping by norm.
