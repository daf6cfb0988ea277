"""Time, in milliseconds that never run backwards.

The camera counts with ``time.ticks_ms``, which wraps after 12.4 days (2**30 ms,
micropython py/smallint.h); a desktop Python has a counter that never wraps. This file is the
only one that knows both.
"""

import asyncio
import time

if hasattr(time, "ticks_ms"):
    _ticks_ms = time.ticks_ms
    _difference_ms = time.ticks_diff
else:

    def _ticks_ms() -> int:
        return time.monotonic_ns() // 1_000_000

    def _difference_ms(later: int, earlier: int) -> int:
        return later - earlier


async def sleep_ms(duration_ms: int) -> None:
    """Let the other tasks run for ``duration_ms`` milliseconds."""
    await asyncio.sleep(duration_ms / 1000)


class Stopwatch:
    """Milliseconds since it was made or last restarted.

    It adds up what has passed each time it is read, so it stays right for as long as someone
    reads it once in six days (half of what the camera's counter can tell apart).
    """

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self._total_ms = 0
        self._read_at = _ticks_ms()

    def elapsed_ms(self) -> int:
        now = _ticks_ms()
        self._total_ms += _difference_ms(now, self._read_at)
        self._read_at = now
        return self._total_ms
