"""This computer's own Wi-Fi: what joins one camera's hotspot after the other."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Protocol

from .roster import Row


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


def choose(by_hand: bool, interface: str | None, urls: list[str], say: Callable[[str], None]):
    """The way that there is here.

    :param by_hand: a person joins the hotspots, even where NetworkManager could.
    :param interface: which radio, where there are several.
    :param urls: where cameras answer on their hotspots, if a person joins.
    :param say: tells the person something.

    Raises NoWireless.
    """
    if by_hand or not shutil.which("nmcli"):
        from .wireless_by_hand import ByHand

        return ByHand(urls, say)
    from .wireless_nmcli import NetworkManager

    return NetworkManager(interface, say)
