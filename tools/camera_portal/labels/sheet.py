"""The sheets that labels come on, as their makers cut them."""

from __future__ import annotations


class Sheet:
    """Lengths are in mm.

    :param use: what to buy.
    :param page: the paper's width and height.
    :param label: one label's width and height.
    :param count: labels in a row, and rows.
    :param margin: from the paper's left and upper edge to the first label.
    :param pitch: from label to label, across and down.
    :param safe: how far inside a label printing is sure to be on it, and on the paper.
    """

    def __init__(
        self,
        use: str,
        page: tuple[float, float],
        label: tuple[float, float],
        count: tuple[int, int] = (1, 1),
        margin: tuple[float, float] = (0.0, 0.0),
        pitch: tuple[float, float] = (0.0, 0.0),
        safe: float = 2.2,
    ) -> None:
        self.use = use
        self.page = page
        self.label = label
        self.safe = safe
        self.places = count[0] * count[1]
        self._across = count[0]
        self._margin = margin
        self._pitch = pitch

    def corner(self, place: int) -> tuple[float, float]:
        """The lower left corner of a place's label, from the paper's. Places count from 0 at the
        upper left, in rows."""
        row, column = divmod(place, self._across)
        x = self._margin[0] + column * self._pitch[0]
        y = self.page[1] - self._margin[1] - row * self._pitch[1] - self.label[1]
        return x, y


_A4 = (210.0, 297.0)
_LETTER = (215.9, 279.4)

# Measures from glabels-data's templates, avery-iso-templates.xml and avery-us-templates.xml. Labels
# of 70 x 37 mm go to the paper's very edge, where a laser printer leaves a sixth of an inch blank.
SHEETS = {
    "70x37": Sheet("A4, 3 x 8 (Avery 3474)", _A4, (70, 37), (3, 8), (0, 0.5), (70, 37), 4.4),
    "63.5x33.9": Sheet(
        "A4, 3 x 8 (Avery L7159)", _A4, (63.5, 33.9), (3, 8), (7.2, 12.9), (66, 33.9)
    ),
    "99.1x38.1": Sheet(
        "A4, 2 x 7 (Avery L7163)", _A4, (99.1, 38.1), (2, 7), (4.65, 15.15), (101.6, 38.1)
    ),
    "5160": Sheet(
        "US Letter, 3 x 10 (Avery 5160)",
        _LETTER,
        (66.675, 25.4),
        (3, 10),
        (4.7625, 12.7),
        (69.85, 25.4),
    ),
    "single": Sheet("one label of 100 x 62 mm a page, for a roll", (100, 62), (100, 62)),
}
