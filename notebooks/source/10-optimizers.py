# teaches: optim.Optimizer, optim.SGD, optim.RMSProp, optim.Adam, optim.AdamW
# teaches: optim.step_decay, optim.cosine, optim.warm_up, optim.clip_by_global_norm
# teaches: labs.optimizer_runs, labs.surfaces
# uses: module.Parameter, losses.mse, losses.softmax_cross_entropy, mlp.MLP, training.fit
# %% [markdown]
# # 10  Choose how to step
#
# ## What you'll do
#
# You turn gradients into steps in five ways, by hand first, and find out how much of "the best
# optimizer" is a well-chosen learning rate.
#
# ## What you'll learn
#
# - **compute** steps of SGD, momentum, RMSProp and Adam on paper,
# - **predict** the learning rate at which training blows up,
# - **lower** a learning rate on a schedule,
# - **compare** optimizers without fooling yourself.
#
# ## What you'll need
#
# The update of notebook 01 and the training loop of notebook 07; square roots.

# %% [markdown]
# ## Recall
#
# After notebook 09 we can trust a gradient. What we do with it is still the update of notebook 01:
# there $w = 2$ had the gradient -0.125.
#
# **Predict.** Where does one update with the learning rate 0.1 put $w$?
#
# <details><summary>Answer</summary>
#
# Against the gradient: $2 - 0.1 \times (-0.125) = 2.0125$.
#
# </details>

# %%
print(f"{2.0 - 0.1 * -0.125:g}")

# %%
import numpy as np

from backprop_course import optim
from backprop_course.data import load_digits
from backprop_course.labs import optimizer_runs
from backprop_course.figures.optimizers.lr_sweep import best
from backprop_course.figures.optimizers.lr_sweep_picture import draw_lr_sweep
from backprop_course.figures.optimizers.schedules_picture import draw_first_steps, draw_schedules
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
# Five points lie on the line $y = 2x + 1$. A neuron without activation, $w x + b$, shall find the
# line. This is a whole training, from the package's parts; an **optimizer** is the object that turns
# gradients into steps, and `SGD`, stochastic gradient descent, is the update of notebook 01.
# (*Stochastic*: the gradient usually comes from a random minibatch.)

# %%
x = np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0]])
y = 2 * x + 1


def fit_line(lr, steps=50):
    net = MLP([1, 1], rng=np.random.default_rng(0))
    optimizer = optim.SGD(net.parameters(), lr)
    for _ in range(steps):
        optimizer.zero_grad()
        loss, grad = mse(net.forward(x), y)
        net.backward(grad)
        optimizer.step()
    return net, loss


net, loss = fit_line(lr=0.1)
print(f"w = {net.W[1].value.item():.4f}, b = {net.b[1].value.item():.4f}, loss {loss:.1e}")

# %% [markdown]
# How large may the learning rate be, `lr` in code and $\eta$ in formulas? Let $b = 1$ be right already.
# Then the loss is the mean of $((w - 2)\,x)^2$. The mean of $x^2$ is 2, so the loss is $2(w - 2)^2$, with
# the slope $4(w - 2)$, and a step gives
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
# **Predict.** From which learning rate on does the descent blow up?
#
# <details><summary>Answer</summary>
#
# Where the factor reaches -1: $1 - \eta \lambda = -1$, so $\eta = 2/\lambda$, here 0.5.
#
# </details>

# %%
w = Parameter([5.0])  # notebook 08: an array with a .value and a .grad
optimizer = optim.SGD([w], lr=0.45)
for _ in range(2):
    w.grad[...] = 4 * (w.value - 2)
    optimizer.step()
    print(np.round(w.value, 4))

# %% [markdown]
# **Check.** Does the five-point training, which knows nothing of our formula, have the same cliff?

# %%
for lr in (0.49, 0.51):
    print(f"lr {lr}: loss below 0.1 after 200 steps:", fit_line(lr, steps=200)[1] < 0.1)

# %% [markdown]
# **Predict.** Below, move `w` to 3.5 and guess the slope there. Then tick the box. Next, find the
# learning rate at which the loss neither falls nor grows.
#
# <details><summary>Answer</summary>
#
# $4 (3.5 - 2) = 6$; and 0.5, where $w$ jumps between 3.5 and 0.5 for ever.
#
# </details>

# %%
explore_descent()

