"""What the histograms are made of: the numbers of one hidden layer at one epoch, against the equations written out."""

import numpy as np
import pytest

from shallownet.activations import ACTIVATIONS
from shallownet.distributions import layer_numbers
from shallownet.experiment import Experiment
from shallownet.measures import SATURATED
from shallownet.training import train, train_together

STEEPEST = {"tanh": 1.0, "sigmoid": 0.25, "relu": 1.0}  # the largest slope, by calculus


def by_hand(history, epoch: int, layer: int, run: int) -> dict[str, np.ndarray]:
    """z, a, dz, dW and the slopes, in float64 and one layer after the other."""
    parameters = [(w[run].astype(float), b[run].astype(float)) for w, b in history.layers_at(epoch)]
    a, z = [history.x], []
    for (w, b), key in zip(parameters, [*history.hidden_activations, "sigmoid"], strict=True):
        z.append(w @ a[-1] + b)
        a.append(ACTIVATIONS[key].value(z[-1]))
    dz = a[-1] - history.y
    for index in reversed(range(layer, len(parameters))):
        slope = ACTIVATIONS[history.hidden_activations[index - 1]].slope(z[index - 1], a[index])
        dz = parameters[index][0].T @ dz * slope
    return {"z": z[layer - 1], "a": a[layer], "dz": dz, "dw": dz @ a[layer - 1].T / history.y.shape[-1], "slope": slope}


@pytest.mark.parametrize("epoch", [0, 13, 40])
@pytest.mark.parametrize("layer", [1, 2])
@pytest.mark.parametrize("keys", [("tanh", "sigmoid"), ("relu", "tanh"), ("sigmoid", "relu")], ids=str)
def test_numbers_of_a_layer(keys, layer, epoch):
    experiment = Experiment(units1=6, units2=4, activation1=keys[0], activation2=keys[1], epochs=40, points=50, learning_rate=0.5)
    history = train_together([experiment.but(initializer=key) for key in ("xavier", "large")])
    for run in (0, 1):
        found, expected = layer_numbers(history, epoch, layer, run), by_hand(history, epoch, layer, run)
        for name in ("z", "a", "dz", "dw"):
            np.testing.assert_allclose(getattr(found, name), expected[name].ravel(), rtol=2e-4, atol=2e-5, err_msg=name)
        slope = np.abs(expected["slope"])
        assert found.saturated == pytest.approx(np.mean(slope < SATURATED * STEEPEST[keys[layer - 1]]), abs=1.5 / slope.size)
        assert found.dead == pytest.approx(np.mean([not row.any() for row in slope]))


def test_large_weights_saturate_and_small_ones_do_not():
    shares = {key: layer_numbers(train(Experiment(initializer=key, epochs=1, units1=16)), 0, 1).saturated for key in ("small", "xavier", "large")}
    assert shares["small"] == 0
    assert shares["large"] > 0.5 > shares["xavier"]


def test_dead_units_are_counted():
    """From zero, ReLU has slope 0 everywhere: all are dead. From Xavier they are not."""
    zeros, xavier = (layer_numbers(train(Experiment(initializer=key, activation1="relu", epochs=1)), 0, 1) for key in ("zeros", "xavier"))
    assert (zeros.dead, xavier.dead) == (1.0, 0.0)
    assert not zeros.z.any() and not zeros.dw.any()
