"""What a training records is what happened: at every epoch that is kept, and up to a divergence."""

from collections.abc import Callable

import numpy as np
import pytest

from shallownet.history import History
from shallownet.losses import cross_entropy
from shallownet.network import Layer, Layers, forward
from shallownet.training import descend
from tests.networks import assert_close, assert_same, generators, random_data, random_layers, run_of

X, Y = random_data(0, 37)


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
        return descend(layers, X, Y, hidden_activations=("tanh", "sine"), learning_rate=0.5, epochs=epochs, batch=batch, rngs=rngs, recorded=recorded)

    history = run(60, [33, 7, 7])
    assert list(history.recorded) == [0, 7, 33, 60]
    assert list(run(60, [90, -4]).recorded) == [0, 60]
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
