"""Which of two copies of a file is whole.

Pure. Each copy ends with a line that has the checksum of all before it. The backup's line also says
how far things got: "begun" as long as the file itself may be half written, "seal" otherwise. So a
file that power has torn is never mistaken for one that a person has changed: a person's file has
no valid line either, but it stands beside a backup that is sealed.
"""

import binascii

from ..core import const

_DONE = const(b"# seal ")
_BEGUN = const(b"# begun ")

# What a drive shows where nothing has been written: FAT's clean clusters, erased flash.
_BLANKS = const(b"\x00\xff \t\r\n")


def add(body: bytes, begun: bool = False) -> bytes:
    """``body`` and its seal.

    :param begun: the other copy is about to be written.
    """
    mark = _BEGUN if begun else _DONE
    return body + mark + b"%08x\n" % (binascii.crc32(body) & 0xFFFFFFFF)


def strip(data: bytes) -> bytes:
    """The lines of ``data`` without its seals, valid or not, and without blanks at its end."""
    lines = data.rstrip().split(b"\n")
    kept = [line for line in lines if not line.startswith((_DONE, _BEGUN))]
    kept.append(b"")
    return b"\n".join(kept) if data else b""


def is_whole(data: bytes | None, begun: bool = False) -> bool:
    """Whether ``data`` ends with the seal of all before it, of that kind."""
    return data is not None and data.rstrip() + b"\n" == add(strip(data), begun)


def choose(main: bytes | None, backup: bytes | None) -> bytes:
    """The copy to believe: the file, unless it is missing or blank, or was being written."""
    if is_whole(backup, begun=True):
        return backup or b""
    if is_whole(backup) and not (main or b"").strip(_BLANKS):
        return backup or b""
    return main or b""
