"""Same experiment, same bits: run again, alone, or beside others."""

import numpy as np
import pytest

from shallownet.experiment import Experiment
from shallownet.history import History
from shallownet.network import Layer
from shallownet.training import descend, train, train_together
from tests.networks import assert_same, generators, random_data, random_layers, run_of


@pytest.mark.parametrize("batch", [0, 16])
@pytest.mark.parametrize("points", [37, 500])
@pytest.mark.parametrize("runs", [2, 3, 8, 32])
def test_a_run_does_not_depend_on_the_runs_beside_it(runs, points, batch):
    x, y = random_data(1, points)
    layers = random_layers(1, (2, 7, 3, 1), runs=runs, dtype=np.float32)

    def run(which: slice) -> History:
        part = tuple(Layer(*(array[which] for array in layer)) for layer in layers)
        return descend(
            part,
            x,
            y,
            hidden_activations=("tanh", "softplus"),
            learning_rate=0.5,
            epochs=60,
            batch=batch,
            l2=0.001,
            rngs=generators(runs)[which] if batch else (),
        )

    together = run(slice(None))
    assert_same(together, run(slice(None)), runs - 1, runs - 1)
    for one in (0, runs // 2, runs - 1):
        assert_same(together, run(slice(one, one + 1)), one)


def test_data_of_its_own_a_run():
    """Runs with data of their own are the runs on those data."""
    layers, (xs, ys) = random_layers(3, (2, 4, 1), runs=2), (np.stack(parts) for parts in zip(random_data(3, 20), random_data(4, 20), strict=True))
    together = descend(layers, xs, ys, hidden_activations=("tanh",), learning_rate=0.5, epochs=20)
    for run in range(2):
        assert_same(together, descend(run_of(layers, run), xs[run], ys[run], hidden_activations=("tanh",), learning_rate=0.5, epochs=20), run)


@pytest.mark.parametrize("changes", [{}, {"batch": 20, "l2": 0.01}, {"units2": 3, "activation2": "relu"}, {"test_share": 0.0}], ids=str)
def test_same_experiment_same_bits(changes):
    base = Experiment(epochs=80, **changes)
    starts = [base.but(seed=8), base.but(initializer="zeros"), base.but(initializer="constant", constant=-0.4), base, base.but(initializer="he")]
    together = train_together(starts)
    for run, experiment in enumerate(starts):
        assert_same(together, train(experiment), run)
        assert_same(train(experiment), train(experiment))
    assert together.losses[-1, 0] != together.losses[-1, 3]


@pytest.mark.parametrize("batch", [0, 20])
def test_steps_of_its_own_a_run(batch):
    """Learning rates and L2 may differ within a batch; one that diverges leaves the others alone. only() is a run by itself."""
    base = Experiment(epochs=60, batch=batch, activation1="relu", initializer="large")
    starts = [base, base.but(learning_rate=0.01), base.but(learning_rate=30.0), base.but(l2=0.01), base.but(learning_rate=0.3, l2=0.001, seed=4)]
    together = train_together(starts)
    for run, experiment in enumerate(starts):
        assert_same(together, train(experiment), run)
        assert_same(together.only(run), train(experiment))
    assert len({float(loss) for loss in together.losses[1]}) == 5


def test_only_keeps_shared_data_and_takes_its_own():
    layers, (xs, ys) = random_layers(3, (2, 4, 1), runs=2), (np.stack(parts) for parts in zip(random_data(3, 20), random_data(4, 20), strict=True))
    together = descend(layers, xs, ys, hidden_activations=("tanh",), learning_rate=0.5, epochs=5)
    np.testing.assert_array_equal(together.only(1).x, xs[1:])
    shared = train_together([Experiment(epochs=3), Experiment(epochs=3, seed=9)])
    assert shared.only(1).x is shared.x
    assert train(Experiment(epochs=3, test_share=0.0)).only(0).test_losses is None


def test_an_experiment_is_its_descent():
    experiment = Experiment(units1=3, units2=2, activation2="relu", epochs=30, batch=20, l2=0.01, learning_rate=0.5)
    data = experiment.data()
    for dtype in (np.float32, np.float64):
        by_hand = descend(
            experiment.first_layers(dtype),
            data.x,
            data.y,
            hidden_activations=("tanh", "relu"),
            learning_rate=0.5,
            epochs=30,
            batch=20,
            l2=0.01,
            rngs=[experiment.batch_stream()],
            x_test=data.x_test,
            y_test=data.y_test,
        )
        assert_same(train(experiment, dtype=dtype), by_hand)


@pytest.mark.parametrize("change", [{"epochs": 7}, {"data_seed": 2}, {"units1": 5}, {"batch": 10}, {"activation1": "relu"}], ids=str)
def test_experiments_that_differ_in_more_than_start_and_step_do_not_train_together(change):
    with pytest.raises(ValueError, match="initializer, constant, seed, learning_rate, l2 only"):
        train_together([Experiment(epochs=5), Experiment(epochs=5).but(**change)])
