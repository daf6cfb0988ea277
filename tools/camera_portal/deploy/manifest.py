"""The list of what this tool has put on a drive, kept on that drive, so that it changes and
removes its own files and no others.

A file that is about to be written has no hash yet: whatever a torn write left under its name is
this tool's. The last line is the hash of all lines before it, so that a list that was torn itself
is never believed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

NAME = "camera-portal.txt"
# Written whole before the old list goes, because FAT has no atomic rename; whichever is whole is
# believed.
DRAFT = "camera-portal.new"

_GREETING = "# What camera-portal deploy has put here; --remove takes it off. Do not change this.\n"
_UNWRITTEN = "-"
_FOLDER = "folder"
_SEAL = "# sha256 "


@dataclass
class Manifest:
    """The files on the drive that are this tool's.

    :param files: each file's SHA-256 in hex, None while it is being written; names start at the
                  drive's root.
    :param folders: those that this tool made.
    """

    files: dict[str, str | None] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)

    def render(self) -> bytes:
        lines = [f"{_FOLDER} {name}\n" for name in sorted(self.folders)]
        lines += [f"{self.files[name] or _UNWRITTEN} {name}\n" for name in sorted(self.files)]
        text = _GREETING + "".join(lines)
        return (text + _SEAL + sha256(text.encode()) + "\n").encode()


def parse(data: bytes) -> Manifest | None:
    """The list in ``data``; None if it is not whole."""
    body, found, seal = data.rpartition(_SEAL.encode())
    if not found or seal.strip() != sha256(body).encode():
        return None
    manifest = Manifest()
    for line in body.decode().splitlines()[1:]:
        word, _, name = line.partition(" ")
        if word == _FOLDER:
            manifest.folders.add(name)
        else:
            manifest.files[name] = None if word == _UNWRITTEN else word
    return manifest


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
