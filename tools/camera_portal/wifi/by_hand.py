"""Where no program can: a person joins the hotspots, and the tool sees which camera answers."""

from __future__ import annotations

import time
from collections.abc import Callable

from ..client.camera import Camera
from ..client.errors import CameraError
from ..inputs.cameras_csv import Row
from .base import NotOn

_PAUSE_S = 1.0


class ByHand:
    """See ``base.Wireless``.

    :param urls: where cameras answer on their hotspots.
    :param say: tells the person something.
    """

    def __init__(self, urls: list[str], say: Callable[[str], None]) -> None:
        self._urls = urls
        self._say = say
        self._asked_for: Row | None = None

    def hear(self, rows: list[Row]) -> list[Row]:
        """The camera that answers now, if it is one of ``rows``: any of them will do."""
        if self._asked_for is not rows[0]:
            self._asked_for = rows[0]
            self._say(_request(rows[0]))
        names = self._answering()
        if not names:
            time.sleep(_PAUSE_S)
        return [row for row in rows if row.hotspot in names]

    def join(self, row: Row) -> str:
        """The person has: it only has to be the same camera still."""
        names = self._answering()
        if row.hotspot not in names:
            raise NotOn("out_of_range")
        return names[row.hotspot]

    def leave(self) -> None:
        self._asked_for = None

    def close(self) -> None:
        self._say("You can put this computer back on its own Wi-Fi.")

    def _answering(self) -> dict[str, str]:
        """The hotspots' names of the cameras that answer, and where each does."""
        found = {}
        for url in self._urls:
            try:
                hotspot = Camera(url).info().get("hotspot", {})
            except CameraError:
                continue  # not there, or no camera
            if "ssid" in hotspot:
                found[hotspot["ssid"]] = url
        return found


def _request(row: Row) -> str:
    password = f"its password is on line {row.line} of the file" if row.hotspot_password else "open"
    return (
        f"Now join the Wi-Fi “{row.hotspot}” on this computer ({password}), or that of any other "
        "camera that waits; it goes on by itself."
    )
