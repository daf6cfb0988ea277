"""Which of two copies of a file is whole.

``/flash`` is FAT, where neither a write nor a rename is atomic (micropython extmod/vfs_fat.c).
So settings are written twice, the backup first, and each copy ends with a checksum of all
before it. A torn write leaves one copy whole. A file changed by hand has no valid seal either,
and must not be taken for a torn one: a torn file is a beginning of what the backup says.
"""

import binascii

_MARK = b"# seal "


def add(body: bytes) -> bytes:
    """``body`` with its seal as the last line."""
    return body + _line(body)


def strip(data: bytes) -> bytes:
    """``data`` without its seal, valid or not."""
    at = data.rfind(_MARK)
    is_line = at == 0 or (at > 0 and data[at - 1 : at] == b"\n")
    return data[:at] if is_line and b"\n" not in data[at:].rstrip() else data


def is_whole(data: bytes | None) -> bool:
    """Whether ``data`` ends with the seal of all before it."""
    if not data:
        return False
    body = strip(data)
    return body != data and data == add(body)


def choose(main: bytes | None, backup: bytes | None) -> bytes:
    """The copy to believe: the file, unless it is missing or was torn while being written."""
    if backup is None or not is_whole(backup):
        return main or b""
    if main is None or backup.startswith(main):
        return backup
    return main


def _line(body: bytes) -> bytes:
    return _MARK + b"%08x\n" % (binascii.crc32(body) & 0xFFFFFFFF)
