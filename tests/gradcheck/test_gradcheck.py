"""The test of the test: planted errors must be caught, and named with their place."""

import re

import cases
import numpy as np
import pytest

from backprop_course import losses, ops
from backprop_course.gradcheck import check_gradient, check_module, check_vjp, numerical_gradient
from backprop_course.gradcheck.objective import Objective
from backprop_course.gradcheck.probes import ComplexStep
from backprop_course.layers import Linear, ReLU
from backprop_course.module import Sequential


def failures(reports):
    """The names of the gradients that do not pass."""
    return [report.name for report in reports if not report]


def linear_inputs(rng):
    return cases.OPS["linear"][1](rng)


# ---------------------------------------------------------------- planted errors in formulas


def bias_averaged(g, x, W, b):
    return g @ W.T, x.T @ g, g.mean(axis=0)


def weights_averaged(g, x, W, b):
    return g @ W.T, x.T @ g / len(x), g.sum(axis=0)


def bias_of_one_example(g, x, W, b):
    return g @ W.T, x.T @ g, g[0]


def upstream_ignored(g, x):
    return (1.0 * (x > 0),)


def upstream_ignored_by_sigmoid(g, x):
    return (ops.sigmoid(x) * (1.0 - ops.sigmoid(x)),)


def sign_turned(g, x):
    return (-g * (x > 0),)


def tanh_slope_of_the_input(g, x):
    return (g * (1.0 - x**2),)


def sigmoid_slope_of_the_input(g, x):
    return (g * x * (1.0 - x),)


def softmax_diagonal_only(g, x):
    p = ops.softmax(x)
    return (g * p * (1.0 - p),)


def factors_swapped(g, a, b):
    return g * a, g * b


def divisor_without_sign(g, a, b):
    return g / b, g * a / b**2


PLANTED = [  # formula, wrong VJP, the inputs it gets wrong
    (ops.linear, bias_averaged, ["linear input 2"]),
    (ops.linear, weights_averaged, ["linear input 1"]),
    (ops.linear, bias_of_one_example, ["linear input 2"]),
    (ops.relu, upstream_ignored, ["relu input 0"]),
    (ops.sigmoid, upstream_ignored_by_sigmoid, ["sigmoid input 0"]),
    (ops.relu, sign_turned, ["relu input 0"]),
    (ops.tanh, tanh_slope_of_the_input, ["tanh input 0"]),
    (ops.sigmoid, sigmoid_slope_of_the_input, ["sigmoid input 0"]),
    (ops.softmax, softmax_diagonal_only, ["softmax input 0"]),
    (ops.mul, factors_swapped, ["mul input 0", "mul input 1"]),
    (ops.div, divisor_without_sign, ["div input 1"]),
]


@pytest.mark.parametrize("f, wrong, names", PLANTED, ids=lambda case: getattr(case, "__name__", ""))
def test_planted_error_is_caught_in_the_right_input(f, wrong, names, rng):
    reports = check_vjp(f, wrong, cases.OPS[f.__name__][1](rng), rng=rng)
    assert failures(reports) == names
    for report in reports:
        assert report or report.error > 1e-3, report


def test_report_names_index_both_numbers_and_seed():
    rng = np.random.default_rng(7)
    inputs = linear_inputs(rng)

    def one_entry_off(g, x, W, b):
        grad_W = x.T @ g
        grad_W[2, 1] *= 1.01
        return g @ W.T, grad_W, g.sum(axis=0)

    report = check_vjp(ops.linear, one_entry_off, inputs, rng=rng)[1]
    assert not report and report.index == (2, 1) and report.seed == 7
    assert report.analytic == pytest.approx(1.01 * report.numeric)
    assert str(report).startswith("FAILS: linear input 1[2, 1]: analytic ")


def test_one_entry_of_two_thousand_one_percent_off_is_found(rng):
    x = rng.normal(size=(50, 40))
    wrong = 2.0 * x
    wrong[31, 17] *= 1.01
    report = check_gradient(lambda x: np.sum(x**2), wrong, x)
    assert not report and report.index == (31, 17), report


