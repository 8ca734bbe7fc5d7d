# teaches: optim.Optimizer, optim.SGD, optim.RMSProp, optim.Adam, optim.AdamW
# teaches: optim.step_decay, optim.cosine, optim.warm_up, optim.clip_by_global_norm
# teaches: labs.optimizer_runs, labs.surfaces
# uses: module.Parameter, losses.mse, losses.softmax_cross_entropy, mlp.MLP, training.fit
# remember: Whoever chose the learning rates chose the winner: compare optimizers by sweeps, never at
# remember: one rate.
# %% [markdown]
# # 10  Choose how to step
#
# ## What you'll do
#
# You write the steps of momentum and of Adam, and find out how much of "the best optimizer" is a
# well-chosen learning rate.
#
# ## What you'll learn
#
# - **predict** the learning rate at which a descent blows up,
# - **write** a step of momentum and of Adam, and say what each of their parts is for,
# - **lower** a learning rate on a schedule,
# - **compare** optimizers without fooling yourself.
#
# ## What you'll need
#
# The update of [notebook 01](01-one-neuron.ipynb) and the training loop of
# [notebook 07](07-mlp-by-hand.ipynb); square roots.

# %% [markdown]
# ## Recall
#
# After notebook 09 we can trust a gradient. What we do with it is still the update of notebook 01.
#
# **Predict.** There $w = 2$ had the gradient -0.125. Where does one update with the learning rate 0.1 put $w$?
#
# <details><summary>Answer</summary>
#
# $2 - 0.1 \times (-0.125) = 2.0125$.
#
# </details>

# %%
print(f"{2.0 - 0.1 * -0.125:g}")

# %%
import numpy as np

from backprop_course import optim
from backprop_course.checking import check
from backprop_course.data import load_digits
from backprop_course.exercises import ch10
from backprop_course.figures.optimizers.lr_sweep import best
from backprop_course.figures.optimizers.lr_sweep_picture import draw_lr_sweep
from backprop_course.figures.optimizers.race import describe_race
from backprop_course.figures.optimizers.race_picture import draw_race
from backprop_course.figures.optimizers.schedules_picture import draw_first_steps, draw_schedules
from backprop_course.labs import optimizer_runs
from backprop_course.labs.surfaces import SURFACES
from backprop_course.losses import mse, softmax_cross_entropy
from backprop_course.mlp import MLP
from backprop_course.module import Parameter
from backprop_course.notebook import Picture, show_source
from backprop_course.training import fit
from backprop_course.widgets import explore_descent, explore_lr_sweep, explore_race

# %% [markdown]
# ## How far may a step go?
#
# Five points lie on a line, and a neuron without activation should find it. An **optimizer** is the object that turns
# gradients into steps, and `SGD`, stochastic gradient descent, is the update of notebook 01. (*Stochastic*: the
# gradient usually comes from a random minibatch.)

# %%
points = np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0]])
targets = 2 * points + 1


def fit_line(lr, steps=50):
    net = MLP([1, 1], rng=np.random.default_rng(0))
    optimizer = optim.SGD(net.parameters(), lr)
    for _ in range(steps):
        optimizer.zero_grad()
        loss, grad = mse(net.forward(points), targets)
        net.backward(grad)
        optimizer.step()
    return net, loss


net, loss = fit_line(lr=0.1)
print(f"w = {net.W[1].value.item():.4f}, b = {net.b[1].value.item():.4f}, loss {loss:.1e}")

