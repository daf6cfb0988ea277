"""``wifi.txt`` and its second copy on the camera's drive.

The backup is written first, then the file, each in place. Power may fail at any block: one of
the two is whole (see seal.py). The drive is the one a computer sees over USB; a computer that
has it mounted may write over what the camera wrote, and this file cannot prevent that.
"""

import os

from . import seal
from .constant import const
from .wifi_file import WifiFile

# A settings file is a few hundred bytes. Something larger that was dropped on the drive under
# this name must not be read into the heap.
_BYTES_MAX = const(4096)

# The file type of a directory, as os.stat gives it (POSIX, and micropython extmod/vfs.h).
_DIRECTORY = const(0x4000)


class Storage:
    """One settings file, kept twice.

    :param path: the file, for example ``/flash/wifi.txt``.
    :param backup: its second copy.
    """

    def __init__(self, path: str, backup: str) -> None:
        self._path = path
        self._backup = backup

    def load(self) -> WifiFile:
        """The settings; empty where there are none. A file that is too large, or is a directory,
        is left alone and the copy is used."""
        main = None if self.is_unusable() else _read(self._path)
        return WifiFile(seal.strip(seal.choose(main, _read(self._backup))))

    def save(self, file: WifiFile) -> None:
        """Write both copies. Raises OSError where the drive is full or gone."""
        data = seal.add(file.render())
        _write(self._backup, data)
        if not self.is_unusable():
            _write(self._path, data)

    def is_unusable(self) -> bool:
        """Whether something that cannot be a settings file has its name."""
        try:
            entry = os.stat(self._path)
        except OSError:
            return False
        return bool(entry[0] & _DIRECTORY) or entry[6] > _BYTES_MAX


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as stream:
            return stream.read(_BYTES_MAX)
    except OSError:
        return None


def _write(path: str, data: bytes) -> None:
    with open(path, "wb") as stream:
        stream.write(data)
