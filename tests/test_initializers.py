"""The schemes' variances, as samples, as the papers give them, and in what they are for: z keeps its size from layer to layer."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from shallownet.initializers import INITIALIZERS, Initializer
from shallownet.network import forward, initialize

RANDOM = {key: scheme for key, scheme in INITIALIZERS.items() if scheme.variance}
SCHEMES = pytest.mark.parametrize("key", RANDOM)
SHAPES = pytest.mark.parametrize(("fan_in", "fan_out"), [(3, 40), (40, 3), (2, 16), (16, 5)])
PUBLISHED = {  # n_{l-1}, n_l -> variance
    "xavier": lambda i, o: 1 / i,
    "small": lambda i, o: 0.01**2,
    "large": lambda i, o: 5**2,
    "glorot": lambda i, o: 2 / (i + o),
    "glorot-uniform": lambda i, o: 2 / (i + o),
    "he": lambda i, o: 2 / i,
}


def generators(seed: int, runs: int) -> list[np.random.Generator]:
    return np.random.default_rng(seed).spawn(runs)


def draw(scheme: Initializer, fan_in: int, fan_out: int, count: int = 40_000) -> np.ndarray:
    """About `count` weights W[1] of networks fan_in-fan_out-1."""
    runs = -(-count // (fan_in * fan_out))
    return initialize((fan_in, fan_out, 1), scheme, generators(7, runs))[0].weights


def plausible(weights: np.ndarray, variance: float) -> bool:
    """Mean 0 and this variance, to five standard errors (those of a normal law; a uniform law's are smaller)."""
    return abs(weights.mean()) < 5 * sqrt(variance / weights.size) and abs(weights.var() / variance - 1) < 5 * sqrt(2 / weights.size)


@SHAPES
@SCHEMES
def test_sample_has_the_variance(key, fan_in, fan_out):
    weights = draw(RANDOM[key], fan_in, fan_out)
    assert weights.shape[1:] == (fan_out, fan_in)
    assert plausible(weights, RANDOM[key].variance(fan_in, fan_out))


@SHAPES
@pytest.mark.parametrize("key", PUBLISHED)
def test_variance_is_the_published_one(key, fan_in, fan_out):
    assert RANDOM[key].variance(fan_in, fan_out) == pytest.approx(PUBLISHED[key](fan_in, fan_out))


@SHAPES
@pytest.mark.parametrize("key", ["xavier", "he"])
def test_fan_out_for_fan_in_would_be_noticed(key, fan_in, fan_out):
    wrong = replace(RANDOM[key], variance=lambda i, o: RANDOM[key].variance(o, i))
    assert not plausible(draw(wrong, fan_in, fan_out), RANDOM[key].variance(fan_in, fan_out))


@SHAPES
@SCHEMES
def test_law(key, fan_in, fan_out):
    """A uniform law fills its interval evenly and stays inside; a normal one has the fourth moment of a normal one."""
    scheme = RANDOM[key]
    assert scheme.uniform == ("uniform" in key)
    weights = draw(scheme, fan_in, fan_out) / sqrt(scheme.variance(fan_in, fan_out))
    assert np.mean(weights**4) == pytest.approx(1.8 if scheme.uniform else 3, rel=0.05)
    if scheme.uniform:
        assert 0.999 * sqrt(3) < np.abs(weights).max() <= sqrt(3)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_constants_are_exact(dtype):
    for scheme, c in ((INITIALIZERS["zeros"], 0.0), (INITIALIZERS["constant"], 0.7)):
        for layer in initialize((2, 5, 3, 1), scheme, generators(0, 2), constant=0.7, dtype=dtype):
            np.testing.assert_array_equal(layer.weights, dtype(c))


@pytest.mark.parametrize("key", INITIALIZERS)
def test_shapes_and_biases(key):
    layers = initialize((2, 5, 3, 1), INITIALIZERS[key], generators(0, 4), 0.5, np.float32)
    assert [layer.weights.shape for layer in layers] == [(4, 5, 2), (4, 3, 5), (4, 1, 3)]
    assert [layer.biases.shape for layer in layers] == [(4, 5, 1), (4, 3, 1), (4, 1, 1)]
    assert all(array.dtype == np.float32 for layer in layers for array in layer)
    assert not any(layer.biases.any() for layer in layers)


def test_schemes_of_one_seed_differ_by_scale_only():
    sizes = (2, 7, 3, 1)
    standard = initialize(sizes, replace(RANDOM["he"], variance=lambda i, o: 1.0), generators(5, 3))
    for scheme in RANDOM.values():
        for plain, layer in zip(standard, initialize(sizes, scheme, generators(5, 3)), strict=True):
            units, fan_in = layer.weights.shape[1:]
            scaled = layer.weights / sqrt(scheme.variance(fan_in, units))
            if scheme.uniform:  # the same draw through its quantile: same order, same signs
                np.testing.assert_array_equal(scaled.argsort(axis=None), plain.weights.argsort(axis=None))
                np.testing.assert_array_equal(np.sign(scaled), np.sign(plain.weights))
            else:
                np.testing.assert_allclose(scaled, plain.weights, rtol=1e-12)


def test_a_run_draws_what_it_draws_alone():
    together = initialize((2, 4, 1), RANDOM["xavier"], generators(9, 3))
    alone = initialize((2, 4, 1), RANDOM["xavier"], generators(9, 3)[1:2])
    for a, b in zip(together, alone, strict=True):
        np.testing.assert_array_equal(a.weights[1:2], b.weights)


def growth(scheme: Initializer, activation: str, sizes: tuple[int, ...] = (80, 320, 40, 160, 20)) -> np.ndarray:
    """E[z²] of every layer after the first over that of the layer before it, in wide rectangular networks."""
    layers = initialize((*sizes, 1), scheme, generators(3, 100))
    x = np.random.default_rng(4).standard_normal((sizes[0], 8))
    moments = [np.mean(z**2) for z in forward(layers, x, (activation,) * (len(sizes) - 1)).z[:-1]]
    return np.array(moments[1:]) / moments[:-1]


def swapped(key: str) -> Initializer:
    return replace(INITIALIZERS[key], variance=lambda i, o: INITIALIZERS[key].variance(o, i))


@pytest.mark.parametrize(("key", "activation"), [("xavier", "identity"), ("he", "relu")])
def test_z_keeps_its_size(key, activation):
    assert np.abs(growth(INITIALIZERS[key], activation) - 1).max() < 0.1
    assert np.abs(np.log(growth(swapped(key), activation))).min() > np.log(3)  # fan_out: every layer off by its ratio


def test_xavier_gives_z_the_size_of_its_input():
    """Any activation: E[z²] = E[a²] of the layer before."""
    layers = initialize((80, 320, 40, 160, 1), INITIALIZERS["xavier"], generators(3, 100))
    x = 1.7 * np.random.default_rng(4).standard_normal((80, 8))
    z, a = forward(layers, x, ("tanh", "sigmoid", "tanh"))
    for after, before in zip(z[:3], (x, *a), strict=False):
        assert np.mean(after**2) == pytest.approx(np.mean(before**2), rel=0.1)