# %% [markdown]
# How large may the learning rate $\eta$ be? Suppose the bias is correct already. Then the loss is the
# mean of $((w - 2)\,x)^2$ over the five points. The mean of $x^2$ is 2, so the loss is $2(w - 2)^2$, with the slope
# $4(w - 2)$, and a step gives
#
# $$w - 2 \;\leftarrow\; (w - 2) - \eta \cdot 4 (w - 2) = (1 - 4\eta)\,(w - 2)$$
#
# Each step multiplies the distance to the minimum by one factor:
#
# | $\eta$ | factor $1 - 4\eta$ | from $w = 5$ | |
# |---|---|---|---|
# | 0.05 | 0.8 | 4.4, 3.92, ... | creeps |
# | 0.25 | 0 | 2 | arrives at once |
# | 0.45 | -0.8 | -0.4, 3.92, ... | zig-zags |
# | 0.55 | -1.2 | -1.6, 6.32, ... | blows up |
#
# The 4 is the **curvature** $\lambda$, the slope of the slope.
#
# **Predict.** Above which learning rate does the descent blow up?
#
# <details><summary>Answer</summary>
#
# Where the factor reaches -1: $1 - \eta \lambda = -1$, so $\eta = 2/\lambda$, here 0.5.
#
# </details>
#
# **Check.** Is the limit the same in the training on five points, which does not use our formula?

# %% tags=["nbval-ignore-output"]
for lr in (0.49, 0.51):
    print(f"lr {lr}: loss after 200 steps {fit_line(lr, steps=200)[1]:.1e}")

# %% [markdown]
# **Try.** Where is the loss as high after 15 steps as at the start?

# %%
explore_descent()

# %% [markdown]
# *What to see:* left, the steps on the parabola; right, the loss they end with, for every learning
# rate. On the far side is the **cliff**: beyond $2/\lambda$ the loss ends above the line where it began. (All charts
# here draw a loss below $10^{-12}$ at $10^{-12}$.)
#
# With two parameters there are two curvatures and one learning rate. Take the loss
# $\tfrac{1}{2}(x^2 + 40 y^2)$ of two parameters $x$ and $y$: a **ravine**, with curvature 1 along $x$ and 40
# along $y$. The steep direction demands $\eta < 2/40 = 0.05$, and then each step shortens the distance along $x$
# by less than 5 %.

# %%
ravine = SURFACES["ravine"]
near_the_cliff = [optimizer_runs.run_optimizer("SGD", ravine, 0.045, 80)]
Picture(draw_race(near_the_cliff, ravine), describe_race(near_the_cliff, ravine))

# %% [markdown]
# *What to see:* the path zig-zags across the ravine and creeps along it.

# %% [markdown]
# ## What does momentum remember?
#
# Near the cliff the gradient across the ravine changes its sign at every step; along it the sign stays. So we
# step along a running sum of the gradients, the **velocity** $u$. At each step it keeps a share $\beta$ of
# itself, the **momentum**, and adds the new gradient $g$:
#
# $$u \leftarrow \beta u + g \qquad w \leftarrow w - \eta u$$
#
# By hand, with $g = 4$ three times, $\beta = 0.5$, $\eta = 0.1$: $u$ is 4, 6, 7 and the steps are 0.4, 0.6,
# 0.7.
#
# **You write it.** One step of momentum.
#
# {{task: momentum_step}}
#
# {{hints: momentum_step}}


# %%
def momentum_step(w, u, g, lr, beta):
    """Return (w, u) after one step; u is the velocity so far, g the gradient.

    w = 5., u = 4., g = 4., lr = 0.1, beta = 0.5  ->  (4.4, 6.0)
    """
    ### BEGIN SOLUTION
    u = beta * u + g
    return w - lr * u, u
    ### END SOLUTION


# %%
check(ch10.momentum_step, momentum_step)

# %% [markdown]
# **Predict.** Let $\beta = 0.9$. Where does $u$ end if every gradient is 1? Where does it end if the gradients
# are 1, -1, 1, -1, ...? (The sum of $1 + q + q^2 + \dots$ is $1/(1 - q)$, for negative $q$ too.)
#
# <details><summary>Answer</summary>
#
# $1 + 0.9 + 0.81 + \dots = 1/(1 - 0.9) = 10$. With changing signs $\pm(1 - 0.9 + 0.81 - \dots) =
# \pm 1/(1 + 0.9) = \pm 0.526$.
#
# </details>


