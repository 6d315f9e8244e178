"""The player alone on a page of its own, in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.browser_support import serving, settled, watched


@pytest.fixture(scope="session")
def stage() -> Iterator[str]:
    """The address of a server that runs stage.py."""
    with serving(Path(__file__).parent / "stage.py") as address:
        yield address


@pytest.fixture
def opened(chromium, stage) -> Iterator[Callable]:
    """opened(query, **options of the page) -> the page, its player drawn."""
    with ExitStack() as stack:

        def open_page(query: dict[str, object] | None = None, **options):
            page = stack.enter_context(watched(chromium, f"{stage}/?{urlencode(query or {})}", **options))
            page.locator(".player[data-epoch]").wait_for(timeout=30_000)
            settled(page)
            return page

        yield open_page
