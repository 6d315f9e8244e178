"""The Initialization lesson: the symmetry meter against rows compared one by one, reasons that are true, exercises, the page itself."""

import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from shallownet import remarks as said
from shallownet.activations import ACTIVATIONS
from shallownet.datasets import DATASETS
from shallownet.exercises import Exercise, Verdict
from shallownet.experiment import Experiment
from shallownet.history import History
from shallownet.initializers import INITIALIZERS
from shallownet.lessons.initialization import exercises
from shallownet.network import Gradient, Layer, Layers, gradients, initialize
from shallownet.symmetry import CLOSE, equal_rows, meter
from shallownet.text import LANGUAGES, Text
from shallownet.training import descend, train
from tests.networks import random_data, random_layers
from tests.test_neuron import right
from tests.test_pages import opened

PARTS = ("symmetry", "distributions", "variance", "luck", "exercises")
X, Y = random_data(4, 23)


def units_of(layers: Layers, index: int, run: int = 0) -> list[tuple[float, ...]]:
    """A hidden layer's units as tuples of numbers: weights in, bias, weights out."""
    (w, b), (after, _) = layers[index], layers[index + 1]
    return [(*w[run, j].tolist(), *b[run, j].tolist(), *after[run, :, j].tolist()) for j in range(w.shape[1])]


# the meter


def starts(sizes: tuple[int, ...]) -> Layers:
    """Three runs: a constant, Xavier, and Xavier with its first and last unit of each hidden layer made twins."""
    constant = initialize(sizes, INITIALIZERS["constant"], [np.random.default_rng(0)], 0.3, np.float32)
    drawn = [initialize(sizes, INITIALIZERS["xavier"], [np.random.default_rng(1)], dtype=np.float32) for _ in range(2)]
    for below, above in zip(drawn[1], drawn[1][1:]):
        below.weights[:, -1], above.weights[..., -1] = below.weights[:, 0], above.weights[..., 0]
    return tuple(Layer(*(np.concatenate(parts) for parts in zip(*layers))) for layers in zip(constant, *drawn))


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("key", ACTIVATIONS)
def test_meter_counts_what_is_different(key, layers):
    for units in range(1, 33):
        sizes = (2, units, 1) if layers == 1 else (2, units, 33 - units, 1)
        history = descend(starts(sizes), X, Y, hidden_activations=(key,) * layers, learning_rate=0.3, epochs=12, recorded=range(0, 13, 4))
        for layer in range(1, layers + 1):
            for run in range(3):
                assert_meter(history, layer, run)


def assert_meter(history: History, layer: int, run: int) -> None:
    found = meter(history, history.recorded, layer, run)
    units = [units_of(history.layers_at(epoch), layer - 1, run) for epoch in history.recorded]
    assert found.distinct.tolist() == [len(set(rows)) for rows in units]
    assert found.distinct.tolist() == [[1], [len(units[0])], [max(1, len(units[0]) - 1)]][run] * len(units), "all alike; all different; a pair of twins"
    assert found.spread.tolist() == [np.ptp(np.array(rows, np.float32), axis=0).max() for rows in units]


def test_meter_with_a_tolerance_and_epoch_by_epoch():
    layers = random_layers(2, (2, 5, 1))
    layers[0].weights[0, 3], layers[0].biases[0, 3], layers[1].weights[0, 0, 3] = (
        layers[0].weights[0, 1] + 0.9 * CLOSE,
        layers[0].biases[0, 1],
        layers[1].weights[0, 0, 1],
    )
    history = descend(layers, X, Y, hidden_activations=("tanh",), learning_rate=1.0, epochs=40)
    found = meter(history, np.array([0, 17, 40]), 1)
    assert found.epochs.tolist() == [0, 17, 40]
    assert found.distinct[0] == 5
    assert found.distinct_roughly[0] == 4
    apart = [[max(abs(a - b) for a, b in zip(one, other)) for i, one in enumerate(rows) for other in rows[:i]] for rows in
             (units_of(history.layers_at(epoch), 0) for epoch in found.epochs)]  # fmt: skip
    assert found.spread == pytest.approx([max(pairs) for pairs in apart])


def test_equal_rows_are_bracketed():
    assert equal_rows(np.array([[1, 2], [1, 2], [3, 2], [1, 2], [4, 4], [4, 4], [4, 4]])) == [(0, 1), (4, 6)]
    assert equal_rows(np.array([[0.0], [-0.0]])) == [(0, 1)]
    assert equal_rows(np.array([[1.0], [1.0 + 1e-15]])) == []


