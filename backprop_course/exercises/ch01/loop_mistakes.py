"""The usual mistakes of a training loop."""

import numpy as np

from ...checking import Mistake
from .training_loops import (
    bias_first,
    bias_of_last_round,
    filled_from_the_end,
    first_round_missing,
    for_steps,
    forward_once,
    gradient_once,
    gradients_added_up,
    last_loss_alone,
    last_step_missing,
    loss_in_between,
    start_in_each_round,
    stopping_before_the_step,
    train_reference,
    training,
    unfilled_end,
    until_flat,
    until_small,
    weight_first,
    weight_of_last_round,
    weights_for_losses,
    with_momentum,
)

BEFORE = "What should losses[0] say about the neuron you started from?"
COUNT = "How many steps are there, and how many of them does your loop take?"

LOOPS = (
    Mistake(
        "train.loss-after-step",
        training(seen=lambda before, after: after),
        "each loss is measured after the step",
        BEFORE,
    ),
    Mistake(
        "train.one-loss-too-many",
        training(seen=lambda before, after: [*before, *after[-1:]]),
        "the loss after the last step is counted too",
        "How many losses are there before a step, when there are three steps?",
    ),
    Mistake(
        "train.losses-reversed",
        training(seen=lambda before, after: before[::-1]),
        "the losses stand in reverse order, or are sorted",
        BEFORE,
    ),
    Mistake(
        "train.mean-loss",
        training(seen=lambda before, after: np.mean(before) if before else 0.0),
        "one mean of the losses is returned in place of all of them",
        "What shape should losses have?",
    ),
    Mistake(
        "train.last-loss",
        training(seen=lambda before, after: before[-1] if before else 0.0),
        "one loss alone is returned, where all of them are asked for",
        "What shape should losses have?",
    ),
    Mistake(
        "train.list-made-anew",
        last_loss_alone,
        "only the last loss is kept: the list is made anew in each round, or filled after the loop",
        "Which lines run in every round, and which of them make the list or fill it?",
    ),
    Mistake(
        "train.one-round-fewer",
        for_steps(lambda steps: max(steps - 1, 0)),
        "there is one round fewer than steps",
        COUNT,
    ),
    Mistake(
        "train.one-round-more",
        for_steps(lambda steps: steps + 1),
        "there is one round more than steps",
        COUNT,
    ),
    Mistake(
        "train.last-round-missing",
        unfilled_end,
        "the last round is left out, and its loss stays 0",
        COUNT,
    ),
    Mistake(
        "train.return-in-loop",
        for_steps(lambda steps: min(steps, 1)),
        "only one round is taken: a return inside the loop, or a loop of one round",
        "How many rounds does your loop take, and how far is the line with return indented?",
    ),
    Mistake(
        "train.stops-when-flat",
        until_flat,
        "the loop ends early, when the loss falls only a little more",
        "How many losses should there be, whatever their values?",
    ),
    Mistake(
        "train.stops-when-small",
        until_small,
        "the loop ends early, when the loss is small",
        "How many losses should there be, whatever their values?",
    ),
    Mistake(
        "train.weight-first",
        weight_first,
        "w has moved already when the gradient for b is computed",
        "At which point should both slopes be taken, and which line changes that point?",
    ),
    Mistake(
        "train.bias-first",
        bias_first,
        "b has moved already when the gradient for w is computed",
        "At which point should both slopes be taken, and which line changes that point?",
    ),
    Mistake(
        "train.loss-in-between",
        loss_in_between,
        "each loss is measured between the two steps: w has moved, and b has not",
        BEFORE,
    ),
    Mistake(
        "train.last-loss-repeated",
        lambda x, w, b, y, lr, steps: (
            *train_reference(x, w, b, y, lr, steps)[:2],
            np.repeat(train_reference(x, w, b, y, lr, steps)[2][-1:], steps),
        ),
        "all losses are the last one",
        "Which entry does each round write?",
    ),
    Mistake(
        "train.gradient-once",
        gradient_once,
        "the gradients are computed once, before the loop",
        "After the first step the neuron stands elsewhere. Is the slope there the same?",
    ),
    Mistake(
        "train.restarted",
        start_in_each_round,
        "every round starts again from the w and b that were given",
        "Which names does a round read, and which ones did the round before write?",
    ),
    Mistake(
        "train.own-start",
        lambda x, w, b, y, lr, steps: train_reference(x, 0.0, 0.0, y, lr, steps),
        "the training starts at w = 0 and b = 0, not at the w and b that are given",
        "With 0 steps, which w should come back?",
    ),
    Mistake(
        "train.start-returned",
        lambda x, w, b, y, lr, steps: (w, b, train_reference(x, w, b, y, lr, steps)[2]),
        "the w and b of the start are returned, not those of the end",
        "Which names hold the trained values?",
    ),
    Mistake(
        "train.falling-rate",
        training(rate=lambda lr, k: lr / (k + 1)),
        "the learning rate gets smaller from round to round",
        "Which learning rate should the third step have?",
    ),
    Mistake(
        "train.momentum",
        with_momentum,
        "old gradients are carried along, as in momentum",
        "Which gradients should a step use: those of this round, or a sum of all so far?",
    ),
    Mistake(
        "train.breaks-when-small",
        stopping_before_the_step(lambda seen: seen[-1] < 1e-2),
        "the loop ends early, when the loss is small",
        "How many losses should there be, whatever their values?",
    ),
    Mistake(
        "train.breaks-when-flat",
        stopping_before_the_step(lambda seen: len(seen) > 1 and seen[-2] - seen[-1] < 1e-3),
        "the loop ends early, when the loss falls only a little more",
        "How many losses should there be, whatever their values?",
    ),
    Mistake(
        "train.index-from-the-end",
        training(seen=filled_from_the_end),
        "the losses after the first stand in reverse order: a negative index counts from the end",
        "Which entry does losses[-1] name, and which one losses[-2]?",
    ),
    Mistake(
        "train.first-round-missing",
        first_round_missing,
        "the loop begins one round too late, and the first loss stays 0",
        "Which is the first number that the loop counts?",
    ),
    Mistake(
        "train.last-step-missing",
        last_step_missing,
        "one step is missing: fewer are taken than steps asks for",
        COUNT,
    ),
    Mistake(
        "train.weights-for-losses",
        weights_for_losses,
        "the weights of all rounds are returned as losses",
        "Which number is put on the list in each round?",
    ),
    Mistake(
        "train.halved-rate",
        training(rate=lambda lr, k: lr / 2**k),
        "the learning rate is halved from round to round",
        "Which learning rate should the third step have?",
    ),
    Mistake(
        "train.forward-once",
        forward_once,
        "a is computed once, before the loop: gradients and losses never change",
        "After the first step the neuron stands elsewhere. Which lines should run anew?",
    ),
    Mistake(
        "train.gradients-added-up",
        gradients_added_up,
        "the gradients of all rounds so far are added up, and each step takes the sum",
        "Which gradients should a step use: those of this round, or a sum of all so far?",
    ),
    Mistake(
        "train.new-weight-unused",
        weight_of_last_round,
        "each round makes a new w that the next round does not use",
        "Which names does a round read, and which ones did the round before write?",
    ),
    Mistake(
        "train.new-bias-unused",
        bias_of_last_round,
        "each round makes a new b that the next round does not use",
        "Which names does a round read, and which ones did the round before write?",
    ),
)
