"""What a learner reads after each kind of slip: words that must be there, and that must not."""

import linecache
import re
import zlib

import learners_01
import learners_07
import numpy as np
import pytest

from backprop_course import exercises
from backprop_course.checking import Exercise, judge
from backprop_course.checking.compare import distance
from backprop_course.checking.verdict import text
from backprop_course.exercises import (
    ch01,
    ch02,
    ch03,
    ch04,
    ch05,
    ch06,
    ch07,
    ch08,
    ch09,
    ch10,
    ch12,
    ch14,
)
from backprop_course.exercises.proof import changed
from backprop_course.ops import sigmoid

TRAIN = learners_01.BASES["train"][0]
GRADIENTS = learners_01.BASES["gradients"][0]
FORWARD = learners_01.BASES["forward"][0]
LOGISTIC = learners_01.BASES["logistic_gradients"][1]
SLOPES = learners_01.BASES["local_slopes"][0]
UPDATE = learners_01.BASES["update"][0]
LOGITS = learners_07.BASES["logits_backward"][0]
NET = learners_07.BASES["mlp_forward"][0]
BACKWARD = learners_07.BASES["mlp_backward"][0]
STEP = learners_07.BASES["train_step"][0]
RMS = """
def rms_norm_backward(grad_y, x, gain):
    size = np.sqrt(np.mean(x**2, axis=1, keepdims=True) + 1e-5)
    z, g = x / size, grad_y * gain
    gx = (g - z * np.mean(g * z, axis=1, keepdims=True)) / size
    return gx, np.sum(grad_y * z, axis=0)
"""
ADAM = """
def adam_step(w, m, v, g, t, lr):
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    m_hat = m / (1 - 0.9**t)
    v_hat = v / (1 - 0.999**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + 1e-8), m, v
"""
DEBUGGED = """
from backprop_course.exercises.planted_run import bug_of, runs_to_try
from backprop_course.exercises.ch14 import debugged as ours
def debugged(seed):
    bug, number, cure = ours.reference(seed)
"""
UNBIASED = """
def unbiased_backward(grad_z, x):
    centred = x - x.mean()
    size = np.sqrt(np.sum(centred**2) / (len(x) - 1))
    z = centred / size
    along = np.sum(grad_z * z) / (len(x) - 1)
    return (grad_z - grad_z.mean() - z * along) / (size + 1e-4)
"""
MAXIMUM = "np.max(logits, axis=1, keepdims=True)"


def with_memory(source):
    """A train_step with momentum in a dict outside, kept apart by the shape of W1."""
    head = "velocity = {}\n" + source
    return head.replace(
        "    W1 = W1 - lr * gW1\n",
        "    v = 0.9 * velocity.get(W1.shape, 0) + gW1\n"
        "    velocity[W1.shape] = v\n    W1 = W1 - lr * v\n",
    )


