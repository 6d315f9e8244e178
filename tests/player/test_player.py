"""The player in a real browser: played, stepped, scrubbed, pointed at, by mouse, finger and keyboard."""

import json
import re

import numpy as np
import pytest

from shallownet.epochs import played_epochs
from shallownet.experiment import Experiment
from shallownet.figures.style import PALETTES
from shallownet.network import forward, gradients
from shallownet.player.words import WORDS
from shallownet.training import train
from tests.browser_support import settled

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("player")]


def epoch(page) -> int:
    return int(page.locator(".player").get_attribute("data-epoch"))


def told(page) -> dict:
    return json.loads(page.locator(".told").inner_text())


def words(page) -> str:
    return page.locator(".inspect").inner_text()


def do(page, action: str) -> None:
    page.locator(f"[data-do={action}]").click()


def reaches(page, expected: int) -> None:
    page.locator(f".player[data-epoch='{expected}']").wait_for(timeout=10_000)


def hears(page, **expected) -> None:
    """Python is told this, sooner or later."""
    for key, value in expected.items():
        page.wait_for_function("([key, value]) => JSON.parse(document.querySelector('.told').textContent)[key] === value", arg=[key, value], timeout=10_000)


def middle(locator) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


# where it stands


def test_opens_at_the_end_and_says_nothing_to_python(opened):
    page = opened()
    assert epoch(page) == 1000
    assert page.locator(".readout .epoch").inner_text() == "1000"
    loss = train(Experiment()).losses[-1, 0]
    assert page.locator(".readout .loss").inner_text() == f"{loss:.4f}"
    assert told(page) == {"epoch": -1, "picked": -1, "unit": ""}


def test_cue_is_obeyed_once(opened):
    page = opened({"cue": "link:300"})
    assert epoch(page) == 300
    hears(page, epoch=300)
    page.keyboard.press("ArrowRight")
    reaches(page, 301)
    hears(page, epoch=301)
    page.get_by_role("button", name="another seed").click()
    settled(page)
    page.wait_for_timeout(300)
    assert epoch(page) == 301, "the same cue again must not move the player"


def test_everything_is_visible_without_scrolling(opened):
    for query in ({}, {"inits": "zeros,small,xavier"}, {"h": 16, "h2": 16}, {"inits": "zeros,small,xavier,he", "h2": 3}, {"scale": 1.35}):
        page = opened(query, width=1366, height=768)
        box = page.locator(".transport").bounding_box()
        assert box["y"] + box["height"] <= 768, query


# playing


def test_plays_pauses_and_tells_python_only_then(opened):
    page = opened()
    page.locator("[data-speed='4']").click()
    before = len(page.sent)
    do(page, "play")
    page.wait_for_function("() => true")
    page.wait_for_timeout(900)
    assert len(page.sent) == before, "no message while playing"
    assert page.locator("[data-do=play]").get_attribute("aria-label") == "Pause"
    do(page, "play")
    stopped = epoch(page)
    assert 5 < stopped < 1000
    hears(page, epoch=stopped)
    page.wait_for_timeout(200)
    assert epoch(page) == stopped


def test_plays_to_the_end_and_starts_again(opened):
    page = opened({"epochs": 30})
    page.locator("[data-speed='4']").click()
    do(page, "play")
    page.wait_for_timeout(150)
    assert epoch(page) < 30
    page.locator(".player[data-playing=false]").wait_for()
    assert epoch(page) == 30
    hears(page, epoch=-1)


def test_a_new_run_does_not_stop_the_play(opened):
    page = opened()
    do(page, "play")
    page.wait_for_timeout(200)
    page.get_by_role("button", name="another seed").click()
    settled(page)
    first = epoch(page)
    page.wait_for_timeout(300)
    assert epoch(page) > first


def test_reduced_motion_plays_slowly(opened):
    page = opened(reduced_motion="reduce")
    do(page, "play")
    page.wait_for_timeout(1000)
    assert epoch(page) <= 4


# stepping


def test_steps_move_by_one_epoch(opened):
    page = opened()
    do(page, "back")
    assert epoch(page) == 999
    hears(page, epoch=999)
    do(page, "forward")
    assert epoch(page) == 1000
    hears(page, epoch=-1)
    do(page, "first")
    assert epoch(page) == 0
    assert page.locator("[data-do=back]").get_attribute("aria-disabled") == "true"
    page.locator("[data-do=back]").click(force=True)
    assert epoch(page) == 0
    do(page, "last")
    assert epoch(page) == 1000


def test_held_key_tells_python_once(opened):
    page = opened()
    before = len(page.sent)
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    assert epoch(page) == 992
    assert len(page.sent) == before
    hears(page, epoch=992)
    assert len(page.sent) == before + 1


