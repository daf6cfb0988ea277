"""Asking a camera over its USB serial port, by ``portal.setup.serial_console``'s lines of JSON."""

from __future__ import annotations

import json
import time

import serial

from .errors import Unreachable, check

# Any speed but the IDE's 921600 and 12000000, at which OpenMV's firmware speaks its debugger's
# protocol (protocol/omv_protocol_channel_tinyusb.c), and 1200, which starts the boot loader.
_BAUD = 115_200
_MARK = b"answer "
_ANSWER_S = 12.0  # a scan blocks the camera for 10 s
_WRITE_S = 5.0
# Whatever was typed before is over by then, and answered.
_SETTLE_S = 0.2
_LOOK_S = 0.2


class SerialClient:
    """One camera on a USB serial port.

    :param path: the port, for example ``/dev/ttyACM0`` or ``COM3``.
    """

    def __init__(self, path: str) -> None:
        self.where = path
        self._port: serial.Serial | None = None

    def ask(self, do: str, fields: dict | None = None) -> dict:
        """The camera's answer, empty if there is nothing to say.

        Raises Unreachable, Refused and Busy.
        """
        try:
            port = self._port or self._open()
            answer = self._exchange(port, {"do": do, **(fields or {})})
        except OSError as error:  # SerialException is one; none of them holds what was sent
            self._close()
            raise Unreachable(self.where, error.strerror or "the port is gone") from None
        return check(answer)

    def _open(self) -> serial.Serial:
        """A port behind which a camera has answered. A REPL would echo what it is sent, and no
        password goes there."""
        port = serial.Serial(self.where, _BAUD, timeout=_LOOK_S, write_timeout=_WRITE_S)
        self._port = port
        port.write(b"\n")
        time.sleep(_SETTLE_S)
        try:
            self._exchange(port, {"do": "status"})
        except Unreachable:
            self._close()
            raise
        return port

    def _close(self) -> None:
        if self._port:
            self._port.close()
        self._port = None

    def _exchange(self, port: serial.Serial, fields: dict) -> dict:
        port.reset_input_buffer()
        port.write(json.dumps(fields).encode() + b"\n")
        deadline = time.monotonic() + _ANSWER_S
        line = b""
        while time.monotonic() < deadline:
            line += port.readline()
            if not line.endswith(b"\n"):
                continue
            answer, line = _read(line), b""
            if answer is not None:
                return answer
        raise Unreachable(self.where, "no answer; is setup over, or `serial = on` missing?")


def _read(line: bytes) -> dict | None:
    """The answer in ``line``; None if it is another line of the console's."""
    if not line.startswith(_MARK):
        return None
    try:
        answer = json.loads(line[len(_MARK) :])
    except ValueError:
        return None  # two lines that ran into each other
    return answer if isinstance(answer, dict) else None
