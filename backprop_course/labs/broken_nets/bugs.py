"""The table of all bugs: kind, place, truth, an input that shows it and one that does not, cure."""

from collections.abc import Callable
from dataclasses import dataclass

from . import backward_bugs, other_bugs


@dataclass(frozen=True)
class Bug:
    """One planted mistake.

    places: what the plant may be told, such as layer numbers; plant: (run, place, rng).
    shows, blind: an input on which it shows, and one on which it does not ("" if it always does).
    """

    name: str
    kind: str
    truth: str
    shows: str
    blind: str
    places: tuple
    plant: Callable
    cure: Callable


def _wrong_backward(name, places, truth, shows, blind):
    formula = getattr(backward_bugs, name.replace("-", "_"))

    def plant(run, place, rng):
        backward_bugs.disguise(run.net.layers[place], formula)

    def cure(run):
        backward_bugs.undisguise(run.net)

    return Bug(name, "backward", truth, shows, blind, places, plant, cure)


def _other_bug(name, kind, plant, cure, truth, shows, blind, place=""):
    return Bug(name, kind, truth, shows, blind, (place,), lambda p, place, rng: plant(p), cure)


BUGS = (
    _wrong_backward(
        "bias-from-one-row", (0, 3, 6),
        "the bias gradient is that of the first example, not the sum over the batch",
        "a batch of two rows", "a batch of one row",
    ),
    _wrong_backward(
        "weights-transposed", (3,),
        "the weight gradient is g^T x, the transpose of x^T g",
        "one row whose input and gradient are not parallel", "input and gradient alike",
    ),
    _wrong_backward(
        "upstream-ignored", (1, 4),
        "ReLU returns its slope alone, without the gradient that arrives",
        "an arriving gradient of 2", "an arriving gradient of 1",
    ),
    _wrong_backward(
        "path-overwritten", (2,),
        "the residual layer returns the branch's gradient and forgets the other path",
        "any gradient that is not 0", "a gradient of 0",
    ),
    _other_bug(
        "inputs-not-normalized", "data", other_bugs.ink_as_it_comes, other_bugs.scale_inputs,
        "ink goes in as it comes, from 0 to 16",
        "any image: its mean is far from 0", "an image whose ink happens to have mean 0, size 1",
    ),
    Bug(
        "labels-shuffled", "data",
        "the labels stand in another order than the images",
        "the first images, drawn with their labels", "images of one digit only",
        ("",), lambda p, place, rng: other_bugs.shuffle_labels(p, rng),
        other_bugs.labels_as_they_come,
    ),
    _other_bug(
        "rate-too-large", "training", other_bugs.raise_rate, other_bugs.sound_rate,
        "the learning rate is 3, thirty times a good one",
        "one batch: its loss rises with each step on it", "a batch whose gradient is 0",
    ),
    _other_bug(
        "gradient-not-zeroed", "training",
        lambda p: setattr(p, "take_step", other_bugs.step_without_zeroing), other_bugs.sound_step,
        "each step adds its gradient to those of all steps before",
        "two steps: the second is too long", "the first step",
    ),
    _other_bug(
        "updated-too-early", "training",
        lambda p: setattr(p, "take_step", other_bugs.step_layer_by_layer), other_bugs.sound_step,
        "each layer moves before the gradient has passed through it",
        "one step: all layers but the last move a wrong way", "a net of one layer",
    ),
    _other_bug(
        "all-zeros", "init", other_bugs.all_zeros, other_bugs.sound_weights,
        "every weight starts at 0, so all units of a layer are alike",
        "any image: every layer answers 0", "",
    ),
    _other_bug(
        "weights-too-small", "init", other_bugs.weights_of_a_hundredth, other_bugs.sound_weights,
        "weights start with size 0.01, whatever the width",
        "any image: its signal fades from layer to layer", "a net of one layer",
    ),
    _other_bug(
        "units-dead", "model", other_bugs.kill_units, other_bugs.revive_units,
        "the biases of layer 3 start so low that its ReLU is 0 for every image",
        "all training images: not one wakes a unit", "",
    ),
    _other_bug(
        "softmax-twice", "model", other_bugs.append_softmax, other_bugs.end_in_logits,
        "the net ends in a softmax, and the loss takes the softmax again",
        "a perfect answer: its loss is 1.46", "the choice of the largest output",
    ),
    _other_bug(
        "sigmoid-before-softmax", "model", other_bugs.append_sigmoid, other_bugs.end_in_logits,
        "a sigmoid squeezes the logits into 0 to 1 before the softmax of the loss",
        "a perfect answer: its loss is 1.46", "the choice of the largest output",
    ),
    _other_bug(
        "wrong-mode", "model", other_bugs.use_in_training_mode, other_bugs.use_in_eval_mode,
        "the net is tested in training mode and leaves units out at random",
        "one image, asked twice", "one image, asked once",
    ),
)  # fmt: skip

BY_NAME = {bug.name: bug for bug in BUGS}
KINDS = tuple(dict.fromkeys(bug.kind for bug in BUGS))
SUSPECTS = {bug.name: bug.truth for bug in BUGS}
KIND_OF = {bug.name: bug.kind for bug in BUGS}
