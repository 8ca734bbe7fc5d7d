# %% [markdown]
# # 11  Walk back along a tape of numbers
#
# Eight exercises for lesson 11, about an hour and a quarter. In the lesson a node holds its inputs. Many engines are
# built in another way: nodes are counted, and the tape is a list of rows that speak of them by number.
#
# | a row | makes the next node | |
# |---|---|---|
# | `(0, i, j)` | the sum of nodes `i` and `j` | |
# | `(1, i, j)` | their product | `i` and `j` may be the same |
# | `(2, i)` | tanh of node `i` | its slope is $1 - \tanh^2$ |
#
# The leaves come first: with leaves $a$ and $b$, they are nodes 0 and 1, the first row makes node 2, the
# second node 3, and the last row makes the result. So `[(1, 0, 1), (0, 2, 0)]` is $a b + a$.
#
# Fill in a cell, run it, and run the check cell below it. Run checks at any moment and as often as
# you like: a wrong answer gets a diagnosis and a question. `backprop-course status` shows where you
# are.

# %%
import numpy as np

from backprop_course.checking import check, judge, report
from backprop_course.exercises import ch11
from backprop_course.figures.mlp.charts import draw_learning_curves
from backprop_course.notebook import Picture

# %% [markdown]
# ## 1  Predict what gathers at a leaf
#
# {{task: accumulated}}
#
# A batch of 32 examples does not fit into memory. So you cut it into four batches of 8 and call
# `backward` on the **mean** loss of each, without a reset in between. On the mean loss of all 32 the
# gradient of $w$ would be 0.6. What stands at $w$ after the four walks?
#
# {{hints: accumulated}}


# %%
def accumulated():
    """The gradient that stands at w after four walks, as one number.

    An answer looks like this:  return 1.25
    """
    ### BEGIN SOLUTION
    return 4 * 0.6
    ### END SOLUTION


# %%
check(ch11.accumulated, accumulated)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Another way: let all 32 gradients be 0.6. Then so is each of the four means, and four of them add up to
# 2.4.
#
# The common wrong answer is 0.6, as if the walks took their mean. They add. Code that gathers
# gradients in this way therefore divides each loss by the number of batches, or the learning rate.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 2  Run the tape
#
# {{task: run_tape}}
#
# Compute the value of every node, leaves included, in the order of their numbers.
#
# {{hints: run_tape}}


# %%
def run_tape(tape, leaves):
    """Return an array with the value of each node.  tape: a list of rows; leaves: an array.

    run_tape([(1, 0, 1), (0, 2, 0)], np.array([3.0, -0.5]))  ->  array([3.0, -0.5, -1.5, 1.5])
    """
    ### BEGIN SOLUTION
    values = list(leaves)
    for formula, *places in tape:
        inputs = [values[place] for place in places]
        if formula == 0:
            values.append(inputs[0] + inputs[1])
        elif formula == 1:
            values.append(inputs[0] * inputs[1])
        else:
            values.append(np.tanh(inputs[0]))
    return np.array(values)
    ### END SOLUTION


# %%
check(ch11.run_tape, run_tape)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Worth knowing: put the three functions into a list, and `formulas[formula](*inputs)` replaces the three
# branches. That is what the lesson's `apply` does.
#
# The common wrong answer computes with the numbers in the row, `row[1] * row[2]`. They are places, not
# values: a tape can be run again with other leaves.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 3  Walk back along the tape
#
# {{task: tape_gradients}}
#
# Find the gradient of the result with respect to every node. The tape is in topological order already:
# no row reads a node that is made below it. You may call your `run_tape`.
#
# {{hints: tape_gradients}}


# %%
def tape_gradients(tape, leaves):
    """Return an array: the gradient of the last node with respect to each node, itself included.

    tape_gradients([(1, 0, 1), (0, 2, 0)], np.array([3.0, -0.5]))  ->  array([0.5, 3.0, 1.0, 1.0])
    """
    ### BEGIN SOLUTION
    values = run_tape(tape, leaves)
    grads = np.zeros(len(values))
    grads[-1] = 1.0
    for row in range(len(tape) - 1, -1, -1):
        formula, *places = tape[row]
        node = len(leaves) + row
        if formula == 0:
            shares = [grads[node], grads[node]]
        elif formula == 1:
            a, b = values[places]
            shares = [grads[node] * b, grads[node] * a]
        else:
            shares = [grads[node] * (1 - values[node] ** 2)]
        for place, share in zip(places, shares, strict=True):
            grads[place] += share
    return grads
    ### END SOLUTION


# %%
check(ch11.tape_gradients, tape_gradients)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# `np.add.at(grads, places, shares)` replaces the inner loop: it adds once for each place, also where a
# place stands twice.
#
# A common wrong answer writes `grads[places] += shares`. NumPy reads the old entries, adds, and writes
# them back; where both places are the same node, the second writing covers the first, and a square gets
# half its gradient. Gradients of tables of words meet the same trap.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 4  Bring a formula of your own
#
# {{task: length_vjp}}
#
# The engine of the lesson takes any formula that comes with a backward function. Write it for the length
# $y = \sqrt{a^2 + b^2}$, entry by entry: what does the node send to $a$, and what to $b$? No entry has
# $a = b = 0$.
#
# {{hints: length_vjp}}