def test_keys(opened):
    page = opened({"epochs": 100})
    page.keyboard.press("Home")
    assert epoch(page) == 0
    page.keyboard.press("ArrowRight")
    assert epoch(page) == 1
    page.keyboard.press("Space")
    page.locator(".player[data-playing=true]").wait_for()
    page.keyboard.press("k")
    page.locator(".player[data-playing=false]").wait_for()
    page.keyboard.press("End")
    assert epoch(page) == 100
    page.locator(".scrub input").focus()
    page.keyboard.press("ArrowLeft")
    assert epoch(page) == 99, "on the slider, too, an arrow is one epoch"


def test_unrecorded_epoch_is_asked_for_and_shown(opened):
    page = opened({"every": 10})
    do(page, "back")
    hears(page, epoch=999)
    reaches(page, 999)
    assert page.locator(".busy").is_hidden()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    reaches(page, 997)
    history = train(Experiment())
    assert page.locator(".readout .loss").inner_text() == f"{history.losses[997, 0]:.4f}"


def test_stepping_past_the_end_trains_on(opened):
    page = opened({"epochs": 20})
    do(page, "forward")
    reaches(page, 21)
    do(page, "play")  # from the start to the end, which must still be there
    page.locator(".player[data-playing=false][data-epoch='21']").wait_for(timeout=10_000)
    hears(page, epoch=-1)
    settled(page)
    assert page.locator(".player").get_attribute("data-epochs") == "21"
    assert page.locator(".readout .loss").inner_text() == f"{train(Experiment(epochs=21)).losses[21, 0]:.4f}"


# scrubbing


def test_slider_runs_over_played_epochs(opened):
    page = opened()
    slider = page.locator(".scrub input")
    box = slider.bounding_box()
    before = len(page.sent)
    page.mouse.move(box["x"] + box["width"] - 9, box["y"] + 10)
    page.mouse.down()
    seen = set()
    for share in np.linspace(0.95, 0.3, 30):
        page.mouse.move(box["x"] + share * box["width"], box["y"] + 10)
        seen.add(epoch(page))
    assert len(page.sent) == before, "no message while dragging"
    assert seen <= set(played_epochs(1000))
    assert len(seen) > 20
    page.mouse.up()
    hears(page, epoch=epoch(page))


def test_dragging_on_a_curve_scrubs(opened):
    page = opened()
    chart = page.locator(".chart").last.bounding_box()
    left, right = chart["x"] + 42, chart["x"] + chart["width"] - 12
    y = chart["y"] + chart["height"] / 2
    page.mouse.move(left + 5, y)
    page.mouse.down()
    page.mouse.move((left + right) / 2, y, steps=4)
    assert epoch(page) == pytest.approx(500, abs=12)
    page.mouse.up()
    hears(page, epoch=epoch(page))


# pointing


def test_field_tells_the_exact_probability(opened):
    page = opened()
    page.mouse.move(*middle(page.locator(".field")))
    page.wait_for_timeout(100)
    found = re.fullmatch(r"p\((.+), (.+)\) = (\d\.\d{3})", words(page))
    assert found, words(page)
    x = np.array([[float(v.replace("−", "-"))] for v in found.groups()[:2]])
    assert np.abs(x).max() < 0.02
    p = forward(train(Experiment()).layers_at(1000), x, ["tanh"]).a[-1][0, 0, 0]
    assert float(found[3]) == pytest.approx(p, abs=0.01)


def test_curve_tells_the_exact_loss(opened):
    page = opened()
    page.mouse.move(*middle(page.locator(".chart").last))
    page.wait_for_timeout(100)
    found = re.fullmatch(r"Epoch (\d+): train loss (\d\.\d{4}), test loss (\d\.\d{4})", words(page))
    assert found, words(page)
    history = train(Experiment())
    assert found[2] == f"{history.losses[int(found[1]), 0]:.4f}"
    assert found[3] == f"{history.test_losses[int(found[1]), 0]:.4f}"


def test_edges_by_pointer(opened):
    page = opened()
    inputs, units = page.locator(".tile").nth(0).bounding_box(), page.locator(".tile").nth(2).bounding_box()
    x = (inputs["x"] + inputs["width"] + units["x"]) / 2
    found = set()
    for y in range(int(units["y"]), int(inputs["y"]) + 120, 6):
        page.mouse.move(x, y)
        page.wait_for_timeout(40)
        found.update(re.findall(r"w\[1\]([1-4],[12]) = [+−]?\d", words(page)))
    assert len(found) >= 3, found


