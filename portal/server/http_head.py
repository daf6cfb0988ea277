"""Whether a request's head can be given to the web framework.

Pure. Microdot does not validate the head: a line without a colon, a length that is not a number
or a query that is not UTF-8 raises an exception there, with a traceback on the camera's console.
"""

from ..core import text


def end_of(data: bytes) -> int | None:
    """Where the head ends, behind its empty line; None while it is not all there."""
    for mark in (b"\r\n\r\n", b"\n\n"):
        at = data.find(mark)
        if at >= 0:
            return at + len(mark)
    return None


def is_sound(head: bytes) -> bool:
    """Whether ``head`` has the form of RFC 9112, as far as the framework relies on it."""
    try:
        first, *lines = head.strip().decode().split("\n")
    except UnicodeError:
        return False
    words = first.split()
    if len(words) != 3 or not words[2].startswith("HTTP/") or not _is_sound_query(words[1]):
        return False
    return all(_is_sound_header(line) for line in lines)


def _is_sound_header(line: str) -> bool:
    name, colon, value = line.partition(":")
    if not colon or name != name.strip():
        return False
    # As bytes: CPython takes digits of other scripts for some, and reads no number in them.
    return name.lower() != "content-length" or value.strip().encode().isdigit()


def _is_sound_query(url: str) -> bool:
    """Whether every percent sign is followed by two hex digits, and all of it is UTF-8. The
    framework leaves a path as it is."""
    head, *escapes = url.partition("?")[2].split("%")
    data = head.encode()
    try:
        for escape in escapes:
            byte = bytes.fromhex(escape[:2])
            if len(byte) != 1:  # CPython reads two blanks as no byte at all
                return False
            data += byte + escape[2:].encode()
        text.decode(data)
    except ValueError:
        return False
    return True
