"""The browser's forward and backward passes are NumPy's, and so are its statements about units."""

import base64
import re

import numpy as np
import pytest

from shallownet.activations import ACTIVATIONS
from shallownet.datasets import EXTENT
from shallownet.experiment import Experiment
from shallownet.grid import fields
from shallownet.initializers import INITIALIZERS
from shallownet.measures import groups, spread, unit_vectors
from shallownet.network import forward, gradients, initialize
from shallownet.player import Run, pack
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


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_slopes_are_those_of_numpy(page, key):
    """Kinks included, where both take the left side's."""
    g, z = ACTIVATIONS[key], np.concatenate([np.linspace(-8, 8, 161), [-700.0, -40.0, 40.0, 700.0], ACTIVATIONS[key].kinks])
    slope, steepened = page.evaluate(
        "([key, z]) => { const g = ACTIVATIONS[key], to = Float64Array.from(z, () => 2); g.timesSlope(z, to); return [z.map(g.slope), Array.from(to)] }",
        [key, z.tolist()],
    )
    expected = g.slope(z, g.value(z))
    np.testing.assert_allclose(slope, expected, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(steepened, 2 * expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    "network", [{"activation1": "tanh"}, {"activation1": "relu", "units1": 7}, {"units2": 3, "activation1": "gelu", "activation2": "sigmoid"}], ids=str
)
@pytest.mark.parametrize("initializer", ["zeros", "constant", "xavier"])
def test_gradients_are_those_of_numpy(page, network, initializer):
    """Of the mean loss over the training examples alone, from the parameters as they travel."""
    experiment = Experiment(dataset="moons", initializer=initializer, epochs=30, **network)
    history = train(experiment, recorded=[0, 9, 30])
    payload = pack([Run(history, 0, "a")], language="en", cue=("first", -1), extent=EXTENT)
    x, y = history.x.astype(np.float32).astype(float), history.y
    for epoch in (0, 9, 30):
        values, largest = page.evaluate(
            "([payload, epoch]) => { const { head, runs } = parse(Uint8Array.from(atob(payload), c => c.charCodeAt(0)));"
            " const { values, largest } = new Lens(runs[0], head.extent).gradient(epoch); return [Array.from(values), largest] }",
            [base64.b64encode(payload).decode(), epoch],
        )
        layers = tuple(type(layer)(*(part.astype(float) for part in layer)) for layer in history.layers_at(epoch))
        expected = gradients(layers, x, y, experiment.hidden_activations)
        np.testing.assert_allclose(values, flat([(g.weights, g.biases) for g in expected]), rtol=1e-5, atol=1e-15)
        assert largest == pytest.approx(max(np.abs(g.weights).max() for g in expected), rel=1e-5, abs=1e-15)


def test_gradients_of_a_zero_start_are_zero_and_not_merely_small(page):
    history = train(Experiment(initializer="zeros", epochs=2))
    payload = pack([Run(history, 0, "a")], language="en", cue=("first", -1), extent=EXTENT)
    weights, output_bias = page.evaluate(
        "payload => { const { head, runs } = parse(Uint8Array.from(atob(payload), c => c.charCodeAt(0)));"
        " const { values } = new Lens(runs[0], head.extent).gradient(0); return [weightPositions(runs[0].sizes).map(i => values[i]), values.at(-1)] }",
        base64.b64encode(payload).decode(),
    )
    assert set(weights) == {0}
    assert output_bias == pytest.approx(0.5 - history.y.mean()), "only the output's bias learns, and only where the classes are of different sizes"


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
    cases |= {
        "significant(0.031249, 3)": "0.0312",
        "significant(-12.345, 3)": "−12.3",
        "significant(-1.2e-5, 3)": "−1.20·10⁻⁵",
        "significant(0.00099999, 3)": "0.00100",
    }
    cases |= {"significant(1234, 3)": "1.23·10³", "significant(0.00012, 3)": "1.20·10⁻⁴", "significant(0, 3)": "0.00", "significant(1/0, 3)": "–"}
    for expression, expected in cases.items():
        assert page.evaluate(expression) == expected
    weights = page.evaluate('affineSum([-0.5, 0.25], ["x", "y"], -0.0001, 2)')
    assert re.sub("<.*?>", "", weights) == "−0.50 x + 0.25 y + 0.00"


def test_nearest_epochs(page):
    assert page.evaluate("[0, 3, 4, 6, 99].map(e => nearest([0, 2, 5, 10], e))") == [0, 1, 2, 2, 3]
    assert page.evaluate("[-1, 0, 4, 10].map(e => lastAtMost([0, 2, 5, 10], e))") == [-1, 0, 1, 3]
