"""Implement: the gradient of softmax and cross-entropy together, for a batch."""

from ...checking import Exercise, Mistake
from ...losses import softmax_cross_entropy
from ...ops import sigmoid, softmax, softmax_vjp
from ..ch07.probes import SCORES
from ..ch07.through_loss import (
    at_the_true_class,
    loss_gradient,
    no_mean,
    softmax_twice,
    whole_array_softmax,
    whole_columns,
    with_probabilities,
)

FEW = SCORES[:4]  # without the extreme scores: how to survive them comes later in the lesson

logits_gradient = Exercise(
    name="logits_gradient",
    points=2,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "For one example the answer is a probability, with a correction at one class. Which class, "
        "and which correction?",
        "To change one entry in each row, NumPy takes a pair of indices: the numbers of the rows, "
        "and one class for each. Which arrays are these?",
        "The loss is the mean over the batch. What does that do to every slope?",
    ),
    reference=lambda z, labels: softmax_cross_entropy(z, labels)[1],
    accepted=(
        at_the_true_class,
        with_probabilities(softmax),
        loss_gradient(lambda p, y, z: softmax_vjp(-y / p, z)[0]),
    ),
    mistakes=(
        Mistake(
            "fused.no-mean",
            no_mean,
            "the mean is missing: this is the gradient of the sum over the batch",
            "The loss is a mean. Where does its 1/n go when you differentiate?",
        ),
        Mistake(
            "fused.mean-over-classes",
            lambda z, labels: no_mean(z, labels) / z.shape[1],
            "it is divided by the number of classes, where the number of examples belongs",
            "How many terms does the loss add up before it divides?",
        ),
        Mistake(
            "fused.sign",
            loss_gradient(lambda p, y, z: y - p),
            "the difference is the wrong way round",
            "Raise the logit of the true class. Does the loss rise or fall?",
        ),
        Mistake(
            "fused.no-labels",
            loss_gradient(lambda p, y, z: p),
            "nothing is subtracted at the true classes",
            "Add up one row. If all logits rise together, does the loss change?",
        ),
        Mistake(
            "fused.only-labels",
            loss_gradient(lambda p, y, z: -y),
            "only the true logit is seen: the sum under the softmax is left out",
            "Raise the logit of a wrong class. Does the loss change?",
        ),
        Mistake(
            "fused.no-softmax",
            loss_gradient(lambda p, y, z: z - y),
            "logits stand where probabilities belong",
            "What should a row of the gradient add up to?",
        ),
        Mistake(
            "fused.slope-in-p",
            loss_gradient(lambda p, y, z: -y / p),
            "this is the gradient with respect to p: the backward pass of softmax is missing",
            "Raise the logit of a wrong class. Does the loss change?",
        ),
        Mistake(
            "fused.diagonal",
            loss_gradient(lambda p, y, z: -y * (1 - p)),
            "each probability is differentiated with respect to its own logit alone",
            "Raise one logit. Do the other probabilities of the row stay where they are?",
        ),
        Mistake(
            "fused.softmax-twice",
            softmax_twice,
            "the backward pass of softmax is applied once more, and it is in the difference "
            "already",
            "Which gradient does your formula give: that of p, or that of the logits?",
        ),
        Mistake(
            "fused.whole-columns",
            whole_columns,
            "p[:, labels] picks whole columns, so that every row loses 1 at every label",
            "How many entries should change, and which pair of indices names each of them?",
        ),
        Mistake(
            "fused.everywhere",
            loss_gradient(lambda p, y, z: p - 1),
            "1 is subtracted from every probability",
            "For how many classes of a row is the one-hot label 1?",
        ),
        Mistake(
            "fused.sigmoid",
            with_probabilities(sigmoid),
            "each logit goes through a sigmoid of its own",
            "Do your probabilities of one example add up to 1?",
        ),
        Mistake(
            "fused.whole-array",
            with_probabilities(whole_array_softmax),
            "the softmax divides by the sum over the whole batch",
            "Do the probabilities of each single example add up to 1?",
        ),
        Mistake(
            "fused.other-axis",
            with_probabilities(lambda z: softmax(z.T).T),
            "the softmax runs over the examples, where it should run over the classes",
            "Which of your sums are 1: those of the rows, or those of the columns?",
        ),
        Mistake(
            "fused.squared",
            loss_gradient(lambda p, y, z: softmax_vjp(2 * (p - y), z)[0]),
            "this is the gradient of the squared error of the probabilities",
            "Which loss is to be differentiated, and what is its slope in p?",
        ),
    ),
    probes=FEW,
    outputs=("grad_z",),
    objective=lambda z, labels: softmax_cross_entropy(z, labels)[0],
    slope_of={"grad_z": "z"},
    uses=("ops.softmax",),
    praise="Between which two numbers do the entries of one example lie, whatever the logits?",
)
