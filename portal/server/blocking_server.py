"""The hotspot's TCP side for sockets that cannot be polled: one connection at a time.

The WINC1500's driver answers every poll with EIO (openmv ports/stm32/modules/py_winc.c,
py_winc_socket_ioctl), so asyncio's streams cannot be used. Sockets with a short timeout can: each
call waits a moment for its data and then lets the other tasks run, DNS and light among them.
"""

import asyncio
import errno
import socket

from ..core import clock, const
from . import http_connection

_TURN_S = 0.02
_SEND_S = const(5)
_BACKLOG = const(4)
_SEND_BYTES_MAX = const(1400)  # what the driver sends at once (winc.h, WINC_SOCKBUF_MAX_SIZE)

# Chrome opens connections in advance and says nothing on them. The others wait meanwhile, so it is
# short; a phone that is shut out this way connects again when it has something to say.
_SILENCE_MS = const(500)

# A timeout is EAGAIN on the WINC1500 (py_winc_mperrno), ETIMEDOUT on MicroPython's other ports.
_NOT_YET = (errno.EAGAIN, errno.ETIMEDOUT)


class BlockingServer:
    """Serves one Microdot application; the same face as ``WebServer``.

    :param app: anything with Microdot's ``handle_request(reader, writer)``.
    """

    def __init__(self, app) -> None:
        self._app = app
        self._listener: socket.socket | None = None
        self._task: asyncio.Task | None = None
        self._quiet: clock.Stopwatch | None = None

    def quiet_ms(self) -> int:
        """Milliseconds since the last request; 0 while one is being served."""
        return self._quiet.elapsed_ms() if self._quiet else 0

    async def start(self, address: str, port: int) -> None:
        """Listen. Raises OSError if the port is taken."""
        self._listener = listener = socket.socket()
        listener.bind(socket.getaddrinfo(address, port)[0][-1])
        listener.listen(_BACKLOG)
        listener.settimeout(_TURN_S)
        self._quiet = clock.Stopwatch()
        self._task = asyncio.create_task(self._run(listener))

    async def stop(self) -> None:
        """Close the listener and the connection that is open."""
        if self._task and self._listener:
            self._task.cancel()
            await clock.sleep_ms(0)
            self._listener.close()
            self._task = self._listener = None

    async def _run(self, listener) -> None:
        while True:
            try:
                phone, address = listener.accept()
            except (OSError, MemoryError):
                await clock.sleep_ms(1)  # nobody there; a dead listener is the hotspot's to replace
                continue
            stream = _Stream(phone, address)
            self._quiet = None
            await http_connection.serve(
                self._app, http_connection.Connection(stream, stream), _SILENCE_MS
            )
            self._quiet = clock.Stopwatch()


class _Stream:
    """A socket as asyncio's reader and writer in one."""

    def __init__(self, phone, address) -> None:
        self._phone = phone
        self._address = address

    async def read(self, count: int) -> bytes:
        """At most ``count`` bytes; none at the end."""
        self._phone.settimeout(_TURN_S)
        while True:
            try:
                return self._phone.recv(count)
            except OSError as error:
                if error.errno not in _NOT_YET:
                    return b""  # ENOTCONN; other ports give no bytes (py_winc.c)
            await clock.sleep_ms(1)

    def write(self, data: bytes) -> None:
        self._phone.settimeout(_SEND_S)
        rest = memoryview(data)
        while rest:
            rest = rest[self._phone.send(rest[:_SEND_BYTES_MAX]) :]

    async def drain(self) -> None:
        await clock.sleep_ms(1)  # let the others have their turn

    def get_extra_info(self, name: str):
        return self._address if name == "peername" else None

    def close(self) -> None:
        self._phone.close()

    async def wait_closed(self) -> None:
        pass