# exercise, answer, points, words that are said, words that are not
SAID = {
    "another decay than the one asked for": (
        ch10.lion_step,
        """
def lion_step(w, m, g, lr):
    c = 0.9 * m + 0.1 * g
    return w - lr * (np.sign(c) + 0.01 * w), 0.99 * m + 0.01 * g
""",
        1,
        "one term is 0.1 times what it should be, in w",
        "decay",
    ),
    "an index of what a function returns": (
        ch04.cross_entropy_gradient,
        """
def cross_entropy_gradient(p, labels):
    return -np.eye(p.shape[1])[labels - 1] / p / len(p)
""",
        0,
        "an index is one too small, in y",
        "results",
    ),
    "a check that prints": (
        ch02.slope_check,
        """
def slope_check(candidate):
    print(candidate(1.0)[1] > 0)
""",
        0,
        "the difference between print and return",
        "every path",
    ),
    "a list of modules in another order": (
        ch08.pass_through,
        """
def pass_through(layers, x, grad_y):
    for layer in layers:
        x = layer.forward(x)
    layers.reverse()
    for layer in layers:
        grad_y = layer.backward(grad_y)
    return x, grad_y
""",
        0,
        "Your function changes its input layers.",
        "agrees",
    ),
    "modules in one line": (
        ch08.pass_through,
        """
def pass_through(layers, x, grad_y):
    y = x
    for layer in layers:
        y = layer.forward(y)
    return y, y
""",
        1,
        "# layers: [Linear, ReLU, Linear] x = np.array",
        "parameters",
    ),
    "a module called like a function": (
        ch08.pass_through,
        """
def pass_through(layers, x, grad_y):
    for layer in layers:
        x = layer(x)
    return x, grad_y
""",
        0,
        "Which method of a module do you want here?",
        "operator",
    ),
    "a product with a factor before it": (
        ch06.factor_step,
        """
def factor_step(target, U, V, r, lr):
    e = U @ V + r - target
    return U - lr * e @ V, V - lr * U.T @ e, r - lr * e.sum(axis=1, keepdims=True)
""",
        0,
        "lr * e has shape (2, 3) and V has shape (1, 3)",
        "agrees",
    ),
    "correct on one input by accident": (
        ch02.bell_gradients,
        """
def bell_gradients(x, m):
    d = x - m
    y = np.exp(-d**2 / 2)
    return -d * y, 2 * d**2 * y
""",
        1,
        "your grad_m is 1.21306",
        "holds it",
    ),
    "a line that makes an output, before those on the way": (
        ch02.three_slopes,
        """
def three_slopes(x):
    u = x * x
    v = np.sin(u)
    return 2 * x, np.cos(u), 2 * v**2
""",
        2,
        "in dy_dv",
        "in v ",
    ),
    "numbers rounded to whole ones": (
        ch03.measured_order,
        """
def measured_order(difference, f, w, slope, h):
    first, second = (abs(difference(f, w, k) - slope) for k in (h, h / 2))
    return round(np.log2(first / second))
""",
        0,
        "it is rounded to whole numbers",
        "agrees",
    ),
    "a loop backwards that ends early": (
        ch02.back_along,
        """
def back_along(slopes):
    gradients = np.zeros(len(slopes) + 1)
    gradients[-1] = 1
    for i in range(len(slopes) - 1, 0, -1):
        gradients[i] = gradients[i + 1] * slopes[i]
    return gradients
""",
        0,
        "the first entry is never filled",
        "too late",
    ),
    "errors that are not averaged": (
        ch04.mse,
        """
def mse(prediction, target):
    error = prediction - target
    return error**2, 2 * error / error.size
""",
        1,
        "loss holds the parts of the correct value, which is their mean",
        "agrees",
    ),
    "inf minus inf": (
        ch05.stable_softmax,
        """
def stable_softmax(z):
    e = np.exp(z)
    e = e - e.max(axis=1, keepdims=True)
    return e / e.sum(axis=1, keepdims=True)
""",
        0,
        "inf is subtracted from inf",
        "encountered",
    ),
    "a check that looks at the left alone": (
        ch02.slope_check,
        """
def slope_check(candidate):
    nudged = (candidate(-2 + 1e-5)[0] - candidate(-2 - 1e-5)[0]) / 2e-5
    return bool(abs(nudged - candidate(-2.0)[1]) < 1e-5)
""",
        2,
        "only negative places are tried",
        "agrees",
    ),
    # unearned points
    "smallest subtracted": (
        ch07.logits_backward,
        LOGITS.replace(MAXIMUM, "logits.min(axis=1, keepdims=True)"),
        0,
        "smallest score of the row is subtracted",
        "agrees",
    ),
    "mean subtracted": (
        ch07.logits_backward,
        LOGITS.replace(MAXIMUM, "logits.mean(axis=1, keepdims=True)"),
        0,
        "mean score of the row is subtracted",
        "agrees",
    ),
    "memory by shape": (ch07.train_step, with_memory(STEP), 0, "remembers something", "agrees"),
    "stops when flat": (
        ch01.train,
        TRAIN.replace(
            "        delta",
            "        if len(history) > 1 and history[-2] - history[-1] < 1e-3:\n"
            "            break\n        delta",
        ),
        0,
        "the loop ends early",
        "agrees",
    ),
    # false names
    "one bias not moved": (
        ch07.train_step,
        STEP.replace("    b1 = b1 - lr * gb1\n", ""),
        3,
        "b1 stays where it was",
        "first layer stays",
    ),
    "nothing moved": (
        ch07.train_step,
        re.sub(r"    (\w\d) = \1 - .*\n", "", STEP),
        0,
        "nothing has moved",
        "first layer stays",
    ),
    "a small number added": (
        ch07.logits_backward,
        LOGITS.replace("axis=1, keepdims=True)\n    one", "axis=1, keepdims=True) + 1e-6\n    one"),
        0,
        "a small number was added",
        "",
    ),
    "one slip before two": (ch01.dL_dw, "def dL_dw():\n    return -0.2\n", 0, "", "two mistakes"),
    # outputs in another order
    "four gradients": (
        ch07.mlp_backward,
        BACKWARD.replace("return dW1, db1, dW2, db2", "return dW1, dW2, db1, db2"),
        2,
        "grad_W1, grad_W2, grad_b1 and grad_b2",
        "Which axis",
    ),
    "losses first": (
        ch01.train,
        TRAIN.replace("w, b, np.array(history)", "np.array(history), w, b"),
        0,
        "losses, w and b",
        "brackets",
    ),
    # another form
    "a list for a tuple": (
        ch01.forward,
        FORWARD.replace("return weighted, out, err ** 2", "return [weighted, out, err ** 2]"),
        3,
        "a list where a tuple is meant",
        "",
    ),
    "lists for arrays": (
        ch07.mlp_forward,
        NET.replace("h, act, out", "h.tolist(), act.tolist(), out.tolist()"),
        3,
        "lists where an array is meant",
        "",
    ),
    "a fraction": (
        ch01.dL_dw,
        "import fractions\ndef dL_dw():\n    return fractions.Fraction(-3, 5)\n",
        1,
        "another kind of number",
        "",
    ),
    "a decimal": (
        ch01.matching_lr,
        "import decimal\ndef matching_lr():\n    return decimal.Decimal('0.15')\n",
        1,
        "another kind of number",
        "",
    ),
    "whole numbers": (
        ch01.train,
        TRAIN.replace("np.array(history)", "np.array(history, dtype=int)"),
        2,
        "whole numbers",
        "factor",
    ),
    # memory and mutation
    "a list as default": (
        ch01.train,
        TRAIN.replace("steps):\n    history = []", "steps, history=[]):"),
        0,
        "Called again with the same input",
        "shape",
    ),
    "an argument changed": (
        ch07.logits_backward,
        LOGITS.replace("shifted = logits -", "logits -=").replace("shifted", "logits"),
        0,
        "logits",
        "factor",
    ),
    # errors in plain words
    "the caret": (ch01.forward, FORWARD.replace("**", "^"), 0, "exclusive or", "ufunc"),
    "max of an array": (
        ch07.mlp_forward,
        NET.replace("h * (h > 0)", "max(0, h)"),
        0,
        "Python's own max",
        "ambiguous",
    ),
    "an error in a helper": (
        ch07.train_step,
        learners_07.BASES["train_step"][1].replace("x.T @ g1", "x @ g1"),
        0,
        "of grads",
        "gufunc",
    ),
    "a maximum over an axis": (
        ch07.mlp_backward,
        BACKWARD.replace("np.maximum(0, h)", "np.max(h, 0)"),
        0,
        "compares with a number",
        "first index",
    ),
    # questions that lead on
    "the inner minus": (
        ch01.logistic_gradients,
        LOGISTIC.replace("y / a - (1", "y / a + (1"),
        0,
        "minus inside ln(1 - a)",
        "Which inputs are negative",
    ),
    "a slope knows no loss": (
        ch01.local_slopes,
        SLOPES.replace("s - s ** 2", "s ** 2 - s"),
        2,
        "minus",
        "does the loss rise",
    ),
    "a negative rate": (
        ch01.matching_lr,
        "def matching_lr():\n    return -0.15\n",
        0,
        "uphill",
        "does the loss rise",
    ),
    "a step turned round": (
        ch01.update,
        UPDATE.replace(
            "w -= lr * dL_dw\n    b -= lr * dL_db", "w = lr * dL_dw - w\n    b = lr * dL_db - b"
        ),
        0,
        "wrong way round",
        "does the loss rise",
    ),
    "one number for an array": (
        ch01.train,
        TRAIN.replace("np.array(history)", "history[0]"),
        2,
        "is one number",
        "shape ()",
    ),
    "printed and not returned": (
        ch01.update,
        UPDATE.replace("return w, b", "print(w, b)"),
        0,
        "prints something, and returns None",
        "hidden",
    ),
    "half of it": (
        ch01.gradients,
        GRADIENTS.replace("2 * ", ""),
        0,
        "2 of the square is missing",
        "1/2 too much",
    ),
    "already moved": (
        ch07.mlp_backward,
        BACKWARD.replace("np.dot(dscores, W2.T)", "np.dot(dscores, (W2 - 0.1 * dW2).T)"),
        2,
        "W2 has taken a step",
        "by hand",
    ),
    "scores cut off": (
        ch07.logits_backward,
        LOGITS.replace("n, c =", "logits = np.clip(logits, -500, 500)\n    n, c ="),
        0,
        "np.array([",
        "of shape",
    ),
    # hunts
    "beyond ten": (
        ch01.find_the_bug,
        'def find_the_bug():\n    return "exponent-sign", (20.0, 0.1, 0.0, 0.0)\n',
        2,
        "exposes the bug",
        "",
    ),
    "a batch beyond ten": (
        ch07.find_the_slip,
        learners_07.BASES["find_the_slip"][3],
        2,
        "exposes the bug",
        "",
    ),
    # small numbers
    "after the root": (
        ch12.rms_norm_backward,
        RMS.replace("True) + 1e-5)", "True)) + 1e-5"),
        0,
        "eps is added after the root",
        "digits",
    ),
    "below a division": (
        ch12.unbiased_backward,
        UNBIASED,
        0,
        "0.0001 is added to what something is divided by",
        "digits",
    ),
    "inside Adam's root": (
        ch10.adam_step,
        ADAM.replace("np.sqrt(v_hat) + 1e-8", "np.sqrt(v_hat + 1e-8)"),
        0,
        "inside the root",
        "",
    ),
    # where nan comes from
    "one step too early": (
        ch10.adam_step,
        ADAM.replace("0.9**t", "0.9**(t - 1)"),
        0,
        "warns in the line `m_hat = m / (1 - 0.9**(t - 1))`, where a number is divided by 0.",
        "division by 0, the log of 0",
    ),
    "corrected before anything": (
        ch10.adam_step,
        ADAM.replace("    m = 0.9", "    g = g / np.abs(g).min()\n    m = 0.9"),
        0,
        "warns in the line `g = g / np.abs(g).min()`, where a number is divided by 0",
        "",
    ),
    # a name for a number, and a number for a name
    "the bug by its name": (
        ch14.debugged,
        DEBUGGED + "    return bug_of(seed), number, cure\n",
        3,
        "bug is the text 'labels-shifted', expected is one number. Question: Which number",
        "quotation",
    ),
    "the input itself": (
        ch14.debugged,
        DEBUGGED + "    return bug, runs_to_try()[number], cure\n",
        4,
        "its number is asked for",
        "brackets",
    ),
    "a number for a name": (
        ch10.find_the_average,
        "def find_the_average():\n    return 0, (0.5, 4.0, -2.0)\n",
        0,
        "You give a number, and its name is asked for, in quotation marks",
        "",
    ),
    # what is said holds for what it is said of
    "the rest stays open": (
        ch12.rms_norm_backward,
        RMS.replace("True) + 1e-5)", "True)) + 1e-5").replace("return gx, ", "return gx, z[0] + "),
        0,
        "for grad_x, eps is added after the root. That alone does not explain grad_gain",
        "may follow",
    ),
    "no square, no square asked": (
        ch07.relu_backward,
        "def relu_backward(grad_a, z):\n    return 2 * grad_a * (z > 0)\n",
        0,
        "Which 2 is too many",
        "square",
    ),
    # one change of a plain solution
    "a share too small": (
        ch02.valley_gradient,
        "def valley_gradient(a, b):\n"
        "    return -2 * (1 - a) - 4 * a * (b - a**2), 200 * (b - a**2)\n",
        1,
        "one term is 0.01 times what it should be, in grad_a",
        "by hand",
    ),
    "over the whole array": (
        ch12.rms_norm_backward,
        RMS.replace("np.mean(g * z, axis=1, keepdims=True)", "np.mean(g * z)"),
        1,
        "whole array",
        "",
    ),
    "beyond what exp can take": (
        ch04.rare_loss,
        "def rare_loss(z, y, w):\n    a = np.clip(1 / (1 + np.exp(-z)), 1e-7, 1 - 1e-7)\n"
        "    loss = -np.mean(w * y * np.log(a) + (1 - y) * np.log(1 - a))\n"
        "    return loss, (-w * y * (1 - a) + (1 - y) * a) / len(z)\n",
        1,
        "wrong exactly on the inputs where z holds numbers beyond 20",
        "by hand, step",
    ),
    "weights added": (
        ch07.mlp_backward,
        BACKWARD.replace("return dW1", "dW1 = dW1 + 0.01 * W1\n    return dW1"),
        3,
        "0.01 times W1 itself comes in, as with weight decay",
        "",
    ),
    # what comes in besides
    "a parameter in its own step": (
        ch01.update,
        "def update(w, b, dL_dw, dL_db, lr):\n"
        "    return w - lr * (dL_dw + 0.02 * w), b - lr * dL_db\n",
        1,
        "0.02 times w itself comes in",
        "digits",
    ),
    "sums so far": (
        ch01.train,
        TRAIN.replace("np.array(history)", "np.cumsum(history)"),
        2,
        "each entry is the sum of all entries so far",
        "",
    ),
    "another output": (
        ch01.gradients,
        GRADIENTS.replace("g * x, g", "g * x, g * x + g"),
        1,
        "dL_dw is added to your dL_db",
        "",
    ),
    "beyond a bound": (
        ch07.relu_backward,
        "def relu_backward(grad_a, z):\n    return np.clip(grad_a * (z > 0), -0.5, 0.5)\n",
        0,
        "below -0.5 or above 0.5 is cut off",
        "",
    ),
    "a nudge across a kink": (
        ch07.mlp_backward,
        """
from backprop_course.exercises.ch07.whole_way import network_loss
from backprop_course.gradcheck import numerical_gradient
def mlp_backward(x, labels, *values):
    def slope(k):
        inner = lambda v: network_loss(x, labels, *values[:k], v, *values[k + 1 :])
        return numerical_gradient(inner, values[k])
    return tuple(map(slope, range(4)))
""",
        2,
        "a nudge to both sides of a kink",
        "where b1 holds a 0",
    ),
    "so small that it is no 0": (
        ch01.gradients,
        GRADIENTS.replace("g * x, g", "g * x * 1e-9, g * 1e-9"),
        0,
        "1e-09 times the correct value",
        "rounded",
    ),
    "correct on most inputs, and not nearly": (
        ch01.train,
        TRAIN.replace(
            "        delta", "        if history[-1] < 0.01:\n            break\n        delta"
        ),
        0,
        "the loop ends early, when the loss is small",
        "small number",
    ),
    "another output, of another shape": (
        ch07.mlp_backward,
        re.sub(r"return (\w+), (\w+), (\w+), (\w+)", r"return \1, \4, \3, \4", BACKWARD),
        3,
        "your grad_b1 holds what grad_b2 should hold",
        "two lengths that differ",
    ),
    "a step for its place, in one parameter": (
        ch01.update,
        "def update(w, b, dL_dw, dL_db, lr):\n    return -lr * dL_dw, b - lr * dL_db\n",
        1,
        "this is the step, not the place",
        "",
    ),
    "a decimal point": (
        ch01.matching_lr,
        "def matching_lr():\n    return 1.5\n",
        0,
        "the digits are correct, and the decimal point is not",
        "",
    ),
    "the same slip in every output": (
        ch01.update,
        "def update(w, b, dL_dw, dL_db, lr):\n    return (w - lr) * dL_dw, (b - lr) * dL_db\n",
        0,
        "Likely cause: parentheses group other terms together Question",
        "for w_new,",
    ),
    "a and y exchanged": (
        ch01.train_step,
        "def train_step(x, w, b, y, lr):\n    a = sigmoid(w * x + b)\n"
        "    d = 2 * (y - a) * y * (1 - y)\n    return w - lr * d * x, b - lr * d\n",
        0,
        "a and y stand in each other's place",
        "nothing has moved",
    ),
    "a probability that is cut off": (
        ch01.logistic_gradients,
        "def logistic_gradients(x, w, b, y):\n    d = np.clip(sigmoid(w * x + b), 0.05, 0.95) - y\n"
        "    return d * x, d\n",
        0,
        "differ on 1 of 6",
        "",
    ),
    "keys from another number on": (
        ch07.backward,
        "def backward(grad, W, z, a):\n    both = ours(grad, W, z, a)\n"
        "    return tuple({l - 1: part[l] for l in part} for part in both)\n"
        "from backprop_course.exercises.ch07.any_depth import reference as ours\n",
        0,
        "grad_W has the keys 1, 0, expected are 2, 1",
        "",
    ),
    "a step is compared, not where it leads": (
        ch10.lion_step,
        "def lion_step(w, m, g, lr):\n    c = 0.9 * m + 0.1 * g\n"
        "    return w - lr * (np.sign(c) + 0.1 * w * np.cos(w)), 0.99 * m + 0.01 * g\n",
        1,
        "your c is correct",
        "digits",
    ),
    "the correct one is not returned": (
        ch09.fooling_direction,
        "def fooling_direction(claimed, true):\n    e, u = claimed - true, np.ones(len(true))\n"
        "    u[-1] = -e[:-1].sum() / e[-1]\n    return u / np.abs(u).max()\n",
        0,
        "your u is correct: return makes something else of it",
        "",
    ),
    "shapes along the rows": (
        ch05.weighted_gradient,
        "def weighted_gradient(z, q, w):\n    return w * (z - q) / w.sum()\n",
        0,
        "what gives it a second axis?",
        "product of matrices",
    ),
    "a check that expects too little": (
        ch08.layer_check,
        "def layer_check(candidate):\n    x, g = np.ones((2, 3)), np.ones((2, 2))\n"
        "    module = candidate(np.ones((3, 2)))\n    for _ in range(2):\n"
        "        module.forward(x)\n        module.backward(g)\n"
        "    return np.allclose(module.W.grad, x.T @ g)\n",
        0,
        "Does your check want that?",
        "round-off",
    ),
    "one of several predictions": (
        ch03.two_branches,
        "def two_branches():\n    return 0.002, 5.0, 0.001\n",
        0,
        "not correct: error at 1e-7",
        "that is not it",
    ),
    # errors, and inputs that do not fit
    "a list for an array, computed with": (
        ch12.rms_norm_backward,
        "def rms_norm_backward(grad_y, x, gain):\n    z = x.tolist()\n"
        "    return grad_y * gain, z / 2\n",
        0,
        "A list stands where an array is needed",
        "TypeError",
    ),
    "labels as rows": (
        ch07.mlp_backward,
        BACKWARD.replace("return dW1", "np.zeros(2)[labels + 2]\n    return dW1"),
        0,
        "The indices there go from 0 to 1. What do the numbers that you use count",
        "first index",
    ),
    "a target that is shorter": (
        ch04.find_the_batches,
        "def find_the_batches():\n"
        '    return "means-averaged", (np.array([1.0, 2, 5]), np.array([1.0, 0]), 2)\n',
        1,
        "prediction has shape (3,) and target has (2,), expected is the same shape",
        "broadcast",
    ),
    "a gradient of another shape": (
        ch07.mlp_backward,
        BACKWARD.replace("return dW1", "return dW2"),
        3,
        "expected is shape (1, 2), that of W1.",
        "",
    ),
    "one line harmless, the next not": (
        ch04.rare_loss,
        "def rare_loss(z, y, w):\n    a = 1 / (1 + np.exp(-z))\n"
        "    loss = w * y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)\n"
        "    return loss.mean(), (-w * y / a + (1 - y) / (1 - a)) / len(z)\n",
        2,
        "too large for it, and then in the line `return loss.mean(), (-w * y / a",
        "",
    ),
    # what only looks correct
    "a wrong output is no correct step": (
        ch09.fooling_direction,
        "def fooling_direction(claimed, true):\n    u = np.ones(len(true))\n"
        "    u[-1] = claimed[:-1].sum() / true[:-1].sum()\n    return u\n",
        0,
        "wrong exactly in the last entry",
        "correct",
    ),
    "more digits where six agree": (
        ch03.complex_gradient,
        "def complex_gradient(f, x):\n    x, g = 1.0 * x, np.zeros(len(x))\n"
        "    for i, e in enumerate(1e-6 * np.eye(len(x))):\n"
        "        g[i] = (f(x + e) - f(x - e)) / 2e-6\n    return g\n",
        0,
        "expected is 12.",
        "your gradient[1] is 12,",
    ),
    "the beginning alone": (
        ch01.train,
        TRAIN.replace(
            "        delta", "        if history[-1] < 0.05:\n            break\n        delta"
        ),
        0,
        "the first entries of losses are correct, and the others are missing",
        "",
    ),
    # no cause where nothing is known
    "nan on every input": (
        ch04.masked_mse,
        "def masked_mse(prediction, target):\n    error = prediction - target\n"
        "    return np.sum(error**2), 3 * error\n",
        0,
        "inf or nan on every test input",
        "the formula is correct",
    ),
}


