"""hostapd and dnsmasq: the hotspot's side, on an interface of its own."""

import os
import time

from . import network_profile, scan_results
from .control_socket import Control
from .processes import Daemon, remove, run

ADDRESS = "192.168.4.1"
_LEASES = "192.168.4.16,192.168.4.47,1h"
_START_S = 8
_MOVE_S = 5
_BEACONS_BEFORE_MOVE = 5  # half a second: phones hear of the move before it happens

_SETTINGS = """interface={interface}
driver=nl80211
ctrl_interface={folder}/hostapd
ssid2={ssid}
hw_mode=g
ap_isolate=1
"""
_SECURED = """wpa=2
wpa_key_mgmt=WPA-PSK
rsn_pairwise=CCMP
wpa_psk={key}
"""
_COUNTRY = """country_code={country}
ieee80211d=1
"""


class AccessPoint:
    """A hotspot that is open.

    :param interface: its own, which exists.
    :param folder: for settings and sockets; only root can read it.
    :param password: empty for a hotspot that is open to everyone.
    :param country: two letters, or None.

    Raises OSError if the radio will not.
    """

    def __init__(
        self, interface: str, folder: str, ssid: str, password: str, channel: int, country
    ) -> None:
        self.channel = channel
        self._interface = interface
        self._folder = folder
        self._file = os.path.join(folder, "hostapd.conf")
        template = _SETTINGS + (_SECURED if password else "") + (_COUNTRY if country else "")
        self._settings = template.format(
            interface=interface,
            folder=folder,
            ssid=ssid.encode().hex(),
            key=network_profile.derived_key(ssid.encode(), password.encode()),
            country=country,
        )
        self._start()
        try:
            run("ip", "addr", "replace", ADDRESS + "/24", "dev", interface)
            self._dnsmasq = _serve_leases(interface, folder)
        except OSError:
            self._stop()
            raise

    def move(self, channel: int) -> None:
        """Take the phones along to ``channel``. Raises OSError if the radio will not; nobody
        is on air then, until it has been moved again or stopped.

        Not every driver can announce a move; if it cannot, the hotspot opens again, and
        phones come back by themselves.
        """
        try:
            self._announce(channel)
            self.channel = channel
        except OSError:
            self._stop()
            self.channel = channel
            self._start()

    def phones(self) -> int:
        """How many are on it."""
        for line in self._control.ask("STATUS").split("\n"):
            if line.startswith("num_sta[0]="):
                return int(line.partition("=")[2])
        return 0

    def stop(self) -> None:
        """End it, also after a move that has failed."""
        self._dnsmasq.stop()
        self._stop()

    def _start(self) -> None:
        with open(self._file, "w") as stream:
            stream.write("%schannel=%d\n" % (self._settings, self.channel))
        self._hostapd = Daemon(self._folder, "hostapd", self._file)
        try:
            path = os.path.join(self._folder, "hostapd", self._interface)
            self._control = Control(path, self._folder)
            self._wait_until_up()
        except OSError as error:
            self._end()
            raise OSError("the hotspot did not open: %s" % (self._hostapd.last_words() or error))

    def _stop(self) -> None:
        self._control.close()
        self._end()

    def _end(self) -> None:
        self._hostapd.stop()
        remove(self._file)  # the hotspot's key is in it

    def _announce(self, channel: int) -> None:
        self._control.events()
        frequency = scan_results.frequency_of(channel)
        self._control.do("CHAN_SWITCH %d %d" % (_BEACONS_BEFORE_MOVE, frequency))
        deadline = time.monotonic() + _MOVE_S
        while not any("AP-CSA-FINISHED" in event for event in self._control.events()):
            if time.monotonic() > deadline:
                raise OSError("the hotspot did not move")
            time.sleep(0.01)

    def _wait_until_up(self) -> None:
        deadline = time.monotonic() + _START_S
        while "state=ENABLED" not in self._control.ask("STATUS"):
            if time.monotonic() > deadline or not self._hostapd.is_running():
                raise OSError("hostapd gave up")
            time.sleep(0.01)


def _serve_leases(interface: str, folder: str) -> Daemon:
    """Addresses for phones; the names are the portal's own DNS server's."""
    return Daemon(
        folder,
        "dnsmasq",
        *("--keep-in-foreground", "--conf-file=/dev/null", "--port=0", "--no-ping"),
        *("--interface=" + interface, "--except-interface=lo", "--bind-interfaces"),
        *("--dhcp-range=" + _LEASES, "--dhcp-option=3," + ADDRESS, "--dhcp-option=6," + ADDRESS),
        *("--dhcp-leasefile=" + os.path.join(folder, "leases"), "--pid-file="),
        *("--dhcp-authoritative", "--user=root"),
    )