# %% [markdown]
# *What to see:* left, the steps on the parabola; right, the loss they end with, for every learning
# rate. A rate that is too small is slow. The cliff is on the other side: beyond $2/\lambda$ each step makes
# the loss larger. (All charts of this lesson draw a loss below $10^{-12}$ at $10^{-12}$.)
#
# With two parameters there are two curvatures and one learning rate. Call the two parameters $x$ and $y$,
# and the loss $\tfrac{1}{2}(x^2 + 40 y^2)$: a **ravine**, with curvature 1 along $x$ and 40 along $y$. The
# steep side demands $\eta < 2/40 = 0.05$, and then each step shortens the way along $x$ by less than 5 %.

# %% [markdown]
# ## What does momentum remember?
#
# Near the cliff the gradient across the ravine changes its sign at every step; along it the sign stays. So we step
# along a running sum of the gradients, the **velocity** $v$. At each step it keeps a share $\beta$ of
# itself, the **momentum**, and forgets the rest: what alternates cancels, what persists adds up. Two
# conventions are in use, with $g$ for the gradient:
#
# | | velocity | step |
# |---|---|---|
# | A: this package, PyTorch | $v \leftarrow \beta v + g$ | $w \leftarrow w - \eta v$ |
# | B: Rumelhart, Hinton and Williams 1986, many books, Keras | $v \leftarrow \beta v + \eta g$ | $w \leftarrow w - v$ |
#
# By hand, with $g = 4$ three times, $\beta = 0.5$, $\eta = 0.1$: in A, $v$ is 4, 6, 7 and the steps are
# 0.4, 0.6, 0.7. In B, $v$ is 0.4, 0.6, 0.7, which are the steps.
#
# **Predict.** They agree. What if $\eta$ drops to 0.01 before the third step?
#
# <details><summary>Answer</summary>
#
# A scales everything that it remembers: $0.01 \times 7 = 0.07$. B remembers steps that were made
# with the old rate: $0.5 \times 0.6 + 0.01 \times 4 = 0.34$.
#
# </details>


# %%
def steps_of_A(lrs, momentum=0.5):
    w = Parameter([0.0])
    optimizer, places = optim.SGD([w], lrs[0], momentum=momentum), [0.0]
    for lr in lrs:
        optimizer.lr = lr  # may change at any time
        w.grad[...] = 4.0
        optimizer.step()
        places.append(w.value.item())
    return -np.diff(places)


def steps_of_B(lrs, momentum=0.5):
    v, steps = 0.0, []
    for lr in lrs:
        v = momentum * v + lr * 4.0
        steps.append(v)
    return np.array(steps)


# %%
for lrs in ([0.1, 0.1, 0.1], [0.1, 0.1, 0.01]):
    print("A", np.round(steps_of_A(lrs), 4), "  B", np.round(steps_of_B(lrs), 4))

# %% [markdown]
# The same name and the same settings, and different training as soon as a schedule is in play.
#
# **Predict.** With $\beta = 0.9$ and a gradient that never changes, how long do the steps of A become?
#
# <details><summary>Answer</summary>
#
# $1 + 0.9 + 0.81 + \dots = 1/(1 - 0.9) = 10$ times those of SGD. So momentum wants a smaller learning
# rate.
#
# </details>

# %%
print(f"{steps_of_A([0.1] * 200, momentum=0.9)[-1] / (0.1 * 4):.4f}")

# %% [markdown]
# ## Does every parameter need its own learning rate?
#
# Two parameters, with gradients of 100 and 0.01. One learning rate for both is too large for one or
# too small for the other. **RMSProp** divides each gradient by its own usual size, the square root of
# a running average of its square:
#
# $$v \leftarrow \rho\, v + (1 - \rho)\, g^2 \qquad w \leftarrow w - \eta\, \frac{g}{\sqrt{v} + \epsilon}$$
#
# Here $v$ is the average of $g^2$ and no velocity: papers use the letter for both. $\rho$ is the share
# that is kept, and $\epsilon$, a hundred-millionth, keeps us from dividing by 0.
#
# **Predict.** $v$ starts at 0, $\rho = 0.99$. How long is each parameter's first step?
#
# <details><summary>Answer</summary>
#
# $v = 0.01\, g^2$, so $\sqrt v = 0.1\, |g|$, and the step is $10\,\eta$: for both, whatever $g$ is.
#
# </details>


# %%
def first_step(optimizer_class, **settings):
    w = Parameter([0.0, 0.0])
    w.grad[...] = [100.0, 0.01]
    optimizer_class([w], 0.001, **settings).step()
    return [round(float(abs(place) / 0.001), 3) for place in w.value]  # in learning rates


