"""Random networks and data for the tests, and how to compare what became of them."""

from itertools import pairwise

import numpy as np

from shallownet.history import History
from shallownet.network import Layer, Layers


def random_layers(seed: int, sizes: tuple[int, ...], runs: int = 1, scale: float = 1.0, dtype=np.float64) -> Layers:
    """Normal weights and biases. The biases too, because zero biases put every unit without inputs on a kink."""
    rng = np.random.default_rng(seed)
    return tuple(
        Layer(scale * rng.standard_normal((runs, units, fan_in)).astype(dtype), scale * rng.standard_normal((runs, units, 1)).astype(dtype))
        for fan_in, units in pairwise(sizes)
    )


def random_data(seed: int, points: int, features: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """x (features, points), y (1, points), both classes among them."""
    rng = np.random.default_rng(seed)
    return rng.standard_normal((features, points)), rng.permutation(np.arange(points) % 2)[None].astype(float)


def run_of(layers: Layers, run: int) -> Layers:
    """One of the networks, the runs axis kept."""
    return tuple(Layer(layer.weights[run : run + 1], layer.biases[run : run + 1]) for layer in layers)


def generators(runs: int, seed: int = 5) -> list[np.random.Generator]:
    return [np.random.default_rng(seed + run) for run in range(runs)]


def assert_close(layers: Layers, others: Layers, tolerance: float) -> None:
    for layer, other in zip(layers, others, strict=True):
        for ours, theirs in zip(layer, other, strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance)


def assert_same(one: History, other: History, run: int = 0, alone: int = 0) -> None:
    """Run `run` of one is run `alone` of the other, to the last bit and in all that is kept of it."""
    for name in ("losses", "test_losses", "right", "test_right", "diverged_at"):
        left, right = getattr(one, name), getattr(other, name)
        assert (left is None) == (right is None)
        if left is not None:
            np.testing.assert_array_equal(left[..., run], right[..., alone])
    np.testing.assert_array_equal(one.parameters[:, run], other.parameters[:, alone])
