"""The experiments to start with: they open where they say, ready to play, and what is said of them is so."""

import pytest

from shallownet.experiment import Experiment, settings
from shallownet.initializers import INITIALIZERS
from shallownet.measures import distinct_units
from shallownet.presets import PRESETS
from shallownet.text import LANGUAGES
from shallownet.training import train
from shallownet.ui import address, frame
from tests.test_pages import opened

EACH = pytest.mark.parametrize("number", range(len(PRESETS)), ids=[preset.title.en for preset in PRESETS])


def fields() -> dict[str, str]:
    return {setting.word: name for name, setting in settings().items()}


def variants(number: int) -> dict[object, Experiment]:
    """What is compared: value -> experiment."""
    preset = PRESETS[number]
    if preset.page == "initialization":
        return {key: preset.experiment.but(initializer=key) for key in preset.words["inits"].split(",")}
    field = fields()[preset.words["vary"]]
    return {(v := settings()[field].domain.parse(word)): preset.experiment.but(**{field: v}) for word in preset.words["values"].split(",")}


@EACH
def test_words_are_those_of_its_page(number):
    preset = PRESETS[number]
    assert preset.page in frame.PAGES
    assert set(preset.words) <= set(address.PAGE_WORDS[preset.page])
    assert 2 <= len(variants(number)) <= 4
    assert set(preset.words.get("inits", "zeros").split(",")) <= set(INITIALIZERS)


@pytest.mark.parametrize("language", LANGUAGES)
@EACH
def test_opens_from_home_ready_to_play(number, language):
    preset = PRESETS[number]
    home = opened("home", lang=language)
    app = home.button(key=f"preset-{number}-{language}").click().run()
    assert not app.exception
    assert app.title[0].value == frame.PAGES[preset.page][language]
    assert app.session_state["experiment"] == preset.experiment
    assert app.session_state["cue"][1] == app.session_state["view"].epoch == 0
    extras = app.session_state["extras"]
    assert {word: extras[word] for word in preset.words} == preset.words
    chosen = app.multiselect[0].value
    assert chosen == list(variants(number))


def test_zero_stays_equal_and_xavier_does_not():
    for key, experiment in variants(0).items():
        history = train(experiment)
        counts = {distinct_units(history.layers_at(epoch))[0] for epoch in (0, 100, 500, 1000)}
        assert counts == {"zeros": {1}, "xavier": {4}}[key]


def accuracies(number: int) -> dict[object, float]:
    return {value: float(train(experiment, recorded=()).accuracy[-1, 0]) for value, experiment in variants(number).items()}


def test_one_unit_is_not_enough():
    found = accuracies(1)
    assert list(found) == [1, 2, 3, 8]
    assert found[1] < 0.8 < found[2] < 0.95 < found[3]
    assert found[8] > 0.98


def test_identity_does_not_learn_xor():
    found = accuracies(2)
    assert found["identity"] < 0.75
    assert found["tanh"] > 0.95


def test_spiral_needs_two_layers():
    found = accuracies(3)
    assert found[0] < 0.8
    assert found[12] > 0.98
