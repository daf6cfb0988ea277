"""The project's own Python environment, made at first use from a lock file with hashes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_OLDEST = (3, 10)


def enter(name: str) -> None:
    """Go on in the environment of ``locks/NAME.txt``. Returns at once where this is that
    environment's Python already."""
    python = make(name)
    if Path(sys.prefix) == python.parent.parent:
        return
    arguments = [str(python), *sys.argv]
    if os.name == "nt":
        sys.exit(subprocess.call(arguments))
    os.execv(python, arguments)


def make(name: str) -> Path:
    """The Python of that environment, which is made where it is missing or its lock has changed."""
    if sys.version_info < _OLDEST:
        sys.exit("This needs Python 3.10 or later; this is %d.%d." % sys.version_info[:2])
    folder = ROOT / ".environments" / ("%s-%d.%d" % (name, *sys.version_info[:2]))
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _is_made(folder, name):
        with _alone(folder):
            if not _is_made(folder, name):
                print(f"Making the environment {folder.name} (once; a minute) ...", file=sys.stderr)
                _install(folder, python, _lock(name))
                _mark(folder).write_text(fingerprint(name))
    return python


def fingerprint(name: str) -> str:
    """The SHA-256 of its lock file, by which an environment is known to be up to date."""
    return hashlib.sha256(_lock(name).read_bytes()).hexdigest()


def _mark(folder: Path) -> Path:
    return folder / "lock.sha256"


def _is_made(folder: Path, name: str) -> bool:
    mark = _mark(folder)
    return mark.exists() and mark.read_text() == fingerprint(name)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Of several that start at once, one makes it and the others wait. Windows has no such lock."""
    folder.parent.mkdir(exist_ok=True)
    with folder.with_name(folder.name + ".lock").open("w") as file:
        if os.name != "nt":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _lock(name: str) -> Path:
    return Path(__file__).resolve().parent / "locks" / (name + ".txt")


def _install(folder: Path, python: Path, lock: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
    pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    # stdout is for the program that is about to start
    subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True, stdout=sys.stderr)
