"""Every activation: its slope is its derivative, its bounds hold, and no z is too large for it."""

from math import inf, pi

import numpy as np
import pytest

from shallownet.activations import ACTIVATIONS

EVERY = pytest.mark.parametrize("g", ACTIVATIONS.values(), ids=ACTIVATIONS)
KINDS = pytest.mark.parametrize("dtype", [np.float32, np.float64])
Z = np.linspace(-6, 6, 241)  # 0 is among them
LARGE = np.array([-1e4, -1e3, -100, -40, -1, -1e-4, 0, 1e-4, 1, 40, 100, 1e3, 1e4])
KNOWN = [
    ("tanh", 0.5, 0.46211715726),
    ("sigmoid", 1, 0.73105857863),
    ("sigmoid", 0, 0.5),
    ("relu", 2, 2),
    ("relu", -2, 0),
    ("identity", -3, -3),
    ("leaky", -2, -0.02),
    ("leaky", 2, 2),
    ("elu", -1, -0.63212055883),
    ("elu", 2, 2),
    ("softplus", 1, 1.31326168752),
    ("softplus", 0, 0.69314718056),
    ("gelu", 1, 0.84119199061),
    ("gelu", -1, -0.15880800939),
    ("softsign", 3, 0.75),
    ("softsign", -1, -0.5),
    ("sine", pi / 6, 0.5),
]


def difference(g, z, left: float, right: float) -> np.ndarray:
    return (g.value(z + right) - g.value(z - left)) / (left + right)


@pytest.mark.parametrize(("key", "z", "a"), KNOWN)
def test_known_values(key, z, a):
    assert ACTIVATIONS[key].value(np.array([float(z)]))[0] == pytest.approx(a, abs=1e-10)


@EVERY
def test_slope_is_the_derivative(g):
    away = np.min([np.abs(Z - kink) for kink in (inf, *g.kinks)], axis=0) > 1e-3
    z = Z[away]
    slope, numeric = g.slope(z, g.value(z)), difference(g, z, 1e-5, 1e-5)
    np.testing.assert_allclose(slope, numeric, rtol=0, atol=2e-5)  # at 0 the slope of ELU and of softsign has a corner of its own
    np.testing.assert_allclose(slope[z != 0], numeric[z != 0], rtol=0, atol=1e-8)


@EVERY
def test_kinks_are_kinks_and_take_the_left_slope(g):
    kinks = np.array(g.kinks, float)
    left, right = difference(g, kinks, 1e-6, 0), difference(g, kinks, 0, 1e-6)
    assert (np.abs(left - right) > 0.1).all()
    np.testing.assert_allclose(g.slope(kinks, g.value(kinks)), left, atol=1e-6)


@EVERY
@KINDS
def test_out_gets_the_result_and_nothing_else_changes(g, dtype):
    z = np.stack([Z, Z + 0.3])[None].astype(dtype)
    before = z.copy()
    room = np.full((1, 3, z.shape[-1]), 7, dtype)  # as in training: a part of a larger array
    value = g.value(z)
    assert value.dtype == dtype
    assert value.shape == z.shape
    out = room[:, :2]
    assert g.value(z, out) is out
    np.testing.assert_array_equal(out, value)
    slope = g.slope(z, value)
    assert slope.dtype == dtype
    assert slope.shape == z.shape
    assert g.slope(z, value, out) is out
    np.testing.assert_array_equal(out, slope)
    np.testing.assert_array_equal(room[:, 2], 7)
    np.testing.assert_array_equal(z, before)
    np.testing.assert_array_equal(value, g.value(before))


@EVERY
def test_single_precision_is_double_precision_rounded(g):
    single, double = Z.astype(np.float32), Z.astype(np.float32).astype(float)
    np.testing.assert_allclose(g.value(single), g.value(double), atol=2e-6)
    np.testing.assert_allclose(g.slope(single, g.value(single)), g.slope(double, g.value(double)), atol=3e-6)


@EVERY
@KINDS
def test_large_z(g, dtype):
    z = LARGE.astype(dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        a = g.value(z)
        slope = g.slope(z, a)
    assert np.isfinite(a).all()
    assert np.isfinite(slope).all()
    np.testing.assert_allclose(a, g.value(z.astype(float)), rtol=1e-6, atol=1e-6)


@EVERY
@KINDS
def test_bounds_hold_and_are_the_least(g, dtype):
    a = g.value(np.concatenate([LARGE, np.linspace(-60, 60, 20001)]).astype(dtype)).astype(float)
    low, high = g.bounds
    assert low - 1e-6 <= a.min()
    assert a.max() <= high + 1e-6
    assert a.min() < (-50 if low == -inf else low + 1e-3)
    assert a.max() > (50 if high == inf else high - 1e-3)
