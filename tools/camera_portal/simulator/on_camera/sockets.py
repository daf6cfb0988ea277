"""Gives the hotspot's address and ports 80 and 53 a place on the desktop's loopback."""

import asyncio
import socket

_LOOPBACK = "127.0.0.1"
_FIRST_LEASE = ".16"  # micropython shared/netutils/dhcpserver.c, DHCPS_BASE_IP


class Sockets:
    """The module ``socket`` as the portal finds it, with another ``getaddrinfo``.

    :param hotspot: the hotspot's address.
    :param http_port: what is bound where port 80 is asked for; ``dns_port`` for 53.
    """

    def __init__(self, hotspot: str, http_port: int, dns_port: int) -> None:
        self.socket = socket.socket
        self._hotspot = hotspot
        self._phone = hotspot.rpartition(".")[0] + _FIRST_LEASE
        self._ports = {80: http_port, 53: dns_port}

    def __getattr__(self, name: str):
        return getattr(socket, name)

    def getaddrinfo(self, host: str, port: int, *rest):
        return socket.getaddrinfo(*self.place(host, port), *rest)

    def place(self, host: str, port: int) -> tuple:
        return (_LOOPBACK, self._ports[port]) if host == self._hotspot else (host, port)

    def name(self, address) -> tuple:
        """Who is at the other end, as ``(address, port)``: a client from 127.0.0.1 is a phone
        on the hotspot. From other addresses of the loopback come strangers."""
        if not isinstance(address, tuple):  # MicroPython on a desktop: packed, as C has it
            _, packed, port = socket.sockaddr(address)
            address = ".".join(str(byte) for byte in packed), port
        host, port = address
        return (self._phone if host == _LOOPBACK else host), port


def redirect_streams(sockets: Sockets) -> None:
    """From now on, asyncio's servers for the hotspot's ports listen on the desktop's."""
    start_server = asyncio.start_server

    async def start_here(serve, host, port, **named):
        async def serve_named(reader, writer) -> None:
            peer = sockets.name(writer.get_extra_info("peername"))
            await serve(reader, _Writer(writer, peer))

        # CPython's asyncio does not look addresses up with getaddrinfo.
        return await start_server(serve_named, *sockets.place(host, port), **named)

    asyncio.start_server = start_here


class _Writer:
    """A stream's writer that knows the other end by its address in the simulated air."""

    def __init__(self, writer, peer: tuple) -> None:
        self.write, self.drain = writer.write, writer.drain
        self.close, self.wait_closed = writer.close, writer.wait_closed
        self._peer = peer

    def get_extra_info(self, name: str):
        return self._peer if name == "peername" else None