print("SGD    ", first_step(optim.SGD))
print("RMSProp", first_step(optim.RMSProp))

# %% [markdown]
# That first step is ten times too long, because an average that starts at 0 is too small at first.
# **Adam** takes running averages of the gradient, $m$, and of its square, $v$, and repairs both:
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1) g \qquad \hat m = \frac{m}{1 - \beta_1^t} \qquad
# w \leftarrow w - \eta \frac{\hat m}{\sqrt{\hat v} + \epsilon}$$
#
# and $\hat v = v / (1 - \beta_2^t)$, where $v$ is that of RMSProp with $\beta_2$ for $\rho$. Here $t$ counts
# the steps from 1; $\beta_1 = 0.9$ and $\beta_2 = 0.999$ are usual. By hand, with $g = 100$: $m = 10$, and
# $\hat m = 10 / (1 - 0.9) = 100$.
#
# **Predict.** How long is Adam's first step?
#
# <details><summary>Answer</summary>
#
# $\hat m = g$ and $\hat v = g^2$, so exactly one learning rate, for every parameter.
#
# </details>

# %%
print("Adam   ", first_step(optim.Adam))

# %% [markdown]
# The popular story: without this **bias correction** the first steps are too small. True of $m$. But
# $v$ is too small as well, and it stands below the fraction line. So look at 20 steps, with $g = 1$. We
# make an optimizer believe that it is at step 100,000. It corrects nothing, for $0.9^{100000}$ and
# $0.999^{100000}$ are as good as 0.
#
# **Predict.** Are its steps shorter or longer than those of Adam? Try the first one on paper.
#
# <details><summary>Answer</summary>
#
# Longer. $m = 0.1$ and $v = 0.001$, so the first step is $0.1/\sqrt{0.001} = 3.16$ learning rates, not 1.
#
# </details>


# %%
def step_lengths(t):
    w = Parameter([0.0])
    optimizer, places = optim.Adam([w], 0.001), [0.0]
    optimizer.t = t
    for _ in range(20):
        w.grad[...] = 1.0
        optimizer.step()
        places.append(w.value.item())
    return -np.diff(places) / 0.001


corrected, uncorrected = step_lengths(0), step_lengths(100_000)
print("corrected  ", np.round(corrected[[0, 1, 11, 19]], 2))  # steps 1, 2, 12 and 20
print("uncorrected", np.round(uncorrected[[0, 1, 11, 19]], 2))

# %%
t = np.arange(1, 21)
m, size = 1 - 0.9**t, np.sqrt(1 - 0.999**t)  # by formula: running averages of ones
print("the formula gives the same:", np.allclose(m / size, uncorrected))
Picture(
    draw_first_steps(
        {"average gradient m": m, "average size √v": size},
        {"uncorrected": uncorrected, "corrected": corrected},
    ),
    "Without correction the average gradient is nearly right after 20 steps, the average size is "
    "still at 14 percent, and the steps are three to seven times too long; corrected they are 1.",
)

# %% [markdown]
# *What to see:* $m$ recovers in 20 steps, $\sqrt v$ needs thousands, so that their ratio is too
# *large*: uncorrected steps are three to seven times too long. The correction makes them 1.
#
# One more thing may pull at a weight. **Weight decay** draws every weight a little towards 0 at each
# step, so that none grows large without need; often it is a term $\lambda_w w$ added to the gradient.
# Adam then divides this pull by the gradient's size too. **AdamW** keeps it out: it subtracts
# $\eta\, \lambda_w w$ on its own.
#
# **Predict.** Two weights of 10, gradients 100 and 0.01, $\eta = 0.1$, $\lambda_w = 0.1$. Where do they go?
#
# <details><summary>Answer</summary>
#
# Adam's first step is 0.1, with or without the pull in the gradient: 9.9. AdamW subtracts
# $0.1 \times 0.1 \times 10 = 0.1$ more: 9.8.
#
# </details>

# %%
grad = np.array([100.0, 0.01])
for name, rule, pull in (
    ("Adam", optim.Adam, 0.0),
    ("Adam, pull in the gradient", optim.Adam, 0.1 * 10),
    ("AdamW", lambda ws, lr: optim.AdamW(ws, lr, weight_decay=0.1), 0.0),
):
    w = Parameter([10.0, 10.0])
    w.grad[...] = grad + pull
    rule([w], 0.1).step()
    print(f"{name:<27}", np.round(w.value, 4))

