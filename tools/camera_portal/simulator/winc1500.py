"""Stands in for ``network`` on a board with a WINC1500: that column of portal/radio/README.md,
"Behaviours a stand-in must reproduce", and its "WINC1500: how it works".

Names, signatures and errors are those of openmv ports/stm32/modules/py_winc.c; each claimed row
has a test in tests/stand_in/test_winc1500_chip.py.
"""

_START_MS = 900  # the chip is reset and its firmware loaded
_SCAN_MS = 2500
_SEARCH_MS = 2500  # an absent name is given up after this
_HANDSHAKES_MS = 4000  # a wrong password is given up after this
_HOTSPOT_ADDRESS = "192.168.1.1"
_NOTHING = "0.0.0.0"
_NEVER_MS = 86_400_000  # if the driver waits forever, a day will do

OPEN, WPA_PSK, ENTERPRISE = 1, 2, 4
_ROW_CODES = {"open": 1, "wep": 3, "wpa": 2, "wpa2": 2, "wpa3": 2, "enterprise": 4}
_JOINS = {OPEN: ("open",), WPA_PSK: ("wpa", "wpa2")}


class WINC:
    """The one radio object, which is a station or a hotspot."""

    def __init__(self, clock, air, gate, phones_left) -> None:
        self._clock = clock
        self._air = air
        self._gate = gate
        self._phones_left = phones_left
        self._phones = 0
        self._ap = False
        self._hotspot: dict | None = None
        self._active = False
        self._point = None
        self._linked = False
        self._static: tuple | None = None
        self._tries: dict = {}  # right passwords that were refused, by access point
        self.joins: list = []  # what connect() was given, for tests: ssid, key, security

    def restart(self, mode: int) -> None:
        """What each constructor call does."""
        if self._hotspot:
            self._gate("closed")
        self._hotspot = None
        self._linked, self._point, self._static = False, None, None
        self._ap = mode == 1
        self._clock.block_ms(_START_MS)
        self._air.refresh()
        if self._air.silent_radio:
            raise OSError("Failed to initialize WINC1500 module: no chip")
        self._active = True

    def active(self, wanted: bool | None = None) -> bool:
        if wanted is not None and bool(wanted) != self._active:
            self._active = bool(wanted)
            self._linked = False
            if self._hotspot:
                self._hotspot = None
                self._gate("closed")
        return self._active

    def connect(self, ssid, key=None, *, security=WPA_PSK, channel=1) -> None:
        ssid = _bytes(ssid)
        if not ssid:
            raise OSError("SSID can't be empty!")
        if key is not None and not key:
            raise OSError("Key can't be empty!")
        if len(ssid) > 32 or security == ENTERPRISE:
            raise RuntimeError("the driver would have gone beyond its buffer")
        self._active = True
        # A C string: it ends at the first NUL.
        ssid, key = ssid.split(b"\x00")[0], _bytes(key or b"")
        security = security if key else OPEN
        if self._ap:
            self._host(ssid, key, security, channel)
        else:
            self._join(ssid, key, security)

    config = connect
    start_ap = connect

    def disconnect(self) -> None:
        self._linked = False

    def isconnected(self) -> bool:
        return self._linked

    def connected_sta(self) -> list:
        """Handles events, too: a lost link shows after it."""
        self._air.refresh()
        if self._point and not self._air.strongest(self._point.ssid, self._point.bssid):
            self._linked = False
        phones = self._air.phones if self._hotspot else 0
        if phones < self._phones:
            self._phones_left()
        self._phones = phones
        return ["192.168.1.100" if phones else _NOTHING]

    def wait_for_sta(self, timeout_ms: int) -> list:
        self._clock.block_ms(timeout_ms)
        return self.connected_sta()

    def ifconfig(self, static=None):
        if static is not None:
            self._static = tuple(static)
            return None
        if self._ap:
            return (_HOTSPOT_ADDRESS, "255.255.255.0", _HOTSPOT_ADDRESS, _HOTSPOT_ADDRESS)
        if self._static or not self._linked:
            return self._static or (_NOTHING,) * 4
        address = self._point.address
        gateway = address.rsplit(".", 1)[0] + ".1"
        return (address, "255.255.255.0", gateway, gateway)

    def rssi(self) -> int:
        self._need_station()
        return self._point.rssi if self._point else 0

    def netinfo(self) -> tuple:
        self._need_station()
        point = self._point
        if not point:
            return (0, 0, "", "00:00:00:00:00:00", _NOTHING)
        mac = ":".join("%02x" % byte for byte in point.bssid)
        address = self.ifconfig()[0]
        return (point.rssi, _ROW_CODES[point.security], point.ssid.decode(), mac, address)

    def scan(self) -> list:
        self._need_station()
        self._clock.block_ms(_SCAN_MS)
        self._air.refresh()
        return [_row(point) for point in self._air.points if point.heard and not point.hidden]

    def fw_version(self) -> tuple:
        return (19, 7, 6, 19, 3, 0, 0x1503A0)

    def _need_station(self) -> None:
        """In hotspot mode the answer never comes (winc.c, wifi_callback_ap)."""
        if self._ap:
            self._clock.block_ms(_NEVER_MS)

    def _host(self, ssid: bytes, key: bytes, security: int, channel: int) -> None:
        if security not in _JOINS or not 1 <= channel <= 14 or (key and not 8 <= len(key) <= 64):
            raise OSError("failed to start in AP mode")
        self._hotspot = {"ssid": ssid, "key": key, "security": security, "channel": channel}
        self._gate("open", self._air.move_ms)

    def _join(self, ssid: bytes, key: bytes, security: int) -> None:
        """Returns when the firmware is done, and says nothing of how it went."""
        if security not in _JOINS:
            text = "could not connect to ssid=%s, sec=%d, key=%s"
            raise OSError(text % (ssid.decode(), security, key.decode()))
        self.joins.append((ssid, key, security))
        self._linked = False
        self._air.refresh()
        self._point = point = self._air.strongest(ssid)
        if not point or point.security not in _JOINS[security] or not point.held:
            self._point = None
            self._clock.block_ms(_SEARCH_MS)
        elif self._is_refused(point, key):
            self._clock.block_ms(_HANDSHAKES_MS)
        elif not point.dhcp and not self._static:
            self._clock.block_ms(point.join_ms + self._air.dhcp_gives_up_ms)
        else:
            self._clock.block_ms(point.join_ms + (0 if self._static else point.lease_ms))
            self._linked = True

    def _is_refused(self, point, key: bytes) -> bool:
        if point.security != "open" and key != point.password:
            return True
        count = self._tries[point.bssid] = self._tries.get(point.bssid, 0) + 1
        return count <= point.first_tries_fail


