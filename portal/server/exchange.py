"""One request and its answer, with the limits that the web framework does not set."""

import asyncio

from ..core import console
from ..core.constant import const
from .http_connection import Connection, Malformed

# The largest page takes a slow board about 2 s to send.
_EXCHANGE_S = const(10)

_BAD_REQUEST = const(b"HTTP/1.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

# What ends an exchange early: the phone was silent, or is gone.
_ENDINGS = (asyncio.TimeoutError, OSError, EOFError)


async def serve(app, connection: Connection, silence_ms: int) -> None:
    """Answer one request, and close. What a phone does wrong ends here.

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
