# %% [markdown]
# # 12  Normalize in other ways, and fold a norm away
#
# Seven exercises for lesson 12, about an hour. Rows of an array are examples. Leave the arrays that you are
# given as they are, and return new ones. In every norm here $\varepsilon = 10^{-5}$ stands under the root,
# unless the task says otherwise.
#
# Fill in a cell, run it, and run the check cell below it. Run checks at any moment and as often as
# you like: a wrong answer gets a diagnosis and a question. `backprop-course status` shows where you
# are.

# %%
import numpy as np

from backprop_course.checking import check, judge, report
from backprop_course.data import load_digits
from backprop_course.exercises import ch12
from backprop_course.figures.mlp.charts import draw_images
from backprop_course.layers import BatchNorm, Linear, ReLU
from backprop_course.losses import softmax_cross_entropy
from backprop_course.module import Sequential
from backprop_course.notebook import Picture
from backprop_course.optim import SGD
from backprop_course.training import accuracy, fit

# %% [markdown]
# ## 1  Predict a learning rate
#
# {{task: same_turn}}
#
# The weights of a layer stand right before a norm, and are trained with a learning rate of 0.2. Somebody
# multiplies them by 3; leave $\varepsilon$ out. The outputs stay. Which learning rate turns the larger weights,
# seen as one long arrow, by the same angle in a step? Before you compute it: is it larger than 0.2, or smaller?
#
# {{hints: same_turn}}


# %%
def same_turn():
    """The learning rate for weights that are three times as large, as one number.

    An answer looks like this:  return 1.25
    """
    ### BEGIN SOLUTION
    return 0.2 * 3 * 3
    ### END SOLUTION


# %%
check(ch12.same_turn, same_turn)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way: let $w = 3u$. One step of $u$ with the rate 0.2 is to be one step of $w$. The gradient of $w$ is a
# third of that of $u$, and $w$ must move three times as far.
#
# The common wrong answer is 0.6. It counts that the gradient is smaller, and forgets that the arrow is longer.
# So weights that grow before a norm learn more and more slowly; weight decay keeps them from growing.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 2  Go back through RMS norm
#
# {{task: rms_norm_backward}}
#
# RMS norm divides each row by its root mean square, and subtracts nothing:
#
# $$r = \sqrt{\text{mean}(x^2) + \varepsilon} \qquad z = x / r \qquad y = \text{gain} \cdot z$$
#
# Many language models use it in place of layer norm. Write its backward pass.
#
# {{hints: rms_norm_backward}}


# %%
def rms_norm_backward(grad_y, x, gain):
    """Return the tuple (grad_x, grad_gain): shapes (n, features) and (features,).

    grad_y and x: (n, features), gain: (features,)
    x = [[3., 4.]], gain = [1., 1.], grad_y = [[0., 12.5]]  (r is 3.5355, r squared 12.5)
        ->  grad_x [[-1.6971, 1.2728]], grad_gain [0., 14.1421], rounded to 4 digits
    """
    ### BEGIN SOLUTION
    r = np.sqrt(np.mean(x**2, axis=1, keepdims=True) + 1e-5)
    z = x / r
    g = grad_y * gain
    grad_x = (g - z * np.mean(g * z, axis=1, keepdims=True)) / r
    return grad_x, np.sum(grad_y * z, axis=0)
    ### END SOLUTION