def test_transposed_gradient_of_a_square_matrix_is_caught(rng):
    inputs = [rng.normal(size=(4, 3)), rng.normal(size=(3, 3)), rng.normal(size=3)]

    def transposed(g, x, W, b):
        return g @ W.T, (x.T @ g).T, g.sum(axis=0)

    assert failures(check_vjp(ops.linear, transposed, inputs, rng=rng)) == ["linear input 1"]


def test_forgotten_mean_is_off_by_the_number_of_examples(rng):
    prediction, labels = cases.logits(rng)
    _, grad = losses.softmax_cross_entropy(prediction, labels, reduction="sum")
    report = check_gradient(lambda p: losses.softmax_cross_entropy(p, labels)[0], grad, prediction)
    assert not report and report.analytic / report.numeric == pytest.approx(4.0)


def test_a_wrong_gradient_in_a_module_is_named(rng):
    class HalfBias(Linear):
        """A linear layer that halves the gradient of its bias."""

        def backward(self, grad_y, *, input_grad=True):
            grad_x = super().backward(grad_y, input_grad=input_grad)
            self.b.grad *= 0.5
            return grad_x

    net = Sequential(Linear(3, 5, rng=rng), ReLU(), HalfBias(5, 2, rng=rng))
    assert failures(check_module(net, rng.normal(size=(4, 3)), rng=rng)) == ["layers.2.b"]


def test_a_module_that_stands_twice_in_a_net_is_exposed(rng):
    twice = Linear(3, 3, rng=rng)
    net = Sequential(twice, ReLU(), twice)
    assert failures(check_module(net, rng.normal(size=(4, 3)), rng=rng))


# ---------------------------------------------------------------- small, zero, lost in round-off


@pytest.mark.parametrize("scale", [1e-12, 1e-6, 1.0, 1e9])
def test_the_size_of_f_changes_no_verdict(scale, rng):
    x = rng.normal(size=(4, 3))

    def f(x):
        return scale * np.sum(np.sin(x))

    right = scale * np.cos(x)
    assert check_gradient(f, right, x)
    assert not check_gradient(f, 1.01 * right, x)
    assert not check_gradient(f, np.zeros_like(x), x)


def test_a_gradient_of_zero_passes(rng):
    x = rng.normal(size=(4, 3))
    assert check_gradient(lambda x: 3.0, np.zeros_like(x), x)
    assert check_gradient(lambda x: np.sum(ops.softmax(x)), np.zeros_like(x), x)
    ones = np.ones((4, 3))  # the rows of softmax sum to 1, whatever x is
    assert check_gradient(lambda x: np.sum(ops.softmax(x)), ops.softmax_vjp(ones, x)[0], x)


def test_differences_that_round_off_hides_are_seen_by_the_complex_step(rng):
    x = rng.normal(size=(4, 3))

    def f(x):
        return 1.0 + 1e-10 * np.sum(x**2)

    assert check_gradient(f, 2e-10 * x, x)
    assert not check_gradient(f, 1.01 * 2e-10 * x, x)


@pytest.mark.parametrize("factor", [1.0, 1.01, 100.0])
def test_a_gradient_that_real_numbers_cannot_confirm_is_undecided_and_says_why(factor, rng):
    x = rng.normal(size=(4, 3))
    report = check_gradient(lambda x: 1.0 + 1e-16 * np.sum(x**2), factor * 2e-16 * x, x)
    assert not report and report.verdict == "undecided" and "round-off" in report.note
    assert str(report).startswith("UNDECIDED: x: ")


# ---------------------------------------------------------------- kinks


def sum_of_relu(x):
    return np.sum(ops.relu(x))


def slope_of_relu(x):
    return ops.relu_vjp(np.ones_like(x), x)[0]


def test_kinks_are_named_and_only_kinks():
    x = np.array([[0.0, 1.0]])
    report = check_gradient(sum_of_relu, slope_of_relu(x), x)
    assert not report and report.verdict == "undecided" and report.index == (0, 0)
    assert "0 on the left and 1 on the right" in report.note
    assert "on a kink: give the gradient as a function" in report.note
    report = check_gradient(lambda x: np.sum(x**2), np.array([[0.1, 2.0]]), x)
    assert report.verdict == "fails" and report.note == ""  # a smooth bottom is no kink