# the reasons


def pattern(text: Text, language: str) -> re.Pattern:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>\\d+)", re.escape(text[language])))


STUCK_BUT_BIAS = Text(*(f"{said.STUCK[key]} {said.ONLY_BIAS[key]}" for key in LANGUAGES))
SENTENCES = {name: {key: pattern(getattr(said, name), key) for key in LANGUAGES}
             for name in ("EQUAL", "SOME_EQUAL", "FREE", "ALONE", "STUCK", "TOGETHER", "OWN_WAY")}  # fmt: skip
SENTENCES["STUCK_BUT_BIAS"] = {key: pattern(STUCK_BUT_BIAS, key) for key in LANGUAGES}


def recognized(text: Text) -> tuple[str, dict[str, int]]:
    """Which sentence it is and the numbers in it, the same in every language."""
    found = {
        language: [(name, match.groupdict()) for name, by in SENTENCES.items() if (match := by[language].fullmatch(text[language]))] for language in LANGUAGES
    }
    assert all(len(matches) == 1 and matches == found["en"] for matches in found.values()), text
    name, numbers = found["en"][0]
    return name, {key: int(value) for key, value in numbers.items()}


def assert_true(texts: list[Text], layers: Layers, gradient: tuple[Gradient, ...], after: Layers | None = None) -> list[str]:
    """Every sentence, by the numbers themselves; `after`: the parameters one epoch later. Returns the sentences' names."""
    names, described, index = [], [], -1
    for name, numbers in map(recognized, texts):
        if "layer" in numbers:
            index = numbers["layer"] - 1
            described.append(index)
        units = units_of(layers, index)
        inner, outer = gradient[index], gradient[index + 1].weights[0]
        rows = [tuple(row) for row in inner.weights[0].tolist()]
        moves = inner.weights.any() or inner.biases.any() or outer.any()
        assert numbers.get("units", len(units)) == len(units)
        holds = {
            "EQUAL": len(set(units)) == 1 < len(units),
            "SOME_EQUAL": 1 < len(set(units)) == numbers.get("distinct") < len(units),
            "FREE": len(set(units)) == len(units) > 1,
            "ALONE": len(units) == 1,
            "STUCK": not moves,
            "STUCK_BUT_BIAS": not any(g.weights.any() for g in gradient) and not any(g.biases.any() for g in gradient[:-1]) and gradient[-1].biases.all(),
            "TOGETHER": moves and len(set(rows)) == 1 and np.ptp(inner.biases) == 0 and np.ptp(outer, axis=1).max() == 0,
            "OWN_WAY": len(set(rows)) == len(rows),
        }
        assert holds[name], (name, index, texts)
        if after is not None and name in ("STUCK", "STUCK_BUT_BIAS", "TOGETHER"):
            assert len(set(units_of(after, index))) == 1, "stay equal"
        names.append(name)
    assert described == list(range(len(layers) - 1)), "every hidden layer, in order"
    return names


experiments = st.builds(
    Experiment,
    dataset=st.sampled_from(list(DATASETS)),
    points=st.integers(2, 6).map(lambda n: 10 * n),
    test_share=st.sampled_from([0.0, 0.3, 0.8]),
    units1=st.integers(1, 9),
    activation1=st.sampled_from(list(ACTIVATIONS)),
    units2=st.sampled_from([0, 0, 1, 2, 5]),
    activation2=st.sampled_from(list(ACTIVATIONS)),
    initializer=st.sampled_from([*INITIALIZERS, "zeros", "constant"]),
    constant=st.sampled_from([-3.0, -0.4, 0.0, 0.5]),
    learning_rate=st.sampled_from([0.001, 0.3, 2.0, 10.0]),
    batch=st.sampled_from([0, 0, 5]),
    l2=st.sampled_from([0.0, 0.03]),
    epochs=st.just(30),
    seed=st.integers(0, 200),
)


@hypothesis_settings(max_examples=250)
@given(experiments, st.integers(0, 29))
def test_no_reason_is_ever_false(experiment, epoch):
    history = train(experiment)
    layers, keys = history.layers_at(epoch), history.hidden_activations
    assert_true(said.why(layers, history.x, history.y, keys), layers, gradients(layers, history.x, history.y, keys), history.layers_at(epoch + 1))


