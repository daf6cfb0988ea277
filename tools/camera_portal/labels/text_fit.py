"""Lines of text that have to fit: they wrap, then shrink; names are cut at last, secrets never."""

from __future__ import annotations

from . import Unusable
from .fonts import width

LEADING = 1.24  # from line to line, in sizes: one above the base line, Vera's descent below

_SHRINK = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)  # rather than break a word
_SCALES = [percent / 100 for percent in range(100, 35, -5)]  # to fit the height


class Line:
    """One line of text, and how it may be made to fit.

    :param text: what is to be read.
    :param font: see ``letters``.
    :param size: its height in mm, at best.
    :param breaks: what it breaks after, if it has to and can: a blank, or the bracket at the
                   end of a letter that is spelled out.
    :param whole: it must not be cut.
    """

    def __init__(
        self, text: str, font: str, size: float, breaks: str = " ]", whole: bool = False
    ) -> None:
        self.text = text
        self.font = font
        self.size = size
        self.breaks = breaks
        self.whole = whole

    @property
    def width(self) -> float:
        return width(self.text, self.font, self.size)

    def scaled(self, text: str, scale: float) -> Line:
        return Line(text, self.font, self.size * scale, self.breaks, self.whole)

    def words(self) -> list[str]:
        """Its parts that should not break."""
        words = [""]
        for letter in self.text:
            words[-1] += letter
            if letter in self.breaks:
                words.append("")
        return words


def fit(lines: list[Line], width_mm: float, height_mm: float) -> list[list[Line]]:
    """For each of ``lines`` the lines that it becomes, all of them inside the box.

    Raises Unusable if what must not be cut cannot fit.
    """
    for scale in _SCALES:
        fitted = [_broken(line, scale, width_mm) for line in lines]
        if height(fitted) <= height_mm:
            return fitted
    while height(fitted) > height_mm:
        _cut_one(fitted, width_mm)
    return fitted


def height(paragraphs: list[list[Line]]) -> float:
    return sum(line.size * LEADING for paragraph in paragraphs for line in paragraph)


def _broken(line: Line, scale: float, width_mm: float) -> list[Line]:
    for shrink in _SHRINK:
        smaller = line.scaled(line.text, scale * shrink)
        if all(smaller.scaled(word.rstrip(" "), 1).width <= width_mm for word in line.words()):
            return _wrap(smaller, width_mm)
    return _wrap(line.scaled(line.text, scale), width_mm)


def _wrap(line: Line, width_mm: float) -> list[Line]:
    lines = []
    rest = line.text
    while line.scaled(rest, 1).width > width_mm:
        end = _end(line, rest, width_mm)
        lines.append(line.scaled(rest[:end] if line.whole else rest[:end].rstrip(" "), 1))
        rest = rest[end:]
    return [*lines, line.scaled(rest, 1)]


def _end(line: Line, text: str, width_mm: float) -> int:
    """Where the first line of ``text`` ends: after a word if there is one that fits."""
    longest = _longest(line, text, width_mm)
    breaks = [place for place in range(longest) if text[place] in line.breaks]
    return breaks[-1] + 1 if breaks else longest


def _longest(line: Line, text: str, width_mm: float) -> int:
    """How many letters of ``text`` fit: one at least."""
    end = 1
    while end < len(text) and line.scaled(text[: end + 1], 1).width <= width_mm:
        end += 1
    return end


def _cut_one(paragraphs: list[list[Line]], width_mm: float) -> None:
    """Take a line from the longest paragraph that may be cut, and show that it goes on."""
    longest = max(paragraphs, key=lambda lines: 0 if lines[0].whole else len(lines))
    if longest[0].whole or len(longest) < 2:
        raise Unusable("what has to be on a label does not fit on this sheet's")
    longest.pop()
    text = longest[-1].text
    while text and longest[-1].scaled(text + "...", 1).width > width_mm:
        text = text[:-1]
    longest[-1] = longest[-1].scaled(text + "...", 1)