# %%
def velocity(gradients, beta=0.9):
    u = 0.0
    for g in gradients:
        _, u = momentum_step(0.0, u, g, lr=0.1, beta=beta)
    return u


print(f"persists: {velocity([1.0] * 200):.3f}   alternates: {velocity([1.0, -1.0] * 100):.3f}")

# %% [markdown]
# What alternates cancels, what persists adds up. Along the ravine momentum takes steps ten times as long, so a
# learning rate that was good for SGD is often too large for it. Across the ravine the rate may be larger, not smaller:
# steps that alternate are divided by $1 + \beta$, so the cliff moves from $2/\lambda$ to
# $2(1 + \beta)/\lambda$. Here that is 0.075 for $\beta = 0.5$ and 0.095 for $\beta = 0.9$. **Check** with many
# learning rates at once, one in each row:


# %% tags=["nbval-ignore-output"]
def after(steps, beta, lrs):
    w, u = np.tile(ravine.start, (len(lrs), 1)), 0.0
    for _ in range(steps):
        w, u = momentum_step(w, u, ravine.grad(w), lrs[:, None], beta)
    return ravine.loss(w)


lrs = np.arange(0.0002, 0.12, 0.0002)
for beta in (0.0, 0.5, 0.9):
    with np.errstate(all="ignore"):
        cliff = lrs[after(1000, beta, lrs) < 1].max()
    losses = after(80, beta, lrs)
    print(f"β {beta}: cliff {cliff:.3f}, best loss after 80 steps {losses.min():.0e}")

# %% [markdown]
# A little momentum helps most here: with $\beta = 0.5$ the lowest loss falls from $10^{-3}$ to below $10^{-12}$.
#
# Two conventions are in use:
#
# | | velocity | step |
# |---|---|---|
# | A: this package, PyTorch | $u \leftarrow \beta u + g$ | $w \leftarrow w - \eta u$ |
# | B: Rumelhart, Hinton and Williams 1986, many books, Keras | $u \leftarrow \beta u + \eta g$ | $w \leftarrow w - u$ |
#
# **Predict.** With $g = 4$ three times, $\beta = 0.5$ and $\eta = 0.1$ both take the steps 0.4, 0.6, 0.7. How
# long is the third step in A and in B if $\eta$ drops to 0.01 before it?
#
# <details><summary>Answer</summary>
#
# A scales everything that it remembers: $0.01 \times 7 = 0.07$. B remembers steps that were made
# with the old rate: $0.5 \times 0.6 + 0.01 \times 4 = 0.34$.
#
# </details>


# %%
def third_step(lrs):
    w, u_A, u_B = 0.0, 0.0, 0.0
    for lr in lrs:
        before, (w, u_A) = w, momentum_step(w, u_A, 4.0, lr, 0.5)
        u_B = 0.5 * u_B + lr * 4.0
    return f"A {before - w:.2f}   B {u_B:.2f}"


for lrs in ([0.1, 0.1, 0.1], [0.1, 0.1, 0.01]):
    print(third_step(lrs))

# %% [markdown]
# Even with the same settings, the training differs as soon as the learning rate changes.

# %% [markdown]
# ## Does every parameter need its own learning rate?
#
# Two parameters have gradients of 100 and 0.01. One learning rate for both is too large for one or
# too small for the other. **RMSProp** divides each gradient by its own typical size, the square root of
# a running average of its square:
#
# $$v \leftarrow \rho\, v + (1 - \rho)\, g^2 \qquad w \leftarrow w - \eta\, \frac{g}{\sqrt{v} + \epsilon}$$
#
# $\rho = 0.99$ is the share of $v$ that is kept, and $\epsilon = 10^{-8}$ prevents division by 0. In the first
# step $v = 0.01\, g^2$, so $\sqrt v = 0.1\,|g|$, and the step is $10\,\eta$ long, whatever $g$ is:


