"""CYW4343W and CYW43439: the radio of every OpenMV board that is not a shield.

Facts from micropython extmod/network_cyw43.c and cyw43-driver src/cyw43_ctrl.c, cyw43_ll.c and
cyw43_lwip.c, as of MicroPython 1.27 to 1.29.
"""

import errno

import network

from ..core import const
from ..join import networks, radio_status

_SECURITY_WPA = const(0x00200002)
_SECURITY_WPA2 = const(0x00400006)
_SECURITY_WPA3 = const(0x01000004)

# connect() takes these and no others (cyw43_ll.c, cyw43_ll_wifi_join); the number in a scan row
# is another thing, a bit mask, and is never passed on.
_JOIN_WITH = {
    networks.OPEN: 0,
    networks.WPA: _SECURITY_WPA,
    networks.WPA2: _SECURITY_WPA2,
    networks.WPA3: _SECURITY_WPA3,
}

# The bits of a scan row's security (cyw43_ll.c, cyw43_ll_wifi_parse_scan_result).
_ROW_PRIVACY = const(1)
_ROW_WPA = const(2)
_ROW_RSN = const(4)

_CHANNEL_MAX = const(14)

_NO_ADDRESS = const("0.0.0.0")
# What an interface has as it comes up, before DHCP (cyw43_lwip.c, cyw43_cb_tcpip_init).
_NOTHING = const((_NO_ADDRESS, _NO_ADDRESS, _NO_ADDRESS, "8.8.8.8"))
# Since MicroPython 1.28, which is OpenMV 5.0, a station that is taken down leaves no route
# behind (cyw43-driver commit 055d642).
_ROUTE_MENDED_IN = const((5, 0))


class Radio:
    """See ``portal.radio``."""

    joins = (networks.OPEN, networks.WPA, networks.WPA2, networks.WPA3, networks.UNKNOWN)
    hotspot = "stays"
    sockets_poll = True
    mdns = True  # since MicroPython 1.26 (extmod/cyw43_config_common.h), which is OpenMV 4.8

    def __init__(self, hostname: str) -> None:
        self.hostname = hostname
        network.hostname(hostname)
        self._sta = network.WLAN(network.STA_IF)
        self._ap = network.WLAN(network.AP_IF)
        # After a soft reset active() still says what was asked for before it (if_active is
        # static in network_cyw43.c), so both are told, not asked.
        self._ap.active(False)
        self._sta.active(False)
        self.channel = 0

    @property
    def mac(self) -> bytes:
        return self._sta.config("mac")

    async def scan(self) -> list:
        """Rows of what is on air; 2 to 10 s. An empty list is not proof of silence.

        Raises OSError if the chip did not start.
        """
        self._sta.active(True)
        try:
            rows = self._sta.scan()
        except OSError as error:
            self._restart(error)
            rows = self._sta.scan()
        return [(row[0], row[1], row[2], row[3], _row_security(row[4])) for row in rows]

    def host(self, ssid: str, password: str, channel: int) -> str:
        """Open the hotspot, or move it to ``channel``, which bounces it.

        :param password: 8 to 63 characters, or empty for an open hotspot.

        All goes into one ``config()`` before ``active(True)``: a name alone would leave the
        firmware's well-known password, and each call on an active hotspot restarts it.
        """
        self._ap.config(
            ssid=ssid,
            key=password,
            security=_SECURITY_WPA2 if password else 0,
            channel=channel,
        )
        self._ap.active(True)
        # Asleep between beacons, the chip misses requests after some minutes (pico-sdk #2153).
        self._ap.config(pm=network.WLAN.PM_NONE)
        self.channel = channel
        return self._ap.ifconfig()[0]

    def unhost(self) -> bool:
        """Close the hotspot. Old firmware keeps the default route on it, so that the station
        reaches nothing (EHOSTUNREACH, micropython PR 18814): it must start from a chip that was
        off, and join again."""
        self._ap.active(False)
        self.channel = 0
        if _version() >= _ROUTE_MENDED_IN:
            return False
        self._sta.active(False)
        self._sta.deinit()
        return True

    def join(self, credentials, security: str | None) -> None:
        """Begin to join. Raises OSError if the chip did not start."""
        # Down and up: an address of an earlier link would pass for one of this link, and the name
        # is read as the interface comes up (extmod/cyw43_config_common.h).
        self._sta.active(False)
        network.hostname(self.hostname)
        self._sta.active(True)
        try:
            self._connect(credentials, security)
        except OSError as error:
            self._restart(error)
            self._connect(credentials, security)

    def status(self) -> tuple[int, str | None]:
        number = self._sta.status()
        address = self._sta.ifconfig()[0]
        if address == _NO_ADDRESS or (self.channel and address == self._ap.ifconfig()[0]):
            address = None
        if number == radio_status.UP and address is None:
            number = radio_status.ADDRESS
        if number == radio_status.UP and self.channel:
            self._follow()
        return max(number, radio_status.REJECTED), address

    def leave(self) -> None:
        self._sta.disconnect()
        self._sta.active(False)

    def rssi(self) -> int | None:
        return self._sta.status("rssi") if self._sta.status() == radio_status.UP else None

    def phones(self) -> int:
        return len(self._ap.status("stations")) if self.channel else 0

    def _follow(self) -> None:
        """One radio has one channel: the hotspot is where the network was found."""
        channel = self._ap.config("channel")
        if 0 < channel <= _CHANNEL_MAX:  # a question that fails is answered with anything
            self.channel = channel

    def _connect(self, credentials, security: str | None) -> None:
        self._set_address(credentials.ipv4)
        password = credentials.password or None
        if security is None:
            self._sta.connect(credentials.ssid, password)
        else:
            self._sta.connect(credentials.ssid, password, security=_JOIN_WITH[security])

    def _set_address(self, ipv4) -> None:
        """Setting one ends DHCP (extmod/network_lwip.c, mod_network_nic_ifconfig).

        Before OpenMV 5.0, an interface that was taken down keeps it, and gets none by itself.
        ``ifconfig("dhcp")`` would bring that back, and wait here for up to 10 s.
        """
        if ipv4:
            self._sta.ifconfig(ipv4.ifconfig)
        elif not self._sta.ipconfig("dhcp4"):
            self._sta.ifconfig(_NOTHING)
            self._sta.ipconfig(dhcp4=True)

    def _restart(self, error: OSError) -> None:
        """A chip that failed to start says so only now, with EPERM; switched off and on, it
        mostly starts (openmv-ota openmv_netcfg.py, join_wlan)."""
        if error.errno != errno.EPERM or self.channel:
            raise error
        self._sta.deinit()
        self._sta.active(True)


def _row_security(mask: int) -> str:
    if mask & _ROW_RSN:
        return networks.WPA2  # or WPA3, or enterprise: the driver does not look
    if mask & _ROW_WPA:
        return networks.WPA
    return networks.WEP if mask & _ROW_PRIVACY else networks.OPEN


def _version() -> tuple[int, int]:
    import omv

    return omv.version_major(), omv.version_minor()
