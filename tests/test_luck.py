"""Luck or scheme: a band is what the same trainings give one at a time."""

import numpy as np
import pytest

from shallownet.experiment import Experiment
from shallownet.luck import LEVEL, SOLVED, Luck, joined, median_reached, over_seeds, quartiles, seeds_from, solved_share
from shallownet.training import train, train_together
from shallownet.ui.luck import summary
from tests.networks import assert_same

SEEDS = range(40, 53)
QUICK = Experiment(dataset="xor", points=60, epochs=90, learning_rate=2.0)
EXPERIMENTS = {
    "usual": QUICK,
    "mini-batches": QUICK.but(batch=10, epochs=40, activation1="relu", l2=0.001),
    "two layers, no test": QUICK.but(units2=3, activation2="sigmoid", test_share=0.0),
    "some diverge": QUICK.but(initializer="large", activation1="leaky", units1=16, units2=16, activation2="leaky", learning_rate=0.5),
    "zeros": QUICK.but(initializer="zeros"),
}
EACH = pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS)


def alone(experiment: Experiment) -> list:
    return [train(experiment.but(seed=seed)) for seed in SEEDS]


@EACH
def test_a_seed_of_the_band_is_its_own_run(experiment):
    together = train_together([experiment.but(seed=seed) for seed in SEEDS])
    for index, history in enumerate(alone(experiment)):
        assert_same(together, history, run=index)


@EACH
def test_band_against_runs_one_at_a_time(experiment):
    luck, histories = over_seeds(experiment, SEEDS), alone(experiment)
    losses = np.column_stack([np.nan_to_num(history.losses[:, 0], nan=np.inf) for history in histories])
    np.testing.assert_array_equal(luck.losses, losses)
    assert luck.seeds.tolist() == list(SEEDS)
    assert luck.accuracy.tolist() == [history.accuracy[-1, 0] for history in histories]
    for share, part in zip((0.25, 0.5, 0.75), quartiles(luck.losses), strict=True):
        np.testing.assert_array_equal(part, [np.quantile(row, share, method="inverted_cdf") for row in losses])
        at_most = (losses <= part[:, None]).mean(axis=1)
        assert (at_most >= share).all(), "that share of the seeds does at least as well"
        assert ((losses < part[:, None]).mean(axis=1) < share).all(), "and no smaller loss would do"
    firsts = [next((epoch for epoch, loss in enumerate(column) if loss <= LEVEL), -1) for column in losses.T]
    assert luck.reached.tolist() == firsts
    assert solved_share(luck) == sum(history.right[-1, 0] >= SOLVED * history.y.shape[-1] for history in histories) / len(SEEDS)


def test_the_experiments_show_what_they_are_for():
    diverged = [history.diverged_at[0] >= 0 for history in alone(EXPERIMENTS["some diverge"])]
    assert any(diverged) and not all(diverged)
    luck = over_seeds(EXPERIMENTS["usual"], SEEDS)
    assert 0 < solved_share(luck) < 1
    assert (luck.reached >= 0).any()


def test_diverged_runs_are_the_worst_there_are():
    experiment = EXPERIMENTS["some diverge"]
    luck, histories = over_seeds(experiment, SEEDS), alone(experiment)
    for column, history in zip(luck.losses.T, histories, strict=True):
        at = history.diverged_at[0]
        assert np.isposinf(column[at:]).all() if at >= 0 else np.isfinite(column).all()
    assert not np.isnan(quartiles(luck.losses)).any()
    share = np.isposinf(luck.losses[-1]).mean()
    assert np.isposinf(quartiles(luck.losses)[:, -1]).tolist() == [share > 0.75, share > 0.5, share > 0.25]


def test_quartiles_with_infinite_losses():
    inf = np.inf
    losses = np.array([[4.0, 1.0, 3.0, 2.0], [inf, 1.0, inf, 2.0], [inf, inf, 5.0, inf], [inf] * 4])
    assert quartiles(losses).T.tolist() == [[1, 2, 3], [1, 2, inf], [5, inf, inf], [inf] * 3]


@pytest.mark.parametrize("cut", [1, 5, 12])
def test_batches_joined_are_one_batch(cut):
    experiment = EXPERIMENTS["some diverge"]
    whole, parts = over_seeds(experiment, SEEDS), joined([over_seeds(experiment, SEEDS[:cut]), over_seeds(experiment, SEEDS[cut:])])
    for name in Luck._fields:
        np.testing.assert_array_equal(getattr(parts, name), getattr(whole, name), err_msg=name)


def test_schemes_over_the_same_seeds_are_paired():
    """Two schemes of one seed start from the same draw, and differ by scale only."""
    small, large = (QUICK.but(initializer=key, seed=7).first_layers(np.float64) for key in ("small", "large"))
    for one, other in zip(small, large, strict=True):
        np.testing.assert_allclose(one.weights * 500, other.weights, rtol=1e-12)


def test_seeds_begin_with_the_experiments_own_and_stay_in_their_domain():
    assert seeds_from(3, 4) == [3, 4, 5, 6]
    assert seeds_from(9998, 4) == [9998, 9999, 0, 1]
    assert all(Experiment(seed=seed) for seed in seeds_from(9990, 128))


def luck_that_reached(*epochs: int) -> Luck:
    return Luck(np.arange(len(epochs)), np.zeros((2, len(epochs))), np.ones(len(epochs)), np.array(epochs))


@pytest.mark.parametrize(
    ("epochs", "middle"),
    [((5,), 5), ((9, 3, 7), 7), ((9, 3, 7, 1), 3), ((-1, 3, -1, 8), 8), ((-1, 3, -1), -1), ((-1, -1), -1), ((0, -1), 0)],
)
def test_epoch_by_which_half_have_reached_the_level(epochs, middle):
    assert median_reached(luck_that_reached(*epochs)) == middle
    if middle >= 0:
        assert sum(0 <= epoch <= middle for epoch in epochs) >= len(epochs) / 2 > sum(0 <= epoch < middle for epoch in epochs)


def test_table_on_the_page():
    lucks = [over_seeds(EXPERIMENTS[name], SEEDS) for name in ("usual", "zeros", "some diverge")]
    names, solved, median, reached = summary(["A", "B", "C"], lucks, "en").values()
    assert names == ["A", "B", "C"]
    assert solved == [f"{sum(luck.accuracy >= SOLVED) / 13:.0%}" for luck in lucks]
    assert [float(loss) for loss in median] == pytest.approx([sorted(luck.losses[-1])[6] for luck in lucks], abs=6e-5)
    assert reached[1] == "never"
