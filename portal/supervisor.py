"""Getting online, from power-on: the cable, then known networks, then the hotspot and its page."""

import asyncio

from . import policy
from .camera import Camera
from .core import clock, console, modules
from .link import Link


class Supervisor:
    """Brings a camera online, and back online.

    :param camera: the one to bring online.
    """

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self.settled: asyncio.Task | None = None
        self._policy = camera.policy

    async def bring_up(self) -> Link:
        """Return once there is a link; until then, never give up. ``settled`` ends when
        switching the camera off counts no more."""
        camera = self.camera
        self.settled = asyncio.create_task(camera.ways_in.settle(self._policy.power_cycle_ms))
        camera.announce("starting", camera.identity.name)
        return await self._bring_up(camera)

    async def bring_back(self) -> Link:
        """Wait until the link is lost for good, then get one as ``bring_up`` does.

        A link that comes back by itself in time is not lost.
        """
        camera = self.camera
        away = clock.Stopwatch()
        while away.elapsed_ms() < self._policy.lost_ms:
            if camera.is_online():
                away.restart()
            await clock.sleep_ms(self._policy.watch_pause_ms)
        return await self._bring_up(camera)

    async def _bring_up(self, camera: Camera) -> Link:
        helpers = [asyncio.create_task(camera.light.run())]
        try:
            if camera.serial:
                helpers.append(asyncio.create_task(_serial_line(camera).run()))
            link = await camera.wait_for_cable()
            if not link and camera.setup_wanted:
                camera.setup_wanted = False  # once: a link that is lost later is looked for
                link = await self._set_up()
            while not link:
                link = await self._join_known() or await self._set_up()
            return link
        finally:
            for helper in helpers:
                helper.cancel()
            await clock.sleep_ms(0)  # let them see it

    async def _join_known(self) -> Link | None:
        """Try the known networks for as long as patience lasts: after a power cut, routers need
        minutes and a camera needs seconds."""
        watch = clock.Stopwatch()
        rounds = 0
        link = None
        while self.camera.store.networks and not link:
            link = await self._try_known() or self.camera.cable_link()
            if watch.elapsed_ms() >= self._policy.patience_ms:
                break
            if not link:
                await clock.sleep_ms(self._policy.retry_pause(rounds))
            rounds += 1
        return link

    async def _try_known(self) -> Link | None:
        """One round; no failure in it ends the program."""
        try:
            return await self.camera.join_known()
        except (OSError, MemoryError) as error:
            console.fault("a round of tries failed: %s" % error)
            return None

    async def _set_up(self) -> Link | None:
        """Host the page until there is a link; None if the radio would not, or if the link has to
        be made again. What only setup needs is loaded here and freed afterwards: a camera that
        knows its network never pays for the web server."""
        try:
            with modules.TemporaryImports():
                return await self._host()
        except (OSError, MemoryError) as error:
            console.fault("the hotspot failed: %s" % error)
            await clock.sleep_ms(self._policy.retry_pause_max_ms)
            return None

    async def _host(self) -> Link | None:
        from .setup import hotspot, session
        from .web import app

        camera = self.camera
        await camera.scanner.scan()
        opened = hotspot.Hotspot(
            camera.radio,
            camera.identity.hotspot_ssid,
            camera.hotspot_password(),
            self._policy,
        )
        served = session.Session(camera, opened)
        known = [credentials.ssid for credentials in camera.store.networks]
        channel = policy.hotspot_channel(camera.scanner.networks, known)
        looking = None
        camera.light.show("hosting")
        try:
            looking = self._look(served)
            await opened.start(app.Web(served), channel)
            camera.session = served
            link = await served.run()
        finally:
            camera.session = None
            if looking:
                looking.cancel()
            must_rejoin = await opened.stop()
        if must_rejoin and link.interface == "wlan":
            return await camera.join_again() or await camera.join_known()
        return link

    def _look(self, session) -> asyncio.Task | None:
        """Have the lens look for a Wi-Fi code, for as long as the hotspot is open."""
        if not self.camera.lens_wanted:
            return None
        from .lens import qr_join

        return asyncio.create_task(qr_join.look(session))


def _serial_line(camera: Camera):
    from .setup import serial_console

    return serial_console.SerialLine(camera)
