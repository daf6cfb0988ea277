"""Write package.json, from which MicroPython's mip installs the portal.

Its form: https://docs.micropython.org/en/latest/reference/packages.html. Sources, not compiled
files, because a package in a repository is what the repository has; they need the larger boards'
heap. tools/deploy.py is for all boards.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

from .. import environment, installation

FILE = installation.ROOT / "package.json"
MICRODOT = "github:miguelgrinberg/microdot/src/microdot/microdot.py"


def render() -> str:
    """The text that package.json is to have."""
    from .compiler import pages, sources

    files = {**sources(), **pages()}
    package = {
        "version": installation.version(),
        "urls": [[target, _place(path)] for target, path in files.items()],
        "deps": [[MICRODOT, "v" + version("microdot")]],
    }
    text = json.dumps(package, indent=2)
    return re.sub(r"\[\s+(\"[^\"]+\"),\s+(\"[^\"]+\")\s+\]", r"[\1, \2]", text) + "\n"


def _place(path: Path) -> str:
    return path.relative_to(installation.ROOT).as_posix()


def main() -> int:
    environment.enter("deploy")
    FILE.write_text(render(), encoding="utf-8")
    print(f"{FILE.name} is up to date.")
    return 0
