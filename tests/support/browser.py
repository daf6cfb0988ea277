"""The browser that the tests touch the page with: Debian's or the system's Chromium."""

from __future__ import annotations

from ctypes.util import find_library

from camera_portal import system_packages

HOW_TO = "install it with: apt-get install chromium"


def find() -> str | None:
    """The path of a Chromium, or None."""
    return system_packages.find(
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"
    )


def install() -> None:
    """Install Chromium if this account may; if not, the tests that need it say so."""
    # Playwright's own Node.js is linked to libatomic, which a bare system lacks.
    if not find() or not find_library("atomic"):
        system_packages.install("chromium", "libatomic1")
