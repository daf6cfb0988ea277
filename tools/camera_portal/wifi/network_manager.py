"""This computer's Wi-Fi by NetworkManager's ``nmcli`` (networkmanager.dev, nmcli(1))."""

from __future__ import annotations

import os
import re
import subprocess
import threading
from collections.abc import Callable

from portal.radio.linux.network_profile import derived_key

from ..inputs.cameras_csv import Row
from .base import NotOn, NoWireless

_SCAN_S = 30
_JOIN_S = 30  # a scan and a handshake take 5; NetworkManager itself asks for a new key forever
_LEASE_S = 15
_COMMAND_S = 15
_WATCH_S = 5

# nmcli(1), "Exit status"
_TIMEOUT, _ACTIVATION_FAILED, _NOT_RUNNING = 3, 4, 8
# networkmanager.dev, NMDeviceState
_GETTING_ADDRESS, _ACTIVATED = "70", "100"

# Of the hotspot, the laptop wants a way to the camera and nothing else: it keeps its own route to
# the internet and its name servers, but where its cable has the hotspot's numbers as well, the
# hotspot comes first (a cable's metric is 100).
_ONLY_THE_CAMERA = (
    "ipv4.never-default", "yes", "ipv4.ignore-auto-dns", "yes", "ipv4.route-metric", "50",
    "ipv4.dhcp-timeout", str(_LEASE_S), "ipv6.method", "disabled",
)  # fmt: skip


class NetworkManager:
    """See ``base.Wireless``. Uses one profile of its own, kept in memory and taken away at
    the end; the hotspot's password goes to nmcli through a pipe.

    :param interface: the radio, or None if there is only one.
    :param say: tells the person something.

    Raises NoWireless.
    """

    def __init__(self, interface: str | None, say: Callable[[str], None]) -> None:
        self._say = say
        self._interface, self._before = _device(interface)
        self._profile = "camera-portal-" + self._interface
        self._keeper: threading.Thread | None = None
        self._left = threading.Event()
        self._has_profile = True  # a killed run may have left it
        self.leave()

    def hear(self, rows: list[Row]) -> list[Row]:
        listing = _output(
            *("-t", "-f", "SIGNAL,SSID-HEX", "device", "wifi", "list"),
            *("ifname", self._interface, "--rescan", "yes"),
            limit_s=_SCAN_S,
        )
        strength: dict[str, int] = {}
        for line in listing.splitlines():
            signal, _, name = line.partition(":")
            strength[name] = max(int(signal or 0), strength.get(name, 0))
        heard = [row for row in rows if _name(row) in strength]
        return sorted(heard, key=lambda row: -strength[_name(row)])

    def join(self, row: Row) -> str:
        self._has_profile = True
        self._add_profile(row)
        result = self._bring_up(row)
        if result.returncode:
            raise NotOn(self._reason(result))
        # The camera is its hotspot's DHCP server, which says so (RFC 2131, 4.3.1).
        match = re.search(r"dhcp_server_identifier = (\S+)", self._facts("DHCP4"))
        if not match:
            raise NotOn("hotspot_no_address")
        self._left.clear()
        self._keeper = threading.Thread(target=self._keep, args=(row,))
        self._keeper.start()
        return f"http://{match[1]}/"

    def leave(self) -> None:
        self._left.set()
        if self._has_profile:
            _run("connection", "delete", "id", self._profile)
            self._has_profile = False
        if self._keeper:
            self._keeper.join()  # at once, without the profile
            self._keeper = None

    def close(self) -> None:
        self.leave()
        if not self._before:
            return
        back = ("connection", "up", "uuid", self._before, "ifname", self._interface)
        if _run("--wait", str(_JOIN_S), *back, limit_s=_JOIN_S + _COMMAND_S).returncode:
            self._say(f"{self._interface} could not go back to the network it was on before.")

    def _keep(self, row: Row) -> None:
        """Come back to a hotspot that was away longer than NetworkManager waits for it (15 s,
        src/core/devices/wifi/nm-device-wifi.c): it has no password to come back with."""
        while not self._left.wait(_WATCH_S):
            try:
                if not self._is_on():
                    self._bring_up(row)
            except NoWireless:
                continue  # the camera will be found unreachable, if this goes on

    def _is_on(self) -> bool:
        facts = self._facts("GENERAL.STATE,GENERAL.CONNECTION")
        return f"STATE:{_ACTIVATED}" in facts and f"CONNECTION:{self._profile}" in facts

    def _bring_up(self, row: Row) -> subprocess.CompletedProcess:
        return _run(
            *("--wait", str(_JOIN_S), "connection", "up", "id", self._profile),
            *("ifname", self._interface, "passwd-file", "/proc/self/fd/0"),
            stdin=_secret(row),
            limit_s=_JOIN_S + _COMMAND_S,
        )

    def _add_profile(self, row: Row) -> None:
        secured = ("wifi-sec.key-mgmt", "wpa-psk", "wifi-sec.psk-flags", "2")  # never kept
        _output(
            *("connection", "add", "save", "no", "type", "wifi", "con-name", self._profile),
            *("ifname", self._interface, "ssid", row.hotspot, "autoconnect", "no"),
            *_ONLY_THE_CAMERA,
            *(secured if row.hotspot_password else ()),
        )

    def _reason(self, result: subprocess.CompletedProcess) -> str:
        if "could not be found" in result.stderr:
            return "out_of_range"
        state = self._facts("GENERAL.STATE").strip().partition(":")[2]
        if "IP configuration" in result.stderr or state.startswith(_GETTING_ADDRESS):
            return "hotspot_no_address"
        if result.returncode in (_TIMEOUT, _ACTIVATION_FAILED):
            return "hotspot_refused"
        raise NoWireless(result.stderr.strip())

    def _facts(self, fields: str) -> str:
        return _output("-t", "-f", fields, "device", "show", self._interface)


