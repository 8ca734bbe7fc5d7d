"""Exercises for lesson 01: one neuron, z = w x + b, a = sigmoid(z), L = (a - y)^2.

Each exercise stands beside its reference and its usual mistakes. Plain numbers throughout.
"""

import numpy as np

from ..checking import BugHunt, Exercise, Mistake, Probe, Suspect, wrong_number
from ..losses import binary_cross_entropy, mse
from ..ops import sigmoid

# x, w, b, y: both signs everywhere, sizes all different, and z = 0 exactly in the last one
NEURONS = tuple(
    Probe(numbers)
    for numbers in (
        (-1.5, 0.8, 0.3, 1.0),
        (2.0, -0.7, 0.4, 0.0),
        (0.6, 1.3, -2.1, 1.0),
        (-0.4, -1.1, 1.7, 0.25),
        (3.0, 0.5, -1.5, 0.0),
    )
)


def neuron(x, w, b):
    """(z, a): what the neuron computes."""
    z = w * x + b
    return z, sigmoid(z)


def slope_at(z):
    """The slope of the sigmoid at z."""
    return sigmoid(z) * (1 - sigmoid(z))


def squared_loss(x, w, b, y):
    """The loss as one number: what a central difference nudges."""
    return mse(neuron(x, w, b)[1], y)[0]


# ---------------------------------------------------------------- predict a slope

dL_dw = Exercise(
    name="dL_dw",
    points=1,
    minutes=5,
    grade="warm-up",
    kind="predict",
    hints=(
        "If w grows a little, does z grow or fall? Look at the sign of x first.",
        "There are three local slopes on the way from w to L. z is a number at which the second "
        "one needs no calculator.",
    ),
    reference=lambda: -0.375,
    accepted=(lambda: -3 / 8, lambda: np.float64(-0.375), lambda: np.array(-0.375)),
    mistakes=(
        wrong_number(
            "predict.sign",
            0.375,
            "the size is right and the sign is lost: the sign of x, or that of the difference",
            "When w grows, z falls here. What does the loss do, and which sign is that?",
        ),
        wrong_number(
            "predict.missing-sigmoid-slope",
            -1.5,
            "the slope of the sigmoid is left out",
            "Between z and a stands a curve. How steep is it at this z?",
        ),
        wrong_number(
            "predict.missing-input",
            0.25,
            "the chain ends at z: this is the slope with respect to b",
            "How much does z move when w moves by 0.01, for this x?",
        ),
        wrong_number(
            "predict.missing-two",
            -0.1875,
            "the 2 of the square is missing, as if the loss stood with a factor 1/2",
            "What is the slope of t^2 at t = 0.5?",
        ),
        wrong_number(
            "predict.weight-for-input",
            0.5,
            "w was taken where x belongs",
            "In z = w x + b, what stays fixed while w moves?",
        ),
        wrong_number(
            "predict.slope-at-a",
            -1.5 * float(slope_at(0.5)),
            "the slope of the sigmoid was taken at a, not at z",
            "Which number goes into the sigmoid, and which comes out?",
        ),
    ),
    tolerance=1e-6,
    praise="Would a small step up in w raise or lower the loss?",
)

# ---------------------------------------------------------------- forward


def forward_reference(x, w, b, y):
    z, a = neuron(x, w, b)
    return z, a, mse(a, y)[0]


def forward_through(z, y, activation=sigmoid):
    """A forward pass that goes on from a wrong z, or through another curve."""
    a = activation(z)
    return z, a, (a - y) ** 2


