"""WINC1500: the radio of the Wi-Fi shield, and of the Pure Thermal.

Facts from openmv ports/stm32/modules/py_winc.c and drivers/winc1500/src/winc.c. One object, and a
hotspot or a station, never both; making a new one resets the chip, which is also what gets a stuck
one going again. ``connect()`` blocks until the firmware has an answer, and then tells nothing but
yes or no. ``config()`` is another name of ``connect()``: asking it for anything would join a
network of that name.
"""

import errno

import network

from ..core import const
from ..join import networks, radio_status

_OPEN = const(1)
_WPA_PSK = const(2)

# The last but one number of a scan row (m2m_types.h, tenuM2mSecType).
_ROW_SECURITY = (
    networks.UNKNOWN,
    networks.OPEN,
    networks.WPA2,
    networks.WEP,
    networks.ENTERPRISE,
)

_NO_PHONE = const("0.0.0.0")


class Radio:
    """See ``portal.radio``. Raises OSError if no shield is plugged in."""

    joins = (networks.OPEN, networks.WPA, networks.WPA2, networks.UNKNOWN)
    hotspot = "goes"
    sockets_poll = False
    mdns = False
    mac = b""  # the driver does not tell it

    def __init__(self, hostname: str) -> None:
        self.hostname = hostname  # without effect: the driver tells nobody
        self._status = radio_status.DOWN
        self._address: str | None = None
        self._become_station()

    async def scan(self) -> list:
        """Rows of what is on air; about 3 s. Raises OSError if the chip does not start.

        While the hotspot is open there are none: this driver would wait forever (winc.c:
        wifi_callback_ap never ends the request).
        """
        if self.channel:
            return []
        if self._status != radio_status.UP:
            self._become_station()
        return [
            (row[0], row[1], row[2], row[3], _row_security(row[4])) for row in self._wlan.scan()
        ]

    def host(self, ssid: str, password: str, channel: int) -> str:
        """Open the hotspot; the station is gone then.

        :param password: 8 to 63 characters, or empty for an open hotspot.

        Raises OSError if the chip does not start.
        """
        self._status = radio_status.DOWN
        self._wlan = network.WLAN(network.AP_IF)
        security = _WPA_PSK if password else _OPEN
        try:
            self._wlan.config(ssid, password or None, security=security, channel=channel)
        except OSError:
            raise OSError(errno.EIO) from None  # the driver's text may hold the password
        self.channel = channel
        return self._wlan.ifconfig()[0]

    def unhost(self) -> bool:
        if not self.channel:
            return False
        self._become_station()
        return True

    def join(self, credentials, security: str | None) -> None:
        """Join, which blocks until the firmware has succeeded or given up: 5 to 10 s mostly, a
        minute if the router gives no address. Raises OSError if the chip does not start."""
        self._become_station()
        if credentials.ipv4:
            # The constructor has forgotten an earlier one (winc.c, winc_init).
            self._wlan.ifconfig(credentials.ipv4.ifconfig)
        password = credentials.password
        try:
            self._wlan.connect(
                credentials.ssid, password or None, security=_WPA_PSK if password else _OPEN
            )
        except OSError:
            # Its text holds the password (py_winc.c): it must go no further.
            self._status = radio_status.FAILED
            return
        if self._wlan.isconnected():
            self._status, self._address = radio_status.UP, self._wlan.ifconfig()[0]
        else:
            self._status = radio_status.GAVE_UP

    def status(self) -> tuple[int, str | None]:
        if self._status == radio_status.UP:
            self._wlan.connected_sta()  # handles what has come in; isconnected() alone does not
            if not self._wlan.isconnected():
                self._status, self._address = radio_status.DOWN, None
        return self._status, self._address

    def leave(self) -> None:
        self._become_station()

    def rssi(self) -> int | None:
        return self._wlan.rssi() if self._status == radio_status.UP else None

    def phones(self) -> int:
        if not self.channel:
            return 0
        return sum(1 for address in self._wlan.connected_sta() if address != _NO_PHONE)

    def _become_station(self) -> None:
        self.channel = 0
        self._status, self._address = radio_status.DOWN, None
        self._wlan = network.WLAN(network.STA_IF)


def _row_security(code: int) -> str:
    return _ROW_SECURITY[code] if code < len(_ROW_SECURITY) else networks.UNKNOWN
