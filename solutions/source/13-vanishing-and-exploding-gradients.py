# %% [markdown]
# # 13  Keep a gradient alive
#
# Seven exercises for lesson 13, about an hour. *Size* means root mean square, as in the lesson. Leave the
# arrays that you are given as they are, and return new ones.
#
# Fill in a cell, run it, and run the check cell below it. Run checks at any moment and as often as
# you like: a wrong answer gets a diagnosis and a question. `backprop-course status` shows where you
# are.

# %%
import numpy as np

from backprop_course.checking import check, judge, report
from backprop_course.exercises import ch13
from backprop_course.figures.depth.charts import draw_through_time
from backprop_course.notebook import Picture

# %% [markdown]
# ## 1  Predict how deep a gradient reaches
#
# {{task: layers_left}}
#
# Each layer multiplies the size of the gradient by 0.8. After how many layers is it, for the first time,
# less than a thousandth? Before you compute it: is it nearer to 5, to 30 or to 300?
#
# {{hints: layers_left}}


# %%
def layers_left():
    """The number of layers, as one whole number.

    An answer looks like this:  return 7
    """
    ### BEGIN SOLUTION
    return int(np.ceil(np.log(0.001) / np.log(0.8)))
    ### END SOLUTION


# %%
check(ch13.layers_left, layers_left)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# In the head: $0.8^3$ is about a half, and ten halvings make a thousandth. So it is about 30.
#
# A common wrong answer is 5: a fifth is lost at each layer, so after five everything would be gone. But each
# layer takes a fifth of what is *left*.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 2  Scale weights for a leaky ReLU
#
# {{task: leaky_weights}}
#
# A leaky ReLU multiplies values below 0 by a slope, in place of setting them to 0. Its inputs are symmetric
# about 0. Derive the variance of the weights that keeps the mean square from layer to layer in the forward
# pass, and scale the noise.
#
# {{hints: leaky_weights}}


# %%
def leaky_weights(noise, slope):
    """Return the noise, standard normal of shape (fan_in, fan_out), scaled for this slope below 0.

    noise with 8 rows, slope 0.0  ->  weights whose standard deviation is 0.5, as with He's rule
    noise with 4 rows, slope 1.0  ->  the same 0.5
    """
    ### BEGIN SOLUTION
    kept = (1 + slope**2) / 2  # of the mean square
    return noise * np.sqrt(1 / (kept * len(noise)))
    ### END SOLUTION


# %%
check(ch13.leaky_weights, leaky_weights)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The two cases that you know test the rule: slope 0 is ReLU, with $2/n$, and slope 1 is no unit at all, with
# $1/n$.
#
# The common wrong answer has $1 + \text{slope}$: it mixes sizes with squares. At both ends of the scale it
# agrees, so test it in the middle, and with a negative slope.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 3  Follow the gradient along branches
#
# {{task: sizes_back}}
#
# In this net a block is $h_k = h_{k-1} + c \tanh(h_{k-1} W_k)$, and $h_0 = x$. A gradient arrives at the
# last state. Go forward, then back, and return how large the gradient is at every state.
#
# {{hints: sizes_back}}


# %%
def sizes_back(grad, x, Ws, c):
    """Return an array: the root mean square of the gradient at h[0], h[1], ..., the last state.

    grad, x: (n, units); Ws: a list of arrays (units, units), the first block's first; c: a number
    grad = [[1.0]], x = [[0.0]], Ws = [[[3.0]]], c = 0.5  ->  array([2.5, 1.0])
    """
    ### BEGIN SOLUTION
    h, inner = x, []
    for W in Ws:
        inner.append(np.tanh(h @ W))
        h = h + c * inner[-1]
    sizes = [np.sqrt(np.mean(grad**2))]
    for W, a in zip(Ws[::-1], inner[::-1], strict=True):
        grad = grad + (c * grad * (1 - a**2)) @ W.T
        sizes.append(np.sqrt(np.mean(grad**2)))
    return np.array(sizes[::-1])
    ### END SOLUTION


