"""The camera: its parts, and the few things it can do with them."""

from .board import led
from .core import clock, console
from .identity import Identity
from .join import attempt, joiner, networks, radio_status, scanner
from .link import Link
from .policy import Policy
from .settings import store
from .setup import triggers


class Camera:
    """One camera, from its settings and its board to its radio.

    :param settings: the developer's ``portal.Settings``.
    :param board: the machine that it is, see ``portal.board``.

    Raises ``portal.NoRadio``.
    """

    def __init__(self, settings, board) -> None:
        self._board = board
        self.policy = settings.policy or Policy()
        self.store = store.Store(settings.flash, board.id)
        self.identity = Identity(board, self.store.get("camera.name") or settings.name)
        self.light = led.Light(board.leds())
        country = self.store.get("country") or settings.country
        self.radio = board.radio(self.identity.hostname, country)
        self.scanner = scanner.Scanner(self.radio, self.policy)
        self.ways_in = triggers.WaysIn(board, settings.flash)
        self.setup_wanted = self.ways_in.is_wanted()
        self.attempt: attempt.Attempt | None = None
        self.session: object | None = None  # the ``Session``, while the hotspot is open
        self.serial = self.store.switched_on("serial", settings.serial)
        cable_is_usable, ipv4 = self.store.cable
        self._cable = board.cable(ipv4) if cable_is_usable else None
        self._joiner = joiner.Joiner(self.radio, self.scanner, self.policy)
        self._open_hotspot = settings.open_hotspot
        self.lens_wanted = self.store.switched_on("lens", settings.lens)

    def announce(self, word: str, detail: str = "") -> None:
        """Tell a change to the console and the light."""
        console.state(word, detail)
        self.light.show(word)

    def rename(self, name: str | None, country: str | None) -> bool:
        """Keep a new name, and a new country; False if the drive did not take them.

        The name is the host's from the next join on. The hotspot's, and the radio's country,
        stay until the next start.
        """
        if name:
            self.identity = Identity(self._board, name)
            self.radio.hostname = self.identity.hostname
        return self.store.set({"camera.name": name, "country": country})

    def hotspot_password(self) -> str:
        return "" if self._open_hotspot else self.store.hotspot_password()

    def new_attempt(self, credentials) -> attempt.Attempt:
        """The next attempt; from now on it is the one that everybody is told about."""
        number = self.attempt.number + 1 if self.attempt else 1
        _, stale_address = self.radio.status()
        heard = networks.find(self.scanner.networks, credentials)
        self.attempt = attempt.Attempt(number, credentials, self.policy, heard, stale_address)
        return self.attempt

    async def join(self, attempt: attempt.Attempt) -> Link | None:
        """Carry ``attempt`` to its end; the link, or None if there is none."""
        self.announce("joining", attempt.credentials.name)
        await self._joiner.join(attempt)
        if attempt.state == "joined":
            self._pin(attempt.credentials.login)
            self.announce("joined", attempt.address or "")
            return Link("wlan", attempt.address or "", attempt.credentials.ssid)
        self.announce("failed", attempt.reason or "")
        console.evidence(attempt)
        return None

    def _pin(self, login) -> None:
        """Keep the certificate that was trusted on first use, and trust no other from now on."""
        if login and not login.authority:
            login.certificate = self.radio.certificate or login.certificate

    async def join_again(self) -> Link | None:
        """Join once more what has been joined last, and was left for the hotspot's end."""
        assert self.attempt
        return await self.join(self.new_attempt(self.attempt.credentials))

    async def join_known(self) -> Link | None:
        """One round over the networks that the camera knows, strongest first.

        One that was not heard is tried last: it may be hidden, or the scan may have missed it.
        """
        await self.scanner.scan()
        attempts: list[attempt.Attempt] = []
        link = None
        for credentials in _by_strength(self.store.networks, self.scanner.networks):
            attempts.append(self.new_attempt(credentials))
            link = await self.join(attempts[-1])
            if link:
                self.store.note_success(credentials)
                break
        if attempts:
            self.store.write_result(attempts)
        return link

    def is_online(self) -> bool:
        """Whether there is a link now, over the air or a cable."""
        number, _ = self.radio.status()
        return number == radio_status.UP or bool(self._cable and self._cable.address())

    async def wait_for_cable(self) -> Link | None:
        """The cable's link, if one is plugged in and gets an address in time."""
        watch = clock.Stopwatch()
        while self._cable and watch.elapsed_ms() < self.policy.cable_ms:
            link = self.cable_link()
            unplugged = not self._cable.plugged() and watch.elapsed_ms() >= self.policy.plug_ms
            if link or unplugged:
                return link
            await clock.sleep_ms(self.policy.sample_ms)
        return None

    def cable_link(self) -> Link | None:
        address = self._cable.address() if self._cable else None
        if not address:
            return None
        self.announce("joined", address)
        return Link("cable", address)


def _by_strength(known: list, heard: list[networks.Network]) -> list:
    """The Credentials in ``known``, those of the strongest network first."""

    def loss(credentials) -> int:
        network = networks.find(heard, credentials)
        return -network.rssi if network else 1000  # no signal is as weak as this

    return sorted(known, key=loss)
