"""The whole app in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlencode

import pytest

from tests.browser_support import ROOT, serving, settled, watched


@pytest.fixture(scope="session")
def app() -> Iterator[str]:
    """The address of the app."""
    with serving(ROOT / "app.py") as address:
        yield address


@pytest.fixture
def opened(chromium, app) -> Iterator[Callable]:
    """opened(page, query, **options of the browser's page) -> the page of the app, its script run to the end."""
    with ExitStack() as stack:

        def open_page(name: str = "playground", query: dict[str, object] | None = None, **options):
            page = stack.enter_context(watched(chromium, f"{app}/{name}?{urlencode({'lang': 'en'} | (query or {}))}", **options))
            page.locator(".stMainBlockContainer h1").wait_for(timeout=30_000)
            settled(page)
            return page

        yield open_page
