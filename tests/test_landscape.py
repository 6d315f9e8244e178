"""The loss landscape: every point is the loss of that very network, the path lies where the run was, a saddle is a saddle."""

import json
from xml.etree import ElementTree

import numpy as np
import pytest

from shallownet import landscape as ls
from shallownet.experiment import Experiment
from shallownet.figures.landscape import clipped, error_figure, here, surface
from shallownet.figures.loss_map import map_svg
from shallownet.figures.step import step_svg
from shallownet.gradient_check import check, parameter_names
from shallownet.history import augmented, flat
from shallownet.losses import cross_entropy
from shallownet.network import Layer, forward
from shallownet.training import train
from tests.drawings import pairs, tracks
from tests.networks import random_data, random_layers


@pytest.fixture(scope="module")
def history():
    return train(Experiment(units1=3, activation1="relu", units2=2, epochs=120, points=60))


def loss_of(parameters, history) -> float:
    """By the readable forward pass, one network at a time."""
    layers = tuple(Layer(w[None, :, :-1], w[None, :, -1:]) for w in augmented(parameters.astype(np.float64), history.sizes))
    return float(cross_entropy(forward(layers, history.x, history.hidden_activations).z[-1][0], history.y)[0])


def test_losses_are_those_of_each_network(history, monkeypatch):
    parameters = np.random.default_rng(1).standard_normal((7, history.parameters.shape[-1]))
    args = (history.sizes, history.hidden_activations, history.x, history.y)
    whole = ls.losses(parameters, *args)
    np.testing.assert_allclose(whole, [loss_of(one, history) for one in parameters], rtol=1e-12)
    monkeypatch.setattr(ls, "CHUNK", 1)
    np.testing.assert_allclose(ls.losses(parameters, *args), whole, rtol=1e-14)


def test_grid_points_are_where_the_axes_say(history):
    plane, _ = ls.of_path(history)
    found = ls.over_plane(history, plane, n=5)
    for row, column in ((0, 0), (1, 3), (4, 2)):
        parameters = plane.centre + found.u[column] * plane.first + found.v[row] * plane.second
        assert found.losses[row, column] == pytest.approx(loss_of(parameters, history), rel=1e-4)


def test_two_parameters_are_the_axes(history):
    names = parameter_names(history.sizes)
    first, second = names.index("w[1]₂₁"), names.index("b[2]₁")
    end = flat(history.layers_at(120))[0]
    plane = ls.of_parameters(end, first, second)
    found = ls.over_plane(history, plane, n=9)
    assert found.path[-1] == pytest.approx([end[first], end[second]])
    assert found.heights[-1] == pytest.approx(history.losses[120, 0], rel=1e-4), "the present point is exactly on this map"
    at = found.path[-1] @ np.stack([plane.first, plane.second]) + plane.centre
    assert at == pytest.approx(end.astype(float))


def test_path_of_the_run_fits_in_and_ends_in_the_centre(history):
    plane, shares = ls.of_path(history)
    found = ls.over_plane(history, plane, n=11)
    assert found.path[-1] == pytest.approx([0, 0], abs=1e-5)
    assert found.epochs[0] == 0 and found.epochs[-1] == 120
    assert (found.path.min(axis=0) > [found.u[0], found.v[0]]).all()
    assert (found.path.max(axis=0) < [found.u[-1], found.v[-1]]).all()
    assert 1 >= shares.sum() >= shares[0] >= shares[1] >= 0
    directions = np.stack([plane.first, plane.second])
    np.testing.assert_allclose(directions @ directions.T, np.eye(2), atol=1e-6)


def test_shares_are_those_of_the_distances(history):
    plane, shares = ls.of_path(history)
    moved = history.parameters[ls.path_rows(history), 0].astype(np.float64) - plane.centre
    along = (moved @ np.stack([plane.first, plane.second], axis=-1)) ** 2
    np.testing.assert_allclose(along.sum(axis=0) / (moved**2).sum(), shares, rtol=1e-6)


@pytest.mark.parametrize("initializer", ["zeros", "constant"])
def test_a_path_that_is_a_line_or_a_point_still_has_a_plane(initializer):
    history = train(Experiment(initializer=initializer, epochs=5, points=40))
    plane, _ = ls.of_path(history)
    assert np.isfinite(ls.over_plane(history, plane, n=5).losses).all()
    assert abs(plane.first @ plane.second) < 1e-9


