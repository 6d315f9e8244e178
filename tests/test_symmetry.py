"""The central lesson: units that start equal stay equal, to the last bit, whatever the sizes. The arithmetic must keep them so."""

import numpy as np
import pytest

from shallownet.activations import ACTIVATIONS
from shallownet.history import History
from shallownet.initializers import INITIALIZERS
from shallownet.measures import distinct_units, spread
from shallownet.network import Layer, Layers, gradients, initialize
from shallownet.training import descend
from tests.networks import random_data, random_layers, run_of

CONSTANTS = (0.0, 0.3, -0.7)
KINDS = pytest.mark.parametrize("dtype", [np.float32, np.float64])
X, Y = random_data(1, 37)
Y[0, :5] = 1  # unequal classes, or sigmoid would not leave zero


def constant_layers(sizes: tuple[int, ...], dtype) -> Layers:
    """A run for each of CONSTANTS; the biases 0, as always at the start."""
    rngs = [np.random.default_rng(0)]
    starts = [initialize(sizes, INITIALIZERS["constant"], rngs, c, dtype) for c in CONSTANTS]
    return tuple(Layer(*(np.concatenate(parts) for parts in zip(*layers, strict=True))) for layers in zip(*starts, strict=True))


def trained(sizes: tuple[int, ...], key: str, dtype, epochs: int, **changes) -> History:
    options = {"hidden_activations": (key,) * (len(sizes) - 2), "learning_rate": 0.1, "recorded": range(0, epochs, 10), **changes}
    return descend(constant_layers(sizes, dtype), X, Y, epochs=epochs, **options)


def assert_equal_units(history: History) -> None:
    for epoch in history.recorded:
        layers = history.layers_at(epoch)
        for index in range(len(layers) - 1):
            for run in range(history.runs):
                assert spread(layers, index, run) == 0, f"sizes {history.sizes}, epoch {epoch}, layer {index + 1}, start {CONSTANTS[run]}"
    for run in range(history.runs):
        assert distinct_units(history.layers_at(history.epochs), run) == [1] * (len(history.sizes) - 2)


def assert_moved(history: History) -> None:
    """Constants other than 0 have learnt something meanwhile: staying put would be no feat."""
    first = history.parameters[0, 1:]
    assert (np.abs(history.parameters[-1, 1:] - first).max(axis=-1) > 1e-3).all()


@KINDS
@pytest.mark.parametrize("layers", ["one", "two alike", "two unlike"])
@pytest.mark.parametrize("key", ACTIVATIONS)
def test_equal_units_stay_equal_at_every_size(key, layers, dtype):
    for units in range(1, 33):
        sizes = {"one": (2, units, 1), "two alike": (2, units, units, 1), "two unlike": (2, units, 33 - units, 1)}[layers]
        history = trained(sizes, key, dtype, 60)
        assert_equal_units(history)
        if units < 8:
            assert_moved(history)


@KINDS
@pytest.mark.parametrize("key", ["tanh", "relu", "sigmoid"])
@pytest.mark.parametrize("units", [3, 5, 7, 9])
def test_equal_units_stay_equal_for_long(units, key, dtype):
    """A plain W @ A drifts at these sizes: 6e-17 after 100 epochs, more than 1 after 5,000."""
    history = trained((2, units, 1), key, dtype, 3000, learning_rate=0.5, recorded=[100, 1000])
    assert_equal_units(history)
    assert_moved(history)


@KINDS
@pytest.mark.parametrize("key", ["tanh", "leaky", "gelu"])
@pytest.mark.parametrize("sizes", [(2, 5, 1), (2, 7, 3, 1), (2, 16, 16, 1)], ids=str)
def test_equal_units_stay_equal_in_mini_batches(sizes, key, dtype):
    history = trained(sizes, key, dtype, 30, batch=10, l2=0.01, rngs=[np.random.default_rng(run) for run in range(3)])
    assert_equal_units(history)
    assert_moved(history)


@KINDS
@pytest.mark.parametrize("points", [1, 3, 37, 175, 250])
@pytest.mark.parametrize("equal", [0, 1])
def test_an_equal_layer_beside_an_unequal_one(equal, points, dtype):
    """The inputs of its units differ, so that the order of their sums counts; BLAS takes another order for another number of examples."""
    x, y = random_data(points, points)
    for units in range(2, 33):
        layers = random_layers(units, (2, units, 8, 1) if equal == 0 else (2, 8, units, 1), scale=0.2, dtype=dtype)
        for values, first in ((layers[equal].weights, np.s_[:, :1]), (layers[equal].biases, np.s_[:, :1]), (layers[equal + 1].weights, np.s_[..., :1])):
            values[:] = values[first].copy()
        gradient = gradients(layers, x.astype(dtype), y.astype(dtype), ("tanh", "tanh"))[equal]
        assert all((values == values[:, :1]).all() for values in gradient)
        after = descend(layers, x, y, hidden_activations=("tanh", "tanh"), learning_rate=0.3, epochs=10, recorded=[]).layers_at(10)
        assert spread(after, equal) == 0
        assert distinct_units(after)[1 - equal] == 8
        assert (after[equal].weights != layers[equal].weights).any()


@KINDS
def test_equal_units_stay_equal_among_others(dtype):
    """Two twins in a layer of different units: they, and only they, stay equal."""
    rng = np.random.default_rng(2)
    layers = initialize((2, 5, 1), INITIALIZERS["xavier"], [rng], dtype=dtype)
    layers[0].weights[0, 3], layers[1].weights[0, 0, 3] = layers[0].weights[0, 1], layers[1].weights[0, 0, 1]
    history = descend(layers, X, Y, hidden_activations=("tanh",), learning_rate=0.5, epochs=500, recorded=[])
    (w, b), (v, _) = run_of(history.layers_at(500), 0)
    np.testing.assert_array_equal([*w[0, 1], b[0, 1, 0], v[0, 0, 1]], [*w[0, 3], b[0, 3, 0], v[0, 0, 3]])
    assert distinct_units(history.layers_at(500)) == [4]
