"""The control socket that wpa_supplicant and hostapd share: one datagram a command, one an event.

Facts from hostap src/common/wpa_ctrl.c, wpa_supplicant/ctrl_iface_unix.c and README. PyPI has no
kept library for it; the protocol is what you see here.
"""

import os
import socket
import time

from .processes import remove

_ANSWER_S = 10  # a command is answered at once; hostapd's CHAN_SWITCH after the driver's answer
_START_S = 5  # until a daemon that has just been started has made its socket
_EVENT_BYTES_MAX = 4096  # hostap's own CTRL_IFACE buffers
_ANSWER_BYTES_MAX = 65536


class Control:
    """Commands to one daemon, and the events it tells.

    :param path: the daemon's socket.
    :param folder: where this side's sockets may be.

    Raises OSError if nobody listens at ``path``.
    """

    def __init__(self, path: str, folder: str) -> None:
        name = os.path.join(folder, "from-%d-%s-" % (os.getpid(), os.path.basename(path)))
        self._commands = _Socket(path, name + "commands")
        self._events = _Socket(path, name + "events")
        self._events.ask(b"ATTACH")
        self._events.never_wait()

    def ask(self, command: str) -> str:
        """The answer to ``command``. It may hold a secret, so it is in no exception.

        Raises OSError if the daemon is gone.
        """
        return self._commands.ask(command.encode()).decode(errors="surrogateescape")

    def do(self, command: str) -> None:
        """Have ``command`` done. Raises OSError if the daemon would not."""
        if not self.ask(command).startswith("OK"):
            raise OSError("%s was refused" % " ".join(command.split()[:3]))

    def events(self) -> list:
        """What has happened since the last call: lines, without their level."""
        lines: list = []
        while True:
            data = self._events.receive()
            if data is None:
                return lines
            line = data.decode(errors="surrogateescape")
            lines.append(line.partition(">")[2] if line.startswith("<") else line)

    def close(self) -> None:
        self._commands.close()
        self._events.close()


class _Socket:
    def __init__(self, path: str, own_path: str) -> None:
        self._own_path = own_path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.settimeout(_ANSWER_S)
        remove(own_path)
        self._socket.bind(own_path)
        self._connect(path)

    def ask(self, command: bytes) -> bytes:
        self._socket.send(command)
        return self._socket.recv(_ANSWER_BYTES_MAX).rstrip(b"\n")

    def never_wait(self) -> None:
        self._socket.setblocking(False)

    def receive(self) -> bytes | None:
        """The next datagram, or None if none is waiting."""
        try:
            return self._socket.recv(_EVENT_BYTES_MAX)
        except BlockingIOError:
            return None

    def close(self) -> None:
        self._socket.close()
        remove(self._own_path)

    def _connect(self, path: str) -> None:
        deadline = time.monotonic() + _START_S
        while True:
            try:
                return self._socket.connect(path)
            except (FileNotFoundError, ConnectionRefusedError):
                if time.monotonic() > deadline:
                    self.close()
                    raise
                time.sleep(0.01)
