"""What a setting may be: the rules for single values, and the faults of a settings file by line.

Pure. The rules for what opens a network are ``join.credentials``'; those of a network's keys that
do not affect whether it is usable are here, too.
"""

from ..core import config_file, const, text
from ..errors import Refused
from ..join import credentials, networks

HOTSPOT_PASSWORD = const("hotspot.password")
# The camera's own, if the owner's cannot be used; that line is left for them to see.
MADE_PASSWORD = const("hotspot.made")
_KNOWN = const(
    (HOTSPOT_PASSWORD, MADE_PASSWORD, "camera.name", "country", "interface", "lens", "serial")
)


def checked_name(value) -> str:
    """A name that somebody gives the camera: 1 to 32 bytes that a line of ``wifi.txt`` can hold.

    Raises Refused with the broken rule's word.
    """
    name = credentials.encode(value, "name").strip()
    if not name:
        raise Refused("name_missing", "name")
    if len(name) > networks.SSID_BYTES_MAX:
        raise Refused("name_too_long", "name")
    clear = config_file.clear_ssid(name)
    if clear is None:
        raise Refused("name_malformed", "name")
    return clear


def checked_country(value) -> str:
    """Two letters (ISO 3166-1). Raises Refused if they are not."""
    country = credentials.encode(value, "country").upper()
    if len(country) != 2 or not all(0x41 <= letter <= 0x5A for letter in country):
        raise Refused("country_malformed", "country")
    return country.decode()


def fault(key: str, value: str) -> str | None:
    """The word for what is wrong with a value; None if it can be used, or is empty."""
    if not value:
        return None
    field = key.rpartition(".")[2]  # wifi.2.hidden
    if field in ("lens", "serial", "hidden"):
        return "neither_yes_nor_no" if text.yes_or_no(value) is None else None
    if field == "interface":
        return None if value.lower() in ("wifi", "eth") else "interface_unknown"
    if field == "name":
        return "name_too_long" if len(value.encode()) > networks.SSID_BYTES_MAX else None
    try:
        if field == "country":
            checked_country(value)
        if key in (HOTSPOT_PASSWORD, MADE_PASSWORD):
            credentials.check_length(value.encode())
    except Refused as refused:
        return refused.word
    return None


def faults(file, has_network: bool):
    """``(line number from 1, word)`` for every line that cannot be used.

    :param file: a ``config_file.WifiFile``.
    :param has_network: a usable network is in it. If not, a key that the camera does not know may
                        have been meant to name one.
    """
    seen: dict = {}
    for number, key in enumerate(file.keys):
        if not key:
            continue
        word = None
        if key in _KNOWN or key.startswith(("wifi.", "ipv4")):
            if key in seen:
                yield seen[key] + 1, "given_twice"
            seen[key] = number
            word = fault(key, file.value(number))
        elif not has_network:
            word = "unknown_key"
        if word:
            yield number + 1, word
