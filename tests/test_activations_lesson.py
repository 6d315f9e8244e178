"""The lesson on activations: curves and zones, its figures as data, the two runs on XOR, exercises, and the page itself."""

import base64
import json
import re

import numpy as np
import pytest

from shallownet.activations import ACTIVATIONS
from shallownet.collapse import network
from shallownet.curves import REACH, curve, formula_lines, place, place_lines, zones
from shallownet.exercises import Verdict
from shallownet.experiment import Experiment
from shallownet.figures.activation import curve_and_slope, side_by_side
from shallownet.figures.style import PALETTES
from shallownet.lessons.activations import exercises, rivals
from shallownet.measures import SATURATED, steepest
from shallownet.text import LANGUAGES
from shallownet.training import train
from tests.test_neuron import right, wrong
from tests.test_pages import opened

KEYS = pytest.mark.parametrize("key", ACTIVATIONS)
PARTS = ("curve", "several", "linear", "xor", "exercises")


@KEYS
def test_slope_is_that_of_the_curve(key):
    z, a, slope = curve(key)
    smooth = ~np.isclose(z[1:-1, None], [[*ACTIVATIONS[key].kinks, 99.0]], atol=0.02).any(axis=1)
    np.testing.assert_allclose(((a[2:] - a[:-2]) / (z[2:] - z[:-2]))[smooth], slope[1:-1][smooth], atol=1.2e-2)


@KEYS
def test_zones_are_where_the_slope_is_small(key):
    z, _, slope = curve(key)
    marked = np.zeros(len(z), bool)
    for zone in zones(key):
        inside = (z >= zone.low) & (z <= zone.high)
        marked |= inside
        assert (slope[inside] == 0).all() == zone.dead
    small = np.abs(slope) < SATURATED * steepest(key)
    assert (marked != small).sum() <= 2, "a zone of a single node is not shown"


def test_known_zones():
    assert [(zone.low, zone.high, zone.dead) for zone in zones("relu")] == [(-REACH, 0.0, True)]
    low, high = zones("tanh")
    edge = np.arctanh(np.sqrt(1 - SATURATED))  # 1 - a^2 = 0.05
    assert (-low.high, high.low) == (pytest.approx(edge, abs=0.011), pytest.approx(edge, abs=0.011))
    assert zones("identity") == []


@pytest.mark.parametrize(
    ("key", "z", "state"), [("relu", -1, "dead"), ("relu", 1, "lively"), ("tanh", 3, "saturated"), ("leaky", -1, "saturated"), ("sine", 0, "lively")]
)
def test_state_of_a_place(key, z, state):
    assert place(key, z).state == state


@KEYS
def test_tangent_touches(key):
    here = place(key, 0.7)
    assert here.tangent(np.array([0.7, 1.7])) == pytest.approx([here.a, here.a + here.slope])


@KEYS
@pytest.mark.parametrize("digits", [2, 3, 4])
def test_printed_slope_follows_from_the_printed_value(key, digits):
    a_text, slope_text = place_lines(key, -1.35, digits)
    number = r"(-?\d+(?:\.\d+)?)(?: \\cdot 10\^\{(-?\d+)\})?$"

    def read(text: str) -> float:
        mantissa, power = re.search(number, text).groups()
        return float(mantissa) * 10 ** int(power or 0)

    a, slope = read(a_text), read(slope_text)
    expected = ACTIVATIONS[key].slope(np.array([-1.35]), np.array([a]))[0]
    assert slope == pytest.approx(expected, abs=0.51 * 10**-digits)
    assert len(formula_lines(key)) == 2


def values(array) -> np.ndarray:
    return np.asarray(array, float)


@pytest.mark.parametrize("theme", PALETTES)
@KEYS
def test_curve_figure(key, theme):
    figure = curve_and_slope(key, 0.5, "en", theme)
    by_name = {trace.name: trace for trace in figure.data if trace.name}
    seen, here = curve(key), place(key, 0.5)
    np.testing.assert_allclose(values(by_name["g(z)"].y), seen.a[::2], atol=1e-6)
    np.testing.assert_allclose(values(by_name["g′(z)"].y), seen.slope[::2], atol=1e-6)
    np.testing.assert_allclose(values(by_name["g(z)"].x), seen.z[::2], atol=1e-6)
    np.testing.assert_allclose(values(by_name["tangent"].y), here.tangent(np.array([-REACH, REACH])))
    assert [(trace.x[0], trace.y[0]) for trace in figure.data if trace.mode == "markers"] == [(0.5, here.a), (0.5, here.slope)]
    shaded = {(shape.x0, shape.x1) for shape in figure.layout.shapes if shape.type == "rect"}
    assert shaded == {(zone.low, zone.high) for zone in zones(key)}