# %%
def first_step(optimizer_class):
    w = Parameter([0.0, 0.0])
    w.grad[...] = [100.0, 0.01]
    optimizer_class([w], 0.001).step()
    return np.abs(w.value / 0.001).round(3).tolist()  # in learning rates


print("SGD    ", first_step(optim.SGD))
print("RMSProp", first_step(optim.RMSProp))

# %% [markdown]
# Both parameters move equally far, but ten times too far: an average that starts at 0 is too small at first.
# **Adam** takes running averages of the gradient, $m$, and of its square, $v$, and corrects both:
#
# | | average | corrected |
# |---|---|---|
# | gradient | $m \leftarrow 0.9\, m + 0.1\, g$ | $\hat m = m / (1 - 0.9^t)$ |
# | square | $v \leftarrow 0.999\, v + 0.001\, g^2$ | $\hat v = v / (1 - 0.999^t)$ |
#
# and the step is $w \leftarrow w - \eta\, \hat m / (\sqrt{\hat v} + \epsilon)$. Here $t$ counts the steps from
# 1; the two shares are $\beta_1$ and $\beta_2$. By hand, in the first step with $g = 100$: $m = 10$,
# and $\hat m = 10/0.1 = 100$. Likewise $\hat v = g^2$, so the first step is one learning rate long.
#
# **You write it.** One step of Adam, with $\beta_1 = 0.9$, $\beta_2 = 0.999$ and $\epsilon = 10^{-8}$.
#
# {{task: adam_step}}
#
# {{hints: adam_step}}


# %%
def adam_step(w, m, v, g, t, lr):
    """Return (w, m, v) after step number t; m and v are the averages so far, g the gradient.

    w = 2., m = 0., v = 0., g = 100., t = 1, lr = 0.1  ->  (1.9, 10.0, 10.0)
    """
    ### BEGIN SOLUTION
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    m_hat = m / (1 - 0.9**t)
    v_hat = v / (1 - 0.999**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + 1e-8), m, v
    ### END SOLUTION


# %%
check(ch10.adam_step, adam_step)

# %% [markdown]
# The popular story: without this **bias correction** the first steps are too small. That is true of $m$. But
# $v$ is too small as well, and it stands in the denominator. We look at 20 steps with $g = 1$. To leave the
# correction out, we tell your function that $t$ is 100,000: then $0.9^t$ and $0.999^t$ are as good as 0, and
# nothing is corrected.
#
# **Predict.** Corrected, each of these steps is one learning rate long. How long is the first one without
# correction?
#
# <details><summary>Answer</summary>
#
# $m = 0.1$ and $v = 0.001$, so the step is $0.1/\sqrt{0.001} = 3.16$ learning rates: too *long*.
#
# </details>


# %%
def step_lengths(t_told):
    w, m, v, places = 0.0, 0.0, 0.0, [0.0]
    for t in range(1, 21):
        w, m, v = adam_step(w, m, v, 1.0, t_told or t, lr=1.0)
        places.append(w)
    return -np.diff(places)


corrected, uncorrected = step_lengths(None), step_lengths(100_000)
print("steps 1, 2, 12, 20:", uncorrected[[0, 1, 11, 19]].round(2))

# %%
t = np.arange(1, 21)
Picture(
    draw_first_steps(
        {"average m": 1 - 0.9**t, "average size √v": np.sqrt(1 - 0.999**t)},
        {"uncorrected": uncorrected, "corrected": corrected},
    ),
    "Without correction the average gradient is nearly correct after 20 steps, the average size is "
    "still at 14 percent, and the steps are three to seven times too long; corrected they are 1.",
)

