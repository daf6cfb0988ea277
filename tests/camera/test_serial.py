"""Commands over the camera's USB serial port, which is a real pseudo-terminal here."""

import asyncio
import json
import os
import pty
import time
import tty
from types import SimpleNamespace

import pytest
import serial
from support.drive import Drive
from support.networks import WORKSHOP
from support.simulated_camera import SimulatedCamera

from portal.settings.store import Store
from portal.setup.serial_console import SerialLine

GUESTS = {"ssid": "Guests", "security": "open", "rssi": -60, "channel": 1}


class Bench:
    """A computer at the camera's USB port."""

    def __init__(self, camera: SimulatedCamera) -> None:
        path = camera.wait_for(r"console (\S+)")[1]
        self.port = serial.Serial(path, 115200, timeout=0.2)
        self.heard = ""

    def send(self, line: bytes) -> dict:
        """What a line is answered with."""
        self.port.write(line + b"\r\n")
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            heard = self.port.readline().decode()
            self.heard += heard
            if heard.startswith("answer "):
                return json.loads(heard[len("answer ") :])
        raise AssertionError(f"no answer to {line!r} in:\n{self.heard}")

    def ask(self, do: str, **fields) -> dict:
        return self.send(json.dumps({"do": do, **fields}).encode())

    def verdict(self) -> dict:
        while (link := self.ask("status"))["state"] == "joining":
            time.sleep(0.05)
        return link


@pytest.mark.parametrize("interpreter", ["micropython", "cpython"])
def test_from_listing_to_joined(tmp_path, interpreter):
    options = {"console": True, "interpreter": interpreter}
    with SimulatedCamera(tmp_path, [WORKSHOP, GUESTS], **options).wait_ready() as camera:
        bench = Bench(camera)
        for do, path in (("networks", "networks"), ("info", "camera"), ("status", "link")):
            same = camera.get("api/" + path).json()
            answer = bench.ask(do)
            for passing in ("free_heap", "age_s"):
                same.pop(passing, None), answer.pop(passing, None)
            assert answer == same

        camera.set_air([WORKSHOP])
        assert bench.ask("scan") == {"scanning": True}
        while (listed := bench.ask("networks"))["scanning"]:
            pass
        assert [row["ssid"] for row in listed["networks"]] == ["Workshop"]

        answer = bench.ask("join", ssid="Workshop", password="wrong horse")
        assert answer == {"attempt": 1, "hotspot": "stays"}
        assert bench.verdict()["reason"] == "wrong_password"
        bench.ask("join", id=b"Workshop".hex(), password="correct horse")
        joined = bench.verdict()
        assert joined["state"] == "joined" and joined["address"] == "192.168.1.57"
        assert bench.ask("done") == {}
        camera.wait_for("state closing")
        assert "horse" not in bench.heard + camera.output
        assert camera.stop() == 0
    settings = Drive(tmp_path / "flash.img").read("/wifi.txt")
    assert b"wifi.ssid = Workshop" in settings


def test_forgetting_renaming_and_locating(tmp_path):
    Drive(tmp_path / "flash.img", size_bytes=1 << 20).write("/wifi.txt", b"wifi.ssid = Home\n")
    options = {"console": True, "button": True}
    with SimulatedCamera(tmp_path, [GUESTS], **options).wait_ready() as camera:
        bench = Bench(camera)
        assert bench.ask("locate") == {}
        assert bench.ask("forget", id=b"Elsewhere".hex()) == {}
        assert bench.ask("forget", id="zz") == {"error": "id_malformed", "field": "id"}
        assert bench.ask("forget") == {}
        assert bench.ask("rename", name="\n")["field"] == "name"
        assert bench.ask("rename", name="North Gate") == {}
        assert bench.ask("info")["name"] == camera.get("api/camera").json()["name"]
    assert b"camera.name = North Gate" in Drive(tmp_path / "flash.img").read("/wifi.txt")
    assert b"Home" not in Drive(tmp_path / "flash.img").read("/wifi.txt")


def test_what_is_wrong_is_answered_and_never_repeated(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP], console=True).wait_ready() as camera:
        bench = Bench(camera)
        body, do = {"error": "malformed", "field": "body"}, {"error": "malformed", "field": "do"}
        for line, answer in (
            (b"secret horse", body),
            (b'{"do": "join", "password": "secret horse', body),
            (b'["secret horse"]', body),
            (b"[" * 1000, body),
            (b'{"do": "\xff"}', body),
            (b'{"password": "secret horse"}', do),
            (b'{"do": "secret horse"}', do),
            (b'{"do": ["join"]}', do),
            (b'{"do": {"secret": "horse"}}', do),
            (b"x" * 5000, {"error": "too_large"}),
        ):
            assert bench.send(line) == answer, line
        short = {"error": "password_too_short", "field": "password"}
        assert bench.ask("join", ssid="Workshop", password="horse") == short
        bench.ask("join", ssid="Workshop", password="correct horse")
        assert bench.ask("join", ssid="Workshop", password="correct horse") == {"error": "busy"}
        assert bench.ask("scan") == {"error": "busy"}
        assert "horse" not in bench.heard + camera.output


