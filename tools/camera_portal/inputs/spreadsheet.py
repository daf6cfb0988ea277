"""A table as spreadsheets of all countries save it: CSV in UTF-8, with a byte order mark or
without, and with commas, semicolons or tabs between its cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

_SEPARATORS = ",;\t"


class BadTable(ValueError):
    """A file that is no table; the text says in which line, and shows none of what is in it."""


@dataclass(frozen=True)
class Line:
    """One row below the heading; its reader checks it.

    :param number: where in the file it ends, from 1.
    :param cells: each column's text as it stands there, empty if the row is short.
    :param is_too_long: whether it has more cells than there are columns.
    """

    number: int
    cells: dict[str, str]
    is_too_long: bool


class Table:
    """
    The first line that is not empty names its columns; ``heading_line`` is that line's number.

    :param known: the columns that one may expect; the separator is told by them.

    Raises BadTable.
    """

    def __init__(self, path: Path, known: Collection[str]) -> None:
        text = _text(path)
        separator = _separator(text, known)
        # Not strict, a stray quote would swallow the lines after it.
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        self.columns = [name.strip().lower() for name in next(self._rows(), [])]
        self.heading_line = max(1, self._reader.line_num)

    def lines(self) -> Iterator[Line]:
        """All but the empty ones. Raises BadTable at the first that cannot be read."""
        for cells in self._rows():
            row = dict.fromkeys(self.columns, "") | dict(zip(self.columns, cells))
            yield Line(self._reader.line_num, row, any(cells[len(self.columns) :]))

    def _rows(self) -> Iterator[list[str]]:
        """All but the empty ones."""
        try:
            yield from filter(any, self._reader)
        except csv.Error as error:
            raise BadTable(f"line {self._reader.line_num}: {error}") from None


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadTable(f"it cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BadTable("it is not UTF-8: save it as “CSV UTF-8”") from None


def _separator(text: str, known: Collection[str]) -> str:
    """What stands between most of the columns that the first line names; an empty one may be
    nothing but separators."""
    heading = next((line for line in text.splitlines() if line.strip(_SEPARATORS)), "").lower()

    def found(separator: str) -> int:
        return sum(name.strip(' "') in known for name in heading.split(separator))

    return max(_SEPARATORS, key=found)