@pytest.mark.parametrize("seed", range(10))
def test_a_gradient_given_as_a_function_is_followed_off_a_kink(seed):
    rng, x = np.random.default_rng(seed), np.array([[0.0, 1.0, 0.0], [-2.0, 0.0, 3.0]])
    before = x.copy()
    report = check_gradient(sum_of_relu, slope_of_relu, x, rng=rng)
    assert report and re.search("beside it, (1 nudge|[23] nudges) of 1e-6 away$", report.note)
    assert not check_gradient(sum_of_relu, lambda x: 1.001 * slope_of_relu(x), x, rng=rng)
    np.testing.assert_array_equal(x, before)


def test_a_module_at_its_start_stands_on_kinks_and_is_checked_beside_them(rng):
    net = Sequential(Linear(3, 5, rng=rng), ReLU(), Linear(5, 2, rng=rng))
    x = rng.normal(size=(4, 3))
    x[1] = 0.0
    for report in check_module(net, x, rng=rng):
        assert report and "on a kink" in report.note, report


def test_a_mistake_is_not_excused_by_a_kink_elsewhere():
    def f(x):
        return np.sum(ops.relu(x)) + np.sum(x**2)

    x = np.array([[0.0, 1.0]])
    wrong = check_gradient(f, lambda x: slope_of_relu(x) + 2.1 * x, x)
    assert wrong.verdict == "fails" and wrong.index == (0, 1)


# ---------------------------------------------------------------- unfit for complex numbers

C = np.array([[0.5, -1.5, 2.5], [1.0, 3.0, -2.0]])
UNFIT = {  # what the forward adds, and its gradient
    "abs": (lambda x: np.sum(np.abs(x)), np.sign),
    "norm": (np.linalg.norm, lambda x: x / np.linalg.norm(x)),
    "var": (np.var, lambda x: 2.0 * (x - x.mean()) / x.size),
    "std": (np.std, lambda x: (x - x.mean()) / (x.size * np.std(x))),
    "vdot": (lambda x: np.vdot(x, x), lambda x: 2.0 * x),
    "real part": (lambda x: np.sum(np.real(x) ** 3), lambda x: 3.0 * x**2),
    "cast": (lambda x: np.sum(np.asarray(x, dtype=float) ** 3), lambda x: 3.0 * x**2),
    "logaddexp": (lambda x: np.sum(np.logaddexp(x, 1.0)), lambda x: 1.0 / (1.0 + np.exp(1.0 - x))),
}
every_unfit = pytest.mark.parametrize("term, slope", UNFIT.values(), ids=UNFIT)
every_size = pytest.mark.parametrize("size", [1.0, 0.05])


@every_size
@every_unfit
def test_a_forgotten_term_that_complex_numbers_cannot_see_is_found(term, slope, size, rng):
    x = rng.normal(size=(2, 3))
    report = check_gradient(lambda x: np.sum(C * np.sin(x)) + size * term(x), C * np.cos(x), x)
    assert report.verdict == "fails" and report.method == "real differences", report
    assert "by real differences" in report.note


@every_size
@every_unfit
def test_the_right_gradient_of_such_a_term_passes(term, slope, size, rng):
    x = rng.normal(size=(2, 3))
    for seed in range(5):
        report = check_gradient(
            lambda x: np.sum(C * np.sin(x)) + size * term(x),
            C * np.cos(x) + size * slope(x),
            x,
            rng=np.random.default_rng(seed),
        )
        assert report and report.method == "real differences", report


def test_f_may_look_at_x_itself_instead_of_its_argument(rng):
    x = rng.normal(size=(4, 3))
    before = x.copy()
    assert check_gradient(lambda _: np.sum(x**3), 3.0 * x**2, x)
    assert not check_gradient(lambda _: np.sum(x**3), 3.01 * x**2, x)
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("f, build, settings", cases.OPS.values(), ids=cases.OPS)
def test_every_formula_can_be_followed_into_complex_numbers(f, build, settings, rng):
    for report in check_vjp(f, ops.VJPS[f], build(rng), rng=rng, **settings):
        assert report and report.method == "complex step", report


@pytest.mark.parametrize("build", cases.MODULES.values(), ids=cases.MODULES)
def test_every_module_can_be_followed_into_complex_numbers(build, rng):
    for report in check_module(build(rng), rng.normal(size=(4, 3)), rng=rng):
        assert report and report.method == "complex step", report


