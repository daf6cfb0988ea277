"""What the fleet asks of this computer's Wi-Fi, and how that fails."""

from __future__ import annotations

from typing import Protocol

from ..inputs.cameras_csv import Row


class NoWireless(Exception):
    """This computer's Wi-Fi cannot be used at all; the text says why."""


class NotOn(Exception):
    """The hotspot could not be joined.

    :param verdict: ``out_of_range``, ``hotspot_refused`` or ``hotspot_no_address``.
    """

    def __init__(self, verdict: str) -> None:
        super().__init__(verdict)
        self.verdict = verdict


class Wireless(Protocol):
    """What the fleet needs of it."""

    def hear(self, rows: list[Row]) -> list[Row]:
        """Those of ``rows`` whose hotspots are in range, strongest first. Listens once, for a few
        seconds. Raises NoWireless."""

    def join(self, row: Row) -> str:
        """Join that camera's hotspot; the URL at which the camera answers. Raises NotOn."""

    def leave(self) -> None:
        """Leave the hotspot, and forget it."""

    def close(self) -> None:
        """Put everything back as it was."""
