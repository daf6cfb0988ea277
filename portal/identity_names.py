"""The names that follow from a camera's name."""

from .constant import const
from .networks import SSID_BYTES_MAX

_HOSTNAME_MAX = const(32)  # micropython extmod/modnetwork.h, MICROPY_PY_NETWORK_HOSTNAME_MAX_LEN


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