@given(st.integers(0, 10**6), st.sampled_from(list(ACTIVATIONS)), st.sampled_from(["plain", "twins", "equal", "dead first layer", "zero output"]))
def test_no_reason_is_false_for_odd_networks(seed, key, kind):
    layers = random_layers(seed, (2, 4, 3, 1))
    if kind == "twins":
        layers[0].weights[0, 2], layers[0].biases[0, 2], layers[1].weights[0, :, 2] = (
            layers[0].weights[0, 0],
            layers[0].biases[0, 0],
            layers[1].weights[0, :, 0],
        )
    elif kind == "equal":
        layers[1].weights[:], layers[1].biases[:], layers[2].weights[:] = 0.5, 0.0, -1.0
    elif kind == "dead first layer":
        layers[0].biases[:] = -50
    elif kind == "zero output":
        layers[2].weights[:] = 0
    keys = ("relu", key)
    assert_true(said.why(layers, X, Y, keys), layers, gradients(layers, X, Y, keys))


def test_rows_of_a_layer_that_reads_nothing_are_not_called_different():
    """All of layer 1 is dead: dW[2] is 0 throughout, and only the biases of layer 2 go ways of their own."""
    layers = random_layers(1, (2, 4, 3, 1))
    layers[0].biases[:] = -50
    gradient = gradients(layers, X, Y, ("relu", "tanh"))
    assert not gradient[1].weights.any() and len(np.unique(gradient[1].biases)) == 3
    assert assert_true(said.why(layers, X, Y, ("relu", "tanh")), layers, gradient) == ["FREE", "FREE"]


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"initializer": "zeros", "activation1": "tanh"}, ["EQUAL", "STUCK_BUT_BIAS"]),
        ({"initializer": "zeros", "activation1": "sigmoid"}, ["EQUAL", "TOGETHER"]),
        ({"initializer": "constant", "activation1": "tanh"}, ["EQUAL", "TOGETHER"]),
        ({"initializer": "xavier"}, ["FREE", "OWN_WAY"]),
        ({"units1": 1}, ["ALONE"]),
        ({"initializer": "constant", "units2": 1}, ["EQUAL", "TOGETHER", "ALONE"]),
    ],
    ids=str,
)
def test_known_reasons(changes, names):
    history = train(Experiment(epochs=6, **changes))
    layers = history.layers_at(5)
    assert [recognized(text)[0] for text in said.why(layers, history.x, history.y, history.hidden_activations)] == names


# exercises


def any_experiment(seed: int) -> Experiment:
    rng = np.random.default_rng(seed)
    return Experiment(
        seed=seed, units1=int(rng.integers(1, 17)), activation1=str(rng.choice(list(ACTIVATIONS))), units2=int(rng.integers(0, 3)), points=20, epochs=3,
        learning_rate=float(rng.choice([0.1, 10.0])),
    )  # fmt: skip


def wrong(item: Exercise) -> list[str]:
    """The other options, or numbers beside the answer, in both styles."""
    if item.options:
        return [option for option in item.options if option != item.answer]
    beside = f"{float(item.answer) + 3.1 * 10**-item.digits:.{item.digits + 1}f}"
    return [beside, beside.replace(".", ","), str(float(item.answer) * 10 + 1)]


@pytest.mark.parametrize("seed", range(200))
def test_exercises_are_marked_rightly(seed):
    for scheme in INITIALIZERS:
        experiment = any_experiment(seed).but(initializer=scheme)
        history, epoch = train(experiment), seed % 4
        items = exercises(experiment, [history], [scheme], epoch)
        for item in items:
            assert [item.mark(typed) for typed in right(item)] == [Verdict.RIGHT] * len(right(item)), item.question.en
            assert all(item.mark(typed) is Verdict.WRONG for typed in wrong(item)), item.question.en
        assert_answers(items, experiment, history, epoch)


def assert_answers(items: list, experiment: Experiment, history: History, epoch: int) -> None:
    """Against the run itself."""
    distinct, moving, variance, spread = items
    layers = history.layers_at(epoch)
    gradient = gradients(layers, history.x, history.y, history.hidden_activations)
    assert distinct.answer == len(set(units_of(layers, 0)))
    assert distinct.mark(str(distinct.answer + 1)) is Verdict.WRONG
    if moving.answer == "weights":
        assert any(g.weights.any() for g in gradient)
    else:
        assert not any(g.weights.any() for g in gradient) and not any(g.biases.any() for g in gradient[:-1])
        assert gradient[-1].biases.any() == (moving.answer == "bias")
    asked = int(re.search(r"for (\d+) inputs", variance.question.en)[1])
    assert variance.answer * asked == 1
    assert variance.mark(f"1/{asked}") is Verdict.RIGHT
    assert spread.mark(f"{0.01**2 * experiment.units1:.1e}".replace(".", ",")) is Verdict.RIGHT