# %%
check(ch13.sizes_back, sizes_back)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: `c * grad` is what arrives at the tanh, and plain `grad` is what passes beside it. For $c = 0$
# every entry is the same, however deep the net.
#
# A common wrong answer takes the slope from the state, `1 - h**2`. In a plain net of tanh the state *is* the
# output of a tanh; here it is a sum, and may be larger than 1: then such a "slope" is negative.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 4  Hunt a bug
#
# {{task: find_the_limit}}
#
# A friend clips the gradients of a weight matrix and a bias together, has used it for months with a
# limit of 1, and found nothing wrong. Still the function holds one bug, which is in this list:
#
# | name | what is wrong |
# |---|---|
# | `"limit-of-one"` | the norm is compared with 1, and not with the limit |
# | `"each-alone"` | each array is clipped on its own |
# | `"lengthens"` | gradients that are short already are made longer, up to the limit |
# | `"sum-of-sizes"` | the norm adds the sizes of the entries, not their squares |
# | `"largest-entry"` | the norm is the size of the largest entry |
#
# Name the bug, and give an input on which it shows: two arrays with one axis, and a number above 0. Your
# input is run through both functions.
#
# {{hints: find_the_limit}}


# %%
def planted_clip(grad_W, grad_b, limit):
    everything = np.concatenate([grad_W, grad_b])
    norm = np.sqrt(everything @ everything)
    shorter = limit / np.maximum(norm, 1.0)
    return grad_W * shorter, grad_b * shorter


planted_clip(np.array([30.0, 40.0]), np.array([0.0, 0.5]), 1.0)[0].round(3)


# %%
def find_the_limit():
    """Return the tuple (name of the bug, input); the input is a tuple (grad_W, grad_b, limit).

    An answer looks like this:
        return "each-alone", (np.array([30.0, 40.0]), np.array([0.0, 0.5]), 1.0)
    """
    ### BEGIN SOLUTION
    return "limit-of-one", (np.array([3.0, 4.0]), np.array([0.0]), 9.0)
    ### END SOLUTION


# %%
check(ch13.find_the_limit, find_the_limit)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# With norm 5 and limit 9 nothing should happen, and the planted function returns 9/5 of the gradient.
#
# The common wrong answer is `"lengthens"`. It does lengthen, but only where the limit is not 1: with a norm of
# 0.5 and the limit 1 the factor is $1/\max(0.5, 1) = 1$, and the gradient stays. A test needs a limit that is
# not 1, and a norm on each side of it.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 5  Go back through a state that is kept
#
# {{task: kept_gradients}}
#
# One unit, no input. At each step it keeps a share of its state and mixes in something new:
#
# $$h_t = k\, h_{t-1} + (1 - k) \tanh(w\, h_{t-1})$$
#
# A gradient arrives at the state after the last step. Find the gradients of $w$ and of the first state.
#
# {{hints: kept_gradients}}


# %%
def kept_gradients(grad, w, keep, h, steps):
    """Return the tuple (grad_w, grad_h) of numbers; h is the state before the first step.

    kept_gradients(grad=1.0, w=2.0, keep=0.5, h=0.0, steps=3)  ->  (0.0, 3.375), which is (0.0, 1.5**3)
    """
    ### BEGIN SOLUTION
    states = [h]
    for _ in range(steps):
        states.append(keep * states[-1] + (1 - keep) * np.tanh(w * states[-1]))
    grad_w = 0.0
    for h in states[-2::-1]:
        grad_z = grad * (1 - keep) * (1 - np.tanh(w * h) ** 2)
        grad_w += grad_z * h
        grad = grad * keep + grad_z * w
    return grad_w, grad
    ### END SOLUTION


# %%
check(ch13.kept_gradients, kept_gradients)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: with few parameters one can also go forward, and carry the slopes of the state in $w$ and in
# the first state from step to step. Then no state needs to be kept.
#
# A common wrong answer forgets the share that passes beside the tanh. The gradient then vanishes as in any
# recurrent net, and the gate seems to do nothing.
# <!-- END SOLUTION -->

# %% [markdown]
# ### Your backward pass at work
#
# How far back in time does the gradient reach? With a small state the tanh is nearly a line, and $w = 0.5$
# halves it at each step. We ask your function for 0 to 50 steps.

# %%
ready = judge(ch13.kept_gradients, kept_gradients).outcome == "right"
reach = {}
for keep in (0.9, 0.5, 0.0):
    back = range(50, -1, -1)
    found = [kept_gradients(1.0, 0.5, keep, 0.01, steps)[1] for steps in back] if ready else [1.0]
    reach[keep] = np.array(found)
    print(f"keep {keep}: {found[0]:.0e} of the gradient arrives {len(found) - 1} steps back")
