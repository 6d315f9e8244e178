"""The neuron in the hand: dragged, moved by keys, by boxes and by a link; what is shown is NumPy's."""

import json
import re

import numpy as np
import pytest

from shallownet.neuron import Neuron
from tests.browser_support import serious_findings, settled

WATCH = """host => {
    window.places = [];
    const note = () => window.places.push(JSON.parse(host.dataset.values).x1);
    new MutationObserver(note).observe(host, { attributes: true, attributeFilter: ["data-values"] });
}"""
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("app")]


@pytest.fixture
def neuron(opened):
    """Opens the page, its plane drawn."""

    def open_neuron(words=None, **options):
        page = opened("neuron", words, **options)
        page.locator(".plane[data-heard]").wait_for(timeout=30_000)
        page.locator(".katex").first.wait_for()
        page.wait_for_timeout(500)  # formulas are loaded late and push what is below them
        return page

    return open_neuron


def state(page) -> dict:
    """What the plane shows: its handles, and z and a as Python last sent them."""
    data = page.locator(".plane").evaluate("host => ({...host.dataset})")
    return {"values": json.loads(data["values"]), "z": float(data["z"]), "a": float(data["a"]), "heard": int(data["heard"]), "number": int(data["number"])}


def at_rest(page) -> dict:
    """The same, once the hand is off, every message is answered and the page has run."""
    page.locator(".plane[data-rest=true]").wait_for()
    settled(page)
    page.wait_for_timeout(200)  # the address follows the script
    return state(page)


def agrees(page, g: str = "tanh") -> Neuron:
    """All places that show numbers agree with one neuron computed by NumPy. Returns it."""
    seen = at_rest(page)
    one = Neuron(**seen["values"], g=g)
    assert seen["z"] == pytest.approx(one.z(one.example)[0], abs=1e-12)
    assert seen["a"] == pytest.approx(one.a(one.example)[0], abs=1e-12)
    said = page.locator(".plane .said").inner_text().replace("−", "-")
    assert [float(value) for value in re.findall(r"-?\d+\.\d+", said)] == pytest.approx([seen["z"], seen["a"]], abs=6e-4)
    for name, value in seen["values"].items():
        assert float(page.locator(f".st-key-neuron-{name}-en input").input_value()) == pytest.approx(value), f"the box of {name}"
    for _ in range(30):  # the address comes last
        if in_address(page) == pytest.approx(seen["values"]):
            return one
        page.wait_for_timeout(100)
    raise AssertionError(f"{page.url} is not {seen['values']}")


def in_address(page) -> dict[str, float]:
    """The neuron of the address bar."""
    words = {name: re.search(rf"[?&]{word}=(-?[\d.]+)", page.url) for name, word in {"w1": "w1", "w2": "w2", "b": "bias", "x1": "x1", "x2": "x2"}.items()}
    return {name: float(found[1]) if found else getattr(Neuron(), name) for name, found in words.items()}


def middle(page, handle: str) -> tuple[float, float]:
    box = page.locator(f".plane .handle.{handle}").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, handle: str, dx: float, dy: float, seconds: float = 1.0, *, hold: bool = False) -> int:
    """Drag a handle slowly, and let go unless `hold`; returns how many answers of Python arrived while the hand was moving."""
    x, y = middle(page, handle)
    page.mouse.move(x, y)
    page.mouse.down()
    first, steps = state(page)["heard"], int(seconds * 50)
    for step in range(1, steps + 1):
        page.mouse.move(x + dx * step / steps, y + dy * step / steps)
        page.wait_for_timeout(1000 / 50)
    heard = state(page)["heard"] - first
    if not hold:
        page.mouse.up()
    return heard


def per_unit(page) -> float:
    return page.locator(".plane .over").bounding_box()["width"] / 3.2


@pytest.mark.parametrize("handle", ["example", "weights", "bias"])
def test_dragging_is_answered_while_the_hand_moves(neuron, handle):
    page = neuron()
    before = agrees(page)
    heard = drag(page, handle, 60, 40, 1.5)
    one, unit = agrees(page), per_unit(page)
    d1, d2 = 60 / unit, -40 / unit
    expected = {
        "example": before.but(x1=before.x1 + d1, x2=before.x2 + d2),
        "weights": before.but(w1=before.w1 + 2 * d1, w2=before.w2 + 2 * d2),
        "bias": before.but(b=before.b - before.w1 * d1 - before.w2 * d2),
    }[handle]
    for name in ("w1", "w2", "b", "x1", "x2"):
        assert getattr(one, name) == pytest.approx(getattr(expected, name), abs=0.021), name
    assert heard >= 10, "answers while dragging"


def test_line_itself_can_be_taken(neuron):
    page = neuron()
    before = agrees(page)
    grip = page.locator(".plane .grip")
    ends = {name: float(grip.get_attribute(name)) for name in ("x1", "y1", "x2", "y2")}
    box = page.locator(".plane .over").bounding_box()
    x, y = box["x"] + ends["x1"] * 0.8 + ends["x2"] * 0.2, box["y"] + ends["y1"] * 0.8 + ends["y2"] * 0.2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 50, y, steps=5)
    page.mouse.up()
    one = agrees(page)
    assert one.b == pytest.approx(before.b - before.w1 * 50 / per_unit(page), abs=0.02)
    assert (one.w1, one.w2, one.x1, one.x2) == (before.w1, before.w2, before.x1, before.x2)


