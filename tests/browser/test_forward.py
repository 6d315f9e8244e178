"""The Forward pass lesson in a real browser: units by keyboard, steps, typed and pasted matrices, links."""

from urllib.parse import parse_qs, urlsplit

import pytest

from shallownet import own, typeset, worked
from shallownet.matrices import Cells, as_array, read_matrix
from tests.browser_support import serious_findings, settled, watched

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("app")]
SIZES = (3, 4, 1)


@pytest.fixture
def forward(opened):
    """Opens the page, its drawing made."""

    def open_forward(words=None, **options):
        page = opened("forward", words, **options)
        page.locator(".drawing [data-unit]").first.wait_for(timeout=30_000)
        return page

    return open_forward


def passed(activation: str = "tanh", **typed: Cells) -> list[worked.WorkedLayer]:
    """The pass of the page's first network, some matrices replaced, in two digits."""
    matrices = own.drawn(SIZES, 1, 1) | typed
    return worked.forward(own.as_layers(matrices), as_array(matrices["X"]), [activation], 2)


def says(page, formula: str) -> None:
    """The formula is on the page."""
    page.wait_for_function(
        "formula => [...document.querySelectorAll('.katex annotation')].some(a => a.textContent.includes(formula))", arg=formula, timeout=15_000
    )


def formulas(page) -> str:
    settled(page)
    return "\n".join(page.locator(".katex annotation").all_text_contents())


def query(page) -> dict[str, str]:
    settled(page)
    return {word: values[0] for word, values in parse_qs(urlsplit(page.url).query).items()}


def focused(page) -> str:
    return page.locator(".drawing :focus").get_attribute("data-unit")


def test_units_by_keyboard(forward):
    page = forward()
    layers = passed()
    says(page, typeset.unit_z(layers[0], 1, 3, 0, 2))
    for _ in range(60):  # Tab leads into the drawing
        page.keyboard.press("Tab")
        if page.locator(".drawing :focus").count():
            break
    assert focused(page) == "1.1"
    for key, unit in (("ArrowDown", "1.2"), ("ArrowRight", "1.3"), ("ArrowUp", "1.2"), ("ArrowLeft", "1.1"), ("ArrowLeft", "2.1"), ("ArrowRight", "1.1")):
        page.keyboard.press(key)
        assert focused(page) == unit, key
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    says(page, typeset.stacked(typeset.z_line(layers[0], 1, 2, {1})))
    page.locator(".drawing .lit[data-unit='1.2'][aria-pressed=true]").wait_for()
    assert page.locator(".drawing .edge.lit").count() == 3
    text = formulas(page)
    assert typeset.unit_z(layers[0], 1, 1, 0, 2) in text, "its own sum"
    assert typeset.unit_z(layers[0], 1, 0, 0, 2) not in text, "and no other"
    assert focused(page) == "1.2", "the focus stays where it was"
    page.keyboard.press("ArrowDown")
    page.keyboard.press(" ")
    says(page, typeset.stacked(typeset.z_line(layers[0], 1, 2, {2})))
    page.locator(".drawing .lit[data-unit='1.3'][aria-pressed=true]").wait_for()
    page.keyboard.press("Enter")
    says(page, typeset.unit_z(layers[0], 1, 0, 0, 2))
    page.locator(".drawing [data-unit='1.3'][aria-pressed=false]").wait_for()
    assert page.locator(".drawing .node.lit").count() == 0, "chosen again: let go"


def test_steps_forward_and_back(forward):
    page = forward()
    lines = [typeset.stacked(line(layer, number, 2)) for number, layer in enumerate(passed(), 1) for line in (typeset.z_line, typeset.a_line)]

    def shown(count: int) -> None:
        if count:
            says(page, lines[count - 1])
        page.wait_for_function(f"() => (new URL(location).searchParams.get('step') ?? '1') === '{count}'")
        text = formulas(page)
        assert [line in text for line in lines] == [index < count for index in range(4)]

    shown(1)
    page.get_by_role("button", name="Next: A[1]").click()
    shown(2)
    page.keyboard.press("Control+ArrowRight")
    shown(3)
    assert page.locator(".drawing .node.faint").count() == 0
    page.keyboard.press("Control+ArrowLeft")
    shown(2)
    assert page.locator(".drawing .node.faint").count() == 1
    page.get_by_role("button", name="Back").click()
    shown(1)
    page.get_by_role("button", name="Show all").click()
    shown(4)
    assert page.get_by_role("button", name="Next: A[2]").is_disabled()
    assert page.locator(".drawing .value").last.text_content() == f"a = {typeset.plain(passed()[1].a[0, 0], 2)}"


