"""JAX on one core: loss, gradients and update compiled into one function.

XLA's matrix products use AVX-512 where the processor has it, whatever is asked for: its option
``--xla_cpu_max_isa`` and the variables that MKL and oneDNN obey do not slow them down.
"""

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)  # float32 stays float32
BETA1, BETA2, EPS = 0.9, 0.999, 1e-8


class Jit:
    """A compiled step, which may overwrite the parameters that it is given."""

    def __init__(self, problem):
        self.values = [(jnp.array(W), jnp.zeros(W.shape[1], W.dtype)) for W in problem.weights]
        self.state = FIRST_STATES[problem.optimizer](self.values)
        loss, update = LOSSES[problem.shape.loss], UPDATES[problem.optimizer]
        self.x, self.y, self.lr = jnp.array(problem.x), jnp.array(problem.y), problem.lr

        # lr is an argument: with a constant 0 the compiler would leave out the backward pass
        def step(values, state, x, y, lr):
            found, grads = jax.value_and_grad(lambda values: loss(net(values, x), y))(values)
            return found, *update(values, grads, state, lr)

        self.compiled = jax.jit(step, donate_argnums=(0, 1))

    def step(self):
        loss, self.values, self.state = self.compiled(
            self.values, self.state, self.x, self.y, self.lr
        )
        return float(loss)

    def parameters(self):
        return [np.asarray(part) for layer in self.values for part in layer]

    @staticmethod
    def product(a, b):
        """One matrix product."""
        a, b, dot = jnp.array(a), jnp.array(b), jax.jit(jnp.dot)
        return lambda: dot(a, b).block_until_ready()

    @staticmethod
    def describe():
        return {"JAX": f"{jax.__version__}, kernels of its own choice"}


def net(values, x):
    *hidden, (W, b) = values
    for W_hidden, b_hidden in hidden:
        x = jax.nn.relu(x @ W_hidden + b_hidden)
    return x @ W + b


def softmax_cross_entropy(z, labels):
    return -jnp.take_along_axis(jax.nn.log_softmax(z), labels[:, None], axis=1).mean()


def logistic(z, y):
    return (jax.nn.softplus(z) - y * z).mean()


def sgd(values, grads, state, lr):
    return jax.tree.map(lambda p, g: p - lr * g, values, grads), state


def adam(values, grads, state, lr):
    m, v, t = state
    m = jax.tree.map(lambda m, g: BETA1 * m + (1 - BETA1) * g, m, grads)
    v = jax.tree.map(lambda v, g: BETA2 * v + (1 - BETA2) * g * g, v, grads)
    rate, root = lr / (1 - BETA1**t), jnp.sqrt(1 - BETA2**t)
    moved = jax.tree.map(lambda p, m, v: p - rate * m / (jnp.sqrt(v) / root + EPS), values, m, v)
    return moved, (m, v, t + 1)


def zeros_like(values):
    return jax.tree.map(jnp.zeros_like, values)


LOSSES = {"softmax": softmax_cross_entropy, "logistic": logistic}
UPDATES = {"sgd": sgd, "adam": adam}
FIRST_STATES = {
    "sgd": lambda values: (),
    "adam": lambda values: (zeros_like(values), zeros_like(values), 1.0),
}
