"""The air: which networks are in range, read again whenever its file changes."""

import json

LOWEST_HEARD_DBM = -95  # below this a beacon is noise to CYW43439 (Infineon datasheet 002-30348)
LOWEST_HELD_DBM = -84  # below this no handshake gets through

_SECURITIES = ("open", "wep", "wpa", "wpa2", "wpa3", "enterprise")
_WRONG_PASSWORD_WAYS = ("silent", "down", "badauth", "flap")


class AccessPoint:
    """One radio of a network, as its entry in the air file describes it."""

    def __init__(self, entry: dict, number: int) -> None:
        ssid = entry["ssid"]
        self.ssid = bytes.fromhex(ssid["hex"]) if isinstance(ssid, dict) else ssid.encode()
        self.password = entry.get("password", "").encode()
        self.security = entry.get("security") or ("wpa2" if self.password else "open")
        self.rssi = entry.get("rssi", -55)
        self.channel = entry.get("channel", 6)
        self.bssid = _bssid(entry, number)
        self.join_ms = entry.get("join_ms", 1500)
        self.lease_ms = entry.get("lease_ms", 900)
        self.dhcp = entry.get("dhcp", True)
        self.address = entry.get("address", "192.168.%d.57" % (1 + number))
        self.hidden = entry.get("hidden", False)
        # A wrong WPA3 password is refused by the access point itself (SAE), never in silence.
        default_way = "badauth" if self.security == "wpa3" else "silent"
        self.wrong_password = entry.get("wrong_password", default_way)
        self.first_tries_fail = entry.get("first_tries_fail", 0)
        self._check()

    @property
    def heard(self) -> bool:
        return self.rssi >= LOWEST_HEARD_DBM and self.channel <= 14

    @property
    def held(self) -> bool:
        return self.rssi >= LOWEST_HELD_DBM

    def _check(self) -> None:
        for name in ("rssi", "channel", "join_ms", "lease_ms", "first_tries_fail"):
            if not isinstance(getattr(self, name), (int, float)):
                raise ValueError(f"{name} {getattr(self, name)!r} is no number")
        if self.security not in _SECURITIES:
            raise ValueError("security %r" % self.security)
        if self.wrong_password not in _WRONG_PASSWORD_WAYS:
            raise ValueError("wrong_password %r" % self.wrong_password)


class Air:
    """
    :param path: the air file; None for a believable neighbourhood.

    Raises ValueError, KeyError or TypeError where the file cannot be understood at first; a
    change that cannot be understood later, half-written perhaps, leaves the air as it was.
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
        except (OSError, ValueError, KeyError, TypeError):
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
        air = json.loads(text)
        if not isinstance(air, dict):
            raise ValueError("not an object")
        points = [AccessPoint(entry, i) for i, entry in enumerate(air.get("networks", []))]
        self.points = points
        self.cable = air.get("cable", False)
        self.empty_scans = air.get("empty_scans", 0)
        # Beyond the contract, for tests: a chip that does not start, or falls silent; a sensor
        # that has come off; how long
        # phones are gone when the hotspot moves; how many phones are on it.
        self.silent_radio = air.get("silent_radio", False)
        self.blind = air.get("blind", False)
        self.move_ms = air.get("move_ms", 800)
        self.phones = air.get("phones", 0)
        # How long a WINC1500 waits for an address that no router gives.
        self.dhcp_gives_up_ms = air.get("dhcp_gives_up_ms", 60_000)
        self._text = text


def _bssid(entry: dict, number: int) -> bytes:
    text = entry.get("bssid", "02:00:00:00:00:%02x" % (number + 1))
    return bytes(int(part, 16) for part in text.split(":"))


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
