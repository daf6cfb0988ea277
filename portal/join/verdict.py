"""Why a link came up or did not: one word from the evidence.

Pure. No driver says it reliably. CYW43 shows a wrong password in four ways (status 1 forever,
1 then 0, -3, or -3 and 1 in turn: cyw43-driver src/cyw43_ctrl.c, cyw43_cb_process_async_event),
and shows -3 for a right one, too. So the whole trace is judged, with a scan made afterwards.
"""

from ..core import const
from . import radio_status

JOINED = "joined"
WRONG_PASSWORD = "wrong_password"
NOT_FOUND = "not_found"
WEAK_SIGNAL = "weak_signal"
NO_ADDRESS = "no_address"
REFUSED = "refused"
TIMEOUT = "timeout"
UNSUPPORTED = "unsupported"
CANCELLED = "cancelled"

FAILURES = (
    WRONG_PASSWORD,
    NOT_FOUND,
    WEAK_SIGNAL,
    NO_ADDRESS,
    REFUSED,
    TIMEOUT,
    UNSUPPORTED,
    CANCELLED,
)

_PROOFS = {
    radio_status.WRONG_KEY: WRONG_PASSWORD,
    radio_status.TURNED_AWAY: REFUSED,
    radio_status.UNTRUSTED: REFUSED,
    radio_status.MISMATCH: UNSUPPORTED,
    radio_status.ABSENT: NOT_FOUND,
    radio_status.NO_LEASE: NO_ADDRESS,
}

# The four-way handshake's frames go out at 1 Mbit/s, which CYW43439 hears down to about -97 dBm
# (Infineon datasheet 002-30348); 12 dB above that, frames are lost more often than not.
WEAK_DBM = const(-85)

# A network last heard below this and not heard now has faded; above it, it was switched off.
_FADING_DBM = const(-78)


class Evidence:
    """All that one attempt has learned.

    :param secured: a password was given.
    :param statuses: the set of ``status`` numbers that were seen.
    :param rssi_before: dBm of the network in the scan before the attempt; None if not heard.
    :param rssi_after: the same in the scan made after it.
    :param heard_after: how many radios that later scan heard at all; None if none was made.
    :param tries: how often the camera tried; more than once, if it got an answer.
    """

    def __init__(
        self,
        secured: bool,
        statuses: set,
        rssi_before: int | None = None,
        rssi_after: int | None = None,
        heard_after: int | None = None,
        tries: int = 1,
    ) -> None:
        self.secured = secured
        self.statuses = statuses
        self.rssi_before = rssi_before
        self.rssi_after = rssi_after
        self.heard_after = heard_after
        self.tries = tries

    def has(self, number: int) -> bool:
        return number in self.statuses

    @property
    def proof(self) -> str | None:
        """The word for what a supplicant has said for certain, if it has."""
        for number, word in _PROOFS.items():
            if self.has(number):
                return word
        return None


def needs_scan(evidence: Evidence) -> bool:
    """Whether a scan could still change the verdict. A flat refusal needs none."""
    return not evidence.has(radio_status.REJECTED) and evidence.proof is None


def decide(evidence: Evidence) -> str:
    """The reason why an attempt that is over has failed: a word of ``FAILURES``."""
    if evidence.proof:
        faded = evidence.proof == NOT_FOUND and _weak(evidence)
        return WEAK_SIGNAL if faded else evidence.proof
    if evidence.has(radio_status.REJECTED):
        return WRONG_PASSWORD if evidence.secured else REFUSED
    if evidence.heard_after == 0 and evidence.tries == 1:
        return TIMEOUT  # a radio that hears nothing and says nothing
    if _weak(evidence):
        return WEAK_SIGNAL
    if evidence.has(radio_status.ADDRESS):
        return NO_ADDRESS
    if evidence.has(radio_status.GAVE_UP) and evidence.rssi_after is None:
        return NOT_FOUND
    if evidence.has(radio_status.NOT_FOUND):
        if evidence.rssi_after is None:
            return NOT_FOUND
        # One that was open when the list was made may want a password now.
        return UNSUPPORTED if evidence.secured else WRONG_PASSWORD
    if evidence.rssi_before is not None and evidence.rssi_after is None:
        return NOT_FOUND  # it was there, and is not there any more
    return _refusal(evidence)


def _weak(evidence: Evidence) -> bool:
    if evidence.rssi_after is not None:
        return evidence.rssi_after <= WEAK_DBM
    return evidence.rssi_before is not None and evidence.rssi_before <= _FADING_DBM


def _refusal(evidence: Evidence) -> str:
    if evidence.has(radio_status.GAVE_UP):
        return WRONG_PASSWORD if evidence.secured else REFUSED
    if evidence.has(radio_status.FAILED):
        return REFUSED
    if evidence.has(radio_status.ASSOCIATING):
        if evidence.secured:
            return WRONG_PASSWORD  # the driver re-joins every 5 s and says nothing
        return REFUSED if evidence.has(radio_status.DOWN) else TIMEOUT
    return TIMEOUT