def test_edges_by_keyboard(opened):
    page = opened({"h2": 3})
    page.get_by_role("button", name="Hidden unit 2 of layer 1").focus()
    layers = train(Experiment(units2=3)).layers_at(1000)
    expected = [*layers[0].weights[0, 1], *layers[1].weights[0, :, 1]]
    for value in expected:
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(60)
        printed = re.search(r"= ([+−]?)(\d+\.\d{3})", words(page))
        assert (printed[1], printed[2]) == ("+" if value > 0 else "−", f"{abs(value):.3f}")
    assert epoch(page) == 1000


def test_unit_is_shown_large_while_pointed_at_and_when_pinned(opened):
    page = opened()
    unit = page.get_by_role("button", name="Hidden unit 3")
    unit.hover()
    page.wait_for_timeout(100)
    assert "Hidden unit 3" in page.locator(".heading").all_inner_texts()[-3:][0] or any(
        "Hidden unit 3" in t for t in page.locator(".heading").all_inner_texts()
    )
    assert "z = 0" in page.locator(".legend").inner_text()
    w, b = train(Experiment()).layers_at(1000)[0]
    assert f"{abs(w[0, 2, 0]):.3f} x1" in words(page)
    assert f"{abs(b[0, 2, 0]):.3f}, a = tanh(z)" in words(page)
    unit.click()
    page.mouse.move(5, 5)
    hears(page, unit="1.3")
    assert unit.get_attribute("aria-pressed") == "true"
    assert "z = 0" in page.locator(".legend").inner_text()
    unit.click()
    page.mouse.move(5, 5)
    hears(page, unit="")
    page.wait_for_timeout(100)
    assert "p = ½" in page.locator(".legend").inner_text()


def test_example_is_picked_and_followed(opened):
    page = opened()
    box = page.locator(".field").bounding_box()
    history = train(Experiment())
    x = history.x[:, 7]
    at = [box["x"] + (x[0] + 1.6) / 3.2 * box["width"], box["y"] + (1.6 - x[1]) / 3.2 * box["height"]]
    page.mouse.click(*at)
    page.mouse.move(5, 5)
    hears(page, picked=7)
    page.wait_for_timeout(100)
    a = forward(history.layers_at(1000), history.x[:, 7:8], ["tanh"]).a
    assert f"= {a[-1][0, 0, 0]:.3f}" in words(page)
    assert f"{abs(a[0][0, 0, 0]):.2f}" in page.locator(".under").nth(2).inner_text()
    page.mouse.click(*at)
    hears(page, picked=-1)


def test_examples_by_keyboard(opened):
    page = opened()
    page.locator(".field").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    hears(page, picked=1)
    page.keyboard.press("Shift+Enter")
    hears(page, picked=0)
    page.keyboard.press("Shift+Enter")
    hears(page, picked=249)
    page.keyboard.press("Escape")
    hears(page, picked=-1)


def test_touch(opened):
    page = opened(has_touch=True)
    page.get_by_role("button", name="Hidden unit 1").tap()
    hears(page, unit="1.1")
    page.locator("[data-do=back]").tap()
    assert epoch(page) == 999


# new payloads


def test_same_node_and_place_through_new_payloads(opened):
    page = opened()
    page.locator(".player").evaluate("node => { node.mine = 1 }")
    do(page, "back")
    do(page, "back")
    hears(page, epoch=998)
    losses = page.locator(".readout .loss").inner_text()
    for name in ("rerun", "another seed"):
        page.get_by_role("button", name=name).click()
        settled(page)
        page.wait_for_timeout(300)
        assert page.locator(".player").evaluate("node => node.mine") == 1
        assert epoch(page) == 998
    assert page.locator(".readout .loss").inner_text() != losses


# runs in step


def test_three_runs_in_step(opened):
    page = opened({"inits": "zeros,small,xavier", "act": "sigmoid"})
    assert page.locator(".field").count() == 3
    assert page.locator(".note").all_inner_texts()[0] == "4 units, all equal"
    assert re.fullmatch(r"4 units, all different: by up to [\d.]+", page.locator(".note").all_inner_texts()[2])
    keys = ("zeros", "small", "xavier")
    histories = {key: train(Experiment(initializer=key, activation1="sigmoid")) for key in keys}
    do(page, "back")
    for card, key in zip(page.locator(".card").all(), keys):
        assert f"{histories[key].losses[999, 0]:.3f}" in card.inner_text()
        assert f"{100 * histories[key].test_right[999, 0] / 75:.1f} %" in card.inner_text()
    page.mouse.move(*middle(page.locator(".chart")))
    page.wait_for_timeout(100)
    found = re.search(r"Epoch (\d+): Zeros (\S+), Small (\S+), Xavier (\S+)", words(page))
    assert [found[i] for i in (2, 3, 4)] == [f"{histories[key].losses[int(found[1]), 0]:.4f}" for key in keys]


