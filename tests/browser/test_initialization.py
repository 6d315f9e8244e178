"""Initialization in a real browser: schemes side by side, links, parts with their charts, many seeds."""

import json
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from shallownet.experiment import Experiment
from shallownet.luck import over_seeds
from shallownet.measures import distinct_units
from shallownet.training import train
from tests.browser_support import serious_findings, settled, watched

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("app")]
CHART = """key => {
    const figure = document.querySelector(`.st-key-${key} .js-plotly-plot`);
    return figure?._fullData ? JSON.stringify(figure._fullData.map(t => ({name: t.name, mode: t.mode, x: Array.from(t.x), y: Array.from(t.y)}))) : null;
}"""
NOTE = """() => {
    const drawing = name => [...document.querySelectorAll("*")].map(element => element.shadowRoot?.querySelector(`svg.${name}`)).find(Boolean);
    const [meter, ways] = ["meter", "ways"].map(drawing);
    window.noted = [];
    new MutationObserver(() => noted.push([
        Number(ways.dataset.epoch),
        [...meter.querySelectorAll("[data-says]")].map(text => text.textContent),
        ways.querySelectorAll(".gone")[1].getAttribute("points"),
    ])).observe(ways, { attributes: true, attributeFilter: ["data-epoch"] });
}"""


@pytest.fixture
def initialization(opened):
    """Opens the page, its player drawn."""

    def open_initialization(words=None, **options):
        page = opened("initialization", {"epochs": 60, "points": 60} | (words or {}), **options)
        page.locator(".player[data-epoch]").wait_for(timeout=30_000)
        return page

    return open_initialization


def query(page) -> dict[str, str]:
    settled(page)
    return {word: values[0] for word, values in parse_qs(urlsplit(page.url).query).items()}


def chart(page, key: str) -> list[dict]:
    """The traces of a figure as Plotly has them, once it is drawn."""
    return json.loads(page.wait_for_function(CHART, arg=key).json_value())


def said(page) -> list[str]:
    """What the meter says of each run."""
    return page.locator("svg.meter [data-says]").all_text_contents()


def part(page, name: str) -> None:
    page.locator(".st-key-part-initialization-en").get_by_text(name, exact=True).click()


def cards(page) -> list[str]:
    """The runs that the player shows, in order."""
    return page.locator(".player .card .title").all_inner_texts()


def shows_losses(page, *experiments: Experiment) -> None:
    for card, experiment in enumerate(experiments):
        loss = f"{train(experiment).losses[-1, 0]:.3f}"
        page.locator(".player .card").nth(card).locator(".name .now", has_text=loss).wait_for(timeout=15_000)


def test_link_is_restored_and_rewritten(initialization, chromium):
    words = {"inits": "constant,he,xavier", "e": 20, "part": "distributions", "c": 0.7, "act": "sigmoid"}
    page = initialization(words)
    assert page.locator(".player").get_attribute("data-epoch") == "20"
    chart(page, "histograms")
    page.locator("[data-do=forward]").click()
    page.get_by_text("In the run's colour: epoch 21").wait_for()
    part(page, "Symmetry meter")
    page.locator("svg.meter").wait_for()
    now = query(page)
    assert {word: now[word] for word in ("inits", "part", "e", "c", "act")} == {
        "inits": "constant,he,xavier", "part": "symmetry", "e": "21", "c": "0.7", "act": "sigmoid",
    }  # fmt: skip
    with watched(chromium, page.url) as other:
        other.locator(".player[data-epoch='21']").wait_for(timeout=30_000)
        assert query(other) == now


def test_choosing_a_scheme_adds_a_run(initialization):
    page = initialization()
    assert cards(page) == ["Zeros", "Xavier"]
    page.locator(".st-key-schemes-en input").click()
    page.get_by_role("option", name="Large", exact=True).click()
    page.locator(".player .card .title", has_text="Large").wait_for()
    assert cards(page) == ["Zeros", "Xavier", "Large"]
    shows_losses(page, *(Experiment(initializer=key, epochs=60, points=60) for key in ("zeros", "xavier", "large")))
    assert query(page)["inits"] == "zeros,xavier,large"
    page.locator("svg.meter text", has_text="Large: 4 of 4 different").wait_for()
    assert said(page) == ["Zeros: 1 of 4 different", "Xavier: 4 of 4 different", "Large: 4 of 4 different"]