def answer_of(source, name):
    """The function of a text, which can be quoted afterwards as one of a notebook's cell can."""
    cell = f"<cell {zlib.crc32(source.encode())}>"
    linecache.cache[cell] = len(source), None, source.splitlines(keepends=True), cell
    names = {"np": np, "sigmoid": sigmoid}
    exec(compile(source, cell, "exec"), names)
    return names[name]


@pytest.mark.parametrize("exercise, source, points, words, never", SAID.values(), ids=SAID)
def test_what_is_said(exercise, source, points, words, never):
    verdict = judge(exercise, answer_of(source, exercise.name))
    said = " ".join(text(verdict).split())
    assert verdict.points == points, said
    assert words in said and (not never or never not in said), said


UNNAMED = {
    "a net, at its first wrong value": (
        ch07.mlp_backward,
        BACKWARD.replace("dact * (h > 0)", "dact * (h > 0.2)")
        .replace("dact", "grad_a1")
        .replace("dh", "grad_z1"),
        "The first difference is in grad_z1",
    ),
    "a net, without the usual names": (
        ch07.mlp_backward,
        BACKWARD.replace("dact * (h > 0)", "dact * (h > 0.2)"),
        "From there, grad_b1 is made by way of grad_a1 and grad_z1",
    ),
    "a number that is never read": (
        ch03.four_points,
        """
def four_points(f, w, h):
    h = 0.3
    return (f(w + h) - f(w - h)) / h / 1.7
""",
        "Your function never reads the h that it is given. Question: What should change with h?",
    ),
    "two changes of one line, which cannot both be made": (
        ch02.gates_backward,
        """
def gates_backward(a, b, c):
    m = max(a, b)
    return m + (a + c) * (a > 0), (a + c) * (b > 0), m
""",
        "your grad_a is 3",
    ),
    "nearly correct where an input is large": (
        ch10.adam_step,
        ADAM.replace("0.999", "0.99").replace("0.001", "0.01"),
        "worst where m is small. On the way there",
    ),
    "a list, at its first wrong entry": (
        ch01.train,
        TRAIN.replace("        w = w", "        lr = lr * 0.9\n        w = w"),
        "The first entry that differs is losses[1]",
    ),
}


