"""Every data set: shapes, balance, axes, seeds, and classes that can be told apart."""

import numpy as np
import pytest

from shallownet.datasets import DATASETS, EXTENT

EVERY = pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)


def sample(dataset, seed: int, points: int = 400, noise: float = 0.0):
    return dataset.sample(np.random.default_rng(seed), points, noise)


@EVERY
@pytest.mark.parametrize("points", [20, 75, 500])
def test_shapes_and_balance(dataset, points):
    x, y = sample(dataset, 1, points, 0.1)
    assert x.shape == (2, points)
    assert y.shape == (1, points)
    assert x.dtype == y.dtype == np.float64
    assert set(y.ravel()) == {0, 1}
    assert y.sum() == points // 2


@EVERY
@pytest.mark.parametrize("noise", [0.0, 0.1, 0.5, 3.0])
def test_every_point_can_be_seen(dataset, noise):
    for seed in range(5):
        assert np.abs(sample(dataset, seed, noise=noise)[0]).max() < EXTENT


@EVERY
def test_without_noise_the_axes_cut_nothing_off(dataset):
    x = np.concatenate([sample(dataset, seed)[0] for seed in range(20)], axis=1)
    assert np.mean(np.abs(x) > 1.4) < 0.001
    assert np.abs(x).max() > 0.9


@EVERY
def test_the_seed_decides(dataset):
    x, y = sample(dataset, 4, noise=0.1)
    again, labels = sample(dataset, 4, noise=0.1)
    np.testing.assert_array_equal(x, again)
    np.testing.assert_array_equal(y, labels)
    assert not np.isclose(x, sample(dataset, 5, noise=0.1)[0]).all(axis=0).any()


@EVERY
def test_noise_is_added_to_the_same_places(dataset):
    """Twice the noise moves every point twice as far, with a standard deviation of `noise`."""
    still, near, far = (sample(dataset, 2, 500, noise)[0] for noise in (0.0, 0.01, 0.02))
    inside = np.abs(far).max(axis=0) < 1.5
    np.testing.assert_array_equal(still, np.clip(places(dataset, 2, 500), -EXTENT * 0.97, EXTENT * 0.97))
    np.testing.assert_allclose((far - still)[:, inside], 2 * (near - still)[:, inside], atol=1e-12)
    assert np.std((near - still)[:, inside]) == pytest.approx(0.01, rel=0.1)


def places(dataset, seed: int, points: int) -> np.ndarray:
    return dataset.place(np.random.default_rng(seed), np.arange(points) % 2)


@EVERY
def test_classes_lie_apart(dataset):
    """Without noise an example's nearest neighbour is nearly always of its own class."""
    x, y = sample(dataset, 3)
    distance = np.linalg.norm(x[:, :, None] - x[:, None, :], axis=0) + 9 * np.eye(x.shape[1])
    assert np.mean(y[0][distance.argmin(axis=1)] == y[0]) > 0.95


def test_circle_and_xor_are_what_they_are_called():
    x, y = sample(DATASETS["circle"], 1)
    np.testing.assert_array_equal(np.hypot(*x) < 0.8, y[0] == 1)
    x, y = sample(DATASETS["xor"], 1)
    np.testing.assert_array_equal(x[0] * x[1] > 0, y[0] == 1)
    assert all(np.mean(np.sign(x[0]) == side) > 0.4 for side in (-1, 1))
