"""What became of each camera: a CSV file that is whole after every camera, whatever happens."""

from __future__ import annotations

import csv
import io
import os
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from .roster import Row

JOINED = "joined"
# A spreadsheet takes what begins so for a formula, unless an apostrophe stands before it (OWASP,
# "CSV Injection"); and part of this was told by cameras.
_FORMULA = re.compile(r"[=+@\t\r]|-(?!\d+(\.\d+)?$)")


@dataclass(frozen=True)
class Result:
    """One camera's row. Nothing in it is secret.

    :param verdict: a word of the portal's closed list, of ``fleet_words``, or what the
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
    """A result file that is none; the text says why."""


class Results:
    """
    :param path: the file; what an earlier run has written there is read.
    :param rows: the cameras, in the order in which they are to stand there.
    :param again: forget what was.

    Raises BadResults.
    """

    def __init__(self, path: Path, rows: list[Row], again: bool = False) -> None:
        self._path = path
        self._rows = rows
        self._extra = list(rows[0].extra)
        self._found = {} if again else _read(path)

    def of(self, row: Row) -> Result:
        """What is known; a row without a verdict where nothing is."""
        return self._found.get(row.hotspot) or Result(row.hotspot, row.name)

    def is_joined(self, row: Row) -> bool:
        return self.of(row).verdict == JOINED

    def record(self, row: Row, result: Result) -> None:
        """Keep it. The file is replaced whole, so that it is never half a file. Raises OSError."""
        self._found[row.hotspot] = result
        draft = self._path.with_name(self._path.name + ".draft")
        with open(draft, "w", encoding="utf-8-sig", newline="") as stream:
            stream.write(self._text())
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, self._path)

    def _text(self) -> str:
        stream = io.StringIO()
        writer = csv.writer(stream)
        extra = [name for name in self._extra if name not in COLUMNS]
        writer.writerow([*COLUMNS, *extra])
        for hotspot, more in self._ordered():
            cells = [*asdict(self._found[hotspot]).values(), *(more.get(name) for name in extra)]
            writer.writerow(map(_harmless, cells))
        return stream.getvalue()

    def _ordered(self) -> list[tuple[str, dict[str, str]]]:
        """Which hotspots there are results of, and their other columns: first in the order of
        the file, then those that are in the file no more."""
        listed = {row.hotspot: row.extra for row in self._rows}
        known = [hotspot for hotspot in listed if hotspot in self._found]
        known += [hotspot for hotspot in self._found if hotspot not in listed]
        return [(hotspot, listed.get(hotspot, {})) for hotspot in known]


def _harmless(cell: object) -> object:
    return "'" + cell if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _original(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _read(path: Path) -> dict[str, Result]:
    if not path.exists():
        return {}
    try:
        with open(path, encoding="utf-8-sig", newline="") as stream:
            found = [_result(cells) for cells in csv.DictReader(stream, strict=True)]
    except KeyError:
        raise BadResults(f"{path} is no result of this tool; move it away") from None
    except (OSError, ValueError, csv.Error) as error:
        raise BadResults(f"{path}: {error}") from None
    return {result.hotspot: result for result in found}


def _result(cells: dict[str, str]) -> Result:
    known: dict = {name: _original(cells[name] or "") for name in COLUMNS}
    return Result(**{**known, "attempts": int(known["attempts"] or 0)})