# %% [markdown]
# ## When should the learning rate change?
#
# Far from the minimum long steps are good, near it they overshoot. A **schedule** gives the learning
# rate of step $t$. By hand, the **cosine** schedule over 100 steps from 0.1:
#
# $$\eta_t = \tfrac{1}{2}\left(1 + \cos \tfrac{\pi t}{100}\right) \cdot 0.1$$
#
# **Predict.** $\eta_0$, $\eta_{50}$, $\eta_{100}$?
#
# <details><summary>Answer</summary>
#
# The cosine is 1, 0 and -1: 0.1, 0.05 and 0.
#
# </details>

# %%
print([round(optim.cosine(0.1, t, total=100), 4) for t in (0, 50, 100)])

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
# *What to see:* step decay falls by stairs, the cosine smoothly; **warm-up** starts low, for the first
# gradients of a fresh network are large and misleading; after ten steps it joins the cosine.
#
# RMSProp needs a schedule most: near the minimum gradients shrink, $\sqrt v$ shrinks with them, and the
# steps stay as long as the learning rate. **Check** on the ravine, 320 steps, worst of the last quarter:

# %%
ravine = SURFACES["ravine"]
constant = optimizer_runs.run_optimizer("RMSProp", ravine, 0.1, 320)
lowered = optimizer_runs.run_optimizer(
    "RMSProp", ravine, 0.1, 320, schedule=lambda t: optim.cosine(0.1, t, total=320)
)
floors = [optimizer_runs.stays_below(run.losses, 320) for run in (constant, lowered)]
print("constant stays above 0.01:", floors[0] > 0.01)
print("cosine at least 10 times lower:", floors[0] > 10 * floors[1])

# %% [markdown]
# ## Which one is best?
#
# A race. Four optimizers start at the same place, each with a learning rate that works for it
# ($\beta$ and $\beta_1$ are 0.9; RMSProp's $\rho$ is 0.9 too, because 80 steps are few).
#
# **Predict.** In the ravine, which path zig-zags, which one swings, which goes straight for the
# minimum?
#
# <details><summary>Answer</summary>
#
# SGD zig-zags across, momentum swings like a ball. RMSProp divides the steepness away and heads
# diagonally, and Adam is RMSProp with momentum.
#
# </details>

# %%
explore_race()

# %% [markdown]
# *What to see:* four ways into the same valley, and four losses that end close together. RMSProp looks
# like the winner for 70 steps; then its loss jumps up again. Move `step` back: the brick arrow points
# against the gradient, the thick one is the step taken. Then try the saddle, the plateau, and Rosenbrock's
# bent valley.
#
# A race proves little: whoever chose the learning rates chose the winner. The fair question is how each
# does at *every* learning rate. So we take 51 rates from nine starts each, the median loss of the nine, and
# of it the worst value in the last quarter of the steps, because passing by the minimum is no merit.


# %%
def sweep(steps):
    found = optimizer_runs.sweep_lr(optimizer_runs.OPTIMIZERS, ravine, optimizer_runs.LRS, steps)
    return {name: optimizer_runs.stays_below(losses, steps) for name, losses in found.items()}


for steps in (20, 80, 320):
    rates = {name: best(optimizer_runs.LRS, losses)[0] for name, losses in sweep(steps).items()}
    print(steps, "steps:", ", ".join(f"{name} {lr:.2g}" for name, lr in rates.items()))

# %% [markdown]
# **Predict.** After 80 steps, whose best loss is far ahead? And whose learning rate may be wrong by a
# factor of ten?
#
# <details><summary>Answer</summary>
#
# SGD, momentum and Adam nearly touch; RMSProp is ahead, at one or two rates that happen to fit
# 80 steps. Adam and momentum have a wide range of good rates, SGD a narrow one beside its cliff.
#
# </details>

# %%
explore_lr_sweep()

# %% [markdown]
# *What to see:* the rings of SGD, momentum and Adam stand at nearly the same height. RMSProp's is a spike
# that other numbers of steps move (try them). What differs is the *width*, the row of marks below. SGD and
# momentum fall off the cliff, Adam does not.
#
# **Check** in numbers:

# %%
after_80 = sweep(80)
for name in ("SGD", "momentum", "Adam"):
    lr, loss = best(optimizer_runs.LRS, after_80[name])
    near = np.sum(after_80[name] <= 10 * loss)
    print(f"{name:<8} best loss {loss:.3f} at {lr:.2g}; within 10 times: {near} of 51 rates")

