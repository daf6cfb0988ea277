"""Printed labels: the files looked at as a printer and a phone would, label by label."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import zxingcpp
from camera_portal.labels.sheet import Sheet
from PIL import Image, ImageDraw

from support.phone import tab

_DPI = 288  # three times a browser's 96
_INCH_MM = 25.4
_POINT_MM = _INCH_MM / 72


class Label:
    """
    :param picture: what is on it.
    :param text: what is to be read on it, without blanks; empty if it was not asked for.
    """

    def __init__(self, picture: Image.Image, text: str) -> None:
        self.picture = picture
        self.text = text
        self.codes = {
            code.bytes.decode(): code
            for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
        }

    def module_mm(self, code: zxingcpp.Barcode) -> float:
        """How large its squares are: the upper left finder has seven of them in a row."""
        left, top, right, _ = _corners(code)
        row = [self.picture.getpixel((x, top + 2)) < 128 for x in range(left + 2, right)]
        return (row.index(False) + 2) / 7 / _DPI * _INCH_MM

    def quiet_zone(self, code: zxingcpp.Barcode) -> Image.Image:
        """What is up to four squares around it, and still on the label."""
        dots = int(4 * self.module_mm(code) / _INCH_MM * _DPI) - 2
        left, top, right, low = _corners(code)
        around = (left - dots, top - dots, right + dots, low + dots)
        assert min(around) >= 0
        assert around[2] <= self.picture.width and around[3] <= self.picture.height
        blank = self.picture.copy()
        ImageDraw.Draw(blank).rectangle((left - 2, top - 2, right + 2, low + 2), fill=255)
        return blank.crop(around)

    def joins(self) -> list[tuple[str, ...]]:
        """The network and the password that a phone takes from each code that joins."""
        return [_joined(code) for code in self.codes if code.startswith("WIFI:")]


def _corners(code: zxingcpp.Barcode) -> tuple[int, int, int, int]:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
    across, down = zip(*((corner.x, corner.y) for corner in corners), strict=True)
    return min(across), min(down), max(across), max(down)


def _joined(code: str) -> tuple[str, ...]:
    """As zxing's WifiResultParser: a field begins after a semicolon, a backslash takes the next
    letter as it is."""
    fields, field, letters = [], "", iter(code.removeprefix("WIFI:"))
    for letter in letters:
        if letter == ";":
            fields.append(field)
            field = ""
        else:
            field += next(letters) if letter == "\\" else letter
    assert not field and not fields.pop()
    assert [field[:2] for field in fields] in (["T:", "S:", "P:"], ["T:", "S:"])
    return tuple(field[2:] for field in fields)


class Printed:
    """A page on paper.

    :param picture: in grey, 288 dots an inch.
    """

    def __init__(self, picture: Image.Image, sheet: Sheet, page=None) -> None:
        self.picture = picture
        self._sheet = sheet
        self._text = page and page.get_textpage()

    def label(self, place: int) -> Label:
        text = self._text.get_text_bounded(*self._points(place)) if self._text else ""
        return Label(self.picture.crop(self._pixels(place)), "".join(text.split()))

    def rest(self, places: range) -> Image.Image:
        """What is on the page when everything is gone that may be on the labels there."""
        rest = self.picture.copy()
        for place in places:
            ImageDraw.Draw(rest).rectangle(self._pixels(place, self._sheet.safe), fill=255)
        return rest

    def _box(self, place: int, inside: float = 0) -> tuple[float, float, float, float]:
        x, y = self._sheet.corner(place)
        width, height = self._sheet.label
        return x + inside, y + inside, x + width - inside, y + height - inside

    def _points(self, place: int) -> tuple[float, ...]:
        return tuple(length / _POINT_MM for length in self._box(place))

    def _pixels(self, place: int, inside: float = 0) -> tuple[int, int, int, int]:
        left, low, right, high = self._box(place, inside)
        height = self._sheet.page[1]
        edges = (left, height - high, right, height - low)
        # half a dot of a line's smooth edge belongs to it
        rounded = [round(edge / _INCH_MM * _DPI) for edge in edges]
        return rounded[0] - 1, rounded[1] - 1, rounded[2] + 1, rounded[3] + 1


def pdf(path: Path, sheet: Sheet) -> list[Printed]:
    """The pages of a PDF, drawn by PDFium."""
    pages = list(pypdfium2.PdfDocument(path))
    for page in pages:
        size = [length / _POINT_MM for length in sheet.page]
        assert abs(page.get_width() - size[0]) < 0.01 and abs(page.get_height() - size[1]) < 0.01
    scale = _DPI / 72
    return [Printed(_gray(page.render(scale=scale).to_pil()), sheet, page) for page in pages]


def svg(paths: list[Path], sheet: Sheet, folder: Path) -> list[Printed]:
    """Those files' pages, drawn by Chromium."""
    pages = []
    width, height = (round(length / _INCH_MM * 96) for length in sheet.page)
    view = {"width": width, "height": height}
    with tab(viewport=view, device_scale_factor=_DPI / 96) as page:
        for path in paths:
            page.goto(path.resolve().as_uri())
            page.screenshot(path=folder / "page.png")
            pages.append(Printed(_gray(Image.open(folder / "page.png")), sheet))
    return pages


def _gray(picture: Image.Image) -> Image.Image:
    return picture.convert("L")
