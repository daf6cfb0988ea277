"""A Linux board's Ethernet: the system's own programs get its address, the portal only looks."""

import fcntl
import socket
import struct

from . import interfaces

_SIOCGIFADDR = 0x8915  # linux/sockios.h; netdevice(7) has the structure
_NAME_BYTES = 16
_ETHERNET = "1"  # linux/if_arp.h, ARPHRD_ETHER


class Cable:
    """Every interface that is a wire. One of them with a live socket and an address is enough."""

    def plugged(self) -> bool:
        return any(_is_live(name) for name in wires())

    def address(self) -> str | None:
        """The IPv4 address that a wire has, or None."""
        for name in wires():
            found = _address(name) if _is_live(name) else None
            if found:
                return found
        return None


def wires() -> list:
    """The interfaces that are wires: they have a device, which a bridge or a tunnel has not, and
    are not a radio."""
    return [
        name
        for name in interfaces.names()
        if interfaces.has(name, "device")
        and not interfaces.is_wireless(name)
        and _fact(name, "type") == _ETHERNET
    ]


def _is_live(name: str) -> bool:
    """Whether something answers at the other end."""
    return _fact(name, "carrier") == "1"


def _fact(name: str, entry: str) -> str:
    try:
        return interfaces.read(name, entry)
    except OSError:
        return ""  # an interface that is down has no carrier to read


def _address(name: str) -> str | None:
    question = struct.pack("%ds24x" % _NAME_BYTES, name.encode())
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            answer = fcntl.ioctl(asking, _SIOCGIFADDR, question)
        except OSError:
            return None  # it has none
    return socket.inet_ntoa(answer[_NAME_BYTES + 4 : _NAME_BYTES + 8])
