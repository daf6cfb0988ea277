"""The browser that the tests touch the page with: Debian's or the system's Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO = "install it with: apt-get install chromium"


def find() -> str | None:
    """The path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def install() -> None:
    """Install Chromium where this account may; where not, the tests that need it say so."""
    if find() or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    print("Installing Chromium for the page's tests (once) ...", flush=True)
    subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)
    subprocess.run(["apt-get", "install", "-y", "-q", "chromium"], check=False, **quiet)
