"""The cameras to set up: a CSV file, one camera a line, checked whole before anything starts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from portal.errors import Refused
from portal.join import networks
from portal.join.credentials import from_request
from portal.settings.checks import checked_name

from .hotspot_rules import check_hotspot
from .secret_columns import looks_secret
from .spreadsheet import BadTable, Line, Table

# What is sent to the camera as it stands, see portal.join.credentials.from_request.
JOIN_COLUMNS = (
    "ssid", "password", "security", "hidden", "identity", "method", "server", "authority",
)  # fmt: skip
# What the camera itself tells is in the labels' files, too; here it is not needed.
_FACTS = ("id", "mac", "model", "address")
COLUMNS = ("hotspot", "hotspot_password", "name", *JOIN_COLUMNS, *_FACTS)
# With those that spreadsheets make of a tick in English and in German.
_YES = ("1", "yes", "y", "true", "on", "x", "ja", "j", "wahr")
_NO = ("0", "no", "n", "false", "off", "nein", "falsch")


class BadCameras(Exception):
    """A file that cannot be used; ``faults`` has a line for each thing wrong with it."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Row:
    """One camera, and the network it is to join. No password is in its repr.

    :param line: where in the file it is, from 1.
    :param hotspot: the name of its hotspot.
    :param fields: what is sent to the camera, see ``JOIN_COLUMNS``.
    :param extra: the columns that this tool does not know; they go into the result and report.
    """

    line: int
    hotspot: str
    hotspot_password: str = field(repr=False)
    name: str
    fields: dict = field(repr=False)
    extra: dict[str, str]


@dataclass(frozen=True)
class Defaults:
    """What holds for every camera whose own cell is empty."""

    ssid: str = ""
    password: str = field(default="", repr=False)
    hotspot_password: str = field(default="", repr=False)


def read(path: Path, defaults: Defaults) -> list[Row]:
    """All the rows of ``path``.

    Raises BadCameras with every fault in the file, each with its line.
    """
    rows: list[Row] = []
    faults: list[str] = []
    try:
        table = Table(path, COLUMNS)
        _check_columns(table.columns, table.heading_line)
        for line in table.lines():
            try:
                rows.append(_row(line, defaults))
            except Refused as refused:
                word = refused.word.replace("_", " ")
                faults.append(f"line {line.number}, {refused.field}: {word}")
    except BadTable as error:
        faults.append(str(error))
    faults += _twins(rows)
    if not rows and not faults:
        faults.append("there is no camera in it")
    if faults:
        raise BadCameras(faults)
    return rows


def _check_columns(columns: list[str], number: int) -> None:
    if "hotspot" not in columns:
        # Nothing more is told of it: the line may be a camera's, with a password in it.
        raise BadCameras([f"line {number}: no column “hotspot”"])
    faults = []
    for name in columns:
        if columns.count(name) > 1 and name:
            faults.append(f"line {number}: two columns “{name}”")
        if name not in COLUMNS and looks_secret(name):
            faults.append(
                f"line {number}: “{name}” looks like a secret, and is none of this tool's"
            )
    if faults:
        raise BadCameras(list(dict.fromkeys(faults)))


def _row(line: Line, defaults: Defaults) -> Row:
    if line.is_too_long:
        raise Refused("more cells than columns", "row")
    cell = dict.fromkeys(COLUMNS, "") | line.cells
    hotspot = cell["hotspot"].strip()
    hotspot_password = cell["hotspot_password"] or defaults.hotspot_password
    check_hotspot(hotspot, hotspot_password)
    name = cell["name"].strip()
    if name:
        checked_name(name)
    fields = _fields(cell, defaults)
    from_request(fields, [], (networks.ENTERPRISE,))
    extra = {name: line.cells[name].strip() for name in line.cells if name and name not in COLUMNS}
    return Row(line.number, hotspot, hotspot_password, name, fields, extra)


def _fields(cell: dict[str, str], defaults: Defaults) -> dict:
    fields: dict = {name: cell[name].strip() for name in JOIN_COLUMNS if cell[name].strip()}
    fields["ssid"] = cell["ssid"] or defaults.ssid
    fields.pop("password", None)
    if fields.get("security") != networks.OPEN:
        fields["password"] = cell["password"] or defaults.password
        if not fields["password"]:
            raise Refused("missing (for a network without one, security is “open”)", "password")
    elif cell["password"]:
        fields["password"] = cell["password"]
    if "hidden" in fields:
        fields["hidden"] = _is_yes(fields["hidden"].lower())
    return fields


def _is_yes(word: str) -> bool:
    if word not in _YES + _NO:
        raise Refused("neither yes nor no", "hidden")
    return word in _YES


def _twins(rows: Iterable[Row]) -> list[str]:
    first: dict[str, int] = {}
    faults = []
    for row in rows:
        line = first.setdefault(row.hotspot, row.line)
        if line != row.line:
            faults.append(f"line {row.line}, hotspot: “{row.hotspot}” is on line {line} already")
    return faults
