"""The hotspot's TCP side: few connections, and none of them forever."""

import asyncio

from ..core import clock, const
from . import http_connection

# lwIP on these boards has 5 TCP connections in all (lwip opt.h, MEMP_NUM_TCP_PCB; OpenMV does
# not override it), and the program that runs beside the portal may want one.
_CONNECTIONS_MAX = const(4)

# Chrome opens connections in advance and says nothing on them; 2 s was too short for some
# phones' real requests (george-hawkins/micropython-wifi-setup), 4 s is not.
_SILENCE_MS = const(4000)

# A newcomer waits this often, this long, for one of the others to end or to prove silent.
_ROOM_TRIES = const(20)
_ROOM_PAUSE_MS = const(100)


class WebServer:
    """Serves one Microdot application.

    :param app: anything with Microdot's ``handle_request(reader, writer)``.
    """

    def __init__(self, app) -> None:
        self._app = app
        self._open: list = []  # (connection, task), oldest first
        self._server: asyncio.Server | None = None
        self._closing = False

    async def start(self, address: str, port: int) -> None:
        """Listen. Raises OSError if the port is taken."""
        self._closing = False
        self._server = await asyncio.start_server(self._serve, address, port)

    async def stop(self) -> None:
        """Close the listener and every connection."""
        if self._server:
            self._closing = True  # for those who wait for room, too
            self._server.close()
            for _, task in self._open:
                task.cancel()
            await self._server.wait_closed()
            self._server = None

    async def _serve(self, reader, writer) -> None:
        connection = http_connection.Connection(reader, writer)
        entry = connection, asyncio.current_task()
        try:
            if await self._room():
                self._open.append(entry)
                await http_connection.serve(self._app, connection, _SILENCE_MS)
            else:
                await http_connection.close(connection)
        except asyncio.CancelledError:
            pass  # it had to make room
        finally:
            if entry in self._open:
                self._open.remove(entry)

    async def _room(self) -> bool:
        """Whether one more may stay; the oldest that has sent nothing makes room."""
        for _ in range(_ROOM_TRIES):
            if self._closing:
                break
            if len(self._open) < _CONNECTIONS_MAX or self._end_silent():
                return True
            await clock.sleep_ms(_ROOM_PAUSE_MS)
        return False

    def _end_silent(self) -> bool:
        for entry in self._open:
            connection, task = entry
            if connection.is_silent():
                self._open.remove(entry)
                task.cancel()
                return True
        return False