# %% [markdown]
# *What to see:* $m$ recovers in 20 steps, $\sqrt v$ needs thousands, so their ratio is too *large*:
# uncorrected steps are three to seven times too long. The correction makes them 1.
#
# **Weight decay** pulls every weight a little towards 0 at each step. With
# SGD, one adds $\alpha w$ to the gradient. Adam would divide this pull by the gradient's size too. **AdamW** keeps
# it out of the gradient, and subtracts $\eta\, \alpha\, w$ separately. With $w = 10$, $\eta = 0.1$, $\alpha = 0.1$ and
# a gradient of 100, Adam's first step leads to 9.9 with or without the pull in the gradient; AdamW's leads to 9.8:

# %%
for name, rule, grad in (
    ("Adam", optim.Adam, 100.0),
    ("Adam, pull in the gradient", optim.Adam, 100.0 + 0.1 * 10),
    ("AdamW", lambda ws, lr: optim.AdamW(ws, lr, weight_decay=0.1), 100.0),
):
    w = Parameter([10.0])
    w.grad[...] = grad
    rule([w], 0.1).step()
    print(f"{name:<27}", w.value.round(4))

# %% [markdown]
# ## When should the learning rate change?
#
# Far from the minimum long steps are good; near it they overshoot. A **schedule** gives the learning
# rate of step $t$. The **cosine** schedule over 100 steps goes from $\eta_0$ to 0:
# $\eta_t = \tfrac{1}{2}\left(1 + \cos \tfrac{\pi t}{100}\right) \eta_0$.

# %%
steps = range(101)
schedules = {
    "step decay": ([optim.step_decay(1.0, t, every=30, factor=0.5) for t in steps], 8, "above"),
    "cosine": ([optim.cosine(1.0, t, total=100) for t in steps], 40, "above"),
    "warm-up": (
        [optim.warm_up(optim.cosine(1.0, t, total=100), t, steps=10) for t in steps], 4, "below",
    ),
}  # fmt: skip
Picture(
    draw_schedules(schedules),
    "Three schedules: the step schedule halves the rate every 30 steps, the cosine lowers it "
    "smoothly to 0, and a warm-up of ten steps rises in a line before it joins the cosine.",
)

# %% [markdown]
# *What to see:* **step decay** falls in stairs, the cosine smoothly; **warm-up** starts low and joins it. Two
# reasons are given for warm-up: Adam's first averages rest on few gradients, and the loss of a fresh network is often
# more curved than that of a trained one, so that its cliff is nearer.

# %% [markdown]
# ## Which one is best?
#
# A race. Four optimizers start at the same place, each with a learning rate that works for it
# ($\beta$ and $\beta_1$ are 0.9; RMSProp's $\rho$ is 0.9 too, because 80 steps are few).

# %%
explore_race()

# %% [markdown]
# *What to see:* SGD zig-zags across, momentum swings like a ball. RMSProp divides the steepness away and
# heads diagonally, and Adam is RMSProp with momentum. RMSProp looks like the winner for 70 steps; then its loss
# jumps up again. (Move `step` back: the brick arrow points against the gradient, the thick one is the step
# taken. Then try the other surfaces.)
#
# Why does it jump? Once the gradients are almost 0, $v$ loses a tenth of itself at each step. RMSProp is then SGD with
# the learning rate $\eta/\sqrt v$.
#
# **Predict.** By which factor does $\eta/\sqrt v$ grow per step? What happens when it passes 0.05?
#
# <details><summary>Answer</summary>
#
# $1/\sqrt{0.9} = 1.054$, so it grows by 5.4 %. 0.05 is $2/40$, the cliff across the ravine: from there on each
# step makes the error larger.
#
# </details>

# %% tags=["nbval-ignore-output"]
run = optimizer_runs.run_optimizer("RMSProp", ravine, 0.1, 80)
v = 0.0
for step, g in enumerate(run.grads[:80, 1], start=1):  # across the ravine
    v = 0.9 * v + 0.1 * g**2
    if step in (42, 43, 44, 60, 70, 75):
        print(f"step {step}: rate {0.1 / np.sqrt(v):.4f}, distance {abs(run.path[step, 1]):.0e}")

