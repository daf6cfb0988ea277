"""The fonts of a label, and what is shown where they lack a letter."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import reportlab
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from . import Unusable

REGULAR = "Vera"
BOLD = "VeraBd"
_OTHER = "Other"
_VERA = Path(reportlab.__file__).parent / "fonts"
_VARIATIONS = range(0xFE00, 0xFE10)  # they choose how the letter before looks and are unseen


class Fonts:
    """Bitstream Vera, which reportlab brings along and a PDF takes with it; it has the letters of
    western Europe.

    :param other: a TrueType font's file for names that need more, or None.

    Raises Unusable if that file is not a TrueType font.
    """

    def __init__(self, other: str | None = None) -> None:
        self.files = {REGULAR: _VERA / "Vera.ttf", BOLD: _VERA / "VeraBd.ttf"}
        if other:
            self.files[_OTHER] = Path(other)
        self._fonts = {name: _load(name, path) for name, path in self.files.items()}

    def choose(self, text: str, bold: bool = False) -> tuple[str, str]:
        """``text`` as it can be shown, and the font for it.

        A letter that the font lacks is spelled out: a symbol by its name, ``[camera]``, any other
        by its number, ``[U+0416]``. Fonts that are not ``simple`` count as lacking, for here
        they would come out wrong.
        """
        text = _seen(text)
        own = BOLD if bold else REGULAR
        font = min((own, _OTHER) if _OTHER in self._fonts else (own,), key=self._lacks(text))
        return "".join(
            letter if self._draws(font, letter) else _spelled(letter) for letter in text
        ), font

    def lacking(self, text: str) -> str:
        """The letters of ``text`` that have to be spelled out."""
        text = _seen(text)
        _, font = self.choose(text)
        return "".join(dict.fromkeys(letter for letter in text if not self._draws(font, letter)))

    def _lacks(self, text: str):
        return lambda font: sum(not self._draws(font, letter) for letter in text)

    def _draws(self, font: str, letter: str) -> bool:
        return simple(letter) and self._fonts[font].face.charToGlyph.get(ord(letter), 0) > 0


def simple(letter: str) -> bool:
    """It takes its place in a line from left to right, and no more: neither Hebrew nor a mark."""
    leftwards = unicodedata.bidirectional(letter) in ("R", "AL")
    return not leftwards and unicodedata.category(letter)[0] not in "MC"


def width(text: str, font: str, size: float) -> float:
    """How wide it is, in the unit of ``size``."""
    return stringWidth(text, font, size)


def _load(name: str, path: Path) -> TTFont:
    try:
        font = TTFont(name, str(path))
    except (TTFError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a TrueType font"
        raise Unusable(f"{path}: {reason}") from None
    registerFont(font)
    return font


def _seen(text: str) -> str:
    """Without what nobody sees: joiners, marks of direction, variations."""
    text = unicodedata.normalize("NFC", text)
    return "".join(
        letter
        for letter in text
        if unicodedata.category(letter) != "Cf" and ord(letter) not in _VARIATIONS
    )


def _spelled(letter: str) -> str:
    symbol = unicodedata.category(letter)[0] == "S"
    name = unicodedata.name(letter, "").lower() if symbol else ""
    return f"[{name or f'U+{ord(letter):04X}'}]"
