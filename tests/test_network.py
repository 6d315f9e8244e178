"""The equations: forward by hand, backward against central differences."""

from math import exp, tanh

import numpy as np
import pytest

from shallownet.activations import ACTIVATIONS
from shallownet.losses import cross_entropy
from shallownet.network import Layer, Layers, forward, gradients, parameter_count
from tests.networks import random_data, random_layers, run_of

KEYS = pytest.mark.parametrize("key", ACTIVATIONS)
SIZES = pytest.mark.parametrize("sizes", [(2, 3, 1), (3, 4, 1), (2, 4, 3, 1)], ids=str)


def loss(layers: Layers, x: np.ndarray, y: np.ndarray, activations) -> np.ndarray:
    """Mean cross-entropy, (runs,)."""
    return cross_entropy(forward(layers, x, activations).z[-1], y)[:, 0]


def central_differences(layers: Layers, x: np.ndarray, y: np.ndarray, activations, h: float = 1e-5) -> list[list[np.ndarray]]:
    """dL/dW and dL/db of every layer, one parameter at a time in all runs at once."""
    result = []
    for layer in layers:
        result.append([np.empty_like(values) for values in layer])
        for values, slopes in zip(layer, result[-1], strict=True):
            for place in np.ndindex(values.shape[1:]):
                at = (slice(None), *place)
                kept, ends = values[at].copy(), []
                for step in (h, -h):
                    values[at] = kept + step
                    ends.append(loss(layers, x, y, activations))
                values[at] = kept
                slopes[at] = (ends[0] - ends[1]) / (2 * h)
    return result


def test_forward_by_hand():
    """A 2-2-1 network on one example, in plain arithmetic."""
    layers = (Layer(np.array([[[1.0, -2.0], [0.5, 3.0]]]), np.array([[[0.1], [-0.2]]])), Layer(np.array([[[2.0, -1.0]]]), np.array([[[0.3]]])))
    z, a = forward(layers, np.array([[0.5], [0.25]]), ("tanh",))
    z1, z2 = 1.0 * 0.5 - 2.0 * 0.25 + 0.1, 0.5 * 0.5 + 3.0 * 0.25 - 0.2
    out = 2.0 * tanh(z1) - 1.0 * tanh(z2) + 0.3
    np.testing.assert_allclose(z[0][0, :, 0], [z1, z2], rtol=1e-14)
    np.testing.assert_allclose(a[0][0, :, 0], [tanh(z1), tanh(z2)], rtol=1e-14)
    np.testing.assert_allclose([z[1][0, 0, 0], a[1][0, 0, 0]], [out, 1 / (1 + exp(-out))], rtol=1e-14)


@SIZES
def test_forward_is_the_matrix_equation(sizes):
    layers, (x, _) = random_layers(1, sizes, runs=3), random_data(1, 9, sizes[0])
    keys = ("softplus", "sine")[: len(sizes) - 2]
    trace, below = forward(layers, x, keys), x
    for index, layer in enumerate(layers):
        assert trace.z[index].shape == trace.a[index].shape == (3, sizes[index + 1], 9)
        np.testing.assert_allclose(trace.z[index], layer.weights @ below + layer.biases, rtol=1e-12, atol=1e-12)
        g = ACTIVATIONS[keys[index]] if index < len(keys) else ACTIVATIONS["sigmoid"]
        np.testing.assert_array_equal(trace.a[index], g.value(trace.z[index]))
        below = trace.a[index]


def test_identity_layers_collapse_into_one():
    """W' = W[2] W[1], b' = W[2] b[1] + b[2]."""
    one, two, last = random_layers(2, (2, 5, 4, 1))
    x, _ = random_data(2, 20)
    one_layer = Layer(two.weights @ one.weights, two.weights @ one.biases + two.biases)
    deep, shallow = forward((one, two, last), x, ("identity", "identity")), forward((one_layer, last), x, ("identity",))
    np.testing.assert_allclose(deep.a[-1], shallow.a[-1], rtol=1e-12)


@KEYS
@SIZES
def test_gradients_are_central_differences(sizes, key):
    keys = (key,) * (len(sizes) - 2)
    layers, (x, y) = random_layers(3, sizes, runs=3), random_data(3, 7, sizes[0])
    found = gradients(layers, x, y, keys)
    for gradient, (dw, db) in zip(found, central_differences(layers, x, y, keys), strict=True):
        np.testing.assert_allclose(gradient.weights, dw, rtol=1e-6, atol=1e-8)
        np.testing.assert_allclose(gradient.biases, db, rtol=1e-6, atol=1e-8)
    assert np.abs(found[0].weights).max() > 1e-3


def test_gradients_where_every_layer_and_run_is_of_its_own():
    """Different activations by layer, different data by run."""
    keys, layers = ("tanh", "softplus"), random_layers(4, (2, 4, 3, 1), runs=2)
    x, y = (np.stack(parts) for parts in zip(random_data(4, 6), random_data(5, 6), strict=True))
    for gradient, (dw, db) in zip(gradients(layers, x, y, keys), central_differences(layers, x, y, keys), strict=True):
        np.testing.assert_allclose(gradient.weights, dw, rtol=1e-6, atol=1e-8)
        np.testing.assert_allclose(gradient.biases, db, rtol=1e-6, atol=1e-8)


@KEYS
def test_dz_is_of_each_example_alone(key):
    """dL/dZ is that of the example's own loss; dL/db is the mean of it."""
    layers, (x, y) = random_layers(6, (2, 4, 1), runs=2), random_data(6, 5)
    whole = gradients(layers, x, y, (key,))
    for i in range(5):
        for part, gradient in zip(gradients(layers, x[:, i : i + 1], y[:, i : i + 1], (key,)), whole, strict=True):
            np.testing.assert_allclose(gradient.z[..., i : i + 1], part.biases, rtol=1e-12, atol=1e-15)


def test_a_given_trace_changes_nothing():
    layers, (x, y) = random_layers(7, (2, 4, 1)), random_data(7, 5)
    for a, b in zip(gradients(layers, x, y, ("tanh",)), gradients(layers, x, y, ("tanh",), forward(layers, x, ("tanh",))), strict=True):
        for left, right in zip(a, b, strict=True):
            np.testing.assert_array_equal(left, right)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_runs_do_not_touch(dtype):
    layers, (x, y) = random_layers(8, (2, 7, 3, 1), runs=5, dtype=dtype), random_data(8, 33)
    together = gradients(layers, x.astype(dtype), y.astype(dtype), ("tanh", "sine"))
    for run in range(5):
        for a, b in zip(together, gradients(run_of(layers, run), x.astype(dtype), y.astype(dtype), ("tanh", "sine")), strict=True):
            for left, right in zip(a, b, strict=True):
                assert left.dtype == dtype
                np.testing.assert_array_equal(left[run : run + 1], right)


@pytest.mark.parametrize("keys", [(), ("tanh", "tanh")])
def test_one_activation_a_hidden_layer(keys):
    layers, (x, _) = random_layers(9, (2, 3, 1)), random_data(9, 4)
    with pytest.raises(ValueError, match="zip"):
        forward(layers, x, keys)


@SIZES
def test_parameter_count(sizes):
    assert parameter_count(sizes) == sum(array[0].size for layer in random_layers(0, sizes) for array in layer)
