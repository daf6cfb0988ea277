"""Stands in for ``network`` on a CYW43 board: column CYW43 of portal/radio/README.md, "Behaviours
a stand-in must reproduce".

Names, signatures and errors are those of micropython extmod/network_cyw43.c; each claimed row
has a test in tests/stand_in/test_cyw43.py.
"""

from .chip import PM_NONE, PM_PERFORMANCE, PM_POWERSAVE, Chip
from .lan import LAN
from .station import MIXED_WPA2, OPEN

_HOTSPOT_ADDRESS = "192.168.4.1"
_SCAN_MS = 2500
_EPERM = 1
_SEARCH_KEYS = ("passive", "ssid", "essid", "bssid")

# A scan row's security is a mask: 1 privacy, 2 WPA, 4 RSN (cyw43_ll.c).
_ROW_MASKS = {"open": 0, "wep": 1, "wpa": 3, "wpa2": 5, "wpa3": 5, "enterprise": 5}


class WLAN:
    """``network.WLAN``: one object for the station, one for the hotspot."""

    IF_STA, IF_AP = 0, 1
    SEC_OPEN, SEC_WPA_WPA2 = OPEN, MIXED_WPA2
    SEC_WPA3, SEC_WPA2_WPA3 = 0x01000004, 0x01400004
    PM_NONE, PM_PERFORMANCE, PM_POWERSAVE = PM_NONE, PM_PERFORMANCE, PM_POWERSAVE

    def __init__(self, chip: Chip, interface: int) -> None:
        self._chip = chip
        self._is_ap = interface == self.IF_AP
        self._wanted = False
        self._netif = False

    def active(self, wanted: bool | None = None) -> bool:
        if wanted is None:
            return self._wanted
        self._wanted = bool(wanted)
        if wanted:
            self._chip.power()
            if self._chip.powered and not self._netif:
                self._up()
        elif self._chip.powered:
            self._down()
        return self._wanted

    def connect(self, ssid, key=None, *, auth=-1, security=-1, bssid=None, channel=None) -> None:
        ssid, key = _bytes(ssid), _bytes(key or b"")
        if bssid is not None and len(bssid) != 6:
            raise ValueError
        if not self._netif or not self._wanted:
            raise OSError(_EPERM)
        security = auth if security == -1 else security
        if security == -1:
            security = MIXED_WPA2 if key else OPEN
        self._chip.joins.append((ssid, key, security))
        self._chip.station.join(ssid, key, security, bssid)

    def disconnect(self) -> None:
        if not self._is_ap:
            self._chip.station.down()

    def isconnected(self) -> bool:
        if self._is_ap:
            return self._netif and self._chip.air.phones > 0
        return self.status() == 3

    def status(self, what: str | None = None):
        if what is None:
            return (3 if self._netif else 0) if self._is_ap else self._station_status()
        if what == "rssi" and not self._is_ap:
            return self._chip.station.rssi()
        if what == "stations" and self._is_ap:
            self._chip.air.refresh()
            return [(bytes((2, 0, 0, 0, 1, i)),) for i in range(self._chip.air.phones)]
        raise ValueError("STA required" if what == "rssi" else "unknown status param")

    def scan(self, **search) -> list:
        if any(key not in _SEARCH_KEYS for key in search):
            raise TypeError("extra keyword arguments given")
        chip = self._chip
        if not chip.powered or not (self._netif or self._sibling()._netif):
            raise OSError(_EPERM)
        chip.clock.block_ms(_SCAN_MS)
        chip.air.refresh()
        chip.scans += 1
        if chip.scans <= chip.air.empty_scans or chip.air.silent_radio:
            return []
        return [_row(point, i) for i, point in enumerate(chip.air.points) if point.heard]

    def config(self, *names, **values):
        return self._get(names[0]) if names else self._set(values)

    def _set(self, values: dict) -> None:
        if any(name not in _CONFIG_NAMES for name in values):
            raise ValueError("unknown config param")
        if "pm" in values:
            self._chip.pm = values.pop("pm")
        changed = {_HOTSPOT_NAMES.get(name, name): value for name, value in values.items()}
        if changed:
            self._chip.hotspot.update(changed)
            if self._netif and self._is_ap:
                self._bounce()

    def ifconfig(self, fixed=None):
        if not self._is_ap:
            return self._chip.station.ifconfig() if fixed is None else self._set_address(fixed)
        address = _HOTSPOT_ADDRESS if self._netif else "0.0.0.0"
        return (address, "255.255.255.0", address, "8.8.8.8")

    def ipconfig(self, name: str = "", *, dhcp4: bool | None = None):
        if dhcp4:
            self._chip.station.start_dhcp()
        elif name != "dhcp4":
            raise ValueError("unexpected key")
        return self._chip.station.dhcp if name else None

    def _set_address(self, fixed) -> None:
        """What is set on an interface that is not up is gone when it comes up."""
        if self._netif:
            self._chip.station.set_address(fixed)

    def deinit(self) -> None:
        chip = self._chip
        for interface in (self, self._sibling()):
            interface._wanted = interface._netif = False
        chip.station.reset()
        chip.powered = False
        chip.route = None
        chip.reset_hotspot()
        chip.gate("closed")

    def _sibling(self) -> "WLAN":
        return self._chip.interfaces[0 if self._is_ap else 1]

    def _up(self) -> None:
        self._netif = True
        self._chip.take_route("ap" if self._is_ap else "sta")
        if self._is_ap:
            self._announce(0)

    def _down(self) -> None:
        chip = self._chip
        if self._is_ap:
            if self._netif:
                chip.gate("closed")
        else:
            chip.station.down()
            if chip.old_firmware:
                return  # the driver leaves the interface up, and its route where it was
        if self._netif and chip.route == ("ap" if self._is_ap else "sta"):
            chip.route = None
        self._netif = False

    def _bounce(self) -> None:
        self._chip.gate("closed")
        self._announce(self._chip.air.move_ms)

    def _announce(self, away_ms: int) -> None:
        hotspot = self._chip.hotspot
        joinable = not hotspot["security"] or 8 <= len(hotspot["key"]) <= 64
        if joinable:
            self._chip.gate("open", away_ms)

    def _station_status(self) -> int:
        chip = self._chip
        before = chip.station.channel
        number = chip.station.status()
        ap = self._sibling()
        # One radio: the hotspot follows the station to its channel.
        joined = chip.station.channel != before
        if joined and ap._netif and chip.hotspot["channel"] != chip.station.channel:
            chip.hotspot["channel"] = chip.station.channel
            ap._bounce()
        return number

    def _get(self, name: str):
        name = _HOTSPOT_NAMES.get(name, name)
        if name == "mac":
            return self._chip.mac
        if name in ("ssid", "channel", "security"):
            return self._chip.hotspot[name]
        if name == "pm":
            return self._chip.pm
        if name == "hostname":
            return self._chip.hostname
        if name in ("antenna", "txpower"):
            return 0
        raise ValueError("unknown config param")