# the page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens(part, language):
    app = opened("initialization", part=part, lang=language, inits="zeros,he,constant", h2="3", e="20", epochs="40", points="60")
    assert not app.exception
    assert app.multiselect(key=f"schemes-{language}").value == ["zeros", "he", "constant"]
    assert app.segmented_control(key=f"part-initialization-{language}").value == part


def markdown(app) -> str:
    return "\n".join(element.value for element in app.markdown)


def charts(app) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_says_is_said_of_its_runs(language):
    app = opened("initialization", part="symmetry", lang=language, inits="zeros,constant,xavier", e="7", epochs="30", act="sigmoid")
    for scheme in ("zeros", "constant", "xavier"):
        history = train(Experiment(initializer=scheme, activation1="sigmoid", epochs=30))
        texts = said.why(history.layers_at(7), history.x, history.y, history.hidden_activations)
        assert f"**{INITIALIZERS[scheme].name[language]}**: " + " ".join(text[language] for text in texts) in markdown(app)


def test_rows_on_the_page_are_those_of_the_run():
    app = opened("initialization", inits="constant,xavier", c="0.4", e="9", epochs="30")
    tables = [element.proto.body for element in app.get("html") if "<table class='rows'>" in element.proto.body]
    for scheme, table, brackets in zip(("constant", "xavier"), tables, (2, 0), strict=True):
        history = train(Experiment(initializer=scheme, constant=0.4, epochs=30))
        layers = history.layers_at(9)
        slopes = gradients(layers, history.x, history.y, ("tanh",))[0].weights[0]
        numbers = [float(cell.replace("−", "-")) for cell in re.findall(r"<td>([^<]+)</td>", table)]
        np.testing.assert_allclose(numbers, [*layers[0].weights[0].ravel(), *slopes.ravel()], rtol=1e-3)
        assert table.count("4 equal") == brackets


def test_link_restores_schemes_part_and_layer_choice():
    app = opened("initialization", inits="he,small", part="distributions", e="12", h2="2", epochs="40")
    assert [annotation["text"] for annotation in charts(app)[0]["layout"]["annotations"]][:2] == ["He (for ReLU)", "Small"]
    app.segmented_control(key="layer-distributions").set_value(2).run()
    assert any("<sup>[2]</sup>" in annotation["text"] for annotation in charts(app)[0]["layout"]["annotations"])
    assert not app.exception


def test_bad_schemes_of_a_link_are_named():
    app = opened("initialization", inits="zeros,kaiming,xavier")
    assert "kaiming" in " ".join(caption.value for caption in app.caption)
    assert app.multiselect(key="schemes-en").value == ["zeros", "xavier"]
    app.run()
    assert "kaiming" not in " ".join(caption.value for caption in app.caption)


def test_fewer_than_two_schemes_leave_the_last_ones_running():
    app = opened("initialization", inits="zeros,he")
    app.multiselect(key="schemes-en").set_value(["he"]).run()
    assert not app.exception
    assert "Zeros · He (for ReLU)" in " ".join(caption.value for caption in app.caption)
    app.multiselect(key="schemes-en").set_value(["he", "large"]).run()
    assert app.session_state["extras"]["inits"] == "he,large"


def test_language_keeps_schemes_part_and_seeds():
    app = opened("initialization", inits="he,small,large", part="luck", seeds="64", epochs="20", points="40")
    app.button(key="language").click().run()
    assert app.multiselect(key="schemes-zh").value == ["he", "small", "large"]
    assert app.segmented_control(key="part-initialization-zh").value == "luck"
    assert app.segmented_control(key="seeds").value == 64
    app.slider(key="units1-zh").set_value(6).run()
    assert app.session_state["extras"]["inits"] == "he,small,large"


def test_a_seed_of_the_band_is_opened():
    app = opened("initialization", part="luck", seed="5", epochs="20", points="40")
    app.selectbox(key="band-seed-en").set_value(11).run()
    app.button(key="open-seed-en").click().run()
    assert app.session_state["experiment"].seed == 11
    assert not app.exception