# %% [markdown]
# It is the cliff again. At step 44 the rate passes it. The distance, no larger than a rounding error, then grows faster
# and faster, until the gradients are large enough to raise $v$. So of the four, RMSProp needs a schedule most. Over 320
# steps, with a constant rate and with a cosine, the largest loss of the last 80 steps is:

# %% tags=["nbval-ignore-output"]
for name, schedule in {
    "constant": None,
    "cosine": lambda t: optim.cosine(0.1, t, total=320),
}.items():
    run = optimizer_runs.run_optimizer("RMSProp", ravine, 0.1, 320, schedule=schedule)
    print(f"{name}: {run.losses[-80:].max():.5f}")

# %% [markdown]
# Back to the race. It proves little: whoever chose the learning rates chose the winner. The fair
# question is how each does at *every* learning rate. So we run each of 51 rates from nine starts, and take the median
# loss. Passing the minimum by chance should not count, so the loss of a run is the largest in the last quarter of its
# steps.

# %%
explore_lr_sweep()

# %% [markdown]
# *What to see:* the rings of SGD, momentum and Adam stand at nearly the same height. RMSProp's is at the tip of a spike,
# which moves with the number of steps (try it). What differs is the *width*, the row of marks below. SGD falls
# off its cliff at 0.05 and momentum at 0.095; Adam has none here.

# %% [markdown]
# Does this hold for a real network? We take the digits again: three epochs each, 16 learning rates, one small net, one
# seed (0). `np.errstate` keeps NumPy quiet where a run overflows.

# %%
(x_train, y_train), (x_test, y_test) = load_digits()
mean_image = x_train.mean(axis=0)
training, test = (x_train - mean_image, y_train), (x_test - mean_image, y_test)


def train_digits(name, lr):
    rng = np.random.default_rng(0)
    net = MLP([64, 32, 10], rng=rng)
    optimizer = optimizer_runs.OPTIMIZERS[name](net.parameters(), lr, 0.9)
    with np.errstate(all="ignore"):
        fit(net, softmax_cross_entropy, optimizer, *training, epochs=3, batch_size=32, rng=rng)
        return [softmax_cross_entropy(net.forward(x), y)[0] for x, y in (training, test)]


# %%
lrs = np.geomspace(1e-4, 10, 16)
found = {
    name: np.array([train_digits(name, lr) for lr in lrs]) for name in optimizer_runs.OPTIMIZERS
}
columns = {
    "training loss": {name: losses[:, 0] for name, losses in found.items()},
    "test loss": {name: losses[:, 1] for name, losses in found.items()},
}
Picture(
    draw_lr_sweep(lrs, columns, title="And on the digits, after three epochs?", factor=3),
    "On the digits four valleys stand side by side: their lowest points are nearly level, but "
    "RMSProp's and Adam's lie at learning rates about a hundred times smaller than SGD's.",
)

# %% [markdown]
# *What to see:* four valleys, shifted sideways, nearly equally deep on the test images. And here Adam's is no
# wider than SGD's: how forgiving an optimizer is depends on the problem too. In numbers, for the test images:

# %% tags=["nbval-ignore-output"]
for name, losses in columns["test loss"].items():
    lr, lowest = best(lrs, losses)
    good = np.sum(losses <= 3 * losses.min())
    print(
        f"{name:<8} best {lowest:.3f} at rate {lr:.2g} (within 3 times: {good} of 16 rates),",
        end=" ",
    )
    print(f"{losses[6]:.3f} at rate {lrs[6]:.2g}")

# %% [markdown]
# At 0.01, a rate that Adam likes, SGD looks hopeless. Compare two optimizers at one common learning rate, and
# you can make either one win.