# %%
def length_vjp(grad, a, b):
    """Return the tuple (share of a, share of b); all arrays have one shape.

    length_vjp(np.array([10.0]), np.array([3.0]), np.array([4.0]))  ->  (array([6.0]), array([8.0]))
    """
    ### BEGIN SOLUTION
    y = np.sqrt(a**2 + b**2)
    return grad * a / y, grad * b / y
    ### END SOLUTION


# %%
check(ch11.length_vjp, length_vjp)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The slopes are the cosine and the sine of the angle of $(a, b)$. So the two shares of a node are, as an
# arrow, exactly as long as what arrives.
#
# The common wrong answer is half of it: the root brings a 1/2, and the 2 of the squares that cancels it is
# forgotten.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 5  Hunt a bug
#
# {{task: find_the_share}}
#
# A friend wrote out what an engine does for $u = w x$, $h = \tanh u$, $y = h x + u^2$, and compared both
# gradients with nudges at $x = 2$, $w = 0$. They agreed. Still the code holds one bug, which is in this
# list:
#
# | name | what is wrong |
# |---|---|
# | `"lost-share"` | at u one share takes the place of the other |
# | `"lost-path"` | the share that x gets straight from the product is lost |
# | `"square-without-two"` | the slope of the square lacks its factor 2 |
# | `"slope-at-input"` | the slope of tanh is taken with its input, in place of its value |
# | `"own-factor"` | in the product w x each factor gets its own value |
#
# Name the bug, and give an input on which it shows. Your input is run through both functions.
#
# {{hints: find_the_share}}


# %%
def planted_gradients(x, w):
    u = w * x
    h = np.tanh(u)  # and y = h * x + u**2
    grad = {"y": 1.0}
    grad["h"], grad["x"] = grad["y"] * x, grad["y"] * h
    grad["u"] = grad["y"] * 2 * u
    grad["u"] = grad["h"] * (1 - h**2)
    grad["x"] += grad["u"] * w
    grad["w"] = grad["u"] * x
    return grad["x"], grad["w"]


[float(grad) for grad in planted_gradients(x=2.0, w=0.0)]


# %%
def find_the_share():
    """Return the tuple (name of the bug, input); the input is a tuple (x, w).

    An answer looks like this:  return "lost-path", (2.0, 0.0)
    """
    ### BEGIN SOLUTION
    return "lost-share", (2.0, 0.5)
    ### END SOLUTION


# %%
check(ch11.find_the_share, find_the_share)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# The second line for `grad["u"]` should add to the first. Any input where $u$ is not 0 exposes it.
#
# A common wrong answer hands in the friend's input. At $w = 0$ the share of the square, $2u$, is 0, and
# to lose a 0 costs nothing. Four of the five bugs are invisible there.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 6  Carry slopes forward
#
# {{task: tape_slopes}}
#
# The same numbers can be found without a walk back. Choose one leaf and carry beside each value how fast
# it changes when that leaf is moved. This is **forward mode**.
#
# {{hints: tape_slopes}}


# %%
def tape_slopes(tape, leaves, leaf):
    """Return an array: the slope of each node in the leaf with this number.

    tape_slopes([(1, 0, 1), (0, 2, 0)], np.array([3.0, -0.5]), 0)  ->  array([1.0, 0.0, -0.5, 0.5])
    """
    ### BEGIN SOLUTION
    values = run_tape(tape, leaves)
    slopes = [float(k == leaf) for k in range(len(leaves))]
    for formula, *places in tape:
        first, last = places[0], places[-1]
        if formula == 0:
            slopes.append(slopes[first] + slopes[last])
        elif formula == 1:
            slopes.append(slopes[first] * values[last] + values[first] * slopes[last])
        else:
            slopes.append(slopes[first] * (1 - values[len(slopes)] ** 2))
    return np.array(slopes)
    ### END SOLUTION


# %%
check(ch11.tape_slopes, tape_slopes)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Its last entry is entry `leaf` of `tape_gradients`: two ways to one number, and each tests the other.
# One run of this function gives the slopes of every node in *one* leaf; one walk back gives the slopes
# of *one* node in every leaf. A network has one loss and a million leaves.
#
# The common wrong answer gives every leaf the slope 1. Then all leaves move at once, and the last entry
# is the sum of all gradients.
# <!-- END SOLUTION -->

# %% [markdown]
# ## 7  Train what is on the tape
#
# {{task: tape_descent}}
#
# The first `trained` leaves are parameters, the others are data. In every round note the value of the
# last node, the loss, and take one step of gradient descent. The array `leaves` of the caller stays as it
# is. You may call your functions from above.
#
# {{hints: tape_descent}}


