"""Implement: one step of gradient descent."""

import numpy as np

from ...checking import Exercise, Probe, WrongPart, composed

RISE = "The gradient points to where the loss rises. Where do we want to go?"
BOTH = "Which numbers of the neuron does training change?"
OWN = "Which slope belongs to which parameter?"
RATE = "How long should the step be when lr is 0, and when it is twice as large?"


def descend(w, b, dL_dw, dL_db, lr):
    return w - lr * dL_dw, b - lr * dL_db


def each(move):
    """A step that moves both parameters alike, by ``move(value, slope, lr)``."""
    return lambda w, b, dL_dw, dL_db, lr: (move(w, dL_dw, lr), move(b, dL_db, lr))


def only(w=None, b=None):
    """A correct step but for one parameter, which moves by ``move(value, slope, lr)``."""

    def step(w_old, b_old, dL_dw, dL_db, lr):
        w_new, b_new = descend(w_old, b_old, dL_dw, dL_db, lr)
        return (
            w(w_old, dL_dw, lr) if w else w_new,
            b(b_old, dL_db, lr) if b else b_new,
        )

    return step


def up(value, slope, lr):
    return value + lr * slope


def without_rate(value, slope, lr):
    return value - slope


def stay(value, slope, lr):
    return value


def bias_from_weight(w, b, dL_dw, dL_db, lr):
    w = w - lr * dL_dw
    return w, w - lr * dL_db


def normalized(w, b, dL_dw, dL_db, lr):
    length = np.hypot(dL_dw, dL_db) or 1.0
    return descend(w, b, dL_dw / length, dL_db / length, lr)


MOVES = (  # value, slope, lr -> new value
    WrongPart(
        "uphill",
        up,
        "the step goes uphill: a plus stands for a minus, or the sign of the gradients is flipped",
        RISE,
    ),
    WrongPart("no-rate", without_rate, "the learning rate is not used", RATE),
    WrongPart(
        "step-only",
        lambda value, slope, lr: -lr * slope,
        "this is the step, not the place one arrives at",
        "With a gradient of 0, what should the new w be?",
    ),
    WrongPart(
        "step-for-place",
        lambda value, slope, lr: lr * slope,
        "this is the length of the step, not the place one arrives at",
        "With a gradient of 0, what should the new w be?",
    ),
    WrongPart(
        "gradients-returned",
        lambda value, slope, lr: slope,
        "these are the gradients: no step is taken",
        "What becomes of the old parameters, and of the learning rate?",
    ),
    WrongPart(
        "rate-divides",
        lambda value, slope, lr: value - slope / lr,
        "the gradient is divided by the learning rate",
        "Should a smaller learning rate make the step longer or shorter?",
    ),
    WrongPart(
        "rate-on-everything",
        lambda value, slope, lr: lr * (value - slope),
        "the learning rate multiplies the parameter too",
        "With a learning rate of 0, where should w be afterwards?",
    ),
    WrongPart(
        "step-reversed",
        lambda value, slope, lr: lr * slope - value,
        "step and parameter are subtracted the wrong way round",
        "With a gradient of 0, what should the new w be?",
    ),
    WrongPart(
        "step-multiplied",
        lambda value, slope, lr: value * (1 - lr * slope),
        "the step is multiplied by the parameter",
        "Where does a parameter go that is 0 now?",
    ),
    WrongPart(
        "half-step",
        lambda value, slope, lr: value - lr * slope / 2,
        "the step is half as long as it should be",
        "Which factor 1/2 is there, and does the task have it?",
    ),
    WrongPart(
        "double-step",
        lambda value, slope, lr: value - 2 * lr * slope,
        "the step is twice as long as it should be: it is taken two times, or has a 2 of its own",
        "How many times is lr times the slope subtracted?",
    ),
    WrongPart(
        "sign-of-slope",
        lambda value, slope, lr: value - lr * np.sign(slope),
        "only the sign of the gradient is used, not its size",
        "Should a steep slope make a longer step than a gentle one?",
    ),
    WrongPart(
        "size-of-slope",
        lambda value, slope, lr: value - lr * abs(slope),
        "the sign of the gradient is lost",
        "Which way should w go when its slope is negative?",
    ),
    WrongPart(
        "fixed-rate",
        lambda value, slope, lr: value - 0.1 * slope,
        "the learning rate is always 0.1, whatever is given",
        RATE,
    ),
    WrongPart(
        "value-twice",
        lambda value, slope, lr: 2 * value - lr * slope,
        "the old value is added twice",
        "With a gradient of 0, what should the new w be?",
    ),
    WrongPart(
        "rate-twice",
        lambda value, slope, lr: value - lr * lr * slope,
        "the learning rate is multiplied in twice",
        RATE,
    ),
    WrongPart(
        "rate-from-one",
        lambda value, slope, lr: value - (1 - lr) * slope,
        "1 - lr stands where the learning rate belongs",
        RATE,
    ),
    WrongPart(
        "nothing-moved",
        stay,
        "nothing has moved: the old values come back",
        "Which names hold the new values, and which ones are returned?",
    ),
)

