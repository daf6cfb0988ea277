"""What the person sees while the cameras are set up: a live table, lines, or JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from types import TracebackType
from typing import Protocol

from ..inputs.cameras_csv import Row
from .results import JOINED

_UNDER_WAY = ("joining_hotspot", "setting_up")
_WAITING = ("waiting", "out_of_range")


class Screen(Protocol):
    """Used as a context; what is shown stays when it is left."""

    def show(self, row: Row, state: str, detail: str = "") -> None:
        """How that camera stands now: ``waiting``, ``out_of_range``, ``joining_hotspot``,
        ``setting_up`` with the step, or its verdict with the address."""

    def say(self, text: str) -> None:
        """Tell the person something."""

    def __enter__(self) -> Screen: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def choose_screen(rows: list[Row], as_json: bool) -> Screen:
    if as_json:
        return Json()
    return Table(rows) if sys.stdout.isatty() else Lines()


class Lines:
    """One line a change, for logs and pipes."""

    def __init__(self) -> None:
        self._last: dict[str, str] = {}

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_) -> None:
        pass

    def show(self, row: Row, state: str, detail: str = "") -> None:
        line = f"{row.hotspot}: {state} {detail}".rstrip()
        if self._last.get(row.hotspot) != line:
            self._last[row.hotspot] = line
            self._print(row, state, detail, line)

    def say(self, text: str) -> None:
        print(text, flush=True)

    def _print(self, row: Row, state: str, detail: str, line: str) -> None:
        print(line, flush=True)


class Json(Lines):
    """One JSON object a change, and what a person is told on stderr."""

    def say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    def _print(self, row: Row, state: str, detail: str, line: str) -> None:
        change = {"hotspot": row.hotspot, "state": state, "detail": detail or None}
        print(json.dumps(change), flush=True)


class Table:
    """A table that lives: what is under way first, then the last verdicts, then who waits."""

    def __init__(self, rows: list[Row]) -> None:
        from rich.console import Console
        from rich.live import Live

        self._rows = {row.hotspot: row for row in rows}
        self._states = {row.hotspot: ("waiting", "") for row in rows}
        self._console = Console()
        self._live = Live(get_renderable=self._draw, console=self._console, refresh_per_second=4)

    def __enter__(self) -> Table:
        self._live.start()
        return self

    def __exit__(self, *_) -> None:
        self._live.stop()

    def show(self, row: Row, state: str, detail: str = "") -> None:
        if self._states[row.hotspot] != (state, detail):
            del self._states[row.hotspot]  # so that the newest change stands last
            self._states[row.hotspot] = (state, detail)

    def say(self, text: str) -> None:
        self._console.print(text, markup=False)

    def _draw(self):
        from rich.table import Table as RichTable
        from rich.text import Text

        headings = ("camera", "hotspot", "state", "")
        table = RichTable(*headings, caption=self._totals(), caption_justify="left", box=None)
        for hotspot in self._order()[: max(self._console.height - 7, 3)]:
            state, detail = self._states[hotspot]
            cells = (self._rows[hotspot].name, hotspot, state.replace("_", " "), detail)
            table.add_row(*map(Text, cells), style=_style(state))
        return table

    def _order(self) -> list[str]:
        """What is under way, then the verdicts, newest first; who waits, as in the file."""
        ranks = {hotspot: _rank(state) for hotspot, (state, _) in reversed(self._states.items())}
        done = sorted((hotspot for hotspot in ranks if ranks[hotspot] < 2), key=ranks.__getitem__)
        return done + [hotspot for hotspot in self._rows if ranks[hotspot] == 2]

    def _totals(self) -> str:
        kinds = Counter(_rank(state) for state, _ in self._states.values())
        joined = sum(state == JOINED for state, _ in self._states.values())
        return f"{joined} joined, {kinds[1] - joined} not, {kinds[0] + kinds[2]} to go"


def _rank(state: str) -> int:
    return 0 if state in _UNDER_WAY else 2 if state in _WAITING else 1


def _style(state: str) -> str:
    if state in _UNDER_WAY:
        return "bold"
    if state in _WAITING:
        return "dim"
    return "green" if state == JOINED else "red"
