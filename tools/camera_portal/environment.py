"""The Python environments with the packages that some commands need, made at first use from lock
files with hashes: in the checkout, or in the user's cache folder if this program is installed."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from . import exit_codes, system_packages
from .command_line import complain
from .installation import IS_CHECKOUT, PACKAGE, ROOT, cache_folder

_OLDEST = (3, 10)
# What the installed package's own dependencies are.
_OWN = "installer"
# Of pip's warnings: it has asked an index, and nobody was there.
_NO_INDEX = ("Retrying", "Could not fetch URL")


class NoEnvironment(Exception):
    """What an environment is made from cannot be had; the text says what, and how to get it."""


def enter(name: str | None) -> None:
    """Go on in the environment of ``locks/NAME.txt``, by starting this program again with its
    Python. Returns at once in that Python.

    :param name: None for a command that needs no more than an installed package brings with it.
    """
    if name is None and not IS_CHECKOUT:
        return
    python = make(name or _OWN)
    if Path(sys.prefix) == python.parent.parent:
        return
    # What pip has made of [project.scripts] belongs to another Python.
    script = sys.argv[0] if sys.argv[0].endswith(".py") else str(PACKAGE / "__main__.py")
    arguments = [str(python), script, *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.call(arguments))
    os.execv(python, arguments)


def make(name: str) -> Path:
    """The Python of that environment, which is made if it is missing or its lock has changed.
    Ends the program if that cannot be done."""
    if sys.version_info < _OLDEST:
        complain("this needs Python 3.10 or later; this is %d.%d" % sys.version_info[:2])
        sys.exit(exit_codes.FAILED)
    try:
        return _made(name)
    except NoEnvironment as error:
        complain(error)
        sys.exit(exit_codes.NO_ENVIRONMENT)
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}" if error.filename else error)
        sys.exit(exit_codes.FAILED)
    except KeyboardInterrupt:
        sys.exit(exit_codes.INTERRUPTED)


def fingerprint(name: str) -> str:
    """The SHA-256 of its lock file, by which an environment is known to be up to date."""
    return hashlib.sha256(_lock(name).read_bytes()).hexdigest()


def _made(name: str) -> Path:
    folder = _folder(name)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _is_whole(folder, python, name):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            if not _is_whole(folder, python, name):
                _make(folder, python, name)
    return python


def _make(folder: Path, python: Path, name: str) -> None:
    _require_venv()
    print(f"Making the environment {folder.name} (once; a minute) ...", file=sys.stderr)
    try:
        _install(folder, python, _lock(name))
        _mark(folder).write_text(fingerprint(name))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _mark(folder: Path) -> Path:
    """Written last: without it the environment is not whole."""
    return folder / "lock.sha256"


def _is_whole(folder: Path, python: Path, name: str) -> bool:
    mark = _mark(folder)
    return python.exists() and mark.exists() and mark.read_text() == fingerprint(name)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Of several that start at once, one makes it and the others wait. Windows has no such lock."""
    with folder.with_name(folder.name + ".lock").open("w") as file:
        if os.name != "nt":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _folder(name: str) -> Path:
    """Its place. Installed programs of several versions may share the cache folder."""
    folder = cache_folder()
    version = "%d.%d" % sys.version_info[:2]
    if folder.parent == ROOT:
        return folder / f"{name}-{version}"
    return folder / f"{name}-{version}-{fingerprint(name)[:12]}"


def _lock(name: str) -> Path:
    return PACKAGE / "locks" / (name + ".txt")


def _require_venv() -> None:
    """Debian and Ubuntu ship ``venv`` apart from Python: as root it is installed."""
    if not _has_venv():
        system_packages.install("python3-venv")
        importlib.invalidate_caches()
    if not _has_venv():
        raise NoEnvironment(
            "this Python has no venv, which Debian and Ubuntu ship apart: "
            "as root, apt-get install python3-venv"
        )


def _has_venv() -> bool:
    return bool(find_spec("venv") and find_spec("ensurepip"))


def _install(folder: Path, python: Path, lock: Path) -> None:
    """Raises NoEnvironment."""
    _run(sys.executable, "-m", "venv", "--clear", str(folder))
    pip = (str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")
    _run(*pip, "install", "--retries", "2", "--require-hashes", "-r", str(lock))


def _run(*command: str) -> None:
    result = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if not result.returncode:
        return
    if any(warning in result.stdout for warning in _NO_INDEX):
        raise NoEnvironment(
            "the Python packages that this needs are not on this computer yet, and no package "
            "index answers: connect it to the internet once, and start this again"
        )
    lines = result.stdout.strip().splitlines() or [f"exit code {result.returncode}"]
    raise NoEnvironment(f"{command[2]} could not make the environment: {lines[-1]}")
