"""Which camera this is: its board's facts, and the names made from its name."""

from .core import __version__, const
from .join import networks

_HOSTNAME_MAX = const(32)  # micropython extmod/modnetwork.h, MICROPY_PY_NETWORK_HOSTNAME_MAX_LEN


class Identity:
    """What the camera says of itself. Nothing in it is secret.

    :param board: see ``portal.board``.
    :param name: the name its owner gave it, or None for the board's own.
    """

    def __init__(self, board, name: str | None = None) -> None:
        self.id = board.id.hex()
        self.name = name or board.name
        self.hostname = hostname(self.name)
        self.hotspot_ssid = hotspot_ssid(self.name)
        self.model = board.model
        self.board = board.kind
        self.firmware = board.firmware
        self.portal = __version__


def hostname(name: str) -> str:
    """``name`` as a host name: letters, digits and single dashes (RFC 952, RFC 1123)."""
    letters = ""
    for letter in name.lower():
        if letter in "abcdefghijklmnopqrstuvwxyz0123456789":
            letters += letter
        elif letters and not letters.endswith("-"):
            letters += "-"
    return letters[:_HOSTNAME_MAX].strip("-") or "openmv"


def hotspot_ssid(name: str) -> str:
    """As many whole characters of ``name`` as an SSID holds."""
    while len(name.encode()) > networks.SSID_BYTES_MAX:
        name = name[:-1]
    return name
