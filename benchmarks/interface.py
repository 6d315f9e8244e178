"""Response times of the app in a real Chromium: from a key on a control to the picture repainted, and playback.

python -m benchmarks.interface [--quick]

Every control walks a few values up and the same ones back. Up, each experiment is trained for the first time; back, it comes from the cache:
the same page with the training taken out.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright

from benchmarks.rounds import verdict
from shallownet.experiment import Experiment
from tests.browser_support import QUIET, ROOT, chromium_path, serving, settled, watched

WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Walk:
    """Keys on the control `key` of `page`. `part`: what is to be repainted; its text or its lines must change with every value."""

    page: str
    key: str
    values: int
    part: str = ".player"
    link: str = ""
    press: tuple[str, str] = ("ArrowRight", "ArrowLeft")  # up and down
    focus: str = ""

    @property
    def target(self) -> str:
        """What the keys are pressed on."""
        return self.focus or f".st-key-{self.key}-en input"


NUMBER_BOX = ("ArrowUp", "ArrowDown")

# One line for each page whose response counts. The first one is also held against the targets of the player.
WALKS = [
    Walk("playground", "units1", 12),
    Walk("playground", "noise", 10),
    Walk("", "a unit of the drawing", 8, ".katex", press=("Enter", "Enter"), focus="[data-unit='1.2']"),
    Walk("neuron", "neuron-w1", 8, ".plane", press=NUMBER_BOX),
    Walk("forward", "own-units1", 4, ".drawing", "&step=4"),
    Walk("activations", "z", 10, ".st-key-curve", "&part=curve"),
    Walk("activations", "units1", 10, "svg.plot", "&part=linear"),
    Walk("initialization", "units1", 10, link="&inits=zeros,xavier"),
    Walk("gradient", "units1", 10, "svg.graph", "&step=11"),
    Walk("gradient", "units1", 10, "svg.map", "&part=landscape"),
    Walk("gradient", "units1", 10, "table.rows", "&part=check"),
    Walk("gradient", "noise", 10, link="&part=rates"),
    Walk("gradient", "units1", 10, link="&part=run"),
    Walk("gradient", "units1", 10, ".katex", link="&part=update"),
    Walk("compare", "noise", 10, link="&vary=h&values=1,2,4,8"),
]
# What is played at top speed, and the megabytes that a change of it may send.
PLAYBACKS = {"playground?lang=en": 0.8, "initialization?lang=en&inits=zeros,small,large,xavier": 1.5}


@dataclass
class Response:
    """Milliseconds from the key to `part` painted, and to the last change anywhere on the page."""

    part: float
    page: float


def respond(page: Page, part: str, press: str) -> Response:
    """Press an arrow key on the control that has the focus and wait until everything has come to rest."""
    page.evaluate("part => watchResponse(part)", part)
    page.keyboard.press(press)
    page.wait_for_function("() => response.done", timeout=20_000)
    return Response(*page.evaluate("() => [response.part - response.pressed, response.page - response.pressed]"))


def walk(browser, server: str, one: Walk, seed: int) -> tuple[list[Response], list[Response]]:
    """Responses on the way up (trained) and on the way back (from the cache)."""
    with watched(browser) as page:
        page.add_init_script(WATCH)
        page.goto(f"{server}/{one.page}?lang=en&seed={seed}{one.link}")
        settled(page)
        page.locator(one.part).first.wait_for()
        page.wait_for_timeout(1500)  # fonts and lazy parts of the first load
        page.locator(one.target).first.focus()
        up, down = one.press
        return ([respond(page, one.part, up) for _ in range(one.values)], [respond(page, one.part, down) for _ in range(one.values)])


def playback(browser, server: str, address: str) -> dict[str, float]:
    """The runs of a page at top speed from first to last epoch: recorded frames a second, script time a frame, messages to the server meanwhile."""
    with watched(browser) as page:
        page.add_init_script(WATCH)
        page.goto(f"{server}/{address}")
        settled(page)
        page.locator(".player[data-epoch]").wait_for()
        page.locator("[data-speed='4']").click()
        page.locator("[data-do=first]").click()
        page.wait_for_timeout(1500)
        page.evaluate("() => watchPlayback()")
        page.locator("[data-do=play]").click()
        page.wait_for_function("() => playback.done", timeout=60_000)
        return page.evaluate("() => playback.result")


def largest_message(browser, server: str, address: str) -> float:
    """Megabytes of the largest message that a change of the hidden layer brings: the payload, and the component that comes with it."""
    sizes: list[int] = []
    with watched(browser) as page:
        page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: sizes.append(len(frame))))
        page.goto(f"{server}/{address}")
        settled(page)
        page.locator(".player[data-epoch]").wait_for()
        page.wait_for_timeout(1000)
        sizes.clear()
        page.locator(".st-key-units1-en input[type=range]").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(1500)
    return max(sizes) / 1e6


def p95(values: list[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1]


def report(one: Walk, trained: list[Response], cached: list[Response], strict: bool) -> None:
    """p50 and p95 of the part and of the page, and what the training adds."""
    print(f"\n{one.page or 'home'}{one.link}, {one.key}, {len(trained)} new experiments of {Experiment().epochs} epochs")
    part, page, without = [r.part for r in trained], [r.page for r in trained], [r.part for r in cached]
    print(f"  {one.part:<16} p50 {median(part):6.0f} ms   p95 {p95(part):6.0f} ms   from the cache: p50 {median(without):6.0f} ms   p95 {p95(without):6.0f} ms")
    print(f"  {'whole page':<16} p50 {median(page):6.0f} ms   p95 {p95(page):6.0f} ms")
    if strict:
        print(verdict("p50 to the retrained player", median(part), "<=", 150, "ms"))
        print(verdict("trained / from the cache, p50", median(part) / median(without), "<=", 1.5))
    print(verdict("p95 to the repainted part", p95(part), "<=", 300, "ms"))
    print(verdict("p95 to the last change of the page", p95(page), "<=", 300, "ms"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one seed instead of three")
    seeds = range(101, 102) if parser.parse_args().quick else range(101, 104)
    with sync_playwright() as playwright, serving(ROOT / "app.py") as server:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(QUIET))
        walk(browser, server, WALKS[0], seed=100)  # does not count: the first session of a process imports and compiles
        for one in WALKS:
            walks = [walk(browser, server, one, seed) for seed in seeds]
            trained, cached = ([r for pair in walks for r in pair[way]] for way in (0, 1))
            report(one, trained, cached, strict=one is WALKS[0])
        for address, allowed in PLAYBACKS.items():
            print(f"\nplayback of {address} at top speed")
            found = playback(browser, server, address)
            print(verdict("recorded frames a second", found["frames"], ">=", 30, "/s"))
            print(verdict("script time a frame, median", found["drawMs"], "<=", 4, "ms"))
            print(verdict("messages to the server", found["messages"], "<=", 0, ""))
            print(verdict("largest message after a change", largest_message(browser, server, address), "<=", allowed, "MB"))
        browser.close()


if __name__ == "__main__":
    main()