class Network:
    """The module itself."""

    STA_IF, AP_IF = 0, 1

    def __init__(self, chip: Chip, has_lan: bool) -> None:
        self._chip = chip
        chip.interfaces = [WLAN(chip, 0), WLAN(chip, 1)]
        self.WLAN = _Singletons(chip.interfaces)
        if has_lan:
            self.LAN = lambda: LAN(chip.clock, chip.air)

    def hostname(self, name: str | None = None) -> str:
        if name is not None:
            if len(name) > 32:
                raise ValueError
            self._chip.hostname = name
        return self._chip.hostname

    def country(self, code: str | None = None) -> str:
        if code is not None:
            if len(code) != 2:
                raise ValueError
            self._chip.country = code.upper()
        return self._chip.country


class _Singletons:
    """``WLAN(id)`` gives the same object each time, and carries the class's constants."""

    IF_STA, IF_AP = WLAN.IF_STA, WLAN.IF_AP
    SEC_OPEN, SEC_WPA_WPA2 = WLAN.SEC_OPEN, WLAN.SEC_WPA_WPA2
    SEC_WPA3, SEC_WPA2_WPA3 = WLAN.SEC_WPA3, WLAN.SEC_WPA2_WPA3
    PM_NONE, PM_PERFORMANCE, PM_POWERSAVE = PM_NONE, PM_PERFORMANCE, PM_POWERSAVE
    status = WLAN.status

    def __init__(self, interfaces: list) -> None:
        self._interfaces = interfaces

    def __call__(self, interface: int = 0) -> WLAN:
        return self._interfaces[interface]


_CONFIG_NAMES = (
    "antenna", "channel", "ssid", "essid", "monitor", "security", "key", "password", "pm", "trace",
    "txpower", "hostname",
)  # fmt: skip
_HOTSPOT_NAMES = {"essid": "ssid", "password": "key"}


def _row(point, number: int) -> tuple:
    ssid = b"" if point.hidden else point.ssid
    hits = 1 + number % 8  # how often it was heard; not "hidden" (micropython #10017)
    return (ssid, point.bssid, point.channel, point.rssi, _ROW_MASKS[point.security], hits)


def _bytes(value) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)
