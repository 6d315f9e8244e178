"""Which epochs are played and kept."""

from itertools import pairwise

import pytest

from shallownet.epochs import played_epochs, recorded_epochs


@pytest.mark.parametrize("epochs", [0, 1, 2, 39, 40, 41, 99, 100, 101, 399, 1000, 1003, 4999, 5000, 30_000])
def test_played_epochs(epochs):
    played = played_epochs(epochs)
    assert (played[0], played[-1]) == (0, epochs)
    assert all(a < b for a, b in pairwise(played))
    assert played[:41] == [*range(min(epochs, 40) + 1)]
    steps = [b - a for a, b in pairwise(played[:-1])]
    assert steps == sorted(steps)  # never finer again, but for the last
    assert all(step <= max(1, epoch / 20) for step, epoch in zip(steps, played))
    assert all(epoch % step == 0 for epoch, step in zip(played, steps))


def test_how_many_are_played():
    assert [len(played_epochs(epochs)) for epochs in (1000, 5000)] == [141, 186]


@pytest.mark.parametrize("epochs", [0, 1, 63, 64, 99, 100, 101, 5000])
@pytest.mark.parametrize("around", [0, 1, 437, 2500, 5000])
def test_recorded_epochs(epochs, around):
    """With room for 100 epochs: all of them, or those that are played and 25 on either side of `around`."""
    recorded = recorded_epochs(epochs, parameters=100, around=around, budget=40_000).tolist()
    if epochs < 100:
        assert recorded == [*range(epochs + 1)]
    else:
        assert set(recorded) == {*played_epochs(epochs), *range(max(0, around - 25), min(epochs, around + 25) + 1)}
        assert recorded == sorted(set(recorded))


def test_a_small_budget_keeps_some():
    assert recorded_epochs(63, parameters=10**6).tolist() == [*range(64)]
