"""Answers to the exercises of lesson 07 as learners write them, made without the catalogue.

BASES are correct answers in different hands; SLIPS change one of them in one or two places.  A slip
is (number of the base, what stands there, what the learner wrote, the tag that is true of it): with
"" no tag is, and only a message without a name is honest.
"""

BASES = {
    "count_parameters": [
        "def count_parameters():\n    return 9610\n",
        "def count_parameters():\n    sizes = [64, 128, 10]\n"
        "    return sum(m * n + n for m, n in zip(sizes, sizes[1:]))\n",
        "def count_parameters():\n    W1 = np.zeros((64, 128))\n    W2 = np.zeros((128, 10))\n"
        "    return W1.size + 128 + W2.size + 10\n",
    ],
    "mlp_forward": [
        """
def mlp_forward(x, W1, b1, W2, b2):
    h = np.dot(x, W1) + b1
    act = h * (h > 0)
    out = np.dot(act, W2) + b2
    return h, act, out
""",
        """
def mlp_forward(x, W1, b1, W2, b2):
    z1 = np.array([row @ W1 + b1 for row in x])
    a1 = np.where(z1 > 0, z1, 0)
    return z1, a1, np.stack([row @ W2 + b2 for row in a1])
""",
        """
def mlp_forward(x, W1, b1, W2, b2):
    n, d = x.shape
    hidden = W1.shape[1]
    z1 = np.zeros((n, hidden))
    for i in range(n):
        for j in range(hidden):
            for k in range(d):
                z1[i, j] += x[i, k] * W1[k, j]
            z1[i, j] += b1[j]
    a1 = np.maximum(0, z1)
    logits = np.einsum("ih,hc->ic", a1, W2) + b2[None, :]
    return (z1, a1, logits)
""",
        """
def mlp_forward(x, W1, b1, W2, b2):
    z1 = x.astype(np.float32) @ W1.astype(np.float32) + b1.astype(np.float32)
    a1 = np.clip(z1, 0, None)
    return z1, a1, a1 @ W2.astype(np.float32) + b2.astype(np.float32)
""",
        """
def mlp_forward(x, W1, b1, W2, b2):
    z1 = (W1.T @ x.T + b1[:, None]).T
    a1 = (z1 + np.abs(z1)) / 2
    return [z1.tolist(), a1.tolist(), (a1 @ W2 + b2).tolist()]
""",
    ],
    "linear_backward": [
        """
def linear_backward(grad_y, x, W):
    dx = np.dot(grad_y, W.T)
    dW = np.dot(x.T, grad_y)
    db = np.sum(grad_y, axis=0)
    return dx, dW, db
""",
        """
def linear_backward(grad_y, x, W):
    gx = np.zeros(x.shape)
    gW = np.zeros(W.shape)
    gb = np.zeros(W.shape[1])
    for i in range(len(x)):
        gx[i] = W @ grad_y[i]
        gW += np.outer(x[i], grad_y[i])
        gb += grad_y[i]
    return gx, gW, gb
""",
        """
def linear_backward(grad_y, x, W):
    return (np.einsum("nk,dk->nd", grad_y, W), np.einsum("nd,nk->dk", x, grad_y),
            np.einsum("nk->k", grad_y))
""",
        """
def linear_backward(grad_y, x, W):
    ones = np.ones((len(x), 1))
    both = np.hstack([x, ones]).T @ grad_y
    return (W @ grad_y.T).T, both[:-1], both[-1]
""",
    ],
    "relu_backward": [
        """
def relu_backward(grad_a, z):
    out = grad_a.copy()
    out[z <= 0] = 0
    return out
""",
        """
def relu_backward(grad_a, z):
    rows = []
    for g_row, z_row in zip(grad_a, z):
        rows.append([g if v > 0 else 0.0 for g, v in zip(g_row, z_row)])
    return np.array(rows).reshape(z.shape)
""",
        """
def relu_backward(grad_a, z):
    slope = (np.sign(z) + 1) // 2
    return np.multiply(slope, grad_a)
""",
        """
def relu_backward(grad_a, z):
    return np.where(z <= 0, 0, grad_a)
""",
    ],
    "logits_backward": [
        """
def logits_backward(logits, labels):
    n, c = logits.shape
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    e = np.exp(shifted)
    p = e / np.sum(e, axis=1, keepdims=True)
    onehot = np.zeros((n, c))
    onehot[np.arange(n), labels] = 1
    return (p - onehot) / n
""",
        """
def logits_backward(logits, labels):
    grad = np.zeros(logits.shape)
    for i in range(len(logits)):
        s = logits[i] - max(logits[i])
        p = np.exp(s) / sum(np.exp(s))
        for k in range(len(p)):
            if k == labels[i]:
                grad[i, k] = p[k] - 1
            else:
                grad[i, k] = p[k]
    return grad / len(logits)
""",
        """
def logits_backward(logits, labels):
    m = logits.max(axis=1)[:, None]
    logsum = np.log(np.exp(logits - m).sum(axis=1))[:, None] + m
    g = np.exp(logits - logsum)
    g[range(len(labels)), labels] -= 1
    g /= labels.size
    return g
""",
    ],
    "mlp_backward": [
        """
def mlp_backward(x, labels, W1, b1, W2, b2):
    N = x.shape[0]
    h = np.dot(x, W1) + b1
    act = np.maximum(0, h)
    scores = np.dot(act, W2) + b2
    ex = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    probs = ex / ex.sum(axis=1, keepdims=True)
    dscores = probs.copy()
    dscores[range(N), labels] -= 1
    dscores /= N
    dW2 = np.dot(act.T, dscores)
    db2 = np.sum(dscores, axis=0)
    dact = np.dot(dscores, W2.T)
    dh = dact * (h > 0)
    dW1 = np.dot(x.T, dh)
    db1 = np.sum(dh, axis=0)
    return dW1, db1, dW2, db2
""",
        """
def softmax_row(s):
    e = np.exp(s - s.max())
    return e / e.sum()

def mlp_backward(x, labels, W1, b1, W2, b2):
    gW1, gb1, gW2, gb2 = [np.zeros_like(v) for v in (W1, b1, W2, b2)]
    for xi, t in zip(x, labels):
        z = xi @ W1 + b1
        a = np.maximum(z, 0)
        d = softmax_row(a @ W2 + b2)
        d[t] -= 1
        gW2 += np.outer(a, d)
        gb2 += d
        back = (W2 @ d) * (z > 0)
        gW1 += np.outer(xi, back)
        gb1 += back
    return gW1 / len(x), gb1 / len(x), gW2 / len(x), gb2 / len(x)
""",
        """
def mlp_backward(x, labels, W1, b1, W2, b2):
    z1 = np.einsum("nd,dh->nh", x, W1) + b1
    a1 = np.where(z1 > 0, z1, 0)
    s = np.einsum("nh,hc->nc", a1, W2) + b2
    p = np.exp(s - s.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    g = (p - np.eye(p.shape[1])[labels]) / len(p)
    g1 = np.einsum("nc,hc->nh", g, W2)
    g1[z1 <= 0] = 0
    return [np.einsum("nd,nh->dh", x, g1), g1.sum(0), np.einsum("nh,nc->hc", a1, g), g.sum(0)]
""",
    ],
    "train_step": [
        """
def train_step(x, labels, W1, b1, W2, b2, lr):
    n = len(labels)
    z = x @ W1 + b1
    a = np.maximum(z, 0)
    s = a @ W2 + b2
    p = np.exp(s - s.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    d = p
    d[np.arange(n), labels] -= 1
    d /= n
    gW2, gb2 = a.T @ d, d.sum(0)
    dz = (d @ W2.T) * (z > 0)
    gW1, gb1 = x.T @ dz, dz.sum(0)
    W1 = W1 - lr * gW1
    b1 = b1 - lr * gb1
    W2 = W2 - lr * gW2
    b2 = b2 - lr * gb2
    return W1, b1, W2, b2
""",
        """
def grads(x, labels, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    logits = a1 @ W2 + b2
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    g = (e / e.sum(axis=1, keepdims=True) - np.eye(len(b2))[labels]) / len(x)
    g1 = g @ W2.T * (z1 > 0)
    return x.T @ g1, g1.sum(axis=0), a1.T @ g, g.sum(axis=0)

def train_step(x, labels, W1, b1, W2, b2, lr):
    new = []
    for p, g in zip((W1, b1, W2, b2), grads(x, labels, W1, b1, W2, b2)):
        new.append(p - lr * g)
    return new
""",
    ],
    "still_right": [
        "def still_right():\n    return 10\n",
        "def still_right():\n    return len([(k, q) for k in range(3, 8) for q in 'Wb'])\n",
        "def still_right():\n    return 10.0\n",
    ],
    "find_the_slip": [
        """
def find_the_slip():
    return "mean-over-classes", (np.array([[3.0, 1.0]]), np.array([1]))
""",
        """
def find_the_slip():
    return ("mean-over-classes", ([[1, 2], [0, 1], [2, 2]], [0, 1, 1]))
""",
        "def find_the_slip():\n    x = np.random.default_rng(0).normal(size=(5, 2))\n"
        '    return "mean-over-classes", (x, np.array([0, 1, 1, 0, 0]))\n',
        """
def find_the_slip():
    return "mean-over-classes", (np.array([[30.0, 2.0]]), np.array([0]))
""",
    ],
}
SLIPS = {
    "count_parameters": [
        (0, "9610", "9472", "count.no-biases"),
        (0, "9610", "9600", "count.second-biases-missing"),
        (0, "9610", "9482", "count.first-biases-missing"),
        (0, "9610", "138", "count.neurons"),
        (0, "9610", "8320", "count.first-layer"),
        (0, "9610", "202", "count.units"),
        (0, "9610", "8192", "count.first-weights"),
        (0, "9610", "81920", "count.multiplied"),
        (0, "9610", "9674", "count.bias-for-inputs"),
        (0, "9610", "1290", "count.second-layer"),
    ],
    "mlp_forward": [
        (0, "np.dot(act, W2)", "np.dot(h, W2)", "net.skips-relu"),
        (0, "h * (h > 0)", "h > 0", "net.mask-for-values"),
        (0, "h * (h > 0)", "1 / (1 + np.exp(-h))", "net.sigmoid-activation"),
        (0, "h * (h > 0)", "np.tanh(h)", "net.tanh"),
        (0, "h * (h > 0)", "np.maximum(h, 0.01 * h)", "net.leaky"),
        (0, "h * (h > 0)", "np.abs(h)", "net.absolute-value"),
        (0, "h * (h > 0)", "np.minimum(h, 0)", "net.minimum"),
        (0, "h * (h > 0)", "max(0, h)", "raised.truth-of-array"),
        (0, "h * (h > 0)", "np.max(h, 0)", "net.maximum-over-axis"),
        (0, "np.dot(x, W1) + b1", "np.dot(x, W1)", "net.first-bias-missing"),
        (0, "np.dot(act, W2) + b2", "np.dot(act, W2)", "net.second-bias-missing"),
        (0, "np.dot(x, W1) + b1", "np.dot(x, W1) - b1", "net.first-bias-subtracted"),
        (0, "np.dot(x, W1) + b1", "np.dot(x, W1.T) + b1", "raised.product-shapes"),
        (0, "np.dot(x, W1) + b1", "x * W1 + b1", "raised.unequal-shapes"),
        (0, "np.dot(x, W1) + b1", "np.dot(W1, x) + b1", "raised.product-shapes"),
        (0, "h, act, out", "act, h, out", "exchanged"),
        (0, "h, act, out", "out, act, h", "exchanged"),
        (0, "h, act, out", "h, act", "structure.count"),
        (0, "h, act, out", "out", "structure.tuple"),
        (0, "    act = h * (h > 0)\n", "    h[h < 0] = 0\n    act = h\n", "net.z1-overwritten"),
        (0, "np.dot(act, W2) + b2", "np.maximum(np.dot(act, W2) + b2, 0)", "net.relu-on-logits"),
        (2, "range(n):", "range(n - 1):", "net.last-row-missing"),
        (
            2,
            "            z1[i, j] += b1[j]\n",
            "                z1[i, j] += b1[j]\n",
            "net.first-bias-by-input",
        ),
        (2, "range(hidden):", "range(1, hidden):", "rows-missing"),
        (2, "np.zeros((n, hidden))", "np.zeros((n, hidden), dtype=int)", "integers"),
        (2, "z1[i, j] += x[i, k]", "z1[i, j] = x[i, k]", "net.first-last-input-only"),
        (1, "(z1 > 0, z1, 0)", "(z1 > 0, 1, 0)", "net.mask-for-values"),
    ],
    "linear_backward": [
        (0, "np.dot(grad_y, W.T)", "np.dot(grad_y, W)", "raised.product-shapes"),
        (0, "np.dot(x.T, grad_y)", "np.dot(grad_y.T, x)", "linear.weights-transposed"),
        (0, "np.dot(x.T, grad_y)", "np.dot(x, grad_y)", "raised.product-shapes"),
        (0, "np.sum(grad_y, axis=0)", "np.mean(grad_y, axis=0)", "linear.bias-averaged"),
        (0, "np.sum(grad_y, axis=0)", "np.sum(grad_y)", "linear.bias-one-number"),
        (0, "np.sum(grad_y, axis=0)", "np.sum(grad_y, axis=1)", "linear.bias-other-axis"),
        (
            0,
            "np.sum(grad_y, axis=0)",
            "np.sum(grad_y, axis=0, keepdims=True)",
            "linear.bias-kept-axis",
        ),
        (0, "np.sum(grad_y, axis=0)", "grad_y", "linear.bias-not-summed"),
        (0, "np.sum(grad_y, axis=0)", "np.ones(W.shape[1])", "linear.bias-slope-alone"),
        (0, "np.dot(x.T, grad_y)", "np.dot(x.T, grad_y) / len(x)", "linear.weights-averaged"),
        (0, "return dx, dW, db", "return dW, dx, db", "exchanged"),
        (0, "return dx, dW, db", "return dW, db, dx", "exchanged"),
        (0, "return dx, dW, db", "return dW, db", "structure.count"),
        (
            0,
            "np.dot(x.T, grad_y)",
            "np.dot(x.T, np.ones_like(grad_y))",
            "linear.weights-without-upstream",
        ),
        (
            0,
            "np.dot(grad_y, W.T)",
            "np.dot(np.ones_like(grad_y), W.T)",
            "linear.input-without-upstream",
        ),
        (0, "np.dot(grad_y, W.T)", "-np.dot(grad_y, W.T)", "linear.input-sign"),
        (0, "np.sum(grad_y, axis=0)", "grad_y[0]", "linear.bias-first-row"),
        (1, "gW += np.outer", "gW = np.outer", "linear.weights-last-example"),
        (1, "gb += grad_y[i]", "gb = grad_y[i]", "linear.bias-last-row"),
        (1, "range(len(x))", "range(len(x) - 1)", "linear.last-row-missing"),
        (1, "range(len(x))", "range(1, len(x))", "linear.first-example-missing + rows-missing"),
        (1, "gx[i] = W @ grad_y[i]", "gx = W @ grad_y[i]", "reduced"),
        (1, "np.outer(x[i], grad_y[i])", "np.outer(grad_y[i], x[i])", "raised.unequal-shapes"),
        (1, "gb += grad_y[i]", "gb += 1", "linear.bias-without-upstream"),
        (2, '"nd,nk->dk"', '"nd,nk->kd"', "linear.weights-transposed"),
        (
            1,
            "gb = np.zeros(W.shape[1])",
            "gb = np.zeros(W.shape[1], dtype=int)",
            "raised.integer-array",
        ),
    ],
    "relu_backward": [
        (0, "z <= 0", "z < 0", "relu.passes-at-zero"),
        (0, "z <= 0", "z >= 0", "relu.inverted-below-zero"),
        (0, "z <= 0", "grad_a <= 0", "relu.mask-from-gradient"),
        (0, "grad_a.copy()", "grad_a", "changed-inputs"),
        (0, "out[z <= 0] = 0", "out[z > 0] = 1", "relu.ones-where-on"),
        (0, "    return out", "    return z", "relu.input-returned"),
        (0, "grad_a.copy()", "np.ones_like(grad_a)", "relu.mask-alone"),
        (1, "else 0.0 for", "else 0.01 * g for", "relu.leaky-slope"),
        (1, "g if v > 0", "g * v if v > 0", "relu.values-as-mask"),
        (1, "g if v > 0", "v if v > 0", "relu.values"),
        (1, "g if v > 0 else 0.0", "g if g > 0 else 0.0", "relu.mask-from-gradient"),
        (1, ".reshape(z.shape)", ".reshape(-1)", "reduced"),
        (2, "(np.sign(z) + 1) // 2", "np.sign(z)", "relu.flipped-below-zero"),
        (2, "(np.sign(z) + 1) // 2", "(np.sign(z) + 1) / 2", "relu.half-at-zero"),
        (3, "z <= 0, 0, grad_a", "z <= 0, grad_a, 0", "relu.inverted"),
        (3, "np.where(z <= 0, 0, grad_a)", "np.maximum(z, 0)", "relu.values"),
        (3, "np.where(z <= 0, 0, grad_a)", "np.maximum(grad_a, 0)", "relu.mask-from-gradient"),
        (3, "np.where(z <= 0, 0, grad_a)", "grad_a if z > 0 else 0", "raised.truth-of-array"),
        (3, "np.where(z <= 0, 0, grad_a)", "grad_a[z > 0]", "relu.entries-picked"),
        (3, "np.where(z <= 0, 0, grad_a)", "z > 0", "relu.mask-alone"),
        (3, "np.where(z <= 0, 0, grad_a)", "grad_a @ (z > 0)", "raised.product-shapes"),
    ],
    "logits_backward": [
        (0, "(p - onehot) / n", "p - onehot", "logits.no-mean"),
        (0, "(p - onehot) / n", "p - onehot / n", "near-miss.grouping"),
        (0, "(p - onehot) / n", "(onehot - p) / n", "logits.sign"),
        (0, "(p - onehot) / n", "p / n", "logits.one-hot-missing"),
        (0, "(p - onehot) / n", "(p - onehot) / c", "logits.mean-over-classes"),
        (0, "(p - onehot) / n", "(p - onehot) / (n * c)", "logits.mean-over-entries"),
        (0, "(p - onehot) / n", "(p - onehot) * p * (1 - p) / n", "logits.sigmoid-factor"),
        (0, "(p - onehot) / n", "-onehot / p / n", "logits.slope-in-p"),
        (0, "(p - onehot) / n", "-np.log(p[np.arange(n), labels]).mean()", ""),
        (0, "(p - onehot) / n", "2 * (p - onehot) / n", "logits.extra-two"),
        (0, "(p - onehot) / n", "p - labels", "raised.unequal-shapes"),
        (0, "onehot[np.arange(n), labels] = 1", "onehot[:, labels] = 1", "logits.whole-columns"),
        (
            0,
            "onehot[np.arange(n), labels] = 1",
            "onehot[np.arange(n), labels - 1] = 1",
            "logits.label-beside",
        ),
        (0, "np.sum(e, axis=1, keepdims=True)", "np.sum(e)", "logits.sum-of-everything"),
        (
            0,
            "np.sum(e, axis=1, keepdims=True)",
            "np.sum(e, axis=0, keepdims=True)",
            "logits.sums-of-columns",
        ),
        (0, "np.sum(e, axis=1, keepdims=True)", "np.sum(e, axis=1)", "raised.unequal-shapes"),
        (0, " - np.max(logits, axis=1, keepdims=True)", "", "logits.overflow"),
        (0, "np.max(logits, axis=1, keepdims=True)", "np.max(logits)", "logits.one-maximum"),
        (
            0,
            "np.max(logits, axis=1, keepdims=True)",
            "np.min(logits, axis=1, keepdims=True)",
            "logits.smallest-subtracted",
        ),
        (
            0,
            "np.max(logits, axis=1, keepdims=True)",
            "np.max(logits, axis=1)",
            "raised.unequal-shapes",
        ),
        (
            0,
            "np.max(logits, axis=1, keepdims=True)",
            "np.max(logits, axis=0, keepdims=True)",
            "logits.column-maximum",
        ),
        (
            0,
            "    shifted = logits - np.max(logits, axis=1, keepdims=True)\n",
            "    logits -= np.max(logits, axis=1, keepdims=True)\n    shifted = logits\n",
            "changed-inputs",
        ),
        (
            1,
            "grad = np.zeros(logits.shape)",
            "grad = np.zeros(logits.shape, dtype=int)",
            "logits.decimals-cut-off",
        ),
        (1, "range(len(logits)):", "range(len(logits) - 1):", "logits.last-row-missing"),
        (1, "    return grad", "        return grad", "rows-missing"),
        (1, "range(len(p))", "range(1, len(p))", "rows-missing"),
        (
            1,
            "                grad[i, k] = p[k]\n",
            "                grad[i, k] = 0\n",
            "logits.diagonal",
        ),
        (1, "grad[i, k] = p[k] - 1", "grad[i, k] = 1 - p[k]", "signs"),
        (1, "grad[i, k] = p[k] - 1", "grad[i, k] = -1", "logits.true-entry-is-minus-one"),
        (2, "g = np.exp(logits - logsum)", "g = logits - logsum", "logits.log-probabilities"),
    ],
    "mlp_backward": [
        (0, "    dscores /= N\n", "", "backward.no-mean"),
        (0, "dh = dact * (h > 0)", "dh = dact", "backward.passthrough"),
        (0, "dact * (h > 0)", "dact * (dact > 0)", "backward.mask-from-gradient"),
        (0, "dact * (h > 0)", "dact * act", "backward.values-as-mask"),
        (0, "dact * (h > 0)", "dact * (act >= 0)", "backward.passthrough"),
        (0, "np.dot(act.T, dscores)", "np.dot(h.T, dscores)", "backward.hidden-before-relu"),
        (0, "np.sum(dscores, axis=0)", "np.mean(dscores, axis=0)", "backward.second-bias-averaged"),
        (0, "np.sum(dh, axis=0)", "np.mean(dh, axis=0)", "backward.first-bias-averaged"),
        (
            0,
            "np.sum(dscores, axis=0)",
            "np.sum(dscores, axis=1)",
            "backward.second-bias-other-axis",
        ),
        (
            0,
            "dscores[range(N), labels] -= 1",
            "dscores[range(N), labels] += 1",
            "backward.labels-added",
        ),
        (0, "dscores[range(N), labels] -= 1", "dscores[:, labels] -= 1", "backward.whole-columns"),
        (0, "    dscores[range(N), labels] -= 1\n", "", "backward.one-hot-missing"),
        (0, "np.dot(x, W1) + b1", "np.dot(x, W1)", "backward.first-bias-missing"),
        (0, "np.dot(act, W2) + b2", "np.dot(act, W2)", "near-miss.missing"),
        (0, "np.maximum(0, h)", "h", "backward.no-relu"),
        (0, "np.dot(act, W2) + b2", "np.dot(h, W2) + b2", "near-miss.name"),
        (0, "dscores /= N", "dscores /= len(b2)", "backward.mean-over-classes"),
        (
            0,
            "ex.sum(axis=1, keepdims=True)",
            "ex.sum(axis=0, keepdims=True)",
            "backward.sums-of-columns",
        ),
        (0, "return dW1, db1, dW2, db2", "return dW1, dW2, db1, db2", "exchanged"),
        (0, "return dW1, db1, dW2, db2", "return dW2, db2, dW1, db1", "exchanged"),
        (0, "return dW1, db1, dW2, db2", "return dW1, dW2", "structure.count"),
        (0, "np.dot(dscores, W2.T)", "np.dot(dscores, W2)", "raised.product-shapes"),
        (0, "np.dot(x.T, dh)", "np.dot(dh.T, x)", "backward.first-weights-transposed"),
        (0, "np.dot(x.T, dh)", "np.dot(x.T, dact)", "backward.weights-before-mask"),
        (0, "np.sum(dh, axis=0)", "np.sum(dact, axis=0)", "backward.bias-before-mask"),
        (0, "np.dot(dscores, W2.T)", "np.dot(probs, W2.T)", "backward.probabilities-handed-on"),
        (0, "np.sum(dh, axis=0)", "dh", "backward.first-bias-not-summed"),
        (0, "dscores = probs.copy()", "dscores = probs * (1 - probs)", ""),
        (
            1,
            "gW2 += np.outer(a, d)",
            "gW2 = np.outer(a, d)",
            "backward.second-weights-last-example",
        ),
        (1, "gb2 / len(x)", "gb2", "factor.n"),
        (
            1,
            "    return gW1 / len",
            "        return gW1 / len",
            "backward.first-example-only x 1/n",
        ),
        (1, "(W2 @ d) * (z > 0)", "W2 @ (d * (d > 0))", ""),
        (1, "zip(x, labels)", "zip(x[:-1], labels)", "backward.last-example-missing"),
        (1, "zip(x, labels)", "zip(x[1:], labels[1:])", "backward.first-example-missing"),
        (1, "        gb1 += back\n", "", "backward.first-bias-zero"),
        (1, "np.outer(xi, back)", "np.outer(xi, W2 @ d)", "backward.weights-before-mask"),
        (2, "g1[z1 <= 0] = 0", "g1[z1 > 0] = 0", "backward.inverted"),
        (2, "(z1 > 0, z1, 0)", "(z1 > 0, 1, 0)", "backward.mask-for-values"),
        (2, "/ len(p)", "/ len(p) ** 2", "backward.mean-twice"),
    ],
    "train_step": [
        (0, "    d /= n\n", "", "step.no-mean"),
        (0, "W1 - lr * gW1", "W1 + lr * gW1", "step.W1-uphill"),
        (0, "W2 - lr * gW2", "W2 - gW2", "near-miss.missing"),
        (0, "    b1 = b1 - lr * gb1\n", "", "step.b1-kept"),
        (0, "    b2 = b2 - lr * gb2\n", "", "step.b2-kept"),
        (0, "(d @ W2.T) * (z > 0)", "d @ W2.T", "step.passthrough"),
        (0, "(d @ W2.T) * (z > 0)", "(d @ (W2 - lr * gW2).T) * (z > 0)", "step.second-layer-moved"),
        (0, "W1 = W1 - lr * gW1", "W1 -= lr * gW1", "changed-inputs"),
        (0, "d.sum(0)\n    dz", "d.mean(0)\n    dz", "step.second-bias-averaged"),
        (0, "return W1, b1, W2, b2", "return gW1, gb1, gW2, gb2", "step.gradients-returned"),
        (0, "return W1, b1, W2, b2", "return W1, W2, b1, b2", "exchanged"),
        (0, "    return W1, b1, W2, b2\n", "", "returned-none"),
        (0, "d = p\n", "d = -p\n", ""),
        (0, "    d[np.arange(n), labels] -= 1\n", "", "step.one-hot-missing"),
        (0, "a.T @ d", "z.T @ d", "step.hidden-before-relu"),
        (0, "W1 - lr * gW1", "W1 - lr * gW1 / n", "step.first-weights-averaged"),
        (0, "W1 - lr * gW1", "W1 - 0.1 * gW1", ""),
        (0, "a = np.maximum(z, 0)", "a = z", "step.no-relu"),
        (0, "a = np.maximum(z, 0)", "a = np.tanh(z)", "step.tanh"),
        (1, "p - lr * g", "p + lr * g", "step.uphill"),
        (1, "p - lr * g", "-lr * g", "step.step-only"),
        (1, "p - lr * g", "p - g", "step.no-rate"),
        (1, "p - lr * g", "p - lr * p", ""),
        (1, "p - lr * g", "(1 - lr) * p - lr * g", ""),
        (
            1,
            "new.append(p - lr * g)",
            "p = p - lr * g\n    new = (W1, b1, W2, b2)",
            "step.nothing-moved",
        ),
        (1, "new = []\n", "v = 0\n    new = []\n    lr = lr / len(x)\n", "step.mean-twice"),
    ],
    "still_right": [
        (0, "10", "12", "reach.own-layer-only"),
        (0, "10", "4", "reach.wrong-ones-counted"),
        (0, "10", "11", "reach.biases-spared"),
        (0, "10", "5", "reach.layers-counted"),
        (0, "10", "0", "reach.nothing-right"),
        (0, "10", "14", "reach.everything-right"),
        (0, "10", "2", "reach.wrong-end"),
        (0, "10", "13", "reach.one-matrix-only"),
    ],
    "find_the_slip": [
        (0, '"mean-over-classes"', '"mean-twice"', "find_the_slip.mean-twice"),
        (0, '"mean-over-classes"', '"relu-mask"', "find_the_slip.relu-mask"),
        (
            0,
            "np.array([[3.0, 1.0]]), np.array([1])",
            "np.array([[1.0, 2.0], [-2.0, -1.0]]), np.array([0, 1])",
            "find_the_slip.blind-input",
        ),
        (0, "np.array([1])", "np.array([2])", "hunt.input"),
        (0, "np.array([[3.0, 1.0]])", "np.array([3.0, 1.0])", "hunt.input"),
        (0, "np.array([1])", "np.array([1, 0])", "hunt.input"),
        (0, ", (np.array([[3.0, 1.0]]), np.array([1]))", "", "hunt.answer"),
    ],
}
