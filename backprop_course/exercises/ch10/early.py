"""A training that ends before its rounds are over; the number of rounds is its last argument."""

from ...checking import Mistake

COUNT = "How many losses should there be, whatever their values?"


def stopping(train, stop):
    """``train(..., rounds)``, which returns losses second, ended where ``stop(losses so far)``."""

    def answer(*inputs):
        *others, rounds = inputs
        losses = train(*inputs)[1]
        ended = (k for k in range(1, rounds + 1) if stop(losses[:k]))
        return train(*others, next(ended, rounds))

    return answer


def early_stops(prefix, train):
    """The two usual Mistakes of a loop that ends early."""
    return (
        Mistake(
            f"{prefix}.stops-when-flat",
            stopping(train, lambda losses: len(losses) > 1 and abs(losses[-2] - losses[-1]) < 1e-4),
            "the loop ends early, when the loss changes only a little more",
            COUNT,
        ),
        Mistake(
            f"{prefix}.stops-when-small",
            stopping(train, lambda losses: losses[-1] < 1e-3),
            "the loop ends early, when the loss is small",
            COUNT,
        ),
    )
