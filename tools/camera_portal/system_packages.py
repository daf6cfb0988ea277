"""Programs of the system: found, and Debian's packages installed if this account may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache

# Administrators' tools are not on everybody's path.
PATH = os.environ.get("PATH", "") + ":/usr/local/sbin:/usr/sbin:/sbin"


def find(*names: str) -> str | None:
    """The path of the first of these programs that is there, or None."""
    return next((path for name in names if (path := shutil.which(name, path=PATH))), None)


def install(*packages: str) -> None:
    """Install Debian packages as root; if this is not root, what needs them says so."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing {' '.join(packages)} (once) ...", file=sys.stderr)
        _update()
        _quietly("apt-get", "install", "-y", "-q", "--no-install-recommends", *packages)


@cache
def _update() -> None:
    _quietly("apt-get", "update", "-q")


def _quietly(*command: str) -> None:
    subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