@pytest.mark.parametrize("loss, build", cases.LOSSES.values(), ids=cases.LOSSES)
def test_every_loss_can_be_followed_into_complex_numbers(loss, build, rng):
    prediction, target = build(rng)
    report = check_gradient(lambda p: loss(p, target)[0], lambda p: loss(p, target)[1], prediction)
    assert report and report.method == "complex step", report


PARTS = {"everything": slice(None), "the first array": slice(0, 6), "the second": slice(6, 10)}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_a_second_direction_sees_kinks_from_the_other_side(part, rng):
    arrays = [rng.normal(size=(2, 3)), rng.normal(size=4)]
    probe = ComplexStep(Objective(["a", "b"], arrays, None, arrays), rng)
    first = probe.direction(part).copy()
    second = probe.direction(part, opposite=True)
    np.testing.assert_array_equal(np.sign(second), -np.sign(first))
    assert first[part].all() and np.count_nonzero(first) == first[part].size
    assert not np.isin(np.abs(second[part]), np.abs(first[part])).any()


# ---------------------------------------------------------------- what a report tells


def test_a_report_that_passes_tells_the_slopes_of_a_probe_of_everything(rng):
    reports = check_vjp(ops.linear, ops.linear_vjp, linear_inputs(rng), rng=rng)
    for report in reports:
        assert report.index == () and report.analytic == pytest.approx(report.numeric, rel=1e-9)
        assert report.evaluations == 4 and 0 < report.detectable < 1e-8 and report.zeros == 0
        assert report.entries == {"0": 12, "1": 6, "2": 2}[report.name[-1]]
        words = f"passes: {report.name}, {report.entries} entries, together with 2 other arrays"
        assert str(report) == words


@pytest.mark.parametrize("as_function", [True, False])
def test_detectable_errors_are_detected(as_function, rng):
    x = rng.normal(size=(30, 20))
    usual = np.argmin(np.abs(np.abs(x) - np.median(np.abs(x))))

    def claim(error):
        shape = np.ones_like(x)
        shape.flat[usual] += error
        grad = lambda x: 3.0 * x**2 * shape  # noqa: E731
        return grad if as_function else grad(x)

    limit = check_gradient(lambda x: np.sum(x**3), claim(0.0), x).detectable
    for seed in range(50):
        seeded = np.random.default_rng(seed)
        assert not check_gradient(lambda x: np.sum(x**3), claim(limit), x, rng=seeded)


def test_zeros_are_counted():
    x = np.array([[-2.0, -1.0, 3.0]])
    assert check_gradient(sum_of_relu, slope_of_relu, x).zeros == 2


def test_one_wrong_row_of_many_is_found_by_few_evaluations(rng):
    x = rng.normal(size=(4096, 3))
    wrong = 2.0 * x
    wrong[1234] *= 1.5
    report = check_gradient(lambda x: np.sum(x**2), wrong, x)
    assert report.rows == (1234,) and report.pattern.startswith("one row")
    assert report.evaluations < 60


def test_a_right_check_of_many_entries_takes_four_evaluations(rng):
    x = rng.normal(size=(300, 70))
    assert check_gradient(lambda x: np.sum(x**2), 2.0 * x, x).evaluations == 4


def test_a_float32_gradient_is_compared_to_its_own_digits_and_says_so(rng):
    x = rng.normal(size=(40, 30))
    right = (2.0 * x).astype(np.float32)
    report = check_gradient(lambda x: np.sum(x**2), right, x)
    assert report and "float32" in report.note
    wrong = right.copy()
    wrong[3, 2] *= np.float32(1.2)
    assert check_gradient(lambda x: np.sum(x**2), wrong, x).index == (3, 2)


def test_a_float32_gradient_does_not_blur_the_others(rng):
    def vjp(g, x, W, b):
        grad_x, grad_W, grad_b = ops.linear_vjp(g, x, W, b)
        grad_W[0, 0] *= 1.0 + 1e-7
        return grad_x.astype(np.float32), grad_W, grad_b

    assert failures(check_vjp(ops.linear, vjp, linear_inputs(rng), rng=rng)) == ["linear input 1"]


