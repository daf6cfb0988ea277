"""The machine's network interfaces, as the kernel shows them in sysfs."""

import os

_FOLDER = "/sys/class/net"


def names() -> list:
    return sorted(os.listdir(_FOLDER))


def has(name: str, entry: str = "") -> bool:
    """Whether there is an interface of that name, and in its folder that entry."""
    return os.path.exists(os.path.join(_FOLDER, name, entry))


def is_wireless(name: str) -> bool:
    return has(name, "phy80211")


def read(name: str, entry: str) -> str:
    """Raises OSError if there is no such interface, or it does not tell."""
    with open(os.path.join(_FOLDER, name, entry)) as stream:
        return stream.read().strip()
