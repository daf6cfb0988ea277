"""What the tool says: results on stdout, for people or as JSON; progress and faults on stderr."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from ..command_line import complain

# The page's own words for the steps (templates/joining.html), shorter.
_STEPS = {
    "associating": "the network lets the camera in",
    "address": "the camera gets an address",
    "done": "the camera has the result",
    "busy": "the camera is busy, waiting",
}
_AWAY = "no answer, the hotspot may be moving; asking on"


class Output:
    """Prints results and errors, for people or as JSON.

    :param as_json: one object on stdout, and nothing on stderr.
    """

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json

    def say(self, answer: dict, *lines: str | Table) -> None:
        """A result: the camera's object, or the same for people."""
        if self._as_json:
            print(json.dumps(answer))
            return
        console = Console(markup=False, highlight=False, emoji=False, soft_wrap=True)
        for line in lines:
            console.print(line)

    def error(self, answer: dict, sentence: str) -> None:
        """Why there is no result."""
        if self._as_json:
            print(json.dumps(answer))
        else:
            complain(sentence)

    @contextlib.contextmanager
    def waiting(self, title: str) -> Iterator[Callable[[dict], None]]:
        """Something for people to look at; what it yields is to be told the camera's latest word,
        see ``Camera.join``."""
        if self._as_json:
            yield lambda latest: None
        elif sys.stderr.isatty():
            yield from _spinner(title)
        else:
            yield _Lines(title).tell


def step(latest: dict) -> str:
    """Where the camera is, in words."""
    return _AWAY if latest.get("away") else _STEPS.get(latest.get("step") or "", "")


def _spinner(title: str) -> Iterator[Callable[[dict], None]]:
    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title)

        def tell(latest: dict) -> None:
            progress.update(task, description=": ".join(filter(None, (title, step(latest)))))

        yield tell


class _Lines:
    """A line for each step, if no terminal can turn a wheel."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._said = ""

    def tell(self, latest: dict) -> None:
        line = ": ".join(filter(None, (self._title, step(latest))))
        if line != self._said:
            print(line, file=sys.stderr, flush=True)
            self._said = line


def networks_table(networks: list[dict]) -> Table:
    table = Table("network", "signal", "channel", "security", "joinable", "saved", box=None)
    for row in networks:
        table.add_row(
            Text(row["ssid"]),
            f"{row['rssi']} dBm",
            str(row["channel"]),
            row["security"],
            "yes" if row["joinable"] else "no",
            "yes" if row["saved"] else "",
        )
    return table
