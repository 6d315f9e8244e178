"""The lesson on activations in the browser: a moved z redraws the curves, tanh breaks the collapse, XOR is played, links and languages hold."""

import re

import pytest

from shallownet.curves import place
from tests.browser_support import serious_findings, settled

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("app")]
MARKS = """() => {
    const plot = document.querySelector('.st-key-curve .js-plotly-plot');
    return plot?._fullData?.filter(trace => trace.mode === 'markers').map(trace => [trace.x[0], trace.y[0]]) ?? [];
}"""


def marks_at(page, key: str, z: float) -> None:
    """The markers stand at z, on g and on g'."""
    page.wait_for_function(f"z => {{ const marks = ({MARKS})(); return marks.length === 2 && Math.abs(marks[0][0] - z) < 1e-6; }}", arg=z, timeout=15_000)
    here = place(key, z)
    assert [value for _, value in page.evaluate(MARKS)] == pytest.approx([here.a, here.slope], abs=1e-6)


def test_z_moves_by_keyboard(opened):
    page = opened("activations", {"act": "sigmoid", "z": "1.5"})
    marks_at(page, "sigmoid", 1.5)
    page.locator(".st-key-z-en input[type=range], .st-key-z-en [role=slider]").first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    marks_at(page, "sigmoid", 1.3)
    page.wait_for_function("() => location.search.includes('z=1.3')", timeout=10_000)


def test_tanh_breaks_the_collapse_and_the_link_keeps_it(opened):
    page = opened("activations", {"part": "linear", "h": "6"})
    page.locator(".katex annotation", has_text=re.compile(r"p'\(x\).* = \d\.\d \\cdot 10\^\{-1[56]\}")).wait_for(state="attached")
    page.get_by_role("radio", name="tanh").click()
    page.get_by_text("the equation cannot be taken apart").wait_for()
    settled(page)
    page.wait_for_function("() => location.search.includes('hidden=tanh')", timeout=10_000)
    page.reload()
    page.get_by_text("the equation cannot be taken apart").wait_for()
    page.get_by_role("button", name="中文").click()
    page.get_by_text("等式就拆不开了").wait_for()
    assert "hidden=tanh" in page.url and "h=6" in page.url


def test_xor_is_played_in_step(opened):
    page = opened("activations", {"part": "xor"})
    page.locator(".player[data-epoch='1000']").wait_for(timeout=30_000)
    assert page.locator(".field").count() == 2
    box = page.locator(".transport").bounding_box()
    assert box["y"] + box["height"] <= 768, "the player is visible without scrolling"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("part", ["curve", "several", "linear", "exercises"])
def test_accessible(opened, part, scheme):
    page = opened("activations", {"part": part}, color_scheme=scheme)
    page.wait_for_timeout(1000)
    settled(page)
    page.get_by_role("button", name="Copy link").wait_for()
    assert serious_findings(page) == []
