"""An installer's laptop for the guest: NetworkManager with its nmcli, and the fleet tool's own
environment. NetworkManager is Debian's, unpacked and never installed: installed, it would take
this machine's own network into its hands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import files
from pathlib import Path

from camera_portal import environment, system_packages

_FOLDER = environment.ROOT / ".environments" / "network-manager"
_PACKAGES = ("network-manager", "dbus-daemon")
_PROGRAMS = ("usr/sbin/NetworkManager", "usr/bin/nmcli", "usr/bin/dbus-daemon")
_WIFI = "usr/lib/*/NetworkManager/*/libnm-device-plugin-wifi.so"
_LIBRARIES = ("usr/lib/*-linux-gnu", "lib/*-linux-gnu")

# What of the installer's environment the fleet tool imports; the rest draws labels.
_MODULES = ("requests", "urllib3", "idna", "certifi", "charset-normalizer", "rich")
_NOT_NEEDED = shutil.ignore_patterns("__pycache__")


class NoNetworkManager(Exception):
    """Debian's package cannot be had on this machine."""


def prepare() -> Path:
    """The folder of the unpacked packages; downloaded once.

    Raises NoNetworkManager.
    """
    if not _FOLDER.exists():
        _FOLDER.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_FOLDER.parent) as folder:
            tree = Path(folder) / "tree"
            _download(Path(folder) / "packages")
            for package in (Path(folder) / "packages").glob("*.deb"):
                _run("dpkg-deb", "-x", str(package), str(tree))
            tree.rename(_FOLDER)
    return _FOLDER


def programs() -> tuple[list[Path], list[Path], list[Path]]:
    """Its programs, the plug-in it loads, and the folders with libraries of its own."""
    tree = prepare()
    libraries = [folder for name in _LIBRARIES for folder in tree.glob(name)]
    return [tree / name for name in _PROGRAMS], list(tree.glob(_WIFI)), libraries


def put_tools(root: Path) -> Path:
    """The tools, and the environment that they look for, as if made there; their folder."""
    version = "%d.%d" % sys.version_info[:2]
    shutil.copytree(environment.ROOT / "tools", root / "project/tools", ignore=_NOT_NEEDED)
    folder = root / "project/.environments" / f"installer-{version}"
    modules = folder / "lib" / f"python{version}" / "site-packages"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin/python").symlink_to(Path(sys.executable).resolve())
    (folder / "pyvenv.cfg").write_text(f"home = {Path(sys.executable).resolve().parent}\n")
    (folder / "lock.sha256").write_text(environment.fingerprint("installer"))
    for path in [path for name in _MODULES for path in files(name) or ()]:
        if path.suffix in (".py", ".pem"):  # what is compiled is there in Python, too
            (modules / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path.locate(), modules / path)
    return root / "project"


def _download(folder: Path) -> None:
    (folder / "partial").mkdir(parents=True)
    try:
        _run(
            *("apt-get", "install", "-y", "-q", "--download-only", "--reinstall"),
            *("--no-install-recommends", "-o", f"Dir::Cache::archives={folder}"),
            *("-o", "Debug::NoLocking=1", *_PACKAGES),
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoNetworkManager(f"no package of NetworkManager: {error}") from None


def _run(*command: str) -> None:
    environment_of_it = {**os.environ, "PATH": system_packages.PATH}
    subprocess.run(command, check=True, capture_output=True, env=environment_of_it)