# %% [markdown]
# Does it hold for a real network? The digits again, prepared as in notebook 07.

# %%
(x_train, y_train), (x_test, y_test) = load_digits()
mean_image = x_train.mean(axis=0)
training, test = (x_train - mean_image, y_train), (x_test - mean_image, y_test)

# %% [markdown]
# Three epochs each, 16 learning rates, one small net, one seed (0). `np.errstate` keeps NumPy quiet
# where a run overflows.


# %%
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
# *What to see:* four valleys, shifted sideways, nearly equally deep. And here Adam's is no wider than
# SGD's: how forgiving an optimizer is depends on the problem too.

# %%
lowest = {name: best(lrs, losses) for name, losses in columns["test loss"].items()}
wide = {name: np.sum(losses <= 3 * losses.min()) for name, losses in columns["test loss"].items()}
print("every best test loss below 0.2:", all(loss < 0.2 for _, loss in lowest.values()))
print("SGD's best rate over Adam's, at least 30:", lowest["SGD"][0] >= 30 * lowest["Adam"][0])
print("Adam has no more good rates than SGD:", bool(wide["Adam"] <= wide["SGD"]))
at = columns["training loss"]["SGD"][6]  # Adam likes the rate 0.01; does SGD?
print(f"SGD at the rate {lrs[6]:.2g} is still above a loss of 1:", at > 1)

# %% [markdown]
# Compare two optimizers at one common learning rate, and you can let either of them win.
#
# ## Break it
#
# A slip that people really make: Adam's $t$ belongs to the optimizer, and here every *parameter* moves it
# on. With four parameters, their first steps have $t$ = 1, 2, 3 and 4.


# %%
class CountsPerParameter:
    def __init__(self, parameters, lr):
        self.parts = [optim.Adam([parameter], lr) for parameter in parameters]
        self.t = 0

    def step(self):
        for part in self.parts:
            part.t = self.t  # one counter for all,
            part.step()
            self.t = part.t  # and each parameter moves it on


# %% [markdown]
# **Predict.** On paper, for $t = 2$: $m = 0.1\,g$ and $v = 0.001\,g^2$ as in every first step. How long is
# the second parameter's first step? And will the loss still fall?
#
# <details><summary>Answer</summary>
#
# $\hat m = 0.1\,g/0.19$ and $\hat v = 0.001\,g^2/0.001999$, so $0.526/0.707 = 0.744$ learning rates in
# place of 1. The loss falls all the same.
#
# </details>


# %%
def first_steps(optimizer_class):
    """The first step of each of four parameters, in learning rates: all should be 1."""
    ws = [Parameter([0.0]) for _ in range(4)]
    for k, w in enumerate(ws):
        w.grad[...] = 10.0**k
    optimizer_class(ws, 0.001).step()
    return [round(-w.value.item() / 0.001, 3) for w in ws]


print("right ", first_steps(optim.Adam))
print("broken", first_steps(CountsPerParameter))

# %%
net = MLP([1, 8, 1], rng=np.random.default_rng(0))
optimizer, losses = CountsPerParameter(net.parameters(), 0.01), []
for _ in range(300):
    net.zero_grad()
    loss, grad = mse(net.forward(x), y)
    net.backward(grad)
    optimizer.step()
    losses.append(loss)
print("loss a hundred times smaller:", losses[-1] < losses[0] / 100)

# %% [markdown]
# The loss would never tell, the first step does: *every parameter moves by one learning rate*.
#
# A second slip, in one line. **Clipping** shortens a gradient that is too long before the step. After
# the step it shortens what nobody reads any more.
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
# **Predict.** Where will `t` be counted, and where used?
#
# <details><summary>Answer</summary>
#
# Counted once per call of `step`, in the class that all optimizers share; used in Adam's correction.
#
# </details>

# %%
show_source(optim.Optimizer.step, optim.SGD)

# %% [markdown]
# `step` sees all parameters as one long vector (a very long one in chunks), and `_slot` finds what the rule
# keeps from step to step.

# %%
show_source(optim.Adam)

# %% [markdown]
# **Check** 20 steps against our formulas.

# %%
w, place, m, v = Parameter([0.0]), 0.0, 0.0, 0.0
optimizer = optim.Adam([w], 0.1)
for t, g in enumerate(np.random.default_rng(0).normal(size=20), start=1):
    w.grad[...] = g
    optimizer.step()
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
    place -= 0.1 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
print("the same place:", np.allclose(w.value, place))

