"""Pages of labels, as one PDF or as one SVG a page."""

from __future__ import annotations

import base64
from io import StringIO
from pathlib import Path

from reportlab.graphics import renderPDF, renderSVG
from reportlab.graphics.shapes import Drawing, Group, Rect
from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from .camera import Camera
from .drawing import Label
from .fonts import BOLD, Fonts
from .sheet import Sheet

_TITLE = "Camera labels"
_HAIR = 0.1  # mm
_FINE = 10  # renderSVG rounds a page's size to whole units: they are tenths of a mm
# Verdana is where Vera's shapes come from, DejaVu where they went.
_KIN = "'DejaVu Sans', Verdana, sans-serif"


def pages(
    cameras: list[Camera], sheet: Sheet, letters: Fonts, skip: int = 0, outlines: bool = False
) -> list[Group]:
    """What is on each page, in mm.

    :param skip: places of the first sheet that are used already.
    :param outlines: a thin line around each label, for plain paper and scissors.

    Raises Unusable if a label cannot be drawn.
    """
    drawn: list[Group] = []
    for number, camera in enumerate(cameras, skip):
        place = number % sheet.places
        if not drawn or not place:
            drawn.append(Group())
        label = Label(camera, letters, *sheet.label, sheet.safe).draw()
        if outlines:
            label.add(_outline(*sheet.label))
        x, y = sheet.corner(place)
        label.translate(x, y)
        drawn[-1].add(label)
    return drawn


def _outline(width: float, height: float) -> Rect:
    inside = _HAIR / 2
    return Rect(
        inside,
        inside,
        width - _HAIR,
        height - _HAIR,
        fillColor=None,
        strokeColor=black,
        strokeWidth=_HAIR,
    )


def write_pdf(path: Path, drawn: list[Group], sheet: Sheet) -> list[Path]:
    """Raises OSError."""
    width, height = sheet.page
    # the same labels are the same bytes: no date in it
    canvas = Canvas(str(path), pagesize=(width * mm, height * mm), invariant=True)
    canvas.setTitle(_TITLE)
    for page in drawn:
        canvas.scale(mm, mm)
        renderPDF.draw(Drawing(width, height, page), canvas, 0, 0)
        canvas.showPage()
    canvas.save()
    return [path]


def write_svg(path: Path, drawn: list[Group], sheet: Sheet, letters: Fonts) -> list[Path]:
    """One file a page, numbered if there are several. Raises OSError."""
    paths = []
    for number, page in enumerate(drawn, 1):
        name = path.name if len(drawn) == 1 else f"{path.stem}-{number}{path.suffix}"
        paths.append(path.with_name(name))
        paths[-1].write_text(_svg(page, sheet, letters), encoding="utf-8")
    return paths


def _svg(page: Group, sheet: Sheet, letters: Fonts) -> str:
    width, height = sheet.page
    drawing = Drawing(
        width * _FINE, height * _FINE, Group(page, transform=(_FINE, 0, 0, _FINE, 0, 0))
    )
    size = {"width": f"{width}mm", "height": f"{height}mm"}
    hacks = {name: {"family": f"{name}, {_KIN}"} for name in letters.files}
    hacks[BOLD]["weight"] = "bold"
    canvas = renderSVG.SVGCanvas((drawing.width, drawing.height), svgAttrs=size, fontHacks=hacks)
    renderSVG.draw(drawing, canvas)
    for element, text in (("title", _TITLE), ("desc", f"{sheet.use}: print at 100 %")):
        canvas.doc.getElementsByTagName(element)[0].firstChild.data = text
    canvas.svg.insertBefore(_style(canvas.doc, letters), canvas.groupTree)
    file = StringIO()
    canvas.save(file)
    return file.getvalue()


def _style(document, letters: Fonts):
    """The fonts themselves, so that it looks the same everywhere."""
    style = document.createElement("style")
    for name, path in letters.files.items():
        data = base64.b64encode(path.read_bytes()).decode()
        weight = "bold" if name == BOLD else "normal"
        face = f"font-family: {name}; font-weight: {weight}; src: url(data:font/ttf;base64,{data})"
        style.appendChild(document.createTextNode(f"@font-face {{ {face} }}\n"))
    return style
