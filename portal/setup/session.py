"""One setup session, from the hotspot's opening to its end.

The page asks; the session's own loop acts, one thing at a time.
"""

import asyncio

from ..core import clock
from ..errors import Busy, Deaf
from ..join import attempt, credentials, verdict
from ..link import Link
from ..policy import channel_for


class Session:
    """What a phone asks for, and what becomes of it.

    :param camera: the ``Camera`` that is being set up.
    :param hotspot: its open ``Hotspot``.
    """

    def __init__(self, camera, hotspot) -> None:
        self.camera = camera
        self.hotspot = hotspot
        self.lens = None
        self.stored = True
        self._policy = camera.policy
        self._quiet = clock.Stopwatch()
        self._wanted: attempt.Attempt | None = None
        self._known: asyncio.Task | None = None
        self._scan_wanted = False
        self._joined: clock.Stopwatch | None = None
        self._shown: clock.Stopwatch | None = None

    @property
    def scanning(self) -> bool:
        return self._scan_wanted or self.camera.scanner.scanning

    @property
    def can_scan(self) -> bool:
        return self.camera.radio.hotspot == "stays"

    @property
    def busy(self) -> bool:
        """Whether a network is being joined, or has been."""
        return self._wanted is not None or self.joined

    @property
    def joined(self) -> bool:
        """Whether the link is up and the hotspot about to close."""
        return self._joined is not None

    @property
    def shown(self) -> bool:
        """Whether the page has said that the person has read the result."""
        return self._shown is not None

    def touch(self) -> None:
        """Somebody is using the page."""
        self._quiet.restart()

    def ask_scan(self) -> None:
        """Scan again, soon. Raises Busy while a network is being joined, and Deaf."""
        if not self.can_scan:
            raise Deaf
        if self.busy:
            raise Busy
        self._scan_wanted = True

    def ask_join(self, credentials: credentials.Credentials) -> attempt.Attempt:
        """Join a network, soon. Raises Busy while one is being joined, and once one has been."""
        if self.busy or (self._known and self._known.done()):
            raise Busy
        if self._known:
            self._known.cancel()  # at once: it must not begin another attempt after this one
        self._wanted = self.camera.new_attempt(credentials)
        return self._wanted

    def done(self) -> None:
        """The result has been read: the hotspot may close."""
        if self.joined and not self._shown:
            self._shown = clock.Stopwatch()

    def on_channel(self, attempt: attempt.Attempt) -> bool:
        """Whether the hotspot is already on the attempt's channel."""
        return self.hotspot.channel == channel_for(attempt.heard, self.hotspot.channel)

    def closes_ms(self) -> int | None:
        """Milliseconds until the hotspot closes; None while that is not decided."""
        if not self._joined:
            return None
        left_ms = self._policy.result_shown_ms - self._joined.elapsed_ms()
        if self._shown:
            left_ms = min(left_ms, self._policy.done_pause_ms - self._shown.elapsed_ms())
        return max(left_ms, 0)

    async def run(self) -> Link:
        """Do what the page asks for until there is a link and the hotspot may close."""
        while True:
            await clock.sleep_ms(self._policy.sample_ms)
            link = self.camera.cable_link() or await self._next()
            if link:
                return link

    async def _next(self) -> Link | None:
        if self._wanted:
            return await self._join(self._wanted)
        if self._scan_wanted:
            await self._scan()
        elif self._policy.may_retry_saved(self.camera.radio.phones(), self._quiet.elapsed_ms()):
            return await self._join_known()
        return None

    async def _scan(self) -> None:
        await clock.sleep_ms(self._policy.scan_pause_ms)  # the phone's answer goes out first
        self._scan_wanted = False
        await self.camera.scanner.scan()

    async def _join(self, attempt: attempt.Attempt) -> Link | None:
        stays = self.camera.radio.hotspot == "stays"
        policy = self._policy
        await clock.sleep_ms(policy.answer_pause_ms if stays else policy.goodbye_pause_ms)
        try:
            await self.hotspot.yield_radio(channel_for(attempt.heard, self.hotspot.channel))
        except (OSError, MemoryError):
            attempt.conclude(verdict.CANCELLED)  # the hotspot fails, and the session with it
            raise
        link = await self.camera.join(attempt)
        if link:
            self.stored = self.camera.store.remember(attempt.credentials)
            self.camera.store.write_result([attempt])
        await self.hotspot.reopen()
        if link:
            self._joined = clock.Stopwatch()
            await self._farewell()
        self._wanted = None
        return link

    async def _farewell(self) -> None:
        while self.closes_ms():
            await clock.sleep_ms(self._policy.sample_ms)

    async def _join_known(self) -> Link | None:
        """Try the saved networks; a phone's own wish comes first if the hotspot stays.

        If none is saved, scan: the next phone then sees what is on air now.
        """
        self._quiet.restart()
        if not self.camera.store.networks:
            if self.can_scan:
                await self.camera.scanner.scan()
            return None
        await self.hotspot.yield_radio(self.hotspot.channel)
        link = await self._join_known_unless_wanted()
        if not link:
            await self.hotspot.reopen()
        return link

    async def _join_known_unless_wanted(self) -> Link | None:
        if self._wanted:
            return None
        self._known = asyncio.create_task(self.camera.join_known())
        try:
            return await self._known
        except asyncio.CancelledError:
            if not self._wanted:
                raise  # the program ends
            return None
        finally:
            self._known = None