forward = Exercise(
    name="forward",
    points=3,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "Which of the three numbers can you compute first, and which of the inputs does it need?",
        "Each line uses the result of the line above. Only the last one looks at y.",
    ),
    reference=forward_reference,
    accepted=(
        lambda x, w, b, y: forward_through(w * x + b, y, lambda z: 1 / (1 + np.exp(-z))),
        lambda x, w, b, y: forward_through(x * w + b, y, lambda z: (1 + np.tanh(z / 2)) / 2),
    ),
    mistakes=(
        Mistake(
            "forward.bias-missing",
            lambda x, w, b, y: forward_through(w * x, y),
            "the bias is left out of z",
            "At x = 0, what should z be?",
        ),
        Mistake(
            "forward.bias-multiplied",
            lambda x, w, b, y: forward_through(w * (x + b), y),
            "the bias is added before the multiplication by w",
            "If w doubles, which part of z should stay as it is?",
        ),
        Mistake(
            "forward.exponent-sign",
            lambda x, w, b, y: forward_through(w * x + b, y, lambda z: sigmoid(-z)),
            "the sigmoid falls where it should rise: a sign in its exponent",
            "Should a large z give an a near 1 or near 0?",
        ),
        Mistake(
            "forward.tanh",
            lambda x, w, b, y: forward_through(w * x + b, y, np.tanh),
            "the activation is tanh",
            "Between which two numbers should a lie?",
        ),
        Mistake(
            "forward.not-squared",
            lambda x, w, b, y: (*neuron(x, w, b), neuron(x, w, b)[1] - y),
            "the difference is not squared",
            "Can a loss be negative, and would a lower one then be better?",
        ),
        Mistake(
            "forward.half-convention",
            lambda x, w, b, y: (*neuron(x, w, b), squared_loss(x, w, b, y) / 2),
            "the loss stands with a factor 1/2, which is another convention than ours",
            "How does the task write the loss?",
        ),
        Mistake(
            "forward.loss-of-z",
            lambda x, w, b, y: (*neuron(x, w, b), (w * x + b - y) ** 2),
            "the loss compares z with y",
            "Which of the two numbers, z or a, is the neuron's answer?",
        ),
    ),
    probes=NEURONS,
    outputs=("z", "a", "loss"),
    output_points=(1, 1, 1),
    uses=("ops.sigmoid",),
    praise="Which of the three numbers will the way back need again?",
)

# ---------------------------------------------------------------- local slopes


def slopes_reference(x, w, b, y):
    z, a = neuron(x, w, b)
    return mse(a, y)[1], slope_at(z), x


def slopes_with(outer=None, middle=None, inner=None):
    """The local slopes, with those given replaced by functions of (x, w, z, a, y)."""

    def slopes(x, w, b, y):
        z, a = neuron(x, w, b)
        right = slopes_reference(x, w, b, y)
        wrong = (f and f(x, w, z, a, y) for f in (outer, middle, inner))
        return tuple(good if bad is None else bad for good, bad in zip(right, wrong, strict=True))

    return slopes


