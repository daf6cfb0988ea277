"""One label: the way onto the camera's page in two steps, each with its code.

Lengths are in mm, from the label's lower left corner.
"""

from __future__ import annotations

from reportlab.graphics.shapes import Circle, Group, Rect, String
from reportlab.lib.colors import black, white

from .camera import Camera
from .fonts import BOLD, Fonts
from .qr import QUIET_MODULES, QrCode
from .text_fit import LEADING, Line, fit, height
from .wifi_code import wifi_code

_GAP = 0.9
_HAIR = 0.15
_NORMAL_HEIGHT = 30  # of what may be printed on, for the sizes of letters below
_JOIN_SHARE = 0.38  # of the width of that, for the first code and the quiet zone beside it
_PAGE_SHARE = 0.22  # and for the second
_TITLE_SHARE = 0.33  # of the height, for the name and what is under it
_WRITING = 5.5  # the height of a line to write on by hand
_HALF_CAPITAL = 0.365  # of Vera, in sizes


class Label:
    """One label, ready to be drawn.

    :param camera: with its address.
    :param letters: the fonts.
    :param safe: how far from the edge printing is sure to be on the label.

    ``draw`` raises Unusable if a code would be too small.
    """

    def __init__(
        self, camera: Camera, letters: Fonts, width: float, height: float, safe: float
    ) -> None:
        self._camera = camera
        self._letters = letters
        self._width = width
        self._height = height
        self._safe = safe
        self._inner_width = width - 2 * safe
        self._inner_height = height - 2 * safe
        self._scale = min(max(self._inner_height / _NORMAL_HEIGHT, 0.74), 1.5)
        self._gap = _GAP * self._scale
        self._group = Group()

    def draw(self) -> Group:
        left = self._draw_join_code()
        # all second codes end where the largest does, its quiet zone still on the label
        right = self._width - max(self._safe, self._page_code(self._height).quiet_mm)
        low = self._draw_title(left, right)
        middle = self._draw_page_step(right, low)
        self._draw_join_step(left, middle - self._gap, low)
        return self._group

    def _draw_join_code(self) -> float:
        """Returns where the text may begin."""
        camera = self._camera
        if camera.password is None:
            return self._safe
        code = QrCode(
            wifi_code(camera.hotspot, camera.password),
            (self._inner_height, 0),
            (self._height, 2 * QUIET_MODULES),
            (self._inner_width * _JOIN_SHARE, QUIET_MODULES),
        )
        left = max(self._safe, code.quiet_mm)
        self._group.add(code.draw(left, (self._height - code.side_mm) / 2))
        return left + code.side_mm + code.quiet_mm

    def _draw_title(self, left: float, right: float) -> float:
        """The name, what it is, and a rule below them. Returns where the steps may begin."""
        camera = self._camera
        room = self._inner_height * _TITLE_SHARE
        facts = [fact for fact in (camera.model, camera.mac or camera.id) if fact]
        line = self._line(" · ".join(facts), 1.9, breaks="")
        small = fit([line], right - left, room / 2) if facts else []
        name = fit([self._line(camera.title, 4.3, bold=True)], right - left, room - height(small))
        low = self._write([*name, *small], left, self._height - self._safe)
        low -= self._gap
        self._draw_rule(left, right, low)
        return low - self._gap

    def _page_code(self, room: float) -> QrCode:
        return QrCode(
            self._camera.page,
            (self._inner_width * _PAGE_SHARE, 0),
            (room - self._safe, QUIET_MODULES),
            (room, 2 * QUIET_MODULES),
        )

    def _draw_page_step(self, right: float, top: float) -> float:
        """Returns where its quiet zone begins."""
        heading = self._heading("Its page")
        code = self._page_code(top - heading.size * LEADING)
        left = right - code.side_mm
        self._group.add(code.draw(left, max(self._safe, code.quiet_mm)))
        self._draw_heading("2", heading, left, top)
        return left - code.quiet_mm

    def _draw_join_step(self, left: float, right: float, top: float) -> None:
        heading = self._heading("Join its Wi-Fi")
        self._draw_heading("1", heading, left, top)
        top -= heading.size * LEADING + self._gap
        width = right - left
        text = f"No page? Mobile data off, then open {self._camera.page}"
        instead = fit([self._line(text, 1.6)], width, (top - self._safe) / 2)
        low = self._safe + height(instead)
        self._write(instead, left, low)
        low = self._write(fit(self._access(), width, top - low - self._gap / 2), left, top)
        if self._camera.password is None:
            self._draw_rule(left, right, low)

    def _access(self) -> list[Line]:
        """What a person types who cannot scan."""
        password = self._camera.password
        lines = [self._line(self._camera.hotspot, 2.7, bold=True), self._line("", 0.5)]
        lines.append(self._line("no password" if password == "" else "password", 1.7))
        if password is None:
            lines.append(self._line("", _WRITING))
        elif password:
            lines.append(self._line(password, 2.7, bold=True, breaks="", whole=True))
        return lines

    def _line(self, text: str, size: float, bold: bool = False, **named) -> Line:
        shown, font = self._letters.choose(text, bold)
        return Line(shown, font, size * self._scale, **named)

    def _heading(self, text: str) -> Line:
        return Line(text, BOLD, 1.9 * self._scale)

    def _draw_rule(self, left: float, right: float, y: float) -> None:
        self._group.add(Rect(left, y, right - left, _HAIR, fillColor=black, strokeColor=None))

    def _draw_heading(self, number: str, line: Line, left: float, top: float) -> None:
        """A white number on black, and what to do."""
        radius = line.size * 0.66
        base = top - line.size
        middle = base + line.size * _HALF_CAPITAL
        disc = Circle(left + radius, middle, radius, fillColor=black, strokeColor=None)
        digit = Line(number, BOLD, line.size * 0.9)
        digit_left = left + radius - digit.width / 2
        self._group.add(disc)
        self._group.add(_string(digit, digit_left, middle - digit.size * _HALF_CAPITAL, white))
        self._group.add(_string(line, left + radius * 2.7, base))

    def _write(self, paragraphs: list[list[Line]], left: float, top: float) -> float:
        """Returns where it ends."""
        for line in (line for lines in paragraphs for line in lines):
            if line.text:
                self._group.add(_string(line, left, top - line.size))
            top -= line.size * LEADING
        return top


def _string(line: Line, x: float, base: float, color=black) -> Group:
    string = String(0, 0, line.text, fontName=line.font, fontSize=line.size, fillColor=color)
    # A viewer that has another font than this one keeps to its width.
    string._svgAttrs = {
        "textLength": f"{line.width:.4f}",
        "lengthAdjust": "spacingAndGlyphs",
        "xml:space": "preserve",
    }
    # Moved by its group: renderSVG rounds a string's own height to whole units.
    return Group(string, transform=(1, 0, 0, 1, x, base))
