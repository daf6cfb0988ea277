"""A WINC1500's sockets: MicroPython's own, with that driver's manners.

Rows 27 to 31 of portal/radio/README.md, "Behaviours a stand-in must reproduce": a poll
raises EIO, an end of stream ENOTCONN, a timeout EAGAIN; and when the phone leaves the hotspot,
sockets die and say nothing.
"""

import io
import socket
import time

_EIO = 5
_EAGAIN = 11
_ETIMEDOUT = 110
_ENOTCONN = 107
_NOT_BLOCKING_S = 0.01  # setblocking(False) waits this long for the firmware
_SEND_BYTES_MAX = 1400


class Socket(io.IOBase):
    """A socket that behaves as a WINC1500's.

    :param era: tells how often a phone has left, so far.
    :param name: tells the address in the simulated air for one on the desktop.
    """

    def __init__(self, era, inner, name=lambda address: address) -> None:
        self._era = era
        self._name = name
        self._born = era()
        self._inner = inner
        self._timeout_s = None

    def ioctl(self, *_) -> int:
        raise OSError(_EIO, "EIO")

    def bind(self, address) -> None:
        # The chip's firmware binds a port again at once; the desktop waits a minute by itself.
        self._inner.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._inner.bind(address)

    def listen(self, backlog: int) -> None:
        self._inner.listen(backlog)

    def settimeout(self, timeout_s) -> None:
        self._timeout_s = timeout_s
        self._inner.settimeout(timeout_s)

    def setblocking(self, wanted: bool) -> None:
        self.settimeout(None if wanted else _NOT_BLOCKING_S)

    def accept(self):
        inner, address = self._wait(self._inner.accept)
        return Socket(self._era, inner, self._name), self._name(address)

    def recv(self, count: int) -> bytes:
        data = self._wait(lambda: self._inner.recv(count))
        if not data:
            raise OSError(_ENOTCONN, "ENOTCONN")
        return data

    def recvfrom(self, count: int):
        return self._wait(lambda: self._inner.recvfrom(count))

    def send(self, data) -> int:
        return self._wait(lambda: self._inner.send(data[:_SEND_BYTES_MAX]))

    def sendto(self, data, address) -> int:
        return self._inner.sendto(data, address)

    def close(self) -> None:
        self._inner.close()

    def _wait(self, call):
        if self._born != self._era():
            time.sleep(self._timeout_s or 5)
            raise OSError(_EAGAIN, "EAGAIN")
        try:
            return call()
        except OSError as error:
            late = error.errno in (_EAGAIN, _ETIMEDOUT) or type(error).__name__ == "TimeoutError"
            raise OSError(_EAGAIN, "EAGAIN") if late else error


def install(sockets, era) -> None:
    """From now on, ``sockets`` (see ``sockets.py``) makes such ones."""
    plain = sockets.socket
    sockets.socket = lambda *arguments: Socket(era, plain(*arguments), sockets.name)