local_slopes = Exercise(
    name="local_slopes",
    points=3,
    minutes=8,
    grade="core",
    kind="derive",
    hints=(
        "Cover the rest of the chain with your hand: each slope knows only its own input and "
        "output. What is the slope of t^2 at t?",
        "The slope of the sigmoid can be written with the value a alone. Draw the curve: where is "
        "it steepest, and what is a there?",
    ),
    reference=slopes_reference,
    accepted=(
        slopes_with(middle=lambda x, w, z, a, y: np.exp(-z) / (1 + np.exp(-z)) ** 2),
        slopes_with(middle=lambda x, w, z, a, y: sigmoid(z) * sigmoid(-z)),
    ),
    mistakes=(
        Mistake(
            "slopes.missing-two",
            slopes_with(outer=lambda x, w, z, a, y: a - y),
            "the 2 of the square is missing",
            "The loss stands without a factor 1/2. What then cancels the 2?",
        ),
        Mistake(
            "slopes.difference-reversed",
            slopes_with(outer=lambda x, w, z, a, y: 2 * (y - a)),
            "the difference is the wrong way round",
            "If a lies above y and grows still more, does the loss rise or fall?",
        ),
        Mistake(
            "slopes.slope-at-a",
            slopes_with(middle=lambda x, w, z, a, y: slope_at(a)),
            "the slope of the sigmoid is taken at a: the sigmoid is applied twice",
            "Which number goes into the sigmoid, and which comes out?",
        ),
        Mistake(
            "slopes.output-form-at-z",
            slopes_with(middle=lambda x, w, z, a, y: z * (1 - z)),
            "the short form of the slope, which wants the value of the sigmoid, was given z",
            "At z = 0 the curve is steepest. What does your line give there?",
        ),
        Mistake(
            "slopes.tanh-slope",
            slopes_with(middle=lambda x, w, z, a, y: 1 - a**2),
            "this is the slope of tanh, not of the sigmoid",
            "Which curve runs between 0 and 1, and which between -1 and 1?",
        ),
        Mistake(
            "slopes.plus-for-minus",
            slopes_with(middle=lambda x, w, z, a, y: a * (1 + a)),
            "a plus stands where a minus belongs in the slope of the sigmoid",
            "For a large z the curve is nearly flat. Is your number nearly 0 there?",
        ),
        Mistake(
            "slopes.value-for-slope",
            slopes_with(middle=lambda x, w, z, a, y: a),
            "the value a stands where its slope belongs",
            "For a large z the curve is nearly flat. Is your number nearly 0 there?",
        ),
        Mistake(
            "slopes.weight-for-input",
            slopes_with(inner=lambda x, w, z, a, y: w),
            "this is the slope of z in x, not in w",
            "Which of w and x is being nudged, and which stays fixed?",
        ),
    ),
    probes=NEURONS,
    outputs=("dL_da", "da_dz", "dz_dw"),
    output_points=(1, 1, 1),
    uses=("ops.sigmoid",),
    praise="Which of the three depends on y, and which on x?",
)

# ---------------------------------------------------------------- gradients


def gradients_reference(x, w, b, y):
    dL_da, da_dz, dz_dw = slopes_reference(x, w, b, y)
    return dL_da * da_dz * dz_dw, dL_da * da_dz


def gradients_from(dL_dz):
    """Both gradients from a way to compute dL/dz, a function of (z, a, y)."""

    def gradients(x, w, b, y):
        shared = dL_dz(*neuron(x, w, b), y)
        return shared * x, shared

    return gradients


missing_slope = gradients_from(lambda z, a, y: 2 * (a - y))
missing_two = gradients_from(lambda z, a, y: (a - y) * slope_at(z))
difference_reversed = gradients_from(lambda z, a, y: 2 * (y - a) * slope_at(z))


def missing_input(x, w, b, y):
    _, shared = gradients_reference(x, w, b, y)
    return shared, shared


