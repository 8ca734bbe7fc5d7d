"""What charts share: open axes, and a title that stands left and bold, as in the drawings."""


def open_axes(*several):
    """Take away the frame's lines at the top and at the right."""
    for axes in several:
        axes.spines[["top", "right"]].set_visible(False)


def headline(figure, words):
    """The title of a figure with several axes."""
    figure.suptitle(words, x=0.01, ha="left", weight="bold", size=13)


def title(axes, words):
    """The title of a figure with one pair of axes."""
    axes.set_title(words, loc="left", weight="bold", size=13)
