"""``/flash``: a FAT volume on an image file, for MicroPython as the camera has it."""

import os

import vfs

_BLOCK_BYTES = 512


class ImageFile:
    """A block device for ``vfs.VfsFat``. Every write goes to the file at once.

    A camera's is C, into which no Ctrl-C breaks. Here none does where no code jumps (py/vm.c).
    """

    def __init__(self, path: str) -> None:
        self._blocks = os.stat(path)[6] // _BLOCK_BYTES
        self._stream = open(path, "r+b")  # noqa: SIM115 - open as long as the camera runs

    def readblocks(self, block: int, buffer) -> None:
        self._stream.seek(block * _BLOCK_BYTES)
        self._stream.readinto(buffer)

    def writeblocks(self, block: int, buffer) -> None:
        self._stream.seek(block * _BLOCK_BYTES)
        self._stream.write(buffer)
        self._stream.flush()

    def ioctl(self, request: int, argument: int):
        """4: the number of blocks, 5: their size (micropython extmod/vfs.h)."""
        return {4: self._blocks, 5: _BLOCK_BYTES}.get(request, 0)


def mount(image: str, folder: str) -> None:
    vfs.mount(vfs.VfsFat(ImageFile(image)), folder)


def unmount(folder: str) -> None:
    vfs.umount(folder)