def test_curve_of_runs_can_be_accuracy(opened):
    page = opened({"inits": "zeros,xavier"})
    page.get_by_label("Curve").select_option("accuracy")
    page.mouse.move(*middle(page.locator(".chart")))
    page.wait_for_timeout(100)
    assert re.search(r"Zeros \d+\.\d %, Xavier \d+\.\d %", words(page))


# gradients instead of weights


def show_gradients(page, language: str = "en") -> None:
    page.get_by_role("button", name=WORDS["gradients"][language], exact=True).click()


def gradients_at(experiment: Experiment, epoch: int):
    history = train(experiment)
    layers = tuple(type(layer)(*(part.astype(float) for part in layer)) for layer in history.layers_at(epoch))
    return gradients(layers, history.x.astype(np.float32).astype(float), history.y, experiment.hidden_activations)


def as_printed(value: float) -> str:
    """Sign and three significant digits, of a size that needs no power of ten."""
    assert 0.001 <= abs(value) < 100
    decimals = 2 - int(np.floor(np.log10(abs(value))))
    return f"{'+' if value > 0 else '−'}{abs(value):.{decimals}f}"


def coloured(page, colour: str) -> int:
    """How many pixels of the network have exactly this colour."""
    return page.locator(".part canvas").evaluate(
        """(canvas, colour) => {
            const [r, g, b] = [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16));
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            let count = 0;
            for (let i = 0; i < data.length; i += 4) count += data[i] === r && data[i + 1] === g && data[i + 2] === b && data[i + 3] === 255;
            return count;
        }""",
        colour,
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_gradients_are_shown_in_red_and_told(opened, scheme):
    page = opened({"cue": "a:40"}, color_scheme=scheme)
    red, legend = PALETTES[scheme].gradient, page.locator(".legend")
    assert coloured(page, red) == 0
    assert "w < 0" in legend.inner_text()
    show_gradients(page)
    hidden, output = gradients_at(Experiment(), 40)
    widest = max(np.abs(hidden.weights).max(), np.abs(output.weights).max())
    assert f"|dW|, widest {float(f'{widest:.2g}')}" in legend.inner_text()
    assert "w < 0" not in legend.inner_text()
    assert coloured(page, red) > 1000
    assert "mean training loss" in words(page)
    assert page.locator(".under").last.inner_text() == f"db {as_printed(output.biases[0, 0, 0])}"
    page.keyboard.press("ArrowRight")
    reaches(page, 41)
    assert page.locator(".under").last.inner_text() == f"db {as_printed(gradients_at(Experiment(), 41)[1].biases[0, 0, 0])}"
    page.get_by_role("button", name="weights", exact=True).click()
    assert coloured(page, red) == 0
    assert "w < 0" in legend.inner_text()
    assert page.locator(".under").last.inner_text().startswith("b ")


def test_gradients_of_single_edges(opened):
    """On the chips, which are painted, and in the sentence."""
    page = opened({"cue": "a:40"})
    show_gradients(page)
    hidden, output = gradients_at(Experiment(), 40)
    page.evaluate(
        "() => { window.painted = []; const own = CanvasRenderingContext2D.prototype.fillText;"
        " CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) { window.painted.push(text); own.call(this, text, ...rest) } }"
    )
    unit = page.get_by_role("button", name="Hidden unit 2")
    unit.focus()
    page.wait_for_timeout(100)
    expected = [as_printed(value) for value in (*hidden.weights[0, 1], output.weights[0, 0, 1])]
    assert set(expected) <= set(page.evaluate("window.painted"))
    assert f"db[1]2 = {as_printed(hidden.biases[0, 1, 0])}" in words(page)
    for value in expected:
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(60)
        assert f" = {value}, from" in words(page)
        assert words(page).startswith("dW[")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_weight_of_a_zero_start_gets_any_gradient(opened, language):
    page = opened({"init": "zeros", "cue": "a:0", "lang": language})
    show_gradients(page, language)
    assert WORDS["no_gradient"][language].replace("<i>", "").replace("</i>", "") in page.locator(".legend").inner_text()
    zero = WORDS["exactly_zero"][language]
    assert page.locator(".under").all_inner_texts()[2:6] == [f"db{unit} {zero}" for unit in (1, 2, 3, 4)]
    page.evaluate(
        "() => { window.lines = []; const own = CanvasRenderingContext2D.prototype.stroke; CanvasRenderingContext2D.prototype.stroke = function (...path) {"
        " window.lines.push([this.strokeStyle, this.getLineDash().join()].join(' ')); own.apply(this, path) } }"
    )
    page.locator(".tile").nth(3).focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_timeout(60)
    assert words(page).startswith(f"dW[2]1,2 = {zero}")
    lines = page.evaluate("window.lines")
    assert f"{PALETTES['light'].line.lower()} 3,4" in lines
    assert not [line for line in lines if line.startswith(PALETTES["light"].gradient.lower())]


def test_gradients_by_keyboard(opened):
    page = opened({"epochs": 100})
    button = page.get_by_role("button", name="gradients", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    assert "|dW|" in page.locator(".legend").inner_text()
    assert button.evaluate("node => node.getRootNode().activeElement === node"), "the focus stays on the button"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert page.get_by_role("button", name="weights", exact=True).get_attribute("aria-pressed") == "true"
    assert "w < 0" in page.locator(".legend").inner_text()
    assert page.locator(".player").get_attribute("data-playing") == "false"


def test_gradients_outlast_a_new_run_and_play(opened):
    page = opened()
    show_gradients(page)
    page.get_by_role("button", name="another seed").click()
    settled(page)
    assert "|dW|" in page.locator(".legend").inner_text()
    before = page.locator(".legend").inner_text()
    do(page, "play")
    page.wait_for_timeout(300)
    do(page, "play")
    after = page.locator(".legend").inner_text()
    assert "|dW|" in after
    assert after != before, "the widest edge is that of the epoch"


# what a run can come to


def test_divergence_is_said_and_nothing_that_is_no_number_is_drawn(opened):
    query = {"init": "large", "act": "identity", "rate": "10", "l2": "0.1", "h": 16, "h2": 16, "act2": "identity", "epochs": 200}
    page = opened(query)
    experiment = Experiment(initializer="large", activation1="identity", learning_rate=10.0, l2=0.1, units1=16, units2=16, activation2="identity", epochs=200)
    at = train(experiment).diverged_at[0]
    assert at >= 0, "this experiment was meant to diverge"
    assert f"Diverged at epoch {at}" in words(page)
    assert "smaller learning rate" in words(page)
    everything = page.locator(".player").evaluate("node => node.innerHTML")
    assert "NaN" not in everything
    assert "Infinity" not in everything
    page.keyboard.press("Home")
    assert "Diverged" not in words(page)


def test_dead_units_are_named(opened):
    page = opened({"act": "relu", "init": "zeros"})
    unit = page.get_by_role("button", name="Hidden unit 1, dead")
    unit.hover()
    page.wait_for_timeout(100)
    assert "Dead: slope 0 for every training example" in words(page)


def test_no_test_points(opened):
    page = opened({"test": 0})
    assert "Test" not in page.locator(".scores").inner_text()
    page.mouse.move(*middle(page.locator(".chart").last))
    page.wait_for_timeout(100)
    assert re.fullmatch(r"Epoch \d+: train loss \d\.\d{4}", words(page))


# for everybody


@pytest.mark.parametrize(
    ("query", "red"),
    [({}, False), ({}, True), ({"h": 16, "h2": 16, "act": "relu"}, False), ({"inits": "zeros,small,xavier"}, False)],
    ids=["one", "gradients", "large", "three"],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(opened, query, red, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(query, color_scheme=scheme)
    if red:
        show_gradients(page)
    page.keyboard.press("ArrowLeft")
    found = Axe().run(page, context={"include": [[".st-key-player"]]}).response["violations"]
    serious = [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found if rule["impact"] in {"serious", "critical"}]
    assert not serious, serious


@pytest.mark.parametrize("language", ["en", "zh"])
def test_named_in_the_language_of_the_page(opened, language):
    page = opened({"lang": language, "h2": 2})
    for key in ("first", "back", "play", "forward", "last"):
        label = page.locator(f"[data-do={key}]").get_attribute("aria-label")
        assert label
        assert WORDS[key][language].startswith(label)
    assert words(page) == WORDS["hint"][language]
    assert page.locator(".player").get_attribute("lang") == language
    text = page.locator(".player").inner_text()
    assert "undefined" not in text
    assert "{" not in text


def test_projector_has_no_small_type(opened):
    page = opened({"scale": 1.35})
    sizes = page.locator(".player").evaluate(
        """host => [...host.querySelectorAll('*')].filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
        .filter(e => !e.closest('sub, sup, [dy], .aside:empty')).map(e => [parseFloat(getComputedStyle(e).fontSize), e.textContent])"""
    )
    assert min(sizes)[0] >= 16, min(sizes)
