"""Implement: how large the gradient is at each state of a net of branches."""

import numpy as np

from ...checking import Exercise, Mistake, Probe

RNG = np.random.default_rng(1313)


def states_of(x, Ws, c):
    """h[0] = x, and h[k] = h[k-1] + c tanh(h[k-1] W[k])."""
    h = [x]
    for W in Ws:
        h.append(h[-1] + c * np.tanh(h[-1] @ W))
    return h


def forward_with(read=lambda h: h[-1], base=lambda h: h[-1], factor=lambda c: c):
    """The states with some parts of the forward pass replaced."""

    def answer(x, Ws, c):
        h = [x]
        for W in Ws:
            h.append(base(h) + factor(c) * np.tanh(read(h) @ W))
        return h

    return answer


def root_mean(grad):
    return np.sqrt(np.mean(grad**2))


def back_with(
    skip=lambda grad, c: grad,
    into=lambda grad, c: c * grad,
    slope=lambda h, z, new, c, W: 1 - np.tanh(z) ** 2,
    down=lambda grad_z, W: grad_z @ W.T,
    size=root_mean,
    out=lambda sizes: sizes[::-1],
    forward=states_of,
):
    """The sizes with some parts replaced."""

    def answer(grad, x, Ws, c):
        h = forward(x, Ws, c)
        sizes = [size(grad)]
        for k in range(len(Ws) - 1, -1, -1):
            z = h[k] @ Ws[k]
            grad_z = into(grad, c) * slope(h[k], z, h[k + 1], c, Ws[k])
            grad = skip(grad, c) + down(grad_z, Ws[k])
            sizes.append(size(grad))
        return np.array(out(sizes))

    return answer


sizes = back_with()


def plain(grad, x, Ws, c):
    h, inner = [x], []
    for W in Ws:
        a = np.tanh(h[-1] @ W)
        inner.append(a)
        h.append(h[-1] + c * a)
    sizes = np.zeros(len(Ws) + 1)
    sizes[-1] = np.sqrt(np.mean(grad**2))
    for k in range(len(Ws) - 1, -1, -1):
        grad_z = c * grad * (1 - inner[k] ** 2)
        grad = grad + grad_z @ Ws[k].T
        sizes[k] = np.sqrt(np.mean(grad**2))
    return sizes


def probe(n, units, blocks, c, gain=1.0):
    Ws = [np.round(gain * RNG.normal(size=(units, units)), 2) for _ in range(blocks)]
    x, grad = np.round(RNG.normal(size=(2, n, units)), 2)
    return Probe((grad, x, Ws, c), {"n": n, "units": units, "blocks": blocks})


SLOPE = "Of which number is tanh taken in this block, and is that number still at hand?"
ROOT = "What does the size of an array mean in the lesson?"

