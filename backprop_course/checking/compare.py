"""How far apart what came is from what was expected, number by number."""

import math

import numpy as np

SINGLE = 1e-5  # float32 carries about seven digits
IN_FULL, BY_HAND = 1e-6, 5e-3  # how far a number found on paper may be from the exact one
SEVERAL = (list, tuple, dict)  # what holds several values
SMALLEST = 1e-8  # numbers are not compared beside a smaller one: that would compare round-off


def flatten(name, value):
    """Pairs (name, number or array) for a value that may be a list, tuple or dict of such."""
    if not isinstance(value, SEVERAL):
        return [(name, value)]
    if isinstance(value, list | tuple):
        parts = [(f"{name}[{k}]", part) for k, part in enumerate(value)]
    else:
        keys = sorted(value, key=repr)  # whatever came first
        parts = [(f"{name}[{key!r}]", value[key]) for key in keys]
    return [leaf for part_name, part in parts for leaf in flatten(part_name, part)]


def leaves(value):
    """The same without names."""
    if not isinstance(value, SEVERAL):
        return [value]
    several = value if isinstance(value, list | tuple) else map(value.get, sorted(value, key=repr))
    return [leaf for part in several for leaf in leaves(part)]


def distance(value, expected):
    """The largest difference between leaves, each relative to the largest expected entry there.

    Infinite when shapes, names or the places of non-finite entries differ.
    """
    if not isinstance(value, SEVERAL) and not isinstance(expected, SEVERAL):
        return leaf_distance(value, expected)
    pairs = paired(value, expected)
    return np.inf if pairs is None else max((leaf_distance(a, b) for a, b in pairs), default=0.0)


def paired(value, expected):
    """The leaves of two values side by side; None where one has a part that the other lacks."""
    if not isinstance(value, SEVERAL) and not isinstance(expected, SEVERAL):
        return [(value, expected)]
    parts = parts_of(value, expected)
    found = [paired(a, b) for a, b in parts] if parts is not None else [None]
    return None if None in found else [pair for some in found for pair in some]


def parts_of(value, expected):
    if isinstance(value, list | tuple) and isinstance(expected, list | tuple):
        return zip(value, expected, strict=True) if len(value) == len(expected) else None
    if isinstance(value, dict) and isinstance(expected, dict) and value.keys() == expected.keys():
        return [(value[key], expected[key]) for key in expected]
    return None


def leaf_distance(value, expected):
    if value is None or expected is None:
        return 0.0 if value is expected else np.inf
    if isinstance(value, float) and isinstance(expected, float):
        return number_distance(value, expected)
    value, expected = as_floats(value), as_floats(expected)
    if value is None or expected is None or value.shape != expected.shape:
        return np.inf
    with np.errstate(invalid="ignore"):  # inf - inf
        gap = float(np.abs(value - expected).max(initial=0.0))
    if not math.isfinite(gap):
        return finite_distance(value, expected)
    return gap / scale_of(float(np.abs(expected).max(initial=0.0)))


def finite_distance(value, expected):
    """The same where inf or nan occurs: it must stand in the same places."""
    finite = np.isfinite(expected)
    if not np.array_equal(value[~finite], expected[~finite], equal_nan=True):
        return np.inf
    if not np.isfinite(value[finite]).all():
        return np.inf
    gap = np.max(np.abs(value[finite] - expected[finite]), initial=0.0)
    return float(gap / scale_of(np.max(np.abs(expected[finite]), initial=0.0)))


def scale_of(largest):
    """What a difference is measured by: the largest entry, 1 where all are 0."""
    return max(largest, SMALLEST) if largest else 1.0


def number_distance(value, expected):
    """The same for two plain floats."""
    if value == expected or (value != value and expected != expected):
        return 0.0
    if not (math.isfinite(value) and math.isfinite(expected)):
        return np.inf
    return float(abs(value - expected) / scale_of(abs(expected)))


def same_again(value, before, usual):
    """Whether two calls gave the same: equal numbers, and for all else the same type."""
    pairs = paired(value, before)
    return pairs is not None and all(same_leaf(a, b, usual) for a, b in pairs)


def same_leaf(leaf, before, usual):
    numeric = as_floats(leaf) is not None and as_floats(before) is not None
    return close(leaf, before, usual) if numeric else type(leaf) is type(before)


def as_floats(value):
    """The value as a float64 array, or None when it does not hold real numbers."""
    if plain_array(value):
        return value
    if type(value) in (float, np.float64):
        return np.array(value)
    if not isinstance(value, bool | int | float | np.generic | np.ndarray):
        return None
    try:
        array = np.array(value, subok=False)
        return array.astype(np.float64) if array.dtype.kind in "biuf" else None
    except (TypeError, ValueError, OverflowError):
        return None


def plain_array(value):
    """Whether this is an array of float64, of no special kind: what answers mostly hold."""
    return type(value) is np.ndarray and value.dtype == np.float64


def numbers(value):
    """All numbers of a value in one row; None when something else is among them."""
    if plain_array(value):
        return value.ravel()
    arrays = [as_floats(leaf) for leaf in leaves(value) if leaf is not None]
    if any(array is None for array in arrays):
        return None
    return np.concatenate([array.ravel() for array in arrays]) if arrays else np.zeros(0)


def is_finite(value):
    """Whether every number in a value is finite."""
    row = numbers(value)
    return row is not None and bool(np.isfinite(row).all())


def tolerance(value, usual):
    """The tolerance for a value: wider where float32 came."""
    if plain_array(value):
        return usual
    return max(usual, SINGLE) if any(map(is_single, leaves(value))) else usual


def is_single(leaf):
    return isinstance(leaf, np.ndarray | np.generic) and leaf.dtype == np.float32


def close(value, expected, usual):
    """Whether two values agree within the tolerance."""
    return distance(value, expected) <= tolerance(value, usual)


def written(value, exact, usual):
    """Whether all numbers of a value are the exact ones, in full or rounded to some digits."""
    pairs = paired(value, exact)
    return pairs is not None and all(written_number(a, b, min(usual, IN_FULL)) for a, b in pairs)


def written_number(number, exact, in_full):
    if np.ndim(number):
        return close(number, exact, in_full)
    number, exact = float(number), float(exact)
    gap = number_distance(number, exact)
    rounded = (float(f"{exact:.{digits}g}") for digits in range(2, 8))
    return gap <= in_full or (gap <= BY_HAND and number in rounded)


def worst_entry(name, value, expected):
    """(label, index, what came, what was expected, size of the whole) at the largest difference."""
    leaves = zip(flatten(name, value), flatten(name, expected), strict=True)
    label, a, b = max(
        ((label, ours, theirs) for (label, ours), (_, theirs) in leaves if theirs is not None),
        key=lambda leaf: np.nan_to_num(leaf_distance(leaf[1], leaf[2]), posinf=1e300),
    )
    a, b = as_floats(a), as_floats(b)
    gap = np.where(np.isfinite(a), np.abs(a - b), np.inf)
    index = tuple(int(k) for k in np.unravel_index(gap.argmax(), gap.shape))
    size = float(np.max(np.abs(b[np.isfinite(b)]), initial=0.0))
    return label, index, float(a[index]), float(b[index]), size


def multiply(value, factor):
    """The value with every number in it multiplied."""
    if isinstance(value, list | tuple):
        return type(value)(multiply(part, factor) for part in value)
    if isinstance(value, dict):
        return {key: multiply(part, factor) for key, part in value.items()}
    return None if value is None else np.asarray(value, dtype=np.float64) * factor
