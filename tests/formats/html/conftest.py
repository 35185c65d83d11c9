"""A browser: Debian's chromium, or whatever chromium there is."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window; skips where there is none, but never where CI is set."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        message = "no chromium is installed (Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as driver:
        # Chromium refuses to isolate what root runs.
        yield driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
