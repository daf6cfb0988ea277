"""A Linux board's radio: wpa_supplicant for the station, hostapd and dnsmasq for the hotspot.

One radio has one channel at a time, so the hotspot is moved to a network's channel before the
join (hostapd's CHAN_SWITCH), and phones follow. Measured over mac80211_hwsim: a join on another
channel fails after 15.6 s, a move takes 0.34 s.
"""

from ...core import console
from ...join import networks, radio_status
from ...join.credentials import Credentials
from . import interfaces, processes
from .dhcp import Lease
from .hostapd import ADDRESS, AccessPoint
from .processes import run
from .wpa_supplicant import Supplicant

_NAME_MAX = 15  # linux/if.h, IFNAMSIZ with its NUL
_UP = 1  # linux/if.h, IFF_UP
_HOTSPOT_END = "-ap"
_LOCAL_BIT = 0x42  # of an address's first byte: locally administered, and not the station's own


class Radio:
    """See ``portal.radio``.

    :param interface: the station's, for example ``wlan0``.
    :param folder: for what only lives as long as the link; only root can read it.
    :param flash: the folder of ``wifi.txt`` and certificates.

    Raises OSError if there is no such radio.
    """

    joins = (networks.OPEN, networks.WPA, networks.WPA2, networks.WPA3, networks.ENTERPRISE)
    hotspot = "stays"
    sockets_poll = True
    mdns = False  # if a board has Avahi, it tells the board's own name

    def __init__(
        self, interface: str, folder: str, flash: str, hostname: str, country: str | None
    ) -> None:
        self._interface = interface
        self._folder = folder
        self._country = country
        self._hotspot_interface = interface[: _NAME_MAX - len(_HOTSPOT_END)] + _HOTSPOT_END
        self._access_point: AccessPoint | None = None
        self._joining = Credentials(b"")
        self._looking: Credentials | None = None
        self.mac = bytes.fromhex(interfaces.read(interface, "address").replace(":", ""))
        self._was_up = bool(int(interfaces.read(interface, "flags"), 16) & _UP)
        self.hostname = hostname
        self.release()
        self._lease = Lease(interface, folder)
        self._lease.forget()
        self._supplicant = Supplicant(interface, folder, country, flash)

    @property
    def channel(self) -> int:
        return self._access_point.channel if self._access_point else 0

    @property
    def certificate(self) -> str | None:
        """The SHA-256 of the certificate that the last network's server has shown, in hex."""
        progress = self._supplicant.progress
        return progress.certificate if progress else None

    async def scan(self) -> list:
        return await self._supplicant.scan()

    def host(self, ssid: str, password: str, channel: int) -> str:
        """Open the hotspot, or move it. Raises OSError."""
        if self._access_point:
            self._supplicant.leave()
            self._access_point.move(channel)
        else:
            self._make_hotspot_interface()
            try:
                self._access_point = AccessPoint(
                    self._hotspot_interface, self._folder, ssid, password, channel, self._country
                )
            except OSError:
                self._remove_hotspot_interface()
                raise
        return ADDRESS

    def unhost(self) -> bool:
        access_point, self._access_point = self._access_point, None
        if access_point:
            try:
                access_point.stop()
            finally:
                self._remove_hotspot_interface()
            self._supplicant.allow_all()
        return False

    def join(self, credentials, security: str | None) -> None:
        """Begin to join. A name that was not heard is looked for first, because the hotspot has
        to be on its channel. Raises OSError."""
        self._lease.stop()
        self._joining = credentials
        self._looking = None
        if self._access_point and not self._supplicant.channels_of(credentials.ssid):
            self._looking = credentials
            self._supplicant.look_for(credentials.ssid)
        else:
            self._supplicant.select(credentials, self.channel)

    def status(self) -> tuple[int, str | None]:
        self._supplicant.listen()
        if self._looking and self._supplicant.scanned:
            self._go_on(self._looking)
        progress = self._supplicant.progress
        if not progress:
            return radio_status.DOWN, None
        if self._looking:
            return radio_status.ASSOCIATING, None
        if progress.number == radio_status.ABSENT:
            return self._absence(), None
        if not progress.associated:
            return progress.number, None
        self._lease.start(self.hostname, self._joining.ipv4)
        address = self._lease.address()
        return (radio_status.UP if address else radio_status.ADDRESS), address

    def leave(self) -> None:
        self._looking = None
        self._supplicant.leave()
        self._lease.stop()

    def rssi(self) -> int | None:
        return self._supplicant.rssi()

    def phones(self) -> int:
        return self._access_point.phones() if self._access_point else 0

    def close(self, stay_online: bool) -> None:
        """The portal ends. What does not end is told on the console, and the rest still ends.

        :param stay_online: let the station's programs go on without it; else leave everything
                            as it was.
        """
        steps: list = [self.unhost]
        if stay_online:
            steps.append(self._supplicant.let_go)
        else:
            steps += [self._lease.stop, self._supplicant.stop, self._restore]
        for step in steps:
            try:
                step()
            except Exception as error:  # whatever it is, the other programs have to end
                console.fault("not everything ended: %s" % error)

    def release(self) -> None:
        """End what an earlier portal has left."""
        processes.end_leftovers(self._folder)
        self._remove_hotspot_interface()

    def _go_on(self, wanted: Credentials) -> None:
        """Join what has been looked for, with the hotspot where it was found."""
        self._looking = None
        channels = self._supplicant.channels_of(wanted.ssid)
        if not channels:
            self._supplicant.give_up()
            return
        try:
            if self._access_point and self.channel not in channels:
                self._access_point.move(channels[0])
        except OSError as error:
            console.fault("the hotspot does not move: %s" % error)  # the join will tell
        self._supplicant.select(wanted, self.channel)

    def _absence(self) -> int:
        """wpa_supplicant finds no network of a name if its security is another one."""
        if not self._supplicant.channels_of(self._joining.ssid):
            return radio_status.ABSENT
        return radio_status.MISMATCH if self._joining.secured else radio_status.WRONG_KEY

    def _restore(self) -> None:
        run("ip", "link", "set", self._interface, "up" if self._was_up else "down")

    def _make_hotspot_interface(self) -> None:
        address = bytes([self.mac[0] | _LOCAL_BIT]) + self.mac[1:]
        station = ("iw", "dev", self._interface, "interface", "add", self._hotspot_interface)
        run(*station, "type", "__ap", "addr", address.hex(":"))

    def _remove_hotspot_interface(self) -> None:
        if interfaces.has(self._hotspot_interface):
            run("iw", "dev", self._hotspot_interface, "del")