# %% [markdown]
# ## Break it
#
# A bug that people really make: $t$ should count the steps of the optimizer, and here it grows with every *parameter*.
# With four parameters, their first steps have $t$ = 1, 2, 3 and 4.
#
# **Predict.** For $t = 2$: $m = 0.1\,g$ and $v = 0.001\,g^2$, as in every first step. How long is the second
# parameter's first step? Will the loss still fall?
#
# <details><summary>Answer</summary>
#
# $\hat m = 0.1\,g/0.19$ and $\hat v = 0.001\,g^2/0.001999$, so $0.526/0.707 = 0.744$ learning rates instead of 1.
# The loss falls all the same.
#
# </details>

# %%
for name, told in {"correct": (1, 1, 1, 1), "broken": (1, 2, 3, 4)}.items():
    moved = [adam_step(0.0, 0.0, 0.0, 10.0**k, t, 1.0)[0] for k, t in enumerate(told)]
    print(f"{name:8}", [round(-float(w), 3) for w in moved])

# %% tags=["nbval-ignore-output"]
net = MLP([1, 8, 1], rng=np.random.default_rng(0))
state = {p: (0.0, 0.0) for p in net.parameters()}
t, losses = 0, []
for _ in range(300):
    net.zero_grad()
    loss, grad = mse(net.forward(points), targets)
    net.backward(grad)
    losses.append(loss)
    for p in net.parameters():
        t += 1  # the bug: it should stand outside of this loop
        p.value[...], *state[p] = adam_step(p.value, *state[p], p.grad, t, lr=0.01)
print(f"loss {losses[0]:.1f}, after 300 steps {losses[-1]:.4f}")

# %% [markdown]
# The loss would never tell. The first step does, because in it *every parameter should move by one learning rate*.
#
# A second bug, in one line. **Clipping** shortens a gradient that is too long, before the step. After the step it
# shortens what nobody reads any more.
#
# **Predict.** The gradient is 300, the limit 1, the learning rate 0.1. How far does $w$ go if we clip before
# the step, how far if we clip after it?
#
# <details><summary>Answer</summary>
#
# 0.1 and 30. Watch the length of the *step*: clipped, it is at most $\eta$ times the limit.
#
# </details>

# %%
for clip_first in (True, False):
    w = Parameter([0.0])
    w.grad[...] = 300.0
    optimizer = optim.SGD([w], 0.1)
    if clip_first:
        optim.clip_by_global_norm([w], 1.0)
    optimizer.step()
    if not clip_first:
        optim.clip_by_global_norm([w], 1.0)
    print("clipped", "before" if clip_first else "after", "the step: moves", np.abs(w.value))

# %% [markdown]
# ## In the package
#
# `step` counts $t$ once per call. It sees all parameters as one long vector (a very long one in chunks), and
# `_slot` finds what the rule keeps from step to step. `update` is your function, in place.

# %%
show_source(optim.Optimizer.step, optim.Adam)

# %% [markdown]
# **Check** 20 steps of the package against yours.

# %% tags=["nbval-ignore-output"]
parameter, w, m, v = Parameter([0.0]), 0.0, 0.0, 0.0
optimizer = optim.Adam([parameter], 0.1)
for t, g in enumerate(np.random.default_rng(0).normal(size=20), start=1):
    parameter.grad[...] = g
    optimizer.step()
    w, m, v = adam_step(w, m, v, g, t, 0.1)
print(f"at {w:.6f}, difference {abs(parameter.value.item() - w):.0e}")

