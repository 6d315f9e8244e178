"""What the sessions share: runs trained once, in one batch where they can be."""

import numpy as np
import pytest

from shallownet.experiment import Experiment
from shallownet.training import train
from shallownet.ui import cache


@pytest.fixture
def batches(monkeypatch):
    """The sizes of the batches that are trained, in order."""
    sizes, together = [], cache.train_together
    monkeypatch.setattr(cache, "_remembered", type(cache._remembered)())
    monkeypatch.setattr(cache, "train_together", lambda experiments, **how: sizes.append(len(experiments)) or together(experiments, **how))
    return sizes


def same(history, experiment):
    np.testing.assert_array_equal(history.losses, train(experiment).losses)


def test_rates_and_schemes_train_in_one_batch(batches):
    base = Experiment(epochs=30)
    asked = [base.but(learning_rate=rate) for rate in (0.01, 1.0, 10.0)] + [base.but(initializer="zeros")]
    for history, experiment in zip(cache.in_step([(one, -1) for one in asked]), asked, strict=True):
        same(history, experiment)
    assert batches == [4]


def test_sizes_and_data_do_not(batches):
    base = Experiment(epochs=30)
    asked = [base, base.but(units1=5), base.but(seed=7), base.but(noise=0.2)]
    for history, experiment in zip(cache.in_step([(one, -1) for one in asked]), asked, strict=True):
        same(history, experiment)
    assert sorted(batches) == [1, 1, 2]


def test_trained_once(batches):
    one, other = Experiment(epochs=30), Experiment(epochs=30, seed=5)
    first = cache.history(one)
    assert cache.history(one) is first
    cache.in_step([(one, -1), (other, -1), (one, 12)])
    assert cache.in_step([(other, -1)])[0] is cache.history(other)
    assert sum(batches) <= 4


def test_the_longest_unused_is_forgotten(batches, monkeypatch):
    monkeypatch.setattr(cache, "MOST", 2)
    one, two, three = (Experiment(epochs=5, seed=seed) for seed in (1, 2, 3))
    first = cache.history(one)
    cache.history(two)
    cache.history(one)
    cache.history(three)
    assert cache.history(one) is first
    cache.history(two)
    assert batches == [1, 1, 1, 1], "two was forgotten"
