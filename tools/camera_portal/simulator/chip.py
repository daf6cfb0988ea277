"""What the two interfaces of a simulated CYW43 share."""

from .station import MIXED_WPA2, Station

PM_NONE, PM_PERFORMANCE, PM_POWERSAVE = 0x10, 0xA11142, 0xA11C82

_START_MS = 500  # the chip is powered and its firmware loaded


class Chip:
    """What both interfaces share: one radio, one channel, one default route.

    :param gate: called with ``("open", ssid)``, ``("away", ms)`` or ``("closed",)`` when phones'
                 way to the camera changes.
    :param old_firmware: OpenMV 4.8.1 instead of 5.0.0.
    """

    def __init__(self, clock, air, gate, mac: bytes, default_ssid: str, old_firmware: bool) -> None:
        self.clock = clock
        self.air = air
        self.mac = mac
        self.gate = gate
        self.old_firmware = old_firmware
        self.route: str | None = None
        self.default_ssid = default_ssid
        self.powered = False
        self.scans = 0
        self.joins: list = []  # what connect() was given, for tests: ssid, key, security
        self.station = Station(clock, air, old_firmware)
        self.pm = PM_PERFORMANCE
        self.hostname = "mpy-openmv"
        self.country = "XX"
        self.interfaces: list = []
        self.reset_hotspot()

    def reset_hotspot(self) -> None:
        key = "alif0123" if self.default_ssid.startswith("ALIF") else "pybd0123"
        self.hotspot = {"ssid": self.default_ssid, "key": key, "security": MIXED_WPA2, "channel": 3}

    def power(self) -> None:
        self.air.refresh()
        if not self.powered and not self.air.silent_radio:
            self.clock.block_ms(_START_MS)
            self.powered = True

    def take_route(self, interface: str) -> None:
        """The last interface that came up is the default; old firmware never gives it back
        to a station that was up before the hotspot (cyw43-driver commit 055d642)."""
        self.route = interface
