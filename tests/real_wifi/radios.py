"""Radios that hear each other, each in a network namespace of its own.

Generic netlink makes them (linux include/uapi/linux/genetlink.h and
drivers/net/wireless/virtual/mac80211_hwsim.h). One channel a radio, as on the camera.
"""

import ctypes
import os
import socket
import struct
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_NETLINK_GENERIC = 16
_CONTROLLER, _GET_FAMILY, _FAMILY_ID, _FAMILY_NAME = 16, 3, 1, 2
_NEW_RADIO, _CHANNELS, _RADIO_NAME, _ADDRESS = 4, 9, 17, 22
_ERROR, _REQUEST, _ACKNOWLEDGE = 2, 1, 4
_NEW_NETWORK = 0x40000000  # linux/sched.h, CLONE_NEWNET
_UNHEARD, _HEARD = "2", "1"


def run(*command: str, namespace: str = "") -> str:
    """The output of a command that has to succeed."""
    result = subprocess.run(inside(namespace, *command), capture_output=True, text=True)
    if result.returncode:
        raise RuntimeError(f"{command}: {result.stdout}{result.stderr}")
    return result.stdout


def inside(namespace: str, *command: str) -> list[str]:
    return ["ip", "netns", "exec", namespace, *command] if namespace else list(command)


class Air:
    """Makes radios. Close to what ``iw`` does not do."""

    def __init__(self) -> None:
        self._netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _NETLINK_GENERIC)
        self._netlink.bind((0, 0))
        answer = self._call(_CONTROLLER, _GET_FAMILY, {_FAMILY_NAME: b"MAC80211_HWSIM\0"})
        self._family = struct.unpack("H", answer[_FAMILY_ID])[0]

    def add_radio(self, namespace: str, interface: str, address: str) -> None:
        """A radio in ``namespace`` with one interface of that name and address."""
        before = set(os.listdir("/sys/class/net"))
        phy = "phy-" + interface
        self._call(
            self._family,
            _NEW_RADIO,
            {
                _RADIO_NAME: phy.encode() + b"\0",
                _CHANNELS: struct.pack("I", 1),
                _ADDRESS: bytes.fromhex(address.replace(":", "")),
            },
        )
        found = (set(os.listdir("/sys/class/net")) - before).pop()
        run("iw", "phy", phy, "set", "netns", "name", namespace)
        run("ip", "link", "set", found, "name", interface, namespace=namespace)

    def set_heard(self, interface: str, heard: bool) -> None:
        """Put a radio out of everybody's range, or back: as a power cut does, without goodbye."""
        path = Path(f"/sys/kernel/debug/ieee80211/phy-{interface}/hwsim/group")
        path.write_text(_HEARD if heard else _UNHEARD)

    def _call(self, family: int, command: int, attributes: dict[int, bytes]) -> dict[int, bytes]:
        body = struct.pack("BBH", command, 1, 0)
        for number, value in attributes.items():
            body += struct.pack("HH", 4 + len(value), number) + value + b"\0" * (-len(value) % 4)
        flags = _REQUEST | _ACKNOWLEDGE
        self._netlink.send(struct.pack("IHHII", 16 + len(body), family, flags, 1, 0) + body)
        return self._answer()

    def _answer(self) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        while True:
            data = self._netlink.recv(65536)
            length, kind = struct.unpack_from("IH", data)
            if kind == _ERROR:
                error = struct.unpack_from("i", data, 16)[0]
                if error < 0:
                    raise OSError(-error, os.strerror(-error))
                return found
            at = 20
            while at < length:
                size, number = struct.unpack_from("HH", data, at)
                found[number] = data[at + 4 : at + size]
                at += (size + 3) & ~3


class Namespace:
    """A network of its own, and a thread that lives in it."""

    def __init__(self, name: str) -> None:
        self.name = name
        run("ip", "netns", "add", name)
        run("ip", "link", "set", "lo", "up", namespace=name)
        self._pool = ThreadPoolExecutor(1, initializer=self._enter)

    def call(self, work, *arguments):
        """Do ``work`` there: the sockets that it makes are the namespace's."""
        return self._pool.submit(work, *arguments).result()

    def _enter(self) -> None:
        with open(f"/run/netns/{self.name}") as stream:
            if ctypes.CDLL(None, use_errno=True).setns(stream.fileno(), _NEW_NETWORK):
                raise OSError(ctypes.get_errno(), "setns")
