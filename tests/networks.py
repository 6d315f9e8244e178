"""Random networks and data for the tests."""

from itertools import pairwise

import numpy as np

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
