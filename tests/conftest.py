"""One Chromium for all tests. Hypothesis: no deadlines (times are measured in benchmarks, not in tests), and the same examples on every run of the CI."""

import os

from hypothesis import settings

from tests.browser_support import chromium

__all__ = ["chromium"]  # pytest finds a fixture where it is imported

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
