"""What every layer asks before it goes back."""


def remembered(module, value):
    """What ``module`` kept on the way forward; without a forward pass there is no way back."""
    if value is None:
        raise RuntimeError(f"{type(module).__name__}.backward needs a forward pass before it")
    return value
