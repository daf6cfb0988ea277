"""The air between a phone and the simulated camera: its HTTP and DNS ports answer only while the
hotspot is up and not moving to another channel.

A desktop's browser that asks for 127.0.0.1 or localhost is translated to the hotspot's address,
in ``Host``, ``Origin`` and ``Location``; every other ``Host`` passes as it is, so that a phone's
probes can be played exactly.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

_LOOPBACK = "127.0.0.1"
_LOCAL_NAMES = ("127.0.0.1", "localhost")
_DEFAULT_PORT = 80
_ANSWER_S = 2  # a DNS answer later than this finds nobody waiting
_CHUNK_BYTES = 4096


class AirGate:
    """The phone's ports, open or closed as the hotspot is.

    :param hotspot: the hotspot's own address.
    :param http_port: where phones ask for the page; ``dns_port`` where for names.
    :param camera_http_port: where the camera really listens; likewise ``camera_dns_port``.
    :param fail: called with the OSError if a port cannot be opened.
    """

    def __init__(
        self,
        hotspot: str,
        http_port: int,
        dns_port: int,
        camera_http_port: int,
        camera_dns_port: int,
        fail: Callable[[OSError], None],
    ) -> None:
        self._hotspot = hotspot
        self.http_port = http_port
        self.dns_port = dns_port
        self._camera_http_port = camera_http_port
        self._camera_dns_port = camera_dns_port
        self._fail = fail
        self._server: asyncio.Server | None = None
        self._datagrams: asyncio.DatagramTransport | None = None
        self._tasks: set[asyncio.Task] = set()
        self._opening: asyncio.Task | None = None
        self.is_open = asyncio.Event()

    def open_after(self, delay_s: float) -> None:
        """Let phones in, once they had the time to come back."""
        self.close()
        self._opening = asyncio.create_task(self._open(delay_s))

    def close(self) -> None:
        """Cut every connection, and let nobody in."""
        if self._opening:
            self._opening.cancel()
        self.is_open.clear()
        if self._server:
            self._server.close()
        if self._datagrams:
            self._datagrams.close()
        self._server = self._datagrams = None
        for task in self._tasks:
            task.cancel()

    async def _open(self, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        try:
            await self._listen()
        except OSError as error:
            self._fail(error)
        else:
            self.is_open.set()

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await asyncio.start_server(self._serve, _LOOPBACK, self.http_port)
        self._datagrams, _ = await loop.create_datagram_endpoint(
            lambda: _Questions(self._ask), local_addr=(_LOOPBACK, self.dns_port)
        )

    async def _serve(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        try:
            await self._relay(phone, to_phone)
        except (OSError, asyncio.CancelledError, ValueError):
            to_phone.transport.abort()  # the air swallows what was under way
        finally:
            self._tasks.discard(task)

    async def _relay(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        # From where the phone is: a test may come from another address of the loopback.
        here, _ = to_phone.get_extra_info("peername")
        camera, to_camera = await asyncio.open_connection(
            _LOOPBACK, self._camera_http_port, local_addr=(here, 0)
        )
        names = _Names(self._hotspot, self.http_port)
        asking = asyncio.create_task(_pump(phone, to_camera, names.to_camera))
        try:
            await _pump(camera, to_phone, names.to_phone)
        finally:
            asking.cancel()
            to_camera.close()
            with contextlib.suppress(OSError):
                to_phone.close()
                await to_phone.wait_closed()

    def _ask(self, query: bytes, phone: tuple) -> None:
        task = asyncio.create_task(self._answer(query, phone))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, query: bytes, phone: tuple) -> None:
        loop = asyncio.get_running_loop()
        answered: asyncio.Future = loop.create_future()
        transport, _ = await loop.create_datagram_endpoint(
            lambda: _Answer(answered), remote_addr=(_LOOPBACK, self._camera_dns_port)
        )
        try:
            transport.sendto(query)
            answer = await asyncio.wait_for(answered, _ANSWER_S)
            if self._datagrams:
                self._datagrams.sendto(answer, phone)
        except (asyncio.TimeoutError, OSError):
            pass  # silence, as from the camera
        finally:
            transport.close()


class _Names:
    """Translates one exchange's headers if the browser is on this desktop."""

    def __init__(self, hotspot: str, port: int) -> None:
        self._hotspot = hotspot.encode()
        where = "" if port == _DEFAULT_PORT else f":{port}"  # browsers leave it out
        self._origins = [f"http://{name}{where}".encode() for name in _LOCAL_NAMES]
        self._local: bytes | None = None

    def to_camera(self, line: bytes) -> bytes:
        name, _, value = line.partition(b":")
        value = value.strip()
        if name.lower() == b"host" and value.decode("latin-1").split(":")[0] in _LOCAL_NAMES:
            self._local = value
            return b"Host: " + self._hotspot + b"\r\n"
        if name.lower() == b"origin" and value in self._origins:
            return b"Origin: http://" + self._hotspot + b"\r\n"
        return line

    def to_phone(self, line: bytes) -> bytes:
        name, _, value = line.partition(b":")
        if self._local and name.lower() == b"location":
            here = b"http://" + self._hotspot
            return name + b":" + value.replace(here, b"http://" + self._local)
        return line


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, translate) -> None:
    """Pass on one message: its head line by line, then all else as it comes."""
    line = b"-"
    try:
        while line.strip():
            line = await reader.readuntil(b"\n")
            writer.write(translate(line))
            await writer.drain()
    except asyncio.IncompleteReadError as end:
        writer.write(end.partial)
    except asyncio.LimitOverrunError:
        pass  # no head: it goes on as it is
    while chunk := await reader.read(_CHUNK_BYTES):
        writer.write(chunk)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()  # the other end has said all that it wants to say


class _Questions(asyncio.DatagramProtocol):
    def __init__(self, ask) -> None:
        self._ask = ask

    def datagram_received(self, data: bytes, addr: tuple) -> None:
        self._ask(data, addr)


class _Answer(asyncio.DatagramProtocol):
    def __init__(self, answered: asyncio.Future) -> None:
        self._answered = answered

    def datagram_received(self, data: bytes, addr: tuple) -> None:
        if not self._answered.done():
            self._answered.set_result(data)