# %% [markdown]
# ## Recap
#
# On a parabola the learning rate may be at most $2/\lambda$, with momentum $2(1 + \beta)/\lambda$; beyond
# it the descent blows up. In a network the curvature moves with the weights, and so does the cliff. Momentum
# adds up what persists and cancels what alternates. RMSProp and Adam divide by the gradient's usual size,
# so that one learning rate serves every parameter. Tuned, SGD, momentum and Adam differ little; untuned, a
# lot.
#
# | rule | step against | remembers | first step |
# |---|---|---|---|
# | SGD | $g$ | nothing | $\eta\, g$ |
# | momentum | $u \leftarrow \beta u + g$ | $u$, like $w$ | $\eta\, g$ |
# | RMSProp | $g / \sqrt v$, with $v \leftarrow \rho v + (1 - \rho) g^2$ | $v$, like $w$ | $\eta / \sqrt{1 - \rho}$ |
# | Adam | $\hat m / \sqrt{\hat v}$ | $m$, $v$, like $w$; $t$ | $\eta$ |
# | AdamW | as Adam, and $\alpha w$ | as Adam | $\eta$, and $\eta \alpha w$ |
#
# What is still missing: every gradient in these steps came from a backward pass that somebody wrote by
# hand. In [notebook 11](11-autograd.ipynb) a program writes it.

# %% [markdown]
# ## Questions
#
# **1.** What is wrong with this code?
#
# ```python
# for x_batch, y_batch in minibatches(x, y, 32, rng=rng):
#     loss, grad = mse(net.forward(x_batch), y_batch)
#     net.backward(grad)
#     optimizer.step()
# ```
#
# <details><summary>Answer</summary>
#
# `optimizer.zero_grad()` is missing. `backward` adds, so each step uses the sum of all gradients so
# far: momentum with $\beta = 1$, which never forgets.
#
# </details>
#
# **2.** All gradients are multiplied by 1,000, because the loss is a sum and no longer a mean. What
# changes for SGD, what for Adam?
#
# <details><summary>Answer</summary>
#
# SGD takes steps 1,000 times as long and probably blows up. Adam takes the same steps as before.
#
# </details>
#
# **3.** A paper shows that its new optimizer beats SGD, both with the learning rate 0.001. What do you ask?
#
# <details><summary>Answer</summary>
#
# To see a sweep over learning rates for both, with the same effort, and several seeds.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for pencil and paper. Write your numbers after `return`, and the check says how you did.
#
# **A.** A loss has the curvatures 2 and 50. At which learning rate is the cliff? And at half that rate, by which factor
# does a step multiply the distance along the flat direction?
#
# {{hints: A}}


# %%
def A():
    """Return two numbers: the cliff and the factor.

    An answer looks like this:  return 0.3, 0.7
    """
    ### BEGIN SOLUTION
    return 2 / 50, 1 - 0.02 * 2
    ### END SOLUTION


# %%
check(ch10.A, A)

# %% [markdown]
# **B.** Adam with $\eta = 1$; leave $\epsilon$ out. The gradients are 1, then -1. Where is $w$ after each of
# the two steps, if it starts at 0? Three digits after the point are enough.
#
# {{hints: B}}


# %%
def B():
    """Return two numbers: w after one step and after two.

    An answer looks like this:  return 0.5, -0.125
    """
    ### BEGIN SOLUTION
    return -1, -1 + 0.01 / 0.19
    ### END SOLUTION


# %%
check(ch10.B, B)

# %% [markdown]
# **C.** Nesterov's momentum steps along $g + \beta u$, after $u \leftarrow \beta u + g$. With $g = 4$
# twice and $\beta = 0.5$, what are the two directions?
#
# {{hints: C}}


# %%
def C():
    """Return two numbers: what is multiplied by the learning rate in step 1 and in step 2.

    An answer looks like this:  return 1, 2.5
    """
    ### BEGIN SOLUTION
    return 4 + 0.5 * 4, 4 + 0.5 * 6
    ### END SOLUTION


# %%
check(ch10.C, C)

# %% [markdown]
# ## Further reading
#
# - G. Goh, *Why Momentum Really Works*, Distill, 2017: the cliff and the swings of momentum, in pictures that you can
#   move.
# - D. Kingma, J. Ba, *Adam*, ICLR, 2015: algorithm 1 is half a page, and the bias correction is section 3.
# - R. Schmidt, F. Schneider, P. Hennig, *Descending through a Crowded Valley*, ICML, 2021: fifteen
#   optimizers compared fairly.
