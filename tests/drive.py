"""The camera's drive from outside, as a computer with the USB drive mounted sees it."""

from pathlib import Path

from fatfs.partition_extended import PartitionExtended
from simulated.volume_cpython import format_image, open_image


class Drive:
    """The files of a FAT image. Use it while no camera runs on the image."""

    def __init__(self, image: Path, size_bytes: int = 0) -> None:
        if size_bytes:
            format_image(str(image), size_bytes)
        self._files: PartitionExtended = open_image(str(image))

    def read(self, name: str) -> bytes:
        return self._files.read_file(name)

    def write(self, name: str, data: bytes) -> None:
        self._files.write_file(name, data)

    def names(self) -> list[str]:
        return self._files.listdir("/")
