"""Two layers without a bend are one, to the last bits; with a bend they are not."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shallownet.collapse import collapsed, compare, difference_line, network, number_lines, symbol_lines
from shallownet.experiment import Experiment
from shallownet.losses import cross_entropy
from shallownet.network import Layer, forward
from shallownet.worked import DIGITS
from tests.networks import random_layers
from tests.test_worked import all_agree, matrices

seeds, sizes = st.integers(0, 9999), st.integers(1, 16)


@given(seeds, sizes, st.integers(1, 4), st.floats(0.01, 10))
def test_one_layer_computes_what_two_do(seed, units, features, scale):
    layers = random_layers(seed, (features, units, 1), scale=scale)
    x = np.random.default_rng(seed).standard_normal((features, 7))
    two, (one,) = forward(layers, x, ["identity"]), forward(collapsed(layers), x, []).z
    size = units * (features + 2) * scale * scale * 10 + 1
    np.testing.assert_allclose(one, two.z[-1], rtol=0, atol=size * 1e-15)
    assert cross_entropy(one, np.ones((1, 7))) == pytest.approx(cross_entropy(two.z[-1], np.ones((1, 7))))


@given(seeds, sizes)
def test_difference_over_the_plane(seed, units):
    layers = network(Experiment(seed=seed, units1=units))
    assert compare(layers, "identity", n=21).difference < 5e-14
    linear, bent = compare(layers, "identity", n=21), compare(layers, "tanh", n=21)
    assert bent.difference > 1e-7
    np.testing.assert_array_equal(linear.one_layer, bent.one_layer)


def test_about_one_rounding():
    """The number the page prints."""
    for seed in range(20):
        assert 0 < compare(network(Experiment(seed=seed)), "identity").difference < 2e-15


@pytest.mark.parametrize(("key", "seed"), [("tanh", 3), ("sine", 3), ("relu", 1)])
def test_border_bends(key, seed):
    """The border of the collapsed network is a line: its p is monotone along any row; the bent one's border is no line."""
    seen = compare(network(Experiment(seed=seed)), key, n=81)  # finer than the page draws it
    axis = np.linspace(-1.6, 1.6, len(seen.two_layers))

    def off_the_line(p: np.ndarray) -> float:
        rows = [(axis[np.abs(row - 0.5).argmin()], x2) for row, x2 in zip(p, axis) if row.min() < 0.5 < row.max()]
        x1, x2 = np.array(rows).T
        return float(np.abs(np.polyval(np.polyfit(x2, x1, 1), x2) - x1).max())

    assert off_the_line(seen.one_layer) < 0.03
    assert off_the_line(seen.two_layers) > 0.1


def test_by_hand():
    first = Layer(np.array([[[1.0, 2.0], [3.0, 4.0]]]), np.array([[[1.0], [-1.0]]]))
    second = Layer(np.array([[[2.0, -1.0]]]), np.array([[[0.5]]]))
    (single,) = collapsed((first, second))
    assert single.weights.tolist() == [[[-1.0, 0.0]]]
    assert single.biases.tolist() == [[[3.5]]]


def test_three_layers_are_refused():
    with pytest.raises(ValueError, match="two layers"):
        collapsed(random_layers(1, (2, 3, 3, 1)))


@given(seeds, sizes, st.sampled_from(DIGITS))
def test_printed_matrices_add_up(seed, units, digits):
    weights, bias = number_lines(network(Experiment(seed=seed, units1=units)), digits)
    w2, w1, product = matrices(weights)
    assert (w1.shape, w2.shape) == ((units, 2), (1, units))
    assert all_agree(product, w2 @ w1, digits)
    w2_again, b1, b2, total = matrices(bias)
    assert (w2_again == w2).all()
    assert all_agree(total, w2 @ b1 + b2, digits)


def test_network_is_that_of_the_experiment():
    """Its hidden size and its seed, whatever else was chosen; other seeds give others."""
    layers = network(Experiment(units1=5, units2=3, initializer="zeros", seed=8))
    assert [layer.weights.shape for layer in layers] == [(1, 5, 2), (1, 1, 5)]
    assert (layers[0].weights == network(Experiment(units1=5, seed=8))[0].weights).all()
    for layer, other in zip(layers, network(Experiment(units1=5, seed=9))):
        assert not (layer.weights == other.weights).any() and not (layer.biases == other.biases).any()
    assert all((layer.biases != 0).all() for layer in layers)


@pytest.mark.parametrize(("difference", "printed"), [(2.24e-16, r"2.2 \cdot 10^{-16}"), (0.5312, "0.53"), (0.0, "0"), (1.0e-15, r"1.0 \cdot 10^{-15}")])
def test_difference_as_printed(difference, printed):
    assert difference_line(difference).endswith(f"= {printed}")


def test_only_the_linear_equation_is_taken_apart():
    assert "underbrace" in symbol_lines("identity")[0]
    assert not re.search("underbrace|W'", symbol_lines("tanh")[0]) and r"\tanh" in symbol_lines("tanh")[0]
