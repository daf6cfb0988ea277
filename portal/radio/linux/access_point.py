"""hostapd and dnsmasq: the hotspot's side, on an interface of its own."""

import os
import time

from . import heard, profile
from .control import Control
from .daemon import Daemon, run

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
channel={channel}
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

    Raises OSError where the radio will not.
    """

    def __init__(
        self, interface: str, folder: str, ssid: str, password: str, channel: int, country
    ) -> None:
        self.channel = channel
        self._ssid = ssid.encode()
        settings = os.path.join(folder, "hostapd.conf")
        with open(settings, "w") as stream:
            stream.write(self._settings(interface, folder, password, country))
        self._hostapd = Daemon(folder, "hostapd", settings)
        self._dnsmasq: Daemon | None = None
        try:
            self._control = Control(os.path.join(folder, "hostapd", interface), folder)
            self._wait_until_up()
            run("ip", "addr", "replace", ADDRESS + "/24", "dev", interface)
            self._dnsmasq = _serve_leases(interface, folder)
        except OSError as error:
            self.stop()
            raise OSError("the hotspot did not open: %s" % (self._hostapd.last_words() or error))

    def move(self, channel: int) -> None:
        """Take the phones along to ``channel``. Raises OSError where that fails."""
        self._control.events()
        frequency = heard.frequency_of(channel)
        self._control.do("CHAN_SWITCH %d %d" % (_BEACONS_BEFORE_MOVE, frequency))
        deadline = time.monotonic() + _MOVE_S
        while not any("AP-CSA-FINISHED" in event for event in self._control.events()):
            if time.monotonic() > deadline:
                raise OSError("the hotspot did not move")
            time.sleep(0.01)
        self.channel = channel

    def phones(self) -> int:
        """How many are on it."""
        for line in self._control.ask("STATUS").split("\n"):
            if line.startswith("num_sta[0]="):
                return int(line.partition("=")[2])
        return 0

    def stop(self) -> None:
        if self._dnsmasq:
            self._dnsmasq.stop()
        self._hostapd.stop()

    def _settings(self, interface: str, folder: str, password: str, country) -> str:
        text = _SETTINGS + (_SECURED if password else "") + (_COUNTRY if country else "")
        return text.format(
            interface=interface,
            folder=folder,
            ssid=self._ssid.hex(),
            channel=self.channel,
            key=profile.derived_key(self._ssid, password.encode()),
            country=country,
        )

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
