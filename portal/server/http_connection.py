"""One phone's connection and its request, with the limits that the web framework does not set.

Microdot reads a line of any length and waits for it without limit; a camera has neither the
memory nor the sockets for that.
"""

import asyncio

from ..core import clock, console, const
from ..errors import Malformed
from . import http_head

_CHUNK_BYTES = const(512)
HEAD_BYTES_MAX = const(4096)  # the longest seen is Android's WebView: about 1 KB

# A phone that wants something says it as soon as it is connected; what it said may still wait to
# be read while the camera is busy with others, for a page's rendering at most.
_FIRST_WORD_MS = const(200)

# The largest page takes a slow board about 2 s to send.
_EXCHANGE_S = const(10)

_BAD_REQUEST = const(b"HTTP/1.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

# What ends an exchange early: the phone was silent, or is gone.
_ENDINGS = (asyncio.TimeoutError, OSError, EOFError)


class Connection:
    """A stream pair as Microdot's handler takes it, reader and writer in one.

    It reads in small pieces into a buffer of limited size.
    """

    def __init__(self, reader, writer) -> None:
        self._reader = reader
        self._writer = writer
        self._buffer = b""
        self._heard = False
        self._open = clock.Stopwatch()

    def is_silent(self) -> bool:
        """Whether it had the time to send something and has not."""
        return not self._heard and self._open.elapsed_ms() > _FIRST_WORD_MS

    async def fill(self) -> bool:
        """Wait for more bytes; False at the end of the stream."""
        chunk = await self._reader.read(_CHUNK_BYTES)
        self._buffer += chunk
        self._heard = self._heard or bool(chunk)
        return bool(chunk)

    async def hear_head(self) -> None:
        """Wait until the whole head is here. Raises Malformed, and EOFError at the end."""
        while http_head.end_of(self._buffer) is None:
            if len(self._buffer) > HEAD_BYTES_MAX:
                raise Malformed
            if not await self.fill():
                raise EOFError
        if not http_head.is_sound(self._buffer[: http_head.end_of(self._buffer)]):
            raise Malformed

    async def readline(self) -> bytes:
        """The next line of the head, with its end."""
        return self._take(self._buffer.find(b"\n") + 1)

    async def readexactly(self, count: int) -> bytes:
        """``count`` bytes. Raises EOFError if the stream ends before."""
        while len(self._buffer) < count:
            if not await self.fill():
                raise EOFError
        return self._take(count)

    async def discard(self, count: int) -> None:
        """Read and forget ``count`` bytes, so that closing does not cut off the answer."""
        while count > 0 and (self._buffer or await self.fill()):
            count -= len(self._take(count))

    def get_extra_info(self, name: str):
        return self._writer.get_extra_info(name)

    async def awrite(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def aclose(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    def _take(self, count: int) -> bytes:
        taken = self._buffer[:count]
        self._buffer = self._buffer[count:]
        return taken


async def serve(app, connection: Connection, silence_ms: int) -> None:
    """Answer one request, and close. What a phone does wrong goes no further.

    :param app: anything with Microdot's ``handle_request(reader, writer)``.
    :param silence_ms: how long a phone that has connected may say nothing.
    """
    try:
        if await asyncio.wait_for(connection.fill(), silence_ms / 1000):
            await asyncio.wait_for(_answer(app, connection), _EXCHANGE_S)
    except _ENDINGS:
        pass
    except MemoryError as error:
        console.fault("a phone got half an answer: %s" % error)
    finally:
        await close(connection)


async def close(connection: Connection) -> None:
    try:
        await connection.aclose()
    except OSError:
        pass  # the phone closed it first


async def _answer(app, connection: Connection) -> None:
    try:
        await connection.hear_head()
    except Malformed:
        await connection.awrite(_BAD_REQUEST)
    else:
        await app.handle_request(connection, connection)