# %%
check(ch12.rms_norm_backward, rms_norm_backward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# It is the formula of layer norm without its second term: a row may be stretched without any effect, but not
# shifted. By paths it is the same: $\bar x = \bar z / r + \bar r\, x/(r\, n)$ with $\bar r = -\sum \bar z\, x/r^2$.
#
# The common wrong answer takes the mean away all the same, out of habit. Ask which changes of $x$ leave the output
# as it was; only those directions vanish from the gradient.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 3  Divide by n - 1
#
# {{task: unbiased_backward}}
#
# Some libraries divide the sum of the squares by $n - 1$. So take $n$ numbers, their plain mean $m$, and
# $s^2 = \sum (x - m)^2/(n - 1)$, without $\varepsilon$; then $z = (x - m)/s$. Derive the backward pass.
#
# {{hints: unbiased_backward}}


# %%
def unbiased_backward(grad_z, x):
    """Return grad_x, shaped like x; grad_z and x have one axis.

    x = [0., 3., 6.], so that s = 3 and z = [-1., 0., 1.]; grad_z = [6., 0., 3.]
        ->  [0.5, -1.0, 0.5]
    """
    ### BEGIN SOLUTION
    n, c = len(x), x - x.mean()
    s = np.sqrt(np.sum(c**2) / (n - 1))
    z = c / s
    return (grad_z - grad_z.mean() - z * np.sum(grad_z * z) / (n - 1)) / s
    ### END SOLUTION


# %%
check(ch12.unbiased_backward, unbiased_backward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# A test without derivatives: if $z$ itself arrives, nothing may come back. Now the sum of $z^2$ is $n - 1$, so
# the products must be divided by $n - 1$ for $z$ to cancel. The mean of what arrives belongs to the path through $m$,
# and that is a mean over $n$ as before.
#
# The common wrong answer changes the forward pass, and keeps the formula of the lesson for the backward pass.
# For a batch of 100 the error is 1 %: small enough to be taken for noise.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 4  Hunt a bug
#
# {{task: find_the_count}}
#
# A friend wrote the gradient at the input of layer norm, and compared it with nudges on a batch of three
# examples with three features. Every digit agreed. Still it holds one bug, which is in this list:
#
# | name | what is wrong |
# |---|---|
# | `"count-of-rows"` | a sum over the features is divided by the number of examples |
# | `"mean-of-columns"` | the mean of what arrives is taken over the examples |
# | `"no-mean"` | the path through the mean is missing |
# | `"variance"` | it is divided by the variance, not by the deviation |
# | `"batch-norm"` | all means run over the examples, as in batch norm |
#
# Name the bug, and give an input on which it shows: `grad_z` and `x`, both of shape (n, features). Your input is
# run through the planted function and through a correct one.
#
# {{hints: find_the_count}}


# %%
def planted_layer_norm(grad_z, x):
    n = len(x)
    c = x - x.mean(axis=1, keepdims=True)
    s = np.sqrt(np.mean(c**2, axis=1, keepdims=True) + 1e-5)
    z = c / s
    products = np.sum(grad_z * z, axis=1, keepdims=True)
    return (grad_z - grad_z.mean(axis=1, keepdims=True) - z * products / n) / s


square = np.array([[9.0, 1.0, 5.0], [1.0, 6.0, -2.0], [3.0, 7.0, 8.0]])
planted_layer_norm(np.eye(3), square).round(3)


# %%
def find_the_count():
    """Return the tuple (name of the bug, input); the input is a tuple (grad_z, x).

    An answer looks like this:
        return "no-mean", (np.array([[1.0, 0.0]]), np.array([[3.0, 8.0]]))
    """
    ### BEGIN SOLUTION
    return "count-of-rows", (np.array([[1.0, 0.0, 2.0]]), np.array([[3.0, 8.0, 1.0]]))
    ### END SOLUTION


# %%
check(ch12.find_the_count, find_the_count)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The sum runs over the features, so its mean is a division by `x.shape[1]`. Any array that is not square exposes it.
#
# A common wrong answer is `"variance"`: there is a square in the line of `s`, but the root around it takes it
# back. Another one hands in two rows of two columns. That is square again, as is a single row of one column.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 5  Fold a norm away
#
# {{task: fold_norm}}
#
# A trained net holds a linear layer, `x @ W + b`, and right behind it a batch norm in evaluation mode, with
# running mean and variance and its own gain and shift. Find one linear layer that does the work of both.
#
# {{hints: fold_norm}}


# %%
def fold_norm(W, b, gain, shift, mean, variance):
    """Return the tuple (W_new, b_new), shaped like W and b.

    W: (fan_in, fan_out); all others: (fan_out,)
    W = [[2.]], b = [5.], gain = [6.], shift = [1.], mean = [4.], variance = [9. - 1e-5]
        ->  W_new [[4.]], b_new [3.]
    """
    ### BEGIN SOLUTION
    factor = gain / np.sqrt(variance + 1e-5)
    return W * factor, (b - mean) * factor + shift
    ### END SOLUTION


# %%
check(ch12.fold_norm, fold_norm)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Without any formula: send 0 through both layers, which gives the new bias, and then each input on its own,
# which gives the rows of the new weights. This works for any two layers whose product is linear.
#
# The common wrong answer scales the rows, `factor[:, None] * W`. In this course outputs are the columns of $W$;
# for a square $W$ the shapes fit, and no error tells.
# <!-- END SOLUTION -->

# %% [markdown]
# ### Your function at work
#
# We train a net on the digits with a batch norm, and then let your function remove it. What is left is
# plain NumPy: two products and a ReLU.

# %% tags=["nbval-ignore-output"]
(x_train, labels), (x_test, test_labels) = load_digits()
rng = np.random.default_rng(0)
net = Sequential(Linear(64, 32, rng=rng), BatchNorm(32), ReLU(), Linear(32, 10, rng=rng))
optimizer = SGD(net.parameters(), 0.1)
fit(net, softmax_cross_entropy, optimizer, x_train, labels, epochs=5, batch_size=32, rng=rng)
print(f"with its norm: accuracy {accuracy(net.eval(), x_test, test_labels):.3f}")

# %% tags=["nbval-ignore-output"]
first, norm, _, last = net.layers
parts = first.W.value, first.b.value, norm.gain.value, norm.shift.value
running = norm.running_mean, norm.running_variance
ready = judge(ch12.fold_norm, fold_norm).outcome == "right"
W, b = fold_norm(*parts, *running) if ready else (0.0 * first.W.value, first.b.value)
answers = (np.maximum(x_test @ W + b, 0.0) @ last.W.value + last.b.value).argmax(axis=1)
print(f"without a norm, by your function: accuracy {np.mean(answers == test_labels):.3f}")
shown = zip(answers[:12], test_labels[:12], strict=True)
Picture(
    draw_images(
        x_test[:12].reshape(-1, 8, 8),
        [f"{answer}" if answer == label else f"{answer}, is a {label}" for answer, label in shown],
        title="What does the folded net read?",
    ),
    "Twelve digits of the test set, above each what the net without a norm takes it for, and its "
    "label where that is another.",
)

# %% [markdown]
# *What to see:* both accuracies are the same to the last digit. Above each image stands what the net reads, and its
# label where it misreads. As long as `fold_norm` is not right, the net is blind and gives one answer for all.

# %% [markdown]
# ## 6  Go back through group norm
#
# {{task: group_norm_backward}}
#
# Group norm (Y. Wu and K. He, 2018) cuts the features of each example into groups of neighbours. Each group of each
# example has its own mean and deviation; gain and shift are left out here. With two groups of three, features
# 0, 1, 2 belong together, and 3, 4, 5.
#
# {{hints: group_norm_backward}}


# %%
def group_norm_backward(grad_z, x, groups):
    """Return grad_x, shaped like x (n, features); features is a multiple of groups.

    x = [[3., 8., 1., 5.]], groups = 2, grad_z = [[1., 0., 0., 4.]]
        ->  zeros but for eps: of two numbers only their order is left
    """
    ### BEGIN SOLUTION
    shape = len(x), groups, x.shape[1] // groups
    g, x = grad_z.reshape(shape), x.reshape(shape)
    c = x - x.mean(axis=2, keepdims=True)
    s = np.sqrt(np.mean(c**2, axis=2, keepdims=True) + 1e-5)
    z = c / s
    grad_x = (g - g.mean(axis=2, keepdims=True) - z * np.mean(g * z, axis=2, keepdims=True)) / s
    return grad_x.reshape(grad_z.shape)
    ### END SOLUTION


# %%
check(ch12.group_norm_backward, group_norm_backward)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way is a loop over `np.split(x, groups, axis=1)`, with layer norm's backward pass for each piece.
#
# The common wrong answer takes the mean along axis 1 after the reshaping, across the groups. Every shape fits, and the
# sum of each *example* is 0 as in layer norm; only the sum of each group tells.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 7  Test the test
#
# {{task: norm_check}}
#
# Now you are the one who checks. Write a function that is handed a candidate: somebody's backward pass of layer
# norm without gain and shift, `candidate(grad_z, x)`, which should return `grad_x`. Your function returns True when
# the candidate is correct, and False when it is not.
#
# Yours is tried on two correct candidates, written in different ways, and on ten with one planted error each.
# What it kills earns points, but only if it passes both correct ones. All candidates return what has the correct
# form and shapes.
#
# {{hints: norm_check}}


# %%
def norm_check(candidate):
    """Return True for a correct candidate(grad_z, x), and False for a wrong one.

    candidate([[6., 0., 2., 0.]], [[9., 1., 15., 7.]])
        ->  [[0.76, -0.12, -0.28, -0.36]], if it is correct; but for eps
    """
    ### BEGIN SOLUTION
    rng, h = np.random.default_rng(0), 1e-5
    grad_z, x = rng.normal(size=(2, 3)), rng.normal(3.0, 2.0, size=(2, 3))

    def loss(x):
        c = x - x.mean(axis=1, keepdims=True)
        return np.sum(grad_z * c / np.sqrt(np.mean(c**2, axis=1, keepdims=True) + 1e-5))

    nudged = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[i] = h
        nudged[i] = (loss(x + step) - loss(x - step)) / (2 * h)
    return np.allclose(candidate(grad_z, x), nudged, rtol=1e-5, atol=1e-7)
    ### END SOLUTION


# %%
check(ch12.norm_check, norm_check)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# A formula that you trust, on an array of three rows and four columns, does as well as nudges.
#
# A common weak check asks for rows that add up to 0, perhaps also for products with $z$ that do. Both are true of a
# correct answer, and of twice, half and minus that answer. Sums that vanish tell directions; sizes and signs need
# numbers.
# <!-- END SOLUTION -->

# %% [markdown]
# ## What you can do now
#
# You can take a norm that you have never seen back to its paths, say which directions it removes, count what
# its means run over, and fold it away when its work is done. All verdicts once more:

# %%
report(
    (ch12.same_turn, same_turn),
    (ch12.rms_norm_backward, rms_norm_backward),
    (ch12.unbiased_backward, unbiased_backward),
    (ch12.find_the_count, find_the_count),
    (ch12.fold_norm, fold_norm),
    (ch12.group_norm_backward, group_norm_backward),
    (ch12.norm_check, norm_check),
)
