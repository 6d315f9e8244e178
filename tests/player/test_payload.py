"""What Python packs is what the browser reads."""

import json
import re
import struct

import numpy as np
import pytest

from shallownet.activations import ACTIVATIONS
from shallownet.datasets import EXTENT
from shallownet.epochs import played_epochs
from shallownet.experiment import Experiment
from shallownet.figures.style import PALETTES
from shallownet.player import Run, pack
from shallownet.player.component import script
from shallownet.player.words import WORDS
from shallownet.text import LANGUAGES
from shallownet.training import train, train_together


def unpacked(payload: bytes) -> tuple[dict, dict[str, np.ndarray]]:
    """(header, arrays by name) of a payload, read as the browser reads it."""
    (length,) = struct.unpack_from("<I", payload)
    header = json.loads(payload[4 : 4 + length])
    arrays = {}
    for entry in header["arrays"]:
        start = 4 + length + entry["offset"]
        assert start % 8 == 0, f"{entry['name']} is not aligned"
        arrays[entry["name"]] = np.frombuffer(payload, entry["kind"], int(np.prod(entry["shape"])), start).reshape(entry["shape"])
    return header, arrays


def packed(*runs: Run, language: str = "en", **options) -> bytes:
    return pack(runs, language=language, cue=("first", -1), extent=EXTENT, **options)


@pytest.mark.parametrize("experiment", [Experiment(epochs=50), Experiment(epochs=30, units2=3, activation2="relu", test_share=0.0)])
def test_round_trip(experiment):
    history = train(experiment)
    header, arrays = unpacked(packed(Run(history, 0, "Xavier")))
    np.testing.assert_array_equal(arrays["recorded"], history.recorded)
    np.testing.assert_array_equal(arrays["run0.parameters"], history.parameters[:, 0])
    np.testing.assert_array_equal(arrays["run0.losses"], history.losses[:, 0].astype(np.float32))
    np.testing.assert_array_equal(arrays["run0.right"], history.right[:, 0])
    np.testing.assert_array_equal(arrays["run0.x"][:, : history.x.shape[1]], history.x.astype(np.float32))
    np.testing.assert_array_equal(arrays["run0.y"][: history.y.shape[1]], history.y[0])
    assert ("run0.testLosses" in arrays) == (history.test_losses is not None)
    assert header["runs"][0]["sizes"] == list(experiment.sizes)
    assert header["runs"][0]["activations"] == list(experiment.hidden_activations)
    assert header["runs"][0]["trained"] == experiment.trained_points


def test_parameters_are_exact_at_every_recorded_epoch():
    history = train(Experiment(epochs=40), recorded=[3, 17])
    _, arrays = unpacked(packed(Run(history, 0, "Xavier")))
    assert list(arrays["recorded"]) == [0, 3, 17, 40]
    for row, epoch in zip(arrays["run0.parameters"], arrays["recorded"]):
        layers = history.layers_at(int(epoch))
        np.testing.assert_array_equal(row, np.concatenate([np.concatenate([w[0], b[0]], axis=1).ravel() for w, b in layers]))


def test_runs_of_different_networks_in_step():
    wide, deep = train(Experiment(units1=16, epochs=60), recorded=range(0, 61, 2)), train(Experiment(units2=4, epochs=60), recorded=range(0, 61, 3))
    header, arrays = unpacked(packed(Run(wide, 0, "16"), Run(deep, 0, "4-4", colour=1)))
    assert list(arrays["recorded"]) == list(range(0, 61, 6)), "only epochs that all runs have can be shown in step"
    np.testing.assert_array_equal(arrays["run1.parameters"], deep.parameters[::2, 0])
    assert [run["colour"] for run in header["runs"]] == [0, 1]


def test_equal_arrays_travel_once():
    history = train_together([Experiment(seed=seed) for seed in range(4)])
    one, four = packed(Run(history, 0, "a")), packed(*(Run(history, i, "a") for i in range(4)))
    x = history.x.size * 4 + history.x_test.size * 4
    assert len(four) < 4 * (len(one) - x) + x


def test_runs_need_equal_epochs():
    with pytest.raises(ValueError, match="same number of epochs"):
        packed(Run(train(Experiment(epochs=5)), 0, "a"), Run(train(Experiment(epochs=6)), 0, "b"))


def test_size():
    history = train_together([Experiment(seed=seed) for seed in range(4)])
    assert len(packed(Run(history, 0, "a"))) <= 0.2e6  # the target is 0.8 MB
    assert len(packed(*(Run(history, i, "a") for i in range(4)))) <= 0.5e6  # 1.5 MB


def test_divergence_travels_as_it_happened():
    history = train(Experiment(initializer="large", activation1="identity", learning_rate=10.0, l2=0.1, units2=16, activation2="identity", epochs=200))
    header, arrays = unpacked(packed(Run(history, 0, "a")))
    at = header["runs"][0]["divergedAt"]
    assert at == history.diverged_at[0] >= 0, "this experiment was meant to diverge"
    assert np.isfinite(arrays["run0.losses"][:at]).all()
    assert np.isnan(arrays["run0.losses"][at:]).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_header_speaks_the_language(language):
    header, _ = unpacked(packed(Run(train(Experiment(epochs=2, activation1="identity")), 0, "a"), language=language))
    assert header["words"] == {key: text[language] for key, text in WORDS.items()}
    assert header["activations"] == {"identity": ACTIVATIONS["identity"].name[language]}
    assert header["palettes"]["dark"]["ink"] == PALETTES["dark"].ink


def test_words_are_complete_and_used():
    source = script()
    said = set(re.findall(r'"([a-z0-9_]+)"', source)) | set(re.findall(r'data-(?:word|name|do)="(\w+)"', _html()))
    assert set(WORDS) - said - {f"unit_short{x}" for x in ("", "_of_layer")} - {"unit_of_layer"} == set(), "words that nothing says"
    for key, text in WORDS.items():
        fields = [sorted(re.findall(r"\{(\w+)\}", text[language])) for language in LANGUAGES]
        assert all(found == fields[0] for found in fields), key
        for language in LANGUAGES:
            assert text[language].count("<") == text[language].count(">"), key


def _html() -> str:
    from shallownet.player.component import HERE

    return (HERE / "player.html").read_text(encoding="utf-8")


def test_every_word_that_is_said_exists():
    source = script()
    said = re.findall(r'say\("([a-z0-9_]+)"', source) + re.findall(r'data-(?:word|name|do)="(\w+)"', _html())
    assert len(said) > 30
    assert set(said) <= set(WORDS)


@pytest.mark.parametrize("epochs", [1, 2, 39, 41, 100, 999, 1000, 5000])
def test_played_epochs(epochs):
    played = np.array(played_epochs(epochs))
    steps = np.diff(played)
    assert played[0] == 0
    assert played[-1] == epochs
    assert (steps > 0).all()
    assert (steps <= np.maximum(1, played[:-1] / 20)).all(), "no step skips more than a twentieth of what has gone before"
    assert len(played) <= 190
    if epochs == 1000:
        assert 8 <= len(played) / 15 <= 10, "seconds at speed 1"
