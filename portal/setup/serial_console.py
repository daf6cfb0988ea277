"""Commands over USB, for benches that have a cable: the same as the HTTP API's.

A line ``{"do": "join", "ssid": "Workshop", "password": "correct horse"}`` is answered by one line
``answer {"attempt": 1, "hotspot": "stays"}``. ``do`` is a word of
``commands.COMMANDS``; the fields and the words of the answers are those of the HTTP API.
"""

import json
import select
import sys

from ..core import clock, console, const, modules
from ..errors import Refused

_LINE_BYTES_MAX = const(2048)  # as much as the HTTP API takes
# A USB packet's worth, then everybody else's turn: a longest line takes 0.7 s.
_BYTES_AT_ONCE = const(64)
_LOOK_MS = const(20)


class SerialLine:
    """Reads commands from the console's input and answers them.

    :param camera: the ``Camera`` that obeys.
    """

    def __init__(self, camera) -> None:
        self._camera = camera
        self._line = bytearray()

    async def run(self) -> None:
        """Obey until cancelled, or until the port is closed.

        A byte is read only if there is one: reading waits for the next, and everything else waits
        with it (micropython shared/runtime/sys_stdio_mphal.c, stdio_buffer_read). Ctrl-C does not
        come this way, the driver takes it (shared/tinyusb/mp_usbd_cdc.c); of the REPL's input,
        only these lines are taken.
        """
        # CPython's buffer reads ahead, and poll() does not see what it holds.
        stream = getattr(sys.stdin.buffer, "raw", sys.stdin.buffer)
        waiting = select.poll()
        waiting.register(sys.stdin, select.POLLIN)
        while True:
            for _ in range(_BYTES_AT_ONCE):
                if not waiting.poll(0):
                    break
                byte = stream.read(1)
                if not byte:
                    return
                try:
                    self._take(byte)
                except MemoryError:
                    self._line = bytearray()
                    console.answer({"error": "internal"})
            await clock.sleep_ms(_LOOK_MS)

    def _take(self, byte: bytes) -> None:
        if byte not in b"\r\n":
            if len(self._line) <= _LINE_BYTES_MAX:
                self._line.extend(byte)
        elif self._line:
            line, self._line = self._line, bytearray()
            console.answer(self._answer(line))

    def _answer(self, line: bytearray) -> dict:
        """What the command says; it is loaded for this line and let go after it, as in ``web``."""
        if len(line) > _LINE_BYTES_MAX:
            return {"error": "too_large"}
        with modules.TemporaryImports():
            from . import commands

            try:
                return self._run(commands, commands.parse_fields(lambda: _parse(line)))
            except commands.REFUSALS as error:
                return commands.why_refused(error)

    def _run(self, commands, fields: dict) -> dict:
        session = self._camera.session or _NoSession(self._camera)
        session.touch()
        word = fields.pop("do", None)
        if word not in list(commands.COMMANDS):  # a list, because anything may be asked of it
            raise Refused("malformed", "do")
        return commands.COMMANDS[word][2](session, fields)


class _NoSession:
    """Stands for the session while there is none: the camera tells, and has no time to join."""

    channel = 0
    address = ""

    def __init__(self, camera) -> None:
        self.camera = camera
        self.hotspot = self
        self.ssid = camera.identity.hotspot_ssid

    @property
    def scanning(self) -> bool:
        return self.camera.scanner.scanning

    @property
    def open(self) -> bool:
        return not self.camera.hotspot_password()

    def touch(self) -> None:
        """There is no hotspot that would wait for quiet."""

    def done(self) -> None:
        """There is no hotspot to close."""

    def closes_ms(self) -> None:
        return None

    def ask_scan(self) -> None:
        self.ask_join(None)

    def ask_join(self, credentials):
        from ..errors import Busy

        raise Busy


def _parse(line: bytearray):
    return json.loads(bytes(line).decode())
