"""Measures against their definitions, written out."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shallownet.activations import ACTIVATIONS
from shallownet.measures import (
    SATURATED,
    dead_units,
    distinct_units,
    equal_stretches,
    gradient_norms,
    groups,
    saturation,
    slopes,
    spread,
    steepest,
    unit_vectors,
)
from shallownet.network import forward, gradients
from tests.networks import random_data, random_layers

STEEPEST = {"tanh": 1, "sigmoid": 0.25, "relu": 1, "leaky": 1, "sine": 1, "softsign": 1, "gelu": 1.12899, "softplus": 0.99331}
SMALL = st.integers(1, 3).flatmap(lambda width: st.lists(st.lists(st.integers(0, 2), min_size=width, max_size=width), min_size=1, max_size=8))


@given(SMALL)
def test_groups_are_the_equal_rows(table):
    numbers = groups(np.array(table, float))
    firsts = [table.index(row) for row in table]
    assert list(numbers) == [sorted(set(firsts)).index(first) for first in firsts]


def test_groups_go_by_value_and_within_the_tolerance():
    assert list(groups(np.array([[0.0, 1], [-0.0, 1], [1e-12, 1]]))) == [0, 0, 1]
    assert list(groups(np.array([[0.0], [0.9], [1.8], [1.0]]), tolerance=1)) == [0, 0, 1, 0]


def test_unit_vectors_are_weights_in_bias_weights_out():
    layers = random_layers(1, (2, 4, 3, 1), runs=2)
    for index, (fan_in, units, fan_out) in enumerate([(2, 4, 3), (4, 3, 1)]):
        vectors = unit_vectors(layers, index)
        assert vectors.shape == (2, units, fan_in + 1 + fan_out)
        for run, unit in np.ndindex(2, units):
            expected = [*layers[index].weights[run, unit], *layers[index].biases[run, unit], *layers[index + 1].weights[run, :, unit]]
            np.testing.assert_array_equal(vectors[run, unit], expected)


@pytest.mark.parametrize("part", ["weights in", "bias", "weights out"])
def test_units_are_distinct_by_any_of_them(part):
    layers = random_layers(2, (2, 5, 3, 1), runs=2)
    assert distinct_units(layers, 1) == [5, 3]
    layers[0].weights[1, 4], layers[0].biases[1, 4], layers[1].weights[1, :, 4] = layers[0].weights[1, 2], layers[0].biases[1, 2], layers[1].weights[1, :, 2]
    assert distinct_units(layers, 1) == [4, 3]
    assert distinct_units(layers, 0) == [5, 3]
    values = {"weights in": layers[0].weights[1, 4], "bias": layers[0].biases[1, 4], "weights out": layers[1].weights[1, 2:, 4]}[part]
    values[-1] = np.nextafter(values[-1], 9)
    assert distinct_units(layers, 1) == [5, 3]
    assert distinct_units(layers, 1, tolerance=1e-9) == [4, 3]


def test_spread_is_the_largest_difference_of_two_units():
    layers = random_layers(3, (2, 4, 3, 1), runs=2)
    for index, run in np.ndindex(2, 2):
        vectors = unit_vectors(layers, index)[run]
        assert spread(layers, index, run) == max(abs(a - b) for u in vectors for v in vectors for a, b in zip(u, v, strict=True))


@pytest.mark.parametrize(
    ("key", "slope"), [("tanh", 1), ("sigmoid", 0.25), ("relu", 1), ("sine", 1), ("softsign", 1), ("gelu", 1.12899), ("softplus", 0.99331)]
)
def test_steepest(key, slope):
    assert steepest(key) == pytest.approx(slope, abs=1e-5)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_dead_and_saturated_units_by_counting(key):
    layers, (x, _) = random_layers(4, (2, 8, 8, 1), runs=2, scale=4), random_data(4, 25)
    layers[0].biases[0, 0] = -1e3  # left of everything
    trace, keys = forward(layers, x, (key, "tanh")), (key, "tanh")
    g = ACTIVATIONS[key]
    for index, activation in enumerate(keys):
        slope = ACTIVATIONS[activation].slope(trace.z[index], trace.a[index])
        np.testing.assert_array_equal(slopes(trace, keys)[index], slope)
        for run, unit in np.ndindex(2, 8):
            row = [abs(value) for value in slope[run, unit]]
            assert dead_units(trace, keys)[index][run, unit] == (sum(row) == 0)
            assert saturation(trace, keys)[index][run, unit] == pytest.approx(sum(value < SATURATED * steepest(activation) for value in row) / 25)
    assert dead_units(trace, keys)[0][0, 0] == (not g.slope(np.array([-1e3]), g.value(np.array([-1e3]))).any())


def test_relu_units_die_and_tanh_units_saturate():
    layers, (x, _) = random_layers(5, (2, 3, 1)), random_data(5, 25)
    layers[0].biases[0, 1] = -50
    assert list(dead_units(forward(layers, x, ("relu",)), ("relu",))[0][0]) == [False, True, False]
    assert list(dead_units(forward(layers, x, ("softsign",)), ("softsign",))[0][0]) == [False, False, False]
    assert saturation(forward(layers, x, ("tanh",)), ("tanh",))[0][0, 1] == 1
    assert saturation(forward(layers, x, ("tanh",)), ("tanh",))[0][0, 0] < 1


def test_gradient_norms():
    layers, (x, y) = random_layers(6, (2, 3, 1), runs=2), random_data(6, 9)
    gradient = gradients(layers, x, y, ("tanh",))
    for part, norms in zip(gradient, gradient_norms(gradient), strict=True):
        for run in range(2):
            assert norms[run] == pytest.approx(sqrt(sum(v**2 for v in (*part.weights[run].ravel(), *part.biases[run].ravel()))))


@given(st.lists(st.integers(0, 2), min_size=1, max_size=12))
def test_equal_stretches(numbers):
    stretches = equal_stretches(np.array(numbers))
    inside = [unit for first, last in stretches for unit in range(first, last + 1)]
    assert all(len(set(numbers[first : last + 1])) == 1 and first < last for first, last in stretches)
    neighbours = {unit for unit in range(len(numbers)) if numbers[unit] in (numbers[max(unit - 1, 0) : unit] + numbers[unit + 1 : unit + 2])}
    assert sorted(inside) == sorted(neighbours)
    assert all(numbers[last : last + 2] != [numbers[last]] * 2 for _, last in stretches)