def test_a_command_without_memory_for_it_is_answered_and_the_next_one_heard(monkeypatch, capsys):
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    answers = iter([MemoryError(), {"scanning": True}])

    def answer(self, line):
        found = next(answers)
        if isinstance(found, MemoryError):
            raise found
        return found

    monkeypatch.setattr(SerialLine, "_answer", answer)
    with os.fdopen(theirs, "rb", buffering=0) as stdin:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=stdin, fileno=stdin.fileno))
        os.write(ours, b"{}\n{}\n")

        async def obey():
            await asyncio.wait_for(SerialLine(None).run(), 0.3)

        with pytest.raises(asyncio.TimeoutError):
            asyncio.run(obey())
    os.close(ours)
    said = capsys.readouterr().out.splitlines()
    assert said == ['answer {"error": "internal"}', 'answer {"scanning": true}']


def test_a_line_that_comes_in_pieces(tmp_path):
    """Half a line keeps nothing from going on."""
    with SimulatedCamera(tmp_path, [GUESTS], console=True).wait_ready() as camera:
        bench = Bench(camera)
        bench.port.write(b'{"do": "jo')
        assert camera.get("api/link").json()["state"] == "idle"
        assert bench.send(b'in", "ssid": "Guests"}')["attempt"] == 1


def test_before_the_hotspot_opens_it_tells_and_is_busy(tmp_path):
    drive = Drive(tmp_path / "flash.img", size_bytes=1 << 20)
    drive.write("/wifi.txt", b"wifi.ssid = Home\nwifi.psk = correct horse\n")
    with SimulatedCamera(tmp_path, [WORKSHOP], console=True) as camera:
        bench = Bench(camera)
        camera.wait_for("state failed not_found")
        assert bench.ask("status")["ssid"] == "Home"
        assert bench.ask("info")["hotspot"] == {
            "ssid": "OpenMV-A1B2C3", "channel": 0, "open": False
        }  # fmt: skip
        assert [row["ssid"] for row in bench.ask("networks")["networks"]] == ["Workshop"]
        busy = {"error": "busy"}
        assert bench.ask("scan") == busy
        assert bench.ask("join", ssid="Workshop", password="correct horse") == busy
        fixed = {"address": "10.1.2.3", "netmask": "255.255.255.0"}
        assert bench.ask("join", ssid="Workshop", password="correct horse", **fixed) == busy
        assert bench.ask("done") == {} and "hosting" not in camera.states()
        assert bench.ask("forget") == {}  # and so there is nothing left to wait for
        camera.wait_ready()
        assert bench.ask("join", ssid="Workshop", password="correct horse")["attempt"]
        assert bench.verdict()["state"] == "joined"


def test_a_radio_whose_hotspot_goes(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP], board="h7plus", console=True).wait_ready() as camera:
        bench = Bench(camera)
        assert bench.ask("scan") == {"error": "deaf"}
        answer = bench.ask("join", ssid="Workshop", password="correct horse")
        assert answer == {"attempt": 1, "hotspot": "goes"}
        assert bench.verdict()["state"] == "joined"


def test_the_owner_decides(tmp_path):
    """``wifi.txt`` comes before what the program asks for; the simulated program asks for it
    wherever there is a console."""
    Drive(tmp_path / "flash.img", size_bytes=1 << 20).write("/wifi.txt", b"serial = off\n")
    with SimulatedCamera(tmp_path, [GUESTS], console=True).wait_ready() as camera:
        bench = Bench(camera)
        bench.port.write(b'{"do": "status"}\n')
        time.sleep(0.5)
        assert b"answer" not in bench.port.read(10_000)


@pytest.mark.parametrize(
    "line, wanted", [("on", True), ("YES", True), ("off", False), ("", None), ("x", None)]
)
def test_how_the_owner_says_it(tmp_path, line, wanted):
    (tmp_path / "wifi.txt").write_text(f"serial = {line}\n")
    memory = Store(str(tmp_path), b"chip")
    for default in (True, False):
        assert memory.switched_on("serial", default) == (default if wanted is None else wanted)


def test_ctrl_c_still_ends_the_program(tmp_path):
    with SimulatedCamera(tmp_path, [GUESTS], console=True).wait_ready() as camera:
        bench = Bench(camera)
        bench.port.write(b'{"do": "st\x03')
        camera.wait_for("KeyboardInterrupt")


def test_what_is_typed_after_setup_is_the_programs(tmp_path):
    """The portal lets go of the port with the hotspot."""
    with SimulatedCamera(tmp_path, [GUESTS], console=True).wait_ready() as camera:
        bench = Bench(camera)
        bench.ask("join", ssid="Guests")
        bench.verdict()
        bench.ask("done")
        camera.wait_for("state closing")
        time.sleep(0.3)
        bench.port.read(10_000)
        bench.port.write(b'{"do": "status"}\n')
        time.sleep(0.5)
        assert bench.port.read(10_000) == b""