Picture(
    draw_through_time(reach, name="keep"),
    "Three gradients going back over 50 steps. With nothing kept the gradient halves at each step; the "
    "more of the state is kept, the flatter its line: with 0.9 more than a twentieth arrives.",
)

# %% [markdown]
# *What to see:* three straight lines, the steepest where nothing is kept. This is what the gates of an LSTM are
# for. As long as `kept_gradients` is not right, the chart is empty.

# %% [markdown]
# ## 6  Train it with a limit
#
# {{task: learn_the_weight}}
#
# Train the weight of that unit, with $k = 0.5$ and 8 steps. The loss is the square of the difference between
# the last state and a target. In every round note the loss, clip the gradient of $w$ to the limit, and take one
# step of gradient descent. You may call your `kept_gradients`.
#
# {{hints: learn_the_weight}}


# %%
def learn_the_weight(w, h, target, lr, limit, updates):
    """Return the tuple (w, losses); losses has shape (updates,): the loss before each step.

    learn_the_weight(w=2.0, h=0.0, target=0.5, lr=0.1, limit=1.0, updates=2)
        ->  (2.0, array([0.25, 0.25])): from the state 0 nothing can be learned
    """
    ### BEGIN SOLUTION
    losses = np.zeros(updates)
    for k in range(updates):
        last = h
        for _ in range(8):
            last = 0.5 * last + 0.5 * np.tanh(w * last)
        losses[k] = (last - target) ** 2
        grad_w, _ = kept_gradients(2 * (last - target), w, 0.5, h, 8)
        w = w - lr * np.clip(grad_w, -limit, limit)
    return w, losses
    ### END SOLUTION


# %%
check(ch13.learn_the_weight, learn_the_weight)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# `grad_w * min(1, limit / abs(grad_w))` says the same, if the gradient is not 0.
#
# The common wrong answer clips the product `lr * grad_w`. Then the limit bounds the step and no longer the
# gradient, and a change of the learning rate changes what is clipped.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 7  Test the test
#
# {{task: clip_check}}
#
# Now you are the one who checks. Write a function that is handed a candidate: somebody's clipping by norm, with
# the arguments of the lesson's `clip_by_norm`. Your function returns True when the candidate is correct, and False
# when it is not. No norm needs to be 0.
#
# Yours is tried on two correct candidates, written in different ways, and on ten with one planted error each.
# What it kills earns points, but only if it passes both correct ones. All candidates return what has the correct
# form and shapes.
#
# {{hints: clip_check}}


# %%
def clip_check(candidate):
    """Return True for a correct candidate(grads, max_norm), and False for a wrong one.

    candidate([np.array([3.0]), np.array([4.0])], 1.0)
        ->  [array([0.6]), array([0.8])], if it is correct
    """
    ### BEGIN SOLUTION
    grads = [np.array([[3.0, -4.0]]), np.array([12.0])]  # together, norm 13
    for limit in (0.5, 6.5, 20.0):
        wanted = [grad * min(1.0, limit / 13.0) for grad in grads]
        pairs = zip(candidate(grads, limit), wanted, strict=True)
        if not all(np.allclose(*pair) for pair in pairs):
            return False
    return True
    ### END SOLUTION


# %%
check(ch13.clip_check, clip_check)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Properties do as well: the same direction as before, and a norm that is the smaller one of limit and old norm.
#
# A common weak check asks only that nothing longer than the limit comes back. Zeros pass it, and so does clipping
# each array too far. And with the limit 1 alone, the limit and the number 1 are the same thing.
# <!-- END SOLUTION -->

# %% [markdown]
# ## What you can do now
#
# You can say how deep a gradient reaches, scale weights for a new unit, go back through branches and through
# time, and test a limit on both of its sides. All verdicts once more:

# %%
report(
    (ch13.layers_left, layers_left),
    (ch13.leaky_weights, leaky_weights),
    (ch13.sizes_back, sizes_back),
    (ch13.find_the_limit, find_the_limit),
    (ch13.kept_gradients, kept_gradients),
    (ch13.learn_the_weight, learn_the_weight),
    (ch13.clip_check, clip_check),
)
