"""The phone: a station of its own on the air, with DHCP, DNS and HTTP as a phone does them."""

import http.client
import json
import socket
import subprocess
import time
from pathlib import Path

from radios import Namespace, inside

from portal.radio.linux.control_socket import Control

_SCRIPT = """#!/bin/sh
[ "$1" = bound ] || exit 0
ip addr flush dev $interface
ip addr add $ip/$mask dev $interface
echo "$ip $router $dns" >/tmp/lease.$interface
"""


class Station:
    """
    :param interface: its radio's, in the namespace.
    """

    def __init__(self, namespace: Namespace, interface: str) -> None:
        self._namespace = namespace
        self._interface = interface
        folder = Path(f"/tmp/{interface}")
        folder.mkdir()
        settings = folder / "conf"
        settings.write_text(f"ctrl_interface={folder}\np2p_disabled=1\n")
        self._script = folder / "lease.sh"
        self._script.write_text(_SCRIPT)
        self._script.chmod(0o755)
        command = ["wpa_supplicant", "-i", interface, "-D", "nl80211", "-c", str(settings)]
        subprocess.Popen(inside(namespace.name, *command), stdout=subprocess.DEVNULL)
        self._control = Control(str(folder / interface), "/tmp")

    def join(self, ssid: str, password: str, timeout_s: float = 25) -> bool:
        """Join a hotspot; False if it does not come up in time."""
        self._control.ask("REMOVE_NETWORK all")
        self._control.ask("ADD_NETWORK")
        psk = f'SET_NETWORK 0 psk "{password}"' if password else "SET_NETWORK 0 key_mgmt NONE"
        for command in (f"SET_NETWORK 0 ssid {ssid.encode().hex()}", psk, "SELECT_NETWORK 0"):
            self._control.do(command)
        deadline = time.monotonic() + timeout_s
        while not self.is_on():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True

    def is_on(self) -> bool:
        return "wpa_state=COMPLETED" in self._control.ask("STATUS")

    def comes_back(self, timeout_s: float = 25) -> bool:
        """Whether it is on the hotspot again, by itself."""
        deadline = time.monotonic() + timeout_s
        while not self.is_on() and time.monotonic() < deadline:
            time.sleep(0.1)
        return self.is_on()

    def events(self) -> list[str]:
        return self._control.events()

    def lease(self) -> list[str]:
        """Address, router and name server, as the hotspot's DHCP gave them."""
        command = ["busybox", "udhcpc", "-f", "-q", "-n", "-i", self._interface]
        command += ["-t", "3", "-T", "1", "-s", str(self._script)]
        subprocess.run(inside(self._namespace.name, *command), check=True, capture_output=True)
        return Path(f"/tmp/lease.{self._interface}").read_text().split()

    def resolve(self, name: str) -> str:
        """The address that the hotspot gives ``name``."""
        return self._namespace.call(_resolve, name)

    def ask(self, method: str, path: str, body=None, host: str = "192.168.4.1", timeout_s=5.0):
        """``(code, headers, text)`` of one request."""
        return self._namespace.call(_ask, method, path, body, host, timeout_s)

    def get(self, path: str) -> dict:
        return json.loads(self.ask("GET", path)[2])


def _ask(method: str, path: str, body, host: str, timeout_s: float):
    connection = http.client.HTTPConnection("192.168.4.1", 80, timeout=timeout_s)
    headers = {"Host": host}
    if body is not None:
        headers["Content-Type"] = "application/json"
        body = json.dumps(body)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        connection.close()


def _resolve(name: str) -> str:
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    query = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00" + labels + b"\x00\x00\x01\x00\x01"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(5)
        asking.sendto(query, ("192.168.4.1", 53))
        return socket.inet_ntoa(asking.recv(512)[-4:])
