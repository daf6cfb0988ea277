"""A QR code as one shape: black squares, nothing between them."""

from __future__ import annotations

import segno
from reportlab.graphics.shapes import Path
from reportlab.lib.colors import black

from . import Unusable

QUIET_MODULES = 4  # ISO/IEC 18004, 9.1
_MODULE_MM_MIN = 0.35  # below, office printers and phones' cameras begin to fail


class QrCode:
    """As large as its place allows.

    :param text: what a phone reads.
    :param limits: lengths in mm, each with the number of blank modules that it has to hold
                   beside the code itself.

    Raises Unusable if its modules would be too small to be read.
    """

    def __init__(self, text: str, *limits: tuple[float, int]) -> None:
        # UTF-8 without a mark that says so: phones guess it right, and not all know the mark.
        self._code = segno.make(text, error="m", micro=False, encoding="utf-8")
        self._count = self._code.symbol_size(border=0)[0]
        self._module_mm = min(length / (self._count + blank) for length, blank in limits)
        if self._module_mm < _MODULE_MM_MIN:
            raise Unusable(f"a code of {len(text)} characters is too small on this sheet")

    @property
    def side_mm(self) -> float:
        """Its own, without the quiet zone around it."""
        return self._count * self._module_mm

    @property
    def quiet_mm(self) -> float:
        return QUIET_MODULES * self._module_mm

    def draw(self, left: float, low: float) -> Path:
        """The shape, with its lower left corner there (mm)."""
        # One path: were every square a shape of its own, viewers would show seams between them.
        path = Path(fillColor=black, strokeColor=None)
        module = self._module_mm
        top = low + self.side_mm
        for row, modules in enumerate(self._code.matrix):
            for start, end in _runs(modules):
                _add_box(
                    path,
                    left + start * module,
                    top - (row + 1) * module,
                    left + end * module,
                    top - row * module,
                )
        return path


def _runs(modules: bytearray) -> list[tuple[int, int]]:
    """Start and end of each run of black."""
    edges = [
        place
        for place, (before, after) in enumerate(zip([0, *modules], [*modules, 0], strict=True))
        if bool(before) != bool(after)
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _add_box(path: Path, left: float, low: float, right: float, high: float) -> None:
    path.moveTo(left, low)
    path.lineTo(right, low)
    path.lineTo(right, high)
    path.lineTo(left, high)
    path.closePath()
