"""The worked examples by hand; Jacobians against finite differences and against each other."""

import numpy as np
import pytest

from backprop_course import ops
from backprop_course.chain_rule import Step, jacobian, sin_squared_squared, single_neuron, trace
from backprop_course.gradcheck import numerical_gradient


def column(links, what):
    """One quantity of every link, by name."""
    return {link.name: getattr(link, what) for link in links}


def test_single_neuron_by_hand():
    links = trace(single_neuron(x=0.5, w=2.0, b=-1.0, y=1.0), 2.0, name="w")
    assert [link.name for link in links] == ["w", "p", "z", "a", "e", "L"]
    assert column(links, "value") == {"w": 2.0, "p": 1.0, "z": 0.0, "a": 0.5, "e": -0.5, "L": 0.25}
    slopes = {"w": None, "p": 0.5, "z": 1.0, "a": 0.25, "e": 1.0, "L": -1.0}
    assert column(links, "slope") == slopes
    grads = {"w": -0.125, "p": -0.25, "z": -0.25, "a": -1.0, "e": -1.0, "L": 1.0}
    assert column(links, "grad") == grads


def test_sin_squared_squared_by_hand():
    x = 1.3
    links = trace(sin_squared_squared(), x)
    assert [link.name for link in links] == ["x", "u", "v", "y"]
    assert links[-1].value == pytest.approx(np.sin(x**2) ** 2)
    assert links[0].grad == pytest.approx(2 * np.sin(x**2) * np.cos(x**2) * 2 * x)


def test_numbers_are_python_floats():
    for link in trace(sin_squared_squared(), 1.3):
        assert type(link.value) is float and type(link.grad) is float
        assert link.slope is None or type(link.slope) is float


def test_a_gradient_is_the_product_of_the_slopes_after_it():
    links = trace(sin_squared_squared(), 0.7)
    for k, link in enumerate(links):
        assert link.grad == pytest.approx(np.prod([later.slope for later in links[k + 1 :]]))


def network(rng):
    """Two steps on arrays, and their sum: (2, 3) -> (2, 4) -> (2, 4) -> number."""
    W = rng.normal(size=(3, 4))
    return [Step("z", ops.matmul, (W,)), Step("a", ops.tanh), Step("L", ops.sum)]


def run(steps, x):
    """The last value of the chain alone."""
    for step in steps:
        x = step.forward(x)
    return x


def test_trace_of_arrays_agrees_with_finite_differences(rng):
    x, steps = rng.normal(size=(2, 3)), network(rng)
    links = trace(steps, x)
    np.testing.assert_allclose(
        links[0].grad, numerical_gradient(lambda x: run(steps, x), x), rtol=1e-8
    )
    assert [np.shape(link.grad) for link in links] == [(2, 3), (2, 4), (2, 4), ()]
    assert [np.shape(link.slope) for link in links[1:]] == [(8, 6), (8, 8), (1, 8)]


def test_jacobians_multiply_to_the_gradient(rng):
    links = trace(network(rng), rng.normal(size=(2, 3)))
    product = links[3].slope @ links[2].slope @ links[1].slope
    np.testing.assert_allclose(product.reshape(2, 3), links[0].grad)


def test_the_end_may_be_an_array_with_its_upstream(rng):
    x, grad, steps = rng.normal(size=(2, 3)), rng.normal(size=(2, 4)), network(rng)[:2]
    expected = numerical_gradient(lambda x: np.sum(grad * run(steps, x)), x)
    np.testing.assert_allclose(trace(steps, x, grad=grad)[0].grad, expected, rtol=1e-7)


@pytest.mark.parametrize("f, shape", [(ops.tanh, (2, 3)), (ops.softmax, (2, 3)), (ops.sum, (4,))])
def test_jacobian_agrees_with_finite_differences(f, shape, rng):
    x = rng.normal(size=shape)
    J = jacobian(f, x)
    assert J.shape == (np.size(f(x)), x.size)
    for i, row in enumerate(J):
        expected = numerical_gradient(lambda x, i=i: np.ravel(f(x))[i], x)
        np.testing.assert_allclose(row, expected.ravel(), atol=1e-9)


def test_jacobian_of_a_linear_map_is_its_matrix(rng):
    W = rng.normal(size=(3, 2))
    np.testing.assert_allclose(jacobian(ops.matmul, rng.normal(size=(1, 3)), W), W.T)


def test_a_function_of_ones_own_brings_its_vjp():
    def cube(x):
        return x**3

    links = trace([Step("c", cube, vjp=lambda g, x: (3 * g * x**2,))], 2.0)
    assert links[0].grad == 12.0
    with pytest.raises(ValueError, match=r"step 'c': .* give its vjp"):
        trace([Step("c", cube)], 2.0)


def test_an_end_that_is_no_number_asks_for_its_upstream(rng):
    with pytest.raises(ValueError, match=r"grad: .* last value \(2, 4\), got \(\)"):
        trace(network(rng)[:2], rng.normal(size=(2, 3)))
