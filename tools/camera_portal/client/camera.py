"""One camera, as an installer's tool knows it: the same calls over its hotspot and over USB."""

from __future__ import annotations

import time
from collections.abc import Callable

from .errors import Busy, Unreachable, Vanished
from .http_client import HttpClient

# CYW43's hotspots, then WINC1500's (micropython extmod/network_cyw43.c; winc1500's main.h).
URLS = ("http://192.168.4.1/", "http://192.168.1.1/")
_SERIAL = "serial:"
_PAUSE_S = 1.0  # the camera has few sockets, and each question takes one

# From the request to the verdict, by what becomes of the hotspot. A verdict is there after 45 s;
# a computer may need as long again to come back to a hotspot that has moved. Where the hotspot
# goes, a network without addresses blocks the camera for a minute, and a scan follows.
_JOIN_LIMITS_S = {"stays": 90.0, "goes": 180.0}
_SCAN_LIMIT_S = 45.0  # four scans of 10 s, the pauses between them
# One that has just been switched on scans first, and then opens its hotspot; later it may be
# trying a saved network, or a phone's.
_BUSY_S = 30.0


class Outcome:
    """How an attempt to join ended.

    :param number: the attempt's.
    :param link: the camera's last word about it. Another attempt's, if the camera was
                 restarted meanwhile or a phone began again: then nobody knows, and the verdict is
                 ``cancelled``.
    """

    def __init__(self, number: int, link: dict) -> None:
        self.link = link
        self.address: str | None = None
        if link["attempt"] != number:
            self.verdict = "cancelled"
        elif link["state"] == "joined":
            self.verdict = "joined"
            self.address = link["address"]
        else:
            self.verdict = link["reason"]
        self.hostname: str | None = link["hostname"]
        self.rssi: int | None = link["rssi"]
        self.elapsed_ms: int = link["elapsed_ms"]

    def __repr__(self) -> str:
        return f"<Outcome {self.verdict}>"


class Camera:
    """Every method raises ``faults.Unreachable``, ``Refused`` or ``Busy``.

    :param url: where it is: ``http://192.168.4.1/``, or ``serial:/dev/ttyACM0``.
    """

    def __init__(self, url: str) -> None:
        self._line = _line(url)
        self.where = self._line.where

    def info(self) -> dict:
        """Which camera it is: ``/api/camera``."""
        return self._line.ask("info")

    def networks(self) -> dict:
        """What it heard last: ``/api/networks``."""
        return self._line.ask("networks")

    def scan(self, progress: Callable[[dict], None] | None = None) -> dict:
        """Have it listen again; the list, when that is done. A radio that cannot while its
        hotspot is open raises Refused with ``deaf``."""
        self._line.ask("scan")
        return self._ask_until("networks", _has_scanned, _SCAN_LIMIT_S, progress)

    def join(
        self,
        fields: dict,
        progress: Callable[[dict], None] | None = None,
        limit_s: float | None = None,
    ) -> Outcome:
        """Have it join a network, and stay with it until the verdict, also while the hotspot is
        away. The hotspot stays open for the result until ``done()``, a minute at most.

        :param fields: those of ``/api/join``.
        :param progress: told the camera's latest ``/api/link`` each second, with ``away`` beside
                         it: true, and maybe all there is, while the camera does not answer.
        :param limit_s: seconds until Vanished is raised; 90, or 180 if the hotspot goes.
        """
        answer = self._line.ask("join", fields)
        number = answer["attempt"]

        def is_over(link: dict) -> bool:
            return link["attempt"] != number or link["state"] != "joining"

        limit_s = limit_s or _JOIN_LIMITS_S[answer["hotspot"]]
        return Outcome(number, self._ask_until("status", is_over, limit_s, progress))

    def join_when_free(
        self,
        fields: dict,
        progress: Callable[[dict], None] | None = None,
        limit_s: float | None = None,
    ) -> Outcome:
        """As ``join``, but a camera that is busy is waited for, 30 s or ``limit_s``, with the
        step ``busy``. Where that puts it on this very network, nothing is left to be done."""
        deadline = time.monotonic() + min(limit_s or _BUSY_S, _BUSY_S)
        while True:
            try:
                return self.join(fields, progress, limit_s)
            except Busy:
                link = self.link()
                if _is_on(link, fields):
                    return Outcome(link["attempt"], link)
                if time.monotonic() >= deadline:
                    raise
            if progress:
                progress({"step": "busy", "away": False})
            time.sleep(_PAUSE_S)

    def link(self) -> dict:
        """How the last attempt stands: ``/api/link``."""
        return self._line.ask("status")

    def done(self) -> None:
        """The result has been read: the hotspot may close."""
        self._line.ask("done")

    def forget(self, id: str | None = None) -> None:
        """Have it forget a network.

        :param id: the name's bytes in hex; None for all networks.
        """
        self._line.ask("forget", {} if id is None else {"id": id})

    def rename(self, name: str) -> None:
        """Give it another name: its host's from the next join on, its hotspot's from its next
        start on."""
        self._line.ask("rename", {"name": name})

    def set_country(self, country: str) -> None:
        """
        :param country: two letters, for the channels that its radio may use.
        """
        self._line.ask("rename", {"country": country})

    def locate(self) -> None:
        """Have its light show which camera it is, for ten seconds."""
        self._line.ask("locate")

    def _ask_until(
        self,
        do: str,
        is_over: Callable[[dict], bool],
        limit_s: float,
        progress: Callable[[dict], None] | None,
    ) -> dict:
        started = time.monotonic()
        latest: dict = {}
        while True:
            try:
                latest = {**self._line.ask(do), "away": False}
            except Unreachable:
                latest["away"] = True
            if not latest["away"] and is_over(latest):
                del latest["away"]
                return latest
            if progress:
                progress(latest)
            if time.monotonic() - started >= limit_s:
                raise Vanished(self.where, f"no result in {limit_s:.0f} s")
            time.sleep(_PAUSE_S)


def _has_scanned(networks: dict) -> bool:
    return not networks["scanning"]


def _is_on(link: dict, fields: dict) -> bool:
    asked_for = (link["ssid"] == fields.get("ssid"), link["id"] == fields.get("id", "").lower())
    return link["state"] == "joined" and any(asked_for)


def _line(url: str):
    if url.startswith(_SERIAL):
        from .serial_client import SerialClient

        return SerialClient(url[len(_SERIAL) :])
    return HttpClient(url)
