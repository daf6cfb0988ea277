"""Gives the hotspot's address and ports 80 and 53 a place on the desktop's loopback."""

import asyncio
import socket
import sys

_HOTSPOT_ADDRESS = "192.168.4.1"
_LOOPBACK = "127.0.0.1"


def install(http_port: int, dns_port: int) -> None:
    """From now on, binding the hotspot's ports binds these."""
    ports = {80: http_port, 53: dns_port}

    def place(host: str, port: int) -> tuple:
        return (_LOOPBACK, ports[port]) if host == _HOTSPOT_ADDRESS else (host, port)

    if sys.implementation.name == "micropython":
        sys.modules["socket"] = _Redirected(place)
    else:
        _redirect_cpython(place)


class _Redirected:
    """MicroPython's ``socket`` with another ``getaddrinfo``; its own cannot be replaced."""

    def __init__(self, place) -> None:
        for name in dir(socket):
            if not name.startswith("__"):
                setattr(self, name, getattr(socket, name))
        self.getaddrinfo = lambda host, port, *rest: socket.getaddrinfo(*place(host, port), *rest)


def _redirect_cpython(place) -> None:
    look_up, start_server = socket.getaddrinfo, asyncio.start_server
    socket.getaddrinfo = lambda host, port, *rest, **named: look_up(
        *place(host, port), *rest, **named
    )

    async def start_redirected(serve, host, port, **named):
        return await start_server(serve, *place(host, port), **named)

    asyncio.start_server = start_redirected