def _device(wanted: str | None) -> tuple[str, str]:
    """The radio, and the profile it is on now or an empty text. Raises NoWireless."""
    found = {}
    for line in _output("-t", "-f", "DEVICE,TYPE,STATE,CON-UUID", "device", "status").splitlines():
        device, kind, state, profile = line.split(":")[:4]
        if kind == "wifi":
            found[device] = (state, profile)
    if wanted and wanted not in found:
        raise NoWireless(f"{wanted} is no Wi-Fi interface: {', '.join(found) or 'there is none'}")
    if not found:
        raise NoWireless("this computer has no Wi-Fi that NetworkManager knows; see --by-hand")
    if len(found) > 1 and not wanted:
        raise NoWireless(f"several radios: choose one of {', '.join(found)} with --interface")
    device = wanted or next(iter(found))
    state, profile = found[device]
    if state in ("unmanaged", "unavailable"):
        raise NoWireless(f"{device} is {state}: switch its Wi-Fi on (nmcli radio wifi on)")
    return device, profile if state.startswith("connected") else ""


def _name(row: Row) -> str:
    """The hotspot's name as nmcli's SSID-HEX shows it."""
    return row.hotspot.encode().hex().upper()


def _secret(row: Row) -> str:
    """The line of a passwd-file that opens the hotspot. Its key is computed here: nmcli takes
    blanks off a password's ends."""
    if not row.hotspot_password:
        return ""
    key = derived_key(row.hotspot.encode(), row.hotspot_password.encode())
    return f"802-11-wireless-security.psk:{key}\n"


def _output(*arguments: str, limit_s: float = _COMMAND_S) -> str:
    """What nmcli says. Raises NoWireless with its complaint."""
    result = _run(*arguments, limit_s=limit_s)
    if result.returncode == _NOT_RUNNING:
        raise NoWireless("NetworkManager is not running; see --by-hand")
    if result.returncode:
        raise NoWireless("nmcli: " + (result.stderr.strip() or f"ended with {result.returncode}"))
    return result.stdout


def _run(
    *arguments: str, stdin: str = "", limit_s: float = _COMMAND_S
) -> subprocess.CompletedProcess:
    """Raises NoWireless if it does not end."""
    try:
        return subprocess.run(
            ["nmcli", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=limit_s,
            env={**os.environ, "LC_ALL": "C"},
            # Ctrl-C is this tool's: it ends nmcli itself, and then cleans up with nmcli.
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        raise NoWireless(f"nmcli {' '.join(arguments[:3])}: no answer in {limit_s} s") from None
