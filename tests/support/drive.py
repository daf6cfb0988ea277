"""The camera's drive from outside, as a computer with the USB drive mounted sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from camera_portal.simulator.on_camera.volume_cpython import ImageFile, format_image
from fatfs import Partition, PartitionExtended


class Drive:
    """The files of a FAT image. Use it while no camera runs on the image.

    :param size_bytes: make a new, empty volume of that size.
    """

    def __init__(self, image: Path, size_bytes: int = 0) -> None:
        self.image = image
        if size_bytes:
            format_image(str(image), size_bytes)

    def read(self, name: str) -> bytes:
        with self._mounted() as files:
            return files.read_file(name)

    def write(self, name: str, data: bytes) -> None:
        with self._mounted() as files:
            files.write_file(name, data)

    def mkdir(self, name: str) -> None:
        """With the folders above it; it may be there already."""
        with self._mounted() as files:
            files.makedirs(name, exist_ok=True)

    def tree(self) -> dict[str, bytes | None]:
        """Every file with its content, every folder with None; names start at the root."""
        found: dict[str, bytes | None] = {}
        with self._mounted() as files:
            for folder, folders, names in files.walk("/"):
                start = folder.strip("/") + "/" if folder != "/" else ""
                found.update({start + name: None for name in folders})
                found.update({start + name: files.read_file("/" + start + name) for name in names})
        return found

    def fill(self, but_bytes: int = 0) -> None:
        """Leave no free block, or ``but_bytes`` of them: a file that is too long takes all there
        are."""
        with self._mounted() as files:
            files.write_file("/filler", bytes(self.image.stat().st_size))
            if but_bytes:
                taken = len(files.read_file("/filler"))
                files.write_file("/filler", bytes(taken - but_bytes))

    @contextmanager
    def _mounted(self) -> Iterator[PartitionExtended]:
        partition = Partition(ImageFile(str(self.image)))
        partition.mount()
        try:
            yield PartitionExtended(partition)
        finally:
            partition.unmount()  # fatfs-ng has room for ten
