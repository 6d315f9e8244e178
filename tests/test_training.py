"""The fast loop is the textbook's: the same losses and parameters as plain code, and as scikit-learn."""

from collections.abc import Iterator
from math import exp, log, tanh

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from shallownet.activations import ACTIVATIONS
from shallownet.losses import cross_entropy
from shallownet.network import Layer, Layers, forward, gradients
from shallownet.training import descend
from tests.networks import assert_close, generators, random_data, random_layers

X, Y = random_data(0, 37)
SIZES = pytest.mark.parametrize("sizes", [(2, 5, 1), (2, 4, 3, 1), (2, 1, 1), (2, 1, 2, 1), (2, 4, 1, 1)], ids=str)


def activations_of(sizes: tuple[int, ...], key: str = "tanh") -> tuple[str, ...]:
    return (key,) * (len(sizes) - 2)


def shuffled(points: int, batch: int, runs: int) -> Iterator[Iterator[np.ndarray]]:
    """Epoch by epoch the batches, as indices (runs, batch)."""
    rngs = generators(runs)
    while True:
        order = np.stack([rng.permutation(points) for rng in rngs])
        yield (order[:, start : start + batch] for start in range(0, points, batch))


def textbook(layers: Layers, keys, rate: float, epochs: int, l2: float = 0.0, batch: int = 0) -> tuple[np.ndarray, list[Layers]]:
    """Gradient descent straight from the equations: losses (epochs + 1, runs), and the layers after each epoch."""
    shuffles = shuffled(X.shape[1], batch, len(layers[0].weights)) if batch else None
    losses, states = [], [layers]
    for _ in range(epochs):
        losses.append(cross_entropy(forward(layers, X, keys).z[-1], Y)[:, 0])
        for order in next(shuffles) if shuffles else [None]:
            x, y = (X, Y) if order is None else (X.T[order].swapaxes(1, 2), Y[0][order][:, None])
            layers = tuple(Layer(w - rate * (g.weights + l2 * w), b - rate * g.biases) for (w, b), g in zip(layers, gradients(layers, x, y, keys), strict=True))
        states.append(layers)
    return np.array([*losses, cross_entropy(forward(layers, X, keys).z[-1], Y)[:, 0]]), states


@pytest.mark.parametrize("l2", [0.0, 0.05])
@pytest.mark.parametrize("batch", [0, 10, 37, 1])
@pytest.mark.parametrize("key", ["tanh", "relu", "gelu"])
@SIZES
def test_is_the_textbook_loop(sizes, key, batch, l2):
    keys, layers, epochs = activations_of(sizes, key), random_layers(1, sizes, runs=2), 50 if batch != 1 else 10
    history = descend(layers, X, Y, hidden_activations=keys, learning_rate=0.3, epochs=epochs, batch=batch, l2=l2, rngs=generators(2) if batch else ())
    losses, states = textbook(layers, keys, 0.3, epochs, l2, batch)
    np.testing.assert_allclose(history.losses, losses, rtol=1e-9)
    for epoch, state in enumerate(states):
        assert_close(history.layers_at(epoch), state, 1e-9)
    assert np.abs(history.parameters[-1] - history.parameters[0]).max() > 0.1  # something was learnt that could have been wrong


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_every_activation_is_the_textbook_loop(key):
    layers, keys = random_layers(2, (2, 4, 3, 1)), (key, "tanh")
    history = descend(layers, X, Y, hidden_activations=keys, learning_rate=0.2, epochs=20)
    losses, states = textbook(layers, keys, 0.2, 20)
    np.testing.assert_allclose(history.losses, losses, rtol=1e-10)
    assert_close(history.layers_at(20), states[-1], 1e-10)


def test_a_run_in_plain_python():
    """A 2-2-1 network learns XOR for 200 epochs, in loops over numbers that share no code with the package."""
    examples, rate = [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)], 0.5
    w, b, v, c = [[0.5, -0.4], [0.3, 0.8]], [0.1, -0.2], [0.7, -0.6], 0.05
    layers = (Layer(np.array([w]), np.array([b])[..., None]), Layer(np.array([[v]]), np.array([[[c]]])))
    losses = []
    for _ in range(200):
        dw, db, dv, dc, loss = [[0.0, 0.0], [0.0, 0.0]], [0.0, 0.0], [0.0, 0.0], 0.0, 0.0
        for *x, y in examples:
            a = [tanh(w[j][0] * x[0] + w[j][1] * x[1] + b[j]) for j in range(2)]
            p = 1 / (1 + exp(-(v[0] * a[0] + v[1] * a[1] + c)))
            loss -= log(p if y else 1 - p) / 4
            for j in range(2):
                slope = (p - y) * v[j] * (1 - a[j] ** 2) / 4
                dw[j] = [dw[j][k] + slope * x[k] for k in range(2)]
                db[j] += slope
                dv[j] += (p - y) * a[j] / 4
            dc += (p - y) / 4
        losses.append(loss)
        w = [[w[j][k] - rate * dw[j][k] for k in range(2)] for j in range(2)]
        b, v, c = [b[j] - rate * db[j] for j in range(2)], [v[j] - rate * dv[j] for j in range(2)], c - rate * dc
    data = np.array(examples, float).T
    history = descend(layers, data[:2], data[2:], hidden_activations=("tanh",), learning_rate=rate, epochs=200)
    np.testing.assert_allclose(history.losses[:-1, 0], losses, rtol=1e-10)
    assert_close(history.layers_at(200), (Layer(np.array([w]), np.array([b])[..., None]), Layer(np.array([[v]]), np.array([[[c]]]))), 1e-10)
    assert losses[0] - losses[-1] > 0.02