gradients = Exercise(
    name="gradients",
    points=2,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "On the way from w to L, which local slopes does a small change pass, one after another?",
        "The two gradients share all slopes but the last. What does z do when b moves by 0.01?",
    ),
    reference=gradients_reference,
    accepted=(
        gradients_from(lambda z, a, y: 2 * (a - y) * a * (1 - a)),
        gradients_from(lambda z, a, y: 2 * (a - y) / (2 + np.exp(z) + np.exp(-z))),
    ),
    mistakes=(
        Mistake(
            "neuron.missing-sigmoid-slope",
            missing_slope,
            "the slope of the sigmoid is left out of the product",
            "Between z and a stands a curve. How steep is it where the neuron stands?",
        ),
        Mistake(
            "neuron.slope-at-a",
            gradients_from(lambda z, a, y: 2 * (a - y) * slope_at(a)),
            "the slope of the sigmoid is taken at a: the sigmoid is applied twice",
            "Which number goes into the sigmoid, and which comes out?",
        ),
        Mistake(
            "neuron.output-form-at-z",
            gradients_from(lambda z, a, y: 2 * (a - y) * z * (1 - z)),
            "the short form of the sigmoid's slope was given z, where it wants the value a",
            "At z = 0 the curve is steepest. What does your line give there?",
        ),
        Mistake(
            "neuron.plus-for-minus",
            gradients_from(lambda z, a, y: 2 * (a - y) * a * (1 + a)),
            "a plus stands where a minus belongs in the slope of the sigmoid",
            "For a large z the curve is nearly flat. Is your gradient nearly 0 there?",
        ),
        Mistake(
            "neuron.missing-two",
            missing_two,
            "the 2 of the square is missing: this is the gradient of half the loss",
            "Does the loss of this task stand with a factor 1/2?",
        ),
        Mistake(
            "neuron.difference-reversed",
            difference_reversed,
            "the difference between a and y is the wrong way round",
            "If a lies above y and grows still more, does the loss rise or fall?",
        ),
        Mistake(
            "neuron.missing-input",
            missing_input,
            "the chain for w ends at z: its last slope is left out",
            "How much does z move when w moves by 0.01, and does that depend on x?",
        ),
        Mistake(
            "neuron.input-on-bias",
            lambda x, w, b, y: (gradients_reference(x, w, b, y)[0],) * 2,
            "the bias gradient was given the input as a factor, like the weight's",
            "How much does z move when b moves by 0.01, and does that depend on x?",
        ),
        Mistake(
            "neuron.weight-for-input",
            lambda x, w, b, y: tuple(missing_input(x, w, b, y)[0] * f for f in (w, 1)),
            "w was taken where x belongs: this is the slope in x",
            "Which of w and x is being nudged, and which stays fixed?",
        ),
        Mistake(
            "neuron.slopes-added",
            lambda x, w, b, y: (
                sum(slopes_reference(x, w, b, y)),
                sum(slopes_reference(x, w, b, y)[:2]),
            ),
            "the local slopes are added along the chain",
            "If a step doubles a change and the next one triples it, what do the two do together?",
        ),
    ),
    probes=NEURONS,
    outputs=("dL_dw", "dL_db"),
    output_points=(1, 1),
    objective=squared_loss,
    slope_of={"dL_dw": "w", "dL_db": "b"},
    uses=("ops.sigmoid",),
    praise="For which x are the two gradients equal?",
)

# ---------------------------------------------------------------- the 1/2 convention

matching_lr = Exercise(
    name="matching_lr",
    points=1,
    minutes=4,
    grade="warm-up",
    kind="predict",
    hints=(
        "Which of the two losses is larger, and by what factor? What about their gradients?",
        "A step is a product of two numbers. If one of them is larger, what must the other be?",
    ),
    reference=lambda: 0.15,
    accepted=(lambda: 0.3 / 2, lambda: np.float64(0.15)),
    mistakes=(
        wrong_number(
            "half.turned-round",
            0.6,
            "the factor went the wrong way",
            "Whose gradients are larger, the book's or ours, and who needs the smaller rate?",
        ),
        wrong_number(
            "half.unchanged",
            0.3,
            "the rate was kept, although the gradients differ by a factor",
            "What happens to a gradient when its loss is multiplied by a constant?",
        ),
        wrong_number(
            "half.twice",
            0.075,
            "the factor was used twice, once for the loss and once for the square",
            "How many times does the 1/2 occur on the way from the loss to the gradient?",
        ),
        wrong_number(
            "half.squared",
            0.09,
            "the rate was squared",
            "Which part of the loss is squared, and is the learning rate inside it?",
        ),
    ),
    tolerance=1e-6,
    praise="Is one of the two conventions wrong, or is it enough to say which one is meant?",
)

# ---------------------------------------------------------------- update


def update_reference(w, b, dL_dw, dL_db, lr):
    return w - lr * dL_dw, b - lr * dL_db


