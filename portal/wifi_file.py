"""``wifi.txt``: lines of ``key = value`` that both people and cameras write.

The form is OpenMV's own (openmv-ota src/openmv_ota/build/device/openmv_netcfg.py): keys in any
case, ``#`` starts a comment at a line's start or after a blank, a ``#`` inside a value is part of
it. Lines are kept as bytes, so that whatever cannot be understood stays as it was.
"""

from . import text

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_HEX_MARK = "hex:"


class WifiFile:
    """The lines of one settings file.

    :param data: the file's bytes, from any editor: CRLF and a byte order mark are understood.
    """

    def __init__(self, data: bytes = b"") -> None:
        if data.startswith(_BYTE_ORDER_MARK):
            data = data[len(_BYTE_ORDER_MARK) :]
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        self._lines = data.split(b"\n")
        while self._lines and not self._lines[-1].strip():
            self._lines.pop()

    def render(self) -> bytes:
        return b"".join(line + b"\n" for line in self._lines)

    def get(self, key: str) -> str | None:
        """The value of ``key``; of the last, where it stands twice."""
        value = None
        for _, found, line_value in self._entries():
            if found == key:
                value = line_value
        return value

    def set(self, key: str, value: str) -> None:
        """Put ``value`` where ``key`` stands, or at the end."""
        line = ("%s = %s" % (key, value)).encode()
        numbers = self.numbers(key)
        if numbers:
            self._lines[numbers[-1]] = line
        else:
            self._lines.append(line)

    def remove(self, key: str) -> None:
        for number in reversed(self.numbers(key)):
            self._lines.pop(number)

    def comment(self, line: str) -> None:
        """Add a line for people."""
        self._lines.append(("# " + line).encode())

    def keys(self) -> list[str]:
        return [key for _, key, _ in self._entries()]

    def numbers(self, key: str) -> list[int]:
        """Where ``key`` stands: line numbers from 0."""
        return [number for number, found, _ in self._entries() if found == key]

    def faults(self) -> list[int]:
        """The lines that are neither setting nor comment, by number from 0."""
        return [number for number, line in enumerate(self._lines) if _split(line) == (None, None)]

    def _entries(self):
        for number, line in enumerate(self._lines):
            key, value = _split(line) or (None, None)
            if key:
                yield number, key, value


def _split(line: bytes) -> tuple | None:
    """``(key, value)``; ``(None, None)`` where the line makes no sense; None for a comment."""
    try:
        words = text.decode(line).strip()
    except ValueError:
        return None, None
    if not words or words.startswith("#"):
        return None
    key, mark, value = words.partition("=")
    key = key.strip().lower()
    return (key, _without_comment(value.strip())) if mark and key else (None, None)


def _without_comment(value: str) -> str:
    for i in range(1, len(value)):
        if value[i] == "#" and value[i - 1] in " \t":
            return value[:i].strip()
    return value


def write_ssid(ssid: bytes) -> str:
    """``ssid`` as a value: clear where a line can hold it, else ``hex:`` and its digits."""
    return clear_ssid(ssid) or _HEX_MARK + ssid.hex()


def clear_ssid(ssid: bytes) -> str | None:
    """``ssid`` in clear, or None where a reader of the line would get other bytes."""
    line = b"wifi.ssid = " + ssid
    entry = None if _has_control(ssid) else _split(line)
    if entry and entry[1] and entry[1].encode() == ssid and not entry[1].startswith(_HEX_MARK):
        return entry[1]
    return None


def read_ssid(value: str) -> bytes:
    """The SSID of a value, in either form."""
    if value.startswith(_HEX_MARK):
        try:
            return bytes.fromhex(value[len(_HEX_MARK) :])
        except ValueError:
            pass  # a network may be called "hex:something"
    return text.encode(value)


def _has_control(ssid: bytes) -> bool:
    return any(byte < 0x20 or byte == 0x7F for byte in ssid)
