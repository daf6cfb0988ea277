"""The list of networks in range, as last heard, and how long ago that was."""

from ..core import clock
from ..policy import Policy
from . import networks


class Scanner:
    """Scans on request and keeps the last list that had anything in it."""

    def __init__(self, radio, policy: Policy) -> None:
        self._radio = radio
        self._policy = policy
        self._since = clock.Stopwatch()
        self.networks: list[networks.Network] = []
        self.scanning = False
        self.heard = 0

    @property
    def age_s(self) -> int:
        """Seconds since the list was made."""
        return self._since.elapsed_ms() // 1000

    async def scan(self, patience_ms: int | None = None) -> None:
        """Make a new list. After an empty answer it asks again (micropython's CYW43 driver gives
        one now and then while it hosts); a list that was good is not replaced by nothing.

        A camera's radio blocks the whole program for 2 to 10 s each time.

        :param patience_ms: do not ask again after this.
        """
        self.scanning = True
        watch = clock.Stopwatch()
        try:
            for _ in range(self._policy.scan_tries):
                rows = await self._rows()
                self.heard = len(rows)
                if rows:
                    self.networks = networks.merge(rows)
                    self._since.restart()
                    return
                if patience_ms is not None and watch.elapsed_ms() >= patience_ms:
                    return
                await clock.sleep_ms(self._policy.scan_pause_ms)
        finally:
            self.scanning = False

    async def _rows(self) -> list:
        try:
            return await self._radio.scan()
        except OSError:
            return []  # a chip that did not start hears nothing
