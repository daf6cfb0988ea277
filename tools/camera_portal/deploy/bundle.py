"""What goes on a drive: the compiled portal, its pages and Microdot, below ``lib/``, and a
``main.py`` beside it."""

from __future__ import annotations

from pathlib import Path

from ..build.compiler import compile_portal
from .plan import MAIN, MAIN_TEXT

LIBRARY = "lib"
_MICRODOT = "microdot"


def files(with_microdot: bool = True) -> dict[str, bytes]:
    """Names from the drive's root, with what is to be in them."""
    folder = compile_portal()
    wanted = {
        f"{LIBRARY}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in _files_below(folder)
        if with_microdot or path.relative_to(folder).parts[0] != _MICRODOT
    }
    wanted[MAIN] = MAIN_TEXT
    return wanted


def mpy_version(wanted: dict[str, bytes]) -> int:
    """The version of the compiled files: the second byte of each (MicroPython docs,
    reference/mpyfiles.rst)."""
    return next(data[1] for name, data in wanted.items() if name.endswith(".mpy"))


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