update = Exercise(
    name="update",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "A positive slope says that the loss rises with w. Which way should w go?",
        "How long is the step when the learning rate is 0.1 and the slope is 3?",
    ),
    reference=update_reference,
    accepted=(
        lambda w, b, dL_dw, dL_db, lr: tuple(np.array([w, b]) - lr * np.array([dL_dw, dL_db])),
    ),
    mistakes=(
        Mistake(
            "update.uphill",
            lambda w, b, dL_dw, dL_db, lr: (w + lr * dL_dw, b + lr * dL_db),
            "the step goes uphill",
            "The gradient points to where the loss rises. Where do we want to go?",
        ),
        Mistake(
            "update.no-rate",
            lambda w, b, dL_dw, dL_db, lr: (w - dL_dw, b - dL_db),
            "the learning rate is not used",
            "With a learning rate of 0, how far should w move?",
        ),
        Mistake(
            "update.step-only",
            lambda w, b, dL_dw, dL_db, lr: (-lr * dL_dw, -lr * dL_db),
            "this is the step, not the place one arrives at",
            "With a gradient of 0, what should the new w be?",
        ),
        Mistake(
            "update.rate-divides",
            lambda w, b, dL_dw, dL_db, lr: (w - dL_dw / lr, b - dL_db / lr),
            "the gradient is divided by the learning rate",
            "Should a smaller learning rate make the step longer or shorter?",
        ),
        Mistake(
            "update.bias-with-weight-gradient",
            lambda w, b, dL_dw, dL_db, lr: (w - lr * dL_dw, b - lr * dL_dw),
            "b moves by the gradient of w",
            "Which slope belongs to which parameter?",
        ),
        Mistake(
            "update.bias-kept",
            lambda w, b, dL_dw, dL_db, lr: (w - lr * dL_dw, b),
            "b stays where it was",
            "Which numbers of the neuron does training change?",
        ),
    ),
    probes=(
        Probe((0.8, -0.3, -1.5, 0.7, 0.1)),
        Probe((-1.2, 0.9, 0.4, -2.2, 0.03)),
        Probe((2.5, 1.6, 3.1, 1.3, 0.5)),
        Probe((-0.6, -2.3, -0.9, -1.7, 2.0)),
    ),
    outputs=("w_new", "b_new"),
    output_points=(1, 1),
    praise="Does a step along the gradient always lower the loss, however large lr is?",
)

# ---------------------------------------------------------------- logistic regression


def cross_entropy_loss(x, w, b, y):
    """The binary cross-entropy of one example as one number."""
    return binary_cross_entropy(neuron(x, w, b)[0], y)[0]


