"""The station half of a simulated CYW43: a join, as the driver's status numbers tell it.

Rows 6, 9, 11 to 15 and 36 of portal/radio/README.md, "Behaviours a stand-in must reproduce",
and its "CYW43: fixed addresses" on ``ifconfig()``. The state follows from the
time that has passed, worked out whenever somebody asks.
"""

DOWN, JOINING, NO_ADDRESS, UP = 0, 1, 2, 3
FAIL, NO_NETWORK, BAD_AUTH = -1, -2, -3

_NOTHING = "0.0.0.0"
_SEARCH_MS = 2500  # an absent name is given up after this
_FLAP_MS = 700
_STALE_LEASE_MS = 2000  # until the router has refused an address from elsewhere
_KEY_BYTES_MIN = 8
_DHCP_CALL_MS = 10_000  # ifconfig("dhcp") waits this long, and raises then

# What connect() takes for security, and which networks each number joins
# (cyw43-driver src/cyw43_ll.c, cyw43_ll_wifi_join).
_JOINS = {
    0x00000000: ("open",),
    0x00200002: ("wpa",),
    0x00400004: ("wpa2",),
    0x00400006: ("wpa2",),
    0x01000004: ("wpa3",),
    0x01400004: ("wpa2", "wpa3"),
}
MIXED_WPA2 = 0x00400006
OPEN = 0


class Station:
    """One station interface and the join that it is in.

    :param keeps_address: old firmware: taking the interface down leaves its address.
    """

    def __init__(self, clock, air, keeps_address: bool) -> None:
        self._clock = clock
        self._air = air
        self._keeps_address = keeps_address
        self._tries: dict = {}  # right passwords that were refused, by access point
        self.channel = 0
        self.reset()

    def down(self) -> None:
        self._phase = self._idle
        self._status = DOWN
        self.point = None
        if not self._keeps_address:
            self._forget_address()

    def reset(self) -> None:
        """The chip is switched off."""
        self.down()
        self._forget_address()

    def _forget_address(self) -> None:
        self.address = _NOTHING
        self.dhcp = True
        self._fixed: tuple = ()

    def ifconfig(self) -> tuple:
        gateway = self.address.rsplit(".", 1)[0] + ".1"
        return self._fixed or (self.address, "255.255.255.0", gateway, "8.8.8.8")

    def set_address(self, fixed) -> None:
        """DHCP ends; there is an address at once (extmod/network_lwip.c). "dhcp" waits for one."""
        if fixed == "dhcp":
            self._wait_for_lease()
            return
        self.dhcp = False
        self._fixed = tuple(fixed)
        self.address = self._fixed[0]
        if self._status in (NO_ADDRESS, UP):
            self._enter(self._linked, NO_ADDRESS if self.address == _NOTHING else UP)

    def start_dhcp(self) -> None:
        """Ask for an address; the one that is there stays meanwhile (lwIP dhcp.c, dhcp_start)."""
        self.dhcp = True
        self._fixed = ()
        if self._status in (NO_ADDRESS, UP):
            self._enter(self._leasing)

    def _wait_for_lease(self) -> None:
        self.start_dhcp()
        for _ in range(_DHCP_CALL_MS // 100):
            if self.status() == UP:
                return
            self._clock.block_ms(100)
        raise OSError("timeout waiting for DHCP to get IP address")

    def join(self, ssid: bytes, key: bytes, security: int, bssid: bytes | None) -> None:
        """Begin. Raises OSError(22) for what the driver does not take."""
        if len(ssid) > 32:
            raise RuntimeError("the driver would have written behind its buffer")
        if security not in _JOINS or len(key) > (128 if security == 0x01000004 else 64):
            raise OSError(22)
        self._wish = ssid, key, security, bssid
        if self._air.silent_radio:
            self._enter(self._idle, DOWN)
        else:
            self._enter(self._searching, JOINING)

    def status(self) -> int:
        self._air.refresh()
        self._phase()
        return self._status

    def rssi(self) -> int:
        return self.point.rssi if self.point else 0

    def _enter(self, phase, status: int | None = None) -> None:
        self._phase = phase
        self._since = self._clock.now_ms()
        if status is not None:
            self._status = status

    def _elapsed_ms(self) -> int:
        return self._clock.now_ms() - self._since

    def _idle(self) -> None:
        """The status is latched until the next connect()."""

    def _searching(self) -> None:
        key = self._wish[1]
        self.point = point = self._best()
        if point is None:
            if self._elapsed_ms() >= _SEARCH_MS:
                self._enter(self._idle, NO_NETWORK)
        elif point.held and self._elapsed_ms() >= point.join_ms:
            self._meet(point, key)

    def _meet(self, point, key: bytes) -> None:
        if 0 < len(key) < _KEY_BYTES_MIN and point.security != "wpa3":
            self._enter(self._idle, FAIL)
        elif point.security != "open" and key != point.password:
            self._refuse(point.wrong_password)
        elif self._tries.get(point.bssid, 0) < point.first_tries_fail:
            count = self._tries[point.bssid] = self._tries.get(point.bssid, 0) + 1
            self._enter(self._idle, BAD_AUTH if count % 2 else FAIL)
        else:
            self._associate(point)

    def _refuse(self, way: str) -> None:
        if way == "silent":
            self._enter(self._rejoining)
        elif way == "down":
            self._enter(self._idle, DOWN)
        elif way == "badauth":
            self._enter(self._idle, BAD_AUTH)
        else:
            self._enter(self._flapping, BAD_AUTH)

    def _rejoining(self) -> None:
        """The handshake times out and the driver joins again, forever."""

    def _flapping(self) -> None:
        self._status = JOINING if self._elapsed_ms() // _FLAP_MS % 2 else BAD_AUTH

    def _associate(self, point) -> None:
        self.channel = point.channel
        stale = self.address != _NOTHING
        self._enter(self._leasing if self.dhcp else self._linked, UP if stale else NO_ADDRESS)

    def _leasing(self) -> None:
        point = self._still_there()
        if not point:
            return
        if point.dhcp and self._elapsed_ms() >= point.lease_ms:
            self.address = point.address
            self._enter(self._linked, UP)
        elif self._status == UP and self._elapsed_ms() >= _STALE_LEASE_MS:
            self.address = _NOTHING
            self._status = NO_ADDRESS

    def _linked(self) -> None:
        self._still_there()

    def _best(self):
        """The access point that is joined, of those that fit what the chip was told."""
        ssid, _, security, bssid = self._wish
        return self._air.strongest(ssid, bssid, _JOINS[security])

    def _still_there(self):
        """The access point, if it still holds the link; a lost one leaves the address behind."""
        self.point = self._best()
        if self.point and self.point.held:
            return self.point
        self._enter(self._idle, JOINING)
        return None
