"""A gap of the lesson: forward, backward, update, as one function."""

from ...checking import Exercise, Mistake, Probe, composed
from ...ops import sigmoid
from .activation_parts import ACTIVATIONS
from .many_steps import SAME
from .neurons import weighted_sum
from .one_step import STEPS, descend
from .parts import SUMS
from .slopes import from_value
from .slopes_multiplied import gradients, gradients_with


def step_with(slopes=None, move=descend, linear=weighted_sum, activation=sigmoid):
    """One step of training with some of its parts replaced."""
    slopes = slopes or gradients_with(linear, activation, middle=from_value)
    return lambda x, w, b, y, lr: move(w, b, *slopes(x, w, b, y), lr)


def weight_first(x, w, b, y, lr):
    w_new, _ = step_with()(x, w, b, y, lr)
    return w_new, step_with()(x, w_new, b, y, lr)[1]


def two_steps(x, w, b, y, lr):
    return step_with()(x, *step_with()(x, w, b, y, lr), y, lr)


def plain(x, w, b, y, lr):
    z = w * x + b
    a = sigmoid(z)
    dL_dz = 2 * (a - y) * a * (1 - a)
    w_new = w - lr * dL_dz * x
    b_new = b - lr * dL_dz
    return w_new, b_new


train_step = Exercise(
    name="train_step",
    points=2,
    minutes=4,
    grade="core",
    kind="implement",
    hints=(
        "Three moves: forward, backward, update. Which functions do you have for the first two?",
        "Each parameter moves by the learning rate times its gradient. Towards the gradient, or "
        "against it?",
    ),
    reference=step_with(),
    accepted=(plain, step_with(gradients_with())),
    mistakes=(
        *composed("whole-step", step_with, move=STEPS),
        *(
            Mistake(
                one.id.replace("neuron.", "whole-step."),
                step_with(one.function),
                one.cause,
                one.question,
            )
            for one in gradients.mistakes
            if not one.id.endswith(SAME)
        ),
        *composed(  # a step function is flat, so nothing moves
            "whole-step", step_with, linear=SUMS, activation=ACTIVATIONS, without=("step",)
        ),
        Mistake(
            "whole-step.weight-first",
            weight_first,
            "w has moved already when the gradient for b is computed",
            "At which point should both slopes be taken, and which line changes that point?",
        ),
        Mistake(
            "whole-step.two-steps",
            two_steps,
            "two steps are taken, the second from where the first one ends",
            "How many times does each parameter move?",
        ),
    ),
    probes=(
        Probe((0.5, 2.0, -1.0, 1.0, 0.1)),
        Probe((-1.5, 0.8, 0.3, 1.0, 0.5)),
        Probe((2.0, 0.9, -0.4, 0.3, 1.5)),
        Probe((0.6, 1.3, -2.1, 1.0, 0.8)),
    ),
    plain=plain,
    outputs=("w_new", "b_new"),
    output_points=(1, 1),
    uses=("ops.sigmoid",),
    praise="What would a second call, with the new w and b, compute anew?",
)
