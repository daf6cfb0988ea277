"""``wifi.txt`` and its second copy on the camera's drive.

The drive is FAT, where neither a write nor a rename is atomic and power may fail at any block
(micropython lib/oofatfs/ff.c, extmod/vfs_fat.c). A save is three writes: the backup, marked as
begun; the file; the backup again, sealed. Whatever is cut, one copy is whole, and
``checksum.choose`` tells which. If only the backup is whole, the file is written first. A file that
exists is written over in place: then nothing of the FAT and of the folder changes but the time of
day, so that a block of those that is torn is still as it was. If the copies have to grow, and the
drive has no room for both, nothing is written: an unfinished backup would win until the next save.

tests/power/test_power_cuts.py tries every cut and every tear. What no program can keep on FAT:

- A folder's or the FAT's own block that is left erased behind the tear. The root folder's names
  the settings, both copies, and the program. Then the camera starts as a new one.
- A new name's entry torn between the two bytes of its cluster's number, if that is above 255:
  the settings are kept, but the next save can damage another file.
- If a folder, or something large, has the file's name, there is one copy only.
- A flash driver that erases more than a block at a time loses all of it: the whole drive on the
  H7, whose 128 KiB are one sector (micropython ports/stm32/flashbdev.c). OpenMV's ``_boot.py``
  formats a drive that it cannot mount.

The drive is the one a computer sees over USB; a computer that has it mounted may write over what
the camera wrote, and this file cannot prevent that.
"""

import os

from ..core import config_file, const
from . import checksum

# A settings file is a few hundred bytes. Something larger that was dropped on the drive under
# this name must not be read into the heap. OpenMV's own reader stops here, too.
_BYTES_MAX = const(4096)

# The smallest cluster of FAT: a file that ends within one can grow to its end in place.
_BLOCK_BYTES = const(512)

TOO_LARGE = const(27)  # EFBIG, which MicroPython's errno does not name (micropython py/mperrno.h)
NO_ROOM = const(28)  # ENOSPC, likewise

# The file type of a directory, as os.stat gives it (POSIX, and micropython extmod/vfs.h).
_DIRECTORY = const(0x4000)


class TwoCopies:
    """One settings file, kept twice.

    :param path: the file, for example ``/flash/wifi.txt``.
    :param backup: its second copy.
    """

    def __init__(self, path: str, backup: str) -> None:
        self._path = path
        self._backup = backup
        self._file_leads = False  # the file, not the backup, has what was loaded
        self.is_spoilt = False  # power failed during a save: save again to have two copies

    def load(self) -> config_file.WifiFile:
        """The settings; empty if there are none. A file that is too large, or is a directory,
        is left alone and the copy is used."""
        main = None if self.is_unusable() else read(self._path)
        backup = read(self._backup)
        data = checksum.choose(main, backup)
        self._file_leads = bool(data) and data == main
        self.is_spoilt = backup is not None and not checksum.is_whole(backup)
        return config_file.WifiFile(data)

    def save(self, file: config_file.WifiFile) -> None:
        """Write both copies. Raises OSError if the drive is full or gone, or the settings have
        become too large to be read again."""
        body = checksum.strip(file.render())
        data = checksum.add(body, begun=True)
        if len(data) > _BYTES_MAX:
            raise OSError(TOO_LARGE)
        if not self._has_room(len(data)):
            raise OSError(NO_ROOM)
        if self._file_leads:
            write(self._backup, data)
            self._file_leads = False
        data = checksum.add(body)  # not before: a small heap has no room for three
        if not self.is_unusable():
            write(self._path, data)
            self._file_leads = True
        write(self._backup, data)
        self.is_spoilt = False

    def is_unusable(self) -> bool:
        """Whether something that cannot be a settings file has its name."""
        size = _size(self._path)
        return size is None or size > _BYTES_MAX

    def _has_room(self, length: int) -> bool:
        """Whether both copies can be ``length`` bytes long; True if nobody can tell."""
        sizes = [_size(self._backup) or 0]
        if not self.is_unusable():
            sizes.append(_size(self._path) or 0)
        growing = [size for size in sizes if length > _whole(size)]
        if not growing:
            return True
        try:
            _, cluster, _, _, free = os.statvfs(self._path.rpartition("/")[0] or "/")[:5]
        except (AttributeError, OSError):  # Windows' CPython has no statvfs
            return True
        end = _whole(_whole(length), cluster)
        return sum(end - _whole(size, cluster) for size in growing) <= free * cluster


def _size(path: str) -> int | None:
    """In bytes; 0 if there is no file, None if a directory has its name."""
    try:
        entry = os.stat(path)
    except OSError:
        return 0
    return None if entry[0] & _DIRECTORY else entry[6]


def read(path: str) -> bytes | None:
    """The beginning of a file; None if there is none."""
    try:
        with open(path, "rb") as stream:
            # No more than there is: so large a piece of a small heap is seldom free at once.
            return stream.read(min(_size(path) or 0, _BYTES_MAX))
    except OSError:
        return None


def write(path: str, data: bytes) -> None:
    """Write ``data`` and blanks to the end of its last block: in place if it fits.

    Raises OSError if the drive is full or gone.
    """
    size = _size(path) or 0
    end = _whole(size)
    if len(data) > end or end > _BYTES_MAX:
        end = _whole(len(data))
        with open(path, "wb") as stream:
            stream.write(_padded(data, end))
        return
    with open(path, "r+b") as stream:
        if size < end:  # while the old text is still there: a cut in between shows no half of it
            stream.seek(size)
            stream.write(_padded(b"", end - size))
            stream.flush()
            stream.seek(0)
        stream.write(_padded(data, end))


def _whole(size: int, unit: int = _BLOCK_BYTES) -> int:
    """``size`` with the rest of its last block, or cluster of ``unit`` bytes."""
    return -(-size // unit) * unit


def _padded(data: bytes, size: int) -> bytes:
    return data + b" " * (size - len(data))
