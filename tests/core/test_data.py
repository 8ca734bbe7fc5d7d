"""The digits are whole, disjoint and reproducible; the made-up sets are seeded and balanced."""

from importlib.resources import files

import numpy as np
import pytest

from backprop_course import data

POINTS = {
    "spirals": (data.spirals, 3),
    "moons": (data.moons, 2),
    "xor": (data.xor, 2),
}
every_set = pytest.mark.parametrize("make, classes", POINTS.values(), ids=POINTS)


@pytest.fixture(scope="module")
def stored():
    """The arrays of digits.npz as they stand in the file."""
    with np.load(files("backprop_course") / "digits.npz") as file:
        return dict(file)


def test_digits_shapes_dtypes_and_range():
    (x_train, y_train), (x_test, y_test) = data.load_digits()
    assert x_train.shape == (1437, 64) and y_train.shape == (1437,)
    assert x_test.shape == (360, 64) and y_test.shape == (360,)
    for x, y in ((x_train, y_train), (x_test, y_test)):
        assert x.dtype == np.float64 and y.dtype == np.int64
        assert x.min() == 0.0 and x.max() == 1.0
        assert set(y.tolist()) == set(range(10))


def test_digits_are_read_row_by_row(stored):
    (x_train, y_train), _ = data.load_digits()
    first = stored["train"][0]
    np.testing.assert_array_equal(x_train[0].reshape(8, 8) * 16, stored["images"][first])
    assert y_train[0] == stored["labels"][first]


def test_the_split_is_disjoint_and_covers_every_image(stored):
    rows = np.concatenate([stored["train"], stored["test"]])
    np.testing.assert_array_equal(np.sort(rows), np.arange(1797))


def test_every_digit_gives_the_same_share_to_the_test_part():
    (_, y_train), (_, y_test) = data.load_digits()
    for digit in range(10):
        in_test, in_train = np.sum(y_test == digit), np.sum(y_train == digit)
        assert abs(in_test - 360 / 1797 * (in_test + in_train)) < 1.0


def test_the_split_follows_the_recipe_in_digits_md(stored):
    labels, rng = stored["labels"], np.random.default_rng(0)
    share = np.bincount(labels) * 360 / 1797
    counts = np.floor(share).astype(int)
    counts[np.argsort(counts - share, kind="stable")[: 360 - counts.sum()]] += (
        1  # largest remainders
    )
    chosen = [
        rng.permutation(np.flatnonzero(labels == digit))[: counts[digit]] for digit in range(10)
    ]
    np.testing.assert_array_equal(np.sort(np.concatenate(chosen)), np.sort(stored["test"]))


def test_origin_and_licence_stand_beside_the_digits():
    text = (files("backprop_course") / "digits.md").read_text(encoding="utf-8")
    for word in ("10.24432/C50P49", "CC BY 4.0", "Alpaydin", "default_rng(0)"):
        assert word in text


@every_set
def test_points_have_their_shapes_and_every_class_its_share(make, classes, rng):
    x, y = make(12, rng=rng)
    assert x.shape == (12, 2) and x.dtype == np.float64 and y.dtype.kind == "i"
    np.testing.assert_array_equal(np.bincount(y), np.full(classes, 12 // classes))
    x, y = make(13, rng=rng)
    assert len(x) == len(y) == 13 and np.ptp(np.bincount(y)) == 1


@pytest.mark.parametrize("make", [data.spirals, data.moons, data.xor, data.line])
def test_the_same_seed_gives_the_same_points(make):
    first, again, other = (make(9, rng=np.random.default_rng(seed)) for seed in (4, 4, 5))
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])
    assert (first[0] != other[0]).any()


def test_the_sets_without_noise_lie_where_they_should(rng):
    x, y = data.xor(8, rng=rng, noise=0.0)
    np.testing.assert_array_equal(y == 1, x[:, 0] * x[:, 1] < 0)
    x, y = data.line(8, rng=rng, slope=3.0, intercept=-1.0, noise=0.0)
    assert x.shape == y.shape == (8, 1)
    np.testing.assert_allclose(y, 3.0 * x - 1.0)
    x, _ = data.spirals(300, rng=rng)
    assert np.sqrt((x**2).sum(axis=1)).max() <= 1.0
    x, y = data.moons(300, rng=rng, noise=0.0)
    np.testing.assert_allclose((x[y == 0] ** 2).sum(axis=1), np.ones(150))


def test_spirals_may_have_other_numbers_of_arms(rng):
    assert set(data.spirals(20, rng=rng, classes=5)[1].tolist()) == set(range(5))
