"""The fast loop is the textbook's: the same losses and parameters as plain code and as scikit-learn; and its own promises on bits."""

from collections.abc import Callable, Iterator
from math import exp, log, tanh

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from shallownet.activations import ACTIVATIONS
from shallownet.experiment import Experiment
from shallownet.history import History
from shallownet.losses import cross_entropy
from shallownet.network import Layer, Layers, forward, gradients
from shallownet.training import descend, train, train_together
from tests.networks import random_data, random_layers, run_of

X, Y = random_data(0, 37)
SIZES = pytest.mark.parametrize("sizes", [(2, 5, 1), (2, 4, 3, 1), (2, 1, 1), (2, 1, 2, 1)], ids=str)


def activations_of(sizes: tuple[int, ...], key: str = "tanh") -> tuple[str, ...]:
    return (key,) * (len(sizes) - 2)


def generators(runs: int, seed: int = 5) -> list[np.random.Generator]:
    return [np.random.default_rng(seed + run) for run in range(runs)]


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
            layers = tuple(
                Layer(w - rate * (g.weights + l2 * w), b - rate * g.biases) for (w, b), g in zip(layers, gradients(layers, x, y, keys), strict=True)
            )
        states.append(layers)
    return np.array([*losses, cross_entropy(forward(layers, X, keys).z[-1], Y)[:, 0]]), states


def assert_close(layers: Layers, others: Layers, tolerance: float) -> None:
    for layer, other in zip(layers, others, strict=True):
        for ours, theirs in zip(layer, other, strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance)


def assert_same(one: History, other: History, run: int = 0, alone: int = 0) -> None:
    """Run `run` of one is run `alone` of the other, to the last bit and in all that is kept of it."""
    for name in ("losses", "test_losses", "right", "test_right", "parameters", "diverged_at"):
        left, right = getattr(one, name), getattr(other, name)
        assert (left is None) == (right is None)
        if left is not None:
            np.testing.assert_array_equal(left[..., run, :] if name == "parameters" else left[..., run], right[..., alone, :] if name == "parameters" else right[..., alone])


# ---- the numbers


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


# ---- what is recorded


@pytest.mark.parametrize("batch", [0, 10])
def test_scores_are_of_the_layers_before_and_after(batch):
    """Row 0 is before the first epoch; row e is of the layers after e epochs; the test data likewise."""
    x_test, y_test = random_data(9, 11)
    layers = random_layers(4, (2, 4, 1), runs=2)
    history = descend(
        layers, X, Y, hidden_activations=("tanh",), learning_rate=0.5, epochs=40, batch=batch, rngs=generators(2) if batch else (), x_test=x_test, y_test=y_test
    )
    assert history.losses.shape == history.right.shape == history.test_losses.shape == history.test_right.shape == (41, 2)
    assert (history.epochs, history.runs, list(history.diverged_at)) == (40, 2, [-1, -1])
    assert_close(history.layers_at(0), layers, 0)
    for x, y, losses, right in ((X, Y, history.losses, history.right), (x_test, y_test, history.test_losses, history.test_right)):
        for epoch in (0, 1, 17, 40):
            z = forward(history.layers_at(epoch), x, ("tanh",)).z[-1]
            np.testing.assert_allclose(losses[epoch], cross_entropy(z, y)[:, 0], rtol=1e-12)
            np.testing.assert_array_equal(right[epoch], np.sum((z > 0) == (y == 1), axis=-1)[:, 0])
    np.testing.assert_array_equal(history.accuracy, history.right / 37)


def test_without_test_data_there_are_no_test_scores():
    for empty in ({}, {"x_test": X[:, :0], "y_test": Y[:, :0]}):
        history = descend(random_layers(4, (2, 4, 1)), X, Y, hidden_activations=("tanh",), learning_rate=0.5, epochs=3, **empty)
        assert history.test_losses is history.test_right is None


