"""Checks at the door: each error says what was expected and what came, with both shapes."""

import numpy as np
from numpy import asarray  # by its own name, since every formula asks for it


def array(name, value):
    """``value`` as an array of real or complex numbers; whole numbers become float64."""
    value = asarray(value)
    if value.dtype.kind in "fc":
        return value
    if value.dtype.kind in "iub":
        return value.astype(np.float64)
    raise TypeError(f"{name}: expected numbers, got an array of dtype {value.dtype}")


def rows(name, value, columns=None):
    """``value`` as a 2-D array with one example per row, and ``columns`` columns where given."""
    value = array(name, value)
    if value.ndim == 2 and columns in (None, value.shape[1]):
        return value
    wanted = f"(n, {'features' if columns is None else columns})"
    if value.ndim == 1:
        raise ValueError(
            f"{name}: expected shape {wanted}, got {value.shape}; "
            f"one example is a row: write {name}.reshape(1, -1)"
        )
    raise ValueError(f"{name}: expected shape {wanted}, got {value.shape}")


def same_shape(name, value, other_name, other):
    """Refuse two arrays of different shapes, which broadcasting would join in silence."""
    value, other = np.asarray(value), np.asarray(other)
    if value.shape != other.shape:
        raise ValueError(
            f"{name}: expected the shape of {other_name} {other.shape}, got {value.shape}"
        )


def not_empty(name, value):
    """Refuse an empty batch: a mean over no examples does not exist."""
    if value.size == 0:
        raise ValueError(f"{name}: expected at least one example, got shape {value.shape}")


def finite(name, value):
    """Refuse nan and inf where data enter, and say where the first one stands."""
    if not np.isfinite(value).all():
        bad = np.argwhere(~np.isfinite(value))
        place = tuple(int(i) for i in bad[0])
        raise ValueError(
            f"{name}: expected finite numbers, got {value[place]} at index {list(place)} "
            f"({len(bad)} of {value.size} entries are not finite)"
        )


def class_labels(labels, n, classes):
    """``labels`` as integers (n,) in 0..classes-1, from integers or from one-hot rows."""
    labels = np.asarray(labels)
    if labels.shape == (n, classes) and labels.ndim == 2:
        return _from_one_hot(labels)
    if labels.shape != (n,):
        raise ValueError(
            f"labels: expected shape ({n},) or one-hot ({n}, {classes}), got {labels.shape}"
        )
    if labels.dtype.kind not in "iu":
        raise TypeError(f"labels: expected integers, got an array of dtype {labels.dtype}")
    if labels.astype(np.uintp).max() >= classes:  # read without a sign, -1 is the largest of all
        raise ValueError(
            f"labels: expected 0 to {classes - 1}, got {labels.min()} to {labels.max()}"
        )
    return labels


def _from_one_hot(labels):
    labels = array("labels", labels)
    row_sums, is_binary = labels.sum(axis=1), np.isin(labels, (0, 1)).all()
    if not is_binary or not (row_sums == 1).all():
        raise ValueError("labels: expected one-hot rows, with a single 1 and zeros besides")
    return labels.argmax(axis=1)


def boolean(name, value):
    """``value`` as an array of truth values; numbers are refused, since 0.5 is neither."""
    value = np.asarray(value)
    if value.dtype != bool:
        raise TypeError(f"{name}: expected truth values, got an array of dtype {value.dtype}")
    return value


def vector(name, value, size, owner):
    """``value`` as a 1-D array with one number for each ``owner``, such as each column of x."""
    value = array(name, value)
    if value.shape != (size,):
        raise ValueError(
            f"{name}: expected shape ({size},), a number for each {owner}, got {value.shape}"
        )
    return value


def axes(name, value, names):
    """``value`` as an array with as many axes as ``names``, such as (n, time, features)."""
    value = array(name, value)
    if value.ndim != len(names):
        raise ValueError(f"{name}: expected shape ({', '.join(names)}), got {value.shape}")
    return value


def positive_int(name, value):
    """``value`` as a whole number of at least 1."""
    return whole_number(name, value, 1)


def whole_number(name, value, at_least):
    """``value`` as a whole number, not below ``at_least``."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < at_least:
        raise ValueError(f"{name}: expected a whole number of at least {at_least}, got {value!r}")
    return int(value)


def not_negative(name, value):
    """Refuse numbers below 0, and nan."""
    if not value >= 0:
        raise ValueError(f"{name}: expected a number of at least 0, got {value!r}")
    return value


def fraction(name, value):
    """Refuse numbers below 0, numbers of 1 and above, and nan."""
    if not 0 <= value < 1:
        raise ValueError(
            f"{name}: expected a number from 0 up to but not including 1, got {value!r}"
        )
    return value


def generator(rng):
    """Refuse anything but a ``numpy.random.Generator``: a seed would hide where chance enters."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng: expected a numpy.random.Generator such as np.random.default_rng(0), got {rng!r}"
        )
    return rng
