"""Implement: linear layers in a row, each updated as soon as that is safe."""

from ...checking import Exercise, Mistake
from .probes import ROWS


def updated_with(
    through=lambda W, new: W,
    moved=lambda W, grad, lr: W - lr * grad,
    passed=lambda grad_y, W: grad_y @ W.T,
    grad_of=lambda x, grad_y: x.T @ grad_y,
):
    """The step with some of its parts replaced; ``through``: which weights the gradient passes."""

    def updated(grad_y, inputs, weights, lr):
        done = []
        for x, W in zip(reversed(inputs), reversed(weights), strict=True):
            new = moved(W, grad_of(x, grad_y), lr)
            grad_y = passed(grad_y, through(W, new))
            done.insert(0, new)
        return done

    return updated


def all_at_the_end(grad_y, inputs, weights, lr):
    grads = [grad_y]
    for W in weights[:0:-1]:
        grads.insert(0, grads[0] @ W.T)
    return [W - lr * x.T @ g for x, W, g in zip(inputs, weights, grads, strict=True)]


def plain(grad_y, inputs, weights, lr):
    done = [None] * len(weights)
    for k in range(len(weights) - 1, -1, -1):
        grad_W = inputs[k].T @ grad_y
        grad_y = grad_y @ weights[k].T
        done[k] = weights[k] - lr * grad_W
    return done


updated_on_the_way = Exercise(
    name="updated_on_the_way",
    points=2,
    minutes=7,
    grade="core",
    kind="implement",
    hints=(
        "Three things happen at each layer. Which two of them use the weights as they were in the "
        "forward pass?",
        "The loop runs from the last layer to the first. How can the list still come out in the "
        "order of the layers?",
    ),
    reference=lambda grad_y, inputs, weights, lr: updated_with()(grad_y, inputs, weights, lr),
    accepted=(all_at_the_end,),
    mistakes=(
        Mistake(
            "on-the-way.too-early",
            updated_with(through=lambda W, new: new),
            "the gradient goes through weights that have moved already",
            "With which weights was the forward pass made?",
        ),
        Mistake(
            "on-the-way.inputs-summed",
            updated_with(grad_of=lambda x, grad_y: x.T.sum(axis=1)[:, None] * grad_y.sum(axis=0)),
            "inputs and gradients are summed over the examples before they are multiplied",
            "Does the input of one example meet the gradient of another?",
        ),
        Mistake(
            "on-the-way.uphill",
            updated_with(moved=lambda W, grad, lr: W + lr * grad),
            "the step goes up",
            "Should the loss rise or fall?",
        ),
        Mistake(
            "on-the-way.no-rate",
            updated_with(moved=lambda W, grad, lr: W - grad),
            "the learning rate is not used",
            "How far should a step go when lr is 0?",
        ),
        Mistake(
            "on-the-way.mean",
            updated_with(grad_of=lambda x, grad_y: x.T @ grad_y / len(x)),
            "it is divided by the number of examples, which has happened at the loss already",
            "Which function knows that the loss is a mean?",
        ),
        Mistake(
            "on-the-way.reversed",
            lambda *given: updated_with()(*given)[::-1],
            "the new weights come in the order of the loop, the last layer first",
            "In which order did the weights come in?",
        ),
        Mistake(
            "on-the-way.gradients",
            updated_with(moved=lambda W, grad, lr: grad),
            "these are the gradients",
            "What does a step do with a gradient?",
        ),
        Mistake(
            "on-the-way.last-layer-alone",
            lambda grad_y, inputs, weights, lr: [
                *weights[:-1],
                weights[-1] - lr * inputs[-1].T @ grad_y,
            ],
            "only the last layer is updated",
            "Which layers have weights?",
        ),
    ),
    probes=ROWS,
    plain=plain,
    outputs=("weights",),
    praise="How many gradients of weights does your loop hold at a time?",
)