STEPS = (  # w, b, dL_dw, dL_db, lr -> new w and b
    *(WrongPart(one.id, each(one.function), one.cause, one.question) for one in MOVES),
    WrongPart("bias-kept", only(b=stay), "b stays where it was", BOTH),
    WrongPart("weight-kept", only(w=stay), "w stays where it was", BOTH),
    WrongPart("bias-uphill", only(b=up), "the step of b goes uphill", RISE),
    WrongPart("weight-uphill", only(w=up), "the step of w goes uphill", RISE),
    WrongPart(
        "bias-without-rate", only(b=without_rate), "the learning rate is not used for b", RATE
    ),
    WrongPart(
        "weight-without-rate", only(w=without_rate), "the learning rate is not used for w", RATE
    ),
    WrongPart(
        "bias-with-weight-gradient",
        lambda w, b, dL_dw, dL_db, lr: descend(w, b, dL_dw, dL_dw, lr),
        "b moves by the gradient of w",
        OWN,
    ),
    WrongPart(
        "weight-with-bias-gradient",
        lambda w, b, dL_dw, dL_db, lr: descend(w, b, dL_db, dL_db, lr),
        "w moves by the gradient of b",
        OWN,
    ),
    WrongPart(
        "gradients-exchanged",
        lambda w, b, dL_dw, dL_db, lr: descend(w, b, dL_db, dL_dw, lr),
        "each of the two moves by the other one's gradient",
        OWN,
    ),
    WrongPart(
        "bias-from-weight",
        bias_from_weight,
        "the new b starts from w, not from b",
        "From which number does b start?",
    ),
    WrongPart(
        "gradients-added",
        lambda w, b, dL_dw, dL_db, lr: descend(w, b, dL_dw + dL_db, dL_dw + dL_db, lr),
        "both parameters move by the sum of the two gradients",
        OWN,
    ),
    WrongPart(
        "normalized",
        normalized,
        "the gradients are divided by the length of both together: every step is equally long",
        "Should a steep slope make a longer step than a gentle one?",
    ),
)


KNOWN = {one.id for one in STEPS}
ONE_ALONE = tuple(  # the same slips in one parameter alone
    WrongPart(f"{which}-{one.id}", only(**{name: one.function}), one.cause, one.question)
    for which, name in (("weight", "w"), ("bias", "b"))
    for one in MOVES
    if f"{which}-{one.id}" not in KNOWN and one.id not in ("no-rate", "nothing-moved")
)


def plain(w, b, dL_dw, dL_db, lr):
    w_new = w - lr * dL_dw
    b_new = b - lr * dL_db
    return w_new, b_new


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
    reference=descend,
    accepted=(
        plain,
        lambda w, b, dL_dw, dL_db, lr: tuple(np.array([w, b]) - lr * np.array([dL_dw, dL_db])),
    ),
    mistakes=composed("update", lambda step: step, step=(*STEPS, *ONE_ALONE)),
    probes=(
        Probe((0.8, -0.3, -1.5, 0.7, 0.1)),
        Probe((-1.2, 0.9, 0.4, -2.2, 0.03)),
        Probe((2.5, 1.6, 3.1, 1.3, 0.5)),
        Probe((-0.6, -2.3, -0.9, -1.7, 2.0)),
        Probe((1.4, 0.7, 0.0, 0.6, 0.2)),
    ),
    plain=plain,
    outputs=("w_new", "b_new"),
    output_points=(1, 1),
    praise="Does a step along the gradient always lower the loss, however large lr is?",
)
