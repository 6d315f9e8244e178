"""Compare in a real browser: another setting, other values, the table taken away, links."""

import csv
import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from shallownet.experiment import Experiment
from shallownet.results import row
from shallownet.training import train
from tests.browser_support import serious_findings, settled, watched

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("app")]
COMMON = Experiment(epochs=60, points=60)


@pytest.fixture
def compare(opened):
    """Opens the page, its player drawn."""

    def open_compare(words=None, **options):
        page = opened("compare", {"epochs": 60, "points": 60} | (words or {}), **options)
        page.locator(".player[data-epoch]").wait_for(timeout=30_000)
        return page

    return open_compare


def query(page) -> dict[str, str]:
    settled(page)
    return {word: values[0] for word, values in parse_qs(urlsplit(page.url).query).items()}


def plays(page, runs: dict[str, Experiment]) -> None:
    """The player shows these runs, in this order, with the losses of these very experiments."""
    for index, (title, experiment) in enumerate(runs.items()):
        card = page.locator(".player .card").nth(index)
        card.locator(".title", has_text=title).wait_for(timeout=15_000)
        card.locator(".name .now", has_text=f"{train(experiment).losses[-1, 0]:.3f}").wait_for(timeout=15_000)
    assert page.locator(".player .card .title").all_inner_texts() == list(runs)


def downloaded(page) -> list[dict[str, str]]:
    with page.expect_download() as waiting:
        page.locator(".stDownloadButton button").click()
    assert waiting.value.suggested_filename == "shallownet.csv"
    return list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))))


def test_another_setting_and_other_values(compare, chromium):
    page = compare({"vary": "h", "values": "1,8", "act": "relu", "init": "he"})
    start = COMMON.but(activation1="relu", initializer="he")
    plays(page, {"1": start.but(units1=1), "8": start.but(units1=8)})
    assert page.locator(".st-key-units1-en").count() == 0, "what is varied has no other control"
    values = page.locator(".st-key-values-units1-en input")
    values.click()
    values.fill("16")
    page.get_by_role("option", name="16", exact=True).click()
    plays(page, {str(units): start.but(units1=units) for units in (1, 8, 16)})
    assert query(page)["values"] == "1,8,16"

    page.locator(".st-key-vary-en [role=combobox], .st-key-vary-en [data-baseweb=select]").first.click()
    page.keyboard.type("Activation")
    page.get_by_role("option", name="Activation", exact=True).click()
    plays(page, {key: start.but(activation1=key) for key in ("tanh", "sigmoid")} | {"ReLU": start})
    words = query(page)
    assert (words["vary"], words["values"], words["init"]) == ("act", "tanh,sigmoid,relu", "he")
    with watched(chromium, page.url) as other:
        plays(other, {key: start.but(activation1=key) for key in ("tanh", "sigmoid")} | {"ReLU": start})


def test_table_taken_away_is_that_of_the_runs(compare):
    page = compare({"vary": "data", "values": "xor,moons", "e": 30, "test": 0.4})
    rows = downloaded(page)
    assert [one["run"] for one in rows] == ["XOR", "Moons"]
    for one, dataset in zip(rows, ("xor", "moons"), strict=True):
        expected = row(train(COMMON.but(dataset=dataset, test_share=0.4)), 30, "en")
        assert one == {"run": one["run"]} | {title: str(value) for title, value in expected.items()}
    page.locator("[data-do=last]").click()
    page.wait_for_function("() => !new URL(location).searchParams.has('e')")
    settled(page)
    assert [one["epoch"] for one in downloaded(page)] == ["60", "60"]


def test_runs_of_different_data_and_sizes_play_together(compare):
    """With and without test examples, with one and two layers: nothing goes wrong in the browser."""
    for words in ({"vary": "test", "values": "0,0.5"}, {"vary": "h2", "values": "0,3"}, {"vary": "points", "values": "20,400"}):
        page = compare(words | {"e": 0})
        page.locator("[data-speed='4']").click()
        page.locator("[data-do=play]").click()
        page.locator(".player[data-epoch='60'][data-playing=false]").wait_for(timeout=30_000)


def test_many_seeds(compare):
    page = compare({"vary": "rate", "values": "0.1,1,5", "part": "luck"})
    page.wait_for_function("() => document.querySelector('.st-key-bands .js-plotly-plot')?._fullData?.filter(t => t.y.length === 32).length === 3")
    assert query(page)["seeds"] == "32"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(compare, scheme):
    page = compare(color_scheme=scheme)
    page.locator(".stDownloadButton button").wait_for()
    assert serious_findings(page) == []