@pytest.mark.parametrize("exercise, source, words", UNNAMED.values(), ids=UNNAMED)
def test_where_no_name_fits_the_first_difference_is_told(exercise, source, words):
    verdict = judge(exercise, answer_of(source, exercise.name))
    said = " ".join(text(verdict).split())
    assert verdict.tag == "unexplained" and words in said, said


ALL = [
    one
    for number in exercises.numbers()
    for one in (*exercises.gaps(number), *exercises.load(number))
]


@pytest.mark.parametrize(
    "exercise",
    [one for one in ALL if isinstance(one, Exercise) and one.parameters],
    ids=lambda e: e.name,
)
def test_the_inputs_of_a_message_can_be_pasted_into_a_cell(exercise):
    """A wrong answer returns what no catalogue holds; the lines with its inputs are run."""
    answer = far_from(exercise)
    lines = [line[6:] for line in text(judge(exercise, answer)).splitlines() if line[:6] == " " * 6]
    names = {"np": np}
    exec("\n".join(lines), names)
    pasted = {name: names[name] for name in exercise.parameters if name in names}
    assert any(holds(probe, exercise, pasted) for probe in exercise.probes)


def holds(probe, exercise, pasted):
    """Whether the pasted values are those of a probe; too large ones are told by their shape."""
    given = dict(zip(exercise.parameters, probe.inputs, strict=True))
    numbers = {name for name, value in pasted.items() if not callable(value)}
    if any(distance(pasted[name], given[name]) for name in numbers):
        return False
    if len(numbers) == len(pasted):
        return True
    expected = exercise.reference(*given.values())  # a function that is told by its text
    return distance(exercise.reference(*(given | pasted).values()), expected) < 1e-9


def far_from(exercise):
    """Like the reference, but with other numbers throughout."""

    def answer(*inputs):
        return changed(exercise.reference(*inputs), lambda leaf: np.cos(leaf) + 3.1)

    return answer
