"""What is said in words is true of the network it is said of."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shallownet import remarks as said
from shallownet.activations import ACTIVATIONS
from shallownet.experiment import Experiment
from shallownet.initializers import INITIALIZERS
from shallownet.measures import distinct_units
from shallownet.network import forward, gradients
from shallownet.training import train


def remarks_of(experiment: Experiment, epoch: int | None = None):
    history = train(experiment)
    layers = history.layers_at(history.epochs if epoch is None else epoch)
    return history, layers, said.remarks(layers, history.x, history.y, history.hidden_activations, int(history.diverged_at[0]))


@pytest.mark.parametrize("activation", ["tanh", "relu", "identity"])
def test_zeros_are_stuck_where_g_of_zero_is_zero(activation):
    """All dW are 0 for ever, the output bias alone has a gradient: seen in the run, and said of it."""
    history, layers, notes = remarks_of(Experiment(initializer="zeros", activation1=activation, epochs=20), epoch=5)
    gradient = gradients(layers, history.x, history.y, history.hidden_activations)
    assert not gradient[0].weights.any()
    assert not gradient[1].weights.any()
    assert gradient[1].biases.any()
    assert said.EQUAL.format(layer=1, units=4) in notes
    assert any(said.STUCK.en in note.en and said.ONLY_BIAS.en in note.en for note in notes)


def test_zeros_move_together_with_sigmoid_and_unequal_classes():
    history, layers, notes = remarks_of(Experiment(initializer="zeros", activation1="sigmoid", epochs=50))
    assert history.y.mean() != 0.5
    assert layers[0].weights.any()
    assert said.TOGETHER in notes


def test_balanced_classes_leave_even_sigmoid_where_it_is():
    experiment = Experiment(initializer="zeros", activation1="sigmoid", test_share=0.0, epochs=50)
    history, layers, notes = remarks_of(experiment)
    assert history.y.mean() == 0.5
    assert not layers[0].weights.any()
    assert said.TOGETHER not in notes


def test_divergence_names_the_epoch():
    history, _, notes = remarks_of(
        Experiment(initializer="large", activation1="leaky", activation2="leaky", units1=16, units2=16, learning_rate=10.0, epochs=200)
    )
    assert history.diverged_at[0] > 0
    assert notes[0] == said.DIVERGED.format(epoch=int(history.diverged_at[0]))


@given(
    st.sampled_from([*ACTIVATIONS]),
    st.sampled_from([*INITIALIZERS]),
    st.integers(1, 6),
    st.integers(0, 4),
    st.sampled_from([0.1, 1.0, 10.0]),
    st.integers(0, 30),
)
def test_no_statement_is_ever_false(activation, initializer, units1, units2, rate, epoch):
    experiment = Experiment(
        activation1=activation, activation2=activation, initializer=initializer, units1=units1, units2=units2, learning_rate=rate, epochs=30, points=40
    )
    history, layers, notes = remarks_of(experiment, epoch)
    trace = forward(layers, history.x, history.hidden_activations)
    gradient = gradients(layers, history.x, history.y, history.hidden_activations, trace)
    english = " ".join(note.en for note in notes)
    for index, distinct in enumerate(distinct_units(layers)):
        units = layers[index].weights.shape[1]
        assert (said.EQUAL.format(layer=index + 1, units=units).en in english) == (distinct == 1 < units)
        key = history.hidden_activations[index]
        slope = ACTIVATIONS[key].slope(trace.z[index], trace.a[index])[0]
        dead = [str(j + 1) for j in range(units) if not slope[j].any()]
        assert (said.DEAD.format(layer=index + 1, units=", ".join(dead)).en in english) == bool(dead)
    stuck = not any(g.weights.any() for g in gradient)
    if said.STUCK.en in english:
        assert stuck
    if said.ONLY_BIAS.en in english:
        assert stuck
        assert not any(g.biases.any() for g in gradient[:-1])
        assert gradient[-1].biases.any()
    if said.TOGETHER.en in english:
        assert not stuck or any(g.biases.any() for g in gradient[:-1])
        assert all(np.ptp(g.z[0], axis=0).max() == 0 for g, d in zip(gradient, distinct_units(layers)) if d == 1)
