"""A folder of this computer as a drive: a mounted one, or what is to be put on an image."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from ..exit_codes import LOST
from .errors import Failure
from .manifest import sha256
from .plan import Found


class Folder:
    """See ``carrier.Drive``."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.where = str(root)

    def look(self, names: list[str]) -> dict[str, Found]:
        found = {}
        for name in names:
            path = self._root / name
            if path.is_dir():
                found[name] = Found()
            elif path.exists():
                data = self._bytes_of(name)
                found[name] = Found(len(data), sha256(data))
        return found

    def room(self) -> tuple[int, int]:
        blocks = getattr(self._root.stat(), "st_blksize", 4096)
        return shutil.disk_usage(self._root).free, blocks

    def read(self, name: str) -> bytes | None:
        return self._bytes_of(name) if (self._root / name).is_file() else None

    def write(self, name: str, data: bytes, tell: Callable[[int], None]) -> None:
        with self._explained(name), open(self._root / name, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())  # the drive may be pulled right afterwards
        tell(len(data))

    def remove(self, name: str) -> None:
        with self._explained(name):
            (self._root / name).unlink()

    def rename(self, old: str, new: str) -> None:
        with self._explained(new):
            (self._root / old).rename(self._root / new)

    def make_folder(self, name: str) -> None:
        with self._explained(name):
            (self._root / name).mkdir()

    def remove_folder(self, name: str) -> None:
        """Where it is empty."""
        path = self._root / name
        if path.is_dir() and not any(path.iterdir()):
            with self._explained(name):
                path.rmdir()

    def _bytes_of(self, name: str) -> bytes:
        with self._explained(name):
            return (self._root / name).read_bytes()

    @contextlib.contextmanager
    def _explained(self, name: str):
        try:
            yield
        except OSError as error:
            raise Failure(LOST, f"{self._root / name}: {error.strerror}")
