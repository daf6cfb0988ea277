"""The hotspot while it is open: the radio's side, and the two servers on it."""

import asyncio

from . import console
from .constant import const
from .dns_server import DnsServer
from .web_server import WebServer

_HTTP_PORT = const(80)
_DNS_PORT = const(53)


class Hotspot:
    """
    :param ssid: its name, at most 32 bytes.
    :param password: 8 to 63 characters; empty opens it to everyone in range.
    """

    def __init__(self, radio, ssid: str, password: str) -> None:
        self._radio = radio
        self._password = password
        self._web_server: WebServer | None = None
        self._dns_task: asyncio.Task | None = None
        self.ssid = ssid
        self.open = not password
        self.address = ""

    @property
    def channel(self) -> int:
        """Where it is now; 0 while it is closed."""
        return self._radio.channel

    async def start(self, app, channel: int) -> None:
        """Open on ``channel`` and serve ``app``, a Microdot application."""
        self.move(channel)
        self._web_server = WebServer(app)
        await self._web_server.start(self.address, _HTTP_PORT)
        try:
            self._dns_task = asyncio.create_task(DnsServer(self.address, _DNS_PORT).run())
        except OSError:
            console.fault("no socket left for DNS: the page does not open by itself")
        console.hotspot(self.ssid, self._password)
        if self.open:
            console.fault("the hotspot is open: whoever is in range can read what is typed")
        console.ready(self.address, _HTTP_PORT, _DNS_PORT)

    def move(self, channel: int) -> None:
        """Go to ``channel``; phones follow or come back by themselves."""
        if channel != self.channel:
            self.address = self._radio.host(self.ssid, self._password, channel)

    async def stop(self) -> bool:
        """Close everything; True where the station has to join anew (see ``portal.radio``)."""
        if self._dns_task:
            self._dns_task.cancel()
            self._dns_task = None
        if self._web_server:
            await self._web_server.stop()
            self._web_server = None
        return self._radio.unhost()