logistic_gradients = Exercise(
    name="logistic_gradients",
    points=2,
    minutes=12,
    grade="core",
    kind="derive",
    hints=(
        "Only the loss is new. Which of the local slopes stay as they were?",
        "Write dL/da for y = 1 and for y = 0 on paper and multiply it by the slope of the "
        "sigmoid. What cancels?",
    ),
    reference=gradients_from(lambda z, a, y: binary_cross_entropy(z, y)[1]),
    accepted=(
        gradients_from(lambda z, a, y: a - y),
        gradients_from(lambda z, a, y: (-y / a + (1 - y) / (1 - a)) * slope_at(z)),
        gradients_from(lambda z, a, y: -(1 - a) if y == 1 else a),
    ),
    mistakes=(
        Mistake(
            "logistic.slope-kept",
            missing_two,
            "the slope of the sigmoid is multiplied in once more, after it has cancelled",
            "When the neuron is surely wrong, should it learn slowly? What does your gradient say?",
        ),
        Mistake(
            "logistic.squared-error",
            gradients_reference,
            "this is the gradient of the squared error",
            "Which loss is asked for here, and what is its slope in a?",
        ),
        Mistake(
            "logistic.missing-sigmoid-slope",
            gradients_from(lambda z, a, y: -y / a + (1 - y) / (1 - a)),
            "the chain jumps from a to w: the slope of the sigmoid is left out",
            "Which local slope lies between a and z?",
        ),
        Mistake(
            "logistic.difference-reversed",
            gradients_from(lambda z, a, y: y - a),
            "the sign is the wrong way round: the minus of the loss, or the difference",
            "If y = 1 and z grows, does the loss rise or fall?",
        ),
        Mistake(
            "logistic.z-for-a",
            gradients_from(lambda z, a, y: z - y),
            "z stands where the probability a belongs",
            "What should the gradient be when the neuron says almost exactly y?",
        ),
        Mistake(
            "logistic.only-label-one",
            gradients_from(lambda z, a, y: -y * (1 - a)),
            "only the term for y = 1 is there, so that examples with y = 0 teach nothing",
            "What is left of your loss when y = 0?",
        ),
        Mistake(
            "logistic.extra-two",
            gradients_from(lambda z, a, y: 2 * (a - y)),
            "there is a 2, which belongs to the squared error",
            "Is anything squared in this loss?",
        ),
        Mistake(
            "logistic.missing-input",
            lambda x, w, b, y: (neuron(x, w, b)[1] - y,) * 2,
            "the chain for w ends at z: its last slope is left out",
            "How much does z move when w moves by 0.01, and does that depend on x?",
        ),
    ),
    probes=tuple(Probe((*probe.inputs[:3], float(k % 2))) for k, probe in enumerate(NEURONS, 1)),
    outputs=("dL_dw", "dL_db"),
    output_points=(1, 1),
    objective=cross_entropy_loss,
    slope_of={"dL_dw": "w", "dL_db": "b"},
    uses=("ops.sigmoid",),
    praise="How large is the gradient when the neuron is surely wrong, and with the squared error?",
)

# ---------------------------------------------------------------- a bug hunt


def exponent_sign(x, w, b, y):
    z = w * x + b
    a = 1 / (1 + np.exp(-z))
    dL_da = 2 * (a - y)
    da_dz = np.exp(z) / (1 + np.exp(-z)) ** 2
    return dL_da * da_dz * x, dL_da * da_dz


find_the_bug = BugHunt(
    name="find_the_bug",
    name_points=1,
    input_points=1,
    minutes=10,
    grade="core",
    hints=(
        "Which of the three local slopes does each planted line compute, and does yours agree?",
        "The example of the lesson shows nothing. What is special about its z, and which "
        "expressions become equal there?",
    ),
    right=gradients_reference,
    suspects=(
        Suspect(
            "reversed-difference",
            difference_reversed,
            "the difference between a and y is the wrong way round",
            "What is the sign of the planted gradient when a lies above y and x is positive?",
        ),
        Suspect(
            "missing-two",
            missing_two,
            "the 2 of the square is missing",
            "Which line of the planted function holds the slope of the square?",
        ),
        Suspect(
            "missing-slope",
            missing_slope,
            "the slope of the sigmoid is left out",
            "Does the planted gradient vanish when z is a large negative number?",
        ),
        Suspect(
            "exponent-sign",
            exponent_sign,
            "in the slope of the sigmoid an exponent has the wrong sign",
            "",
        ),
        Suspect(
            "missing-input",
            missing_input,
            "the last slope of the chain for w is left out",
            "Are the two gradients of the planted function equal?",
        ),
    ),
    bug="exponent-sign",
    exposing=(-1.5, 2.0, 1.0, 1.0),
    blind=(0.5, 2.0, -1.0, 1.0),  # the example of the lesson: z = 0
    more_exposing=((2, 1, 1, 0), (0.3, -2.0, 4.0, 0.5)),
    largest=10.0,
    uses=("ops.sigmoid",),
    praise="How would you choose test inputs so that no such accident can hide a bug?",
)

# ---------------------------------------------------------------- training


def training(step, losses_of=lambda before, after: before):
    """A training loop that takes the given step; losses are counted before each step, or not."""

    def train(x, w, b, y, lr, steps):
        seen = [squared_loss(x, w, b, y)]
        for _ in range(steps):
            w, b = step(x, w, b, y, lr)
            seen.append(squared_loss(x, w, b, y))
        return w, b, np.array(losses_of(seen[:-1], seen[1:]))

    return train


