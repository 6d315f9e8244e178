"""Every page opens in every language; links, presets and controls reach the experiment. No browser: see tests/browser/ for that."""

import pytest
from streamlit.testing.v1 import AppTest

from shallownet.experiment import Experiment
from shallownet.text import LANGUAGES
from shallownet.ui import address, frame

FRAME = str(frame.ROOT / "shallownet" / "ui" / "main.py")
LESSONS = list(frame.PAGES)


def opened(page: str = "playground", **query: str) -> AppTest:
    """The app on a page, opened by a link with this query."""
    app = AppTest.from_file(FRAME, default_timeout=60)
    for word, value in query.items():
        app.query_params[word] = value
    return app.switch_page(f"../../pages/{page}.py").run()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", LESSONS)
def test_opens(page, language):
    app = opened(page, lang=language)
    assert not app.exception
    assert len(app.title) == 1
    assert page == "home" or app.title[0].value == frame.PAGES[page][language]


@pytest.mark.parametrize("page", LESSONS)
@pytest.mark.parametrize(
    "words",
    [
        {"init": "zeros", "act": "sigmoid"},
        {"h": "16", "h2": "16", "act2": "relu", "data": "spiral", "e": "437"},
        {"act": "relu", "rate": "10", "init": "large"},
        {"h": "1", "points": "20", "test": "0", "epochs": "1"},
    ],
    ids=["symmetric", "largest", "diverging", "smallest"],
)
def test_opens_any_experiment(page, words):
    assert not opened(page, **words).exception


def test_link_is_the_experiment():
    app = opened(h="7", act="relu", init="he", noise="0.2", e="5", p="3", lang="zh")
    assert app.session_state["experiment"] == Experiment(units1=7, activation1="relu", initializer="he", noise=0.2)
    assert (app.session_state["view"].epoch, app.session_state["view"].picked) == (5, 2)
    assert app.slider(key="units1-zh").value == 7
    assert app.selectbox(key="activation1-zh").value == "relu"


def test_bad_link_falls_back_and_says_so():
    app = opened(h="99", act="tangent", e="-4", seed="nan", colour="blue")
    assert app.session_state["experiment"] == Experiment()
    told = " ".join(caption.value for caption in app.caption)
    assert all(word in told for word in ("99", "tangent", "-4", "nan", "colour"))


def test_language_keeps_the_experiment():
    app = opened(act="relu", h="6", lang="en")
    app.button(key="language").click().run()
    assert app.session_state["view"].language == "zh"
    assert app.selectbox(key="activation1-zh").value == "relu"
    app.slider(key="units1-zh").set_value(9).run()
    app.run()  # a control runs its fragments only, and AppTest forgets the rest of the page
    app.button(key="language").click().run()
    assert app.slider(key="units1-en").value == 9
    assert app.session_state["experiment"] == Experiment(activation1="relu", units1=9)


def test_reset_and_new_start():
    app = opened(seed="11")
    app.button(key="reset").click().run()
    assert app.session_state["view"].epoch == 0
    app.button(key="new").click().run()
    assert app.session_state["experiment"].seed == 12
    app.session_state["more-training-en"] = True
    app.run()
    assert app.number_input(key="seed-en").value == 12


def test_what_is_folded_away_keeps_its_value():
    """A control comes and goes with its fold; in the other language too, and it never brings back an old value."""
    app = opened(points="100", lang="en")
    assert not [slider.key for slider in app.slider if slider.key.startswith("points")]
    app.session_state["more-data-en"] = app.session_state["more-data-zh"] = True
    app.run()
    app.slider(key="points-en").set_value(120).run()
    app.run()
    app.button(key="language").click().run()
    app.slider(key="points-zh").set_value(150).run()
    app.run()
    app.session_state["more-data-en"] = False
    app.button(key="language").click().run()
    app.slider(key="noise-en").set_value(0.2).run()
    app.run()
    assert (app.session_state["experiment"].points, app.session_state["experiment"].noise) == (150, 0.2)
    app.session_state["more-data-en"] = True
    app.run()
    assert app.slider(key="points-en").value == 150


def test_constant_has_its_own_control_only_where_it_counts():
    assert "constant-en" not in [slider.key for slider in opened(init="xavier").slider]
    assert "constant-en" in [slider.key for slider in opened(init="constant").slider]


def test_second_change_that_still_has_the_old_address_is_no_link(monkeypatch):
    """Two quick changes: the browser sends the second one before the address that answers the first has reached it."""
    app = opened(h="4", act="relu")
    old = dict(app.query_params)
    app.slider(key="units2-en").set_value(3).run()
    back_to(app, old)
    app.selectbox(key="initializer-en").set_value("constant").run()
    assert app.session_state["experiment"] == Experiment(units2=3, activation1="relu", initializer="constant")

    later = address.monotonic() + address.LATE + 1
    monkeypatch.setattr(address, "monotonic", lambda: later)
    back_to(app, old)
    app.run()
    assert app.session_state["experiment"].units2 == 0, "later on the same address is a link again: the way back in the browser"


def back_to(app: AppTest, query: dict) -> None:
    app.query_params.clear()
    for word, value in query.items():
        app.query_params[word] = value
