"""Untrusted bytes as printable text, and text as exact UTF-8.

Pure. An SSID is 1 to 32 bytes of anything (IEEE 802.11-2020, 9.4.2.2). It travels as hex, and
people see as much of it as is text.
"""


def encode(text: str) -> bytes:
    """The UTF-8 bytes of ``text``.

    MicroPython's json keeps ``\\ud83d\\ude00`` as two surrogates of three bytes each;
    every other reader makes one character of four; the pair is put together here.

    Raises ValueError if there is half of such a pair alone: no keyboard types that.
    """
    data = text.encode()
    if b"\xed" in data:
        data = _join_surrogates(data)
    if _first_fault(data) is not None:
        raise ValueError("not UTF-8")
    return data


def decode(data: bytes) -> str:
    """``data`` as strict UTF-8 text. Raises ValueError if it is not."""
    if _first_fault(data) is not None:
        raise ValueError("not UTF-8")
    return data.decode()


def show(data: bytes) -> str:
    """``data`` for a person's eyes: printable text as it is, ``\\xNN`` for all else.

    Control characters are among "all else".
    """
    shown = ""
    at = 0
    while at < len(data):
        length = _sequence_length(data, at)
        if length and _printable(data, at):
            shown += data[at : at + length].decode()
        else:
            length = 1
            shown += "\\x%02x" % data[at]
        at += length
    return shown


def has_control_character(data: bytes) -> bool:
    """Whether one of ASCII's is in ``data``: they would end a line, or move a terminal's cursor."""
    return bool(data) and (min(data) < 0x20 or 0x7F in data)


def is_hex(digits: str) -> bool:
    """Whether it has hex digits only; ``bytes.fromhex`` takes blanks between them, too."""
    return all(digit in "0123456789abcdefABCDEF" for digit in digits)


def yes_or_no(word: str) -> bool | None:
    """What a person's word says; None if it says neither."""
    word = word.lower()
    if word in ("yes", "true", "1", "on"):
        return True
    return False if word in ("no", "false", "0", "off") else None


def _printable(data: bytes, at: int) -> bool:
    first = data[at]
    if first == 0xC2:  # U+0080 to U+009F, the second set of control characters
        return data[at + 1] >= 0xA0
    return not has_control_character(data[at : at + 1])


def _first_fault(data: bytes) -> int | None:
    at = 0
    while at < len(data):
        length = _sequence_length(data, at)
        if not length:
            return at
        at += length
    return None


def _sequence_length(data: bytes, at: int) -> int:
    """Bytes of the character that starts at ``at``; 0 if none does (RFC 3629, section 4)."""
    first = data[at]
    if first < 0x80:
        return 1
    if first < 0xC2 or first > 0xF4:
        return 0
    length = 2 if first < 0xE0 else 3 if first < 0xF0 else 4
    rest = data[at + 1 : at + length]
    if len(rest) < length - 1 or any(byte & 0xC0 != 0x80 for byte in rest):
        return 0
    lowest = {0xE0: 0xA0, 0xF0: 0x90}.get(first, 0x80)
    highest = {0xED: 0x9F, 0xF4: 0x8F}.get(first, 0xBF)
    return length if lowest <= rest[0] <= highest else 0


def _join_surrogates(data: bytes) -> bytes:
    joined = bytearray()
    at = 0
    while at < len(data):
        six = data[at : at + 6]
        if _is_pair(six):
            joined.extend(_join_pair(six))
            at += 6
        else:
            joined.append(data[at])
            at += 1
    return bytes(joined)


def _is_pair(six: bytes) -> bool:
    return (
        len(six) == 6
        and six[0] == six[3] == 0xED
        and 0xA0 <= six[1] <= 0xAF
        and 0xB0 <= six[4] <= 0xBF
    )


def _join_pair(six: bytes) -> bytes:
    high = (six[1] & 0x0F) << 6 | six[2] & 0x3F
    low = (six[4] & 0x0F) << 6 | six[5] & 0x3F
    return chr(0x10000 + (high << 10 | low)).encode()