def right_step(x, w, b, y, lr):
    return update_reference(w, b, *gradients_reference(x, w, b, y), lr)


def weight_first(x, w, b, y, lr):
    w = w - lr * gradients_reference(x, w, b, y)[0]
    return w, b - lr * gradients_reference(x, w, b, y)[1]


def gradient_once(x, w, b, y, lr, steps):
    fixed = gradients_reference(x, w, b, y)
    return training(lambda x, w, b, y, lr: update_reference(w, b, *fixed, lr))(
        x, w, b, y, lr, steps
    )


train = Exercise(
    name="train",
    points=3,
    minutes=10,
    grade="core",
    kind="implement",
    hints=(
        "What has to be computed anew in every round, because w and b have moved?",
        "In one round: measure the loss, both gradients, then both steps. Why in this order?",
    ),
    reference=training(right_step),
    accepted=(training(lambda x, w, b, y, lr: right_step(x, w, b, y, lr)),),
    mistakes=(
        Mistake(
            "train.loss-after-step",
            training(right_step, lambda before, after: after),
            "each loss is measured after the step",
            "What should losses[0] say about the neuron you started from?",
        ),
        Mistake(
            "train.one-loss-too-many",
            training(right_step, lambda before, after: [*before, after[-1]]),
            "the loss after the last step is counted too",
            "How many losses are there before a step, when there are three steps?",
        ),
        Mistake(
            "train.uphill",
            training(lambda x, w, b, y, lr: right_step(x, w, b, y, -lr)),
            "the steps go uphill",
            "Do your losses rise or fall?",
        ),
        Mistake(
            "train.weight-first",
            training(weight_first),
            "w has moved already when the gradient for b is computed",
            "At which point should both slopes be taken, and which line changes that point?",
        ),
        Mistake(
            "train.gradient-once",
            gradient_once,
            "the gradients are computed once, before the loop",
            "After the first step the neuron stands elsewhere. Is the slope there the same?",
        ),
        Mistake(
            "train.bias-kept",
            training(lambda x, w, b, y, lr: (right_step(x, w, b, y, lr)[0], b)),
            "b never moves",
            "Which numbers of the neuron does training change?",
        ),
        Mistake(
            "train.return-in-loop",
            lambda x, w, b, y, lr, steps: train.reference(x, w, b, y, lr, 1),
            "the return stands inside the loop, so that one round is all",
            "How far is the line with return indented, and what does that mean?",
        ),
        Mistake(
            "train.own-start",
            lambda x, w, b, y, lr, steps: train.reference(x, 0.0, 0.0, y, lr, steps),
            "the training starts at w = 0 and b = 0, not at the w and b that are given",
            "With 0 steps, which w should come back?",
        ),
        Mistake(
            "train.missing-sigmoid-slope",
            training(lambda x, w, b, y, lr: update_reference(w, b, *missing_slope(x, w, b, y), lr)),
            "the slope of the sigmoid is left out of the gradients; it trains all the same",
            "Would a falling loss have told you? What does a central difference say?",
        ),
    ),
    probes=(
        Probe((-1.5, 0.8, 0.3, 1.0, 0.5, 3), {"steps": 3}),
        Probe((2.0, -0.7, 0.4, 0.0, 1.5, 5), {"steps": 5}),
        Probe((0.6, 1.3, -2.1, 1.0, 0.8, 7), {"steps": 7}),
    ),
    outputs=("w", "b", "losses"),
    output_points=(1, 1, 1),
    uses=("ops.sigmoid",),
    praise="How do the losses look for lr = 0.1, and for lr = 50?",
)

EXERCISES = (
    dL_dw,
    forward,
    local_slopes,
    gradients,
    matching_lr,
    update,
    logistic_gradients,
    find_the_bug,
    train,
)
