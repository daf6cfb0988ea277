"""Reads the Wi-Fi code that somebody holds before the lens, and has its network joined.

A code is handled once: again only after no code was in view for a while, so that a
wrong one that is held still is not tried forever.
"""

from ..core import clock, console, const
from ..errors import Busy, Refused
from ..join import credentials
from .sensor import FAULTS, open_lens

_HANDLED_MAX = const(8)  # more are a slide show
_FAULTS_MAX = const(10)  # in a row: it will not get better


async def look(session) -> None:
    """Open the lens, if there is one, and look through it until cancelled."""
    session.lens = open_lens()
    if not session.lens:
        return
    try:
        await CodeReader(session, session.lens).run()
    finally:
        session.lens.close()
        session.lens = None


class CodeReader:
    """Looks for Wi-Fi codes and joins their networks.

    :param session: the setup session that it joins for.
    :param lens: an open ``Lens``.
    """

    def __init__(self, session, lens) -> None:
        self._session = session
        self._lens = lens
        self._policy = session.camera.policy
        self._light = session.camera.light
        self._handled: list = []
        self._clear = clock.Stopwatch()
        self._attempt = None

    async def run(self) -> None:
        """Look until cancelled, or until the lens fails for good."""
        faults = 0
        while faults < _FAULTS_MAX:
            await clock.sleep_ms(self._policy.lens_pause_ms)
            try:
                self._look()
                faults = 0
            except FAULTS as error:
                faults += 1
                reason = str(error)
        console.fault("the lens reads no codes: %s" % reason)

    def _look(self) -> None:
        if self._session.joined:
            self._say_goodbye()
        elif self._session.busy:
            self._clear.restart()  # nobody looks whether the view is
        elif not self._lens.busy:
            self._pick_new(self._lens.codes())

    def _pick_new(self, payloads: list) -> None:
        if payloads:
            self._clear.restart()
        elif self._clear.elapsed_ms() >= self._policy.clear_view_ms:
            self._handled.clear()
        for payload in payloads:
            if payload not in self._handled:
                self._handle(payload)
                return

    def _handle(self, payload) -> None:
        from . import wifi_qr  # not loaded before there is a code

        camera = self._session.camera
        heard = camera.scanner.networks
        self._session.touch()
        try:
            fields = wifi_qr.read(payload, heard)
            wanted = credentials.from_request(fields, heard, camera.radio.joins)
            self._attempt = self._session.ask_join(wanted)
            self._light.signal("seen")
        except Busy:
            return  # it is still there at the next look
        except Refused as refused:
            console.fault("lens: %s" % refused.word)  # and nothing of what the code says
            self._light.signal("unread")
        self._handled.append(payload)
        del self._handled[:-_HANDLED_MAX]

    def _say_goodbye(self) -> None:
        """Who showed a code has the light's answer, and no page that shows another."""
        camera = self._session.camera
        if camera.attempt is self._attempt and not camera.radio.phones():
            self._session.done()
