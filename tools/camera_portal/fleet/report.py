"""The paper that proves it: a page to print and sign, with one row a camera and no password."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template

from portal.core import sentences

from ..inputs.cameras_csv import Row
from .results import JOINED, Result, Results, naming

_TEMPLATE = Path(__file__).with_name("report.html")

# For what comes before a camera has a verdict; the others are the page's own sentences.
_TITLES = {
    "": "Not tried yet",
    "joined": "Joined",
    "out_of_range": "Its hotspot was not heard",
    "hotspot_refused": "Its hotspot did not let this computer in: is its password right?",
    "hotspot_no_address": "Its hotspot gave this computer no address",
    "other_camera": "Another camera answered on its hotspot",
    "unreachable": "It did not answer",
    "vanished": "It took the network and gave no result: look at its light",
}


def write(path: Path, rows: list[Row], results: Results, site: str, operator: str) -> None:
    """
    :param site: where the cameras are, or empty.
    :param operator: who has set them up, or empty.

    Raises OSError with the file's name.
    """
    text = _page(rows, [results.of(row) for row in rows], site, operator)
    with naming(path):
        path.write_text(text, "utf-8")


def _page(rows: list[Row], found: list[Result], site: str, operator: str) -> str:
    extra = list(rows[0].extra)
    headings = ["", "Camera", "Hardware", "Network", "Address", "Signal", "Result", "When", *extra]
    now = datetime.now()
    by = f", set up by {operator}" if operator else ""
    numbered = enumerate(zip(rows, found), 1)
    return Template(_TEMPLATE.read_text("utf-8")).substitute(
        title=escape(site or "Cameras"),
        subtitle=escape(f"Cameras on Wi-Fi, {now.day} {now:%B %Y}{by}"),
        footer=_in_css(f"{site or 'Cameras'}, {now:%Y-%m-%d %H:%M}"),
        operator=escape(f": {operator}" if operator else ""),
        totals=_totals(found),
        headings="".join(f"<th>{escape(name)}</th>" for name in headings),
        rows="\n".join(_row(number, row, result) for number, (row, result) in numbered),
    )


def _totals(found: list[Result]) -> str:
    joined = sum(result.verdict == JOINED for result in found)
    counts = {"cameras": len(found), "joined": joined, "not joined": len(found) - joined}
    return "".join(f"<div><dt>{name}</dt><dd>{count}</dd></div>" for name, count in counts.items())


def _row(number: int, row: Row, result: Result) -> str:
    name = result.name or row.hotspot
    joined = result.verdict == JOINED
    cells = [
        f'<td class="number">{number}</td>',
        _cell("name", name, row.hotspot if row.hotspot != name else ""),
        _cell("", result.mac, " ".join(filter(None, (result.model, result.firmware)))),
        _cell("", row.fields["ssid"], f"channel {result.channel}" if result.channel else ""),
        _cell("", result.address, result.hostname),
        _cell("fixed", f"{result.rssi} dBm" if result.rssi else ""),
        _cell("joined" if joined else "failed", title(result.verdict), _tries(result)),
        _cell("fixed", *_when(result)),
        *(_cell("", row.extra[name]) for name in row.extra),
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _tries(result: Result) -> str:
    return f"{result.attempts} attempts" if result.attempts > 1 else ""


def _when(result: Result) -> Iterable[str]:
    try:
        when = datetime.fromisoformat(result.when)
    except ValueError:  # a spreadsheet has written it its own way; or there is none
        return (result.when, "")
    return (f"{when:%H:%M}", f"{when:%Y-%m-%d}")


def _cell(kind: str, text: str, small: str = "") -> str:
    below = f"<small>{escape(small)}</small>" if small else ""
    return f'<td class="{kind}">{escape(text)}{below}</td>'


def _in_css(text: str) -> str:
    """Inside a string of a style sheet, where HTML's escapes mean nothing (CSS Syntax 3, 4.3.7)."""
    return "".join(letter if letter.isalnum() else f"\\{ord(letter):x} " for letter in text)


def title(verdict: str) -> str:
    """One line for a verdict, or for the word that a camera has refused with."""
    return _TITLES.get(verdict) or sentences.reason(verdict, "")[0] or sentences.error(verdict)
