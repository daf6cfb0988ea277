"""Debian's own kernel, unpacked: its image for QEMU, and the modules of simulated radios."""

from __future__ import annotations

import lzma
import os
import re
import subprocess
import tempfile
from pathlib import Path

from camera_portal import environment, system_packages

_FOLDER = environment.ROOT / ".environments" / "kernel"
_IMAGE = _FOLDER / "vmlinux"

# In the order in which they are loaded; the last four are the ciphers of WPA2 and WPA3.
MODULES = (
    "virtio_ring", "virtio", "rfkill", "cfg80211", "libarc4", "mac80211", "mac80211_hwsim",
    "ccm", "gcm", "cmac", "ctr",
)  # fmt: skip

# linux scripts/extract-vmlinux knows more; this is how Debian 12 packs its image.
_XZ = b"\xfd7zXZ\x00"
_ELF = b"\x7fELF"


class NoKernel(Exception):
    """Debian's kernel package cannot be had on this machine."""


def prepare() -> tuple[Path, Path]:
    """The kernel's image and the folder of its modules; downloaded once, never installed.

    Two guests that boot at the same time may both come here: the last one's files stay, which
    are the same.

    Raises NoKernel.
    """
    if not _IMAGE.exists():
        _FOLDER.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_FOLDER.parent) as folder:
            _unpack(_download(folder), Path(folder))
    return _IMAGE, _FOLDER


def _download(folder: str) -> Path:
    """The package that linux-image-amd64 stands for: its name changes with every update."""
    try:
        lines = _run("apt-cache", "depends", "linux-image-amd64")
        match = re.search(r"Depends: (linux-image-\d\S+)", lines)
        if not match:
            raise NoKernel("apt knows no linux-image-amd64")
        _run("apt-get", "download", match[1], folder=folder)
        return next(Path(folder).glob("*.deb"))
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoKernel(f"no kernel package: {error}") from None


def _unpack(package: Path, folder: Path) -> None:
    _run("dpkg-deb", "-x", str(package), str(folder / "tree"))
    found = {path.name.split(".")[0]: path for path in (folder / "tree").rglob("*.ko*")}
    for name in MODULES:
        os.replace(found[name], _FOLDER / found[name].name)
    draft = folder / "vmlinux"
    packed = next((folder / "tree" / "boot").glob("vmlinuz-*"))
    draft.write_bytes(image(packed.read_bytes()))
    os.replace(draft, _IMAGE)


def image(compressed: bytes) -> bytes:
    """The kernel itself, out of a vmlinuz, which has code before it and behind it. What is not
    unpacked by an emulated processor saves three seconds. Raises NoKernel."""
    at = compressed.find(_XZ)
    while at >= 0:
        try:
            data = lzma.LZMADecompressor().decompress(compressed[at:])
        except lzma.LZMAError:
            data = b""  # those bytes have been no beginning
        if data.startswith(_ELF):
            return data
        at = compressed.find(_XZ, at + 1)
    raise NoKernel("the kernel's image has a form of its own")


def _run(*command: str, folder: str | None = None) -> str:
    return subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PATH": system_packages.PATH},
    ).stdout
