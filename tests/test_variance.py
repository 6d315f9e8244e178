"""Var[z] against fan-in: the rule on the page is what the draws give, for every scheme."""

import numpy as np
import pytest

from shallownet import variance
from shallownet.initializers import INITIALIZERS
from shallownet.ui.schemes import FAN_INS
from shallownet.variance import EXAMPLES, UNITS, Spread, spread_of_z, squared_weight

SEEDS = 24
BY_HAND = {  # E[w^2] for fan-in 3 and fan-out 5
    "xavier": 1 / 3, "zeros": 0, "constant": 0.49, "small": 0.0001, "large": 25, "glorot": 2 / 8, "glorot-uniform": 2 / 8, "he": 2 / 3,
}  # fmt: skip
SCHEMES = pytest.mark.parametrize("key", INITIALIZERS)


def sampling_error(fan_in: int) -> float:
    """Of the mean over SEEDS samples, relative to Var[z]: by the examples, of which all units see the same, and by the drawn weights."""
    return np.sqrt((2 / EXAMPLES + 2 / (UNITS * fan_in)) / SEEDS)


def assert_rule_holds(key: str, fan_in: int) -> None:
    spreads = [spread_of_z(INITIALIZERS[key], fan_in, 0.7, seed) for seed in range(SEEDS)]
    assert len({spread.rule for spread in spreads}) == 1
    assert np.mean([spread.measured for spread in spreads]) == pytest.approx(spreads[0].rule, rel=4 * sampling_error(fan_in))


@pytest.mark.parametrize("fan_in", [1, 2, 7, 32, 128])
@SCHEMES
def test_rule_is_what_is_measured(key, fan_in):
    assert_rule_holds(key, fan_in)


@pytest.mark.parametrize("factor", [0.8, 1.25, 2.0])
@pytest.mark.parametrize("key", [key for key in INITIALIZERS if key != "zeros"])
def test_a_wrong_rule_would_be_found(key, factor, monkeypatch):
    monkeypatch.setattr(variance, "squared_weight", lambda *args: factor * squared_weight(*args))
    with pytest.raises(AssertionError):
        assert_rule_holds(key, 7)


def test_zeros_give_exactly_nothing():
    assert {spread_of_z(INITIALIZERS["zeros"], n) for n in FAN_INS} == {Spread(0.0, 0.0)}


@SCHEMES
def test_squared_weights_by_hand(key):
    assert squared_weight(INITIALIZERS[key], 3, 5, 0.7) == pytest.approx(BY_HAND[key], abs=1e-15)


@SCHEMES
def test_one_sample_is_near_enough_for_the_chart(key):
    """What a reader sees: the marks lie on the line, at every fan-in of the slider."""
    for n in FAN_INS:
        spread = spread_of_z(INITIALIZERS[key], n, 0.5)
        assert spread.measured == pytest.approx(spread.rule, rel=4 * sampling_error(n) * np.sqrt(SEEDS))


def test_xavier_keeps_the_variance_and_he_doubles_it():
    assert {spread_of_z(INITIALIZERS["xavier"], n).rule for n in FAN_INS} == {1.0}
    assert {spread_of_z(INITIALIZERS["he"], n).rule for n in FAN_INS} == {2.0}
