"""The browser's forward pass is NumPy's, and so are its statements about units."""

import re

import numpy as np
import pytest

from shallownet.activations import ACTIVATIONS
from shallownet.datasets import EXTENT
from shallownet.experiment import Experiment
from shallownet.grid import fields
from shallownet.initializers import INITIALIZERS
from shallownet.measures import groups, spread, unit_vectors
from shallownet.network import forward, initialize
from shallownet.player.component import script
from shallownet.training import train
from tests.browser_support import watched

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("player")]
NETWORKS = [(2, 5, 1), (2, 4, 3, 1)]


@pytest.fixture(scope="module")
def page(chromium):
    """An empty page with the player's functions in it, nothing mounted."""
    with watched(chromium) as page:
        page.add_script_tag(content=re.sub(r"export default function", "function mount", script()))
        yield page


def flat(layers) -> list[float]:
    """Parameters in the payload's order: layer by layer, unit by unit, its weights and then its bias."""
    return np.concatenate([np.concatenate([w[0], b[0]], axis=1).ravel() for w, b in layers]).tolist()


def network(sizes, scale=2.0):
    layers = initialize(sizes, INITIALIZERS["xavier"], [np.random.default_rng(5)])
    biases = np.random.default_rng(6)
    return tuple(type(layer)(scale * layer.weights, biases.normal(size=layer.biases.shape)) for layer in layers)


@pytest.mark.parametrize("sizes", NETWORKS, ids=str)
@pytest.mark.parametrize("key", ACTIVATIONS)
def test_fields_are_those_of_numpy(page, key, sizes):
    layers, hidden, n = network(sizes), [key] * (len(sizes) - 2), 21
    trace = fields(layers, hidden, EXTENT, n)
    z, a = page.evaluate(
        "([sizes, keys, parameters, extent, n]) => { const f = new Forward(sizes, keys, plane(extent, n)).run(Float64Array.from(parameters));"
        " return [f.z, f.a].map(layers => layers.map(units => units.map(values => Array.from(values)))) }",
        [list(sizes), hidden, flat(layers), EXTENT, n],
    )
    for layer in range(len(sizes) - 1):
        np.testing.assert_allclose(np.array(z[layer]), trace.z[layer][0], rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(np.array(a[layer]), trace.a[layer][0], rtol=1e-5, atol=1e-9)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_slopes_and_bounds(page, key):
    """A unit is dead exactly where NumPy's slope is 0 for every example, kinks included; lively where one slope is steep."""
    g = ACTIVATIONS[key]
    for z in ([-3.0, -1.0, 0.0], [-2.0, 0.5], [-1.0, 3.0], [0.0, 0.0]):
        slope = np.asarray(g.slope(np.array(z), g.value(np.array(z))))
        state = page.evaluate("([key, z]) => unitState(key, z, z.length)", [key, z])
        assert state["dead"] == (not slope.any()), (key, z, slope)
    bounds = page.evaluate("key => ACTIVATIONS[key].bounds.map(String)", key)
    assert [float(bound) for bound in bounds] == pytest.approx(list(g.bounds))


@pytest.mark.parametrize("initializer", ["zeros", "constant", "xavier"])
def test_symmetry(page, initializer):
    experiment = Experiment(initializer=initializer, units1=5, units2=3, activation1="sigmoid", epochs=30)
    history = train(experiment)
    layers = history.layers_at(30)
    for layer in range(2):
        found = page.evaluate(
            "([sizes, parameters, layer]) => symmetry(sizes, Float32Array.from(parameters), layer)",
            [list(experiment.sizes), history.parameters[-1, 0].tolist(), layer],
        )
        assert found["groups"] == groups(unit_vectors(layers, layer)[0]).tolist()
        assert found["spread"] == pytest.approx(spread(layers, layer), rel=1e-6)


def test_wrong_examples_are_those_that_were_counted(page):
    experiment = Experiment(dataset="spiral", epochs=200)
    history = train(experiment)
    z = forward(history.layers_at(200), history.x, experiment.hidden_activations).z[-1][0, 0]
    found = page.evaluate(
        "([sizes, keys, parameters, x]) => { const f = new Forward(sizes, keys, x.map(v => Float64Array.from(v)));"
        " return Array.from(f.run(Float32Array.from(parameters)).z.at(-1)[0]) }",
        [list(experiment.sizes), list(experiment.hidden_activations), history.parameters[-1, 0].tolist(), history.x.tolist()],
    )
    np.testing.assert_allclose(found, z, atol=1e-4)
    assert np.count_nonzero((np.array(found) > 0) == (history.y[0] == 1)) == history.right[200, 0]


def test_numbers_as_they_are_printed(page):
    cases = {"number(-0.001)": "0.00", "number(-1.5)": "−1.50", "signed(0.004)": "0.00", "signed(2)": "+2.00", "number(NaN)": "–", "percent(1, 3)": "33.3 %"}
    for expression, expected in cases.items():
        assert page.evaluate(expression) == expected
    weights = page.evaluate('affineSum([-0.5, 0.25], ["x", "y"], -0.0001, 2)')
    assert re.sub("<.*?>", "", weights) == "−0.50 x + 0.25 y + 0.00"


def test_nearest_epochs(page):
    assert page.evaluate("[0, 3, 4, 6, 99].map(e => nearest([0, 2, 5, 10], e))") == [0, 1, 2, 2, 3]
    assert page.evaluate("[-1, 0, 4, 10].map(e => lastAtMost([0, 2, 5, 10], e))") == [-1, 0, 1, 3]
