"""What the simulated camera has before its lens: a picture file, read again whenever it changes."""

from __future__ import annotations

import os

from PIL import Image, ImageDraw, ImageOps

# What Pillow raises for files that are no picture, or half of one.
UNREADABLE = (OSError, ValueError, SyntaxError)

_GREY = 128


class Picture:
    """The picture file, read again when it changes.

    :param path: any format that Pillow reads; None for a grey test card.

    Raises one of UNREADABLE if the file is not a picture at first; a change that is not one,
    half-written perhaps, leaves what there was.
    """

    def __init__(self, path: str | None = None) -> None:
        self._path = path
        self._seen: tuple | None = None
        self._picture = _test_card()
        self.changes = 0
        if path:
            self._read()

    def through(self, size: tuple[int, int]) -> Image.Image:
        """All of it as a sensor of that many pixels sees it, in grey."""
        return ImageOps.pad(self._picture, size, color=_GREY)

    def refresh(self) -> None:
        try:
            if self._path and self._mark() != self._seen:
                self._read()
        except UNREADABLE:
            pass

    def _mark(self) -> tuple:
        state = os.stat(self._path or "")
        return state.st_mtime_ns, state.st_size, state.st_ino

    def _read(self) -> None:
        mark = self._mark()
        with Image.open(self._path or "") as picture:
            self._picture = picture.convert("L")
        self._seen = mark
        self.changes += 1


def _test_card(width: int = 640, height: int = 480) -> Image.Image:
    """A gradient, a circle and a cross: enough to see that a view is sharp and the right way up."""
    card = Image.linear_gradient("L").resize((width, height)).point(lambda value: 64 + value // 2)
    draw = ImageDraw.Draw(card)
    middle = (width // 2, height // 2)
    draw.circle(middle, height // 3, outline=255, width=4)
    draw.line((0, middle[1], width, middle[1]), fill=0)
    draw.line((middle[0], 0, middle[0], height), fill=0)
    return card
