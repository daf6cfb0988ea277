"""The settings in ``wifi.txt`` that are no network's: what is wrong with them, line by line; and
the lines that another one further down makes void.

Pure. What of a network makes no difference to whether it can be used, is looked at here, too.
"""

from ..core import const, text
from ..core.config_file import WifiFile
from ..errors import Refused
from ..identity import checked_country
from ..join.networks import SSID_BYTES_MAX

HOTSPOT_PASSWORD = const("hotspot.password")
# The camera's own one, where that cannot be used: its owner's line is left for him to see.
MADE_PASSWORD = const("hotspot.made")
# IEEE 802.11-2020, J.4.1; CYW43 hosts a network with a shorter one, which none can join.
_PASSWORD_BYTES_MIN = const(8)
_PASSWORD_BYTES_MAX = const(63)
_KNOWN = const(
    (HOTSPOT_PASSWORD, MADE_PASSWORD, "camera.name", "country", "interface", "lens", "serial")
)


def faults(file: WifiFile, is_of_use: bool):
    """``(line number from 1, word)`` for every line that cannot be used.

    :param is_of_use: a network was found. Where there is none, a key that nobody knows may be
                      what was meant to name it.
    """
    seen: dict = {}
    for number, key in enumerate(file.keys):
        if not key:
            continue
        value = file.value(number)
        if key in _KNOWN or key.startswith(("wifi.", "ipv4")):
            if key in seen:
                yield seen[key] + 1, "given_twice"
            seen[key] = number
            word = fault(key, value)
        else:
            word = None if is_of_use else "unknown_key"
        if word:
            yield number + 1, word


def fault(key: str, value: str) -> str | None:
    """The word against a value; None where it can be used, or is empty."""
    if not value:
        return None
    field = key.rpartition(".")[2]  # wifi.2.hidden
    length = len(value.encode())
    if field in ("lens", "serial", "hidden"):
        return "neither_yes_nor_no" if text.yes_or_no(value) is None else None
    if field == "interface":
        return None if value.lower() in ("wifi", "eth") else "interface_unknown"
    if field == "name":
        return "name_too_long" if length > SSID_BYTES_MAX else None
    if field == "country":
        return _country_fault(value)
    if key in (HOTSPOT_PASSWORD, MADE_PASSWORD):
        if length < _PASSWORD_BYTES_MIN:
            return "password_too_short"
        return "password_too_long" if length > _PASSWORD_BYTES_MAX else None
    return None


def _country_fault(value: str) -> str | None:
    try:
        checked_country(value)
    except Refused as refused:
        return refused.word
    return None
