"""Real Chromium over a real server: what browser tests share. Import the fixtures into a conftest.

Every page is watched: an error in the console, an uncaught exception or a request that leaves the machine fails the test that opened it.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parent.parent
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
INSIDE = {"127.0.0.1", "localhost"}


def chromium_path() -> str:
    """The browser to use. Without one, a failure where CI is set and a skip elsewhere."""
    for path in (os.environ.get("CHROMIUM"), "/usr/bin/chromium", shutil.which("chromium"), shutil.which("chromium-browser"), shutil.which("google-chrome")):
        if path and Path(path).exists():
            return path
    reason = "no Chromium found: install it (Debian: apt-get install chromium) or name it in the environment variable CHROMIUM"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """A headless Chromium for the whole session."""
    path = chromium_path()
    playwright = pytest.importorskip("playwright.sync_api") if not os.environ.get("CI") else __import__("playwright.sync_api").sync_api
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(script: Path, *, timeout: float = 60) -> Iterator[str]:
    """`streamlit run script` on a free port, ready to answer; yields its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), "--server.headless", "true", "--server.address", "127.0.0.1"]
    options = ["--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    server = subprocess.Popen([*command, *options], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        _wait_until_ready(server, f"http://127.0.0.1:{port}/_stcore/health", timeout)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=20)


def _wait_until_ready(server: subprocess.Popen, address: str, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"the server stopped at once:\n{server.communicate()[0]}")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the server was not ready within {timeout:.0f} s")


@contextmanager
def watched(browser, address: str = "about:blank", *, width: int = 1366, height: int = 768, **options) -> Iterator:
    """A page of its own context at `address`. On leaving, fails if the console saw an error or a request went outside.

    The page has two more attributes: `complaints`, a list that a test may look into, and `sent`, the messages sent to the server.
    """
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    page = context.new_page()
    page.complaints, page.sent = [], []
    page.on("console", lambda message: page.complaints.append(f"console: {message.text}") if message.type == "error" and not _probe(message) else None)
    page.on("pageerror", lambda error: page.complaints.append(f"exception: {error}"))
    page.on("request", lambda request: page.complaints.append(f"left the machine: {request.url}") if _outside(request.url) else None)
    page.on("websocket", lambda ws: ws.on("framesent", lambda frame: page.sent.append(frame)))
    try:
        page.goto(address)
        yield page
        assert not page.complaints, "\n".join(page.complaints)
    finally:
        context.close()


def _probe(message) -> bool:
    """Streamlit's client, opened below the root, first asks for its server there, is told 404, and asks again at the root."""
    return message.location["url"].endswith(("/_stcore/health", "/_stcore/host-config"))


def _outside(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in INSIDE


def settled(page) -> None:
    """Wait until the script of the app has run to its end."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)


def address_holds(page, **words: str) -> None:
    """Wait until the address has these words: it follows the picture."""
    page.wait_for_function("words => Object.entries(words).every(([word, value]) => new URL(location).searchParams.get(word) === value)", arg=words)


def serious_findings(page, *inside: str) -> list[str]:
    """What axe finds serious or critical in the page's main part and sidebar, or in the given selectors, without Streamlit's own widgets."""
    from axe_playwright_python.sync_playwright import Axe  # not needed where there is no browser

    if (link := page.locator("[class*=st-key-copy-link]")).count():  # the title row's last part to come to life
        link.locator("button", has_text=re.compile(r"\S")).wait_for()
    context = {"include": [[selector] for selector in inside or (".stMainBlockContainer",)], "exclude": [["[data-baseweb]"], [".katex"]]}
    found = Axe().run(page, context=context).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found if rule["impact"] in {"serious", "critical"} for node in rule["nodes"]]