def test_the_callers_generator_gives_the_same_numbers_after_every_verdict():
    after = []
    for factor in (1.0, 2.0):
        rng = np.random.default_rng(0)
        vjp = lambda g, x, factor=factor: (factor * g * (x > 0),)  # noqa: E731
        check_vjp(ops.relu, vjp, [np.array([[1.0, -2.0]])], rng=rng)
        after.append(rng.random())
    assert after[0] == after[1]


def test_read_only_x_is_checked_too(rng):
    x = rng.normal(size=(4, 3))
    x.flags.writeable = False
    assert check_gradient(lambda x: np.sum(x**2), 2.0 * x, x)


def test_nan_never_passes_and_is_named(rng):
    x = rng.normal(size=(4, 3))
    grad = 2.0 * x
    grad[2, 1] = np.nan
    report = check_gradient(lambda x: np.sum(x**2), grad, x)
    assert not report and report.index == (2, 1) and "analytic nan" in str(report)
    assert not check_gradient(lambda x: np.nan, 2.0 * x, x)


# ---------------------------------------------------------------- contracts


def test_what_breaks_the_contract_is_refused_in_words(rng):
    x = rng.normal(size=(4, 3))
    refused = [
        (lambda g, x: g * (x > 0), TypeError, "relu must return a tuple .* got ndarray"),
        (lambda g, x: [g * (x > 0)], TypeError, "must return a tuple .* got list"),
        (lambda g, x: (g, g), ValueError, "must return 1 gradients, got 2"),
        (lambda g, x: (np.sum(g),), ValueError, r"relu input 0: .*\(4, 3\), got \(\)"),
        (lambda g, x: (np.multiply(g, x > 0, out=g),), ValueError, "in place"),
        (lambda g, x: (np.multiply(g, x > 0, out=x),), ValueError, "in place"),
    ]
    for wrong, kind, message in refused:
        with pytest.raises(kind, match=message):
            check_vjp(ops.relu, wrong, [x], rng=rng)


def test_bias_not_summed_is_named_with_both_shapes(rng):
    def unsummed(g, x, W, b):
        return g @ W.T, x.T @ g, g

    with pytest.raises(ValueError, match=r"linear input 2: .*\(2,\), got \(4, 2\)"):
        check_vjp(ops.linear, unsummed, linear_inputs(rng), rng=rng)


def test_a_module_that_changes_its_upstream_in_place_is_noticed(rng):
    class Greedy(ReLU):
        """A ReLU that writes its result over what it was given."""

        def backward(self, grad_y, *, input_grad=True):
            grad_y *= self.x > 0
            return grad_y

    with pytest.raises(ValueError, match=r"Greedy.backward changed one of its arguments in place"):
        check_module(Greedy(), rng.normal(size=(4, 3)), rng=rng)


def test_float32_is_refused_in_words(rng):
    x = rng.normal(size=(4, 3)).astype(np.float32)
    for call in (
        lambda: numerical_gradient(np.sum, x),
        lambda: check_gradient(np.sum, np.ones((4, 3)), x),
        lambda: check_vjp(ops.relu, ops.relu_vjp, [x], rng=rng),
        lambda: check_module(ReLU(), x, rng=rng),
    ):
        with pytest.raises(TypeError, match=r"16 digits of float64, got float32"):
            call()


def test_float32_parameters_are_refused_by_name(rng):
    layer = Linear(3, 2, rng=rng)
    layer.W.value = layer.W.value.astype(np.float32)
    with pytest.raises(TypeError, match=r"W: .* got float32"):
        check_module(layer, rng.normal(size=(4, 3)), rng=rng)


def test_f_must_return_one_number(rng):
    x = rng.normal(size=(4, 3))
    with pytest.raises(ValueError, match=r"one number, got an array of shape \(4, 3\)"):
        numerical_gradient(np.sin, x)
    with pytest.raises(TypeError, match="one number, got tuple"):
        numerical_gradient(lambda p: losses.mse(p, np.zeros((4, 3))), x)
    with pytest.raises(TypeError, match="one number, got NoneType"):
        numerical_gradient(lambda p: None, x)


