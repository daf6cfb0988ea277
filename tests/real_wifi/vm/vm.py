"""A virtual machine with real 802.11 radios, on a machine that has none.

Debian's kernel in QEMU's emulation has mac80211_hwsim: radios that hear each other, over which
hostapd and wpa_supplicant run unmodified. Idle time is skipped: minutes of waiting cost seconds.
"""

from __future__ import annotations

import platform
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from camera_portal import system_packages

from . import kernel, root_files

_PACKAGES = (
    "qemu-system-x86", "hostapd", "wpasupplicant", "iw", "iproute2", "dnsmasq-base",
    "busybox-static", "dash", "openssl", "cpio",
)  # fmt: skip
HOW_TO = "as root: apt-get install " + " ".join(_PACKAGES)
_QEMU = "qemu-system-x86_64"

# Two nanoseconds an instruction, and no sleep where nothing is to be done: guest time then agrees
# within milliseconds from run to run, whatever this machine's load.
_OPTIONS = (
    "-M", "q35", "-accel", "tcg,thread=single,tb-size=256", "-icount", "shift=1,sleep=off",
    "-smp", "1", "-cpu", "max", "-display", "none", "-no-reboot", "-nodefaults",
    "-monitor", "none", "-serial", "stdio",
)  # fmt: skip
_MEMORY = "512M"
_MEMORY_WITH_BROWSER = "2500M"
_KERNEL_LINE = (
    "console=ttyS0 quiet loglevel=3 panic=-1 mitigations=off random.trust_cpu=on tsc=reliable"
)


def install() -> None:
    """Install what it needs where this account may."""
    if why_not():
        system_packages.install(*_PACKAGES)


def why_not() -> str | None:
    """The reason why no guest can run here, or None."""
    if platform.machine() != "x86_64" or not system_packages.find("apt-get"):
        return "the radios' kernel is Debian's, for x86_64"
    missing = [
        name for name in (_QEMU, "cpio", *root_files.PROGRAMS) if not system_packages.find(name)
    ]
    return f"no {', '.join(missing)} on this machine; {HOW_TO}" if missing else None


def run(
    script: str, limit_s: float, with_browser: bool = False, with_laptop: bool = False
) -> Iterator[str]:
    """Boot, run ``script`` (a path inside the project), and yield its lines as they come.

    Raises RuntimeError if it ends badly, ``kernel.NoKernel`` if there is none.
    """
    image, _ = kernel.prepare()
    with tempfile.TemporaryDirectory() as folder:
        archive = root_files.build(Path(folder), script, with_browser, with_laptop)
        memory = _MEMORY_WITH_BROWSER if with_browser else _MEMORY
        # The guest has a clock of its own and loses nothing by waiting; others here do.
        command = ["nice", "-n", "19", "timeout", str(limit_s)]
        command += [_QEMU, *_OPTIONS, "-m", memory, "-kernel", str(image)]
        command += ["-initrd", str(archive), "-append", _KERNEL_LINE]
        machine = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            errors="replace",
            env={"PATH": system_packages.PATH},
        )
        yield from _lines(machine)


def _lines(machine: subprocess.Popen) -> Iterator[str]:
    assert machine.stdout
    ended = "no end"
    for line in map(str.rstrip, machine.stdout):
        if line.startswith("EXIT "):
            ended = line
        else:
            yield line
    machine.wait()
    if ended != "EXIT 0":
        raise RuntimeError(f"the guest ended with {ended!r}")
