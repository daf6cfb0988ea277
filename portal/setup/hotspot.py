"""The hotspot while it is open: the radio, the page's server, and DNS that leads phones to it."""

import asyncio

from ..core import clock, console, const
from ..server import dns_server

HTTP_PORT = const(80)
DNS_PORT = const(53)


class Hotspot:
    """The camera's own Wi-Fi, and what is served on it.

    :param radio: see ``portal.radio``.
    :param ssid: its name, at most 32 bytes.
    :param password: 8 to 63 characters; empty opens it to everyone in range.
    :param policy: see ``portal.policy``.
    """

    def __init__(self, radio, ssid: str, password: str, policy) -> None:
        self._radio = radio
        self._policy = policy
        self._password = password
        self._servers: Servers | None = None
        self._watch: asyncio.Task | None = None
        self._last_channel = 0
        self.ssid = ssid
        self.open = not password
        self.address = ""

    @property
    def channel(self) -> int:
        """Where it is now; 0 while it is closed."""
        return self._radio.channel

    async def start(self, app, channel: int) -> None:
        """Open on ``channel`` and serve ``app``: anything with Microdot's ``handle_request``."""
        self._servers = Servers(app, self._radio.sockets_poll)
        await self._open(channel)

    async def yield_radio(self, channel: int) -> None:
        """Let the radio join a network on ``channel``: move there (phones follow, or come back by
        themselves), or close if the radio cannot do both."""
        if self._radio.hotspot == "stays":
            self._move(channel)
        else:
            await self.stop()

    async def reopen(self) -> None:
        """Open again, if it had to close."""
        if not self.channel:
            await self._open(self._last_channel)

    async def stop(self) -> bool:
        """Close everything; True if the station has to join again (see ``portal.radio``)."""
        if self.channel:
            console.state("closing", self.ssid)
        if self._watch:
            self._watch.cancel()
            self._watch = None
        if self._servers:
            await self._servers.stop()
        return self._radio.unhost()

    async def _open(self, channel: int) -> None:
        console.state("hosting", self.ssid)
        self._move(channel)
        await self._serve()
        if not self._radio.sockets_poll:
            self._watch = asyncio.create_task(self._replace_dead_sockets())
        console.hotspot(self.ssid, self._password)
        if self.open:
            console.fault("the hotspot is open: anyone in range can read what is typed")
        console.ready(self.address, HTTP_PORT, DNS_PORT)

    def _move(self, channel: int) -> None:
        if channel != self.channel:
            self._last_channel = channel
            self.address = self._radio.host(self.ssid, self._password, channel)

    async def _replace_dead_sockets(self) -> None:
        """A phone that leaves takes the WINC1500's sockets with it, and nothing says so (OpenMV's
        documentation of network.WINC). New ones are opened before the phone is back."""
        assert self._servers
        had_phone = False
        while True:
            await clock.sleep_ms(self._policy.look_pause_ms)
            has_phone = self._radio.phones() > 0
            has_left = had_phone and not has_phone
            if has_left or self._servers.quiet_ms() >= self._policy.deaf_ms:
                await self._renew()
            had_phone = has_phone

    async def _renew(self) -> None:
        try:
            await self._serve()
        except (OSError, MemoryError) as error:
            console.fault("the page is away: %s" % error)

    async def _serve(self) -> None:
        """Replace the servers by new ones."""
        assert self._servers
        await self._servers.stop()
        await self._servers.start(self.address)


class Servers:
    """The page's server and the DNS server, opened and closed together.

    :param app: anything with Microdot's ``handle_request(reader, writer)``.
    :param sockets_poll: whether sockets can be polled, see ``portal.radio``.
    """

    def __init__(self, app, sockets_poll: bool) -> None:
        self._web = _web_server(sockets_poll)(app)
        self._dns: asyncio.Task | None = None

    async def start(self, address: str) -> None:
        """Serve on ``address``. Raises OSError if the page's port is taken."""
        await self._web.start(address, HTTP_PORT)
        try:
            self._dns = asyncio.create_task(dns_server.DnsServer(address, DNS_PORT).run())
        except OSError:
            console.fault("no socket left for DNS: the page does not open by itself")

    def quiet_ms(self) -> int:
        """Milliseconds since the last request; for sockets that cannot be polled."""
        return self._web.quiet_ms()

    async def stop(self) -> None:
        """Close everything that is open."""
        if self._dns:
            self._dns.cancel()
            self._dns = None
        await self._web.stop()


def _web_server(sockets_poll: bool):
    """The kind of server that fits the radio's sockets; only that one is loaded."""
    if sockets_poll:
        from ..server import async_server

        return async_server.WebServer
    from ..server import blocking_server

    return blocking_server.BlockingServer
