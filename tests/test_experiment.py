"""An experiment is a value: it knows its domain, and one field changes one thing."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from shallownet.activations import ACTIVATIONS
from shallownet.datasets import DATASETS
from shallownet.experiment import LONGEST, WORK, Choice, Experiment, Number, settings
from shallownet.initializers import INITIALIZERS

FIELDS = pytest.mark.parametrize("name", settings())
OTHER = {name: next(value for value in ([setting.domain.low, setting.domain.high] if isinstance(setting.domain, Number) else setting.domain.options)
                    if value != getattr(Experiment(), name)) for name, setting in settings().items()}  # fmt: skip


def outside(domain: Number | Choice) -> list:
    never = [None, "", "nonsense", float("nan"), float("inf"), [], 1e9, -1e9]
    if isinstance(domain, Number):
        never += [domain.low - domain.step, domain.high + domain.step, str(domain.low), True]
        never += [domain.low + 0.5] if isinstance(domain.step, int) else []
    return never


@FIELDS
def test_values_outside_the_domain_are_named(name):
    for value in outside(settings()[name].domain):
        with pytest.raises(ValueError, match=rf"^{name}: .* is outside its domain"):
            Experiment(**{name: value})


@FIELDS
def test_the_ends_of_the_domain_are_inside(name):
    domain = settings()[name].domain
    for value in (domain.low, domain.high) if isinstance(domain, Number) else domain.options:
        assert getattr(Experiment(**{name: value}), name) == value


def test_numpy_numbers_are_numbers():
    assert Experiment(points=np.int64(100), noise=np.float64(0.1)) == Experiment(points=100, noise=0.1)


@FIELDS
def test_equality_and_hash_are_by_value(name):
    assert Experiment(**{name: OTHER[name]}) == Experiment(**{name: OTHER[name]})
    assert hash(Experiment(**{name: OTHER[name]})) == hash(Experiment(**{name: OTHER[name]}))
    assert Experiment(**{name: OTHER[name]}) != Experiment()
    assert Experiment().but(**{name: OTHER[name]}) == Experiment(**{name: OTHER[name]})


def test_frozen():
    with pytest.raises(FrozenInstanceError):
        Experiment().seed = 4


def test_every_registry_entry_can_be_chosen():
    declared = settings()
    assert declared["dataset"].domain.options == tuple(DATASETS)
    assert declared["initializer"].domain.options == tuple(INITIALIZERS)
    assert declared["activation1"].domain.options == declared["activation2"].domain.options == tuple(ACTIVATIONS)


def test_link_words_are_unique():
    words = [setting.word for setting in settings().values()]
    assert len(set(words)) == len(words)
    assert all(word.isalnum() and word.islower() for word in words)


def arrays(experiment: Experiment) -> tuple[dict[str, np.ndarray], list[np.ndarray]]:
    return vars(experiment.data()), [array for layer in experiment.first_layers() for array in layer]


def same(left, right) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(left, right, strict=True))


@FIELDS
def test_what_a_field_changes(name):
    """Data come from the data's own fields, first weights from the network's: nothing else touches either."""
    data, weights = arrays(Experiment())
    changed_data, changed_weights = arrays(Experiment(**{name: OTHER[name]}))
    decides_data = name in ("dataset", "points", "noise", "test_share", "data_seed")
    assert same(data.values(), changed_data.values()) != decides_data
    if name not in ("units1", "units2"):  # those change the shapes
        assert same(weights, changed_weights) != (name in ("initializer", "seed"))


def test_the_order_of_mini_batches_is_a_stream_of_its_own():
    """Reading the weights' stream, however far, leaves the batches as they were."""
    experiment = Experiment(seed=5)
    order = experiment.batch_stream().permutation(50)
    np.testing.assert_array_equal(order, experiment.but(initializer="zeros", units1=9).batch_stream().permutation(50))
    assert not np.array_equal(order, experiment.but(seed=6).batch_stream().permutation(50))
    assert not np.array_equal(order, experiment.weight_stream().permutation(50))


def test_a_seed_means_for_ever_what_it_means():
    """Links outlive releases: the same words, the same data and the same first weights."""
    experiment = Experiment()
    data, layers = experiment.data(), experiment.first_layers(np.float64)
    np.testing.assert_allclose(data.x[:, :2].T, [[0.5313086330, -0.9519902781], [0.7701918322, 0.8649283314]], atol=1e-9)
    np.testing.assert_array_equal(data.y[0, :6], [0, 0, 1, 0, 0, 0])
    np.testing.assert_allclose(layers[0].weights[0, :2], [[0.3704807522, 0.0346832457], [-0.2740968858, 1.0630871609]], atol=1e-9)
    np.testing.assert_array_equal(experiment.batch_stream().permutation(10), [8, 3, 4, 7, 6, 2, 0, 1, 5, 9])


@pytest.mark.parametrize("points", [20, 250, 490])
@pytest.mark.parametrize("test_share", [0.0, 0.3, 0.8])
def test_examples_are_cut_into_training_and_test(points, test_share):
    experiment = Experiment(points=points, test_share=test_share)
    data, whole = experiment.data(), experiment.but(test_share=0.0).data()
    assert data.x.shape == (2, experiment.trained_points)
    assert data.y.shape == (1, experiment.trained_points)
    assert data.x_test.shape[1] == data.y_test.shape[1] == points - experiment.trained_points == round(points * test_share)
    together = np.concatenate([np.concatenate([data.x, data.x_test], axis=1), np.concatenate([data.y, data.y_test], axis=1)])
    everything = np.concatenate([whole.x, whole.y])
    np.testing.assert_array_equal(together[:, np.lexsort(together)], everything[:, np.lexsort(everything)])


def test_sizes_and_activations():
    one = Experiment(units1=5, activation1="relu", activation2="sine")
    two = one.but(units2=3)
    assert (one.sizes, one.hidden_activations, one.parameters) == ((2, 5, 1), ("relu",), 21)
    assert (two.sizes, two.hidden_activations, two.parameters) == ((2, 5, 3, 1), ("relu", "sine"), 37)


@pytest.mark.parametrize("batch", settings()["batch"].domain.options)
@pytest.mark.parametrize("points", [20, 250, 500])
@pytest.mark.parametrize("units", [1, 16])
@pytest.mark.parametrize("test_share", [0.0, 0.8])
def test_planned_epochs_are_bounded_by_the_work(batch, points, units, test_share):
    experiment = Experiment(batch=batch, points=points, units1=units, units2=units, test_share=test_share)
    plan = [experiment.but(epochs=epochs).planned_epochs for epochs in (1, 300, LONGEST)]
    assert plan[0] == 1
    assert 1 <= plan[1] <= 300
    assert plan[1] <= plan[2] <= LONGEST
    assert WORK <= 2e6  # the longest wait is two seconds
    steps = plan[2] * (experiment.trained_points / batch if batch else 1)
    assert steps * 25 <= WORK  # a step costs 25 microseconds at the least


def test_only_small_batches_cost_epochs():
    assert Experiment(epochs=LONGEST, test_share=0.0).planned_epochs == LONGEST
    assert Experiment(epochs=LONGEST, batch=1).planned_epochs < LONGEST
