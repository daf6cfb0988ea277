"""The browser that the tests touch the page with: Debian's or the system's Chromium."""

from __future__ import annotations

from camera_portal import system_packages

HOW_TO = "install it with: apt-get install chromium"


def find() -> str | None:
    """The path of a Chromium, or None."""
    return system_packages.find(
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"
    )


def install() -> None:
    """Install Chromium where this account may; where not, the tests that need it say so."""
    if not find():
        system_packages.install("chromium")