# %%
def tape_descent(tape, leaves, trained, lr, steps):
    """Return the tuple (leaves, losses): all leaves after the last step, the loss before each step.

    tape_descent([(1, 0, 1), (1, 2, 2)], np.array([1.0, 2.0]), 1, 0.1, 2)
        ->  (array([0.04, 2.0]), array([4.0, 0.16])), the loss is the square of a product
    """
    ### BEGIN SOLUTION
    leaves, losses = leaves.copy(), np.zeros(steps)
    for k in range(steps):
        losses[k] = run_tape(tape, leaves)[-1]
        leaves[:trained] -= lr * tape_gradients(tape, leaves)[:trained]
    return leaves, losses
    ### END SOLUTION


# %%
check(ch11.tape_descent, tape_descent)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# Without a copy: `leaves = leaves - lr * mask * grads`, with a mask that is 1 for the parameters and 0 for the
# data.
#
# The common wrong answer leaves the copy out. Then `-=` writes into the caller's array, and whoever
# trains again from "the same" start begins where the first training ended.
# <!-- END SOLUTION -->

# %% [markdown]
# ### Your engine at work
#
# Seven points of the curve $y = v \tanh(w x + b)$ are given, made with $v = 1.5$, $w = 2$, $b = -1$. Can
# your engine find these three numbers? The function below writes the mean squared error as a tape. Its
# leaves are $w$, $b$, $v$, the constant $1/7$, and then each $x$ and $-y$.


# %%
def record_fit(count):
    tape, squares, first = [], [], 4 + 2 * count

    def note(*row):
        tape.append(row)
        return first + len(tape) - 1

    for k in range(count):
        z = note(0, note(1, 0, 4 + 2 * k), 1)
        error = note(0, note(1, 2, note(2, z)), 5 + 2 * k)
        square = note(1, error, error)
        squares.append(square if k == 0 else note(0, squares[-1], square))  # summed so far
    note(1, squares[-1], 3)
    return tape


x = np.linspace(-1.0, 2.0, 7)
y = 1.5 * np.tanh(2.0 * x - 1.0)
tape = record_fit(7)
start = np.concatenate([[1.0, 0.0, 1.0, 1 / 7], np.stack([x, -y], axis=1).ravel()])
print(len(tape), "rows,", len(start), "leaves")

# %%
ready = judge(ch11.tape_descent, tape_descent).outcome == "right"
curves = {}
for lr in (0.1, 0.8):
    found, losses = tape_descent(tape, start, 3, lr, 300) if ready else (start, np.ones(1))
    curves[f"learning rate {lr}"] = losses
    print(f"learning rate {lr}: w, b, v =", found[:3].round(2))
Picture(
    draw_learning_curves(curves, title="Does your engine learn?", xlabel="step"),
    "The loss over 300 steps at two learning rates. Both curves fall; at 0.8 by eight powers of ten.",
)

# %% [markdown]
# *What to see:* both losses fall, and at the rate 0.8 the three numbers are found to two digits. As long as
# `tape_descent` is not right, the start is printed and the chart is empty.

# %% [markdown]
# ## 8  Test the test
#
# {{task: engine_check}}
#
# Now you are the one who checks. Write a function that is handed a candidate: somebody's `tape_gradients`, with
# the tapes of this notebook. Your function returns True when the candidate is correct, and False when it is not.
#
# Yours is tried on two correct candidates, written in different ways, and on ten with one planted error each.
# What it kills earns points, but only if it passes both correct ones. All candidates return what has the correct
# form and shapes.
#
# {{hints: engine_check}}


# %%
def engine_check(candidate):
    """Return True for a correct candidate(tape, leaves), and False for a wrong one.

    candidate([(1, 0, 1)], np.array([3.0, -0.5]))  ->  array([-0.5, 3.0, 1.0]), if it is correct
    """
    ### BEGIN SOLUTION
    tape = [(1, 0, 0), (0, 2, 1), (2, 3), (1, 4, 2), (0, 5, 4), (1, 6, 5)]
    leaves, h = np.array([0.7, -1.3]), 1e-6
    nudged = [
        (run_tape(tape, leaves + step)[-1] - run_tape(tape, leaves - step)[-1]) / (2 * h)
        for step in h * np.eye(2)
    ]
    return np.allclose(candidate(tape, leaves)[:2], nudged, rtol=1e-5)
    ### END SOLUTION


# %%
check(ch11.engine_check, engine_check)

# %% [markdown]
# <!-- BEGIN SOLUTION -->
# `tape_slopes` does as well as nudges, without their error. The gradients of the two leaves are enough: they
# are reached last, and every error above them arrives there.
#
# A common weak check tries a chain. On a chain nothing joins and nothing is used twice, and most errors in
# bookkeeping need just that. A tape for tests has a square, a join after a tanh, and values that are not 1.
# <!-- END SOLUTION -->

# %% [markdown]
# ## What you can do now
#
# You can write an engine in another form than the lesson's, give it a formula, check it by a second mode,
# and train with it. All verdicts once more:

# %%
report(
    (ch11.accumulated, accumulated),
    (ch11.run_tape, run_tape),
    (ch11.tape_gradients, tape_gradients),
    (ch11.length_vjp, length_vjp),
    (ch11.find_the_share, find_the_share),
    (ch11.tape_slopes, tape_slopes),
    (ch11.tape_descent, tape_descent),
    (ch11.engine_check, engine_check),
)
