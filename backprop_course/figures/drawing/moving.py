"""What of a chart moves while a slider is dragged, and what stays."""

from contextlib import contextmanager


@contextmanager
def moving(axes):
    """What is drawn inside, matplotlib calls animated: it may be painted over a kept ground.

    Where the figure is saved, it makes no difference.
    """
    before = set(axes.get_children())
    yield
    for artist in axes.get_children():
        if artist not in before:
            artist.set_animated(True)
