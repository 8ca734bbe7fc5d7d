"""The kinds of mistakes that people make with gradients: each is planted in some exercise.

The kinds are those that public questions, errata and bug reports of other courses and libraries
show most often.  test_exercises has each mistake diagnosed as itself.
"""

import pytest

from backprop_course import exercises
from backprop_course.checking import BugHunt

KINDS = {  # kind: mistakes of that kind
    "the bias gradient is not summed over the batch, or averaged": (
        "backward.first-bias-not-summed", "step.first-bias-averaged", "find_the_slip.first-row",
    ),
    "1/n is missing, or comes in twice": (
        "logits.no-mean", "backward.both-all-divided-by-batch", "find_the_slip.mean-twice",
    ),
    "loss and gradient have different factors": (
        "paper-04a.half-in-gradient-alone", "half.twice", "bell.half-kept",
    ),
    "a transpose is missing, or one too many": (
        "matmul.weights-transposed", "branches.not-transposed", "backward.both-weights-transposed",
    ),
    "at a fork gradients are overwritten, not added": (
        "walk.overwrites", "gates.overwritten-by-sum", "layer.overwritten",
    ),
    "the graph is walked in the wrong order": (
        "order.as-met", "order.every-path", "order.breadth-first",
    ),
    "gradients are not cleared between steps": ("find_the_step.not-cleared",),
    "the mask of ReLU is made from the wrong numbers": (
        "relu.inverted-below-zero", "backward.two-masks", "find_the_slip.relu-mask",
    ),
    "the slope at exactly 0": ("relu.passes-at-zero", "relu.half-at-zero"),
    "the slope of an activation is taken at the wrong place": (
        "slopes.slope-twice", "tanh-back.tanh-twice", "find_the_share.slope-at-input",
    ),
    "the slope of an activation is missing": (
        "neuron.missing-sigmoid-slope", "tape-gradients.tanh-slope-missing", "time.no-slope",
    ),
    "softmax with cross-entropy: the 1 of the correct class": (
        "logits.mean-of-probabilities", "find_the_column.labels-shifted",
    ),
    "the slope of softmax comes in twice, or its diagonal alone": (
        "logits.softmax-twice", "softmax-back.diagonal",
    ),
    "what arrives from above is ignored": (
        "softmax-back.slopes-alone", "by-hand.upstream-ignored", "kept.starts-from-1",
    ),
    "Jacobian, gradient and their product are confused": (
        "paper-b.diagonal", "upstream.plain-sum",
    ),
    "broadcasting is not undone": ("unbroadcast.reshaped", "unbroadcast.mean-of-stretched"),
    "parameters move before all gradients are taken": (
        "both.w2-too-early", "on-the-way.too-early", "sgd-step.layer-by-layer",
    ),
    "an array of somebody else is changed in place": (
        "step.in-place", "layer-check.arguments", "backward-check.arguments",
    ),
    "a value of another place or time is used": (
        "find_the_slip.before-relu", "step.first-layer-then-second", "any-depth.before-relu",
    ),
    "an index that occurs twice counts once": (
        "tape-gradients.repeated-place", "engine-check.chain",
    ),
    "normalization: a path or a mean is forgotten": (
        "find_the_count.no-mean", "norm-paths.root-forgotten", "find_the_count.batch-norm",
    ),
    "the gradient check itself is wrong": (
        "central.forward", "backward-check.ones", "central.not-divided",
    ),
    "exp overflows, or the log of 0 is taken": (
        "stable.one-maximum", "logits.one-maximum", "log-sum.clipped",
    ),
    "the state of an optimizer, or the order of clipping": (
        "find_the_average.t-stays", "find_the_average.stored-back", "clip.each-alone",
    ),
    "weights that start at 0 or alike": ("stuck.no-bias", "stuck.frequent-class"),
}  # fmt: skip
ALL = [one for number in exercises.numbers() for one in exercises.load(number)]
ALL += [one for number in exercises.numbers() for one in exercises.gaps(number)]
PLANTED = {mistake.id for exercise in ALL for mistake in exercise.mistakes}
PLANTED |= {f"{one.name}.{one.bug}" for one in ALL if isinstance(one, BugHunt)}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_mistake_is_planted_somewhere(kind):
    assert [one for one in KINDS[kind] if one not in PLANTED] == []


def test_the_table_has_every_kind():
    assert len(KINDS) == 25
