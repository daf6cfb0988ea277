"""Which camera this is: its board's facts, and the names made from its name."""

from .core import __version__, const
from .errors import Refused
from .join.credentials import encode
from .join.networks import SSID_BYTES_MAX

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


def checked_name(value) -> str:
    """A name that somebody gives the camera: 1 to 32 bytes that a line of ``wifi.txt`` can hold.

    Raises Refused with the broken rule's word.
    """
    from .core import config_file  # seldom needed

    name = encode(value, "name").strip()
    if not name:
        raise Refused("name_missing", "name")
    if len(name) > SSID_BYTES_MAX:
        raise Refused("name_too_long", "name")
    clear = config_file.clear_ssid(name)
    if clear is None:
        raise Refused("name_malformed", "name")
    return clear


def checked_country(value) -> str:
    """Two letters (ISO 3166-1). Raises Refused where they are none."""
    country = encode(value, "country").upper()
    if len(country) != 2 or not all(0x41 <= letter <= 0x5A for letter in country):
        raise Refused("country_malformed", "country")
    return country.decode()


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
    while len(name.encode()) > SSID_BYTES_MAX:
        name = name[:-1]
    return name
