"""Many cameras, one after the other: whichever can be heard is next, until none is left."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from dataclasses import replace
from datetime import datetime

from ..client.camera import Camera, Outcome
from ..client.errors import Busy, CameraError, Refused, Unreachable, Vanished
from ..inputs.cameras_csv import Row
from ..wifi.base import NotOn, Wireless
from .results import JOINED, Result, Results
from .screen import Screen

# How often a camera is tried whose failure may pass by itself. All others are final: a wrong
# password stays wrong, and every try of it costs minutes at two hundred cameras.
_TRIES = {
    "hotspot_refused": 2,
    "hotspot_no_address": 3,
    "unreachable": 3,
    "vanished": 2,
    "busy": 2,
    "out_of_range": 5,  # heard, but gone when it was to be joined
    "not_found": 2,
    "weak_signal": 2,
    "no_address": 2,
    "timeout": 2,
    "cancelled": 2,
}
_OF_A_LINK = ("verdict", "address", "hostname", "rssi", "channel", "seconds")
_FIRST_ANSWER_S = 10  # the hotspot is up some time before its web server has to be
_PAUSE_S = 0.5


class Fleet:
    """The cameras that are still to be set up, and how to reach each.

    :param rows: the cameras.
    :param wireless: this computer's Wi-Fi.
    :param results: where the outcomes go.
    :param screen: what the person sees meanwhile.
    :param patience_s: how long nothing may be heard before it gives up.
    """

    def __init__(
        self,
        rows: list[Row],
        wireless: Wireless,
        results: Results,
        screen: Screen,
        patience_s: float,
    ) -> None:
        self._waiting = [row for row in rows if not results.is_joined(row)]
        self._wireless = wireless
        self._results = results
        self._screen = screen
        self._patience_s = patience_s
        self._tries: Counter[str] = Counter()

    def run(self) -> None:
        """Until every camera has its verdict, or none of the rest is heard any more.

        Raises ``NoWireless``.
        """
        heard_at = time.monotonic()
        while self._waiting:
            heard = self._wireless.hear(self._waiting)
            if heard:
                self._do(min(heard, key=lambda row: self._tries[row.hotspot]))
                heard_at = time.monotonic()
            elif time.monotonic() > heard_at + self._patience_s:
                break
            self._show_silent(heard)
        for row in self._waiting:
            if not self._tries[row.hotspot]:
                self._record(row, replace(self._blank(row), verdict="out_of_range"))

    def _show_silent(self, heard: list[Row]) -> None:
        for row in self._waiting:
            self._screen.show(row, "waiting" if row in heard else "out_of_range")

    def _do(self, row: Row) -> None:
        self._tries[row.hotspot] += 1
        begun = time.monotonic()
        try:
            result = self._set_up(row)
            seconds = f"{time.monotonic() - begun:.1f}"
            self._record(row, replace(result, attempts=result.attempts + 1, seconds=seconds))
        finally:
            self._wireless.leave()
        if self._tries[row.hotspot] >= _TRIES.get(result.verdict, 1):
            self._waiting.remove(row)

    def _set_up(self, row: Row) -> Result:
        self._screen.show(row, "joining_hotspot")
        result = self._blank(row)
        try:
            camera = Camera(self._wireless.join(row))
            self._screen.show(row, "setting_up")
            facts = _ask(camera)
            if facts.get("hotspot", {}).get("ssid") != row.hotspot:
                return replace(result, verdict="other_camera")
            result = _with_facts(result, facts)
            return _with_outcome(result, self._name_and_join(camera, row, facts), camera)
        except NotOn as problem:
            return replace(result, verdict=problem.verdict)
        except CameraError as fault:
            return replace(result, verdict=_word(fault))

    def _name_and_join(self, camera: Camera, row: Row, facts: dict) -> Outcome:
        """The name comes first, because the host's is told when joining. A camera that has not
        joined gets its old one back: its hotspot will have it when it starts the next time."""
        renamed = row.name not in ("", facts["name"])
        if renamed:
            camera.rename(row.name)
        joined = False
        try:
            outcome = self._join(camera, row)
            joined = outcome.verdict == JOINED
            return outcome
        finally:
            if renamed and not joined:
                with contextlib.suppress(CameraError):  # what came of the join counts for more
                    camera.rename(facts["name"])

    def _join(self, camera: Camera, row: Row) -> Outcome:
        def progress(link: dict) -> None:
            self._screen.show(row, "setting_up", "away" if link["away"] else link["step"] or "")

        return camera.join_when_free(row.fields, progress)

    def _blank(self, row: Row) -> Result:
        """What is known of the camera itself, from an earlier attempt, and nothing of a link."""
        known = self._results.of(row)
        blank = Result(row.hotspot)
        return replace(
            known,
            name=row.name or known.name,
            **{field: getattr(blank, field) for field in _OF_A_LINK},
        )

    def _record(self, row: Row, result: Result) -> None:
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        result = replace(result, when=now)
        self._results.record(row, result)
        self._screen.show(row, result.verdict, result.address)


def _ask(camera: Camera) -> dict:
    """Which camera it is; asked again while its web server may be starting. Raises Unreachable."""
    deadline = time.monotonic() + _FIRST_ANSWER_S
    while True:
        try:
            return camera.info()
        except Unreachable:
            if time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE_S)


def _word(fault: CameraError) -> str:
    if isinstance(fault, Refused):
        return fault.word
    if isinstance(fault, Busy):
        return "busy"
    return "vanished" if isinstance(fault, Vanished) else "unreachable"


def _with_facts(result: Result, facts: dict) -> Result:
    return replace(
        result,
        name=result.name or facts["name"],
        id=facts["id"],
        mac=facts["mac"],
        model=facts["model"],
        firmware=facts["firmware"],
    )


def _with_outcome(result: Result, outcome: Outcome, camera: Camera) -> Result:
    rssi = "" if outcome.rssi is None else str(outcome.rssi)
    result = replace(result, verdict=outcome.verdict, rssi=rssi)
    if outcome.verdict != JOINED:
        return result
    link, channel = _confirm(camera, outcome.link)
    return replace(
        result,
        verdict=link["state"] if link["state"] == JOINED else link["reason"] or "cancelled",
        address=link["address"] or "",
        hostname=link["hostname"] or "",
        channel=channel,
    )


def _confirm(camera: Camera, link: dict) -> tuple[dict, str]:
    """A link that is said to be up is asked for once more before it goes on paper, and with it
    the channel, on which the hotspot is now as well. If the hotspot has gone meanwhile, what
    the camera has said before holds."""
    channel = ""
    try:
        link = camera.link()
        channel = str(camera.info()["hotspot"]["channel"])
        camera.done()
    except Unreachable:
        pass  # the hotspot is closing
    return link, channel
