"""Where labels learn their cameras from: the fleet's CSV, a camera itself, a console's capture.

All read the hotspot's own password only. The CSV's ``password`` column, that of the owner's
network, is not looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from ..boards import BOARDS
from ..client.errors import CameraError
from ..client.http_client import HttpClient
from ..inputs import password_input
from ..inputs.spreadsheet import BadTable, Line, Table
from . import Unusable
from .camera import Camera

_COLUMNS = ("hotspot", "hotspot_password", "name", "model", "mac", "id", "address")
_HOTSPOT = re.compile(r"\bhotspot (\{.*\})\s*$")


def from_csv(path: str) -> list[Camera]:
    """A Camera for each row. Raises Unusable with the file's name and the line's number."""
    try:
        table = Table(Path(path), _COLUMNS)
        if "hotspot" not in table.columns:
            raise BadTable(f"line {table.heading_line}: no column “hotspot”")
        return list(_cameras(table))
    except (BadTable, Unusable) as error:
        raise Unusable(f"{path}, {error}") from None


def _cameras(table: Table) -> Iterable[Camera]:
    numbers: dict[str, int] = {}
    for line in table.lines():
        try:
            camera = _from_line(line)
            if camera.hotspot in numbers:
                raise Unusable(f"the same hotspot as in line {numbers[camera.hotspot]}")
        except Unusable as error:
            raise Unusable(f"line {line.number}: {error}") from None
        numbers[camera.hotspot] = line.number
        yield camera


def _from_line(line: Line) -> Camera:
    if line.is_too_long:
        raise Unusable("more cells than columns")
    cell = dict.fromkeys(_COLUMNS, "") | line.cells
    facts = {name: cell[name].strip() for name in ("name", "model", "mac", "id", "address")}
    # as installer.roster reads it: the code must name the hotspot that the fleet finds
    return Camera(cell["hotspot"].strip(), cell["hotspot_password"] or None, **facts)


def from_console(path: str) -> list[Camera]:
    """A Camera for each ``hotspot {...}`` line (see ``portal.core.console``). Raises Unusable."""
    cameras: dict[str, Camera] = {}
    for number, line in enumerate(_read(path).splitlines(), 1):
        if match := _HOTSPOT.search(line):
            try:
                facts = json.loads(match[1])
                # of several starts the last one counts
                cameras[facts["ssid"]] = Camera(str(facts["ssid"]), str(facts["password"]))
            except (ValueError, KeyError) as error:
                reason = error if isinstance(error, Unusable) else "no hotspot can be read from it"
                raise Unusable(f"{path} line {number}: {reason}") from None
    if not cameras:
        raise Unusable(f'{path} has no line like hotspot {{"ssid": "...", "password": "..."}}')
    return list(cameras.values())


def from_info(url: str) -> Camera:
    """The camera at ``url``, whose hotspot this computer is on. Its API tells no password.

    Raises Unusable.
    """
    try:
        line = HttpClient(url)
        return _from_facts(line.ask("info"), line.where)
    except CameraError as fault:
        raise Unusable(f"{fault}. Is this computer on the hotspot?") from None
    except (ValueError, KeyError, TypeError):
        raise Unusable(f"what answers at {url} is no camera") from None


def page_address(url: str, board: str) -> str:
    """Where the page is on the hotspot of the camera that answers at ``url``; empty if nobody
    can tell.

    :param board: what the camera says it is. The firmware's word, "H7" for example, is that of
                  boards with either radio (OpenMV boards/*/board_config.h, OMV_BOARD_TYPE); a
                  simulated camera, whose URL is this computer's, tells its own name instead.
    """
    host = urlsplit(url).hostname or ""
    if host in {known.hotspot_address for known in BOARDS.values()}:
        return host
    return BOARDS[board].hotspot_address if board in BOARDS else ""


def _from_facts(facts: dict, url: str) -> Camera:
    hotspot = facts["hotspot"]
    return Camera(
        hotspot["ssid"],
        password="" if hotspot["open"] else None,
        name=facts["name"],
        model=facts["model"],
        mac=facts["mac"],
        id=facts["id"],
        address=page_address(url, facts["board"]),
    )


def _read(path: str) -> str:
    try:
        # a serial line's first bytes are often noise
        return Path(path).read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from None


def read_password(path: str) -> str:
    """The first line of that file. Raises Unusable."""
    try:
        password = password_input.first_line(path)
    except password_input.NoPassword as error:
        raise Unusable(str(error)) from None
    if not password:
        raise Unusable(f"{path} is empty")
    return password
