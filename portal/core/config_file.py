"""``wifi.txt``: lines of ``key = value`` that both people and cameras write.

Pure. The form is OpenMV's own (openmv-ota src/openmv_ota/build/device/openmv_netcfg.py): keys in
any case, ``#`` starts a comment at a line's start or after a blank, a ``#`` inside a value is part
of it, and so are quotes. Lines are kept as bytes, so that whatever cannot be understood stays as it
was.

Beyond that form, what editors do to a line is undone: the blanks that are no blank to a program
around a key or value, and a pair of “smart” quotes around a value: no keyboard types them, an
editor has made them of plain ones that were meant to mark the value's ends. A value that really
has them is written as ``hex:``, where it is an SSID.
"""

from . import const, text

_BYTE_ORDER_MARK = const(b"\xef\xbb\xbf")
_HEX_MARK = const("hex:")
# No-break space, narrow no-break space, zero width space, byte order mark: bytes.strip keeps them.
_WIDE_BLANKS = const((b"\xc2\xa0", b"\xe2\x80\xaf", b"\xe2\x80\x8b", _BYTE_ORDER_MARK))


class WifiFile:
    """The lines of one settings file.

    :param data: the file's bytes, from any editor: CRLF, a byte order mark and UTF-16 are
                 understood.
    """

    def __init__(self, data: bytes = b"") -> None:
        if data[:1] in (b"\xff", b"\xfe"):
            data = _from_utf16(data)
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
        for _, _, found in self.entries(key):
            value = found
        return value

    def set(self, key: str, value: str) -> None:
        """Put ``value`` where ``key`` stands, or at the end."""
        numbers = self.numbers(key)
        if not numbers:
            numbers.append(len(self._lines))
            self._lines.append(b"")
        self.rewrite(numbers[-1], key, value)

    def rewrite(self, number: int, key: str, value: str) -> None:
        """Put ``value`` into the line of that number, from 0, where ``key`` stands. A comment
        behind the old value stays: it may have been meant to be the value's end."""
        comment = self.tail(number)
        line = ("%s = %s" % (key, value)).encode()
        self._lines[number] = line + b" " + comment if comment else line

    def tail(self, number: int) -> bytes:
        """The comment behind the value in the line of that number, from 0."""
        value = _trim(self._lines[number].partition(b"=")[2])
        return _trim(value[len(_without_comment(value)) :])

    def remove(self, key: str) -> None:
        for number in reversed(self.numbers(key)):
            self._lines.pop(number)

    def comment(self, line: str) -> None:
        """Add a line for people."""
        self._lines.append(("# " + line).encode())

    def keys(self) -> list[str]:
        return [key for _, key, _ in self.entries()]

    def numbers(self, key: str) -> list[int]:
        """Where ``key`` stands: line numbers from 0."""
        return [number for number, _, _ in self.entries(key)]

    def faults(self) -> list[tuple[int, str]]:
        """``(line number from 0, word)`` for what may not be as it was meant: ``not_understood``
        is neither setting nor comment; ``quotes_dropped`` and ``quotes_kept`` say what became
        of the quotes around a value."""
        words = [(number, _fault(line)) for number, line in enumerate(self._lines)]
        return [(number, word) for number, word in words if word]

    def entries(self, key: str = ""):
        """``(line number from 0, key, value)`` for the settings, or those of ``key``; lines
        without it are not looked at any closer."""
        wanted = key.encode()
        for number, line in enumerate(self._lines):
            entry = _split(line) if wanted in line.lower() else None
            if entry and wanted in (b"", entry[0]):
                yield number, entry[0].decode(), _unquoted(entry[1]).decode()


def _from_utf16(data: bytes) -> bytes:
    from . import utf16

    return utf16.to_utf8(data) if utf16.is_marked(data) else data


def _split(line: bytes) -> tuple[bytes, bytes] | None:
    """``(key, value)``, or None where the line is no setting."""
    key, mark, value = line.partition(b"=")
    key = _trim(key).lower()
    if not mark or not key or key.startswith(b"#") or not _is_text(line):
        return None
    return key, _without_comment(_trim(value))


def _fault(line: bytes) -> str | None:
    words = _trim(line)
    entry = _split(line)
    if not entry:
        return "not_understood" if words and not words.startswith(b"#") else None
    value = entry[1]
    if _unquoted(value) != value:
        return "quotes_dropped"
    plain = len(value) > 1 and value[:1] == value[-1:] and value[:1] in (b'"', b"'")
    return "quotes_kept" if plain or _smart_quote(value[:3]) else None


def _unquoted(value: bytes) -> bytes:
    kind = _smart_quote(value[:3])
    return value[3:-3] if kind and len(value) >= 6 and _smart_quote(value[-3:]) == kind else value


def _smart_quote(character: bytes) -> int:
    """One number for the single ones, ‘ ’ ‚ ‛, another for the double, “ ” „ ‟: languages differ
    in which opens and which closes. 0 for all else."""
    if len(character) == 3 and character[:2] == b"\xe2\x80" and 0x98 <= character[2] <= 0x9F:
        return character[2] >> 2
    return 0


def _trim(data: bytes) -> bytes:
    """A loop: a line can have more blanks than a camera's stack has room for calls."""
    before = None
    while data != before:
        before = data
        data = data.strip()
        for blank in _WIDE_BLANKS:
            if data.startswith(blank):
                data = data[len(blank) :]
            if data.endswith(blank):
                data = data[: -len(blank)]
    return data


def _is_text(line: bytes) -> bool:
    """UTF-8 without control characters. Most lines are ASCII, and soon looked through."""
    if max(line) >= 0x80:
        try:
            text.decode(line)
        except ValueError:
            return False
    return min(line.replace(b"\t", b" ")) >= 0x20 and 0x7F not in line


def _without_comment(value: bytes) -> bytes:
    at = value.find(b"#", 1)
    while at > 0:
        if value[at - 1] in b" \t":
            return _trim(value[:at])
        at = value.find(b"#", at + 1)
    return value


def write_ssid(ssid: bytes) -> str:
    """``ssid`` as a value: clear where a line can hold it, else ``hex:`` and its digits."""
    return clear_ssid(ssid) or _HEX_MARK + ssid.hex()


def clear_ssid(ssid: bytes) -> str | None:
    """``ssid`` in clear, or None where a reader of the line would get other bytes."""
    if holds(ssid) and not ssid.startswith(_HEX_MARK.encode()):
        return ssid.decode()
    return None


def holds(value: bytes) -> bool:
    """Whether a reader of a line with ``value`` gets the same bytes."""
    entry = _split(b"key = " + value)
    return entry is not None and value != b"" and _unquoted(entry[1]) == value


def read_ssid(value: str) -> bytes:
    """The SSID of a value, in either form."""
    if value.startswith(_HEX_MARK):
        try:
            return bytes.fromhex(value[len(_HEX_MARK) :])
        except ValueError:
            pass  # a network may be called "hex:something"
    return text.encode(value)