def test_several_curves_keep_their_colour_in_both_halves():
    figure = side_by_side(["tanh", "relu", "sine"], "zh", "light")
    assert len(figure.data) == 6
    for left, right_ in zip(figure.data[::2], figure.data[1::2]):
        assert left.line.color == right_.line.color and left.name == right_.name
    assert len({trace.line.color for trace in figure.data}) == 3 == len({trace.line.dash for trace in figure.data})
    assert len(side_by_side([], "en", "dark").data) == 0


@pytest.mark.parametrize("seed", range(5))
def test_identity_cannot_learn_xor_and_tanh_can(seed):
    accuracy = {key: train(rival).accuracy[-1, 0] for key, rival in rivals(Experiment(seed=seed, learning_rate=0.001, dataset="moons")).items()}
    assert accuracy["identity"] < 0.75
    assert accuracy["tanh"] > 0.95


def test_rivals_differ_in_the_activation_only():
    identity, tanh = rivals(Experiment(units1=6, seed=8)).values()
    assert identity.but(activation1="tanh") == tanh
    assert (tanh.units1, tanh.seed, tanh.dataset) == (6, 8, "xor")


def any_experiment(seed: int) -> Experiment:
    rng = np.random.default_rng(seed)
    return Experiment(seed=seed, units1=int(rng.integers(1, 17)), activation1=str(rng.choice(list(ACTIVATIONS))), units2=int(rng.integers(0, 3)))


@pytest.mark.parametrize("seed", range(200))
def test_exercises_are_marked_rightly(seed):
    items = exercises(any_experiment(seed))
    assert len(items) == 5
    for item in items:
        assert [item.mark(typed) for typed in right(item)] == [Verdict.RIGHT] * len(right(item)), item.question.en
        assert item.mark(wrong(item)) is Verdict.WRONG or item.digits == 0, item.question.en
    assert items[-1].mark(str(items[-1].answer + 1)) is Verdict.WRONG


def test_exercises_by_hand():
    experiment = Experiment(units1=2, seed=5, activation1="tanh")
    slope, _, weight, bias, saved = exercises(experiment)
    z = float(re.search(r"g'\((-?[\d.]+)\)", slope.question.en)[1])
    assert slope.answer == pytest.approx(1 - np.tanh(z) ** 2)
    (w1, b1), (w2, b2) = network(experiment)
    column = int(re.search(r"w'_(\d)", weight.question.en)[1]) - 1
    assert weight.answer == pytest.approx((w2[0].round(2) @ w1[0].round(2))[0, column], abs=1e-9)
    assert bias.answer == pytest.approx((w2[0] @ b1[0] + b2[0])[0, 0], abs=0.05)
    assert saved.answer == (2 + 1) * 2 + (2 + 1) - (2 + 1)


# the page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens(part, language):
    app = opened("activations", part=part, lang=language, act="relu", h="5")
    assert not app.exception
    assert app.slider(key=f"units1-{language}").value == 5


def markdown(app) -> str:
    return "\n".join(element.value for element in app.markdown)


def test_difference_is_printed_and_broken_by_tanh():
    app = opened("activations", part="linear")
    assert re.search(r"p'\(x\) \\right\| = \d\.\d \\cdot 10\^\{-1[56]\}", markdown(app))
    app = opened("activations", part="linear", hidden="tanh")
    assert re.search(r"p'\(x\) \\right\| = 0\.\d+", markdown(app))


def test_scores_are_those_of_the_runs():
    right_ = {key: int(train(rival).right[-1, 0]) for key, rival in rivals(Experiment(seed=7)).items()}
    text = markdown(opened("activations", part="xor", seed="7"))
    assert f"{right_['identity']} of 175 training examples right with identity, {right_['tanh']} with tanh" in text


def test_movable_z_moves_the_figure():
    app = opened("activations", z="-2.5", act="sigmoid")
    assert app.slider(key="z-en").value == -2.5
    data = json.loads(app.get("plotly_chart")[0].proto.spec)["data"]
    marks = [trace for trace in data if trace.get("mode") == "markers"]
    ys = [float(np.frombuffer(base64.b64decode(y["bdata"]), y["dtype"])[0]) if isinstance(y := trace["y"], dict) else y[0] for trace in marks]
    assert ys == pytest.approx([place("sigmoid", -2.5).a, place("sigmoid", -2.5).slope])


@pytest.mark.parametrize("words", [{"z": "far"}, {"z": "nan"}, {"z": "99"}, {"acts": "tangent,,relu"}, {"hidden": "no"}, {"part": "none"}])
def test_bad_words_fall_back(words):
    assert not opened("activations", **words).exception
    assert not opened("activations", **({"part": "several"} | words)).exception
