"""The camera's USB serial port: a pseudo-terminal, whose other end a computer opens."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pty
import tty
from collections.abc import Callable

_CTRL_C = b"\x03"
_CHUNK_BYTES = 4096


class Console:
    """A pseudo-terminal that passes lines both ways.

    :param hear: gets what the computer sends.
    :param interrupt: called for Ctrl-C, which a camera's driver takes before any program
                      (micropython shared/tinyusb/mp_usbd_cdc.c).
    """

    def __init__(self, hear: Callable[[bytes], None], interrupt: Callable[[], None]) -> None:
        self._hear = hear
        self._interrupt = interrupt
        # The computer's end stays open here, too: cables may come and go.
        self._ours, computers = pty.openpty()
        tty.setraw(computers)  # USB echoes nothing
        os.set_blocking(self._ours, False)
        self.path = os.ttyname(computers)
        asyncio.get_running_loop().add_reader(self._ours, self._read)

    def say(self, line: str) -> None:
        """A line of the camera's; lost if nobody reads for long, as on USB."""
        with contextlib.suppress(BlockingIOError):
            os.write(self._ours, line.encode() + b"\r\n")

    def _read(self) -> None:
        _, interrupt, rest = os.read(self._ours, _CHUNK_BYTES).rpartition(_CTRL_C)
        if interrupt:
            self._interrupt()
        self._hear(rest)
