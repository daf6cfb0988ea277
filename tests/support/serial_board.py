"""A board on a serial port: the real MicroPython interpreter and its own REPL behind a
pseudo-terminal, with a real FAT volume as ``/flash``.

mpremote, unchanged, opens the port as it opens a camera's. Between the two lies a cable, which can
be pulled at any byte. A board hears nothing before its drive is mounted, as a camera, whose USB
comes up after that (OpenMV, ports/*/main.c).
"""

from __future__ import annotations

import contextlib
import os
import pty
import select
import subprocess
import termios
import threading
import time
import tty
from pathlib import Path

from camera_portal.environment import ROOT
from camera_portal.simulator import interpreter

_INSIDE = ROOT / "tests" / "support" / "serial_board_inside.py"
_ON_ITS_CONSOLE = ("setsid", "--ctty")  # so that Ctrl-C reaches it
# The Nicla's 369 KiB, of words twice as long.
_OPTIONS = ("-X", "heapsize=738k", "-i")
_STARTED = b"started\n"  # serial_board_inside.py's
_CTRL_C, _NO_LETTER = b"\x03", b"\x00"
_POLL_S = 0.05
_CHUNK_BYTES = 4096


class SerialBoard:
    """
    :param image: the drive's FAT image.
    :param frozen: a folder with modules that are imported before those on the drive, as the
                   firmware's frozen ones are.
    :param firmware: ``openmv``, or ``other`` for one without OpenMV's modules.
    """

    def __init__(self, image: Path, frozen: Path | str = "", firmware: str = "openmv") -> None:
        self._arguments = [str(image), str(frozen), firmware, str(ROOT / "tools")]
        self._board, self._console = pty.openpty()
        self._cable, self._plug = pty.openpty()
        tty.setraw(self._plug)
        _let_ctrl_c_interrupt(self._console)
        self.port = os.ttyname(self._plug)
        self.output = b""
        self.starts = 0
        self.heard = 0
        self._bytes_left: int | None = None
        self._started_at = 0  # where what this start says begins in the output
        self._ended = threading.Event()
        self._process = self._start()
        self._thread = threading.Thread(target=self._relay)
        self._thread.start()

    def __enter__(self) -> SerialBoard:
        return self

    def __exit__(self, *_) -> None:
        self.cut_power()

    def pull_cable_after(self, count: int) -> None:
        """Cut the power, which comes over the cable, once it has carried ``count`` more bytes."""
        self._bytes_left = count

    def cut_power(self) -> None:
        self._ended.set()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def wait_for(self, text: bytes, timeout_s: float = 60) -> None:
        """Until the board has said ``text``."""
        deadline = time.monotonic() + timeout_s
        while text not in self.output:
            assert time.monotonic() < deadline, self.output
            time.sleep(_POLL_S)

    def _start(self) -> subprocess.Popen:
        self.starts += 1
        self._started_at = len(self.output)
        return subprocess.Popen(
            [*_ON_ITS_CONSOLE, *interpreter.command(*_OPTIONS, str(_INSIDE), *self._arguments)],
            stdin=self._console,
            stdout=self._console,
            stderr=self._console,
        )

    def _relay(self) -> None:
        while not self._ended.is_set():
            ends = [self._board, self._cable] if self._has_started() else [self._board]
            ready, _, _ = select.select(ends, [], [], _POLL_S)
            if self._board in ready:
                self._say(os.read(self._board, _CHUNK_BYTES))
            if self._cable in ready:
                self._hear(os.read(self._cable, _CHUNK_BYTES))
            if self._process.poll() is not None:
                self._process = self._start()
        self._process.kill()
        self._process.wait()
        for end in (self._board, self._console, self._cable, self._plug):
            with contextlib.suppress(OSError):
                os.close(end)

    def _has_started(self) -> bool:
        return _STARTED in self.output[self._started_at :]

    def _say(self, data: bytes) -> None:
        self.output += data
        os.write(self._cable, data)

    def _hear(self, data: bytes) -> None:
        self.heard += len(data)
        if self._bytes_left is not None:
            data, self._bytes_left = data[: self._bytes_left], self._bytes_left - len(data)
            if self._bytes_left <= 0:
                self._ended.set()
        os.write(self._board, data)


def _let_ctrl_c_interrupt(console: int) -> None:
    """While a program runs, as interpreter.py's signal; the REPL itself reads a letter."""
    tty.setraw(console)
    attributes = termios.tcgetattr(console)
    attributes[3] |= termios.ISIG
    letters = attributes[6]
    letters[termios.VINTR], letters[termios.VQUIT] = _NO_LETTER, _CTRL_C
    termios.tcsetattr(console, termios.TCSANOW, attributes)
