"""wpa_supplicant: the station's side."""

import asyncio
import os
import time

from ...join import radio_status
from ...join.credentials import Credentials
from . import network_profile, scan_results
from .control_socket import Control
from .join_events import Progress
from .processes import Daemon

# While it sets up, the camera stays in the band that its hotspot is in: one radio has one channel
# at a time, and a hotspot cannot follow from 2.4 to 5 GHz.
_CHANNELS = range(1, 14)
_FREQUENCIES = [str(scan_results.frequency_of(channel)) for channel in _CHANNELS]

# Thirteen channels take about 1.5 s; beside a hotspot each is visited between two beacons.
_SCAN_S = 15
_SAMPLE_S = 0.02

# Not these access points, which follow by their addresses; none follows if all may be used.
_AVOID = "SET disallow_aps "

_SETTINGS = """ctrl_interface=%s
update_config=0
p2p_disabled=1
bss_expiration_scan_count=1
"""


class Supplicant:
    """A running wpa_supplicant, which scans and joins.

    :param interface: the station's.
    :param folder: for its settings and sockets; no password is ever in it.
    :param country: two letters, or None.
    :param flash: the folder of certificates.

    Raises OSError if it does not start.
    """

    def __init__(self, interface: str, folder: str, country: str | None, flash: str) -> None:
        self._interface = interface
        self._folder = folder
        self._flash = flash
        self._settings = os.path.join(folder, "supplicant.conf")
        with open(self._settings, "w") as stream:
            stream.write(_SETTINGS % folder + ("country=%s\n" % country if country else ""))
        self.scanned = False
        self.progress: Progress | None = None
        self._scan_wanted = ""
        self._start()

    async def scan(self) -> list:
        """Rows of ``portal.radio``. Raises OSError if the radio will not listen."""
        self._begin_scan("")
        deadline = time.monotonic() + _SCAN_S
        while not self.scanned and time.monotonic() < deadline:
            await asyncio.sleep(_SAMPLE_S)
            self.listen()
        return self._rows()

    def look_for(self, ssid: bytes) -> None:
        """Call a name that no list had; ``scanned`` tells when the answers are in."""
        self.leave()
        self.listen()
        self.progress = Progress()
        self._begin_scan("ssid %s " % ssid.hex())

    def give_up(self) -> None:
        """Nobody has answered to the name."""
        if self.progress:
            self.progress.number = radio_status.ABSENT

    def channels_of(self, ssid: bytes) -> list:
        """The channels that a name was last heard on."""
        return sorted({row[2] for row in self._rows() if row[0] == ssid and row[2] in _CHANNELS})

    def select(self, credentials: Credentials, channel: int) -> None:
        """Begin to join. Raises OSError if a setting is refused.

        :param channel: the hotspot's, which the radio cannot leave; 0 if there is none.
        """
        elsewhere = scan_results.elsewhere(self._rows(), credentials, channel)
        pairs = network_profile.pairs(credentials, self._flash) + self._where(credentials.ssid)
        self.leave()
        self.listen()
        self._control.do(_AVOID + " ".join("bssid " + bssid.hex(":") for bssid in elsewhere))
        number = self._control.ask("ADD_NETWORK")
        for key, value in pairs:
            self._control.do("SET_NETWORK %s %s %s" % (number, key, value))
        self.progress = Progress()
        self._control.do("SELECT_NETWORK " + number)

    def listen(self) -> None:
        """Take in what has happened."""
        if not self._daemon.is_running():
            self._forget()
        is_older = bool(self._scan_wanted)  # results until now are an earlier scan's
        if is_older and "BUSY" not in self._control.ask(self._scan_wanted):
            self._scan_wanted = ""
        for event in self._control.events():
            if event.startswith("CTRL-EVENT-SCAN-RESULTS"):
                self.scanned = not is_older
            if self.progress:
                self.progress.hear(event)

    def leave(self) -> None:
        control = self._live()
        self._forget()
        control.ask("REMOVE_NETWORK all")
        control.ask("ABORT_SCAN")

    def allow_all(self) -> None:
        """The hotspot is closed: any access point of the network's name may be used."""
        if self._daemon.is_running():
            self._control.ask(_AVOID)

    def rssi(self) -> int | None:
        """dBm of the link, or None."""
        for line in self._live().ask("SIGNAL_POLL").split("\n"):
            name, _, value = line.partition("=")
            if name == "RSSI":
                return int(value)
        return None

    def let_go(self) -> None:
        """Stop asking it, and let it go on."""
        self._control.close()

    def stop(self) -> None:
        self._control.close()
        self._daemon.stop()

    def _start(self) -> None:
        self._daemon = Daemon(
            self._folder,
            *("wpa_supplicant", "-i", self._interface, "-D", "nl80211", "-c", self._settings),
        )
        try:
            self._control = Control(os.path.join(self._folder, self._interface), self._folder)
        except OSError:
            words = self._daemon.last_words()
            self._daemon.stop()
            raise OSError("wpa_supplicant did not start: " + words) from None

    def _forget(self) -> None:
        self.scanned = False
        self.progress = None
        self._scan_wanted = ""

    def _live(self) -> Control:
        """Its control; one that has died is started again. Raises OSError if it does not."""
        if not self._daemon.is_running():
            self._forget()
            self._control.close()
            self._start()
        return self._control

    def _begin_scan(self, what: str) -> None:
        """Have a scan, as soon as none is under way: one that is aborted ends a little later, and
        until then another is refused."""
        self._live()
        self.scanned = False
        self._scan_wanted = "SCAN %sfreq=%s" % (what, ",".join(_FREQUENCIES))
        self.listen()

    def _rows(self) -> list:
        return scan_results.rows(self._live().ask("SCAN_RESULTS"))

    def _where(self, ssid: bytes) -> list:
        """Where to look: the channels that the name was heard on, or else all of the band."""
        frequencies = [
            str(scan_results.frequency_of(channel)) for channel in self.channels_of(ssid)
        ]
        return [
            ("scan_freq", " ".join(frequencies or _FREQUENCIES)),
            ("freq_list", " ".join(_FREQUENCIES)),
        ]