def test_handles_never_jump_back(neuron):
    """Where the hand was is where the handle is, whatever older answers arrive."""
    page = neuron()
    page.locator(".plane").evaluate(WATCH)
    drag(page, "example", -120, 0)
    at_rest(page)
    places = page.evaluate("window.places")
    assert len(places) > 20
    assert (np.diff(places) <= 0).all(), "dragged to the left, it only ever moves to the left"


def test_field_is_that_of_numpy(neuron):
    """The colour of the canvas at places of the plane: on the side of z > 0 blue, on the other orange, as the neuron says."""
    page = neuron({"g": "tanh"})
    drag(page, "weights", -140, -100)
    one = agrees(page)
    for x1, x2 in [(1.2, 0.3), (-1.2, 1.1), (1.1, -1.3), (-1.3, -1.2), (0.1, 1.4)]:
        red, _, blue = page.locator(".plane .base").evaluate(
            "(c, [u, v]) => [...c.getContext('2d').getImageData(Math.round(u * (c.width - 1)), Math.round(v * (c.height - 1)), 1, 1).data].slice(0, 3)",
            [(x1 + 1.6) / 3.2, (1.6 - x2) / 3.2],
        )
        assert (blue > red) == (one.a(np.array([[x1], [x2]]))[0] > 0), (x1, x2)


def test_keyboard(neuron):
    page = neuron()
    page.get_by_role("slider", name="Example x, the point").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    one = agrees(page)
    assert (one.x1, one.x2) == (pytest.approx(1.09), pytest.approx(0.6))
    page.get_by_role("slider", name="Weights w, tip of the arrow").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.get_by_role("slider", name="Bias b, the line z = 0").focus()
    page.keyboard.press("ArrowUp")
    one = agrees(page)
    assert (one.w2, one.b) == (pytest.approx(-0.9), pytest.approx(0.4))
    assert page.get_by_role("slider", name="Bias b").get_attribute("aria-valuetext") == "b 0.40"


def test_boxes_move_the_plane(neuron):
    page = neuron()
    drag(page, "example", 30, 0, 0.4)
    at_rest(page)
    box = page.locator(".st-key-neuron-w1-en input")
    box.fill("-2.5")
    box.press("Enter")
    one = agrees(page)
    assert one.w1 == -2.5
    drag(page, "example", 0, 30, 0.4)
    assert agrees(page).w1 == -2.5


def test_worked_lines_follow_the_hand(neuron):
    """Before it lets go."""
    page = neuron()
    drag(page, "example", 40, 0, hold=True)
    page.wait_for_timeout(1500)
    x1 = state(page)["values"]["x1"]
    assert x1 != Neuron().x1
    z = Neuron(x1=x1).z(np.array([[x1], [0.5]]))[0]
    page.locator(".katex annotation", has_text=rf"1.20 \cdot {x1:.2f}").wait_for(state="attached")
    page.locator(".katex annotation", has_text=f"&= {z:.2f}").wait_for(state="attached")
    page.mouse.up()
    agrees(page)


def test_link_restores_everything(neuron):
    page = neuron({"w1": "-1.5", "w2": "0.25", "bias": "1.1", "x1": "-0.4", "x2": "1.2", "g": "sigmoid"})
    one = agrees(page, "sigmoid")
    assert one == Neuron(-1.5, 0.25, 1.1, -0.4, 1.2, "sigmoid")


def test_bad_link_is_told(neuron):
    page = neuron({"w1": "nan", "bias": "77", "g": "tangent"})
    assert agrees(page) == Neuron()
    told = page.locator("[data-testid=stCaptionContainer]").all_inner_texts()[0]
    assert all(word in told for word in ("nan", "77", "tangent"))


def test_language_keeps_the_neuron(neuron):
    page = neuron()
    drag(page, "weights", 40, 40, 0.4)
    before = agrees(page)
    page.get_by_role("button", name="中文").click()
    page.get_by_role("slider", name="权重 w，箭头尖端").wait_for()
    assert at_rest(page)["values"] == pytest.approx({name: getattr(before, name) for name in ("w1", "w2", "b", "x1", "x2")})
    assert "平面上的" in page.locator(".plane .title").inner_text()
    page.get_by_role("button", name="English").click()
    page.get_by_role("slider", name="Weights w, tip of the arrow").wait_for()
    assert agrees(page) == before


def test_no_weights_no_line(neuron):
    page = neuron({"w1": "0", "w2": "0"})
    agrees(page)
    assert page.locator(".plane .zero").count() == 0
    page.get_by_role("slider", name="Bias b").focus()
    page.keyboard.press("ArrowUp")
    assert agrees(page).b == pytest.approx(0.4)


def test_answer_comes_after_trying(neuron):
    page = neuron()
    page.get_by_text("shifts, parallel to itself").click()
    page.get_by_text("Now try it: drag the line").wait_for()
    drag(page, "bias", 20, 20, 0.4)
    page.get_by_text("A larger b pushes it against the arrow").wait_for()
    agrees(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(neuron, scheme):
    page = neuron(color_scheme=scheme)
    agrees(page)
    page.get_by_role("button", name="Copy link").wait_for()
    assert serious_findings(page) == []