def test_x_is_restored_also_when_f_raises(rng):
    x = rng.normal(size=(4, 3))
    before = x.copy()
    numerical_gradient(lambda x: np.sum(x**3), x)
    np.testing.assert_array_equal(x, before)

    def stumbles(x):
        if x[1, 2] != before[1, 2]:
            raise ArithmeticError("planted")
        return 0.0

    with pytest.raises(ArithmeticError, match="planted"):
        numerical_gradient(stumbles, x)
    np.testing.assert_array_equal(x, before)


def test_check_module_leaves_the_module_as_it_was(rng):
    net = cases.MODULES["Sequential"](rng)
    net.backward(np.ones_like(net.forward(rng.normal(size=(4, 3)))))
    kept = [(p.value.copy(), p.grad.copy()) for p in net.parameters()]
    seen = net.intermediates
    check_module(net, rng.normal(size=(5, 3)), rng=rng)
    for p, (value, grad) in zip(net.parameters(), kept, strict=True):
        np.testing.assert_array_equal(p.value, value)
        np.testing.assert_array_equal(p.grad, grad)
    assert net.intermediates is seen


def test_numerical_gradient_by_hand(rng):
    np.testing.assert_allclose(
        numerical_gradient(lambda x: x[0] ** 2 * x[1], np.array([3.0, 5.0])), [30.0, 9.0], 1e-9
    )
    slope = numerical_gradient(np.exp, np.array(0.0))
    assert slope.shape == () and slope == pytest.approx(1.0)


def test_the_error_shrinks_with_the_square_of_h():
    x = np.array([1.0])
    errors = [
        abs(numerical_gradient(lambda x: np.sin(x[0]), x, h) - np.cos(1.0))[0] for h in (1e-2, 1e-3)
    ]
    assert errors[0] / errors[1] == pytest.approx(100.0, rel=0.01)


def test_the_same_seed_gives_the_same_report(rng):
    inputs = linear_inputs(rng)

    def reports(seed):
        return check_vjp(ops.linear, ops.linear_vjp, inputs, rng=np.random.default_rng(seed))

    assert reports(5) == reports(5) != reports(6)


def test_labels_and_other_inputs_without_gradient_are_left_out(rng):
    def picked(x, rows):
        return x[rows]

    def picked_vjp(g, x, rows):
        grad = np.zeros_like(x)
        np.add.at(grad, rows, g)
        return grad, None

    (report,) = check_vjp(picked, picked_vjp, [rng.normal(size=(4, 3)), np.array([2, 0, 2])])
    assert report and report.name == "picked input 0"


# ---------------------------------------------------------------- saturated, sure, lost digits

SATURATED = [6.0, 8.0, 12.0, 20.0, 40.0]
SURE = [10.0, 20.0, 30.0, 40.0, 80.0]
every_seed = pytest.mark.parametrize("seed", range(8))


def signed(size, shape, rng):
    return size * rng.choice([-1.0, 1.0], shape) * rng.uniform(1.0, 1.1, shape)


def one_minus_tanh_squared(x):
    return 1.0 - np.tanh(x) ** 2


def sum_of_tanh(x):
    return np.sum(np.tanh(x))


@every_seed
@pytest.mark.parametrize("size", SATURATED)
@pytest.mark.parametrize("f", [ops.tanh, ops.sigmoid])
def test_a_saturated_unit_passes(f, size, seed):
    rng = np.random.default_rng(seed)
    (report,) = check_vjp(f, ops.VJPS[f], [signed(size, (4, 3), rng)], rng=rng)
    assert report, report


@every_seed
@pytest.mark.parametrize("size", SATURATED)
def test_a_slope_that_a_user_wrote_passes_where_it_loses_digits(size, seed):
    rng = np.random.default_rng(seed)
    x = signed(size, (4, 3), rng)
    for grad in (one_minus_tanh_squared, one_minus_tanh_squared(x)):
        report = check_gradient(sum_of_tanh, grad, x, rng=rng)
        assert report, report


@every_seed
@pytest.mark.parametrize("size", [6.0, 8.0, 12.0])
@pytest.mark.parametrize("factor", [1.01, 0.5, -1.0])
def test_a_wrong_slope_of_a_saturated_unit_fails(size, factor, seed):
    rng = np.random.default_rng(seed)
    wrong = lambda x: factor * one_minus_tanh_squared(x)  # noqa: E731
    report = check_gradient(sum_of_tanh, wrong, signed(size, (4, 3), rng), rng=rng)
    assert report.verdict == "fails", report


