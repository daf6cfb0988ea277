"""Doing an attempt: telling the radio, watching it, and asking the air why it failed."""

import asyncio

from ..core import clock
from ..policy import Policy
from . import verdict
from .attempt import AGAIN, STOP, Attempt
from .scanner import Scanner


class Joiner:
    def __init__(self, radio, scanner: Scanner, policy: Policy) -> None:
        self._radio = radio
        self._scanner = scanner
        self._policy = policy

    async def join(self, attempt: Attempt) -> None:
        """Carry ``attempt`` to its verdict; it takes ``policy.join_limit_ms`` and a scan at most.

        After a failure, and when cancelled, the radio has let go of the network. Raises OSError and
        MemoryError if it cannot go on; that ends the attempt.
        """
        security = attempt.credentials.security
        if security is not None and security not in self._radio.joins:
            attempt.conclude(verdict.UNSUPPORTED)
            return
        watch = clock.Stopwatch()
        try:
            await self._watch(attempt, watch)
            if attempt.state == "joining":
                await self._find_reason(attempt)
                attempt.elapsed_ms = watch.elapsed_ms()
        except (asyncio.CancelledError, OSError, MemoryError):
            attempt.conclude(verdict.CANCELLED)
            self._leave()
            raise

    async def _watch(self, attempt: Attempt, watch: clock.Stopwatch) -> None:
        self._begin(attempt)
        step = None
        while step != STOP:
            await clock.sleep_ms(self._policy.sample_ms)
            number, address = self._radio.status()
            step = attempt.observe(number, address, watch.elapsed_ms())
            if step == AGAIN:
                await clock.sleep_ms(self._policy.try_pause_ms)
                self._begin(attempt)
        attempt.rssi = self._radio.rssi() or attempt.rssi

    def _begin(self, attempt: Attempt) -> None:
        try:
            self._radio.join(attempt.credentials, attempt.security)
        except OSError:
            pass  # the chip did not start; its status stays down, and the attempt sees that

    def _leave(self) -> None:
        try:
            self._radio.leave()
        except OSError:
            pass  # a chip that does not start is on no network

    async def _find_reason(self, attempt: Attempt) -> None:
        self._leave()
        evidence = attempt.evidence()
        if verdict.needs_scan(evidence):
            await self._scanner.scan(self._policy.scan_patience_ms)
            evidence = attempt.evidence(self._fresh(), self._scanner.heard)
        attempt.conclude(verdict.decide(evidence))

    def _fresh(self) -> list:
        """The list that has just been made; an old one that was kept proves nothing."""
        return self._scanner.networks if self._scanner.heard else []
