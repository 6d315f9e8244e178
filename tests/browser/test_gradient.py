"""The gradient lesson in a real browser: stepped by keys, opened by a link, in both languages, read by a screen reader."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser_support import serious_findings, settled

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("app")]
PLAYED = """() => {
  const hosts = [...document.querySelectorAll("*")].map(element => element.shadowRoot?.querySelector("svg.map"));
  return hosts.some(map => map && Number(map.dataset.epoch) > 60);
}"""
PARTS = ["graph", "check", "update", "rates", "landscape", "hand", "run"]


@pytest.fixture
def lesson(opened):
    """Opens the page; the graph is drawn where it is the part."""

    def open_lesson(words=None, **options):
        page = opened("gradient", words, **options)
        if (words or {}).get("part", "graph") == "graph":
            page.locator("svg.graph").wait_for(timeout=30_000)
        return page

    return open_lesson


def now(page, text: str) -> None:
    """Waits until the graph says that this is computed now."""
    page.locator(f"svg.graph[aria-label*='{text}.'], svg.graph[aria-label*='：{text}。']").wait_for(timeout=10_000)


def word(page, name: str) -> str:
    return parse_qs(urlsplit(page.url).query).get(name, [""])[0]


def choose(page, part: str) -> None:
    page.locator("[class*=st-key-part]").get_by_text(part).click()


def test_keys_walk_through_the_graph_both_ways(lesson):
    page = lesson()
    now(page, "nothing yet")
    for text in ("Z[1]", "A[1]", "Z[2]", "A[2]", "L", "dZ[2]", "dW[2]", "db[2]", "dZ[1]", "dW[1]", "db[1]"):
        page.keyboard.press("ArrowRight")
        now(page, text)
    page.keyboard.press("ArrowRight")  # the end stays the end
    for text in ("dW[1]", "dZ[1]"):
        page.keyboard.press("ArrowLeft")
        now(page, text)
    settled(page)
    assert word(page, "step") == "9"
    assert page.locator("svg.graph .card.now.red").get_attribute("data-card") == "Z1"


def test_buttons_are_reached_by_tab(lesson):
    page = lesson({"step": 3})
    button = page.locator(".st-key-step-2 button")
    button.focus()
    page.keyboard.press("Enter")
    now(page, "A[2]")
    page.locator(".st-key-step-0 button").focus()
    page.keyboard.press("Enter")
    now(page, "nothing yet")


def test_keys_leave_the_epoch_slider_alone(lesson):
    """An arrow key in the slider moves the slider, not the graph."""
    page = lesson({"step": 3, "e": 500})
    now(page, "Z[2]")
    page.locator("[class*=st-key-gradient-epoch] input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**e=499**")
    settled(page)
    assert word(page, "step") == "3"


def test_a_link_is_the_view(lesson):
    page = lesson({"part": "graph", "step": 9, "show": "3", "e": 20, "h": 3, "act": "sigmoid"})
    now(page, "dZ[1]")
    assert "3×3" in page.locator("svg.graph [data-card=Z1]").text_content()
    settled(page)
    assert (word(page, "step"), word(page, "show"), word(page, "e")) == ("9", "3", "20")
    page.reload()
    now(page, "dZ[1]")


def test_language_keeps_part_step_and_examples(lesson):
    page = lesson({"step": 7, "show": "2", "h": 3})
    now(page, "dW[2]")
    page.get_by_role("button", name="中文", exact=True).click()
    page.get_by_role("heading", name="梯度下降").wait_for()
    now(page, "dW[2]")
    page.keyboard.press("ArrowRight")
    now(page, "db[2]")
    settled(page)
    assert (word(page, "lang"), word(page, "step"), word(page, "show"), word(page, "h")) == ("zh", "8", "2", "3")


def test_part_goes_into_the_link_and_the_epoch_follows_everywhere(lesson):
    page = lesson({"e": 30})
    choose(page, "Your run")
    page.locator(".player[data-epoch='30']").wait_for(timeout=20_000)
    page.wait_for_url("**part=run**")
    page.locator("[data-do=forward]").click()
    page.locator(".player[data-epoch='31']").wait_for()
    page.wait_for_url("**e=31**")
    choose(page, "Computation graph")
    page.locator("svg.graph").wait_for()
    settled(page)
    assert word(page, "e") == "31"


def test_own_derivation_is_judged(lesson):
    page = lesson({"part": "hand"})
    box = page.get_by_label("Your formula for dZ[2]")
    box.fill("A2 - Y")
    box.press("Enter")
    page.get_by_text("It equals the true gradient").wait_for()
    box.fill("A2 - <b>Y</b>")
    box.press("Enter")
    page.get_by_text("“<” has no meaning here").wait_for()


def test_four_learning_rates_in_step(lesson):
    page = lesson({"part": "rates", "epochs": 200})
    page.locator(".player[data-epoch='200']").wait_for(timeout=20_000)
    page.get_by_text("too small").first.wait_for()
    page.locator("[data-do=back]").click()
    page.locator(".player[data-epoch='199']").wait_for()


def test_the_map_goes_along_with_the_player(lesson):
    """Step by step and while it plays, without a message to the server."""
    page = lesson({"part": "landscape", "e": 50})
    page.locator(".player[data-epoch='50']").wait_for(timeout=20_000)
    ring, seen = page.locator("svg.map .here"), page.locator("svg.map[data-epoch='50']")
    seen.wait_for()
    before = ring.get_attribute("transform")
    page.locator("[data-do=forward]").click()
    page.locator("svg.map[data-epoch='51']").wait_for()
    assert ring.get_attribute("transform") != before
    page.locator("svg.map .here text", has_text="epoch 51: loss").wait_for()  # once Python has computed it
    page.wait_for_timeout(500)
    settled(page)
    sent = len(page.sent)
    page.locator("[data-do=play]").click()
    page.wait_for_function(PLAYED, timeout=10_000)
    assert len(page.sent) == sent
    page.locator("[data-do=play]").click()
    settled(page)
    epoch = int(page.locator(".player").get_attribute("data-epoch"))
    page.locator(f"svg.map[data-epoch='{epoch}']").wait_for()
    page.locator("svg.map .here text", has_text=f"epoch {epoch}: loss").wait_for()


@pytest.mark.parametrize("part", PARTS)
def test_readable_for_all(lesson, part):
    page = lesson({"part": part, "step": 9, "epochs": 100})
    page.get_by_role("button", name="Copy link").wait_for()  # it gets its name when its script has arrived
    page.wait_for_timeout(1000)  # what Streamlit redraws is pale for a moment
    settled(page)
    assert not serious_findings(page)
