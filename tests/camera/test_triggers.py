"""How a camera that knows a network gets back into setup."""

import time

import pytest
import serial
from camera_portal.environment import ROOT
from camera_portal.simulator.clock import Clock
from camera_portal.simulator.on_camera.speed_up import speed_up
from support.bench import on_bench
from support.drive import Drive
from support.on_micropython import INTERPRETERS, needs_micropython
from support.simulated_camera import SimulatedCamera

import portal
from portal.policy import Policy

HOME = {"ssid": "Home", "password": "correct horse", "rssi": -50, "channel": 6}
SPEED = 4
WINDOW_S = 10 / SPEED


class ReplCamera(SimulatedCamera):
    program = ROOT / "tests" / "support" / "repl_camera.py"


@pytest.fixture
def knows_home(tmp_path):
    drive = Drive(tmp_path / "flash.img", size_bytes=1 << 20)
    drive.write("/wifi.txt", b"wifi.ssid = Home\nwifi.psk = correct horse\n")
    return tmp_path


def switched_on(folder, for_s: float = 0, **options) -> str:
    """What the camera first does when it is switched on; then the power is cut."""
    options.setdefault("board", "nicla")
    with SimulatedCamera(folder, [HOME], speed=SPEED, **options) as camera:
        word = camera.wait_for("state (joining|hosting)")[1]
        time.sleep(for_s)
        camera.cut_power()
        return word


@pytest.mark.parametrize("interpreter", INTERPRETERS)
def test_three_power_cycles_open_the_hotspot(knows_home, interpreter):
    words = [switched_on(knows_home, interpreter=interpreter) for _ in range(4)]
    assert words == ["joining", "joining", "hosting", "hosting"]


def test_a_camera_that_was_on_for_ten_seconds_starts_to_count_anew(knows_home):
    assert switched_on(knows_home) == switched_on(knows_home) == "joining"
    assert switched_on(knows_home, for_s=0) == "hosting"
    assert switched_on(knows_home, for_s=WINDOW_S + 0.5) == "hosting"
    for _ in range(2):
        assert switched_on(knows_home) == "joining"


def test_a_board_with_a_button_counts_nothing(knows_home):
    words = [switched_on(knows_home, board="rt1062") for _ in range(4)]
    assert words == ["joining"] * 4


def test_the_gesture_on_a_full_drive_is_no_reason_to_stop(knows_home):
    Drive(knows_home / "flash.img").fill()
    with SimulatedCamera(knows_home, [HOME], speed=20, board="nicla") as camera:
        camera.wait_for("fault the drive did not take the power cycles")
        camera.wait_for("state joined")


def test_a_count_that_makes_no_sense_is_none(knows_home):
    Drive(knows_home / "flash.img").write("/power-cycles.txt", b"\xff\x00many")
    assert switched_on(knows_home) == "joining"


@pytest.mark.parametrize("interpreter", INTERPRETERS)
def test_a_file_on_the_drive_opens_it_once(knows_home, interpreter):
    options = {"board": "rt1062", "interpreter": interpreter}
    Drive(knows_home / "flash.img").write("/setup.txt", b"")
    assert switched_on(knows_home, **options) == "hosting"
    assert switched_on(knows_home, **options) == "joining"


def test_the_button(knows_home):
    assert switched_on(knows_home, board="ae3", button=True) == "hosting"


@pytest.mark.parametrize("call, first", [("connect", "joined"), ("host", "hosting")])
def test_from_the_repl(tmp_path, capsys, call, first):
    """``portal.host()`` hosts although a network is known, ``portal.connect()`` joins it; neither
    returns while a power cut would still be counted. This machine has not the hotspot's address,
    so the page cannot be served, and the known network comes next."""
    air = [{**HOME, "join_ms": 50, "lease_ms": 50}]
    (tmp_path / "wifi.txt").write_text("wifi.ssid = Home\nwifi.psk = correct horse\n")
    policy = speed_up(Policy(), 20)
    policy.quiet_ms = 500
    with on_bench(tmp_path, air, clock=Clock(20), button=False):
        settings = portal.Settings(flash=str(tmp_path), policy=policy)
        link = getattr(portal, call)(settings)
    assert (tmp_path / "power-cycles.txt").read_text() == "0"
    assert (link.interface, link.ssid) == ("wlan", b"Home")
    words = [line.split()[1] for line in capsys.readouterr().out.splitlines() if "state" in line]
    assert words[0] == "starting" and first in words and words[-1] in ("joined", "closing")
    assert ("hosting" in words) == (call == "host")


@needs_micropython
@pytest.mark.parametrize("board", ["rt1062", "h7plus"])
@pytest.mark.parametrize("interrupted_at", ["hosting", "failed", "joining", "joined"])
def test_from_the_repl_after_ctrl_c(knows_home, board, interrupted_at):
    """What ``portal.connect()`` was doing has ended, and its page makes way for another."""
    if interrupted_at == "hosting":
        Drive(knows_home / "flash.img").write("/setup.txt", b"")
    air = [] if interrupted_at == "failed" else [{**HOME, "join_ms": 4000}]
    with ReplCamera(knows_home, air, console=True, speed=10, board=board) as camera:
        console = camera.wait_for(r"console (\S+)")[1]
        camera.wait_for("ready " if interrupted_at == "hosting" else f"state {interrupted_at}")
        time.sleep(0.3)
        with serial.Serial(console) as port:
            port.write(b"\x03")
        camera.wait_for("interrupted")
        del camera.lines[: camera.lines.index("interrupted")]
        camera.wait_ready()
        camera.set_air([HOME])
        assert camera.join(ssid="Home", password="correct horse")["state"] == "joined"
        assert camera.post("api/done").status_code == 204
        camera.wait_for("linked by host\\(\\) to Home")
        assert camera.states()[0] == "starting" and camera.states().count("starting") == 1
        assert "fault" not in camera.output and "Traceback" not in camera.output
        camera.cut_power()
