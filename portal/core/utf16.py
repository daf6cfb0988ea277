"""UTF-16, as Windows' Notepad ("Unicode") and PowerShell's ``>`` write text files.

Pure.
"""


def is_marked(data: bytes) -> bool:
    """Whether ``data`` starts with the byte order mark of UTF-16 (RFC 2781, 3.2)."""
    return data[:2] in (b"\xff\xfe", b"\xfe\xff")


def to_utf8(data: bytes) -> bytes:
    """``data``, which ``is_marked``, as UTF-8 and without the mark."""
    low = 0 if data[0] == 0xFF else 1
    high_half = 0
    found = bytearray()
    for at in range(2, len(data) - 1, 2):
        unit = data[at + low] | data[at + 1 - low] << 8
        if unit & 0xFC00 == 0xD800:  # the first of two units for one character
            high_half = (unit & 0x3FF) << 10
            continue
        if unit & 0xFC00 == 0xDC00:
            unit = 0x10000 + (high_half | unit & 0x3FF)
        found.extend(chr(unit).encode())
    return bytes(found)