def box(page, name: str):
    return page.locator(f".stTextArea textarea[aria-label^='{name}:']")


def enter(page, name: str, text: str) -> None:
    box(page, name).fill(text)
    box(page, name).press("Control+Enter")


def test_typed_and_pasted_matrices(forward, chromium):
    page = forward(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_text("Own numbers", exact=True).click()
    enter(page, "X", "0.5\n1/3\n-2")
    x = read_matrix("0.5;1/3;-2", (3, 1))
    says(page, typeset.unit_z(passed(X=x)[0], 1, 0, 0, 2))

    enter(page, "X", "0.5\ntwo\n-2")
    page.get_by_text("row 2: “two” is no number. The page goes on with the last matrix that fitted.").wait_for()
    assert box(page, "X").input_value() == "0.5\ntwo\n-2"
    assert typeset.unit_z(passed(X=x)[0], 1, 0, 0, 2) in formulas(page)
    assert query(page)["X"] == "0.5;1/3;-2"

    pasted = "1,5\t-0,25\t2\r\n0\t1\t0\r\n-1\t3\t0,5\r\n2\t2\t2\r\n"
    page.evaluate("text => navigator.clipboard.writeText(text)", pasted)
    box(page, "W1").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+V")
    page.keyboard.press("Control+Enter")
    w = read_matrix("1.5 -0.25 2;0 1 0;-1 3 0.5;2 2 2", (4, 3))
    layers = passed(X=x, W1=w)
    says(page, typeset.unit_z(layers[0], 1, 3, 0, 2))
    assert box(page, "X").input_value() == "0.5\ntwo\n-2", "what was wrong is still there to be mended"
    enter(page, "X", "0.5\n2\n-2")
    says(page, typeset.unit_z(passed(X=read_matrix("0.5;2;-2", (3, 1)), W1=w)[0], 1, 0, 0, 2))
    page.get_by_text("The page goes on").wait_for(state="detached")
    page.wait_for_function("() => new URL(location).searchParams.get('X') === '0.5;2;-2'")
    words = query(page)
    assert (words["X"], words["W1"]) == ("0.5;2;-2", "1.5,-0.25,2;0,1,0;-1,3,0.5;2,2,2")
    with watched(chromium, page.url) as other:
        says(other, typeset.unit_z(passed(X=read_matrix("0.5;2;-2", (3, 1)), W1=w)[0], 1, 3, 0, 2))


def test_boxes_hold_the_numbers_of_the_network_after_a_change_of_size(forward):
    page = forward()
    page.get_by_text("Own numbers", exact=True).click()
    page.locator(".st-key-own-examples-en input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.locator("textarea[aria-label='X: 3 × 2']").wait_for()
    settled(page)
    for name, cells in own.drawn(SIZES, 2, 1).items():
        assert read_matrix(box(page, name).input_value(), (len(cells), len(cells[0]))) == cells, name


def test_deep_link(forward):
    words = {"net": "2-3-2-1", "m": 2, "g": "relu", "g2": "sigmoid", "wseed": 7, "step": 6, "b1": "0.5;-1;1/3"}
    page = forward(words)
    matrices = own.drawn((2, 3, 2, 1), 2, 7) | {"b1": read_matrix("0.5;-1;1/3", (3, 1))}
    layers = worked.forward(own.as_layers(matrices), as_array(matrices["X"]), ["relu", "sigmoid"], 2)
    for number, layer in enumerate(layers, 1):
        says(page, typeset.stacked(typeset.z_line(layer, number, 2)))
        says(page, typeset.stacked(typeset.a_line(layer, number, 2)))
    assert page.locator(".drawing .node").count() == 8
    assert {word: query(page)[word] for word in words} == {word: str(value) for word, value in words.items()}
    page.get_by_role("button", name="中文").click()
    page.locator("h1", has_text="前向传播").wait_for()
    page.locator(".st-key-own-examples-zh input[type=range]").wait_for(state="attached")
    assert {word: query(page)[word] for word in words} == {word: str(value) for word, value in words.items()}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(forward, scheme):
    assert serious_findings(forward({"step": 4, "m": 2}, color_scheme=scheme)) == []
