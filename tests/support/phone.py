"""A phone with a browser: Chromium at a phone's size, with touch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from support import browser

needs_browser = pytest.mark.skipif(
    browser.find() is None, reason=f"no Chromium on this machine: {browser.HOW_TO}"
)

_PATIENCE_MS = 30_000  # a machine with much else to do takes its time
expect.set_options(timeout=_PATIENCE_MS)

# Without these, Chromium asks its maker's hosts all the time.
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def tab(**context) -> Iterator[Page]:
    """A page in Chromium, whose context is made with these options of Playwright's."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser.find(), args=_QUIET)
        page = chromium.new_context(**context).new_page()
        page.set_default_timeout(_PATIENCE_MS)
        yield page
        chromium.close()


@contextmanager
def phone(javascript: bool = True, dark: bool = False) -> Iterator[Page]:
    """A page on a phone of 390 by 844 points."""
    with tab(
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        has_touch=True,
        is_mobile=True,
        java_script_enabled=javascript,
        color_scheme="dark" if dark else "light",
    ) as page:
        yield page


def choose(page: Page, name: str) -> None:
    """Tap a network of the list."""
    page.locator("label.row").filter(has_text=name).tap()


def join(page: Page, name: str, password: str = "") -> None:
    """Choose a network, type its password, tap Join."""
    choose(page, name)
    if password:
        page.locator("#password").fill(password)
    page.get_by_role("button", name="Join").tap()


def state(page: Page, word: str, timeout_s: float = 30, attempt: int = 0):
    """The section of an attempt\'s state, once it is there."""
    number = f"[data-attempt='{attempt}']" if attempt else ""
    section = page.locator(f"section[data-state={word}]{number}")
    expect(section).to_be_visible(timeout=timeout_s * 1000)
    return section
