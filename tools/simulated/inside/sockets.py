"""Gives the hotspot's address and ports 80 and 53 a place on the desktop's loopback."""

import asyncio
import socket
import sys

_LOOPBACK = "127.0.0.1"


class Sockets:
    """The module ``socket`` as the portal finds it, with another ``getaddrinfo``.

    :param hotspot: the hotspot's address.
    :param http_port: what is bound where port 80 is asked for; ``dns_port`` for 53.
    """

    def __init__(self, hotspot: str, http_port: int, dns_port: int) -> None:
        for name in dir(socket):
            if not name.startswith("__") and name != "getaddrinfo":
                setattr(self, name, getattr(socket, name))
        self._hotspot = hotspot
        self._ports = {80: http_port, 53: dns_port}

    def getaddrinfo(self, host: str, port: int, *rest):
        return socket.getaddrinfo(*self.place(host, port), *rest)

    def place(self, host: str, port: int) -> tuple:
        return (_LOOPBACK, self._ports[port]) if host == self._hotspot else (host, port)


def install(sockets: Sockets) -> None:
    """From now on, binding the hotspot's ports binds the desktop's."""
    sys.modules["socket"] = sockets
    if sys.implementation.name != "micropython":
        _redirect_streams(sockets)


def _redirect_streams(sockets: Sockets) -> None:
    """CPython's asyncio looks addresses up by itself."""
    start_server = asyncio.start_server

    async def start_redirected(serve, host, port, **named):
        return await start_server(serve, *sockets.place(host, port), **named)

    asyncio.start_server = start_redirected