sizes_back = Exercise(
    name="sizes_back",
    points=3,
    minutes=12,
    grade="core",
    kind="implement",
    hints=(
        "Which values of the forward pass will the backward pass need, and where do you keep them?",
        "A state goes into the sum and into the branch. How many shares does it get, and which of "
        "them passes the tanh?",
    ),
    reference=lambda grad, x, Ws, c: sizes(grad, x, Ws, c),
    accepted=(plain,),
    mistakes=(
        Mistake(
            "branches.no-skip",
            back_with(skip=lambda grad, c: 0.0),
            "the share that passes beside the branch is missing",
            "In how many places of the formula of a block does its input stand?",
        ),
        Mistake(
            "branches.no-branch",
            back_with(into=lambda grad, c: 0.0 * grad),
            "what goes through the branch is missing",
            "In how many places of the formula of a block does its input stand?",
        ),
        Mistake(
            "branches.no-factor",
            back_with(into=lambda grad, c: grad),
            "the factor c of the branch is missing in the backward pass",
            "If c is 0, what comes back through the branch?",
        ),
        Mistake(
            "branches.factor-on-skip",
            back_with(skip=lambda grad, c: c * grad),
            "the factor c also stands at the share that passes beside the branch",
            "If c is 0, what does a block do with its input?",
        ),
        Mistake(
            "branches.factor-on-skip-alone",
            back_with(skip=lambda grad, c: c * grad, into=lambda grad, c: grad),
            "the factor c stands at the share that passes beside the branch, not at the branch",
            "If c is 0, what does a block do with its input?",
        ),
        Mistake(
            "branches.no-slope",
            back_with(slope=lambda h, z, new, c, W: 1.0),
            "the slope of tanh is missing",
            "What lies between h W and the sum of a block?",
        ),
        Mistake(
            "branches.slope-at-sum",
            back_with(slope=lambda h, z, new, c, W: 1 - new**2),
            "the slope of tanh is taken from the state after the sum, which is no value of a tanh",
            SLOPE,
        ),
        Mistake(
            "branches.slope-at-input",
            back_with(slope=lambda h, z, new, c, W: 1 - z**2),
            "the slope of tanh is taken with what went into it",
            SLOPE,
        ),
        Mistake(
            "branches.slope-at-scaled",
            back_with(slope=lambda h, z, new, c, W: 1 - (c * np.tanh(z)) ** 2),
            "the slope of tanh is taken from its value times c",
            SLOPE,
        ),
        Mistake(
            "branches.slope-one-later",
            back_with(slope=lambda h, z, new, c, W: 1 - np.tanh(new @ W) ** 2),
            "the slope of tanh is taken at the state after the block",
            SLOPE,
        ),
        Mistake(
            "branches.forward-from-x",
            back_with(forward=forward_with(read=lambda h: h[0])),
            "in the forward pass every branch reads x",
            "Which state goes into the branch of the second block?",
        ),
        Mistake(
            "branches.forward-without-sum",
            back_with(forward=forward_with(base=lambda h: 0.0)),
            "in the forward pass a block returns its branch alone",
            "What is the branch added to?",
        ),
        Mistake(
            "branches.forward-without-factor",
            back_with(forward=forward_with(factor=lambda c: 1.0)),
            "in the forward pass the factor c of the branch is missing",
            "If c is 0, what does a block do with its input?",
        ),
        Mistake(
            "branches.not-transposed",
            back_with(down=lambda grad_z, W: grad_z @ W),
            "the gradient goes down through W, not through its transpose",
            "In h W, which axis of W meets the units of h?",
        ),
        Mistake(
            "branches.not-through-weights",
            back_with(down=lambda grad_z, W: grad_z),
            "the branch's gradient does not pass its weights",
            "What multiplied the state before the tanh?",
        ),
        Mistake(
            "branches.last-first",
            back_with(out=lambda sizes: sizes),
            "the sizes stand in the order of the backward pass",
            "To which state does the first entry belong?",
        ),
        Mistake(
            "branches.no-root",
            back_with(size=lambda grad: np.mean(grad**2)),
            "these are mean squares, without their root",
            ROOT,
        ),
        Mistake(
            "branches.norm",
            back_with(size=lambda grad: np.sqrt(np.sum(grad**2))),
            "these are norms: the squares are added, and no mean is taken",
            ROOT,
        ),
        Mistake(
            "branches.mean-of-sizes",
            back_with(size=lambda grad: np.mean(np.abs(grad))),
            "the mean is taken of the entries' sizes, not of their squares",
            ROOT,
        ),
        Mistake(
            "branches.deviation",
            back_with(size=np.std),
            "this is the standard deviation, which subtracts the mean first",
            ROOT,
        ),
        Mistake(
            "branches.input-missing",
            back_with(out=lambda sizes: sizes[::-1][1:]),
            "the gradient of x is missing",
            "How many states are there for two blocks, x included?",
        ),
        Mistake(
            "branches.last-missing",
            back_with(out=lambda sizes: sizes[::-1][:-1]),
            "the gradient that arrives is missing",
            "How many states are there for two blocks, x included?",
        ),
    ),
    probes=(
        probe(1, 2, 3, 0.5),
        probe(3, 4, 2, -0.7, gain=0.6),
        probe(4, 3, 6, 0.3),
        probe(2, 5, 1, 1.5, gain=0.4),
    ),
    plain=plain,
    outputs=("sizes",),
    praise="What would the first entry be for a hundred blocks and c = 0?",
)
