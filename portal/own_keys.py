"""The settings in ``wifi.txt`` that are no network's: what is wrong with them, line by line; and
the lines that another one further down makes void."""

from . import text
from .constant import const
from .credentials import Refused
from .identity import checked_country
from .wifi_file import WifiFile

_KNOWN = const(("interface", "hotspot.password", "camera.name", "country", "lens", "serial"))


def faults(file: WifiFile, is_of_use: bool):
    """``(line number from 1, word)`` for every line that cannot be used.

    :param is_of_use: a network was found. Where there is none, a key that nobody knows may be
                      what was meant to name it.
    """
    seen: dict = {}
    for number, key, value in file.entries():
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
    if value and key in ("lens", "serial") and text.yes_or_no(value) is None:
        return "neither_yes_nor_no"
    if value and key == "country":
        try:
            checked_country(value)
        except Refused as refused:
            return refused.word
    return None
