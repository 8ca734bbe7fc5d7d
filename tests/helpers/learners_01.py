"""Answers to the exercises of lesson 01 as learners write them, made without the catalogue.

BASES are correct answers in different hands; SLIPS change one of them in one or two places.  A slip
is (number of the base, what stands there, what the learner wrote, the tag that is true of it): with
"" no tag is, and only a message without a name is honest.
"""

BASES = {
    "dL_dw": ["def dL_dw():\n    return -0.6\n", "def dL_dw():\n    return np.array(-0.6)\n"],
    "forward": [
        """
def forward(x, w, b, y):
    weighted = x * w + b
    out = 1 / (1 + np.exp(-weighted))
    err = out - y
    return weighted, out, err ** 2
""",
        """
def forward(x, w, b, y):
    z = np.dot([x, 1.0], [w, b])
    a = sigmoid(z)
    loss = np.mean(np.square(y - a))
    return z, a, loss
""",
        """
import math
def forward(x, w, b, y):
    z = sum([w * x, b])
    if z >= 0:
        a = 1 / (1 + math.exp(-z))
    else:
        a = math.exp(z) / (math.exp(z) + 1)
    return [z, a, (y - a) * (y - a)]
""",
        """
def forward(x, w, b, y):
    z = np.float32(w * x + b)
    a = np.float32(1 / (1 + np.exp(-z)))
    return z, a, (a - np.float32(y)) ** 2
""",
    ],
    "local_slopes": [
        """
def local_slopes(x, w, b, y):
    pre = w * x + b
    s = 1 / (1 + np.exp(-pre))
    d1 = 2 * s - 2 * y
    d2 = s - s ** 2
    d3 = x
    return d1, d2, d3
""",
        """
def local_slopes(x, w, b, y):
    z = w * x + b
    a = sigmoid(z)
    return -2 * (y - a), np.exp(-z) / (1 + np.exp(-z)) ** 2, x
""",
        """
def local_slopes(x, w, b, y):
    a = sigmoid(w * x + b)
    return np.array([2 * (a - y), a * (1 - a), x])
""",
        """
def local_slopes(x, w, b, y):
    z = w * x + b
    h = 1e-20
    def sig(t):
        return 1 / (1 + np.exp(-t))
    a = sig(z)
    return ((a + 1j * h - y) ** 2).imag / h, sig(z + 1j * h).imag / h, ((w + 1j * h) * x).imag / h
""",
    ],
    "gradients": [
        """
def gradients(x, w, b, y):
    h = w * x + b
    out = sigmoid(h)
    g = 2 * (out - y)
    g = g * out * (1 - out)
    return g * x, g
""",
        """
def gradients(x, w, b, y):
    a = 1 / (1 + np.exp(-(w * x + b)))
    chain_w = [2 * (a - y), a * (1 - a), x]
    chain_b = [2 * (a - y), a * (1 - a), 1]
    return np.prod(chain_w), np.prod(chain_b)
""",
        """
def gradients(x, w, b, y):
    a = sigmoid(w * x + b)
    theta = np.array([x, 1.0])
    return tuple(-2 * (y - a) * (a - a * a) * theta)
""",
        """
def gradients(x, w, b, y):
    def loss(w, b):
        return (1 / (1 + np.exp(-(w * x + b))) - y) ** 2
    h = 1e-20
    return loss(w + h * 1j, b).imag / h, loss(w, b + h * 1j).imag / h
""",
    ],
    "matching_lr": [
        "def matching_lr():\n    return 0.15\n",
        "from fractions import Fraction\ndef matching_lr():\n    return Fraction(3, 20)\n",
        "def matching_lr():\n    half_rate = 0.3\n    return 0.5 * half_rate\n",
    ],
    "update": [
        """
def update(w, b, dL_dw, dL_db, lr):
    w -= lr * dL_dw
    b -= lr * dL_db
    return w, b
""",
        """
def update(w, b, dL_dw, dL_db, lr):
    new = []
    for value, grad in zip([w, b], [dL_dw, dL_db]):
        step = lr * grad
        new.append(value - step)
    return tuple(new)
""",
        """
def update(w, b, dL_dw, dL_db, lr):
    old = np.array([w, b])
    grad = np.array([dL_dw, dL_db])
    return old + -lr * grad
""",
    ],
    "logistic_gradients": [
        """
def logistic_gradients(x, w, b, y):
    p = 1 / (1 + np.exp(-(w * x + b)))
    err = p - y
    return err * x, err
""",
        """
def logistic_gradients(x, w, b, y):
    a = sigmoid(w * x + b)
    outer = -(y / a - (1 - y) / (1 - a))
    middle = a * (1 - a)
    return outer * middle * x, outer * middle
""",
        """
def logistic_gradients(x, w, b, y):
    p = sigmoid(w * x + b)
    if y == 1:
        e = p - 1
    else:
        e = p
    return x * e, e
""",
    ],
    "find_the_bug": [
        'def find_the_bug():\n    return "exponent-sign", (1.0, 1.0, 0.5, 0.0)\n',
        'def find_the_bug():\n    return ["exponent-sign", [2, -3, 1, 0]]\n',
        'def find_the_bug():\n    return "exponent-sign", np.array([20.0, 0.1, 0.0, 0.0])\n',
        "def find_the_bug():\n    x, w, b, y = 0.5, 2.0, -2.0, 1.0\n"
        '    return "exponent-sign", (x, w, b, y)\n',
    ],
    "train": [
        """
def train(x, w, b, y, lr, steps):
    history = []
    for step in range(steps):
        out = sigmoid(w * x + b)
        history.append((out - y) ** 2)
        delta = 2 * (out - y) * out * (1 - out)
        w = w - lr * delta * x
        b = b - lr * delta
    return w, b, np.array(history)
""",
        """
def train(x, w, b, y, lr, steps):
    def loss_and_slope(w, b):
        a = 1 / (1 + np.exp(-(w * x + b)))
        return (a - y) ** 2, 2 * (a - y) * (a - a ** 2)
    losses = np.empty(steps)
    for i in range(steps):
        losses[i], g = loss_and_slope(w, b)
        w, b = w - lr * g * x, b - lr * g
    return w, b, losses
""",
        """
def train(x, w, b, y, lr, steps):
    k, losses = 0, []
    while k < steps:
        a = sigmoid(w * x + b)
        losses += [float(np.square(y - a))]
        g = -2 * (y - a) * a * (1 - a)
        w -= lr * g * x
        b -= lr * g
        k += 1
    return w, b, losses
""",
        """
def train(x, w, b, y, lr, steps):
    if steps == 0:
        return w, b, np.array([])
    a = sigmoid(w * x + b)
    g = 2 * (a - y) * a * (1 - a)
    w2, b2, rest = train(x, w - lr * g * x, b - lr * g, y, lr, steps - 1)
    return w2, b2, np.concatenate([[(a - y) ** 2], rest])
""",
    ],
}
SLIPS = {
    "dL_dw": [
        (0, "-0.6", "0.6", "predict.sign"),
        (0, "-0.6", "0.2", "predict.missing-input"),
        (0, "-0.6", "-0.3", "predict.missing-two"),
        (0, "-0.6", "-2.4", "predict.missing-sigmoid-slope"),
        (0, "-0.6", "0.8", "predict.outer-only"),
        (0, "-0.6", "0.42", "predict.bias-for-input"),
        (0, "-0.6", "-0.75", "predict.label-missing"),
        (0, "-0.6", "-0.14", ""),
        (0, "-0.6", "0.16", "predict.loss"),
        (0, "-0.6", "-1.2", "predict.value-for-slope"),
        (0, "-0.6", "-0.15", "predict.slope-squared"),
        (0, "-0.6", "0.14", "predict.weight-for-input"),
    ],
    "forward": [
        (0, "x * w + b", "x * (w + b)", "forward.bias-times-input"),
        (0, "x * w + b", "x * w", "forward.bias-missing"),
        (0, "x * w + b", "x * w - b", "forward.bias-subtracted"),
        (0, "np.exp(-weighted)", "np.exp(weighted)", "forward.exponent-sign"),
        (0, "1 / (1 + np.exp(-weighted))", "np.tanh(weighted)", "forward.tanh"),
        (0, "1 / (1 + np.exp(-weighted))", "1 / 1 + np.exp(-weighted)", "forward.quotient-lost"),
        (0, "1 / (1 + np.exp(-weighted))", "np.exp(-weighted)", "forward.falling-exponential"),
        (0, "err ** 2", "err * 2", "forward.slope-for-loss"),
        (0, "err ** 2", "abs(err)", "forward.absolute"),
        (0, "err ** 2", "0.5 * err ** 2", "forward.half-loss"),
        (0, "err ** 2", "err ^ 2", "raised.caret"),
        (0, "out - y", "weighted - y", "forward.loss-of-z"),
        (0, "weighted, out, err ** 2", "err ** 2, out, weighted", "exchanged"),
        (0, "weighted, out, err ** 2", "out, err ** 2", "structure.count"),
        (0, "    return weighted", "    print(weighted, out, err)\n    weighted", "returned-none"),
        (1, "(y - a)", "(y - z)", "forward.loss-of-z"),
        (1, "np.mean(np.square(y - a))", "y - a", "forward.not-squared-reversed"),
        (1, "sigmoid(z)", "sigmoid(sigmoid(z))", "forward.sigmoid-twice"),
        (2, "(y - a) * (y - a)", "(y - a) * y - a", ""),
        (2, "math.exp(-z)", "math.exp(z)", ""),
        (1, "np.mean(np.square(y - a))", "round((y - a) ** 2, 3)", "rounded"),
    ],
    "local_slopes": [
        (0, "2 * s - 2 * y", "2 * s - y", "near-miss.grouping"),
        (0, "2 * s - 2 * y", "s - y", "slopes.missing-two"),
        (0, "2 * s - 2 * y", "2 * y - 2 * s", "slopes.difference-reversed"),
        (0, "2 * s - 2 * y", "(s - y) ** 2", "slopes.loss-for-slope"),
        (0, "s - s ** 2", "s", "slopes.value-for-slope"),
        (0, "s - s ** 2", "1 - s ** 2", "slopes.tanh-slope"),
        (0, "s - s ** 2", "s * (s - 1)", "slopes.minus-turned"),
        (0, "s - s ** 2", "pre * (1 - pre)", "slopes.output-form-at-z"),
        (0, "d3 = x", "d3 = w", "slopes.weight-for-input"),
        (0, "d3 = x", "d3 = 1", "slopes.missing-input"),
        (0, "d3 = x", "d3 = w * x", "slopes.product-for-input"),
        (0, "d3 = x", "d3 = d1 * d2 * x", "slopes.product-at-the-end"),
        (0, "d1, d2, d3", "d3, d2, d1", "exchanged"),
        (1, "np.exp(-z) / (1", "np.exp(z) / (1", "slopes.slope-exponent"),
        (1, "(1 + np.exp(-z)) ** 2", "(1 + np.exp(-z))", "slopes.one-factor-of-slope"),
        (1, "np.exp(-z) /", "-np.exp(-z) /", "slopes.minus-turned"),
        (2, "a * (1 - a)", "sigmoid(a) * (1 - sigmoid(a))", "slopes.slope-at-a"),
    ],
    "gradients": [
        (0, "g * out * (1 - out)", "g * out", "neuron.value-for-slope"),
        (0, "    g = g * out * (1 - out)\n", "", "neuron.missing-sigmoid-slope"),
        (0, "g * out * (1 - out)", "g * (1 - out ** 2)", "neuron.tanh-slope"),
        (0, "g = 2 * (out - y)", "g = (out - y)", "neuron.missing-two"),
        (0, "g = 2 * (out - y)", "g = 2 * (y - out)", "neuron.sign"),
        (0, "return g * x, g", "return g * w, g", "neuron.weight-for-input"),
        (0, "return g * x, g", "return g * x, g * x", "neuron.input-on-bias"),
        (0, "return g * x, g", "return g, g", "neuron.missing-input"),
        (0, "return g * x, g", "return g, g * x", "exchanged"),
        (0, "return g * x, g", "return g * x, g * b", "neuron.bias-on-bias"),
        (0, "return g * x, g", "return g * x, 1", "neuron.bias-is-one"),
        (0, "return g * x, g", "return g * x, 0", "neuron.bias-gradient-zero"),
        (0, "w * x + b", "w * x", "neuron.bias-missing"),
        (0, "g = 2 * (out - y)", "g = 2 * (h - y)", "neuron.difference-of-z"),
        (0, "g * out * (1 - out)", "g * h * (1 - h)", "neuron.output-form-at-z"),
        (
            1,
            "np.prod(chain_w), np.prod(chain_b)",
            "sum(chain_w), sum(chain_b)",
            "neuron.slopes-added",
        ),
        (2, "tuple(-2 * (y - a)", "tuple(2 * (y - a)", "neuron.sign"),
        (0, "return g * x, g", "return x / g, g", ""),
        (0, "g = 2 * (out - y)", "g = (out - y) ** 2", "neuron.loss-for-slope"),
    ],
    "matching_lr": [
        (0, "0.15", "0.6", "half.turned-round"),
        (0, "0.15", "0.3", "half.unchanged"),
        (0, "0.15", "0.09", "half.squared"),
        (0, "0.15", "0.075", "half.twice"),
        (0, "0.15", "1.2", "half.quadrupled"),
        (0, "0.15", "-0.15", "half.negative"),
    ],
    "update": [
        (
            0,
            "w -= lr * dL_dw\n    b -= lr * dL_db",
            "w += lr * dL_dw\n    b += lr * dL_db",
            "update.uphill",
        ),
        (0, "w -= lr * dL_dw", "w -= dL_dw", "update.weight-without-rate"),
        (0, "w -= lr * dL_dw\n    b -= lr * dL_db", "w -= dL_dw\n    b -= dL_db", "update.no-rate"),
        (0, "b -= lr * dL_db", "b -= lr * dL_dw", "update.bias-with-weight-gradient"),
        (
            0,
            "w -= lr * dL_dw\n    b -= lr * dL_db",
            "w -= lr * dL_db\n    b -= lr * dL_dw",
            "update.gradients-exchanged",
        ),
        (
            0,
            "w -= lr * dL_dw\n    b -= lr * dL_db",
            "w = lr * dL_dw\n    b = lr * dL_db",
            "update.step-for-place",
        ),
        (
            0,
            "w -= lr * dL_dw\n    b -= lr * dL_db",
            "w = -lr * dL_dw\n    b = -lr * dL_db",
            "update.step-only",
        ),
        (0, "b -= lr * dL_db", "b = b", "update.bias-kept"),
        (0, "return w, b", "return b, w", "exchanged"),
        (0, "w -= lr * dL_dw", "w *= lr * dL_dw", "near-miss.sign"),
        (
            0,
            "w -= lr * dL_dw\n    b -= lr * dL_db",
            "w -= dL_dw / lr\n    b -= dL_db / lr",
            "update.rate-divides",
        ),
        (1, "step = lr * grad", "step = lr * value", "near-miss.name + near-miss.name"),
        (1, "step = lr * grad", "step = 0.1 * grad", "update.fixed-rate"),
        (1, "step = lr * grad", "step = lr * np.sign(grad)", "update.sign-of-slope"),
        (1, "value - step", "step - value", "update.step-reversed"),
        (1, "return tuple(new)", "return new[0]", "structure.tuple"),
        (1, "new = []", "new = [w, b]", "structure.count"),
    ],
    "logistic_gradients": [
        (0, "err = p - y", "err = (p - y) * p * (1 - p)", "logistic.slope-kept"),
        (0, "err = p - y", "err = y - p", "logistic.difference-reversed"),
        (0, "err = p - y", "err = 2 * (p - y)", "logistic.extra-two"),
        (0, "return err * x, err", "return err, err * x", "exchanged"),
        (0, "return err * x, err", "return err * w, err", "logistic.weight-for-input"),
        (0, "return err * x, err", "return err, err", "logistic.missing-input"),
        (0, "w * x + b", "w * x", "logistic.bias-missing"),
        (0, "err = p - y", "err = p", "logistic.label-missing"),
        (0, "1 / (1 + np.exp(-(w * x + b)))", "w * x + b", "logistic.z-for-a"),
        (1, "-(y / a - (1 - y) / (1 - a))", "-(y / a + (1 - y) / (1 - a))", "logistic.inner-minus"),
        (
            1,
            "-(y / a - (1 - y) / (1 - a))",
            "y / a - (1 - y) / (1 - a)",
            "logistic.difference-reversed",
        ),
        (1, "-(y / a - (1 - y) / (1 - a))", "-y / a", "logistic.only-label-one"),
        (1, "a * (1 - a)", "1", "logistic.missing-sigmoid-slope"),
        (
            1,
            "-(y / a - (1 - y) / (1 - a))",
            "-y * np.log(a) - (1 - y) * np.log(1 - a)",
            "logistic.logarithms-kept",
        ),
        (2, "e = p - 1", "e = 1 - p", "logistic.first-minus"),
        (2, "e = p\n", "e = 1 - p\n", "logistic.zero-turned-round"),
        (2, "e = p - 1", "e = -1", ""),
    ],
    "find_the_bug": [
        (0, '"exponent-sign"', '"missing-slope"', "find_the_bug.missing-slope"),
        (0, '"exponent-sign"', '"missing-two"', "find_the_bug.missing-two"),
        (0, "(1.0, 1.0, 0.5, 0.0)", "(0.5, 2.0, -1.0, 1.0)", "find_the_bug.blind-input"),
        (0, "(1.0, 1.0, 0.5, 0.0)", "(0.0, 0.0, 0.0, 0.0)", "find_the_bug.blind-input"),
        (0, ", (1.0, 1.0, 0.5, 0.0)", "", "hunt.answer"),
        (0, '"exponent-sign"', '"exponent sign"', "hunt.answer"),
        (0, "(1.0, 1.0, 0.5, 0.0)", "(1.0, 1.0)", "hunt.input"),
        (0, "(1.0, 1.0, 0.5, 0.0)", "1.0, 1.0, 0.5, 0.0", "hunt.answer"),
    ],
    "train": [
        (0, "range(steps)", "range(steps - 1)", "train.one-round-fewer"),
        (0, "range(steps)", "range(1, steps)", "train.one-round-fewer"),
        (0, "range(steps)", "range(steps + 1)", "train.one-round-more"),
        (0, "range(steps)", "range(1)", "train.return-in-loop"),
        (0, "w = w - lr * delta * x\n", "w = w + lr * delta * x\n", "train.weight-uphill"),
        (0, "2 * (out - y)", "(out - y)", "train.half-step"),
        (0, "2 * (out - y)", "2 * (y - out)", "train.uphill"),
        (0, "* out * (1 - out)", "", "train.missing-sigmoid-slope"),
        (0, "* out * (1 - out)", "* out", "train.value-for-slope"),
        (0, "lr * delta * x", "lr * delta", "train.weight-with-bias-gradient"),
        (0, "lr * delta * x", "lr * delta * w", "train.weight-for-input"),
        (0, "lr * delta * x", "delta * x", "train.weight-without-rate"),
        (0, "        b = b - lr * delta\n", "", "train.bias-kept"),
        (0, "    history = []\n    for", "    for", "raised.NameError"),
        (0, "    return w", "        return w", "train.return-in-loop"),
        (0, "history.append((out - y) ** 2)", "history.append(out)", "train.value-for-loss"),
        (0, "history.append((out - y) ** 2)", "history.append(out - y)", "train.not-squared"),
        (0, "history.append((out - y) ** 2)", "history = [(out - y) ** 2]", "train.list-made-anew"),
        (0, "w, b, np.array(history)", "np.array(history), w, b", "exchanged"),
        (0, "w, b, np.array(history)", "w, b, history[-1]", "train.last-loss"),
        (0, "w, b, np.array(history)", "w, b", "structure.count"),
        (
            0,
            "def train(x, w, b, y, lr, steps):\n    history = []",
            "history = []\ndef train(x, w, b, y, lr, steps):",
            "remembers",
        ),
        (1, "np.empty(steps)", "np.zeros(steps, dtype=int)", "integers"),
        (
            1,
            "losses[i], g = loss_and_slope(w, b)\n        w, b = w - lr * g * x, b - lr * g",
            "_, g = loss_and_slope(w, b)\n        w, b = w - lr * g * x, b - lr * g\n"
            "        losses[i] = loss_and_slope(w, b)[0]",
            "train.loss-after-step",
        ),
        (
            1,
            "w, b = w - lr * g * x, b - lr * g",
            "w = w - lr * g * x\n        g = loss_and_slope(w, b)[1]\n        b = b - lr * g",
            "train.weight-first",
        ),
        (1, "losses[i], g", "losses[0], g", ""),
        (
            1,
            "    for i in range(steps):\n        losses[i], g = loss_and_slope(w, b)\n",
            "    _, g = loss_and_slope(w, b)\n    for i in range(steps):\n"
            "        losses[i], _ = loss_and_slope(w, b)\n",
            "train.gradient-once",
        ),
        (
            1,
            "loss_and_slope(w, b)\n        w",
            "loss_and_slope(w, 0)\n        w",
            "train.bias-missing",
        ),
        (2, "        k += 1\n", "", "raised.out-of-time"),
        (2, "np.square(y - a)", "y - a", "train.not-squared-reversed"),
        (2, "-2 * (y - a)", "2 * (y - a)", "train.uphill"),
        (
            2,
            "        w -= lr * g * x\n        b -= lr * g\n",
            "        w -= lr * g * x\n        b -= lr * g\n        lr *= 0.9\n",
            "",
        ),
    ],
}
