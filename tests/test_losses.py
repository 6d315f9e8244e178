"""Cross-entropy is the formula of the textbook, and stays a number where that formula is none."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import log_loss

from shallownet.activations import OUTPUT
from shallownet.losses import cross_entropy, output_slope

LOGITS = st.floats(-100, 100)


def textbook(z: list[float], y: list[int]) -> float:
    """The mean of -y ln a - (1 - y) ln(1 - a), to 80 digits."""
    with localcontext() as context:
        context.prec = 80
        a = [1 / (1 + (-Decimal(v)).exp()) for v in z]
        return float(-sum((p if label else 1 - p).ln() for p, label in zip(a, y, strict=True)) / len(z))


@given(st.lists(st.tuples(LOGITS, st.integers(0, 1)), min_size=1, max_size=20))
def test_is_the_textbook_formula(examples):
    z, y = zip(*examples, strict=True)
    assert cross_entropy(np.array(z), np.array(y)) == pytest.approx(textbook(z, y), rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("points", [1, 7, 8, 9, 16, 499, 500, 501, 999, 1000, 1234])
def test_any_number_of_points(points):
    rng = np.random.default_rng(points)
    z, y = 5 * rng.standard_normal((3, 2, points)), rng.integers(0, 2, (2, points))
    each = np.logaddexp(0, np.where(y == 1, -z, z))
    loss = cross_entropy(z, y)
    assert loss.shape == (3, 2)
    np.testing.assert_allclose(loss, each.mean(axis=-1), rtol=1e-13)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_extreme_logits(dtype):
    z = np.array([[1e4], [-1e4], [1e4], [-1e4]], dtype)
    y = np.array([[0], [1], [1], [0]], dtype)
    np.testing.assert_array_equal(cross_entropy(z, y), [1e4, 1e4, 0, 0])
    assert np.isfinite(cross_entropy(np.full(500, 1e4, dtype), np.zeros(500, dtype)))
    assert cross_entropy(np.zeros(500, dtype), np.zeros(500, dtype)) == pytest.approx(np.log(2), rel=1e-14)  # the largest product of factors


def test_agrees_with_scikit_learn():
    rng = np.random.default_rng(1)
    z, y = 3 * rng.standard_normal(300), rng.integers(0, 2, 300)
    assert cross_entropy(z, y) == pytest.approx(log_loss(y, OUTPUT.value(z)), rel=1e-12)


def test_single_precision():
    rng = np.random.default_rng(2)
    z, y = 3 * rng.standard_normal((4, 300)), rng.integers(0, 2, (1, 300))
    single = cross_entropy(z.astype(np.float32), y.astype(np.float32))
    assert single.dtype == np.float64
    np.testing.assert_allclose(single, cross_entropy(z, y), rtol=1e-6)


def test_arguments_are_left_alone():
    z, y = np.linspace(-3, 3, 20), np.arange(20) % 2.0
    cross_entropy(z, y)
    np.testing.assert_array_equal(z, np.linspace(-3, 3, 20))
    np.testing.assert_array_equal(y, np.arange(20) % 2.0)


def test_output_slope_is_the_derivative():
    z, h = np.linspace(-8, 8, 33)[:, None], 1e-5
    for label in (0.0, 1.0):
        y = np.array([label])
        numeric = (cross_entropy(z + h, y) - cross_entropy(z - h, y)) / (2 * h)
        np.testing.assert_allclose(output_slope(OUTPUT.value(z), y)[:, 0], numeric, atol=1e-9)