class FromGivenWeights(MLPClassifier):
    """scikit-learn's network, started from our layers."""

    def start(self, layers: Layers) -> "FromGivenWeights":
        self.first = iter([(weights[0].T.copy(), biases[0, :, 0].copy()) for weights, biases in layers])
        return self

    def _init_coef(self, fan_in, fan_out, dtype):
        return next(self.first)


class InOrder:
    """A generator that leaves the examples as they are: scikit-learn's shuffle=False."""

    def permutation(self, points: int) -> np.ndarray:
        return np.arange(points)


@pytest.mark.parametrize(("batch", "l2"), [(0, 0.0), (0, 0.03), (10, 0.0)])
@pytest.mark.parametrize(("key", "theirs"), [("tanh", "tanh"), ("relu", "relu"), ("sigmoid", "logistic"), ("identity", "identity")])
@pytest.mark.parametrize("sizes", [(2, 5, 1), (2, 4, 3, 1)], ids=str)
def test_agrees_with_scikit_learn(sizes, key, theirs, batch, l2):
    layers, epochs, points = random_layers(3, sizes), 30, X.shape[1]
    history = descend(
        layers, X, Y, hidden_activations=activations_of(sizes, key), learning_rate=0.4, epochs=epochs, batch=batch, l2=l2, rngs=[InOrder()] if batch else ()
    )
    model = FromGivenWeights(
        sizes[1:-1], activation=theirs, solver="sgd", alpha=l2 * points, learning_rate_init=0.4, momentum=0, batch_size=batch or points, shuffle=False
    ).start(layers)
    for epoch in range(1, epochs + 1):
        model.partial_fit(X.T, Y[0], classes=[0, 1])
        assert_close(history.layers_at(epoch), tuple(Layer(w.T[None], b[None, :, None]) for w, b in zip(model.coefs_, model.intercepts_, strict=True)), 1e-9)
    if not batch and not l2:
        np.testing.assert_allclose(history.losses[:-1, 0], model.loss_curve_, rtol=1e-9)  # theirs is taken before each step, and adds the penalty


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("batch", [0, 10])
def test_precision_follows_the_layers(dtype, batch):
    layers = random_layers(7, (2, 3, 1), dtype=dtype)
    history = descend(layers, X, Y, hidden_activations=("tanh",), learning_rate=0.5, epochs=5, batch=batch, l2=0.1, rngs=generators(1))
    assert history.parameters.dtype == dtype
    assert all(array.dtype == dtype for layer in history.layers_at(5) for array in layer)
    assert history.losses.dtype == np.float64


def test_arguments_are_left_alone():
    layers = random_layers(8, (2, 3, 1))
    x, y = X.copy(), Y.copy()
    descend(layers, x, y, hidden_activations=("tanh",), learning_rate=0.5, epochs=5)
    assert_close(layers, random_layers(8, (2, 3, 1)), 0)
    np.testing.assert_array_equal(x, X)
    np.testing.assert_array_equal(y, Y)


def wrong_shapes() -> dict[str, dict]:
    first, last = random_layers(0, (2, 4, 1))
    wide, outputs = random_layers(0, (2, 6, 1))[1], random_layers(0, (2, 4, 2))[1]
    return {
        "features": {"x": np.zeros((3, 37))},
        "labels": {"y": np.zeros((1, 36))},
        "label rows": {"y": np.zeros((2, 37))},
        "too many activations": {"hidden_activations": ("tanh", "tanh")},
        "no activation": {"hidden_activations": ()},
        "fan_in too large": {"layers": (first, wide)},
        "fan_in too small": {"layers": (random_layers(0, (2, 6, 1))[0], last)},
        "two outputs": {"layers": (first, outputs)},
        "biases": {"layers": (Layer(first.weights, outputs.biases), last)},
        "runs": {"layers": (first, random_layers(0, (2, 4, 1), runs=2)[1])},
        "runs of data": {"x": np.zeros((3, 2, 37))},
        "test features": {"x_test": np.zeros((3, 5)), "y_test": np.zeros((1, 5))},
        "test labels": {"x_test": np.zeros((2, 5)), "y_test": np.zeros((1, 4))},
    }


@pytest.mark.parametrize("change", wrong_shapes().values(), ids=wrong_shapes())
def test_shapes_that_do_not_fit(change):
    fitting = {"layers": random_layers(0, (2, 4, 1)), "x": X, "y": Y, "hidden_activations": ("tanh",), "learning_rate": 0.1, "epochs": 2}
    descend(**fitting)
    with pytest.raises(ValueError):  # noqa: PT011  some are NumPy's own words
        descend(**{**fitting, **change})


def test_one_generator_a_run():
    for rngs in ((), generators(2), generators(4)):
        with pytest.raises(ValueError, match="one generator a run: 3"):
            descend(random_layers(0, (2, 4, 1), runs=3), X, Y, hidden_activations=("tanh",), learning_rate=0.1, epochs=2, batch=10, rngs=rngs)
