"""What charts share: axes without the frame lines that labels could run into."""


def open_axes(*several):
    """Take away the frame's lines at the top and at the right."""
    for axes in several:
        axes.spines[["top", "right"]].set_visible(False)
