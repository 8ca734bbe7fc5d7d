"""Derive: the gradients under the binary cross-entropy, where slopes cancel."""

from ...checking import Exercise, Mistake, Probe
from ...losses import binary_cross_entropy
from .neurons import NEURONS, neuron, slope_at
from .slopes_multiplied import gradients_from, gradients_reference, missing_two


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