# %% [markdown]
# ## Recap
#
# The learning rate may be at most $2/\lambda$; beyond it training blows up. Momentum
# adds up what persists and cancels what alternates. RMSProp and Adam divide by the gradient's usual size,
# so that one learning rate serves every parameter. Tuned, SGD, momentum and Adam differ little; untuned, a
# lot.
# A comparison without a sweep compares learning rates.
#
# | rule | step against | remembers | first step |
# |---|---|---|---|
# | SGD | $g$ | nothing | $\eta\, g$ |
# | momentum | $v \leftarrow \beta v + g$ | $v$, like $w$ | $\eta\, g$ |
# | RMSProp | $g / \sqrt v$, with $v \leftarrow \rho v + (1 - \rho) g^2$ | $v$, like $w$ | $\eta / \sqrt{1 - \rho}$ |
# | Adam | $\hat m / \sqrt{\hat v}$ | $m$, $v$, like $w$; $t$ | $\eta$ |
# | AdamW | as Adam, and $\lambda_w w$ | as Adam | $\eta$, and $\eta \lambda_w w$ |
#
# One sore spot stays: every gradient in these steps came from a backward pass that somebody wrote by
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
# **2.** Someone writes `w.value += lr * w.grad`. What does the loss do, and which test of one line
# shows it?
#
# <details><summary>Answer</summary>
#
# It grows: this climbs. After one small step on the same batch, the loss must be smaller than before.
#
# </details>
#
# **3.** All gradients are multiplied by 1,000, because the loss is a sum and no longer a mean. What
# changes for SGD, what for Adam?
#
# <details><summary>Answer</summary>
#
# SGD takes steps 1,000 times as long and probably blows up. Adam takes the same steps as before.
#
# </details>
#
# **4.** Why does Adam need twice as much extra memory as momentum?
#
# <details><summary>Answer</summary>
#
# It keeps two arrays for each parameter, $m$ and $v$; momentum keeps one.
#
# </details>
#
# **5.** A paper shows that its new optimizer beats SGD, both with the learning rate 0.001. What do you ask?
#
# <details><summary>Answer</summary>
#
# To see a sweep over learning rates for both, with the same effort, and several seeds.
#
# </details>

# %% [markdown]
# ## Exercises
#
# Three for paper, then a cell that checks them.
#
# **A.** A loss has curvatures 2 and 50. Which learning rate is the cliff, and by which factor does a
# step at half of it multiply the distance along the flat direction?
#
# <details><summary>Answer</summary>
#
# $2/50 = 0.04$; at 0.02 the flat direction gets $1 - 0.02 \times 2 = 0.96$.
#
# </details>
#
# **B.** Adam, $\beta_1 = 0.9$, $\beta_2 = 0.999$, $\eta = 1$. The gradients are 1, then -1. Where does $w$
# go from 0?
#
# <details><summary>Answer</summary>
#
# First to -1. Then $m = 0.09 - 0.1 = -0.01$, $\hat m = -0.01/0.19 = -0.0526$, and $\hat v = 1$: the
# second step is only 0.0526 long, up to -0.947.
#
# </details>
#
# **C.** Nesterov's momentum steps along $g + \beta v$, after $v \leftarrow \beta v + g$. With $g = 4$
# twice and $\beta = 0.5$, what are the two directions?
#
# <details><summary>Answer</summary>
#
# $v = 4$, direction $4 + 2 = 6$; then $v = 6$, direction $4 + 3 = 7$.
#
# </details>

# %%
print(f"A  {2 / 50:g} and {1 - 0.02 * 2:g}")
for name, rule, grads in (
    ("B", lambda ws: optim.Adam(ws, 1.0), [1.0, -1.0]),
    ("C", lambda ws: optim.SGD(ws, 1.0, momentum=0.5, nesterov=True), [4.0, 4.0]),
):
    w = Parameter([0.0])
    optimizer = rule([w])
    for g in grads:
        w.grad[...] = g
        optimizer.step()
        print(name, np.round(w.value, 4))

# %% [markdown]
# ## Further reading
#
# - G. Goh, *Why Momentum Really Works*, Distill, 2017: the cliff and momentum's swing, with pictures to
#   pull at.
# - D. Kingma, J. Ba, *Adam*, ICLR, 2015: algorithm 1 is half a page, and the bias correction is section 3.
# - R. Schmidt, F. Schneider, P. Hennig, *Descending through a Crowded Valley*, ICML, 2021: fifteen
#   optimizers compared fairly.
