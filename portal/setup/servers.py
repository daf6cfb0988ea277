"""The two servers on the hotspot: the page's, and the DNS that leads every phone to it."""

import asyncio

from ..core import console
from ..core.constant import const
from ..server.dns_server import DnsServer

HTTP_PORT = const(80)
DNS_PORT = const(53)


class Servers:
    """
    :param app: anything with Microdot's ``handle_request(reader, writer)``.
    :param polls: whether sockets can be polled, see ``portal.radio``.
    """

    def __init__(self, app, polls: bool) -> None:
        self._web = _web_server(polls)(app)
        self._dns: asyncio.Task | None = None

    async def start(self, address: str) -> None:
        """Serve on ``address``. Raises OSError where the page's port is taken."""
        await self._web.start(address, HTTP_PORT)
        try:
            self._dns = asyncio.create_task(DnsServer(address, DNS_PORT).run())
        except OSError:
            console.fault("no socket left for DNS: the page does not open by itself")

    def quiet_ms(self) -> int:
        """Milliseconds since somebody was served last; for sockets that cannot be polled."""
        return self._web.quiet_ms()

    async def stop(self) -> None:
        """Close everything that is open."""
        if self._dns:
            self._dns.cancel()
            self._dns = None
        await self._web.stop()


def _web_server(polls: bool):
    """The kind of server that fits the radio's sockets; only that one is loaded."""
    if polls:
        from ..server import async_server

        return async_server.WebServer
    from ..server import blocking_server

    return blocking_server.BlockingServer
