"""``network.LAN`` of a simulated board: portal/radio/README.md, "Ethernet"."""


class LAN:
    """The socket: a cable in it, or none, as the air file says."""

    _LEASE_MS = 3000
    _LINK_MS = 1500

    def __init__(self, clock, air) -> None:
        self._clock = clock
        self._air = air
        self._since: int | None = None
        self._fixed: tuple | None = None

    def active(self, wanted: bool | None = None) -> bool:
        if wanted is not None:
            self._since = self._clock.now_ms() if wanted else None
            self._fixed = None
        return self._since is not None

    def status(self) -> int:
        self._air.refresh()
        if self._since is None or not self._air.cable:
            self._since = None if self._since is None else self._clock.now_ms()
            return 0
        elapsed_ms = self._clock.now_ms() - self._since
        if elapsed_ms < self._LINK_MS:
            return 0
        return 3 if self._fixed or elapsed_ms >= self._LEASE_MS else 2

    def isconnected(self) -> bool:
        return self.status() == 3

    def ifconfig(self, fixed=None):
        if fixed is not None:
            self._fixed = tuple(fixed)
            return None
        if self._fixed:
            return self._fixed
        address = "192.168.1.80" if self.isconnected() else "0.0.0.0"
        return (address, "255.255.255.0", "192.168.1.1", "192.168.1.1")
