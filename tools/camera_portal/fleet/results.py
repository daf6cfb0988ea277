"""What became of each camera: a CSV file that is whole after every camera, whatever happens."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from ..inputs.cameras_csv import Row
from ..inputs.secret_columns import looks_secret
from ..inputs.spreadsheet import BadTable, Line, Table

JOINED = "joined"
# A spreadsheet takes what begins so for a formula, unless an apostrophe stands before it (OWASP,
# "CSV Injection"); and part of this was told by cameras.
_FORMULA = re.compile(r"[=+@\t\r]|-(?!\d+(\.\d+)?$)")


@dataclass(frozen=True)
class Result:
    """One camera's row. Nothing in it is secret.

    :param verdict: a word of the portal's closed list, of ``report.title``, or what the
                    camera has refused, for example ``password_too_short``.
    :param rssi: dBm, how strongly the camera hears its network.
    :param channel: the one on which the hotspot and the network are.
    :param seconds: from the hotspot's joining to the verdict, of the last attempt.
    :param when: local time, with its distance from UTC (RFC 3339).
    """

    hotspot: str
    name: str = ""
    id: str = ""
    mac: str = ""
    model: str = ""
    firmware: str = ""
    verdict: str = ""
    address: str = ""
    hostname: str = ""
    rssi: str = ""
    channel: str = ""
    attempts: int = 0
    seconds: str = ""
    when: str = ""


COLUMNS = tuple(field.name for field in fields(Result))


class BadResults(Exception):
    """Not a result file; the text says why."""


class Results:
    """The result file, read and written.

    :param path: the file; what an earlier run has written there is read.
    :param rows: the cameras, in the order in which they are to stand there.
    :param again: forget what was.

    Raises BadResults.
    """

    def __init__(self, path: Path, rows: list[Row], again: bool = False) -> None:
        self._path = path
        self._rows = rows
        lines = [] if again else _read(path)
        self._found = {result.hotspot: result for result, _ in lines}
        # Other columns: the file's own, and what else stands there, a person's remarks perhaps.
        kept = {result.hotspot: more for result, more in lines}
        self._more = kept | {row.hotspot: kept.get(row.hotspot, {}) | row.extra for row in rows}
        self._headings = list(dict.fromkeys(name for more in self._more.values() for name in more))

    def of(self, row: Row) -> Result:
        """What is known; a row without a verdict if nothing is."""
        return self._found.get(row.hotspot) or Result(row.hotspot, row.name)

    def is_joined(self, row: Row) -> bool:
        return self.of(row).verdict == JOINED

    def record(self, row: Row, result: Result) -> None:
        """Keep it. The file is replaced whole, so that it is never half a file.

        Raises OSError with the file's name.
        """
        self._found[row.hotspot] = result
        draft = self._path.with_name(self._path.name + ".draft")
        with naming(draft):
            with open(draft, "w", encoding="utf-8-sig", newline="") as stream:
                stream.write(self._text())
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(draft, self._path)

    def _text(self) -> str:
        stream = io.StringIO()
        writer = csv.writer(stream)
        extra = [name for name in self._headings if name not in COLUMNS]
        writer.writerow([*COLUMNS, *extra])
        for hotspot in self._ordered():
            more = self._more[hotspot]
            cells = [*asdict(self._found[hotspot]).values(), *(more.get(name) for name in extra)]
            writer.writerow(map(_harmless, cells))
        return stream.getvalue()

    def _ordered(self) -> list[str]:
        """Which hotspots there are results of: first in the order of the file, then those that
        are in the file no more."""
        every = dict.fromkeys([*(row.hotspot for row in self._rows), *self._found])
        return [hotspot for hotspot in every if hotspot in self._found]


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """An OSError inside names ``path``: that of opening a file tells which it was, that of writing
    to a full disk does not."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, error.filename or str(path)) from None


def _harmless(cell: object) -> object:
    return "'" + cell if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _original(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _read(path: Path) -> list[tuple[Result, dict[str, str]]]:
    """What stands there, each camera's other columns beside it; a spreadsheet may have saved it."""
    if not path.exists():
        return []
    try:
        table = Table(path, COLUMNS)
        if not set(COLUMNS) <= set(table.columns):
            raise BadResults(f"{path} is no result of this tool; move it away")
        return [(_result(line), _more(line)) for line in table.lines()]
    except BadTable as error:
        raise BadResults(f"{path}: {error}") from None


def _result(line: Line) -> Result:
    known: dict = {name: _original(line.cells[name]) for name in COLUMNS}
    try:
        return Result(**{**known, "attempts": int(known["attempts"] or 0)})
    except ValueError:
        raise BadTable(f"line {line.number}, attempts: no number") from None


def _more(line: Line) -> dict[str, str]:
    """The other columns; but a password that somebody has written there is not written again."""
    names = [name for name in line.cells if name and name not in COLUMNS and not looks_secret(name)]
    return {name: _original(line.cells[name]) for name in names}
