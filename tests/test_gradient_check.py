"""The gradient check itself: it agrees where it should, finds a wrong gradient, and knows a kink when it crosses one."""

import numpy as np
import pytest

from shallownet import gradient_check as gc
from shallownet.activations import ACTIVATIONS
from shallownet.history import flat
from shallownet.losses import cross_entropy
from shallownet.network import Layer, forward
from tests.networks import random_data, random_layers


@pytest.mark.parametrize("key", [key for key, g in ACTIVATIONS.items() if not g.kinks])
@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 4, 3, 1)])
def test_agrees_with_backpropagation(key, sizes):
    layers, (x, y) = random_layers(1, sizes), random_data(2, 7)
    result = gc.check(layers, x, y, (key,) * (len(sizes) - 2), 1e-5)
    assert len(result.exact) == flat(layers).size
    assert result.absolute.max() < 1e-9
    assert (result.crossings == 0).all()


def test_finds_a_wrong_gradient(monkeypatch):
    layers, (x, y) = random_layers(1, (2, 3, 1)), random_data(2, 7)
    true = gc.gradients
    monkeypatch.setattr(gc, "gradients", lambda *args: tuple(g._replace(weights=g.weights * 1.001) for g in true(*args)))
    assert gc.check(layers, x, y, ("tanh",), 1e-5).relative.max() > 5e-4


def test_chosen_parameters_are_those_of_the_whole_check():
    layers, (x, y) = random_layers(3, (2, 3, 1)), random_data(4, 5)
    every, some = (gc.check(layers, x, y, ("tanh",), 1e-4, chosen) for chosen in (None, [5, 0]))
    for whole, part in zip(every, some):
        assert (part == whole[[5, 0]]).all()


def test_chunks_do_not_matter(monkeypatch):
    layers, (x, y) = random_layers(3, (2, 4, 1)), random_data(4, 5)
    whole = gc.check(layers, x, y, ("relu",), 1e-2)
    monkeypatch.setattr(gc, "CHUNK", 1)
    for one, other in zip(whole, gc.check(layers, x, y, ("relu",), 1e-2)):
        assert (one == other).all()


def test_kink_within_the_step_is_seen_and_spoils_the_difference():
    """One ReLU unit on one example: z = 0.05, so that a step of 0.1 on the bias passes z = 0."""
    layers = (Layer(np.array([[[1.0]]]), np.array([[[0.05]]])), Layer(np.array([[[2.0]]]), np.array([[[0.0]]])))
    x, y = np.array([[0.0]]), np.array([[0.0]])
    wide, narrow = (gc.check(layers, x, y, ("relu",), step) for step in (0.1, 0.01))
    assert gc.parameter_names((1, 1, 1)) == ["w[1]₁₁", "b[1]₁", "w[2]₁₁", "b[2]₁"]
    assert wide.crossings.tolist() == [0, 1, 0, 0], "only the bias moves z across 0: x is 0, and what comes after does not count"
    assert narrow.crossings.tolist() == [0, 0, 0, 0]
    assert wide.absolute[1] > 0.2
    assert narrow.absolute[1] < 1e-4


def test_zero_gradients_have_no_relative_error():
    layers = tuple(Layer(np.zeros_like(w), np.zeros_like(b)) for w, b in random_layers(1, (2, 3, 1)))
    x, y = random_data(2, 6)
    result = gc.check(layers, x, y, ("tanh",), 1e-3)
    assert (result.exact[:9] == 0).all()
    assert np.isfinite(result.relative).all()


def test_losses_beside_make_the_quotient():
    layers, (x, y) = random_layers(3, (2, 3, 1)), random_data(4, 5)
    for index, numeric in enumerate(gc.check(layers, x, y, ("tanh",), 1e-3).numeric):
        plus, minus = gc.losses_beside(layers, x, y, ("tanh",), index, 1e-3)
        assert (plus - minus) / 2e-3 == pytest.approx(numeric, abs=1e-12)


def test_one_loss_by_hand():
    """The first weight of the first layer, moved by hand."""
    layers, (x, y) = random_layers(5, (2, 3, 1)), random_data(6, 4)
    moved = layers[0].weights.copy()
    moved[0, 0, 0] += 0.5
    z = forward((Layer(moved, layers[0].biases), layers[1]), x, ("tanh",)).z[-1]
    assert gc.losses_beside(layers, x, y, ("tanh",), 0, 0.5)[0] == pytest.approx(float(cross_entropy(z, y)[0, 0]))


def test_error_falls_with_the_square_of_the_step_and_rises_with_rounding():
    layers, (x, y) = random_layers(3, (2, 3, 1)), random_data(4, 5)
    errors = gc.error_curve(layers, x, y, ("tanh",), 0, gc.STEPS)
    assert errors[0] / errors[1] == pytest.approx(100, rel=0.2)
    assert errors[-1] > errors.min() * 10


def test_names_follow_the_order_of_the_parameters():
    assert gc.parameter_names((2, 2, 1)) == ["w[1]₁₁", "w[1]₁₂", "b[1]₁", "w[1]₂₁", "w[1]₂₂", "b[1]₂", "w[2]₁₁", "w[2]₁₂", "b[2]₁"]
    assert "w[2]₁,₁₁" in gc.parameter_names((2, 11, 1))
    layers = random_layers(1, (2, 11, 1))
    assert flat(layers)[0][gc.parameter_names((2, 11, 1)).index("w[2]₁,₁₁")] == layers[1].weights[0, 0, 10]
