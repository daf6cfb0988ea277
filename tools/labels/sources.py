"""Where labels learn their cameras from: the fleet's CSV, a camera itself, a console's capture.

All read the hotspot's own password only. The CSV's ``password`` column, that of the owner's
network, is not looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from boards import BOARDS
from spreadsheet import BadTable, Line, Table

from . import Unusable
from .camera import Camera

_COLUMNS = ("hotspot", "hotspot_password", "name", "model", "mac", "id", "address")
_TIMEOUT_S = 10  # a camera that scans is silent for up to that
_HOTSPOT = re.compile(r"\bhotspot (\{.*\})\s*$")


def from_csv(path: str) -> list[Camera]:
    """A Camera for each row. Raises Unusable with the file's name and the line's number."""
    try:
        table = Table(Path(path), _COLUMNS)
        if "hotspot" not in table.columns:
            raise BadTable("line 1: no column “hotspot”")
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
    """A Camera for each ``hotspot {...}`` line (see ``portal.console``). Raises Unusable."""
    cameras: dict[str, Camera] = {}
    # a serial line's first bytes are often noise
    for number, line in enumerate(_read(path, errors="replace").splitlines(), 1):
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
    import requests

    session = requests.Session()
    session.trust_env = False  # no proxy reaches a hotspot
    try:
        answer = session.get(f"{url.rstrip('/')}/api/camera", timeout=_TIMEOUT_S)
        return _from_facts(answer.json())
    except (requests.ConnectionError, requests.Timeout):
        raise Unusable(f"nothing answers at {url}: is this computer on the hotspot?") from None
    except requests.JSONDecodeError:
        raise Unusable(f"what answers at {url} is no camera") from None
    except requests.RequestException:
        raise Unusable(f"{url} is no address like http://192.168.4.1/") from None
    except (ValueError, KeyError, TypeError):
        raise Unusable(f"what answers at {url} is no camera") from None


def _from_facts(facts: dict) -> Camera:
    hotspot = facts["hotspot"]
    board = BOARDS.get(facts["board"])
    return Camera(
        hotspot["ssid"],
        password="" if hotspot["open"] else None,
        name=facts["name"],
        model=facts["model"],
        mac=facts["mac"],
        id=facts["id"],
        address=board.hotspot_address if board else "",
    )


def _read(path: str, errors: str = "strict") -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig", errors=errors)
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Unusable(f"{path} is not in UTF-8: save it as CSV UTF-8") from None


def read_password(path: str) -> str:
    """The one line of that file. Raises Unusable."""
    password = _read(path).rstrip("\r\n")
    if not password:
        raise Unusable(f"{path} is empty")
    return password