@pytest.mark.parametrize("batch", [0, 10])
def test_recorded_epochs_are_exact(batch):
    """Whatever is kept, layers_at(e) is a run that was stopped at e."""

    def run(epochs: int, recorded=None) -> History:
        rngs = generators(2) if batch else ()
        layers = random_layers(5, (2, 4, 3, 1), runs=2, dtype=np.float32)
        return descend(
            layers, X, Y, hidden_activations=("tanh", "sine"), learning_rate=0.5, epochs=epochs, batch=batch, rngs=rngs, recorded=recorded
        )

    history = run(60, [33, 7, 7, 90, -4])
    assert list(history.recorded) == [0, 7, 33, 60]
    assert list(run(60).recorded) == list(range(61))
    for epoch in history.recorded:
        stopped = run(epoch)
        assert_close(history.layers_at(epoch), stopped.layers_at(epoch), 0)
        np.testing.assert_array_equal(history.losses[: epoch + 1], stopped.losses)
    for missing in (-1, 1, 8, 61, 1000):
        with pytest.raises(KeyError, match="was not recorded"):
            history.layers_at(missing)
    assert [history.nearest(epoch) for epoch in (-3, 3, 4, 21, 59, 99)] == [0, 0, 7, 33, 60, 60]


def test_long_runs_are_recorded_across_stretches():
    """Losses are taken a stretch of epochs at a time; the seams do not show."""
    history = descend(random_layers(6, (2, 3, 1)), X, Y, hidden_activations=("tanh",), learning_rate=0.5, epochs=2500, recorded=[1771, 1772, 2000])
    dense = descend(random_layers(6, (2, 3, 1)), X, Y, hidden_activations=("tanh",), learning_rate=0.5, epochs=2500)
    np.testing.assert_array_equal(history.losses, dense.losses)
    for epoch in history.recorded:
        assert_close(history.layers_at(epoch), dense.layers_at(epoch), 0)
        z = forward(history.layers_at(epoch), X, ("tanh",)).z[-1]
        assert history.losses[epoch] == pytest.approx(cross_entropy(z, Y).ravel(), rel=1e-12)


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


# ---- divergence


def diverging(epochs: int = 60, runs: Callable[[Layers], Layers] = lambda layers: layers, **changes) -> History:
    """Three identity networks of which the middle one starts far too large, and blows up a few epochs later."""
    layers = random_layers(2, (2, 4, 4, 1), runs=3, scale=0.5)
    for layer in layers:
        layer.weights[1] *= 6
    return descend(runs(layers), X, Y, hidden_activations=("identity", "identity"), learning_rate=0.5, epochs=epochs, **changes)


@pytest.mark.parametrize("changes", [{}, {"recorded": [0]}, {"x_test": X[:, :9], "y_test": Y[:, :9]}], ids=["all", "few", "tested"])
def test_divergence_stops_a_run_at_its_first_loss_that_is_no_number(changes):
    history = diverging(**changes)
    stop = history.diverged_at[1]
    assert list(history.diverged_at) == [-1, stop, -1]
    assert 1 < stop < 60
    for losses in (history.losses, history.test_losses) if "x_test" in changes else (history.losses,):
        assert np.isfinite(losses[:stop]).all()
        assert np.isnan(losses[stop:, 1]).all()
        assert np.isfinite(losses[:, [0, 2]]).all()
    assert (history.right[stop:, 1] == history.right[stop - 1, 1]).all()
    assert np.isfinite(history.parameters).all()
    before = history.recorded[history.recorded < stop][-1]
    for epoch in history.recorded[history.recorded >= stop]:
        assert_close(run_of(history.layers_at(epoch), 1), run_of(history.layers_at(before), 1), 0)
    assert list(diverging(stop - 1).diverged_at) == [-1, -1, -1]
    assert list(diverging(stop).diverged_at) == [-1, stop, -1]


@pytest.mark.parametrize("run", [0, 1, 2])
def test_divergence_does_not_touch_the_others(run):
    """Nor do they touch it: alone, a run that has diverged is over; beside others the loop goes on."""
    assert_same(diverging(3000), diverging(3000, runs=lambda layers: run_of(layers, run)), run)


def test_divergence_before_the_first_epoch():
    layers = tuple(Layer(1e30 * w.astype(np.float32), b.astype(np.float32)) for w, b in random_layers(2, (2, 3, 1)))
    history = descend(layers, X, Y, hidden_activations=("identity",), learning_rate=0.1, epochs=4)
    assert list(history.diverged_at) == [0]
    assert np.isnan(history.losses).all()
    assert_close(history.layers_at(4), layers, 0)


