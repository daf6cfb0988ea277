"""Two wishes that meet: the real session, camera and joiner over the stand-in chip."""

import asyncio

import pytest
from camera_portal.simulator.clock import Clock
from camera_portal.simulator.on_camera.speed_up import speed_up
from support.bench import on_bench

import portal
from portal.join.credentials import Credentials
from portal.policy import Policy
from portal.server.async_server import WebServer

SPEED = 20
GONE = {"ssid": "Gone", "password": "correct horse", "rssi": -60, "channel": 6}
SHOP = {"ssid": "Shop", "password": "correct horse", "rssi": -50, "channel": 6}
SETTINGS = "".join(
    f"wifi.{i}.ssid = Absent {i}\nwifi.{i}.psk = correct horse\n" for i in range(2, 5)
)


class Doorway:
    """A hotspot without servers: this machine has not its address.

    :param moves: whether it can go to another channel.
    """

    channel = 6

    def __init__(self, moves: bool = True) -> None:
        self._moves = moves

    async def yield_radio(self, channel: int) -> None:
        if not self._moves:
            raise OSError("the hotspot does not move")

    async def reopen(self) -> None:
        pass


@pytest.fixture
def session_in(tmp_path):
    """Make a session of a camera that knows three networks, none of which is there."""

    def make(doorway, **changes):
        from portal.board.openmv import Board
        from portal.camera import Camera
        from portal.setup.session import Session

        (tmp_path / "wifi.txt").write_text(SETTINGS)
        policy = speed_up(Policy(), SPEED)
        for name, value in changes.items():
            setattr(policy, name, value)
        camera = Camera(portal.Settings(flash=str(tmp_path), policy=policy), Board())
        return Session(camera, doorway)

    with on_bench(tmp_path, [SHOP], clock=Clock(SPEED)):
        yield make


@pytest.mark.parametrize("after_s", [0.02 * i for i in range(1, 30)])
def test_a_wish_is_never_overwritten_by_a_retry(session_in, after_s):
    """While saved networks are tried, one after the other, a phone asks for its own."""

    async def run():
        session = session_in(Doorway(), quiet_ms=1, sample_ms=20)
        running = asyncio.create_task(session.run())
        await asyncio.sleep(after_s)
        mine = session.ask_join(Credentials(b"Shop", b"correct horse"))
        while mine.state == "joining":
            assert session.camera.attempt is mine
            await asyncio.sleep(0.005)
        running.cancel()
        return mine, session.camera.attempt

    mine, shown = asyncio.run(run())
    assert shown is mine and mine.state == "joined"


def test_who_waits_for_room_is_not_served_once_the_hotspot_closes():
    served = []

    class App:
        async def handle_request(self, reader, writer):
            served.append(reader)
            await asyncio.sleep(5)

    async def run():
        server = WebServer(App())
        await server.start("127.0.0.1", 0)
        address = server._server.sockets[0].getsockname()
        phones = [await asyncio.open_connection(*address) for _ in range(5)]
        for _, writer in phones:
            writer.write(b"GET / HTTP/1.0\r\n\r\n")
        await asyncio.sleep(0.3)
        assert len(served) == 4
        await server.stop()
        closed = [await asyncio.wait_for(reader.read(), 1) for reader, _ in phones]
        assert closed == [b""] * 5 and len(served) == 4

    asyncio.run(run())


def test_an_attempt_ends_with_the_round_that_fails(session_in, monkeypatch):
    """Without memory for the scan that was to tell the reason, say."""
    scans = iter([True])

    async def scan(*_):
        if not next(scans, False):
            raise MemoryError

    async def run():
        camera = session_in(Doorway()).camera
        monkeypatch.setattr(camera.scanner, "scan", scan)
        with pytest.raises(MemoryError):
            await camera.join_known()
        return camera.attempt, camera.radio.status()

    attempt, status = asyncio.run(run())
    assert (attempt.state, attempt.reason) == ("failed", "cancelled")
    assert status == (0, None)


def test_an_attempt_ends_with_the_hotspot_that_fails(session_in):
    async def run():
        session = session_in(Doorway(moves=False))
        attempt = session.ask_join(Credentials(b"Shop", b"correct horse"))
        with pytest.raises(OSError):
            await session.run()
        return attempt

    attempt = asyncio.run(run())
    assert (attempt.state, attempt.reason) == ("failed", "cancelled")