def sure_logits(apart, rng):
    logits, labels = rng.normal(size=(5, 4)), rng.integers(0, 4, 5)
    logits[np.arange(5), labels] += apart
    return logits, labels


def sure_of_two(apart, rng):
    target = rng.integers(0, 2, (5, 1)).astype(float)
    return apart * (2 * target - 1) + rng.normal(size=(5, 1)), target


@every_seed
@pytest.mark.parametrize("apart", SURE)
@pytest.mark.parametrize(
    "loss, build",
    [(losses.softmax_cross_entropy, sure_logits), (losses.binary_cross_entropy, sure_of_two)],
)
def test_the_loss_of_a_sure_net_does_not_fail(loss, build, apart, seed):
    rng = np.random.default_rng(seed)
    logits, target = build(apart, rng)

    def report(factor):
        grad = lambda z: factor * loss(z, target)[1]  # noqa: E731
        return check_gradient(lambda z: loss(z, target)[0], grad, logits, rng=rng)

    assert report(1.0).verdict != "fails"
    assert apart > 20 or (report(1.0).passed and report(1.01).verdict == "fails")


@every_seed
@pytest.mark.parametrize("spread", SURE)
@pytest.mark.parametrize("f", [ops.softmax, ops.log_softmax])
def test_peaked_softmax_passes(f, spread, seed):
    rng = np.random.default_rng(seed)
    (report,) = check_vjp(f, ops.VJPS[f], [spread * rng.normal(size=(4, 5))], rng=rng)
    assert report, report


@every_seed
@pytest.mark.parametrize("offset", [1e3, 1e6, 1e9, 1e12])
@pytest.mark.parametrize("f", [ops.layer_norm, ops.batch_norm])
def test_normalization_far_from_zero_passes(f, offset, seed):
    rng = np.random.default_rng(seed)
    inputs = [offset + rng.normal(size=(5, 4)), rng.normal(size=4), rng.normal(size=4)]
    for report in check_vjp(f, ops.VJPS[f], inputs, rng=rng):
        assert report, report


def test_a_report_says_how_many_digits_rounding_left(rng):
    x = signed(8.0, (4, 3), rng)
    report = check_gradient(sum_of_tanh, one_minus_tanh_squared, x, rng=rng)
    assert re.search(r"agrees to \d digits, rounding hides the rest", str(report))


STEEP = {  # f, its slope, points; f is far steeper near zero than there, and no digits are lost
    "1/x^2": (lambda x: np.sum(x**-2.0), lambda x: -2 * x**-3.0, (1.0, 2.0)),
    "1/x^4": (lambda x: np.sum(x**-4.0), lambda x: -4 * x**-5.0, (1.0, 2.0)),
    "two atoms": (
        lambda x: np.sum(x**-12.0 - x**-6.0),
        lambda x: -12 * x**-13.0 + 6 * x**-7.0,
        (1.0, 2.0),
    ),
    "exp(-x)": (lambda x: np.sum(np.exp(-x)), lambda x: -np.exp(-x), (18.0, 20.0)),
    "exp(-x^2)": (lambda x: np.sum(np.exp(-x * x)), lambda x: -2 * x * np.exp(-x * x), (4.0, 6.0)),
}


@every_seed
@pytest.mark.parametrize("f, slope, points", STEEP.values(), ids=STEEP)
def test_what_is_steep_elsewhere_excuses_no_mistake_here(f, slope, points, seed):
    rng = np.random.default_rng(seed)
    x = rng.uniform(*points, size=5)
    for factor in (1.01, 2.0, -1.0):
        wrong = lambda x, factor=factor: factor * slope(x)  # noqa: E731
        for grad in (wrong, wrong(x)):
            assert check_gradient(f, grad, x, rng=rng).verdict == "fails"
    assert check_gradient(f, slope, x, rng=rng) and check_gradient(f, slope(x), x, rng=rng)


def test_a_factor_that_rounding_hides_has_no_name():
    x = np.linspace(15.9, 17.0, 12).reshape(4, 3)
    for seed in range(20):
        wrong = lambda x: 1.3 * one_minus_tanh_squared(x)  # noqa: E731
        report = check_gradient(sum_of_tanh, wrong, x, rng=np.random.default_rng(seed))
        assert "factor" not in report.pattern, report


