"""The air: which networks are in range, read again whenever its file changes."""

import json

from .air_entry import Entry

LOWEST_HEARD_DBM = -95  # below this a beacon is noise to CYW43439 (Infineon datasheet 002-30348)
LOWEST_HELD_DBM = -84  # below this no handshake gets through

_SECURITIES = ("open", "wep", "wpa", "wpa2", "wpa3", "enterprise")
_WRONG_PASSWORD_WAYS = ("silent", "down", "badauth", "flap")


class AccessPoint:
    """One radio of a network, as its entry in the air file describes it."""

    def __init__(self, entry: Entry, number: int) -> None:
        self.ssid = entry.ssid()
        self.password = entry.text("password", "").encode()
        default_security = "wpa2" if self.password else "open"
        self.security = entry.word("security", default_security, _SECURITIES)
        self.rssi = entry.number("rssi", -55)
        self.channel = entry.count("channel", 6, lowest=1)
        self.bssid = entry.bssid("02:00:00:00:00:%02x" % (number + 1))
        self.join_ms = entry.number("join_ms", 1500, lowest=0)
        self.lease_ms = entry.number("lease_ms", 900, lowest=0)
        self.dhcp = entry.flag("dhcp", True)
        self.address = entry.address("address", "192.168.%d.57" % (1 + number))
        self.hidden = entry.flag("hidden")
        # A wrong WPA3 password is refused by the access point itself (SAE), never in silence.
        default_way = "badauth" if self.security == "wpa3" else "silent"
        self.wrong_password = entry.word("wrong_password", default_way, _WRONG_PASSWORD_WAYS)
        self.first_tries_fail = entry.count("first_tries_fail", 0)

    @property
    def heard(self) -> bool:
        return self.rssi >= LOWEST_HEARD_DBM and self.channel <= 14

    @property
    def held(self) -> bool:
        return self.rssi >= LOWEST_HELD_DBM


class Air:
    """The networks in range at this moment.

    :param path: the air file; None for a believable neighbourhood.

    Raises OSError or ValueError if the file cannot be understood at first; a change that
    cannot be understood later, half-written perhaps, leaves the air as it was.
    """

    def __init__(self, path: str | None = None) -> None:
        self._path = path
        self._text = ""
        self._read(self._file_text() if path else _NEIGHBOURHOOD)

    def refresh(self) -> None:
        if not self._path:
            return
        try:
            text = self._file_text()
            if text != self._text:
                self._read(text)
        except (OSError, ValueError):
            pass

    def strongest(
        self, ssid: bytes, bssid: bytes | None = None, securities: tuple = ()
    ) -> AccessPoint | None:
        """Of the access points that carry ``ssid``, and fit what else is given."""
        found = [
            point
            for point in self.points
            if point.ssid == ssid
            and point.heard
            and bssid in (None, point.bssid)
            and (not securities or point.security in securities)
        ]
        return max(found, key=lambda point: point.rssi) if found else None

    def _file_text(self) -> str:
        with open(self._path, encoding="utf-8") as stream:
            return stream.read()

    def _read(self, text: str) -> None:
        air = Entry(json.loads(text), "the whole")
        facts = {
            "points": [AccessPoint(entry, i) for i, entry in enumerate(air.entries("networks"))],
            "cable": air.flag("cable"),
            "empty_scans": air.count("empty_scans", 0),
            # Beyond the contract, for tests: a chip that does not start, or falls silent; a
            # sensor that has come off; how long phones are gone when the hotspot moves; how many
            # phones are on it.
            "silent_radio": air.flag("silent_radio"),
            "blind": air.flag("blind"),
            "move_ms": air.number("move_ms", 800, lowest=0),
            "phones": air.count("phones", 0),
            # How long a WINC1500 waits for an address that no router gives.
            "dhcp_gives_up_ms": air.number("dhcp_gives_up_ms", 60_000, lowest=0),
        }
        vars(self).update(facts, _text=text)


_NEIGHBOURHOOD = """{"networks": [
{"ssid": "Workshop", "password": "correct horse", "rssi": -48, "channel": 6},
{"ssid": "Workshop", "password": "correct horse", "rssi": -67, "channel": 11},
{"ssid": "Guests", "security": "open", "rssi": -58, "channel": 6},
{"ssid": "Café Zürich ☕", "password": "espresso ristretto", "rssi": -63, "channel": 1},
{"ssid": "FRITZ!Box 7590", "password": "12345678901234567890", "rssi": -69, "channel": 11,
 "wrong_password": "badauth"},
{"ssid": "Vera's iPhone", "password": "hotspot of vera", "security": "wpa3", "rssi": -61,
 "channel": 1},
{"ssid": "warehouse-north", "password": "forklift 2019", "rssi": -74, "channel": 1,
 "wrong_password": "down"},
{"ssid": "eduroam", "password": "unused here", "security": "enterprise", "rssi": -71,
 "channel": 11},
{"ssid": "Printer WEP", "password": "abcde", "security": "wep", "rssi": -77, "channel": 3},
{"ssid": "far away", "password": "a long way off", "rssi": -90, "channel": 9},
{"ssid": "hidden lab", "password": "nobody sees it", "hidden": true, "rssi": -60, "channel": 6}
]}"""