def test_constant_start_walks_a_ridge():
    """Equal units: no slope apart, downhill to both sides, and the same on both."""
    experiment = Experiment(initializer="constant", activation1="tanh", epochs=200)
    history = train(experiment)
    layers = tuple(Layer(*(part.astype(np.float64) for part in layer)) for layer in history.layers_at(200))
    direction, curvature = ls.apart(layers, history.x, history.y, history.hidden_activations)
    assert np.linalg.norm(direction) == pytest.approx(1)
    assert curvature < -1e-3
    t = 0.05
    centre = flat(layers)[0]
    there = [loss_of(centre + step * direction, history) for step in (-t, 0, t)]
    assert there[0] == pytest.approx(there[2], abs=1e-12)
    assert (there[0] - 2 * there[1] + there[2]) / t**2 == pytest.approx(curvature, rel=0.02)
    assert (check(layers, history.x, history.y, ("tanh",), 1e-4).exact @ direction) == pytest.approx(0, abs=1e-12)


def test_apart_is_the_least_curvature_of_all_such_moves():
    layers = random_layers(1, (2, 2, 1))
    twin = tuple(layer for layer in (Layer(layers[0].weights[:, [0, 0]], layers[0].biases[:, [0, 0]]), Layer(layers[1].weights[..., [0, 0]], layers[1].biases)))
    x, y = random_data(2, 9)
    direction, curvature = ls.apart(twin, x, y, ("tanh",))
    centre, sizes = flat(twin)[0], (2, 2, 1)
    moves = ls._antisymmetric(sizes)
    assert moves @ direction @ moves == pytest.approx(direction)

    def bend(move: np.ndarray) -> float:
        plus, here_, minus = ls.losses(centre + np.array([[1e-3], [0], [-1e-3]]) * move, sizes, ("tanh",), x, y)
        return (plus - 2 * here_ + minus) / 1e-6

    assert bend(direction) == pytest.approx(curvature, abs=1e-4)
    rng = np.random.default_rng(3)
    for _ in range(20):
        other = rng.standard_normal(len(moves)) @ moves
        assert bend(other / np.linalg.norm(other)) >= curvature - 1e-4


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_map_and_surface_hold_the_path(history, language, theme):
    plane, _ = ls.of_path(history)
    found = ls.over_plane(history, plane, epoch=43, n=7)
    at = here(found, 43)
    assert found.epochs[at] == 43, "not one of those that the player shows, but the one that is looked at"
    svg = ElementTree.fromstring(map_svg(found, 43, ("u & v", "v"), language, theme))
    assert json.loads(svg.get("data-epochs")) == found.epochs.tolist()
    (way,) = tracks(svg)
    assert len(way.points) == len(found.epochs)
    assert way.here == pytest.approx(way.points[at])
    np.testing.assert_array_equal(way.gone, way.points[: at + 1])
    words = next(text for text in svg.iter("text") if text.get("data-says"))
    assert [said.rpartition(" ")[2].rpartition("失")[2][-6:] for said in json.loads(words.get("data-says"))] == [f"{height:.4f}" for height in found.heights]
    assert words.text == json.loads(words.get("data-says"))[at]
    solid = surface(found, 43, ("u", "v"), language, theme)
    assert solid.data[2].x[0] == found.path[at, 0]
    assert np.asarray(solid.data[0].z).max() == clipped(found).max()


def test_map_places_the_path_in_proportion(history):
    plane, _ = ls.of_path(history)
    found = ls.over_plane(history, plane, n=7)
    stops = tracks(ElementTree.fromstring(map_svg(found, 0, ("u", "v"), "en", "light")))[0].points
    scale = np.polyfit(found.path[:, 0], stops[:, 0], 1), np.polyfit(found.path[:, 1], stops[:, 1], 1)
    assert scale[0][0] > 0 > scale[1][0], "u to the right, v upwards"
    for axis, line in enumerate(scale):
        np.testing.assert_allclose(np.polyval(line, found.path[:, axis]), stops[:, axis], atol=0.06)


def test_error_of_zero_is_not_drawn():
    drawn = error_figure(np.array([1e-1, 1e-2]), np.array([1e-3, 0.0]), 1e-2, "en", "dark")
    assert np.isnan(drawn.data[0].y[1])


def test_drawing_of_one_step():
    """The real and the predicted loss on one scale, touching at rate 0; the mark on the step taken; what diverged is left out."""
    rates, losses = np.linspace(0, 1, 6), np.array([1.0, 0.9, 0.85, 0.9, 1.2, np.inf])
    svg = ElementTree.fromstring(step_svg(rates, losses, (0.4, 0.85), 0.4, "en", "light"))
    real, predicted = (pairs(line.get("points")) for line in svg.iter("polyline"))
    assert (len(real), len(predicted)) == (5, 6)
    np.testing.assert_array_equal(real[0], predicted[0])
    scale = np.polyfit(losses[:5], real[:, 1], 1)
    assert scale[0] < 0
    np.testing.assert_allclose(np.polyval(scale, losses[:5]), real[:, 1], atol=0.06)
    np.testing.assert_allclose(np.polyval(scale, losses[0] - 0.4 * rates), predicted[:, 1], atol=0.06)
    place = next(group.get("transform") for group in svg.iter("g"))
    assert place == f"translate({real[2][0]} {real[2][1]})"
