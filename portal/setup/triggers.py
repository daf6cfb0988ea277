"""The ways back into setup for a camera that knows a network: its button, a file, a gesture.

The gesture is for boards without a button: switched on three times in a row, for less than ten
seconds each. The count lies in a file of its own on the drive, and is written in place, so that
a power cut in the middle of it endangers nothing else there.
"""

import os

from ..core import clock, console, const

_CYCLES = const(3)
_FILE = const("/setup.txt")
_COUNT_FILE = const("/power-cycles.txt")


class WaysIn:
    """What can ask for setup on this board.

    :param board: see ``portal.board``.
    :param flash: the folder of ``setup.txt``, and of the count of power cycles.
    """

    def __init__(self, board, flash: str) -> None:
        self._board = board
        self._file = flash + _FILE
        self._count_file = flash + _COUNT_FILE

    def is_wanted(self) -> bool:
        """Whether somebody wants setup. Call it once, when the power has come."""
        cycles = self._count() if self._board.counts_power_cycles else 0
        has_file = self._take_file()  # whatever else there is: it counts for once
        return has_file or self._board.button_held() or cycles >= _CYCLES

    async def settle(self, window_ms: int) -> None:
        """Forget the power cycles once the camera has been on for ``window_ms``."""
        if self._board.counts_power_cycles:
            await clock.sleep_ms(window_ms)
            self._write(0)

    def _take_file(self) -> bool:
        """Whether ``setup.txt`` is there; it counts for once."""
        try:
            os.remove(self._file)
        except OSError:
            return False
        return True

    def _count(self) -> int:
        """The power cycles in a row, with this one."""
        cycles = min(self._read() + 1, _CYCLES)
        self._write(cycles)
        return cycles

    def _read(self) -> int:
        try:
            with open(self._count_file, "rb") as stream:
                return int(stream.read(1))
        except (OSError, ValueError):
            return 0  # there is none yet, or the power has failed while it was written

    def _write(self, cycles: int) -> None:
        digit = b"%d" % cycles
        try:
            with open(self._count_file, "r+b") as stream:
                stream.write(digit)
        except OSError:
            self._write_first(digit)

    def _write_first(self, digit: bytes) -> None:
        try:
            with open(self._count_file, "wb") as stream:
                stream.write(digit)
        except OSError as error:
            console.fault("the drive did not take the power cycles: error %s" % error.errno)