# ---------------------------------------------------------------- what people met


class Impatient(Linear):
    """Takes its step before it hands the gradient on, through the new weights."""

    def backward(self, grad_y, *, input_grad=True):
        self.W.grad += self.x.T @ grad_y
        self.b.grad += grad_y.sum(axis=0)
        self.W.value = self.W.value - 0.5 * self.W.grad
        return grad_y @ self.W.value.T


def test_a_backward_pass_that_changes_a_parameter_is_refused_by_name(rng):
    net = Sequential(Linear(3, 5, rng=rng), ReLU(), Impatient(5, 2, rng=rng))
    with pytest.raises(ValueError, match=r"Sequential.backward changed the value of layers.2.W"):
        check_module(net, rng.normal(size=(4, 3)), rng=rng)


def test_a_function_that_does_not_repeat_itself_is_named(rng):
    chance = np.random.default_rng(3)
    x = rng.normal(size=(4, 3))
    f = lambda x: np.sum(x**2 * (chance.random(x.shape) < 0.5))  # noqa: E731
    report = check_gradient(f, lambda x: 2 * x, x)
    assert report.verdict == "undecided" and "different numbers for the same input" in report.note
    assert "Keep the generator inside the module" in report.note


def norm_slope(x):
    with np.errstate(invalid="ignore"):
        return x / np.sqrt(np.sum(x * x))


def rows_of_zeros(x):
    return np.sqrt(np.sum(x * x))


AT_THE_POINT = {  # f, what is claimed there, x
    "slope 7 at a ReLU": (
        sum_of_relu,
        lambda x: np.where(x > 0, 1.0, 7.0 * (x == 0)),
        [[0, 1, -2]],
    ),
    "nan at a ReLU": (sum_of_relu, lambda x: np.where(x == 0, np.nan, x > 0), [[0.0, 0.0]]),
    "norm of zeros": (rows_of_zeros, norm_slope, [[0.0, 0.0, 0.0]]),
    "four of one maximum": (np.max, lambda x: 1.0 * (x == np.max(x)), [[2.0, 2.0, 2.0, 2.0]]),
}


@pytest.mark.parametrize("f, grad, x", AT_THE_POINT.values(), ids=AT_THE_POINT)
def test_what_is_no_slope_at_the_very_point_fails_there(f, grad, x):
    report = check_gradient(f, grad, np.array(x, dtype=float))
    assert report.verdict == "fails", report


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_any_slope_between_the_two_sides_of_a_kink_passes(value):
    grad = lambda x: np.where(x > 0, 1.0, value * (x == 0))  # noqa: E731
    assert check_gradient(sum_of_relu, grad, np.array([[0.0, 1.0, -2.0]]))


def test_an_array_that_f_does_not_read_is_named(rng):
    x, read = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    report = check_gradient(lambda _: np.sum(read**2), 2 * x, x)
    assert report.verdict == "fails" and "is it the array that f reads?" in report.pattern
    bottom = check_gradient(lambda x: np.sum((x - read) ** 2) + 1.0, np.ones((4, 3)), read.copy())
    assert bottom.verdict == "fails" and "the slope of f is 0 here" in bottom.pattern


def test_a_failure_shows_digits_enough_to_see_the_difference(rng):
    x = rng.normal(size=(4, 3))
    wrong = lambda x: 2.0 * x * (1.0 + 3e-9)  # noqa: E731
    report = check_gradient(lambda x: np.sum(x**2), wrong, x)
    analytic, numeric = re.search(r"analytic (\S+), numeric (\S+),", str(report)).groups()
    assert report.verdict == "fails" and analytic != numeric and "factor: 1 " not in str(report)


def test_no_factor_is_named_that_no_mistake_makes(rng):
    gain, shift = np.ones(3), np.zeros(3)
    x = rng.normal(size=(4, 3))

    def loss(b):  # a bias before batch norm: its slope is 0, but for rounding
        return np.sum(np.sin(ops.batch_norm(x + b, gain, shift)))

    report = check_gradient(loss, lambda b: np.ones(3), rng.normal(size=3))
    assert report.verdict == "fails" and "factor" not in report.pattern, report