def test_what_is_said_follows_the_player(initialization):
    page = initialization({"inits": "zeros,xavier", "act": "sigmoid", "e": 0})
    page.locator("[data-do=last]").click()
    page.get_by_text("Rows of W and dW of layer 1 at epoch 60").wait_for()
    page.get_by_text("so they move together and stay equal").wait_for()
    page.get_by_text("each goes its own way").wait_for()
    assert page.locator(".rows .bracket").all_inner_texts() == ["4 equal", "4 equal"]


def test_meter_and_ways_play_along(initialization):
    """Without a message to the server; what the meter says at each epoch is so."""
    page = initialization({"inits": "small,xavier", "act": "sigmoid"})
    page.locator("svg.ways").wait_for()
    page.locator("[data-do=first]").click()
    for name in ("meter", "ways"):
        page.locator(f"svg.{name}[data-epoch='0']").wait_for()
    settled(page)
    page.wait_for_timeout(500)
    marks = page.locator("svg.ways .here")
    before, sent = [mark.get_attribute("transform") for mark in marks.all()], len(page.sent)
    page.evaluate(NOTE)
    page.locator("[data-do=play]").click()
    page.locator(".player[data-epoch='60'][data-playing=false]").wait_for(timeout=30_000)
    noted = page.evaluate("() => noted")
    assert len({epoch for epoch, _, _ in noted}) > 20, "while it plays, not only at its end"
    assert len({way for _, _, way in noted}) > 20
    histories = [train(Experiment(initializer=key, activation1="sigmoid", epochs=60, points=60)) for key in ("small", "xavier")]
    for epoch, words, _ in noted:
        counts = [distinct_units(history.layers_at(epoch))[0] for history in histories]
        assert words == [f"{title}: {count} of 4 different" for title, count in zip(("Small", "Xavier"), counts)]
    assert all(mark.get_attribute("transform") != place for mark, place in zip(marks.all(), before, strict=True))
    assert len(page.sent) - sent <= 1, "the end of the playing at most"


def test_every_part_has_its_charts(initialization):
    page = initialization({"h2": 2})
    part(page, "Symmetry meter")
    for name, panels in {"meter": 2, "ways": 2}.items():
        page.locator(f"svg.{name}").wait_for()
        assert page.locator(f"svg.{name} .frame").count() == panels
    for name, keys in {"Distributions": ["histograms"], "Why 1/n": ["variance"], "Luck or scheme?": ["bands"]}.items():
        part(page, name)
        assert all(len(chart(page, key)) > 3 for key in keys), name
    part(page, "Exercises")
    answer = page.locator("input[aria-label='Your answer']").first
    answer.fill("1")
    answer.press("Enter")
    page.get_by_text("Right.").wait_for()


def test_thirty_two_seeds_and_one_of_them_in_the_player(initialization):
    page = initialization({"part": "luck", "inits": "small,xavier", "seed": 5})
    marks = [trace for trace in chart(page, "bands") if trace["mode"] == "markers"]
    for key, trace in zip(("small", "xavier"), marks, strict=True):
        luck = over_seeds(Experiment(initializer=key, epochs=60, points=60), range(1, 33))
        np.testing.assert_allclose(trace["y"], luck.accuracy)
    page.locator(".st-key-band-seed-en [role=combobox], .st-key-band-seed-en [data-baseweb=select]").first.click()
    page.keyboard.type("9")
    page.get_by_role("option", name="9", exact=True).click()
    page.get_by_role("button", name="Show in the player").click()
    page.wait_for_function("() => new URL(location).searchParams.get('seed') === '9'")
    shows_losses(page, *(Experiment(initializer=key, epochs=60, points=60, seed=9) for key in ("small", "xavier")))
    np.testing.assert_allclose([trace for trace in chart(page, "bands") if trace["mode"] == "markers"][-1]["y"], luck.accuracy)  # the band stays


def test_language_then_a_control_keeps_the_schemes(initialization):
    page = initialization({"inits": "he,small,large", "part": "variance"})
    page.get_by_role("button", name="中文").click()
    page.locator("h1", has_text="初始化").wait_for()
    page.locator(".st-key-units1-zh input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => new URL(location).searchParams.get('h') === '5'")
    now = query(page)
    assert (now["lang"], now["inits"], now["part"]) == ("zh", "he,small,large", "variance")
    assert any("过小" in trace["name"] for trace in chart(page, "variance"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(initialization, scheme):
    page = initialization(color_scheme=scheme)
    page.locator("svg.ways").wait_for()
    assert serious_findings(page) == []
