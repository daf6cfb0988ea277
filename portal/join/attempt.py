"""One attempt to join: what was seen, what to do next, how it ended.

Pure. It is told what the radio says and the time that has passed, and answers with a step.
"""

from ..core import const
from ..policy import Policy
from . import networks, radio_status, verdict
from .credentials import Credentials

WAIT = const(0)
AGAIN = const(1)
STOP = const(2)

_NOT_FOUND_TRIES = const(2)  # one as the list says, one as WPA3
_BLOCKING_TRIES = const(2)  # each of them leaves the person without a page for up to ten seconds
_TRACE_MAX = const(24)  # a status that flaps must not fill the heap

# What CYW43 can join, by the numbers that its connect() takes (cyw43_ll.c, cyw43_ll_wifi_join).
_FIXED = (networks.OPEN, networks.WPA, networks.WPA3)


class Attempt:
    """An attempt with a number of its own; events with another number are ignored.

    :param number: 1 for the first since power-on.
    :param heard: the Network as last scanned, or None if it was not heard.
    :param stale_address: an address that the interface had before this attempt began.
    """

    def __init__(
        self,
        number: int,
        credentials: Credentials,
        policy: Policy,
        heard: networks.Network | None = None,
        stale_address: str | None = None,
    ) -> None:
        self.number = number
        self.credentials = credentials
        self.heard = heard
        self.step = "associating"
        self.reason: str | None = None
        self.address: str | None = None
        self.rssi = heard.rssi if heard else None
        self.elapsed_ms = 0
        self.trace: list = []
        self._policy = policy
        self._stale_address = stale_address
        self._tries = 1
        self._wpa3_from = 0  # where in the trace the tries as WPA3 begin
        self._as_wpa3 = False
        self._try_started = 0
        self._associated = False
        self._address_at: int | None = None
        self._up_at: int | None = None

    @property
    def state(self) -> str:
        """``joining``, ``joined`` or ``failed``."""
        if self.reason is None:
            return "joining"
        return "joined" if self.reason == verdict.JOINED else "failed"

    @property
    def untrusted(self) -> bool:
        """Whether the network's server could not be trusted."""
        return any(number == radio_status.UNTRUSTED for _, number in self.trace)

    @property
    def security(self) -> str | None:
        """The security to join with now, or None to leave it to the driver.

        A scan cannot tell WPA2 from WPA3 (cyw43_ll.c parses neither's details), so a network
        that is not found as the first is tried as the second.
        """
        if self.credentials.security in _FIXED:
            return self.credentials.security
        return networks.WPA3 if self._as_wpa3 else None

    def observe(self, number: int, address: str | None, elapsed_ms: int) -> int:
        """What to do now: WAIT, try AGAIN or STOP.

        :param number: what the radio says, a ``status`` number.
        :param address: the interface's IPv4 address, if it has one.
        :param elapsed_ms: milliseconds since the attempt began.
        """
        waited_ms = elapsed_ms - self._try_started
        if number == radio_status.GAVE_UP and waited_ms >= self._policy.no_lease_ms:
            number = radio_status.NO_LEASE
        self._note(number, elapsed_ms)
        if number == radio_status.UP:
            return self._observe_up(address, elapsed_ms)
        self._up_at = None
        if radio_status.is_final(number) or elapsed_ms >= self._policy.join_limit_ms:
            return STOP
        if self._is_failure(number):
            return self._end_try(number, elapsed_ms)
        if number == radio_status.ADDRESS:
            return self._observe_address(elapsed_ms)
        return STOP if waited_ms >= self._policy.associate_ms else WAIT

    def conclude(self, reason: str) -> None:
        """The attempt is over, with a word of ``verdict``."""
        self.reason = reason
        self.step = "done"

    def evidence(
        self, later: list | None = None, heard_later: int | None = None
    ) -> verdict.Evidence:
        """What the verdict is judged by.

        :param later: the Networks of a scan made after the attempt.
        :param heard_later: the number of radios in that scan, hidden ones too.
        """
        after = networks.find(later or [], self.credentials)
        return verdict.Evidence(
            self.credentials.secured,
            {number for _, number in self.trace[self._wpa3_from :] or self.trace},
            self.heard.rssi if self.heard else None,
            after.rssi if after else None,
            heard_later,
            self._tries,
        )

    def _start_try(self, elapsed_ms: int) -> None:
        self._try_started = elapsed_ms
        self._associated = False
        self._address_at = None
        self._up_at = None

    def _note(self, number: int, elapsed_ms: int) -> None:
        self.elapsed_ms = elapsed_ms
        seen = [entry[1] for entry in self.trace]
        if not seen or (number != seen[-1] and (len(seen) < _TRACE_MAX or number not in seen)):
            self.trace.append((elapsed_ms, number))
        if number in (radio_status.ASSOCIATING, radio_status.ADDRESS):
            self._associated = True

    def _observe_up(self, address: str | None, elapsed_ms: int) -> int:
        if self._up_at is None:
            self._up_at = elapsed_ms
        self.step = "address"
        # A fixed address is the same on every link: it does not show that the link is an old one.
        stale = address == self._stale_address and not self.credentials.ipv4
        settle_ms = self._policy.stale_settle_ms if stale else self._policy.settle_ms
        if elapsed_ms - self._up_at < settle_ms:
            return WAIT
        self.address = address
        self.conclude(verdict.JOINED)
        return STOP

    def _observe_address(self, elapsed_ms: int) -> int:
        self.step = "address"
        if self._address_at is None:
            self._address_at = elapsed_ms
        waited_ms = elapsed_ms - self._address_at
        return STOP if waited_ms >= self._policy.address_ms else WAIT

    def _is_failure(self, number: int) -> bool:
        # "Down" before anything has begun is a radio that has not started yet.
        return number < 0 or (number == radio_status.DOWN and self._associated)

    def _end_try(self, number: int, elapsed_ms: int) -> int:
        limit = self._policy.tries + self._as_wpa3  # the vain one before was no refusal
        if number == radio_status.NOT_FOUND:
            limit = min(limit, _NOT_FOUND_TRIES)
            self._as_wpa3 = not self._as_wpa3 and self.credentials.secured
            self._wpa3_from = len(self.trace) if self._as_wpa3 and self._tries < limit else 0
        elif number == radio_status.GAVE_UP:
            limit = min(limit, _BLOCKING_TRIES)
        if self._tries >= limit:
            return STOP
        self._tries += 1
        self.step = "associating"
        self._start_try(elapsed_ms)
        return AGAIN
