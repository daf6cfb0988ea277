"""A Linux board's Ethernet: the system's own programs get its address, the portal only looks."""

import fcntl
import os
import socket
import struct

_INTERFACES = "/sys/class/net"
_SIOCGIFADDR = 0x8915  # linux/sockios.h; netdevice(7) has the structure
_NAME_BYTES = 16


class Cable:
    """Every interface that is a wire. One of them with a live socket and an address is enough."""

    def plugged(self) -> bool:
        return any(_read(name, "carrier") == "1" for name in wires())

    def address(self) -> str | None:
        """The IPv4 address that a wire has, or None."""
        for name in wires():
            found = _address(name) if _read(name, "carrier") == "1" else None
            if found:
                return found
        return None


def wires() -> list:
    """The interfaces that are wires: with a device behind them, which a bridge or a tunnel has
    not, and no radio."""
    return [
        name
        for name in sorted(os.listdir(_INTERFACES))
        if os.path.exists("%s/%s/device" % (_INTERFACES, name))
        and not os.path.exists("%s/%s/phy80211" % (_INTERFACES, name))
        and _read(name, "type") == "1"  # linux/if_arp.h, ARPHRD_ETHER
    ]


def _address(name: str) -> str | None:
    question = struct.pack("%ds24x" % _NAME_BYTES, name.encode())
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            answer = fcntl.ioctl(asking, _SIOCGIFADDR, question)
        except OSError:
            return None  # it has none
    return socket.inet_ntoa(answer[_NAME_BYTES + 4 : _NAME_BYTES + 8])


def _read(name: str, field: str) -> str:
    try:
        with open("%s/%s/%s" % (_INTERFACES, name, field)) as stream:
            return stream.read().strip()
    except OSError:
        return ""  # an interface that is down has no carrier to read
