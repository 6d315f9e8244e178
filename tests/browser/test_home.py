"""Home in a real browser: the network with its symbols, experiments that open ready to play, the teaser."""

import re

import pytest

from shallownet.typeset import unit_formula
from tests.browser_support import serious_findings, settled

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("app")]


def at(page, epoch: int, playing: bool = False) -> None:
    page.locator(f".player[data-epoch='{epoch}'][data-playing={str(playing).lower()}]").wait_for(timeout=30_000)


@pytest.mark.parametrize(
    ("preset", "page_name", "runs"),
    [("Zero against Xavier", "initialization", ["Zeros", "Xavier"]), ("One unit is not enough", "compare", ["1", "2", "3", "8"])],
)
def test_presets_open_ready_to_play(opened, preset, page_name, runs):
    page = opened("")
    page.locator("[data-testid=stVerticalBlock]", has_text=re.compile(f"^{preset}")).last.get_by_role("button", name="Open").click()
    page.wait_for_url(re.compile(f"/{page_name}\\b"))
    at(page, 0)
    assert page.locator(".player .card .title").all_inner_texts() == runs
    page.locator("[data-speed='4']").click()
    page.locator("[data-do=play]").click()
    page.locator(".player[data-playing=true]").wait_for()
    page.locator("[data-do=last]").click()
    at(page, 1000)
    settled(page)
    assert ("inits=zeros" in page.url) if page_name == "initialization" else ("vary=h" in page.url)


def test_teaser_plays_by_itself_once(opened):
    page = opened("")
    page.locator(".player[data-playing=true]").wait_for(timeout=30_000)
    assert page.locator(".player .card .title").all_inner_texts() == ["Zeros", "Xavier"]
    address = page.url
    at(page, 300)
    page.wait_for_timeout(500)
    at(page, 300)
    assert page.url == address, "a teaser leaves the link alone"


def test_teaser_stays_still_for_those_who_asked_for_calm(opened):
    page = opened("", reduced_motion="reduce")
    at(page, 300)
    page.wait_for_timeout(1500)
    at(page, 300)
    page.locator("[data-do=play]").click()
    page.locator(".player[data-playing=true]").wait_for()


def test_unit_of_the_drawing_is_explained(opened):
    page = opened("", reduced_motion="reduce")
    page.locator(".drawing [data-unit='1.3']").click()
    page.locator(".drawing .lit[data-unit='1.3']").wait_for()
    page.locator(".katex annotation", has_text=unit_formula(3, 1, 2)).wait_for(state="attached")
    page.locator(".drawing [data-unit='1.3']").press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".katex annotation", has_text=unit_formula(4, 2, 0)).wait_for(state="attached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(opened, scheme):
    page = opened("", color_scheme=scheme)
    page.locator(".drawing [data-unit]").first.wait_for()
    assert serious_findings(page) == []
