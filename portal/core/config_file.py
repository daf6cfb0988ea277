"""``wifi.txt``: lines of ``key = value`` that both people and cameras write.

Pure. The form is OpenMV's own (openmv-ota src/openmv_ota/build/device/openmv_netcfg.py): keys in
any case, ``#`` starts a comment at a line's start or after a blank, a ``#`` inside a value is part
of it, and so are quotes. Lines are kept as bytes, so that whatever cannot be understood stays as it
was.

Beyond that form, what editors do to a line is undone: the blanks around a key or value
that a program does not take for blanks, and a pair of “smart” quotes around a value: no keyboard
types them, an editor has made them of plain ones that were meant to mark the value's ends. A value
that really has them is written as ``hex:``, if it is an SSID.
"""

from . import const, text

_BYTE_ORDER_MARK = const(b"\xef\xbb\xbf")
_HEX_MARK = const("hex:")
# No-break space, narrow no-break space, zero width space, byte order mark: bytes.strip keeps them.
_WIDE_BLANKS = const((b"\xc2\xa0", b"\xe2\x80\xaf", b"\xe2\x80\x8b", _BYTE_ORDER_MARK))


class WifiFile:
    """The lines of one settings file, each taken apart once.

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
        # The key of each line, in lower case; empty if the line is not a setting. Values stay in
        # their lines: most are needed once, and the long ones would lie in the heap twice.
        self.keys: list[str] = [_key(line) for line in self._lines]

    def render(self) -> bytes:
        return b"\n".join(self._lines + [b""])  # noqa: RUF005 - MicroPython has no [*lines]

    def get(self, key: str) -> str | None:
        """The value of ``key``: of its last line, if there are several."""
        numbers = self.numbers(key)
        return self.value(numbers[-1]) if numbers else None

    def value(self, number: int) -> str:
        """The value in the line of that number, from 0, which is a setting."""
        return _unquoted(_value(self._lines[number])).decode()

    def numbers(self, key: str) -> list[int]:
        """The lines of ``key``: their numbers from 0."""
        if key not in self.keys:
            return []  # found out without a loop: most of the keys that are asked for
        return [number for number, found in enumerate(self.keys) if found == key]

    def set(self, key: str, value: str) -> None:
        """Write ``value`` into the line of ``key``, or a new one at the end."""
        numbers = self.numbers(key)
        if not numbers:
            numbers.append(len(self.keys))
            self._lines.append(b"")
            self.keys.append("")
        self.rewrite(numbers[-1], key, value)

    def rewrite(self, number: int, key: str, value: str) -> None:
        """Write ``value`` into the line of that number, from 0, where ``key`` is. A comment
        behind the old value stays: it may have been meant to be the value's end."""
        comment = self.tail(number)
        line = ("%s = %s" % (key, value)).encode()
        self._lines[number] = line + b" " + comment if comment else line
        self.keys[number] = _key(line)

    def tail(self, number: int) -> bytes:
        """The comment behind the value in the line of that number, from 0."""
        value = _trim(self._lines[number].partition(b"=")[2])
        return _trim(value[len(_without_comment(value)) :])

    def remove(self, key: str) -> None:
        for number in reversed(self.numbers(key)):
            self._lines.pop(number)
            self.keys.pop(number)

    def comment(self, line: str) -> None:
        """Add a line for people."""
        self._lines.append(("# " + line).encode())
        self.keys.append("")

    def faults(self) -> list[tuple[int, str]]:
        """``(line number from 0, word)`` for what may not be as it was meant: ``not_understood``
        is neither a setting nor a comment; ``quotes_dropped`` and ``quotes_kept`` say what became
        of the quotes around a value."""
        words = [_fault(line, self.keys[number]) for number, line in enumerate(self._lines)]
        return [(number, word) for number, word in enumerate(words) if word]


def _from_utf16(data: bytes) -> bytes:
    from . import utf16

    return utf16.to_utf8(data) if utf16.is_marked(data) else data


def _key(line: bytes) -> str:
    """The key of a line; empty if the line is not a setting."""
    key, mark, _ = line.partition(b"=")
    key = _trim(key).lower()
    if not mark or not key or key.startswith(b"#") or not _is_text(line):
        return ""
    return key.decode()


def _value(line: bytes) -> bytes:
    """The value of a line that is a setting, with its quotes."""
    return _without_comment(_trim(line.partition(b"=")[2]))


def _fault(line: bytes, key: str) -> str | None:
    if not key:
        words = _trim(line)
        return "not_understood" if words and not words.startswith(b"#") else None
    value = _value(line)
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
    return not text.has_control_character(line.replace(b"\t", b" "))


def _without_comment(value: bytes) -> bytes:
    at = value.find(b"#", 1)
    while at > 0:
        if value[at - 1] in b" \t":
            return _trim(value[:at])
        at = value.find(b"#", at + 1)
    return value


def write_ssid(ssid: bytes) -> str:
    """``ssid`` as a value: clear if a line can hold it, else ``hex:`` and its digits."""
    return clear_ssid(ssid) or _HEX_MARK + ssid.hex()


def clear_ssid(ssid: bytes) -> str | None:
    """``ssid`` in clear, or None if a reader of the line would get other bytes."""
    if holds(ssid) and not ssid.startswith(_HEX_MARK.encode()):
        return ssid.decode()
    return None


def holds(value: bytes) -> bool:
    """Whether a reader of a line with ``value`` gets the same bytes."""
    line = b"key = " + value
    return value != b"" and _key(line) != "" and _unquoted(_value(line)) == value


def read_ssid(value: str) -> bytes:
    """The SSID of a value, in either form."""
    if value.startswith(_HEX_MARK):
        try:
            return bytes.fromhex(value[len(_HEX_MARK) :])
        except ValueError:
            pass  # a network may be called "hex:something"
    return text.encode(value)
