"""A ROMFS image: what a camera runs in place, without a copy of its code in the heap."""

from __future__ import annotations

from pathlib import Path

from mpremote.romfs import VfsRomWriter


def image(*folders: Path) -> bytes:
    """The files below ``folders`` as one image, for the ROMFS partition of a board."""
    writer = VfsRomWriter()
    for folder in folders:
        _add(writer, folder)
    return writer.finalise()


def _add(writer: VfsRomWriter, folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            writer.opendir(path.name)
            _add(writer, path)
            writer.closedir()
        else:
            writer.mkfile(path.name, path.read_bytes())
