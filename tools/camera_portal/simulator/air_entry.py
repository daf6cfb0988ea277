"""One object of the air file, whose fields are checked as they are read."""

from ipaddress import IPv4Address

_HIGHEST = 10**12  # ms: what a clock can wait for


class Entry:
    """A field that is not there, or null, is the default. Every method raises ValueError with the
    field's name, and without what stands there: that may be a password.

    :param fields: what JSON has made of it.
    :param where: what it is, for the person who has written it.
    """

    def __init__(self, fields: object, where: str) -> None:
        if not isinstance(fields, dict):
            raise ValueError(f"{where} is no object")
        self._fields = fields
        self._where = where

    def text(self, name: str, default: str) -> str:
        return self._checked(name, default, str, "text")

    def flag(self, name: str, default: bool = False) -> bool:
        return self._checked(name, default, bool, "true or false")

    def word(self, name: str, default: str, words: tuple[str, ...]) -> str:
        value = self.text(name, default)
        if value not in words:
            raise self._wrong(name, f"one of {' '.join(words)}")
        return value

    def number(self, name: str, default: float, lowest: float = -_HIGHEST) -> float:
        value = self._checked(name, default, (int, float), "a number")
        if isinstance(value, bool) or not lowest <= value <= _HIGHEST:  # nor is NaN
            raise self._wrong(name, "a number" + (f", {lowest} or more" if lowest >= 0 else ""))
        return value

    def count(self, name: str, default: int, lowest: int = 0) -> int:
        value = self.number(name, default, lowest)
        if not isinstance(value, int):
            raise self._wrong(name, "a whole number")
        return value

    def ssid(self) -> bytes:
        """A name as text, or as ``{"hex": "f09f"}``."""
        value = self._fields.get("ssid")
        if isinstance(value, dict):
            try:
                return bytes.fromhex(value["hex"])
            except (KeyError, TypeError, ValueError):
                raise self._wrong("ssid", '{"hex": "f09f"}, two digits a byte') from None
        return self._checked("ssid", None, str, "text").encode()

    def bssid(self, default: str) -> bytes:
        try:
            address = bytes(int(part, 16) for part in self.text("bssid", default).split(":"))
        except ValueError:
            address = b""
        if len(address) != 6:
            raise self._wrong("bssid", "like 02:00:00:00:00:01")
        return address

    def address(self, name: str, default: str) -> str:
        """An IPv4 address."""
        try:
            return str(IPv4Address(self.text(name, default)))
        except ValueError:
            raise self._wrong(name, "like 192.168.1.57") from None

    def entries(self, name: str) -> list["Entry"]:
        """The objects of a list."""
        values = self._checked(name, [], list, "a list")
        return [Entry(value, f"{name}[{i}]") for i, value in enumerate(values)]

    def _checked(self, name: str, default, kind, what: str):
        value = self._fields.get(name)
        value = default if value is None else value
        if not isinstance(value, kind):
            raise self._wrong(name, what)
        return value

    def _wrong(self, name: str, what: str) -> ValueError:
        return ValueError(f"{self._where}: {name} is to be {what}")
