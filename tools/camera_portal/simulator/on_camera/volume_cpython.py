"""``/flash`` for CPython: the same FAT code (ChaN's FatFs, in fatfs-ng) behind ``open``."""

import builtins
import io
import os

from fatfs import FatFSException, Partition, PartitionExtended
from fatfs.diskio import Disk

_BLOCK_BYTES = 512
_DIRECTORY_MODE = 0x4000
_FILE_MODE = 0x8000


class ImageFile(Disk):
    """The image as fatfs-ng wants its disks."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._blocks = os.stat(path).st_size // _BLOCK_BYTES
        self._stream = open(path, "r+b")  # noqa: SIM115 - open as long as the camera runs

    def ioctl_get_sector_count(self) -> int:
        return self._blocks

    def ioctl_get_sector_size(self) -> int:
        return _BLOCK_BYTES

    def ioctl_get_block_size(self) -> int:
        return 1

    def read(self, sector: int, count: int) -> bytes:
        self._stream.seek(sector * _BLOCK_BYTES)
        return self._stream.read(count * _BLOCK_BYTES)

    def write(self, sector: int, count: int, buff: bytes) -> None:
        self._stream.seek(sector * _BLOCK_BYTES)
        self._stream.write(buff)
        self._stream.flush()


def format_image(path: str, size_bytes: int) -> None:
    """Make ``path`` an empty FAT volume without a partition table, as OpenMV's _boot.py does."""
    with open(path, "wb") as stream:
        stream.truncate(size_bytes)
    partition = Partition(ImageFile(path))
    partition.mkfs()
    _mount_once(partition)


def check_image(path: str) -> None:
    """Raises ValueError if ``path`` is not a FAT volume."""
    try:
        _mount_once(Partition(ImageFile(path)))
    except (FatFSException, SystemError):  # the latter at less than a block (fatfs-ng 0.1.16)
        raise ValueError("it is not a FAT volume") from None


def _mount_once(partition: Partition) -> None:
    partition.mount()
    partition.unmount()  # gives the place back: fatfs-ng has room for ten


def mount(image: str, folder: str) -> None:
    """Let ``open``, ``os.stat`` and ``os.remove`` reach the volume below ``folder``."""
    partition = Partition(ImageFile(image))
    partition.mount()
    files = PartitionExtended(partition)
    real_open, real_stat, real_remove = builtins.open, os.stat, os.remove

    def inside(path) -> str | None:
        path = str(path)
        return path[len(folder) :] if path.startswith(folder + "/") else None

    def open_either(path, mode="r", *rest, **named):
        name = inside(path)
        if name is None:
            return real_open(path, mode, *rest, **named)
        data = b"" if "w" in mode else _read(files, name)
        is_read = "w" not in mode and "+" not in mode
        return io.BytesIO(data) if is_read else _Writing(files, name, data)

    def stat_either(path, *rest, **named):
        name = inside(path)
        return real_stat(path, *rest, **named) if name is None else _stat(files, name)

    def remove_either(path, *rest, **named):
        name = inside(path)
        if name is None:
            real_remove(path, *rest, **named)
        else:
            _stat(files, name)
            files.remove(name)

    builtins.open = open_either
    os.stat = stat_either
    os.remove = remove_either


def unmount(folder: str) -> None:
    """Nothing is cached: every write is on the image already."""


class _Writing(io.BytesIO):
    def __init__(self, files: PartitionExtended, name: str, data: bytes) -> None:
        super().__init__(data)
        self._files = files
        self._name = name

    def close(self) -> None:
        if not self.closed:
            self._files.write_file(self._name, self.getvalue())
        super().close()


def _read(files: PartitionExtended, name: str) -> bytes:
    if not files.isfile(name):
        raise FileNotFoundError(2, name)
    return files.read_file(name)


def _stat(files: PartitionExtended, name: str) -> tuple:
    if files.isdir(name):
        return (_DIRECTORY_MODE, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    return (_FILE_MODE, 0, 0, 0, 0, 0, len(_read(files, name)), 0, 0, 0)