# ---- bits


@pytest.mark.parametrize("batch", [0, 16])
@pytest.mark.parametrize("points", [37, 500])
@pytest.mark.parametrize("runs", [2, 3, 8, 32])
def test_a_run_does_not_depend_on_the_runs_beside_it(runs, points, batch):
    x, y = random_data(1, points)
    layers = random_layers(1, (2, 7, 3, 1), runs=runs, dtype=np.float32)

    def run(which: slice) -> History:
        part = tuple(Layer(*(array[which] for array in layer)) for layer in layers)
        return descend(
            part, x, y, hidden_activations=("tanh", "softplus"), learning_rate=0.5, epochs=60, batch=batch, l2=0.001, rngs=generators(runs)[which] if batch else ()
        )

    together = run(slice(None))
    assert_same(together, run(slice(None)), runs - 1, runs - 1)
    for one in (0, runs // 2, runs - 1):
        assert_same(together, run(slice(one, one + 1)), one)


def test_data_of_its_own_a_run():
    """Runs with data of their own are the runs on those data."""
    layers, (xs, ys) = random_layers(3, (2, 4, 1), runs=2), (np.stack(parts) for parts in zip(random_data(3, 20), random_data(4, 20), strict=True))
    together = descend(layers, xs, ys, hidden_activations=("tanh",), learning_rate=0.5, epochs=20)
    for run in range(2):
        assert_same(together, descend(run_of(layers, run), xs[run], ys[run], hidden_activations=("tanh",), learning_rate=0.5, epochs=20), run)


@pytest.mark.parametrize("changes", [{}, {"batch": 20, "l2": 0.01}, {"units2": 3, "activation2": "relu"}, {"test_share": 0.0}], ids=str)
def test_same_experiment_same_bits(changes):
    base = Experiment(epochs=80, **changes)
    starts = [base.but(seed=8), base.but(initializer="zeros"), base.but(initializer="constant", constant=-0.4), base, base.but(initializer="he")]
    together = train_together(starts)
    for run, experiment in enumerate(starts):
        assert_same(together, train(experiment), run)
        assert_same(train(experiment), train(experiment))
    assert together.losses[-1, 0] != together.losses[-1, 3]


def test_an_experiment_is_its_descent():
    experiment = Experiment(units1=3, units2=2, activation2="relu", epochs=30, batch=20, l2=0.01, learning_rate=0.5)
    data = experiment.data()
    for dtype in (np.float32, np.float64):
        by_hand = descend(
            experiment.first_layers(dtype),
            data.x,
            data.y,
            hidden_activations=("tanh", "relu"),
            learning_rate=0.5,
            epochs=30,
            batch=20,
            l2=0.01,
            rngs=[experiment.batch_stream()],
            x_test=data.x_test,
            y_test=data.y_test,
        )
        assert_same(train(experiment, dtype=dtype), by_hand)


@pytest.mark.parametrize("change", [{"epochs": 7}, {"data_seed": 2}, {"units1": 5}, {"learning_rate": 0.1}, {"activation1": "relu"}], ids=str)
def test_experiments_that_differ_in_more_than_their_start_do_not_train_together(change):
    with pytest.raises(ValueError, match="initializer, constant and seed"):
        train_together([Experiment(epochs=5), Experiment(epochs=5).but(**change)])


# ---- bad shapes


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
        "no generators": {"batch": 10},
        "too many generators": {"batch": 10, "rngs": generators(2)},
    }


@pytest.mark.parametrize("change", wrong_shapes().values(), ids=wrong_shapes())
def test_shapes_that_do_not_fit(change):
    fitting = {"layers": random_layers(0, (2, 4, 1)), "x": X, "y": Y, "hidden_activations": ("tanh",), "learning_rate": 0.1, "epochs": 2}
    descend(**fitting)
    with pytest.raises(ValueError):  # noqa: PT011  some are NumPy's own words
        descend(**{**fitting, **change})
