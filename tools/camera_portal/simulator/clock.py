"""The stand-in's time, which may run faster than the wall's."""

import time


class Clock:
    """A clock that runs faster than the wall's.

    :param speed: how many simulated seconds pass in a real one.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self._start = time.time_ns()

    def now_ms(self) -> int:
        return int((time.time_ns() - self._start) // 1_000_000 * self._speed)

    def block_ms(self, duration_ms: int) -> None:
        """Stop the whole program, as a driver's call does."""
        time.sleep(duration_ms / 1000 / self._speed)
