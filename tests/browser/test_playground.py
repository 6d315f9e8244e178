"""The Playground as a person uses it: every control, the player, links, languages."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from shallownet.experiment import Experiment
from shallownet.training import train
from tests.browser_support import ROOT, address_holds, serious_findings, serving, settled, watched

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("app")]


def expected(experiment: Experiment, epoch: int = -1) -> str:
    return f"{train(experiment).losses[epoch, 0]:.4f}"


def query(page) -> dict[str, str]:
    return {word: values[0] for word, values in parse_qs(urlsplit(page.url).query).items()}


def epoch(page) -> int:
    return int(page.locator(".player").get_attribute("data-epoch"))


def pick(page, key: str, option: str) -> None:
    page.locator(f".st-key-{key} [data-baseweb=select], .st-key-{key} [role=combobox]").first.click()
    page.keyboard.type(option)
    page.get_by_role("option", name=option, exact=True).click()


def slide(page, key: str, arrow: str, times: int = 1) -> None:
    slider = page.locator(f".st-key-{key} input[type=range]").first
    slider.focus()
    for _ in range(times):
        before = slider.input_value()
        page.keyboard.press(arrow)
        page.wait_for_function("([slider, before]) => slider.value !== before", arg=[slider.element_handle(), before])  # two in one frame may count as one


def fill(page, key: str, value: str) -> None:
    field = page.locator(f".st-key-{key} input").first
    field.fill(value)
    field.press("Enter")


@pytest.fixture
def playground(opened):
    """Opens the Playground, its player drawn."""

    def open_playground(words=None, **options):
        page = opened("playground", words, **options)
        page.locator(".player[data-epoch]").wait_for(timeout=30_000)
        return page

    return open_playground


def reaches(page, experiment: Experiment, at: int = -1) -> None:
    page.locator(".readout .loss", has_text=re.compile(f"^{re.escape(expected(experiment, at))}$")).wait_for(timeout=15_000)


def test_every_control_retrains_that_very_network(playground):
    page, experiment = playground(), Experiment()
    reaches(page, experiment)

    def now(**changes):
        nonlocal experiment
        experiment = experiment.but(**changes)
        reaches(page, experiment)

    slide(page, "units1-en", "ArrowRight", 2)
    now(units1=6)
    pick(page, "activation1-en", "ReLU")
    now(activation1="relu")
    pick(page, "initializer-en", "Constant")
    now(initializer="constant")
    slide(page, "constant-en", "ArrowRight")
    now(constant=0.6)
    pick(page, "initializer-en", "He (for ReLU)")
    now(initializer="he")
    slide(page, "units2-en", "ArrowRight", 3)
    now(units2=3)
    pick(page, "activation2-en", "sigmoid")
    now(activation2="sigmoid")
    pick(page, "dataset-en", "XOR")
    now(dataset="xor")
    slide(page, "noise-en", "ArrowRight")
    now(noise=0.1)
    pick(page, "learning_rate-en", "0.5")
    now(learning_rate=0.5)
    fill(page, "epochs-en", "300")
    now(epochs=300)
    for fold in ("data", "training"):
        page.locator(f".st-key-more-{fold}-en summary").click()
    slide(page, "points-en", "ArrowLeft")
    now(points=240)
    slide(page, "test_share-en", "ArrowRight")
    now(test_share=0.4)
    fill(page, "data_seed-en", "7")
    now(data_seed=7)
    pick(page, "batch-en", "20")
    now(batch=20)
    pick(page, "l2-en", "0.001")
    now(l2=0.001)
    fill(page, "seed-en", "12")
    now(seed=12)
    address_holds(page, act="relu", init="he", data="xor", batch="20", seed="12")


def test_reset_and_new_start(playground):
    page = playground({"seed": 5})
    page.get_by_role("button", name="Reset", exact=True).click()
    page.locator(".player[data-epoch='0']").wait_for()
    page.get_by_role("button", name="New start").click()
    reaches(page, Experiment(seed=6), 0)
    assert epoch(page) == 0, "a new start begins where the old one stood"


def test_play_scrub_step_and_the_numbers_below(playground):
    page = playground({"epochs": 60, "e": 0})
    before = len(page.sent)
    page.locator("[data-do=play]").click()
    page.locator(".player[data-epoch='60']").wait_for(timeout=30_000)
    page.get_by_text("at epoch 60").wait_for()
    assert len(page.sent) - before <= 2, "playing sends nothing; the end is told once"
    page.locator("[data-do=back]").click()
    page.get_by_text("at epoch 59").wait_for()
    page.locator(".scrub input").focus()
    page.keyboard.press("Home")
    page.get_by_text("at epoch 0", exact=False).wait_for()
    page.locator("[data-do=forward]").click()
    page.get_by_text(re.compile(r"at epoch 1$")).wait_for()
    address_holds(page, e="1")
    assert "Z" in page.locator(".katex").first.text_content()


def test_copied_link_opens_to_the_same_state(playground, chromium):
    page = playground({"act": "relu", "h": 5, "seed": 9}, permissions=["clipboard-read", "clipboard-write"])
    slide(page, "units1-en", "ArrowRight")
    reaches(page, Experiment(units1=6, activation1="relu", seed=9))
    page.locator("[data-do=back]").click()
    page.get_by_text("at epoch 999").wait_for()
    address_holds(page, e="999", h="6")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    with watched(chromium, link) as other:
        reaches(other, Experiment(units1=6, activation1="relu", seed=9), 999)
        assert epoch(other) == 999
        settled(other)
        assert query(other) == query(page)


def test_cold_deep_link(chromium, request):
    """The first request to a fresh server is a page with a query: it opens inside the frame."""
    with serving(ROOT / "app.py") as address, watched(chromium, f"{address}/playground?lang=zh&h=3&init=zeros&e=7") as page:
        reaches(page, Experiment(units1=3, initializer="zeros"), 7)
        assert page.locator("h1").inner_text() == "实验场"
        assert page.get_by_role("link", name="首页").count()


def test_language_then_slider_keeps_everything(playground):
    page = playground({"act": "relu", "data": "moons"})
    page.get_by_role("button", name="中文").click()
    page.locator("h1", has_text="实验场").wait_for()
    slide(page, "units1-zh", "ArrowRight")
    reaches(page, Experiment(activation1="relu", dataset="moons", units1=5))
    address_holds(page, lang="zh", act="relu", data="moons", h="5")


def test_bad_link_is_named_quietly(playground):
    page = playground({"h": 99, "act": "tangent", "nonsense": 1})
    reaches(page, Experiment())
    note = page.locator(".stMainBlockContainer [data-testid=stCaptionContainer]").first.inner_text()
    assert all(word in note for word in ("99", "tangent", "nonsense"))


@pytest.mark.parametrize(("words", "told"), [({"act": "relu", "rate": 10, "init": "large"}, "Dead units"), ({"init": "zeros"}, "are equal")])
def test_what_is_remarkable_is_said(playground, words, told):
    page = playground(words)
    page.get_by_text(told).first.wait_for()


def test_nothing_scrolls_to_reach_the_transport(playground):
    page = playground()
    box = page.locator("[data-do=play]").bounding_box()
    assert box["y"] + box["height"] <= 768


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(playground, scheme):
    assert serious_findings(playground(color_scheme=scheme)) == []
