"""A drive in RAM whose power can fail, as ``vfs.VfsFat`` wants its block devices."""

import vfs

FLASH = "/flash"


class RamDrive:
    """Remembers every block that is written, in order.

    :param count: how many blocks it has.
    :param size: bytes a block: 512, or 4096 where the flash driver erases and writes as many.
    :param below: what is on it already: its blocks by number; they are not changed.
    :param power: how many blocks it still writes; then it refuses. None: power does not fail.
    """

    def __init__(self, count: int, size: int, below: dict, power=None) -> None:
        self.count = count
        self.size = size
        self.writes: list = []
        self._below = below
        self._above: dict = {}
        self._power = power
        self._zeros = bytes(size)

    def readblocks(self, block: int, buffer) -> None:
        for at in range(0, len(buffer), self.size):
            buffer[at : at + self.size] = self.read(block)
            block += 1

    def writeblocks(self, block: int, buffer):
        """Raises no error but answers one: this is called while garbage is collected, too, when
        nothing new can be made."""
        if len(self.writes) == self._power:
            return 5
        for at in range(0, len(buffer), self.size):
            if len(self.writes) == self._power:
                return 5
            data = bytes(buffer[at : at + self.size])
            self.writes.append((block + at // self.size, data))
            self.put(block + at // self.size, data)
        return None

    def put(self, block: int, data: bytes) -> None:
        self._above[block] = data

    def ioctl(self, request: int, argument: int):
        """4: the number of blocks, 5: their size (micropython extmod/vfs.h)."""
        return {4: self.count, 5: self.size}.get(request, 0)

    def read(self, block: int) -> bytes:
        return self._above.get(block) or self._below.get(block) or self._zeros

    def blocks(self) -> dict:
        """All that is on it now."""
        found = dict(self._below)
        found.update(self._above)
        return found

    def layout(self) -> tuple:
        """The first block of the root folder, and of the files; before them is the FAT (the
        volume's first block says how long each is: micropython lib/oofatfs/ff.c, BPB_*)."""
        head = self.read(0)
        folder = (head[14] | head[15] << 8) + head[16] * (head[22] | head[23] << 8)
        return folder, folder + (head[17] | head[18] << 8) * 32 // self.size


class Mounted:
    """The drive as ``/flash``, freshly mounted as at power-on."""

    def __init__(self, drive: RamDrive) -> None:
        self._drive = drive

    def __enter__(self):
        vfs.mount(vfs.VfsFat(self._drive), FLASH)
        return self

    def __exit__(self, *_) -> None:
        vfs.umount(FLASH)