class Network:
    """The module itself. Like every module of an OpenMV board it has no ``STAT_*``."""

    STA_IF, AP_IF = 0, 1

    def __init__(self, clock, air, gate, phones_left=lambda: None) -> None:
        self.WLAN = self.WINC = _Class(WINC(clock, air, gate, phones_left))
        self._hostname = "mpy-openmv"
        self._country = "XX"

    def hostname(self, name: str | None = None) -> str:
        self._hostname = name or self._hostname
        return self._hostname

    def country(self, code: str | None = None) -> str:
        self._country = code or self._country
        return self._country


class _Class:
    """``WLAN(mode)`` resets the chip and gives the same object each time; the class has the
    constants, and 802_1X for those who ask with getattr."""

    OPEN, WPA_PSK = OPEN, WPA_PSK
    MODE_STA, MODE_AP, MODE_P2P, MODE_BSP, MODE_FIRMWARE = range(5)
    connect = config = start_ap = WINC.connect
    scan, rssi, netinfo, fw_version = WINC.scan, WINC.rssi, WINC.netinfo, WINC.fw_version
    connected_sta, wait_for_sta, ifconfig = WINC.connected_sta, WINC.wait_for_sta, WINC.ifconfig
    active, isconnected, disconnect = WINC.active, WINC.isconnected, WINC.disconnect

    def __init__(self, radio: WINC) -> None:
        self.radio = radio
        setattr(self, "802_1X", ENTERPRISE)

    def __call__(self, mode: int = 0) -> WINC:
        self.radio.restart(mode)
        return self.radio


def _row(point) -> tuple:
    ssid = point.ssid.split(b"\x00")[0]
    return (ssid, point.bssid, point.channel, point.rssi, _ROW_CODES[point.security], 1)


def _bytes(value) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)
